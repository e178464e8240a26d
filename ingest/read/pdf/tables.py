"""Ruled tables: cells between drawn lines.

The grid is found by pdfplumber's model on the rules PDFium gives; pdfplumber itself opens no page, which is what makes
it slow.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from ingest.read.pdf.cells import Edge, cell_groups, merged_edges
from ingest.read.pdf.geometry import Box, Rule
from ingest.read.pdf.lines import lines_of
from ingest.read.pdf.runs import Run

# Rules nearer than this to one another are one; two rules meet that nearly touch.
_SNAP = 3.0
_SHORTEST = 3.0


@dataclass
class TableCell:
    """One cell with its lines. ``row`` and ``column`` count from 1."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    page: int
    lines: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its characters without blanks."""
        return "".join("".join(line.text.split()) for line in self.lines)

    @property
    def last_row(self) -> int:
        """The last row it covers."""
        return self.row + self.row_span - 1


@dataclass
class PageTable:
    """A table, or the part of one that stands on a page. ``columns`` are the places of its upright rules."""

    page: int
    box: Box
    columns: list[float]
    cells: list[TableCell]
    runs: list[Run] = field(default_factory=list)

    @cached_property
    def rows(self) -> int:
        """How many rows it has."""
        return max(cell.last_row for cell in self.cells)


def ruled_tables(rules: Sequence[Rule], runs: Sequence[Run], page: int) -> tuple[list[PageTable], list[Run]]:
    """The tables that a page's rules draw, filled with its text; and the runs that stand in none."""
    grids = [_grid(cells, page) for cells in _cell_groups(rules)]
    tables = sorted((grid for grid in grids if len(grid.cells) > 1), key=lambda grid: _area(grid.box))
    free = list(runs)
    for table in tables:
        free = _fill(table, free)
    return [table for table in tables if any(cell.lines for cell in table.cells)], free


def _cell_groups(rules: Sequence[Rule]) -> list[list[Box]]:
    level, upright = edges_of(rules)
    if len(level) < 2 or not upright:
        return []
    level, upright = (merged_edges(edges, _SNAP, _SHORTEST) for edges in (level, upright))
    return cell_groups(level, [*upright, *_closing(level, upright)], _SNAP)


def edges_of(rules: Iterable[Rule]) -> tuple[list[Edge], list[Edge]]:
    """Rules as level and as upright edges."""
    level, upright = [], []
    for rule in rules:
        if rule.level:
            level.append(Edge(rule.top, rule.x0, rule.x1))
        else:
            upright.append(Edge(rule.x0, rule.top, rule.bottom))
    return level, upright


def _closing(level: Sequence[Edge], upright: Sequence[Edge]) -> list[Edge]:
    """Upright edges for tables open at a side: where level rules of a table all end at one place.

    Only where an upright rule stands between the same level rules, so that underlined text and
    parting lines become no table.
    """
    found: list[Edge] = []
    for side in ("start", "end"):
        for x in _clustered(getattr(edge, side) for edge in level):
            ending = [edge for edge in level if abs(getattr(edge, side) - x) <= _SNAP]
            left, right = min(edge.start for edge in ending), max(edge.end for edge in ending)
            for top, bottom in _open_stretches(upright, x, [edge.at for edge in ending]):
                if any(
                    left < edge.at < right and edge.start <= bottom - _SHORTEST and edge.end >= bottom - _SNAP
                    for edge in upright
                ):
                    at = next((edge.at for edge in upright if abs(edge.at - x) <= _SNAP), x)
                    found.append(Edge(at, top, bottom))
    return found


def _open_stretches(upright: Sequence[Edge], x: float, heights: Sequence[float]) -> Iterator[tuple[float, float]]:
    """From where to where level rules at ``heights`` have no upright rules at ``x``: not between two closed tables."""
    top: float | None = None
    for above, below in pairwise(sorted(heights)):
        if below - above < _SHORTEST:
            continue
        is_open = not _closed(upright, x, above, below)
        if is_open and top is None:
            top = above
        if not is_open and top is not None:
            yield top, above
            top = None
    if top is not None:
        yield top, max(heights)


