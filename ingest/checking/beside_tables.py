"""What sentences tell of a table: its totals, the sum of some of its rows, the change from one column to another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, Status
from ingest.numbers.printed import Quantity
from ingest.tables.headings import table_headings

_FEWEST_COLUMNS = 2
_FARTHEST = 2
# Smaller numbers are equal by chance.
_LEAST = 20
_PERCENT = "%"
_FEWEST_NAMES = 2
_FEWEST_OF_LINE = 3


def beside_tables(check: Check, structure: Structure, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
    """One result for each table whose totals the words beside it tell in the order of its columns.

    They are told where all are the table's but one at most: that one contradicts it.

    Args:
        check: of kind ``printed_twice``.
        structure: the words of totals.
        quantities: those of a report, in order.
    """
    total = compiled(structure.total_head)
    cells = [one for one in quantities if one.segment.cell is not None and one.unit != _PERCENT]
    prose: dict[int, list[Quantity]] = defaultdict(list)
    for one in quantities:
        if one.segment.cell is None and one.form == "number":
            prose[one.segment.passage.no].append(one)
    for number, own in groupby(cells, key=lambda one: one.segment.passage.no):
        figures = list(own)
        passage = figures[0].segment.passage
        heads = table_headings(passage, total)
        places = [(one, heads.get((one.segment.place.row, one.segment.place.column))) for one in figures]
        totals = [one for one, head in places if head and head.in_total_row]
        if len({one.segment.place.row for one in totals}) != 1 or len(totals) < _FEWEST_COLUMNS:
            continue
        near = range(number - _FARTHEST, number + _FARTHEST + 1)
        beside = [one for no in near for one in prose[no] if one.segment.passage.outline == passage.outline]
        for start in range(len(beside) - len(totals) + 1):
            window = beside[start : start + len(totals)]
            if len({(one.segment.passage.no, one.segment.sentence(one.start)) for one in window}) == 1:
                yield from _told(check, totals, window)


def _told(check: Check, totals: Sequence[Quantity], window: Sequence[Quantity]) -> Iterator[CheckResult]:
    """The number of a sentence that is not the table's, where the others are; none where more differ or all are."""
    pairs = list(zip(window, totals, strict=True))
    differing = [(one, total) for one, total in pairs if one.value != total.value]
    if len(differing) != 1 or any(one.qualifier or total.qualifier for one, total in pairs):
        return
    if any(total.value < _LEAST for one, total in pairs if one.value == total.value):
        return
    told, printed = differing[0]
    near = abs(told.value - printed.value) * 2 < max(told.value, printed.value)
    counted = told.unit is not None and (told.unit == printed.unit or told.unit in printed.segment.column_label)
    if near and counted:
        instance = f"{told.segment.passage.no}:{told.span[0]}:table"
        yield CheckResult(
            check, instance, "totals of the table beside it", "fails", printed.value, told.value, Decimal(0), (),
            (told, printed),
        )  # fmt: skip


# The highest and the lowest ---------------------------------------------------------------------


