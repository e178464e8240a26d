"""A page's characters put into runs where they stand."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from ingest.read.pdf.geometry import Affine, moved_box
from ingest.read.pdf.pdfium import address, origins

# PDFium's names for a hyphen at the end of a line.
_LINE_END_HYPHEN = frozenset("\x02\ufffe")
_LATIN_WIDTH = 0.55
# The part of a page's characters that must stand under one another where the page is written downwards.
_UPRIGHT_SHARE = 0.6
# What a line holds of a number that goes on in the next.
_OF_NUMBER = re.compile(r"\d[\d,.]*")
# Degrees: what leans less than half of it is as level as a scan may lie.
_LEVEL = 20.0
_PAGE_NUMBER = re.compile(r"[\W_]*(?:[pP]\.?|第)?\d{1,4}頁?[\W_]*")


@dataclass(slots=True, eq=False)
class Run:
    """Characters that follow one another on one baseline.

    ``edges`` are the left edges of the characters and the right edge of the last. ``column`` is the
    column of prose that a whole line stands in: 1 left, 2 right, 0 over the whole width.
    """

    text: str
    edges: list[float]
    base: float
    size: float
    page: int
    column: int = 0

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.edges[-1]

    @property
    def top(self) -> float:
        """Top of a common glyph of this size."""
        return self.base - 0.88 * self.size

    @property
    def bottom(self) -> float:
        """Bottom of a common glyph of this size."""
        return self.base + 0.12 * self.size

    @property
    def middle(self) -> float:
        """Height of the middle of its glyphs."""
        return self.base - 0.38 * self.size

    def part(self, start: int, end: int) -> Run | None:
        """The characters from ``start`` to ``end`` without blanks at either side, or None."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start == end:
            return None
        return Run(self.text[start:end], self.edges[start : end + 1], self.base, self.size, self.page)


def characters_of(text_page: Any) -> str:
    """PDFium's characters, one for each of its indices; hyphens at line ends are hyphens again."""
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
    if written != count + 1 or len(text) != count:
        text = "".join(chr(raw.FPDFText_GetUnicode(text_page, index)) for index in range(count))
    for mark in _LINE_END_HYPHEN:
        text = text.replace(mark, "-")
    return text


def _apart(one: float, other: float) -> float:
    """The degrees between two directions."""
    return abs((one - other + 180) % 360 - 180)


@cache
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _wider(blank: str, other: str) -> str:
    """Of two blanks the one that says more: an ideographic space."""
    return other if other == "\u3000" else blank or " "


def _is_torn(above: str, below: str) -> bool:
    """Whether a number goes on below, as in a cell too narrow for it; written downwards it stands in one line."""
    return len(above) > 1 and _OF_NUMBER.fullmatch(above) is not None and _OF_NUMBER.match(below) is not None