def _closed(upright: Sequence[Edge], x: float, top: float, bottom: float) -> bool:
    """Whether upright rules at ``x`` cover most of the height."""
    covered = sum(
        max(0.0, min(edge.end, bottom) - max(edge.start, top)) for edge in upright if abs(edge.at - x) <= _SNAP
    )
    return covered >= 0.5 * (bottom - top)


def _grid(boxes: Sequence[Box], page: int) -> PageTable:
    columns = _clustered(x for box in boxes for x in (box[0], box[2]))
    rows = _clustered(y for box in boxes for y in (box[1], box[3]))
    cells: dict[tuple[int, int], TableCell] = {}
    # Where rules are drawn twice, one beside the other, slivers between them are no cells; of two boxes at
    # one place the larger is the cell.
    for box in sorted(boxes, key=_area):
        row, last_row = _nearest(rows, box[1]), _nearest(rows, box[3])
        column, last_column = _nearest(columns, box[0]), _nearest(columns, box[2])
        if last_row > row and last_column > column:
            cells[row, column] = TableCell(row + 1, column + 1, last_row - row, last_column - column, box, page)
    ordered = [cells[place] for place in sorted(cells)]
    return PageTable(page, (columns[0], rows[0], columns[-1], rows[-1]), columns, ordered)


def _clustered(values: Iterable[float]) -> list[float]:
    """Values with those nearer than the snap taken as one."""
    clusters: list[float] = []
    for value in sorted(values):
        if not clusters or value - clusters[-1] > 1.0:
            clusters.append(value)
    return clusters


def _nearest(places: Sequence[float], value: float) -> int:
    index = bisect_right(places, value + 0.001) - 1
    return max(index, 0)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _fill(table: PageTable, runs: Sequence[Run]) -> list[Run]:
    """Puts runs into the table's cells, parting those that cross a rule; gives back the rest."""
    x0, top, x1, bottom = table.box
    places = _Places(table)
    inside: dict[int, list[Run]] = {}
    rest: list[Run] = []
    for run in runs:
        if not top <= run.middle <= bottom or run.x1 < x0 or run.x0 > x1:
            rest.append(run)
            continue
        for cell, piece in places.pieces(run):
            if cell is None:
                rest.append(piece)
            else:
                inside.setdefault(cell, []).append(piece)
    for index, pieces in inside.items():
        table.cells[index].lines = lines_of(pieces)
    return rest


class _Places:
    """Which cell of a table a point is in."""

    def __init__(self, table: PageTable) -> None:
        self._columns = table.columns
        self._rows = _clustered(y for cell in table.cells for y in (cell.box[1], cell.box[3]))
        self._cells: dict[tuple[int, int], int] = {}
        for index, cell in enumerate(table.cells):
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self._cells[row, column] = index

    def pieces(self, run: Run) -> list[tuple[int | None, Run]]:
        """A run's parts and the cells they stand in."""
        row = bisect_right(self._rows, run.middle)
        edges = run.edges
        first = self._cell(row, (edges[0] + edges[1]) / 2)
        last = self._cell(row, (edges[-2] + edges[-1]) / 2)
        if first == last:
            return [(first, run)]
        found: list[tuple[int | None, Run]] = []
        start, current = 0, first
        for index in range(1, len(run.text)):
            if run.text[index].isspace():
                continue
            cell = self._cell(row, (edges[index] + edges[index + 1]) / 2)
            if cell != current:
                part = run.part(start, index)
                if part:
                    found.append((current, part))
                start, current = index, cell
        part = run.part(start, len(run.text))
        if part:
            found.append((current, part))
        return found

    def _cell(self, row: int, x: float) -> int | None:
        return self._cells.get((row, bisect_right(self._columns, x)))
