"""The frame of a chart: its time axis, the axes of its lanes, years and context bands."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from catalog.words import words
from charts.palette import FONT, Look
from findings.lanes import Lane, Mark, all_marks, in_chart
from findings.period_words import day_words, period_words
from findings.values import MONEY, short_money

DAY = timedelta(days=1)
# Pixels between the axes on a phone.
PHONE_WIDTH = 286
# The last sign of narrow writing, which takes this share of its height.
_LAST_NARROW, _NARROW = 0x2E7F, 0.6
# Pixels of a lane: all of it, above and below its marks, and each further line of a title of so many at most.
_LANE, _LANE_HEAD, _LANE_FOOT, _LINE, _MOST_LINES = 132, 32, 8, 17, 5
# A lane's title takes no less, however low the lane; beside lower lanes than these fewer ticks are readable.
_LEAST_HEAD, _LOW = 21, 72
_TITLE = 13
# The names of rows: their size, the pixels of a line of them, and how many lines at most.
NAME, _NAME_WIDTH, _MOST_NAME_LINES = 12, 150, 4
# Left free before a base, which stands on the first of January: its label needs room beside the axis.
_BASE_ROOM = timedelta(days=200)
# Where names of rows take half of a phone's width, more years than this are not all named.
YEARS_BESIDE_NAMES = 4
# The size of a band's name, and what is left free beside it.
_BAND_NAME, _BAND_ROOM = 10, 4

Json = dict[str, Any]


def lanes_range(lanes: Sequence[Lane]) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The whole years that hold every mark and gap of the lanes."""
    gaps = [gap for lane in lanes for gap in lane.gaps]
    return whole_years(all_marks(lanes), [gap.start for gap in gaps], [gap.end for gap in gaps])


def whole_years(
    marks: Sequence[Mark], starts: Sequence[pd.Timestamp] = (), ends: Sequence[pd.Timestamp] = ()
) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The whole years that hold everything drawn, and room before a base."""
    bases = [mark.start - _BASE_ROOM for mark in marks if mark.shape == "base"]
    firsts = [*(mark.start for mark in marks), *starts] or [pd.Timestamp.now()]
    lasts = [*(mark.end for mark in marks), *ends] or [pd.Timestamp.now()]
    return min([pd.Timestamp(min(firsts).year, 1, 1), *bases]), pd.Timestamp(max(lasts).year + 1, 1, 1)


# The scales of an axis of money, and fewer than so many steps above zero on it.
_SCALES = tuple(10**power for power in range(13))
_MOST_TICKS = 4
_BELOW_LABELS = 0.68


def base_layout(first: pd.Timestamp, last: pd.Timestamp, height: float, look: Look) -> Json:
    """What all charts share: size, font, one time axis, no shapes yet."""
    return {
        "template": "none",
        "height": height,
        "barmode": "overlay",
        "showlegend": False,
        "dragmode": False,
        "paper_bgcolor": look.paper,
        "plot_bgcolor": look.paper,
        "font": {"family": FONT, "size": 13, "color": look.ink},
        "margin": {"l": 64, "r": 16, "t": 30, "b": 58},
        "hoverlabel": {
            "font": {"family": FONT, "color": look.ink},
            "bgcolor": look.paper,
            "bordercolor": look.line,
            "align": "left",
        },
        "legend": {"orientation": "h", "x": 0, "yref": "container", "y": 0, "yanchor": "bottom"},
        "xaxis": {
            "type": "date",
            "range": [first.isoformat(), last.isoformat()],
            "showgrid": False,
            "fixedrange": True,
            "title": {"text": words("axis.time"), "font": {"size": 12, "color": look.quiet}, "standoff": 6},
            "ticks": "",
            "zeroline": False,
            "anchor": "free",
            "position": 0,
        },
        "annotations": [],
        "shapes": [],
    }


def axis_key(index: int) -> str:
    """The layout key of the y axis of lane ``index``."""
    return "yaxis" if index == 0 else f"yaxis{index + 1}"


def axis_id(index: int) -> str:
    """The name by which traces and shapes call the y axis of lane ``index``."""
    return "y" if index == 0 else f"y{index + 1}"


def label_width(text: str, size: int = 12) -> float:
    """About how many pixels a label takes: a Chinese sign is as wide as it is high, others little more than half."""
    return sum(size if ord(sign) > _LAST_NARROW else size * _NARROW for sign in text)


def lane_height(lanes: Sequence[Lane]) -> int:
    """The pixels each of the lanes takes with its title: as many lines as the longest of them has on a phone."""
    return _LANE + further_lines(lanes)


def further_lines(lanes: Sequence[Lane]) -> int:
    """The pixels of the longest title's lines beyond its first."""
    return _LINE * max((len(_title_lines(lane)) - 1 for lane in lanes), default=0)


