"""Heads of a table's rows and columns, and the units they give to bare numbers below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.notation.numerals import SCALES
from ingest.numbers.printed import Quantity, Segment
from ingest.read.document import Cell

_VALUE = re.compile(r"[\d,.()%+\-\s]*")
_LONGEST_HEAD = 40


def with_heads(cells: Sequence[Segment]) -> list[Segment]:
    """The cells of one table, each with the cells that head its row and its column.

    A head holds words and is short: a cell of figures, or of a sentence, heads nothing.
    """
    heads = [segment for segment in cells if _is_head(segment.compact.text)]
    return [
        replace(
            segment,
            row_heads=tuple(head for head in heads if _left_of(head.place, segment.place)),
            column_heads=tuple(head for head in heads if _above(head.place, segment.place)),
        )
        for segment in cells
    ]


def _is_head(text: str) -> bool:
    return len(text) <= _LONGEST_HEAD and "。" not in text and not _VALUE.fullmatch(text)


def _left_of(head: Cell, cell: Cell) -> bool:
    return head.column < cell.column and head.row <= cell.row < head.row + head.row_span


def _above(head: Cell, cell: Cell) -> bool:
    return head.row < cell.row and head.column <= cell.column < head.column + head.column_span


class HeadUnits:
    """Units that stand in a table's heads, or in the words before it, for all its bare numbers.

    Args:
        units: printed forms of units, each with its id.
    """

    def __init__(self, units: dict[str, str]) -> None:
        forms = "|".join(re.escape(form) for form in sorted(units, key=lambda form: (-len(form), form)))
        self._units = units
        measure = rf"(?P<scale>[千萬億]?)(?P<unit>{forms})"
        self._stated = re.compile(rf"單位:?\(?{measure}")
        self._in_head = re.compile(rf"(?:^|[(\n]){measure}(?:\)|$)")

    def carry(self, quantities: Sequence[Quantity], before: Iterable[Quantity], lead: str) -> None:
        """Gives the bare numbers of one table the unit and the scale that its heads or lead state.

        A bare number that the words before the table print with a unit lends that unit's scale
        to the table: 概算7,718.4萬元分配情形如下.

        Args:
            quantities: those of the table's cells.
            before: those of the passage right before the table.
            lead: the folded words of that passage.
        """
        stated = self._stated.search("\n".join([lead, *(q.segment.compact.text for q in quantities)]))
        bare = [quantity for quantity in quantities if not quantity.unit]
        lent = self._lent(bare, before)
        for quantity in bare:
            label = quantity.segment.column_label
            match = self._stated.search(label) or self._in_head.search(label) or stated
            if match:
                scale = SCALES[match.group("scale")] if match.group("scale") else 1
                quantity.measure(self._units[match.group("unit")], scale)
            elif lent and lent.unit:
                quantity.measure(lent.unit, int(lent.scale))

    def _lent(self, bare: Sequence[Quantity], before: Iterable[Quantity]) -> Quantity | None:
        values = {quantity.value for quantity in bare}
        return next((q for q in before if q.scale > 1 and q.value / q.scale in values), None)
