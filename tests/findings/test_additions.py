"""A report beside the published ones: what is said to be new, the same, restated, or gone, and what is not."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from findings.additions import Additions, added_by
from tests.warehouse.small import Report, Said, write
from warehouse.connect import Warehouse

FIRST, SECOND = ("2020-01-01", "2020-06-30"), ("2020-07-01", "2020-12-31")


def _added(tmp_path: Path, new: Report, *published: Report, sql: str = "") -> Additions:
    own = write(tmp_path / "own.duckdb", new)
    if sql:
        with duckdb.connect(str(own)) as connection:
            connection.execute(sql)
    return added_by(Warehouse(own), Warehouse(write(tmp_path / "published.duckdb", *published)))


def _statuses(added: Additions) -> dict[str, str]:
    return dict(zip(added.values["metric_id"], added.values["status"], strict=True))


def test_new_same_and_restated_values_are_told_apart(tmp_path: Path) -> None:
    old = Report("old", *FIRST, [Said("a", 10, start=FIRST[0], end=FIRST[1]), Said("b", 20, heads=["列", "欄"])])
    new = Report(
        "new", *SECOND,
        [Said("a", 10, start=FIRST[0], end=FIRST[1]), Said("b", 21, start=FIRST[0], end=FIRST[1]), Said("c", 5)],
    )  # fmt: skip
    added = _added(tmp_path, new, old)
    assert _statuses(added) == {"a": "same", "b": "restated", "c": "new"}
    restated = added.values[added.values["status"] == "restated"].iloc[0]
    assert (restated["earlier_value"], restated["earlier_report_id"]) == (20, "old")
    assert list(restated["earlier_heads"]) == ["列", "欄"]


@pytest.mark.parametrize(
    "second",
    [
        Said("b", 21, unit="人", start=FIRST[0], end=FIRST[1]),
        Said("b", 21, start=FIRST[0], end=FIRST[1], breakdown={"center": "四維"}),
        Said("b", 21, start="2020-01-01", end="2020-05-31"),
    ],
)
def test_another_unit_part_or_period_restates_nothing(tmp_path: Path, second: Said) -> None:
    added = _added(tmp_path, Report("new", *SECOND, [second]), Report("old", *FIRST, [Said("b", 20)]))
    assert _statuses(added)["b"] in ("new", "unlike")


def test_a_rounded_value_restates_nothing(tmp_path: Path) -> None:
    new = Report("new", *SECOND, [Said("b", 21, start=FIRST[0], end=FIRST[1])])
    old = Report("old", *FIRST, [Said("b", 20)])
    assert _statuses(_added(tmp_path, new, old, sql="UPDATE observation SET qualifier = '約'"))["b"] == "unlike"


def test_a_value_printed_twice_differently_restates_nothing(tmp_path: Path) -> None:
    twice = [Said("b", value, start=FIRST[0], end=FIRST[1]) for value in (21, 22)]
    new = Report("new", *SECOND, twice)
    assert set(_added(tmp_path, new, Report("old", *FIRST, [Said("b", 20)])).values["status"]) == {"unlike"}


def test_an_edition_of_the_same_report_corrects(tmp_path: Path) -> None:
    new, old = Report("new", *FIRST, [Said("b", 21)]), Report("old", *FIRST, [Said("b", 20), Said("a", 1)])
    added = _added(tmp_path, new, old, sql="UPDATE report SET edition_of = 'old'")
    assert _statuses(added) == {"b": "corrected"}
    assert added.before is not None
    assert added.before["report_id"] == "old"


def test_what_the_last_report_of_its_kind_printed_and_this_one_does_not(tmp_path: Path) -> None:
    old = Report("old", *FIRST, [Said("a", 1), Said("b", 2)])
    other = Report("plan", *FIRST, [Said("c", 3)], genre="annual_plan")
    new = Report("new", *SECOND, [Said("b", 3)], unread=["a"])
    added = _added(tmp_path, new, old, other)
    assert dict(zip(added.silent["metric_id"], added.silent["status"], strict=True)) == {"a": "unreadable"}


def test_reports_of_another_authority_are_not_compared(tmp_path: Path) -> None:
    new = Report("new", *SECOND, [Said("b", 21, start=FIRST[0], end=FIRST[1])])
    old = Report("old", *FIRST, [Said("b", 20)], agency_id="other")
    assert _statuses(_added(tmp_path, new, old)) == {"b": "new"}


def test_without_published_reports_all_is_new(tmp_path: Path) -> None:
    own = Warehouse(write(tmp_path / "own.duckdb", Report("new", *FIRST, [Said("a", 1)])))
    assert _statuses(added_by(own, None)) == {"a": "new"}
