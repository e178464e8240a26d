"""Numbers told behind what they are set against: 比上年同期的23次多6次，查核29次; 26個週二扣除1次，共召開25次."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, result_of
from ingest.checking.subjects import clause_before
from ingest.numbers.printed import Quantity, in_prose

_PERCENT, _POINTS = "%", "百分點"
_LONGEST_LEAD = 16


class ToldAfter:
    """Finds them with the words of changes."""

    def __init__(self, structure: Structure) -> None:
        words = structure.change_words
        self._opened = compiled(
            r"(?:^|[，。；:(、])[^，。；、:()\d]{0,12}?(?:相較於|相較|較|比)[^，。；、:()\d]{0,12}$"
        )
        self._changed = compiled(words.changed)
        self._up, self._down = compiled(words.up), compiled(words.down)
        compared = structure.comparing_words
        self._set_against = compiled(
            rf"[^，。；:()\d%]{{0,4}}[，(]?[^，。；:()\d%]{{0,4}}(?:{compared.above}|{compared.below}|較|比)[^，。；:()\d%]{{0,8}}"
        )
        self._by = compiled(r"[^，。；:()\d%]{0,12}")
        self._halves = compiled(
            r"(?P<now>[上下])半年(?:相較於|相較|較|比)(?!(?P=now))[上下]半年(?P<way>[^，。；、:()\d]{1,8})$"
        )
        self._next = compiled(r"[^，。；、:()\d]{0,3}，[^，。；、:()\d]{0,14}")
        self._aside = compiled(structure.partition_words.aside)
        self._less, self._comes_to = compiled(words.taken_off), compiled(structure.accumulation_words.comes_to)
        self._persons = frozenset(structure.mean_words.persons)
        self._exact = frozenset({None, *structure.exact_qualifiers})

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each number right behind a change, or behind what is taken off another, that they make."""
        for here in in_prose(quantities):
            yield from self._points(check, here)
            numbers = [one for one in here if one.unit != _PERCENT]
            yield from self._of_halves(check, numbers)
            for place, (base, by, told) in enumerate(zip(numbers, numbers[1:], numbers[2:], strict=False)):
                if {base.qualifier, by.qualifier, told.qualifier} <= self._exact:
                    yield from self._set_before(check, numbers[:place], base, by, told)
                    yield from self._taken_off(check, base, by, told)

    def _set_before(
        self, check: Check, earlier: Sequence[Quantity], base: Quantity, by: Quantity, told: Quantity
    ) -> Iterator[CheckResult]:
        """What is more or less than a number before it by another: nothing before the two is what is compared."""
        text = base.segment.compact.text
        start, stop = base.segment.sentence(base.start)
        way, gap = text[base.tail : by.start], text[by.tail : told.start]
        up, down = self._up.search(way), self._down.search(way)
        alike = self._is_alike(base, by) and self._is_alike(base, told)
        before = [one for one in earlier if one.start >= start and self._is_alike(one, base)]
        apart = text[start : base.start].rfind("；")
        before = [one for one in before if one.start > start + apart]
        if not (alike and self._opened.search(text[: base.start]) and self._changed.fullmatch(way)) or before:
            return
        if bool(up) == bool(down) or not self._next.fullmatch(gap) or told.start >= stop or self._aside.search(gap):
            return
        yield _result(check, told, (base, by), base.value + (by.value if up else -by.value))

    def _points(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """99.1%，高於95%之目標4.1個百分點: how far a rate is above or below another."""
        for place, (rate, base, points) in enumerate(zip(numbers, numbers[1:], numbers[2:], strict=False)):
            text = rate.segment.compact.text
            if (rate.unit, base.unit, points.unit) != (_PERCENT, _PERCENT, _POINTS):
                continue
            start, _ = rate.segment.sentence(rate.start)
            told = self._set_against.fullmatch(text, rate.tail, base.start)
            exact = {rate.qualifier, base.qualifier, points.qualifier} <= self._exact
            # 較上期95.1%提升1.1個百分點 is a change as any other.
            aimed = told and (not re.search("[較比]", told[0]) or "目標" in text[rate.tail : points.start])
            if not (aimed and exact and self._by.fullmatch(text, base.tail, points.start)):
                continue
            own = [one for one in numbers[: place + 1] if one.start >= start and one.unit == _PERCENT]
            fitting = next((one for one in own if abs(one.value - base.value) == points.value), rate)
            yield _result(check, points, (fitting, base), abs(fitting.value - base.value))

    def _of_halves(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """上、下半年分別為94,156件、97,714件，下半年較上半年增加3,558件: the way it went."""
        for place, by in enumerate(numbers):
            text = by.segment.compact.text
            told = self._halves.search(text[: by.start])
            start, _ = by.segment.sentence(by.start)
            own = [one for one in numbers[:place] if one.start >= start and one.unit == by.unit]
            halves = {half: [one for one in own if _half_of(one) == half] for half in "上下"}
            if told is None or by.qualifier not in self._exact or [len(one) for one in halves.values()] != [1, 1]:
                continue
            now, base = halves[told["now"]][0], halves["下" if told["now"] == "上" else "上"][0]
            up, down = self._up.search(told["way"]), self._down.search(told["way"])
            if bool(up) != bool(down) and {now.qualifier, base.qualifier} <= self._exact:
                computed = (now.value - base.value) * (1 if up else -1)
                yield _result(check, by, (now, base), computed)

    def _taken_off(self, check: Check, base: Quantity, by: Quantity, told: Quantity) -> Iterator[CheckResult]:
        """What is left of a number less another: 26個週二扣除春節1次，共召開25次."""
        text = base.segment.compact.text
        less, gap = text[base.tail : by.start], text[by.tail : told.start]
        told_so = by.unit == told.unit and self._less.fullmatch(less) and self._comes_to.fullmatch(gap)
        if told_so and "每" not in clause_before(base) + less:
            yield _result(check, told, (base, by), base.value - by.value)

    def _is_alike(self, one: Quantity, other: Quantity) -> bool:
        return one.unit is not None and (one.unit == other.unit or {one.unit, other.unit} <= self._persons)


def _half_of(one: Quantity) -> str:
    """Which half of a year a number is of; blank where it is of none."""
    days = one.period
    if days is None or days.start is None or days.start.year != days.end.year:
        return ""
    return {(1, 6): "上", (7, 12): "下"}.get((days.start.month, days.end.month), "")


def _result(check: Check, stated: Quantity, of: tuple[Quantity, Quantity], computed: Decimal) -> CheckResult:
    rounded = [one for one in (stated, *of) if one.scale != 1 or (one.decimals and stated.unit != _POINTS)]
    slack = sum((one.half_step for one in rounded), Decimal(0))
    holds = abs(computed - stated.value) <= slack
    return result_of(check, "change stated", holds, computed, (stated, *of), "after", slack=slack)
