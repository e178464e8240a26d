"""What a chart draws: lanes of marks, one metric (in one unit) to a lane, true to their periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Literal, get_args

import pandas as pd

from catalog.models import Panel
from catalog.words import words
from findings.breaks import Change, Stretch, changes, restatements, unreported
from findings.period_words import period_words
from findings.printed_names import session_words
from findings.titles import first_day, row_period
from findings.values import (
    MONEY,
    as_exact,
    is_told,
    listed,
    money_words,
    number_words,
    part_words,
    qualified,
    rate_words,
    unit_words,
    value_words,
    with_unit,
)

View = Literal["per_month", "printed"]
Shape = Literal["bar", "dot", "ring", "base"]

# From so many days on a period is a long one: years, and what is printed of nearly all of one.
_LONG = pd.Timedelta(days=300)
# Reports that could print a figure of what was done; a plan of what is to come cannot.
TELLING = ("council_report", "annual_performance")


@dataclass(frozen=True)
class Step:
    """A value's place among the ``count`` that reports print for one thing; ``group`` names them together."""

    group: str
    place: int
    count: int


@dataclass(frozen=True)
class Mark:
    """One drawn value.

    A ``bar`` stands over its whole period; a ``dot`` at ``at``, with a line over the period where it
    has one; a ``ring`` is recomputed; a ``base`` is where a series starts. ``step`` is set where a
    later report restates the value. The label of money is told with its unit and as people say it
    (1億3,640萬元); ``plain`` is the number for what can only write one.
    """

    shape: Shape
    start: pd.Timestamp
    end: pd.Timestamp
    at: pd.Timestamp
    height: float
    label: str
    hover: str
    observation_id: str
    step: Step | None = None
    plain: float | None = None


# Why a report has no value: it prints none, a number of it may be one and nobody has said so yet, or it is garbled.
Silence = Literal["not_printed", "maybe_printed", "unreadable"]
SILENCES: tuple[Silence, ...] = get_args(Silence)


@dataclass(frozen=True)
class Gap:
    """A report's period for which it prints no value of a metric, and why."""

    start: pd.Timestamp
    end: pd.Timestamp
    status: Silence
    report: str
    metric_id: str

    @property
    def id(self) -> str:
        """What an address calls it: its report and metric."""
        return f"{self.report}~{self.metric_id}"


@dataclass(frozen=True)
class Break:
    """A day from which the metric is counted otherwise, and how, in words."""

    at: pd.Timestamp
    text: str


@dataclass(frozen=True)
class Lane:
    """One row of a chart: marks of one metric in one unit.

    ``unreported`` are the stretches no report tells of; ``reference`` is a height to compare with;
    ``empty`` says why there are no marks, where it is not that no report prints any. ``metric`` and
    ``part`` name what its gaps are gaps of.
    """

    title: str
    unit: str
    axis: str
    marks: tuple[Mark, ...]
    gaps: tuple[Gap, ...] = ()
    targets: tuple[Mark, ...] = field(default=())
    breaks: tuple[Break, ...] = ()
    unreported: tuple[Stretch, ...] = ()
    reference: float | None = None
    empty: str = ""
    metric: str = ""
    part: str = ""

    @property
    def has_bars(self) -> bool:
        """Whether any mark is a bar, which the monthly or printed view changes."""
        return any(mark.shape == "bar" for mark in self.marks)


