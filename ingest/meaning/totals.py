"""Totals printed behind their parts: 四維79場次、鳳山52場次，共131場次. The sum proves them.

A sum of several things (市政會議24次、首長座談8次，合計32次) is no total of any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from catalog.models import Check
from ingest.numbers.quantities import Quantity

_TOTALLED = re.compile(
    r"(?:\([^()]*\))?[，、；]?(?:二者|兩者|三者)?(?:合計|總計|共計|合共|併計|總共|共有|共|計)(?:達|有|約|為)*"
)


def parts_of(quantity: Quantity, earlier: Sequence[Quantity]) -> list[Quantity]:
    """The numbers right before a total that add up to it; empty where it is none.

    Args:
        quantity: the number.
        earlier: the numbers of its segment before it, in order.
    """
    start, _ = quantity.segment.sentence(quantity.start)
    own = [q for q in earlier if q.start >= start and q.unit == quantity.unit]
    text = quantity.segment.compact.text
    if not own or quantity.unit is None or not _TOTALLED.fullmatch(text, own[-1].tail, quantity.start):
        return []
    total = Decimal(0)
    for count, part in enumerate(reversed(own), 1):
        total += part.value
        if total == quantity.value and count > 1:
            return own[-count:]
    return []


class TotalReader:
    """Tells which metrics a total of several numbers may be a value of.

    Args:
        checks: the sums that should hold, by which metrics are parts of others.
    """

    def __init__(self, checks: Iterable[Check]) -> None:
        self._parts = {
            (check.stated, part)
            for check in checks
            if check.kind == "sum"
            for part in (*check.operands, *check.optional)
        }

    def may_total(self, parts: Sequence[Quantity], metric_id: str, metrics: Mapping[int, str]) -> bool:
        """Whether a total of ``parts`` may be a value of a metric: of theirs, of the one they sum up to, or of none.

        Args:
            parts: the numbers that add up to it; none where it is no total.
            metric_id: the metric.
            metrics: the metric of each number that is a value of one, by its identity.
        """
        own = [metrics.get(id(part)) for part in parts]
        if not any(own):
            return True
        return all(metric == metric_id or (metric_id, metric) in self._parts for metric in own)
