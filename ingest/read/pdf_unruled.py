"""Tables whose columns are ruled and whose rows are not: rows are told by the baselines of their values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from ingest.read.pdf_page import Run
from ingest.read.pdf_tables import PageTable, TableCell

# A value as budget books print it; a dash says there is none.
_VALUE = re.compile(r"^(?:[-–—―]+|\(?[-+]?\d[\d,]*(?:\.\d+)?%?\)?)$")
_VALUES_SHARE = 0.8
# A row of a ruled table may hold a value or two one under the other; so many are rows of their own.
_FEWEST_ROWS = 3
_SAME_BASELINE = 0.45


def split_rows(table: PageTable) -> PageTable:
    """``table`` with each ruled row that holds many rows of values parted into these.

    A row is told by two columns or more whose lines are values on common baselines. A line beside
    no value goes with the nearest line of its column: a code above a name, the rest of a remark
    below its beginning.
    """
    cells: list[TableCell] = []
    shift = 0
    for row in range(1, table.rows + 1):
        begun = [cell for cell in table.cells if cell.row == row]
        covering = [cell for cell in table.cells if cell.row <= row <= cell.last_row]
        baselines = _baselines(begun) if all(cell.row_span == 1 for cell in covering) else []
        if not baselines:
            cells += [replace(cell, row=cell.row + shift) for cell in begun]
            continue
        for cell in begun:
            cells += _parts(cell, baselines, row + shift)
        shift += len(baselines) - 1
    return replace(table, cells=sorted(cells, key=lambda cell: (cell.row, cell.column)))


def _baselines(cells: Sequence[TableCell]) -> list[float]:
    """The baselines of the rows in one ruled row; none where it is one row."""
    columns = [cell.lines for cell in cells if _holds_values(cell.lines)]
    if len(columns) < 2:
        return []
    found: list[float] = []
    for line in sorted((line for lines in columns for line in lines), key=lambda line: line.base):
        if not found or line.base - found[-1] > _SAME_BASELINE * line.size:
            found.append(line.base)
    return found if len(found) >= _FEWEST_ROWS else []


def _holds_values(lines: Sequence[Run]) -> bool:
    values = sum(1 for line in lines if _VALUE.match(unicodedata.normalize("NFKC", "".join(line.text.split()))))
    return len(lines) >= _FEWEST_ROWS and values >= _VALUES_SHARE * len(lines)


def _parts(cell: TableCell, baselines: Sequence[float], first_row: int) -> list[TableCell]:
    """A cell parted into one for each baseline."""
    held: list[list[Run]] = [[] for _ in baselines]
    for line, row in zip(cell.lines, _rows_of(cell.lines, baselines), strict=True):
        held[row].append(line)
    x0, top, x1, bottom = cell.box
    parts = []
    for index, lines in enumerate(held):
        upper = top if index == 0 else (baselines[index - 1] + baselines[index]) / 2
        lower = bottom if index + 1 == len(baselines) else (baselines[index] + baselines[index + 1]) / 2
        if lines:
            upper, lower = min(upper, lines[0].top), max(lower, lines[-1].bottom)
        parts.append(replace(cell, row=first_row + index, box=(x0, upper, x1, lower), lines=lines))
    return parts


def _rows_of(lines: Sequence[Run], baselines: Sequence[float]) -> list[int]:
    """For each line of a column the row it belongs to."""
    rows: list[int | None] = [_row_at(line, baselines) for line in lines]
    # Lines beside no value follow their neighbours, nearest pairs first.
    pairs = sorted(range(len(lines) - 1), key=lambda index: lines[index + 1].base - lines[index].base)
    while None in rows:
        for index in pairs:
            one, other = rows[index], rows[index + 1]
            if (one is None) != (other is None):
                rows[index] = rows[index + 1] = one if other is None else other
                break
        else:
            break
    return [_nearest(line, baselines) if row is None else row for line, row in zip(lines, rows, strict=True)]


def _row_at(line: Run, baselines: Sequence[float]) -> int | None:
    nearest = _nearest(line, baselines)
    return nearest if abs(baselines[nearest] - line.base) <= _SAME_BASELINE * line.size else None


def _nearest(line: Run, baselines: Sequence[float]) -> int:
    return min(range(len(baselines)), key=lambda index: abs(baselines[index] - line.base))
