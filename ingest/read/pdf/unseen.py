"""Text that a page holds and nobody sees: without ink, tiny, in the colour of its ground, painted over, struck out."""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from ingest.read.pdf.geometry import Affine, Box, moved_box
from ingest.read.pdf.runs import Run

if TYPE_CHECKING:
    from ingest.read.pdf.page import OpenPage, Picture, Rule

_MAX_DEPTH = 4
_NO_INK = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
# Points: smaller letters are no letters to the eye.
_SMALLEST = 2.0
# Of 255: text as pale as this may be unseen; its glyphs must differ from their ground by so much.
_PALE = 200
_CONTRAST = 24
_RESOLUTION = 110
# A picture over this part of a page is the page: unseen text in it was recognised from it.
_WHOLE_PAGE = 0.6
# A box painted over this part of a letter hides it.
_HIDDEN = 0.5
# Segments of a path that is a box.
_BOX_SEGMENTS = (4, 5, 6)
# Ems: where a line through text may lie above the baseline, and how far it may reach beyond it.
_THROUGH = (0.16, 0.52)
_BEYOND = 1.0
_TOUCH = 1.0


class Sight:
    """Tells of each character of an open page whether it is seen.

    Attributes:
        layer_met: text without ink was met that a program recognised from the page's picture.
    """

    def __init__(self, page: OpenPage, text_page: Any, shown: Affine) -> None:
        self._page = page
        self._text_page = text_page
        self._shown = shown
        self._box = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()
        # Per text object: 0 seen, 1 unseen, 2 pale or cut off, to be looked at letter by letter, 3 a scan's layer.
        self._known: dict[int | None, int] = {}
        self._over: dict[int | None, Sequence[Box]] = {}
        self.layer_met = False

    def sees(self, index: int) -> bool:
        """Whether the character at PDFium's ``index`` is seen, or belongs to a scan's layer of text."""
        item = raw.FPDFText_GetTextObject(self._text_page, index)
        key = ctypes.cast(item, ctypes.c_void_p).value
        state = self._known.get(key)
        if state is None:
            state = self._known[key] = self._state(item, index)
        if state == 3:
            return True
        if state == 1 or (state == 2 and not self._stands_out(index)):
            return False
        covers = self._covers(key)
        return not (covers and self._is_covered(index, covers))

    def _covers(self, key: int | None) -> Sequence[Box]:
        """The boxes painted over a text object, or a part of it."""
        if key not in self._over:
            boxes, orders, texts = self._painted
            order, box = texts.get(key, (len(texts) + len(boxes), None))
            first = bisect_right(orders, order)
            near: list[Box] = []
            if box is not None and first < len(boxes):
                later = boxes[first:]
                meets = (
                    (later[:, 0] < box[2]) & (later[:, 2] > box[0]) & (later[:, 1] < box[3]) & (later[:, 3] > box[1])
                )
                near = [(float(x0), float(y0), float(x1), float(y1)) for x0, y0, x1, y1 in later[meets]]
            self._over[key] = near
        return self._over[key]

    def _is_covered(self, index: int, boxes: Sequence[Box]) -> bool:
        """Whether one of the boxes painted over a character hides most of it."""
        raw.FPDFText_GetLooseCharBox(self._text_page, index, self._box)
        left, bottom, right, top = self._box.left, self._box.bottom, self._box.right, self._box.top
        area = (right - left) * (top - bottom)
        return area > 0 and any(
            max(min(right, x1) - max(left, x0), 0) * max(min(top, y1) - max(bottom, y0), 0) >= _HIDDEN * area
            for x0, y0, x1, y1 in boxes
        )

    @cached_property
    def _painted(self) -> tuple[NDArray[np.float64], list[int], dict[int | None, tuple[int, Box]]]:
        """Opaque boxes of one colour; when each is painted; and each text's time and place, by its address."""
        boxes: list[Box] = []
        orders: list[int] = []
        texts: dict[int | None, tuple[int, Box]] = {}
        for order, (item, kind, matrix) in enumerate(self._page.painted()):
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                bounds = _bounds(item)
                if bounds is not None:
                    texts[ctypes.cast(item, ctypes.c_void_p).value] = (order, moved_box(bounds, matrix))
            elif kind == raw.FPDF_PAGEOBJ_PATH and _is_opaque_box(item):
                visible = _visible_box(item)
                if visible is not None:
                    boxes.append(moved_box(visible, matrix))
                    orders.append(order)
        return np.array(boxes, dtype=np.float64).reshape(-1, 4), orders, texts

    def _state(self, item: Any, index: int) -> int:
        if not item:
            return 0
        if raw.FPDFTextObj_GetTextRenderMode(item) in _NO_INK:
            self.layer_met = self.layer_met or self._has_layer
            return 3 if self._has_layer else 1
        raw.FPDFText_GetLooseCharBox(self._text_page, index, self._box)
        height, width = abs(self._box.top - self._box.bottom), abs(self._box.right - self._box.left)
        if 0 < max(height, width) < _SMALLEST:
            return 1
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if not raw.FPDFText_GetFillColor(self._text_page, index, red, green, blue, alpha):
            return 0
        shade = (299 * red.value + 587 * green.value + 114 * blue.value) / 1000
        pale = 255 - (255 - shade) * alpha.value / 255
        return 2 if pale >= _PALE or _may_be_cut(item) else 0

    @cached_property
    def _has_layer(self) -> bool:
        """Whether unseen text on this page is a scan's: a picture is the page, or all text is unseen over one."""
        items = [item.raw for item in self._page.objects(raw.FPDF_PAGEOBJ_TEXT)]
        pictures = self._page.objects(raw.FPDF_PAGEOBJ_IMAGE)
        if not pictures:
            return False
        if all(raw.FPDFTextObj_GetTextRenderMode(item) in _NO_INK for item in items):
            return True
        boxes = [picture.get_bounds() for picture in pictures]
        width, height = self._page.size
        covered = sum(abs(x1 - x0) * abs(y1 - y0) for x0, y0, x1, y1 in boxes)
        return bool(covered >= _WHOLE_PAGE * width * height)

    @cached_property
    def _picture(self) -> Picture:
        return self._page.picture(_RESOLUTION)

    def _stands_out(self, index: int) -> bool:
        """Whether pale text differs from the ground it is printed on."""
        raw.FPDFText_GetLooseCharBox(self._text_page, index, self._box)
        box = (self._box.left, self._box.bottom, self._box.right, self._box.top)
        x0, top, x1, bottom = (round(edge * self._picture.scale) for edge in moved_box(box, self._shown))
        patch = self._picture.pixels[max(top, 0) : bottom + 1, max(x0, 0) : x1 + 1]
        return bool(patch.size) and int(patch.max()) - int(patch.min()) >= _CONTRAST


