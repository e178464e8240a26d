"""A dropped report is read behind a fence and held against the published ones, whatever it is."""

from __future__ import annotations

import gzip
import multiprocessing
import shutil
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from catalog.load import load
from findings.additions import added_by
from findings.beside import SIGN, recurring_beside
from ingest.build import build
from ingest.preview import PreviewReader, Turned
from tests.ingest.conftest import RAW
from tests.plain_pdf import plain_pdf
from warehouse import additions, queries
from warehouse.connect import Warehouse

ROOT = RAW.parent.parent
BUREAU = ROOT / "tests" / "invented" / "environment_bureau"
FAULTS = Path(__file__).with_name("cases") / "faults"

pytestmark = pytest.mark.timeout(600)


def _read(
    file: Path,
    published: Path,
    into: Path,
    entry: Mapping[str, object] | None = None,
    given_up: Callable[[], bool] = lambda: False,
) -> tuple[Turned | None, list[str]]:
    steps: list[str] = []
    turned = PreviewReader().read(
        file, entry or {}, published, into, step=steps.append, progress=lambda *_: None, given_up=given_up
    )
    return turned, steps


@pytest.mark.usefixtures("at_once")
def test_a_report_of_an_agency_without_a_catalog_is_told_by_what_recurs(tmp_path: Path) -> None:
    published = tmp_path / "published.duckdb"
    build([BUREAU / f"eb-{number}.txt" for number in (1, 2)], published, load())
    turned, steps = _read(BUREAU / "eb-3.txt", published, tmp_path / "own.duckdb")
    assert turned is None
    assert steps == ["waiting", "reading", "comparing", "compared"]
    own = Warehouse(tmp_path / "own.duckdb")
    assert queries.reports(own)["report_id"].tolist() == ["eb-3"]
    recurring = additions.recurring(own, Warehouse(published))
    assert len(recurring) > 3
    assert recurring["last_value"].notna().any()
    # Each is drawn in the course of the published ones.
    drawn = recurring_beside(own, Warehouse(published), added_by(own, Warehouse(published)))
    assert drawn.lanes
    for lane in drawn.lanes:
        fresh = [mark.label.startswith(SIGN) for mark in lane.marks]
        assert 0 < sum(fresh) < len(fresh)
    assert len(drawn.lanes) + drawn.left_out == recurring["series_id"].nunique()
    alone = recurring_beside(own, None, added_by(own, None))
    assert all(mark.label.startswith(SIGN) for lane in alone.lanes for mark in lane.marks)


@pytest.mark.usefixtures("at_once")
def test_a_person_says_what_a_report_is(tmp_path: Path) -> None:
    entry = {"genre": "other", "published": "2021-03-01", "period_start": "2020-09-01", "period_end": "2021-02-28"}
    own = tmp_path / "own.duckdb"
    assert _read(RAW / "council-3-4.txt", tmp_path / "none.duckdb", own, entry) == (
        None,
        ["waiting", "reading", "comparing", "compared"],
    )
    report = queries.reports(Warehouse(own)).iloc[0]
    assert (report["genre"], report["published"].date().isoformat(), report["period_quote"]) == (
        "other", "2021-03-01", "manifest",
    )  # fmt: skip
    turned, _ = _read(RAW / "council-3-4.txt", own, own, {"period_start": "2021-01-01", "period_end": "2020-01-01"})
    assert turned is not None
    assert turned.code == "entry"


def test_no_file_harms_who_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INGEST_SECONDS", "20")
    reader = PreviewReader()
    turned: dict[str, str] = {}
    for number, fault in enumerate(sorted(FAULTS.iterdir())):
        file = tmp_path / (fault.stem if fault.suffix == ".gz" else fault.name)
        file.write_bytes(gzip.decompress(fault.read_bytes()) if fault.suffix == ".gz" else fault.read_bytes())
        found = reader.read(
            file, {}, tmp_path / "none.duckdb", tmp_path / f"{number}.duckdb",
            step=lambda _: None, progress=lambda *_: None, given_up=lambda: False,
        )  # fmt: skip
        if found is not None:
            assert found.message
            turned[file.name] = found.code
    assert turned
    assert not [code for code in turned.values() if code == "entry"]


def test_a_reading_that_nobody_waits_for_ends_and_makes_room(tmp_path: Path) -> None:
    reader, gone = PreviewReader(), threading.Event()
    own = [tmp_path / f"{number}.duckdb" for number in range(3)]
    found: list[Turned | None] = []

    def read(into: Path) -> None:
        turned = reader.read(
            RAW / "council-2-8.txt",
            {},
            tmp_path / "none",
            into,
            step=lambda _: None,
            progress=lambda *_: None,
            given_up=gone.is_set,
        )
        found.append(turned)

    threads = [threading.Thread(target=read, args=(into,)) for into in own]
    for thread in threads:
        thread.start()
    gone.set()
    for thread in threads:
        thread.join()
    assert [turned and turned.code for turned in found] == ["given_up"] * 3
    shutil.copyfile(RAW / "plan-110.txt", tmp_path / "plan.txt")
    assert reader.read(
        tmp_path / "plan.txt", {}, tmp_path / "none", own[0],
        step=lambda _: None, progress=lambda *_: None, given_up=lambda: False,
    ) is None  # fmt: skip


def test_a_pdf_tells_its_pages_and_cancelling_ends_the_process(tmp_path: Path) -> None:
    file, told = tmp_path / "long.pdf", list[tuple[str, int, int]]()
    file.write_bytes(plain_pdf(*[[(72, 100, "words")]] * 900))
    turned = PreviewReader().read(
        file, {}, tmp_path / "none", tmp_path / "own.duckdb",
        step=lambda _: None, progress=lambda *far: told.append(far), given_up=lambda: len(told) > 1,
    )  # fmt: skip
    assert turned is not None
    assert turned.code == "given_up"
    assert [(stage, of) for stage, _, of in told] == [("page", 900)] * len(told)
    assert [done for _, done, _ in told] == sorted({done for _, done, _ in told})
    assert told[-1][1] < 900
    assert multiprocessing.active_children() == []


def test_a_text_tells_its_share_of_passages(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    turned = PreviewReader().read(
        RAW / "council-2-8.txt", {}, tmp_path / "none", tmp_path / "own.duckdb",
        step=lambda _: None, progress=lambda *far: told.append(far), given_up=lambda: False,
    )  # fmt: skip
    assert turned is None
    assert told
    assert all(stage == "passage" and 0 < done <= of for stage, done, of in told)
