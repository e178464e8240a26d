"""Differences and indices of the real reports: exact, and refused where values do not compare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from catalog.words import speaking, words_in
from findings.comparisons import Compared, base_periods, differences, indices, period_key
from findings.exploration import MEASURES, WHOLE, Choice, everything, explore, signed
from warehouse import queries
from warehouse.connect import Warehouse

ZH, EN = words_in("zh-TW"), words_in("en")
YEAR, OVERLAP, HALF, LATEST = (
    "2015-01-01..2015-12-31",
    "2015-09-01..2016-02-29",
    "2018-01-16..2018-06-30",
    "2020-03-01..2020-09-05",
)


@pytest.fixture(autouse=True)
def _five_reports(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))


def _told(compared: Iterable[Compared]) -> dict[str, Any]:
    return {
        period_key(each.row): each.reason
        if each.result is None or each.other is None
        else (period_key(each.other), each.result, each.share)
        for each in compared
    }


def test_flows_differ_by_their_monthly_average(warehouse: Warehouse) -> None:
    told = _told(differences(queries.observations(warehouse, ["consumer_mediations"])))
    half, winter, latest = (68 / (16 / 31 + 5), 90 / 6, 112 / (6 + 5 / 30))
    assert told == {
        YEAR: "first",
        OVERLAP: "overlap",
        HALF: (OVERLAP, pytest.approx(half - winter), pytest.approx((half / winter - 1) * 100)),
        LATEST: (HALF, pytest.approx(latest - half), pytest.approx((latest / half - 1) * 100)),
    }


def test_stocks_differ_as_printed(warehouse: Warehouse) -> None:
    told = _told(differences(queries.observations(warehouse, ["workers_total"])))
    assert told == {
        "2016-01-01": "first",
        "2018-04-01": ("2016-01-01", -617, pytest.approx(-617 / 7422 * 100)),
        "2020-06-30": ("2018-04-01", -356, pytest.approx(-356 / 6805 * 100)),
    }


def test_an_index_has_its_base_at_100_and_leaves_out_what_overlaps_it(warehouse: Warehouse) -> None:
    told = _told(indices(queries.observations(warehouse, ["consumer_mediations"])))
    year = 229 / 12
    assert told == {
        YEAR: (YEAR, 100, None),
        OVERLAP: "overlap",
        HALF: (YEAR, pytest.approx(68 / (16 / 31 + 5) / year * 100), None),
        LATEST: (YEAR, pytest.approx(112 / (6 + 5 / 30) / year * 100), None),
    }


def test_the_base_is_chosen_by_its_period(warehouse: Warehouse) -> None:
    rows = queries.observations(warehouse, ["workers_total", "consumer_mediations"])
    assert [*base_periods(rows)] == [YEAR, "2016-01-01", OVERLAP, "2018-04-01", HALF, "2020-06-30", LATEST]
    told = _told(indices(rows, "2018-04-01"))
    assert told["2016-01-01"] == ("2018-04-01", pytest.approx(7422 / 6805 * 100), None)
    assert told["2018-04-01"] == ("2018-04-01", 100, None)
    assert told[YEAR] == "no_base"


def test_another_unit_or_way_of_counting_is_never_compared(warehouse: Warehouse) -> None:
    advice = differences(queries.observations(warehouse, ["consumer_advice"]))
    assert [each.reason for each in advice] == ["first", "unit"]
    trips = queries.observations(warehouse, ["vehicle_lent_trips"])
    whole = differences(trips[trips["part"] == ""])
    assert [each.reason for each in whole] == ["first", None, "counting"]


def _changed(rows: pd.DataFrame, **columns: Any) -> pd.DataFrame:
    return rows.assign(**{name: list(values) for name, values in columns.items()})


def test_bounds_zero_and_restated_values_are_not_compared(warehouse: Warehouse) -> None:
    rows = queries.observations(warehouse, ["workers_total"])
    bounded = _changed(rows, qualifier=[None, "逾", None])
    assert [each.reason for each in differences(bounded)] == ["first", "bound", "bound"]
    from_zero = _changed(rows, value=[0.0, 5.0, 10.0])
    assert [each.reason for each in indices(from_zero)] == ["zero", "zero", "zero"]
    assert [each.share for each in differences(from_zero)] == [None, None, pytest.approx(100)]
    one_day = [rows["period_end"].iloc[0], rows["period_end"].iloc[0], rows["period_end"].iloc[2]]
    restated = _changed(rows, period_end=one_day, period_start=one_day)
    assert [each.reason for each in differences(restated)] == ["restated"] * 3


def test_the_lanes_draw_what_the_table_tells() -> None:
    seen = explore(Choice(("consumer_mediations", "workers_total"), view="difference"))
    marks = {mark.observation_id: mark for lane in seen.lanes for mark in lane.marks}
    told = {record["observation_id"]: record for record in seen.records if record.get("change") is not None}
    assert {key: round(mark.height, 6) for key, mark in marks.items()} == {k: r["change"] for k, r in told.items()}
    assert [mark.label for mark in marks.values()] == ["−2.7", "+5.8", "−617", "−356"]
    assert [lane.axis for lane in seen.lanes] == ["每月平均與前期差（件）", "與前期差（人）"]
    refused = [record["not_compared"] for record in seen.records if record.get("not_compared")]
    assert refused == ["沒有更早的數字可比", "期間重疊", "沒有更早的數字可比"]


@pytest.mark.parametrize(
    ("metric_id", "changes"),
    [("workers_reduction_rate", {7.29, 4.21}), ("temp_reduction_rate", None), ("e_signoff_rate", None)],
)
def test_rates_differ_by_points_and_no_share_of_a_share_is_told(metric_id: str, changes: set[float] | None) -> None:
    seen = explore(Choice((metric_id,), view="difference"))
    told = [record for record in seen.records if record.get("change") is not None]
    assert told
    assert not changes or {record["change"] for record in told} == changes
    assert {record["change_unit"] for record in told} == {"個百分點"}
    assert all(record.get("change_percent") is None for record in seen.records)
    marks = [mark for lane in seen.lanes for mark in lane.marks]
    assert all("個百分點" in mark.hover and "增減" not in mark.hover for mark in marks)
    assert all(lane.axis == "與前期差（百分點）" for lane in seen.lanes)


def test_counts_differ_by_their_unit_and_by_a_share() -> None:
    seen = explore(Choice(("consumer_mediations", "workers_total"), view="difference"))
    told = {record["change_unit"] for record in seen.records if record.get("change") is not None}
    assert told == {"每月件", "人"}
    assert all("增減" in mark.hover for lane in seen.lanes for mark in lane.marks)


def test_no_lane_holds_two_units_parts_or_metrics() -> None:
    metrics = ("consumer_advice", "consumer_complaints_first", "event_participants", "vehicle_lent_trips")
    for view in MEASURES:
        seen = explore(Choice(metrics, parts=(WHOLE, "觀光局"), view=view))
        rows = seen.rows.set_index("observation_id")
        for lane in seen.lanes:
            own = rows.loc[[mark.observation_id for mark in lane.marks]]
            assert len(own[["metric_id", "part"]].drop_duplicates()) <= 1
            assert own["unit"].nunique() <= 1
            assert own["counting"].nunique(dropna=False) <= 1


def test_an_empty_comparison_says_why_and_not_that_nothing_is_printed() -> None:
    seen = explore(Choice(("consumer_advice",), view="difference"))
    assert [lane.empty for lane in seen.lanes] == ["沒有更早的數字可比", "單位不同"]


def test_a_metric_that_the_choice_hides_is_not_called_unprinted() -> None:
    seen = explore(Choice(("consumer_complaints_first", "event_cities"), parts=(WHOLE,)))
    assert [(lane.title, lane.empty) for lane in seen.lanes if not lane.marks] == [
        ("活動參加城市", "所選的年份與細分沒有數字")
    ]
    early = explore(Choice(("workers_total", "consumer_mediations"), last_year=2014))
    assert {lane.empty for lane in early.lanes} == {"所選的年份與細分沒有數字"}


def test_years_narrow_what_is_shown_but_not_what_is_compared() -> None:
    seen = explore(Choice(("workers_total",), view="difference", first_year=2018))
    assert sorted(seen.shown["value"]) == [6449, 6805]
    assert [record.get("change") for record in seen.records] == [-617, -356, None, None, None]
    assert [record["missing"] for record in seen.records[2:]] == ["本站未收錄", "本站未收錄", "本站尚未收錄"]
    early = explore(Choice(("workers_total",), last_year=2018))
    assert "本站尚未收錄" not in {record.get("missing") for record in early.records}
    assert seen.findings == explore(Choice(("workers_total",))).findings


def test_the_full_records_hold_every_value_ever_printed(warehouse: Warehouse) -> None:
    metrics = ("consumer_complaints_first", "workers_total")
    told = [record for record in everything(metrics) if record.get("observation_id")]
    rows = queries.observations(warehouse, metrics)
    assert [record["observation_id"] for record in told] == list(rows["observation_id"])
    assert [record["value"] for record in told] == list(rows["value"])
    assert all(record["quote"] and record["report"] and record["topic"] for record in told)
    silent = {(record["metric"], record["missing"], record.get("report_id"), record["period_end"])
              for record in everything(metrics) if record.get("missing")}  # fmt: skip
    assert silent == {
        ("工級人員合計", "未載", "performance-104", date(2015, 12, 31)),
        *(
            (metric, missing, None, end)
            for metric in ("工級人員合計", "第一次申訴")
            for missing, end in (
                ("本站未收錄", date(2018, 1, 15)),
                ("本站未收錄", date(2020, 2, 29)),
                ("本站尚未收錄", date(2020, 12, 31)),
            )
        ),
    }


@pytest.mark.parametrize(("change", "text"), [(12.34, "+12.3"), (-617.0, "−617"), (0.0, "0"), (-0.04, "−0.04")])
def test_a_change_bears_its_sign(change: float, text: str) -> None:
    assert signed(change) == text


@speaking("en")
def test_english_holds_no_chinese_punctuation() -> None:
    seen = explore(Choice(("consumer_advice", "vehicle_lent_trips"), view="index"))
    assert not set("".join((*seen.notes, *seen.findings))) & set("，；：、。（）")
