"""Lanes to a Plotly figure: bars as wide as their period, dots at their day, gaps that can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from catalog.words import Words
from view.lanes import Gap, Lane, Mark, all_marks

FONT = "'Noto Sans TC', 'Noto Sans CJK TC', 'Microsoft JhengHei', 'PingFang TC', sans-serif"
INK, QUIET, GRID = "#1b2430", "#4a5563", "#e3e7ec"
# Okabe and Ito's colours, told apart with any colour vision; darkest first for contrast on white.
COLOURS = ("#0072b2", "#b34700", "#00735c", "#8f4d7d", "#7a5c00", "#2b5f83")
BAND_COLOURS = {"mayor": "#6b7a8c", "council": "#8c7a6b", "event": "#a4262c"}
STATUS_COLOURS = {
    "done": "#00735c",
    "planned": "#b34700",
    "result": "#0072b2",
    "target": "#8f4d7d",
    "unknown": "#4a5563",
}
STATUS_SYMBOLS = {"done": "circle", "planned": "diamond-open", "result": "square", "target": "triangle-up-open"}

_LANE, _HEAD, _FOOT = 132, 46, 62
_ROW = 46
_DAY = timedelta(days=1)
# Labels of dots nearer than this many days would stand in each other.
_CLOSE = 270

Json = dict[str, Any]


def lanes_figure(lanes: Sequence[Lane], bands: pd.DataFrame, words: Words) -> go.Figure:
    """A figure with one lane below the other on one time axis.

    Args:
        lanes: what is drawn.
        bands: context bands to show, or none.
        words: the reader's language.
    """
    first, last = _range(lanes)
    height = _HEAD + _FOOT + _LANE * len(lanes) + (16 if not bands.empty else 0)
    layout = _layout(first, last, height, words)
    traces: list[Json] = []
    for index, lane in enumerate(lanes):
        domain = _domain(index, len(lanes))
        layout[_axis_key(index)] = _y_axis(lane, domain)
        layout["annotations"].append(_lane_title(lane, domain))
        layout["shapes"] += [_gap_shape(gap, domain) for gap in lane.gaps]
        layout["annotations"] += [_gap_words(gap, domain, words) for gap in _apart(lane.gaps)]
        layout["shapes"] += [_target_line(mark, index) for mark in lane.targets]
        layout["annotations"] += [_target_words(mark, index, words) for mark in lane.targets]
        dots = [mark for mark in lane.marks if mark.shape == "dot"]
        layout["shapes"] += _span_lines(dots, [mark.height for mark in dots], _axis_id(index), _colour(index))
        traces += _traces(lane, index)
        if not lane.marks:
            layout["annotations"].append(_empty_words(domain, words))
    if not traces:
        traces.append({"type": "scatter", "x": [first], "y": [None], "showlegend": False, "hoverinfo": "skip"})
    _add_years(layout, first, last, words)
    _add_bands(layout, bands, first, last, words)
    return go.Figure({"data": traces, "layout": layout})


def timeline_figure(rows: Sequence[tuple[str, Mark, str]], words: Words, bands: pd.DataFrame) -> go.Figure:
    """A figure with one row per named thing: a dot on its day, a line over its period.

    Args:
        rows: name, mark, and status (done, planned, unknown) of each.
        words: the reader's language.
        bands: context bands to show, or none.
    """
    marks = [mark for _, mark, _ in rows]
    first, last = _span(marks)
    names = list(dict.fromkeys(name for name, _, _ in rows))
    layout = _layout(first, last, _HEAD + _FOOT + _ROW * max(len(names), 2), words)
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
        for line in _span_lines([mark], [name], "y", STATUS_COLOURS.get(status, QUIET))
    ]
    traces = []
    for status in dict.fromkeys(status for _, _, status in rows):
        own = [(name, mark) for name, mark, known in rows if known == status]
        traces.append(
            _dots(
                [mark for _, mark in own],
                [name for name, _ in own],
                STATUS_COLOURS[status],
                words(f"status.{status}"),
                symbol=STATUS_SYMBOLS.get(status, "x"),
            )
        )
    if len(traces) > 1:
        layout["showlegend"] = True
        layout["margin"]["b"] += 28
        layout["height"] += 28
    _add_years(layout, first, last, words)
    _add_bands(layout, bands, first, last, words)
    return go.Figure({"data": traces, "layout": layout})


def coverage_figure(reports: pd.DataFrame, names: Sequence[str], words: Words) -> go.Figure:
    """Horizontal bars: the period each report covers, one row each."""
    first, last = _span([], list(reports["period_start"]), list(reports["period_end"]))
    lengths = (reports["period_end"] - reports["period_start"]).dt.total_seconds() * 1000 + _DAY.total_seconds() * 1000
    layout = _layout(first, last, _HEAD + _FOOT + 34 * len(reports), words)
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
    _add_years(layout, first, last, words)
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
    traces = _traces(lane, 0)
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


# Parts ------------------------------------------------------------------------------------------


def _range(lanes: Sequence[Lane]) -> tuple[pd.Timestamp, pd.Timestamp]:
    gaps = [gap for lane in lanes for gap in lane.gaps]
    return _span(all_marks(lanes), [gap.start for gap in gaps], [gap.end for gap in gaps])


def _span(
    marks: Sequence[Mark], starts: Sequence[pd.Timestamp] = (), ends: Sequence[pd.Timestamp] = ()
) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The whole years that hold everything drawn."""
    firsts = [*(mark.start for mark in marks), *starts] or [pd.Timestamp.now()]
    lasts = [*(mark.end for mark in marks), *ends] or [pd.Timestamp.now()]
    return pd.Timestamp(min(firsts).year, 1, 1), pd.Timestamp(max(lasts).year + 1, 1, 1)


