"""Places the numbers of a known table by its printed heads, proven by its sums.

Text formats shift, glue and lose cells, so a number's column says little; but heads and numbers keep
their order, and rows their labels. Sums confirm: one may fail, as where a total is misprinted, which
a check then tells. Where the heads cannot be read, or more sums fail, nothing is placed: sums alone
do not tell one part from another.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from catalog.fold import Folder
from catalog.table_forms import TableForm, TableSlot
from catalog.words import told
from ingest.notation.calendar import DateMention
from ingest.numbers.printed import Quantity, Segment
from ingest.passages.outline import Passage
from ingest.read.document import Cell
from ingest.tables.assignment import Placing, all_placings, coarser, is_vacuous, without
from ingest.tables.head_order import keeps, named, order_of, words
from ingest.tables.labelled_rows import Column, Figure, MisplacedHeads, columns, figures

_JOINT = re.compile("[、及與和暨]")
_TOTAL = re.compile("(?:小計|合計|總計|總數)")


@dataclass(frozen=True)
class Placed:
    """The printed number of each metric of a table, or of one of its columns.

    ``when`` is the date that heads the column, with the head's segment; None where none does. ``unnamed`` are the
    numbers of rows that tell several places in one.
    """

    placing: Placing
    when: tuple[Segment, DateMention] | None = None
    unnamed: tuple[Quantity, ...] = ()


@dataclass(frozen=True)
class Undecided:
    """A known table whose heads and sums place nothing. ``reason`` is a sentence in Chinese."""

    form: TableForm
    passage: Passage
    reason: str


def recognises(form: TableForm, passage: Passage) -> bool:
    """Whether ``passage`` is a table of this form."""
    text = passage.compact.text
    return passage.kind == "table" and all(re.search(pattern, text) for pattern in form.recognise)


def place(
    form: TableForm, passage: Passage, quantities: Sequence[Quantity], folder: Folder
) -> list[Placed | Undecided]:
    """The printed numbers of a table, column by column where its rows have labels, or why there are none.

    Args:
        form: the table's form.
        passage: the table.
        quantities: the quantities of its cells, in order.
        folder: folds cell texts.
    """
    labelled = figures(passage, quantities, folder)
    if _names_parts(form, labelled):
        rows = {figure.quantity.segment.place.row for figure in labelled}
        readable = all(quantity.segment.place.row in rows for quantity in quantities)
        return _by_rows(form, passage, labelled, folder, readable)
    return [_by_blocks(form, passage, quantities, folder)]


def _decided(form: TableForm, passage: Passage, found: Sequence[Placing]) -> Placing | Undecided:
    if len(found) == 1 and not is_vacuous(form, found[0]):
        return found[0]
    return Undecided(form, passage, told("reading.table_two_ways" if found else "reading.table_no_way"))


# Rows with labels -------------------------------------------------------------------------------


def _names_parts(form: TableForm, labelled: Sequence[Figure]) -> bool:
    """Whether labels of rows name parts: those of whole blocks (工級人員) stand beside heads as well."""
    required = {slot.metric for slot in form.slots if not slot.optional}
    names = [named(form.slots, figure.label) for figure in labelled]
    return len({own[0] for own in names if len(own) == 1 and own[0] in required}) > 1


def _by_rows(
    form: TableForm, passage: Passage, labelled: Sequence[Figure], folder: Folder, readable: bool
) -> list[Placed | Undecided]:
    """What each column of levels holds: those headed by a date, or by words of the form for such.

    ``readable``: each row with numbers has a label.
    """
    try:
        own = columns(passage, labelled, folder)
    except MisplacedHeads:
        return [Undecided(form, passage, told("reading.table_heads"))]
    levels = [column for column in own if re.search(form.level_head, column.words) and (column.words or column.when)]
    levels = levels or (own if len(own) == 1 and not own[0].words else [])
    levels = [_with_totals(form, levels[0], own)] if len(levels) == 1 else levels
    days = [column.when[1].interval.end if column.when else None for column in levels]
    if not levels or len(set(days)) < len(days):
        return [Undecided(form, passage, told("reading.table_heads"))]
    return [_column(form, passage, column, readable) for column in levels]


def _with_totals(form: TableForm, level: Column, columns: Sequence[Column]) -> Column:
    """The one column of levels, with the totals of its groups that stand in columns of their own: 人數, 小計, 合計."""
    found = {figure.quantity: figure for figure in level.figures}
    for column in columns:
        for figure in column.figures if _TOTAL.fullmatch(column.words) and not column.when else ():
            group = next((own for one in form.groups if (own := re.match(one.opens, figure.label))), None)
            if group is None:
                continue
            label = figure.label if _TOTAL.search(figure.label) else group.group() + column.words
            # What is printed in both is one total.
            again = (label.removesuffix(column.words), figure.quantity.value)
            twice = [q for q, own in found.items() if (_TOTAL.sub("", own.label), q.value) == again]
            if not twice:
                found[figure.quantity] = replace(figure, label=label)
    return replace(level, figures=tuple(found.values()))


def _column(form: TableForm, passage: Passage, column: Column, readable: bool) -> Placed | Undecided:
    """The numbers of one column, each for a place that its row's label may name; other rows are left out.

    Where rows tell several places in one (業務助理、約用人員及僱用工程員), or nothing of some places, all sums of the
    others must hold.
    """
    named_by = {figure.quantity: named(form.slots, figure.label) for figure in column.figures}
    unnamed = tuple(quantity for quantity, metrics in named_by.items() if not metrics)
    # 小計 alone may be of several.
    printed = {metrics[0] for metrics in named_by.values() if len(metrics) == 1}
    several = [quantity for quantity in named_by if _tells_several(quantity)]
    whole = not several or not set(unnamed) <= set(several) or not _lacks(form, printed)
    fewer = readable and not unnamed and _lacks(form, printed)
    own = without(form, printed) if fewer else form if whole else coarser(form, printed)
    places = {slot.metric for slot in own.slots}
    may_be = {quantity: metrics for quantity, metrics in named_by.items() if metrics and places.issuperset(metrics)}

    def allows(placing: Placing) -> bool:
        return all(metric in may_be[quantity] for metric, quantity in placing.items())

    ways = (
        all_placings(own, [(own.slots, list(may_be))], allows, labelled=True, exact=fewer or not whole)
        if own.sums
        else []
    )
    placing = _decided(own, passage, ways)
    return placing if isinstance(placing, Undecided) else Placed(placing, column.when, () if whole else unnamed)


def _lacks(form: TableForm, printed: Collection[str]) -> bool:
    return any(not slot.optional and slot.metric not in printed for slot in form.slots)


def _tells_several(quantity: Quantity) -> bool:
    """Whether the label of a number's row joins several names."""
    return any(_JOINT.search(head.compact.text) for head in quantity.segment.row_heads)


