"""Numbers of one stretch of text that arithmetic may bind: a total and its parts, a third, a rate, so many of each.

Nothing but units, places and order is looked at here; whether the words bind them is told in
:mod:`ingest.checking.learned_relations`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from typing import Literal

from ingest.checking.subjects import clause_before
from ingest.numbers.printed import Quantity

Kind = Literal["list", "three", "rate", "each"]
KINDS: tuple[Kind, ...] = ("list", "three", "rate", "each")

_PERCENT = "%"
_RATE_UNITS = ("%", "百分點")
_WHOLE = Decimal(100)
# How many numbers of a unit lie between those of one relation at most, and how many parts a list has.
_REACH, _BEHIND, _LONGEST = 6, 3, 12
_FEWEST_LISTED = 2
_SKIPPED = 3
_FAR_RATE, _RATED = 12, 7
# A share of more than this is none.
_MOST_OF_A_SHARE = Decimal("1.5")
# What grew by more than this part of itself is told otherwise; each of several has less than the whole.
_PLAIN, _MEAN = (None, "每", "各", "達"), "均"
_LEAST_TIMES = Decimal("1.5")
# What a rate's own last digit, and those of its operands, may hide.
_STEP = Decimal("1.02")
# A relation among numbers of fewer digits than these comes about by chance.
_LARGE = 100
_LEAST_LARGE, _LEAST_SMALL, _LEAST_TOTAL, _LEAST_RATE = 50, 5, 30, 20
# What a rate is of: a share, growth of what is told, growth or decline by what is told to what it is.
_SHARE, _GROWN, _GREW_BY, _FELL_BY = range(4)


@dataclass(frozen=True)
class Numbers:
    """The numbers of one stretch of text, in order, and how many brackets are open at each."""

    text: str
    all: tuple[Quantity, ...]

    @cached_property
    def depth(self) -> dict[int, int]:
        """Open brackets at the first character of each number."""
        open_at, level = {}, 0
        starts = {one.start for one in self.all}
        for place, sign in enumerate(self.text):
            if place in starts:
                open_at[place] = level
            level += (sign == "(") - (sign == ")")
        return open_at

    @cached_property
    def plain(self) -> tuple[Quantity, ...]:
        """Those that are counted and more than nothing."""
        return tuple(one for one in self.all if one.form == "number" and one.value > 0 and one.unit is not None)

    @cached_property
    def place(self) -> dict[Quantity, int]:
        """The place of each number among all."""
        return {one: place for place, one in enumerate(self.all)}

    def like(self, unit: str | None) -> list[Quantity]:
        """The plain ones of a unit."""
        return [one for one in self.plain if family(one) == unit]


@dataclass(frozen=True)
class Candidate:
    """Numbers that may be in a relation: ``stated`` is printed where ``computed`` would come of the others.

    ``members``: of a list its total, then the parts in order; of three all in order; of a rate the rate, what is
    divided and what it is divided by; of what each of several has the whole, how many there are and what each has.
    ``form`` tells lists whose total stands first, and what a rate is of; ``skipped`` is how many numbers of the unit
    stand between a total and its parts.
    """

    kind: Kind
    members: tuple[Quantity, ...]
    stated: Decimal
    computed: Decimal
    slack: Decimal
    form: int = 0
    skipped: int = 0

    @property
    def holds(self) -> bool:
        """Whether the numbers are in the relation, rounding aside."""
        return abs(self.stated - self.computed) <= self.slack

    @property
    def is_telling(self) -> bool:
        """Whether its numbers are too large to be in the relation by chance."""
        if self.kind == "list":
            return self.stated >= _LEAST_TOTAL
        if self.kind == "rate":
            rate = self.members[0]
            return rate.decimals > 0 and _digits(rate) >= _LEAST_RATE
        if self.kind == "each":
            return min(_digits(one) for one in self.members) > 1 and _digits(self.members[0]) >= _LEAST_TOTAL
        smallest = min(self.members, key=lambda one: one.value)
        largest = max(self.members, key=lambda one: one.value)
        return _digits(largest) >= _LEAST_LARGE and _digits(smallest) >= _LEAST_SMALL

    @property
    def is_large(self) -> bool:
        """Whether it is of numbers of three digits and more: of fewer, any few may nearly be in a relation."""
        if self.kind == "rate":
            return self.is_telling
        return max(_digits(member) for member in self.members) >= _LARGE

    @property
    def whole(self) -> Quantity:
        """What the others come to: a list's total, the largest of three."""
        return max(self.members, key=lambda one: one.value) if self.kind == "three" else self.members[0]

    def repairs(self) -> Iterator[tuple[Quantity, Decimal]]:
        """Each number with what it would have to be for the relation to hold; of a rate the rate alone."""
        if self.kind == "each":
            whole, count, each = self.members
            yield whole, count.value * each.value
            yield count, round(whole.value / each.value, 0)
            yield each, round(whole.value / count.value / each.scale, each.decimals) * each.scale
            return
        if self.kind == "rate":
            rate = self.members[0]
            yield rate, round(self.computed, rate.decimals)
            return
        yield self.whole, self.computed
        yield from ((one, one.value + self.stated - self.computed) for one in self.members if one is not self.whole)


def family(quantity: Quantity) -> str | None:
    """A number's unit; points of a percentage go with the percentage."""
    return _PERCENT if quantity.unit in _RATE_UNITS else quantity.unit


def candidates(numbers: Numbers) -> Iterator[Candidate]:
    """All sets of numbers of a stretch of text that may be in a relation; as many a number however long it is."""
    yield from _lists(numbers)
    yield from _threes(numbers)
    yield from _rates(numbers)
    yield from _of_each(numbers)


