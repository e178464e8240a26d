"""What is painted on a page: its objects in order, those in forms too, and the page as a picture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
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

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page

    @cached_property
    def painted(self) -> list[tuple[int, int, Affine]]:
        """The page's objects as they are painted, those in forms too: address, kind and the matrix of its form."""
        return [found for held in self._held for found in held]

    @property
    def forms(self) -> list[tuple[int, list[int]]]:
        """The forms that stand on the page itself, each with what it holds."""
        return [(held.form, [item for item, _, _ in held]) for held in self._held if held.form is not None]

    @cached_property
    def _held(self) -> list[_Held]:
        """Each of the page's own objects: a form with what it holds, else itself."""
        whole: Affine = (1, 0, 0, 1, 0, 0)
        own = children(address(self._page.raw), is_form=False)
        return [
            _Held(_painted(item, matrix_of(handle(item))), item)
            if kind == raw.FPDF_PAGEOBJ_FORM
            else _Held([(item, kind, whole)])
            for item, kind in own
        ]

    @property
    def pdfium_page(self) -> pdfium.PdfPage:
        """The page as PDFium's."""
        return self._page

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


class _Held(list[tuple[int, int, Affine]]):
    """What one of a page's own objects paints, in order; ``form`` is its address where it is a form."""

    def __init__(self, painted: Iterable[tuple[int, int, Affine]], form: int | None = None) -> None:
        super().__init__(painted)
        self.form = form


def _painted(holder: int, matrix: Affine, depth: int = 1) -> Iterator[tuple[int, int, Affine]]:
    """What a form holds, and the forms in it, down to some depth."""
    for item, kind in children(holder, is_form=True):
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            yield from _painted(item, times(matrix_of(handle(item)), matrix), depth + 1)
        else:
            yield item, kind, matrix


def matrix_of(item: Any) -> Affine:
    """What an object's own places are moved by."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