# Blocks with heads over their numbers -----------------------------------------------------------


def _by_blocks(form: TableForm, passage: Passage, quantities: Sequence[Quantity], folder: Folder) -> Placed | Undecided:
    opened = _opened(form, passage, folder)
    found = _in_blocks(form, passage, quantities, folder, _blocks(form, passage, opened))
    if isinstance(found, Undecided) and any(len(heads) > 1 for heads in opened.values()):
        found = _in_blocks(form, passage, quantities, folder, _beside(form, passage, opened))
    return found


def _in_blocks(
    form: TableForm, passage: Passage, quantities: Sequence[Quantity], folder: Folder, blocks: Mapping[str, list[Cell]]
) -> Placed | Undecided:
    foreign = _foreign_rows(form, passage, folder)
    groups: list[tuple[Sequence[TableSlot], Sequence[Quantity]]] = []
    orders: list[Mapping[str, int]] = []
    for group in form.groups:
        cells = blocks[group.id]
        slots = [slot for slot in form.slots if slot.group == group.id]
        numbers = [q for q in quantities if q.segment.cell in cells and _is_bare(q)]
        numbers = [q for q in numbers if q.segment.place.row not in foreign]
        groups.append((slots, numbers))
        orders.append(order_of(slots, *_head_rows(group.opens, cells, folder)))

    def allows(placing: Placing) -> bool:
        return all(keeps(order, placing) for order in orders)

    placing = _decided(form, passage, all_placings(form, groups, allows, labelled=False))
    headed = {metric for order in orders for metric in order}
    if isinstance(placing, Undecided) and headed and _lacks(form, headed):
        # Where heads tell several places in one (業務助理、約用人員及僱用工程員), all sums of the others must hold.
        own = without(form, headed)
        groups = [([slot for slot in own.slots if slot in slots], numbers) for slots, numbers in groups]
        placing = _decided(own, passage, all_placings(own, groups, allows, labelled=False, exact=True))
    return placing if isinstance(placing, Undecided) else Placed(placing)


