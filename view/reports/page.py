"""The reports page: one report with all it holds, or which report prints which metric."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from catalog.words import words
from findings.kept import kept
from findings.lanes import short_report_name
from findings.period_words import day_words
from findings.printed_names import agency_words, session_words
from findings.values import is_told
from view.frame.address import Choices
from view.frame.hits import STYLE as HITS_STYLE
from view.frame.page import Page
from view.frame.reports import count_of, period_of, report_names, report_rows
from view.reports.choices import State, groups, report_choices, shows
from view.reports.holdings import left_out_part, numbers_part, pictures_part, tables_part
from view.reports.matrix import matrix_part
from view.reports.text import text_part
from warehouse import holdings, reads

_STYLES = (HITS_STYLE, Path(__file__).with_name("reports.css"))
_DRAW_PART = {
    "text": text_part,
    "numbers": numbers_part,
    "tables": tables_part,
    "pictures": pictures_part,
    "left_out": left_out_part,
}
_DIGEST_SHOWN = 12


def reports_page(page: Page) -> None:
    """Draws the reports page."""
    for style in _STYLES:
        st.html(style)
    with st.container(key="whole"):
        _draw()


def _draw() -> None:
    title = st.container(key="finding")
    choices = report_choices()
    state = choices.state
    with st.container(key="choosers"):
        left, right = st.columns([2, 5], vertical_alignment="bottom")
    with left:
        if len(shows()) > 1:
            choices.buttons("show", words("reports.show"), lambda show: words(f"reports.show.{show}"))
    field, label, names = (
        ("group", "group", groups()) if state.show == "matrix" else ("report", "choose", report_names())
    )
    with right:
        choices.listed(field, words(f"reports.{label}"), lambda value: names[value])
    if state.show == "matrix":
        matrix_part(choices, title)
    else:
        title.title(_finding(state.report), anchor=False)
        _report(choices)


def _finding(report_id: str) -> str:
    """How many numbers the report prints, and what became of them."""
    name = short_report_name(report_rows()[report_id])
    # It begins the sentence.
    name = name[:1].upper() + name[1:]
    counts = {thing: count_of(report_id, thing) for thing in ("numbers", "claimed", "metrics")}
    key = "none" if not counts["claimed"] else "all" if counts["claimed"] == counts["numbers"] else ""
    return words("_".join(filter(None, ("reports.title", key))), name=name, **counts)


def _report(choices: Choices[State]) -> None:
    report_id = choices.state.report
    own = reads.ask(holdings.account, report_id).iloc[0]
    st.html(_facts(report_id))
    counts = {
        "text": own["passages"],
        "numbers": own["numbers"],
        "tables": own["tables"],
        "pictures": own["pictures"],
        "left_out": own["dropped"] + own["issues"],
    }
    choices.buttons(
        "part",
        words("reports.part"),
        lambda part: words("search.kind_counted", kind=words(f"reports.part.{part}"), hits=counts[part]),
    )
    _DRAW_PART[choices.state.part](choices)


@kept(64)
def _facts(report_id: str) -> str:
    row = report_rows()[report_id]
    published = day_words(row["published"].date()) if is_told(row["published"]) else words("reports.not_told")
    facts = {
        "period": words("reports.period", period=period_of(row), quote=row["period_quote"]),
        "genre": words(f"genre.{row['genre']}"),
        "session": session_words(row["session"]) if is_told(row["session"]) else words("reports.not_told"),
        "agency": agency_words(row["agency"]),
        "published": published,
        **({"pages": int(row["pages"])} if is_told(row["pages"]) else {}),
        "file": words("reports.file", file=row["file"], sha256=row["sha256"][:_DIGEST_SHOWN]),
    }
    lines = [
        f"<div><dt>{escape(words(f'reports.fact.{key}'))}</dt><dd>{escape(str(value))}</dd></div>"
        for key, value in facts.items()
    ]
    return f'<dl class="report-facts">{"".join(lines)}</dl>'
