"""Slips of the hand: a digit wrong, or two of them exchanged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.numbers.printed import Quantity

# Numbers of as many digits hardly ever differ by one of them, or by two exchanged, unless they are the same.
_FEWEST_DIGITS, _FEWEST_EXCHANGED, _EXCHANGED = 4, 3, 2
# Powers of ten by which a number is off in 萬元 for 千元, or with its point at a wrong place.
_PLACES = (-4, -3, -1, 1, 3, 4)


def digits_of(quantity: Quantity) -> str:
    """The digits of a number as they are printed, be they as wide as signs."""
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", quantity.raw))


def is_slip(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers of as many digits differ by two exchanged ones, or of four and more by one."""
    first, second = digits_of(one), digits_of(other)
    apart = [place for place, (own, its) in enumerate(zip(first, second, strict=False)) if own != its]
    if len(first) != len(second) or one.scale != other.scale or one.decimals != other.decimals:
        return False
    if len(apart) == 1:
        return len(first) >= _FEWEST_DIGITS
    exchanged = len(apart) == _EXCHANGED and sorted(first) == sorted(second)
    return exchanged and len(first) >= _FEWEST_EXCHANGED


def slipped_digits(quantity: Quantity, value: Decimal) -> int:
    """Of how many digits a number is that is another one with a digit wrong or some exchanged; 0 where it is not."""
    step = 2 * quantity.half_step
    printed, other = (str((amount / step).to_integral_value()) for amount in (quantity.value, value))
    apart = [place for place, (own, its) in enumerate(zip(printed, other, strict=False)) if own != its]
    if len(printed) != len(other) or value <= 0:
        return 0
    beside = len(apart) == _EXCHANGED and apart[1] == apart[0] + 1
    exchanged = sorted(printed) == sorted(other) and (beside or len(printed) >= _FEWEST_DIGITS)
    return len(printed) if len(apart) == 1 or (apart and exchanged) else 0


def exchanged(quantity: Quantity, fewest: int = _FEWEST_EXCHANGED) -> Iterator[Decimal]:
    """What a number of ``fewest`` digits or more would be with two digits side by side exchanged."""
    digits = digits_of(quantity)
    if len(digits) < fewest or not digits.isascii():
        return
    step = 2 * quantity.half_step
    for place in range(len(digits) - 1):
        swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        if swapped != digits and not swapped.startswith("0"):
            yield int(swapped) * step


def slipped(whole: Quantity, parts: Sequence[Quantity], fewest: int = _EXCHANGED) -> bool:
    """Whether two exchanged digits of a whole or a part, or a wrong scale of one, part it from their sum.

    Of numbers of fewer than ``fewest`` digits none is taken for one with two of them exchanged; nor 400 for 40 where
    those are more than two.
    """
    above = whole.value - sum((part.value for part in parts), Decimal(0))
    amounts = [(whole, whole.value - above), *((part, part.value + above) for part in parts)]
    telling = ((one, value) for one, value in amounts if len(digits_of(one).strip("0")) > fewest - _EXCHANGED)
    return any(is_shifted(one, value) for one, value in telling) or any(
        value in exchanged(one, fewest) for one, value in amounts
    )


def is_shifted(whole: Quantity, computed: Decimal) -> bool:
    """Whether a number is what was computed at another scale: 24,000萬元 for 24,000千元."""
    return any(computed * Decimal(10) ** places == whole.value for places in _PLACES)


def last_digit(quantity: Quantity) -> Decimal:
    """The step of the last digit that is not nought: 約180 may hide 5."""
    printed = (quantity.value / quantity.scale).normalize().as_tuple()
    return quantity.scale * Decimal(10) ** int(printed.exponent)
