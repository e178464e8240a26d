"""The marks of a chart: bars over periods, dots on days, lines of periods and targets, boxes of gaps."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from catalog.words import words
from charts.axes import DAY, PHONE_WIDTH, Json, axis_id, label_width
from charts.palette import Look
from findings.breaks import Stretch
from findings.lanes import Break, Gap, Lane, Mark, in_chart, open_gaps, outlined, overlaps
from findings.period_words import period_words

# The first and the last day of a time axis.
Span = tuple[pd.Timestamp, pd.Timestamp]
# Labels of dots nearer than this many days would stand in each other.
_CLOSE = 270
# Which share of a phone's width a label may reach over the right edge, and how far it stays from the scale's numbers.
_BESIDE, _FROM_SCALE = 0.04, 0.01
# Which share of a lane's highest mark a label is high.
_LABEL_HEIGHT = 0.2
# Which share of it stays free between a label and its bar.
_ROOM_BELOW = 0.04
# At which share of a lane's height it is told why a report has no value.
_GAP_WORDS = 0.27
# At which share of it the line over days without a report is chosen.
_FOOT_LINE = 0.06
# How much of its colour fills an outline.
_TINT = 0.08
# How strongly hatches stand out from the bar they are on.
_HATCH = 0.6
# As many shapes of one look stand in a path.
_SHAPES_APART = 8


def lane_traces(lane: Lane, index: int, look: Look) -> list[Json]:
    """The traces of a lane's marks, bars below dots."""
    colour = look.lane(index)
    traces: list[Json] = []
    bars = [mark for mark in lane.marks if mark.shape == "bar"]
    if bars:
        traces += _bars(bars, colour, look)
    for shape, symbol in (("dot", "circle"), ("base", "diamond-open"), ("ring", "circle-open")):
        own = [mark for mark in lane.marks if mark.shape == shape]
        if own:
            traces.append(dots(own, [mark.height for mark in own], colour, lane.title, symbol, look))
    for trace in traces:
        trace["yaxis"] = axis_id(index)
        # Where one mark is chosen the others fade; what is written can still be read, that of the chosen one first.
        trace |= {chosen: {"textfont": {"color": look.ink}} for chosen in ("selected", "unselected")}
    return traces


def _bars(marks: Sequence[Mark], colour: str, look: Look) -> list[Json]:
    """The filled bars, the outlines over them, and the labels over these.

    Each is a trace of one colour: over several Plotly chooses the colour of hatches itself.
    """
    outlines = outlined([(mark.start, mark.end) for mark in marks])
    # The higher of two that overlap comes first: its fill would cover the label of the lower one.
    drawn = sorted(zip(marks, overlaps(marks), outlines, strict=True), key=lambda one: -one[0].height)
    filled, hollow = ([(mark, crossed) for mark, crossed, own in drawn if own is kind] for kind in (False, True))
    traces = [_of_one_fill(filled, look, colour, 0.55, 1)] if filled else []
    if hollow:
        traces.append(_of_one_fill([(mark, False) for mark, _ in hollow], look, colour, _TINT, 2.5))
        traces = [{**trace, "textposition": "none"} for trace in traces] + [_bar_labels(marks, look)]
    return traces


