"""How earlier and later reports word the same figure: which sentences, and where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from typing import Literal

import pandas as pd

from findings.lanes import TELLING
from findings.values import is_told

Span = tuple[int, int]
# A number is one piece, a Latin word too; any other character is one. Blanks differ between file formats.
_PIECE = re.compile(r"\d+(?:[,.]\d+)*%?|[A-Za-z]+|\S")
# A single common character between two changes says nothing and hides the change.
_SHORTEST_COMMON = 2
# So many characters that stand elsewhere in the other sentence are the same words moved, no chance.
_SHORTEST_MOVED = 5


@dataclass(frozen=True)
class Sentence:
    """A sentence and the span of the printed number in it."""

    text: str
    number: Span


def sentence_of(row: pd.Series) -> Sentence:
    """The sentence of an observation, as :func:`warehouse.queries.observations` gives it."""
    quote, start, end = str(row["quote"]), int(row["char_start"]), int(row["char_end"])
    at = str(row["passage"]).rfind(quote, 0, start + len(quote))
    if at < 0:
        return Sentence(quote, (0, 0))
    return Sentence(quote, (max(0, start - at), min(len(quote), end - at)))


# Which sentences ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Neighbour:
    """The nearest report on one side that prints the figure, and how many in between do not."""

    row: pd.Series
    silent: int


def neighbours(row: pd.Series, rows: pd.DataFrame, reports: pd.DataFrame) -> tuple[Neighbour | None, Neighbour | None]:
    """The nearest earlier and the nearest later report that print the same figure.

    The same figure is the same metric and part, measured, counted and in the unit alike. Of several
    in one report the one is taken whose sentence is most alike.

    Args:
        row: an observation.
        rows: observations of its metric.
        reports: all reports.
    """
    own = _place(row)
    others = [other for _, other in rows.iterrows() if _is_same_figure(row, other)]
    before = [other for other in others if _place(other) < own]
    after = [other for other in others if _place(other) > own]
    found: list[Neighbour | None] = []
    for side, nearest in ((before, max), (after, min)):
        if not side:
            found.append(None)
            continue
        place = nearest(map(_place, side))
        best = max((other for other in side if _place(other) == place), key=lambda other: _likeness(row, other))
        found.append(Neighbour(best, _silent_between(own, place, reports)))
    return found[0], found[1]


Place = tuple[pd.Timestamp, pd.Timestamp, str]


def _place(row: pd.Series) -> Place:
    """Where a report stands among the others."""
    return row["report_start"], row["report_end"], str(row["report_id"])


def _is_same_figure(row: pd.Series, other: pd.Series) -> bool:
    if other["report_id"] == row["report_id"]:
        return False
    return all(_told(row[key]) == _told(other[key]) for key in ("part", "measure", "counting", "unit"))


def _told(value: object) -> object:
    return value if is_told(value) else None


def _likeness(row: pd.Series, other: pd.Series) -> tuple[float, pd.Timestamp]:
    ours, theirs = (re.sub(r"[\d\s,.]", "", str(one["quote"])) for one in (row, other))
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio(), other["period_end"]


def _silent_between(one: Place, other: Place, reports: pd.DataFrame) -> int:
    first, last = sorted((one, other))
    told = reports[reports["genre"].isin(TELLING)]
    places = zip(told["period_start"], told["period_end"], told["report_id"].map(str), strict=True)
    return sum(first < place < last for place in places)


# Where they differ --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """Two sentences as HTML, what only one of them has marked; and whether only numbers differ."""

    older: str
    newer: str
    numbers_only: bool


def difference(older: Sentence, newer: Sentence) -> Difference:
    """What only the older sentence has stands in ``<del>``, what only the newer has in ``<ins>``.

    The printed number stands in ``<mark>`` in both. Blanks are not compared.
    """
    ours, theirs = (_pieces(sentence.text) for sentence in (older, newer))
    gone, come = _changed([piece for _, piece in ours], [piece for _, piece in theirs])
    words = [ours[index][1] for index in gone] + [theirs[index][1] for index in come]
    return Difference(
        _html(older, _spans(ours, gone), "del"),
        _html(newer, _spans(theirs, come), "ins"),
        len(words) < len(ours) + len(theirs) and all(piece[0].isdigit() for piece in words),
    )


Pieces = list[tuple[Span, str]]


def _pieces(text: str) -> Pieces:
    return [(found.span(), found.group()) for found in _PIECE.finditer(text)]


def _changed(older: Sequence[str], newer: Sequence[str]) -> tuple[list[int], list[int]]:
    """The indices of pieces that only one side has."""
    steps = SequenceMatcher(None, older, newer, autojunk=False).get_opcodes()
    gone: list[int] = []
    come: list[int] = []
    for index, (kind, a0, a1, b0, b1) in enumerate(steps):
        inside = 0 < index < len(steps) - 1
        if kind == "equal" and not (inside and len("".join(older[a0:a1])) < _SHORTEST_COMMON):
            continue
        gone += range(a0, a1)
        come += range(b0, b1)
    return _without_moved(older, newer, gone, come)


def _without_moved(
    older: Sequence[str], newer: Sequence[str], gone: Sequence[int], come: Sequence[int]
) -> tuple[list[int], list[int]]:
    """The indices without those of words that both sides have in another place: they are neither gone nor new."""
    left, right = list(gone), list(come)
    while True:
        ours, theirs = [older[index] for index in left], [newer[index] for index in right]
        ours_at, theirs_at, size = SequenceMatcher(None, ours, theirs, autojunk=False).find_longest_match()
        if len("".join(ours[ours_at : ours_at + size])) < _SHORTEST_MOVED:
            return left, right
        del left[ours_at : ours_at + size], right[theirs_at : theirs_at + size]


def _spans(pieces: Pieces, changed: Sequence[int]) -> list[Span]:
    """Spans of the text, neighbouring changed pieces in one."""
    spans: list[Span] = []
    last = -2
    for index in changed:
        start, end = pieces[index][0]
        if index == last + 1:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        last = index
    return spans


def _html(sentence: Sentence, changed: Sequence[Span], tag: Literal["del", "ins"]) -> str:
    text = sentence.text
    parts: list[str] = []
    at = 0
    for start, end in changed:
        parts.append(_with_number(text, (at, start), sentence.number))
        parts.append(f"<{tag}>{_with_number(text, (start, end), sentence.number)}</{tag}>")
        at = end
    parts.append(_with_number(text, (at, len(text)), sentence.number))
    return "".join(parts)


def _with_number(text: str, span: Span, number: Span) -> str:
    return "".join(
        f"<mark>{escape(piece)}</mark>" if marked else escape(piece) for piece, marked in _cut(text, span, number)
    )


def _cut(text: str, span: Span, number: Span) -> Iterator[tuple[str, bool]]:
    """The pieces of a span before, in and behind the number, those that are not empty."""
    start, end = span
    first, last = (min(max(edge, start), end) for edge in number)
    for piece, marked in ((text[start:first], False), (text[first:last], True), (text[last:end], False)):
        if piece:
            yield piece, marked
