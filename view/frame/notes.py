"""What is said under a chart, however many reports it is drawn from: the first notes in view, the others folded."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from catalog.words import words

# Notes that are read where they stand; names of reports that a line of sources holds.
_MOST_NOTES, _MOST_REPORTS = 5, 6


def notes_part(notes: Sequence[str]) -> None:
    """Draws notes in a quiet paragraph, those beyond the first few folded."""
    joint = "　" if words.language == "zh-TW" else " "
    if notes:
        st.caption(joint.join(notes[:_MOST_NOTES]))
    rest = notes[_MOST_NOTES:]
    if rest:
        _folded(words(f"notes.more.{'one' if len(rest) == 1 else 'many'}", count=len(rest)), rest)


def bands_part(told: str) -> None:
    """Draws what :func:`charts.axes.unnamed_words` tells of the bands above a chart."""
    if told:
        st.caption(told)


def sources_part(reports: Sequence[str]) -> None:
    """Draws the names of the reports a chart is drawn from; of many their number, the oldest, the newest, and a list.

    Args:
        reports: their names, in the order of their periods.
    """
    if len(reports) <= _MOST_REPORTS:
        st.caption(words("chart.source", reports=words("list.joint").join(reports) or "—"))
        return
    told = words("notes.reports", count=len(reports), first=reports[0], last=reports[-1])
    _folded(words("chart.source", reports=told), reports)


def _folded(summary: str, items: Sequence[str]) -> None:
    listed = "".join(f"<li>{escape(item)}</li>" for item in items)
    st.html(f'<details class="notes"><summary>{escape(summary)}</summary><ul>{listed}</ul></details>')