def _layout(first: pd.Timestamp, last: pd.Timestamp, height: int, words: Words) -> Json:
    return {
        "template": "none",
        "height": height,
        "barmode": "overlay",
        "showlegend": False,
        "dragmode": False,
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "font": {"family": FONT, "size": 13, "color": INK},
        "margin": {"l": 64, "r": 16, "t": 30, "b": 58},
        "hoverlabel": {"font": {"family": FONT}, "align": "left"},
        "legend": {"orientation": "h", "x": 0, "yref": "container", "y": 0, "yanchor": "bottom"},
        "xaxis": {
            "type": "date",
            "range": [first.isoformat(), last.isoformat()],
            "showgrid": False,
            "fixedrange": True,
            "title": {"text": words("axis.time"), "font": {"size": 12, "color": QUIET}, "standoff": 6},
            "ticks": "",
            "zeroline": False,
            "anchor": "free",
            "position": 0,
        },
        "annotations": [],
        "shapes": [],
    }


def _axis_key(index: int) -> str:
    return "yaxis" if index == 0 else f"yaxis{index + 1}"


def _axis_id(index: int) -> str:
    return "y" if index == 0 else f"y{index + 1}"


def _domain(index: int, count: int) -> tuple[float, float]:
    """The share of the height a lane takes, the first on top, with room for its title."""
    step = 1 / count
    top = 1 - index * step
    return top - step * 0.94, top - step * 0.24


def _y_axis(lane: Lane, domain: tuple[float, float]) -> Json:
    return {
        "domain": list(domain),
        "rangemode": "tozero",
        "anchor": "x",
        "gridcolor": GRID,
        "nticks": 4,
        "zeroline": True,
        "zerolinecolor": "#9aa5b1",
        "fixedrange": True,
        "tickfont": {"size": 11, "color": QUIET},
        "tickformat": ",~f",
        "range": _y_range(lane),
        "title": {"text": lane.axis, "font": {"size": 11, "color": QUIET}, "standoff": 4},
    }


def _y_range(lane: Lane) -> list[float]:
    """From zero to above the highest mark, with room for its label."""
    heights = [mark.height for mark in (*lane.marks, *lane.targets)]
    top = max(heights, default=1.0) or 1.0
    return [min(0.0, *heights) if heights else 0.0, top * 1.32]


def _lane_title(lane: Lane, domain: tuple[float, float]) -> Json:
    return {
        "text": f"<b>{lane.title}</b>",
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": domain[1],
        "yshift": 4,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 13, "color": INK},
    }


def _colour(index: int) -> str:
    return COLOURS[index % len(COLOURS)]


def _traces(lane: Lane, index: int) -> list[Json]:
    colour = _colour(index)
    traces: list[Json] = []
    bars = [mark for mark in lane.marks if mark.shape == "bar"]
    if bars:
        traces.append(_bars(bars, colour))
    for shape, symbol in (("dot", "circle"), ("base", "diamond-open"), ("ring", "circle-open")):
        own = [mark for mark in lane.marks if mark.shape == shape]
        if own:
            traces.append(_dots(own, [mark.height for mark in own], colour, lane.title, symbol))
    for trace in traces:
        trace["yaxis"] = _axis_id(index)
    return traces


