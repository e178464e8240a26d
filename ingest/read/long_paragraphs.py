"""Paragraphs longer than any that is written, parted where a sentence ends.

What a number means is looked for in all of its paragraph, so that the work on a file without line
breaks would grow with the square of its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.read.document import Block, Stretch

# The longest paragraph met in a real report has some six hundred characters.
LONGEST = 1000
# Where a paragraph may be parted, the best place first: behind a sentence, a clause, a blank, any word.
_PLACES = tuple(re.compile(pattern) for pattern in (r"[。！？；]", r"[，、]", r"\s", r"[^\d\s.,:/-](?=[^\d.,:/-])"))


def parted(blocks: Sequence[Block]) -> tuple[list[Block], list[int]]:
    """The blocks with long paragraphs in pieces, and for each of them the index of the block it is of.

    A table with a cell as long as that lays out prose: its cells become paragraphs.
    """
    pieces: list[Block] = []
    origin: list[int] = []
    for index, block in enumerate(blocks):
        for piece in _pieces(block):
            pieces.append(piece)
            origin.append(index)
    return pieces, origin


def _pieces(block: Block) -> Iterator[Block]:
    if block.kind == "table" and any(len(cell.text) > LONGEST for cell in block.cells):
        for cell in block.cells:
            if cell.text.strip():
                yield from _pieces(_cut(replace(block, kind="paragraph", cells=()), cell.start, cell.end))
        return
    start = 0
    while block.kind == "paragraph" and len(block.text) - start > LONGEST:
        stop = _place(block.text, start)
        yield _cut(block, start, stop)
        start = stop
    yield _cut(block, start, len(block.text)) if start else block


def _place(text: str, start: int) -> int:
    """Where to part a text that is too long from ``start`` on: in the second half of what may stay together."""
    for pattern in _PLACES:
        found = [match.end() for match in pattern.finditer(text, start + LONGEST // 2, start + LONGEST)]
        if found:
            return found[-1]
    return start + LONGEST


def _cut(block: Block, start: int, stop: int) -> Block:
    return replace(block, text=block.text[start:stop], stretches=tuple(_within(block.stretches, start, stop)))


def _within(stretches: Sequence[Stretch], start: int, stop: int) -> Iterator[Stretch]:
    for stretch in stretches:
        first, last = max(stretch.start, start), min(stretch.end, stop)
        if first < last:
            edges = stretch.edges[first - stretch.start : last - stretch.start + 1]
            yield replace(stretch, start=first - start, end=last - start, edges=edges)
