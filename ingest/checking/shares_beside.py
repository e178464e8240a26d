"""Shares told right before or right behind their part: 480人，男性占37.5%，計180人; 申請230件，核准207件(90%)."""

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

_PERCENT, _HUNDRED = "%", Decimal(100)
_SHARE = re.compile(r"[，(][^，。；:()\d]{0,8}[占佔]")
_PART = re.compile(r"\)?[，(、]?(?:計有?|共計?|為|有|即|達|約)+")
_OPENING = re.compile(r"\((?:(?P<verb>達成|完成|核[定准]|錄取|執行|通過|合格|成立|結案|同意)率)?")
# … and what else is told of a part of such a rate.
_VERBS = {
    "錄取": "錄取|選[出拔定]|獲選|[評甄入當]選|得獎|獲獎",
    "達成": "達成|完成|辦理|執行",
    "完成": "完成|辦竣|完竣",
    "成立": "成立|達成",
    "通過": "通過|同意|核准",
}
_MEAN, _MEAN_CLAUSE = re.compile(r"平均每[^，。；:()\d]*$"), re.compile(r"[，(]平均每[^，。；:()]*")
# What came of some of them: 不符規定9家.
_OF_SOME = re.compile("其中|內?含|[不未]|違|合格|通過|成立|同意|核准")
_SIGN = re.compile(r"[+\-]")
# A share farther off is of another whole, and growth no share; a rate may have been cut off.
_FAR, _CUT_OFF = Decimal(12), Decimal("2.02")


class SharesBeside:
    """Finds them with the words of changes, which make a percentage no share."""

    def __init__(self, structure: Structure) -> None:
        change = structure.change_words
        self._aside = compiled(rf"{structure.partition_words.aside}|{change.up}|{change.down}")
        self._exact = frozenset({None, *structure.exact_qualifiers})

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each share whose whole and part stand beside it."""
        for numbers in in_prose(quantities):
            for before, second, third in zip(numbers, numbers[1:], numbers[2:], strict=False):
                # 25次、80家，平均每次3.2家；不符規定6家(7.5%): of what the mean is of.
                if _MEAN.search(second.segment.compact.text[: second.start]):
                    continue
                first = self._behind_mean(numbers, before)
                if {first.qualifier, second.qualifier, third.qualifier} <= self._exact and first.value:
                    yield from self._before(check, first, second, third)
                    yield from self._in_brackets(check, numbers, first, second, third)

    @staticmethod
    def _behind_mean(numbers: Sequence[Quantity], one: Quantity) -> Quantity:
        """The number before one that is a mean of it; else that one."""
        place = numbers.index(one)
        is_mean = _MEAN.search(one.segment.compact.text[: one.start])
        return numbers[place - 1] if place and is_mean and numbers[place - 1].unit == one.unit else one

    def _before(self, check: Check, whole: Quantity, rate: Quantity, part: Quantity) -> Iterator[CheckResult]:
        """A share of the number before it, and what that comes to."""
        text = rate.segment.compact.text
        alike = rate.unit == _PERCENT and whole.unit == part.unit and whole.unit not in (None, _PERCENT)
        told = _SHARE.fullmatch(text, whole.tail, rate.start) and _PART.fullmatch(text, rate.tail, part.start)
        # 電話占85%，計680件，臨櫃占15%，計120件: what stands between is the part of another share.
        if alike and told and part.value <= whole.value and not _PART.fullmatch("，" + clause_before(whole)):
            yield _result(check, rate, part, whole, part.value / whole.value * _HUNDRED)

    def _in_brackets(
        self, check: Check, numbers: Sequence[Quantity], whole: Quantity, part: Quantity, rate: Quantity
    ) -> Iterator[CheckResult]:
        """A share alone in the brackets behind its part, of the only larger number of the sentence before it."""
        text = rate.segment.compact.text
        opening = _OPENING.fullmatch(text, part.tail, rate.start)
        # 同意129案(結案率95%) is a rate of others.
        verb = (opening["verb"] or "") if opening else ""
        named = opening is not None and re.search(_VERBS.get(verb, verb), clause_before(part))
        closed = named and text.startswith(")", rate.tail)
        start, _ = part.segment.sentence(part.start)
        own = [
            one for one in numbers
            if start <= one.start < part.start and one.unit == part.unit and not _MEAN.search(text[: one.start])
        ]  # fmt: skip
        between = text[whole.tail : part.start]
        if _OF_SOME.match(clause_before(part)):
            between = _MEAN_CLAUSE.sub("", between).replace("；", "，", 1)
        plain = rate.unit == _PERCENT and part.unit not in (None, _PERCENT) and part.value <= whole.value
        if not (closed and plain) or own != [whole] or re.search("[。；:]", between):
            return
        if self._aside.search(clause_before(whole)) or self._aside.search(between):
            return
        computed = part.value / whole.value * _HUNDRED
        grown = (whole.value - part.value) / whole.value * _HUNDRED
        # 其中境外36名(60.0%), 不符規定6家(7.5%): no growth, and of nothing else.
        sure = _OF_SOME.match(clause_before(part)) and rate.value > 0 and not _SIGN.search(text[part.tail : rate.start])
        growth = not verb and abs(grown - rate.value) <= _FAR
        if (abs(computed - rate.value) <= _FAR and not growth) or (sure and grown != rate.value):
            yield _result(check, rate, part, whole, computed)


def _result(check: Check, rate: Quantity, part: Quantity, whole: Quantity, computed: Decimal) -> CheckResult:
    holds = abs(computed - rate.value) <= rate.half_step * _CUT_OFF
    return result_of(check, "change stated", holds, computed, (rate, part, whole), "beside", slack=rate.half_step)