def _bars(marks: Sequence[Mark], colour: str) -> Json:
    return {
        "type": "bar",
        "offset": 0,
        "x": [mark.start.isoformat() for mark in marks],
        "width": [((mark.end - mark.start) + _DAY).total_seconds() * 1000 for mark in marks],
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


def _dots(marks: Sequence[Mark], heights: Sequence[Any], colour: str, name: str, symbol: str) -> Json:
    ring = symbol == "circle-open"
    return {
        "type": "scatter",
        "mode": "markers" if ring else "markers+text",
        "name": name,
        "x": [mark.at.isoformat() for mark in marks],
        "y": list(heights),
        "text": [mark.label for mark in marks],
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


def _label_places(marks: Sequence[Mark], heights: Sequence[Any]) -> list[str]:
    """Above the dot, or below it where the dot before it in its row already has the room above."""
    places: list[str] = []
    for index, (mark, height) in enumerate(zip(marks, heights, strict=True)):
        close = index > 0 and heights[index - 1] == height and abs((mark.at - marks[index - 1].at).days) < _CLOSE
        places.append("bottom center" if close and places[-1] == "top center" else "top center")
    return places


def _span_lines(marks: Sequence[Mark], heights: Sequence[Any], axis: str, colour: str) -> list[Json]:
    """Lines over the periods of dots that stand for more than a day."""
    return [
        {
            "type": "line",
            "xref": "x",
            "yref": axis,
            "x0": mark.start.isoformat(),
            "x1": (mark.end + _DAY).isoformat(),
            "y0": height,
            "y1": height,
            "layer": "below",
            "line": {"color": colour, "width": 3},
        }
        for mark, height in zip(marks, heights, strict=True)
        if mark.end > mark.start
    ]


def _gap_shape(gap: Gap, domain: tuple[float, float]) -> Json:
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": gap.start.isoformat(),
        "x1": (gap.end + _DAY).isoformat(),
        "y0": domain[0],
        "y1": domain[0] + (domain[1] - domain[0]) * 0.55,
        "layer": "below",
        "fillcolor": "#f1f3f6",
        "line": {"color": "#9aa5b1", "width": 1, "dash": "dot"},
    }


def _apart(gaps: Sequence[Gap]) -> list[Gap]:
    """Gaps to be labelled: of overlapping ones the first."""
    kept: list[Gap] = []
    for gap in sorted(gaps, key=lambda gap: gap.start):
        if not kept or gap.start > kept[-1].end:
            kept.append(gap)
    return kept


def _gap_words(gap: Gap, domain: tuple[float, float], words: Words) -> Json:
    return {
        "text": words(f"chart.{gap.status}"),
        "xref": "x",
        "yref": "paper",
        "showarrow": False,
        "x": (gap.start + (gap.end - gap.start) / 2).isoformat(),
        "y": domain[0] + (domain[1] - domain[0]) * 0.27,
        "font": {"size": 11, "color": QUIET},
    }


def _empty_words(domain: tuple[float, float], words: Words) -> Json:
    return {
        "text": words("chart.empty"),
        "xref": "paper",
        "yref": "paper",
        "x": 0.5,
        "y": domain[1] - 0.02,
        "showarrow": False,
        "font": {"size": 12, "color": QUIET},
        "yanchor": "top",
    }


def _target_line(mark: Mark, index: int) -> Json:
    return {
        "type": "line",
        "xref": "x",
        "yref": _axis_id(index),
        "x0": mark.start.isoformat(),
        "x1": (mark.end + _DAY).isoformat(),
        "y0": mark.height,
        "y1": mark.height,
        "line": {"color": "#a4262c", "width": 2, "dash": "dash"},
    }


def _target_words(mark: Mark, index: int, words: Words) -> Json:
    return {
        "text": words("chart.target", value=mark.label),
        "xref": "x",
        "yref": _axis_id(index),
        "x": (mark.end + _DAY).isoformat(),
        "y": mark.height,
        "xanchor": "left",
        "showarrow": False,
        "font": {"size": 11, "color": "#a4262c"},
    }


def _add_years(layout: Json, first: pd.Timestamp, last: pd.Timestamp, words: Words) -> None:
    """Year names under the middle of each year, and a quiet line at each new year."""
    years = range(first.year, last.year)
    every = 1 if len(years) <= 8 else 2
    named = [year for year in years if (year - first.year) % every == 0]
    layout["xaxis"]["tickvals"] = [f"{year}-07-02" for year in named]
    layout["xaxis"]["ticktext"] = [words("period.axis_year", roc=year - 1911, year=year) for year in named]
    layout["shapes"] += [
        {
            "type": "line",
            "xref": "x",
            "yref": "paper",
            "x0": f"{year}-01-01",
            "x1": f"{year}-01-01",
            "y0": 0,
            "y1": 1,
            "layer": "below",
            "line": {"color": GRID, "width": 1},
        }
        for year in years
    ]


def _add_bands(layout: Json, bands: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, words: Words) -> None:
    """Terms and events as strips along the top; single days as lines through the chart."""
    if bands.empty:
        return
    layout["margin"]["t"] += 34
    top = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    for _, band in bands.iterrows():
        start, end = band["start_date"], band["end_date"]
        end = last if pd.isna(end) else end + _DAY
        if end <= first or start >= last:
            continue
        lane = {"mayor": 0, "council": 1, "event": 2}[band["series"]]
        low, high = 1 + (4 + 15 * lane) / top, 1 + (17 + 15 * lane) / top
        start, end = max(start, first), min(end, last)
        colour = BAND_COLOURS[band["series"]]
        layout["shapes"].append(
            {
                "type": "rect",
                "xref": "x",
                "yref": "paper",
                "x0": start.isoformat(),
                "x1": end.isoformat(),
                "y0": low,
                "y1": high,
                "fillcolor": colour,
                "opacity": 0.22,
                "line": {"width": 0.5, "color": colour},
            }
        )
        if (end - start).days >= (last - first).days * 0.09:
            layout["annotations"].append(
                {
                    "text": words.name(band),
                    "xref": "x",
                    "yref": "paper",
                    "x": (start + (end - start) / 2).isoformat(),
                    "y": (low + high) / 2,
                    "showarrow": False,
                    "font": {"size": 10, "color": INK},
                    "yanchor": "middle",
                    "xanchor": "center",
                }
            )
