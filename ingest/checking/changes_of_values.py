"""Changes told right behind what was before, of what another passage tells: 本期60案。…前期為50案，本期增加10案."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, Status, result_of
from ingest.notation.calendar import Interval
from ingest.numbers.printed import Observation, Quantity, key_of

# Of a rate, what changed may be told in percent of it.
_PERCENT = "%"
# Flows of periods that differ by more days than a month has are not compared so.
_MONTH = 31
_AMOUNT = r"\d[\d,]*[^\d，。；、:()]{1,3}"


class ChangesOfValues:
    """Finds them with the words of changes.

    Args:
        structure: those words.
        own_time: a pattern of words for the report's own period.
        period: that period.
    """

    def __init__(self, structure: Structure, own_time: str, period: Interval) -> None:
        words = structure.change_words
        # 前期50案、600人，本期增加10案、100人: of several in turn each is of its own unit.
        self._then = compiled(rf"(?:、{_AMOUNT})*[，；](?:{own_time})?(?P<way>{words.changed})(?:{_AMOUNT}、)*")
        self._up, self._down = compiled(words.up), compiled(words.down)
        self._exact = frozenset({None, *structure.exact_qualifiers})
        self._period = period

    def results(
        self, check: Check, observations: Sequence[Observation], quantities: Sequence[Quantity]
    ) -> Iterator[CheckResult]:
        """One result for each change behind an earlier value of which another passage prints the report's own.

        Args:
            check: of kind ``stated_change``.
            observations: the values of a report.
            quantities: its numbers, in order.
        """
        now: dict[tuple[object, ...], list[Observation]] = {}
        for one in observations:
            if (one.period.start or self._period.start, one.period.end) == (self._period.start, self._period.end):
                now.setdefault((one.metric_id, key_of(one.breakdown)), []).append(one)
        for before in observations:
            own = now.get((before.metric_id, key_of(before.breakdown)), [])
            base = before.quantity
            if len(own) != 1 or before.period.end >= self._period.start or base.segment.cell is not None:
                continue
            value = own[0]
            if base.unit == _PERCENT or not _is_as_long(before, value):
                continue
            text = base.segment.compact.text
            _, stop = base.segment.sentence(base.start)
            behind = (
                one for one in quantities
                if one.segment is base.segment and base.tail <= one.start < stop and one.unit == base.unit
            )  # fmt: skip
            change = next(behind, None)
            told = change and self._then.fullmatch(text, base.tail, change.start)
            if change is None or not told or value.quantity.segment is base.segment:
                continue
            up, down = self._up.search(told["way"]), self._down.search(told["way"])
            if bool(up) == bool(down) or not {change.qualifier, base.qualifier, value.qualifier} <= self._exact:
                continue
            computed = (value.value - before.value) * (1 if up else -1)
            printed = (change, base, value.quantity)
            slack = sum((one.half_step for one in printed if one.decimals or one.scale != 1), Decimal(0))
            apart = abs(computed - change.value)
            status: Status = "holds" if not apart else "footnote" if apart <= slack else "fails"
            yield result_of(check, "change stated", status, computed, printed, "since", slack=slack)


def _is_as_long(before: Observation, now: Observation) -> bool:
    """Whether two values are of about as many days: a half-year is not compared with a whole year so."""
    start, other = before.period.start, now.period.start
    if start is None or other is None:
        return start is other
    return abs((before.period.end - start - (now.period.end - other)).days) <= _MONTH
