"""Which numbers are below zero: -2.3 · △35 · 負五 · (15) 萬元 — and which dashes are none: 5-6, A-12, 名稱—63案."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.notation.numerals import NotANumber

_RISING, _FALLING = "△▲", "▽▼"
_TRIANGLES = _RISING + _FALLING
_WRITTEN = re.compile(r"(?:(?<![自背擔抱勝欺肩])負的?|零下)$")
# A sign set apart is one, or tells how signs are to be read: 節電率(-)2.3%, 增(+)減(-)2.3%.
_APART = re.compile(r"\([-負△▲]\)$")
# Words that tell what a number's value is; a dash right behind them can be nothing but its sign.
_TELLS_VALUE = re.compile(r"[為達是計增減額率比值差數量度降至餘絀約:,，、；;(/=~$]$")
_DIFFERENCE = re.compile(r"增減|差[異額距數]|比較|餘絀|消長")
_WORD = re.compile(r"[一-鿿]$")
_LONGEST = 8


@dataclass(frozen=True)
class Place:
    """Where a number stands: its segment's folded text, the offset of its first word, and whether it is a cell.

    ``dashes`` are the offsets of long dashes, which are no signs; ``free`` is behind the last number, date or
    code before this one.
    """

    text: str
    first: int
    in_cell: bool
    dashes: frozenset[int]


def sign_before(place: Place, start: int, free: int, *, divisible: bool) -> int | None:
    """Where the sign of a number at ``start`` stands; None where it has none.

    Args:
        place: where the number stands.
        start: its first digit.
        free: behind the last number, date or code before it: a dash right there is a range.
        divisible: whether it is money or a rate, of which there are negative ones.

    Raises:
        NotANumber: what stands before it may be a sign or not.
    """
    text, at = place.text, start - 1
    if at < max(place.first, free) or at < 0:
        return None
    if text[at] in _TRIANGLES:
        # Fewer than no cases there are not, except as a difference; the triangle may be a bullet.
        if text[at] in _RISING and points_down(text):
            raise NotANumber(text[at:start], "sign")
        unlikely = not divisible and not _DIFFERENCE.search(text, max(place.first, at - _LONGEST), at)
        if not place.in_cell and (at == place.first or unlikely):
            raise NotANumber(text[at:start], "sign")
        return at
    if text[at] == "±" or _APART.search(text, max(0, start - 3), start):
        raise NotANumber(text[at:start], "sign")
    before = text[max(0, at + 1 - _LONGEST) : at + 1]
    written = _WRITTEN.search(before)
    if written:
        return start - len(written.group())
    if text[at] != "-" or at in place.dashes:
        return None
    before = before[:-1]
    if at == place.first:
        return at if place.in_cell else None
    if at == free:
        return None
    if not divisible and not place.in_cell and _WORD.search(before) and not _DIFFERENCE.search(before):
        raise NotANumber(text[at:start], "sign")
    if _TELLS_VALUE.search(before) or (divisible and _WORD.search(before)):
        return at
    if _WORD.search(before):
        raise NotANumber(text[at:start], "sign")
    return None


def points_down(text: str) -> bool:
    """Whether a mark that points down stands in a text: one that points up is then no sign below zero."""
    return any(mark in text for mark in _FALLING)


def points_up(text: str) -> bool:
    """Whether a text opens with a triangle that points up, a sign below zero where none points down."""
    return text[:1] in _RISING


def brackets_around(place: Place, start: int, end: int) -> bool:
    """Whether a number in a sentence stands in brackets behind words: 淨損為(15)萬元."""
    text = place.text
    enclosed = start >= 2 and text[start - 1] == "(" and text[end : end + 1] == ")"
    return enclosed and not place.in_cell and _WORD.search(text[start - 2 : start - 1]) is not None
