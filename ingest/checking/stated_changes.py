"""Changes and rates beside the numbers they come of: 由200人減為150人，減少50人，減幅25%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.respective import Respective, Told
from ingest.checking.result import CheckResult, Status
from ingest.checking.slips import exchanged
from ingest.checking.stated_direction import ARROW, TURNED, WaysTold
from ingest.checking.subjects import Subjects, behind_goal, clause_before, is_beside, is_listed, subjects
from ingest.numbers.printed import Quantity, by_segment

_HUNDRED = Decimal(100)
_PERCENT = "%"
# … and since when it has grown: 自啟用時之400處計，累計裁撤100處，減幅25%.
_SINCE = re.compile(r"[自從][^，。；、\d]{1,12}$")
_COMES_TO = re.compile(r"[，,、]?(?:成|而)?(?:為|計|共|達|剩|餘)+")
_LONGEST_LEAD = 16
# Two may be of different wholes.
_FEWEST_SHARES = 3
_FEWEST_PARTS = 2
_SHORT_VERB = 2
_PARTS = 5  # So small a part of a last digit is nothing to speak of.
_OF_ALL = "shares of all"
_MEAN = re.compile(r"[，(]平均每[^，。；:()\d]*[\d.,]+[^，。；:()\d]*")
_STATEMENT_END = re.compile(r"[。；]")
_VERB_ONLY = re.compile(r"[，、][^，。；、:()\d]{1,6}")
# What came in or was given, and what went of it.
_GOT, _SPENT = re.compile("收入|歲入|預算|編列|分配|核定"), re.compile("支出|歲出|決算|實支|支用|動支|執行")
_AMONG = re.compile(r"[^。；:()\d]{0,12}，[而且]?其中[^，。；、:()\d]*")
_NOUN = re.compile(r"^[^，。；、:()\d較比]{1,5}(?=，[較比])")
_COUNTED = re.compile(r"^[^，。；:()\d占佔]{1,8}(?=，[占佔])")
# … and of a rate, when what it is of stands behind it.
_OF_NEXT = re.compile(r"[，,；](?:係|乃|即|為)?由")
_THEN = re.compile("[年期月季屆]")
# As many signs before a change tell its way.
_WAY = 3
# A share that is this many percentage points off may be of another whole.
_FAR = Decimal(12)


class StatedChanges:
    """Finds them with the words of changes.

    Two numbers of one unit stand right before the change, parted by words that compare them (由…減為…, 較…增加):
    of which the earlier is what a rate is of, where words tell which it is.
    """

    def __init__(self, structure: Structure) -> None:
        words = structure.change_words
        self._complements = [(pair[0], pair[1]) for pair in structure.complements]
        self._exact, self._about = frozenset({None, *structure.exact_qualifiers}), frozenset(words.approximate)
        self._nearly = frozenset(words.nearly)
        self._compared = compiled(words.compared)
        self._points, self._persons = words.points, frozenset(structure.mean_words.persons)
        self._became = compiled(rf"{ARROW}|{words.became}")
        self._changed = compiled(rf"(?:\)?(?:之?比較)?:)?(?:{words.changed})")
        self._rate = compiled(words.rate)
        self._than, self._up, self._down = (compiled(pattern) for pattern in (words.than, words.up, words.down))
        self._ways = WaysTold(structure)
        self._formerly, self._respective = compiled(words.formerly), Respective(structure)
        self._total = compiled(rf"(?:{structure.total})[為達有計]*$")
        self._ends_in_change = compiled(rf"(?:{words.changed})$")
        self._opens = compiled(rf"(?:{words.compared}|[與和](?:{words.earlier})[^，。；、:()\d]{{0,4}}\(?)$")
        self._share, self._makes_up = compiled(words.share), compiled(words.makes_up)
        self._listed_share, self._next_share = compiled(words.listed_share), compiled(words.next_share)
        self._plan = compiled(structure.cues["plan"])
        self._share_of = compiled(words.share_of)
        self._share_of_goal = compiled(words.share_of_goal)
        self._left = compiled(rf"(?:{words.left})$")
        self._compares = compiled(words.set_against)
        self._since_then = compiled(rf"[，(]較(?:{words.earlier}|同期)(?:{words.up}|{words.down})[加少]?$")
        self._other, self._beside = compiled(words.other), compiled(words.beside)

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each change and each rate whose two numbers stand right before it.

        Args:
            check: of kind ``stated_change``.
            quantities: those of a report, in order.
        """
        for here in by_segment(quantities):
            if here[0].segment.cell is None:
                numbers = [quantity for quantity in here if quantity.form == "number"]
                ways = (
                    self._changes,
                    self._shares,
                    self._shares_of_all,
                    self._grown_by,
                    self._grown_to,
                    self._left_over,
                    self._shares_told,
                    self._shares_in_brackets,
                    self._answering,
                    self._ways.turned,
                    self._ways.two_ways,
                    self._set_apart,
                    self._rated_before,
                    self._grown_from,
                    self._grown_in_brackets,
                )
                # A rate may be one of the change before it and of the two numbers before that.
                own = {result.instance: result for way in reversed(ways) for result in way(check, numbers)}
                # Two shares that are told of their parts need not be told to be all as well.
                told = {result.quantities[0] for result in own.values() if result.relation != _OF_ALL}
                pairs = [
                    name for name, result in own.items()
                    if result.relation == _OF_ALL and len(result.quantities) == _FEWEST_PARTS
                    and told & set(result.quantities)
                ]  # fmt: skip
                left = [result for name, result in own.items() if name not in pairs]
                yield from sorted(left, key=lambda result: result.quantities[0].start)

    def _changes(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        for index, (nearest, second) in enumerate(pairwise(numbers)):
            # 54項，新增7項，較前一年度47項成長: what grew is what stands before its change, or before its mean.
            passed_over = index and (nearest.is_rate or self._is_change(nearest))
            # 收件3,105件，平均4.2天，較去年同期4.8天縮短0.6天: the mean itself.
            own = numbers[index - 1] if passed_over and numbers[index - 1].unit == second.unit else nearest
            if (
                (own.unit is None and own.scale == 1)
                or own.unit != second.unit
                or not self._are_compared(nearest, second)
            ):
                continue
            if self._plan.search(_clause_before(nearest)):
                continue
            told = subjects(numbers, index) if own is nearest else Subjects((own,), sure=True)
            ways = [
                list(self._compared_with(check, one, nearest, second, numbers[index + 2 : index + 4]))
                for one in told.numbers
            ]
            best = max(ways, key=lambda way: sum(result.status == "holds" for result in way))
            for result in best:
                doubtful = not told.sure and result.status == "fails"
                yield replace(result, status="cannot_tell") if doubtful else result

    def _compared_with(
        self, check: Check, first: Quantity, nearest: Quantity, second: Quantity, behind: Sequence[Quantity]
    ) -> Iterator[CheckResult]:
        """The change and the rate told behind two numbers that are compared; ``nearest`` stands right before them."""
        text = first.segment.compact.text
        grown = self._grown(first, nearest, second)
        change: Quantity | None = None
        last = second
        for following in behind:
            between = text[last.tail : following.start]
            if following.value < 0:
                break
            alike = following.unit == first.unit or (first.unit == _PERCENT and following.unit == self._points)
            if alike and change is None and self._changed.fullmatch(between):
                change = following
                by = self._as_told(grown, between) or abs(first.value - second.value)
                yield self._result(check, change, (first, second), by)
            elif _OF_NEXT.match(text, following.tail):
                break  # 減少812人，其中助理精簡率達40.00%，係由650人降為390人: of what stands behind it.
            elif following.unit == _PERCENT and first.unit != _PERCENT and self._rate.fullmatch(between):
                yield from self._rated(check, following, (first, second), self._bases(first, nearest, second))
                break
            else:
                break
            last = following

    def _grown(self, first: Quantity, nearest: Quantity, second: Quantity) -> Decimal | None:
        """By how much what is told has grown; None where it is not sure which of two numbers is the later."""
        bases = self._bases(first, nearest, second)
        return None if len(bases) > 1 else first.value + second.value - 2 * bases[0].value

    def _bases(self, first: Quantity, nearest: Quantity, second: Quantity) -> tuple[Quantity, ...]:
        """Which of two numbers that are compared is the earlier, what growth is a rate of; both where it is unsure."""
        text = first.segment.compact.text
        between = _behind_noun(behind_goal(text[nearest.tail : second.start]))
        if self._became.fullmatch(between):
            return (first,)
        earlier = self._than.match(between) or self._formerly.match(between)
        return (second,) if earlier else (first, second)

    def _as_told(self, grown: Decimal | None, words: str) -> Decimal | None:
        """Growth or shrinking in the direction of the words: below nothing where it went the other way."""
        up, down = self._up.search(words), self._down.search(words)
        return None if grown is None or bool(up) == bool(down) else grown if up else -grown

    def _are_compared(self, first: Quantity, second: Quantity) -> bool:
        """Whether the words between two numbers set them against each other."""
        text = first.segment.compact.text
        between = _behind_noun(behind_goal(text[first.tail : second.start]))
        if self._other.search(between):
            return False
        return self._compared.fullmatch(between) is not None or self._became.fullmatch(between) is not None

    def _is_change(self, quantity: Quantity) -> bool:
        """Whether the words before a number say that it is a change itself."""
        return self._ends_in_change.search(quantity.segment.compact.text[: quantity.start]) is not None

    def _rated(
        self, check: Check, rate: Quantity, pair: Sequence[Quantity], bases: Sequence[Quantity]
    ) -> Iterator[CheckResult]:
        """A rate of growth from one of two numbers to the other, of any of its bases."""
        if all(quantity.value for quantity in pair):
            change = abs(pair[0].value - pair[1].value)
            ways = [change / base.value * _HUNDRED for base in bases]
            yield self._result(check, rate, pair, min(ways, key=lambda way: abs(way - rate.value)))

    def _shares(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
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
                among = _AMONG.fullmatch(_MEAN.sub("", part.segment.compact.text[wholes[0].tail : part.start]))
                if near or among or self._is_right_behind(wholes[0], part, numbers):
                    yield results[0]
            elif results and (self._is_of(rate, part, wholes[-1], numbers) or self._is_next(results)):
                yield results[-1]

    def _rated_before(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """精簡率25.00%，係由640人降為480人; 減160人；由640人降為480人: what is told before the two that it is of."""
        for told, first, second in zip(numbers, numbers[1:], numbers[2:], strict=False):
            text = told.segment.compact.text
            of = _OF_NEXT.match(text, told.tail)
            alike = first.unit is not None and first.unit == second.unit != _PERCENT and first.value
            near = of is not None and not re.search(r"[，。；]", text[of.end() : first.start])
            if not (near and alike and self._became.fullmatch(text, first.tail, second.start)):
                continue
            change = abs(first.value - second.value)
            if told.unit == _PERCENT:
                yield self._result(check, told, (first, second), change / first.value * _HUNDRED)
            elif told.unit == first.unit and self._ways.way(clause_before(told)[-_WAY:]):
                yield self._result(check, told, (first, second), change)

    def _is_of(self, rate: Quantity, part: Quantity, whole: Quantity, numbers: Sequence[Quantity]) -> bool:
        """Whether a rate names the whole right before its part: 調解121件，成立74件，調解成立率61.16%."""
        named = self._share.fullmatch(rate.segment.compact.text[part.tail : rate.start])
        subject = named["verb"][:-_SHORT_VERB] if named else ""
        return bool(subject) and subject in _clause_before(whole) and self._is_right_behind(whole, part, numbers)

    def _is_next(self, results: Sequence[CheckResult]) -> bool:
        """Whether a rate, nearest to that of the last whole, is of a part right behind it, or behind its mean."""
        result = min(results, key=lambda one: abs((one.computed or _HUNDRED) - (one.stated or 0)))
        rate, part, whole = results[-1].quantities
        between = _MEAN.sub("", part.segment.compact.text[whole.tail : part.start])
        near = result is results[-1] and abs((result.computed or Decimal(0)) - rate.value) <= _FAR
        return near and _VERB_ONLY.fullmatch(between) is not None

    def _shares_of_all(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """Shares in one list, which are no more than all: 警察局占42.5%、消防局占31.0%、其他占26.5%."""
        shares = [one for one in numbers if one.unit == _PERCENT and self._listed_share.search(_clause_before(one))]
        for pair in pairwise(shares):
            apart = numbers.index(pair[1]) - numbers.index(pair[0]) > 1
            if apart and pair[0].segment.sentence(pair[0].start) == pair[1].segment.sentence(pair[1].start):
                yield from self._all_of(check, pair) if self._are_all(pair) else ()
        listed: list[Quantity] = []
        for one in [*numbers, None]:
            between = one.segment.compact.text[listed[-1].tail : one.start] if one and listed else ""
            makes_up = one is not None and one.unit == _PERCENT and self._listed_share.search(_clause_before(one))
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
        yield CheckResult(check, instance, _OF_ALL, status, whole, _HUNDRED, slack, (), tuple(listed))

    def _part_of(self, rate: Quantity, earlier: Sequence[Quantity]) -> Quantity | None:
        """The number that a rate is said to be the share of: the one right before it, or the only one of its name."""
        text, nearest = rate.segment.compact.text, earlier[-1]
        between = text[nearest.tail : rate.start]
        if nearest.unit in (None, _PERCENT):
            return None
        if named := self._share.fullmatch(between):
            start, _ = rate.segment.sentence(rate.start)
            own = [one for one in earlier if one.start >= start and one.unit == nearest.unit]
            # 合格84家次，不合格12家次，合格率87.5%; 調解121件，成立74件，調解成立率61.16%
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
        start, _ = rate.segment.sentence(rate.start)
        leads = [(one, _clause_before(one)) for one in earlier if one.start >= start and one.unit == nearest.unit]
        # 線上調案2,845件，…，線上占96.7%: the name may be cut short.
        same = [one for one, words in leads if words.endswith(name)] or [one for one, words in leads if name in words]
        return same[0] if len(same) == 1 else None

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
            words = _clause_before(whole) + _MEAN.sub("", text[whole.tail : part.start])
            if not (shares or whole.is_rate) and not self._compares.search(words):
                yield whole
        # 網購920件居冠，占46%，其次旅遊280件，其他800件，總數2,000件: the total of all comes last.
        _, stop = part.segment.sentence(part.start)
        for whole in numbers:
            behind = part.tail <= whole.start < stop and whole.unit == part.unit and whole.value > part.value
            if behind and self._total.search(_clause_before(whole)) and self._is_list(part, whole, numbers):
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

    def _grown_by(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """較110年度之320,267千元增加11,479千元，增幅3.58%: a rate of the change before it; what grew is elsewhere."""
        for base, change, rate in zip(numbers, numbers[1:], numbers[2:], strict=False):
            text = rate.segment.compact.text
            if rate.unit != _PERCENT or base.unit in (None, _PERCENT) or change.unit != base.unit or not base.value:
                continue
            before = text[max(0, base.start - _LONGEST_LEAD) : base.start]
            after_change = self._changed.fullmatch(text[base.tail : change.start])
            if (
                (self._opens.search(before) or _SINCE.search(before) or before.endswith("由"))
                and after_change
                and self._rate.fullmatch(text[change.tail : rate.start])
            ):
                yield self._result(check, rate, (change, base), change.value / base.value * _HUNDRED)

    def _grown_from(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """8,031件，比上年多465件，增幅6.15%: a rate of a change, told of what is now; what was before is not told."""
        for index, (now, change, rate) in enumerate(zip(numbers, numbers[1:], numbers[2:], strict=False)):
            text = rate.segment.compact.text
            # 254場次，甲148場次、乙106場次；比上年多18場次: the parts stand between.
            words = re.sub("^；", "，", text[now.tail : change.start])
            set_against = self._than.match(_behind_noun(words)) or self._formerly.match(words)
            way = self._ways.way(words[-_WAY:])
            # 與去年同期7,905件相較，增加405件: there what stands right before is what was.
            named = _THEN.search(words) and not re.search("其中|[。；]", words)
            # 增加47件，降幅2.1%: which of the two is told wrongly is the matter of another.
            told = set_against and named and way and self._ways.way(text[change.tail : rate.start]) in (way, "")
            rated = rate.unit == _PERCENT and self._rate.fullmatch(text[change.tail : rate.start])
            if not (told and rated) or now.unit in (None, _PERCENT) or now.unit != change.unit:
                continue
            about = subjects(numbers, index)
            ways = [
                (one, base)
                for one in about.numbers
                if (base := one.value + (-change.value if way == "up" else change.value)) > 0
            ]
            results = [self._result(check, rate, (change, one), change.value / base * _HUNDRED) for one, base in ways]
            fitting = next((result for result in results if result.status != "fails"), None)
            if fitting or (results and about.sure):
                yield fitting or results[0]

    def _grown_to(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """較120年底4,918人減少71人，為4,847人: what a change made of what stands before it."""
        for base, change, result in zip(numbers, numbers[1:], numbers[2:], strict=False):
            text = result.segment.compact.text
            if base.unit is None or not base.unit == change.unit == result.unit:
                continue
            words = text[base.tail : change.start]
            up, down = self._up.search(words), self._down.search(words)
            before = text[max(0, base.start - _LONGEST_LEAD) : base.start]
            opened = self._opens.search(before) or _SINCE.search(before)
            told = opened and self._changed.fullmatch(words) and bool(up) != bool(down)
            if told and _COMES_TO.fullmatch(text[change.tail : result.start]):
                computed = base.value + (change.value if up else -change.value)
                yield self._result(check, result, (base, change), computed)
                for rate in numbers[numbers.index(result) + 1 :][:1]:
                    rated = rate.unit == _PERCENT and self._rate.fullmatch(text[result.tail : rate.start])
                    if rated and base.value:
                        yield self._result(check, rate, (change, base), change.value / base.value * _HUNDRED)

    def _shares_told(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """線上6,600件，占全部8,800件的75%: a part, its whole, and the share.

        What stands before 達目標50次之52% is the number of its unit that its statement begins with, or any in it.
        """
        for index, (whole, rate) in enumerate(pairwise(numbers)):
            text = rate.segment.compact.text
            behind = re.fullmatch("[之的](?:約|近)?", text[whole.tail : rate.start])
            if rate.unit != _PERCENT or whole.unit in (None, _PERCENT) or not whole.value or not index or not behind:
                continue
            part = numbers[index - 1]
            of = self._share_of.fullmatch(text[part.tail : whole.start])
            if of and part.unit == whole.unit:
                yield self._result(check, rate, (part, whole), part.value / whole.value * _HUNDRED)
                continue
            begun = max([0, *(mark.end() for mark in _STATEMENT_END.finditer(text, 0, whole.start))])
            own = [one for one in numbers[:index] if one.start >= begun and one.unit == whole.unit]
            if own and self._share_of_goal.search(text[: whole.start]):
                ways = [self._result(check, rate, (one, whole), one.value / whole.value * _HUNDRED) for one in own]
                yield next((way for way in ways if way.status != "fails"), ways[0])

    def _shares_in_brackets(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
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

    def _set_apart(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """61案748人，案數較上期52案增加9案: a change of what stands farther before, be it in the sentence before.

        It is of any number of its unit there; where it is of none, of the only one, or of the first but for a slip.
        """
        for index, (base, change) in enumerate(pairwise(numbers)):
            text = change.segment.compact.text
            words = text[base.tail : change.start]
            lead = _STATEMENT_END.split(text[max(0, base.start - _LONGEST_LEAD) : base.start])[-1]
            opened = self._than.search(lead) or self._formerly.search(lead) or self._beside.match(words)
            words = words.removeprefix(")")
            if base.unit in (None, _PERCENT) or base.unit != change.unit or not opened or self._other.search(lead):
                continue
            if not self._changed.fullmatch(words) or is_listed(base, numbers[:index]):
                continue
            start, _ = base.segment.sentence(base.start)
            own = [one for one in numbers[:index] if one.start >= start and one.unit == base.unit]
            if not own and start:
                start, _ = base.segment.sentence(start - 1)
                own = [one for one in numbers[:index] if one.start >= start and one.unit == base.unit]
            own = [one for one in own if not self._is_change(one) and not self._than.search(_clause_before(one))]
            ways = [(one, self._as_told(one.value - base.value, words)) for one in own]
            results = [
                self._result(check, change, (one, base), abs(one.value - base.value) if by is None else by)
                for one, by in ways
            ]
            fitting = next((result for result in results if result.status != "fails"), None)
            if fitting:
                yield fitting
            elif results and not _comes_to(numbers, index) and (len(results) == 1 or _is_slip_of(results[0], change)):
                yield results[0]

    def _grown_in_brackets(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """110件(100件)，甲60件，乙50件，較同期增加10%: of the only number with another in brackets, and its way."""
        for index, rate in enumerate(numbers):
            told = self._since_then.search(rate.segment.compact.text[: rate.start]) if rate.unit == _PERCENT else None
            start, _ = rate.segment.sentence(rate.start)
            own = [one for one in numbers[:index] if one.start >= start and is_beside(one, numbers)]
            if told is None or len(own) != 1 or not own[0].value:
                continue
            base, now = own[0], numbers[numbers.index(own[0]) - 1]
            computed = abs(now.value - base.value) / base.value * _HUNDRED
            result = self._result(check, rate, (now, base), computed)
            if result.status == "fails" and abs(computed - rate.value) > _FAR:
                continue
            if result.status == "holds" and (now.value > base.value) != (self._ways.way(told[0]) == "up"):
                instance = f"{rate.segment.passage.no}:{rate.span[0]}:way"
                yield CheckResult(
                    check, instance, TURNED, "fails", base.value, now.value, Decimal(0), (), (rate, now, base)
                )
                continue
            yield result

    def _answering(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """Changes, rates and shares told in the order of the lists before them."""
        lists = self._respective

        def judged(told: Told) -> CheckResult:
            stated, of, computed = told
            return self._result(check, stated, of, computed)

        yield from map(judged, lists.changes(numbers))
        yield from map(judged, lists.shares(numbers, lambda told: judged(told).status in ("holds", "footnote")))

    def _left_over(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """預算3億2,600萬元，決算3億1,622萬元，執行率97%，賸餘978萬元: two numbers, and what is left of the first."""
        for index, left in enumerate(numbers):
            start, _ = left.segment.sentence(left.start)
            before = [one for one in numbers[:index] if one.start >= start and one.unit != _PERCENT]
            if left.unit is None or len(before) != 2 or any(one.unit != left.unit for one in before):
                continue
            computed = before[0].value - before[1].value
            near = abs(computed - left.value) < max(computed, left.value) / 2
            told = _GOT.search(clause_before(before[0])) and _SPENT.search(clause_before(before[1]))
            if (near or told) and self._left.search(_clause_before(left)):
                yield self._result(check, left, before, computed)

    def _result(self, check: Check, stated: Quantity, of: Sequence[Quantity], computed: Decimal) -> CheckResult:
        loose = any(quantity.qualifier not in self._exact | self._about for quantity in (stated, *of))
        about = any(quantity.qualifier in self._about for quantity in of)
        rounded = [one for one in of if one.decimals or one.scale != 1]
        slack = sum((one.half_step for one in rounded), Decimal(0))
        if stated.unit == _PERCENT and of[0].unit != _PERCENT:
            slack = sum((computed * one.half_step / one.value for one in rounded), Decimal(0))
        if stated.unit == _PERCENT or stated.decimals or stated.scale != 1 or stated.qualifier:
            slack += stated.half_step
        apart = abs(computed - stated.value)
        status: Status = "holds" if apart <= slack else "fails"
        # A rate that was cut off, not rounded.
        if status == "fails" and stated.unit == _PERCENT and 0 < computed - stated.value < 2 * stated.half_step:
            status = "footnote"
        # 近四成 is no more than four in ten.
        beyond = computed > stated.value + stated.half_step / _PARTS
        if status == "holds" and stated.qualifier in self._nearly and beyond:
            status = "fails"
        status = "cannot_tell" if status == "fails" and (loose or about) else status
        instance = f"{stated.segment.passage.no}:{stated.span[0]}"
        return CheckResult(check, instance, "change stated", status, computed, stated.value, slack, (), (stated, *of))


def _behind_noun(words: str) -> str:
    """The words behind a number, without what it counts: 796件陳情，比上年…."""
    return _NOUN.sub("", words)


def _comes_to(numbers: Sequence[Quantity], index: int) -> bool:
    """Whether what was before and its change give the number right behind them: 較去年390人減少20人，計370人."""
    base, change, *behind = numbers[index : index + 3]
    told = behind if _COMES_TO.match(change.segment.compact.text, change.tail) else []
    return any(one.unit == base.unit and abs(base.value - one.value) == change.value for one in told)


def _is_slip_of(result: CheckResult, change: Quantity) -> bool:
    """Whether what was computed is a change with two digits exchanged, or the other way."""
    computed = result.computed
    return computed is not None and (computed in exchanged(change) or computed == -change.value)


def _clause_before(quantity: Quantity) -> str:
    """The words right before a number, since the last mark or 其中."""
    return clause_before(quantity).split("其中")[-1]
