"""Hits in their context as HTML: the words marked, the headings above, and where each leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from catalog.words import words
from findings.lanes import report_name
from findings.period_words import period_words
from findings.records import place_words
from findings.values import is_told, part_words, value_words
from view.frame.links import explore_address, link, passage_address
from view.frame.passage import CHINESE, outline_line
from view.frame.query import Span, extracts, joined, marked, marks
from view.frame.tables import wide_table
from warehouse.searches import Word

STYLE = Path(__file__).with_name("hits.css")
Place = tuple[str, int]
# Links to charts from one passage; the passage itself leads to the others.
_MOST_LINKS = 4


def number_hit(row: pd.Series, words_found: Sequence[Word]) -> str:
    """One printed number: its value, what it counts, its sentence.

    Args:
        row: as :func:`warehouse.searches.numbers` gives it.
        words_found: what was searched for.
    """
    start, end = int(row["char_start"]), int(row["char_end"])
    text = str(row["passage"])
    claims = list(row["claims"])
    head = [f"<strong>{escape(number_words_of(row))}</strong>", escape(claim_words(claims, row["label"]))]
    if period := number_period(row):
        head.append(escape(period))
    spans = joined([(start, end), *marks(text, words_found)])
    return (
        f'<li class="hit"><p class="hit-head">{words("card.joint").join(part for part in head if part)}</p>'
        + outline_line(list(row["outline"]))
        + _recognised(row)
        + f"<blockquote {CHINESE}>{extracts(text, spans, [(start, end)])}</blockquote>"
        + _foot(row, [_chart(claim) for claim in claims[:_MOST_LINKS]])
        + "</li>"
    )


def number_words_of(row: pd.Series) -> str:
    """A number as it is known: the claiming metric's value, else the printed one with its unit."""
    unit = str(row["unit"]) if is_told(row["unit"]) else ""
    return value_words(row["value"], unit, row["qualifier"])


def number_period(row: pd.Series) -> str:
    """The period of a number; empty where neither metric nor sentence tells one."""
    if not is_told(row["period_end"]):
        return ""
    start = row["period_start"].date() if is_told(row["period_start"]) else None
    return period_words(start, row["period_end"].date())


def claim_words(claims: Sequence[Mapping[str, Any]], label: object) -> str:
    """What a number counts: the metrics that claim it, else its label and that none does."""
    if claims:
        return words("list.joint").join(dict.fromkeys(_claim(claim) for claim in claims))
    unclaimed = words("reports.unclaimed")
    return words("search.unclaimed", label=label, unclaimed=unclaimed) if is_told(label) else unclaimed


def _claim(claim: Mapping[str, Any]) -> str:
    return words.name(claim) + (words("card.part", part=part_words(claim["part"])) if claim["part"] else "")


def _chart(claim: Mapping[str, Any]) -> str:
    address = explore_address(claim["metric_id"], claim["observation_id"])
    return link(address, words("search.to_chart", metric=_claim(claim)))


def passage_hit(row: pd.Series, words_found: Sequence[Word], numbers: pd.DataFrame, cells: pd.DataFrame) -> str:
    """One passage, table or picture: its headings, its words in context, the charts of its numbers.

    Args:
        row: as :func:`warehouse.searches.passages` gives it.
        words_found: what was searched for.
        numbers: as :func:`warehouse.searches.numbers_in` gives them, of this passage.
        cells: as :func:`warehouse.searches.cells_in` gives them, of this table.
    """
    text = str(row["text"])
    values = [((int(n["char_start"]), int(n["char_end"])), float(n["value"])) for _, n in numbers.iterrows()]
    spans = marks(text, words_found, values)
    if not cells.empty:
        body = f"<blockquote {CHINESE}>{_table(cells, spans)}</blockquote>"
    else:
        body = f"<blockquote {CHINESE}>{extracts(text, spans)}</blockquote>"
    claims = _by_metric(numbers, spans)
    charts = [_chart(claim) for claim in claims[:_MOST_LINKS]]
    if len(claims) > _MOST_LINKS:
        charts.append(escape(words("search.more_charts", count=len(claims) - _MOST_LINKS)))
    outline = outline_line(list(row["outline"]))
    return f'<li class="hit">{outline}{_recognised(row)}{body}{_foot(row, charts)}</li>'


def _by_metric(numbers: pd.DataFrame, spans: Sequence[Span]) -> list[Mapping[str, Any]]:
    """One claim of each metric that numbers of a passage have: those behind the nearest mark first."""
    ordered = []
    for _, number in numbers.iterrows():
        before = [int(number["char_start"]) - start for start, _ in spans if start <= number["char_start"]]
        ordered += [(min(before, default=len(spans) + 10**6), claim) for claim in number["claims"]]
    ordered.sort(key=lambda one: one[0])
    return list({claim["metric_id"]: claim for _, claim in reversed(ordered)}.values())[::-1]


def _foot(row: pd.Series, charts: Sequence[str]) -> str:
    came = words("card.joint").join(part for part in (report_name(row), place_words(row)) if part)
    source = link(passage_address(row["report_id"], int(row["passage_no"])), words("search.to_source"))
    return f'<p class="hit-from">{escape(came)}</p><p class="hit-to">{" ".join([source, *charts])}</p>'


def _recognised(row: pd.Series) -> str:
    return f'<p class="hit-ocr">{escape(words("card.ocr_short"))}</p>' if row["by_ocr"] else ""


# Tables -------------------------------------------------------------------------------------------

_MOST_ROWS = 6


def _table(cells: pd.DataFrame, spans: Sequence[Span]) -> str:
    """The first row and the rows with marks, as a table."""
    hit_rows = {
        int(cell["row"])
        for _, cell in cells.iterrows()
        if any(start < cell["char_end"] and end > cell["char_start"] for start, end in spans)
    }
    shown = sorted({1, *hit_rows})[:_MOST_ROWS]
    lines = []
    for row in shown:
        own = cells[cells["row"] == row]
        lines.append("<tr>" + "".join(_cell(cell, spans) for _, cell in own.iterrows()) + "</tr>")
    return wide_table(words("search.table_rows"), "".join(lines))


def _cell(cell: pd.Series, spans: Sequence[Span]) -> str:
    text, at = str(cell["text"]), int(cell["char_start"])
    own = [(start - at, end - at) for start, end in spans if start < cell["char_end"] and end > at]
    wide = f' colspan="{cell["column_span"]}"' if cell["column_span"] > 1 else ""
    return f"<td{wide}>{marked(text, own)}</td>"
