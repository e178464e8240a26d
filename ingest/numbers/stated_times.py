"""Of which time a report says something is: 所稱前期係指112年1月至6月; 括號內為去年同期數, and then 31案(9案)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from catalog.entry import compiled
from catalog.lexicon import Lexicon
from ingest.notation.calendar import DateMention, Interval, find_dates
from ingest.notation.date_forms import NO_PERIOD_BEFORE, NO_PERIOD_BEHIND
from ingest.numbers.printed import Segment
from ingest.passages.outline import Passage

# A number in brackets right behind one of the same unit.
_BESIDE = re.compile(
    r"\d[\d,.]*[萬億]?(?P<unit>[^\d，。；、:()「」萬億%]{1,3})(?P<opens>\()(?=\d[\d,.]*[萬億]?(?P=unit)\))"
)


@dataclass(frozen=True)
class ToldTimes:
    """What a report says of times.

    Attributes:
        brackets: the days that numbers in brackets are of; None where it does not say.
        words: the days of words for another period that it defines.
    """

    brackets: Interval | None
    words: Mapping[str, Interval]

    def dated(self, segment: Segment) -> Segment:
        """A segment with its dates as the report means them."""
        if self.brackets is None and not self.words:
            return segment
        text = segment.compact.text
        dates = [one for one in segment.dates if text[one.start : one.end] not in self.words]
        for word, interval in self.words.items():
            found = re.finditer(rf"{NO_PERIOD_BEFORE}{word}{NO_PERIOD_BEHIND}(?!同期)", text)
            # 同期 alone, not that of 去年同期.
            free = [one for one in found if not any(own.start < one.end() and one.start() < own.end for own in dates)]
            dates += [DateMention(one.start(), one.end(), interval, "day", has_year=False) for one in free]
        if self.brackets:
            opened = (match.end("opens") for match in _BESIDE.finditer(text))
            dates += [DateMention(place, place, self.brackets, "day") for place in opened]
        dated = replace(segment, dates=tuple(sorted(dates, key=lambda mention: mention.start)))
        if not self.words:
            return dated
        heads = ([self.dated(head) for head in own] for own in (segment.row_heads, segment.column_heads))
        rows, columns = map(tuple, heads)
        return replace(dated, row_heads=rows, column_heads=columns)


class ToldTimesReader:
    """Finds what a report says of times.

    Args:
        lexicon: the words that say so.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._brackets = compiled(lexicon.brackets_hold)
        self._defined = [compiled(pattern) for pattern in lexicon.defined_times]

    def read(self, passages: Iterable[Passage], period: Interval) -> ToldTimes:
        """What the prose of a report says; nothing of what it says twice and differently."""
        brackets: set[Interval] = set()
        words: dict[str, set[Interval]] = {}
        for passage in passages:
            if passage.kind == "table":
                continue
            text = passage.compact.text
            for said in self._brackets.finditer(text):
                brackets |= _within(text, said.span("period"), period)
            for pattern in self._defined:
                for said in pattern.finditer(text):
                    words.setdefault(said["word"], set()).update(_within(text, said.span("period"), period))
        return ToldTimes(
            brackets.pop() if len(brackets) == 1 else None,
            {word: told.pop() for word, told in words.items() if len(told) == 1},
        )


def _within(text: str, span: tuple[int, int], period: Interval) -> set[Interval]:
    """The days that the words of a span tell."""
    start, end = span
    return {mention.interval for mention in find_dates(text, period) if start <= mention.start < end}
