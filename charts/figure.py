"""Lanes to a Plotly figure: bars as wide as their period, dots at their day, gaps that can be seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go

from catalog.words import words
from charts.axes import (
    DAY,
    NAME,
    PHONE_WIDTH,
    YEARS_BESIDE_NAMES,
    Json,
    add_bands,
    add_years,
    axis_id,
    axis_key,
    base_layout,
    empty_words,
    further_lines,
    lane_domain,
    lane_height,
    lane_title,
    lanes_range,
    name_lines,
    whole_years,
    y_axis,
)
from charts.marks import (
    beside_edges,
    break_line,
    break_words,
    dots,
    gap_shape,
    gap_words,
    joined,
    labelled_gaps,
    lane_traces,
    reference_line,
    silence_points,
    span_lines,
    step_lines,
    target_line,
    target_words,
    unreported_line,
    unreported_words,
    within_edges,
)
from charts.palette import FONT, LIGHT, STATUS_SYMBOLS, Look
from findings.lanes import Lane, Mark, in_chart, open_gaps
from findings.period_words import year_words

__all__ = ["LABELS", "config", "coverage_figure", "lanes_figure", "sparkline_figure", "timeline_figure"]

# The script that shows, of labels over each other, one.
LABELS = Path(__file__).with_name("labels.js")
_HEAD, _FOOT = 46, 62
_ROW, _TRACK, _HALF_BAR = 46, 40, 0.2
# Pixels of a line of a row's name.
_NAME_LINE = 15
# The share of the time axis that a stretch takes before it is labelled: as wide as its words on a phone.
_ROOM_FOR_WORDS = 0.12


def lanes_figure(
    lanes: Sequence[Lane], bands: pd.DataFrame, look: Look = LIGHT, room: float | None = None
) -> go.Figure:
    """A figure with one lane below the other on one time axis.

    Args:
        lanes: what is drawn.
        bands: context bands to show, or none.
        look: the colours of its paper.
        room: the pixels of all lanes together on paper of a known size; without it as high as is easily read.
    """
    first, last = lanes_range(lanes)
    own_height = lane_height(lanes) if room is None or not lanes else room / len(lanes)
    further = further_lines(lanes)
    height = _HEAD + _FOOT + own_height * len(lanes) + (16 if not bands.empty else 0)
    layout = base_layout(first, last, height, look)
    traces: list[Json] = []
    for index, lane in enumerate(lanes):
        domain = lane_domain(index, len(lanes), own_height, further)
        layout[axis_key(index)] = y_axis(lane, domain, look, own_height)
        layout["annotations"].append(lane_title(lane, domain, look))
        _add_marks(layout, lane, index, look)
        _add_silences(layout, lane, domain, (first, last), look)
        traces += [within_edges(trace, first, last) for trace in lane_traces(lane, index, look)]
        if not lane.marks:
            layout["annotations"].append(empty_words(domain, lane.empty or words("chart.empty"), look))
    # Last, so that no gap hides a value that stands in it.
    traces += [
        silence_points(lane, index, layout[axis_key(index)]["range"], (first, last))
        for index, lane in enumerate(lanes)
        if lane.gaps or lane.unreported
    ]
    if not traces:
        traces.append({"type": "scatter", "x": [first], "y": [None], "showlegend": False, "hoverinfo": "skip"})
    add_years(layout, first, last, look)
    add_bands(layout, bands, first, last, look)
    return go.Figure({"data": traces, "layout": layout})


def _add_marks(layout: Json, lane: Lane, index: int, look: Look) -> None:
    """The lines that belong to a lane's values: targets, periods of dots, restatements, the reference."""
    layout["shapes"] += [target_line(mark, index, look) for mark in lane.targets]
    layout["annotations"] += [target_words(mark, index, look) for mark in lane.targets]
    own = [mark for mark in lane.marks if mark.shape == "dot"]
    colour = look.lane(index)
    layout["shapes"] += joined(span_lines(own, [mark.height for mark in own], axis_id(index), colour))
    layout["shapes"] += step_lines(lane.marks, axis_id(index), colour)
    if lane.reference is not None:
        layout["shapes"].append(reference_line(lane.reference, index, look))


