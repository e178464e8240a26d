"""Marks on a page's objects: words that a file says instead of what is drawn, and the layers objects are on."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.read.pdf.painted import PaintedPage
from ingest.read.pdf.pdfium import handle, mark_counts

_WORDS = b"ActualText"
_LAYER = "OC"
_ENCODINGS = ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8"))
# Characters of a font whose own table does not tell them: what is drawn is known by the words only.
_UNKNOWN = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ufffe\ue000-\uf8ff]")
# A font that draws a radical and the character it is as one glyph tells it by either.
_RADICALS = frozenset(map(chr, range(0x2E80, 0x2FE0)))
# Dots per inch that show whether anything is drawn at all.
_COARSE = 36
# Forms of a page that are looked at one by one.
_MOST_FORMS = 4


def believe_what_is_drawn(page: PaintedPage, again: Callable[[], pdfium.PdfPage]) -> None:
    """Takes words from objects whose drawn characters are known and others, so that PDFium tells those.

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
                yield order, (mark, _held(mark, _WORDS))


def _known(probe: PaintedPage, said: dict[int, tuple[Any, str]]) -> set[int]:
    """Which of the objects have drawn characters that are known and others; those of one saying together."""
    page = probe.pdfium_page
    try:
        for order, (mark, _) in list(_said(probe)):
            raw.FPDFPageObj_RemoveMark(handle(probe.painted[order][0]), mark)
        text_page = page.get_textpage()
        try:
            drawn = {
                order: _drawn(probe.painted[order][0], text_page.raw)
                for order in said
                if probe.painted[order][1] == raw.FPDF_PAGEOBJ_TEXT
            }
        finally:
            text_page.close()
    finally:
        page.close()
    known: set[int] = set()
    # What stands side by side and says the same is one; something else stands between others.
    beside = groupby(enumerate(said), key=lambda one: (said[one[1]][1], one[1] - one[0]))
    for (words, _), orders in beside:
        own = [order for _, order in orders]
        text = "".join(drawn.get(order, "") for order in own)
        if (text.strip() or not words.strip()) and not _UNKNOWN.search(text) and not _is_same(text, words):
            known.update(own)
    return known


def _is_same(drawn: str, words: str) -> bool:
    """Whether words say what is drawn, but for signs that fonts draw alike: radicals of characters, dots."""
    one, other = ("".join(unicodedata.normalize("NFKC", text).split()) for text in (drawn, words))
    if other and not any(character.isnumeric() for character in other):
        other *= max(len(one) // len(other), 1)
    return len(one) == len(other) and all(
        a == b or a in _RADICALS or not (a.isalnum() or b.isalnum()) for a, b in zip(one, other, strict=True)
    )


def undrawn(page: PaintedPage, texts: Sequence[int]) -> set[int]:
    """Which of the text objects are on layers that are off: without them the page looks the same."""
    groups: dict[object, list[int]] = defaultdict(list)
    for text, count in zip(texts, mark_counts(texts), strict=True):
        for index in range(count):
            mark = raw.FPDFPageObj_GetMark(handle(text), index)
            if _is_layer(mark):
                groups[_held(mark, b"Name")].append(text)
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
    held = [([form], [item for item in items if item in own]) for form, items in page.forms]
    found = [(form, inside) for form, inside in held if inside]
    return found if len(found) <= _MOST_FORMS else []


def _held(mark: Any, key: bytes) -> str:
    """A text that a mark holds; PDFium tells its bytes."""
    length = ctypes.c_ulong()
    raw.FPDFPageObjMark_GetParamBlobValue(mark, key, None, 0, length)
    buffer = (ctypes.c_ubyte * max(length.value, 1))()
    raw.FPDFPageObjMark_GetParamBlobValue(mark, key, buffer, length.value, length)
    held = bytes(buffer)[: length.value]
    encoding = next((name for start, name in _ENCODINGS if held.startswith(start)), "latin-1")
    return held.decode(encoding, "replace").lstrip("\ufeff")


def _drawn(text: int, text_page: Any) -> str:
    """The characters of a text object."""
    size = raw.FPDFTextObj_GetText(handle(text), text_page, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFTextObj_GetText(handle(text), text_page, buffer, size)
    return bytes(buffer)[:size].decode("utf-16-le", "replace").rstrip("\x00")


def _is_layer(mark: Any) -> bool:
    length = ctypes.c_ulong()
    buffer = (ctypes.c_ushort * 8)()
    known = raw.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), length)
    return bool(known) and bytes(buffer)[: length.value].decode("utf-16-le", "replace").rstrip("\x00") == _LAYER
