"""What is reached from what was there: 較上期52案…，全年113案; 原有18格，增設12格，現有30格."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, Status, result_of
from ingest.checking.slips import slipped
from ingest.checking.stated_direction import undated
from ingest.checking.subjects import clause_before
from ingest.numbers.printed import Quantity, in_prose

_PERCENT = "%"
# Of the whole year as well: 全年10案、100人; 綜計全年，甲類50件，乙類60件.
_NEXT = re.compile(r"[、及與和]?|，[^，。；、:()\d較比]{1,8}")
# What has come together, of nothing that is named: 自115年起累計達.
_TOGETHER = re.compile(
    r"(?:[自從迄至截今起止底以來\d年月日]|縣市合併|開辦|啟用)*(?:共|合計|總)?累計(?:全年|本年度?|已|達|為|計|有|共)*"
)
_NOW = re.compile(r"累計|現有|現計|總數|目前")
_WAS = re.compile(r"(?:較|比)?(?:[去上]年度?底?|前一?年度?底?|\d{2,3}年度?底?|原有|原為)(?:之|的|為|有|計|原)*")
_BECAME = r"[增減降升](?:加|少)?[為至到](?:計|共|有|為)*[^，。；:()\d]{0,6}"
_FROM = re.compile(r"(?<![理事緣])由[^，]{0,10}$")
_YEAR = re.compile(r"\d{2,4}年度?|累計|則|亦")
_THREE = 3
_FEWEST = 2
# As many signs before a number as words that tell what it is, and a day among them, may be long.
_LONGEST = 80
# What is farther off than this share of what is told was likely taken wrongly.
_FAR = Decimal("0.35")


class Accumulations:
    """Finds them with the words of what was there, what came and went, and what is reached."""

    def __init__(self, structure: Structure) -> None:
        words = structure.accumulation_words
        self._year_word, self._before = compiled(words.year), compiled(rf"(?:{words.before})$")
        self._of_year = compiled(rf"(?:{words.year})[^，。；、:()\d較比目增減]{{0,8}}$")
        comparing = structure.comparing_words
        self._compared = compiled(rf"(?:{comparing.above}|{comparing.below})[^，。；、:()]*$")
        self._start, self._joined = compiled(rf"{words.start}|{_FROM.pattern}"), compiled(words.joined)
        self._gained, self._lost = compiled(words.gained), compiled(words.lost)
        self._reached, self._comes_to = (
            compiled(rf"(?:{words.reached}|{_BECAME})$"),
            compiled(rf"(?:{words.comes_to})$"),
        )
        self._changed = compiled(rf"(?:{structure.change_words.changed})$")
        self._aside = compiled(structure.partition_words.aside)
        self._not_now = compiled(rf"{structure.cues['compared']}|平均|每")
        self._plan = compiled(structure.cues["plan"])
        self._goal = compiled(structure.target_words.goal)
        self._exact = frozenset({None, *structure.exact_qualifiers})

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each number of a whole year, and for each that is reached, beside what it comes of."""
        for here in in_prose(quantities):
            numbers = [one for one in here if one.unit not in (None, _PERCENT)]
            of_year: Quantity | None = None
            found: dict[str, CheckResult] = {}
            for index, one in enumerate(numbers):
                before = numbers[:index]
                text = one.segment.compact.text
                between = text[of_year.tail : one.start] if of_year else ""
                joined = of_year is not None and _NEXT.fullmatch(between) and not self._aside.search(between)
                told = self._of_year.search(text[: one.start])
                # 高於111年全年之900件: that of another year.
                other = told and self._compared.search(text[: told.start()])
                of_year = one if joined or (told and not other) else None
                if one.qualifier in self._exact:
                    ways = (
                        *self._stock(check, one, before),
                        *self._of_three(check, numbers[index : index + _THREE]),
                        *self._together(check, one, before),
                        *(self._year(check, one, before) if of_year else ()),
                        *(self._within_year(check, one, before) if of_year else ()),
                    )
                    found |= {result.instance: result for result in ways}
            yield from found.values()

    def _year(self, check: Check, whole: Quantity, before: Sequence[Quantity]) -> Iterator[CheckResult]:
        """A year of two periods, of which the one before is told beside the report's own."""
        text = whole.segment.compact.text
        if self._plan.search(clause_before(whole)):
            return
        start, _ = whole.segment.sentence(whole.start)
        # Behind 綜計全年 the sentence before tells of the periods.
        for begun in dict.fromkeys((start, whole.segment.sentence(max(start - 1, 0))[0])):
            own = [one for one in before if one.start >= begun and one.unit == whole.unit]
            # 連同上半年51期、908則: both are of the time before.
            told: list[Quantity] = []
            for one in (one for one in before if one.start >= begun):
                listed = told and text[told[-1].tail : one.start] == "、"
                told += [one] if listed or self._before.search(text[: one.start]) else []
            earlier = [one for one in own if one in told]
            now = [one for one in own if one not in earlier and not self._changed.search(text[: one.start])]
            if not earlier or not now:
                continue
            pairs = [(one, other) for one in now for other in earlier]
            fitting = next((pair for pair in pairs if sum(one.value for one in pair) == whole.value), None)
            name = self._year_word.sub("", clause_before(whole))
            named = [one for one in now if begun < start and clause_before(one).endswith(name) and name]
            if fitting:
                yield self._result(check, whole, fitting, sum((one.value for one in fitting), Decimal(0)))
            elif any(one.value == whole.value for one in now):
                return
            else:
                first = (named or now)[0] if begun == start or named else None
                behind = [one for one in earlier if first and one.start > first.start]
                if first and behind and (named or len(earlier) == 1) and not self._is_aside(first):
                    pair = (first, behind[0])
                    yield from self._near(check, whole, pair, sum((one.value for one in pair), Decimal(0)))
            return

    def _within_year(self, check: Check, whole: Quantity, before: Sequence[Quantity]) -> Iterator[CheckResult]:
        """本期計420件，…，109年全年為836件: a year is no less than what its sentence begins with, of a part of it."""
        start, _ = whole.segment.sentence(whole.start)
        own = [one for one in before if one.start >= start and one.unit == whole.unit]
        bare = not _YEAR.sub("", self._year_word.sub("", clause_before(whole)))
        if not own or not bare or self._is_aside(own[0]) or own[0].qualifier not in self._exact:
            return
        year, time = whole.period, own[0].period
        inside = year and time and year.start and time.start and year.start <= time.start and time.end <= year.end
        if inside and year != time and min(one.value for one in own) > whole.value:
            yield self._result(check, whole, (own[0],), own[0].value)

    def _stock(self, check: Check, reached: Quantity, before: Sequence[Quantity]) -> Iterator[CheckResult]:
        """What is there now: what was there before and what came and went, told each with its word."""
        text = reached.segment.compact.text
        start, _ = reached.segment.sentence(reached.start)
        at_end, comes_to = self._is_reached(reached), self._comes_to.search(_words_before(reached))
        if not (at_end or comes_to) or self._goal.search(clause_before(reached)):
            return
        own = [one for one in before if one.start >= start and one.unit == reached.unit]
        ends = [place for place, one in enumerate(own) if self._is_reached(one)]
        own = own[max(ends, default=-1) + 1 :]
        # 減少337人，其中甲由6,268人減為5,986人: what was before stands first.
        froms = [place for place, one in enumerate(own) if _FROM.search(clause_before(one))]
        own = own[max(froms, default=0) :]
        leads = {one: clause_before(one) for one in own}
        joined = [one for one in own if self._joined.search(leads[one])]
        starts = joined or [one for one in own if self._start.search(leads[one])]
        told = at_end or (joined and comes_to)
        if not told or len(own) < _FEWEST or len(starts) != 1 or "；" in text[own[0].start : reached.start]:
            return
        computed, sure = starts[0].value, True
        for one in own:
            if one is not starts[0]:
                gained, lost = self._gained.search(leads[one]), self._lost.search(leads[one])
                sure = sure and (bool(gained) != bool(lost) or (bool(joined) and not lost and len(own) == _FEWEST))
                computed += -one.value if lost else one.value
        if sure and computed == reached.value:
            yield self._result(check, reached, own, computed)
        elif sure:
            yield from self._near(check, reached, own, computed)

    def _is_reached(self, one: Quantity) -> bool:
        return self._reached.search(undated(_words_before(one))) is not None

    def _of_three(self, check: Check, own: Sequence[Quantity]) -> Iterator[CheckResult]:
        """What there is now, what came and what was before, in any order: 新設3處，全市現有28處，上年度25處."""
        if len(own) < _THREE or len({one.unit for one in own}) > 1 or {one.qualifier for one in own} - self._exact:
            return
        text = own[0].segment.compact.text
        if re.search("[。；]", text[own[0].tail : own[-1].start]):
            return
        kinds = [
            [one for one in own if _NOW.search(clause_before(one))],
            [one for one in own if self._gained.search(clause_before(one))],
            [one for one in own if _WAS.fullmatch(clause_before(one))],
        ]
        if all(len(kind) == 1 for kind in kinds) and len({kind[0] for kind in kinds}) == _THREE:
            now, came, was = (kind[0] for kind in kinds)
            computed = was.value + came.value
            if computed == now.value:
                yield self._result(check, now, (was, came), computed)
            else:
                yield from self._near(check, now, (was, came), computed)

    def _together(self, check: Check, whole: Quantity, before: Sequence[Quantity]) -> Iterator[CheckResult]:
        """計930組，自115年起累計達1,840組: what has come together is no less than what is told right before it."""
        text = whole.segment.compact.text
        start, _ = whole.segment.sentence(whole.start)
        own = [one for one in before if one.start >= start and one.unit == whole.unit]
        if not own or not _TOGETHER.fullmatch(clause_before(whole)) or "；" in text[own[-1].tail : whole.start]:
            return
        part, lead = own[-1], clause_before(own[-1])
        other = self._changed.search(lead) or self._goal.search(lead) or self._plan.search(lead) or part.is_rate
        lost = self._lost.search(text, part.tail, whole.start) or self._not_now.search(lead)
        if not other and not lost and part.qualifier in self._exact and part.value > whole.value:
            yield self._result(check, whole, (part,), part.value)

    def _near(self, check: Check, whole: Quantity, of: Sequence[Quantity], computed: Decimal) -> Iterator[CheckResult]:
        exact = all(one.qualifier in self._exact for one in of)
        if exact and (abs(computed - whole.value) <= _FAR * max(computed, whole.value) or slipped(whole, of)):
            yield self._result(check, whole, of, computed)

    def _is_aside(self, one: Quantity) -> bool:
        return self._aside.search(clause_before(one)) is not None

    def _result(self, check: Check, whole: Quantity, of: Sequence[Quantity], computed: Decimal) -> CheckResult:
        slack = sum((one.half_step for one in (whole, *of) if one.decimals or one.scale != 1), Decimal(0))
        apart = abs(computed - whole.value)
        status: Status = "holds" if not apart else "footnote" if apart <= slack else "fails"
        return result_of(check, "parts stated", status, computed, (whole, *of), "reached", slack=slack)


def _words_before(one: Quantity) -> str:
    return one.segment.compact.text[max(0, one.start - _LONGEST) : one.start]