def _add_silences(
    layout: Json, lane: Lane, domain: tuple[float, float], span: tuple[pd.Timestamp, pd.Timestamp], look: Look
) -> None:
    """What a lane does not tell: reports without the figure, days without a report, changes of counting."""
    first, last = span
    seen = open_gaps(lane)
    layout["shapes"] += joined([gap_shape(gap, domain, look) for gap in seen])
    # Of a lane without any value it is said once.
    named = labelled_gaps(seen) if lane.marks else []
    layout["annotations"] += [gap_words(gap, lane.marks, domain, span, look) for gap in named]
    layout["shapes"] += joined([unreported_line(stretch, domain, look) for stretch in lane.unreported])
    layout["annotations"] += [
        unreported_words(stretch, domain, span, look)
        for stretch in lane.unreported
        if (stretch.end - stretch.start) > (last - first) * _ROOM_FOR_WORDS
    ]
    layout["shapes"] += [break_line(day, domain, look) for day in lane.breaks]
    layout["annotations"] += [break_words(day, domain, last, look) for day in lane.breaks]


def timeline_figure(
    rows: Sequence[tuple[str, Mark, str]],
    bands: pd.DataFrame,
    look: Look = LIGHT,
    lines_of: Callable[[str], Sequence[str]] = name_lines,
) -> go.Figure:
    """A figure with one row per named thing: a dot on its day, a line over its period.

    Args:
        rows: name, mark, and status (done, planned, unknown) of each.
        bands: context bands to show, or none.
        look: the colours of its paper.
        lines_of: breaks the name of a row.
    """
    marks = [mark for _, mark, _ in rows]
    first, last = whole_years(marks)
    names = list(dict.fromkeys(name for name, _, _ in rows))
    lines = [lines_of(name) for name in names]
    row = max(_ROW, _NAME_LINE * (max(map(len, lines), default=0) + 1))
    layout = base_layout(first, last, _HEAD + _FOOT + row * max(len(names), 2), look)
    layout["yaxis"] = {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": names[::-1],
        "tickvals": names,
        "ticktext": ["<br>".join(map(in_chart, own)) for own in lines],
        "range": [-0.7, len(names) - 0.3],
        "automargin": True,
        "tickfont": {"size": NAME, "color": look.ink},
        "gridcolor": look.grid,
        "fixedrange": True,
    }
    layout["shapes"] += [
        line
        for name, mark, status in rows
        for line in span_lines([mark], [name], "y", look.statuses.get(status, look.quiet))
    ]
    traces = []
    for status in dict.fromkeys(status for _, _, status in rows):
        own = [(name, mark) for name, mark, known in rows if known == status]
        trace = dots(
            [mark for _, mark in own],
            [name for name, _ in own],
            look.statuses[status],
            words(f"status.{status}"),
            symbol=STATUS_SYMBOLS.get(status, "x"),
            look=look,
        )
        # Half of a phone's width is taken by the names.
        traces.append(beside_edges(trace, first, last, PHONE_WIDTH / 2))
    if len(traces) > 1:
        layout["showlegend"] = True
        # On a phone the names of the marks stand one below the other.
        room = 8 + 20 * len(traces)
        layout["margin"]["b"] += room
        layout["height"] += room
    add_years(layout, first, last, look, YEARS_BESIDE_NAMES)
    add_bands(layout, bands, first, last, look, PHONE_WIDTH / 2)
    return go.Figure({"data": traces, "layout": layout})


