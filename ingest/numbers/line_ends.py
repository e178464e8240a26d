"""Numbers that the end of a line tears, or that what stands behind it makes others: 12,8 and 45人, 廿 and 三件."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from ingest.notation.numerals import CHINESE
from ingest.numbers.doubts import Doubt
from ingest.numbers.measures import Measures
from ingest.numbers.printed import Quantity, Segment

_FIGURES = re.compile(r"[\d,.()%+\-△▲\s]*")
_ENDS = tuple("。；：:！？!?")
_NUMERAL = re.compile(rf"[\d%]|{CHINESE}")
# As much of each line as may tell what a number at its end is.
_REACH = 60

Reread = Callable[[Segment, Segment, int], tuple[list[Quantity], int]]


def cut_at_line_ends(
    found: Sequence[Quantity], segments: Sequence[Segment], measures: Measures, reread: Reread
) -> tuple[list[Quantity], list[Doubt]]:
    """``found`` without numbers that are others where two paragraphs are read as one, and those as doubts.

    Args:
        found: the numbers of a report.
        segments: all of it.
        measures: knows units.
        reread: gives the numbers of the end of one segment and the beginning of the next read as one, of so many
            characters each, and how many of its characters are the first's.
    """
    # Lines of figures alone are the columns of a table that lost its lines.
    prose = [s for s in segments if s.cell is None and not _FIGURES.fullmatch(s.compact.text)]
    own: dict[Segment, list[Quantity]] = {}
    for quantity in found:
        own.setdefault(quantity.segment, []).append(quantity)
    cut: set[Quantity] = set()
    for before, behind in pairwise(prose):
        if behind.passage.marker is not None or behind.passage.no != before.passage.no + 1:
            continue
        text, following = before.compact.text, behind.compact.text
        if text.endswith(_ENDS) or not _NUMERAL.search(text[-3:] + "|" + following[:3]):
            continue
        last = [one for one in own.get(before, []) if one.tail >= len(text) - 1]
        first = [one for one in own.get(behind, []) if one.start <= 1]
        if not last and not first:
            continue
        together, border = reread(before, behind, _REACH)
        read = {(one.start, one.value, one.unit, one.qualifier) for one in together}
        across = {one.start for one in together if one.start < border < one.tail}
        lead = len(text) - border
        for one in last:
            changed = (one.start - lead, one.value, one.unit, one.qualifier) not in read
            joined = next((other for other in together if other.start == one.start - lead), None)
            gains_unit = joined is not None and joined.value == one.value and joined.qualifier == one.qualifier
            if changed and across and (not gains_unit or measures.opens_with_unit(following)):
                cut.add(one)
        # 3,6 is one number that goes on: 3,605.
        for earlier, one in pairwise(own.get(before, [])):
            if one in cut and one in last and text[earlier.end : one.start] == ",":
                cut.add(earlier)
        for one in first:
            changed = (one.start + border, one.value, one.unit, one.qualifier) not in read
            if changed and (one.unit is not None or across):
                cut.add(one)
    doubts = [Doubt(one.segment, one.start, one.end, "line_break") for one in found if one in cut]
    return [one for one in found if one not in cut], doubts