class RunBuilder:
    """Puts a page's characters into runs.

    Attributes:
        runs: in PDFium's order of characters.
        overprinted: characters printed a second time at the same place, as bold text is made.
        unseen: characters nobody sees: beyond the edges of the page, or told so.
    """

    def __init__(
        self,
        text_page: Any,
        shown: Affine,
        width: float,
        height: float,
        page: int,
    ) -> None:
        self._text_page = text_page
        self._shown = shown
        self._width, self._height = width, height
        self._page = page
        self._box = raw.FS_RECTF()
        self._text_matrix = raw.FS_MATRIX()
        self._quarters = [0, 0, 0, 0]
        self._text: list[str] = []
        self._edges: list[float] = []
        self._last = -1
        self.runs: list[Run] = []
        self.overprinted: list[str] = []
        self.unseen: list[str] = []
        self._last_unseen = -2
        # Of each run the degrees by which it is turned against the page as shown.
        self._turns: list[float] = []
        self._turn = 0.0

    def level_runs(self) -> tuple[list[Run], list[str]]:
        """The runs that go the way most do, and texts of those with a number that do not.

        Their characters would be taken for lines of their own, and a number for others; a number alone is a page's.
        """
        most = 90.0 * max(range(4), key=lambda quarter: (self._quarters[quarter], -quarter))
        level: list[Run] = []
        aslant: list[str] = []
        runs = zip(self.runs, self._turns, strict=True)
        for turn, found in groupby(runs, key=lambda one: round(_apart(one[1], most) / _LEVEL) and round(one[1])):
            own = [run for run, _ in found]
            text = "".join(run.text for run in own)
            if turn and any(character.isdigit() for character in text):
                aslant += [] if _PAGE_NUMBER.fullmatch(text) else [text]
            else:
                level += own
        return level, aslant

    @property
    def quarter(self) -> int:
        """Quarters by which most characters are turned against the page; one where they are written downwards."""
        turned = max(range(4), key=lambda quarter: (self._quarters[quarter], -quarter))
        return turned or int(self._is_upright())

    def _is_upright(self) -> bool:
        """Whether most text is written downwards, one upright character under the other."""
        stacked = [
            (before, after)
            for before, after in pairwise(self.runs)
            if abs(after.x0 - before.x0) <= 0.2 * after.size and 0 < after.base - before.base <= 1.6 * after.size
        ]
        if any(_is_torn(before.text, after.text) for before, after in stacked):
            return False
        below = sum(len(after.text) == 1 for _, after in stacked)
        return below > _UPRIGHT_SHARE * sum(len(run.text) for run in self.runs)

    def read(self, characters: str, hidden: Collection[int] = ()) -> None:
        """Builds the runs, without the characters at ``hidden``. One loop, kept flat: it sees all of a report."""
        base = size = right = left = 0.0
        blank = ""
        for index, (character, here, height) in enumerate(zip(characters, *self._places(characters), strict=True)):
            if character.isspace():
                blank = "\n" if character in "\r\n" or blank == "\n" else _wider(blank, character)
                continue
            if index in hidden:
                self._put_unseen(character, index)
                continue
            follows = blank != "\n" and self._last >= 0 and abs(height - base) <= 0.15 * size
            if follows and not blank and character == self._text[-1] and abs(here - left) < 0.12 * size:
                self.overprinted.append(character)
                continue
            wide = _is_wide(character)
            if not (follows and left < here <= right + size):
                self._close(base, size)
                size, base, blank = self._size(index), height, ""
            if blank:
                self._put_blank(blank, wide, min(right, here), index)
                blank = ""
            self._text.append(character)
            self._edges.append(here)
            self._last, left = index, here
            right = here + (size if wide else _LATIN_WIDTH * size)
        self._close(base, size)

    def _places(self, characters: str) -> tuple[list[float], list[float]]:
        """Where each character stands on the page as shown: from its left and its top; 0 for blanks."""
        ink = [index for index, character in enumerate(characters) if not character.isspace()]
        x, y = origins(address(self._text_page), ink).T
        a, b, c, d, e, f = self._shown
        places = np.zeros((2, len(characters)))
        places[:, ink] = a * x + c * y + e, b * x + d * y + f
        left, top = places.tolist()
        return left, top

    def _put_unseen(self, character: str, index: int) -> None:
        if index == self._last_unseen + 1:
            self.unseen[-1] += character
        else:
            self.unseen.append(character)
        self._last_unseen = index

    def _put_blank(self, blank: str, before_wide: bool, left: float, index: int) -> None:
        """Puts a blank, but not one PDFium makes up where Chinese text stands off from Latin letters."""
        if _is_wide(self._text[-1]) != before_wide and raw.FPDFText_IsGenerated(self._text_page, index - 1) == 1:
            return
        self._text.append(blank)
        self._edges.append(left)

    def _size(self, index: int) -> float:
        """The height of a character's em, in points; notes the way it is turned."""
        raw.FPDFText_GetMatrix(self._text_page, index, self._text_matrix)
        m, (a, b, c, d, _, _) = self._text_matrix, self._shown
        # Where the line of writing goes, on the page as shown (y counts downwards).
        along = (a * m.a + c * m.b, b * m.a + d * m.b)
        self._turn = math.degrees(math.atan2(along[1], along[0]))
        scale = math.hypot(m.c, m.d) or 1.0
        return float(raw.FPDFText_GetFontSize(self._text_page, index) or 1.0) * scale

    def _close(self, base: float, size: float) -> None:
        """Ends the run at hand; one beyond the page's edges is no run."""
        text, edges = self._text, self._edges
        if not text:
            return
        self._quarters[round(self._turn / 90) % 4] += len(text)
        edges.append(self._right(text[-1], edges[-1], size, self._last))
        run = Run("".join(text), edges, base, size, self._page)
        self._text, self._edges, self._last = [], [], -1
        if run.x1 <= 0 or run.x0 >= self._width or not 0 < run.middle < self._height:
            self.unseen.append(run.text)
        else:
            self.runs.append(run)
            self._turns.append(self._turn)

    def _right(self, character: str, left: float, size: float, index: int) -> float:
        """Right edge of a run's last character; a font that claims a boundless glyph is not believed."""
        if _is_wide(character):
            return left + size
        raw.FPDFText_GetLooseCharBox(self._text_page, index, self._box)
        box = moved_box((self._box.left, self._box.bottom, self._box.right, self._box.top), self._shown)
        return box[2] if left < box[2] <= left + 1.2 * size else left + _LATIN_WIDTH * size
