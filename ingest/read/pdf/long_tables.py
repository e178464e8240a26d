"""Tables that go on over pages: their parts joined, rows and merged cells that a page break cut whole again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.read.pdf.tables import PageTable, TableCell

_SAME_COLUMN = 4.0
_TWO = 2  # rows of two cells are alike in any two tables


class LongTable:
    """A table as its parts come, page by page.

    Attributes:
        page: the page of its last part.
        cells: of all parts, rows counted from the first.
    """

    def __init__(self, part: PageTable) -> None:
        self.page = part.page
        self.cells = list(part.cells)
        self._columns = part.columns
        self._head = part
        self._rows = part.rows
        # Cells of the last row: they may go on.
        self._last = [cell for cell in part.cells if cell.last_row == part.rows]

    def goes_on(self, part: PageTable) -> bool:
        """Whether ``part``, first on its page, goes on with this table, last on the page before.

        It has the same columns; or, where merged cells hide some of them, only a part of them, and its first
        row has the cells of the row before, or shows by an empty one that the page break cut it or a merged cell
        before its values.
        """
        shift = part.columns[0] - self._columns[0]
        one, other = self._columns, [x - shift for x in part.columns]
        if abs(one[-1] - other[-1]) > _SAME_COLUMN:
            return False
        if len(one) == len(other):
            return all(abs(a - b) <= _SAME_COLUMN for a, b in zip(one, other, strict=True))
        fewer, more = (one, other) if len(one) < len(other) else (other, one)
        if len(fewer) < 3 or not all(any(abs(a - b) <= _SAME_COLUMN for b in more) for a in fewer):
            return False
        finer = max(self._columns, part.columns, key=len)
        above = _by_column(_recounted(self._last, self._columns, finer))
        first = [cell for cell in part.cells if cell.row == 1]
        below = _recounted(first, part.columns, finer)
        alike = len(below) > _TWO and set(above) == {(cell.column, cell.column_span) for cell in below}
        return alike or _is_cut(above, below) or _is_under_head(above, below)

    def add(self, part: PageTable) -> list[TableCell]:
        """Takes ``part`` in; gives back the cells of its repeated header, which are left out."""
        if len(part.columns) > len(self._columns):
            self.cells = _recounted(self.cells, self._columns, part.columns)
            self._last = [cell for cell in self.cells if cell.last_row == self._rows]
            self._columns = part.columns
        below = part.cells
        if len(part.columns) < len(self._columns):
            below = _recounted(below, part.columns, self._columns)
        skipped = _repeated_header(self._head, part)
        self._join([replace(cell, row=cell.row - skipped) if skipped else cell for cell in below if cell.row > skipped])
        self.page = part.page
        return [cell for cell in part.cells if cell.row <= skipped]

    def _join(self, rest: Sequence[TableCell]) -> None:
        """Adds cells below; a row that the page break cut is one row again, and so are merged cells."""
        if not rest:
            return
        above = _by_column(self._last)
        cut = _is_cut(above, [cell for cell in rest if cell.row == 1])
        offset = self._rows - 1 if cut else self._rows
        self._rows = max(cell.last_row for cell in rest) + offset
        grown: list[TableCell] = []
        for cell in rest:
            partner = above.get((cell.column, cell.column_span)) if cell.row == 1 else None
            if partner and (cut or (not cell.lines and max(cell.row_span, partner.row_span) > 1)):
                partner.lines = partner.lines + cell.lines
                partner.row_span = cell.last_row + offset - partner.row + 1
                grown.append(partner)
            else:
                cell.row += offset
                grown.append(cell)
                self.cells.append(cell)
        self._last = [cell for cell in grown if cell.last_row == self._rows]


def _by_column(cells: Sequence[TableCell]) -> dict[tuple[int, int], TableCell]:
    return {(cell.column, cell.column_span): cell for cell in cells}


def _recounted(cells: Sequence[TableCell], columns: Sequence[float], finer: Sequence[float]) -> list[TableCell]:
    """Cells with their columns counted on a finer grid."""
    shift = finer[0] - columns[0]
    place = [min(range(len(finer)), key=lambda i: abs(finer[i] - shift - x)) for x in columns]
    return [
        replace(
            cell,
            column=place[cell.column - 1] + 1,
            column_span=place[cell.column - 1 + cell.column_span] - place[cell.column - 1],
        )
        for cell in cells
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


def _is_under_head(above: dict[tuple[int, int], TableCell], first: Sequence[TableCell]) -> bool:
    """Whether a page begins with values whose merged head stands on the page before: no table begins so."""
    ordered = sorted(first, key=lambda cell: cell.column)
    partner = above.get((ordered[0].column, ordered[0].column_span)) if ordered else None
    values = [cell for cell in ordered[1:] if cell.lines]
    return (
        partner is not None
        and bool(partner.lines)
        and not ordered[0].lines
        and bool(values)
        and all(_is_value(cell.text) for cell in values)
    )


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