def _may_be_cut(item: Any) -> bool:
    """Whether a text object reaches out of the area it may be painted in."""
    bounds = _bounds(item)
    if bounds is None:
        return False
    left, bottom, right, top = bounds
    return any(
        left < x0 - _TOUCH or right > x1 + _TOUCH or bottom < y0 - _TOUCH or top > y1 + _TOUCH
        for x0, y0, x1, y1 in _clips(item)
    )


def _bounds(item: Any) -> Box | None:
    """The corners of an object, in the space of what holds it."""
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    return left, bottom, right, top


def _clips(item: Any) -> Iterator[Box]:
    """The corners of each path that an object is painted within."""
    clip = raw.FPDFPageObj_GetClipPath(item)
    if not clip:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(max(raw.FPDFClipPath_CountPaths(clip), 0)):
        points = []
        for index in range(raw.FPDFClipPath_CountPathSegments(clip, path)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
            points.append((x.value, y.value))
        if points:
            (x0, y0), (x1, y1) = (tuple(choose(axis) for axis in zip(*points, strict=True)) for choose in (min, max))
            yield x0, y0, x1, y1


def _is_opaque_box(item: Any) -> bool:
    """Whether a path is an upright box filled with one colour that nothing shows through."""
    if raw.FPDFPath_CountSegments(item) not in _BOX_SEGMENTS:
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value or raw.FPDFPageObj_HasTransparency(item):
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    x, y, segment_points = ctypes.c_float(), ctypes.c_float(), set()
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_BEZIERTO:
            return False
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        segment_points.add((round(x.value), round(y.value)))
    upright = all(len({point[axis] for point in segment_points}) <= 2 for axis in (0, 1))
    return bool(known) and alpha.value == 255 and upright


def _visible_box(item: Any) -> Box | None:
    """The part of a box that its clip lets be painted; None where there is none."""
    bounds = _bounds(item)
    if bounds is None:
        return None
    x0, y0, x1, y1 = bounds
    for left, bottom, right, top in _clips(item):
        x0, y0, x1, y1 = max(x0, left), max(y0, bottom), min(x1, right), min(y1, top)
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


def without_struck_out(runs: Sequence[Run], rules: Sequence[Rule]) -> tuple[list[Run], list[str]]:
    """``runs`` without what a line is drawn through, and its text. Borders of tables strike nothing out."""
    upright = [rule for rule in rules if not rule.level]
    level = sorted((rule for rule in rules if rule.level), key=lambda rule: rule.top)
    heights = [rule.top for rule in level]
    kept: list[Run] = []
    struck: list[str] = []
    for run in runs:
        low, high = (run.base - part * run.size for part in reversed(_THROUGH))
        near = level[bisect_left(heights, low) : bisect_left(heights, high)]
        through = [rule for rule in near if _strikes(rule, run) and not _is_border(rule, upright)]
        if not through:
            kept.append(run)
            continue
        gone = [
            any(rule.x0 <= (left + right) / 2 <= rule.x1 for rule in through)
            for left, right in zip(run.edges, run.edges[1:], strict=False)
        ]
        start = 0
        for end in range(1, len(gone) + 1):
            if end < len(gone) and gone[end] == gone[start]:
                continue
            part = run.part(start, end)
            if part is not None and gone[start]:
                struck.append(part.text)
            elif part is not None:
                kept.append(part)
            start = end
    return kept, struck


def _strikes(rule: Rule, run: Run) -> bool:
    """Whether a level rule begins and ends with the run's text."""
    reach = _BEYOND * run.size
    return rule.x0 < run.x1 and rule.x1 > run.x0 and rule.x0 >= run.x0 - reach and rule.x1 <= run.x1 + reach


def _is_border(rule: Rule, upright: Sequence[Rule]) -> bool:
    """Whether a level rule ends at an upright one, as the borders of cells do."""
    return any(
        min(abs(side.x0 - rule.x0), abs(side.x0 - rule.x1)) <= _TOUCH
        and side.top - _TOUCH <= rule.top <= side.bottom + _TOUCH
        for side in upright
    )