def _of_one_fill(drawn: Sequence[tuple[Mark, bool]], look: Look, colour: str, tint: float, edge: float) -> Json:
    """Bars and whether they are hatched, filled with so much of their colour within an edge of so many pixels."""
    spans = [_bar_span(mark) for mark, _ in drawn]
    return {
        "type": "bar",
        "offset": 0,
        "x": [start.isoformat() for start, _ in spans],
        "width": [width.total_seconds() * 1000 for _, width in spans],
        "y": [mark.height for mark, _ in drawn],
        "text": [mark.label for mark, _ in drawn],
        "textposition": "outside",
        # A label that is made smaller to fit a narrow bar cannot be read on a phone.
        "constraintext": "none",
        "textfont": {"size": 12, "color": look.ink, "shadow": look.halo},
        "cliponaxis": False,
        "textangle": 0,
        # The outline is whole where the bars of overlapping periods cover each other.
        "marker": {
            "color": rgba(colour, tint),
            "line": {"color": colour, "width": edge},
            "pattern": {
                "shape": ["/" if crossed else "" for _, crossed in drawn],
                "fillmode": "overlay",
                "fgcolor": look.ink,
                "fgopacity": _HATCH,
                "size": 8,
                "solidity": 0.15,
            },
        },
        "customdata": [[mark.observation_id] for mark, _ in drawn],
        "hovertext": [mark.hover for mark, _ in drawn],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _bar_labels(marks: Sequence[Mark], look: Look) -> Json:
    """The labels of bars over all of them: the edge of a higher outline would run through one of a lower bar."""
    places = [_clear_of_higher(mark, marks) for mark in marks]
    room = _ROOM_BELOW * max(abs(mark.height) for mark in marks)
    return {
        "type": "scatter",
        "mode": "text",
        # No values: their bars are.
        "meta": "labels",
        "x": [x.isoformat() for x, _ in places],
        "y": [mark.height + (room if mark.height >= 0 else -room) for mark in marks],
        "text": [mark.label for mark in marks],
        "textposition": [
            f"{'bottom' if mark.height < 0 else 'top'} {side}" for mark, (_, side) in zip(marks, places, strict=True)
        ],
        "textfont": {"size": 12, "color": look.ink, "shadow": look.halo},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _clear_of_higher(mark: Mark, marks: Sequence[Mark]) -> tuple[pd.Timestamp, str]:
    """Where a bar's label stands, and to which side of it: no edge of a higher bar over part of its time runs through.

    In the middle of what is free before the higher one, or right behind it.
    """
    start, width = _bar_span(mark)
    higher = [
        (first, first + wide)
        for other in marks
        if abs(other.height) > abs(mark.height)
        for first, wide in [_bar_span(other)]
    ]
    behind = [last for first, last in higher if first <= start < last < start + width]
    before = [first for first, last in higher if start < first < start + width <= last]
    if behind and not before:
        return max(behind), "right"
    end = min(before) if before and not behind else start + width
    return start + (end - start) / 2, "center"


def _bar_span(mark: Mark) -> tuple[pd.Timestamp, pd.Timedelta]:
    """Where a bar begins and how wide it is: its period, or its share of one that is restated."""
    whole = (mark.end - mark.start) + DAY
    if mark.step is None:
        return mark.start, whole
    share = whole / mark.step.count
    return mark.start + share * mark.step.place, share


def rgba(colour: str, share: float) -> str:
    """A colour of the palette, not quite covering."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"


def step_lines(marks: Sequence[Mark], axis: str, colour: str) -> list[Json]:
    """Upright lines between the values that reports print for one thing."""
    groups: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.step is not None:
            groups.setdefault(mark.step.group, []).append(mark)
    lines = []
    for group in groups.values():
        ordered = sorted(group, key=lambda mark: mark.step.place if mark.step else 0)
        for before, now in itertools.pairwise(ordered):
            at = _bar_span(now)[0] if now.shape == "bar" else now.at
            lines.append(
                {
                    "type": "line",
                    "xref": "x",
                    "yref": axis,
                    "x0": at.isoformat(),
                    "x1": at.isoformat(),
                    "y0": before.height,
                    "y1": now.height,
                    "line": {"color": colour, "width": 3},
                }
            )
    return lines


def dots(marks: Sequence[Mark], heights: Sequence[Any], colour: str, name: str, symbol: str, look: Look) -> Json:
    """A trace of dots with their labels. ``symbol`` is Plotly's name of the dot's shape."""
    ring = symbol == "circle-open"
    return {
        "type": "scatter",
        "mode": "markers" if ring else "markers+text",
        "name": in_chart(name),
        "x": [mark.at.isoformat() for mark in marks],
        "y": list(heights),
        "text": _labels(marks, heights),
        "textposition": _label_places(marks, heights),
        "textfont": {"size": 12, "color": look.ink, "shadow": look.halo},
        "marker": {
            "color": colour,
            "size": 16 if ring else 10,
            "symbol": symbol,
            "line": {"color": colour, "width": 1.5},
        },
        "customdata": [[mark.observation_id] for mark in marks],
        "cliponaxis": False,
        "hovertext": [mark.hover for mark in marks],
        "hoverinfo": "text",
    }


def _labels(marks: Sequence[Mark], heights: Sequence[Any]) -> list[str]:
    """The labels; where several reports print one value for one day it is written once."""
    written: set[tuple[Any, ...]] = set()
    labels = []
    for mark, height in zip(marks, heights, strict=True):
        place = (mark.at, height, mark.label)
        labels.append("" if place in written else mark.label)
        written.add(place)
    return labels


def _label_places(marks: Sequence[Mark], heights: Sequence[Any]) -> list[str]:
    """Above the dot, or below it where a dot near it in its row, or over it on its day, already has the room above."""
    if heights and not isinstance(heights[0], str):
        return _stacked(marks, heights)
    places: list[str] = []
    above: dict[Any, Mark] = {}
    for mark, height in zip(marks, heights, strict=True):
        near = above.get(height)
        if near is not None and abs((mark.at - near.at).days) < _CLOSE:
            places.append("bottom center")
        else:
            places.append("top center")
            above[height] = mark
    return places


def _stacked(marks: Sequence[Mark], heights: Sequence[float]) -> list[str]:
    """Above the dot, or below it where another dot of its day, or the label of one, stands above it and none below."""
    high = _LABEL_HEIGHT * max(map(abs, heights))
    places = ["top center"] * len(marks)
    written: dict[pd.Timestamp, list[float]] = {}
    for no in sorted(range(len(marks)), key=lambda no: -heights[no]):
        own = written.setdefault(marks[no].at, [])
        others = [other for mark, other in zip(marks, heights, strict=True) if mark.at == marks[no].at]
        for side, foot in (("top", heights[no]), ("bottom", heights[no] - high)):
            free = not any(foot < other < foot + high for other in others)
            if free and not any(abs(foot - other) < high for other in own):
                places[no] = f"{side} center"
                own.append(foot)
                break
    return places


def span_lines(marks: Sequence[Mark], heights: Sequence[Any], axis: str, colour: str) -> list[Json]:
    """Lines over the periods of dots that stand for more than a day."""
    return [
        {
            "type": "line",
            "xref": "x",
            "yref": axis,
            "x0": mark.start.isoformat(),
            "x1": (mark.end + DAY).isoformat(),
            "y0": height,
            "y1": height,
            "layer": "below",
            "line": {"color": colour, "width": 3},
        }
        for mark, height in zip(marks, heights, strict=True)
        if mark.end > mark.start
    ]


def target_line(mark: Mark, index: int, look: Look) -> Json:
    """A broken line at a target, over the period it is set for."""
    return {
        "type": "line",
        "xref": "x",
        "yref": axis_id(index),
        "x0": mark.start.isoformat(),
        "x1": (mark.end + DAY).isoformat(),
        "y0": mark.height,
        "y1": mark.height,
        "line": {"color": look.target, "width": 2, "dash": "dash"},
    }


def target_words(mark: Mark, index: int, look: Look) -> Json:
    """The target's value at the end of its line."""
    return {
        "text": words("chart.target", value=mark.label),
        "xref": "x",
        "yref": axis_id(index),
        "x": (mark.end + DAY).isoformat(),
        "y": mark.height,
        "xanchor": "left",
        "showarrow": False,
        "font": {"size": 11, "color": look.target},
    }


def within_edges(trace: Json, first: pd.Timestamp, last: pd.Timestamp) -> Json:
    """A trace of dots whose long labels can be read on a phone too.

    Near an edge they stand beside their dot, not across it; where labels side by side are wider than there is room
    for, every other one stands below its dot, if that is enough.
    """
    if trace["type"] != "scatter" or "text" not in trace:
        return trace
    shares = [(pd.Timestamp(day) - first) / (last - first) for day in trace["x"]]
    places = list(trace["textposition"])
    order = sorted(range(len(shares)), key=shares.__getitem__)
    # A label below the edge of its bar would be crossed by it.
    of_bars = trace.get("meta") == "labels"
    if (
        not of_bars
        and _meet(trace, shares, order)
        and not any(_meet(trace, shares, order[start::2]) for start in (0, 1))
    ):
        for place in order[1::2]:
            places[place] = places[place].replace("top", "bottom")
    return beside_edges({**trace, "textposition": places}, first, last)


def beside_edges(trace: Json, first: pd.Timestamp, last: pd.Timestamp, width: float = PHONE_WIDTH) -> Json:
    """A trace of dots whose labels near an edge of a chart of so many pixels stand beside their dot, not across it."""
    places = list(trace["textposition"])
    for no, (day, label) in enumerate(zip(trace["x"], trace["text"], strict=True)):
        share, reach = (pd.Timestamp(day) - first) / (last - first), label_width(label) / 2 / width
        side = "left" if share + reach > 1 + _BESIDE else "right" if share - reach < _FROM_SCALE else "center"
        places[no] = places[no].replace("center", side)
    return {**trace, "textposition": places}


def _meet(trace: Json, shares: Sequence[float], order: Sequence[int]) -> bool:
    """Whether labels of neighbouring dots would stand in each other on a phone."""
    heights, labels = trace["y"], trace["text"]
    line = _LABEL_HEIGHT * max(map(abs, heights), default=0)
    return any(
        0 < (shares[after] - shares[before]) * PHONE_WIDTH < label_width(labels[before] + labels[after]) / 2
        and abs(heights[after] - heights[before]) < line
        for before, after in itertools.pairwise(order)
    )


def gap_shape(gap: Gap, domain: tuple[float, float], look: Look) -> Json:
    """A pale box over a report's period that has no value in the lane."""
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": gap.start.isoformat(),
        "x1": (gap.end + DAY).isoformat(),
        "y0": domain[0],
        # As high as the lane: a lower box would be read as a value.
        "y1": domain[1],
        "layer": "below",
        "fillcolor": look.gap,
        "line": {"color": look.line, "width": 1, "dash": "dot"},
    }


def joined(shapes: Sequence[Json]) -> list[Json]:
    """Lines or boxes of one look as one shape: Plotly takes as long over each as over a path through hundreds.

    Args:
        shapes: that differ in their places only, on a time axis; overlapping boxes are filled once.
    """
    if len(shapes) < _SHAPES_APART:
        return list(shapes)
    places = ("x0", "x1", "y0", "y1")
    # In a path a T would begin a curve; what stands between a day and its hour is told so, too.
    corners = [[str(shape[key]).replace("T", "_") for key in places] for shape in shapes]
    draw = "M{0},{2}L{1},{2}L{1},{3}L{0},{3}Z" if shapes[0]["type"] == "rect" else "M{0},{2}L{1},{3}"
    look = {key: value for key, value in shapes[0].items() if key not in places}
    return [{**look, "type": "path", "path": "".join(draw.format(*own) for own in corners), "fillrule": "nonzero"}]


def silence_points(lane: Lane, index: int, heights: Sequence[float], span: Span) -> Json:
    """What can be chosen of what a lane does not tell: a place over each box and dotted line, seen as these are.

    Args:
        lane: the lane.
        index: which lane it is.
        heights: where its axis begins and ends.
        span: the first and the last day of the chart.
    """
    silences: list[tuple[Gap | Stretch, str, float]] = [(gap, gap.status, _GAP_WORDS) for gap in open_gaps(lane)]
    silences += [(stretch, stretch.kind, _FOOT_LINE) for stretch in lane.unreported]
    foot, top = heights
    first, last = span
    return {
        "type": "scatter",
        "mode": "markers",
        # No values: what counts or lists those leaves them out.
        "meta": "gaps",
        "x": [(one.start + (one.end - one.start) / 2).isoformat() for one, _, _ in silences],
        "y": [foot + (top - foot) * share for _, _, share in silences],
        "yaxis": axis_id(index),
        "marker": {
            # None beyond its days: the bars beside it are chosen as ever.
            "size": [min(34, max(12, (one.end - one.start) / (last - first) * PHONE_WIDTH)) for one, _, _ in silences],
            "symbol": "square",
            "opacity": 0,
        },
        "customdata": [[one.id] for one, _, _ in silences],
        "hovertext": [
            words("chart.gap", status=words(f"chart.{why}"), period=period_words(one.start.date(), one.end.date()))
            for one, why, _ in silences
        ],
        "hoverinfo": "text",
        "showlegend": False,
    }


def labelled_gaps(gaps: Sequence[Gap]) -> list[Gap]:
    """Gaps to be labelled: of overlapping ones the first."""
    kept: list[Gap] = []
    for gap in sorted(gaps, key=lambda gap: gap.start):
        if not kept or gap.start > kept[-1].end:
            kept.append(gap)
    return kept


def _fitted(text: str, start: pd.Timestamp, end: pd.Timestamp, span: Span, size: int) -> str:
    """A text about some days: in two lines where a phone has no room for it over them."""
    first, last = span
    told = text.split(" ")
    if len(told) == 1 or label_width(text, size) <= (end - start) / (last - first) * PHONE_WIDTH:
        return text
    halves = [(" ".join(told[:at]), " ".join(told[at:])) for at in range(1, len(told))]
    return "<br>".join(min(halves, key=lambda lines: max(label_width(line, size) for line in lines)))


def _free_part(gap: Gap, marks: Sequence[Mark]) -> Gap:
    """The longest part of a gap in which no bar stands: on one, the words would be read as what it is."""
    first, parts = gap.start, []
    for mark in sorted((mark for mark in marks if mark.shape == "bar"), key=lambda mark: mark.start):
        if mark.end < first or mark.start > gap.end:
            continue
        parts.append((first, mark.start - DAY))
        first = mark.end + DAY
    parts.append((first, gap.end))
    start, end = max(parts, key=lambda part: part[1] - part[0])
    return replace(gap, start=start, end=end) if end > start else gap


def gap_words(gap: Gap, marks: Sequence[Mark], domain: tuple[float, float], span: Span, look: Look) -> Json:
    """Why there is no value, inside the box: where a bar takes a part of it, beside the bar."""
    own = _free_part(gap, marks)
    if own.start > gap.start:
        place: Json = {"x": own.start.isoformat(), "xanchor": "left"}
    elif own.end < gap.end:
        place = {"x": own.end.isoformat(), "xanchor": "right"}
    else:
        place = {"x": (gap.start + (gap.end - gap.start) / 2).isoformat()}
    return {
        "text": _fitted(words(f"chart.{gap.status}"), gap.start, gap.end, span, 11),
        "xref": "x",
        "yref": "paper",
        "showarrow": False,
        **place,
        "y": domain[0] + (domain[1] - domain[0]) * _GAP_WORDS,
        # By itself it hangs below its place in upper lanes: out of a low one.
        "yanchor": "middle",
        "font": {"size": 11, "color": look.quiet, "shadow": look.halo},
    }


def break_line(day: Break, domain: tuple[float, float], look: Look) -> Json:
    """An upright line where the metric begins to be counted otherwise."""
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": day.at.isoformat(),
        "x1": day.at.isoformat(),
        "y0": domain[0],
        "y1": domain[1],
        "layer": "between",
        "line": {"color": look.line, "width": 2, "dash": "dashdot"},
    }


