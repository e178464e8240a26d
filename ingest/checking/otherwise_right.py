"""Relations that do not hold of the numbers they were looked for in, but of others that their sentence tells.

計90案，其中上半年38案，下半年增為52案，較上年70案增加20案: what grew is the whole, not the last of its parts. Which
number a statement is about words do not always tell; where another one of its unit makes what is printed right, nobody
errs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from ingest.checking.result import CheckResult
from ingest.checking.shares_of_parts import NAMED
from ingest.checking.stated_means import MEAN
from ingest.checking.subjects import clause_before
from ingest.numbers.printed import Quantity

_HUNDRED = Decimal(100)
_SET_BEFORE = re.compile("[比較](?![率例重])")
_PART, _PARTS, _PAIR = "part of it", "parts stated", 2

# How a number comes of two: as a difference in the way that is told or in any, as a share, a growth rate, a mean.
_WAYS: tuple[Callable[[Decimal, Decimal], Decimal], ...] = (
    lambda one, other: one - other,
    lambda one, other: other - one,
    lambda one, other: abs(one - other),
    lambda one, other: one / other * _HUNDRED,
    lambda one, other: abs(one - other) / other * _HUNDRED,
    lambda one, other: abs(one - other) / one * _HUNDRED,
    lambda one, other: one / other,
)


def is_right_otherwise(result: CheckResult, quantities: Sequence[Quantity]) -> bool:
    """Whether another number of the sentence makes right what a failing result is about.

    Args:
        result: one about printed numbers, the stated one or the whole first.
        quantities: those of the report, in order.
    """
    own = result.quantities
    if result.relation == NAMED:
        return False
    if result.status != "fails" or len(own) < _PAIR or any(one.segment.cell is not None for one in own):
        return False
    segment = own[0].segment
    start, stop = segment.sentence(own[0].start)
    others = [
        one
        for one in quantities
        if one.segment is segment and start <= one.start < stop and one.form == "number" and one not in own
    ]
    if result.relation == _PART:
        return _is_part_of_more(own[0], own[1], others)
    if result.relation == _PARTS:
        # 首長宿舍2間…；使用中5間，其中市有地3間，餘2間: what a statement leaves is of its own numbers.
        begun = segment.compact.text.rfind("；", start, min(one.start for one in own))
        return _is_of_other_parts(own[0], own[1:], [one for one in others if one.start > begun])
    if result.relation == MEAN:
        # 比上年同期的23次多6次，查核29次，平均每次7家: what a number is compared with is no part of its mean.
        others = [one for one in others if not _SET_BEFORE.search(clause_before(one))]
    return len(own) == _PAIR + 1 and any(map(own[0].value.__eq__, _rounded(result, others)))


def _is_part_of_more(part: Quantity, whole: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether the number right before a part is the last part of a larger one: 計87件，甲33件，乙54件，其中女61件."""
    before = [one for one in others if one.start < part.start and one.unit == whole.unit]
    return any(
        one.value >= part.value and one.value == whole.value + sum(other.value for other in before[place:])
        for place, one in enumerate(before, start=1)
    )


def _is_of_other_parts(whole: Quantity, parts: Sequence[Quantity], others: Sequence[Quantity]) -> bool:
    """Whether parts come to another number than the whole they were taken for, or to it with one more between them.

    Of two parts one may be another as well.
    """
    alike = [one for one in others if one.unit == whole.unit]
    computed = sum((part.value for part in parts), Decimal(0))
    first, last = min(one.start for one in (whole, *parts)), max(one.start for one in (whole, *parts))
    behind = next((one for one in alike if one.start > last), None)
    return any(
        one.value == computed
        or (first < one.start < last and computed + one.value == whole.value)
        # 職員45人、約聘12人、工友8人，編制內計53人，編制外12人: some of them, and right behind the others.
        or (one is behind and whole.value + one.value == computed)
        or (len(parts) == _PAIR and whole.value - one.value in (part.value for part in parts))
        for one in alike
    )


def _rounded(result: CheckResult, others: Sequence[Quantity]) -> Iterator[Decimal]:
    """What another number gives in the place of one of the two that a result comes of, as it would be printed."""
    stated, *of = result.quantities
    step = 2 * stated.half_step
    for way in _WAYS:
        if not all(one.value for one in of) or way(*(one.value for one in of)) != result.computed:
            continue
        for place, other in ((0, of[1]), (1, of[0])):
            for one in others:
                if one.unit == of[place].unit and one.value:
                    pair = (one.value, other.value) if place == 0 else (other.value, one.value)
                    computed = way(*pair)
                    yield (computed / step).quantize(Decimal(1), "ROUND_HALF_UP") * step
