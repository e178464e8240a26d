"""Any metrics side by side: what is drawn, listed and taken away for a reader's choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import pandas as pd

from catalog.models import Panel
from catalog.words import words
from findings.breaks import Stretch
from findings.comparisons import FIRST, Compared, base_periods, differences, indices, level
from findings.corrections import correction_notes, newest_editions, with_corrections
from findings.kept import kept
from findings.lanes import TELLING, Gap, Lane, Mark, View, all_stretches, gap_of, value_lanes
from findings.notes import drawing_notes, truth_notes
from findings.panels import recomputed_rates, recomputing_checks, report_titles, values_title
from findings.records import Record, silence_records, value_records
from findings.titles import first_day, row_period
from findings.values import is_told, listed, number_words, rate_words, unit_words, value_words, with_unit
from warehouse import queries, reads

Measure = Literal["per_month", "printed", "index", "difference"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
# The name by which the whole, which has no part, is chosen.
WHOLE = "whole"
# More lanes than this are not seen together; the table holds them all.
MOST_LANES = 24


@dataclass(frozen=True)
class Choice:
    """What a reader wants to see.

    Without ``parts`` the values that are of no category, of a metric that has only such, all. Years are
    those of the Western calendar, both included; None for no bound.
    """

    metrics: tuple[str, ...]
    parts: tuple[str, ...] = ()
    view: Measure = "per_month"
    base: str = FIRST
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True)
class Explored:
    """What is seen of a choice.

    ``findings`` holds a sentence for each metric, true of all reports; ``rows`` every observation of
    the metrics, ``shown`` those chosen, ``records`` their table; ``left_out`` counts lanes too many.
    """

    findings: tuple[str, ...]
    rows: pd.DataFrame
    shown: pd.DataFrame
    lanes: tuple[Lane, ...]
    records: list[Record]
    notes: tuple[str, ...]
    left_out: int


def part_names(metrics: Sequence[str]) -> list[str]:
    """What the values of the metrics can be narrowed to, the whole first; empty without breakdown."""
    return list(_part_names(tuple(metrics)))


@kept(128)
def _part_names(metrics: tuple[str, ...]) -> tuple[str, ...]:
    parts = list(dict.fromkeys(reads.observations(metrics)["part"]))
    named = [part for part in parts if part]
    return (*([WHOLE] if "" in parts else []), *named) if named else ()


def bases(metrics: Sequence[str]) -> dict[str, pd.Series]:
    """The base periods that an index of the metrics can have; see :func:`base_periods`."""
    return dict(_bases(tuple(metrics)))


@kept(128)
def _bases(metrics: tuple[str, ...]) -> Mapping[str, pd.Series]:
    return base_periods(reads.observations(metrics))


@kept(8)
def years() -> Sequence[int]:
    """The years that any report with metrics tells of."""
    reports = reads.reports_with_metrics()
    if reports.empty:
        return []
    return list(range(reports["period_start"].min().year, reports["period_end"].max().year + 1))


def silences(metric_ids: Sequence[str]) -> dict[str, Gap]:
    """What may be a gap of a chart of these metrics, by id: of each report of what was done and each metric.

    A report that prints a metric may still leave out a part of it.
    """
    return dict(_silences(tuple(metric_ids)))


@kept(128)
def _silences(metric_ids: tuple[str, ...]) -> Mapping[str, Gap]:
    coverage = reads.coverage(metric_ids)
    told = coverage[coverage["genre"].isin(TELLING)]
    told = told.assign(status=told["status"].replace("printed", "not_printed"))
    return {gap.id: gap for gap in (gap_of(row) for _, row in told.iterrows())}


def stretches(metric_ids: Sequence[str]) -> dict[str, Stretch]:
    """The stretches of days in a chart of these metrics that no report tells of, by id; of all years and no part."""
    wanted = tuple(metric_ids)
    return all_stretches(explore(Choice(wanted)).lanes) if wanted else {}


@kept(128)
def explore(choice: Choice) -> Explored:
    """What is seen of a choice of metrics that the warehouse knows. Nobody may change it.

    Raises:
        KeyError: a metric is not in the warehouse.
    """
    rows = reads.observations(choice.metrics)
    standing, was = newest_editions(rows)
    shown = _of_years(_of_parts(rows, choice), choice)
    chosen = _of_parts(standing, choice)
    drawn = _of_years(chosen, choice)
    checks = recomputing_checks(choice.metrics)
    lanes = _lanes(drawn, choice, checks)
    compared = _compared(chosen, choice)
    if choice.view in ("index", "difference"):
        lanes = [_compared_lane(lane, compared, choice) for lane in lanes]
    hidden = _hidden_names(rows, shown, choice)
    lanes = with_corrections([_within_years(lane, choice) for lane in lanes], was)
    lanes = [replace(lane, empty=words("explore.hidden")) if lane.title in hidden else lane for lane in lanes]
    view: View = "printed" if choice.view == "printed" else "per_month"
    notes = _comparison_notes(compared, choice) if compared else drawing_notes(lanes, view)
    return Explored(
        tuple(_finding(metric_id, standing) for metric_id in choice.metrics),
        rows,
        shown,
        tuple(lanes[:MOST_LANES]),
        _records(shown, lanes, checks, compared, choice),
        (*notes, *truth_notes(drawn, lanes), *correction_notes(drawn, was)),
        max(0, len(lanes) - MOST_LANES),
    )


def everything(metrics: Sequence[str]) -> list[Record]:
    """One record for every value any report prints of the metrics, and for every report that prints none."""
    topics = topic_names()
    rows = reads.observations(metrics)
    records = value_records(rows, recomputing_checks(metrics))
    for record, topic_id in zip(records, rows["topic_id"], strict=True):
        record["topic"] = topics[topic_id]
    panel = _panel(metrics, by_part=False)
    lanes = value_lanes(panel, rows, _names(metrics), reads.coverage(metrics), {}, "printed")
    return records + silence_records(lanes, report_titles())


def _hidden_names(rows: pd.DataFrame, shown: pd.DataFrame, choice: Choice) -> set[str]:
    """The names of metrics that reports print, though nothing of the years and parts chosen."""
    hidden = set(rows["metric_id"]) - set(shown["metric_id"])
    return set(_names([metric_id for metric_id in choice.metrics if metric_id in hidden]).values())


def _finding(metric_id: str, rows: pd.DataFrame) -> str:
    """The finding of one metric, as its own extract has it."""
    own = rows[(rows["metric_id"] == metric_id) & rows["category"].isna()]
    return values_title(_panel([metric_id], by_part=False), own)


def _panel(metrics: Sequence[str], *, by_part: bool) -> Panel:
    return Panel(id="explore", name_zh="", name_en="", metrics=tuple(metrics), breakdown="part" if by_part else None)


def _names(metrics: Sequence[str]) -> dict[str, str]:
    known = reads.metrics()
    return {metric_id: words.name(known.loc[metric_id]) for metric_id in metrics}


def _of_parts(rows: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    if choice.parts:
        return rows[rows["part"].isin(["" if part == WHOLE else part for part in choice.parts])]
    plain = rows["category"].isna()
    has_plain = set(rows["metric_id"][plain])
    return rows[plain | ~rows["metric_id"].isin(has_plain)]


def _of_years(rows: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    first, last = _window(choice)
    inside = [first_day(row) <= last and row["period_end"] >= first for _, row in rows.iterrows()]
    return rows[pd.Series(inside, rows.index, dtype=bool)]


def _window(choice: Choice) -> tuple[pd.Timestamp, pd.Timestamp]:
    first = pd.Timestamp.min if choice.first_year is None else pd.Timestamp(choice.first_year, 1, 1)
    last = pd.Timestamp.max if choice.last_year is None else pd.Timestamp(choice.last_year, 12, 31)
    return first, last


def _lanes(rows: pd.DataFrame, choice: Choice, checks: Mapping[str, pd.Series]) -> list[Lane]:
    # A comparison is of one part with itself.
    by_part = bool(choice.parts) or choice.view in ("index", "difference")
    view: View = "printed" if choice.view == "printed" else "per_month"
    recomputed = recomputed_rates(rows, checks) if choice.view in ("per_month", "printed") else {}
    coverage = reads.coverage(choice.metrics)
    panel, names = _panel(choice.metrics, by_part=by_part), _names(choice.metrics)
    return value_lanes(panel, rows, names, coverage, recomputed, view)


def _within_years(lane: Lane, choice: Choice) -> Lane:
    first, last = _window(choice)
    gaps = tuple(gap for gap in lane.gaps if gap.start <= last and gap.end >= first)
    unreported = tuple(days for days in lane.unreported if days.start <= last and days.end >= first)
    return replace(lane, gaps=gaps, unreported=unreported)


# Comparisons ------------------------------------------------------------------------------------


def _compared(rows: pd.DataFrame, choice: Choice) -> dict[str, Compared]:
    if choice.view == "difference":
        found = differences(rows)
    elif choice.view == "index":
        found = indices(rows, choice.base)
    else:
        found = []
    return {compared.row["observation_id"]: compared for compared in found}


def _comparison_notes(compared: Mapping[str, Compared], choice: Choice) -> tuple[str, ...]:
    """How the comparison is made, and how many values are left out of it and why."""
    reasons = [each.reason for each in compared.values() if each.reason and each.reason != "first"]
    notes = [words(f"explore.note.{choice.view}")]
    if reasons:
        told = listed(words(f"explore.not.{reason}") for reason in dict.fromkeys(reasons))
        notes.append(words("explore.note.left_out", count=len(reasons), reasons=told))
    return tuple(notes)


def _compared_lane(lane: Lane, compared: Mapping[str, Compared], choice: Choice) -> Lane:
    """A lane with its values' comparisons in place of them; those not compared are told of in the table."""
    own = [(mark, compared[mark.observation_id]) for mark in lane.marks if mark.shape in ("bar", "dot")]
    marks = tuple(_compared_mark(mark, each, choice) for mark, each in own if each.result is not None)
    reasons = dict.fromkeys(each.reason for _, each in own if each.reason)
    empty = listed(words(f"explore.not.{reason}") for reason in reasons)
    index = choice.view == "index"
    axis = words("explore.axis.index") if index else _change_axis(lane)
    return replace(lane, marks=marks, axis=axis, reference=100.0 if index and marks else None, empty=empty)


