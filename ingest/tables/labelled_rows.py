"""Tables with a label in each row: figures by the words of their rows, columns by those of their heads.

A column headed by a day or a year (111年底, 112年度) holds the values of that day or year; one
headed by other words (增減, 執行率) holds no levels and is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.fold import Folder
from ingest.notation.calendar import DateMention
from ingest.numbers.printed import Quantity, Segment
from ingest.passages.outline import Passage
from ingest.read.document import Cell
from ingest.tables.dated_heads import undated
from ingest.tables.head_order import words

_YEAR = re.compile(r"\d年(?!\d{1,2}月\d)")


@dataclass(frozen=True)
class Figure:
    """A number that is all of its cell, and the words of its row's labels."""

    label: str
    quantity: Quantity


@dataclass(frozen=True)
class Column:
    """The figures of one column. ``when`` is the date in its head, with the head's segment.

    ``words`` are those of its heads besides the date; all of them where two dates make it no one's.
    """

    words: str
    when: tuple[Segment, DateMention] | None
    figures: tuple[Figure, ...]


class MisplacedHeads(Exception):
    """The heads do not stand over the columns they head."""


def figures(passage: Passage, quantities: Sequence[Quantity], folder: Folder) -> list[Figure]:
    """The numbers of a table that fill their cells and have labels left of them.

    Args:
        passage: the table.
        quantities: those of its cells.
        folder: folds cell texts.
    """
    cells = _Cells(passage, folder)
    labelled = [Figure(label, number) for number in quantities if _fills(number) and (label := cells.label(number))]
    times = Counter((figure.label, figure.quantity.segment.place.column) for figure in labelled)
    # Rows of one name are told apart by what is remarked behind their numbers.
    return [
        Figure(figure.label + cells.remark(figure.quantity), figure.quantity)
        if times[figure.label, figure.quantity.segment.place.column] > 1
        else figure
        for figure in labelled
    ]


def columns(passage: Passage, figures: Sequence[Figure], folder: Folder) -> list[Column]:
    """The columns of a table whose rows open with labels.

    Args:
        passage: the table.
        figures: its figures, of all columns.
        folder: folds cell texts.

    Raises:
        MisplacedHeads: it cannot be told which head is for which column: one column has none where
            others have; a date heads the labels; or other heads stand farther down.
    """
    cells = _Cells(passage, folder)
    first_row = min(figure.quantity.segment.place.row for figure in figures)
    last_label = max(head.place.column for figure in figures for head in figure.quantity.segment.row_heads)
    head_rows = cells.head_rows(first_row, last_label)
    by_column: dict[int, list[Figure]] = {}
    for figure in figures:
        by_column.setdefault(figure.quantity.segment.place.column, []).append(figure)
    heads = {column: _heads(own[0], head_rows) for column, own in by_column.items()}
    if any(heads.values()) != all(heads.values()) or min(by_column) <= last_label:
        raise MisplacedHeads
    if cells.dates_labels(first_row, last_label) or any(
        cells.has_words_below(first_row, [head for head in own if head.place.column > last_label])
        for own in heads.values()
    ):
        raise MisplacedHeads
    return [_column(heads[column], own) for column, own in sorted(by_column.items())]


def _heads(figure: Figure, rows: frozenset[int]) -> list[Segment]:
    return [head for head in figure.quantity.segment.column_heads if head.place.row in rows]


def _column(heads: Sequence[Segment], figures: Sequence[Figure]) -> Column:
    dates = [(head, mention) for head in heads for mention in head.dates]
    if len({(m.interval.start, m.interval.end) for _, m in dates}) > 1:
        return Column(words("".join(head.compact.text for head in heads)), None, tuple(figures))
    return Column(words("".join(undated(head) for head in heads)), dates[-1] if dates else None, tuple(figures))


class _Cells:
    """The cells of a table with their compact words.

    Args:
        passage: the table.
        folder: folds cell texts.
    """

    def __init__(self, passage: Passage, folder: Folder) -> None:
        self._cells = [(cell, text) for cell in passage.cells if (text := folder.compact(cell.text).text)]

    def label(self, quantity: Quantity) -> str:
        """The words of a number's row from the left; a blank before others repeats what is above it."""
        heads = quantity.segment.row_heads
        if not heads:
            return ""
        first = min(head.place.column for head in heads)
        above = "".join(self._above(quantity.segment.place.row, column) for column in range(1, first))
        return words(above + "".join(head.compact.text for head in heads))

    def remark(self, quantity: Quantity) -> str:
        """The words of the last cell of a number's row, behind it; none where that is a number itself."""
        place = quantity.segment.place
        behind = [text for cell, text in self._cells if cell.row == place.row and cell.column > place.column]
        return words(behind[-1]) if behind and not re.search(r"\d", behind[-1]) else ""

    def _above(self, row: int, column: int) -> str:
        texts = [text for cell, text in self._cells if cell.column == column and cell.row <= row]
        return texts[-1] if texts else ""

    def head_rows(self, before: int, last_label: int) -> frozenset[int]:
        """The rows before ``before`` that head columns: not those with one cell only, over the labels."""
        rows: dict[int, list[Cell]] = {}
        for cell, _ in self._cells:
            if cell.row < before:
                rows.setdefault(cell.row, []).append(cell)
        return frozenset(row for row, own in rows.items() if len(own) > 1 or own[0].column > last_label)

    def dates_labels(self, before: int, last_label: int) -> bool:
        """Whether a year or month, which would date a column, stands over the labels."""
        return any(_YEAR.search(text) for cell, text in self._cells if cell.row < before and cell.column <= last_label)

    def has_words_below(self, first_row: int, heads: Sequence[Segment]) -> bool:
        """Whether words other than those of the heads stand in a column of figures, beside figures."""
        known = {words(head.compact.text) for head in heads}
        columns = {head.place.column for head in heads}
        below = (text for cell, text in self._cells if cell.row >= first_row and cell.column in columns)
        return any(
            not re.search(r"\d", text) or _YEAR.search(text) for text in below if words(text) not in {"", *known}
        )


def _fills(quantity: Quantity) -> bool:
    """Whether a number, with its unit, is all of its cell."""
    segment = quantity.segment
    return segment.cell is not None and quantity.start == 0 and quantity.tail == len(segment.compact.text)
