"""A table's totals told again in the sentence beside it: 接待164案、2,158人, and 合計 of the columns 案數 and 人數."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult
from ingest.numbers.printed import Quantity
from ingest.tables.headings import table_headings

_FEWEST_COLUMNS = 2
_FARTHEST = 2
# Smaller numbers are equal by chance.
_LEAST = 20
_PERCENT = "%"


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
