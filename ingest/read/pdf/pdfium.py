"""PDFium: the one lock around it, and its functions asked about many things at once.

A page has thousands of characters and objects, and each question put in Python costs more than its answer: here one
loop in C asks them all. Objects are their addresses; answers stand in the order of what was asked.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

# PDFium keeps its state in globals: one thread at a time, for all files and all that is done with them.
PDFIUM = threading.Lock()

_ADDRESS, _INDEX = ctypes.c_void_p, ctypes.c_int


def address(thing: Any) -> int:
    """Where PDFium keeps a page, a page's text or an object."""
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def give_back() -> None:
    """Gives the system the memory that closed files have left, most of which glibc would keep (Linux only)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def handle(item: int) -> Any:
    """An object at an address, for PDFium's own functions."""
    return ctypes.cast(item, raw.FPDF_PAGEOBJECT)


def _function(function: Any, *given: type, answer: type = ctypes.c_int) -> Callable[..., Any]:
    """One of PDFium's functions, given plain numbers."""
    return ctypes.PYFUNCTYPE(answer, *given)(address(function))


_origin = _function(raw.FPDFText_GetCharOrigin, _ADDRESS, _INDEX, _ADDRESS, _ADDRESS)
_text_object = _function(raw.FPDFText_GetTextObject, _ADDRESS, _INDEX, answer=ctypes.c_void_p)
_loose_box = _function(raw.FPDFText_GetLooseCharBox, _ADDRESS, _INDEX, _ADDRESS)
_text_colour = _function(raw.FPDFText_GetFillColor, _ADDRESS, _INDEX, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
_render_mode = _function(raw.FPDFTextObj_GetTextRenderMode, _ADDRESS)
_kind = _function(raw.FPDFPageObj_GetType, _ADDRESS)
_bounds = _function(raw.FPDFPageObj_GetBounds, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
_clip = _function(raw.FPDFPageObj_GetClipPath, _ADDRESS, answer=ctypes.c_void_p)
_count_clips = _function(raw.FPDFClipPath_CountPaths, _ADDRESS)
_count_on_page = _function(raw.FPDFPage_CountObjects, _ADDRESS)
_on_page = _function(raw.FPDFPage_GetObject, _ADDRESS, _INDEX, answer=ctypes.c_void_p)
_count_in_form = _function(raw.FPDFFormObj_CountObjects, _ADDRESS)
_in_form = _function(raw.FPDFFormObj_GetObject, _ADDRESS, _INDEX, answer=ctypes.c_void_p)
_count_marks = _function(raw.FPDFPageObj_CountMarks, _ADDRESS)
_draw_mode = _function(raw.FPDFPath_GetDrawMode, _ADDRESS, _ADDRESS, _ADDRESS)
_count_segments = _function(raw.FPDFPath_CountSegments, _ADDRESS)


def _numbers(
    function: Callable[..., Any],
    count: int,
    asked: Sequence[Iterable[int]],
    kind: type,
    width: int,
    whole: bool = False,
) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """What a function writes to ``width`` places (or to one ``whole`` struct), a row for each, and where it did."""
    rows: NDArray[Any] = np.zeros((count, width), kind)
    start, row = rows.ctypes.data, rows.itemsize * width
    places = [
        range(first, first + row * count, row) for first in range(start, start + row, row if whole else rows.itemsize)
    ]
    known = np.fromiter(map(function, *asked, *places), np.bool_, count)
    return rows, known


def origins(text_page: int, indices: Sequence[int]) -> NDArray[np.float64]:
    """Where characters stand on their baselines: x and y of each, in the file's coordinates."""
    return _numbers(_origin, len(indices), (repeat(text_page), indices), np.float64, 2)[0]


def text_objects(text_page: int, indices: Sequence[int]) -> list[int | None]:
    """The object each character is of; None for one that PDFium made up."""
    return list(map(_text_object, repeat(text_page), indices))


def loose_boxes(text_page: int, indices: Sequence[int]) -> NDArray[np.float64]:
    """Left, top, right and bottom of each character, in the file's coordinates."""
    found, _ = _numbers(_loose_box, len(indices), (repeat(text_page), indices), np.float32, 4, whole=True)
    return found.astype(np.float64)


def text_colours(text_page: int, indices: Sequence[int]) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """Red, green, blue and alpha (0 to 255) of each character's fill, and where they are known."""
    return _numbers(_text_colour, len(indices), (repeat(text_page), indices), np.uint32, 4)


def render_modes(texts: Iterable[int]) -> list[int]:
    """How each text object is painted: ``FPDF_TEXTRENDERMODE_...``."""
    return list(map(_render_mode, texts))


def bounds(objects: Sequence[int]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Left, bottom, right and top of each object in the space of what holds it, and where they are known."""
    found, known = _numbers(_bounds, len(objects), (objects,), np.float32, 4)
    return found.astype(np.float64), known


def clips(objects: Iterable[int]) -> list[int]:
    """How many paths each object is painted within."""
    return [max(count, 0) for count in map(_count_clips, map(_clip, objects))]


def mark_counts(objects: Iterable[int]) -> list[int]:
    """How many marks each object has."""
    return [max(count, 0) for count in map(_count_marks, objects)]


def children(holder: int, is_form: bool) -> list[tuple[int, int]]:
    """Address and kind (``FPDF_PAGEOBJ_...``) of each object of a page or form, as they are painted."""
    count, get = (_count_in_form, _in_form) if is_form else (_count_on_page, _on_page)
    held = list(map(get, repeat(holder), range(count(holder))))
    return list(zip(held, map(_kind, held), strict=True))


def drawings(paths: Sequence[int]) -> list[tuple[int, bool, bool]]:
    """Of each path how many segments it has, and whether it is filled and stroked."""
    modes, _ = _numbers(_draw_mode, len(paths), (paths,), np.int32, 2)
    return [
        (segments, bool(fill), bool(stroke))
        for segments, (fill, stroke) in zip(map(_count_segments, paths), modes.tolist(), strict=True)
    ]
