"""What came of a change, a rate or a share: whether it is what was computed, rounding and words like 近 aside."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, Status
from ingest.numbers.printed import Quantity

_PERCENT = "%"
_PARTS = 5  # So small a part of a last digit is nothing to speak of.


class ChangeResults:
    """Tells them with the words for what is exact, by and large, or nearly so."""

    def __init__(self, structure: Structure) -> None:
        words = structure.change_words
        self._exact, self._about = frozenset({None, *structure.exact_qualifiers}), frozenset(words.approximate)
        self._nearly = frozenset(words.nearly)

    def of_numbers(self, check: Check, stated: Quantity, of: Sequence[Quantity], computed: Decimal) -> CheckResult:
        """A result for what is ``stated``, which comes ``of`` other numbers.

        Args:
            check: of kind ``stated_change``.
            stated: what is told; of a percentage of numbers of another unit, their rounding is that of a rate.
            of: the numbers it comes of, one at least.
            computed: what they come to.
        """
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
