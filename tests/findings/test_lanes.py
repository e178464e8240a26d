"""Charts true to their periods: widths, heights, gaps, and nothing joined."""

from __future__ import annotations

import itertools
from typing import Any

import pandas as pd
import pytest

from catalog.load import load
from catalog.models import Panel
from catalog.words import words_in
from charts.figure import lanes_figure
from findings.lanes import Gap, Lane, Mark, monthly_axis, open_gaps, value_lanes
from findings.notes import drawing_notes
from warehouse import queries
from warehouse.connect import Warehouse

ZH = words_in("zh-TW")
NO_BANDS = pd.DataFrame()
DAY = 86_400_000


def _lanes(warehouse: Warehouse, panel: Panel, view: Any = "per_month") -> list[Lane]:
    rows = queries.observations(warehouse, [*panel.metrics, *panel.bases.values(), *panel.targets.values()])
    metrics = queries.metrics(warehouse).set_index("metric_id", drop=False)
    names = {metric: ZH.name(metrics.loc[metric]) for metric in panel.metrics}
    return value_lanes(
        panel, rows[rows["category"].isna()], names, queries.coverage(warehouse, panel.metrics), {}, view
    )


def _panel(screen_id: str, panel_id: str) -> Panel:
    screen = next(screen for screen in load().screens if screen.id == screen_id)
    return next(panel for panel in screen.panels if panel.id == panel_id)


@pytest.mark.parametrize("view", ["per_month", "printed"])
def test_bars_are_as_wide_as_their_period_and_as_high_as_their_value(warehouse: Warehouse, view: str) -> None:
    lanes = _lanes(warehouse, _panel("mediation", "volumes"), view)
    figure = lanes_figure(lanes, NO_BANDS)
    rows = queries.observations(warehouse, load().screens[1].panels[0].metrics).set_index("observation_id")
    bars = [bar for bar in figure.data if bar.type == "bar"]
    assert sum(len(bar.x) for bar in bars) == sum(mark.shape == "bar" for lane in lanes for mark in lane.marks)
    for bar in bars:
        for start, width, height, (observation_id,) in zip(bar.x, bar.width, bar.y, bar.customdata, strict=True):
            row = rows.loc[observation_id]
            assert pd.Timestamp(start) == row["period_start"]
            assert width == ((row["period_end"] - row["period_start"]).days + 1) * DAY
            assert height == (row["per_month"] if view == "per_month" else row["value"])


def test_no_line_joins_two_values(warehouse: Warehouse) -> None:
    for screen in load().screens:
        for panel in screen.panels:
            if panel.kind == "values":
                figure = lanes_figure(_lanes(warehouse, panel), NO_BANDS)
                assert not [trace for trace in figure.data if "lines" in (getattr(trace, "mode", None) or "")]


def test_every_value_of_a_lane_is_drawn_once(warehouse: Warehouse) -> None:
    panel = _panel("staffing", "staff")
    figure = lanes_figure(_lanes(warehouse, panel), NO_BANDS)
    drawn = [point[0] for trace in figure.data if trace.meta != "gaps" for point in trace.customdata]
    rows = queries.observations(warehouse, [*panel.metrics, *panel.bases.values()])
    assert sorted(drawn) == sorted(rows["observation_id"])


def test_stocks_stand_on_their_day_and_the_base_on_the_merger(warehouse: Warehouse) -> None:
    (workers, *_) = _lanes(warehouse, _panel("staffing", "staff"))
    at = {mark.at.date().isoformat(): (mark.shape, mark.height) for mark in workers.marks}
    assert at["2011-01-01"][0] == "base"
    assert {day for day, (shape, _) in at.items() if shape == "dot"} == {"2016-01-01", "2018-04-01", "2020-06-30"}


def test_a_report_that_is_silent_leaves_a_gap_that_says_so(warehouse: Warehouse) -> None:
    (cases, _) = _lanes(warehouse, _panel("visitors", "visits"))
    assert [(gap.report, gap.status) for gap in cases.gaps] == [("council-3-4", "not_printed")]
    texts = [note.text for note in lanes_figure([cases], NO_BANDS).layout.annotations]
    assert "未載" in texts


def test_a_plan_is_never_called_silent(warehouse: Warehouse) -> None:
    for lane in _lanes(warehouse, _panel("mediation", "volumes")):
        assert "plan-110" not in {gap.report for gap in lane.gaps}


def test_other_units_get_a_lane_of_their_own(warehouse: Warehouse) -> None:
    titles = {lane.title: lane.unit for lane in _lanes(warehouse, _panel("mediation", "volumes"))}
    assert titles["消費諮詢（人次）"] == "人次"
    assert titles["消費諮詢（件）"] == "件"


