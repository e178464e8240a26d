"""Lanes as an office suite's own chart: periods as categories, one unit on one axis, gaps left blank."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from catalog.words import words
from charts.palette import LIGHT
from findings.extracts import Extract
from findings.lane_order import leading_lanes
from findings.lanes import Gap, Lane, Mark, monthly_axis, outlined, short_report_name, told_value
from findings.period_words import period_words
from findings.titles import row_period
from findings.values import MONEY, is_told, number_words

# Series of one chart: more, or smaller ones, cannot be read from the back of a room; nor can the one the title speaks
# of beside another that is many times as high.
_MOST_SERIES, _SMALLEST_SHARE, _MOST_TIMES = 3, 0.05, 4
# Of more columns than these only some have labels: they would stand over each other.
MOST_LABELLED = 14
_NUMBER = re.compile(r"([\d,]+(?:\.(\d+))?)(%?)")


@dataclass(frozen=True)
class Series:
    """One series: a value or None for each category, and each value as it is written beside its column, if it is."""

    name: str
    role: Literal["value", "target", "computed"]
    values: tuple[float | None, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """Columns over periods.

    ``axis`` names what the height means, ``observation_ids`` what is drawn. ``flows``: the columns
    are of what happened in their periods; ``monthly``: and by the month; ``overlapping``: and some
    periods overlap. ``outlined`` tells of each category whether its columns are drawn as outlines.
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str
    flows: bool
    monthly: bool
    overlapping: bool
    observation_ids: tuple[str, ...]
    outlined: tuple[bool, ...]

    @property
    def colours(self) -> list[str]:
        """The colour of each series: the lanes' own, and those of targets and recomputed values."""
        special = {"target": LIGHT.target, "computed": LIGHT.quiet}
        return [special.get(series.role, LIGHT.lane(place)) for place, series in enumerate(self.series)]


@dataclass(frozen=True)
class Row:
    """One value beside the chart: what, when, how much, and the observation it is read from."""

    name: str
    period: str
    value: str
    observation_id: str | None


@dataclass(frozen=True)
class Charted:
    """What a slide shows of an extract: a chart, rows of a table, or both. ``lanes`` are those the chart draws."""

    lanes: tuple[Lane, ...]
    chart: Chart | None
    rows: tuple[Row, ...]
    silent: tuple[Gap, ...]

    @property
    def aside(self) -> str:
        """The only value beside a chart, in a line; empty where there are none or several."""
        if self.chart is None or len(self.rows) != 1:
            return ""
        (row,) = self.rows
        return words("card.joint").join(filter(None, (row.name, row.period, row.value)))

    @property
    def observation_ids(self) -> tuple[str, ...]:
        """Every observation shown, in order."""
        rows = (row.observation_id for row in self.rows if row.observation_id)
        return tuple(dict.fromkeys((*(self.chart.observation_ids if self.chart else ()), *rows)))


@dataclass(frozen=True, order=True)
class _Period:
    """One category: ``which`` parts values that two reports print for the same days."""

    end: pd.Timestamp
    start: pd.Timestamp
    which: str = ""


def charted(extract: Extract) -> Charted:
    """The chart and the rows of an extract.

    The headline's lane is drawn, with those that share its axis; what has another unit, or is too
    small or too high beside it, is a row. Time lines are rows only.
    """
    observed = {row["observation_id"]: row for _, row in extract.drawn.rows.iterrows()}
    if extract.drawn.timeline:
        return Charted((), None, tuple(_happenings(extract, observed)), ())
    lanes = leading_lanes(extract)
    if not lanes or not lanes[0].marks:
        return Charted(lanes[:1], None, (), lanes[0].gaps if lanes else ())
    drawn = _beside(lanes)
    chart = _chart(drawn, extract, observed)
    rows = [row for lane in drawn for row in _undrawn(lane, observed)]
    rows += [_newest_row(lane, observed) for lane in lanes if lane not in drawn]
    return Charted(tuple(drawn), chart, tuple(rows), drawn[0].gaps)


def number_format(label: str) -> str:
    """The number format that writes a value as its label does: 約19.58 is ``"約"#,##0.00``."""
    found = _NUMBER.search(label)
    if found is None:
        return "#,##0"
    digits = "." + "0" * len(found[2]) if found[2] else ""
    # A percent sign would multiply by a hundred; as text it does not.
    before, after = label[: found.start()], found[3] + label[found.end() :]
    return _literal(before) + "#,##0" + digits + _literal(after)


def _literal(text: str) -> str:
    return '"' + text.replace('"', "") + '"' if text else ""


# The chart -----------------------------------------------------------------------------------------


