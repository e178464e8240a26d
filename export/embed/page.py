"""The page of an embedded chart as HTML: of the server, or to lie anywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit

import plotly
import plotly.graph_objects as go

from catalog.words import words
from charts.axes import unnamed_words
from charts.figure import LABELS, lanes_figure, timeline_figure
from charts.palette import DARK, LIGHT, Look
from export.embed.lines import data_address, embed_address
from export.sheets.csv_table import cell
from findings.editions import edition_sentences
from findings.explanations import Explanation
from findings.extracts import Extract, told_reports
from findings.lanes import View
from findings.notes import few_notes
from findings.records import Record, shown_average
from findings.values import is_told, rate_words
from warehouse import reads

_FOLDER = Path(__file__).parent
_TEMPLATE = Template((_FOLDER / "page.html").read_text(encoding="utf-8"))
THEMES = ("auto", "light", "dark")
_COLUMNS = ("metric", "part", "period", "value", "unit", "qualifier", "per_month", "missing", "report", "place")
# More stand on the page it leads to.
_MOST_EXPLAINED = 3
_HTML_LANGUAGE = {"zh-TW": "zh-Hant-TW", "en": "en"}


@dataclass(frozen=True)
class Links:
    """Where a page finds what belongs to it; each an address, empty for what it has not.

    ``scripts`` is the folder of its style and script, ``plotly`` Plotly's script; ``csv`` its values,
    saved as ``csv_name`` where that is told; ``dashboard`` the same view on the dashboard, ``newest``
    the page of the newest figures. ``panels`` are name and address of the pages in the same frame,
    ``own`` the address among them of this one.
    """

    scripts: str
    plotly: str
    csv: str
    csv_name: str = ""
    dashboard: str = ""
    newest: str = ""
    panels: tuple[tuple[str, str], ...] = ()
    own: str = ""


@dataclass(frozen=True)
class Embedding:
    """What is asked of an embedded page of the server.

    ``name`` is the metric or topic in its address, ``panels`` the names of what it can show by id,
    ``shown`` the one it does; ``view`` and ``part`` as on the dashboard.
    """

    name: str
    panels: Mapping[str, str]
    shown: str
    theme: str
    view: View = "per_month"
    part: str = ""


def page(extract: Extract, asked: Embedding) -> str:
    """The page as the server sends it; its scripts and styles come from the same server only.

    Args:
        extract: what it shows.
        asked: its theme and its neighbours.
    """

    def beside(panel: str, part: str = "") -> str:
        address = embed_address(asked.name, panel, asked.theme, view=asked.view, part=part)
        return f"?{urlsplit(address).query}"

    with reads.of_edition(None):
        newest = beside(asked.shown, asked.part)
    links = Links(
        scripts="/embed/",
        plotly="/vendor/plotly.min.js",
        # For people, whose spreadsheet needs the byte order mark.
        csv=f"{data_address(asked.name, asked.shown, asked.part)}&bom=1",
        dashboard=extract.address,
        newest=newest,
        panels=tuple((name, beside(panel)) for panel, name in asked.panels.items()),
        own=beside(asked.shown),
    )
    return html_page(extract, links, theme=asked.theme)


def html_page(extract: Extract, links: Links, *, theme: str) -> str:
    """The whole page.

    Args:
        extract: what it shows.
        links: where its parts and neighbours are.
        theme: one of :data:`THEMES`.
    """
    drawn = extract.drawn
    light = _figure(extract, LIGHT)
    figures = {"light": _json(light), "dark": _json(_figure(extract, DARK)), "config": _CONFIG}
    told = {
        "title": drawn.title,
        "question": extract.question,
        "notes": "　".join(filter(None, (*_band_notes(extract), *_notes(extract)))),
        "sources": words("chart.source", reports=told_reports(extract.sources)),
        "build": words("embed.build", build=extract.build_id),
        "csv_words": words("embed.csv"),
        "csv": links.csv,
        "csv_name": links.csv_name,
        "table_name": words("table.title"),
        "needs_script": words("embed.needs_script"),
        "scripts": links.scripts,
        "plotly": f"{links.plotly}?{plotly.__version__}",
        "version": extract.build_id,
        "language": _HTML_LANGUAGE[words.language],
        "theme": theme,
    }
    return _TEMPLATE.substitute(
        {key: escape(value) for key, value in told.items()},
        height=int(light.layout.height or 400),
        edition=_edition(links),
        panels=_panels(links),
        dashboard=_dashboard(links),
        explained=_explained(drawn.explanations),
        table=_table(drawn.records),
        # A closing tag inside a text must not end the script element.
        figure=json.dumps(figures, ensure_ascii=False).replace("</", "<\\/"),
    )


_CONFIG = {"displaylogo": False, "showSendToCloud": False, "displayModeBar": False, "responsive": True}


def _figure(extract: Extract, look: Look) -> go.Figure:
    bands = reads.bands()
    drawn = extract.drawn
    if drawn.timeline:
        return timeline_figure(drawn.timeline, bands, look)
    return lanes_figure(drawn.lanes, bands, look)


def _notes(extract: Extract) -> list[str]:
    return few_notes((*extract.drawn.notes, words("chart.note.room")))


def _band_notes(extract: Extract) -> Iterator[str]:
    """What the strips over the chart are whose names have no room."""
    drawn = extract.drawn
    yield unnamed_words(drawn.lanes, reads.bands(), [mark for _, mark, _ in drawn.timeline])


def _json(figure: go.Figure) -> Any:
    return json.loads(figure.to_json())


def _edition(links: Links) -> str:
    """Which edition is shown and whether newer figures exist, with the way to the newest; nothing outside one."""
    told = edition_sentences()
    if not told:
        return ""
    way = f' <a href="{escape(links.newest)}">{escape(words("edition.latest"))}</a>' if links.newest else ""
    return f'<p class="edition" role="note">{escape(told)}{way}</p>'


def _panels(links: Links) -> str:
    """Links to the neighbours, each in the same frame."""
    if len(links.panels) < 2:
        return ""
    items = []
    for name, address in links.panels:
        current = ' aria-current="page"' if address == links.own else ""
        items.append(f'<li><a href="{escape(address)}"{current}>{escape(name)}</a></li>')
    return f'<nav aria-label="{escape(words("panel.choose"))}"><ul>{"".join(items)}</ul></nav>'


def _dashboard(links: Links) -> str:
    if not links.dashboard:
        return ""
    address, name = escape(links.dashboard), escape(words("embed.open"))
    return f'<a href="{address}" target="_blank" rel="noopener">{name}</a> '


def _explained(found: Sequence[Explanation]) -> str:
    """What the reports themselves say of why, those of the newest; empty where none does."""
    if not found:
        return ""
    quoted = "".join(
        f'<figure><blockquote lang="{_HTML_LANGUAGE["zh-TW"]}">{escape(one.quote)}</blockquote>'
        f"<figcaption>{escape(words('card.joint').join(filter(None, (one.report, one.place))))}</figcaption></figure>"
        for one in found[:_MOST_EXPLAINED]
    )
    return f'<div class="explained"><h2>{escape(words("explanation.title"))}</h2>{quoted}</div>'


def _table(records: Sequence[Record]) -> str:
    """The values drawn, as a plain table with a head."""
    used = [column for column in _COLUMNS if any(record.get(column) is not None for record in records)]
    names = {column: escape(words(f"table.{column}")) for column in used}
    head = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in names.values())
    rows = "".join(
        f'<tr role="row">{"".join(_cell(record, column, name) for column, name in names.items())}</tr>'
        for record in records
    )
    # Roles, as what stands as blocks on a narrow page is no table for a browser.
    return (
        f'<table role="table"><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )


def _cell(record: Record, column: str, name: str) -> str:
    """A cell that says what it holds where, on a narrow page, it stands below no head."""
    value = shown_average(record) if column == "per_month" else record.get(column)
    if isinstance(value, float):
        told = rate_words(value) if column == "per_month" and not is_told(record.get("qualifier")) else f"{value:,.10g}"
        return f'<td class="number" role="cell" data-name="{name}">{told if value == value else ""}</td>'
    return f'<td role="cell" data-name="{name}">{escape(str(cell(value)))}</td>'


def asset(name: str) -> bytes:
    """A script or style of embedded pages.

    Raises:
        FileNotFoundError: there is none of this name.
    """
    if name not in ("embed.css", "embed.js", "resize.js"):
        raise FileNotFoundError(name)
    own = (_FOLDER / name).read_bytes()
    return LABELS.read_bytes() + own if name == "embed.js" else own


def plotly_bytes() -> bytes:
    """Plotly's script, 4.8 MB."""
    return (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes()
