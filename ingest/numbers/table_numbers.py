"""Numbers that only what stands beside them decides: brackets in a column, rows torn, triangles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from ingest.numbers.doubts import Doubt
from ingest.numbers.printed import Quantity, Segment
from ingest.numbers.signs import points_down, points_up
from ingest.passages.outline import Passage

_ENCLOSED = re.compile(r"\([\d,.]+%?\)")
_PLAIN = re.compile(r"[△▲-]?[\d,.]*\d[\d,.]*%?")
_CUT = re.compile(r"\d[,.]?$")
# What no cell begins with: the rest of a number, or of what stood in brackets behind one.
_REST = re.compile(r"[,.]\d|[%‰)]")


def bracketed(quantities: Sequence[Quantity], cells: Sequence[Segment]) -> tuple[list[Quantity], list[Doubt]]:
    """The quantities of a table, those whose brackets are their sign below zero; and those that may be so.

    Brackets are a sign in a column of money, and where most numbers of the column have none. A column of
    numbers in brackets that count on from 1 is one of list numbers; one of percentages, shares of others.

    Args:
        quantities: those of the table.
        cells: its cells.
    """
    columns: dict[int, list[str]] = {}
    for segment in cells:
        if segment.cell is not None:
            columns.setdefault(segment.cell.column, []).append(segment.compact.text)
    kept: list[Quantity] = []
    doubts: list[Doubt] = []
    for quantity in quantities:
        cell, text = quantity.segment.cell, quantity.segment.compact.text
        if cell is None or quantity.start != 1 or not _ENCLOSED.fullmatch(text) or quantity.form != "number":
            kept.append(quantity)
            continue
        negative = _is_negative(quantity, columns[cell.column])
        if negative is None:
            doubts.append(Doubt(quantity.segment, quantity.start, quantity.end, "brackets"))
        elif negative:
            whole = len(text)
            kept.append(replace(quantity, start=0, end=whole, tail=whole, value=-quantity.value))
        else:
            kept.append(quantity)
    return kept, doubts


def pointing(quantities: Sequence[Quantity], cells: Sequence[Segment]) -> tuple[list[Quantity], list[Doubt]]:
    """The quantities of a table; as doubts those with ▲, where ▼ beside them makes it no sign below zero.

    Args:
        quantities: those of the table.
        cells: its cells.
    """
    if not any(points_down(segment.compact.text) for segment in cells):
        return list(quantities), []
    unsure = [q for q in quantities if points_up(q.segment.compact.text[q.start :])]
    doubts = [Doubt(q.segment, q.start, q.end, "sign") for q in unsure]
    return [quantity for quantity in quantities if quantity not in unsure], doubts


def _is_negative(quantity: Quantity, column: Sequence[str]) -> bool | None:
    """Whether brackets around a number are its sign; None where that is not sure."""
    enclosed = [text for text in column if _ENCLOSED.fullmatch(text)]
    plain = [text for text in column if _PLAIN.fullmatch(text)]
    counted = len(enclosed) > 1 and not plain
    if counted and [text.strip("()") for text in enclosed] == [str(number) for number in range(1, len(enclosed) + 1)]:
        return False
    share = "%" in quantity.segment.compact.text
    if share and not any("%" in text for text in plain):
        return False
    if quantity.unit == "元":
        return True
    if len(plain) >= len(enclosed) and quantity.unit in (None, "%"):
        return True
    return None


def torn(quantities: Sequence[Quantity], cells: Sequence[Segment]) -> tuple[list[Quantity], list[Doubt]]:
    """The quantities of a table, and as doubts those of its torn rows: 「2,754（36」 with 「%）」 on the next line.

    Of a row that goes on in the next one no number is sure, nor in which column it stands. A number at
    the end of a cell, in a bracket that is not closed there, is none of the column's.

    Args:
        quantities: those of the table.
        cells: its cells that have words.
    """
    rows = _torn_rows(cells)
    kept: list[Quantity] = []
    doubts: list[Doubt] = []
    for quantity in quantities:
        text = quantity.segment.compact.text
        in_open_bracket = _is_open(text[: quantity.start]) and quantity.tail == len(text)
        if quantity.segment.place.row in rows or in_open_bracket:
            doubts.append(Doubt(quantity.segment, quantity.start, quantity.end, "line_break"))
        else:
            kept.append(quantity)
    return kept, doubts


def _torn_rows(cells: Sequence[Segment]) -> set[int]:
    """The rows of a table that were one before a line broken in a cell."""
    found: set[int] = set()
    rows = [list(own) for _, own in groupby(cells, key=lambda segment: segment.place.row)]
    widths = _widths(cells[0].passage) if cells else {}
    for above, below in pairwise(rows):
        numbers = [row[0].place.row for row in (above, below)]
        last, first = above[-1].compact.text, below[0].compact.text
        together = widths[numbers[0]] + widths[numbers[1]] - 1
        if numbers[1] != numbers[0] + 1 or below[0].place.column != 1 or together > max(widths.values()):
            continue
        opens_with_rest = _REST.match(first) and (_is_open(last) or _CUT.search(last))
        is_number = _PLAIN.fullmatch(first) and not _PLAIN.fullmatch(above[0].compact.text)
        if opens_with_rest or (is_number and _CUT.search(last) and together == max(widths.values())):
            found |= {*numbers}
    return found


def _widths(table: Passage) -> dict[int, int]:
    """The last column of each row."""
    widths: dict[int, int] = {}
    for cell in table.cells:
        widths[cell.row] = max(widths.get(cell.row, 0), cell.column + cell.column_span - 1)
    return widths


def _is_open(text: str) -> bool:
    """Whether a bracket is opened and not closed."""
    return text.rfind("(") > text.rfind(")")
