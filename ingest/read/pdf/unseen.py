"""Text that a page holds and nobody sees: without ink, tiny, in the colour of its ground, painted over, struck out."""

from __future__ import annotations

import ctypes
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from ingest.read.pdf.geometry import Affine, Box, Rule, moved_box
from ingest.read.pdf.marks import undrawn
from ingest.read.pdf.painted import PaintedPage, Path, Picture
from ingest.read.pdf.pdfium import bounds, clips, handle, loose_boxes, render_modes, text_colours, text_objects
from ingest.read.pdf.runs import Run

_NO_INK = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
# Points: smaller letters are no letters to the eye.
_SMALLEST = 2.0
# Of 255: text as pale as this may be unseen; its glyphs must differ from their ground by so much.
_PALE = 200
_CONTRAST = 24
_RESOLUTION = 110
# A picture over this part of a page is the page: unseen text in it was recognised from it.
_WHOLE_PAGE = 0.6
# A box painted over this part of a letter hides it; where this part lies outside what may be painted, it is looked at.
_HIDDEN = 0.5
# Segments of a path that is a box.
_BOX_SEGMENTS = (4, 5, 6)
# Ems: where a line through text may lie above the baseline, and how far it may reach beyond it.
_THROUGH = (0.16, 0.52)
_BEYOND = 1.5
_TOUCH = 1.0


class Sight:
    """Tells of the characters of an open page which are seen.

    Attributes:
        layer_met: text without ink was met that a program recognised from the page's picture.
    """

    def __init__(self, page: PaintedPage, text_page: int, shown: Affine) -> None:
        self._page = page
        self._text_page = text_page
        self._shown = shown
        self.layer_met = False

    def hidden(self, ink: Sequence[int]) -> set[int]:
        """Which of the characters at PDFium's indices ``ink`` nobody sees; a scan's layer of text counts as seen."""
        texts = [text or 0 for text in text_objects(self._text_page, ink)]
        first = dict(zip(reversed(texts), reversed(ink), strict=True))
        first.pop(0, None)
        inked, unseen = self._without_ink(first)
        off = undrawn(self._page, inked)
        unseen |= off
        inked = [text for text in inked if text not in off]
        tiny, pale, dark = self._told_apart(inked, [first[text] for text in inked])
        unseen |= tiny
        cut = self._cut_off(dark)
        covers = self._covers([text for text in inked if text not in tiny])
        grounds = self._like_grounds(dark)
        gone = {index for index, text in zip(ink, texts, strict=True) if text in unseen}
        doubtful = pale | cut.keys() | covers.keys() | grounds.keys()
        asked = [(index, text) for index, text in zip(ink, texts, strict=True) if text in doubtful]
        for (index, text), box in zip(asked, self._boxes([index for index, _ in asked]), strict=True):
            is_doubtful = text in pale or any(_share(box, area) <= 1 - _HIDDEN for area in cut.get(text, ()))
            is_covered = any(_share(box, cover) >= _HIDDEN for cover in covers.get(text, ()))
            below = [like for ground, like in grounds.get(text, ()) if _share(box, ground) >= _HIDDEN]
            if is_covered or (below and below[-1]) or (is_doubtful and not self._stands_out(box)):
                gone.add(index)
        return gone

    def _without_ink(self, texts: Collection[int]) -> tuple[list[int], set[int]]:
        """The text objects painted with ink; and those painted without that nobody sees: none over a scan."""
        bare = {text for text, mode in zip(texts, render_modes(texts), strict=True) if mode in _NO_INK}
        self.layer_met = bool(bare) and self._has_layer
        return [text for text in texts if text not in bare], set() if self.layer_met else bare

    def _boxes(self, indices: Sequence[int]) -> list[Box]:
        """Left, bottom, right and top of characters."""
        boxes: list[Box] = loose_boxes(self._text_page, indices)[:, (0, 3, 2, 1)].tolist()
        return boxes

    def _told_apart(self, texts: Sequence[int], firsts: Sequence[int]) -> tuple[set[int], set[int], list[int]]:
        """Of text objects, each with its first character: the tiny, the pale and the dark."""
        left, top, right, bottom = loose_boxes(self._text_page, firsts).T
        largest = np.maximum(abs(top - bottom), abs(right - left))
        tiny = (largest > 0) & (largest < _SMALLEST)
        colours, known = text_colours(self._text_page, firsts)
        red, green, blue, alpha = colours.astype(np.float64).T
        shade = (299 * red + 587 * green + 114 * blue) / 1000
        pale = 255 - (255 - shade) * alpha / 255 >= _PALE
        held = np.array(texts, dtype=np.uintp)
        return {*held[tiny].tolist()}, {*held[known & ~tiny & pale].tolist()}, held[known & ~tiny & ~pale].tolist()

    @cached_property
    def _painted(self) -> dict[int, tuple[int, Affine]]:
        """When each object is painted, and the matrix of its form."""
        return {item: (order, matrix) for order, (item, _, matrix) in enumerate(self._page.painted)}

    def _cut_off(self, texts: Sequence[int]) -> dict[int, list[Box]]:
        """The text objects that reach out of areas they may be painted in, and these areas."""
        clipped = [text for text, count in zip(texts, clips(texts), strict=True) if count]
        cut: dict[int, list[Box]] = {}
        for text, box, known in zip(clipped, *(answers.tolist() for answers in bounds(clipped)), strict=True):
            areas = [*_clips(handle(text))]
            if known and _reaches_out(box, areas):
                _, matrix = self._painted[text]
                cut[text] = [moved_box(area, matrix) for area in areas]
        return cut

    def _covers(self, texts: Sequence[int]) -> dict[int, list[Box]]:
        """The boxes painted over text objects, or a part of them."""
        boxes, orders = self._painted_boxes
        under = [text for text in texts if orders and text in self._painted and self._painted[text][0] < orders[-1]]
        over: dict[int, list[Box]] = defaultdict(list)
        for text, box in self._meeting(under):
            if orders[box] > self._painted[text][0]:
                over[text].append(tuple(boxes[box].tolist()))
        return over

    def _like_grounds(self, texts: Sequence[int]) -> dict[int, list[tuple[Box, bool]]]:
        """The boxes under text objects, lowest first, where one has their colour; and which of them have it."""
        boxes, orders = self._painted_boxes
        sides = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
        if not any(shade < _PALE and side > _SMALLEST for shade, side in zip(self._shades, sides, strict=True)):
            return {}
        like: dict[int, list[tuple[Box, bool]]] = defaultdict(list)
        for text, box in self._meeting([text for text in texts if text in self._painted]):
            order = self._painted[text][0]
            # What else is painted before the text may lie between it and the boxes below.
            other = bisect_left(self._painted_otherwise, order)
            if orders[box] < order and not (other and orders[box] < self._painted_otherwise[other - 1]):
                is_like = abs(self._shades[box] - _shade_of(text)) < _CONTRAST
                like[text].append((tuple(boxes[box].tolist()), is_like))
        return {text: below for text, below in like.items() if any(is_like for _, is_like in below)}

    def _meeting(self, texts: Sequence[int]) -> list[tuple[int, int]]:
        """The text objects and the painted boxes, by number, that have a part in common."""
        if not texts:
            return []
        held, known = bounds(texts)
        own = [moved_box(box, self._painted[text][1]) for box, text in zip(held.tolist(), texts, strict=True)]
        x0, y0, x1, y1 = (edge[:, None] for edge in np.array(own).T)
        left, bottom, right, top = self._painted_boxes[0].T
        meets = known[:, None] & (left < x1) & (right > x0) & (bottom < y1) & (top > y0)
        return [(texts[text], box) for text, box in np.argwhere(meets).tolist()]

    @cached_property
    def _painted_otherwise(self) -> list[int]:
        """When pictures, shadings and shapes that are no opaque boxes are painted."""
        paths = {path.order for path in self._page.paths if not path.filled}
        known = paths.union(self._painted_boxes[1])
        return [
            order
            for order, (_, kind, _) in enumerate(self._page.painted)
            if kind != raw.FPDF_PAGEOBJ_TEXT and order not in known
        ]

    @cached_property
    def _shades(self) -> list[float]:
        """How bright each of the painted boxes is, of 255."""
        items = {path.order: path.item for path in self._page.paths}
        return [_shade_of(items[order]) for order in self._painted_boxes[1]]

    @cached_property
    def _painted_boxes(self) -> tuple[NDArray[np.float64], list[int]]:
        """Opaque boxes of one colour, and when each is painted."""
        boxes: list[Box] = []
        orders: list[int] = []
        for path in self._page.paths:
            if path.filled and path.segments in _BOX_SEGMENTS and _is_opaque_box(path):
                visible = _visible_box(path.item)
                if visible is not None:
                    boxes.append(moved_box(visible, path.matrix))
                    orders.append(path.order)
        return np.array(boxes, dtype=np.float64).reshape(-1, 4), orders

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

    def _stands_out(self, box: Box) -> bool:
        """Whether pale text differs from the ground it is printed on."""
        x0, top, x1, bottom = (round(edge * self._picture.scale) for edge in moved_box(box, self._shown))
        patch = self._picture.pixels[max(top, 0) : bottom + 1, max(x0, 0) : x1 + 1]
        return bool(patch.size) and int(patch.max()) - int(patch.min()) >= _CONTRAST


