"""Whether a goal was reached as it is said: 目標值16項，實際14項（未達目標）; 達成率99.2%，高於目標95%."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, pairwise, takewhile

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, Status, result_of
from ingest.checking.subjects import clause_before, subjects
from ingest.numbers.printed import Quantity

_JOINT = re.compile(r"[、及與和]")
# 節水率3.2%，112年度節水目標為2%，半年已先超越: a goal that names what it is of, and when it was reached.
_NAMED_GOAL = re.compile(
    r"[，；](?:\d{2,3}年度?|本?年度?|全年)?(?P<name>[^，。；:()\d]{2,4})目標(?:值)?(?:為|是|訂為)?"
)
_WHEN = re.compile("^(?:[上下]?半年|本期|全年|目前)|(?<=[已即])先")
_STATEMENT_END = re.compile(r"[。；]")
# Said to be below it, what is more than twice the number tells of the distance: 低於目標5%.
_DISTANT = 2
_NEXT = 1
# What may stand before words that a goal was missed: 尚未達成.
_ADVERBS = "尚仍惟但均皆"
_PAIR = 2
_HUNDRED = Decimal(100)
_PERCENT = "%"


class TargetsMet:
    """Finds goals, what was reached of them and what is said of it.

    Args:
        structure: the words of goals.
        bounds: qualifiers that make a number a bound (以下), as a goal may be.
    """

    def __init__(self, structure: Structure, bounds: Collection[str]) -> None:
        words = structure.target_words
        self._bounds = frozenset(bounds)
        self._beside_each_other, self._all_of_them = (
            compiled(words.side_by_side),
            compiled(rf"^[，、]?(?:{words.both})"),
        )
        self._aim, self._reached = compiled(words.aim), compiled(words.reached)
        self._planned = compiled(words.planned)
        self._attains = compiled(words.attained)
        self._is_aimed_at = compiled(words.aimed_at)
        self._aim_behind, self._share_of_aim = compiled(words.aim_behind), compiled(rf"(?:{words.share_of_aim})$")
        self._met, self._missed = compiled(words.met), compiled(words.missed)
        self._above, self._below = compiled(words.above), compiled(words.below)
        self._beside, self._over, self._under = (
            compiled(pattern) for pattern in (words.beside_goal, words.over, words.under)
        )
        self._better, self._fraction = compiled(words.better), compiled(words.fraction)
        self._goal, self._both = compiled(words.goal), compiled(words.both)
        self._at_most, self._less_is_more = compiled(words.at_most), compiled(words.less_is_more)
        self._aim_head, self._reached_head = compiled(words.aim_head), compiled(words.reached_head)
        self._fails = compiled(rf"(?:{words.missed})成?")
        self._set_against = compiled(f"{structure.change_words.set_against}|{structure.change_words.changed}")
        self._exact = frozenset({None, *structure.exact_qualifiers})

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each goal beside a number and words that say whether it was reached."""
        numbers = [quantity for quantity in quantities if quantity.form == "number"]
        prose = [quantity for quantity in numbers if quantity.segment.cell is None]
        shared: set[Quantity] = set()
        first = 0
        for index, (aim, reached) in enumerate(pairwise(prose)):
            if reached.segment is not aim.segment:
                first = index + 1
            if aim.unit == reached.unit and self._belong(aim, reached):
                yield from self._judged(check, aim, reached, self._said_behind(reached))
                for result in self._attained(check, aim, reached, prose[index + 2 : index + 3]):
                    shared.add(result.quantities[0])
                    yield result
            elif aim.unit == reached.unit and aim.segment is reached.segment:
                yield from self._aimed_behind(check, aim, reached)
            # Those of its paragraph.
            before = prose[first : index + 1]
            yield from self._aimed_in_brackets(check, before, reached)
            yield from self._aimed_apart(check, before, reached)
            if reached not in shared:
                yield from self._share_told(check, before, reached)
        yield from self._all_met(check, prose)
        yield from self._compared(check, prose)
        cells = [quantity for quantity in numbers if quantity.segment.cell is not None]
        for _, row in groupby(cells, key=lambda one: (one.segment.passage.no, one.segment.place.row)):
            yield from self._in_row(check, list(row))

    # A goal, then what was reached ---------------------------------------------------------------

    def _belong(self, aim: Quantity, reached: Quantity) -> bool:
        """Whether a goal and what was reached stand side by side in a sentence, or on two lines."""
        text = reached.segment.compact.text
        if not self._aim.search(aim.segment.compact.text[: aim.start]):
            return False
        if aim.segment is reached.segment:
            return self._reached.fullmatch(text[aim.tail : reached.start]) is not None
        follows = reached.segment.passage.no - aim.segment.passage.no == _NEXT
        return follows and self._reached.fullmatch(text[reached.segment.behind_marker : reached.start]) is not None

    def _all_met(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """Several numbers that are all said to have met the goal before them, or as many goals in order."""
        index = 0
        while index < len(numbers):
            goals = list(takewhile(self._is_aim, _from(numbers, index)))
            index += max(len(goals), 1)
            reached: list[Quantity] = []
            for last, one in pairwise(_from(numbers, index - 1) if goals else ()):
                text = one.segment.compact.text
                apart = text[last.tail : one.start] if one.segment is last.segment else "。"
                if one.unit != goals[0].unit or not self._beside_each_other.fullmatch(apart):
                    break
                reached.append(one)
            said = self._said_behind(reached[-1]) if len(reached) > 1 else ""
            if not self._all_of_them.search(said) or len(goals) not in (1, len(reached)):
                continue
            aims = goals if len(goals) > 1 else goals * len(reached)
            own = [(aim, one) for aim, one in zip(aims, reached, strict=True) if not self._belong(aim, one)]
            for aim, one in own:
                yield from self._judged(check, aim, one, said)

    def _aimed_behind(self, check: Check, reached: Quantity, aim: Quantity) -> Iterator[CheckResult]:
        """What was reached, the goal behind it, and what is said of both: 節水率3.2%，目標2%，已達成."""
        text = aim.segment.compact.text
        said = _WHEN.sub("", self._said_behind(aim).lstrip("，(").split("，")[0].rstrip(")"))
        missed, met = self._missed.match(said), self._met.match(said)
        exact = {aim.qualifier, reached.qualifier} <= self._exact
        own = clause_before(reached) + (reached.unit or "")
        named = _NAMED_GOAL.fullmatch(text, reached.tail, aim.start)
        aimed = named["name"] in own if named else self._aim_behind.fullmatch(text, reached.tail, aim.start)
        told = aimed and exact and bool(missed) != bool(met)
        if told and not self._less_is_more.search(own) and not self._at_most.match(text, aim.tail):
            yield _result(check, aim, reached, "holds" if (reached.value >= aim.value) == bool(met) else "fails")

    def _aimed_in_brackets(self, check: Check, before: Sequence[Quantity], aim: Quantity) -> Iterator[CheckResult]:
        """The goal in the brackets behind what was reached, others between: 節電率2%(用電90度；目標1%，達標)."""
        text = aim.segment.compact.text
        opening = text.rfind("(", 0, aim.start)
        own = next((one for one in reversed(before) if one.tail <= opening), None)
        inside = own is not None and own is not before[-1] and ")" not in text[opening : aim.start]
        if not inside or own is None or own.tail != opening or own.unit != aim.unit:
            return
        said = re.split("[；)]", text[aim.tail :].lstrip("，"))[0].split("，")[0]
        missed, met = self._missed.match(said), self._met.match(said)
        plain = {own.qualifier, aim.qualifier} <= self._exact and bool(missed) != bool(met)
        told = self._aim.search(text[opening : aim.start]) and not self._at_most.match(text, aim.tail)
        if plain and told and not self._less_is_more.search(clause_before(own) + (own.unit or "")):
            yield _result(check, aim, own, "holds" if (own.value >= aim.value) == bool(met) else "fails")

    def _aimed_apart(self, check: Check, before: Sequence[Quantity], aim: Quantity) -> Iterator[CheckResult]:
        """The goal in a clause of its own that tells whether it was reached: 56次、12家；目標50次，已達成."""
        text = aim.segment.compact.text
        said = re.match("[，(]?([^，。；()]*)", text[aim.tail :])
        verdict = said[1] if said else ""
        missed, met = self._missed.fullmatch(verdict), self._met.fullmatch(verdict)
        start, _ = aim.segment.sentence(aim.start)
        own = [one for one in before if one.start >= start and one.unit == aim.unit]
        apart = own and own[-1] is not before[-1] and re.search("[，；(]", text[own[-1].tail : aim.start])
        told = apart and self._is_aim(aim) and bool(missed or self._fails.fullmatch(verdict)) != bool(met)
        if not told:
            return
        plain = [one for one in own if not self._set_against.search(clause_before(one)) and not one.is_rate]
        exact = {one.qualifier for one in (aim, *plain)} <= self._exact
        if not exact or not plain or len(plain) != len(own) or self._at_most.match(text, aim.tail):
            return
        if self._less_is_more.search(text[start : plain[0].start] + (aim.unit or "")):
            return
        fits = [one for one in plain if (one.value >= aim.value) == bool(met)]
        yield _result(check, aim, (fits or plain)[0], "holds" if fits else "fails")

    def _share_told(self, check: Check, before: Sequence[Quantity], rate: Quantity) -> Iterator[CheckResult]:
        """The share of the only goal of its sentence: 26場次，比目標24場次多2場次，達成率108.33%."""
        text = rate.segment.compact.text
        if rate.unit != _PERCENT or not self._share_of_aim.search(text[: rate.start]):
            return
        start, _ = rate.segment.sentence(rate.start)
        start = max(start, text.rfind("；", start, rate.start) + 1)
        own = [one for one in before if one.start >= start]
        aims = [one for one in own if self._is_goal(one)] or [one for one in own if self._is_planned(one)]
        if len(aims) != 1:
            return
        aim = aims[0]
        reached = [one for one in own if one.unit == aim.unit and one is not aim and one.value]
        # 比目標24場次多2場次: what follows the goal tells nothing of how exact it is.
        exact = {one.qualifier for one in (rate, *reached)} <= self._exact
        if not reached or not aim.value or aim.unit == _PERCENT or not exact:
            return
        shares = [(one, one.value / aim.value * _HUNDRED) for one in reached]
        if self._less_is_more.search(text[start : rate.start] + str(aim.unit)):
            return
        one, computed = min(shares, key=lambda share: abs(share[1] - rate.value))
        status: Status = "holds" if abs(computed - rate.value) <= 2 * rate.half_step else "fails"
        # 預定20場次，實際18場次，達成率110%: of the only two there are, however far it is off.
        plain = len(own) == _PAIR and reached[-1] is own[-1] and aim is own[0]
        if status == "holds" or plain or abs(computed - rate.value) <= computed / 2:
            yield result_of(check, "share of goal", status, computed, (rate, one, aim), "aim", slack=rate.half_step)

    def _is_goal(self, one: Quantity) -> bool:
        """Whether a word before a number or right behind it tells that it is a goal: 目標24場次; 16個機關為目標."""
        return self._is_aim(one) or self._is_aimed_at.match(one.segment.compact.text, one.tail) is not None

    def _is_planned(self, one: Quantity) -> bool:
        return self._planned.search(one.segment.compact.text[: one.start]) is not None

    def _is_aim(self, one: Quantity) -> bool:
        return self._aim.search(one.segment.compact.text[: one.start]) is not None

    def _said_behind(self, reached: Quantity) -> str:
        """The words of the statement behind what was reached."""
        text = reached.segment.compact.text
        stop = _STATEMENT_END.search(text, reached.tail)
        return text[reached.tail : stop.start() if stop else len(text)]

    def _judged(self, check: Check, aim: Quantity, reached: Quantity, said: str) -> Iterator[CheckResult]:
        missed, met = self._missed.search(said), self._met.search(said)
        bound = aim.qualifier if aim.qualifier in self._bounds else None
        if bool(missed) == bool(met) or not {aim.qualifier, reached.qualifier} <= self._exact | {bound}:
            return
        around = aim.segment.compact.text[: aim.start] + "".join(aim.segment.passage.outline) + aim.segment.row_label
        behind = (bound or "") + aim.segment.compact.text[aim.tail :] + aim.segment.column_label
        if self._at_most.search(behind) or self._at_most.search(around):
            is_met = reached.value <= aim.value
        elif self._less_is_more.search(around + said):
            return
        else:
            is_met = reached.value >= aim.value
        yield _result(check, aim, reached, "holds" if is_met == bool(met) else "fails")

    def _attained(
        self, check: Check, aim: Quantity, reached: Quantity, following: Sequence[Quantity]
    ) -> Iterator[CheckResult]:
        """The share of the goal that the next number is said to be: 實際值50場次，達成率111.1%."""
        for rate in following:
            between = rate.segment.compact.text[reached.tail : rate.start]
            if rate.segment is not reached.segment or not self._attains.fullmatch(between) or not aim.value:
                continue
            computed = reached.value / aim.value * _HUNDRED
            apart = computed - rate.value
            status: Status = "holds" if abs(apart) <= rate.half_step else "fails"
            # It was cut off, not rounded.
            if 0 < apart < 2 * rate.half_step and status == "fails":
                status = "footnote"
            if status == "fails" and not {aim.qualifier, reached.qualifier, rate.qualifier} <= self._exact:
                status = "cannot_tell"
            yield result_of(check, "share of goal", status, computed, (rate, reached, aim), slack=rate.half_step)

    def _in_row(self, check: Check, row: Sequence[Quantity]) -> Iterator[CheckResult]:
        """The goal, what was reached and what is said of it in one row of a table."""
        aims = [one for one in row if self._aim_head.search(one.segment.column_label)]
        reached = [one for one in row if self._reached_head.search(one.segment.column_label)]
        if len(aims) != 1 or len(reached) != 1 or aims[0].unit != reached[0].unit:
            return
        place, passage = row[0].segment.place, row[0].segment.passage
        said = [cell.text for cell in passage.cells if cell.row == place.row and not any(map(str.isdigit, cell.text))]
        yield from self._judged(check, aims[0], reached[0], "".join(said[-1:]))

    # What was reached, then the goal it is set against -------------------------------------------

    def _compared(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """Numbers right before the goal that they are said to be above or below of."""
        for place, (last, aim) in enumerate(pairwise(numbers)):
            index = _before_brackets(numbers, place)
            reached = numbers[index]
            if aim.segment is not reached.segment or aim.unit != reached.unit or aim.unit is None:
                continue
            text = aim.segment.compact.text
            # 已逾1.5%之目標: what sets it above the goal is no bound of the goal.
            bound = aim.qualifier is not None and self._above.fullmatch(aim.qualifier)
            if not {None if bound else aim.qualifier, reached.qualifier} <= self._exact:
                continue
            aims = [aim, *self._joined(aim, numbers[place + 2 :])]
            tail = reached.tail if index == place else last.tail + 1
            between, behind = text[tail : aim.start], text[aims[-1].tail : aims[-1].tail + 8]
            above, below = self._above.fullmatch(between), self._below.fullmatch(between)
            if self._beside.fullmatch(between):
                above, below = self._over.match(behind), self._under.match(behind)
            if self._fraction.match(behind):
                continue
            # Of what may be better the less there is, better is not more: 用電量9萬度，優於目標, but not 節電率.
            own = clause_before(reached) + (reached.unit or "")
            if self._better.search(between) and self._less_is_more.search(own):
                continue
            if not (above or below) or not self._goal.search(between + "#" + behind) or self._at_most.match(behind):
                continue
            # 低於年度目標4%，業已達成: what is said of a goal twice is said once wrongly.
            said = self._said_behind(aims[-1]).lstrip("，(").split("，")[0].rstrip(")")
            missed, met = self._fails.fullmatch(said.lstrip(_ADVERBS)), self._met.fullmatch(said)
            if bool(missed) != bool(met) and bool(met) != bool(above) and not self._less_is_more.search(own):
                yield _result(check, aim, reached, "fails")
                continue
            if len(aims) > 1:
                # 甲類90%、乙類75%，均達85%及70%目標: each against its own, in order.
                each = numbers[max(index + 1 - len(aims), 0) : index + 1]
                if len(each) == len(aims) and {(one.segment, one.unit) for one in each} == {(aim.segment, aim.unit)}:
                    pairs = zip(aims, each, strict=True)
                    yield from filter(None, (self._against(check, own, one, above=bool(above)) for own, one in pairs))
                continue
            both = numbers[index - 1] if index and self._both.search(between) else None
            if both is not None and both.segment is aim.segment and both.unit == aim.unit:
                judged = [self._against(check, aim, one, above=bool(above)) for one in (both, reached)]
                yield from filter(None, judged)
                continue
            told = subjects(numbers, index)
            # 低於目標1%計0.5個百分點: how far it is from the goal is told behind that.
            apart = [one.value for one in numbers[place + 2 : place + 3] if one.segment is aim.segment]
            ways = [
                self._against(check, aim, one, above=bool(above), sure=[abs(one.value - aim.value)] == apart)
                for one in told.numbers
            ]
            # Of several that may be meant the one of which the words are true.
            best = next((way for way in ways if way and way.status == "holds"), ways[0])
            if best:
                doubtful = not told.sure and best.status == "fails"
                yield replace(best, status="cannot_tell") if doubtful else best

    @staticmethod
    def _joined(aim: Quantity, behind: Sequence[Quantity]) -> Iterator[Quantity]:
        """The numbers that follow a goal, joined to it or to each other."""
        last, text = aim, aim.segment.compact.text
        for one in behind:
            if (
                one.segment is not aim.segment
                or one.unit != aim.unit
                or not _JOINT.fullmatch(text, last.tail, one.start)
            ):
                return
            yield one
            last = one

    def _against(
        self, check: Check, aim: Quantity, reached: Quantity, *, above: bool, sure: bool = False
    ) -> CheckResult | None:
        """What is said to be above or below a goal; None where, but for ``sure``, it may be how far below it is."""
        if above:
            return _result(check, aim, reached, "holds" if reached.value >= aim.value else "fails")
        if sure or reached.value < _DISTANT * aim.value:
            return _result(check, aim, reached, "holds" if reached.value < aim.value else "fails")
        return None


def _from(numbers: Sequence[Quantity], index: int) -> Iterator[Quantity]:
    """Those from an index on, not copied: the same is asked at each of a report's numbers."""
    return (numbers[place] for place in range(index, len(numbers)))


def _before_brackets(numbers: Sequence[Quantity], index: int) -> int:
    """Where the number stands that has the brackets behind it which another closes: 193人(上半年101人、下半年92人)."""
    one = numbers[index]
    text = one.segment.compact.text
    opening = text.rfind("(", 0, one.start)
    inside = text.startswith(")", one.tail) and ")" not in text[opening : one.start]
    if not inside:
        return index
    before = takewhile(lambda place: numbers[place].segment is one.segment, range(index - 1, -1, -1))
    return next((place for place in before if numbers[place].tail == opening), index)


def _result(check: Check, aim: Quantity, reached: Quantity, status: Status) -> CheckResult:
    return result_of(check, "goal reached", status, aim.value, (reached, aim))
