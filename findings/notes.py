"""The notes under a chart that keep it from being misread: overlaps, silences, changes, restatements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import pandas as pd

from catalog.words import words
from findings.breaks import Change, changes, restatements
from findings.lanes import Lane, View, monthly_axis, open_gaps, outlined, overlaps, report_name
from findings.titles import row_period
from findings.values import is_told, listed, part_words, unit_words, value_words

# What a note is about: how marks are read, what is counted otherwise, what reports print otherwise, what they correct.
Kind = Literal["reading", "counting", "restated", "corrected"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# Of values printed for one thing so many are told.
_MOST_VALUES = 5
# Of a kind of notes so many are told where they cannot be folded.
_MOST_TOLD = 5


class Note(str):
    """A note that knows its kind; any other text is one of reading."""

    kind: Kind

    @classmethod
    def of(cls, kind: Kind, text: str) -> Note:
        """The note of a text."""
        note = cls(text)
        note.kind = kind
        return note


def by_kind(notes: Sequence[str]) -> dict[Kind, list[str]]:
    """Notes by their kind, in the order of :data:`KINDS`; kinds without any left out."""
    kinds = [note.kind if isinstance(note, Note) else KINDS[0] for note in notes]
    return {kind: [n for n, own in zip(notes, kinds, strict=True) if own == kind] for kind in KINDS if kind in kinds}


def few_notes(notes: Sequence[str]) -> list[str]:
    """Notes for where nothing can be folded: of many of a kind, but that of reading, only how many there are."""
    told: list[str] = []
    for kind, own in by_kind(notes).items():
        many = kind != "reading" and len(own) > _MOST_TOLD
        told += [words(f"notes.kind.{kind}.many", count=len(own))] if many else own
    return told


def drawing_notes(lanes: Sequence[Lane], view: View) -> tuple[str, ...]:
    """How the marks of the lanes are to be read."""
    marks = [mark for lane in lanes for mark in lane.marks]
    notes = []
    if any(mark.shape == "bar" for mark in marks):
        averaged = view == "per_month" and any(lane.axis == monthly_axis(lane.unit) for lane in lanes)
        notes.append(words("chart.note.flow" if averaged else "chart.note.printed"))
    if any(mark.shape == "dot" for mark in marks):
        notes.append(words("chart.note.dots"))
    if any(mark.shape == "dot" and mark.start != mark.end for mark in marks):
        notes.append(words("chart.note.span"))
    if any(mark.shape == "ring" for mark in marks):
        notes.append("○ " + words("chart.recomputed"))
    if any(mark.shape == "base" for mark in marks):
        notes.append(words("chart.note.base"))
    if len({lane.unit for lane in lanes if lane.marks}) > 1:
        notes.append(words("chart.note.unit"))
    return tuple(notes)


def truth_notes(rows: pd.DataFrame, lanes: Sequence[Lane]) -> tuple[str, ...]:
    """What a reader must know before comparing what is drawn.

    Args:
        rows: the observations that are drawn.
        lanes: the lanes they are drawn in.
    """
    notes = []
    if any(any(outlined(_bar_spans(lane))) for lane in lanes):
        notes.append(words("chart.note.long"))
    if any(any(overlaps([mark for mark in lane.marks if mark.shape == "bar"])) for lane in lanes):
        notes.append(words("chart.note.overlap"))
    if any(open_gaps(lane) for lane in lanes):
        notes.append(words("chart.note.gap"))
    if any(lane.unreported for lane in lanes):
        notes.append(words("chart.note.unreported"))
    notes += [Note.of("counting", _change_words(change)) for change in changes(rows)]
    notes += [Note.of("restated", _restated_words(own)) for own in restatements(rows)]
    return tuple(dict.fromkeys(notes))


def _bar_spans(lane: Lane) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    return [(mark.start, mark.end) for mark in lane.marks if mark.shape == "bar"]


def _named(row: pd.Series) -> str:
    return (
        words("chart.note.part", metric=words.name(row), part=part_words(row["part"]))
        if row["part"]
        else words.name(row)
    )


def _change_words(change: Change) -> str:
    told = {"metric": _named(change.later), "period": row_period(change.later), "earlier": row_period(change.earlier)}
    if change.kind == "unit":
        units = {"unit": unit_words(change.later["unit"]), "before": unit_words(change.earlier["unit"])}
        return words("chart.note.break_unit", **told, **units)
    ways = {"counting": _way(change.later), "before": _way(change.earlier)}
    return words("chart.note.break_counting", **told, **ways)


def _way(row: pd.Series) -> str:
    return words.either(row, "counting") if is_told(row["counting"]) else words("chart.uncounted")


def _restated_words(rows: pd.DataFrame) -> str:
    values = []
    told = [value_words(row["value"], row["unit"], row["qualifier"]) for _, row in rows.iterrows()]
    for value, own in rows.assign(told=told).groupby("told", sort=False):
        reports = own["report_id"].nunique()
        key = "chart.note.restated_value" if reports == 1 else "chart.note.restated_reports"
        values.append(words(key, report=report_name(own.iloc[-1]), count=reports, value=value))
    if len(values) > _MOST_VALUES:
        values = [*values[:_MOST_VALUES], words("chart.note.restated_more", count=len(values) - _MOST_VALUES)]
    first = rows.iloc[0]
    thing = {"metric": _named(first), "period": row_period(first)}
    return words("chart.note.restated", **thing, values=listed(values))
