"""The printed number where it stands: in its sentence, its table, on its page. All as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote as quoted
from urllib.parse import urlencode

import pandas as pd

from catalog.words import words
from findings.values import is_told

# Characters of the passage shown before and after the sentence, so that it is read in its surroundings.
_AROUND = 160
# Characters shown of the cells around.
_CELL = 60
# Where a strip of the page would be too small to read.
_PHONE = "(max-width: 640px)"
# What reports are written in, for screen readers of any page.
CHINESE = 'lang="zh-Hant-TW"'


def marked_passage(passage: str, start: int, end: int, quote: str) -> str:
    """The sentence in its surroundings as HTML, the printed number marked.

    Args:
        passage: the passage's text.
        start: offset of the number in it.
        end: offset behind the number.
        quote: the sentence, verbatim in the passage.
    """
    at = passage.rfind(quote, 0, start + len(quote))
    first = max(0, (at if at >= 0 else start) - _AROUND)
    last = min(len(passage), max(end, at + len(quote)) + _AROUND)
    before, number, after = passage[first:start], passage[start:end], passage[end:last]
    head, tail = ("…" if first else ""), ("…" if last < len(passage) else "")
    marked = f"{escape(before)}<mark>{escape(number)}</mark>{escape(after)}"
    return f'<blockquote class="passage" {CHINESE}>{head}{marked}{tail}</blockquote>'


def quotation(quote: str, heads: Iterable[str]) -> str:
    """A sentence as a quotation in HTML, or a cell of a table behind the cells that head it.

    Args:
        quote: the sentence, or the cell.
        heads: the cells with words left of it and above it; none of a sentence.
    """
    told = " › ".join(" ".join(head.split()) for head in heads)
    headed = f'<span class="heads">{escape(told)}</span> ' if told else ""
    return f"<blockquote {CHINESE}>{headed}{escape(quote)}</blockquote>"


def neighbour(text: str, side: str) -> str:
    """The passage ``before`` or ``after``, dimmed, the end next to the sentence kept where it is long."""
    if len(text) > _AROUND:
        text = f"…{text[-_AROUND:]}" if side == "before" else f"{text[:_AROUND]}…"
    label = escape(words(f"card.passage_{side}"))
    return f'<div class="neighbour {side}"><span>{label}</span><p {CHINESE}>{escape(text)}</p></div>'


def outline_line(outline: list[str]) -> str:
    """The headings a passage stands under, outermost first."""
    if not len(outline):
        return ""
    steps = " › ".join(escape(heading) for heading in outline)
    return f'<p class="outline"><span>{escape(words("card.outline"))}</span> <span {CHINESE}>{steps}</span></p>'


# Tables -------------------------------------------------------------------------------------------


def table_extract(cells: pd.DataFrame, place: pd.Series) -> str:
    """The rows of a table around a cell, its number marked, in a quotation.

    Args:
        cells: as :func:`warehouse.sources.rows_around` gives them.
        place: the number's, as :func:`warehouse.sources.place` gives it.
    """
    here = int(place["row"])
    shown = [row for row in (1, here - 1, here, here + 1) if ((cells["row"] <= row) & (_last(cells) >= row)).any()]
    lines = dict.fromkeys(shown, "")
    for _, cell in cells.iterrows():
        covered = [row for row in lines if cell["row"] <= row < cell["row"] + cell["row_span"]]
        if covered:
            lines[covered[0]] += _cell(cell, len(covered), place)
    body = "".join(f'<tr><th scope="row">{row}</th>{line}</tr>' for row, line in lines.items())
    label = escape(words("card.table_rows"), quote=True)
    return (
        f'<blockquote class="passage table" tabindex="0" role="region" aria-label="{label}">'
        f"<table {CHINESE}>{body}</table></blockquote>"
    )


def _last(cells: pd.DataFrame) -> pd.Series:
    last: pd.Series = cells["row"] + cells["row_span"] - 1
    return last


def _cell(cell: pd.Series, rows: int, place: pd.Series) -> str:
    text = str(cell["text"])
    spans = f' rowspan="{rows}"' if rows > 1 else ""
    spans += f' colspan="{cell["column_span"]}"' if cell["column_span"] > 1 else ""
    if (cell["row"], cell["column"]) != (place["row"], place["column"]):
        short = text if len(text) <= _CELL else f"{text[:_CELL]}…"
        return f"<td{spans}>{escape(short)}</td>"
    start = int(place["cell_start"])
    end = start + len(place["raw"])
    marked = f"{escape(text[:start])}<mark>{escape(text[start:end])}</mark>{escape(text[end:])}"
    return f'<td class="here"{spans}>{marked}</td>'


# Pages --------------------------------------------------------------------------------------------


def page_address(report_id: str, page: int, quantity: int, cut: str = "") -> str:
    """Where the server draws a page with a number boxed; ``cut``: its ``strip``, what is ``near``, "" for all."""
    query = {"quantity": quantity, **({"cut": cut} if cut else {}), "lang": words.language}
    return f"/page/{quoted(report_id, safe='')}/{page}.png?{urlencode(query)}"


def page_figure(place: pd.Series, report: str, quote: str) -> str:
    """The page around a number, boxed; the whole page on demand and in a tab of its own.

    Args:
        place: as :func:`warehouse.sources.place` gives it, with a box.
        report: the report's name.
        quote: the sentence.
    """
    page, number = int(place["page"]), int(place["quantity_no"])
    whole = page_address(place["report_id"], page, number)
    strip, near = (page_address(place["report_id"], page, number, cut) for cut in ("strip", "near"))
    told = {"report": report, "page": page, "raw": place["raw"]}
    return (
        f'<figure class="page"><a href="{escape(whole)}" target="_blank">'
        f'<picture><source media="{_PHONE}" srcset="{escape(near)}">'
        f"{_image(strip, words('card.image_alt', **told, quote=quote))}</picture>"
        f"<span>{escape(words('card.image_open'))}</span></a>"
        f"<figcaption>{escape(_caption(place, page))}</figcaption>"
        f"<details><summary>{escape(words('card.image_whole'))}</summary>"
        f"{_image(whole, words('card.image_page_alt', **told))}</details></figure>"
    )


def _caption(place: pd.Series, page: int) -> str:
    in_cell = is_told(place["cell_x0"]) and is_told(place["cell_page"]) and int(place["cell_page"]) == page
    return words("card.image_cell" if in_cell else "card.image_caption", page=page)


def _image(address: str, alt: str) -> str:
    return f'<img src="{escape(address)}" alt="{escape(alt, quote=True)}" loading="lazy">'
