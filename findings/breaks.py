"""Where a metric's printed values do not continue each other: counted otherwise, or printed anew.

Reports change the unit or the way they count, and a later report may print another value for a
period an earlier one has told. Neither is a rise or a fall.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from catalog.load import load
from findings.titles import counted_alike, first_day, same_unit


@dataclass(frozen=True)
class Change:
    """One part of a metric is counted in another unit or way from ``at`` on.

    ``earlier`` and ``later`` are the observations on both sides.
    """

    kind: Literal["unit", "counting"]
    at: pd.Timestamp
    earlier: pd.Series
    later: pd.Series


@dataclass(frozen=True)
class Stretch:
    """Days, both included, that no report tells of: between reports, or since the newest."""

    start: pd.Timestamp
    end: pd.Timestamp
    kind: Literal["no_report", "not_published"]

    @property
    def id(self) -> str:
        """What an address calls it: its days."""
        return f"{self.start:%Y-%m-%d}~{self.end:%Y-%m-%d}"


def changes(rows: pd.DataFrame) -> list[Change]:
    """The changes of unit or counting in a data frame of observations, by metric, part and time."""
    found: list[Change] = []
    # Most metrics are always counted in one way, which need not be read row by row.
    if _ways(rows) <= rows["metric_id"].nunique():
        return found
    for _, own in rows.groupby(["metric_id", "part"], sort=False):
        if _ways(own) > 1:
            found += _lasting(list(_changes_of_one(own.sort_values(["period_end", "period_start"]))))
    return found


def _ways(rows: pd.DataFrame) -> int:
    """How many units and ways to count each metric has, all metrics together."""
    told = zip(rows["metric_id"], rows["unit"], rows["counting"].where(rows["counting"].notna(), ""), strict=True)
    return len(set(told))


def _changes_of_one(rows: pd.DataFrame) -> Iterator[Change]:
    tellings = [list(map(_row, own.iterrows())) for _, own in rows.groupby("period_end", sort=True)]
    for before, now in itertools.pairwise(tellings):
        # A report that prints both ways goes on with either.
        if any(same_unit(one, other) and counted_alike(one, other) for one in before for other in now):
            continue
        earlier, later = before[-1], now[0]
        kind: Literal["unit", "counting"] = "counting" if same_unit(earlier, later) else "unit"
        yield Change(kind, first_day(later), earlier, later)


def _lasting(found: list[Change]) -> list[Change]:
    """The changes without those of units that come back: kinds of reports that count each in its own replace none."""
    units = [change for change in found if change.kind == "unit"]
    comes_back = any(same_unit(before.earlier, now.later) for no, now in enumerate(units) for before in units[: no + 1])
    return [change for change in found if change.kind != "unit" or not comes_back]


def _row(item: tuple[object, pd.Series]) -> pd.Series:
    return item[1]


def restatements(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Values that two reports print for one thing and period, and that differ.

    Each a data frame of observations in the order in which the reports tell: by the end of the time
    they cover. Of metrics whose name stands on two levels, values may differ without contradiction.
    """
    thing = ["metric_id", "part", "unit", "counting", "measure", "period_start", "period_end"]
    levels = {metric.id for metric in load().metrics.values() if metric.levels}
    twice = rows[~rows["metric_id"].isin(levels) & rows.duplicated(thing, keep=False)]
    found = []
    for _, own in twice.groupby(thing, sort=False, dropna=False):
        if own["value"].nunique() > 1 and own["report_id"].nunique() > 1:
            found.append(own.sort_values(["report_end", "report_start", "report_id"]))
    return found


def unreported(
    reports: Iterable[tuple[pd.Timestamp, pd.Timestamp]], told: Iterable[tuple[pd.Timestamp, pd.Timestamp]]
) -> list[Stretch]:
    """The days between the first report and the end of the newest one's year that nothing tells of.

    Args:
        reports: first and last day of the reports of what was done.
        told: first and last day of values and gaps that are drawn anyway.
    """
    spans = sorted(reports)
    if not spans:
        return []
    first, newest = spans[0][0], max(end for _, end in spans)
    last = pd.Timestamp(newest.year, 12, 31)
    day = pd.Timedelta(days=1)
    stretches: list[Stretch] = []
    free = first
    for start, end in sorted([*spans, *told]):
        if free < start and start <= last:
            stretches += _stretches(free, start - day, newest)
        free = max(free, end + day)
    if free <= last:
        stretches += _stretches(free, last, newest)
    return stretches


# Shorter than this, a stretch could not be seen.
_SHORTEST = pd.Timedelta(days=27)


def _stretches(start: pd.Timestamp, end: pd.Timestamp, newest: pd.Timestamp) -> list[Stretch]:
    if end - start < _SHORTEST:
        return []
    return [Stretch(start, end, "no_report" if start <= newest else "not_published")]
