"""One page of a PDF as a picture, with boxes drawn around what was read there."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Literal

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw

from ingest.read.pdf.geometry import Box, shown
from ingest.read.pdf.pdfium import PDFIUM
from ingest.read.pdf.runs import RunBuilder, characters_of

# Twice the size of print; a poster is drawn smaller, so that no page fills the memory.
_SCALE = 2.0
_LONGEST = 2400
# Room between words or a cell and the line around them, and around what is cut out of a page, in points.
_ROOM, _CELL_ROOM = 1.0, 2.5
_AROUND, _BESIDE = 110.0, 140.0
# Told apart from print and from each other without colour: a filled box, and a dashed one.
_LINE, _WIDTH = (179, 71, 0), 3
_FILL = (255, 228, 140)
_DASH, _GAP = 9, 6

# The whole page, the part around the boxes in its full width, or what a phone shows of it legibly.
Cut = Literal["page", "strip", "near"]


def page_image(
    data: bytes, page: int, boxes: Sequence[Box], cells: Sequence[Box] = (), *, cut: Cut = "page"
) -> bytes | None:
    """A page as PNG, as upright as its text was read.

    Args:
        data: a PDF file.
        page: counted from 1.
        boxes: what is printed: x0, top, x1, bottom in points from the top left of the upright page.
        cells: the cells that hold it, drawn as dashes.
        cut: how much of the page; all of it where there are no boxes.

    Returns:
        None where the file has no such page or PDFium cannot draw it.
    """
    try:
        picture, scale = _drawn(data, page)
    except pdfium.PdfiumError:
        return None
    if picture is None:
        return None
    picture = _marked(picture, _scaled(boxes, scale, _ROOM), _scaled(cells, scale, _CELL_ROOM))
    if cut != "page" and boxes:
        picture = _cut(picture, boxes, scale, cut)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _drawn(data: bytes, number: int) -> tuple[Image.Image | None, float]:
    """The bare page, and pixels per point."""
    with PDFIUM:
        document = pdfium.PdfDocument(data)
        try:
            if not 1 <= number <= len(document):
                return None, 0.0
            page = document[number - 1]
            scale = min(_SCALE, _LONGEST / max(page.get_size()))
            picture = page.render(scale=scale).to_pil().convert("RGB")
            quarter = _quarter(page, number)
            page.close()
        finally:
            document.close()
    return (picture.rotate(90 * quarter, expand=True) if quarter else picture), scale


def _quarter(page: pdfium.PdfPage, number: int) -> int:
    """Quarters by which the page's text is turned: places are those of the page turned back."""
    text_page = page.get_textpage()
    try:
        width, height = page.get_size()
        builder = RunBuilder(text_page.raw, shown(page), width, height, number)
        builder.read(characters_of(text_page.raw))
        return builder.quarter
    finally:
        text_page.close()


def _cut(picture: Image.Image, boxes: Sequence[Box], scale: float, cut: Cut) -> Image.Image:
    left, right = 0, picture.width
    top = int((min(box[1] for box in boxes) - _AROUND) * scale)
    bottom = int((max(box[3] for box in boxes) + _AROUND) * scale)
    if cut == "near":
        left = int((min(box[0] for box in boxes) - _BESIDE) * scale)
        right = int((max(box[2] for box in boxes) + _BESIDE) * scale)
    return picture.crop((max(0, left), max(0, top), min(picture.width, right), min(picture.height, bottom)))


def _scaled(boxes: Sequence[Box], scale: float, room: float) -> list[Box]:
    return [
        ((x0 - room) * scale, (top - room) * scale, (x1 + room) * scale, (bottom + room) * scale)
        for x0, top, x1, bottom in boxes
    ]


def _marked(picture: Image.Image, boxes: Sequence[Box], cells: Sequence[Box]) -> Image.Image:
    tint = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(tint)
    for box in boxes:
        pen.rectangle(box, fill=_FILL)
    # Multiplied, so that print stays as dark as it is.
    marked = ImageChops.multiply(picture, tint)
    pen = ImageDraw.Draw(marked)
    for box in cells:
        _dash(pen, box)
    for box in boxes:
        pen.rectangle(box, outline=_LINE, width=_WIDTH)
    return marked


def _dash(pen: ImageDraw.ImageDraw, box: Box) -> None:
    x0, top, x1, bottom = map(int, box)
    for x in range(x0, x1, _DASH + _GAP):
        for y in (top, bottom):
            pen.line((x, y, min(x + _DASH, x1), y), fill=_LINE, width=_WIDTH)
    for y in range(top, bottom, _DASH + _GAP):
        for x in (x0, x1):
            pen.line((x, y, x, min(y + _DASH, bottom)), fill=_LINE, width=_WIDTH)