def lane_domain(index: int, count: int, height: float, further: int) -> tuple[float, float]:
    """The share of the height a lane takes, the first on top, with room for its title.

    Args:
        index: which lane it is.
        count: of how many.
        height: the pixels of each, as :func:`lane_height` gives them, or fewer on paper.
        further: as :func:`further_lines` gives it.
    """
    step = 1 / count
    top = 1 - index * step
    scale = (height - further) / _LANE
    head = max(_LEAST_HEAD, _LANE_HEAD * scale) + further
    return top - step * (1 - _LANE_FOOT * scale / height), top - step * head / height


def y_axis(lane: Lane, domain: tuple[float, float], look: Look, height: float = _LANE) -> Json:
    """A lane's y axis, of a lane of ``height`` pixels: from zero. Its unit stands upright beside the lane's title."""
    span = _y_range(lane)
    most = _MOST_TICKS if height >= _LOW else 2
    return {
        "domain": list(domain),
        "rangemode": "tozero",
        "anchor": "x",
        "gridcolor": look.grid,
        "zeroline": True,
        "zerolinecolor": look.line,
        "fixedrange": True,
        "tickfont": {"size": 11, "color": look.quiet},
        "showticklabels": bool(lane.marks),
        "range": span,
        **(_money_ticks(span, most) if lane.unit == MONEY else {"nticks": most, "tickformat": ",~f"}),
    }


def _money_ticks(span: Sequence[float], most: int) -> Json:
    """At most three amounts as people say them: 5,000萬; digits without end would not fit beside the axis."""
    top = max(abs(end) for end in span)
    step = next(
        (leading * scale for scale in _SCALES for leading in (1, 2, 5) if top / (leading * scale) < _MOST_TICKS), top
    )
    # None where the labels of the highest marks stand, which on a phone are wider than their bars.
    first, last = math.ceil(span[0] / step), math.floor(span[1] * _BELOW_LABELS / step)
    ticks = [step * place for place in range(first, last + 1)]
    if len(ticks) > most:
        ticks = [ticks[0], ticks[-1]]
    return {"tickvals": ticks, "ticktext": [short_money(tick) for tick in ticks]}


def _y_range(lane: Lane) -> list[float]:
    """From zero to beyond the highest and the lowest mark, with room for their labels."""
    heights = [mark.height for mark in (*lane.marks, *lane.targets)]
    heights += [] if lane.reference is None else [lane.reference]
    top, foot = max([0.0, *heights]), min([0.0, *heights])
    room = (top - foot or 1.0) * 0.32
    return [foot - room if foot < 0 else 0.0, top + room if top > 0 or foot == 0 else 0.0]


def _title_lines(lane: Lane) -> list[str]:
    """A lane's title in lines that a phone has room for, the last with room for the unit; what is longer is cut."""
    lines = _broken(lane.title, PHONE_WIDTH, _TITLE)
    if label_width(lines[-1], _TITLE) + label_width(lane.axis) > PHONE_WIDTH:
        lines.append("")
    return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], "…"]


def _broken(text: str, width: float, size: int) -> list[str]:
    """A text in lines of so many pixels; of Latin writing no word is broken."""
    lines = [""]
    for word in re.findall(r"[!-~]+\s*|.", text):
        if lines[-1] and label_width(lines[-1] + word, size) > width:
            lines.append("")
        lines[-1] += word
    return lines


def name_lines(name: str) -> list[str]:
    """The name of a row in lines that leave half of a phone to what is drawn; what is longer is cut."""
    lines = _broken(name, _NAME_WIDTH, NAME)
    kept = lines[:_MOST_NAME_LINES]
    return kept if len(kept) == len(lines) else [*kept[:-1], kept[-1].rstrip() + "…"]


def lane_title(lane: Lane, domain: tuple[float, float], look: Look) -> Json:
    """A lane's title above its marks."""
    title = "<br>".join(f"<b>{in_chart(line)}</b>" for line in _title_lines(lane))
    return {
        "text": f"{title}　<span style='font-size:11px;color:{look.quiet}'>{in_chart(lane.axis)}</span>",
        "align": "left",
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": domain[1],
        "yshift": 4,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": _TITLE, "color": look.ink},
    }


