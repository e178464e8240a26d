"""Whether digits with separators, points and blanks between them are one number: 1,234 · 12 ,845 · 4 . 2 · 6 3."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import decimal

from catalog.fold import UNSEEN
from ingest.notation.numerals import Fault, NotANumber

# What may stand between the digits of one number, printed once or with blanks around it.
# Commas of other scripts and apostrophes part thousands, too.
_OTHER_COMMAS = "'’‘`´‚٬"
BETWEEN = rf"[,，.‧ {_OTHER_COMMAS}]{{1,3}}"

_TOKENS = re.compile(r"\d+|\D+")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_NARROW = frozenset("\u00a0\u2007\u2008\u2009\u200a\u202f")  # blanks that typesetters put between thousands
_COLUMN_GAP = re.compile(rf"[^\S \n{''.join(_NARROW)}]|\s\s")  # a tab, an ideographic blank or more than one
_STANDS_ALONE = re.compile(r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?")
_FULL_WIDTH_DIGITS = frozenset("０１２３４５６７８９")


_PLAIN_SIGNS = str.maketrans({**dict.fromkeys(f"，﹐{_OTHER_COMMAS}", ","), **dict.fromkeys("‧・·．﹒•", ".")})
_UNSEEN = dict.fromkeys(map(ord, UNSEEN))


@dataclass(frozen=True)
class Surroundings:
    """What stands around digits.

    ``counted``: a measure follows; ``divisible``: one that has parts (%, 元, 萬人), so that a point is likely;
    ``in_cell``: they are all that a table cell holds; ``changing``: 由, 從, 至 stand right before them;
    ``in_words``: no blank parts them from the word before and the measure behind, so that they are no columns.
    """

    counted: bool
    divisible: bool
    in_cell: bool = False
    changing: bool = False
    in_words: bool = False


def join_digits(printed: str, around: Surroundings) -> str | None:
    """One number without blanks, with thousands commas and a point; None where they are several numbers.

    Args:
        printed: digits and what is between them as printed, blanks and full-width forms too.
        around: what stands around them.

    Raises:
        NotANumber: a measure follows and it is not sure how many of the digits it counts.
    """
    tokens = _TOKENS.findall(printed.translate(_UNSEEN))
    digits, gaps = ["".join(str(decimal(digit)) for digit in group) for group in tokens[::2]], tokens[1::2]
    if not gaps:
        return digits[0]
    signs = [gap.translate(_PLAIN_SIGNS).strip() for gap in gaps]
    blank = any(character.isspace() for gap in gaps for character in gap)
    narrow = all(set(gap) <= _NARROW for gap in gaps)
    if any(sign and _COLUMN_GAP.search(gap) for sign, gap in zip(signs, gaps, strict=True)):
        raise NotANumber("", "blanks")
    if not narrow and (any(map(_COLUMN_GAP.search, gaps)) or _are_columns(digits, signs, around)):
        return _several("blanks", around)
    if any(len(sign) > 1 for sign in signs):
        return _several("separators", around)
    if "." in signs:
        return _with_point(digits, signs, gaps, around, blank=blank)
    if any("，" in gap for gap in gaps) and not _is_one_by_width(printed, digits, around):
        return _several("separators", around)
    whole = "".join(part for pair in zip(digits, [*signs, ""], strict=True) for part in pair)
    if not blank:
        return whole if _THOUSANDS.fullmatch(whole) else _several("separators", around)
    return _with_blanks(whole, digits, signs, gaps, around)


def _are_columns(digits: list[str], signs: list[str], around: Surroundings) -> bool:
    """Whether blanks part digits that may each be a number: 68 112, 12 5,678 and 12 4.5, not 12,8 45 and 1 005."""
    whole = digits[:-1] if signs[-1] == "." else digits
    grouped = all(len(group) == 3 for group in whole[1:]) or {len(group) for group in digits} == {1}
    if all(signs) or (around.in_words and grouped):
        return False
    printed = "".join(digit + (sign or " ") for digit, sign in zip(digits, [*signs, ""], strict=True))
    return all(map(_STANDS_ALONE.fullmatch, printed.split()))


def _with_blanks(whole: str, digits: list[str], signs: list[str], gaps: list[str], around: Surroundings) -> str | None:
    """Digits that blanks part: sure by thousands, by commas that need them, or when each stands alone."""
    if any(signs):
        return whole if _THOUSANDS.fullmatch(whole) else _several("blanks", around)
    grouped = len(digits[0]) <= 3 and all(len(group) == 3 for group in digits[1:])
    if grouped and (around.counted or all(set(gap) <= _NARROW for gap in gaps)):
        return "".join(digits)
    if around.counted and all(len(group) == 1 for group in digits):
        return "".join(digits)
    return _several("blanks", around)


def _with_point(
    digits: list[str], signs: list[str], gaps: list[str], around: Surroundings, *, blank: bool
) -> str | None:
    if signs.count(".") > 1 or signs[-1] != ".":
        return _several("points", around)
    whole = "".join(part for pair in zip(digits[:-1], [*signs[:-1], ""], strict=True) for part in pair)
    if not (whole.isdecimal() or _THOUSANDS.fullmatch(whole)):
        return _several("separators", around)
    if "‧" in gaps[-1] and not around.divisible:
        return _several("points", around)
    if blank and not around.divisible:
        return _several("blanks", around)
    # 1.234案: a point where a comma belongs.
    if around.counted and not around.divisible and len(digits[-1]) == 3:
        raise NotANumber(whole, "points")
    return f"{whole}.{digits[-1]}"


def _is_one_by_width(printed: str, digits: list[str], around: Surroundings) -> bool:
    """Whether a full-width comma parts thousands, not clauses: all is full-width, or it parts a measured number."""
    if all(character in _FULL_WIDTH_DIGITS for character in printed if character.isdecimal()):
        return True
    return around.counted and (len(digits) > 2 or not around.changing)


def _several(fault: Fault, around: Surroundings) -> str | None:
    """None: several numbers, of which the last has no measure; a doubt where it has one, or a cell holds just them."""
    if around.counted or around.in_cell:
        raise NotANumber("", fault)
    return None
