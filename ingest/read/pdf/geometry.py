"""Places on a page: straight lines, and affine maps from a file's coordinates to points of the page as it is shown."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2 as pdfium

Box = tuple[float, float, float, float]
Affine = tuple[float, float, float, float, float, float]


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


def shown(page: pdfium.PdfPage) -> Affine:
    """From the file's coordinates to the page as shown."""
    x0, y0, x1, y1 = page.get_bbox()
    turns: dict[int, Affine] = {
        0: (1, 0, 0, -1, -x0, y1),
        90: (0, 1, 1, 0, -y0, -x0),
        180: (-1, 0, 0, 1, x1, -y0),
        270: (0, -1, -1, 0, y1, x1),
    }
    return turns[page.get_rotation()]


def turned(shown: Affine, quarter: int, width: float, height: float) -> Affine:
    """``shown`` turned back by quarters, so that its text reads from left to right."""
    back: dict[int, Affine] = {
        1: (0, -1, 1, 0, 0, width),
        2: (-1, 0, 0, -1, width, height),
        3: (0, 1, -1, 0, height, 0),
    }
    return times(shown, back[quarter])


def times(first: Affine, then: Affine) -> Affine:
    """The map that does ``first``, and ``then`` the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def moved(x: float, y: float, by: Affine) -> tuple[float, float]:
    """Where a map takes a point."""
    a, b, c, d, e, f = by
    return a * x + c * y + e, b * x + d * y + f


def moved_box(box: Box, by: Affine) -> Box:
    """The box around where a map takes a box."""
    xa, ya = moved(box[0], box[1], by)
    xb, yb = moved(box[2], box[3], by)
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)
