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
from ingest.checking.change_result import ChangeResults
from ingest.checking.respective import Respective, Told
from ingest.checking.result import CheckResult
from ingest.checking.slips import exchanged
from ingest.checking.stated_direction import ARROW, TURNED, WaysTold, undated
from ingest.checking.stated_shares import OF_ALL, StatedShares, named_before
from ingest.checking.subjects import Subjects, behind_goal, clause_before, is_beside, is_listed, led_by, subjects
from ingest.numbers.printed import Quantity, in_prose

_HUNDRED = Decimal(100)
_PERCENT = "%"
# … and since when it has grown: 自啟用時之400處計，累計裁撤100處，減幅25%.
_SINCE = re.compile(r"[自從][^，。；、\d]{1,12}$")
_MEANWHILE = "(?:，(?:[一二兩三]年[間來內]|期間|其間|年度?[間內]))?"
_COMES_TO = re.compile(r"[，,、]?(?:成|而)?(?:為|計|共|達|剩|餘)+")
_LONGEST_LEAD = 16
_PAIR_OF_SHARES = 2
_STATEMENT_END = re.compile(r"[。；]")
# What came in or was given, and what went of it.
_GOT, _SPENT = re.compile("收入|歲入|預算|編列|分配|核定"), re.compile("支出|歲出|決算|實支|支用|動支|執行")
_NOUN = re.compile(r"^[^，。；、:()\d較比]{1,5}(?=，[較比])")
# … and of a rate, when what it is of stands behind it.
_OF_NEXT = re.compile(r"[，,；](?:係|乃|即|為|則|並|亦)?由")
_THEN = re.compile("[年期月季屆]")
# As many signs before a change tell its way.
_WAY = 3
# What is in brackets behind a change, and a change with both numbers it comes of.
_SIGNED, _WITH_BOTH = re.compile(r"\([+\-增減約]?"), 3
# A share that is this many percentage points off may be of another whole.
_FAR = Decimal(12)


class StatedChanges:
    """Finds them with the words of changes.

    Two numbers of one unit stand right before the change, parted by words that compare them (由…減為…, 較…增加):
    of which the earlier is what a rate is of, where words tell which it is.
    """

    def __init__(self, structure: Structure) -> None:
        words = structure.change_words
        self._compared = compiled(words.compared)
        self._points = words.points
        self._became = compiled(rf"{ARROW}|{words.became}")
        self._changed = compiled(rf"\)?(?:(?:之?比較)?:)?{_MEANWHILE}(?:{words.changed})")
        self._rate = compiled(words.rate)
        self._than, self._up, self._down = (compiled(pattern) for pattern in (words.than, words.up, words.down))
        self._ways, self._shares = WaysTold(structure), StatedShares(structure)
        self._result = ChangeResults(structure).of_numbers
        self._formerly, self._respective = compiled(words.formerly), Respective(structure)
        self._earlier = compiled(words.earlier)
        self._ends_in_change = compiled(rf"(?:{words.changed})$")
        self._opens = compiled(rf"(?:{words.compared}|[與和](?:{words.earlier})[^，。；、:()\d]{{0,4}}\(?)$")
        self._plan = compiled(structure.cues["plan"])
        self._left = compiled(rf"(?:{words.left})$")
        self._since_then = compiled(rf"[，(]較(?:{words.earlier}|同期)(?:{words.up}|{words.down})[加少]?$")
        self._other, self._beside = compiled(words.other), compiled(words.beside)

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each change and each rate whose two numbers stand right before it."""
        for numbers in in_prose(quantities):
            ways = (
                self._changes,
                self._shares.shares,
                self._shares.shares_of_all,
                self._grown_by,
                self._grown_to,
                self._left_over,
                self._shares.shares_told,
                self._shares.shares_in_brackets,
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
            rated = {one.instance: one for one in self._rates_behind(check, numbers, list(own.values()))}
            own = {**rated, **own}
            # Two shares that are told of their parts need not be told to be all as well.
            told = {result.quantities[0] for result in own.values() if result.relation != OF_ALL}
            pairs = [
                name for name, result in own.items()
                if result.relation == OF_ALL and len(result.quantities) == _PAIR_OF_SHARES
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
            if self._plan.search(named_before(nearest)):
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
        between = undated(_behind_noun(behind_goal(text[nearest.tail : second.start])))
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
        between = undated(_behind_noun(behind_goal(text[first.tail : second.start])))
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
            # 去年同期35,102件，較去年同期增加1,112件: what was is not what grew.
            told = told and not self._earlier.search(clause_before(now))
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

    def _set_apart(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """61案748人，案數較上期52案增加9案: a change of what stands farther before, be it in the sentence before.

        It is of any number of its unit there; where it is of none, of the only one, be it of its name, or of the first
        but for a slip.
        """
        for index, (base, change) in enumerate(pairwise(numbers)):
            text = change.segment.compact.text
            words = text[base.tail : change.start]
            lead = _STATEMENT_END.split(text[max(0, base.start - _LONGEST_LEAD) : base.start])[-1]
            opened = self._than.search(lead) or self._formerly.search(lead) or self._beside.match(words)
            words = words.removeprefix(")")
            alike = base.unit == change.unit if base.unit != _PERCENT else change.unit == self._points
            if base.unit is None or not alike or not opened or self._other.search(lead):
                continue
            if not self._changed.fullmatch(words) or is_listed(base, numbers[:index]):
                continue
            start, _ = base.segment.sentence(base.start)
            own = [one for one in numbers[:index] if one.start >= start and one.unit == base.unit]
            if not own and start:
                start, _ = base.segment.sentence(start - 1)
                own = [one for one in numbers[:index] if one.start >= start and one.unit == base.unit]
            own = [one for one in own if not self._is_change(one) and not self._than.search(led_by(one))]
            # 節電率1.86%、節水率2.40%；節電率較上年1.52%提升0.34個百分點: of several the one that is named again.
            subject = self._than.split(led_by(base))[0]
            named = [one for one in own if subject and clause_before(one).endswith(subject)]
            # Of rates another may be meant, which is told elsewhere.
            own = named if len(named) == 1 or (subject and base.unit == _PERCENT) else own
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

    def _rates_behind(
        self, check: Check, numbers: Sequence[Quantity], told: Sequence[CheckResult]
    ) -> Iterator[CheckResult]:
        """減少30團(-60.0%)、450人(-75.0%): what stands in brackets behind a change that comes out is its rate."""
        for one in told:
            if one.status != "holds" or one.relation != "change stated" or len(one.quantities) != _WITH_BOTH:
                continue
            change, now, base = one.quantities
            behind = next((other for other in numbers if other.start >= change.tail), None)
            if behind is None or behind.unit != _PERCENT or change.unit in (None, _PERCENT, self._points):
                continue
            text = change.segment.compact.text
            closed = _SIGNED.fullmatch(text, change.tail, behind.start) and text.startswith(")", behind.tail)
            bases = [number for number in (now, base) if number.value]
            if closed and bases and change.value == abs(now.value - base.value):
                ways = [change.value / number.value * _HUNDRED for number in bases]
                value = abs(behind.value)
                computed = min(ways, key=lambda way: abs(way - value))
                result = self._result(check, behind, (change, base), computed.copy_sign(behind.value))
                yield result

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
            if (near or told) and self._left.search(named_before(left)):
                yield self._result(check, left, before, computed)


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
