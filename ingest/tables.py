"""Places the numbers of a known table by its own arithmetic.

Text formats shift, glue and lose cells, so a number's place in the row says little. The table's
sums say it: each number of a block of cells must take one place so that all sums hold. Where no
placing, or more than one, does, nothing is placed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalog.fold import Folder
from catalog.models import TableForm, TableSlot
from catalog.words import told
from ingest.outline import Passage
from ingest.quantities import Quantity

Placing = Mapping[str, Quantity]


@dataclass(frozen=True)
class Undecided:
    """A known table whose arithmetic places nothing. ``reason`` is a sentence in Chinese."""

    form: TableForm
    passage: Passage
    reason: str


def recognises(form: TableForm, passage: Passage) -> bool:
    """Whether ``passage`` is a table of this form."""
    text = passage.compact.text
    return passage.kind == "table" and all(re.search(pattern, text) for pattern in form.recognise)


def place(form: TableForm, passage: Passage, quantities: Sequence[Quantity], folder: Folder) -> Placing | Undecided:
    """The printed number of each metric of a table, or why there is none.

    Args:
        form: the table's form.
        passage: the table.
        quantities: the quantities of its cells, in order.
        folder: folds cell texts.
    """
    groups = _by_group(form, passage, quantities, folder)
    found: dict[tuple[Decimal | None, ...], Placing] = {}
    for placing in _placings(form, groups):
        if _holds(form, placing):
            found.setdefault(tuple(q.value if (q := placing.get(s.metric)) else None for s in form.slots), placing)
    if not found:
        return Undecided(form, passage, told("reading.table_no_way"))
    if len(found) == 1:
        return next(iter(found.values()))
    headed = [placing for placing in found.values() if _is_headed(form, placing)]
    return headed[0] if len(headed) == 1 else Undecided(form, passage, told("reading.table_two_ways"))


def _is_headed(form: TableForm, placing: Placing) -> bool:
    """Whether every placed number stands below, or behind, the label of its place."""
    labels = {slot.metric: slot.label for slot in form.slots}
    return all(
        any(re.search(labels[metric], text) for text in _own_labels(quantity)) for metric, quantity in placing.items()
    )


def _own_labels(quantity: Quantity) -> Iterator[str]:
    """The words before a number in its cell, in the head right above and in the one right left of it."""
    segment = quantity.segment
    yield segment.compact.text[: quantity.start]
    for head in (*segment.column_heads[-1:], *segment.row_heads[-1:]):
        yield head.compact.text


def _by_group(
    form: TableForm, passage: Passage, quantities: Sequence[Quantity], folder: Folder
) -> dict[str, list[Quantity]]:
    """The bare numbers of each block of cells: no unit but 人, no qualifier, not inside a sentence."""
    groups: dict[str, list[Quantity]] = {group.id: [] for group in form.groups}
    current: str | None = None
    for cell in passage.cells:
        text = folder.compact(cell.text).text
        current = next((group.id for group in form.groups if re.match(group.opens, text)), current)
        if current is None:
            continue
        groups[current] += [q for q in quantities if q.segment.cell == cell and _is_bare(q)]
    return groups


def _is_bare(quantity: Quantity) -> bool:
    """A number that stands for itself: first in its cell, or behind a full stop or a total's colon."""
    if quantity.unit is not None and quantity.tail < len(quantity.segment.compact.text):
        return False
    before = quantity.segment.compact.text[: quantity.start]
    return (quantity.qualifier in (None, "多") or quantity.segment.passage.by_ocr) and (
        not before or before[-1] in "。:計 "
    )


def _placings(form: TableForm, groups: Mapping[str, Sequence[Quantity]]) -> Iterator[dict[str, Quantity]]:
    """All ways to give every number of each group one of the group's places, totals left out or not."""

    def fill(group_ids: Sequence[str]) -> Iterator[dict[str, Quantity]]:
        if not group_ids:
            yield {}
            return
        slots = [slot for slot in form.slots if slot.group == group_ids[0]]
        for rest in fill(group_ids[1:]):
            for own in _fill_group(form, slots, list(groups[group_ids[0]])):
                yield {**rest, **own}

    yield from fill([group.id for group in form.groups])


def _fill_group(form: TableForm, slots: Sequence[TableSlot], numbers: list[Quantity]) -> Iterator[dict[str, Quantity]]:
    if not slots:
        if not numbers:
            yield {}
        return
    slot, rest = slots[0], slots[1:]
    if not sum(not s.optional for s in slots) <= len(numbers) <= len(slots):
        return
    for index, number in enumerate(numbers):
        for own in _fill_group(form, rest, numbers[:index] + numbers[index + 1 :]):
            placing = {slot.metric: number, **own}
            if _in_order(form, placing):
                yield placing
    if slot.optional:
        yield from _fill_group(form, rest, numbers)


def _in_order(form: TableForm, placing: Mapping[str, Quantity]) -> bool:
    """Whether parts that are no totals themselves stand in the table in the form's order."""
    totals = {total.total for total in form.sums}
    for total in form.sums:
        if totals.isdisjoint(total.parts):
            places = [_place(placing[part]) for part in total.parts if part in placing]
            if places != sorted(places):
                return False
    return True


def _place(quantity: Quantity) -> tuple[int, int]:
    return quantity.segment.base, quantity.start


def _holds(form: TableForm, placing: Mapping[str, Quantity]) -> bool:
    """Whether all sums hold, and every placed number stands in a sum whose total is printed.

    A total that is not printed is computed, so that the sum above it can prove its parts.
    """
    values = {metric: quantity.value for metric, quantity in placing.items()}
    proven: set[str] = set()
    unproven: dict[str, set[str]] = {}
    for total in form.sums:
        parts = [values.get(part) for part in total.parts]
        if any(part is None for part in parts):
            return False
        computed = sum((part for part in parts if part is not None), Decimal(0))
        members = {total.total, *total.parts}
        for part in total.parts:
            members |= unproven.get(part, set())
        if total.total not in values:
            values[total.total] = computed
            unproven[total.total] = members
        elif values[total.total] != computed:
            return False
        else:
            proven |= members
    return set(placing) <= proven
