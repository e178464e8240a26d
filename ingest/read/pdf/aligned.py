"""Tables without rules: lines whose pieces stand one under the other in columns of values."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.read.pdf.lines import line_groups, merged
from ingest.read.pdf.runs import Run
from ingest.read.pdf.tables import PageTable, TableCell
from ingest.read.pdf.unruled import is_value

# In ems of the text at hand: a gap between columns, and the most that lines of one table are apart.
_GAP = 0.6
_LINE_GAP = 2.6
_FEWEST_ROWS = 3
# Two columns are as well a list of names and pages.
_FEWEST_COLUMNS = 3
_VALUES_SHARE = 0.8


def aligned_tables(runs: Sequence[Run], page: int) -> tuple[list[PageTable], list[Run]]:
    """The tables that alignment alone shows among ``runs``, and the runs that stand in none.

    A table is three lines or more of as many pieces, each under the piece above it, with values in
    all columns but the first; the first line may hold the heads.
    """
    groups = line_groups(runs)
    lines = [_pieces(merged(group)) for group in groups]
    tables: list[PageTable] = []
    free: list[Run] = []
    start = 0
    while start < len(lines):
        end = _end(lines, start)
        if end > start:
            tables.append(_table(lines[start:end], page))
            start = end
        else:
            free += groups[start]
            start += 1
    return tables, free


def _pieces(line: Run) -> list[Run]:
    """A line parted where there is room for a column."""
    pieces: list[Run] = []
    start = 0
    right = line.x0
    for index, character in enumerate(line.text):
        if character.isspace():
            continue
        if line.edges[index] - right > _GAP * line.size:
            pieces.append(_part(line, start, index, right))
            start = index
        wide = character > "\u2e7f"
        right = line.edges[index] + line.size if wide else min(line.edges[index + 1], line.edges[index] + line.size)
    return [*pieces, _part(line, start, len(line.text), line.x1)]


def _part(line: Run, start: int, end: int, right: float) -> Run:
    part = line.part(start, end) or line
    return Run(part.text, [*part.edges[:-1], min(part.x1, right)], part.base, part.size, part.page)


def _end(lines: Sequence[Sequence[Run]], start: int) -> int:
    """Behind the last line of the table that begins at ``start``; ``start`` where none does."""
    width = len(lines[start])
    if width < _FEWEST_COLUMNS:
        return start
    end = start + 1
    spans = [(piece.x0, piece.x1) for piece in lines[start]]
    while end < len(lines) and len(lines[end]) == width:
        near = lines[end][0].base - lines[end - 1][0].base <= _LINE_GAP * lines[end][0].size
        grown = [(min(x0, piece.x0), max(x1, piece.x1)) for (x0, x1), piece in zip(spans, lines[end], strict=True)]
        under = all(piece.x0 < x1 and piece.x1 > x0 for (x0, x1), piece in zip(spans, lines[end], strict=True))
        if not (near and under and all(one[1] < other[0] for one, other in pairwise(grown))):
            break
        spans = grown
        end += 1
    values = [is_value(piece) for line in lines[start + 1 : end] for piece in line[1:]]
    rows = end - start
    return end if rows >= _FEWEST_ROWS and sum(values) >= _VALUES_SHARE * len(values) else start


def _table(lines: Sequence[Sequence[Run]], page: int) -> PageTable:
    columns = list(zip(*lines, strict=True))
    edges = [min(piece.x0 for piece in column) for column in columns]
    right = max(piece.x1 for piece in columns[-1])
    borders = [*edges, right]
    cells = [
        TableCell(row, column, 1, 1, (borders[column - 1], piece.top, borders[column], piece.bottom), page, [piece])
        for row, line in enumerate(lines, 1)
        for column, piece in enumerate(line, 1)
    ]
    box = (edges[0], lines[0][0].top, right, lines[-1][0].bottom)
    return PageTable(page, box, borders, cells, [piece for line in lines for piece in line])
