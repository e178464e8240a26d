"""What every reader gives, whatever the format: blocks in reading order and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from catalog.words import told

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points, from the top left corner of the page."""


class UnreadableFile(Exception):
    """A file no number may be taken from. The message says why and what to do, in Chinese.

    ``code`` names the kind of fault and stays the same over versions.
    """

    def __init__(self, message: str, code: str = "unreadable") -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Cell:
    """One table cell. ``row`` and ``column`` count from 1.

    ``start`` and ``end`` are its offsets in the text of the table's block; ``box`` is x0, top,
    x1, bottom in points where the source has geometry.
    """

    row: int
    column: int
    text: str
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True)
class Stretch:
    """A stretch of a block's text that stands on one line of a page.

    ``start`` and ``end`` are offsets in the block's text; ``edges`` are the left edges of its
    characters and the right edge of the last, in points (``end - start + 1`` numbers); ``top`` and
    ``bottom`` are measured from the top of the page.
    """

    start: int
    end: int
    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]


@dataclass(frozen=True)
class Block:
    """One paragraph or table, whole again after line and page breaks.

    In a table's ``text`` cells are parted by tabs and rows by line feeds. ``line`` is the line of
    the source it begins on, from 1, where the source has lines; ``stretches`` say where its text
    stands on the pages, where the source has geometry. ``by_ocr`` marks text recognised from an
    image.
    """

    kind: Literal["paragraph", "table"]
    text: str
    line: int | None = None
    page: int | None = None
    cells: tuple[Cell, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    by_ocr: bool = False


@dataclass(frozen=True)
class Dropped:
    """A piece of the source that is in no block, and why."""

    text: str
    reason: Literal[
        "bookmark",
        "image_placeholder",
        "bullet",
        "page_furniture",
        "control_character",
        "deleted",
        "hidden",
        "illegible",
    ]
    line: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class Image:
    """A picture in the source: its bytes and the index of the block it stands before."""

    data: bytes
    media_type: str
    before_block: int
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True)
class PageFault:
    """A page, or a thing in the file, no number may be taken from. The message says why and what to do, in Chinese.

    ``code`` is the kind of fault, stable over versions: ``garbled_font``, ``private_use``,
    ``image_only``, ``blank``, ``page_limit``, ``broken_page``, ``illegible_sign``, ``unread_chart``, …
    """

    page: int | None
    code: str
    message: str


@dataclass(frozen=True)
class Document:
    """A report as read, before anything in it is understood."""

    media_type: str
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...] = ()
    pages: int | None = None
    images: tuple[Image, ...] = ()
    faults: tuple[PageFault, ...] = ()


def unread_things(counts: Mapping[str, int], page: int | None = None) -> list[PageFault]:
    """A fault for each kind of thing that is in a file beside its text and is not read, and how many there are."""
    return [
        PageFault(page, f"unread_{thing}", told(f"reading.unread_{thing}", count=count))
        for thing, count in counts.items()
        if count
    ]


def table_block(rows: list[list[str]], line: int | None = None, page: int | None = None) -> Block:
    """A table block from rows of cell texts; tabs and line feeds inside a cell become blanks."""
    cells: list[Cell] = []
    lines: list[str] = []
    offset = 0
    for row_no, row in enumerate(rows, 1):
        texts = [text.replace("\t", " ").replace("\n", " ") for text in row]
        position = offset
        for column_no, text in enumerate(texts, 1):
            cells.append(Cell(row_no, column_no, text, position, position + len(text), page=page))
            position += len(text) + 1
        lines.append("\t".join(texts))
        offset += len(lines[-1]) + 1
    return Block("table", "\n".join(lines), line, page, tuple(cells))
