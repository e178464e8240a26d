"""Slips of the hand: a digit wrong, or two of them exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.numbers.printed import Quantity

# Numbers of as many digits hardly ever differ by one of them, or by two exchanged, unless they are the same.
_FEWEST_DIGITS, _FEWEST_EXCHANGED, _EXCHANGED = 4, 3, 2


def is_slip(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers of as many digits differ by two exchanged ones, or of four and more by one."""
    first, second = (re.sub(r"\D", "", quantity.raw) for quantity in (one, other))
    apart = [place for place, (own, its) in enumerate(zip(first, second, strict=False)) if own != its]
    if len(first) != len(second) or one.scale != other.scale or one.decimals != other.decimals:
        return False
    if len(apart) == 1:
        return len(first) >= _FEWEST_DIGITS
    exchanged = len(apart) == _EXCHANGED and sorted(first) == sorted(second)
    return exchanged and len(first) >= _FEWEST_EXCHANGED


def exchanged(quantity: Quantity) -> Iterator[Decimal]:
    """What a number of three digits or more would be with two digits side by side exchanged."""
    digits = re.sub(r"\D", "", quantity.raw)
    if len(digits) < _FEWEST_EXCHANGED or not digits.isascii():
        return
    step = 2 * quantity.half_step
    for place in range(len(digits) - 1):
        swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        if swapped != digits and not swapped.startswith("0"):
            yield int(swapped) * step
