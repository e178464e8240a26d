"""The days that a plan is for: 預定9月至10月辦理，計20場次.

They lie behind the report's period. Where a report of the first half says 9月, the next September is meant.
"""

from __future__ import annotations

import re

from catalog.entry import compiled
from catalog.lexicon import Lexicon
from ingest.notation.calendar import Interval, year_after
from ingest.numbers.printed import Period, Quantity

_CLAUSE_END = re.compile(r"[，。；！？:]")
# From then on: no day tells where it ends.
_OPEN_END = "起"


class PlanReader:
    """Finds the days of plans in one report.

    Args:
        lexicon: the words that tell a plan.
        report: the report's own period.
    """

    def __init__(self, lexicon: Lexicon, report: Interval) -> None:
        self._planned = compiled(lexicon.planned)
        self._report = report

    def days(self, quantity: Quantity) -> Period | None:
        """The days to come that a plan's clause names last before a number in its sentence; None if none."""
        segment = quantity.segment
        text = segment.compact.text
        start, stop = segment.sentence(quantity.start)
        named = [m for m in segment.dates if start <= m.start and m.end <= quantity.start and m.grain != "year"]
        if not named or text.startswith(_OPEN_END, named[-1].end):
            return None
        days = named[-1]
        first = max((match.end() for match in _CLAUSE_END.finditer(text, start, days.start)), default=start)
        behind = _CLAUSE_END.search(text, days.end, stop)
        if not self._planned.search(text[first : behind.start() if behind else stop]):
            return None
        interval = days.interval
        if interval.end <= self._report.end and not days.has_year:
            interval = year_after(interval)
        if interval.start <= self._report.end:
            return None
        return Period(interval.start, interval.end, "stated", segment.printed(days.start, days.end))
