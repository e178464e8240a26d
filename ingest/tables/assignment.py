"""Gives the numbers of a table the places of its form, by what the heads allow and the sums prove.

Heads say which places a number may take; sums confirm. As the parts of a sum may be exchanged
without it telling, a placing counts only where no other, with other values, is allowed as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice, product

from catalog.table_forms import TableForm, TableSlot
from ingest.numbers.printed import Quantity

Placing = Mapping[str, Quantity]
# Heads leave few ways; a table with more is read by none.
_MOST_PLACINGS = 20_000
# Whether heads allow the numbers placed so far, by metric.
Allows = Callable[[Placing], bool]


def all_placings(
    form: TableForm,
    groups: Sequence[tuple[Sequence[TableSlot], Sequence[Quantity]]],
    allows: Allows,
    *,
    labelled: bool,
    exact: bool = False,
) -> list[Placing]:
    """The placings that heads allow and sums prove: one of each set of values, at most two.

    Where sums prove none, a printed total is wrong, or a part. Then the one placing that heads allow
    counts in which a single sum fails; but where numbers have no labels of their own, only if every
    place has one: a number that was lost lets others take its place.

    Args:
        form: the sums.
        groups: places with the numbers that share them among themselves; every number takes one
            place, optional places may stay empty.
        allows: what the heads say.
        labelled: whether each number's own label says what it is.
        exact: whether no sum may fail.
    """
    proven: dict[tuple[Decimal | None, ...], Placing] = {}
    headed: dict[tuple[Decimal | None, ...], Placing] = {}
    for placing in islice(_fill_all(groups, allows), _MOST_PLACINGS):
        values = tuple(q.value if (q := placing.get(s.metric)) else None for s in form.slots)
        failing = _failing(form, placing)
        if failing == 0:
            proven.setdefault(values, placing)
        elif failing == 1 and not exact and (labelled or len(placing) == len(form.slots)):
            headed.setdefault(values, placing)
        if len(proven) > 1:
            break
    return list((proven or headed).values())[:2]


def _fill_all(
    groups: Sequence[tuple[Sequence[TableSlot], Sequence[Quantity]]], allows: Allows
) -> Iterator[dict[str, Quantity]]:
    if not groups:
        yield {}
        return
    for rest in _fill_all(groups[1:], allows):
        for own in _fill(*groups[0], {}, allows):
            yield {**rest, **own}


def _fill(
    slots: Sequence[TableSlot], numbers: Sequence[Quantity], placed: dict[str, Quantity], allows: Allows
) -> Iterator[dict[str, Quantity]]:
    """All ways to give every one of ``numbers`` one of ``slots``, besides those already ``placed``."""
    if not slots:
        if not numbers:
            yield placed
        return
    slot, rest = slots[0], slots[1:]
    if not sum(not s.optional for s in slots) <= len(numbers) <= len(slots):
        return
    for index, number in enumerate(numbers):
        placing = {**placed, slot.metric: number}
        if allows(placing):
            yield from _fill(rest, [*numbers[:index], *numbers[index + 1 :]], placing, allows)
    if slot.optional:
        yield from _fill(rest, numbers, placed, allows)


def _failing(form: TableForm, placing: Placing) -> int | None:
    """How many sums fail; None where a placed number stands in no sum whose total is printed.

    A total that is not printed is computed, so that the sum above it can prove its parts.
    """
    # Above a total that is wrong, sums may rest on what is printed or on what its parts come to.
    values = {metric: {quantity.value} for metric, quantity in placing.items()}
    proven: set[str] = set()
    unproven: dict[str, set[str]] = {}
    failing = 0
    for total in form.sums:
        if not all(part in values for part in total.parts):
            return None
        computed = {sum(parts, Decimal(0)) for parts in product(*(values[part] for part in total.parts))}
        members = {total.total, *total.parts}
        for part in total.parts:
            members |= unproven.get(part, set())
        if total.total not in values:
            values[total.total] = computed
            unproven[total.total] = members
            continue
        if not values[total.total] & computed:
            failing += 1
            values[total.total] |= computed
        proven |= members
    return failing if set(placing) <= proven else None


def coarser(form: TableForm, printed: Collection[str]) -> TableForm:
    """The form of a table that tells some parts in one row: the sums that the places printed can hold.

    Args:
        form: the whole form.
        printed: the metrics whose places rows name.
    """
    known, sums = set(printed), []
    for total in form.sums:
        if known.issuperset(total.parts):
            sums.append(total)
            known.add(total.total)
    kept = {metric for total in sums for metric in (total.total, *total.parts)}
    return form.model_copy(
        update={"sums": tuple(sums), "slots": tuple(slot for slot in form.slots if slot.metric in kept)}
    )


def without(form: TableForm, printed: Collection[str]) -> TableForm:
    """The form of a table in which there is nothing at the places that no row or head of it names.

    Args:
        form: the whole form.
        printed: the metrics whose places are named; optional ones stay.
    """
    slots = tuple(slot for slot in form.slots if slot.optional or slot.metric in printed)
    kept = {slot.metric for slot in slots}
    sums = [total.model_copy(update={"parts": tuple(filter(kept.__contains__, total.parts))}) for total in form.sums]
    return form.model_copy(update={"sums": tuple(total for total in sums if total.parts), "slots": slots})


def is_vacuous(form: TableForm, placing: Placing) -> bool:
    """Whether a part is all of a total that is not printed: the number may be the total, and a part be lost."""
    values = {metric: quantity.value for metric, quantity in placing.items()}
    for total in form.sums:
        parts = [values[part] for part in total.parts]
        if total.total not in values:
            values[total.total] = sum(parts, Decimal(0))
            if values[total.total] in parts:
                return True
    return False
