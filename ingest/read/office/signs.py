"""Characters that office files name by their place in a font: what they are, or that no one can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable

ILLEGIBLE = "\ufffd"
"""Stands for a sign that may be a digit and cannot be told without its font."""

# Fonts that are letters and digits wherever else they are pictures.
_OF_TEXT = re.compile(
    r"times|arial|calibri|cambria|courier|consolas|verdana|tahoma|georgia|garamond|helvetica|liberation|dejavu|noto|"
    r"mingliu|ming|dfkai|kai|jhenghei|simsun|明體|楷體|楷书|黑體|宋體|宋体|圓體|仿宋",
    re.IGNORECASE,
)
_OF_PICTURES = re.compile(r"dings|webdings|marlett|sorts|awesome|icons?|emoji|ornaments?", re.IGNORECASE)
_SYMBOL = "symbol"
# Where the Symbol font has the characters that stand in numbers, beside those of ASCII at their own places.
_IN_SYMBOL = {0x2D: "-", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈"}
_ASCII_IN_SYMBOL = frozenset(b"!#%()+,./0123456789:;<=>?[]_{|}")
# Where Wingdings has numbers in circles.
_CIRCLED = {0x80: "⓪", 0x8B: "⓿"} | {
    first + step: chr(circled + step) for first, circled in ((0x81, 0x2460), (0x8C, 0x2776)) for step in range(10)
}
# Places of fonts' own characters; controls and halves of characters are none.
_PLACES = range(0xF020, 0xF100)
_NO_CHARACTERS = (range(0x20), range(0xD800, 0xF900))
_PLACED = re.compile("[\uf020-\uf0ff]")
_TORN = re.compile(f"[\\d,.]*{ILLEGIBLE}[\\d,.{ILLEGIBLE}]*")


def sign(code: int, font: str) -> str:
    """The character at a place of a font; empty for a picture, :data:`ILLEGIBLE` where only the font could tell."""
    of_pictures = _OF_PICTURES.search(font) is not None
    by_font = of_pictures or font.lower() == _SYMBOL
    place = code & 0xFF if code in _PLACES or (by_font and code < 0x100) else None
    if place is None:
        return (ILLEGIBLE if code in range(0xE000, 0xF900) else "") if _is_none(code) else chr(code)
    if of_pictures:
        return _CIRCLED.get(place, "") if font.lower() == "wingdings" else ""
    if font.lower() == _SYMBOL:
        return chr(place) if place in _ASCII_IN_SYMBOL else _IN_SYMBOL.get(place, "")
    return bytes([place]).decode("cp1252", "replace") if _OF_TEXT.search(font) else ILLEGIBLE


def _is_none(code: int) -> bool:
    return any(code in codes for codes in _NO_CHARACTERS) or code > 0x10FFFF


def has_places(text: str) -> bool:
    """Whether a text has characters that only a font's own table tells."""
    return _PLACED.search(text) is not None


def deciphered(text: str, font: str) -> str:
    """A text with the characters of a font's own places as they are shown; pictures stay as they are."""
    return _PLACED.sub(lambda found: sign(ord(found.group()), font) or found.group(), text)


def without_torn_numbers(text: str) -> tuple[str, list[str]]:
    """A text without signs nobody can tell, and without the numbers they may belong to, which are given too."""
    torn = [found for found in _TORN.findall(text) if found.strip(f"{ILLEGIBLE},.")]
    return _TORN.sub(lambda found: ILLEGIBLE if found.group() in torn else found.group().strip(ILLEGIBLE), text), torn


def code_of(printed: str | None) -> int | None:
    """A character's code as ``w:char`` prints it."""
    try:
        return int(printed or "", 16)
    except ValueError:
        return None


def listed(numbers: Iterable[str]) -> str:
    """Numbers that are torn, as a message names them."""
    return "、".join(f"「{number}」" for number in numbers)