def _lists(numbers: Numbers) -> Iterator[Candidate]:
    """A total, and two or more numbers of its unit that follow each other behind it or before it."""
    own: dict[str | None, list[Quantity]] = defaultdict(list)
    for one in numbers.plain:
        if one.unit not in _RATE_UNITS:
            own[one.unit].append(one)
    for row in own.values():
        for place, total in enumerate(row):
            near = _LONGEST + _SKIPPED
            for behind, others in ((True, row[place + 1 :][: 2 * near]), (False, row[:place][::-1][: 2 * near])):
                yield from _of_total(numbers, total, others, behind=behind)


def _of_total(numbers: Numbers, total: Quantity, others: list[Quantity], *, behind: bool) -> Iterator[Candidate]:
    depth, seen = numbers.depth, set[tuple[int, ...]]()
    for skipped in range(min(_SKIPPED, len(others))):
        left = others[skipped:]
        level = depth[left[0].start]
        lowest = min(level, depth[total.start])
        rows = (left, [one for one in left if depth[one.start] == level],
                [one for one in left if depth[one.start] <= lowest])  # fmt: skip
        for row in rows:
            for length in range(_FEWEST_LISTED, min(len(row), _LONGEST) + 1):
                parts = row[:length] if behind else row[:length][::-1]
                key = tuple(one.start for one in parts)
                if key in seen or any(part.value >= total.value for part in parts):
                    continue
                seen.add(key)
                computed = sum((part.value for part in parts), Decimal(0))
                members = (total, *parts)
                yield Candidate("list", members, total.value, computed, _slack(members), behind, skipped)


def _threes(numbers: Numbers) -> Iterator[Candidate]:
    """Three numbers of a unit, of which the largest may be the sum of the others: a change, a rest, two parts."""
    own: dict[str | None, list[Quantity]] = defaultdict(list)
    for one in numbers.plain:
        own[family(one)].append(one)
    for unit, row in own.items():
        for place, one in enumerate(row):
            for two, three in combinations(row[place + 1 : place + 1 + _REACH], 2):
                members = (one, two, three)
                if unit == _PERCENT and all(member.unit == _PERCENT for member in members):
                    continue  # Rates of which none is a difference are of as many things.
                small, middle, large = sorted(members, key=lambda member: member.value)
                yield Candidate("three", members, large.value, middle.value + small.value, _slack(members))


def _rates(numbers: Numbers) -> Iterator[Candidate]:
    """A percentage and two numbers of one unit: the share of one in the other, or what one grew to from the other."""
    for rate in numbers.plain:
        if rate.unit != _PERCENT:
            continue
        at = numbers.place[rate]
        near = [one for one in numbers.all[max(0, at - _FAR_RATE) : at + _BEHIND + 2] if one in numbers.plain]
        for unit in dict.fromkeys(one.unit for one in near if one.unit not in _RATE_UNITS):
            like = [one for one in near if one.unit == unit]
            like = [one for one in like if one.start < rate.start][-_RATED:] + [
                one for one in like if one.start > rate.start
            ][:_BEHIND]
            for one, other in combinations(like, 2):
                yield from _of_rate(rate, one, other)
                yield from _of_rate(rate, other, one)


def _of_rate(rate: Quantity, over: Quantity, under: Quantity) -> Iterator[Candidate]:
    slack = rate.half_step * _STEP
    operands = _slack((over, under))
    for form in (_SHARE, _GROWN, _GREW_BY, _FELL_BY):
        if form == _SHARE and over.value > under.value * _MOST_OF_A_SHARE:
            continue
        if form in (_GREW_BY, _FELL_BY) and over.value * _LEAST_TIMES > under.value:
            continue
        base = under.value + {_GREW_BY: -over.value, _FELL_BY: over.value}.get(form, Decimal(0))
        computed = abs((over.value - base if form == _GROWN else over.value) / base * _WHOLE)
        hidden = operands / base * _WHOLE * (1 + over.value / base)
        yield Candidate("rate", (rate, over, under), rate.value, computed, slack + hidden, form)


def _of_each(numbers: Numbers) -> Iterator[Candidate]:
    """A whole, how many there are of another unit, and what each of them has: 42人, each 1萬元, 42萬元."""
    for place, one in enumerate(numbers.plain):
        near = numbers.plain[place + 1 : place + 1 + _REACH]
        for other in near:
            whole, each = (one, other) if one.value > other.value else (other, one)
            if one.unit != other.unit or one.unit in _RATE_UNITS or whole.value < _LEAST_TIMES * each.value:
                continue
            around = numbers.plain[max(0, place - _BEHIND) : numbers.plain.index(other) + _BEHIND]
            for count in around:
                if count.unit in (*_RATE_UNITS, whole.unit) or count.value <= 1:
                    continue
                rounded = each.decimals or each.qualifier not in _PLAIN or _MEAN in clause_before(each)
                hidden = each.half_step if rounded else Decimal(0)
                slack = count.value * hidden + _slack((whole,))
                computed = count.value * each.value
                yield Candidate("each", (whole, count, each), whole.value, computed, slack, each.start > whole.start)


def _digits(quantity: Quantity) -> Decimal:
    """A number without its point, in the unit it is printed in."""
    return quantity.value / quantity.scale * Decimal(10) ** quantity.decimals


def _slack(members: Sequence[Quantity]) -> Decimal:
    """What rounding may hide in a sum of numbers; whole ones printed plainly hide nothing."""
    return sum((one.half_step for one in members if one.decimals or one.scale != 1), Decimal(0))
