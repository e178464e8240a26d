"""Numbers as Taiwanese clerks write them: 1,234 · 9萬8,765 · 1億234.5萬 · 6仟2佰萬 · 廿三 · 一○三 · 參仟伍佰萬.

Values are exact decimals. Text is expected folded (half-width digits) and without blanks. What is no
number for sure (13萬2, 三四十, 1,23) raises :class:`NotANumber`, which says why.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

Fault = Literal[
    "not_a_number",
    "separators",
    "blanks",
    "points",
    "scales",
    "shortened",
    "adjoining",
    "too_long",
    "letters",
    "marks",
    "symbols",
    "power",
    "sign",
    "brackets",
    "line_break",
    "discount",
    "calculation",
    "placeholder",
    "halves",
]

LOST = "\ufffd"
"""What stands for a character that was lost."""

# 乙 is one on a form: 乙次. The circles stand for a zero: 一○三.
DIGITS = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "◯": 0,
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

# Capital forms, which cannot be altered, and shortened tens.
_FINANCIAL = dict(zip("壹貳贰弍參叁参肆伍陸陆柒捌玖拾佰仟万亿", "一二二二三三三四五六六七八九十百千萬億", strict=True))
_TENS = {"廿": "二十", "卄": "二十", "卅": "三十", "卌": "四十"}
_PLAINER = str.maketrans({**_FINANCIAL, **_TENS})

ZEROS = "零〇○◯"
FINANCIAL_DIGITS = "壹貳贰弍參叁参肆伍陸陆柒捌玖"
CHINESE_DIGITS = "一二兩三四五六七八九"
SCALE_CHARACTERS = "十百千萬億兆拾佰仟万亿"
# What stands before the unit that a table or a bracket states: 千元, 佰萬元, and of which money it is.
UNIT_SCALE = "[十百拾佰]?[千萬億仟万亿]"
OWN_MONEY = r"(?:新?台幣|NT[D$]?|\$)"

PLAIN = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
CHINESE = rf"[{ZEROS}{CHINESE_DIGITS}{FINANCIAL_DIGITS}{''.join(_TENS)}{SCALE_CHARACTERS}]+"

_MOST_DIGITS = 15  # more are no count of anything, and would not be kept exactly
_LONGEST = 60
_SHORTENING = 100  # 二十五 is whole, 三百五 is short for 350
_ONES = r"[零一乙二兩三四五六七八九]"
# Both take a numeral apart from the left: what is counted, and the scale it is counted in, none at the end.
_BY_LARGE = re.compile(r"([^萬億兆]*)(萬?[億兆]|萬|$)")
_BY_SMALL = re.compile(rf"(零*)({PLAIN}|{_ONES}*)([十百千]|$)")
_FRACTION_INSIDE = re.compile(r"\.\d+\D+\d")
_SPELT_POINT = re.compile(r"([零一二兩三四五六七八九十百千]+)[點.‧·]([零一二三四五六七八九]+)([十百千]?[萬億]?)")
_SPOKEN_POINT = re.compile(r"\d+點\d+")
# Sayings for a few, which are no 35 and no 32.
_A_FEW = frozenset({"三五", "三兩"})
_ZERO = str.maketrans(dict.fromkeys(ZEROS, "零"))


class NotANumber(ValueError):
    """A text that is no number in any of the forms known here, or not for sure. ``fault`` says why."""

    def __init__(self, text: str, fault: Fault = "not_a_number") -> None:
        super().__init__(text[:_LONGEST])
        self.fault: Fault = fault


def parse_plain(text: str) -> Decimal:
    """The value of digits with thousands commas and a decimal point: ``"1,234.5"``.

    Raises:
        NotANumber: more digits than any count has.
    """
    digits = text.replace(",", "")
    if len(digits.replace(".", "").lstrip("0")) > _MOST_DIGITS or len(digits) > _LONGEST:
        raise NotANumber(text, "too_long")
    return Decimal(digits)


def parse_numeral(text: str) -> Decimal:
    """The value of a numeral in any form: ``"1億234.5萬"`` is 102345000, 六十三 is 63, 八四五 is 845, 百 is 100.

    Raises:
        NotANumber: other characters; scales that do not fall (5萬3億); a shortened end (13萬2, 三百五), which
            may be tenths of the scale before it; neighbouring digits (三四十), which are about as many.
    """
    if len(text) > _LONGEST:
        raise NotANumber(text, "too_long")
    plainer = text.translate(_PLAINER).translate(_ZERO)
    if _SPOKEN_POINT.fullmatch(plainer):
        return parse_plain(plainer.replace("點", "."))
    spelt = _SPELT_POINT.fullmatch(plainer)
    if spelt:
        whole, parts, scale = spelt.groups()
        fraction = Decimal("0." + "".join(str(DIGITS[c]) for c in parts))
        return (parse_numeral(whole) + fraction) * _product(scale)
    if not plainer or _FRACTION_INSIDE.search(plainer):
        raise NotANumber(text, "scales")
    if re.fullmatch(rf"{_ONES}+", plainer):
        return _spelt(plainer)
    return _by_large(plainer)


def parse_chinese(text: str) -> Decimal:
    """The value of a numeral without digits: 三 is 3, 十二 is 12, 一百零五 is 105, 一萬 is 10000, 百 is 100.

    Raises:
        NotANumber: as :func:`parse_numeral`, or it has digits.
    """
    if not text or any(character.isdecimal() for character in text):
        raise NotANumber(text)
    return parse_numeral(text)


def decimals(printed: str) -> int:
    """How many decimals a printed number shows: ``"19.58"`` and 十九點五八 show 2."""
    match = re.search(rf"[.點‧·]([\d{ZEROS}{CHINESE_DIGITS}]+)", printed)
    return len(match.group(1)) if match else 0


def last_scale(printed: str) -> Decimal:
    """What the last digit of a numeral that begins with a digit counts: ``"1億234.5萬"`` is in 10,000."""
    last = printed[-1:].translate(_PLAINER)
    return Decimal(SCALES[last]) if printed[:1].isdecimal() and last in SCALES else Decimal(1)


def scale_of(printed: str) -> int:
    """How many of a unit scale characters before it make: 千 1,000, 佰萬 1,000,000, none 1."""
    return _product(printed.translate(_PLAINER))


def _by_large(plainer: str) -> Decimal:
    """The sum of what is counted in 兆, 億, 萬 and ones."""
    total, limit = Decimal(0), None
    for group, scale in _BY_LARGE.findall(plainer):
        if not group:
            if not scale:
                break
            if limit is not None:
                raise NotANumber(plainer, "scales")
        amount = _by_small(group, shortens=limit is not None and not scale) if group else Decimal(1)
        amount *= _product(scale)
        if limit is not None and amount >= limit:
            raise NotANumber(plainer, "scales")
        total, limit = total + amount, _product(scale)
    return total


def _by_small(group: str, *, shortens: bool) -> Decimal:
    """The sum of what is counted in 千, 百, 十 and ones. ``shortens``: a larger scale stands right before it."""
    total, limit, position = Decimal(0), None, 0
    for match in _BY_SMALL.finditer(group):
        zeros, printed, scale = match.groups()
        if match.start() != position or (zeros and not printed):
            raise NotANumber(group)
        position = match.end()
        if not match.group():
            break
        amount = _ones(printed, alone=match.group() == group) if printed else Decimal(1)
        behind = limit or (_SHORTENING if shortens else 0)
        if not scale and not zeros and len(printed) == 1 and behind >= _SHORTENING:
            raise NotANumber(group, "shortened")
        amount *= _product(scale)
        if limit is not None and amount >= limit:
            raise NotANumber(group, "scales")
        total, limit = total + amount, _product(scale)
    if position != len(group):
        raise NotANumber(group)
    return total


def _ones(printed: str, *, alone: bool) -> Decimal:
    """The value of digits, or of a spelt one; spelt digits in a row (八四五) stand alone or not at all."""
    if printed[0].isdecimal():
        return parse_plain(printed)
    if len(printed) > 1 and not alone:
        raise NotANumber(printed, "adjoining")
    return _spelt(printed)


def _spelt(printed: str) -> Decimal:
    values = [DIGITS[character] for character in printed]
    if (len(values) == 2 and 0 < values[0] == values[1] - 1) or printed in _A_FEW:
        raise NotANumber(printed, "adjoining")
    return parse_plain("".join(map(str, values)))


def _product(scales: str) -> int:
    product = 1
    for scale in scales:
        product *= SCALES[scale]
    return product
