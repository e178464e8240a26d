"""Heads of a table's rows and columns, and the units they give to bare numbers below them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from catalog.entry import compiled
from ingest.notation.numerals import OWN_MONEY, UNIT_SCALE, scale_of
from ingest.numbers.measures import alternatives
from ingest.numbers.printed import Quantity, Segment
from ingest.read.document import Cell

_VALUE = re.compile(r"[\d,.()%+\-△▲\s]*")
# 113.6.30 above a column is a day.
_DAY = re.compile(r"\(?\d{2,4}[./]\d{1,2}[./]\d{1,2}\)?")
_LONGEST_HEAD = 40
# More heads than any table prints; each cell of a row of a hundred thousand must not hold all others.
_MOST_HEADS, _ENDS = 256, 32
_SEVERAL = re.compile(r"單位:?\(?([^\d()\s]+[、及與和,，;；/][^\d()\s]+)")
# Of money by something, a rate: 元/人. What else a stroke parts are two units.
_JOINTS = re.compile("[、及與和,，;；]|(?<!元)/")


def with_heads(cells: Sequence[Segment]) -> list[Segment]:
    """The cells of one table, each with the cells that head its row and its column.

    A head holds words and is short: a cell of figures, or of a sentence, heads nothing. In rows of heads only, one
    reaches over the blanks right of it that stand above heads of their own: 本期, blank above 案數, 人數.
    """
    by_row: dict[int, list[Segment]] = {}
    by_column: dict[int, list[Segment]] = {}
    for head in cells:
        if _is_head(head.compact.text):
            cell = _cell(head)
            for row in range(cell.row, cell.row + cell.row_span):
                by_row.setdefault(row, []).append(head)
            for column in range(cell.column, cell.column + cell.column_span):
                by_column.setdefault(column, []).append(head)
    for head, columns in _over_blanks(cells):
        for column in columns:
            by_column.setdefault(column, []).append(head)
    for heads in by_row.values():
        if len(heads) > _MOST_HEADS:
            heads.sort(key=_column)
    for heads in by_column.values():
        heads.sort(key=lambda head: (_cell(head).row, _cell(head).column))
    return [
        replace(
            segment,
            row_heads=_before(by_row.get(_cell(segment).row, []), segment, _column),
            column_heads=_before(by_column.get(_cell(segment).column, []), segment, _row),
        )
        for segment in cells
    ]


def _column(segment: Segment) -> int:
    return _cell(segment).column


def _row(segment: Segment) -> int:
    return _cell(segment).row


def _before(heads: Sequence[Segment], segment: Segment, place: Callable[[Segment], int]) -> tuple[Segment, ...]:
    """Those of a row's or a column's heads that stand before a cell; of very many the first and the nearest."""
    if len(heads) <= _MOST_HEADS:
        return tuple(head for head in heads if place(head) < place(segment))
    count = bisect_left(heads, place(segment), key=place)
    return tuple(heads[:count] if count <= _MOST_HEADS else (*heads[:_ENDS], *heads[count - _ENDS : count]))


def _over_blanks(cells: Sequence[Segment]) -> Iterator[tuple[Segment, list[int]]]:
    """The heads that reach over blanks right of them, and these blanks' columns."""
    rows: dict[int, list[Segment]] = {}
    for segment in cells:
        rows.setdefault(_cell(segment).row, []).append(segment)
    above = list(takewhile(lambda row: all(_is_head(s.compact.text) for s in rows[row]), sorted(rows)))
    for row, below in pairwise(above):
        own = sorted(rows[row], key=lambda segment: _cell(segment).column)
        starts = [_cell(segment).column for segment in own]
        headed = [_cell(segment).column for segment in rows[below]]
        for head, end in zip(own, [*starts[1:], max(headed) + 1], strict=True):
            first = _cell(head).column + _cell(head).column_span
            blanks = [column for column in headed if first <= column < end]
            if blanks and first - 1 in headed:
                yield head, blanks


def _cell(segment: Segment) -> Cell:
    assert segment.cell is not None
    return segment.cell


def _is_head(text: str) -> bool:
    is_words = not _VALUE.fullmatch(text) or _DAY.fullmatch(text) is not None
    return len(text) <= _LONGEST_HEAD and "。" not in text and is_words


@dataclass(frozen=True)
class Stated:
    """The unit a table states for all its bare numbers, and how many of it each counts (千元: 1,000).

    ``beside_shares``: columns headed as shares are percentages. ``printed`` is the unit as it stands there.
    """

    unit: str
    scale: int
    beside_shares: bool = False
    printed: str = ""


