"""Reads budget tables whose labels and figures stand in columns of their own.

Text made from such tables gives all labels first and all figures behind them. Both keep their
order, so the n-th label has the n-th figure; that is believed only where the sums of the tree of
labels (壹、 above 一、 above (一)) come out, or another table of the report prints the same value for
the same heading. Otherwise nothing is placed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from catalog.table_forms import BudgetForm
from ingest.notation.markers import read_marker
from ingest.notation.numerals import SCALES
from ingest.numbers.printed import Quantity
from ingest.passages.outline import Passage
from ingest.tables.budget_rows import BudgetRows, BudgetSum, BudgetValue

# 壹、 一、 (一): deeper markers number what is done, not what it costs.
_DEEPEST = 3
_NAME = re.compile(r"[\u4e00-\u9fff、及與]{2,14}")
_TOKEN = re.compile(r"[^\s\d]+(?=\d{1,3}(?:,\d{3})+(?!\S))|\S+")
_FIGURE = re.compile(r"\d[\d,]*")
_LONGEST_LABEL = 24


@dataclass(eq=False)
class _Line:
    """One line of a budget: its heading, the name below it, its figure, the lines it is the sum of."""

    level: int
    heading: str
    name: str | None = None
    quantity: Quantity | None = None
    inline: bool = False
    parts: list[_Line] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.name or self.heading


@dataclass(frozen=True)
class BudgetReading:
    """What a report's budget tables came to.

    ``unproven`` are those whose sums do not prove which figure belongs to which label.
    """

    values: tuple[BudgetValue, ...]
    sums: tuple[BudgetSum, ...]
    unproven: tuple[Passage, ...]


class BudgetReader:
    """Reads the tables of one form.

    Args:
        form: where such a table begins, its unit, and the metrics it fills.
    """

    def __init__(self, form: BudgetForm) -> None:
        self.form = form

    def read(self, passages: Sequence[Passage], quantities: Sequence[Quantity]) -> BudgetReading:
        """All proven figures of a report's budget tables, their sums, and the tables that prove nothing.

        Proven figures are brought to 元.

        Args:
            passages: the report's, in order.
            quantities: those found in them.
        """
        values: list[BudgetValue] = []
        sums: list[BudgetSum] = []
        unproven: list[Passage] = []
        known: dict[str, Decimal] = {}
        by_passage: dict[int, list[Quantity]] = {}
        for quantity in quantities:
            by_passage.setdefault(quantity.segment.passage.no, []).append(quantity)
        regions = self._regions(passages)
        inside = {passage.no for region in regions for passage in region}
        for index, passage in enumerate(passages):
            if passage.kind == "table" and passage.no not in inside:
                lead = self._lead(passages[:index])
                for rows in BudgetRows.of(self.form, by_passage.get(passage.no, ()), lead):
                    if rows.readable:
                        values += rows.values()
                        sums.append(rows.total())
                    else:
                        unproven.append(passage)
        for region in regions:
            scale = self._scale(region)
            if scale is None:
                continue
            table = _Table(self.form)
            for passage in region:
                table.add(passage, by_passage.get(passage.no, ()))
            if not table.lines:
                continue
            if not table.prove(known):
                unproven.append(region[0])
                continue
            known |= {line.heading: line.quantity.value for line in table.lines if line.quantity}
            table.bring_to_base_units(scale)
            values += table.values()
            sums += table.sums()
        return BudgetReading(tuple(values), tuple(sums), tuple(unproven))

    def _lead(self, before: Sequence[Passage]) -> str:
        """The words right before a table: a line that only states the unit goes with the one before it."""
        lead = ""
        for passage in reversed(before):
            text = passage.compact.text
            lead = text + lead
            unit = re.search(self.form.unit, text)
            if unit is None or len(text) - len(unit.group()) > len("()"):
                break
        return lead

    def _regions(self, passages: Sequence[Passage]) -> list[list[Passage]]:
        """From one opening of a budget table to the next, the passages between."""
        regions: list[list[Passage]] = []
        for passage in passages:
            if re.search(self.form.opens, passage.compact.text):
                regions.append([])
            if regions:
                regions[-1].append(passage)
        return regions

    def _scale(self, region: Sequence[Passage]) -> int | None:
        for passage in region:
            match = re.search(self.form.unit, passage.compact.text)
            if match:
                return SCALES[match.group("scale")] if match.group("scale") else 1
        return None


class _Table:
    """Labels and figures of one table in the order they are printed."""

    def __init__(self, form: BudgetForm) -> None:
        self._form = form
        self.lines: list[_Line] = []
        self.grand_total: Quantity | None = None
        self.grand_total_label = ""
        self._figures: list[tuple[int, Quantity]] = []
        self._last_label: str | None = None
        self._label_here = False

    def add(self, passage: Passage, quantities: Sequence[Quantity]) -> None:
        """Takes the labels and figures of a passage, if it is a line or a table of a budget."""
        if passage.kind != "table" and len(passage.compact.text) > _LONGEST_LABEL:
            return
        self._label_here = False
        for token, start in _tokens(passage):
            self._take(token, next((q for q in quantities if q.span[0] == start), None))

    def _take(self, token: str, quantity: Quantity | None) -> None:
        label, self._last_label = self._last_label, None
        if _FIGURE.fullmatch(token):
            if quantity is not None and quantity.tail == quantity.end:  # one with a unit is a remark
                self._figure(label, quantity)
            return
        marker = read_marker(token)
        if marker is not None and marker.level <= _DEEPEST:
            self._open(marker.level, token[marker.end :])
        elif re.search(self._form.grand_total, token):
            self._last_label, self._label_here = token, True
        elif marker is None and label and self._names_last_line(label) and _NAME.fullmatch(token):
            self.lines[-1].name = token
            self._last_label, self._label_here = label, True

    def _names_last_line(self, label: str) -> bool:
        """Whether words right behind a label name its line: 行政管理 below 壹、一般行政."""
        return self.lines[-1].heading == label and self.lines[-1].level == 1 and self.lines[-1].name is None

    def _figure(self, label: str | None, quantity: Quantity) -> None:
        """Takes a figure: for the label right before it, where no other label still waits, else for later."""
        if label and re.search(self._form.grand_total, label):
            self.grand_total, self.grand_total_label = quantity, label
        elif label and self._label_here and [line for line in self.lines if line.quantity is None] == self.lines[-1:]:
            self.lines[-1].quantity = quantity
            self.lines[-1].inline = True
        else:
            self._figures.append((len(self.lines), quantity))

    def _open(self, level: int, heading: str) -> None:
        line = _Line(level, heading)
        above = next((other for other in reversed(self.lines) if other.level < level), None)
        if above is not None:
            above.parts.append(line)
        self.lines.append(line)
        self._last_label, self._label_here = heading, True

    def prove(self, known: Mapping[str, Decimal]) -> bool:
        """Pairs the figures with the lines that have none; whether sums or ``known`` values bear it out.

        One figure may be misprinted: then one sum fails where every figure stands beside its label, and elsewhere only
        such as come out with another figure in its place.
        """
        if not self._pair():
            return False
        sums = tuple(self.sums())
        failing = sum(one.lacks != 0 for one in sums)
        if failing and not (failing == 1 if all(line.inline for line in self.lines) else _one_is_misprinted(sums)):
            return False
        summed = {quantity for one in sums for quantity in one.figures}
        return all(
            line.inline or line.quantity in summed or (line.quantity and line.quantity.value == known.get(line.heading))
            for line in self.lines
        )

    def _totals(self) -> Iterator[tuple[str, Quantity | None, list[_Line]]]:
        for line in self.lines:
            if line.parts:
                yield line.title, line.quantity, line.parts
        if self.grand_total is not None:
            top = min(line.level for line in self.lines)
            yield self.grand_total_label, self.grand_total, [line for line in self.lines if line.level == top]

    def sums(self) -> Iterator[BudgetSum]:
        """Each line that is the sum of others, and the grand total of the topmost ones."""
        for title, total, parts in self._totals():
            figures = tuple(part.quantity for part in parts if part.quantity)
            if total is not None:
                yield BudgetSum(title, total, tuple(part.title for part in parts), figures)

    def _pair(self) -> bool:
        """The n-th figure to the n-th line without one, each behind its line."""
        bare = [(place, line) for place, line in enumerate(self.lines, 1) if line.quantity is None]
        if len(bare) != len(self._figures):
            return False
        for (place, line), (after, quantity) in zip(bare, self._figures, strict=True):
            if after < place:
                return False
            line.quantity = quantity
        return True

    def values(self) -> Iterator[BudgetValue]:
        """The figures, line by line, the grand total last."""
        for line in self.lines:
            if line.quantity is not None:
                yield BudgetValue(line.quantity, line.title)
        if self.grand_total is not None:
            yield BudgetValue(self.grand_total, None)

    def bring_to_base_units(self, scale: int) -> None:
        """Brings the figures to 元; those whose table's heads gave them a unit are so already."""
        for value in self.values():
            if value.quantity.unit is None:
                value.quantity.measure("元", scale)


def _one_is_misprinted(sums: Sequence[BudgetSum]) -> bool:
    """Whether all sums come out with another value in place of one figure, which three of them or more bear out.

    That is two that hold, or one that holds and two that ask for the same value; figures that went to other labels
    than their own would break more.
    """
    failing = [one for one in sums if one.lacks]
    holding = {figure for one in sums if not one.lacks for figure in one.figures}
    asked = [{figure: one.asked(figure) for figure in one.figures if figure not in holding} for one in failing]
    first, *others = asked
    return len(sums) > 2 and any(
        all(other.get(figure) == value for other in others) and value > 0 for figure, value in first.items()
    )


def _tokens(passage: Passage) -> Iterator[tuple[str, int]]:
    """The words of a passage parted by blanks, and figures behind words, folded, with their offsets in its text."""
    for match in _TOKEN.finditer(passage.folded):
        yield match.group(), match.start()