def _drawn_marks(lane: Lane) -> list[Mark]:
    """Bars where the lane has any: a value without a monthly average is no such bar."""
    shapes = ("bar",) if lane.has_bars else ("dot", "base")
    return [mark for mark in lane.marks if mark.shape in shapes]


def _beside(lanes: Sequence[Lane]) -> list[Lane]:
    """The first lane and those that can share its axis and its periods."""
    first = lanes[0]
    days = {(mark.start, mark.end) for mark in _drawn_marks(first)}
    top = max((mark.height for mark in _drawn_marks(first)), default=0)
    kept = [first]
    for lane in lanes[1:]:
        marks = _drawn_marks(lane)
        like = lane.axis == first.axis and lane.has_bars == first.has_bars and not lane.targets and not first.targets
        height = max((mark.height for mark in marks), default=0)
        near = top and _SMALLEST_SHARE <= height / top <= _MOST_TIMES
        if like and near and days & {(mark.start, mark.end) for mark in marks} and len(kept) < _MOST_SERIES:
            kept.append(lane)
    return kept


def _chart(lanes: Sequence[Lane], extract: Extract, observed: dict[str, pd.Series]) -> Chart:
    placed = [_placed(_drawn_marks(lane), observed) for lane in lanes]
    names = {period: name for own in placed for period, (_, name) in own.items()}
    for gap in lanes[0].gaps:
        if not any((period.start, period.end) == (gap.start, gap.end) for period in names):
            told = period_words(gap.start.date(), gap.end.date())
            names[_Period(gap.end, gap.start)] = words("slides.gap", period=told, why=words(f"chart.{gap.status}"))
    first, last = min(names), max(names)
    for days in lanes[0].unreported:
        # Columns stand side by side: that years lie between two of them is seen by nothing else.
        if first.end < days.start and days.end < last.end:
            told = period_words(days.start.date(), days.end.date())
            names[_Period(days.end, days.start)] = words("slides.gap", period=told, why=words(f"chart.{days.kind}"))
    periods = sorted(names)
    valued = [period for period in periods if any(period in own for own in placed)]
    long = dict(zip(valued, outlined([(period.start, period.end) for period in valued]), strict=True))
    series = [_series(lane.title, own, periods) for lane, own in zip(lanes, placed, strict=True)]
    if len(periods) > MOST_LABELLED:
        series = list(map(_sparsely_labelled, series))
    series += [*_targets(lanes[0], periods), *_computed(lanes[0], placed[0], periods, extract)]
    drawn = [mark for own in placed for marks, _ in own.values() for mark in marks]
    drawn += [] if all(own.role != "target" for own in series) else lanes[0].targets
    return Chart(
        categories=tuple(names[period] for period in periods),
        series=tuple(series),
        axis=lanes[0].axis,
        flows=lanes[0].has_bars,
        monthly=lanes[0].has_bars and lanes[0].axis == monthly_axis(lanes[0].unit),
        overlapping=lanes[0].has_bars and _overlap([p for own in placed for p in own]),
        observation_ids=tuple(dict.fromkeys(mark.observation_id for mark in drawn)),
        outlined=tuple(lanes[0].has_bars and long.get(period, False) for period in periods),
    )


_Placed = dict[_Period, tuple[list[Mark], str]]


def _placed(marks: Sequence[Mark], observed: dict[str, pd.Series]) -> _Placed:
    """Marks by period, those of one period and label together; the name of each period."""
    days: dict[tuple[pd.Timestamp, pd.Timestamp], dict[str, list[Mark]]] = {}
    for mark in marks:
        days.setdefault((mark.start, mark.end), {}).setdefault(mark.label, []).append(mark)
    placed: _Placed = {}
    for (start, end), by_label in days.items():
        parts = {_part(own[0], observed) for own in by_label.values()}
        for alike in by_label.values():
            own, which, name = alike, "", _period_name(alike[0], observed)
            if len(by_label) > 1:
                # Where parts tell the values apart, their names are enough.
                apart = len(parts) == len(by_label) and "" not in parts
                which = _part(own[0], observed) if apart else _which(own[0], observed)
                name = words("slides.which", period=name, which=which)
                own = [replace(mark, label=mark.label.partition("（")[0]) for mark in own] if apart else alike
            placed[_Period(end, start, which)] = (own, name)
    return placed


def _part(mark: Mark, observed: dict[str, pd.Series]) -> str:
    row = observed.get(mark.observation_id)
    return str(row["part"]) if row is not None and is_told(row["part"]) else ""