def break_words(day: Break, domain: tuple[float, float], last: pd.Timestamp, look: Look) -> Json:
    """How it is counted from there on, beside the line."""
    near_the_end = (last - day.at).days < _CLOSE * 2
    return {
        "text": day.text,
        "xref": "x",
        "yref": "paper",
        "x": day.at.isoformat(),
        "y": domain[1],
        "xanchor": "right" if near_the_end else "left",
        "xshift": -4 if near_the_end else 4,
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 11, "color": look.quiet, "shadow": look.halo},
    }


def unreported_line(stretch: Stretch, domain: tuple[float, float], look: Look) -> Json:
    """A dotted line at the foot of a lane over days no report tells of."""
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": stretch.start.isoformat(),
        "x1": (stretch.end + DAY).isoformat(),
        "y0": domain[0],
        "y1": domain[0],
        "line": {"color": look.line, "width": 4, "dash": "dot"},
    }


def unreported_words(stretch: Stretch, domain: tuple[float, float], span: Span, look: Look) -> Json:
    """Why nothing is told, above the dotted line."""
    return {
        "text": _fitted(words(f"chart.{stretch.kind}"), stretch.start, stretch.end, span, 10),
        "xref": "x",
        "yref": "paper",
        "x": (stretch.start + (stretch.end - stretch.start) / 2).isoformat(),
        "y": domain[0],
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 10, "color": look.quiet},
    }


def reference_line(height: float, index: int, look: Look) -> Json:
    """A quiet line across a lane at a height to compare with."""
    return {
        "type": "line",
        "xref": "paper",
        "yref": axis_id(index),
        "x0": 0,
        "x1": 1,
        "y0": height,
        "y1": height,
        "layer": "below",
        "line": {"color": look.line, "width": 1.5, "dash": "dash"},
    }
