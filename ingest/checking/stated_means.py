"""What comes of each month or of each one, beside the whole: 534場次，每月178場次; 20人，每人6,000元，計12萬元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, Status
from ingest.notation.calendar import ends_a_month
from ingest.numbers.printed import Period, Quantity, by_segment

# What is farther off than this share of what is computed is likely of something else.
_FAR = Decimal("0.3")


class StatedMeans:
    """Finds them with the words of means."""

    def __init__(self, structure: Structure) -> None:
        words = structure.mean_words
        self._monthly, self._apiece = compiled(words.monthly), compiled(words.apiece)
        self._comes_to = compiled(words.comes_to)
        self._persons = frozenset(words.persons)
        self._exact = frozenset({None, *structure.exact_qualifiers})
        self._about = frozenset(structure.change_words.approximate)

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each mean of months, and for each whole of equal ones, beside what it comes of.

        Args:
            check: of kind ``stated_change``.
            quantities: those of a report, in order.
        """
        for here in by_segment(quantities):
            if here[0].segment.cell is None:
                numbers = [quantity for quantity in here if quantity.form == "number"]
                yield from self._means(check, numbers)
                yield from self._products(check, numbers)

    def _means(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        for whole, mean in pairwise(numbers):
            text = mean.segment.compact.text
            months = _months(whole.period)
            if whole.unit is None or whole.unit != mean.unit or not months or whole.qualifier not in self._exact:
                continue
            if self._monthly.fullmatch(text[whole.tail : mean.start]) and mean.qualifier in self._exact | self._about:
                yield from self._judged(check, mean, (whole,), whole.value / months)

    def _products(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """A whole right behind what each gets, where one number before counts those who get it."""
        for index, (each, whole) in enumerate(pairwise(numbers)):
            text = each.segment.compact.text
            apiece = self._apiece.search(text[: each.start])
            if apiece is None or each.unit is None or each.unit != whole.unit or whole.value <= each.value:
                continue
            start, _ = each.segment.sentence(each.start)
            units = self._persons if apiece["unit"] in self._persons else frozenset({apiece["unit"]})
            counts = [one for one in numbers[:index] if one.start >= start and one.unit in units]
            plain = len(counts) == 1 and {one.qualifier for one in (counts[0], each, whole)} <= self._exact
            if plain and self._comes_to.fullmatch(text[each.tail : whole.start]):
                yield from self._judged(check, whole, (counts[0], each), counts[0].value * each.value)

    def _judged(
        self, check: Check, stated: Quantity, of: tuple[Quantity, ...], computed: Decimal
    ) -> Iterator[CheckResult]:
        """What is not far off: farther, it comes of another number."""
        rough = stated.qualifier in self._about or len(of) == 1
        slack = _last_digit(stated) / 2 if rough or stated.scale != 1 else Decimal(0)
        apart = abs(computed - stated.value)
        status: Status = "holds" if apart <= slack else "footnote" if apart < 2 * slack else "fails"
        if status == "fails" and apart > computed * _FAR:
            return
        instance = f"{stated.segment.passage.no}:{stated.span[0]}"
        yield CheckResult(check, instance, "mean stated", status, computed, stated.value, slack, (), (stated, *of))


def _months(period: Period | None) -> int:
    """How many whole months a period is; 0 where it begins or ends within one, or is a day's."""
    if period is None or period.start is None or period.start.day != 1 or not ends_a_month(period.end):
        return 0
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1


def _last_digit(quantity: Quantity) -> Decimal:
    """The step of the last digit that is not nought: 約180 may hide 5."""
    printed = (quantity.value / quantity.scale).normalize().as_tuple()
    return quantity.scale * Decimal(10) ** int(printed.exponent)
