"""Things a report lists one by one without printing their number: named delegations.

An item counts as one, on the day its own text states. The list's count is read from the sentence
that names them all, and only where the items below agree with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalog.entry import compiled
from catalog.models import Metric, ReadingRule
from ingest.meaning.periods import PeriodReader
from ingest.numbers.printed import Claim, Period, Quantity, Segment
from ingest.numbers.quantities import QuantityReader

_SEPARATORS = re.compile(r"、|及|與|和")


@dataclass(frozen=True)
class NamedItem:
    """One item or the list of them all, with the claim on it. ``period`` is None for the report's own."""

    claim: Claim
    quantity: Quantity
    period: Period | None


def read_named_items(
    rules: Sequence[tuple[Metric, ReadingRule]],
    segments: Sequence[Segment],
    reader: QuantityReader,
    periods: PeriodReader,
) -> list[NamedItem]:
    """Items and lists of ``segments``.

    A rule with ``after`` recognises one item by its heading; one with ``before`` recognises the
    sentence that lists them, which counts only where as many items of its section were found.
    """
    items = [item for metric, rule in rules if rule.before is None for item in _items(metric, rule, segments, periods)]
    lists = [
        found
        for metric, rule in rules
        if rule.before is not None
        for segment in segments
        if (found := _list(metric, rule, segment, reader)) and _agrees(found, items)
    ]
    return [*items, *lists]


def _items(metric: Metric, rule: ReadingRule, segments: Sequence[Segment], periods: PeriodReader) -> list[NamedItem]:
    named: list[NamedItem] = []
    for index, segment in enumerate(segments):
        passage = segment.passage
        if passage.kind != "heading" or passage.marker is None:
            continue
        start = sum(1 for offset in segment.compact.offsets if offset < passage.marker.end)
        match = compiled(f"(?:{rule.after})$").match(segment.compact.text, start)
        if match is None:
            continue
        below = _below(segments, index)
        period = periods.first_date(below)
        if period is None or period.end < periods.report.start:
            continue
        quantity = _counted(segment, match.span(), Decimal(1), metric.unit)
        named.append(NamedItem(Claim(metric, rule, len(match.group()), match.groupdict()), quantity, period))
    return named


def _below(segments: Sequence[Segment], index: int) -> list[Segment]:
    """The segments under the heading at ``index``."""
    heading = segments[index].passage
    below: list[Segment] = []
    for segment in segments[index + 1 :]:
        if heading.text not in segment.passage.outline:
            break
        below.append(segment)
    return below


def _list(metric: Metric, rule: ReadingRule, segment: Segment, reader: QuantityReader) -> NamedItem | None:
    match = re.search(rule.before or "", segment.compact.text)
    if match is None:
        return None
    # The context of a cell is all of its table.
    if rule.context and not re.search(rule.context, reader.context(segment.passage)):
        return None
    count = len([name for name in _SEPARATORS.split(match.group("items")) if name])
    quantity = _counted(segment, match.span("items"), Decimal(count), metric.unit)
    return NamedItem(Claim(metric, rule, len(match.group())), quantity, None)


def _agrees(found: NamedItem, items: Sequence[NamedItem]) -> bool:
    section = found.quantity.segment.passage.outline
    return found.quantity.value == sum(item.quantity.segment.passage.outline == section for item in items)


def _counted(segment: Segment, span: tuple[int, int], value: Decimal, unit: str) -> Quantity:
    start, end = span
    return Quantity(segment, start, end, end, value, unit, None, None, "listed")
