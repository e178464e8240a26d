"""What the head of a column says of the numbers below it: a day or year they are of, or differences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Lexicon
from catalog.models import Measure
from ingest.notation.calendar import DateMention
from ingest.numbers.printed import Period, Quantity, Segment
from ingest.read.document import Cell

# What may stand beside a date in a head: 截至民國112年12月底止.
_AT = re.compile(r"中華民國|民國|截至|迄至|至|底|末|止|現在")

_LONGEST_TITLE = 40
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
    last = max(head.place.row for head in segment.column_heads)
    heads = [cell for cell in filled if cell.row <= last]
    return all(any(_covers(head, figure.column) for head in heads) for figure in figures)


def _covers(cell: Cell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.column_span


class DifferenceReader:
    """Tells differences by their heads: what stands below 增減 or 比較 is no value of anything.

    Args:
        lexicon: the words that head differences.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._head = compiled(lexicon.difference_head)

    def is_difference(self, quantity: Quantity) -> bool:
        """Whether the head right above a number names a difference."""
        heads = quantity.segment.column_heads
        return bool(heads) and self._head.search(heads[-1].compact.text) is not None
