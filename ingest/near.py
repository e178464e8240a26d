"""Labels that stand farther from their number: 市政會議循例於每週二召開…，本期計24次.

The weaker half of reading: it speaks only where no rule with words right beside the number does.
Of the labels around a number the nearest wins; one that another number of the same unit stands
between has been used up by that number. Differences (增加23件) and plans (預計再辦理25場次) are no
values of the metric.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.models import Lexicon
from ingest.quantities import Quantity

_FARTHEST = 60
_CLAUSE_ENDS = "，。；！？:"
_NEXT = re.compile(r"[，。；！？、:]|\d")


@dataclass(frozen=True)
class Found:
    """A label found near a number: how many characters lie between, and the match."""

    distance: int
    match: re.Match[str]


class Surroundings:
    """What stands around one number, for labels that are not right beside it.

    Args:
        quantity: the number.
        lexicon: words of difference and of plans.
    """

    def __init__(self, quantity: Quantity, lexicon: Lexicon) -> None:
        text = quantity.segment.compact.text
        start, stop = quantity.segment.sentence(quantity.start)
        self._lead = _without_parentheses(text[start : quantity.start])
        behind = _NEXT.search(text, quantity.tail, stop)
        self._behind = text[quantity.tail : behind.start() if behind else stop]
        unit = text[quantity.end : quantity.tail]
        self._used = re.compile(rf"[\d萬億](?:{re.escape(unit)})") if unit else None
        first = max(self._lead.rfind(end) for end in _CLAUSE_ENDS) + 1
        self.clause = self._lead[first:] + text[quantity.start : quantity.tail] + self._behind
        beside = self._lead[first:]
        self.speaks = not (re.search(lexicon.differs, beside) or re.search(lexicon.planned, self.clause))

    def find(self, label: re.Pattern[str], spans: re.Pattern[str] | None) -> Found | None:
        """The nearest place of a label: last before the number in its sentence, or right behind it."""
        found = [*self._before(label, spans), *self._after(label)]
        return min(found, key=lambda own: own.distance) if found else None

    def _before(self, label: re.Pattern[str], spans: re.Pattern[str] | None) -> Iterable[Found]:
        matches = list(label.finditer(self._lead))
        if matches:
            between = self._lead[matches[-1].end() :]
            used = list(self._used.finditer(between)) if self._used else []
            free = not used or (spans is not None and spans.search(between, used[-1].end()))
            if free and len(between) <= _FARTHEST:
                yield Found(len(between), matches[-1])

    def _after(self, label: re.Pattern[str]) -> Iterable[Found]:
        match = label.search(self._behind)
        if match:
            yield Found(match.start() + 1, match)


def _without_parentheses(text: str) -> str:
    """Closed parentheses are remarks: what they hold labels nothing behind them. Their places are kept."""
    return re.sub(r"\([^()]*\)", lambda match: "\u3000" * len(match.group()), text)