class HeadUnits:
    """Units that stand in a table's heads, or in the words before it, for all its bare numbers.

    Args:
        units: printed forms of units, each with its id.
        share_head: a pattern of heads of percentages, for tables that state two units.
        money_head: one of heads of amounts of money, for tables that state several.
    """

    def __init__(self, units: Mapping[str, str], share_head: str, money_head: str) -> None:
        self._units = units
        self._share_head, self._money_head = compiled(share_head), compiled(money_head)
        scale, unit = f"{UNIT_SCALE}|[百佰]|", alternatives(units)
        measure = rf"(?:{OWN_MONEY}[:/(]?)?(?P<scale>{scale})(?P<unit>{unit})"
        another = rf"[、及與和]|[,，;；/]{OWN_MONEY}?(?:{scale})(?:{unit})(?=[、,，;；/)\s]|$)"
        self._stated = compiled(rf"單位:?\(?(?>{measure})(?:(?P<shares>[、,，;；及與和(]%)|(?!{another}))")
        self._one = compiled(measure)
        self._in_head = compiled(rf"(?:^|[(\n]){measure}(?:\)|$|(?=\n))")

    def stated(self, cells: Iterable[Segment], lead: str) -> Stated | None:
        """The unit that a table's cells, else the words before it, state for the whole of it.

        Args:
            cells: the table's cells.
            lead: the folded words before it.
        """
        for text in (*(segment.compact.text for segment in cells), lead):
            match = self._stated.search(text)
            if match:
                return self._of(match)
        return None

    def several(self, lead: str) -> tuple[Stated, ...]:
        """The units that the words before a table state for its columns together: 單位：人次、千元."""
        listed = _SEVERAL.search(lead)
        found = [self._one.fullmatch(text) for text in _JOINTS.split(listed[1])] if listed else []
        return tuple(self._of(match) for match in found if match) if all(found) else ()

    def carried(
        self,
        quantities: Sequence[Quantity],
        before: Iterable[Quantity],
        stated: Stated | None,
        several: Sequence[Stated] = (),
    ) -> list[Quantity]:
        """The quantities of one table, bare ones with the unit its heads or lead give.

        A bare number that the words before the table print with a unit lends that unit's scale
        to the table: 概算7,718.4萬元分配情形如下.

        Args:
            quantities: those of the table's cells.
            before: those of the passage right before the table.
            stated: the unit stated for the whole table.
            several: the units stated for its columns, each for those whose heads tell that it is theirs.
        """
        lent = self._lent(quantities, before)
        return [
            quantity if quantity.unit else self._with_unit(
                quantity, stated or self._told(quantity.segment.column_label, several), lent
            )
            for quantity in quantities
        ]  # fmt: skip

    def _told(self, label: str, several: Sequence[Stated]) -> Stated | None:
        """Which of several units a column's head names, the one of money by words for amounts."""
        named = [one for one in several if re.search(rf"{re.escape(one.printed)}數?$", label)]
        if not named and self._money_head.search(label):
            named = [one for one in several if one.unit == "元"]
        return named[0] if len(named) == 1 else None

    def _with_unit(self, quantity: Quantity, stated: Stated | None, lent: Quantity | None) -> Quantity:
        label = quantity.segment.column_label
        match = self._stated.search(label) or self._in_head.search(label)
        # Where months or places stand in the columns, what is counted heads the row.
        match = match or self._in_head.search(quantity.segment.row_label)
        given = self._of(match) if match else stated
        if given and given.beside_shares and self._share_head.search(label):
            return _scaled(quantity, "%", 1)
        if given:
            return _scaled(quantity, given.unit, given.scale)
        return _scaled(quantity, lent.unit, int(lent.scale)) if lent and lent.unit else quantity

    def _of(self, match: re.Match[str]) -> Stated:
        unit, shares = match.group("unit"), bool(match.groupdict().get("shares"))
        return Stated(self._units[unit], scale_of(match.group("scale")), shares, unit)

    def _lent(self, quantities: Sequence[Quantity], before: Iterable[Quantity]) -> Quantity | None:
        bare = {quantity.value for quantity in quantities if quantity.unit is None}
        return next((q for q in before if q.scale > 1 and q.value / q.scale in bare), None)


def _scaled(quantity: Quantity, unit: str | None, scale: int) -> Quantity:
    return replace(quantity, unit=unit, value=quantity.value * scale, scale=quantity.scale * scale)
