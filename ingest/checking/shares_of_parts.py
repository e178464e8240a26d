"""Shares of parts that are known to be all of a whole: 線上760件、紙本40件，合計800件，前者占95.0%.

Where parts come to their whole there is no doubt of what a share of one of them is of, however far off it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from catalog.models import Check
from ingest.checking.result import CheckResult, result_of
from ingest.checking.subjects import led_by
from ingest.numbers.printed import Quantity, by_segment

# … of a part that is named.
NAMED = "share of the part named"
_PERCENT, _HUNDRED = "%", Decimal(100)
_TOLD = re.compile(
    r"(?P<name>[^，。；:()\d占佔]{0,8}?)(?:獨|即|就|約|僅|已|便|則|計)*[占佔](?:比|比率|比例)?(?:約|為|達|計|僅)*"
)
_TAILS = re.compile("(?:案件|件數|部分|[者類])$")
_FORMER, _LATTER = "前者", "後者"
_PAIR, _SHORTEST = 2, 2
# A rate may have been cut off.
_CUT_OFF = Decimal("2.02")
_STATEMENT_END = re.compile("[。；]")


def shares_of_parts(
    check: Check, quantities: Sequence[Quantity], totals: Sequence[CheckResult]
) -> Iterator[CheckResult]:
    """One result for each share right behind a part, behind its name, or of the former or the latter of two.

    Args:
        check: of kind ``stated_change``.
        quantities: those of a report, in order.
        totals: results of totals; what parts come to is their whole.
    """
    sets = [one.quantities for one in totals if one.status == "holds" and len(one.quantities) > _PAIR]
    for here in by_segment(quantities):
        own = [parts for parts in sets if parts[0].segment is here[0].segment]
        for place, rate in enumerate(here):
            if place >= _PAIR and rate.unit == _PERCENT and not rate.qualifier:
                yield from _of_two(check, rate, here[:place])
            if not own or not place or rate.unit != _PERCENT or rate.qualifier:
                continue
            text, last = rate.segment.compact.text, here[place - 1]
            told = _TOLD.fullmatch(re.split("[，、；。:(]", text[last.tail : rate.start])[-1])
            near = max((found for found in own if _is_before(found, rate)), key=_end, default=None)
            part = _meant(told["name"], near, last) if told and near else None
            if part is None or near is None or any(one.qualifier for one in (part, near[0])):
                continue
            computed = part.value / near[0].value * _HUNDRED
            # What makes it right of another number of its paragraph is of that one.
            wholes = [one for one in here if one.unit == part.unit and one.value > part.value and one not in near[1:]]
            ways = [abs(part.value / one.value * _HUNDRED - rate.value) <= rate.half_step * _CUT_OFF for one in wholes]
            holds = abs(computed - rate.value) <= rate.half_step * _CUT_OFF
            if holds or not any(ways):
                relation = NAMED if told and told["name"] else "change stated"
                printed, step = (rate, part, near[0]), rate.half_step
                yield result_of(check, relation, holds, computed, printed, "of parts", slack=step)


def _of_two(check: Check, rate: Quantity, before: Sequence[Quantity]) -> Iterator[CheckResult]:
    """甲館180場次、乙館120場次，前者占60.0%: a share of both together, where it is one of theirs but for words."""
    text = rate.segment.compact.text
    told = _TOLD.fullmatch(re.split("[，、；。:(]", text[before[-1].tail : rate.start])[-1])
    first, second = before[-_PAIR:]
    whole = first.value + second.value
    plain = (
        first.unit == second.unit and first.unit not in (None, _PERCENT) and not (first.qualifier or second.qualifier)
    )
    if told is None or told["name"] not in (_FORMER, _LATTER) or not plain or not whole:
        return
    shares = [one.value / whole * _HUNDRED for one in (first, second)]
    fits = [abs(share - rate.value) <= rate.half_step * _CUT_OFF for share in shares]
    # 360車次，公務300車次、急難60車次，前者占…: beside their whole there is no doubt either.
    beside = len(before) > _PAIR and before[-_PAIR - 1].unit == first.unit and before[-_PAIR - 1].value == whole
    if (any(fits) or beside) and not all(fits):
        which = told["name"] == _LATTER
        printed = (rate, (first, second)[which])
        yield result_of(check, NAMED, fits[which], shares[which], printed, "of two", slack=rate.half_step)


def _end(numbers: Sequence[Quantity]) -> int:
    return max(one.start for one in numbers)


def _is_before(numbers: Sequence[Quantity], rate: Quantity) -> bool:
    """Whether a whole and its parts stand before a share, the last of them in its statement."""
    text = rate.segment.compact.text
    end = max(numbers, key=lambda one: one.start).tail
    return end <= rate.start and not _STATEMENT_END.search(text, end, rate.start)


def _meant(name: str, numbers: Sequence[Quantity], last: Quantity) -> Quantity | None:
    """The part that a share is told of: the one of its name, of two the one it points to, or that right before it."""
    parts = sorted(numbers[1:], key=lambda one: one.start)
    if name in (_FORMER, _LATTER):
        return parts[name == _LATTER] if len(parts) == _PAIR else None
    if not name:
        return last if last in parts else None
    name = _TAILS.sub("", name.removeprefix("其中"))
    # 電子31,508件、紙本4,706件，電子收文占…: the name of a part may be told in full.
    leads = [(one, led_by(one)) for one in parts]
    full = [one for one, lead in leads if len(lead) >= _SHORTEST and name.startswith(lead)]
    named = [one for one, lead in leads if len(name) >= _SHORTEST and name in lead] or full
    return named[0] if len(named) == 1 else None
