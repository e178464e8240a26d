"""One report's fault is its own: whatever a file does, the others are read and published."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.fence import Bounds, Fence, Stopped
from ingest.files import find_files
from tests.ingest.conftest import RAW
from warehouse import queries
from warehouse.connect import Warehouse
from warehouse.scratch import scratch

ROOT = RAW.parent.parent
GOOD = "council-2-8.txt"
FAULTS = Path(__file__).with_name("cases") / "faults"


class Odd:
    """Work that goes wrong in every way."""

    def work(self, kind: str) -> str:
        if kind == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if kind == "hang":
            time.sleep(600)
        if kind == "raise":
            raise IndexError("there is no such place")
        if kind == "grow":
            return str(len(bytearray(8 * 1024**3)))
        return kind


@pytest.mark.parametrize("workers", [1, 2])
def test_what_happens_to_one_item_touches_no_other(workers: int) -> None:
    kinds = ["a", "die", "b", "hang", "c", "raise", "d", "grow", "e"]
    with Fence(Odd, Bounds(5, 1024**3), workers) as fence:
        answers = fence.answers("work", [(kind,) for kind in kinds])
    assert [a.cause if isinstance(a, Stopped) else a for a in answers] == [
        "a", "died", "b", "time", "c", "raised", "d", "memory", "e",
    ]  # fmt: skip


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A folder with one good report."""
    folder = tmp_path / "raw"
    folder.mkdir()
    shutil.copyfile(RAW / GOOD, folder / GOOD)
    return folder


def _command(raw: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    file = raw.parent / "warehouse.duckdb"
    return subprocess.run(
        [sys.executable, "-m", "ingest", str(raw), "--warehouse", str(file), "--workers", "1", *options],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=False,
    )  # fmt: skip


def _published(raw: Path) -> list[str]:
    reports: list[str] = queries.reports(Warehouse(raw.parent / "warehouse.duckdb"))["report_id"].tolist()
    return reports


# Half a megabyte in one line among them: on a busy machine that takes more than the usual two minutes.
@pytest.mark.timeout(400)
def test_every_fault_among_good_files(raw: Path) -> None:
    for file in FAULTS.iterdir():
        if file.suffix == ".gz":
            (raw / file.stem).write_bytes(gzip.decompress(file.read_bytes()))
        else:
            shutil.copyfile(file, raw / file.name)
    done = _command(raw)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert GOOD.removesuffix(".txt") in _published(raw)
    assert {"check_result_dup", "decimal_modulo", "period_backwards", "longline"} <= set(_published(raw))


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_odd_names_are_told_on_one_line_each(raw: Path, locale: str) -> None:
    (raw / "兩\n行.txt").write_bytes(b"")
    Path(os.fsdecode(os.fsencode(raw) + b"/\xff\xfe.txt")).write_bytes((raw / GOOD).read_bytes())
    done = _command(raw, LC_ALL=locale, PYTHONIOENCODING="")
    assert done.returncode == 1
    refused = done.stderr.decode().splitlines()
    assert len(refused) == 2
    assert any("\\n" in line for line in refused)
    assert any("\\xff" in line for line in refused)
    assert _published(raw) == ["council-2-8"]


def test_printing_into_nothing_is_no_fault(raw: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ingest", str(raw), "--warehouse", str(raw.parent / "warehouse.duckdb")],
            cwd=ROOT, stdout=full, stderr=full, check=False,
        )  # fmt: skip
    assert done.returncode == 0
    assert _published(raw) == ["council-2-8"]


def test_no_room_for_temporary_files(raw: Path) -> None:
    assert _command(raw, TMPDIR="/proc/nowhere", TEMP="/proc/nowhere", TMP="/proc/nowhere").returncode == 0


def test_a_limit_that_is_no_number_is_wrong_usage(raw: Path) -> None:
    done = _command(raw, INGEST_SECONDS="soon")
    assert done.returncode == 2
    assert "INGEST_SECONDS" in done.stderr.decode()


@pytest.mark.parametrize(("name", "value"), [("INGEST_CHARACTERS", "100"), ("INGEST_FILE_MB", "1")])
def test_a_file_over_a_limit_is_refused_with_what_to_do(raw: Path, name: str, value: str) -> None:
    (raw / "long.txt").write_text("高雄市政府秘書處業務報告。" * 40_000, encoding="utf-8")
    done = _command(raw, **{name: value})
    assert done.returncode == 1
    assert name in done.stderr.decode()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda folder: os.mkfifo(folder / "pipe.txt"), "管線"),
        (lambda folder: (folder / "gone.txt").symlink_to("nowhere"), "無法開啟"),
        (lambda folder: (folder / "more").mkdir(), "子資料夾"),
        (lambda folder: (folder / ".hidden.txt").write_text("x"), "隱藏檔"),
        (lambda folder: shutil.copyfile(folder / GOOD, folder / "again.txt"), "內容完全相同"),
    ],
)
def test_nothing_is_skipped_in_silence(raw: Path, make: Callable[[Path], object], told: str) -> None:
    make(raw)
    done = _command(raw)
    assert told in done.stdout.decode() + done.stderr.decode()
    assert len(_published(raw)) == 1


def test_a_link_stands_for_its_file_and_a_file_named_twice_is_read_once(raw: Path) -> None:
    (raw / "link.txt").symlink_to(RAW / "council-2-3.txt")
    assert [file.name for file in find_files([raw, raw / GOOD]).files] == [GOOD, "link.txt"]


def test_what_a_killed_build_leaves_is_gone_after_the_next(raw: Path) -> None:
    file = raw.parent / "warehouse.duckdb"
    work = (
        "import os, signal, sys; from pathlib import Path; from warehouse.scratch import scratch\n"
        f"with scratch(Path({str(raw.parent)!r}), '.{file.name}.draft-') as folder:\n"
        "    (folder / 'half.duckdb').write_bytes(b'x'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", work], cwd=ROOT, check=False)
    assert list(raw.parent.glob(".warehouse*"))
    with scratch(raw.parent, f".{file.name}.draft-") as other:
        (other / "mine").write_text("of a build that runs")
        assert _command(raw).returncode == 0
        assert (other / "mine").exists()
    assert sorted(path.name for path in raw.parent.iterdir()) == ["raw", "warehouse.duckdb"]
