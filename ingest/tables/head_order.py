"""In which order the heads over a block of figures name a form's places.

Text formats lose and shift cells, so that a figure may not stand right below its head; but heads
and the figures of one row keep their order. Heads stand in one row, or in two, the lower dividing
some of the upper ones (僱用工程員 into 工程管理費 and 公務預算).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from catalog.table_forms import TableSlot
from ingest.numbers.printed import Quantity

_NOT_WORDS = re.compile(r"[\W_]")


def words(text: str) -> str:
    """The words of heads without brackets and other marks."""
    return _NOT_WORDS.sub("", text)


def named(slots: Sequence[TableSlot], head: str) -> list[str]:
    """The metrics whose places a head, all of its levels in one, may name."""
    return [slot.metric for slot in slots if re.search(slot.label, words(head))]


def order_of(slots: Sequence[TableSlot], upper: Sequence[str], lower: Sequence[str]) -> Mapping[str, int]:
    """The position of each place that the heads name; empty where they can be read in two ways.

    Args:
        slots: the places.
        upper: the heads of the upper row, from left to right.
        lower: those of the row below it, if any.
    """
    orders = set(_orders(slots, upper, lower))
    most = max((used for used, _ in orders), default=0)
    best = [order for used, order in orders if used == most]
    return {metric: position for position, metric in enumerate(best[0])} if len(best) == 1 else {}


def _orders(
    slots: Sequence[TableSlot], upper: Sequence[str], lower: Sequence[str]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """All ways to divide the lower heads among the upper ones, both in order.

    Each with the places it names, one at most once, and how many heads have a part in that.
    """
    if not upper:
        yield 0, ()
        return
    for count in range(len(lower) + 1):
        paths = [upper[0] + head for head in lower[:count]] or [upper[0]]
        metrics = [own[0] for path in paths if len(own := named(slots, path)) == 1]
        used = len(metrics) + (count > 0 and bool(metrics))
        for more, rest in _orders(slots, upper[1:], lower[count:]):
            if len({*metrics, *rest}) == len(metrics) + len(rest):
                yield used + more, (*metrics, *rest)


def keeps(order: Mapping[str, int], placing: Mapping[str, Quantity]) -> bool:
    """Whether the numbers of each row of cells stand in the order of the heads of their places."""
    rows: dict[int, list[tuple[int, int, int]]] = {}
    for metric, quantity in placing.items():
        if metric in order and quantity.segment.cell is not None:
            place = (quantity.segment.base, quantity.start, order[metric])
            rows.setdefault(quantity.segment.cell.row, []).append(place)
    return all(_rising([position for *_, position in sorted(row)]) for row in rows.values())


def _rising(positions: Sequence[int]) -> bool:
    return list(positions) == sorted(positions)
