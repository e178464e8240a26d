"""Of labels that a picture of a known size would print over each other, one; screens do so by what was drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts.axes import Json, label_width

_TAG = re.compile(r"<[^>]*>")
# Pixels between a mark and its label, the height of a line, and the least between two labels.
_FROM_BAR, _FROM_DOT, _HIGH, _APART = 3, 7, 13, 3


@dataclass(frozen=True)
class _Box:
    """A label's place in pixels, and where it is written: trace and point, or an annotation and None."""

    left: float
    top: float
    right: float
    bottom: float
    item: int
    point: int | None = None

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right + _APART
            and other.left < self.right + _APART
            and self.top < other.bottom
            and other.top < self.bottom
        )


def thinned(figure: Json) -> Json:
    """A figure of lanes without the labels that would stand over others.

    Titles of lanes stay, then values, the newest first, then words about days.

    Args:
        figure: as JSON, with ``width``, ``height`` and margins in its layout.
    """
    values = sorted(_values(figure), key=lambda box: -box.right)
    notes = list(_notes(figure["layout"]))
    titles = [box for box in notes if figure["layout"]["annotations"][box.item]["xref"] == "paper"]
    kept, hidden = list(titles), list[_Box]()
    for box in (*values, *(box for box in notes if box not in titles)):
        (hidden if any(map(box.meets, kept)) else kept).append(box)
    data = [{**trace, "text": list(trace["text"])} if trace.get("text") else trace for trace in figure["data"]]
    for box in hidden:
        if box.point is not None:
            data[box.item]["text"][box.point] = ""
    gone = {box.item for box in hidden if box.point is None}
    annotations = [note for no, note in enumerate(figure["layout"]["annotations"]) if no not in gone]
    return {**figure, "data": data, "layout": {**figure["layout"], "annotations": annotations}}


def _across(layout: Json, day: Any) -> float:
    first, last = map(pd.Timestamp, layout["xaxis"]["range"])
    return _along(layout, (pd.Timestamp(day) - first) / (last - first))


def _along(layout: Json, share: float) -> float:
    margin = layout["margin"]
    return float(margin["l"] + share * (layout["width"] - margin["l"] - margin["r"]))


def _down(layout: Json, share: float) -> float:
    margin = layout["margin"]
    return float(margin["t"] + (1 - share) * (layout["height"] - margin["t"] - margin["b"]))


def _values(figure: Json) -> Iterator[_Box]:
    """The labels of marks."""
    layout = figure["layout"]
    for item, trace in enumerate(figure["data"]):
        if not trace.get("text") or trace.get("textposition") == "none":
            continue
        axis = layout["yaxis" + trace.get("yaxis", "y")[1:]]
        (foot, top), (low, high) = axis["range"], axis["domain"]
        from_mark = _FROM_DOT if trace.get("mode") == "markers+text" else _FROM_BAR
        places = trace["textposition"]
        for point, (day, height, text) in enumerate(zip(trace["x"], trace["y"], trace["text"], strict=True)):
            if not text:
                continue
            place = places if isinstance(places, str) else places[point]
            x = _across(layout, day)
            if trace["type"] == "bar":
                x = _across(layout, pd.Timestamp(day) + pd.Timedelta(milliseconds=trace["width"][point]) / 2)
            y = _down(layout, low + (high - low) * (height - foot) / (top - foot))
            wide = label_width(text)
            left = x - wide if "left" in place else x if "right" in place else x - wide / 2
            above = y + from_mark if "bottom" in place or height < 0 else y - from_mark - _HIGH
            yield _Box(left, above, left + wide, above + _HIGH, item, point)


def _notes(layout: Json) -> Iterator[_Box]:
    """The words that stand in lanes: of their titles, their gaps, their changes."""
    for item, note in enumerate(layout["annotations"]):
        if note.get("yref") != "paper" or not 0 <= note["y"] <= 1:
            continue
        lines = [_TAG.sub("", line) for line in note["text"].split("<br>")]
        wide, high = max(map(label_width, lines)), _HIGH * len(lines)
        x = (_across if note["xref"] == "x" else _along)(layout, note["x"]) + note.get("xshift", 0)
        left = {"left": x, "right": x - wide}.get(note.get("xanchor", ""), x - wide / 2)
        y = _down(layout, note["y"]) - note.get("yshift", 0)
        above = {"bottom": y - high, "top": y}.get(note.get("yanchor", ""), y - high / 2)
        yield _Box(left, above, left + wide, above + high, item)