def value_lanes(
    panel: Panel,
    rows: pd.DataFrame,
    names: Mapping[str, str],
    coverage: pd.DataFrame,
    recomputed: Mapping[str, float],
    view: View,
) -> list[Lane]:
    """The lanes of a panel that draws printed values.

    Args:
        panel: which metrics, in order, with their bases and targets.
        rows: observations of the panel's metrics, bases and targets.
        names: metric names in the reader's language.
        coverage: report by metric, as :func:`warehouse.queries.coverage` gives it.
        recomputed: recomputed values by observation_id of the stated one.
        view: flows by monthly average or as printed.
    """
    lanes: list[Lane] = []
    reports = _report_spans(coverage)
    steps = _steps(rows)
    # Where nothing has another period to be compared with, nothing is averaged: a total is the figure.
    shown: View = view if _have_periods(rows[rows["metric_id"].isin(panel.metrics)]) else "printed"
    for metric_id in panel.metrics:
        own = rows[rows["metric_id"] == metric_id]
        base = rows[rows["metric_id"] == panel.bases.get(metric_id, "")]
        targets = _marks(rows[rows["metric_id"] == panel.targets.get(metric_id, "")], "dot", shown, steps)
        covered = coverage[coverage["metric_id"] == metric_id]
        gaps = [] if panel.breakdown else _gaps(covered)
        changed = changes(own)
        for title, unit, part in series(own, names[metric_id], bool(panel.breakdown)):
            marks = [*_marks(base, "base", shown, steps), *_marks(part, None, shown, steps)]
            marks += [_ring(row, recomputed) for _, row in part.iterrows() if row["observation_id"] in recomputed]
            axis = _axis(unit, any(mark.shape == "bar" for mark in marks), shown)
            own_gaps = _part_gaps(covered, part) if panel.breakdown else gaps
            lane = Lane(
                title, unit, axis, tuple(marks), tuple(own_gaps), tuple(targets), breaks_of(part, changed),
                metric=names[metric_id], part=str(part.iloc[0]["part"]) if panel.breakdown else "",
            )  # fmt: skip
            lanes.append(with_unreported(lane, reports))
        if own.empty:
            lane = Lane(names[metric_id], "", "", (), tuple(gaps), metric=names[metric_id])
            lanes.append(with_unreported(lane, reports))
    return lanes


def _have_periods(rows: pd.DataFrame) -> bool:
    """Whether of any metric values of several periods are printed in one unit, or in units that count the same."""
    units = rows["unit"].where(~rows["comparable"].astype(bool), rows["metric_unit"])
    own = rows.assign(unit=units).groupby(["metric_id", "unit"])[["period_start", "period_end"]]
    return any(len(periods.drop_duplicates()) > 1 for _, periods in own)


def monthly_axis(unit: str) -> str:
    """What the axis of a lane is called whose bars are monthly averages."""
    return words("axis.per_month", unit=unit_words(unit))


def _report_spans(coverage: pd.DataFrame) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """First and last day of the reports that could print a figure of what was done."""
    told = coverage[coverage["genre"].isin(TELLING)].drop_duplicates("report_id")
    return list(zip(told["period_start"], told["period_end"], strict=True))


def with_unreported(lane: Lane, reports: Sequence[tuple[pd.Timestamp, pd.Timestamp]]) -> Lane:
    """The lane with the stretches that neither its marks and gaps nor any report tells of."""
    drawn = [(mark.start, mark.end) for mark in lane.marks if mark.shape != "base"]
    drawn += [(gap.start, gap.end) for gap in lane.gaps]
    return replace(lane, unreported=tuple(unreported(reports, drawn)))


def breaks_of(rows: pd.DataFrame, changed: Sequence[Change]) -> tuple[Break, ...]:
    """The changes of unit or counting that a lane of ``rows`` stands before or behind."""
    own = set(rows["observation_id"])
    return tuple(
        Break(change.at, change_words(change))
        for change in changed
        if own & {change.earlier["observation_id"], change.later["observation_id"]}
    )


def change_words(change: Change) -> str:
    """What the later value is counted in: 單位為「人次」."""
    if change.kind == "unit":
        return words("chart.break_unit", unit=unit_words(change.later["unit"]))
    way = words.either(change.later, "counting") if is_told(change.later["counting"]) else words("chart.uncounted")
    return words("chart.break_counting", counting=way)


def _steps(rows: pd.DataFrame) -> dict[str, Step]:
    """The places of restated values, by observation_id."""
    return {
        observation_id: Step(own["observation_id"].iloc[0], place, len(own))
        for own in restatements(rows)
        for place, observation_id in enumerate(own["observation_id"])
    }