def coverage_figure(reports: pd.DataFrame, names: Sequence[str], look: Look = LIGHT) -> go.Figure:
    """Horizontal bars: the period each report covers, one row a genre, overlapping ones one below the other.

    Args:
        reports: period_start, period_end, ``row``, the name of its row, and ``words``, what is said of it.
        names: what each report is called, above its bar.
        look: the colours of its paper.
    """
    first, last = whole_years([], list(reports["period_start"]), list(reports["period_end"]))
    ends = reports["period_end"] + DAY
    tracks, heads = _tracks(reports)
    count = max([*tracks, *heads.values()], default=0) + 1
    layout = base_layout(first, last, _HEAD + _FOOT + _TRACK * count, look)
    layout["margin"].update(l=16)
    layout["yaxis"] = {"range": [count - 0.45, -0.75], "visible": False, "fixedrange": True}
    bar = {
        "type": "bar",
        "orientation": "h",
        "width": 2 * _HALF_BAR,
        "y": tracks,
        "base": [day.isoformat() for day in reports["period_start"]],
        "x": list((ends - reports["period_start"]).dt.total_seconds() * 1000),
        "marker": {"color": look.series[0], "line": {"color": look.paper, "width": 1}},
        "showlegend": False,
        "hovertext": list(reports["words"]),
        "hoverinfo": "text",
    }
    layout["annotations"] += [
        _row_words(f"<b>{in_chart(row)}</b>", track, look.ink, x=0, xref="paper", xanchor="left")
        for row, track in heads.items()
    ]
    middles = reports["period_start"] + (ends - reports["period_start"]) / 2
    layout["annotations"] += [
        # Right above its bar, however high the screen draws a line.
        _row_words(in_chart(name), track - _HALF_BAR, look.quiet, x=middle.isoformat(), yanchor="bottom", yshift=1)
        for name, track, middle in zip(names, tracks, middles, strict=True)
    ]
    add_years(layout, first, last, look)
    return go.Figure({"data": [bar], "layout": layout})


def _tracks(reports: pd.DataFrame) -> tuple[list[int], dict[str, int]]:
    """The line each report stands on, so that none stands on another, and the line each row's name stands on."""
    tracks, heads, line = dict.fromkeys(reports.index, 0), {}, 0
    for row, own in reports.groupby("row", sort=False):
        heads[str(row)] = line
        free: list[pd.Timestamp] = []
        for index, report in own.sort_values(["period_start", "period_end"]).iterrows():
            track = next((no for no, end in enumerate(free) if end < report["period_start"]), len(free))
            free[track : track + 1] = [report["period_end"]]
            tracks[index] = line + 1 + track
        line += 1 + len(free)
    return list(tracks.values()), heads


def _row_words(text: str, row: float, colour: str, **place: object) -> Json:
    """Words on a row of the chart of periods."""
    return {"text": text, "y": row, "showarrow": False, "font": {"size": 12, "color": colour}, **place}


def sparkline_figure(lane: Lane, first: pd.Timestamp, last: pd.Timestamp, look: Look = LIGHT) -> go.Figure:
    """A small lane over true dates, for a card: of words only the years in which its time begins and ends."""
    layout: Json = {
        "template": "none",
        "height": 100,
        "margin": {"l": 4, "r": 4, "t": 4, "b": 20},
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
            "zerolinecolor": look.quiet,
            "fixedrange": True,
        },
        "barmode": "overlay",
        "annotations": [
            {
                "text": year_words(day.date()),
                "x": place,
                "y": 0,
                "xref": "paper",
                "yref": "paper",
                "showarrow": False,
                "xanchor": side,
                "yanchor": "top",
                "font": {"size": 11, "color": look.quiet},
            }
            for day, place, side in ((first, 0, "left"), (last, 1, "right"))
        ],
        "shapes": [],
    }
    traces = [trace for trace in lane_traces(lane, 0, look) if trace.get("mode") != "text"]
    for trace in traces:
        trace["text"] = None
        trace["mode"] = "markers" if trace["type"] == "scatter" else trace.get("mode")
        trace.pop("mode") if trace["mode"] is None else None
    return go.Figure({"data": traces, "layout": layout})


def config() -> Json:
    """Settings of every chart: no button, nothing sent outside, days in the reader's language."""
    joint = words("list.joint")
    months = words("plot.months").split(joint)
    days = {
        "days": words("plot.days").split(joint),
        "shortDays": words("plot.short_days").split(joint),
        "months": months,
        "shortMonths": [month[:3] for month in months],
        "date": "%Y/%m/%d",
    }
    return {
        "displaylogo": False,
        "showSendToCloud": False,
        "displayModeBar": False,
        "scrollZoom": False,
        "responsive": True,
        "locale": words.language,
        "locales": {words.language: {"format": days}},
    }
