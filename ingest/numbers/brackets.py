"""What a report says its brackets hold: 括號內為去年同期數, and then 本期接待31案(9案)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from catalog.entry import compiled
from catalog.lexicon import Lexicon
from ingest.notation.calendar import DateMention, Interval, find_dates
from ingest.numbers.printed import Segment
from ingest.passages.outline import Passage

# A number in brackets right behind one of the same unit.
_BESIDE = re.compile(
    r"\d[\d,.]*[萬億]?(?P<unit>[^\d，。；、:()「」萬億%]{1,3})(?P<opens>\()(?=\d[\d,.]*[萬億]?(?P=unit)\))"
)


class BracketReader:
    """Dates the numbers in brackets of a report that says of which time they are.

    Args:
        lexicon: the words that say so.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._said = compiled(lexicon.brackets_hold)

    def held(self, passages: Iterable[Passage], period: Interval) -> Interval | None:
        """The days that numbers in brackets are of; None where a report does not say, or says two."""
        found = {
            mention.interval
            for passage in passages
            if passage.kind != "table"
            for said in self._said.finditer(passage.compact.text)
            for mention in find_dates(passage.compact.text, period)
            if said.start("period") <= mention.start < said.end("period")
        }
        return found.pop() if len(found) == 1 else None

    @staticmethod
    def dated(segment: Segment, held: Interval) -> Segment:
        """A segment with a date of ``held`` where such a bracket opens in its words."""
        opened = (match.end("opens") for match in _BESIDE.finditer(segment.compact.text))
        own = [DateMention(place, place, held, "day") for place in opened]
        return replace(segment, dates=tuple(sorted((*segment.dates, *own), key=lambda mention: mention.start)))
