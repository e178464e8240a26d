"""Shares beside the parts they are told of: 審議138案、同意129案(同意率93.5%); 電話4,512件占86.2%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.change_result import ChangeResults
from ingest.checking.result import CheckResult, Status
from ingest.checking.subjects import clause_before, is_beside, words_between
from ingest.numbers.printed import Quantity

OF_ALL = "shares of all"
_HUNDRED = Decimal(100)
_PERCENT = "%"
# Two may be of different wholes.
_FEWEST_SHARES = 3
_FEWEST_PARTS = 2
_SHORT_VERB = 2
_MEAN = re.compile(r"[，(]平均每[^，。；:()\d]*[\d.,]+[^，。；:()\d]*")
# 24名學生，每校3名；9名來自偏鄉: what each has is told of the whole as well.
_EACH = re.compile(r"[，(]每[^，。；:()\d]{1,3}[\d.,]+[^，。；:()\d]*")
_OUT_OF = re.compile(r"[之當其]?中，?[^，。；:()\d]{1,12}")
_STATEMENT_END = re.compile(r"[。；]")
# What closed brackets tell is told aside: 60場次(較上期52場次增加8場次)，其中甲館35場次.
_ASIDE = re.compile(r"\([^()]*\)")
_VERB_ONLY = re.compile(r"[，、][^，。；、:()\d]{1,6}")
_AMONG = re.compile(r"[^。；:()\d]{0,12}，[而且]?其中[^，。；、:()\d]*")
_COUNTED = re.compile(r"^[^，。；:()\d占佔]{1,8}(?=，[占佔])")
# A share that is this many percentage points off may be of another whole.
_FAR = Decimal(12)


class StatedShares:
    """Finds them with the words of changes."""

    def __init__(self, structure: Structure) -> None:
        words = structure.change_words
        self._complements = [(pair[0], pair[1]) for pair in structure.complements]
        self._exact = frozenset({None, *structure.exact_qualifiers})
        self._persons = frozenset(structure.mean_words.persons)
        self._total = compiled(rf"(?:{structure.total})[為達有計]*$")
        self._share, self._makes_up = compiled(words.share), compiled(words.makes_up)
        self._listed_share, self._next_share = compiled(words.listed_share), compiled(words.next_share)
        self._share_of, self._share_of_goal = compiled(words.share_of), compiled(words.share_of_goal)
        self._compares, self._other = compiled(words.set_against), compiled(words.other)
        self._of_others = compiled(rf"^(?:其中|另)|{words.earlier}|同期|\d年")
        self._result = ChangeResults(structure).of_numbers

    def shares(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """A rate named for a part, of what stands before the part: 審議138案、同意129案(同意率93.5%).

        Or what a part is said to make up: 電話4,512件占86.2%. With other numbers between the part and what it may be
        of, that one fails only where it is not far off: a whole may as well be told elsewhere.
        """
        for index, rate in enumerate(numbers):
            if rate.unit != _PERCENT or not index:
                continue
            part = self._part_of(rate, numbers[:index])
            if part is None:
                continue
            wholes = list(self._wholes(part, numbers))
            results = [
                self._result(check, rate, (part, whole), part.value / whole.value * _HUNDRED) for whole in wholes
            ]
            fitting = [result for result in results if result.status != "fails"]
            if fitting:
                yield fitting[-1]
            elif len(results) == 1:
                computed = results[0].computed or Decimal(0)
                near = abs(computed - rate.value) <= min(_FAR, max(computed, rate.value) / 2)
                between = _ASIDE.sub("", part.segment.compact.text[wholes[0].tail : part.start])
                among = _AMONG.fullmatch(_MEAN.sub("", between))
                if near or among or self._is_right_behind(wholes[0], part, numbers):
                    yield results[0]
            elif results and (
                self._is_of(rate, part, wholes[-1], numbers)
                or self._is_next(results)
                or _is_out_of(wholes[-1], part, numbers)
            ):
                yield results[-1]

    def _is_of(self, rate: Quantity, part: Quantity, whole: Quantity, numbers: Sequence[Quantity]) -> bool:
        """Whether a rate names the whole right before its part: 調解125件，成立80件，調解成立率64.0%."""
        named = self._share.fullmatch(rate.segment.compact.text[part.tail : rate.start])
        subject = named["verb"][:-_SHORT_VERB] if named else ""
        return bool(subject) and subject in named_before(whole) and self._is_right_behind(whole, part, numbers)

    def _is_next(self, results: Sequence[CheckResult]) -> bool:
        """Whether a rate, nearest to that of the last whole, is of a part right behind it, or behind its mean."""
        result = min(results, key=lambda one: abs((one.computed or _HUNDRED) - (one.stated or 0)))
        rate, part, whole = results[-1].quantities
        between = _MEAN.sub("", part.segment.compact.text[whole.tail : part.start])
        near = result is results[-1] and abs((result.computed or Decimal(0)) - rate.value) <= _FAR
        return near and _VERB_ONLY.fullmatch(between) is not None

    def shares_of_all(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """Shares in one list, which are no more than all: 警察局占42.5%、消防局占31.0%、其他占26.5%."""
        shares = [one for one in numbers if one.unit == _PERCENT and self._listed_share.search(named_before(one))]
        for pair in pairwise(shares):
            apart = numbers.index(pair[1]) - numbers.index(pair[0]) > 1
            if apart and pair[0].segment.sentence(pair[0].start) == pair[1].segment.sentence(pair[1].start):
                yield from self._all_of(check, pair) if self._are_all(pair) else ()
        listed: list[Quantity] = []
        for one in [*numbers, None]:
            between = one.segment.compact.text[listed[-1].tail : one.start] if one and listed else ""
            makes_up = one is not None and one.unit == _PERCENT and self._listed_share.search(named_before(one))
            if makes_up and one and (not listed or self._next_share.fullmatch(between)):
                listed.append(one)
                continue
            if len(listed) >= _FEWEST_SHARES or self._are_all(listed):
                yield from self._all_of(check, listed)
            listed = [one] if makes_up and one else []

    def _are_all(self, listed: Sequence[Quantity]) -> bool:
        """Whether two shares are told of what together is all there is: 電話占91.1%，現場占8.9%."""
        words = [clause_before(one) for one in listed]
        return len(words) == _FEWEST_PARTS and any(
            {first in words[0] and second in words[1], second in words[0] and first in words[1]} == {True, False}
            for first, second in self._complements
        )

    def _all_of(self, check: Check, listed: Sequence[Quantity]) -> Iterator[CheckResult]:
        whole = sum((share.value for share in listed), Decimal(0))
        slack = sum((share.half_step for share in listed), Decimal(0))
        if any(share.qualifier not in self._exact for share in listed) or whole > 2 * _HUNDRED:
            return
        beyond = whole - _HUNDRED
        status: Status = "holds" if not beyond else "footnote" if abs(beyond) <= slack else "cannot_tell"
        if beyond > slack or (beyond < -slack and -beyond <= _FAR and self._are_all(listed)):
            status = "fails"
        first = listed[0]
        instance = f"{first.segment.passage.no}:{first.span[0]}:shares"
        yield CheckResult(check, instance, OF_ALL, status, whole, _HUNDRED, slack, (), tuple(listed))

    def _part_of(self, rate: Quantity, earlier: Sequence[Quantity]) -> Quantity | None:
        """The number that a rate is said to be the share of: the one right before it, or the only one of its name."""
        text, nearest = rate.segment.compact.text, earlier[-1]
        between = text[nearest.tail : rate.start]
        if nearest.unit in (None, _PERCENT):
            return None
        if named := self._share.fullmatch(between):
            start = self._begun(rate)
            own = [one for one in earlier if one.start >= start and one.unit == nearest.unit]
            # 合格84家次，不合格12家次，合格率87.5%; 調解125件，成立80件，調解成立率64.0%
            for name in dict.fromkeys((named["verb"], named["verb"][-_SHORT_VERB:])):
                verb = rf"(?<![不未非]){re.escape(name)}(?:以上|[了計者為共])*$"
                words = re.compile(rf"(?:^|[，、:；。])[^，。；:()]{{0,6}}?{verb}")
                found = next((one for one in reversed(own) if words.search(text[: one.start])), None)
                if found:
                    return found
            return None
        # 5名來自弱勢家庭，占25%: what is counted may stand behind its unit.
        if (makes_up := self._makes_up.fullmatch(_COUNTED.sub("", between))) is None:
            return None
        name = makes_up["name"]
        if not name:
            return nearest
        start = self._begun(rate)
        leads = [(one, named_before(one)) for one in earlier if one.start >= start and one.unit == nearest.unit]
        # 線上調案2,845件，…，線上占96.7%: the name may be cut short.
        same = [one for one, words in leads if words.endswith(name)] or [one for one, words in leads if name in words]
        return same[0] if len(same) == 1 else None

    def _begun(self, rate: Quantity) -> int:
        """Where the sentence of a rate begins; of other things its statement: ；上期列管38件，結案率60.5%."""
        text = rate.segment.compact.text
        start, _ = rate.segment.sentence(rate.start)
        begun = max(start, text.rfind("；", start, rate.start) + 1)
        return begun if self._of_others.search(text[begun : rate.start]) else start

    def _wholes(self, part: Quantity, numbers: Sequence[Quantity]) -> Iterator[Quantity]:
        """The numbers before a part in its sentence that it may be a part of: of its unit, larger, and no share."""
        text = part.segment.compact.text
        start, _ = part.segment.sentence(part.start)
        if start and text.startswith("其中", start):  # 合計2,020場次。其中機關借用1,515場次，占75%
            start, _ = part.segment.sentence(start - 1)
        for whole, following in pairwise(numbers):
            if (
                not start <= whole.start < part.start
                or not (whole.unit == part.unit or {whole.unit, part.unit} <= self._persons)
                or not part.value <= whole.value
                or not whole.value
                or is_beside(whole, numbers)
            ):
                continue
            shares = following.unit == _PERCENT and self._makes_up.fullmatch(text[whole.tail : following.start])
            # 調解30件，平均每次7.5件；成立15件，成立率50%: a mean between the two is told of the whole.
            words = named_before(whole) + _EACH.sub("", _MEAN.sub("", _ASIDE.sub("", text[whole.tail : part.start])))
            if not (shares or whole.is_rate) and not self._compares.search(words):
                yield whole
        # 網購920件居冠，占46%，其次旅遊280件，其他800件，總數2,000件: the total of all comes last.
        _, stop = part.segment.sentence(part.start)
        for whole in numbers:
            behind = part.tail <= whole.start < stop and whole.unit == part.unit and whole.value > part.value
            if behind and self._total.search(named_before(whole)) and self._is_list(part, whole, numbers):
                yield whole

    def _is_list(self, part: Quantity, whole: Quantity, numbers: Sequence[Quantity]) -> bool:
        """Whether the numbers of one unit from a part to the total behind it add up to that."""
        first, last = numbers.index(part), numbers.index(whole)
        return sum(one.value for one in numbers[first:last] if one.unit == part.unit) == whole.value

    def _is_right_behind(self, whole: Quantity, part: Quantity, numbers: Sequence[Quantity]) -> bool:
        """Whether a part is the next number behind its whole, and no word tells of another thing."""
        between = part.segment.compact.text[whole.tail : part.start]
        follows = numbers.index(part) == numbers.index(whole) + 1
        return follows and not self._other.search(between) and not re.search("[；:]", between)

    def shares_told(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """線上6,600件，占全部8,800件的75%: a part, its whole, and the share.

        What stands before 達目標50次之52% is the number of its unit that its statement begins with, or any in it.
        """
        for index, (whole, rate) in enumerate(pairwise(numbers)):
            text = rate.segment.compact.text
            behind = re.fullmatch(r"\)?[之的](?:約|近)?", text[whole.tail : rate.start])
            if rate.unit != _PERCENT or whole.unit in (None, _PERCENT) or not whole.value or not index or not behind:
                continue
            part = numbers[index - 1]
            words = words_between(part, whole).rstrip("(")
            of = self._share_of.fullmatch(words)
            if of and part.unit == whole.unit:
                yield self._result(check, rate, (part, whole), part.value / whole.value * _HUNDRED)
                continue
            begun = max([0, *(mark.end() for mark in _STATEMENT_END.finditer(text, 0, whole.start))])
            own = [one for one in numbers[:index] if one.start >= begun and one.unit == whole.unit]
            if own and self._share_of_goal.search(words):
                ways = [self._result(check, rate, (one, whole), one.value / whole.value * _HUNDRED) for one in own]
                yield next((way for way in ways if way.status != "fails"), ways[0])

    def shares_in_brackets(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """調閱163件，線上58件(35.58%)、紙本105件(64.42%): parts that add up, each with its share, of which one fits."""
        for index, whole in enumerate(numbers):
            parts: list[tuple[Quantity, Quantity]] = []
            for part, rate in zip(numbers[index + 1 :: 2], numbers[index + 2 :: 2], strict=False):
                text = rate.segment.compact.text
                in_brackets = text[part.tail : rate.start] == "(" and text.startswith(")", rate.tail)
                if part.unit != whole.unit or rate.unit != _PERCENT or not in_brackets:
                    break
                parts.append((part, rate))
                if sum(part.value for part, _ in parts) >= whole.value:
                    break
            if len(parts) < _FEWEST_PARTS or whole.unit == _PERCENT or not whole.value:
                continue
            if sum(part.value for part, _ in parts) == whole.value:
                results = [
                    self._result(check, rate, (part, whole), part.value / whole.value * _HUNDRED)
                    for part, rate in parts
                ]
                # Where none fits they are no shares of it, but growth.
                if any(result.status == "holds" for result in results):
                    yield from results


def _is_out_of(whole: Quantity, part: Quantity, numbers: Sequence[Quantity]) -> bool:
    """Whether a part is told to be one of the number right before it: 調解之200件中，成立者為130件，成立率65.0%."""
    follows = numbers.index(part) == numbers.index(whole) + 1
    return follows and _OUT_OF.fullmatch(part.segment.compact.text, whole.tail, part.start) is not None


def named_before(quantity: Quantity) -> str:
    """The words right before a number, since the last mark or 其中."""
    return clause_before(quantity).split("其中")[-1]
