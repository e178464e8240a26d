"""What is painted on a page: its objects in order, those in forms too, and the page as a picture."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from ingest.read.pdf.geometry import Affine, times
from ingest.read.pdf.pdfium import address, children, drawings, handle

_MAX_DEPTH = 4
_LARGEST_RENDERING = 12_000_000


@dataclass(slots=True)
class Path:
    """A drawn path: when it is painted, its address, its form's matrix, how many segments, and how they are drawn."""

    order: int
    item: int
    matrix: Affine
    segments: int
    filled: bool
    stroked: bool


@dataclass(frozen=True)
class Picture:
    """A page as seen: grey pixels by row (0 black), ``scale`` of them to a point."""

    pixels: NDArray[np.uint8]
    scale: float


class PaintedPage:
    """What is painted on an open page, which is walked once."""

    MOST_DEEP = _MAX_DEPTH

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page

    @cached_property
    def painted(self) -> list[tuple[int, int, Affine]]:
        """The page's objects as they are painted, those in forms too: address, kind and the matrix of its form."""
        return list(_painted(address(self._page.raw), (1, 0, 0, 1, 0, 0)))

    @property
    def pdfium_page(self) -> pdfium.PdfPage:
        """The page as PDFium's."""
        return self._page

    @cached_property
    def forms(self) -> list[int]:
        """The forms that stand on the page itself."""
        held = children(address(self._page.raw), is_form=False)
        return [item for item, kind in held if kind == raw.FPDF_PAGEOBJ_FORM]

    @cached_property
    def paths(self) -> list[Path]:
        """The page's drawn paths as they are painted."""
        found = [
            (order, item, matrix)
            for order, (item, kind, matrix) in enumerate(self.painted)
            if kind == raw.FPDF_PAGEOBJ_PATH
        ]
        drawn = drawings([item for _, item, _ in found])
        return [Path(*path, *how) for path, how in zip(found, drawn, strict=True)]

    def picture(self, resolution: float) -> Picture:
        """The whole page as a picture, ``resolution`` dots per inch, fewer where the page is huge."""
        width, height = self._page.get_size()
        scale = min(resolution / 72, math.sqrt(_LARGEST_RENDERING / (width * height or 1)))
        bitmap = self._page.render(scale=scale, grayscale=True)
        try:
            return Picture(bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width].copy(), scale)
        finally:
            bitmap.close()

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page in points."""
        width, height = self._page.get_size()
        return width, height

    def objects(self, kind: int) -> list[Any]:
        """The page's objects of a kind, with those in forms."""
        return list(self._page.get_objects(filter=[kind], max_depth=_MAX_DEPTH))


def _painted(holder: int, matrix: Affine, depth: int = 0) -> Iterator[tuple[int, int, Affine]]:
    for item, kind in children(holder, is_form=depth > 0):
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            yield from _painted(item, times(matrix_of(handle(item)), matrix), depth + 1)
        else:
            yield item, kind, matrix


def matrix_of(item: Any) -> Affine:
    """What an object's own places are moved by."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
