"""What became of every number of a report: the account behind ``python -m ingest --explain``.

Each run of digits, and each numeral with a measure, stands in a line: a value of a metric, a quantity no
rule claims, one that is not sure (with the reason, as on the quality page), or one of the things that are
no quantities, with the rule that decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from catalog.words import told
from ingest.meaning.observations import Reading
from ingest.numbers.printed import Quantity, Segment
from ingest.numbers.quantities import QuantityReader
from ingest.read.document import Document

Fate = Literal["metric", "unclaimed", "bare", "not_quantity", "doubt", "dropped", "unexplained"]

_Told = tuple[int, int, Fate, str, str]

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_AROUND = 12


@dataclass(frozen=True)
class Account:
    """One number: where it stands, what became of it, and the rule that decided.

    ``line`` and ``page`` are those of its passage; ``around`` is the text it stands in; ``label`` is its label from
    structure, empty where nothing was asked by it.
    """

    number: str
    fate: Fate
    rule: str
    passage_no: int | None
    page: int | None
    line: int | None
    around: str
    label: str = ""


def explain(
    document: Document,
    reading: Reading,
    reader: QuantityReader,
) -> list[Account]:
    """The account of a report's numbers, in reading order; numbers of dropped text at the end.

    Args:
        document: the report as read.
        reading: what its numbers came to.
        reader: knows what is no quantity.
    """
    told_of: dict[Segment, list[_Told]] = {}
    for quantity in reading.seen:
        told_of.setdefault(quantity.segment, []).append((quantity.start, quantity.end, *_fate(quantity)))
    for doubt in reading.doubts:
        told_of.setdefault(doubt.segment, []).append((doubt.start, doubt.end, "doubt", doubt.fault, ""))
    accounts: list[Account] = []
    for segment in reading.segments:
        accounts += _segment(segment, told_of.get(segment, []), reader)
    accounts += list(_dropped(document))
    return accounts


def _segment(segment: Segment, told_of: Sequence[_Told], reader: QuantityReader) -> Iterator[Account]:
    """The numbers of a segment: those read, those not sure, and what else has digits or a measure."""
    text = segment.compact.text
    _, _, words = reader.numbers(segment)
    others: list[_Told] = [
        (first, last, "not_quantity", name, "") for first, last, name in reader.not_quantities(segment)
    ]
    others += [(word.start, word.end, "not_quantity", word.name, "") for word in words]
    known = _Cover(len(text), told_of)
    rest = _Cover(len(text), others)
    runs = reader.digit_runs(segment) + reader.counted_numerals(segment)
    lines = list(told_of)
    for start, end in runs:
        if known.at(start, end) is None:
            lines.append((start, end, *(rest.at(start, end) or ("unexplained", "", ""))))
    for start, end, fate, rule, label in sorted(lines):
        around = text[max(0, start - _AROUND) : end + _AROUND]
        passage = segment.passage
        yield Account(text[start:end], fate, rule, passage.no, passage.page, passage.line, around, label)


class _Cover:
    """Which of some spans covers a place."""

    def __init__(self, length: int, spans: Iterable[_Told]) -> None:
        self._by_character: list[tuple[Fate, str, str] | None] = [None] * length
        for start, end, fate, rule, label in spans:
            for place in range(start, end):
                self._by_character[place] = self._by_character[place] or (fate, rule, label)

    def at(self, start: int, end: int) -> tuple[Fate, str, str] | None:
        """What the first span over any of these characters says, None where there is none."""
        return next((told_of for told_of in self._by_character[start:end] if told_of), None)


def _fate(quantity: Quantity) -> tuple[Fate, str, str]:
    composed = quantity.composed
    if quantity.observations:
        rules = dict.fromkeys(observation.rule for observation in quantity.observations)
        return "metric", ", ".join(rules), composed
    if quantity.form == "ordinals":
        return "not_quantity", "ordinals", composed
    asked = quantity.suggestion if quantity.decision.status == "suggested" else None
    likely = "".join(f" {likely.metric_id}?{likely.chance:.2f}" for likely in asked.likely) if asked else ""
    if quantity.unit is None:
        return "bare", f"{quantity.label or ''}{likely}", composed
    return "unclaimed", f"{quantity.label or ''} [{quantity.unit}]{likely}", composed


def _dropped(document: Document) -> Iterator[Account]:
    for piece in document.dropped:
        for match in _DIGITS.finditer(piece.text):
            yield Account(match.group(), "dropped", piece.reason, None, piece.page, piece.line, piece.text[:40])


def account_lines(accounts: Sequence[Account]) -> Iterator[str]:
    """The account as tab-separated lines: place, number, fate, rule, words around, label; then a line of counts."""
    for account in accounts:
        place = f"p{account.page}" if account.page else f"L{account.line}" if account.line else f"#{account.passage_no}"
        fate = told(f"explain.{account.fate}")
        yield "\t".join((place, account.number, fate, account.rule, account.around.replace("\n", " "), account.label))
    fates = [account.fate for account in accounts]
    yield told("explain.counts", total=len(fates), **{fate: fates.count(fate) for fate in _FATES})


_FATES: tuple[Fate, ...] = ("metric", "unclaimed", "bare", "not_quantity", "doubt", "dropped", "unexplained")
