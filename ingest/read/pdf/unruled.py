"""Tables whose columns are ruled and whose rows are not: rows are told by the baselines of their values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.read.pdf.runs import Run
from ingest.read.pdf.tables import PageTable, TableCell

# A value as budget books print it; a dash says there is none.
_VALUE = re.compile(r"^(?:[-–—―]+|\(?[-+]?\d+(?:,\d{3})*(?:\.\d+)?%?\)?)$")
_PLAIN_VALUE = re.compile(r"^(?:[-–—―]+|[-+]?\d{1,3}(?:,\d{3})*(?:\.\d+)?)$")
_VALUES_SHARE = 0.8
# A row of a ruled table may hold a value or two one under the other; so many are rows of their own.
_FEWEST_ROWS = 3
# Two are, where so many columns of plain values and a column of names have them.
_COLUMNS_OF_TWO = 3
_SAME_BASELINE = 0.45


def split_rows(table: PageTable) -> PageTable:
    """``table`` with each ruled row that holds many rows of values parted into these.

    A row is told by two columns or more whose lines are values on common baselines. A line beside
    no value goes with the nearest line of its column: a code above a name, the rest of a remark
    below its beginning.
    """
    cells: list[TableCell] = []
    shift = 0
    for band in _bands(table):
        first, last = band[0].row, max(cell.last_row for cell in band)
        baselines = _baselines([cell for cell in band if cell.row == first and cell.last_row == last])
        columns = _columns(band) if baselines else []
        if not columns:
            cells += [replace(cell, row=cell.row + shift) for cell in band] if shift else band
            continue
        for cell in columns:
            cells += _parts(cell, baselines, first + shift)
        shift += len(baselines) - (last - first + 1)
    return replace(table, cells=sorted(cells, key=lambda cell: (cell.row, cell.column)))


def _bands(table: PageTable) -> list[list[TableCell]]:
    """The cells between level rules that cross the whole table: mostly a row, more where cells are merged."""
    bands: list[list[TableCell]] = []
    last = 0
    for cell in sorted(table.cells, key=lambda cell: cell.row):
        if cell.row > last:
            bands.append([])
        bands[-1].append(cell)
        last = max(last, cell.last_row)
    return bands


def _columns(band: Sequence[TableCell]) -> list[TableCell]:
    """A band as one row: what stands one over the other in a column is one cell. None where columns are merged."""
    held: dict[tuple[int, int], list[TableCell]] = {}
    for cell in band:
        held.setdefault((cell.column, cell.column_span), []).append(cell)
    ends = sorted((column, column + span) for column, span in held)
    if any(end > start for (_, end), (start, _) in pairwise(ends)):
        return []
    return [_as_one(cells, band[0].row) for cells in held.values()]


def _as_one(cells: Sequence[TableCell], row: int) -> TableCell:
    boxes = [cell.box for cell in cells]
    box = (boxes[0][0], min(b[1] for b in boxes), boxes[0][2], max(b[3] for b in boxes))
    lines = sorted((line for cell in cells for line in cell.lines), key=lambda line: line.base)
    return replace(cells[0], row=row, row_span=1, box=box, lines=lines)


def _baselines(cells: Sequence[TableCell]) -> list[float]:
    """The baselines of the rows in one ruled row; none where it is one row."""
    found = _common_baselines([cell.lines for cell in cells if _holds_values(cell.lines)])
    if len(found) >= _FEWEST_ROWS:
        return found
    pairs = [cell.lines for cell in cells if _is_pair(cell.lines)]
    found = _common_baselines(pairs) if len(pairs) >= _COLUMNS_OF_TWO else []
    names = [{_row_at(line, found) for line in cell.lines} for cell in cells if found and cell.lines not in pairs]
    return found if len(found) == 2 and any(rows >= {0, 1} for rows in names) else []


def _is_pair(lines: Sequence[Run]) -> bool:
    return len(lines) == 2 and all(_PLAIN_VALUE.match(_value(line)) for line in lines)


def _common_baselines(columns: Sequence[Sequence[Run]]) -> list[float]:
    """The heights at which the lines of two columns or more stand."""
    if len(columns) < 2:
        return []
    found: list[float] = []
    for line in sorted((line for lines in columns for line in lines), key=lambda line: line.base):
        if not found or line.base - found[-1] > _SAME_BASELINE * line.size:
            found.append(line.base)
    return found


def _holds_values(lines: Sequence[Run]) -> bool:
    values = sum(1 for line in lines if _VALUE.match(_value(line)))
    return len(lines) >= _FEWEST_ROWS and values >= _VALUES_SHARE * len(lines)


def is_value(line: Run) -> bool:
    """Whether a line is one value as tables print it."""
    return bool(_VALUE.match(_value(line)))


def _value(line: Run) -> str:
    return unicodedata.normalize("NFKC", "".join(line.text.split()))


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
