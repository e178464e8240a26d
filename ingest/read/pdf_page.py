"""What PDFium says of one page: runs of characters where they stand, rules, pictures.

All places are points as the page is shown: x from its left, y from its top, whatever rotation or
crop box the file has. PDFium is asked one page at a time and only for what is needed: its calls
take most of a reading's time.
"""

from __future__ import annotations

import ctypes
import io
import math
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.read.document import Image

Box = tuple[float, float, float, float]
Affine = tuple[float, float, float, float, float, float]

# PDFium's names for a hyphen at the end of a line.
_LINE_END_HYPHEN = frozenset("\x02\ufffe")
_LATIN_WIDTH = 0.55
_MAX_DEPTH = 4
# Rules: thinner than this is a line, thicker a box.
_THIN = 3.0
_SHORTEST = 3.0
# A picture: larger than an ornament, smaller than the page itself.
_SMALLEST_PICTURE = 40.0
_WHOLE_PAGE = 0.6
_LARGEST_PICTURE = 40_000_000
_PATH_OF_A_BOX = 5


@dataclass(slots=True)
class Run:
    """Characters that follow one another on one baseline.

    ``edges`` are the left edges of the characters and the right edge of the last.
    """

    text: str
    edges: list[float]
    base: float
    size: float
    page: int

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


@dataclass(slots=True)
class Rule:
    """A straight line, level or upright, given by its ends."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def level(self) -> bool:
        """Whether it lies flat."""
        return self.bottom - self.top <= self.x1 - self.x0


@dataclass
class PageContent:
    """One page as PDFium gives it.

    Attributes:
        number: counted from 1.
        characters: PDFium's text of the page, blanks included, in its order.
        overprinted: characters printed a second time at the same place; they are in no run.
        picture_share: the part of the page its largest picture covers.
        pictures: how many pictures of any size it holds.
        shapes: how many drawn paths that are no rule.
        hidden_text: the text is drawn invisibly, as recognised text under a scan is.
        turned: its text is turned against the page, so its places are those of the turned page.
    """

    number: int
    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    characters: str = ""
    overprinted: list[str] = field(default_factory=list)
    picture_share: float = 0.0
    pictures: int = 0
    shapes: int = 0
    hidden_text: bool = False
    turned: bool = False


def read_page(document: pdfium.PdfDocument, index: int) -> PageContent:
    """Reads page ``index`` (from 0) and lets it go again."""
    page = document[index]
    try:
        return _Extraction(page, index + 1).content()
    finally:
        page.close()


class _Extraction:
    """The reading of one open page."""

    def __init__(self, page: pdfium.PdfPage, number: int) -> None:
        self._page = page
        width, height = page.get_size()
        self._content = PageContent(number, width, height)
        self._shown = _shown(page)
        self._left, self._bottom, self._right, self._top = (ctypes.c_float() for _ in range(4))

    def content(self) -> PageContent:
        content = self._content
        text_page = self._page.get_textpage()
        try:
            content.characters = _characters(text_page.raw)
            quarter = self._read_runs(text_page.raw, self._shown)
            if quarter:
                self._shown = _turned(self._shown, quarter, content.width, content.height)
                content.turned = True
                if quarter % 2:
                    content.width, content.height = content.height, content.width
                self._read_runs(text_page.raw, self._shown)
        finally:
            text_page.close()
        self._objects(self._page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, (1, 0, 0, 1, 0, 0), 0)
        return content

    def _read_runs(self, text_page: Any, shown: Affine) -> int:
        """Fills the runs; the answer is by how many quarters most of the text is turned, mostly 0."""
        builder = _RunBuilder(text_page, shown, self._content.number)
        builder.read(self._content.characters)
        self._content.runs = builder.runs
        self._content.overprinted = builder.overprinted
        return builder.quarter

    def _objects(
        self, holder: Any, count: Callable[[Any], int], get: Callable[[Any, int], Any], matrix: Affine, depth: int
    ) -> None:
        for index in range(count(holder)):
            item = get(holder, index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, matrix)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._image(item, matrix)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                inner = _times(_matrix(item), matrix)
                self._objects(item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)

    def _box(self, item: Any, matrix: Affine) -> Box:
        raw.FPDFPageObj_GetBounds(item, self._left, self._bottom, self._right, self._top)
        corners = (self._left.value, self._bottom.value, self._right.value, self._top.value)
        return _moved_box(corners, _times(matrix, self._shown))

    # Rules --------------------------------------------------------------------------------------

    def _path(self, item: Any, matrix: Affine) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return
        if raw.FPDFPath_CountSegments(item) > _PATH_OF_A_BOX:
            found = list(_pieces(item, _times(_times(_matrix(item), matrix), self._shown)))
            if found:
                self._content.rules += found
            else:
                self._content.shapes += 1
            return
        x0, top, x1, bottom = self._box(item, matrix)
        width, height = x1 - x0, bottom - top
        if height <= _THIN and width >= _SHORTEST:
            self._content.rules.append(Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2))
        elif width <= _THIN and height >= _SHORTEST:
            self._content.rules.append(Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom))
        elif width >= _SHORTEST and height >= _SHORTEST:
            self._content.rules += _sides(x0, top, x1, bottom)

    # Pictures -----------------------------------------------------------------------------------

    def _image(self, item: Any, matrix: Affine) -> None:
        content = self._content
        content.pictures += 1
        x0, top, x1, bottom = self._box(item, matrix)
        x0, top, x1, bottom = max(x0, 0), max(top, 0), min(x1, content.width), min(bottom, content.height)
        share = max(x1 - x0, 0) * max(bottom - top, 0) / (content.width * content.height or 1)
        content.picture_share = max(content.picture_share, share)
        if share >= _WHOLE_PAGE:
            content.hidden_text = self._hides_text()
        elif min(x1 - x0, bottom - top) >= _SMALLEST_PICTURE:
            found = self._bytes(item)
            if found:
                content.images.append(Image(found[0], found[1], 0, content.number, (x0, top, x1, bottom)))

    def _hides_text(self) -> bool:
        modes = {
            raw.FPDFTextObj_GetTextRenderMode(item.raw)
            for item in self._page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=_MAX_DEPTH)
        }
        return modes == {raw.FPDF_TEXTRENDERMODE_INVISIBLE}

    def _bytes(self, item: Any) -> tuple[bytes, str] | None:
        """A picture's bytes: a JPEG as it is, any other as PNG; None where PDFium cannot decode it."""
        image = pdfium.PdfImage(item, page=self._page, pdf=self._page.pdf)
        try:
            width, height = image.get_px_size()
            if width * height > _LARGEST_PICTURE:
                return None
            if image.get_filters() == ["DCTDecode"]:
                return bytes(image.get_data(decode_simple=False)), "image/jpeg"
            stored = io.BytesIO()
            image.get_bitmap(render=False).to_pil().save(stored, "PNG")
            return stored.getvalue(), "image/png"
        except (pdfium.PdfiumError, ValueError, OSError):
            return None