def _change_axis(lane: Lane) -> str:
    if lane.unit == "%":
        return words("explore.axis.points")
    return words("explore.axis.change_monthly" if lane.has_bars else "explore.axis.change", unit=unit_words(lane.unit))


def _compared_mark(mark: Mark, compared: Compared, choice: Choice) -> Mark:
    result = compared.result or 0.0
    label = number_words(result, 1) if choice.view == "index" else signed(result)
    lines = [mark.hover]
    if compared.other is not None and compared.other["observation_id"] != mark.observation_id:
        lines += [words("explore.beside", period=row_period(compared.other), value=_level(compared.other))]
    if _are_rates(compared) and choice.view == "difference":
        lines.append(words("finding.points", change=label))
    elif compared.share is not None:
        lines.append(words("explore.share", share=signed(compared.share, 1)))
    return replace(mark, height=result, label=label, hover="<br>".join(lines), step=None)


def _are_rates(compared: Compared) -> bool:
    """Whether what is compared are shares of a whole: they differ by points, and a share of a share tells nobody."""
    return bool(compared.row["unit"] == "%")


def _level(row: pd.Series) -> str:
    if is_told(row["per_month"]):
        return words("finding.per_month", metric=with_unit(rate_words(level(row)), row["unit"]))
    return value_words(row["value"], row["unit"], row["qualifier"])


