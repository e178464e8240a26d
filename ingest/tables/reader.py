"""What tables say of their numbers: the scale and place that known forms give, and what heads tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.fold import Folder
from catalog.models import Catalog
from catalog.table_forms import BudgetForm, TableForm
from catalog.words import told
from ingest.numbers.printed import Period, Placement, Quantity, Segment, Trouble
from ingest.passages.outline import Passage
from ingest.tables.budget import BudgetReader
from ingest.tables.budget_rows import BudgetSum
from ingest.tables.dated_heads import DifferenceReader, all_headed, at_head, day_at_head, days_before_tables
from ingest.tables.forms import Placed, Undecided, place, recognises


@dataclass(frozen=True)
class TableReading:
    """What is known of a report's tables besides what their numbers carry: budget sums, and what was not decided.

    ``unproven`` are the numbers of known tables of which their sums do not prove what they are.
    """

    sums: tuple[BudgetSum, ...]
    troubles: tuple[Trouble, ...]
    unproven: frozenset[Quantity] = frozenset()


class TableReader:
    """Tells the numbers of tables what their tables say, with the forms of a catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._metrics = catalog.metrics
        self._folder = Folder(catalog.lexicon.variants)
        self._budgets = [BudgetReader(form) for form in catalog.budgets]
        self._forms = catalog.tables
        self._differences = DifferenceReader(catalog)

    def read(
        self, passages: Sequence[Passage], segments: Sequence[Segment], quantities: Sequence[Quantity]
    ) -> TableReading:
        """Places the numbers of known tables, budgets first, and reads the heads over all others.

        Args:
            passages: the report's, in order.
            segments: theirs, in order.
            quantities: the numbers found in them.
        """
        sums: list[BudgetSum] = []
        troubles: list[Trouble] = []
        unproven: set[Quantity] = set()
        for reader in self._budgets:
            budget = reader.read(passages, quantities)
            for value in budget.values:
                value.quantity.placed = self._budget_place(reader.form, value.item)
            sums += budget.sums
            troubles += [_unproven(reader.form, passage) for passage in budget.unproven]
        days = days_before_tables(segments)
        for passage in passages:
            for form in self._forms:
                if recognises(form, passage):
                    own = [quantity for quantity in quantities if quantity.segment.passage is passage]
                    for placed in place(form, passage, own, self._folder):
                        if isinstance(placed, Undecided):
                            troubles.append(_undecided(placed))
                        else:
                            self._give_places(form, placed, days.get(passage.no))
                            unproven.update(placed.unnamed)
        self._differences.mark(quantities)
        for quantity in quantities:
            quantity.under_heads = all_headed(quantity)
            quantity.day_at_head = day_at_head(quantity)
        undecided = {trouble.passage.no for trouble in troubles}
        unproven.update(quantity for quantity in quantities if quantity.segment.passage.no in undecided)
        return TableReading(tuple(sums), tuple(troubles), frozenset(unproven))

    def _budget_place(self, form: BudgetForm, item: str | None) -> Placement:
        metric = self._metrics[form.item if item else form.total]
        return Placement(metric, form.id, {form.key: item} if item else {})

    def _give_places(self, form: TableForm, placed: Placed, day: Period | None) -> None:
        for metric_id, quantity in placed.placing.items():
            metric = self._metrics[metric_id]
            period = at_head(*placed.when, metric.measure) if placed.when else None
            quantity.placed = Placement(metric, form.id, {}, period, day)


def _unproven(form: BudgetForm, passage: Passage) -> Trouble:
    message = told("reading.table", table=form.name_zh, reason=told("reading.table_no_way"))
    return Trouble("unproven_budget", message, passage, (form.item, form.total))


def _undecided(undecided: Undecided) -> Trouble:
    metrics = tuple(slot.metric for slot in undecided.form.slots)
    message = told("reading.table", table=undecided.form.name_zh, reason=undecided.reason)
    return Trouble("undecided_table", message, undecided.passage, metrics)
