"""Tables that hold numbers, and tables that only lay out prose.

Office formats and ruled PDF pages give the same thing: cells on a grid, each with paragraphs.
Reports also set their whole text in such grids (重要施政項目 beside 執行成果與效益). Those are read
as the prose they are, row by row; all others stay tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.read.document import Block, Box, Cell, Stretch

# Half the characters of a grid in sentences: prose is laid out, not a table of values with remarks.
_PROSE_SHARE = 0.5
# Fewer cells with sentences are the remarks of a table.
_SPEAKING_SHARE = 0.15
_SENTENCE_END = tuple("。；！？")
_LONG = 30
_TAB_OF_COLUMNS = re.compile(r"(?<=\d)\t(?=\d)")
# A title and, beside it, the unit.
_TITLE_CELLS = 2


@dataclass(frozen=True)
class CellParagraph:
    """One paragraph in a cell. ``stretches`` count in its own text."""

    text: str
    page: int | None = None
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class GridCell:
    """One cell of a grid. ``row`` and ``column`` count from 1; a merged cell stands once, at its first."""

    row: int
    column: int
    paragraphs: tuple[CellParagraph, ...]
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None

    @property
    def text(self) -> str:
        """The cell's paragraphs, one a line, without empty ones."""
        return "\n".join(p.text for p in self.paragraphs if p.text.strip())


def grid_blocks(cells: Sequence[GridCell], by_ocr: bool = False) -> list[Block]:
    """The blocks of one grid: its paragraphs in reading order where it lays out prose, else one table.

    Cells without any text are kept in tables; a grid without text gives no block.
    """
    if not any(cell.text for cell in cells):
        return []
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    if lays_out_prose([p.text for p in cell.paragraphs] for cell in ordered):
        return [
            Block("paragraph", p.text, None, p.page, (), p.stretches, by_ocr)
            for cell in ordered
            for p in cell.paragraphs
            if p.text.strip()
        ]
    return [_table(part, by_ocr) for part in _stacked(ordered)]


def _stacked(cells: Sequence[GridCell]) -> list[list[GridCell]]:
    """The tables of one grid: below values a title over the whole width and new heads begin another.

    Programs draw tables that touch as one; the title is a part of its own, as where they stand apart.
    """
    rows: dict[int, list[GridCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    ordered = [rows[row] for row in sorted(rows)]
    parts: list[list[GridCell]] = [[]]
    for index, row in enumerate(ordered):
        begins = 0 < index < len(ordered) - 2 and _is_title(row, ordered[index + 1])
        if begins and _has_values(ordered[index - 1]) and _has_values(ordered[index + 2]):
            parts += [[*row], []]
        else:
            parts[-1] += row
    # The first may begin below rows whose cells were all covered.
    above = [0, *(part[0].row - 1 for part in parts[1:])]
    return [
        [replace(cell, row=cell.row - rows) for cell in part] if rows else part
        for part, rows in zip(parts, above, strict=True)
    ]


def _is_title(row: Sequence[GridCell], heads: Sequence[GridCell]) -> bool:
    """Whether a row of one or two merged cells of words stands over a row of more cells, all of words."""
    is_merged = len(row) <= _TITLE_CELLS < len(heads) and any(cell.column_span > 1 for cell in row)
    words = [*row, *heads]
    return is_merged and all(cell.text and cell.row_span == 1 and not _has_values([cell]) for cell in words)


def _has_values(row: Sequence[GridCell]) -> bool:
    return any(character.isdecimal() for cell in row for character in cell.text)


def lays_out_prose(cells: Iterable[Iterable[str]]) -> bool:
    """Whether most characters of a grid stand in sentences, and not in the remarks of a few cells only.

    Args:
        cells: the paragraphs of each.
    """
    total = prose = filled = speaking = 0
    for cell in cells:
        spoken, held = prose, total
        for paragraph in cell:
            text = "".join(paragraph.split())
            total += len(text)
            if text.endswith(_SENTENCE_END) or (len(text) >= _LONG and ("，" in text or "。" in text)):
                prose += len(text)
        filled += total > held
        speaking += prose > spoken
    return prose > _PROSE_SHARE * total and speaking > _SPEAKING_SHARE * filled


def _table(cells: Sequence[GridCell], by_ocr: bool) -> Block:
    """One table block; inside a cell tabs and line feeds become blanks, so that they part cells and rows only.

    Between digits a tab or the end of a paragraph becomes an ideographic blank: they are no one number's.
    """
    placed: list[Cell] = []
    stretches: list[Stretch] = []
    text = ""
    row = cells[0].row
    for cell in cells:
        if placed:
            text += "\t" if cell.row == row else "\n"
        row = cell.row
        start = len(text)
        for paragraph in (p for p in cell.paragraphs if p.text.strip()):
            torn = text[-1:].isdecimal() and paragraph.text[:1].isdecimal()
            text += ("\u3000" if torn else " ") if len(text) > start else ""
            stretches += [_moved(stretch, len(text)) for stretch in paragraph.stretches]
            text += _TAB_OF_COLUMNS.sub("\u3000", paragraph.text).replace("\t", " ").replace("\n", " ")
        placed.append(
            Cell(
                cell.row,
                cell.column,
                text[start:],
                start,
                len(text),
                cell.row_span,
                cell.column_span,
                cell.page,
                cell.box,
            )
        )
    return Block("table", text, None, cells[0].page, tuple(placed), tuple(stretches), by_ocr)


def _moved(stretch: Stretch, by: int) -> Stretch:
    start, end = stretch.start + by, stretch.end + by
    return Stretch(start, end, stretch.page, stretch.top, stretch.bottom, stretch.edges)
