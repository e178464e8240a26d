"""Values in words: numbers, units, qualifiers, as the reader's language writes them."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import pandas as pd

from catalog.load import load
from catalog.words import words


@functools.cache
def _english_units() -> dict[str, str]:
    return {unit.id: unit.name_en for unit in load().units}


def unit_words(unit: str) -> str:
    """The unit in the reader's language: 件, or cases."""
    return unit if words.language == "zh-TW" else _english_units().get(unit, unit)


# Values of several keys that one observation has stand together in its part.
_PARTS = "、"


@functools.cache
def _english_parts() -> dict[str, str]:
    return {value: name for names in load().breakdown_names for value, name in names.names.items()}


def part_words(part: object) -> str:
    """What part of a metric a value is, in the reader's language: 四維, or Siwei; as printed where it has no name."""
    printed = str(part)
    if words.language == "zh-TW":
        return printed
    names = _english_parts()
    if printed in names:
        return names[printed]
    return listed(names.get(value, value) for value in printed.split(_PARTS))


def one_of(unit: str) -> str:
    """The unit of a single thing: 件, or case."""
    name = unit_words(unit)
    return _singular(name) if words.language == "en" else name


def number_words(value: float, digits: int | None = None) -> str:
    """A number with thousands commas. Without ``digits`` it keeps the decimals it has."""
    if digits is not None:
        return f"{value:,.{digits}f}"
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,}".rstrip("0").rstrip(".")


def rate_words(value: float) -> str:
    """A computed average: one decimal below 100, none above; never 0 where it is not."""
    if 0 < abs(value) < 0.05:
        return f"{value:.1g}"
    return number_words(value, 1 if abs(value) < 100 else 0)


def with_unit(number: str, unit: str) -> str:
    """A number and its unit: 229件, 19.58%, 229 cases, 1 case."""
    name = one_of(unit) if number == "1" else unit_words(unit)
    if unit == "%":
        return f"{number}%"
    return f"{number}{name}" if words.language == "zh-TW" else f"{number} {name}".rstrip()


_ENDINGS = (("ies", "y"), ("ches", "ch"), ("s", ""))


def _singular(plural: str) -> str:
    """The singular of an English unit: case of cases, person per day of persons per day."""
    noun, *rest = plural.split(" ")
    ending, one = next(((e, o) for e, o in _ENDINGS if noun.endswith(e)), ("", ""))
    return " ".join([noun.removesuffix(ending) + one, *rest])


def value_words(value: float, unit: str, qualifier: object) -> str:
    """A printed value with its unit, and its qualifier (約, 逾 …) as printed; money as people say it."""
    return qualified(money_words(value) if unit == MONEY else with_unit(number_words(value), unit), qualifier)


# The unit of money, and how many of it people begin to say in larger ones.
MONEY = "元"
_WAN, _YI, _MILLION = 10_000, 100_000_000, 1_000_000


def money_words(value: float) -> str:
    """An amount as people say it, exact to the last digit: 1億3,642萬1,000元; in English millions where exact."""
    if not float(value).is_integer() or abs(value) < _WAN:
        return with_unit(number_words(value), MONEY)
    if words.language != "zh-TW":
        # A tenth of a million is as fine as millions are said.
        if abs(value) >= _MILLION and value % (_MILLION / 10) == 0:
            return words("value.millions", number=number_words(value / _MILLION))
        return words("value.money", number=number_words(value))
    whole = int(abs(value))
    parts = ((words("value.yi"), whole // _YI), (words("value.wan"), whole % _YI // _WAN), ("", whole % _WAN))
    said = "".join(f"{number_words(part)}{scale}" for scale, part in parts if part)
    return with_unit(f"-{said}" if value < 0 else said, MONEY)


def short_money(value: float) -> str:
    """An amount of money without its unit, as an axis tells it: 5,000萬, or 50M."""
    if words.language == "zh-TW":
        return money_words(value).removesuffix(unit_words(MONEY))
    scale, sign = next(((s, n) for s, n in ((10**9, "B"), (10**6, "M"), (10**3, "K")) if abs(value) >= s), (1, ""))
    return f"{number_words(value / scale)}{sign}"


def as_exact(value: float, printed: float) -> float:
    """A computed value to no more digits than the approximate one has that it is computed from.

    The noughts at the end of an approximate number are no digits: 約136,400,000 has four.
    """
    if value == 0 or printed == 0:
        return value
    mantissa = f"{abs(printed):.14e}".partition("e")[0]
    # A single digit would round by as much as a third.
    digits = max(len(mantissa.replace(".", "").rstrip("0")), 2)
    return float(f"{value:.{digits}g}")


def qualified(text: str, qualifier: object) -> str:
    """A value with its qualifier: 約229件, or about 229 cases. An ordinal's mark is none."""
    return words(f"qualifier.{qualifier}", value=text) if is_told(qualifier) and qualifier != "第" else text


def listed(items: Iterable[str]) -> str:
    """Several things one after another: 甲、乙, or A, B."""
    return words("list.joint").join(items)


def is_told(value: object) -> bool:
    """Whether a cell of a data frame holds something: not missing, not empty."""
    return not (pd.isna(value) or value == "")  # type: ignore[call-overload]


def works_status(value: object) -> str:
    """The status of works as the words know it: planned, done or unknown."""
    return str(value) if is_told(value) else "unknown"
