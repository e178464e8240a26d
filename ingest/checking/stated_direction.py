"""Which way words say that something went from one number to another, where the numbers say otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, result_of
from ingest.checking.subjects import clause_before
from ingest.numbers.printed import Quantity

# The relation of two numbers of which words say which way it went from one to the other.
TURNED = "way told"
# What was on a day and what is: 1,200件(6月底)→1,245件(12月底).
ARROW = r"(?:\([^()]*[年月日底末]\))?→"
# The day of what it became: 由110年底300人增為111年底320人.
_DAY = re.compile(
    r"(?<=[→至為到增減升降])(?:\d{2,4}年度?)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[底末止]|[上下]半年)?(?:之|的|累計)*$"
)
_PERCENT = "%"
# As many signs before a change tell its way; as many before a number that it has come together.
_WAY, _LEAD = 3, 12


def undated(words: str) -> str:
    """The words between two numbers, without the day right before the second: 增為 of 增為111年底."""
    return _DAY.sub("", words, count=1)


class WaysTold:
    """Finds them with the words of changes."""

    def __init__(self, structure: Structure) -> None:
        words = structure.change_words
        self._up, self._down, self._rate = compiled(words.up), compiled(words.down), compiled(words.rate)
        self._became = compiled(rf"{ARROW}|{words.became}")
        self._together = compiled(structure.cues["cumulative"])
        self._exact = frozenset({None, *structure.exact_qualifiers})

    def turned(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """由42,640度升為41,870度: where words and numbers disagree about the way it went."""
        for first, second in pairwise(numbers):
            printed = first.segment.compact.text[first.tail : second.start]
            between = undated(printed)
            exact = {first.qualifier, second.qualifier} <= self._exact
            if first.unit != second.unit or not exact or not self._became.fullmatch(between):
                continue
            up, down = self._up.search(between), self._down.search(between)
            went_up = second.value > first.value
            # What has come together is never less: 累計1,200件(6月底)→1,245件(12月底).
            if between.endswith("→"):
                lead = first.segment.compact.text[: first.start][-_LEAD:]
                up = up or self._together.search(lead) or self._together.search(printed)
            # Where both agree the change told behind them is what tells something.
            if bool(up) != bool(down) and first.value != second.value and went_up != bool(up):
                yield result_of(check, TURNED, False, first.value, (second, first), "way")

    def two_ways(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """較去年同期增加40件，降幅2%: a change and its rate of which the words say different ways."""
        for change, rate in pairwise(numbers):
            text = rate.segment.compact.text
            between = text[change.tail : rate.start]
            if rate.unit != _PERCENT or change.unit in (None, _PERCENT) or not self._rate.fullmatch(between):
                continue
            first, second = self.way(clause_before(change)[-_WAY:]), self.way(between)
            if first and second and first != second:
                instance = f"{rate.segment.passage.no}:{rate.span[0]}:way"
                yield CheckResult(
                    check, instance, TURNED, "fails", change.value, rate.value, Decimal(0), (), (change, rate)
                )

    def way(self, words: str) -> str:
        """Which way words tell that something went; blank where they tell none or both."""
        up, down = self._up.search(words), self._down.search(words)
        return "" if bool(up) == bool(down) else "up" if up else "down"
