"""Series of an invented bureau that no catalog describes: two half-years, a whole year and a plan."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from benchmarks.series import Marked, Score, marked, score
from catalog.load import load
from ingest.build import build
from ingest.desk import Desk
from ingest.fence import Stopped
from ingest.limits import LIMITS
from ingest.rows import Row
from ingest.series.find import SeriesFinder
from warehouse.publish import Rehearsal

BUREAU = Path(__file__).parents[2] / "invented" / "environment_bureau"
HEALTH = BUREAU.with_name("health_bureau")
TRANSPORT = BUREAU.with_name("transport_bureau")
SOCIAL = BUREAU.with_name("social_bureau")
SANITATION = BUREAU.with_name("sanitation_bureau")
LABOUR = BUREAU.with_name("labour_bureau")
FIRE = BUREAU.with_name("fire_bureau")
CULTURE = BUREAU.with_name("culture_bureau")
AGRICULTURE = BUREAU.with_name("agriculture_bureau")
RAW = Path(__file__).parents[3] / "data" / "raw"


@pytest.fixture(scope="module")
def bureau() -> Marked:
    return marked([BUREAU], "txt")


@pytest.fixture(scope="module")
def rows(bureau: Marked) -> dict[str, list[Row]]:
    return SeriesFinder(load()).rows("bureau", bureau.reports)


@pytest.fixture(scope="module")
def health() -> Marked:
    return marked([HEALTH], "txt")


@pytest.fixture(scope="module")
def health_rows(health: Marked) -> dict[str, list[Row]]:
    return SeriesFinder(load()).rows("health", health.reports)


@pytest.fixture(scope="module")
def transport() -> Marked:
    return marked([TRANSPORT], "txt")


@pytest.fixture(scope="module")
def transport_rows(transport: Marked) -> dict[str, list[Row]]:
    return SeriesFinder(load()).rows("transport", transport.reports)


@pytest.fixture(scope="module")
def social() -> Marked:
    return marked([SOCIAL], "txt")


@pytest.fixture(scope="module")
def social_rows(social: Marked) -> dict[str, list[Row]]:
    return SeriesFinder(load()).rows("social", social.reports)


@pytest.fixture(scope="module")
def sanitation() -> Marked:
    return marked([SANITATION], "txt")


@pytest.fixture(scope="module")
def sanitation_rows(sanitation: Marked) -> dict[str, list[Row]]:
    return SeriesFinder(load()).rows("sanitation", sanitation.reports)


@pytest.fixture(scope="module")
def labour() -> Marked:
    return marked([LABOUR], "txt")


@pytest.fixture(scope="module")
def labour_rows(labour: Marked) -> dict[str, list[Row]]:
    return SeriesFinder(load()).rows("labour", labour.reports)


def _score(data: Marked) -> Score:
    return score(data, SeriesFinder(load()).rows("scored", data.reports))


def _values(rows: dict[str, list[Row]], value: float) -> list[Row]:
    """All values of the series that a value is of."""
    (series,) = {row["series_id"] for row in rows["series_value"] if row["value"] == value}
    return [row for row in rows["series_value"] if row["series_id"] == series]


@pytest.mark.parametrize(("folder", "found"), [("bureau", "rows"), ("health", "health_rows")])
def test_measures_of_an_unknown_bureau_are_found_over_genres(
    folder: str, found: str, request: pytest.FixtureRequest
) -> None:
    figures = score(request.getfixturevalue(folder), request.getfixturevalue(found))
    assert figures.precision >= 0.95
    assert figures.recall >= 0.75
    assert figures.whole >= 0.75
    assert figures.names >= 2 / 3


def test_reports_dense_with_numbers_and_tables_keep_what_is_read_of_them(
    transport: Marked, transport_rows: dict[str, list[Row]]
) -> None:
    figures = score(transport, transport_rows)
    assert figures.precision >= 0.95
    assert figures.recall >= 0.87
    assert figures.whole >= 0.87


def test_a_plan_that_tells_how_things_stand_keeps_what_is_read_of_it(
    social: Marked, social_rows: dict[str, list[Row]]
) -> None:
    figures = score(social, social_rows)
    assert figures.precision >= 0.97
    assert figures.recall >= 0.92
    assert figures.whole >= 0.89


def test_tables_and_plans_told_until_a_month_keep_what_is_read_of_them(
    sanitation: Marked, sanitation_rows: dict[str, list[Row]]
) -> None:
    figures = score(sanitation, sanitation_rows)
    assert figures.precision >= 0.95
    assert figures.recall >= 0.9
    assert figures.whole >= 0.87
    assert figures.kinds >= 0.97


def test_synonyms_lists_and_look_alikes_keep_what_is_read_of_them(
    labour: Marked, labour_rows: dict[str, list[Row]]
) -> None:
    figures = score(labour, labour_rows)
    assert figures.precision >= 0.96
    assert figures.recall >= 0.95
    assert figures.whole >= 0.9
    assert figures.kinds >= 0.97
    assert figures.names >= 2 / 3


def test_a_bureau_that_taught_nothing_keeps_what_is_read_of_it() -> None:
    # What its plan tells of earlier years is marked as compared, though it is of the series: it costs precision here.
    figures = _score(marked([FIRE], "txt"))
    assert figures.precision >= 0.81
    assert figures.recall >= 0.81
    assert figures.whole >= 0.65


def test_what_three_clerks_write_of_one_bureau_keeps_what_is_read_of_it() -> None:
    figures = _score(marked([CULTURE], "txt"))
    assert figures.precision >= 0.96
    assert figures.recall >= 0.91
    assert figures.whole >= 0.84
    assert figures.kinds >= 0.97
    assert figures.names >= 0.54


def test_what_is_grown_kept_and_sold_keeps_what_is_read_of_it() -> None:
    figures = _score(marked([AGRICULTURE], "txt"))
    assert figures.precision >= 0.95
    assert figures.recall >= 0.94
    assert figures.whole >= 0.88
    assert figures.kinds >= 0.97
    assert figures.names >= 0.8


def test_parts_are_named_behind_what_they_are_parts_of_and_are_of_its_kind(labour_rows: dict[str, list[Row]]) -> None:
    # 移工…國籍別為越南44,215人; 籍分別為43,528、…; 以越南48,302人最多: the sentences of 越南 tell no day.
    series = {row["series_id"]: row for row in labour_rows["series"]}
    own = series[_values(labour_rows, 44215)[0]["series_id"]]
    assert {48302, 43528} <= {row["value"] for row in _values(labour_rows, 44215)}
    assert own["measure"] == "stock"
    assert "移工" in own["name_zh"]
    assert own["name_zh"].endswith("越南")


def test_what_a_plan_says_it_did_so_far_goes_on_with_what_was_reported(labour_rows: dict[str, list[Row]]) -> None:
    # 113年賡續辦理律師諮詢（已服務3,216人次）
    assert {1846, 1957, 3975, 2134, 3216} <= {row["value"] for row in _values(labour_rows, 3216)}


def test_what_a_plan_tells_until_a_month_is_of_that_part_of_the_year(sanitation_rows: dict[str, list[Row]]) -> None:
    # 數據…均統計至112年9月底: 資源回收量445,260公噸 of 2023-01 to 09, 公廁2,901座 on the last day, nothing of 2024.
    periods = {row["value"]: (row["period_start"], row["period_end"]) for row in sanitation_rows["series_value"]}
    assert periods[445260] == (date(2023, 1, 1), date(2023, 9, 30))
    assert periods[2901] == (date(2023, 9, 30), date(2023, 9, 30))


def test_quarters_and_their_year_in_a_column_are_one_series(sanitation_rows: dict[str, list[Row]]) -> None:
    assert {62184, 90124, 128463, 90484, 371255} <= {row["value"] for row in _values(sanitation_rows, 371255)}


def test_a_figure_that_rounds_the_next_is_told_once(sanitation_rows: dict[str, list[Row]]) -> None:
    # 老舊機車淘汰數突破3萬輛，達33,912輛
    told = {row["value"]: row["repeats"] for row in _values(sanitation_rows, 33912)}
    assert told[30000] is True
    assert told[33912] is False


def test_how_things_stand_in_a_plan_goes_on_with_what_was_reported(social_rows: dict[str, list[Row]]) -> None:
    # 公共托育可收托 264, 288, 357 (the plan's 現況), 369 and 393 people; 462 is the plan's goal.
    assert {row["value"] for row in _values(social_rows, 357)} == {264, 288, 357, 369, 393}


def test_a_years_figure_is_of_the_series_whose_halves_add_up_to_it(social_rows: dict[str, list[Row]]) -> None:
    # 本期受理2,116案，較上期2,019案…全年合計4,135案, in another sentence and without a name.
    assert {2019, 2116, 4135} <= {row["value"] for row in _values(social_rows, 4135)}


def test_equal_figures_of_one_report_with_other_names_are_not_one(social_rows: dict[str, list[Row]]) -> None:
    # 使用長照服務之長者及失能者5,214人 and 中低收入戶5,214人
    places = [row for row in social_rows["series_value"] if row["value"] == 5214]
    assert len({row["series_id"] for row in places}) == len(places) == 2


@pytest.mark.parametrize(
    "row",
    [(1_268_947, 1_341_725, 2_610_672), (3_702_518, 3_985_460, 7_687_978), (103_421, 110_314, 213_735)],
)
def test_a_row_over_both_halves_and_the_year_is_one_series(
    row: tuple[int, ...], transport_rows: dict[str, list[Row]]
) -> None:
    values = _values(transport_rows, row[0])
    assert {value["value"] for value in values} >= set(row)
    assert {value["period_kind"] for value in values} >= {"half_year", "year"}


def test_what_a_plan_aims_at_is_no_value_of_what_was_reached(health_rows: dict[str, list[Row]]) -> None:
    # 累計設置達470台 and 完成率維持95%以上 of a plan are goals, whatever words of what is done stand beside them.
    assert [row["value"] for row in _values(health_rows, 386)] == [386, 403, 421, 447]
    assert [row["value"] for row in _values(health_rows, 97.8)] == [97.8, 98.2, 98, 98.3]


def test_what_a_figure_rose_to_is_its_value(health_rows: dict[str, list[Row]]) -> None:
    # 涵蓋率提升至65.3%
    assert 65.3 in [row["value"] for row in _values(health_rows, 61.5)]


def test_a_list_without_names_has_those_of_the_list_before_it(health_rows: dict[str, list[Row]]) -> None:
    # 子宮頸癌12,733人、乳癌8,904人…；追蹤完成率分別為94.5%、94.8%
    assert [row["value"] for row in _values(health_rows, 94.5)] == [93.7, 94.1, 94.5, 94.6]
    assert [row["value"] for row in _values(health_rows, 94.8)] == [94.2, 93.5, 94.8, 94.9]


def test_what_a_year_has_as_much_of_as_its_halves_is_a_stock(health_rows: dict[str, list[Row]]) -> None:
    measures = {row["series_id"]: row["measure"] for row in health_rows["series"]}
    # Volunteers and places are there, whatever the words; visits to those 列管 come.
    stocks, flows = (1205, 64, 78), (6850, 5204)
    assert {measures[_values(health_rows, value)[0]["series_id"]] for value in stocks} == {"stock"}
    assert {measures[_values(health_rows, value)[0]["series_id"]] for value in flows} == {"flow"}


def test_names_say_what_a_figure_is_of(bureau: Marked, rows: dict[str, list[Row]]) -> None:
    assert score(bureau, rows).names >= 2 / 3
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


@pytest.mark.usefixtures("at_once")
def test_the_warehouse_takes_what_is_found_of_each_bureau(
    rows: dict[str, list[Row]], health_rows: dict[str, list[Row]], transport_rows: dict[str, list[Row]],
    social_rows: dict[str, list[Row]], sanitation_rows: dict[str, list[Row]], labour_rows: dict[str, list[Row]],
) -> None:  # fmt: skip
    for found in (rows, health_rows, transport_rows, social_rows, sanitation_rows, labour_rows):
        assert Rehearsal(None).fault(found) is None


_BUDGETS = ("1,204", "1,318", "1,297")


@pytest.fixture
def budgeted(tmp_path: Path) -> Path:
    """A folder of three reports of a bureau that print its budget each time."""
    raw = tmp_path / "raw"
    raw.mkdir()
    for year, budget in zip((110, 111, 112), _BUDGETS, strict=True):
        text = f"基隆市政府文化局業務報告\n\n報告期間：中華民國{year}年1月至6月\n\n壹、經費\n\n"
        (raw / f"{year}.txt").write_text(
            f"{text}{year}年度歲出預算{budget}萬元。\n辦理展覽{year - 99}場。\n", encoding="utf-8"
        )
    return raw


def test_a_budget_printed_again_and_again_is_a_series(budgeted: Path) -> None:
    target = budgeted.parent / "warehouse.duckdb"
    build([budgeted], target, load())
    with duckdb.connect(str(target), read_only=True) as warehouse:
        found = warehouse.execute(
            "SELECT measure, list(value ORDER BY period_end) FROM series JOIN series_value USING (series_id) "
            "WHERE series.unit = '元' GROUP BY ALL"
        ).fetchall()
    assert found == [("budget", [12_040_000, 13_180_000, 12_970_000])]


class _AtHand:
    """A desk in this process that says what raised, as one behind a fence does."""

    def __init__(self) -> None:
        self._desk = Desk(load(), LIMITS, None)

    def answers(self, method: str, items: list[tuple[Any, ...]], **_: object) -> list[Any]:
        return [self._answer(method, item) for item in items]

    def _answer(self, method: str, item: tuple[Any, ...]) -> Any:
        try:
            return getattr(self._desk, method)(*item)
        except ValueError as error:
            return Stopped("raised", str(error))


def test_series_that_break_the_schema_are_an_issue_and_the_reports_are_published(
    budgeted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = SeriesFinder.rows

    def unheard_of(finder: SeriesFinder, *asked: Any) -> dict[str, list[Row]]:
        found = whole(finder, *asked)
        return {**found, "series": [{**row, "measure": "unheard of"} for row in found["series"]]}

    monkeypatch.setattr(SeriesFinder, "rows", unheard_of)
    monkeypatch.setattr("ingest.build.desks", lambda *_: nullcontext(_AtHand()))
    outcome = build([budgeted], budgeted.parent / "warehouse.duckdb", load())
    assert len(outcome.reports) == len(_BUDGETS)
    with duckdb.connect(str(budgeted.parent / "warehouse.duckdb"), read_only=True) as warehouse:
        (told,) = warehouse.execute("SELECT message FROM reading_issue WHERE code = 'series_failed'").fetchall()
        assert warehouse.execute("SELECT count(*) FROM series").fetchall() == [(0,)]
    assert "文化局" in told[0]


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


@pytest.mark.parametrize("value", [30192, 357, 46, 233, 51690])
def test_what_there_is_on_a_day_or_lasts_is_a_stock(value: float, social_rows: dict[str, list[Row]]) -> None:
    # 各區統計（6月底）, 可收托357人, 復康巴士46輛, 志工隊233隊, 敬老卡持卡51,690人
    measures = {row["series_id"]: row["measure"] for row in social_rows["series"]}
    assert {measures[row["series_id"]] for row in _values(social_rows, value)} == {"stock"}


@pytest.mark.parametrize("value", [102484, 1411, 270])
def test_what_comes_or_is_done_is_a_flow(value: float, social_rows: dict[str, list[Row]]) -> None:
    # 復康巴士服務趟次, 兒少保護通報, 稽查托嬰中心家次
    measures = {row["series_id"]: row["measure"] for row in social_rows["series"]}
    assert {measures[row["series_id"]] for row in _values(social_rows, value)} == {"flow"}
