"""Ruled tables: cells between drawn lines, and tables that go on over pages.

The grid is found by pdfplumber's pure functions on the rules PDFium gives; pdfplumber itself never
opens the page, which is what makes it slow.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from ingest.read.pdf_lines import lines_of
from ingest.read.pdf_page import Box, Rule, Run

# Rules nearer than this to one another are one; two rules meet that nearly touch.
_SNAP = 3.0
_SHORTEST = 3.0
_SAME_COLUMN = 4.0


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

    @property
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
    level = [_edge(rule) for rule in rules if rule.level]
    upright = [_edge(rule) for rule in rules if not rule.level]
    if len(level) < 2 or not upright:
        return []
    edges = merge_edges([*level, *upright], _SNAP, _SNAP, _SNAP, _SNAP)
    edges = [edge for edge in edges if max(edge["width"], edge["height"]) >= _SHORTEST]
    edges += _closing(edges)
    return list(cells_to_tables(intersections_to_cells(edges_to_intersections(edges, _SNAP, _SNAP))))


def _edge(rule: Rule) -> dict[str, Any]:
    """A rule in pdfplumber's words."""
    orientation = "h" if rule.level else "v"
    return {
        "object_type": "line",
        "orientation": orientation,
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.top,
        "bottom": rule.bottom,
        "doctop": rule.top,
        "width": rule.x1 - rule.x0,
        "height": rule.bottom - rule.top,
    }


