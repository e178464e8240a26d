"""Charts that everyone can see: contrast on both papers, colours apart with any colour vision."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from html import unescape
from typing import Any

import pandas as pd
import pytest

from catalog.words import speaking, words_in
from charts.axes import PHONE_WIDTH, label_width
from charts.figure import coverage_figure, lanes_figure, sparkline_figure, timeline_figure
from charts.palette import DARK, LIGHT, Look
from findings.breaks import Stretch
from findings.lanes import Gap, Lane, Mark, Shape

ZH = words_in("zh-TW")
LOOKS = pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)

# How each eye mixes linear red, green and blue: Machado, Oliveira and Fernandes 2009, severity 1.
EYES = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# Distances in Oklab: 0.02 is about what is just seen side by side.
APART = 0.07

Colour = tuple[float, float, float]


def _linear(colour: str) -> Colour:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))

    def one(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return one(red), one(green), one(blue)


def _contrast(one: Colour, other: Colour) -> float:
    low, high = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (one, other))
    return (high + 0.05) / (low + 0.05)


def _washed(colour: str, paper: str, share: float) -> str:
    pairs = zip(
        *([int(each[i : i + 2], 16) for i in (1, 3, 5)] for each in (colour, paper)),
        strict=True,
    )
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02x}" for over, under in pairs)


def _oklab(colour: Iterable[float]) -> Colour:
    red, green, blue = (min(1.0, max(0.0, part)) for part in colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _seen(colour: str, eye: str) -> Colour:
    linear = _linear(colour)
    return _oklab(sum(share * part for share, part in zip(row, linear, strict=True)) for row in EYES[eye])


@LOOKS
def test_words_can_be_read_on_their_paper(look: Look) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    for under in (look.paper, look.gap):
        for colour in (look.ink, look.quiet):
            assert _contrast(_linear(colour), _linear(under)) >= 4.5
    assert _contrast(_linear(look.target), _linear(look.paper)) >= 4.5
    for colour in look.bands.values():
        assert _contrast(_linear(look.ink), _linear(_washed(colour, look.paper, look.wash))) >= 4.5


@LOOKS
def test_marks_stand_out_from_their_paper(look: Look) -> None:
    """WCAG 2.2, 1.4.11: 3 to 1."""
    for colour in (*look.series, *look.statuses.values(), *look.bands.values(), look.target, look.line):
        assert _contrast(_linear(colour), _linear(look.paper)) >= 3, colour


@LOOKS
@pytest.mark.parametrize("eye", EYES)
def test_series_are_told_apart_with_any_colour_vision(look: Look, eye: str) -> None:
    seen = {colour: _seen(colour, eye) for colour in look.series}
    assert len(seen) == len(look.series)
    for one, other in itertools.combinations(seen, 2):
        assert math.dist(seen[one], seen[other]) >= APART, (one, other)


def _colours(part: Any) -> set[str]:
    if isinstance(part, dict):
        return {colour for value in part.values() for colour in _colours(value)}
    if isinstance(part, list | tuple):
        return {colour for value in part for colour in _colours(value)}
    return {part.lower()} if isinstance(part, str) and part.startswith("#") else set()


@LOOKS
def test_every_colour_of_every_chart_is_of_its_look(look: Look) -> None:
    first, last = pd.Timestamp("2015-01-01"), pd.Timestamp("2015-12-31")
    shapes: tuple[Shape, ...] = ("bar", "dot", "base", "ring")
    marks = tuple(Mark(shape, first, last, last, 1.0, "1", "", shape) for shape in shapes)
    gap = Gap(pd.Timestamp("2016-01-01"), pd.Timestamp("2016-06-30"), "not_printed", "r", "m")
    lane = Lane("a", "件", "件", marks, (gap,), (marks[1],))
    bands = pd.DataFrame(
        [
            {"series": series, "start_date": first, "end_date": last, "name_zh": "甲", "name_en": "a"}
            for series in look.bands
        ]
    )
    reports = pd.DataFrame([{"period_start": first, "period_end": last, "words": "104年", "row": "甲"}])
    rows = [(status, marks[1], status) for status in look.statuses]
    allowed = _colours([value for value in vars(look).values() if not isinstance(value, float)]) | _colours(
        [*look.bands.values(), *look.statuses.values()]
    )
    for figure in (
        lanes_figure([lane, lane], bands, look=look),
        timeline_figure(rows, bands, look=look),
        coverage_figure(reports, ["a"], look=look),
        sparkline_figure(lane, first, last, look=look),
    ):
        assert _colours(figure.to_plotly_json()) <= allowed


@pytest.mark.parametrize(
    "name",
    ["各區老人共餐據點暨長者健康促進活動聯合成果展", "Opening of the new library <b>and</b> archive of the harbour"],
)
def test_long_names_of_rows_leave_a_phone_room_for_what_is_drawn(name: str) -> None:
    first, last = pd.Timestamp("2015-01-01"), pd.Timestamp("2015-01-02")
    rows = [(name, Mark("dot", first, last, first, 1.0, "約一千二百人次", "", "a"), "unknown")]
    figure = timeline_figure(rows, pd.DataFrame()).to_plotly_json()
    (told,) = figure["layout"]["yaxis"]["ticktext"]
    lines = [unescape(line) for line in told.split("<br>")]
    assert 1 < len(lines) <= 4
    assert figure["layout"]["height"] > 2 * 15 * len(lines)
    assert max(map(label_width, lines)) <= PHONE_WIDTH * 0.55
    assert "<b>" not in told
    # A label at the edge goes beside its dot, not over the names.
    assert figure["data"][0]["textposition"] == ["top right"]


def _day(day: str) -> pd.Timestamp:
    return pd.Timestamp(day)


def test_a_gap_is_no_bar_and_contradicts_no_value() -> None:
    """Its box is as high as its lane; where another report prints the value of its days there is none."""
    printed = Mark("dot", _day("2015-01-01"), _day("2015-12-31"), _day("2015-12-31"), 0.7, "0.7", "", "a")
    gaps = (
        Gap(_day("2015-01-01"), _day("2015-12-31"), "not_printed", "r1", "m"),
        Gap(_day("2015-03-01"), _day("2015-08-31"), "unreadable", "r2", "m"),
        Gap(_day("2015-09-01"), _day("2016-02-29"), "not_printed", "r3", "m"),
    )
    layout = lanes_figure([Lane("節電率", "%", "%", (printed,), gaps)], pd.DataFrame()).to_plotly_json()["layout"]
    (box,) = [shape for shape in layout["shapes"] if shape["type"] == "rect"]
    assert (box["x0"][:10], box["x1"][:10]) == ("2015-09-01", "2016-03-01")
    assert [box["y0"], box["y1"]] == list(layout["yaxis"]["domain"])


@pytest.mark.parametrize("shape", ["bar", "dot"])
@LOOKS
def test_what_is_written_stays_readable_where_one_mark_is_chosen(shape: Shape, look: Look) -> None:
    spans = (("2015-01-01", "2015-12-31"), ("2016-01-01", "2016-06-30"))
    marks = [
        Mark(shape, _day(first), _day(last), _day(last), height, str(height), "", first)
        for height, (first, last) in enumerate(spans, start=3)
    ]
    figure = lanes_figure([Lane("名稱", "件", "件", tuple(marks))], pd.DataFrame(), look)
    written = [trace for trace in figure.data if trace.text is not None]
    assert written
    # Plotly, told of one of the two only, draws neither.
    assert {kind.textfont.color for trace in written for kind in (trace.selected, trace.unselected)} == {look.ink}


def _bars(*bars: tuple[str, str, float]) -> tuple[Mark, ...]:
    return tuple(
        Mark("bar", _day(first), _day(last), _day(last), height, f"{height:g}", "", first)
        for first, last, height in bars
    )


@pytest.mark.parametrize(
    ("year", "part", "apart"),
    [(19.0, 15.0, (None, "2016-01-01")), (96.5, 94.0, (None, "2016-01-01")), (264.0, 404.0, ("2015-09-01", None))],
)
def test_no_edge_of_a_higher_bar_runs_through_a_label(year: float, part: float, apart: tuple[str | None, ...]) -> None:
    """A year's outline, and a part that begins in it and goes on: the lower one's label is clear of the higher one."""
    marks = _bars(("2015-01-01", "2015-12-31", year), ("2015-09-01", "2016-02-29", part))
    figure = lanes_figure([Lane("名稱", "件", "件", marks)], pd.DataFrame())
    (labels,) = (trace for trace in figure.data if trace.meta == "labels")
    assert all(place.startswith("top") for place in labels.textposition)
    before, behind = apart
    told = dict(zip(labels.text, zip(labels.x, labels.textposition, strict=True), strict=True))
    x, place = told[f"{min(year, part):g}"]
    if behind:
        assert (pd.Timestamp(x), place) == (_day(behind), "top right")
    if before:
        assert (pd.Timestamp(x), place) == (_day("2015-01-01") + (_day(before) - _day("2015-01-01")) / 2, "top center")


def test_why_a_report_has_no_value_is_not_written_on_the_bar_of_another() -> None:
    gap = Gap(_day("2015-09-01"), _day("2016-02-29"), "not_printed", "r", "m")
    for bar, x, side in (
        (("2015-01-01", "2015-12-31", 7.0), "2016-01-01", "left"),
        (("2016-02-01", "2016-12-31", 7.0), "2016-01-31", "right"),
        (("2017-01-01", "2017-12-31", 7.0), "2015-11-30", None),
    ):
        figure = lanes_figure([Lane("名稱", "件", "件", _bars(bar), (gap,))], pd.DataFrame())
        (told,) = (note for note in figure.layout.annotations if ZH("chart.not_printed") in note.text)
        assert (str(pd.Timestamp(told.x).date()), told.xanchor) == (x, side)


@pytest.mark.parametrize("heights", [(41.83, 35.8, 22.37), (22.37, 41.83, 35.8), (60.0, 52.0, 20.0)])
def test_labels_of_one_day_stand_above_and_below_their_dots(heights: tuple[float, ...]) -> None:
    marks = tuple(Mark("dot", _day("2021-01-01"), _day("2021-12-31"), _day("2021-07-01"), h, f"{h}", "", f"{h}")
                  for h in heights)  # fmt: skip
    (dots,) = lanes_figure([Lane("名稱", "%", "%", marks)], pd.DataFrame()).data
    told = {text: place.split()[0] for text, place in zip(dots.text, dots.textposition, strict=True)}
    high, middle, low = sorted(heights, reverse=True)
    assert (told[f"{high}"], told[f"{middle}"]) == ("top", "bottom")
    assert told[f"{low}"] == ("bottom" if middle - low < 2 * 0.2 * high else "top")


def test_many_boxes_are_one_path_that_draws_each_of_them() -> None:
    printed = Mark("dot", _day("2001-06-30"), _day("2001-06-30"), _day("2001-06-30"), 7.0, "7", "", "a")
    years = range(2002, 2020)
    gaps = tuple(Gap(_day(f"{year}-01-01"), _day(f"{year}-06-30"), "not_printed", f"r{year}", "m") for year in years)
    layout = lanes_figure([Lane("件數", "件", "cases", (printed,), gaps)], pd.DataFrame()).to_plotly_json()["layout"]
    (boxes,) = [shape for shape in layout["shapes"] if "fillcolor" in shape]
    foot, top = layout["yaxis"]["domain"]
    assert boxes["path"].split("Z")[:-1] == [
        f"M{year}-01-01_00:00:00,{foot}L{year}-07-01_00:00:00,{foot}L{year}-07-01_00:00:00,{top}L{year}-01-01_00:00:00,{top}"
        for year in years
    ]


@speaking("en")
def test_english_words_of_a_short_silence_stand_in_two_lines() -> None:
    marks = [
        Mark("bar", _day(f"{year}-01-01"), _day(f"{year}-12-31"), _day(f"{year}-07-01"), 3.0, "3", "", str(year))
        for year in (2015, 2020)
    ]
    gaps = (Gap(_day("2018-01-16"), _day("2018-06-30"), "not_printed", "r", "m"),)
    away = Stretch(_day("2016-01-01"), _day("2017-06-30"), "no_report")
    lane = Lane("a", "件", "cases", tuple(marks), gaps, unreported=(away,))
    figure = lanes_figure([lane], pd.DataFrame()).to_plotly_json()
    told = {annotation["text"] for annotation in figure["layout"]["annotations"]}
    assert {"not<br>printed", "not in this<br>collection"} <= told
