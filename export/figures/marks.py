"""The marks of a chart: bars over periods, dots on days, lines of periods and targets, boxes of gaps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catalog.words import Words
from export.figures.axes import DAY, Json, axis_id
from export.figures.lanes import Gap, Lane, Mark
from export.figures.palette import COLOURS, INK, QUIET

# Labels of dots nearer than this many days would stand in each other.
_CLOSE = 270


def lane_colour(index: int) -> str:
    """The colour of lane ``index``."""
    return COLOURS[index % len(COLOURS)]


def lane_traces(lane: Lane, index: int) -> list[Json]:
    """The traces of a lane's marks, bars below dots."""
    colour = lane_colour(index)
    traces: list[Json] = []
    bars = [mark for mark in lane.marks if mark.shape == "bar"]
    if bars:
        traces.append(_bars(bars, colour))
    for shape, symbol in (("dot", "circle"), ("base", "diamond-open"), ("ring", "circle-open")):
        own = [mark for mark in lane.marks if mark.shape == shape]
        if own:
            traces.append(dots(own, [mark.height for mark in own], colour, lane.title, symbol))
    for trace in traces:
        trace["yaxis"] = axis_id(index)
    return traces


def _bars(marks: Sequence[Mark], colour: str) -> Json:
    return {
        "type": "bar",
        "offset": 0,
        "x": [mark.start.isoformat() for mark in marks],
        "width": [((mark.end - mark.start) + DAY).total_seconds() * 1000 for mark in marks],
        "y": [mark.height for mark in marks],
        "text": [mark.label for mark in marks],
        "textposition": "outside",
        "textfont": {"size": 12, "color": INK},
        "cliponaxis": False,
        "textangle": 0,
        "marker": {"color": colour, "opacity": 0.62, "line": {"color": colour, "width": 1.5}},
        "customdata": [[mark.observation_id] for mark in marks],
        "hovertext": [mark.hover for mark in marks],
        "hoverinfo": "text",
        "showlegend": False,
    }


def dots(marks: Sequence[Mark], heights: Sequence[Any], colour: str, name: str, symbol: str) -> Json:
    """A trace of dots with their labels. ``symbol`` is Plotly's name of the dot's shape."""
    ring = symbol == "circle-open"
    return {
        "type": "scatter",
        "mode": "markers" if ring else "markers+text",
        "name": name,
        "x": [mark.at.isoformat() for mark in marks],
        "y": list(heights),
        "text": _labels(marks, heights),
        "textposition": _label_places(marks, heights),
        "textfont": {"size": 12, "color": INK},
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
    """Above the dot, or below it where a dot near it in its row already has the room above."""
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


def target_line(mark: Mark, index: int) -> Json:
    """A broken line at a target, over the period it is set for."""
    return {
        "type": "line",
        "xref": "x",
        "yref": axis_id(index),
        "x0": mark.start.isoformat(),
        "x1": (mark.end + DAY).isoformat(),
        "y0": mark.height,
        "y1": mark.height,
        "line": {"color": "#a4262c", "width": 2, "dash": "dash"},
    }


def target_words(mark: Mark, index: int, words: Words) -> Json:
    """The target's value at the end of its line."""
    return {
        "text": words("chart.target", value=mark.label),
        "xref": "x",
        "yref": axis_id(index),
        "x": (mark.end + DAY).isoformat(),
        "y": mark.height,
        "xanchor": "left",
        "showarrow": False,
        "font": {"size": 11, "color": "#a4262c"},
    }


def gap_shape(gap: Gap, domain: tuple[float, float]) -> Json:
    """A pale box over a report's period that has no value in the lane."""
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": gap.start.isoformat(),
        "x1": (gap.end + DAY).isoformat(),
        "y0": domain[0],
        "y1": domain[0] + (domain[1] - domain[0]) * 0.55,
        "layer": "below",
        "fillcolor": "#f1f3f6",
        "line": {"color": "#9aa5b1", "width": 1, "dash": "dot"},
    }


def labelled_gaps(gaps: Sequence[Gap]) -> list[Gap]:
    """Gaps to be labelled: of overlapping ones the first."""
    kept: list[Gap] = []
    for gap in sorted(gaps, key=lambda gap: gap.start):
        if not kept or gap.start > kept[-1].end:
            kept.append(gap)
    return kept


def gap_words(gap: Gap, domain: tuple[float, float], words: Words) -> Json:
    """Why there is no value, inside the box."""
    return {
        "text": words(f"chart.{gap.status}"),
        "xref": "x",
        "yref": "paper",
        "showarrow": False,
        "x": (gap.start + (gap.end - gap.start) / 2).isoformat(),
        "y": domain[0] + (domain[1] - domain[0]) * 0.27,
        "font": {"size": 11, "color": QUIET},
    }
