"""About one metric: what it counts, how reports print it, what was ever printed, what checks it."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from catalog.load import load
from catalog.words import words
from findings import exploration as explore
from findings.breaks import changes
from findings.exploration import Explored
from findings.lanes import change_words, report_name
from findings.records import value_records
from findings.titles import row_period
from findings.values import listed, unit_words
from view.explore.choices import ExploreChoices
from view.explore.table import column_settings, shown_frame
from view.frame.tables import choosable_table
from view.source.card import check_words
from warehouse import reads

# What ends a clause in which a number stands.
_CLAUSE = re.compile(r"[，。；：、\n]")
_MOST_LABELS = 6


def about(seen: Explored, choices: ExploreChoices) -> None:
    """Lets the reader choose the metric that is explained, and explains it."""
    options = list(choices.state.metrics)
    names = explore.metric_names(options)
    with st.container(key="explore-about"):
        st.pills(words("explore.about"), options, format_func=names.__getitem__, **choices.bound("about"))
        if chosen := choices.state.about:
            rows = seen.rows[seen.rows["metric_id"] == chosen]
            st.header(words("explore.about_of", metric=names[chosen]), anchor=False)
            st.html(_facts(chosen, rows))
            _values(chosen, rows, choices)


def _facts(metric_id: str, rows: pd.DataFrame) -> str:
    metric: Any = reads.metrics().loc[metric_id]
    measure, unit = words(f"measure.{metric['measure']}"), unit_words(metric["unit"])
    told = {
        "definition": [words.either(metric, "definition")],
        "measured": [words("explore.measured_value", measure=measure, unit=unit)],
        "units": [listed(unit_words(unit) for unit in dict.fromkeys(rows["unit"]))],
        "labels": [words("explore.labels_value", label=label) for label in printed_labels(rows)],
        "ways": _ways(metric_id, rows),
        "checks": _checks(metric_id),
    }
    lines = [
        f"<dt>{escape(words(f'explore.{name}'))}</dt><dd>{'<br>'.join(map(escape, texts))}</dd>"
        for name, texts in told.items()
        if any(texts)
    ]
    return f'<dl class="facts">{"".join(lines)}</dl>'


def printed_labels(rows: pd.DataFrame) -> list[str]:
    """The clauses in which reports print the figure, each wording once, the number as an ellipsis."""
    labels = [_clause(row["passage"], int(row["char_start"]), int(row["char_end"])) for _, row in rows.iterrows()]
    return list(dict.fromkeys(labels))[:_MOST_LABELS]


def _clause(passage: str, start: int, end: int) -> str:
    before = _CLAUSE.split(passage[:start])[-1]
    after = _CLAUSE.split(passage[end:])[0]
    return "".join(f"{before}…{after}".split())


def _ways(metric_id: str, rows: pd.DataFrame) -> list[str]:
    described = load().metrics.get(metric_id)
    ways = [words.name(way) for way in described.countings] if described else []
    changed = [
        words("explore.changed", period=row_period(change.later), change=change_words(change))
        for change in changes(rows)
    ]
    return [*ways, *changed] or [words("explore.ways_none")]


def _checks(metric_id: str) -> list[str]:
    checks = reads.checks([metric_id])
    titles = {row["report_id"]: report_name(row) for _, row in reads.reports().iterrows()}
    lines = [
        words("explore.check", report=titles[check["report_id"]], check=check_words(check))
        for _, check in checks.iterrows()
    ]
    return lines or [words("explore.checks_none")]


def _values(metric_id: str, rows: pd.DataFrame, choices: ExploreChoices) -> None:
    """Every value of the metric, each row leading to its source."""
    st.subheader(words("explore.all_values"), anchor=False)
    if rows.empty:
        st.caption(words("explore.all_none"))
        return
    st.caption(words("explore.all_hint"))
    records = value_records(rows, {})
    frame = shown_frame([{**record, "metric": None} for record in records])
    choosable_table(
        frame,
        records,
        key=f"explore.values.{metric_id}",
        alt=words("explore.all_values"),
        columns=column_settings(frame, ()),
        choose=choices.choose_source,
    )
