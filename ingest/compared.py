"""Numbers that are compared with the one before them and take its label: …47案；上年同期為42案.

Such a number stands right behind words that give it a period of its own (上年同期, 105年, 本期), or
behind 增為, 減至 and the like; a second one may follow it (42案、552人). It is a value of the metric
that the number of the same unit last before it in the sentence is one of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.models import Lexicon
from ingest.calendar import DateMention
from ingest.quantities import Quantity


@dataclass(frozen=True)
class Comparison:
    """A number that takes the label of ``of``.

    ``when`` is the mention that gives its period; None where the report's own is meant.
    """

    quantity: Quantity
    of: Quantity
    when: DateMention | None


class ComparisonReader:
    """Finds compared numbers with the words of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._period = re.compile(rf"(?:{lexicon.report_period})\)?{lexicon.compared_fillers}")
        self._filler = re.compile(lexicon.compared_fillers)
        self._joint = re.compile(lexicon.compared_joints)
        self._became = re.compile(lexicon.became)

    def read(self, quantities: Sequence[Quantity], claimed: Sequence[Quantity]) -> list[Comparison]:
        """The comparisons among the quantities of one segment.

        Args:
            quantities: all of the segment, in order.
            claimed: those that are values of a metric by their own words.
        """
        known = {id(quantity) for quantity in claimed}
        found: list[Comparison] = []
        for index, quantity in enumerate(quantities):
            if id(quantity) in known or quantity.unit is None:
                continue
            start, _ = quantity.segment.sentence(quantity.start)
            before = [q for q in quantities[:index] if q.start >= start and q.unit == quantity.unit]
            if not before or id(before[-1]) not in known or _is_list(before[-2:]):
                continue
            comparison = self._with_period(quantity, before[-1], quantities[:index]) or _continued(
                quantity, before[-1], found
            )
            if comparison is not None:
                found.append(comparison)
                known.add(id(quantity))
        return found

    def _with_period(self, quantity: Quantity, of: Quantity, earlier: Sequence[Quantity]) -> Comparison | None:
        text = quantity.segment.compact.text
        mentions = [m for m in quantity.segment.dates if of.tail <= m.start and m.end <= quantity.start]
        if mentions and self._filler.fullmatch(text, mentions[-1].end, quantity.start):
            # Other numbers of the same statement may stand between: 48期、857則；上年同期為49期.
            last = max(q.tail for q in earlier if q.tail <= mentions[0].start)
            joined = self._joint.fullmatch(text, last, mentions[0].start)
            return Comparison(quantity, of, mentions[-1]) if joined else None
        between = text[of.tail : quantity.start]
        words = list(self._period.finditer(between))
        if words and words[-1].end() == len(between):
            between = between[: words[-1].start()]
            if self._joint.fullmatch(between):
                return Comparison(quantity, of, None)
        return Comparison(quantity, of, None) if self._became.search(between) else None


def _is_list(last: Sequence[Quantity]) -> bool:
    """Whether two numbers stand in one list, so that what is compared with it may be its sum."""
    if len(last) < 2:
        return False
    between = last[0].segment.compact.text[last[0].tail : last[1].start]
    return "、" in between and not re.search("[，；。:(]", between)


def _continued(quantity: Quantity, of: Quantity, found: Sequence[Comparison]) -> Comparison | None:
    """The second number of a pair, right behind the first: 42案、552人."""
    text = quantity.segment.compact.text
    if found and text[found[-1].quantity.tail : quantity.start] in ("、", "及", ",", "，"):
        return Comparison(quantity, of, found[-1].when)
    return None
