"""What lies on a page beside its content and is seen: form fields, text boxes, stamps; and what is only a remark."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.read.pdf.geometry import Box

# Annotations that are part of what a page shows; all others point, mark or remark.
_SHOWN = frozenset(
    {
        raw.FPDF_ANNOT_FREETEXT,
        raw.FPDF_ANNOT_LINE,
        raw.FPDF_ANNOT_SQUARE,
        raw.FPDF_ANNOT_STRIKEOUT,
        raw.FPDF_ANNOT_STAMP,
        raw.FPDF_ANNOT_INK,
        raw.FPDF_ANNOT_WIDGET,
        raw.FPDF_ANNOT_REDACT,
    }
)
# Of these the words are lost where a file does not say how they look.
_WRITTEN = {raw.FPDF_ANNOT_FREETEXT: b"Contents", raw.FPDF_ANNOT_WIDGET: b"V"}
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_MOST = 2000


@dataclass
class Beside:
    """What lies on a page beside its content.

    ``unread`` counts what is not read, by kind; ``areas`` are where what lies over the content is drawn, in the file's
    coordinates: text boxes, stamps and drawings, not the fields of a form, which are part of it. ``struck`` are the
    lines that viewers draw through text where the file only says which.
    """

    unread: Counter[str] = field(default_factory=Counter)
    areas: list[Box] = field(default_factory=list)
    struck: list[Box] = field(default_factory=list)


def opened_with_annotations(document: pdfium.PdfDocument, index: int) -> tuple[pdfium.PdfPage, Beside]:
    """A page with what its annotations show as part of its content; and what is told of them.

    Raises:
        pdfium.PdfiumError: the page is damaged.
    """
    page = document[index]
    beside = Beside()
    count = raw.FPDFPage_GetAnnotCount(page.raw)
    if not 0 < count <= _MOST:
        return page, beside
    drawn = 0
    for number in reversed(range(count)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        kind, has_look, words = _seen(annotation)
        area = _area(annotation)
        if kind == raw.FPDF_ANNOT_STRIKEOUT and not has_look:
            beside.struck += _middles(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in _SHOWN and has_look:
            drawn += 1
            beside.areas += [] if kind == raw.FPDF_ANNOT_WIDGET else [area]
            continue
        raw.FPDFPage_RemoveAnnot(page.raw, number)
        if words:
            beside.unread["annotation" if kind in _WRITTEN else "comment"] += 1
    if drawn and raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_FAIL:
        beside.unread["annotation"] += drawn
    page.close()
    return document[index], beside


def _middles(annotation: Any) -> Iterator[Box]:
    """The lines through the middle of the pieces of text that an annotation marks; none of a hidden one."""
    if raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
        return
    corners = raw.FS_QUADPOINTSF()
    for piece in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, piece, corners):
            across = (corners.x1, corners.x2, corners.x3, corners.x4)
            middle = (corners.y1 + corners.y2 + corners.y3 + corners.y4) / 4
            yield min(across), middle, max(across), middle


def _area(annotation: Any) -> Box:
    area = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, area)
    return area.left, min(area.bottom, area.top), area.right, max(area.bottom, area.top)


def _seen(annotation: Any) -> tuple[int, bool, bool]:
    """The kind of an annotation, whether the file says how it looks, and whether it has words; of a hidden one none."""
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN or kind == raw.FPDF_ANNOT_POPUP:
        return kind, False, False
    key = _WRITTEN.get(kind, b"Contents")
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(size + 2)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    words = buffer.raw[:size].decode("utf-16-le", "replace").strip("\x00 \t\r\n")
    return kind, bool(raw.FPDFAnnot_HasKey(annotation, b"AP")), bool(words)
