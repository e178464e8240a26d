"""An extract as a picture to paste: title, unit, source and address are part of it.

Drawn by Chromium on the server. Every character is looked up in the machine's fonts first: a picture
with a square in the place of a letter is not made.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pandas as pd

from catalog.words import words
from charts.axes import further_lines
from charts.figure import lanes_figure, timeline_figure
from charts.palette import LIGHT, Look
from charts.thinned import thinned
from export.machines.browser import picture
from export.machines.glyphs import check_glyphs
from export.pictures.typesetting import balanced, width, wrapped
from findings.extracts import Extract, told_reports
from findings.lane_order import leading_lanes
from findings.lanes import Mark
from findings.notes import few_notes
from findings.period_words import day_words
from warehouse import reads

Form = Literal["png", "svg"]
Json = dict[str, Any]
Row = tuple[str, Mark, str]

_TAG = re.compile(r"<[^>]*>")
_DRAWN_LOT = re.compile(
    rb"(\bid=\"(?:clip|(?:top)?defs-|legend)|#(?:clip|(?:top)?defs-|legend)|\bclass=\"trace \w+ trace)[0-9a-f]{6}"
)


@dataclass(frozen=True)
class Size:
    """Width and least height in CSS pixels, and device pixels to a CSS pixel in a PNG."""

    width: int
    height: int
    scale: int
    title: int = field(default=22)
    # Below these heights words of neighbouring lanes, with titles of one line, or of rows would touch.
    lane: int = field(default=44)
    row: int = field(default=34)
    # Terms of office and events need height that a wide picture does not have.
    bands: bool = field(default=True)


SIZES = {
    "slide": Size(960, 540, 2, bands=False),
    "square": Size(720, 720, 2),
    "a4": Size(794, 1123, 3),
}
_EDGE, _SMALL, _LINE = 28, 12, 17
# A title of more lines is a long one.
_MOST_HEAD = 2
_AXIS, _BANDS, _LEGEND = 52, 44, 26
# Of more lanes than these no picture can be read.
_MOST_LANES = 24


def picture_bytes(
    extract: Extract, form: Form = "png", size: str = "slide", look: Look = LIGHT, *, site: str = ""
) -> bytes:
    """The extract as one picture.

    Args:
        extract: what is shown.
        form: png, or svg with its words as text.
        size: slide (1920 by 1080 points of a PNG), square (1440 by 1440) or a4 (2382 by 3369).
        look: the colours.
        site: scheme and host to print before the address.

    Raises:
        MissingGlyphs: a character has no glyph on this machine.
        NoBrowser: there is no Chromium.
        BrowserFailed: Chromium ended or did not answer.
    """
    own = SIZES[size]
    figure = picture_figure(extract, own, look, site=site)
    check_glyphs("".join(shown_words(figure)))
    scale = own.scale if form == "png" else 1
    data = picture(figure, form=form, width=own.width, height=figure["layout"]["height"], scale=scale)
    return _own_ids(data) if form == "svg" else data


def _own_ids(svg: bytes) -> bytes:
    """The SVG with ids told by what it shows: Plotly draws lots for them, and no two files would be the same."""
    bare = _DRAWN_LOT.sub(rb"\1", svg)
    return _DRAWN_LOT.sub(rb"\g<1>" + hashlib.sha256(bare).hexdigest()[:6].encode(), svg)


def picture_figure(extract: Extract, size: Size, look: Look = LIGHT, *, site: str = "") -> Json:
    """The figure of the picture, as Plotly's JSON: the chart as high as the words around it leave room for.

    Lanes share that height. Only where they would touch each other the picture is as much higher as they need.
    """
    bands = reads.bands() if size.bands else reads.bands().iloc[:0]
    head = balanced(extract.drawn.title, (size.width - 2 * _EDGE) / size.title, 4)
    if len(head) > _MOST_HEAD:
        # A long title in smaller letters leaves the lanes their height.
        size = replace(size, title=round(size.title * 0.8))
        head = balanced(extract.drawn.title, (size.width - 2 * _EDGE) / size.title, 4)
    foot = _foot(extract, site, size, 0)
    above = _EDGE + 24 + round(len(head) * size.title * 1.3) + (_BANDS if size.bands else 8)
    room = size.height - above - _AXIS - _foot_height(foot)
    lanes = extract.drawn.lanes
    drawn = min(len(lanes), _MOST_LANES)
    if extract.drawn.timeline or drawn < len(lanes):
        # What is left out is told in a line.
        room -= _LINE
    lacking = max(0, drawn * (size.lane + further_lines(lanes)) - room)
    size, room = replace(size, height=size.height + lacking), room + lacking
    figure, left_out = _chart(extract, bands, look, room, size)
    if left_out:
        foot = _foot(extract, site, size, left_out)
    layout = figure["layout"]
    layout["annotations"] = list(layout.get("annotations") or [])
    legend = _LEGEND if layout["showlegend"] else 0
    _resize(layout, size, above, _AXIS + legend + _foot_height(foot))
    if not extract.drawn.timeline:
        figure = thinned(figure)
        layout = figure["layout"]
    inner = size.height - above - layout["margin"]["b"]
    own = [
        _words(extract.name, inner, _SMALL + 2, look.quiet, above - _EDGE + 6),
        _words(f"<b>{'<br>'.join(head)}</b>", inner, size.title, look.ink, above - _EDGE - 18),
        _words("<br>".join(foot), inner, _SMALL, look.quiet, -inner - _AXIS - legend),
    ]
    layout["annotations"] += [{**words_, "xshift": _EDGE - layout["margin"]["l"]} for words_ in own]
    return figure


def shown_words(figure: Json) -> Iterator[str]:
    """Every text the figure draws: names, labels, titles, notes."""
    layout = figure["layout"]
    for trace in figure["data"]:
        yield from (_TAG.sub("", str(text)) for text in (*(trace.get("text") or ()), trace.get("name") or ""))
        yield from (_TAG.sub("", y) for y in trace.get("y") or () if isinstance(y, str))
    for annotation in layout["annotations"]:
        yield _TAG.sub("", annotation["text"])
    for key, axis in layout.items():
        if key.startswith(("xaxis", "yaxis")):
            title = axis.get("title") or {}
            yield from (title.get("text") or "", *(_TAG.sub("", text) for text in axis.get("ticktext") or ()))


def _chart(extract: Extract, bands: pd.DataFrame, look: Look, room: int, size: Size) -> tuple[Json, int]:
    """The chart with its lanes, that of the title first, or the rows there is room for; how many are left out."""
    if extract.drawn.timeline:
        rows = _newest_rows(extract.drawn.timeline, max(1, room // size.row))
        left = len({name for name, _, _ in extract.drawn.timeline}) - len({name for name, _, _ in rows})
        ems = (size.width * 0.3) / 13
        lines_of = {name: balanced(name, ems, 2) for name, _, _ in rows}
        figure = timeline_figure(rows, bands, look, lines_of.__getitem__).to_plotly_json()
        lines = [line for own in lines_of.values() for line in own]
        figure["layout"]["yaxis"]["automargin"] = False
        figure["layout"]["margin"]["l"] = _EDGE + 8 + 13 * max(width(line) for line in lines)
        return figure, left
    lanes = leading_lanes(extract)
    kept = lanes[:_MOST_LANES]
    return lanes_figure(kept, bands, look, room).to_plotly_json(), len(lanes) - len(kept)


def _newest_rows(rows: Sequence[Row], most: int) -> list[Row]:
    """The rows of the ``most`` names with the newest marks, in their order."""
    newest: dict[str, pd.Timestamp] = {}
    for name, mark, _ in rows:
        newest[name] = max(mark.end, newest.get(name, mark.end))
    kept = set(sorted(newest, key=lambda name: newest[name], reverse=True)[:most])
    return [row for row in rows if row[0] in kept]


def _foot(extract: Extract, site: str, size: Size, left_out: int) -> list[str]:
    ems = (size.width - 2 * _EDGE) / _SMALL
    joint = words("picture.notes_joint")
    left = [words("picture.left_out", count=left_out)] if left_out else []
    sources = words("chart.source", reports=told_reports(extract.sources))
    address = words("picture.address", address=site + extract.address)
    built = words("picture.build", build=extract.build_id, day=day_words(extract.built))
    last = [joint.join((address, built))] if width(address + joint + built) <= ems else [address, built]
    notes = wrapped(joint.join((*few_notes(extract.drawn.notes), *left)), ems)
    return [*notes, *wrapped(sources, ems), *(line for part in last for line in wrapped(part, ems))]


def _foot_height(lines: Sequence[str]) -> int:
    return len(lines) * _LINE + 20


def _resize(layout: Json, size: Size, above: int, below: int) -> None:
    """Gives the plot the height between ``above`` and ``below``; what stands over it keeps its pixels."""
    margin = layout["margin"]
    before = layout["height"] - margin["t"] - margin["b"]
    after = size.height - above - below
    margin |= {"t": above, "b": below, "l": max(margin["l"], _EDGE + 44), "r": _EDGE}
    layout |= {"width": size.width, "height": size.height}
    layout["legend"] |= {"yref": "paper", "y": -_AXIS / after, "yanchor": "top"}
    for item in (*(layout.get("shapes") or ()), *layout["annotations"]):
        for key in ("y", "y0", "y1"):
            if item.get("yref") == "paper" and item.get(key, 0) > 1:
                item[key] = 1 + (item[key] - 1) * before / after


def _words(text: str, inner: int, size: int, colour: str, above: float) -> Json:
    """Words whose upper edge stands ``above`` pixels over the plot's upper edge."""
    return {
        "text": text,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 1 + above / inner,
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
        "font": {"size": size, "color": colour},
    }