def signed(value: float, digits: int | None = None) -> str:
    """A change with its sign, the minus a real one: +12.3, −617."""
    text = (
        number_words(abs(value), digits) if digits is not None or float(value).is_integer() else rate_words(abs(value))
    )
    return text if value == 0 else f"{'+' if value > 0 else '−'}{text}"


# Tables -----------------------------------------------------------------------------------------


def _records(
    rows: pd.DataFrame,
    lanes: Sequence[Lane],
    checks: Mapping[str, pd.Series],
    compared: Mapping[str, Compared],
    choice: Choice,
) -> list[Record]:
    records = value_records(rows, checks)
    for record in records:
        record.update(_comparison_record(compared.get(str(record["observation_id"])), choice))
    return records + silence_records(lanes, report_titles())


def _comparison_record(compared: Compared | None, choice: Choice) -> Record:
    if compared is None:
        return {}
    other = None if compared.other is None else row_period(compared.other)
    record: Record = {"compared_with": other}
    record["not_compared"] = words(f"explore.not.{compared.reason}") if compared.reason else None
    result = None if compared.result is None else round(compared.result, 6)
    if choice.view == "index":
        record["index"] = result
    else:
        rates = _are_rates(compared)
        record["change"] = result
        record["change_unit"] = None if result is None else _change_unit(compared.row)
        record["change_percent"] = None if rates or compared.share is None else round(compared.share, 6)
    return record