def _which(mark: Mark, observed: dict[str, pd.Series]) -> str:
    """What tells a value from another of the same days: its part, else its report, and its wording."""
    source = _part(mark, observed) or short_report_name(observed[mark.observation_id])
    return words("slides.worded", source=source, label=mark.label)


def _period_name(mark: Mark, observed: dict[str, pd.Series]) -> str:
    if mark.shape == "base":
        return words("chart.base")
    row = observed.get(mark.observation_id)
    return period_words(mark.start.date(), mark.end.date()) if row is None else row_period(row)


def _series(name: str, placed: _Placed, periods: Sequence[_Period]) -> Series:
    marks = [placed[period][0][0] if period in placed else None for period in periods]
    values = tuple(None if mark is None else mark.height if mark.plain is None else mark.plain for mark in marks)
    return Series(name, "value", values, tuple("" if mark is None else _bound(mark) for mark in marks))


def _sparsely_labelled(series: Series) -> Series:
    """The series with the labels of its highest, its lowest and its newest column only."""
    told = [(value, place) for place, value in enumerate(series.values) if value is not None]
    kept = {max(told)[1], min(told)[1], told[-1][1]} if told else set()
    return replace(series, labels=tuple(label if no in kept else "" for no, label in enumerate(series.labels)))


def _bound(mark: Mark) -> str:
    """The label beside a column, which an office suite writes from its value: of money the plain number."""
    if mark.plain is None:
        return mark.label
    qualifier = re.match(r"\D*", mark.label)
    return f"{qualifier[0] if qualifier else ''}{number_words(mark.plain, 0)}"


def _targets(lane: Lane, periods: Sequence[_Period]) -> Iterable[Series]:
    for target in lane.targets:
        inside = [target.start <= period.start and period.end <= target.end for period in periods]
        if any(inside):
            values = tuple(target.height if own else None for own in inside)
            labels = tuple(target.label if own else "" for own in inside)
            yield Series(words("status.target"), "target", values, labels)


def _computed(lane: Lane, placed: _Placed, periods: Sequence[_Period], extract: Extract) -> Iterable[Series]:
    """Recomputed values of those stated ones that do not agree with them."""
    failing = {r["observation_id"] for r in extract.drawn.records if r.get("check") == words("check.fails")}
    rings = {m.observation_id: m.height for m in lane.marks if m.shape == "ring" and m.observation_id in failing}
    if not rings:
        return
    ids = [placed[period][0][0].observation_id if period in placed else "" for period in periods]
    values = tuple(rings.get(own) for own in ids)
    labels = tuple("" if value is None else f"{value:,.2f}" for value in values)
    yield Series(words("chart.recomputed"), "computed", values, labels)


def _overlap(periods: Sequence[_Period]) -> bool:
    days = sorted({(period.start, period.end) for period in periods})
    return any(later[0] <= earlier[1] for earlier, later in itertools.pairwise(days))


# The rows ------------------------------------------------------------------------------------------


def _newest_row(lane: Lane, observed: dict[str, pd.Series]) -> Row:
    marks = _drawn_marks(lane) or [mark for mark in lane.marks if mark.shape != "ring"]
    if not marks:
        return Row(lane.title, "", words("slides.no_value"), None)
    return _row(lane, max(marks, key=lambda mark: (mark.end, mark.start)), observed)


def _undrawn(lane: Lane, observed: dict[str, pd.Series]) -> Iterable[Row]:
    """The printed values of a drawn lane that are no columns of its chart."""
    drawn = _drawn_marks(lane)
    for mark in lane.marks:
        if mark not in drawn and mark.shape not in ("ring", "base"):
            yield _row(lane, mark, observed)


def _row(lane: Lane, mark: Mark, observed: dict[str, pd.Series]) -> Row:
    if mark.shape == "bar":
        value = told_value(mark, lane.unit)
        value = words("finding.per_month", metric=value) if lane.axis == monthly_axis(lane.unit) else value
    else:
        # A rate per head has its unit on the axis only.
        value = told_value(mark, lane.unit if lane.has_bars or lane.unit == MONEY else lane.axis)
    return Row(lane.title, _period_name(mark, observed), value, mark.observation_id)


def _happenings(extract: Extract, observed: dict[str, pd.Series]) -> Iterable[Row]:
    """One row for each mark of a time line, the newest first, with its status where there are several."""
    several = len({status for _, _, status in extract.drawn.timeline}) > 1
    for name, mark, status in sorted(extract.drawn.timeline, key=lambda row: row[1].end, reverse=True):
        period = _period_name(mark, observed)
        told = words("slides.status", value=mark.label, status=words(f"status.{status}")) if several else mark.label
        yield Row(name, period, "" if told == period else told, mark.observation_id)
