"""What became of every number of a report: the account behind ``python -m ingest --explain``.

Each run of digits, and each numeral read as a quantity, stands in exactly one line: a value of a
metric, a quantity no rule claims, or one of the things that are no quantities, with the rule that
decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from catalog.words import told
from ingest.meaning.observations import Reading
from ingest.numbers.printed import Quantity, Segment, by_segment
from ingest.numbers.quantities import QuantityReader
from ingest.passages.outline import Passage
from ingest.read.document import Document

Fate = Literal["metric", "unclaimed", "bare", "not_quantity", "dropped", "unexplained"]

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_AROUND = 12


@dataclass(frozen=True)
class Account:
    """One number: where it stands, what became of it, and the rule that decided.

    ``line`` and ``page`` are those of its passage; ``around`` is the text it stands in.
    """

    number: str
    fate: Fate
    rule: str
    passage_no: int | None
    page: int | None
    line: int | None
    around: str


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
    found = {here[0].segment: here for here in by_segment(reading.seen)}
    accounts: list[Account] = []
    for segment in reading.segments:
        accounts += _segment(segment, found.get(segment, []), reader)
    accounts += list(_dropped(document))
    return accounts


def _segment(segment: Segment, quantities: Sequence[Quantity], reader: QuantityReader) -> Iterator[Account]:
    text = segment.compact.text
    excluded = reader.not_quantities(segment)
    runs = [match.span() for match in _DIGITS.finditer(text)]
    numerals = [(q.start, q.end) for q in quantities if not _DIGITS.search(text, q.start, q.end)]
    for start, end in sorted({*runs, *numerals}):
        quantity = next((q for q in quantities if q.start < end and start < q.end), None)
        name = next((name for first, last, name in excluded if first < end and start < last), None)
        fate, rule = _fate(quantity, name)
        yield _account(segment.passage, text, (start, end), fate, rule)


def _fate(quantity: Quantity | None, excluded: str | None) -> tuple[Fate, str]:
    if quantity is not None:
        if quantity.observations:
            return "metric", ", ".join(dict.fromkeys(observation.rule for observation in quantity.observations))
        if quantity.form == "ordinals":
            return "not_quantity", "ordinals"
        if quantity.unit is None:
            return "bare", quantity.label or ""
        return "unclaimed", f"{quantity.label or ''} [{quantity.unit}]"
    if excluded is not None:
        return "not_quantity", excluded
    return "unexplained", ""


def _account(passage: Passage, text: str, span: tuple[int, int], fate: Fate, rule: str) -> Account:
    start, end = span
    around = text[max(0, start - _AROUND) : end + _AROUND]
    return Account(text[start:end], fate, rule, passage.no, passage.page, passage.line, around)


def _dropped(document: Document) -> Iterator[Account]:
    for piece in document.dropped:
        for match in _DIGITS.finditer(piece.text):
            yield Account(match.group(), "dropped", piece.reason, None, piece.page, piece.line, piece.text[:40])


def account_lines(accounts: Sequence[Account]) -> Iterator[str]:
    """The account as tab-separated lines: place, number, fate, rule, words around; then a line of counts."""
    for account in accounts:
        place = f"p{account.page}" if account.page else f"L{account.line}" if account.line else f"#{account.passage_no}"
        fate = told(f"explain.{account.fate}")
        yield "\t".join((place, account.number, fate, account.rule, account.around.replace("\n", " ")))
    fates = [account.fate for account in accounts]
    yield told("explain.counts", total=len(fates), **{fate: fates.count(fate) for fate in _FATES})


_FATES: tuple[Fate, ...] = ("metric", "unclaimed", "bare", "not_quantity", "dropped", "unexplained")
