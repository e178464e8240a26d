"""Numbers as people type them: 8462, 8,462, 八千四百六十二, 1億3,640萬."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {digit: value for value, digits in enumerate(("〇○零", "一壹", "二貳兩", "三參叁", "四肆", "五伍", "六陸",
                                                        "七柒", "八捌", "九玖")) for digit in digits}  # fmt: skip
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
_LARGE = {"萬": 10_000, "億": 100_000_000}
_TOKEN = re.compile(rf"\d+(?:\.\d+)?|[{''.join(_DIGITS)}]|[{''.join((*_SMALL, *_LARGE))}]")
NUMBER = re.compile(rf"(?:\d[\d,]*(?:\.\d+)?|[{''.join(_DIGITS)}{''.join(_SMALL)}])"
                    rf"(?:[\d,.{''.join(_DIGITS)}{''.join(_SMALL)}{''.join(_LARGE)}])*")  # fmt: skip


# Numerals alone are a number where there are so many: 十 and 一百 are words.
_FEWEST = 3


def typed_number(text: str) -> float | None:
    """The value of what was typed to be looked for as a number; None where it is none, or only words of one."""
    has_digits = any("0" <= character <= "9" for character in text)
    return chinese_number(text) if has_digits or len(text) >= _FEWEST else None


def numbers_in(text: str) -> set[float]:
    """The values of the numbers that a text holds."""
    values = (chinese_number(found[0].rstrip(",.")) for found in NUMBER.finditer(text))
    return {value for value in values if value is not None}


def chinese_number(text: str) -> float | None:
    """The value of a number in digits or Chinese numerals, or of both; None where it is none, or may be several."""
    plain = text.replace(",", "")
    tokens = _TOKEN.findall(plain)
    if not tokens or "".join(tokens) != plain:
        return None
    if all(token in _DIGITS for token in tokens):
        return float("".join(str(_DIGITS[token]) for token in tokens))
    return _scaled(tokens)


def _scaled(tokens: list[str]) -> float | None:
    """Digits and scales: each scale is smaller than the one before it, but for 千萬."""
    total, part, pending = Decimal(0), Decimal(0), None
    last_small, last_large = 10_000, 10**12
    for token in tokens:
        if token in _LARGE:
            size = _LARGE[token]
            if size >= last_large or (pending is None and not part):
                return None
            total += (part + (pending or 0)) * size
            part, pending, last_small, last_large = Decimal(0), None, 10_000, size
        elif token in _SMALL:
            size = _SMALL[token]
            if size >= last_small:
                return None
            part += (Decimal(1) if pending is None else pending) * size
            pending, last_small = None, size
        else:
            value = Decimal(_DIGITS[token]) if token in _DIGITS else Decimal(token)
            if pending not in (None, Decimal(0)):
                return None
            pending = value
    # 8千4 may be 8,400 or 8,004; 千 and three digits more are plain.
    behind_scale = len(tokens) > 1 and tokens[-2] in {**_SMALL, **_LARGE} and tokens[-2] not in "十拾"
    whole = tokens[-1].isdigit() and len(tokens[-1]) >= _FEWEST
    if pending and behind_scale and not whole:
        return None
    return float(total + part + (pending or 0))
