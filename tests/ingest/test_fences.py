"""One report's fault is its own: whatever a file does, the others are read and published."""

from __future__ import annotations

import errno
import gzip
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pytest

from catalog.load import load
from ingest.__main__ import main
from ingest.fence import Bounds, Fence, Stopped, in_time
from ingest.files import NoReports, find_files
from ingest.passages.manifest import ManifestError, load_manifest
from ingest.read.text import TextReader
from ingest.report import Refusal
from ingest.rows import ReportRows, report_rows
from tests.ingest.conftest import RAW
from tests.ingest.odd import Odd
from tests.reading import READER
from tests.renditions import as_docx
from tests.shared_files import FILES as SMALL
from warehouse import queries
from warehouse.connect import Warehouse
from warehouse.scratch import scratch

Ingested = Callable[..., "subprocess.CompletedProcess[str]"]

ROOT = RAW.parent.parent
GOOD = "council-2-8.txt"
FAULTS = Path(__file__).with_name("cases") / "faults"


@pytest.mark.parametrize("workers", [1, 2])
def test_what_happens_to_one_item_touches_no_other(workers: int) -> None:
    kinds = ["a", "die", "b", "hang", "c", "raise", "d", "grow", "e"]
    with Fence(Odd, Bounds(5, 1024**3), workers) as fence:
        answers = fence.answers("work", [(kind,) for kind in kinds])
    assert [a.cause if isinstance(a, Stopped) else a for a in answers] == [
        "a", "died", "b", "time", "c", "raised", "d", "memory", "e",
    ]  # fmt: skip


