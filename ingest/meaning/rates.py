"""Numbers of no one period: how much comes each month or day (每月2次), or came in all years (歷年累計133個)."""

from __future__ import annotations

import re

from catalog.models import Lexicon, ReadingRule
from ingest.numbers.quantities import Quantity

_CLAUSE_END = re.compile(r"[，。；！？:()]")


class RateReader:
    """Tells them with the words of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._all_years = re.compile(lexicon.all_years)
        self._rate = re.compile(rf"(?:{lexicon.rate})$")

    def is_rate(self, quantity: Quantity) -> bool:
        """Whether words of a rate stand before a number in its clause."""
        return bool(self._rate.search(_clause(quantity)))

    def is_of_all_years(self, quantity: Quantity) -> bool:
        """Whether words before a number in its clause say that it came over all years."""
        return bool(self._all_years.search(_clause(quantity)))


def _clause(quantity: Quantity) -> str:
    text = quantity.segment.compact.text
    start, _ = quantity.segment.sentence(quantity.start)
    return _CLAUSE_END.split(text[start : quantity.start])[-1]


def tells_rate(rule: ReadingRule) -> bool:
    """Whether a rule is written for rates: its own words say 每 or 平均."""
    return any(word in (pattern or "") for pattern in (rule.before, rule.after, rule.near) for word in ("每", "平均"))