def extremes_of_tables(check: Check, structure: Structure, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
    """以8月478件為最高，12月372件為最低 beside a table with a line each for the months: the most and the least of them.

    It fails where the table's own most (or least) stands in the line that is named and is another number near it.

    Args:
        check: of kind ``printed_twice``.
        structure: the words of the most and the least, and of totals.
        quantities: those of a report, in order.
    """
    words = structure.extreme_words
    named, most, least = compiled(rf"(?:{words.named})$"), compiled(words.most), compiled(words.least)
    total = compiled(structure.total_head)
    tables = _tables(quantities)
    for one in quantities:
        text = one.segment.compact.text
        name = named.search(text[: one.start]) if one.segment.cell is None and one.form == "number" else None
        is_most, is_least = most.match(text, one.tail), least.match(text, one.tail)
        if not name or not (is_most or is_least) or one.qualifier or one.unit in (None, _PERCENT):
            continue
        own: list[Quantity] = []
        for cells in tables.values():
            if cells[0].segment.passage.outline == one.segment.passage.outline:
                lines = _lines_of(name["name"], [cell for cell in cells if cell.unit in (None, one.unit)], total)
                pick = max if is_most else min
                own += [cell for cell, line in lines if cell.value == pick(each.value for each in line)]
        fitting = next((cell for cell in own if cell.value == one.value), None)
        near = [cell for cell in own if _is_near(cell.value, one.value)]
        if fitting or len(near) == 1:
            cell = fitting or near[0]
            status: Status = "holds" if fitting else "fails"
            instance = f"{one.segment.passage.no}:{one.span[0]}:extreme"
            yield CheckResult(
                check, instance, "most or least", status, cell.value, one.value, Decimal(0), (), (one, cell)
            )


def _lines_of(
    name: str, cells: Sequence[Quantity], total: re.Pattern[str]
) -> Iterator[tuple[Quantity, Sequence[Quantity]]]:
    """Each figure whose row or column has a name, with the figures that it is one of, totals left out."""
    for cell in cells:
        row, column = cell.segment.row_label, cell.segment.column_label
        for own, other in ((row, column), (column, row)):
            if name not in own.split("\n"):
                continue
            line = [
                one
                for one in cells
                if (one.segment.column_label if own is row else one.segment.row_label) == other
                and not total.search(one.segment.row_label if own is row else one.segment.column_label)
            ]
            if len(line) >= _FEWEST_OF_LINE:
                yield cell, line


# The sum of rows by name -----------------------------------------------------------------------


def sums_of_rows(check: Check, structure: Structure, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
    """日、韓兩地合計120人 beside a table with one row each for 日本 and 韓國: the sum of the two.

    Args:
        check: of kind ``stated_total``.
        structure: the words of totals, and the joints of names.
        quantities: those of a report, in order.
    """
    joints = compiled(structure.name_joints)
    named = compiled(
        rf"(?:^|[，。；:(])(?P<names>[^，。；:()\d]{{1,20}}?)(?:[{''.join(structure.counted)}](?:者|地|國|類|項|處|區))?"
        rf"(?:{structure.total})[為達有]?$"
    )
    exact = frozenset({None, *structure.exact_qualifiers})
    tables = _tables(quantities)
    for one in quantities:
        told = named.search(one.segment.compact.text[: one.start]) if one.segment.cell is None else None
        names = [name for name in joints.split(told["names"]) if name] if told else []
        if len(names) < _FEWEST_NAMES or one.unit in (None, _PERCENT) or one.qualifier not in exact:
            continue
        for cells in tables.values():
            if cells[0].segment.passage.outline != one.segment.passage.outline:
                continue
            parts = [_cell_of(name, one.unit, cells) for name in names]
            found = [part for part in parts if part is not None]
            computed = sum((part.value for part in found), Decimal(0))
            if len(found) == len(names) == len(set(map(id, found))) and _is_near(computed, one.value):
                status: Status = "holds" if computed == one.value else "fails"
                instance = f"{one.segment.passage.no}:{one.span[0]}:rows"
                yield CheckResult(
                    check, instance, "rows of a table", status, computed, one.value, Decimal(0), (), (one, *found)
                )
                break


def _tables(quantities: Sequence[Quantity]) -> dict[int, list[Quantity]]:
    """The figures of each table by its passage's number."""
    tables: dict[int, list[Quantity]] = defaultdict(list)
    for one in quantities:
        if one.segment.cell is not None:
            tables[one.segment.passage.no].append(one)
    return tables


def _cell_of(name: str, unit: str | None, cells: Sequence[Quantity]) -> Quantity | None:
    """The one figure of a unit in the one row of which the head begins with a name."""
    own = [cell for cell in cells if cell.unit == unit and cell.segment.row_label.startswith(name)]
    return own[0] if len(own) == 1 and not own[0].qualifier else None


def _is_near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) * 2 < max(one, other)


# Changes from one column to another ------------------------------------------------------------


def changes_of_tables(check: Check, structure: Structure, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
    """1,960件，較去年同期減少40件 beside a row that holds 1,960 and, below 去年同期, 2,000: the change of the two.

    Args:
        check: of kind ``stated_change``.
        structure: the words of changes.
        quantities: those of a report, in order.
    """
    words = structure.change_words
    told = compiled(
        rf"\)?[，(](?:較|比|相較(?:於)?)(?P<base>{words.earlier})[^，。；:()\d]{{0,6}}?(?P<way>[增減])(?:加|少)?(?:了)?"
    )
    exact = frozenset({None, *structure.exact_qualifiers})
    tables = _tables(quantities)
    prose = [one for one in quantities if one.segment.cell is None and one.form == "number"]
    for index, change in enumerate(prose[1:], 1):
        last = prose[index - 1]
        text = change.segment.compact.text
        if last.segment is not change.segment or change.unit in (None, _PERCENT) or change.qualifier not in exact:
            continue
        match = told.fullmatch(text[last.tail : change.start])
        if match is None:
            continue
        begun = max(text.rfind(mark, 0, last.start) for mark in "。；") + 1
        own = [o for o in prose[:index] if o.segment is change.segment and o.start >= begun and o.unit == change.unit]
        pairs = [(now, base) for now in own for base in _before_it(now, match["base"], tables.values())]
        ways = [(now, base, now.value - base.value) for now, base in pairs]
        sign = 1 if match["way"] == "增" else -1
        fitting = next((way for way in ways if way[2] * sign == change.value), None)
        if not ways or (fitting is None and len({(now.value, base.value) for now, base in pairs}) > 1):
            continue
        now, base, by = fitting or ways[0]
        if fitting is None and (now.value < _LEAST or now.qualifier or base.qualifier):
            continue
        instance = f"{change.segment.passage.no}:{change.span[0]}:table"
        yield CheckResult(
            check, instance, "change in the table", "holds" if fitting else "fails", by * sign, change.value,
            Decimal(0), (), (change, now, base),
        )  # fmt: skip


def _before_it(now: Quantity, base: str, tables: Iterable[Sequence[Quantity]]) -> Iterator[Quantity]:
    """The figures below a head that names a time before, in rows that hold a number; ``base`` is that name."""
    for cells in tables:
        for cell in cells:
            if (cell.value, cell.unit) != (now.value, now.unit) or base in cell.segment.column_label:
                continue
            row = [one for one in cells if one.segment.place.row == cell.segment.place.row and one.unit == now.unit]
            yield from (one for one in row if one.segment.column_label.rsplit("\n", 1)[-1].startswith(base))
