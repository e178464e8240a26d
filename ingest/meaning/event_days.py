"""The day of an event that reports count from: the one they print, else the catalog's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from catalog.entry import compiled
from catalog.models import BaseEvent
from ingest.notation.calendar import Interval
from ingest.numbers.printed import Quantity, Segment

# So far from it the day that counts for an event may be from the one it took place on.
_NEAR = timedelta(days=31)
# As many characters on each side of a time are beside it.
_BESIDE = 20


class EventDays:
    """Knows the days of the events that one report counts from.

    Args:
        events: the catalog's, by id.
        segments: all segments of the report, in order.
    """

    def __init__(self, events: Mapping[str, BaseEvent], segments: Sequence[Segment]) -> None:
        self._events = events
        self._printed = {name: self._in_report(event, segments) for name, event in events.items()}

    def is_near(self, event: str, interval: Interval) -> bool:
        """Whether days are those of an event, or near them."""
        return interval.start - _NEAR <= self._events[event].day <= interval.end + _NEAR

    def day(self, quantity: Quantity, event: str) -> date:
        """The day of an event: one printed before the number where it is near the catalog's (99年12月25日縣市合併).

        Else the one last printed beside the event's words up to there: in a heading, or words that lead in.
        """
        segment = quantity.segment
        start, _ = segment.sentence(quantity.start)
        days = [m.interval for m in segment.dates if start <= m.start and m.end <= quantity.start and m.grain == "day"]
        days += [m.interval for head in segment.column_heads for m in head.dates if m.grain == "day"]
        near = [day.start for day in days if day.start == day.end and self.is_near(event, day)]
        if near:
            return near[-1]
        printed = self._printed[event]
        place = bisect_left(printed, segment.passage.no + 1, key=lambda one: one[0])
        return printed[place - 1][1] if place else self._events[event].day

    def _in_report(self, event: BaseEvent, segments: Sequence[Segment]) -> list[tuple[int, date]]:
        """The numbers of the passages that print an event's time beside its words, in order, and the day it is.

        Of months and years that hold the catalog's day it is that day: 縣市合併(100年1月).
        """
        beside = compiled(event.printed)
        days: list[tuple[int, date]] = []
        for segment in segments:
            for mention in segment.dates:
                first, text = mention.interval.start, segment.compact.text
                exact = mention.grain == "day" and abs(first - event.day) <= _NEAR
                if not exact and not first <= event.day <= mention.interval.end:
                    continue
                before, behind = (
                    text[max(0, mention.start - _BESIDE) : mention.start],
                    text[mention.end : mention.end + _BESIDE],
                )
                if beside.search(f"{before}@{behind}"):
                    days.append((segment.passage.no, first if exact else event.day))
        return days
