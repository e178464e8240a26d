"""Marks on a page's objects: words that a file says instead of what is drawn, and the layers objects are on."""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.read.pdf.painted import PaintedPage
from ingest.read.pdf.pdfium import children, handle, mark_counts

_WORDS = b"ActualText"
_LAYER = "OC"
# Characters of a font whose own table does not tell them: what is drawn is known by the words only.
_UNKNOWN = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ufffe\ue000-\uf8ff]")
# Dots per inch that show whether anything is drawn at all.
_COARSE = 36
# Forms of a page that are looked at one by one.
_MOST_FORMS = 4


def believe_what_is_drawn(page: PaintedPage, again: Callable[[], pdfium.PdfPage]) -> None:
    """Takes words from objects whose drawn characters are known, so that PDFium tells those.

    Args:
        page: an open page.
        again: opens the page a second time, to try on.
    """
    said = dict(_said(page))
    if not said:
        return
    probe = PaintedPage(again())
    known = _known(probe, said)
    for order, (mark, _) in said.items():
        if order in known:
            raw.FPDFPageObj_RemoveMark(handle(page.painted[order][0]), mark)


def _said(page: PaintedPage) -> Iterator[tuple[int, tuple[Any, str]]]:
    """The objects with words instead of what is drawn: when each is painted, its mark and the words."""
    items = [item for item, _, _ in page.painted]
    for order, count in enumerate(mark_counts(items)):
        for index in range(count):
            mark = raw.FPDFPageObj_GetMark(handle(items[order]), index)
            if raw.FPDFPageObjMark_GetParamValueType(mark, _WORDS) == raw.FPDF_OBJECT_STRING:
                yield order, (mark, _string(raw.FPDFPageObjMark_GetParamStringValue, mark, _WORDS))


def _known(probe: PaintedPage, said: dict[int, tuple[Any, str]]) -> set[int]:
    """Which of the objects have drawn characters that are known, or no words; those of one saying together."""
    page = probe.pdfium_page
    try:
        for order, (mark, _) in list(_said(probe)):
            raw.FPDFPageObj_RemoveMark(handle(probe.painted[order][0]), mark)
        text_page = page.get_textpage()
        try:
            drawn = {
                order: _string(raw.FPDFTextObj_GetText, handle(probe.painted[order][0]), text_page.raw)
                for order in said
                if probe.painted[order][1] == raw.FPDF_PAGEOBJ_TEXT
            }
        finally:
            text_page.close()
    finally:
        page.close()
    known: set[int] = set()
    for words, orders in groupby(said, key=lambda order: said[order][1]):
        own = list(orders)
        text = "".join(drawn.get(order, "") for order in own)
        if (text.strip() or not words.strip()) and not _UNKNOWN.search(text):
            known.update(own)
    return known


def undrawn(page: PaintedPage, texts: Sequence[int]) -> set[int]:
    """Which of the text objects are on layers that are off: without them the page looks the same."""
    groups: dict[object, list[int]] = defaultdict(list)
    for text, count in zip(texts, mark_counts(texts), strict=True):
        for index in range(count):
            mark = raw.FPDFPageObj_GetMark(handle(text), index)
            if _string(raw.FPDFPageObjMark_GetName, mark) == _LAYER:
                groups[_string(raw.FPDFPageObjMark_GetParamStringValue, mark, b"Name")].append(text)
    forms = _forms(page, texts)
    if not groups and not forms:
        return set()
    whole = page.picture(_COARSE).pixels
    off: set[int] = set()
    for switched, held in [*((own, own) for own in groups.values()), *forms]:
        for item in switched:
            raw.FPDFPageObj_SetIsActive(handle(item), False)
        if np.array_equal(whole, page.picture(_COARSE).pixels):
            off.update(held)
        for item in switched:
            raw.FPDFPageObj_SetIsActive(handle(item), True)
    return off


def _forms(page: PaintedPage, texts: Sequence[int]) -> list[tuple[list[int], list[int]]]:
    """The few forms of a page that hold text, and their text objects: a form may be on a layer, too."""
    own = set(texts)
    held = [(form, own.intersection(item for item, _ in _inside(form))) for form in page.forms[: _MOST_FORMS + 1]]
    found = [([form], list(inside)) for form, inside in held if inside]
    return found if len(page.forms) <= _MOST_FORMS else []


def _inside(form: int, depth: int = 1) -> Iterator[tuple[int, int]]:
    for item, kind in children(form, is_form=True):
        yield item, kind
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < PaintedPage.MOST_DEEP:
            yield from _inside(item, depth + 1)


def _string(function: Callable[..., Any], *given: Any) -> str:
    """What one of PDFium's functions tells in UTF-16, by whichever way it tells the length in bytes."""
    length = ctypes.c_ulong()
    by_answer = function is raw.FPDFTextObj_GetText
    size = function(*given, None, 0) if by_answer else (function(*given, None, 0, length) and length.value)
    buffer = ctypes.create_string_buffer(max(size, 0) + 2)
    place = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    if by_answer:
        function(*given, place, size)
    else:
        function(*given, place, size, length)
    return buffer.raw[: max(size, 0)].decode("utf-16-le", "replace").rstrip("\x00")
