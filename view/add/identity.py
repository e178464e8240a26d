"""What a dropped report is, as it says; a person who knows better says so, and it is read again."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import get_args

import pandas as pd
import streamlit as st

from catalog.lexicon import Genre
from catalog.words import words
from findings.lanes import report_name
from findings.period_words import day_words, period_words
from findings.values import is_told
from view.add.visit import Reading, ReadReport, Visit
from view.frame.request import carried
from warehouse import reads
from warehouse.connect import WarehouseMissing

_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)
_FIELDS = ("title", "agency", "genre", "session", "published", "period_start", "period_end", "edition_of")


def identity_facts(report: pd.Series) -> str:
    """What the report is, as HTML."""
    days = period_words(report["period_start"].date(), report["period_end"].date())
    corrected = str(report["edition_of"]) if is_told(report["edition_of"]) else ""
    day = day_words(report["published"].date()) if is_told(report["published"]) else words("reports.not_told")
    facts = {
        "agency": report["agency"],
        "genre": words(f"genre.{report['genre']}"),
        "period": words("reports.period", period=days, quote=report["period_quote"]),
        "session": report["session"] if is_told(report["session"]) else words("reports.not_told"),
        "published": day,
        "edition": _names().get(corrected, corrected) or words("add.first_edition"),
        "file": report["file"],
    }
    lines = "".join(
        f"<div><dt>{escape(words(f'add.fact.{key}'))}</dt><dd>{escape(str(value))}</dd></div>"
        for key, value in facts.items()
    )
    return f'<dl class="report-facts">{lines}</dl>'


def identity_form(visit: Visit, reading: Reading, report: pd.Series | None, read: ReadReport) -> None:
    """Asks what the report is, where it was read wrongly or could not be read.

    Args:
        visit: whose report it is.
        reading: what was read of it.
        report: what it is as read, None where that could not be told.
        read: reads it again.
    """
    known: dict[str, object] = {name: _known(report, name) for name in _FIELDS} | reading.entry
    held = {str(row["agency"]) for _, row in _reports().iterrows()}
    agencies = sorted(held | ({str(known["agency"])} if known["agency"] else set()))
    editions = ["", *_names()]
    with st.form("add-identity"):
        given = {
            "agency": st.selectbox(
                words("add.fact.agency"), agencies, index=_index(agencies, known["agency"]), accept_new_options=True,
                placeholder=words("add.choose_agency"),
            ),
            "genre": st.selectbox(
                words("add.fact.genre"), get_args(Genre), index=_index(get_args(Genre), known["genre"]),
                format_func=carried(lambda genre: words(f"genre.{genre}")),
            ),
        }  # fmt: skip
        first, last, day = st.columns(3)
        for column, name in ((first, "period_start"), (last, "period_end"), (day, "published")):
            given[name] = column.date_input(
                words(f"add.field.{name}"), value=_day(known[name]), min_value=_FIRST, max_value=_LAST,
                format="YYYY-MM-DD",
            )  # fmt: skip
        given["session"] = st.text_input(words("add.fact.session"), value=str(known["session"] or ""), max_chars=60)
        given["title"] = st.text_input(words("add.field.title"), value=str(known["title"] or ""), max_chars=200)
        names = _names()
        given["edition_of"] = st.selectbox(
            words("add.fact.edition"), editions, index=_index(editions, known["edition_of"] or ""),
            format_func=carried(lambda one: names[one] if one else words("add.first_edition")),
        )  # fmt: skip
        if st.form_submit_button(words("add.read_again"), icon=":material/refresh:"):
            told = {name: value or None for name, value in given.items()}
            changed = {name: value for name, value in told.items() if value != (known[name] or None)}
            visit.correct(_whole_period(reading.entry | changed, told), read)
            st.rerun()


def _whole_period(entry: dict[str, object], told: dict[str, object]) -> dict[str, object]:
    """Both ends of a period go together; what is not told is left to the report."""
    if "period_start" in entry or "period_end" in entry:
        entry |= {name: told[name] for name in ("period_start", "period_end")}
    return {name: value for name, value in entry.items() if value is not None}


def _known(report: pd.Series | None, name: str) -> object:
    if report is None or not is_told(report[name]):
        return None
    value = report[name]
    return value.date() if isinstance(value, pd.Timestamp) else value


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _index(options: list[str] | tuple[str, ...], value: object) -> int | None:
    return options.index(str(value)) if str(value) in options else None


def _names() -> dict[str, str]:
    """Published reports by id, the newest first."""
    return {str(row["report_id"]): report_name(row) for _, row in _reports().iloc[::-1].iterrows()}


def _reports() -> pd.DataFrame:
    """The published reports; none where nothing is published yet."""
    try:
        return reads.reports()
    except WarehouseMissing:
        return pd.DataFrame()