def _change_unit(row: pd.Series) -> str:
    if row["unit"] == "%":
        return words("explore.points")
    unit = unit_words(row["unit"])
    return words("explore.a_month", unit=unit) if is_told(row["per_month"]) else unit


def base_words(key: str, found: Mapping[str, pd.Series]) -> str:
    """The name of a base period."""
    return words("explore.base_first") if key == FIRST else row_period(found[key])


# Finding metrics --------------------------------------------------------------------------------


@kept(8)
def topic_names() -> Mapping[str, str]:
    """The topics' names by id, in the catalog's order; of an agency without catalog its sections'."""
    topics = reads.topics()
    return {str(row["topic_id"]): words.name(row) or words("agency.no_section") for _, row in topics.iterrows()}


def metric_names(metrics: Sequence[str]) -> dict[str, str]:
    """The metrics' names by id; with the topic where two of them have one name."""
    return dict(_metric_names(tuple(metrics)))


@kept(256)
def _metric_names(metrics: tuple[str, ...]) -> Mapping[str, str]:
    names = _names(metrics)
    twice = {name for name in names.values() if list(names.values()).count(name) > 1}
    topics = topic_names()
    of = reads.metrics()["topic_id"]
    return {
        metric_id: words("chart.note.part", metric=name, part=topics[of[metric_id]]) if name in twice else name
        for metric_id, name in names.items()
    }


@kept(8)
def search_labels() -> Mapping[str, str]:
    """What a list of all metrics shows, and finds by: name, topic, name in the other language, id."""
    topics = topic_names()
    other = "name_en" if words.language == "zh-TW" else "name_zh"
    return {
        row["metric_id"]: words(
            "explore.option",
            name=words.name(row),
            topic=topics[row["topic_id"]],
            other=row[other],
            id=row["metric_id"],
        )
        for row in reads.metrics().to_dict("records")
    }


def metrics_of(topic_id: str) -> list[str]:
    """The metrics of a topic, in the catalog's order."""
    return list(_metrics_of(topic_id))


@kept(256)
def _metrics_of(topic_id: str) -> Sequence[str]:
    known = reads.metrics()
    return list(known.index[known["topic_id"] == topic_id])


@kept(8)
def value_counts() -> Mapping[str, int]:
    """How many values the reports print of each topic."""
    found = reads.ask(queries.value_counts)
    return dict(zip(found["topic_id"].tolist(), found["values"].tolist(), strict=True))
