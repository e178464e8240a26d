"""Blocks to passages: each with its kind and the headings above it (壹、一、(一) 1. (1) ①)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from catalog.entry import compiled
from catalog.fold import CompactText, Folder
from catalog.lexicon import Lexicon
from ingest.notation.markers import Marker, read_marker
from ingest.passages.heading_column import pair_columns
from ingest.read.document import Block, Box, Cell, Document, Stretch

Kind = Literal["heading", "paragraph", "list_item", "caption", "table"]

_SENTENCE_END = tuple("。；！？")
_LONGEST_HEADING = 60
# A line that names what is measured stands below all headings with markers.
_BELOW_ALL = 100
# How much below those open at its first a heading without a number stands: above all that have the next marker.
_BELOW = 0.25
_LONGEST_HEADING_WITH_COMMA = 45
# So many headings of one level, numbered on and with nothing between them, are a list of names: a column of a table
# that was torn, a table of contents. What stands behind them may be any one's.
_NAMES = 3

_LAST_REMARK = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True)
class Passage:
    """One passage of a report: its place, its kind, its words, and the headings above it.

    ``folded`` is ``text`` folded, of the same length; ``compact`` is that without blanks. ``marker``
    opens headings and list items; ``picture_no`` and ``caption_start`` belong to captions; ``named_by`` is the
    number of the passage right above a table that names it, ``table_title`` its words without their last remark;
    ``stretches`` say where on the pages the text stands; ``by_ocr`` that it was recognised from an
    image.
    """

    no: int
    kind: Kind
    text: str
    folded: str
    compact: CompactText
    outline: tuple[str, ...]
    marker: Marker | None = None
    page: int | None = None
    line: int | None = None
    cells: tuple[Cell, ...] = ()
    picture_no: int | None = None
    caption_start: int = 0
    stretches: tuple[Stretch, ...] = ()
    by_ocr: bool = False
    named_by: int | None = None
    table_title: str = ""

    @property
    def title(self) -> str:
        """The passage's words behind its marker or its picture number."""
        return self.text[self.marker.end if self.marker else self.caption_start :]

    def place(self, start: int, end: int) -> tuple[int | None, Box | None]:
        """The page of characters ``start`` to ``end``, and the box of the first line they stand on there.

        Where the source has no geometry the page is the passage's and the box None.
        """
        for stretch in self.stretches:
            if stretch.start < end and start < stretch.end:
                first = max(start, stretch.start) - stretch.start
                last = min(end, stretch.end) - stretch.start
                return stretch.page, (stretch.edges[first], stretch.top, stretch.edges[last], stretch.bottom)
        return self.page, None


class _Lists:
    """Runs of headings one right behind the other: what follows stands below none of them."""

    def __init__(self) -> None:
        self._before: Marker | None = None
        self._run = 0
        self._level: int | None = None
        self._above: list[Marker] = []
        self._groups = 1
        self._torn = self._empty = self._begun_elsewhere = False

    def closed_by(self, passage: Passage) -> int | None:
        """The level of the outermost list that is open when a passage comes which is no heading; None without one.

        Where the headings of a run cannot all be of what it names, 0: none that is open is sure.
        """
        if passage.kind != "heading":
            # An outermost heading that came right behind one without text: what follows the list may be that one's.
            sure = not self._torn and not (self._empty and self._level is not None)
            level = self._level if sure else 0
            self._empty = self._empty and level is None
            self._before, self._level, self._above, self._groups = None, None, [], 1
            self._torn = self._begun_elsewhere = False
            return level
        marker, before = passage.marker, self._before
        if marker is None:
            self._before = None
            return None
        follows = before is not None and (marker.level, marker.number) == (before.level, before.number + 1)
        if before is not None and not follows:
            self._empty = self._empty or marker.level == 1 < before.level
            self._groups += marker.level == before.level and marker.number == 1
            parents = sum(above.level < marker.level for above in self._above)
            # In another chapter: the first one has none before it.
            later = any(above.level == 1 < above.number for above in self._above)
            self._begun_elsewhere = later and marker.level > before.level and marker.number > 1
            self._torn = self._torn or self._groups > max(1, parents)
        self._above.append(marker)
        self._before, self._run = marker, self._run + 1 if follows else 1
        if self._level is not None and marker.level <= self._level and not follows:
            self._level = None
        if self._run >= _NAMES:
            self._torn = self._torn or self._begun_elsewhere
            if self._level is None:
                self._level = marker.level
        return None


