"""Rows of tables below several days: one row is one measure there, at each of these days."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from ingest.numbers.printed import Quantity


def row_of_days(quantity: Quantity) -> tuple[object, ...]:
    """The row below several days that a cell stands in; nothing for other numbers."""
    cell, heads = quantity.segment.cell, quantity.segment.column_heads
    if cell is None or not any(head.dates for head in heads):
        return ()
    # 上年同期 above 案數 and 人數: each has a row of its own.
    named = (head.compact.text for head in heads if not head.dates)
    return (quantity.segment.passage.no, cell.row, *named)


def against_row(
    asked: Sequence[Quantity], proven: Collection[Quantity], first: Callable[[Quantity], str | None]
) -> set[Quantity]:
    """The numbers of a row below several days that are likeliest of another metric than is proven of one; or all."""
    rows: dict[tuple[object, ...], list[Quantity]] = {}
    for one in asked:
        row = row_of_days(one)
        if row:
            rows.setdefault(row, []).append(one)
    found: set[Quantity] = set()
    for cells in rows.values():
        of = {first(one) for one in cells if one in proven}
        if of:
            found.update(one for one in cells if len(of) > 1 or first(one) not in of)
    return found
