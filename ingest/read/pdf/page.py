"""What PDFium says of one page: runs of characters where they stand, rules, pictures.

All places are points as the page is shown: x from its left, y from its top, whatever rotation or
crop box the file has. PDFium is asked one page at a time and only for what is needed: its calls
take most of a reading's time.
"""

from __future__ import annotations

import ctypes
import io
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from typing import Any, Self

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.read.document import Image
from ingest.read.pdf.annotations import opened_with_annotations
from ingest.read.pdf.geometry import Affine, Box, Rule, moved, moved_box, shown, times, turned
from ingest.read.pdf.marks import believe_what_is_drawn
from ingest.read.pdf.painted import PaintedPage, matrix_of
from ingest.read.pdf.pdfium import address, bounds, handle, loose_boxes, text_objects
from ingest.read.pdf.runs import Run, RunBuilder, characters_of
from ingest.read.pdf.unseen import Sight

# Rules: thinner than this is a line, thicker a box.
_THIN = 3.0
_SHORTEST = 3.0
# A picture: larger than an ornament, smaller than the page itself.
_SMALLEST_PICTURE = 40.0
_WHOLE_PAGE = 0.6
_LARGEST_PICTURE = 40_000_000
_PATH_OF_A_BOX = 5


@dataclass
class PageContent:
    """One page as PDFium gives it.

    Attributes:
        number: counted from 1.
        characters: PDFium's text of the page, blanks included, in its order.
        overprinted: characters printed a second time at the same place; they are in no run.
        unseen: text nobody sees: beyond the edges of the page, without ink, tiny or as its ground; it is in no run.
        picture_share: the part of the page its largest picture covers.
        pictures: how many pictures of any size it holds.
        shapes: how many drawn paths that are no rule.
        by_ocr: its text was recognised from a picture: it lies unseen over or under one.
        turned: its text is turned against the page, so its places are those of the turned page.
        aslant: texts with digits that are turned against the others; they are in no run.
        notes: lines of text boxes and stamps that lie over it; they are in no run.
        unread: what is on it beside its text and is not read, by kind (see reading.unread_… among the words).
    """

    number: int
    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    characters: str = ""
    overprinted: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    picture_share: float = 0.0
    pictures: int = 0
    shapes: int = 0
    by_ocr: bool = False
    turned: bool = False
    aslant: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)


