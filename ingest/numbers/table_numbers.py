"""Numbers that only what stands beside them decides: brackets in a column, and numbers cut at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.numbers.doubts import Doubt
from ingest.numbers.measures import Measures
from ingest.numbers.printed import Quantity, Segment

_ENCLOSED = re.compile(r"\([\d,.]+%?\)")
_PLAIN = re.compile(r"[△▲-]?[\d,.]*\d[\d,.]*%?")
_FIGURES = re.compile(r"[\d,.()%+\-△▲\s]*")
_CUT = re.compile(r"\d[,.]?$")


def bracketed(quantities: Sequence[Quantity], cells: Sequence[Segment]) -> tuple[list[Quantity], list[Doubt]]:
    """The quantities of a table, those whose brackets are their sign below zero; and those that may be so.

    Brackets are a sign in a column of money, and where most numbers of the column have none. A column of
    numbers in brackets that count on from 1 is one of list numbers; one of percentages, shares of others.

    Args:
        quantities: those of the table.
        cells: its cells.
    """
    columns: dict[int, list[str]] = {}
    for segment in cells:
        if segment.cell is not None:
            columns.setdefault(segment.cell.column, []).append(segment.compact.text)
    kept: list[Quantity] = []
    doubts: list[Doubt] = []
    for quantity in quantities:
        cell, text = quantity.segment.cell, quantity.segment.compact.text
        if cell is None or quantity.start != 1 or not _ENCLOSED.fullmatch(text) or quantity.form != "number":
            kept.append(quantity)
            continue
        negative = _is_negative(quantity, columns[cell.column])
        if negative is None:
            doubts.append(Doubt(quantity.segment, quantity.start, quantity.end, "brackets"))
        elif negative:
            whole = len(text)
            kept.append(replace(quantity, start=0, end=whole, tail=whole, value=-quantity.value))
        else:
            kept.append(quantity)
    return kept, doubts


def _is_negative(quantity: Quantity, column: Sequence[str]) -> bool | None:
    """Whether brackets around a number are its sign; None where that is not sure."""
    enclosed = [text for text in column if _ENCLOSED.fullmatch(text)]
    plain = [text for text in column if _PLAIN.fullmatch(text)]
    counted = len(enclosed) > 1 and not plain
    if counted and [text.strip("()") for text in enclosed] == [str(number) for number in range(1, len(enclosed) + 1)]:
        return False
    share = "%" in quantity.segment.compact.text
    if share and not any("%" in text for text in plain):
        return False
    if quantity.unit == "元":
        return True
    if len(plain) >= len(enclosed) and quantity.unit in (None, "%"):
        return True
    return None


def cut_at_line_ends(
    found: Sequence[Quantity], segments: Sequence[Segment], measures: Measures
) -> tuple[list[Quantity], list[Doubt]]:
    """``found`` without numbers that the end of a paragraph cuts (12,8 and 45人), and those as doubts."""
    # Lines of figures alone are the columns of a table that lost its lines.
    prose = [s for s in segments if s.cell is None and not _FIGURES.fullmatch(s.compact.text)]
    first: dict[int, Quantity] = {}
    last: dict[int, Quantity] = {}
    for quantity in found:
        first.setdefault(id(quantity.segment), quantity)
        last[id(quantity.segment)] = quantity
    cut: dict[int, Quantity] = {}
    for before, behind in pairwise(prose):
        if behind.passage.marker is not None or behind.passage.no != before.passage.no + 1:
            continue
        head, tail = last.get(id(before)), first.get(id(behind))
        ends = head is not None and head.unit is None and _CUT.search(before.compact.text, head.start) is not None
        if not ends or head is None:
            continue
        if tail is not None and tail.start == 0:
            cut |= {id(head): head, id(tail): tail}
        elif measures.opens_with_unit(behind.compact.text):
            cut[id(head)] = head
    doubts = [Doubt(quantity.segment, quantity.start, quantity.end, "line_break") for quantity in cut.values()]
    return [quantity for quantity in found if id(quantity) not in cut], doubts
