"""Forms of tables and budgets that are known, and what each of their values is."""

from __future__ import annotations

from catalog.entry import Entry, Id, Pattern


class TableSlot(Entry):
    """One value a table form prints, in the group of cells where it stands.

    ``label`` is found in the words of its heads, upper before lower, without blanks and marks.
    """

    metric: Id
    group: Id
    label: Pattern
    optional: bool = False


class TableSum(Entry):
    """``total`` is the sum of ``parts``: the arithmetic that proves where the numbers belong."""

    total: Id
    parts: tuple[Id, ...]


class TableGroup(Entry):
    """One block of a table, opened by the cell that ``opens`` matches."""

    id: Id
    opens: Pattern


class TableForm(Entry):
    """One known table, recognised by all of ``recognise``, whatever its cells' places.

    ``level_head`` is found in what the head of a column of values says besides a date.
    """

    id: Id
    name_zh: str
    name_en: str
    recognise: tuple[Pattern, ...]
    level_head: Pattern
    groups: tuple[TableGroup, ...]
    slots: tuple[TableSlot, ...]
    sums: tuple[TableSum, ...]


class BudgetForm(Entry):
    """One form of budget table, whose labels and figures stand in columns of their own, or in rows.

    ``opens`` is found where such a table begins; ``unit`` has a group ``scale``; ``grand_total`` is
    its total's label. Its lines fill ``item``, told apart by the breakdown ``key``, and ``total``.
    ``label_head`` and ``figure_head`` head the two columns of a table of rows; ``year_head`` does
    where the words before the table match ``lead`` and not ``not_lead``.
    """

    id: Id
    name_zh: str
    name_en: str
    opens: Pattern
    unit: Pattern
    grand_total: Pattern
    label_head: Pattern
    figure_head: Pattern
    year_head: Pattern
    lead: Pattern
    not_lead: Pattern
    item: Id
    key: Id
    total: Id
