"""Goals told in a paragraph of their own, and what the paragraphs below say of them: 目標40案; 全年45案，超過目標."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, result_of
from ingest.checking.subjects import clause_before
from ingest.numbers.printed import Quantity, by_segment

_PERCENT, _POINTS = "%", "百分點"
_HUNDRED = Decimal(100)
# So many paragraphs below, words may still tell of a goal; a share farther off than this is of another.
_NEAR = 3
_FAR = Decimal(40)
# So many signs before a number may call it the goal.
_HERE = 8
# So many numbers before one may be what it is a goal of.
_MANY = 12


class SectionGoals:
    """Finds them with the words of goals and changes."""

    def __init__(self, structure: Structure) -> None:
        words, change = structure.target_words, structure.change_words
        self._goal = compiled(words.goal_named)
        self._at_most = compiled(f"{words.at_most}|{words.less_is_more}")
        self._said, self._share = compiled(words.said_of_goal), compiled(words.share_said)
        self._than_goal = compiled(rf"{words.than_goal}(?:(?P<up>{change.up})|(?P<down>{change.down}))[加少了出低高]*$")
        self._behind = compiled(words.goal_behind)
        self._full, self._planned = compiled(rf"(?:{words.in_full})$"), compiled(structure.cues["plan"] + "|目標")
        self._exceeds = compiled(
            rf"(?:^|[，。；:])(?P<name>[^，。；:()\d]{{2,8}}?)(?P<by>(?:亦|均|也|已)?{words.exceeds}[^，。；:()\d]{{0,8}})$"
        )
        self._tells_goal = compiled(words.goal)
        self._persons = frozenset(structure.mean_words.persons)
        self._exact = frozenset({None, *structure.exact_qualifiers})

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each number beside words of a goal that stands in a paragraph above it."""
        goals: list[Quantity] = []
        earlier: list[Quantity] = []
        for here in by_segment(quantities):
            segment = here[0].segment
            if segment.cell is not None:
                continue
            goals = [one for one in goals if here[0].segment.passage.no - one.segment.passage.no <= _NEAR]
            above = [one for one in goals if self._is_above(one, here[0])]
            numbers = [one for one in here if one.form == "number" and one.qualifier in self._exact]
            yield from self._told(check, numbers, above, earlier)
            earlier = [*earlier[-_MANY:], *numbers]
            first = segment.compact.text[: here[0].start]
            if self._goal.search(first):
                goals += [one for one in numbers if one.unit is not None]

    def _in_full(self, check: Check, before: Sequence[Quantity], one: Quantity) -> Iterator[CheckResult]:
        """原定15個，業已如數完成15個: no more and no less."""
        text = one.segment.compact.text
        planned = before[-1] if before and self._is_alike(before[-1], one) else None
        if planned and self._full.search(text[: one.start]) and self._planned.search(clause_before(planned)):
            yield _result(check, one, [planned], planned.value, holds=one.value == planned.value)

    def _told_before(self, check: Check, goal: Quantity, earlier: Sequence[Quantity]) -> Iterator[CheckResult]:
        """綠色採購超越所定95%目標, of what a paragraph above tells: 綠色採購達成率97%."""
        text = goal.segment.compact.text
        told = self._exceeds.search(text[goal.segment.behind_marker : goal.start])
        if told is None or not (self._behind.match(text, goal.tail) or self._tells_goal.search(told["by"])):
            return
        own = [
            one
            for one in earlier
            if one.unit == goal.unit and _name(one).startswith(told["name"]) and self._is_above(one, goal)
            and goal.segment.passage.no - one.segment.passage.no <= _NEAR
        ]  # fmt: skip
        if len(own) == 1 and not self._at_most.search(clause_before(own[0]) + text):
            yield _result(check, own[0], [goal], goal.value, holds=own[0].value >= goal.value)

    def _told(
        self, check: Check, numbers: Sequence[Quantity], above: Sequence[Quantity], earlier: Sequence[Quantity]
    ) -> Iterator[CheckResult]:
        for place, one in enumerate(numbers):
            text = one.segment.compact.text
            start, stop = one.segment.sentence(one.start)
            here = [goal for goal in numbers[:place] if goal.start >= start and self._behind.match(text, goal.tail)]
            own = [goal for goal in (*here, *above) if self._is_alike(goal, one)]
            own = own[:1] if here else own
            yield from self._in_full(check, numbers[:place], one)
            yield from self._told_before(check, one, earlier)
            said = self._said.match(text, one.tail)
            around = clause_before(one) if here else own[0].segment.compact.text if own else ""
            if said and len(own) == 1 and not self._at_most.search(around):
                met = one.value >= own[0].value
                yield _result(check, one, own, own[0].value, holds=met == bool(said["met"]))
            following = numbers[place + 1] if place + 1 < len(numbers) else None
            if following is None or following.start >= stop:
                continue
            if following.unit == _PERCENT and self._share.fullmatch(text, one.tail, following.start):
                yield from self._attained(check, numbers[:place], one, following, own)
            way = self._than_goal.search(text[: one.start])
            if way and self._is_alike(one, following) and own and "，" in text[one.tail : following.start]:
                # 比目標多7人，精簡187名
                yield self._set(check, following, one, own, up=bool(way["up"]))
            way = self._than_goal.search(text[: following.start])
            points = one.unit == _PERCENT and following.unit == _POINTS
            # 目標36場次，實辦38場次，比目標多2場次: the goal may as well stand in the sentence itself.
            here = [goal for goal in numbers[:place] if goal.start >= start and self._goal.search(clause_before(goal))]
            own = [*(goal for goal in here if self._is_alike(goal, one)), *own]
            if way and own and (points or self._is_alike(one, following)):
                yield self._set(check, one, following, own, up=bool(way["up"]))

    def _attained(
        self,
        check: Check,
        before: Sequence[Quantity],
        one: Quantity,
        rate: Quantity,
        own: Sequence[Quantity],
    ) -> Iterator[CheckResult]:
        """The share of a goal: 208場次，達成104%; 21場次，目標40場次，達成52.5%."""
        start, _ = one.segment.sentence(one.start)
        text = one.segment.compact.text
        is_goal = self._goal.search(text[max(start, one.start - _HERE) : one.start])
        reached, goals = one, own
        if is_goal:
            near = [each for each in before if each.start >= start and self._is_alike(each, one)]
            reached, goals = (near[0], [one]) if len(near) == 1 else (one, [])
        if len(goals) == 1 and goals[0].value:
            computed = reached.value / goals[0].value * _HUNDRED
            if abs(computed - rate.value) <= _FAR:
                holds = abs(computed - rate.value) <= 2 * rate.half_step
                yield _result(check, rate, (reached, goals[0]), computed, holds=holds)

    def _set(
        self, check: Check, reached: Quantity, by: Quantity, goals: Sequence[Quantity], *, up: bool
    ) -> CheckResult:
        """By how much a number is more or less than a goal: than any that it fits."""
        computed = reached.value - (by.value if up else -by.value)
        goal = next((one for one in goals if one.value == computed), goals[0])
        return _result(
            check, reached, (by, goal), goal.value + (by.value if up else -by.value), holds=goal.value == computed
        )

    def _is_above(self, goal: Quantity, one: Quantity) -> bool:
        its, own = goal.segment.passage, one.segment.passage
        return its.outline == own.outline and its.no < own.no

    def _is_alike(self, one: Quantity, other: Quantity) -> bool:
        return one.unit is not None and (one.unit == other.unit or {one.unit, other.unit} <= self._persons)


def _name(one: Quantity) -> str:
    """The words right before a number, without the marker of its line."""
    return one.segment.compact.text[max(one.start - len(clause_before(one)), one.segment.behind_marker) : one.start]


def _result(check: Check, stated: Quantity, of: Sequence[Quantity], computed: Decimal, *, holds: bool) -> CheckResult:
    return result_of(check, "goal reached", holds, computed, (stated, *of), "goal above")