def _foreign_rows(form: TableForm, passage: Passage, folder: Folder) -> set[int]:
    """The rows that open with a label which is none of a form's: 承攬人力(不計入員額) below the staff."""
    known = [form.level_head, *(group.opens for group in form.groups), *(slot.label for slot in form.slots)]
    labels = {cell.row: words(folder.compact(cell.text).text) for cell in passage.cells if cell.column == 1}
    return {
        row
        for row, label in labels.items()
        if not (label.isdigit() or _TOTAL.search(label) or any(re.search(pattern, label) for pattern in known))
    }


def _opened(form: TableForm, passage: Passage, folder: Folder) -> dict[int, list[tuple[int, str]]]:
    """The columns of the cells that open a group, with it, by row."""
    opened: dict[int, list[tuple[int, str]]] = {}
    for cell in passage.cells:
        text = folder.compact(cell.text).text
        group = next((group.id for group in form.groups if re.match(group.opens, text)), None)
        if group:
            opened.setdefault(cell.row, []).append((cell.column, group))
    return opened


def _blocks(
    form: TableForm, passage: Passage, opened: Mapping[int, Sequence[tuple[int, str]]]
) -> dict[str, list[Cell]]:
    """The cells of each group: from the row with the cell that opens it; of several in a row, from that cell."""
    blocks: dict[str, list[Cell]] = {group.id: [] for group in form.groups}
    current: str | None = None
    for cell in passage.cells:
        for number, (column, group) in enumerate(opened.get(cell.row, ())):
            if column <= cell.column or number == 0:
                current = group
        if current:
            blocks[current].append(cell)
    return blocks


def _beside(
    form: TableForm, passage: Passage, opened: Mapping[int, Sequence[tuple[int, str]]]
) -> dict[str, list[Cell]]:
    """The cells of groups that one row opens side by side: those below the columns from its head to the next one's."""
    blocks: dict[str, list[Cell]] = {group.id: [] for group in form.groups}
    heads: Sequence[tuple[int, str]] = ()
    for cell in passage.cells:
        heads = opened.get(cell.row, heads)
        above = [group for column, group in heads if column <= cell.column]
        if above:
            blocks[above[-1]].append(cell)
    return blocks


def _head_rows(opens: str, cells: Sequence[Cell], folder: Folder) -> tuple[list[str], list[str]]:
    """The heads in the first row of a block that has any but its opening, and those in the next."""
    rows: dict[int, list[str]] = {}
    for cell in cells:
        text = folder.compact(cell.text).text
        if text and not re.search(r"\d", text) and not re.fullmatch(opens, text):
            rows.setdefault(cell.row, []).append(text)
    first = min(rows, default=0)
    lower = min((row for row in rows if row > first), default=0)
    return rows.get(first, []), rows.get(lower, [])


def _is_bare(quantity: Quantity) -> bool:
    """A number that stands for itself: first in its cell, or behind a full stop or a total's colon."""
    if quantity.unit is not None and quantity.tail < len(quantity.segment.compact.text):
        return False
    before = quantity.segment.compact.text[: quantity.start]
    return (quantity.qualifier in (None, "多") or quantity.segment.passage.by_ocr) and (
        not before or before[-1] in "。:計 "
    )
