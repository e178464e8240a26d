"""What lies on a page beside its content and is seen: form fields, text boxes, stamps; and what is only a remark."""

from __future__ import annotations

import ctypes
from collections import Counter
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

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


def opened_with_annotations(document: pdfium.PdfDocument, index: int) -> tuple[pdfium.PdfPage, Counter[str]]:
    """A page with what its annotations show as part of its content; and what is on it and not read, by kind.

    Raises:
        pdfium.PdfiumError: the page is damaged.
    """
    page = document[index]
    unread: Counter[str] = Counter()
    count = raw.FPDFPage_GetAnnotCount(page.raw)
    if not 0 < count <= _MOST:
        return page, unread
    drawn = 0
    for number in reversed(range(count)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        kind, has_look, words = _seen(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in _SHOWN and has_look:
            drawn += 1
            continue
        raw.FPDFPage_RemoveAnnot(page.raw, number)
        if words:
            unread["annotation" if kind in _WRITTEN else "comment"] += 1
    if drawn and raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_FAIL:
        unread["annotation"] += drawn
    page.close()
    return document[index], unread


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
