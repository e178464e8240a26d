"""A report that is not published, drawn beside those that are."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from findings.additions import added_by
from findings.beside import MOST_LANES, Beside, beside
from tests.warehouse.small import Report, Said, write
from warehouse import queries
from warehouse.connect import Warehouse

FIRST, SECOND = ("2020-01-01", "2020-06-30"), ("2020-07-01", "2020-12-31")


def _beside(tmp_path: Path, new: Report, *published: Report, edition_of: str = "") -> Beside:
    file = write(tmp_path / "own.duckdb", new)
    if edition_of:
        with duckdb.connect(str(file)) as connection:
            connection.execute("UPDATE report SET edition_of = ?", [edition_of])
    own = Warehouse(file)
    others = Warehouse(write(tmp_path / "published.duckdb", *published)) if published else None
    metrics = list(dict.fromkeys(queries.observations(own, tuple(queries.metrics(own)["metric_id"]))["metric_id"]))
    return beside(own, others, added_by(own, others), metrics)


def _marks(found: Beside) -> list[tuple[float, str]]:
    return [(mark.height, mark.label) for lane in found.lanes for mark in lane.marks]


def test_what_is_new_stands_marked_in_the_course_of_what_is_published(tmp_path: Path) -> None:
    old = Report("old", *FIRST, [Said("a", 60), Said("b", 5)])
    found = _beside(tmp_path, Report("new", *SECOND, [Said("a", 70)]), old)
    assert _marks(found) == [(60.0, "60"), (70.0, "＊70")]
    assert any(note.startswith("＊") for note in found.notes)


def test_a_corrected_edition_stands_in_place_of_what_it_corrects(tmp_path: Path) -> None:
    old = Report("old", *FIRST, [Said("a", 61)])
    found = _beside(tmp_path, Report("new", *FIRST, [Said("a", 68)]), old, edition_of="old")
    assert _marks(found) == [(68.0, "＊※68")]


def test_a_report_that_takes_the_place_of_another_is_drawn_without_it(tmp_path: Path) -> None:
    found = _beside(tmp_path, Report("new", *FIRST, [Said("a", 68)]), Report("new", *FIRST, [Said("a", 61)]))
    assert _marks(found) == [(68.0, "＊68")]


@pytest.mark.parametrize("agency", ["other", "own"])
def test_only_reports_of_its_own_lineage_stand_beside_it(tmp_path: Path, agency: str) -> None:
    old = Report("old", *FIRST, [Said("a", 61)])
    new = Report("new", *SECOND, [Said("a", 70)])
    found = _beside(tmp_path, new, old) if agency == "own" else _beside(tmp_path, new)
    assert len(_marks(found)) == (2 if agency == "own" else 1)


def test_of_many_the_longest_are_drawn_and_the_rest_counted(tmp_path: Path) -> None:
    said = [Said(f"m{number}", number + 1) for number in range(MOST_LANES + 3)]
    found = _beside(tmp_path, Report("new", *SECOND, said), Report("old", *FIRST, said[-1:]))
    assert (len(found.lanes), found.left_out) == (MOST_LANES, 3)
    assert len(found.lanes[0].marks) == 2
