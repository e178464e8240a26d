"""What comes of each month or each one, beside the whole: 534場次，每月178場次; 20人，每人6,000元，計12萬元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from math import prod

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, Status, result_of
from ingest.checking.slips import exchanged, is_shifted, last_digit
from ingest.checking.subjects import clause_before
from ingest.notation.calendar import Interval, ends_a_month
from ingest.numbers.printed import Period, Quantity, in_prose

MEAN = "mean stated"
# What is farther off than this share of what is computed is likely of something else.
_FAR = Decimal("0.3")
# … of what is told of each one; a decimal point that slipped brings it far off as well.
_FARTHEST = Decimal("0.6")
_BOTH = 2
_OWN, _MONTHS = re.compile("本期|全年"), (1, 2, 3, 4, 6, 8, 9, 12, 18, 24, 52)
_NOUN = re.compile(r"^[^，。；、:()\d每均]{1,5}(?=，)")
_EACH_AT = re.compile(r"每一?(?P<unit>[^，。；:()\d每]{1,2}?)(?:[年月])?(?:均|平均|約|概)?[以按][^，。；:()\d]{0,4}$")
_RECKONED = re.compile(r"(?:計|估)(?:算|列|計)?(?=[，。；)]|$)")
_BRACKETS = re.compile(r"\([^()]*\)")
# 比上年的90家多10家，查察100家: what is set before a number is of another time.
_SET_BEFORE = re.compile("[比較](?![率例])")
_SET_CLAUSE = re.compile("[，；][比較](?![率例])[^，；]*")
_LISTED = re.compile(r"[^，。；:()\d]{0,4}[、及與和]")
_THERE_IS = re.compile(r"[^，。；:()\d]{0,4}[就便即中]*有")
# One of 3.6 is one of four.
_ONE_OF = Decimal("0.5")
# A mean of so many is told of each month of the time, or wrong; a smaller one may be of few of them.
_HUNDREDS = 100
_SHIFTS = tuple(Decimal(10) ** places for places in (-4, -3, -1, 1, 3, 4))
# Of how many days each is.
_EACH = {"月": 30.44, "季": 91.3, "週": 7.0, "周": 7.0}


class StatedMeans:
    """Finds them with the words of means.

    Args:
        structure: the words of means.
        period: the report's, where it is known: what no words date is of it.
    """

    def __init__(self, structure: Structure, period: Interval | None = None) -> None:
        words = structure.mean_words
        self._period = period
        self._monthly, self._apiece = compiled(words.monthly), compiled(words.apiece)
        self._of_both, self._each_gets = compiled(words.of_both), compiled(words.each_gets)
        self._distributive = frozenset(structure.distributive_qualifiers)
        self._comes_to, self._average = compiled(words.comes_to), compiled(words.average)
        self._is_change = compiled(rf"(?:{structure.change_words.up}|{structure.change_words.down})[加少了出]*$")
        self._of_hundred, self._elsewhere = compiled(words.of_hundred), compiled(words.elsewhere)
        self._at_most = compiled(structure.target_words.at_most)
        self._all_paid = compiled(rf"(?:{words.all_paid})$")
        self._persons = frozenset(words.persons)
        self._exact = frozenset({None, *structure.exact_qualifiers})
        self._about = frozenset(structure.change_words.approximate)

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each mean, and for each whole of equal ones, beside what it comes of."""
        for numbers in in_prose(quantities):
            ways = (
                self._means, self._products, self._paid_each, self._given_each, self._of_each, self._in_hundred,
                self._one_in, self._reckoned,
            )  # fmt: skip
            yield from {result.instance: result for way in reversed(ways) for result in way(check, numbers)}.values()

    def _means(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """What comes of each month, quarter or week of the time that the number before it is of."""
        for whole, mean in pairwise(numbers):
            # 召開12次會議，平均每月1次
            told = self._monthly.fullmatch(_NOUN.sub("", mean.segment.compact.text[whole.tail : mean.start]))
            undated = whole.period is None and not self._elsewhere.search(clause_before(whole))
            days = _days(self._period if undated else whole.period)
            if told is None or whole.unit is None or whole.unit != mean.unit or not days:
                continue
            if whole.qualifier not in self._exact or mean.qualifier not in {*self._exact, *self._about, "每"}:
                continue
            each = {name: whole.value / max(1, round(days / length)) for name, length in _EACH.items()}
            name = told["each"] or told["month"]
            # Of another time than it says: 36人次，每季3人次.
            other = any(one == mean.value for one in each.values()) and each[name] != mean.value
            # What comes out even of all the report's time was hardly reckoned from another whole.
            even = (
                days == _days(self._period)
                and each[name] > 1
                and not mean.qualifier
                and each[name] == each[name].to_integral_value()
            )
            # 本期24,000件，月平均5,200件: of the report's own time, and of no number of months that it may be of.
            own = (
                _OWN.search(clause_before(whole)) is not None
                and not mean.qualifier
                and mean.value >= _HUNDREDS
                and all(abs(whole.value / many - mean.value) > last_digit(mean) for many in _MONTHS)
            )
            yield from self._judged(check, mean, (whole,), each[name], sure=other or even or own)

    def _products(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """A whole right behind what each gets, where one number before counts those who get it."""
        for index, (each, whole) in enumerate(pairwise(numbers)):
            text = each.segment.compact.text
            apiece = self._apiece.search(text[: each.start])
            both = self._of_both.search(text[: each.start])
            if not (apiece or both) or each.unit is None or each.unit != whole.unit or whole.value <= each.value:
                continue
            start, _ = each.segment.sentence(each.start)
            earlier = [one for one in numbers[:index] if one.start >= start]
            if both or apiece is None:
                # 10次，以20個機關、每案每機關2張計: of each of both numbers before.
                counts, most = earlier, _BOTH
            else:
                units = self._persons if apiece["unit"] in self._persons else frozenset({apiece["unit"]})
                counts, most = [one for one in earlier if one.unit in units], 1
                # 遴薦96名，獲選40人；每人…: of several the one that it comes of, else the nearest.
                fitting = [one for one in counts if one.value * each.value == whole.value]
                listed = len(counts) > 1 and _LISTED.match(text, counts[-2].tail)
                counts = counts if listed else fitting[-1:] or counts[-1:]
            plain = len(counts) == most and {one.qualifier for one in (*counts, each, whole)} <= self._exact
            if plain and self._comes_to.fullmatch(text[each.tail : whole.start]):
                product = prod((one.value for one in counts), start=each.value)
                yield from self._judged(check, whole, (*counts, each), product)

    def _paid_each(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """What all get, other numbers behind what each gets: 評定50名，內含甲18名…，每名6,000元，共支30萬元."""
        for index, each in enumerate(numbers):
            text = each.segment.compact.text
            apiece = self._apiece.search(text[: each.start])
            start, stop = each.segment.sentence(each.start)
            aside = self._elsewhere.search(text, start, stop) or self._at_most.search(text, start, stop)
            if apiece is None or not each.value or aside:
                continue
            behind = [one for one in numbers[index + 1 :] if one.start < stop and one.unit == each.unit]
            units = self._persons if apiece["unit"] in self._persons else frozenset({apiece["unit"]})
            until = behind[0].start if behind else stop
            counts = [one for one in numbers if start <= one.start < until and one.unit in units]
            last = re.split("[，；]", text[: behind[0].start])[-1] if behind else ""
            # What stands right behind it is a product of one count alone.
            apart = behind and (behind[0] is not numbers[index + 1] or len(counts) == 1)
            if len(behind) != 1 or not apart or not counts or not self._all_paid.search(last):
                continue
            whole = behind[0]
            runs = [counts[first:end] for first in range(len(counts)) for end in range(first + 1, len(counts) + 1)]
            run = min(runs, key=lambda run: abs(sum(one.value for one in run) * each.value - whole.value))
            if abs(sum(one.value for one in run) * each.value - whole.value) > whole.half_step:
                run = min([[one] for one in counts], key=lambda run: abs(run[0].value * each.value - whole.value))
            if {one.qualifier for one in (*run, each, whole)} <= self._exact:
                product = sum((one.value for one in run), Decimal(0)) * each.value
                yield from self._judged(check, whole, (*run, each), product)

    def _given_each(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """A whole told before what each gets: 4校選派學生12名，每校各3名."""
        for count, whole, each in zip(numbers, numbers[1:], numbers[2:], strict=False):
            text = each.segment.compact.text
            told = self._each_gets.fullmatch(text[whole.tail : each.start])
            alike = each.unit == whole.unit and told is not None and count.unit == told["unit"]
            exact = self._exact | self._distributive
            if (
                alike
                and {count.qualifier, whole.qualifier, each.qualifier} <= exact
                and "。" not in text[count.tail : whole.start]
            ):
                yield from self._judged(check, whole, (count, each), count.value * each.value)

    def _of_each(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """What comes of each one on average: 會議4次，審議30件，平均每次7.5件.

        It may be of any two numbers before it in its sentence; where it is of none, of the nearest in its statement.
        """
        for index, mean in enumerate(numbers):
            text = mean.segment.compact.text
            each = self._average.search(text[: mean.start])
            if each is None or mean.unit is None or mean.qualifier not in self._exact | self._about:
                continue
            start, _ = mean.segment.sentence(mean.start)
            before = [one for one in numbers[:index] if one.start >= start]
            # 8次、124件(上年7次、116件)，平均每次15.5件: what stands in brackets is of another time.
            closed = [found.span() for found in _BRACKETS.finditer(text, start, mean.start)]
            before = [one for one in before if not any(first < one.start < last for first, last in closed)] or before
            wholes = [one for one in before if one.unit == mean.unit and not one.is_rate]
            counts = [one for one in before if one.unit and one.unit != mean.unit and self._is_unit(one, each["unit"])]
            if not wholes or not counts:
                continue
            # 171人；上半年55人、下半年116人；平均每場57人: of a whole, and not of its parts.
            if len(wholes) > _BOTH and sum(one.value for one in wholes[1:]) == wholes[0].value:
                wholes = wholes[:1]
            # 比上年23次多6次，查核29次，商家203家: of numbers that are told, or of those they are compared with.
            ways = [
                (whole, count)
                for whole in wholes
                for count in counts
                if count.value and self._is_set_before(whole) == self._is_set_before(count)
            ]
            other_time = self._is_set_before(mean)
            for way in ways:
                if abs(way[0].value / way[1].value - mean.value) <= self._hidden(mean, *way):
                    break
            else:
                # 較上年(40期、600則)增1期: what is compared with is of another time, and a change of none.
                # 精簡187名: the only one of its kind, with nothing set before it, is no change of another.
                alone = not _SET_BEFORE.search(text, start, mean.start)
                wholes, counts = (
                    [one for one in own if self._is_told(one)] or [one for one in own if alone and len(own) == 1]
                    for own in (wholes, counts)
                )
                if not wholes or not counts:
                    continue
                way = (wholes[-1], counts[-1])
                between = _BRACKETS.sub("", text[min(way[0].start, way[1].start) : mean.start])
                between = _SET_CLAUSE.sub("", between)
                # 2場次；參加118人；平均每場次59人: where all of its kind are told, marks part nothing.
                parted = "；" in between and (len(wholes) > 1 or len(counts) > 1)
                # 40場次、260人次，平均每場次16.5人次: of the two right before it, however far it is off.
                beside = set(way) == set(numbers[max(index - _BOTH, 0) : index]) and not re.search("[；:]", between)
                unsure = parted or other_time or self._elsewhere.search(between) or (not beside and _cut_off(way, mean))
                known = way[0].qualifier in self._exact | self._about and way[1].qualifier in self._exact
                if unsure or not known or not way[1].value:
                    continue
            yield _result(check, mean, way, way[0].value / way[1].value, self._hidden(mean, *way))

    def _is_told(self, one: Quantity) -> bool:
        """Whether a number is no change, and nothing in its clause compares it."""
        text = one.segment.compact.text[: one.start]
        return not self._is_change.search(text) and not self._is_set_before(one)

    @staticmethod
    def _is_set_before(one: Quantity) -> bool:
        """Whether words of a number's clause set it before another: 比上年的90家."""
        return bool(_SET_BEFORE.search(re.split("[，。；]", one.segment.compact.text[: one.start])[-1]))

    def _is_unit(self, count: Quantity, unit: str) -> bool:
        """Whether a number counts what a mean is of each: 每場 of 8場次, 每人 of 187名."""
        own = str(count.unit)
        return own.startswith(unit) or unit.startswith(own) or {own, unit} <= self._persons

    def _hidden(self, mean: Quantity, whole: Quantity, count: Quantity) -> Decimal:
        """What rounding of a mean hides, and of its whole where that is told by and large."""
        own = last_digit(mean) / 2 if mean.qualifier in self._about else mean.half_step
        return own + (last_digit(whole) / 2 / count.value if whole.qualifier in self._about else Decimal(0))

    def _in_hundred(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """How many of a hundred: 覆議60件，相當於每百件申請有30件, where 申請200件 stands before."""
        for hundred, stated in pairwise(numbers):
            index = numbers.index(hundred)
            text = stated.segment.compact.text
            each = self._of_hundred.fullmatch(text[hundred.tail : stated.start])
            if each is None or not index or not text[: hundred.start].endswith("每") or hundred.unit != stated.unit:
                continue
            part = numbers[index - 1]
            named = [one for one in numbers[: index - 1] if text[: one.start].endswith(each["name"])]
            if len(named) == 1 and named[0].value and {part.unit, named[0].unit} == {stated.unit}:
                computed = part.value / named[0].value * hundred.value
                yield _result(check, stated, (part, named[0]), computed, stated.half_step)

    def _one_in(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """48名學生，其中弱勢家庭12位，等於每4位就有1位: a part and its whole right before it, one of so many."""
        for whole, part, many, one in zip(numbers, numbers[1:], numbers[2:], numbers[3:], strict=False):
            text = many.segment.compact.text
            each = text[: many.start].endswith("每") and _THERE_IS.fullmatch(text, many.tail, one.start)
            alike = len({own.unit for own in (whole, part, many, one)} - self._persons) == 0
            alike = alike or len({own.unit for own in (whole, part, many, one)}) == 1
            exact = {whole.qualifier, part.qualifier, one.qualifier} <= self._exact
            if not (each and alike and exact) or one.value != 1 or not 0 < part.value <= whole.value:
                continue
            if len({own.segment.sentence(own.start) for own in (whole, part, many)}) == 1:
                slack = _ONE_OF if many.qualifier in {"每", None} else 2 * _ONE_OF
                yield _result(check, many, (whole, part), whole.value / part.value, slack)

    def _reckoned(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """What each is reckoned at behind the whole: 精簡210人，節省1億1,970萬元，每人以57萬元計."""
        for index, each in enumerate(numbers):
            text = each.segment.compact.text
            told = _EACH_AT.search(text[: each.start])
            if told is None or not _RECKONED.match(text, each.tail) or each.unit is None or not each.value:
                continue
            start, _ = each.segment.sentence(each.start)
            start = max(start, text.rfind("；", start, each.start) + 1)
            closed = [found.span() for found in _BRACKETS.finditer(text, start, each.start)]
            before = [
                one for one in numbers[:index]
                if one.start >= start and not any(first < one.start < last for first, last in closed)
            ]  # fmt: skip
            wholes = [one for one in before if one.unit == each.unit and one.value > each.value]
            counts = [one for one in before if one.unit != each.unit and self._is_unit(one, told["unit"])]
            ways = [(whole, count) for whole in wholes for count in counts]
            fits = [
                way for way in ways if abs(way[1].value * each.value - way[0].value) <= last_digit(way[0])
                or abs(way[0].value / way[1].value - each.value) <= each.half_step
            ]  # fmt: skip
            exact = {one.qualifier for one in (each, *before)} <= self._exact
            for whole, count in fits[:1] or (ways if len(ways) == 1 and exact else ()):
                computed = count.value * each.value
                status: Status = "holds" if fits else "fails"
                if fits or max(computed, whole.value) < 2 * min(computed, whole.value):
                    instance = f"{each.segment.passage.no}:{each.span[0]}"
                    yield CheckResult(
                        check, instance, MEAN, status, computed, whole.value, Decimal(0), (),
                        (whole, count, each),
                    )  # fmt: skip

    def _judged(
        self, check: Check, stated: Quantity, of: tuple[Quantity, ...], computed: Decimal, *, sure: bool = False
    ) -> Iterator[CheckResult]:
        """What is not far off: farther, it comes of another number, unless that is ``sure``."""
        rough = stated.qualifier in self._about or len(of) == 1
        slack = last_digit(stated) / 2 if rough or stated.scale != 1 else Decimal(0)
        apart = abs(computed - stated.value)
        status: Status = "holds" if apart <= slack else "footnote" if apart < 2 * slack else "fails"
        slip = computed in exchanged(stated) or is_shifted(stated, computed)
        if status == "fails" and not sure and apart > computed * _FAR and not slip:
            return
        yield result_of(check, MEAN, status, computed, (stated, *of), slack=slack)


def _result(check: Check, stated: Quantity, of: tuple[Quantity, ...], computed: Decimal, slack: Decimal) -> CheckResult:
    apart = abs(computed - stated.value)
    status: Status = "holds" if apart <= slack else "footnote" if apart < 2 * slack else "fails"
    return result_of(check, MEAN, status, computed, (stated, *of), slack=slack)


def _cut_off(way: tuple[Quantity, Quantity], mean: Quantity) -> bool:
    """Whether a mean is far from what two numbers give, but for a decimal point: it is of others."""
    computed = way[0].value / way[1].value if way[1].value else Decimal(0)
    far = abs(computed - mean.value) > max(computed, mean.value) * _FARTHEST
    shifted = any(abs(computed * ten - mean.value) <= mean.half_step for ten in _SHIFTS)
    return far and not shifted


def _days(period: Period | Interval | None) -> int:
    """How many days a period of whole months has; 0 where it begins or ends within one, or is a day's."""
    if period is None or period.start is None or period.start.day != 1 or not ends_a_month(period.end):
        return 0
    return (period.end - period.start).days + 1