# Characters ---------------------------------------------------------------------------------------


def _characters(text_page: Any) -> str:
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


class _RunBuilder:
    """Puts a page's characters into runs."""

    def __init__(self, text_page: Any, shown: Affine, page: int) -> None:
        self._text_page = text_page
        self._shown = shown
        self._page = page
        self._box = raw.FS_RECTF()
        self._text_matrix = raw.FS_MATRIX()
        self._quarters = [0, 0, 0, 0]
        self._wide: dict[str, bool] = {}
        self.runs: list[Run] = []
        self.overprinted: list[str] = []

    @property
    def quarter(self) -> int:
        """Quarters by which most runs are turned against the page as shown."""
        return max(range(4), key=lambda quarter: (self._quarters[quarter], -quarter))

    def read(self, characters: str) -> None:
        """Builds the runs. One loop, kept flat: it sees every character of a report."""
        x, y = ctypes.c_double(), ctypes.c_double()
        origin, page, wide = raw.FPDFText_GetCharOrigin, self._text_page, self._wide
        a, b, c, d, e, f = self._shown
        text: list[str] = []
        edges: list[float] = []
        base = size = right = left = 0.0
        last = -1
        blank = ""
        for index, character in enumerate(characters):
            if character.isspace():
                if character in "\r\n":
                    blank = "\n"
                elif blank != "\n":
                    blank = character if character == "\u3000" else blank or " "
                continue
            origin(page, index, x, y)
            px, py = x.value, y.value
            here, height = a * px + c * py + e, b * px + d * py + f
            follows = blank != "\n" and last >= 0 and abs(height - base) <= 0.15 * size
            if follows and character == text[-1] and not blank and abs(here - left) < 0.12 * size:
                self.overprinted.append(character)
                continue
            if character not in wide:
                wide[character] = unicodedata.east_asian_width(character) in "WF"
            if not (follows and left < here <= right + size):
                self._close(text, edges, base, size, last)
                text, edges = [], []
                size = self._size(index)
                base, blank = height, ""
            if blank:
                text.append(blank)
                edges.append(min(right, here))
                blank = ""
            text.append(character)
            edges.append(here)
            last, left = index, here
            right = here + (size if wide[character] else _LATIN_WIDTH * size)
        self._close(text, edges, base, size, last)

    def _size(self, index: int) -> float:
        """The height of a character's em, in points; notes the way it is turned."""
        raw.FPDFText_GetMatrix(self._text_page, index, self._text_matrix)
        m, (a, b, c, d, _, _) = self._text_matrix, self._shown
        # Where the line of writing goes, on the page as shown (y counts downwards).
        along = (a * m.a + c * m.b, b * m.a + d * m.b)
        self._quarters[round(math.atan2(along[1], along[0]) / (math.pi / 2)) % 4] += 1
        scale = math.hypot(m.c, m.d) or 1.0
        return float(raw.FPDFText_GetFontSize(self._text_page, index) or 1.0) * scale

    def _close(self, text: list[str], edges: list[float], base: float, size: float, last: int) -> None:
        if text:
            edges.append(self._right(text[-1], edges[-1], size, last))
            self.runs.append(Run("".join(text), edges, base, size, self._page))

    def _right(self, character: str, left: float, size: float, index: int) -> float:
        """Right edge of a run's last character; a font that claims a boundless glyph is not believed."""
        if self._wide[character]:
            return left + size
        raw.FPDFText_GetLooseCharBox(self._text_page, index, self._box)
        box = _moved_box((self._box.left, self._box.bottom, self._box.right, self._box.top), self._shown)
        return box[2] if left < box[2] <= left + 1.2 * size else left + _LATIN_WIDTH * size


