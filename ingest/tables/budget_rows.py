"""Budget tables with a label and a figure in each row: read by their heads; whether a total fits, a check tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate, islice

from catalog.table_forms import BudgetForm
from ingest.notation.markers import read_marker
from ingest.numbers.printed import Quantity
from ingest.read.document import Cell


@dataclass(frozen=True)
class BudgetValue:
    """One figure of a budget table. ``item`` is None for the grand total."""

    quantity: Quantity
    item: str | None


@dataclass(frozen=True)
class BudgetSum:
    """A total of a budget table and the figures it is the sum of, as printed."""

    title: str
    total: Quantity
    names: tuple[str, ...]
    parts: tuple[Quantity, ...]

    @property
    def figures(self) -> tuple[Quantity, ...]:
        """The total and what it is the sum of."""
        return (self.total, *self.parts)

    @property
    def lacks(self) -> Decimal:
        """How much more the parts are than the total."""
        return sum((part.value for part in self.parts), Decimal(0)) - self.total.value

    def asked(self, figure: Quantity) -> Decimal:
        """The value of one of its figures with which it comes out."""
        return figure.value + (self.lacks if figure is self.total else -self.lacks)


@dataclass(frozen=True)
class BudgetRows:
    """A column of figures with a label in each row, in base units already, and its grand total."""

    labels: tuple[str, ...]
    figures: tuple[Quantity, ...]
    total_label: str
    grand_total: Quantity

    @classmethod
    def of(cls, form: BudgetForm, quantities: Sequence[Quantity], lead: str) -> list[BudgetRows]:
        """The columns of budget figures of a table that have a total, each of another year.

        Args:
            form: how its columns are headed.
            quantities: those of the table.
            lead: the words right before the table, which say whether years alone head budgets.
        """
        bare_years = re.search(form.lead, lead) is not None and not re.search(form.not_lead, lead)
        columns: dict[int, list[Quantity]] = {}
        for quantity in quantities:
            if quantity.unit == "元" and _is_headed(form, quantity, bare_years):
                columns.setdefault(quantity.segment.place.column, []).append(quantity)
        years = [_year(own[0]) for own in columns.values()]
        told_apart = [
            own
            for own, year in zip(columns.values(), years, strict=True)
            if years.count(year) == 1 and (year or not _names_year(own[0]))
        ]
        return [rows for own in told_apart if (rows := cls._of_column(form, own))]

    @classmethod
    def _of_column(cls, form: BudgetForm, quantities: Sequence[Quantity]) -> BudgetRows | None:
        lines = [(quantity.segment.row_heads[0].compact.text, quantity) for quantity in quantities]
        totals = [line for line in lines if re.search(form.grand_total, line[0])]
        rest = [line for line in lines if not re.search(form.grand_total, line[0])]
        if len(totals) != 1 or not rest:
            return None
        return cls(tuple(label for label, _ in rest), tuple(figure for _, figure in rest), *totals[0])

    @property
    def readable(self) -> bool:
        """Whether the figures add up to the total, or would: none of them is the sum of others.

        A total that is wrong is read and told by a check; rows that may hold subtotals are not, for
        there the failing sum would be the reader's.
        """
        if sum(figure.value for figure in self.figures) == self.grand_total.value:
            return True
        levels = {marker.level if (marker := read_marker(label)) else 0 for label in self.labels}
        return len(levels) == 1 and not any(self._sums_others(index) for index in range(len(self.figures)))

    def _sums_others(self, index: int) -> bool:
        """Whether a figure is the sum of two or more that stand right behind or right before it."""
        values = [figure.value for figure in self.figures]
        runs = (accumulate(values[index + 1 :]), accumulate(reversed(values[:index])))
        return any(total == values[index] for run in runs for total in islice(run, 1, None))

    def values(self) -> Iterator[BudgetValue]:
        """The figures row by row, the total last."""
        for label, figure in zip(self.labels, self.figures, strict=True):
            yield BudgetValue(figure, label)
        yield BudgetValue(self.grand_total, None)

    def total(self) -> BudgetSum:
        """The total with the figures it is the sum of."""
        return BudgetSum(self.total_label, self.grand_total, self.labels, self.figures)


def _is_headed(form: BudgetForm, quantity: Quantity, bare_years: bool) -> bool:
    """Whether a cell is all number, behind a label below the head of labels, and below a head of figures."""
    segment = quantity.segment
    if not segment.row_heads or not segment.column_heads or quantity.end - quantity.start < len(segment.compact.text):
        return False
    head, label = segment.column_heads[-1], segment.row_heads[0].cell
    if head.cell is None or label is None:
        return False
    text = head.compact.text
    if not (re.search(form.figure_head, text) or (bare_years and re.search(form.year_head, text))):
        return False
    heads = [cell.text for cell in segment.passage.cells if _is_over(cell, head.cell.row, label.column)]
    return bool(heads) and re.search(form.label_head, re.sub(r"\s", "", heads[-1])) is not None


def _is_over(cell: Cell, row: int, column: int) -> bool:
    """Whether a cell with words stands in ``column``, in ``row`` or above."""
    return cell.row <= row and cell.column <= column < cell.column + cell.column_span and bool(cell.text.strip())


def _names_year(quantity: Quantity) -> bool:
    """Whether a year stands anywhere in the heads of a figure's table, perhaps shifted from its column."""
    segment = quantity.segment
    last = max(head.cell.row for head in segment.column_heads if head.cell)
    return any(re.search(r"\d\s*年", cell.text) for cell in segment.passage.cells if cell.row <= last)


def _year(quantity: Quantity) -> date | None:
    """The last day of the year that a figure's heads name, the nearest first."""
    mentions = [mention for head in reversed(quantity.segment.column_heads) for mention in head.dates]
    return mentions[0].interval.end if mentions else None