def empty_words(domain: tuple[float, float], text: str, look: Look) -> Json:
    """Says in a lane why it has no marks."""
    return {
        "text": text,
        "xref": "paper",
        "yref": "paper",
        "x": 0.5,
        "y": domain[1] - 0.02,
        "showarrow": False,
        "font": {"size": 12, "color": look.quiet},
        "yanchor": "top",
    }


def add_years(layout: Json, first: pd.Timestamp, last: pd.Timestamp, look: Look, most: int = 8) -> None:
    """Year names under the middle of each year, and a quiet line at each new year; at most ``most`` names."""
    years = range(first.year if first.day_of_year == 1 else first.year + 1, last.year)
    every = max(1, math.ceil(len(years) / most))
    named = [year for year in years if (year - years.start) % every == 0]
    layout["xaxis"]["tickangle"] = 0
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
            "line": {"color": look.grid, "width": 1},
        }
        for year in years
    ]


def unnamed_bands(
    bands: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, width: float = PHONE_WIDTH
) -> list[pd.Series]:
    """The strips that :func:`add_bands` draws over these days and that are too narrow for their names on a phone.

    Args:
        bands: as :func:`warehouse.queries.bands` gives them.
        first: the first day of the time axis.
        last: its last.
        width: the pixels it has on a phone.
    """
    found = []
    for _, band in bands.iterrows():
        start, end = _within(band, first, last)
        room = label_width(words.name(band), _BAND_NAME) + _BAND_ROOM
        if start < end and (end - start) / (last - first) * width < room:
            found.append(band)
    return found


def unnamed_words(lanes: Sequence[Lane], bands: pd.DataFrame, of_time_line: Sequence[Mark] = ()) -> str:
    """The names and days of the strips over lanes or a time line that have no room for them; empty where none is."""
    days = whole_years(of_time_line) if of_time_line else lanes_range(lanes)
    told = []
    for band in unnamed_bands(bands, *days, PHONE_WIDTH / 2 if of_time_line else PHONE_WIDTH):
        start = band["start_date"].date()
        if pd.isna(band["end_date"]):
            told.append(words("bands.told", name=words.name(band), days=words("bands.since", day=day_words(start))))
        else:
            days_told = period_words(start, band["end_date"].date())
            told.append(words("bands.told", name=words.name(band), days=days_told))
    return words("bands.unnamed", bands=words("list.joint").join(told)) if told else ""


def _within(band: pd.Series, first: pd.Timestamp, last: pd.Timestamp) -> tuple[pd.Timestamp, pd.Timestamp]:
    """What is drawn of a band; it ends before it starts where that is nothing."""
    end = last if pd.isna(band["end_date"]) else band["end_date"] + DAY
    return max(band["start_date"], first), min(end, last)


def add_bands(
    layout: Json,
    bands: pd.DataFrame,
    first: pd.Timestamp,
    last: pd.Timestamp,
    look: Look,
    width: float = PHONE_WIDTH,
) -> None:
    """Terms and events as strips along the top, each with its name where there is room within it on a phone.

    ``width`` is what the time axis has there, in pixels.
    """
    if bands.empty:
        return
    layout["margin"]["t"] += 34
    top = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    unnamed = {band["name_zh"] for band in unnamed_bands(bands, first, last, width)}
    for _, band in bands.iterrows():
        start, end = _within(band, first, last)
        if start >= end:
            continue
        lane = {"mayor": 0, "council": 1, "event": 2}[band["series"]]
        low, high = 1 + (4 + 15 * lane) / top, 1 + (17 + 15 * lane) / top
        colour = look.bands[band["series"]]
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
                "opacity": look.wash,
                "line": {"width": 0.5, "color": colour},
            }
        )
        if band["name_zh"] not in unnamed:
            layout["annotations"].append(
                {
                    "text": words.name(band),
                    "xref": "x",
                    "yref": "paper",
                    "x": start.isoformat(),
                    "y": (low + high) / 2,
                    "showarrow": False,
                    "font": {"size": _BAND_NAME, "color": look.ink},
                    "yanchor": "middle",
                    "xanchor": "left",
                    "xshift": 2,
                }
            )