class Outliner:
    """Finds kinds and headings with the words of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._folder = Folder(lexicon.variants)
        self._caption = compiled(lexicon.caption)
        self._title = compiled(lexicon.title)
        self._indicator = compiled(lexicon.indicator)
        self._unnumbered = compiled(lexicon.unnumbered_heading)
        self._table_title = compiled(lexicon.table_title)
        self._table_unit = compiled(lexicon.table_unit)

    def passages(self, document: Document) -> list[Passage]:
        """The passages of ``document`` in reading order, numbered from 1."""
        bare = self._classified(document.blocks)
        paired = pair_columns([(p.kind, p.marker, p.title, p.compact.text) for p in bare])
        passages: list[Passage] = []
        stack: list[tuple[float, str]] = []
        unnumbered: dict[str, float] = {}
        lists = _Lists()
        for index, passage in enumerate(bare):
            if paired is not None and index in paired:
                lists = _Lists()
                stack = [(marker.level, bare[i].text) for i in paired[index] if (marker := bare[i].marker)]
            stack = _above(stack, lists.closed_by(passage))
            is_indicator = passage.kind == "heading" and self._indicator.fullmatch(passage.compact.text) is not None
            own_level: float | None = _BELOW_ALL if is_indicator else passage.marker.level if passage.marker else None
            if own_level is None and (own := self._unnumbered.fullmatch(passage.compact.text)):
                deepest = max((level for level, _ in stack), default=0)
                own_level = unnumbered.setdefault(own.lastgroup or "", deepest + _BELOW)
            stack = _above(stack, own_level)
            outlined = replace(passage, outline=tuple(text for _, text in stack))
            passages.append(self._named(outlined, passages) if passage.kind == "table" else outlined)
            if passage.kind == "heading" and own_level is not None:
                stack.append((own_level, passage.text))
        return passages

    def _named(self, table: Passage, before: Sequence[Passage]) -> Passage:
        """A table with the line right above it that names it, if there is one."""
        above = list(before[-2:])
        if above and self._table_unit.fullmatch(above[-1].compact.text):
            above.pop()
        line = above[-1] if above else None
        if line and line.kind in ("paragraph", "list_item") and self._table_title.fullmatch(line.compact.text):
            return replace(table, named_by=line.no, table_title=_LAST_REMARK.sub("", line.compact.text))
        return table

    def _classified(self, blocks: Sequence[Block]) -> list[Passage]:
        passages: list[Passage] = []
        expected: int | None = None
        for no, block in enumerate(blocks, 1):
            passage = self._passage(no, block, expected)
            if passage.marker:
                expected = passage.marker.number + 1 if passage.marker.level == 4 else None
            passages.append(passage)
        return passages

    def _passage(self, no: int, block: Block, expected: int | None) -> Passage:
        folded = self._folder.fold(block.text)
        compact = self._folder.compact(block.text)
        bare = Passage(no, "paragraph", block.text, folded, compact, (), None, block.page, block.line, block.cells)
        bare = replace(bare, stretches=block.stretches, by_ocr=block.by_ocr)
        if block.kind == "table":
            return replace(bare, kind="table")
        caption = self._caption.match(compact.text)
        if caption:
            start = compact.offsets[caption.start("caption")]
            return replace(bare, kind="caption", picture_no=int(caption.group("number")), caption_start=start)
        marker = read_marker(folded, expected, opens=True)
        title = self._title.match(compact.text)
        if title and title.end() == len(compact.text):
            return replace(bare, kind="heading")
        if marker is None and (self._indicator.fullmatch(compact.text) or self._unnumbered.fullmatch(compact.text)):
            return replace(bare, kind="heading")
        if marker is None:
            return bare
        heading = _is_heading(compact.text)
        return replace(bare, kind="heading" if heading else "list_item", marker=marker)


def _is_heading(compact: str) -> bool:
    """A marked paragraph is a heading unless it ends as a sentence or is too long for one."""
    if compact.endswith(_SENTENCE_END) or len(compact) > _LONGEST_HEADING:
        return False
    if "，" not in compact:
        return True
    return len(compact) <= _LONGEST_HEADING_WITH_COMMA and not compact.endswith(":")


def _above(stack: list[tuple[float, str]], level: float | None) -> list[tuple[float, str]]:
    """The headings that stay open when a passage of a level comes: one with a level closes it and all below."""
    if level is None:
        return stack
    return [(open_level, text) for open_level, text in stack if open_level < level]
