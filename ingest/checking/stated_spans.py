"""How long it is from day to day, beside the days: 自80年5月1日締結，至期末適滿30年; 3月4日至6日計3天."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, result_of
from ingest.notation.calendar import Interval, gregorian_year
from ingest.numbers.printed import Quantity

# A range of days, be they written with points: 114.1.20-1.28.
_OF_DAYS = re.compile(r"日|\d[./]\d{1,2}[-~至]")
# A day kept in memory of one on which something began: 55年6月30日締結 … 58週年.
_ANNIVERSARY = re.compile(r"\d[週周]年$")
_FOUNDED = re.compile(r"[^，。；:()\d]{0,4}(?:締|成立|設立|創|建|啟用|開[館幕辦])")
_UNTIL = ("至", "到", "迄")
_YEAR = re.compile(r"(?<!\d)(?:民國)?(?P<year>\d{2,4})年(?!\d|[至到~])")


class StatedSpans:
    """Finds them with the words of spans.

    Args:
        structure: the words of spans.
        at_least: qualifiers that make a number the least there is (逾).
        period: the report's, where it is known.
    """

    def __init__(self, structure: Structure, at_least: Collection[str], period: Interval | None) -> None:
        words = structure.span_words
        self._full, self._lasts = compiled(words.full), compiled(words.lasts)
        self._end_of_period = compiled(words.end_of_period)
        self._since, self._whole = compiled(rf"(?:{words.since})$"), compiled(words.whole)
        self._period = period
        self._beyond, self._exact = frozenset(at_least), frozenset(structure.exact_qualifiers)
        self._years, self._days = frozenset(words.years), frozenset(words.days)

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each number of years between two days of its sentence, and of days of a range before it."""
        for one in quantities:
            if one.segment.cell is not None or one.form != "number":
                continue
            text = one.segment.compact.text
            told = self._full.search(text[: one.start]) or _ANNIVERSARY.search(text[: one.tail])
            full = one.unit in self._years and not one.qualifier and told
            between = list(self._between(check, one)) if full else []
            yield from between
            if between:
                continue
            if one.unit in self._years and self._since.search(text[: one.start]):
                yield from self._since_year(check, one)
            elif one.unit in self._days and not one.qualifier:
                yield from self._within(check, one)

    def _between(self, check: Check, years: Quantity) -> Iterator[CheckResult]:
        """Years that are full between the last two days told before them in the sentence."""
        start, _ = years.segment.sentence(years.start)
        days = [
            mention.interval.start
            for mention in years.segment.dates
            if start <= mention.start and mention.end <= years.start and mention.grain == "day"
            and mention.interval.start == mention.interval.end
        ]  # fmt: skip
        if (
            len(days) == 1
            and years.period
            and self._end_of_period.search(years.segment.compact.text, start, years.start)
        ):
            days.append(years.period.end)
        text = years.segment.compact.text
        kept = _ANNIVERSARY.search(text[: years.tail])
        for pair in list(pairwise(days))[-1:]:
            first, last = sorted(pair) if kept else pair
            full = last.year - first.year - ((last.month, last.day) < (first.month, first.day))
            # It may be kept some days before it is full.
            holds = years.value == full or (kept is not None and years.value == last.year - first.year)
            begun = any(
                mention.interval.start == first
                and _FOUNDED.match(text, mention.end)
                and "，" not in text[mention.end : years.start]
                for mention in years.segment.dates
            )
            if full > 0 and (begun or not kept or self._full.search(text[: years.start])):
                yield self._result(check, years, Decimal(full), holds=holds)

    def _since_year(self, check: Check, years: Quantity) -> Iterator[CheckResult]:
        """Years since a year that is named alone: 於77年締盟，迄今已屆35年. Which day of it is not told."""
        start, _ = years.segment.sentence(years.start)
        named = list(_YEAR.finditer(years.segment.compact.text, start, years.start))
        if named and self._period:
            since, until = gregorian_year(int(named[-1]["year"])), self._period.end.year
            text = years.segment.compact.text
            # 迄112年已屆35年; 於77年締盟，112年適逢35週年: the second year is when it is told to be so long.
            until_then = text[: named[-1].start()].endswith(_UNTIL) or self._since.fullmatch(
                text, named[-1].end(), years.start
            )
            if len(named) > 1 and until_then:
                since, until = gregorian_year(int(named[-2]["year"])), since
            apart = until - since
            near = abs(apart - int(years.value)) <= 1 or (years.qualifier in self._beyond and years.value <= apart)
            if apart > 0 and years.value > 0 and years.qualifier in {*self._beyond, None, *self._exact}:
                yield self._result(check, years, Decimal(apart), holds=near)

    def _within(self, check: Check, days: Quantity) -> Iterator[CheckResult]:
        """Days right behind a range of them, which are no more than it has: on some nothing may have been."""
        text = days.segment.compact.text
        for mention in days.segment.dates:
            length = (mention.interval.end - mention.interval.start).days + 1
            named = mention.grain == "day" and length > 1 and _OF_DAYS.search(text, mention.start, mention.end)
            words = text[mention.end : days.start]
            # (1月24日至29日，6天): in brackets of their own the days need no word.
            closed = words in ("，", "、") and text.startswith(")", days.tail)
            if named and mention.end <= days.start and (closed or self._lasts.fullmatch(words)):
                exact = self._whole.search(words)
                yield self._result(
                    check, days, Decimal(length), holds=days.value == length if exact else days.value <= length
                )

    def _result(self, check: Check, stated: Quantity, computed: Decimal, *, holds: bool) -> CheckResult:
        return result_of(check, "span stated", holds, computed, (stated,), "span")
