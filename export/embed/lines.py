"""Addresses of embedded pages and their data on the server, and the lines that embed them elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from catalog.words import words
from findings.extracts import Extract
from findings.lanes import View
from warehouse import reads


@dataclass(frozen=True)
class Asked:
    """What addresses beside the screens call an extract: a screen's panel, or a metric without one."""

    name: str
    panel: str
    view: View
    part: str


def asked_of(extract: Extract) -> Asked:
    """What an extract of a panel or metric is called, as its address on the dashboard says."""
    parts = urlsplit(extract.address)
    query = {key: value for key, (value,) in parse_qs(parts.query).items()}
    view: View = "printed" if query["view"] == "printed" else "per_month"
    if "metrics" in query:
        return Asked(query["metrics"], "", view, "")
    return Asked(parts.path.removeprefix("/"), query["panel"], view, query.get("part", ""))


def embed_address(name: str, panel: str = "", theme: str = "auto", *, view: View = "per_month", part: str = "") -> str:
    """The address of an embedded page, all its choices in it, and the edition that is shown now."""
    told = {"theme": theme, "panel": panel, "view": view, "part": part}
    return f"/embed/{quote(name)}.html?{_query(told)}"


def data_address(name: str, panel: str = "", part: str = "") -> str:
    """The address of the values as CSV: of a whole topic or metric, or of one panel or part alone."""
    return f"/data/{quote(name)}.csv?{_query({'panel': panel, 'part': part})}"


def _query(told: dict[str, str]) -> str:
    all_told = {"lang": words.language, **told, "edition": reads.current_edition() or "",
                "agency": reads.named_agency() or ""}  # fmt: skip
    return urlencode({key: value for key, value in all_told.items() if value})


def iframe_lines(title: str, address: str, site: str) -> str:
    """HTML to paste into another page, for a page of this server: the frame, and the script that fits its height."""
    return frame_lines(title, site + address, f"{site}/embed/resize.js")


def frame_lines(title: str, page: str, script: str) -> str:
    """HTML to paste into another page: a frame of ``page``, and the ``script`` that fits its height."""
    return (
        f'<iframe src="{escape(page)}" title="{escape(title)}" loading="lazy" '
        'style="width:100%;height:560px;border:0"></iframe>\n'
        f'<script src="{escape(script)}" defer></script>'
    )


def markdown_line(title: str, address: str, site: str = "") -> str:
    """A Markdown link to the chart; brackets in the title are escaped."""
    for character in "\\[]":
        title = title.replace(character, "\\" + character)
    return f"[{title}]({site}{address})"
