"""Parts with their shares in brackets that make up all: 線上60件(20.0%)、紙本240件(80.0%)，合計300件.

Shares that come to a hundred leave no part out: the parts come to the whole beside them, and each share is of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, result_of
from ingest.checking.subjects import clause_before
from ingest.numbers.printed import Quantity, in_prose

_PERCENT, _HUNDRED = "%", Decimal(100)
_NEXT = re.compile(r"\)[、，；及與和暨]+[^，。；、:()\d]{1,14}")
_FEWEST = 2
# A rate may have been cut off.
_CUT_OFF = Decimal("2.02")

Shared = list[tuple[Quantity, Quantity]]


class SharedOut:
    """Finds them with the words of totals."""

    def __init__(self, structure: Structure) -> None:
        self._total = compiled(rf"\)?，?(?:{structure.total})[為達有計]*")
        self._aside = compiled(structure.partition_words.aside)
        self._exact = frozenset({None, *structure.exact_qualifiers})

    def totals(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each whole right before or right behind such parts."""
        for numbers, parts in _runs(quantities, self._exact):
            whole = self._whole(numbers, parts)
            if whole is None:
                continue
            computed = sum((part.value for part, _ in parts), Decimal(0))
            holds, printed = computed == whole.value, (whole, *(part for part, _ in parts))
            yield result_of(check, "parts with shares", holds, computed, printed, "shared out")

    def shares(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each share, where the parts come to no whole that is printed beside them."""
        for numbers, parts in _runs(quantities, self._exact):
            computed = sum((part.value for part, _ in parts), Decimal(0))
            whole = self._whole(numbers, parts)
            for part, rate in parts if computed and whole is None else ():
                share = part.value / computed * _HUNDRED
                holds, step = abs(share - rate.value) <= rate.half_step * _CUT_OFF, rate.half_step
                yield result_of(check, "change stated", holds, share, (rate, part), "shared out", slack=step)

    def _whole(self, numbers: Sequence[Quantity], parts: Shared) -> Quantity | None:
        """The number called the total right behind parts, or the last plain one of their unit right before them."""
        first, (_, last) = parts[0][0], parts[-1]
        text = first.segment.compact.text
        behind = next((one for one in numbers if one.start > last.start), None)
        if behind is not None and behind.unit == first.unit and self._total.fullmatch(text, last.tail, behind.start):
            return behind
        start, _ = first.segment.sentence(first.start)
        before = [one for one in numbers if start <= one.start < first.start]
        if not before or before[-1].unit != first.unit or "；" in text[before[-1].tail : first.start]:
            return None
        whole = before[-1]
        plain = whole.qualifier in self._exact and not self._aside.search(clause_before(whole))
        return whole if plain else None


def _runs(quantities: Sequence[Quantity], exact: frozenset[str | None]) -> Iterator[tuple[Sequence[Quantity], Shared]]:
    """Two parts of one unit and more that follow each other, each with its share, where the shares come to all."""
    for numbers in in_prose(quantities):
        run: Shared = []
        pairs = [pair for pair in pairwise(numbers) if _is_share(*pair)]
        for part, rate in [*pairs, (None, None)]:
            if part is None or rate is None:
                goes_on = False
            else:
                last = run[-1][1] if run else None
                between = part.segment.compact.text[last.tail : part.start] if last else ""
                goes_on = last is not None and part.unit == run[-1][0].unit and bool(_NEXT.fullmatch(between))
            if goes_on and part and rate:
                run.append((part, rate))
                continue
            if len(run) >= _FEWEST and _is_all(run) and {one.qualifier for pair in run for one in pair} <= exact:
                yield numbers, run
            run = [(part, rate)] if part and rate else []


def _is_share(part: Quantity, rate: Quantity) -> bool:
    """Whether a percentage stands alone in the brackets right behind a number, without a sign."""
    text = rate.segment.compact.text
    closed = text[part.tail : rate.start] == "(" and text.startswith(")", rate.tail)
    return (
        closed and rate.unit == _PERCENT and part.unit not in (None, _PERCENT) and not rate.raw.startswith(("+", "-"))
    )


def _is_all(run: Shared) -> bool:
    whole = sum((rate.value for _, rate in run), Decimal(0))
    return abs(whole - _HUNDRED) <= sum((rate.half_step for _, rate in run), Decimal(0)) and all(
        rate.value > 0 for _, rate in run
    )
