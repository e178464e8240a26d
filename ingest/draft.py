"""The numbers of a draft (a speech, a press release), read as those of a report are: what is each a value of?

A draft has no period of its own, and is not published: its numbers are only told, never stored.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

import pandas as pd

from catalog.fold import Folder
from catalog.models import Catalog
from ingest.notation.calendar import Interval
from ingest.notation.markers import read_marker
from ingest.numbers.printed import Observation, Quantity, key_of
from ingest.passages.outline import Passage
from ingest.report import ReportReader

# A year that no draft means: what it leaves undated falls into it, and is known by it.
_UNDATED = Interval(date(2900, 1, 1), date(2900, 12, 31))
# What is told from that year (去年) is later than this.
_LAST_YEARS = date(2890, 1, 1)
# What the examples give such a chance, a number may be a value of.
_NEAR = 0.3
_COLUMNS = (
    "start", "end", "raw", "value", "unit", "qualifier", "half_step", "words", "sentence_start", "sentence_end",
    "metric_id", "measure", "breakdown", "likely", "kind", "period_start", "period_end",
)  # fmt: skip


class DraftReader:
    """Reads drafts with a catalog. Holds nothing of a draft once it is read.

    Args:
        catalog: metrics and how they are told.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._folder = Folder(catalog.lexicon.variants)
        self._reader = ReportReader(catalog, whole=False)

    def read(self, text: str) -> pd.DataFrame:
        """One row per number with a unit, in order.

        ``start`` and ``end`` span it in the text, ``sentence_start`` and ``sentence_end`` its sentence; ``value`` is
        in base units, ``half_step`` half of its last printed digit, ``words`` what names it. ``metric_id``,
        ``measure`` and ``breakdown`` (sorted pairs) are what it is surely a value of, None where that is not sure;
        ``likely`` the metrics it may be one of, best first; ``kind`` what became of it in reading.
        ``period_start`` and ``period_end`` are the days the draft states for it, both None where it states none;
        only the first of something that runs since the beginning.
        """
        passages: list[Passage] = []
        starts: list[int] = []
        at = 0
        for line in text.splitlines(keepends=True):
            words = line.strip()
            if words:
                starts.append(at + line.index(words))
                passages.append(self._passage(len(passages) + 1, words))
            at += len(line)
        reading = self._reader.understand(_UNDATED, passages)
        own = _own_day(reading.quantities)
        rows = [
            row
            for quantity in reading.quantities
            for row in _rows(quantity, starts[quantity.segment.passage.no - 1], own)
        ]
        return pd.DataFrame(rows, columns=list(_COLUMNS)).sort_values("start", ignore_index=True)

    def _passage(self, no: int, text: str) -> Passage:
        folded = self._folder.fold(text)
        marker = read_marker(folded, None, opens=True)
        return Passage(no, "paragraph", text, folded, self._folder.compact(text), (), marker)


def _own_day(quantities: Iterable[Quantity]) -> date | None:
    """The first day that a draft names, from which it counts last year; None where it names none."""
    dates = (one.interval for quantity in quantities for one in quantity.segment.dates)
    return next((one.start for one in dates if one.start == one.end and one.end < _LAST_YEARS), None)


def _rows(quantity: Quantity, start: int, own: date | None) -> Iterator[dict[str, object]]:
    """The row of a number, none where it counts nothing."""
    if quantity.unit is None:
        return
    sure = quantity.observations[0] if len(quantity.observations) == 1 else None
    segment = quantity.segment
    first, last = quantity.span
    sentence = segment.span(*segment.sentence(quantity.start))
    yield {
        "start": start + first, "end": start + last, "raw": quantity.raw, "value": float(quantity.value),
        "unit": sure.unit if sure else quantity.unit, "qualifier": quantity.qualifier,
        "half_step": float(quantity.half_step), "words": quantity.label or "",
        "sentence_start": start + sentence[0], "sentence_end": start + sentence[1],
        "metric_id": sure.metric_id if sure else None, "measure": sure.measure if sure else None,
        "breakdown": key_of(sure.breakdown) if sure else (), "likely": _likely(quantity, sure),
        "kind": quantity.decision.status, **_period(quantity, sure, own),
    }  # fmt: skip


def _likely(quantity: Quantity, sure: Observation | None) -> tuple[str, ...]:
    """The metrics a number may be a value of: the sure one, else those that claim it."""
    if sure is not None:
        return (sure.metric_id,)
    suggested = quantity.suggestion.likely if quantity.suggestion else ()
    near = [one.metric_id for one in suggested if one.chance >= _NEAR]
    return tuple(dict.fromkeys([*(claim.metric.id for claim in quantity.claims), *near]))


def _period(quantity: Quantity, sure: Observation | None, own: date | None) -> dict[str, date | None]:
    """The days the draft states for a number: those it was read with, else the date before it in its sentence."""
    period = sure.period if sure else quantity.period
    if period is not None and period.end < _UNDATED.start:
        return _days(period.start, period.end, own)
    segment = quantity.segment
    first, _ = segment.sentence(quantity.start)
    named = [m.interval for m in segment.dates if first <= m.start and m.end <= quantity.start]
    dated = [interval for interval in named if interval.end < _UNDATED.start]
    return _days(dated[-1].start, dated[-1].end, own) if dated else dict.fromkeys(_DAYS)


_DAYS = ("period_start", "period_end")


def _days(start: date | None, end: date, own: date | None) -> dict[str, date | None]:
    """The days of a period; of one that is told from the draft's own year, as many years before that of its own day."""
    if end < _LAST_YEARS:
        return {"period_start": start, "period_end": end}
    if own is None or (start is not None and start < _LAST_YEARS):
        return dict.fromkeys(_DAYS)
    back = _UNDATED.start.year - own.year
    return {"period_start": start and _before(start, back), "period_end": _before(end, back)}


def _before(day: date, years: int) -> date:
    """The same day so many years before; of 29 February the last of that month."""
    year = day.year - years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