def series(rows: pd.DataFrame, name: str, by_part: bool) -> Iterable[tuple[str, str, pd.DataFrame]]:
    """Rows that may stand in one lane, with the lane's title and unit.

    Counted alike, in one unit or units that count the same; of one part where they have a monthly
    average or ``by_part`` is set.
    """
    # A bar of a part beside bars of the whole would read as a fall.
    groups = rows["part"] if by_part else rows["part"].where(rows["per_month"].notna(), "")
    units = rows["unit"].where(~rows["comparable"].astype(bool), rows["metric_unit"])
    ways = pd.Series(
        [words.either(row, "counting") if is_told(row["counting"]) else "" for _, row in rows.iterrows()],
        rows.index,
        dtype=object,
    )
    for key, own in rows.groupby([groups, units, ways], sort=False):
        part, unit, way = map(str, key)
        title = words("chart.told", name=name, value=part_words(part)) if part else name
        told = [unit_words(unit)] if units.nunique() > 1 else []
        told += [way] if way and ways.nunique() > 1 else []
        yield title + (words("card.part", part=listed(told)) if told else ""), unit, own


def _marks(rows: pd.DataFrame, shape: Shape | None, view: View, steps: Mapping[str, Step]) -> list[Mark]:
    return [
        _mark(row, shape or ("bar" if is_told(row["per_month"]) else "dot"), view, steps) for _, row in rows.iterrows()
    ]


def _mark(row: pd.Series, shape: Shape, view: View, steps: Mapping[str, Step]) -> Mark:
    start = first_day(row)
    end = row["period_end"]
    monthly = shape == "bar" and view == "per_month"
    height = float(row["per_month"] if monthly else row["value"])
    number = average_words(row) if monthly else number_words(height)
    plain = None
    if row["unit"] == MONEY:
        number = number if monthly else money_words(height)
        plain = _exact_average(row) if monthly else height
    label = qualified(number, row["qualifier"])
    if is_told(row["part"]) and shape != "bar":
        label += words("card.part", part=_short(part_words(row["part"])))
    hover, step = hover_words(row), steps.get(row["observation_id"])
    middle = start + (end - start) / 2
    return Mark(shape, start, end, middle, height, label, hover, row["observation_id"], step, plain)


def average_words(row: pd.Series) -> str:
    """A value's monthly average in words; money with its unit."""
    average = _exact_average(row)
    if row["unit"] == MONEY:
        return money_words(round(average)) if average >= 100 else with_unit(rate_words(average), MONEY)
    return number_words(average) if is_told(row["qualifier"]) else rate_words(average)


def _exact_average(row: pd.Series) -> float:
    """A value's monthly average, to no more digits than an approximate value has."""
    average = float(row["per_month"])
    return as_exact(average, float(row["value"])) if is_told(row["qualifier"]) else average


def told_value(mark: Mark, unit: str) -> str:
    """The label of a mark with its unit; that of money has it."""
    return mark.label if unit == MONEY else with_unit(mark.label, unit)


def _short(text: str) -> str:
    return text if len(text) <= 8 else text[:7] + "…"


def in_chart(text: str) -> str:
    """A text as charts take it, which read tags."""
    return escape(text, quote=False)


def hover_words(row: pd.Series) -> str:
    """What is said of a value where the pointer rests on it: name, period, value, report."""
    # Charts read tags in it; what reports and people wrote is text.
    name = f"<b>{in_chart(words.name(row))}</b>"
    told = words("chart.told", name=name, value=in_chart(part_words(row["part"]))) if is_told(row["part"]) else name
    lines = [told, row_period(row)]
    lines.append(value_words(row["value"], row["unit"], row["qualifier"]))
    if is_told(row["per_month"]):
        unit = unit_words(row["unit"])
        monthly = words("axis.per_month", unit=unit)
        lines.append(words("chart.told", name=monthly, value=average_words(row)))
    return "<br>".join([*lines, in_chart(report_name(row))])


def short_report_name(row: pd.Series) -> str:
    """A report by its session where it has one, else its title."""
    return words("report.short", session=session_words(row["session"])) if is_told(row["session"]) else report_name(row)


def report_name(row: pd.Series) -> str:
    """A report's title, with its session where the title does not say it."""
    title = str(row["report_title"] if "report_title" in row else row["title"])
    session = row["session"]
    if not is_told(session) or session in title:
        return title
    return title + words("card.session", session=session_words(session))


def _ring(row: pd.Series, recomputed: Mapping[str, float]) -> Mark:
    value = recomputed[row["observation_id"]]
    text = with_unit(number_words(value, 2), row["unit"])
    hover = f"{words('chart.recomputed')}<br>{row_period(row)}<br>{text}"
    end = row["period_end"]
    return Mark("ring", end, end, end, value, "", hover, row["observation_id"])