def _closing(edges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Upright edges for tables open at a side: where level rules of a table all end at one place.

    Only where an upright rule stands between the same level rules, so that underlined text and
    parting lines become no table.
    """
    level = [edge for edge in edges if edge["orientation"] == "h"]
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    found: list[dict[str, Any]] = []
    for side in ("x0", "x1"):
        for x in _clustered(edge[side] for edge in level):
            ending = [edge for edge in level if abs(edge[side] - x) <= _SNAP]
            top, bottom = min(edge["top"] for edge in ending), max(edge["top"] for edge in ending)
            if len(ending) < 2 or bottom - top < _SHORTEST or _closed(upright, x, top, bottom):
                continue
            left, right = min(edge["x0"] for edge in ending), max(edge["x1"] for edge in ending)
            if any(
                left < edge["x0"] < right and edge["top"] <= bottom - _SHORTEST and edge["bottom"] >= bottom - _SNAP
                for edge in upright
            ):
                found.append(_edge(Rule(x, top, x, bottom)))
    return found


def _closed(upright: Sequence[dict[str, Any]], x: float, top: float, bottom: float) -> bool:
    """Whether upright rules at ``x`` cover most of the height."""
    covered = sum(
        max(0.0, min(edge["bottom"], bottom) - max(edge["top"], top))
        for edge in upright
        if abs(edge["x0"] - x) <= _SNAP
    )
    return covered >= 0.5 * (bottom - top)


def _grid(boxes: Sequence[Box], page: int) -> PageTable:
    columns = _clustered(x for box in boxes for x in (box[0], box[2]))
    rows = _clustered(y for box in boxes for y in (box[1], box[3]))
    cells = []
    for box in boxes:
        row, last_row = _nearest(rows, box[1]), _nearest(rows, box[3])
        column, last_column = _nearest(columns, box[0]), _nearest(columns, box[2])
        cells.append(TableCell(row + 1, column + 1, last_row - row, last_column - column, box, page))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return PageTable(page, (columns[0], rows[0], columns[-1], rows[-1]), columns, cells)


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


# Tables over pages ----------------------------------------------------------------------------------


def goes_on(table: PageTable, following: PageTable) -> bool:
    """Whether ``following``, first on its page, goes on with ``table``, last on the page before.

    It has the same columns; or, where merged cells hide some of them, only a part of them, and
    its first row shows by an empty cell that the page break cut it.
    """
    shift = following.columns[0] - table.columns[0]
    one, other = table.columns, [x - shift for x in following.columns]
    if abs(one[-1] - other[-1]) > _SAME_COLUMN:
        return False
    if len(one) == len(other):
        return all(abs(a - b) <= _SAME_COLUMN for a, b in zip(one, other, strict=True))
    fewer, more = (one, other) if len(one) < len(other) else (other, one)
    if len(fewer) < 3 or not all(any(abs(a - b) <= _SAME_COLUMN for b in more) for a in fewer):
        return False
    parts = _on_common_columns(table, following)
    above = {(c.column, c.column_span): c for c in parts[0] if c.last_row == table.rows}
    return _is_cut(above, [cell for cell in parts[1] if cell.row == 1])


def joined(table: PageTable, following: PageTable) -> tuple[PageTable, list[TableCell]]:
    """Both parts as one table, and the cells of the second part's repeated header, which are left out."""
    above, below = _on_common_columns(table, following)
    columns = max(table.columns, following.columns, key=len)
    skipped = _repeated_header(table, following)
    header = [cell for cell in following.cells if cell.row <= skipped]
    rest = [replace(cell, row=cell.row - skipped) for cell in below if cell.row > skipped]
    cells = _seamed(above, rest, table.rows) if rest else above
    return replace(table, page=following.page, columns=columns, cells=cells), header


def _on_common_columns(table: PageTable, following: PageTable) -> tuple[list[TableCell], list[TableCell]]:
    """The cells of both parts, their columns counted on the grid of the part that has more."""
    if len(table.columns) == len(following.columns):
        return table.cells, following.cells
    finer = max(table.columns, following.columns, key=len)
    return _recounted(table, finer), _recounted(following, finer)


def _recounted(table: PageTable, columns: Sequence[float]) -> list[TableCell]:
    shift = columns[0] - table.columns[0]
    place = {
        index: min(range(len(columns)), key=lambda i: abs(columns[i] - shift - x))
        for index, x in enumerate(table.columns)
    }
    return [
        replace(
            cell,
            column=place[cell.column - 1] + 1,
            column_span=place[cell.column - 1 + cell.column_span] - place[cell.column - 1],
        )
        for cell in table.cells
    ]


def _repeated_header(table: PageTable, following: PageTable) -> int:
    """How many rows at the head of ``following`` say word for word what the first rows of ``table`` say."""
    count = 0
    for row in range(1, min(table.rows, following.rows) + 1):
        one = [(c.column, c.column_span, c.text) for c in table.cells if c.row == row]
        other = [(c.column, c.column_span, c.text) for c in following.cells if c.row == row]
        texts = [text for _, _, text in one if text]
        if one != other or (not texts and not count) or any(_is_value(text) for text in texts):
            break
        count = row
    # A header whose cells reach below it is not whole.
    while count and any(c.row <= count < c.last_row for c in following.cells):
        count -= 1
    return count


def _is_value(text: str) -> bool:
    return text[:1].isdigit() and all(character in "0123456789,.%" for character in text)


def _seamed(cells: Sequence[TableCell], rest: Sequence[TableCell], rows: int) -> list[TableCell]:
    """Cells of both parts; a row that the page break cut is one row again, and so are merged cells."""
    above = {(c.column, c.column_span): c for c in cells if c.last_row == rows}
    first = [cell for cell in rest if cell.row == 1]
    cut = _is_cut(above, first)
    offset = rows - 1 if cut else rows
    done = list(cells)
    for cell in rest:
        partner = above.get((cell.column, cell.column_span)) if cell.row == 1 else None
        if partner and (cut or (not cell.lines and max(cell.row_span, partner.row_span) > 1)):
            partner.lines = partner.lines + cell.lines
            partner.row_span = cell.row + cell.row_span - 1 + offset - partner.row + 1
        else:
            done.append(replace(cell, row=cell.row + offset))
    return done


def _is_cut(above: dict[tuple[int, int], TableCell], first: Sequence[TableCell]) -> bool:
    """Whether the first row of a page goes on with the last row of the page before.

    It does where some of its cells are empty under filled ones, and the others go on with text,
    not with a value of their own.
    """
    partners = [(above.get((cell.column, cell.column_span)), cell) for cell in first]
    if any(partner is None for partner, _ in partners) or not any(cell.lines for cell in first):
        return False
    emptied = any(partner and partner.lines and not cell.lines for partner, cell in partners)
    filled = [(partner, cell) for partner, cell in partners if cell.lines]
    return emptied and all(
        partner is not None and partner.lines and not _is_value(cell.text) for partner, cell in filled
    )