# Geometry -----------------------------------------------------------------------------------------


def _shown(page: pdfium.PdfPage) -> Affine:
    """From the file's coordinates to the page as shown."""
    x0, y0, x1, y1 = page.get_cropbox()
    turns: dict[int, Affine] = {
        0: (1, 0, 0, -1, -x0, y1),
        90: (0, 1, 1, 0, -y0, -x0),
        180: (-1, 0, 0, 1, x1, -y0),
        270: (0, -1, -1, 0, y1, x1),
    }
    return turns[page.get_rotation()]


def _turned(shown: Affine, quarter: int, width: float, height: float) -> Affine:
    """``shown`` turned back by quarters, so that its text reads from left to right."""
    back: dict[int, Affine] = {
        1: (0, -1, 1, 0, 0, width),
        2: (-1, 0, 0, -1, width, height),
        3: (0, 1, -1, 0, height, 0),
    }
    return _times(shown, back[quarter])


def _times(first: Affine, then: Affine) -> Affine:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(x: float, y: float, by: Affine) -> tuple[float, float]:
    a, b, c, d, e, f = by
    return a * x + c * y + e, b * x + d * y + f


def _moved_box(box: Box, by: Affine) -> Box:
    xa, ya = _moved(box[0], box[1], by)
    xb, yb = _moved(box[2], box[3], by)
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def _matrix(item: Any) -> Affine:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _sides(x0: float, top: float, x1: float, bottom: float) -> list[Rule]:
    return [
        Rule(x0, top, x1, top),
        Rule(x0, bottom, x1, bottom),
        Rule(x0, top, x0, bottom),
        Rule(x1, top, x1, bottom),
    ]


def _pieces(item: Any, matrix: Affine) -> Iterator[Rule]:
    """The straight pieces of a path that draws many lines at once; nothing where it has a curve."""
    x, y = ctypes.c_float(), ctypes.c_float()
    found: list[Rule] = []
    start = here = (0.0, 0.0)
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = _moved(x.value, y.value, matrix)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        else:
            found += _straight(here, point)
        here = point
        if raw.FPDFPathSegment_GetClose(segment):
            found += _straight(here, start)
            here = start
    yield from found


def _straight(one: tuple[float, float], other: tuple[float, float]) -> list[Rule]:
    (xa, ya), (xb, yb) = one, other
    x0, x1, top, bottom = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
    if bottom - top <= 1 and x1 - x0 >= _SHORTEST:
        return [Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2)]
    if x1 - x0 <= 1 and bottom - top >= _SHORTEST:
        return [Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)]
    return []