class OpenPage(PaintedPage):
    """The reading of one page, open until the end of a ``with``.

    Raises:
        pdfium.PdfiumError: the page is damaged.
    """

    def __init__(self, document: pdfium.PdfDocument, index: int) -> None:
        page, self._beside = opened_with_annotations(document, index)
        super().__init__(page)
        believe_what_is_drawn(self, lambda: document[index])
        width, height = self.size
        self._content = PageContent(index + 1, width, height, unread=self._beside.unread)
        self._shown = shown(self._page)
        self._images: list[tuple[int, Box]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._page.close()

    def content(self) -> PageContent:
        """Text, rules, and what pictures there are, without their bytes."""
        content = self._content
        text_page = self._page.get_textpage()
        sight = Sight(self, address(text_page.raw), self._shown)
        try:
            content.characters = characters_of(text_page.raw)
            hidden = sight.hidden([i for i, character in enumerate(content.characters) if not character.isspace()])
            own = self._without_notes(address(text_page.raw), hidden)
            quarter = self._read_runs(text_page.raw, self._shown, own, hidden)
            if quarter:
                self._shown = turned(self._shown, quarter, content.width, content.height)
                content.turned = True
                if quarter % 2:
                    content.width, content.height = content.height, content.width
                self._read_runs(text_page.raw, self._shown, own, hidden)
        finally:
            text_page.close()
        content.by_ocr = sight.layer_met
        self._read_paths()
        for item, kind, matrix in self.painted:
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._image(item, matrix)
        return content

    def images(self) -> list[Image]:
        """The pictures that :meth:`content` found in the text, larger than ornaments; without those that fail."""
        found = [(self._bytes(item), box) for item, box in self._images]
        return [Image(held[0], held[1], 0, self._content.number, box) for held, box in found if held]

    def _without_notes(self, text_page: int, hidden: Set[int]) -> str:
        """The page's characters with line ends for those of text boxes and stamps, which are noted."""
        characters = self._content.characters
        if not self._beside.areas:
            return characters
        inside = {item for _, items in self.forms for item in items}
        ink = [index for index, character in enumerate(characters) if not character.isspace() and index not in hidden]
        added = [index for index, text in zip(ink, text_objects(text_page, ink), strict=True) if text in inside]
        own = list(characters)
        for index, (left, low, right, high) in zip(added, loose_boxes(text_page, added).tolist(), strict=True):
            across, up = (left + right) / 2, (low + high) / 2
            if any(x0 <= across <= x1 and y0 <= up <= y1 for x0, y0, x1, y1 in self._beside.areas):
                own[index] = "\n"
        noted = "".join(
            one if one.isspace() or mine == "\n" else "\n" for one, mine in zip(characters, own, strict=True)
        )
        self._content.notes = [" ".join(line.split()) for line in noted.splitlines() if line.strip()]
        return "".join(own)

    def _read_runs(self, text_page: Any, matrix: Affine, characters: str, hidden: Set[int]) -> int:
        """Fills the runs; the answer is by how many quarters most of the text is turned, mostly 0."""
        content = self._content
        builder = RunBuilder(text_page, matrix, content.width, content.height, content.number)
        builder.read(characters, hidden)
        content.runs, content.aslant = builder.level_runs()
        content.overprinted, content.unseen = builder.overprinted, builder.unseen
        return builder.quarter

    # Rules --------------------------------------------------------------------------------------

    def _read_paths(self) -> None:
        """Fills the rules, and counts what is drawn beside them."""
        self._content.rules += [Rule(*moved_box(line, self._shown)) for line in self._beside.struck]
        drawn = [path for path in self.paths if path.filled or path.stroked]
        boxes, _ = bounds([path.item for path in drawn])
        for path, box in zip(drawn, boxes.tolist(), strict=True):
            if path.segments > _PATH_OF_A_BOX:
                item = handle(path.item)
                found = list(_pieces(item, path.segments, times(times(matrix_of(item), path.matrix), self._shown)))
            else:
                found = _rules(moved_box(box, times(path.matrix, self._shown)))
            self._content.rules += found
            self._content.shapes += path.segments > _PATH_OF_A_BOX and not found

    # Pictures -----------------------------------------------------------------------------------

    def _image(self, item: int, matrix: Affine) -> None:
        content = self._content
        content.pictures += 1
        (box,), _ = bounds([item])
        x0, top, x1, bottom = moved_box(box.tolist(), times(matrix, self._shown))
        x0, top, x1, bottom = max(x0, 0), max(top, 0), min(x1, content.width), min(bottom, content.height)
        share = max(x1 - x0, 0) * max(bottom - top, 0) / (content.width * content.height or 1)
        content.picture_share = max(content.picture_share, share)
        if share < _WHOLE_PAGE and min(x1 - x0, bottom - top) >= _SMALLEST_PICTURE:
            self._images.append((item, (x0, top, x1, bottom)))

    def _bytes(self, item: int) -> tuple[bytes, str] | None:
        """A picture's bytes: a JPEG as it is, any other as PNG; None where PDFium cannot decode it."""
        image = pdfium.PdfImage(handle(item), page=self._page, pdf=self._page.pdf)
        try:
            width, height = image.get_px_size()
            if width * height > _LARGEST_PICTURE:
                return None
            if image.get_filters() == ["DCTDecode"]:
                return bytes(image.get_data(decode_simple=False)), "image/jpeg"
            stored = io.BytesIO()
            image.get_bitmap(render=False).to_pil().save(stored, "PNG", compress_level=1)
            return stored.getvalue(), "image/png"
        except (pdfium.PdfiumError, ValueError, OSError):
            return None


# Drawn paths -------------------------------------------------------------------------------------


def _rules(box: Box) -> list[Rule]:
    """What a path draws that is a line or a box: a rule, the four sides, or nothing that parts text."""
    x0, top, x1, bottom = box
    width, height = x1 - x0, bottom - top
    if height <= _THIN and width >= _SHORTEST:
        return [Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2)]
    if width <= _THIN and height >= _SHORTEST:
        return [Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)]
    if width < _SHORTEST or height < _SHORTEST:
        return []
    return [
        Rule(x0, top, x1, top),
        Rule(x0, bottom, x1, bottom),
        Rule(x0, top, x0, bottom),
        Rule(x1, top, x1, bottom),
    ]


def _pieces(item: Any, segments: int, matrix: Affine) -> Iterator[Rule]:
    """The straight pieces of a path that draws many lines at once; nothing where it has a curve."""
    x, y = ctypes.c_float(), ctypes.c_float()
    found: list[Rule] = []
    start = here = (0.0, 0.0)
    for index in range(segments):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = moved(x.value, y.value, matrix)
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
