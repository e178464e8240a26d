"""Lanes to a Plotly figure: bars as wide as their period, dots at their day, gaps that can be seen."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from catalog.words import Words
from export.figures.axes import (
    DAY,
    YEARS_BESIDE_NAMES,
    Json,
    add_bands,
    add_years,
    axis_id,
    axis_key,
    base_layout,
    empty_words,
    lane_domain,
    lane_title,
    lanes_range,
    whole_years,
    y_axis,
)
from export.figures.lanes import Lane, Mark
from export.figures.marks import (
    dots,
    gap_shape,
    gap_words,
    labelled_gaps,
    lane_colour,
    lane_traces,
    span_lines,
    target_line,
    target_words,
)
from export.figures.palette import COLOURS, FONT, GRID, INK, QUIET, STATUS_COLOURS, STATUS_SYMBOLS

_LANE, _HEAD, _FOOT = 132, 46, 62
_ROW = 46


def lanes_figure(lanes: Sequence[Lane], bands: pd.DataFrame, words: Words) -> go.Figure:
    """A figure with one lane below the other on one time axis.

    Args:
        lanes: what is drawn.
        bands: context bands to show, or none.
        words: the reader's language.
    """
    first, last = lanes_range(lanes)
    height = _HEAD + _FOOT + _LANE * len(lanes) + (16 if not bands.empty else 0)
    layout = base_layout(first, last, height, words)
    traces: list[Json] = []
    for index, lane in enumerate(lanes):
        domain = lane_domain(index, len(lanes))
        layout[axis_key(index)] = y_axis(lane, domain)
        layout["annotations"].append(lane_title(lane, domain))
        layout["shapes"] += [gap_shape(gap, domain) for gap in lane.gaps]
        layout["annotations"] += [gap_words(gap, domain, words) for gap in labelled_gaps(lane.gaps)]
        layout["shapes"] += [target_line(mark, index) for mark in lane.targets]
        layout["annotations"] += [target_words(mark, index, words) for mark in lane.targets]
        dots = [mark for mark in lane.marks if mark.shape == "dot"]
        layout["shapes"] += span_lines(dots, [mark.height for mark in dots], axis_id(index), lane_colour(index))
        traces += lane_traces(lane, index)
        if not lane.marks:
            layout["annotations"].append(empty_words(domain, words))
    if not traces:
        traces.append({"type": "scatter", "x": [first], "y": [None], "showlegend": False, "hoverinfo": "skip"})
    add_years(layout, first, last, words)
    add_bands(layout, bands, first, last, words)
    return go.Figure({"data": traces, "layout": layout})


def timeline_figure(rows: Sequence[tuple[str, Mark, str]], words: Words, bands: pd.DataFrame) -> go.Figure:
    """A figure with one row per named thing: a dot on its day, a line over its period.

    Args:
        rows: name, mark, and status (done, planned, unknown) of each.
        words: the reader's language.
        bands: context bands to show, or none.
    """
    marks = [mark for _, mark, _ in rows]
    first, last = whole_years(marks)
    names = list(dict.fromkeys(name for name, _, _ in rows))
    layout = base_layout(first, last, _HEAD + _FOOT + _ROW * max(len(names), 2), words)
    layout["yaxis"] = {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": names[::-1],
        "range": [-0.7, len(names) - 0.3],
        "automargin": True,
        "tickfont": {"size": 13, "color": INK},
        "gridcolor": GRID,
        "fixedrange": True,
    }
    layout["shapes"] += [
        line
        for name, mark, status in rows
        for line in span_lines([mark], [name], "y", STATUS_COLOURS.get(status, QUIET))
    ]
    traces = []
    for status in dict.fromkeys(status for _, _, status in rows):
        own = [(name, mark) for name, mark, known in rows if known == status]
        traces.append(
            dots(
                [mark for _, mark in own],
                [name for name, _ in own],
                STATUS_COLOURS[status],
                words(f"status.{status}"),
                symbol=STATUS_SYMBOLS.get(status, "x"),
            )
        )
    if len(traces) > 1:
        layout["showlegend"] = True
        # On a phone the names of the marks stand one below the other.
        room = 8 + 20 * len(traces)
        layout["margin"]["b"] += room
        layout["height"] += room
    add_years(layout, first, last, words, YEARS_BESIDE_NAMES)
    add_bands(layout, bands, first, last, words)
    return go.Figure({"data": traces, "layout": layout})


def coverage_figure(reports: pd.DataFrame, names: Sequence[str], words: Words) -> go.Figure:
    """Horizontal bars: the period each report covers, one row each."""
    first, last = whole_years([], list(reports["period_start"]), list(reports["period_end"]))
    lengths = (reports["period_end"] - reports["period_start"]).dt.total_seconds() * 1000 + DAY.total_seconds() * 1000
    layout = base_layout(first, last, _HEAD + _FOOT + 34 * len(reports), words)
    layout["yaxis"] = {"type": "category", "autorange": "reversed", "automargin": True, "fixedrange": True}
    layout["bargap"] = 0.35
    bar = {
        "type": "bar",
        "orientation": "h",
        "y": list(names),
        "base": [day.isoformat() for day in reports["period_start"]],
        "x": list(lengths),
        "marker": {"color": COLOURS[0], "opacity": 0.75},
        "showlegend": False,
        "text": list(reports["words"]),
        "textposition": "auto",
        "hoverinfo": "text",
        "insidetextfont": {"color": "#ffffff"},
        "constraintext": "none",
    }
    add_years(layout, first, last, words, YEARS_BESIDE_NAMES)
    return go.Figure({"data": [bar], "layout": layout})


def sparkline_figure(lane: Lane, first: pd.Timestamp, last: pd.Timestamp) -> go.Figure:
    """A small lane without words, over true dates, for a card."""
    layout: Json = {
        "template": "none",
        "height": 84,
        "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
        "showlegend": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT},
        "xaxis": {"type": "date", "range": [first.isoformat(), last.isoformat()], "visible": False, "fixedrange": True},
        "yaxis": {
            "rangemode": "tozero",
            "visible": True,
            "showticklabels": False,
            "showgrid": False,
            "zeroline": True,
            "zerolinecolor": QUIET,
            "fixedrange": True,
        },
        "barmode": "overlay",
        "annotations": [],
        "shapes": [],
    }
    traces = lane_traces(lane, 0)
    for trace in traces:
        trace["text"] = None
        trace["mode"] = "markers" if trace["type"] == "scatter" else trace.get("mode")
        trace.pop("mode") if trace["mode"] is None else None
    return go.Figure({"data": traces, "layout": layout})


def config(words: Words, name: str) -> Json:
    """Settings of every chart: no outside button, the reader's language, a picture with a name."""
    return {
        "displaylogo": False,
        "showSendToCloud": False,
        "displayModeBar": False,
        "scrollZoom": False,
        "responsive": True,
        "locale": words.language,
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": name},
    }
