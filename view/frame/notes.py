"""What is said under a chart, however many reports it is drawn from: how to read it, the rest folded by kind."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from catalog.words import words
from findings.extracts import MOST_REPORTS, told_reports
from findings.notes import by_kind

# Notes that are read where they stand, and of each kind those that are told where it is unfolded.
_MOST_NOTES, _MOST_OF_A_KIND = 5, 30


def notes_part(notes: Sequence[str]) -> None:
    """Draws notes in a quiet paragraph; of many only those of how to read the chart, the others folded by kind."""
    joint = "　" if words.language == "zh-TW" else " "
    kinds = by_kind(notes)
    shown = list(notes) if len(notes) <= _MOST_NOTES else kinds.get("reading", [])[:_MOST_NOTES]
    if shown:
        st.caption(joint.join(shown))
    for kind, own in kinds.items():
        rest = [note for note in own if note not in shown]
        if rest:
            told = words(f"notes.kind.{kind}.{'one' if len(rest) == 1 else 'many'}", count=len(rest))
            few, beyond = rest[:_MOST_OF_A_KIND], len(rest) - _MOST_OF_A_KIND
            _folded(told, [*few, words("notes.in_table", count=beyond)] if beyond > 0 else few)


def bands_part(told: str) -> None:
    """Draws what :func:`charts.axes.unnamed_words` tells of the bands above a chart."""
    if told:
        st.caption(told)


def sources_part(reports: Sequence[str]) -> None:
    """Draws the names of the reports a chart is drawn from; of many their number, the oldest, the newest, and a list.

    Args:
        reports: their names, in the order of their periods.
    """
    told = words("chart.source", reports=told_reports(reports))
    if len(reports) <= MOST_REPORTS:
        st.caption(told)
    else:
        _folded(told, reports)


def _folded(summary: str, items: Sequence[str]) -> None:
    listed = "".join(f"<li>{escape(item)}</li>" for item in items)
    st.html(f'<details class="notes"><summary>{escape(summary)}</summary><ul>{listed}</ul></details>')
