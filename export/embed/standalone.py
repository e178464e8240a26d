"""Embedded pages to lie in any folder: each with its values beside it, all with one set of scripts.

They work from a plain web server and from a disk, without this program and without another server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from catalog.words import words
from export.embed.lines import asked_of, embed_address, frame_lines, markdown_line
from export.embed.page import Links, asset, html_page, plotly_bytes
from export.file_names import file_name
from export.sheets.csv_table import csv_bytes
from findings.extracts import Extract
from warehouse import reads

FOLDER = "embed"
LINES = "embed.md"
_ASSETS = ("embed.css", "embed.js", "resize.js")
_PLOTLY = "plotly.min.js"
Group = Sequence[Extract]
Part = tuple[str, Callable[[], bytes]]


@dataclass(frozen=True)
class Place:
    """Where pages will lie and what they are like.

    ``site`` is scheme and host of the dashboard, ``pages`` the address of the folder they will be in;
    each may be empty. ``theme`` is auto, light or dark.
    """

    site: str = ""
    pages: str = ""
    theme: str = "auto"


def standalone(groups: Sequence[Group], place: Place) -> Iterator[Part]:
    """Name and work of each file: pages, their values, the shared scripts, and the lines that embed them.

    Args:
        groups: the extracts; those of one group are linked with each other.
        place: where the pages will lie.
    """
    known: set[str] = set()
    for group in groups:
        for extract in group:
            name = page_name(extract)
            # One named twice is one page, among the neighbours it was named with first.
            if name in known:
                continue
            known.add(name)
            yield f"{FOLDER}/{name}.html", partial(_page, extract, group, place)
            yield f"{FOLDER}/{name}.csv", partial(csv_bytes, extract.drawn.records)
    for name in _ASSETS:
        yield f"{FOLDER}/{name}", partial(asset, name)
    yield f"{FOLDER}/{_PLOTLY}", plotly_bytes
    yield f"{FOLDER}/{LINES}", partial(_lines, groups, place)


def page_name(extract: Extract) -> str:
    """The name of a page's file, without its ending: the same every month, as other pages link to it."""
    view = asked_of(extract).view
    marks = [
        *([] if view == "per_month" else [view]),
        *([] if words.language == "zh-TW" else [words.language]),
        *([extract.build_id] if reads.current_edition() else []),
    ]
    return "_".join((extract.id, *marks))


def _page(extract: Extract, group: Group, place: Place) -> bytes:
    name = page_name(extract)
    newest = ""
    with reads.of_edition(None):
        if place.site:
            newest = place.site + _server_address(extract, place)
    links = Links(
        scripts="",
        plotly=_PLOTLY,
        csv=f"{name}.csv",
        csv_name=file_name(extract, "csv"),
        dashboard=place.site + extract.address if place.site else "",
        newest=newest,
        panels=tuple((other.name, f"{page_name(other)}.html") for other in group),
        own=f"{name}.html",
    )
    return html_page(extract, links, theme=place.theme).encode()


def _server_address(extract: Extract, place: Place) -> str:
    asked = asked_of(extract)
    return embed_address(asked.name, asked.panel, place.theme, view=asked.view, part=asked.part)


def _lines(groups: Sequence[Group], place: Place) -> bytes:
    """Markdown with the lines to paste, for these pages and for those of the dashboard's server."""
    extracts = {extract.id: extract for group in groups for extract in group}.values()
    base = f"{place.pages}/" if place.pages else ""
    told = [f"# {words('embed.lines')}", "", words("embed.lines_pages" if base else "embed.lines_no_pages"), ""]
    told += [words("embed.lines_site"), ""] if place.site else []
    for extract in extracts:
        title, page = extract.drawn.title, f"{base}{quote(page_name(extract))}.html"
        told += [f"## {extract.name}", "", *_pasted(title, page, f"{base}resize.js")]
        if place.site:
            address = place.site + _server_address(extract, place)
            told += [f"### {words('embed.lines_live')}", ""]
            told += _pasted(title, address, f"{place.site}/embed/resize.js")
    return "\n".join(told).encode()


def _pasted(title: str, page: str, script: str) -> list[str]:
    return [
        words("embed.frame"), "", "```html", frame_lines(title, page, script), "```", "",
        words("embed.markdown"), "", "```markdown", markdown_line(title, page), "```", "",
    ]  # fmt: skip
