"""Totals of the numbered things below a line, each with its number: 訪團2團，共30人: and 甲團(18人), 乙團(12人)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, result_of
from ingest.numbers.printed import Quantity, Segment

_LEADS = re.compile(r"[^。；]{0,40}:")
# 以上三項參加者總計106人: the line right behind the things.
_ABOVE = re.compile(r"[以前]?[上開揭述]+[^，。；:()]{0,4}[項場案次團類種件]")
_VISITS = "人次"
_FEWEST = 2
# What is farther off than this share of what is told is of something else.
_FAR = Decimal("0.5")


class ItemsBelow:
    """Finds them with the words of totals."""

    def __init__(self, structure: Structure) -> None:
        self._total = compiled(rf"(?:{structure.total})[為達有]?$")
        self._persons = frozenset(structure.mean_words.persons)
        self._exact = frozenset({None, *structure.exact_qualifiers})

    def results(
        self, check: Check, quantities: Sequence[Quantity], segments: Sequence[Segment]
    ) -> Iterator[CheckResult]:
        """One result for each total whose line leads to numbered ones, each with a single number of its unit."""
        printed: dict[Segment, list[Quantity]] = defaultdict(list)
        for one in quantities:
            printed[one.segment] += [one] if one.form == "number" else []
        lines = [segment for segment in segments if segment.cell is None]
        for place, line in enumerate(lines):
            above = _ABOVE.match(line.compact.text)
            for total in printed[line]:
                text = line.compact.text
                told = self._total.search(text[: total.start]) and (above or _LEADS.fullmatch(text, total.tail))
                if told and total.unit and total.qualifier in self._exact:
                    units = self._persons - {_VISITS} if total.unit in self._persons - {_VISITS} else {total.unit}
                    items = _items(lines[_first_above(lines, place) : place] if above else lines[place + 1 :])
                    parts = [own for item in items if (own := _only(printed[item], units))]
                    if len(parts) == len(items) >= _FEWEST and {part.qualifier for part in parts} <= self._exact:
                        yield from _judged(check, total, parts)


def _first_above(lines: Sequence[Segment], place: int) -> int:
    """Where the numbered lines right above a place begin: at their first."""
    first = place
    while first and (marker := lines[first - 1].passage.marker) is not None:
        first -= 1
        if marker.number == 1:
            break
    return first


def _items(following: Sequence[Segment]) -> list[Segment]:
    """The lines numbered from one on at one level, right below a line."""
    items: list[Segment] = []
    for line in following:
        marker = line.passage.marker
        level = items[0].passage.marker.level if items and items[0].passage.marker else marker.level if marker else 0
        if marker is None or (marker.number, marker.level) != (len(items) + 1, level):
            break
        items.append(line)
    return items


def _only(numbers: Sequence[Quantity], units: Collection[str]) -> Quantity | None:
    own = [one for one in numbers if one.unit in units]
    return own[0] if len(own) == 1 else None


def _judged(check: Check, total: Quantity, parts: Sequence[Quantity]) -> Iterator[CheckResult]:
    computed = sum((part.value for part in parts), Decimal(0))
    apart = abs(computed - total.value)
    if apart <= total.value * _FAR:
        yield result_of(check, "parts stated", not apart, computed, (total, *parts), "below")