def _shade_of(item: int) -> float:
    """How bright an object is filled, of 255; brighter than that where it is not known."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = raw.FPDFPageObj_GetFillColor(handle(item), red, green, blue, alpha)
    return (299 * red.value + 587 * green.value + 114 * blue.value) / 1000 if known else math.inf


def _share(box: Box, area: Box) -> float:
    """The part of a box that lies in an area."""
    left, bottom, right, top = box
    x0, y0, x1, y1 = area
    whole = (right - left) * (top - bottom)
    return max(min(right, x1) - max(left, x0), 0) * max(min(top, y1) - max(bottom, y0), 0) / whole if whole > 0 else 0


def _reaches_out(box: Box, areas: Sequence[Box]) -> bool:
    """Whether a box reaches out of one of some areas."""
    left, bottom, right, top = box
    return any(
        left < x0 - _TOUCH or right > x1 + _TOUCH or bottom < y0 - _TOUCH or top > y1 + _TOUCH
        for x0, y0, x1, y1 in areas
    )


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


def _is_opaque_box(path: Path) -> bool:
    """Whether a filled path is an upright box of one colour that nothing shows through."""
    item = handle(path.item)
    if raw.FPDFPageObj_HasTransparency(item):
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    if not known or alpha.value != 255:
        return False
    x, y, segment_points = ctypes.c_float(), ctypes.c_float(), set()
    for index in range(path.segments):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_BEZIERTO:
            return False
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        segment_points.add((round(x.value), round(y.value)))
    return all(len({point[axis] for point in segment_points}) <= 2 for axis in (0, 1))


def _visible_box(item: int) -> Box | None:
    """The part of a box that its clip lets be painted; None where there is none."""
    (found,), (known,) = bounds([item])
    if not known:
        return None
    x0, y0, x1, y1 = found.tolist()
    for left, bottom, right, top in _clips(handle(item)):
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
