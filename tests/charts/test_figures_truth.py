"""What charts say of time: overlaps seen, silence of three kinds, breaks of counting, restated values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from catalog.models import Panel
from catalog.words import LANGUAGES, Language, speaking, words_in
from charts.axes import PHONE_WIDTH, label_width
from charts.figure import config, coverage_figure, lanes_figure
from charts.marks import beside_edges
from charts.palette import DARK, LIGHT, LOOKS, Look
from findings.breaks import Stretch, changes, restatements, unreported
from findings.lanes import Lane, Mark, Step, value_lanes
from findings.notes import truth_notes
from findings.panels import draw
from warehouse import queries
from warehouse.connect import Warehouse

ZH, EN = words_in("zh-TW"), words_in("en")
NO_BANDS = pd.DataFrame()
DAY = 86_400_000
NO_ROWS = ("metric_id", "part", "unit", "counting", "measure", "period_start", "period_end")


def _rows(warehouse: Warehouse, *metrics: str) -> pd.DataFrame:
    return queries.observations(warehouse, metrics)


def _lanes(warehouse: Warehouse, rows: pd.DataFrame, metric: str) -> list[Lane]:
    panel = Panel(id="any", name_zh="", name_en="", metrics=(metric,))
    return value_lanes(panel, rows, {metric: "甲"}, queries.coverage(warehouse, [metric]), {}, "per_month")


def _texts(lanes: list[Lane]) -> list[str]:
    return [note.text for note in lanes_figure(lanes, NO_BANDS).layout.annotations]


def _mark(name: str, first: str, last: str, height: float = 1.0, step: Step | None = None) -> Mark:
    start, end = pd.Timestamp(first), pd.Timestamp(last)
    return Mark("bar", start, end, start, height, name, "", name, step)


# Overlaps -----------------------------------------------------------------------------------------


def test_overlapping_reports_are_drawn_through_each_other_with_both_outlines(warehouse: Warehouse) -> None:
    lanes = _lanes(warehouse, _rows(warehouse, "consumer_mediations"), "consumer_mediations")
    bars, years, labels, _ = lanes_figure(lanes, NO_BANDS).data
    assert [shape for _, shape in sorted(zip(bars.x, bars.marker.pattern.shape, strict=True))] == ["/", "", ""]
    # A hatch is drawn in the colour it is given only where all bars of its trace are of one.
    assert isinstance(bars.marker.color, str)
    assert bars.marker.pattern.fgcolor == LIGHT.ink
    assert all(0 < _share(trace.marker.color) < 1 for trace in (bars, years))
    assert {trace.marker.line.color for trace in (bars, years)} == {LIGHT.series[0]}
    assert pd.Timestamp(min(bars.x)) < pd.Timestamp(years.x[0]) + pd.Timedelta(milliseconds=years.width[0])
    # The label of each stands on the fill of all, and on the edge of the year's.
    assert sorted(labels.text) == sorted((*bars.text, *years.text))
    assert list(bars.y) == sorted(bars.y, reverse=True)


def _share(colour: str) -> float:
    return float(colour.rstrip(")").split(",")[-1])


@pytest.mark.parametrize(("first", "last"), [("2015-01-01", "2015-12-31"), ("2015-03-01", "2016-01-15")])
@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_a_long_period_is_an_outline_beside_shorter_ones(first: str, last: str, look: Look) -> None:
    marks = (
        _mark("a", "2015-01-01", "2015-06-30", 5.0), _mark("long", first, last, 6.0),
        _mark("b", "2015-07-01", "2015-12-31", 9.0),
    )  # fmt: skip
    lane = Lane("甲", "件", "件", marks)
    bars, outlines, labels = lanes_figure([lane], NO_BANDS, look).data
    assert [[one[0] for one in trace.customdata] for trace in (bars, outlines)] == [["b", "a"], ["long"]]
    # Told by the fill and by the width of the line, so in any colour.
    assert _share(outlines.marker.color) < 0.1 < 0.5 < _share(bars.marker.color)
    assert outlines.marker.line.width > 2 * bars.marker.line.width
    assert set(labels.text) == {"a", "b", "long"}
    assert ZH("chart.note.long") in truth_notes(pd.DataFrame(columns=NO_ROWS), [lane])
    # Years among themselves are drawn as ever.
    years = Lane("甲", "件", "件", (_mark("c", "2015-01-01", "2015-12-31"), _mark("d", "2016-01-01", "2016-12-31")))
    (bars,) = lanes_figure([years], NO_BANDS, look).data
    assert bars.marker.line.width == 1
    assert ZH("chart.note.long") not in truth_notes(pd.DataFrame(columns=NO_ROWS), [years])


def test_the_overlap_is_told_only_where_there_is_one(warehouse: Warehouse) -> None:
    rows = _rows(warehouse, "consumer_mediations")
    told = ZH("chart.note.overlap")
    assert told in truth_notes(rows, _lanes(warehouse, rows, "consumer_mediations"))
    apart = rows[rows["report_id"] != "performance-104"]
    assert told not in truth_notes(apart, _lanes(warehouse, apart, "consumer_mediations"))


# Silence ------------------------------------------------------------------------------------------


def _day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def test_days_between_reports_and_after_the_newest_are_told_apart() -> None:
    reports = [(_day("2015-01-01"), _day("2015-12-31")), (_day("2017-01-01"), _day("2017-06-30"))]
    assert unreported(reports, []) == [
        Stretch(_day("2016-01-01"), _day("2016-12-31"), "no_report"),
        Stretch(_day("2017-07-01"), _day("2017-12-31"), "not_published"),
    ]
    told = [(_day("2016-01-01"), _day("2016-06-30")), (_day("2017-07-01"), _day("2018-12-31"))]
    assert unreported(reports, told) == [Stretch(_day("2016-07-01"), _day("2016-12-31"), "no_report")]
    assert unreported([], told) == []


def test_reports_that_follow_each_other_leave_no_stretch() -> None:
    reports = [(_day("2015-01-01"), _day("2015-06-30")), (_day("2015-07-01"), _day("2015-12-31"))]
    assert unreported(reports, []) == []


def test_the_three_kinds_of_silence_are_named_in_the_chart(warehouse: Warehouse) -> None:
    lanes = _lanes(warehouse, _rows(warehouse, "delegation_cases"), "delegation_cases")
    assert ZH("chart.not_printed") in _texts(lanes)
    assert ZH("chart.no_report") in _texts(lanes)
    assert "not_published" in {stretch.kind for lane in lanes for stretch in lane.unreported}
    assert ZH("chart.note.unreported") in truth_notes(_rows(warehouse, "delegation_cases"), lanes)
    drawn = {(mark.start, mark.end) for lane in lanes for mark in lane.marks}
    for start, end in drawn:
        for stretch in lanes[0].unreported:
            assert end < stretch.start or start > stretch.end


# Changes of counting ------------------------------------------------------------------------------


def test_a_change_of_unit_breaks_the_series_with_a_line_and_a_note(warehouse: Warehouse) -> None:
    rows = _rows(warehouse, "consumer_advice")
    (change,) = changes(rows)
    assert (change.kind, change.at) == ("unit", _day("2020-03-01"))
    lanes = _lanes(warehouse, rows, "consumer_advice")
    assert [day.text for lane in lanes for day in lane.breaks] == ["單位為「件」"] * 2
    lines = [s for s in lanes_figure(lanes, NO_BANDS).layout.shapes if s.line.dash == "dashdot"]
    assert [line.x0[:10] for line in lines] == ["2020-03-01"] * 2
    assert "消費諮詢：109年3月1日至9月5日印「件」，104年全年印「人次」；分開畫，不相比較。" in truth_notes(rows, lanes)


def test_a_change_of_counting_is_told_once_for_each_part(warehouse: Warehouse) -> None:
    rows = _rows(warehouse, "vehicle_lent_trips")
    assert [(change.kind, change.later["part"]) for change in changes(rows)] == [
        ("counting", ""),
        ("counting", "觀光局"),
    ]


def test_units_that_count_the_same_are_no_change(warehouse: Warehouse) -> None:
    rows = _rows(warehouse, "consumer_education_sessions", "workers_total")
    assert rows[rows["metric_id"] == "consumer_education_sessions"]["unit"].nunique() == 2
    assert changes(rows) == []


# Restated values ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def restated(warehouse: Warehouse) -> pd.DataFrame:
    """Two reports that print two values for one period."""
    rows = _rows(warehouse, "consumer_mediations").iloc[:2].copy()
    for column in ("period_start", "period_end", "months"):
        rows[column] = rows[column].iloc[0]
    rows["value"] = [229.0, 231.0]
    rows["per_month"] = rows["value"] / 12
    return rows


def test_a_restated_value_is_a_small_step_that_names_both_reports(warehouse: Warehouse, restated: pd.DataFrame) -> None:
    assert len(restatements(restated)) == 1
    lanes = _lanes(warehouse, restated, "consumer_mediations")
    figure = lanes_figure(lanes, NO_BANDS)
    bars, _ = figure.data
    first, second = (pd.Timestamp(x) for x in sorted(bars.x))
    assert [round(width / DAY, 1) for width in bars.width] == [182.5, 182.5]
    assert second - first == pd.Timedelta(days=182.5)
    # Of a single period the totals are drawn.
    assert [height for _, height in sorted(zip(bars.x, bars.y, strict=True))] == [229, 231]
    (step,) = [s for s in figure.layout.shapes if s.yref == "y" and s.x0 == s.x1]
    assert (step.y0, step.y1) == (229, 231)
    reports = [hover.split("<br>")[-1] for hover in bars.hovertext]
    assert len(set(reports)) == 2
    (note,) = [note for note in truth_notes(restated, lanes) if "印出的數字不同" in note]
    assert "229件" in note
    assert "231件" in note
    assert all(report in note for report in reports)


def test_one_report_or_one_value_is_no_restatement(restated: pd.DataFrame) -> None:
    assert restatements(restated.assign(report_id="one")) == []
    assert restatements(restated.assign(value=229.0)) == []
    assert restatements(restated.assign(metric_id=["consumer_mediations", "workers_total"])) == []


def test_restated_stocks_are_joined_on_their_day() -> None:
    day = _day("2016-01-01")
    marks = [
        Mark("dot", day, day, day, height, "", "", str(height), Step("a", place, 2))
        for place, height in ((0, 5.0), (1, 6.0))
    ]
    figure = lanes_figure([Lane("甲", "人", "人", tuple(marks))], NO_BANDS)
    (step,) = [s for s in figure.layout.shapes if s.yref == "y"]
    assert (step.x0, step.x1, step.y0, step.y1) == (day.isoformat(), day.isoformat(), 5.0, 6.0)


# Axes and words -----------------------------------------------------------------------------------


def test_a_fall_is_drawn_below_zero_with_room_for_its_label() -> None:
    lane = Lane(
        "甲", "件", "件", (_mark("a", "2015-01-01", "2015-12-31", -4.0), _mark("b", "2016-01-01", "2016-06-30", 2.0))
    )
    low, high = lanes_figure([lane], NO_BANDS).layout.yaxis.range
    assert low < -4
    assert high > 2


def test_topic_pages_carry_the_notes(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))
    panel = Panel(id="any", name_zh="", name_en="", metrics=("consumer_mediations",))
    assert {ZH("chart.note.overlap"), ZH("chart.note.unreported")} <= set(draw(panel, "per_month", "").notes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plotly_speaks_the_readers_language(language: Language) -> None:
    with speaking(language):
        settings = config()
    locale = settings["locales"][settings["locale"]]
    own = words_in(language)
    assert locale["format"]["months"] == own("plot.months").split(own("list.joint"))
    assert [len(locale["format"][part]) for part in ("days", "shortDays", "months", "shortMonths")] == [7, 7, 12, 12]
    # Of its own buttons, which speak English, there is none.
    assert settings["displayModeBar"] is settings["showSendToCloud"] is False


def _drawn(titles: Sequence[str]) -> Any:
    mark = Mark(
        "bar", pd.Timestamp("2015-01-01"), pd.Timestamp("2015-06-30"), pd.Timestamp("2015-06-30"), 1.0, "1", "", "m"
    )
    return lanes_figure([Lane(title, "件", "件", (mark,)) for title in titles], NO_BANDS).layout


def test_a_long_title_of_a_lane_is_wrapped_and_has_room() -> None:
    long = "社會福利設施設備改善及老舊廳舍耐震補強工程計畫：已核定補助件數"
    short, both = _drawn(["件數", "件數"]), _drawn(["件數", long])
    title = both.annotations[1].text
    assert "<br>" in title
    assert "".join(re.findall(r"<b>(.*?)</b>", title)) == long
    # Marks keep their height; the lines of the title are room of their own.
    assert both.height - short.height >= 2 * 15
    for drawn in (short, both):
        area = drawn.height - drawn.margin.t - drawn.margin.b
        assert (drawn.yaxis.domain[1] - drawn.yaxis.domain[0]) * area == pytest.approx(98, abs=8)


def test_labels_that_meet_on_a_phone_stand_above_and_below() -> None:
    days = [pd.Timestamp(f"{year}-{month}-30") for year in (2019, 2020) for month in ("06", "12")]

    def places(label: str) -> list[str]:
        marks = tuple(Mark("dot", day, day, day, 100.0 + no, label, "", str(no)) for no, day in enumerate(days))
        (dots,) = lanes_figure([Lane("甲", "元", "元", marks)], NO_BANDS).data
        return [place.split()[0] for place in dots.textposition]

    assert places("1億2,107萬元") == ["top", "bottom", "top", "bottom"]
    assert places("12") == ["top"] * 4


def test_the_chart_of_periods_has_a_row_for_each_genre_however_many_reports_there_are() -> None:
    halves = [(f"{year}-{start}", f"{year}-{end}") for year in range(2012, 2024) for start, end in
              (("01-01", "06-30"), ("07-01", "12-31"))]  # fmt: skip
    spans = [("甲", *half) for half in halves] + [
        ("乙", f"{year}-01-01", f"{year}-12-31") for year in range(2012, 2024)
    ]
    reports = pd.DataFrame(spans, columns=["row", "period_start", "period_end"])
    for day in ("period_start", "period_end"):
        reports[day] = pd.to_datetime(reports[day])
    figure = coverage_figure(reports.assign(words=""), [""] * len(reports))
    assert sorted(set(figure.data[0].y)) == [1, 3]
    assert [note.text for note in figure.layout.annotations if "<b>" in note.text] == ["<b>甲</b>", "<b>乙</b>"]
    # What overlaps stands on lines of its own.
    twice = pd.concat([reports, reports.head(1)], ignore_index=True).assign(words="")
    assert sorted(set(coverage_figure(twice, [""] * len(twice)).data[0].y)) == [1, 2, 4]


def test_kinds_of_reports_that_count_each_in_its_own_unit_change_nothing(warehouse: Warehouse) -> None:
    row = _rows(warehouse, "consumer_complaints_first").iloc[0]
    days = [pd.Timestamp(f"{2015 + no}-12-31") for no in range(4)]

    def told(units: Sequence[str]) -> int:
        rows = [row.copy() for _ in units]
        for one, unit, day in zip(rows, units, days, strict=True):
            one["unit"], one["period_end"], one["period_start"] = unit, day, day.replace(month=1, day=1)
            one["part"], one["comparable"] = "", False
        return len(changes(pd.DataFrame(rows)))

    assert told(["件", "件", "人次", "人次"]) == 1
    assert told(["件", "人次", "件", "人次"]) == 0


@pytest.mark.parametrize("label", ["8,462", "約3,462人", "12"])
def test_a_label_beside_the_scale_does_not_stand_on_its_numbers(label: str) -> None:
    """They would hide each other, and the scale stays: a base stands near it, in any chart of many years."""
    first, last = pd.Timestamp("2010-06-15"), pd.Timestamp("2021-01-01")
    days = [first + pd.Timedelta(days=200), last - pd.Timedelta(days=900)]
    trace = {"x": days, "y": [5.0, 4.0], "text": [label, label], "textposition": ["top center"] * 2}
    for side, day in zip(beside_edges(trace, first, last)["textposition"], days, strict=True):
        left = (day - first) / (last - first) * PHONE_WIDTH - label_width(label) / 2
        assert side == ("top center" if left > 0.01 * PHONE_WIDTH else "top right")


def test_words_over_dashed_lines_have_a_rim_that_hides_them() -> None:
    for look in LOOKS.values():
        rims = look.halo.split(", ")
        assert all(rim.endswith(f" 0 {look.paper}") for rim in rims), "a blurred rim lets a line through"
        assert len(rims) >= 8