def test_workers_work_where_the_temporary_folder_has_a_long_path(tmp_path: Path) -> None:
    folder = tmp_path / ("a long name " * 8) / ("another " * 8)
    folder.mkdir(parents=True)
    asked = (
        "from ingest.fence import Bounds, Fence; from tests.ingest.odd import Odd\n"
        "with Fence(Odd, Bounds(60, 1024**3)) as fence: print(fence.answers('work', [('a',), ('die',), ('b',)]))"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, env={**os.environ, "TMPDIR": str(folder)},
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert told.stdout.strip() == str(["a", Stopped("died", "SIGKILL"), "b"]), told.stderr
    assert list(folder.iterdir()) == []


def test_a_worker_runs_nothing_of_the_script_of_who_started_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As that of a page, which stands as the main module while it is drawn."""
    ran, script, main_module = tmp_path / "ran", tmp_path / "app.py", ModuleType("__main__")
    script.write_text(f"open({str(ran)!r}, 'w').close()", encoding="utf-8")
    main_module.__file__ = str(script)
    monkeypatch.setitem(sys.modules, "__main__", main_module)
    with Fence(Odd, Bounds(60, 1024**3)) as fence:
        assert fence.answers("work", [("a",)]) == ["a"]
    assert not ran.exists()
    assert sys.modules["__main__"] is main_module


def test_what_nobody_waits_for_is_ended() -> None:
    looks = iter([False, False, True])
    with Fence(Odd, Bounds(600, 1024**3), 2) as fence:
        answers = fence.answers("work", [("hang",), ("hang",), ("a",)], lambda: next(looks))
        assert answers == [Stopped("given_up")] * 3
        assert fence.answers("work", [("b",)]) == ["b"]


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


@pytest.fixture
def ingested(raw: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Ingested:
    """The command in this process, which need not be started for each test."""

    def run(**environment: str) -> subprocess.CompletedProcess[str]:
        with monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            capfd.readouterr()
            code = main([str(raw), "--warehouse", str(raw.parent / "warehouse.duckdb"), "--workers", "1"])
            return subprocess.CompletedProcess([], code, *capfd.readouterr())

    return run


def _published(raw: Path) -> list[str]:
    reports: list[str] = queries.reports(Warehouse(raw.parent / "warehouse.duckdb"))["report_id"].tolist()
    return reports


def test_every_fault_among_good_files(raw: Path, ingested: Ingested) -> None:
    for file in FAULTS.iterdir():
        if file.suffix == ".gz":
            (raw / file.stem).write_bytes(gzip.decompress(file.read_bytes()))
        else:
            shutil.copyfile(file, raw / file.name)
    done = ingested()
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
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


def test_neither_printing_into_nothing_nor_no_room_for_temporary_files_is_a_fault(raw: Path) -> None:
    nowhere = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), "/proc/nowhere")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ingest", str(raw), "--warehouse", str(raw.parent / "warehouse.duckdb")],
            cwd=ROOT, env={**os.environ, **nowhere}, stdout=full, stderr=full, check=False,
        )  # fmt: skip
    assert done.returncode == 0
    assert _published(raw) == ["council-2-8"]


@pytest.mark.usefixtures("at_once")
def test_a_limit_that_is_no_number_is_wrong_usage(raw: Path, ingested: Ingested) -> None:
    done = ingested(INGEST_SECONDS="soon")
    assert done.returncode == 2
    assert "INGEST_SECONDS" in done.stderr


@pytest.mark.parametrize(("name", "value"), [("INGEST_CHARACTERS", "100"), ("INGEST_FILE_MB", "1")])
@pytest.mark.usefixtures("at_once")
def test_a_file_over_a_limit_is_refused_with_what_to_do(raw: Path, ingested: Ingested, name: str, value: str) -> None:
    (raw / "long.txt").write_text("高雄市政府秘書處業務報告。" * 40_000, encoding="utf-8")
    done = ingested(**{name: value})
    assert done.returncode == 1
    assert name in done.stderr


@pytest.mark.usefixtures("at_once")
def test_nothing_is_skipped_in_silence(raw: Path, ingested: Ingested) -> None:
    os.mkfifo(raw / "pipe.txt")
    (raw / "gone.txt").symlink_to("nowhere")
    (raw / "more").mkdir()
    (raw / ".hidden.txt").write_text("x")
    shutil.copyfile(raw / GOOD, raw / "again.txt")
    done = ingested()
    lines = (done.stdout + done.stderr).splitlines()
    left_out = {
        "pipe.txt": "管線",
        "gone.txt": "無法開啟",
        "more": "子資料夾",
        ".hidden.txt": "隱藏檔",
        "again.txt": "內容完全相同",
    }
    for name, told in left_out.items():
        assert any(told in line for line in lines if name in line), name
    assert len(_published(raw)) == 1


@pytest.mark.usefixtures("at_once")
def test_what_is_not_looked_at_is_told_in_the_build(raw: Path, ingested: Ingested) -> None:
    (raw / "older").mkdir()
    (raw / "elsewhere").symlink_to(raw.parent)
    (raw / "..draft.txt").write_text("x")
    assert ingested().returncode == 0
    with duckdb.connect(str(raw.parent / "warehouse.duckdb"), read_only=True) as built:
        told = built.execute("SELECT file, severity, code FROM reading_issue WHERE report_id IS NULL").fetchall()
    assert sorted(told) == [(name, "refused", "left_out") for name in ("..draft.txt", "elsewhere", "older")]


def test_a_folder_of_folders_says_so(tmp_path: Path) -> None:
    (tmp_path / "111").mkdir()
    (tmp_path / ".keep").touch()
    with pytest.raises(NoReports, match=r"沒有報告檔.*\.keep、111 沒有讀"):
        find_files([tmp_path])


def test_links_that_lead_round_and_files_of_the_system_are_refused_alone(raw: Path) -> None:
    (raw / "self.txt").symlink_to("self.txt")
    (raw / "one.pdf").symlink_to("two.pdf")
    (raw / "two.pdf").symlink_to("one.pdf")
    (raw / "deep.txt").symlink_to(Path(GOOD) / "below.txt")
    (raw / "log.txt").symlink_to("/proc/kmsg")
    (raw / "again.txt").symlink_to("log.txt")
    (raw / "null.txt").symlink_to("/dev/null")
    found = find_files([raw])
    assert [file.name for file in found.files] == [GOOD]
    assert {refusal.file: refusal.code for refusal in found.refusals} == {
        **dict.fromkeys(("self.txt", "one.pdf", "two.pdf", "deep.txt"), "cannot_open"),
        **dict.fromkeys(("log.txt", "again.txt", "null.txt"), "not_a_file"),
    }


def test_what_never_answers_is_waited_for_so_long_and_no_longer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert in_time((tmp_path / "pipe").read_bytes, 0.1) is None
    assert in_time(lambda: "read", 60) == "read"


@pytest.mark.parametrize("made", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to(path.name)])
def test_a_manifest_that_is_no_file_is_named(tmp_path: Path, made: Callable[[Path], None]) -> None:
    made(tmp_path / "manifest.yaml")
    with pytest.raises(ManifestError, match=r"manifest\.yaml"):
        load_manifest(tmp_path)


def test_a_link_stands_for_its_file_and_a_file_named_twice_is_read_once(raw: Path) -> None:
    (raw / "link.txt").symlink_to(RAW / "council-2-3.txt")
    assert [file.name for file in find_files([raw, raw / GOOD]).files] == [GOOD, "link.txt"]


def test_what_a_killed_build_leaves_is_gone_after_the_next(raw: Path, ingested: Ingested) -> None:
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
        assert ingested().returncode == 0
        assert (other / "mine").exists()
    assert sorted(path.name for path in raw.parent.iterdir()) == ["parts", "raw", "warehouse.duckdb"]


def test_a_build_leaves_no_temporary_file_nor_one_of_a_build_that_was_killed(raw: Path, tmp_path: Path) -> None:
    temporary, asleep, office = tmp_path / "temporary", tmp_path / "asleep", tmp_path / "soffice"
    temporary.mkdir()
    office.write_text(f"#!/bin/sh\ntouch {asleep}\nsleep 30\n")
    office.chmod(0o755)
    shutil.copyfile(SMALL / "torture.doc", raw / "torture.doc")
    environment = {**os.environ, "TMPDIR": str(temporary)}
    own = {**environment, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "ingest", str(raw), "--warehouse", str(tmp_path / "warehouse.duckdb")]
    with subprocess.Popen(command, cwd=ROOT, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as killed:
        while not asleep.exists():
            assert killed.poll() is None
            time.sleep(0.05)
        killed.kill()
    assert list(temporary.iterdir())
    (raw / "torture.doc").unlink()
    assert subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False).returncode == 0
    assert not list(temporary.iterdir())


def test_a_killed_build_ends_all_that_it_started(raw: Path, tmp_path: Path) -> None:
    alive, asleep = tmp_path / "alive", tmp_path / "asleep"
    office = tmp_path / "soffice"
    office.write_text(f"#!/bin/sh\ntouch {asleep}\n(sleep 2; touch {alive}) & wait\n")
    office.chmod(0o755)
    shutil.copyfile(SMALL / "torture.doc", raw / "torture.doc")
    started = subprocess.Popen(
        [sys.executable, "-m", "ingest", str(raw), "--warehouse", str(tmp_path / "warehouse.duckdb")],
        cwd=ROOT, env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while not asleep.exists():
        assert started.poll() is None
        time.sleep(0.05)
    started.kill()
    started.wait()
    time.sleep(2.5)
    assert not alive.exists()


def test_two_builds_of_one_warehouse_at_once(raw: Path) -> None:
    with ThreadPoolExecutor() as pool:
        done = [one.result() for one in [pool.submit(_command, raw) for _ in range(2)]]
    assert [one.returncode for one in done] == [0, 0]
    assert _published(raw) == ["council-2-8"]
    assert sorted(path.name for path in raw.parent.iterdir()) == ["parts", "raw", "warehouse.duckdb"]


@pytest.mark.usefixtures("at_once")
def test_no_room_for_the_warehouse_leaves_the_published_one(raw: Path, ingested: Ingested) -> None:
    assert ingested().returncode == 0
    before = (raw.parent / "warehouse.duckdb").read_bytes()
    shutil.copyfile(RAW / "council-2-3.txt", raw / "council-2-3.txt")
    # A file that grows over the limit fails as on a full disk does one.
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "from ingest.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", limited, str(raw), "--warehouse", str(raw.parent / "warehouse.duckdb")],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "倉儲未更新" in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert (raw.parent / "warehouse.duckdb").read_bytes() == before
    assert sorted(path.name for path in raw.parent.iterdir()) == ["parts", "raw", "warehouse.duckdb"]


@pytest.mark.usefixtures("at_once")
def test_one_report_in_two_formats_is_published_once(raw: Path, ingested: Ingested) -> None:
    document = TextReader(load().lexicon).read((raw / GOOD).read_bytes())
    (raw / "again.docx").write_bytes(as_docx(document))
    done = ingested()
    assert done.returncode == 1
    assert len(_published(raw)) == 1
    assert "again.docx" in done.stderr + done.stdout


def test_rows_that_break_the_schema_refuse_their_report_only(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def twice(file: str, *parts: Any) -> ReportRows:
        rows = report_rows(file, *parts)
        return replace(rows, tables={**rows.tables, "passage": rows.tables["passage"] * 2})

    with monkeypatch.context() as patched:
        patched.setattr("ingest.report.report_rows", twice)
        refused = READER.read(raw / GOOD, None)
    assert isinstance(refused, Refusal)
    assert refused.code == "broken_rows"
    assert "passage" in refused.message
    assert isinstance(READER.read(raw / GOOD, None), ReportRows)


def test_a_full_disk_for_temporary_files_refuses_a_doc_until_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> object:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("ingest.read.office.doc.tempfile.TemporaryDirectory", full)
    refused = READER.read(SMALL / "torture.doc", None)
    assert isinstance(refused, Refusal)
    assert "No space left" in refused.message
    # What the computer lacks is no fault of the file: the next build reads it again.
    assert refused.of_machine


def test_checks_that_raise_refuse_their_report_only(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(*_: object) -> list[object]:
        raise ZeroDivisionError("a share of nothing")

    with monkeypatch.context() as patched:
        patched.setattr("ingest.report.evaluate", raising)
        refused = READER.read(raw / GOOD, None)
    assert isinstance(refused, Refusal)
    assert refused.code == "stopped_raised"
    assert "ZeroDivisionError" in refused.message
    assert isinstance(READER.read(raw / GOOD, None), ReportRows)


def test_fifty_megabytes_in_one_line_are_refused_and_the_others_published(raw: Path, ingested: Ingested) -> None:
    (raw / "endless.txt").write_text("調解68件、" * 4_000_000, encoding="utf-8")
    done = ingested()
    assert done.returncode == 1
    assert "INGEST_CHARACTERS" in done.stderr
    assert _published(raw) == ["council-2-8"]


@pytest.mark.usefixtures("at_once")
def test_a_paragraph_as_long_as_a_book_is_read(raw: Path, ingested: Ingested) -> None:
    """Its last number, too: none is lost for the length of what stands before it."""
    filling = "本處賡續辦理各項行政管理業務，以提升服務品質。" * 4_000
    (raw / "book.txt").write_text(
        f"高雄市政府秘書處業務報告\n報告期間：107年7月1日至107年12月31日\n{filling}消費爭議調解99件。", encoding="utf-8"
    )
    assert ingested().returncode == 0
    found = queries.observations(Warehouse(raw.parent / "warehouse.duckdb"), ["consumer_mediations"])
    assert found["value"].tolist() == [68, 99]


def test_a_paragraph_of_a_megabyte_takes_as_much_longer_as_it_is_longer(raw: Path) -> None:
    def seconds(times: int) -> float:
        filling = "本處賡續辦理各項行政管理業務，以提升服務品質。" * times
        text = f"高雄市政府秘書處業務報告\n報告期間：107年7月1日至107年12月31日\n{filling}消費爭議調解99件。"
        (raw / "long.txt").write_text(text, encoding="utf-8")
        started = time.process_time()
        report = READER.read(raw / "long.txt", None)
        assert isinstance(report, ReportRows)
        assert [row["value"] for row in report.tables["observation"]] == [99]
        return time.process_time() - started

    assert seconds(15_000) < 6 * seconds(3_750) + 1  # 1,035,000 bytes, and a quarter of them.
