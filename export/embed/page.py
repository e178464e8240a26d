"""The page of an embedded chart as HTML, and the lines that embed it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import plotly
import plotly.graph_objects as go

from catalog.columns import columns
from catalog.words import Words
from export.extract import Extract
from export.figures.charts import lanes_figure, timeline_figure
from export.figures.lanes import View
from export.figures.palette import DARK, LIGHT, Look
from export.records import Record
from export.tables import Value, cell
from warehouse import reads

_FOLDER = Path(__file__).parent
_TEMPLATE = Template((_FOLDER / "page.html").read_text(encoding="utf-8"))
THEMES = ("auto", "light", "dark")
_COLUMNS = ("metric", "part", "period", "value", "unit", "qualifier", "per_month", "missing", "report", "place")
_HTML_LANGUAGE = {"zh-TW": "zh-Hant-TW", "en": "en"}


@dataclass(frozen=True)
class Embedding:
    """What is asked of an embedded page.

    ``name`` is the metric or topic in its address, ``panels`` the names of what it can show by id,
    ``shown`` the one it does; ``view`` and ``part`` as on the dashboard.
    """

    name: str
    panels: dict[str, str]
    shown: str
    theme: str
    view: View = "per_month"
    part: str = ""


def page(extract: Extract, asked: Embedding, words: Words) -> str:
    """The whole page, whose scripts and styles come from the same server only.

    Args:
        extract: what it shows.
        asked: its theme and its neighbours.
        words: the language of the page.
    """
    drawn = extract.drawn
    light = _figure(extract, words, LIGHT)
    figures = {"light": _json(light), "dark": _json(_figure(extract, words, DARK)), "config": _CONFIG}
    told = {
        "title": drawn.title,
        "question": extract.question,
        "notes": "　".join(drawn.notes),
        "sources": words("chart.source", reports=words("list.joint").join(extract.sources) or "—"),
        "build": words("embed.build", build=extract.build_id),
        "open_words": words("embed.open"),
        "csv_words": words("embed.csv"),
        "table_name": words("table.title"),
        "needs_script": words("embed.needs_script"),
        "address": extract.address,
        # For people, whose spreadsheet needs the byte order mark.
        "csv": f"{data_address(asked.name, words, asked.shown, asked.part)}&bom=1",
        "language": _HTML_LANGUAGE[words.language],
        "theme": asked.theme,
    }
    return _TEMPLATE.substitute(
        {key: escape(value) for key, value in told.items()},
        root="",
        version=extract.build_id,
        plotly=plotly.__version__,
        height=int(light.layout.height or 400),
        panels=_panels(asked, words),
        table=_table(drawn.records, words),
        # A closing tag inside a text must not end the script element.
        figure=json.dumps(figures, ensure_ascii=False).replace("</", "<\\/"),
    )


_CONFIG = {"displaylogo": False, "showSendToCloud": False, "displayModeBar": False, "responsive": True}


def _figure(extract: Extract, words: Words, look: Look) -> go.Figure:
    bands = reads.bands()
    drawn = extract.drawn
    if drawn.timeline:
        return timeline_figure(drawn.timeline, words, bands, look)
    return lanes_figure(drawn.lanes, bands, words, look)


def _json(figure: go.Figure) -> Any:
    return json.loads(figure.to_json())


def _panels(asked: Embedding, words: Words) -> str:
    """Links to the other panels of a topic, each in the same frame."""
    if len(asked.panels) < 2:
        return ""
    items = []
    for panel, name in asked.panels.items():
        query = urlsplit(embed_address(asked.name, words, panel, asked.theme, view=asked.view)).query
        current = ' aria-current="page"' if panel == asked.shown else ""
        items.append(f'<li><a href="?{escape(query)}"{current}>{escape(name)}</a></li>')
    return f'<nav aria-label="{escape(words("panel.choose"))}"><ul>{"".join(items)}</ul></nav>'


def _table(records: Sequence[Record], words: Words) -> str:
    """The values drawn, as a plain table with a head."""
    used = [column for column in _COLUMNS if any(record.get(column) is not None for record in records)]
    head = "".join(f'<th scope="col">{escape(words.name(columns()[column]))}</th>' for column in used)
    rows = "".join(f"<tr>{''.join(_cell(record.get(column)) for column in used)}</tr>" for record in records)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(value: Value) -> str:
    if isinstance(value, float):
        return f'<td class="number">{value:,.10g}</td>' if value == value else "<td></td>"
    return f"<td>{escape(str(cell(value)))}</td>"


def asset(name: str) -> bytes:
    """A script or style of embedded pages.

    Raises:
        FileNotFoundError: there is none of this name.
    """
    if name not in ("embed.css", "embed.js", "resize.js"):
        raise FileNotFoundError(name)
    return (_FOLDER / name).read_bytes()


def embed_address(
    name: str, words: Words, panel: str = "", theme: str = "auto", *, view: View = "per_month", part: str = ""
) -> str:
    """The address of an embedded page, all its choices in it, and the edition that is shown now."""
    told = {"theme": theme, "panel": panel, "view": view, "part": part}
    return f"/embed/{quote(name)}.html?{_query(words, told)}"


def data_address(name: str, words: Words, panel: str = "", part: str = "") -> str:
    """The address of the values as CSV: of a whole topic or metric, or of one panel or part alone."""
    return f"/data/{quote(name)}.csv?{_query(words, {'panel': panel, 'part': part})}"


def _query(words: Words, told: dict[str, str]) -> str:
    all_told = {"lang": words.language, **told, "edition": reads.current_edition() or ""}
    return urlencode({key: value for key, value in all_told.items() if value})


def iframe_lines(title: str, address: str, site: str) -> str:
    """HTML to paste into another page: the frame, and the script that fits its height."""
    return (
        f'<iframe src="{escape(site + address)}" title="{escape(title)}" loading="lazy" '
        'style="width:100%;height:560px;border:0"></iframe>\n'
        f'<script src="{escape(site)}/embed/resize.js" defer></script>'
    )


def markdown_line(title: str, address: str, site: str) -> str:
    """A Markdown link to the chart; brackets in the title are escaped."""
    for character in "\\[]":
        title = title.replace(character, "\\" + character)
    return f"[{title}]({site}{address})"
