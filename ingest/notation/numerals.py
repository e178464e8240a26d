"""Numbers as Taiwanese reports print them: 1,234 · 9萬8,765 · 1億234.5萬 · 三 · 一萬 · 百.

Values are exact decimals. Text is expected folded (half-width digits) and without blanks.
"""

from __future__ import annotations

import re
from decimal import Decimal

# 乙 is one on a form: 乙次.
DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "乙": 1,
    "二": 2,
    "兩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
SMALL_SCALES = {"十": 10, "百": 100, "千": 1000}
LARGE_SCALES = {"萬": 10**4, "億": 10**8, "兆": 10**12}
SCALES = {**SMALL_SCALES, **LARGE_SCALES}

PLAIN = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# Scales fall from left to right, so 33萬2億 is two numbers.
MIXED = r"(?=\d)" + "".join(rf"(?:{PLAIN}{scale})?" for scale in "兆億萬千百") + rf"(?:{PLAIN})?"
CHINESE = "[零〇一二兩三四五六七八九十百千萬億]+"

PERCENT = rf"百分之((?:{PLAIN})|(?:{CHINESE}(?:點[零〇一二三四五六七八九]+)?))"

_PART = re.compile(rf"({PLAIN})([兆億萬千百])?")
_MIXED = re.compile(MIXED)


class NotANumber(ValueError):
    """A text that is no number in any of the forms known here."""


def parse_plain(text: str) -> Decimal:
    """The value of digits with thousands commas and a decimal point: ``"1,234.5"``."""
    return Decimal(text.replace(",", ""))


def parse_mixed(text: str) -> Decimal:
    """The value of digits mixed with scale characters: ``"1億234.5萬"`` is 102345000.

    Raises:
        NotANumber: the text has other characters, or scales that do not fall (5萬3億).
    """
    if not _MIXED.fullmatch(text):
        raise NotANumber(text)
    parts = _PART.findall(text)
    return sum((parse_plain(number) * SCALES.get(scale, 1) for number, scale in parts), Decimal(0))


def parse_chinese(text: str) -> Decimal:
    """The value of a Chinese numeral: 三 is 3, 十二 is 12, 一百零五 is 105, 一萬 is 10000, 百 is 100.

    Raises:
        NotANumber: empty, or digits that do not make a number.
    """
    if not text or any(c not in DIGITS and c not in SCALES for c in text):
        raise NotANumber(text)
    total, section, digit = 0, 0, None
    for character in text:
        if character in DIGITS:
            if digit not in (None, 0):
                raise NotANumber(text)
            digit = DIGITS[character]
        elif character in SMALL_SCALES:
            section += (1 if digit is None else digit) * SMALL_SCALES[character]
            digit = None
        else:
            total += (section + (digit or 0) or 1) * LARGE_SCALES[character]
            section, digit = 0, None
    return Decimal(total + section + (digit or 0))


def parse_percent(text: str) -> Decimal:
    """The value of what stands behind 百分之: 四十五 is 45, 三點五 is 3.5, 3.5 is 3.5.

    Raises:
        NotANumber: neither digits nor a Chinese numeral.
    """
    if re.fullmatch(PLAIN, text):
        return parse_plain(text)
    whole, point, parts = text.partition("點")
    if not point:
        return parse_chinese(whole)
    if not parts or any(c not in DIGITS for c in parts):
        raise NotANumber(text)
    return parse_chinese(whole) + Decimal("0." + "".join(str(DIGITS[c]) for c in parts))


def decimals(printed: str) -> int:
    """How many decimals a printed number shows: ``"19.58"`` shows 2."""
    match = re.search(r"\.(\d+)", printed)
    return len(match.group(1)) if match else 0
