"""Series of an invented bureau that no catalog describes: two half-years, a whole year and a plan."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from benchmarks.series import Marked, marked, score
from catalog.load import load
from ingest.build import build
from ingest.rows import Row
from ingest.series.find import SeriesFinder

BUREAU = Path(__file__).parents[2] / "invented" / "environment_bureau"
RAW = Path(__file__).parents[3] / "data" / "raw"


@pytest.fixture(scope="module")
def bureau() -> Marked:
    return marked([BUREAU], "txt")


@pytest.fixture(scope="module")
def rows(bureau: Marked) -> dict[str, list[Row]]:
    return SeriesFinder(load()).rows("bureau", bureau.reports)


def _values(rows: dict[str, list[Row]], value: float) -> list[Row]:
    """All values of the series that a value is of."""
    (series,) = {row["series_id"] for row in rows["series_value"] if row["value"] == value}
    return [row for row in rows["series_value"] if row["series_id"] == series]


def test_measures_of_an_unknown_bureau_are_found_over_genres(bureau: Marked) -> None:
    figures = score(bureau)
    assert figures.precision >= 0.95
    assert figures.recall >= 0.75
    assert figures.whole >= 0.75


def test_names_say_what_a_figure_is_of(bureau: Marked, rows: dict[str, list[Row]]) -> None:
    assert score(bureau).names >= 2 / 3
    names = {row["name_zh"] for row in rows["series"]}
    # 稽查事業廢水1家次，告發1件: of what, the sentence says; 資源回收量… is never what another figure beside it is of.
    assert "事業廢水：告發" in names
    assert not any(name.startswith("河川水質採樣檢測：") for name in names)


def test_half_years_and_years_are_one_series_with_kinds_of_points(rows: dict[str, list[Row]]) -> None:
    kinds = {row["value"]: row["period_kind"] for row in _values(rows, 214530)}
    assert kinds == {214530: "half_year", 438216: "year", 219874: "half_year"}


def test_last_years_figure_and_what_is_planned_are_no_values_of_it(rows: dict[str, list[Row]]) -> None:
    assert sorted(row["value"] for row in _values(rows, 59.6)) == [58.2, 58.9, 59.6]
    assert all(row["value"] != 57.1 for row in rows["series_value"])


def test_each_value_is_a_number_of_its_quote_and_of_one_series(bureau: Marked, rows: dict[str, list[Row]]) -> None:
    printed = {
        (report.report_id, row["quantity_no"]): row["raw"]
        for report in bureau.reports for row in report.tables["quantity"]
    }  # fmt: skip
    places = [(row["report_id"], row["quantity_no"]) for row in rows["series_value"]]
    assert len(places) == len(set(places))
    assert all(printed[row["report_id"], row["quantity_no"]] in row["quote"] for row in rows["series_value"])


def test_editions_read_in_any_order_give_the_same_series(bureau: Marked, rows: dict[str, list[Row]]) -> None:
    assert SeriesFinder(load()).rows("bureau", bureau.reports[::-1]) == rows


def test_a_bureau_beside_the_catalogs_agency_changes_no_value_of_it(tmp_path: Path) -> None:
    def published(*paths: Path) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]], set[str]]:
        target = tmp_path / f"{len(paths)}.duckdb"
        build(paths, target, load())
        with duckdb.connect(str(target), read_only=True) as warehouse:
            values = warehouse.execute(
                "SELECT observation_id, metric_id, value, quote FROM observation ORDER BY ALL"
            ).fetchall()
            checks = warehouse.execute(
                "SELECT check_id, report_id, instance, status FROM check_result ORDER BY ALL"
            ).fetchall()
            agencies = {agency for (agency,) in warehouse.execute("SELECT agency_id FROM series").fetchall()}
            return values, checks, agencies

    own = [RAW / "council-2-3.txt", RAW / "performance-104.txt"]
    alone, beside = published(*own), published(*own, *sorted(BUREAU.glob("*.txt")))
    assert beside[:2] == alone[:2]
    assert "臺中市政府環境保護局" not in alone[2]
    assert beside[2] - alone[2] == {"台中市政府環境保護局"}
