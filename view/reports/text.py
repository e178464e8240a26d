"""A report's outline, and its text around a passage, every number leading to its chart."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

import pandas as pd
import streamlit as st

from catalog.words import words
from findings.kept import kept
from findings.records import place_words
from view.frame.address import Choices
from view.frame.hits import claim_words
from view.frame.links import explore_address, link, passage_address
from view.frame.passage import CHINESE
from view.frame.reports import count_of
from view.frame.tables import printed_table
from view.reports.choices import State
from warehouse import holdings, reads

# Passages shown before and behind the chosen one.
_BEFORE, _BEHIND = 12, 28
# Into view, but not for a reader who came to the report's beginning.
SCROLL = """
{
  const into = () => {
    const chosen = document.getElementById("chosen-passage");
    if (!chosen) return;
    // The page is shown only when it is whole.
    if (!chosen.checkVisibility({visibilityProperty: true})) return requestAnimationFrame(into);
    chosen.scrollIntoView({block: "center"});
    const outline = document.querySelector(".st-key-report-outline"), here = outline?.querySelector("a.here");
    if (here) outline.scrollTop = here.offsetTop - outline.offsetTop;
  };
  into();
}
"""


def text_part(choices: Choices[State]) -> None:
    """Draws the outline and the passages around the one the address names."""
    report_id, chosen = choices.state.report, choices.state.passage
    every = count_of(report_id, "passages")
    first = max(1, (chosen or 1) - _BEFORE)
    last = min(every, first + _BEFORE + _BEHIND)
    left, right = st.columns([1, 2])
    with left, st.container(key="report-outline"):
        st.header(words("reports.outline"), anchor=False)
        if outline := _outline(report_id, first, last):
            st.html(outline)
        else:
            st.caption(words("reports.no_outline"))
    with right:
        st.html(_around(report_id, first, last, chosen, every))
    if chosen:
        st.html(f"<script>{SCROLL}</script><!-- {quote(report_id)} {chosen} -->", unsafe_allow_javascript=True)


@kept(64)
def _outline(report_id: str, first: int, last: int) -> str:
    """The headings of a report, those of its passages from first to last marked; empty where it has none."""
    headings = reads.ask(holdings.headings, report_id)
    if headings.empty:
        return ""
    items = []
    for _, row in headings.iterrows():
        number = int(row["passage_no"])
        here = {"class": "here"} if first <= number <= last else None
        leads = link(passage_address(report_id, number), str(row["text"]), here)
        items.append(f'<li style="padding-left:{min(int(row["depth"]), 4)}em">{leads}</li>')
    return f'<nav aria-label="{escape(words("reports.outline"))}"><ol {CHINESE}>{"".join(items)}</ol></nav>'


@kept(64)
def _around(report_id: str, first: int, last: int, chosen: int, every: int) -> str:
    passages = reads.ask(holdings.passages, report_id, first, last)
    numbers = reads.ask(holdings.numbers, report_id, first, last)
    cells = reads.ask(holdings.cells, report_id)
    shown = [
        _passage(
            row,
            numbers[numbers["passage_no"] == row["passage_no"]],
            cells[cells["table_no"] == row["table_no"]] if pd.notna(row["table_no"]) else cells.iloc[:0],
            chosen == row["passage_no"],
        )
        for _, row in passages.iterrows()
    ]
    place = escape(words("reports.window", first=first, last=last, every=every))
    earlier = link(passage_address(report_id, max(1, first - 1)), words("reports.earlier")) if first > 1 else ""
    later = link(passage_address(report_id, last + 1), words("reports.later")) if last < every else ""
    return (
        f'<p class="window">{place} {earlier}</p><article class="report-text" {CHINESE}>{"".join(shown)}</article>'
        f'<p class="window">{later}</p><p class="window">{escape(words("reports.legend"))}</p>'
    )


def _passage(row: pd.Series, numbers: pd.DataFrame, cells: pd.DataFrame, chosen: bool) -> str:
    place = escape(place_words(row) or words("reports.passage", number=int(row["passage_no"])))
    attributes = ' id="chosen-passage" class="passage chosen" aria-current="true"' if chosen else ' class="passage"'
    if not cells.empty:
        body = printed_table(cells)
    elif row["kind"] == "heading":
        level = min(6, 2 + int(row["depth"]))
        body = f'<p role="heading" aria-level="{level}" class="heading">{escape(str(row["text"]))}</p>'
    else:
        body = f"<p>{numbered(str(row['text']), numbers)}</p>"
    recognised = f'<p class="hit-ocr">{escape(words("card.ocr_short"))}</p>' if row["by_ocr"] else ""
    return f'<div{attributes}><span class="place">{place}</span><div>{recognised}{body}</div></div>'


def numbered(text: str, numbers: pd.DataFrame) -> str:
    """A passage as HTML: claimed numbers as links to their charts, the others underlined with dots.

    Args:
        text: as printed.
        numbers: its numbers, as :func:`warehouse.holdings.numbers` gives them.
    """
    html, at = "", 0
    for _, number in numbers.sort_values("char_start").iterrows():
        start, end = int(number["char_start"]), int(number["char_end"])
        if start < at:
            continue
        claims, printed = list(number["claims"]), text[start:end]
        told = {"title": claim_words(claims, number["label"])}
        if claims:
            chart = explore_address(claims[0]["metric_id"], claims[0]["observation_id"])
            shown = link(chart, printed, told)
        else:
            shown = f'<span class="unclaimed" title="{escape(told["title"], quote=True)}">{escape(printed)}</span>'
        html, at = html + escape(text[at:start]) + shown, end
    return html + escape(text[at:])
