"""What the head of a column says of the numbers below it: a day or year they are of, or differences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from catalog.entry import compiled
from catalog.models import Catalog, Measure
from ingest.notation.calendar import DateMention
from ingest.numbers.printed import Period, Quantity, Segment
from ingest.read.document import Cell

# What may stand beside a date in a head: 截至民國112年12月底止.
_AT = re.compile(r"中華民國|民國|截至|迄至|至|底|末|止|現在")

_FIGURE = re.compile(r"[\s\d,.，()（）%％+\-－△▲]*\d[\s\d,.，()（）%％+\-－△▲]*")
_LONGEST_TITLE = 40
# Of fewer rows a column is the difference of two others by chance.
_FEWEST_ROWS = 2
# The figures of a column, by row.
Figures = Mapping[int, Quantity]
_LEADS = re.compile(r"如(?:下|次|附表)[^。；]{0,4}$|下表[^。；]{0,3}$")


def undated(head: Segment) -> str:
    """The words of a head without its dates and what stands beside them."""
    text = head.compact.text
    if not head.dates:
        return text
    for mention in reversed(head.dates):
        text = text[: mention.start] + text[mention.end :]
    return _AT.sub("", text)


def at_head(head: Segment, mention: DateMention, measure: Measure) -> Period:
    """The period that a date in a head gives the values below it: of a stock, the last day it names."""
    quote = head.printed(mention.start, mention.end)
    if measure == "stock":
        return Period(mention.interval.end, mention.interval.end, "as_of", quote)
    return Period(mention.interval.start, mention.interval.end, "year" if mention.grain == "year" else "stated", quote)


def day_at_head(quantity: Quantity) -> Period | None:
    """The day of a stock in a cell below a head that is all date; None where its cell or heads say otherwise."""
    segment = quantity.segment
    dated = [head for head in segment.column_heads if head.dates and not undated(head)]
    if segment.dates or len(dated) != 1 or len(dated[0].dates) != 1:
        return None
    return at_head(dated[0], dated[0].dates[0], "stock")


def days_before_tables(segments: Sequence[Segment]) -> dict[int, Period]:
    """For each table, by its passage's number, the one day that the words leading to it name.

    Those are a title (表1 112年底員額), or a sentence that ends in 如下.

    Args:
        segments: all of a report, in order.
    """
    days: dict[int, Period] = {}
    for before, segment in pairwise(segments):
        if segment.cell is None or before.cell is not None or segment.passage.no != before.passage.no + 1:
            continue
        text = before.compact.text
        start = max(text.rfind(end, 0, len(text) - 1) for end in "。；") + 1
        if len(text) - start > _LONGEST_TITLE and not _LEADS.search(text):
            continue
        named = [mention for mention in before.dates if mention.start >= start and _is_day(text, mention)]
        if len({mention.interval.end for mention in named}) == 1:
            days[segment.passage.no] = at_head(before, named[-1], "stock")
    return days


def _is_day(text: str, mention: DateMention) -> bool:
    """Whether a mention is one day, or the end of a month or year."""
    return mention.interval.start == mention.interval.end or text.startswith(("底", "末"), mention.end)


def all_headed(quantity: Quantity) -> bool:
    """Whether all figures in a cell's row stand below heads: where one has none, heads may have been shifted."""
    segment = quantity.segment
    if segment.cell is None or not segment.row_heads:
        return True
    label, row = segment.row_heads[0].place.column, segment.cell.row
    filled = [cell for cell in segment.passage.cells if cell.text.strip()]
    figures = [cell for cell in filled if cell.row == row and cell.column > label and re.search(r"\d", cell.text)]
    if not segment.column_heads:
        words = [cell for cell in filled if cell.row < row and not re.search(r"\d", cell.text)]
        return not any(_covers(head, figure.column) for head in words for figure in figures)
    # Where one head reaches over two rows, those of other columns stand in the second: 調解 beside 申訴 over 第一次.
    first = min((cell.row for cell in filled if cell.column > label and _FIGURE.fullmatch(cell.text)), default=row)
    last = max(first - 1, *(head.place.row for head in segment.column_heads))
    heads = [cell for cell in filled if cell.row <= last]
    return all(any(_covers(head, figure.column) for head in heads) for figure in figures)


def _covers(cell: Cell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.column_span


_RATES = ("%", "百分點")


class DifferenceReader:
    """Tells differences: what stands below 增減 or 比較, and what two times of a table's line differ by, is no value.

    Args:
        catalog: the words that head differences, and those of dated events, since which a change is a value itself.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._head = compiled(catalog.lexicon.difference_head)
        self._change = compiled(catalog.structure.difference_of)
        self._event = compiled(catalog.lexicon.at_event)

    def mark(self, quantities: Sequence[Quantity]) -> None:
        """Says of each number whether it is a difference: it stands below such a head, or counts less than nothing."""
        tables: dict[int, dict[int, dict[int, Quantity]]] = {}
        for quantity in quantities:
            cell, heads = quantity.segment.cell, quantity.segment.column_heads
            # Rates fall below nothing, counts and amounts only where they are of a change.
            lost = quantity.value < 0 and quantity.unit not in _RATES
            quantity.below_difference = lost or (bool(heads) and self._head.search(heads[-1].compact.text) is not None)
            if cell is not None and heads and quantity.form == "number":
                columns = tables.setdefault(quantity.segment.passage.no, {})
                columns.setdefault(cell.column, {})[cell.row] = quantity
        for columns in tables.values():
            for number, column in columns.items():
                others = [other for place, other in columns.items() if place != number]
                if self._change.search(_head_of(column)) and any(
                    self._differ_by(column, *pair) for pair in combinations(others, 2)
                ):
                    for quantity in column.values():
                        quantity.below_difference = True

    def _differ_by(self, column: Figures, one: Figures, other: Figures) -> bool:
        """Whether a column is what two others of different times differ by, in each of its rows."""
        if any(self._event.search(_head_of(figures)) for figures in (one, other)):
            return False
        dated = [any(head.dates for head in _first(figures).segment.column_heads) for figures in (one, other)]
        rows = column.keys() & one.keys() & other.keys()
        return (
            any(dated)
            and len(rows) >= _FEWEST_ROWS
            and all(abs(column[row].value) == abs(one[row].value - other[row].value) for row in rows)
        )


def _first(column: Figures) -> Quantity:
    return next(iter(column.values()))


def _head_of(column: Figures) -> str:
    """The head right above a column's figures."""
    return _first(column).segment.column_heads[-1].compact.text
