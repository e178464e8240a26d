"""Numbers that stand in a report and are not sure: what is printed, where, and why no value is taken."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.words import told
from ingest.notation.numerals import Fault
from ingest.numbers.printed import Segment

_AROUND = 10
_LONGEST = 30


@dataclass(frozen=True)
class Doubt:
    """A number that was seen and not taken. ``start`` and ``end`` span it in the segment's compact text."""

    segment: Segment
    start: int
    end: int
    fault: Fault

    @property
    def raw(self) -> str:
        """The number as printed."""
        start, end = self.segment.span(self.start, self.end)
        return self.segment.passage.text[start:end]

    @property
    def message(self) -> str:
        """What is printed, the words around it, and why it is not taken."""
        text = self.segment.compact.text
        around = text[max(0, self.start - _AROUND) : min(self.end, self.start + _LONGEST) + _AROUND]
        number = self.raw if len(self.raw) <= _LONGEST else f"{self.raw[:_LONGEST]}…"
        why = told(f"reading.doubt_{self.fault}")
        return told("reading.doubt", number=" ".join(number.split()), around=around, why=why)


@dataclass(frozen=True)
class UnknownUnit:
    """A unit kept as printed because the catalog has none of the kind: where it stands first, and how often."""

    unit: str
    segment: Segment
    count: int

    @property
    def message(self) -> str:
        """The unit, and what to do to have it known."""
        return told("reading.unknown_unit", unit=self.unit, count=self.count)