def test_axes_name_their_unit_and_both_calendars(warehouse: Warehouse) -> None:
    figure = lanes_figure(_lanes(warehouse, _panel("mediation", "volumes")), NO_BANDS)
    # Upright, beside the lane's title.
    assert "每月平均（人次）" in figure.layout.annotations[0].text
    assert "104年<br>2015" in figure.layout.xaxis.ticktext
    assert figure.layout.yaxis.range[0] == 0


def test_what_is_chosen_is_drawn_of_every_measure_or_of_none(warehouse: Warehouse) -> None:
    """By the month also what one report alone prints, where others beside it have several; else totals throughout."""
    for screen, panel in (("mediation", "volumes"), ("staffing", "approvals"), ("visitors", "visits")):
        bars = [lane for lane in _lanes(warehouse, _panel(screen, panel)) if lane.has_bars]
        assert [lane.axis for lane in bars] == [monthly_axis(lane.unit) for lane in bars]
        notes = drawing_notes(bars, "per_month")
        assert any("柱高＝每月平均" in note for note in notes)
        assert not any("總數" in note for note in notes)
    alone = [lane for lane in _lanes(warehouse, _panel("mediation", "advice")) if lane.has_bars]
    assert [lane.axis for lane in alone] == [ZH("axis.printed", unit=lane.unit) for lane in alone]
    assert any("印出的總數" in note for note in drawing_notes(alone, "per_month"))


def test_every_gap_can_be_chosen(warehouse: Warehouse) -> None:
    lanes = _lanes(warehouse, _panel("visitors", "visits"))
    figure = lanes_figure(lanes, NO_BANDS)
    points = [point[0] for trace in figure.data if trace.meta == "gaps" for point in trace.customdata]
    # Not where another report prints a value of those days: a click there is one on its bar.
    silences = [[gap.id for gap in open_gaps(lane)] + [days.id for days in lane.unreported] for lane in lanes]
    assert sorted(points) == sorted(itertools.chain(*silences))
    assert "council-3-4~delegation_persons" in points
    assert points.count("2016-03-01~2018-01-15") == len(lanes)


@pytest.mark.parametrize(
    ("spans", "is_seen"),
    [
        (["2019-09-01/2020-02-29", "2020-03-01/2020-08-31", "2020-09-01/2021-02-28"], False),
        (["2020-01-01/2020-12-31"], False),
        (["2019-09-01/2020-02-29", "2020-09-01/2021-02-28"], True),
        (["2020-01-02/2020-12-31"], True),
        (["2020-07-01/2020-07-01"], False),
        (["2021-01-01/2021-01-01"], True),
    ],
)
def test_a_gap_is_not_seen_where_other_reports_print_all_its_days(spans: list[str], is_seen: bool) -> None:
    gap = Gap(pd.Timestamp("2020-01-01"), pd.Timestamp("2020-12-31"), "not_printed", "a", "b")
    days = [tuple(map(pd.Timestamp, span.split("/"))) for span in spans]
    marks = tuple(Mark("bar", start, end, end, 1.0, "1", "", str(end)) for start, end in days)
    assert bool(open_gaps(Lane("甲", "件", "件", marks, (gap,)))) == is_seen


def test_a_part_that_a_report_leaves_out_is_a_gap(warehouse: Warehouse) -> None:
    panel = _panel("mediation", "categories")
    rows = queries.observations(warehouse, panel.metrics)
    names = dict.fromkeys(panel.metrics, "申訴")
    coverage = queries.coverage(warehouse, panel.metrics)
    lanes = value_lanes(panel, rows[rows["part"] != ""], names, coverage, {}, "per_month")
    assert lanes
    for lane in lanes:
        told = {rows.set_index("observation_id").loc[mark.observation_id, "report_id"] for mark in lane.marks}
        silent = {gap.report for gap in lane.gaps}
        assert silent == {"performance-104", "council-2-3", "council-2-8", "council-3-4"} - told


def test_a_base_that_three_reports_print_is_labelled_once_beside_the_axis(warehouse: Warehouse) -> None:
    figure = lanes_figure(_lanes(warehouse, _panel("staffing", "staff")), NO_BANDS)
    labels = [text for trace in figure.data if trace.marker.symbol == "diamond-open" for text in trace.text if text]
    assert labels == ["8,462", "3,462"]
    assert figure.layout.xaxis.range[0] < "2011-01-01"
    assert figure.layout.xaxis.ticktext[0] == "100年<br>2011"


def test_a_part_does_not_stand_among_the_whole(warehouse: Warehouse) -> None:
    panel = _panel("staffing", "approvals")
    rows = queries.observations(warehouse, panel.metrics).set_index("observation_id")
    for lane in _lanes(warehouse, panel):
        assert len({rows.loc[mark.observation_id, "part"] for mark in lane.marks if mark.shape == "bar"}) <= 1
