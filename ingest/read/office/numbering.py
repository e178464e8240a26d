"""Automatic numbering of DOCX and ODT made visible again: 壹、 一、 (一) 1. (1) ① and its counters.

In both formats the number of a heading or list item is not in the text; it is counted when the
file is shown. Forms are named as in WordprocessingML (ISO/IEC 29500-1, 17.18.59); those of
OpenDocument are named by their first numbers ("一, 二, 三, ...").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

_COUNTING = ("零一二三四五六七八九", "十百千")
_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟")
_LEGAL_SIMPLIFIED = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_LARGEST = 9999
# Word stops at 20, Writer at 50.
_CIRCLED = "".join(
    chr(start + step) for start, length in ((0x2460, 20), (0x3251, 15), (0x32B1, 15)) for step in range(length)
)


def _chinese(number: int, characters: tuple[str, str], bare_ten: bool = True) -> str:
    """A number up to 9999 in words: 12 is 十二, 105 一百零五; with ``bare_ten`` false, 12 is 壹拾貳."""
    digits, scales = characters
    text = ""
    skipped = False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            skipped = bool(text)
            continue
        text += digits[0] if skipped else ""
        skipped = False
        leading_ten = bare_ten and place == 1 and digit == 1 and not text
        text += ("" if leading_ten else digits[digit]) + (scales[place - 1] if place else "")
    return text or digits[0]


def _positional(number: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _counting_to_99(number: int) -> str:
    return _chinese(number, _COUNTING) if number < 100 else _positional(number, "○一二三四五六七八九")


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letters_repeated(number: int) -> str:
    """Letters as Word counts them: z, aa, bb."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _letters_counted(number: int) -> str:
    """Letters as spreadsheets count columns: z, aa, ab."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _one_of(characters: str) -> Callable[[int], str]:
    """The numbers a row of characters has, and plain digits behind its end."""
    return lambda number: characters[number - 1] if number <= len(characters) else str(number)


def _row(first: int, length: int) -> Callable[[int], str]:
    return _one_of("".join(chr(first + step) for step in range(length)))


def _full_width(number: int) -> str:
    return "".join(chr(0xFF10 + int(digit)) for digit in str(number))


_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "circled": _one_of(_CIRCLED),
    "decimalEnclosedCircle": _row(0x2460, 20),
    "decimalEnclosedCircleChinese": _row(0x2460, 20),
    "decimalEnclosedParen": _row(0x2474, 20),
    "decimalEnclosedFullstop": _row(0x2488, 20),
    "ideographEnclosedCircle": _row(0x3280, 10),
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters_repeated(number).upper(),
    "lowerLetter": _letters_repeated,
    "upperLetterCounted": lambda number: _letters_counted(number).upper(),
    "lowerLetterCounted": _letters_counted,
    "taiwaneseCounting": _counting_to_99,
    "taiwaneseCountingThousand": lambda number: _chinese(number, _COUNTING),
    "taiwaneseDigital": lambda number: _positional(number, "○一二三四五六七八九"),
    "chineseCounting": _counting_to_99,
    "chineseCountingThousand": lambda number: _chinese(number, _COUNTING),
    "japaneseCounting": lambda number: _chinese(number, _COUNTING),
    "ideographDigital": lambda number: _positional(number, "〇一二三四五六七八九"),
    "ideographLegalTraditional": lambda number: _chinese(number, _LEGAL_TRADITIONAL, bare_ten=False),
    "chineseLegalSimplified": lambda number: _chinese(number, _LEGAL_SIMPLIFIED, bare_ten=False),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "none": lambda number: "",
    "bullet": lambda number: "",
}

# OpenDocument names a form by its first number, or by the first three.
_OPENDOCUMENT = {
    "": "none",
    "1": "decimal",
    "i": "lowerRoman",
    "I": "upperRoman",
    "a": "lowerLetterCounted",
    "A": "upperLetterCounted",
    "01": "decimalZero",
    "一": "taiwaneseCountingThousand",
    "壹": "ideographLegalTraditional",
    "壹贰": "chineseLegalSimplified",
    "①": "circled",
    "１": "decimalFullWidth",
    "⑴": "decimalEnclosedParen",
    "⒈": "decimalEnclosedFullstop",
    "㊀": "ideographEnclosedCircle",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "〇": "ideographDigital",
}
_REPEATING = {"lowerLetterCounted": "lowerLetter", "upperLetterCounted": "upperLetter"}


def opendocument_form(num_format: str, letters_repeat: bool = False) -> str:
    """The form an OpenDocument ``style:num-format`` names; plain digits where it is not known.

    Args:
        num_format: ``1``, ``a``, ``一, 二, 三, ...`` and the like.
        letters_repeat: after z comes aa, bb (``style:num-letter-sync``) and not aa, ab.
    """
    first = [part.strip() for part in num_format.split(",")]
    key = "".join(first[:2]) if "".join(first[:2]) == "壹贰" else first[0]
    form = _OPENDOCUMENT.get(key, "decimal")
    return _REPEATING.get(form, form) if letters_repeat else form


def format_number(number: int, form: str) -> str:
    """``number`` in a form; plain digits where the form is not known or has no such number.

    Args:
        number: what the counter says.
        form: the name of the form, or ``padded:3`` for 001.
    """
    if form.startswith("padded:"):
        return str(number).zfill(int(form.removeprefix("padded:")))
    if form in ("none", "bullet"):
        return ""
    if not 0 < number <= _LARGEST:
        return str(number)
    return _FORMS.get(form, str)(number)


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered.

    Attributes:
        form: the form of its number.
        parts: the label: texts as printed, and the index of a level where its number stands.
        start: the first number.
        restarts_below: the level starts again after an item of a level under this index; None
            means after any outer level, 0 never.
        all_decimal: outer numbers are printed as plain digits too.
    """

    form: str
    parts: tuple[str | int, ...]
    start: int = 1
    restarts_below: int | None = None
    all_decimal: bool = False


class Counters:
    """The counters of one list, by level from 0."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}

    def inside(self, level: int) -> Counters:
        """Counters of a list of its own, inside an item of this one; outer levels stay as they are."""
        inner = Counters()
        inner._last = {index: number for index, number in self._last.items() if index < level}
        return inner

    def set_next(self, level: int, number: int) -> None:
        """The next item of ``level`` gets ``number``."""
        self._last[level] = number - 1

    def advance(self, level: int, levels: Mapping[int, Level]) -> str:
        """Counts one item of ``level`` and gives its label; empty where the level is not numbered."""
        own = levels.get(level)
        if own is None:
            return ""
        self._last[level] = self._last.get(level, own.start - 1) + 1
        for inner in [index for index in self._last if index > level]:
            limit = levels[inner].restarts_below if inner in levels else None
            if limit is None or level < limit:
                del self._last[inner]
        return "" if own.form == "bullet" else "".join(self._part(part, own, levels) for part in own.parts)

    def _part(self, part: str | int, own: Level, levels: Mapping[int, Level]) -> str:
        if isinstance(part, str):
            return part
        shown = levels.get(part)
        if shown is None:
            return ""
        form = "decimal" if own.all_decimal and shown.form not in ("none", "bullet") else shown.form
        return format_number(self._last.get(part, shown.start), form)


def labelled(label: str, text: str) -> str:
    """``text`` behind its label. A blank parts what would read as one number: ``1.`` and ``5,000人``."""
    label, text = label.strip(), text.strip()
    if not label or not text:
        return text
    joins = label[-1].isalnum() and label[-1].isascii()
    joins = joins or (text[0].isdigit() and not label.endswith((")", "）", "、")))
    return f"{label} {text}" if joins else label + text