def _axis(unit: str, has_bars: bool, view: View) -> str:
    name = "%" if unit == "%" else unit_words(unit)
    if not has_bars:
        return words("axis.value", unit=name)
    return words(f"axis.{view}", unit=name)


def _gaps(coverage: pd.DataFrame) -> list[Gap]:
    told = coverage[coverage["genre"].isin(TELLING) & (coverage["status"] != "printed")]
    return [gap_of(row) for _, row in told.iterrows()]


def gap_of(row: pd.Series) -> Gap:
    """The gap of a row of :func:`warehouse.queries.coverage`."""
    return Gap(row["period_start"], row["period_end"], row["status"], row["report_id"], row["metric_id"])


def _part_gaps(coverage: pd.DataFrame, rows: pd.DataFrame) -> list[Gap]:
    """Periods of the reports that do not print a part, though they may print the whole."""
    silent = coverage[~coverage["report_id"].isin(rows["report_id"])]
    return _gaps(silent.assign(status=silent["status"].replace("printed", "not_printed")))


def share_lane(rows: pd.DataFrame, title: str, axis: str) -> Lane:
    """A lane of ratios computed from two printed values of one report and period."""
    marks = [
        Mark(
            "dot",
            row["period_start"],
            row["period_end"],
            row["period_start"] + (row["period_end"] - row["period_start"]) / 2,
            float(row["ratio"]),
            number_words(row["ratio"], 1),
            "<br>".join(
                [
                    f"<b>{in_chart(title)}</b>",
                    period_words(row["period_start"].date(), row["period_end"].date()),
                    _division(row),
                    in_chart(report_name(row)),
                ]
            ),
            row["numerator_id"],
        )
        for _, row in rows.iterrows()
    ]
    return Lane(title, "%", axis, tuple(marks))


def _division(row: pd.Series) -> str:
    top, bottom = number_words(row["numerator"]), number_words(row["denominator"])
    return f"{top} / {bottom} = {number_words(row['ratio'], 1)}"


def open_gaps(lane: Lane) -> list[Gap]:
    """The gaps that are seen.

    Not those for all of whose days other reports print values in the lane, or for one of them how many there were.
    """
    marks = sorted((mark.start, mark.end) for mark in lane.marks if mark.shape != "base")
    days = [end for start, end in marks if start == end]
    return [
        gap for gap in lane.gaps if not _covers(marks, gap) and not any(gap.start <= day <= gap.end for day in days)
    ]


def _covers(spans: Sequence[tuple[pd.Timestamp, pd.Timestamp]], gap: Gap) -> bool:
    """Whether some spans, told in order, leave no day of a gap out."""
    free = gap.start
    for start, end in spans:
        if start <= free <= end:
            free = end + pd.Timedelta(days=1)
    return free > gap.end


def all_gaps(lanes: Sequence[Lane]) -> dict[str, Gap]:
    """Every gap of every lane by its id, in order."""
    return {gap.id: gap for lane in lanes for gap in lane.gaps}


def all_stretches(lanes: Sequence[Lane]) -> dict[str, Stretch]:
    """Every stretch that no report tells of by its id, in order of the lanes."""
    return {stretch.id: stretch for lane in lanes for stretch in lane.unreported}


def all_marks(lanes: Sequence[Lane]) -> list[Mark]:
    """Every mark of every lane."""
    return [mark for lane in lanes for mark in lane.marks]


def outlined(spans: Sequence[tuple[pd.Timestamp, pd.Timestamp]]) -> list[bool]:
    """Of each first and last day of a column, whether it is drawn as an outline.

    Long periods are, where there are shorter ones too: a year and its halves would be told apart by nothing else.
    """
    long = [end - start >= _LONG for start, end in spans]
    return [False] * len(long) if all(long) else long


def overlaps(marks: Sequence[Mark]) -> list[bool]:
    """Of each mark, whether its period overlaps another one's that began before it (or is longer)."""
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end.value))
    found = {
        later.observation_id
        for place, later in enumerate(ordered)
        for earlier in ordered[:place]
        if later.start <= earlier.end and (later.start, later.end) != (earlier.start, earlier.end)
    }
    return [mark.observation_id in found for mark in marks]
