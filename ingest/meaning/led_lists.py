"""Lists whose lines a sentence before them leads in: 114年度概算2億元，分配如下：and below it 消防局：1.2億元."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.numbers.printed import BULLET, Segment

# What may stand between a line that leads in a table and the table: its title, and the unit of its numbers.
_OF_TABLE = re.compile(r"[(（]?單位:|附?表\d*[:：\d]|[^，。；:]{2,30}表$")
# A line without a bullet or number that names what its number is of: 消防局：1.2億元(60%).
_NAMED = re.compile(r"[^，。；:\d]{1,15}:[約計]*\d")


class LedLists:
    """Knows the lists of a report: lines one by one that open alike, with one bullet, on one level, or with a name.

    Args:
        segments: all segments of the report, in order.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._before: dict[int, tuple[list[Segment], int]] = {}
        self._previous: dict[int, Segment] = {}
        previous: Segment | None = None
        run: list[Segment] = []
        opens: object = None
        self._tables: dict[int, Segment] = {}
        leading: Segment | None = None
        for segment in segments:
            passage, own = segment.passage, opening(segment)
            if previous and previous.passage.outline == passage.outline:
                self._previous[passage.no] = previous
            previous = segment if segment.cell is None else None
            if segment.cell is None and not _OF_TABLE.match(segment.compact.text):
                leading = segment if _leads(segment) else None
            elif segment.cell is not None and leading is not None:
                self._tables[passage.no] = leading
            if segment.cell is not None:
                run = []
            elif run and own is not None and opens in (None, own) and _is_below(segment, run[0]):
                self._before[passage.no], opens = (run, len(run)), own
                run.append(segment)
            elif own is not None or _leads(segment):
                run, opens = [segment], None if _leads(segment) else own
            else:
                run = []

    def lead(self, segment: Segment) -> Segment | None:
        """The line that leads in the list which a line is of, or the table of a cell, if it is of one."""
        if segment.cell is not None:
            return self._tables.get(segment.passage.no)
        before = self.before(segment)
        return before[0] if before and _leads(before[0]) else None

    def before(self, segment: Segment) -> Sequence[Segment]:
        """The lines of its list before a line, with the one that leads it in."""
        run, count = self._before.get(segment.passage.no, ([], 0))
        return run[:count]

    def above(self, segment: Segment) -> str:
        """The words of its list before a line; of one that is of no list, of the line before it in its section."""
        previous = self._previous.get(segment.passage.no)
        lines = self.before(segment) or ([previous] if previous else [])
        return "".join(line.compact.text for line in lines)


def opening(segment: Segment) -> object:
    """How a line opens that may be one of a list; None for one that is of none."""
    if segment.passage.marker is not None:
        return segment.passage.marker.level
    text = segment.compact.text
    bullet = BULLET.match(text)
    return bullet.group() if bullet else "name" if _NAMED.match(text) else None


def _leads(segment: Segment) -> bool:
    return segment.compact.text.endswith(":")


def _is_below(segment: Segment, first: Segment) -> bool:
    outline = first.passage.outline
    return segment.passage.outline[: len(outline)] == outline
