"""A panel of a topic page as data: its title, its lanes or rows, and the records of its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from catalog.load import load
from catalog.models import Panel
from catalog.words import words
from findings.corrections import correction_notes, newest_editions, with_corrections
from findings.explanations import Explanation, explanations
from findings.kept import kept
from findings.lanes import Lane, Mark, View, in_chart, report_name, share_lane, short_report_name, value_lanes
from findings.notes import drawing_notes, truth_notes
from findings.period_words import period_words, year_words
from findings.records import Record, share_records, silence_records, value_records
from findings.titles import COURSE, finding, period_told, row_period, silent, since_base
from findings.values import (
    is_told,
    listed,
    number_words,
    one_of,
    part_words,
    unit_words,
    value_words,
    with_unit,
    works_status,
)
from warehouse import reads

# Kinds of checks whose computed value is what the stated one should be.
RECOMPUTING = ("sum", "difference", "percent", "product", "share", "parts", "increase", "growth")
# Of more parts than these a title tells the largest only.
_MOST_PARTS, _LARGEST = 6, 3


@dataclass(frozen=True)
class Drawn:
    """What a panel shows. ``rows`` are the observations that can be chosen for their source.

    ``timeline`` holds name, mark and status where the panel is a time line, else ``lanes`` are drawn. ``explanations``
    are what the reports themselves say of its metrics, those about what the title tells first.
    """

    title: str
    rows: pd.DataFrame
    records: list[Record]
    notes: tuple[str, ...]
    lanes: tuple[Lane, ...] = ()
    timeline: tuple[tuple[str, Mark, str], ...] = field(default=())
    explanations: tuple[Explanation, ...] = ()


@kept(8)
def report_titles() -> Mapping[str, str]:
    """Each report's name by its id."""
    return {row["report_id"]: report_name(row) for _, row in reads.reports().iterrows()}


def parts_of(panel: Panel) -> list[str]:
    """The breakdown values a panel can be narrowed to, in order; empty without a breakdown."""
    if not panel.breakdown or panel.kind == "named":
        return []
    return list(_parts_of(panel.metrics))


@kept(128)
def _parts_of(metrics: tuple[str, ...]) -> tuple[str, ...]:
    rows = reads.observations(metrics)
    return tuple(dict.fromkeys(rows[rows["part"] != ""]["part"]))


def has_flows(panel: Panel) -> bool:
    """Whether a panel draws monthly averages: of what happened, where there is more than one period to compare."""
    return panel.kind == "values" and _has_flows(panel.metrics, bool(panel.breakdown))


@kept(128)
def _has_flows(metrics: tuple[str, ...], by_part: bool) -> bool:
    rows = _drawn_of(reads.observations(metrics), by_part)
    periods = rows[rows["per_month"].notna()].groupby(["metric_id", "unit"])[["period_start", "period_end"]]
    return any(len(own.drop_duplicates()) > 1 for _, own in periods)


def _drawn_of(rows: pd.DataFrame, by_part: bool) -> pd.DataFrame:
    """The values that a panel of values draws: of parts where it is broken down, else those of no category."""
    drawn: pd.DataFrame = rows[rows["part"] != ""] if by_part else rows[rows["category"].isna()]
    return drawn


def draw(panel: Panel, view: View, part: str) -> Drawn:
    """What a panel shows.

    Args:
        panel: the panel.
        view: flows by monthly average or as printed.
        part: the breakdown value to show alone, or "" for all.
    """
    if panel.kind == "shares":
        drawn = _shares(panel)
    elif panel.kind == "works":
        drawn = _works(panel)
    elif panel.kind == "named":
        drawn = _named(panel)
    else:
        drawn = _values(panel, view, part)
    return replace(drawn, explanations=_explanations(panel))


def _explanations(panel: Panel) -> tuple[Explanation, ...]:
    """What reports say of a panel's metrics: of its headline first, then of the others, the newest first."""
    metrics = [*panel.metrics, *dict.fromkeys(metric for pair in panel.pairs for metric in pair)]
    headline = panel.headline or metrics[0]
    found = explanations([headline, *(metric for metric in metrics if metric != headline)])
    return tuple(sorted(found, key=lambda one: headline not in one.metric_ids))


def _values(panel: Panel, view: View, part: str) -> Drawn:
    extra = [*panel.bases.values(), *dict.fromkeys(panel.targets.values())]
    rows = reads.observations([*panel.metrics, *extra])
    rows = _drawn_of(rows, bool(panel.breakdown))
    if part:
        rows = rows[rows["part"] == part]
    metrics = reads.metrics()
    names = {metric_id: words.name(metrics.loc[metric_id]) for metric_id in panel.metrics}
    checks = recomputing_checks(panel.metrics)
    standing, was = newest_editions(rows)
    recomputed = recomputed_rates(standing, checks)
    lanes = value_lanes(panel, standing, names, reads.coverage(panel.metrics), recomputed, view)
    lanes = with_corrections(lanes, was)
    records = value_records(rows, checks)
    records += silence_records(lanes, report_titles())
    notes = (*drawing_notes(lanes, view), *truth_notes(standing, lanes), *correction_notes(standing, was))
    return Drawn(values_title(panel, standing), rows, records, notes, tuple(lanes))


def recomputed_rates(rows: pd.DataFrame, checks: Mapping[str, pd.Series]) -> dict[str, float]:
    """Rates computed anew, by the observation_id of the stated one."""
    rates = set(rows["observation_id"][rows["measure"] == "ratio"])
    return {k: float(c["computed"]) for k, c in checks.items() if is_told(c["computed"]) and k in rates}


def recomputing_checks(metric_ids: Sequence[str]) -> dict[str, pd.Series]:
    """The checks that compute a stated value anew, by its observation; a bound or a median is no such value."""
    kinds = {check.id: check.kind for check in load().checks}
    return {
        check["observation_id"]: check
        for _, check in reads.checks(metric_ids).iterrows()
        if kinds.get(check["check_id"]) in RECOMPUTING
    }


def values_title(panel: Panel, rows: pd.DataFrame) -> str:
    """The finding of a panel's headline metric, and that the newest report is silent where it is."""
    headline = panel.headline or panel.metrics[0]
    own = rows[rows["metric_id"] == headline]
    name = words.name(reads.metrics().loc[headline])
    if panel.breakdown:
        return _parts_title(own, name)
    plain = own[own["part"] == ""]
    if plain.empty and not own.empty:
        # Values of different parts are not one series.
        return silent(_parts_title(own, name), newest_silence(headline))
    sentence = finding(plain, name)
    base = _since_bases(panel, rows, headline)
    later = own[(own["part"] != "") & (own["period_end"] > plain["period_end"].max())]
    if not later.empty:
        told = _parts_title(later, name)
        sentence = words("finding.parts_later", finding=sentence, parts=told)
    elif base:
        sentence = words("finding.since_base", finding=sentence, change=base)
    return silent(sentence, newest_silence(headline))


def _since_bases(panel: Panel, rows: pd.DataFrame, headline: str) -> str | None:
    """How far the headline stands from where its series starts; of a sum that has no start, how far its terms do."""
    found = {}
    for metric_id, base in panel.bases.items():
        own = rows[(rows["metric_id"] == metric_id) & (rows["part"] == "")]
        told = since_base(own, rows[rows["metric_id"] == base])
        if told:
            found[metric_id] = told
    if headline in panel.bases or not found:
        return found.get(headline)
    names = reads.metrics()
    return listed(
        words("finding.since_base_of", metric=words.name(names.loc[metric_id]), change=told)
        for metric_id, told in found.items()
    )


def _parts_title(rows: pd.DataFrame, name: str) -> str:
    """Breakdown values side by side, of the newest period that prints any."""
    if rows.empty:
        return words("finding.none", metric=name)
    latest = rows.sort_values(["period_end", "period_start"]).iloc[-1]
    newest = rows[(rows["period_end"] == latest["period_end"]) & (rows["period_start"] == latest["period_start"])]
    parts = [
        f"{part_words(row['part'])} {value_words(row['value'], row['unit'], row['qualifier'])}"
        for _, row in newest.sort_values("value", ascending=False).iterrows()
    ]
    told = {"metric": name, "period": row_period(latest)}
    if len(parts) > _MOST_PARTS:
        return words("finding.parts_many", **told, count=len(parts), parts=listed(parts[:_LARGEST]), most=_LARGEST)
    return words("finding.parts", **told, parts=listed(parts))


def silent_report(metric_id: str) -> str | None:
    """The newest report of its kind, by id, if it does not print the metric and an earlier one of the kind does."""
    silent = reads.fallen_silent()
    return next(iter(silent["silent_report_id"][silent["metric_id"] == metric_id]), None)


def newest_silence(metric_id: str) -> str | None:
    """The name of :func:`silent_report`."""
    report = silent_report(metric_id)
    reports = reads.reports()
    return short_report_name(reports[reports["report_id"] == report].iloc[0]) if report else None


# Shares -----------------------------------------------------------------------------------------


def _shares(panel: Panel) -> Drawn:
    metrics = reads.metrics()
    lanes: list[Lane] = []
    records: list[Record] = []
    titles: list[str] = []
    chosen: list[str] = []
    for denominator, numerator in panel.pairs:
        bottom, top = _row(metrics, denominator), _row(metrics, numerator)
        rows = reads.shares(numerator, denominator, 1 if panel.per else 100).dropna(subset=["ratio", "period_start"])
        unit = unit_words(top["unit"]) if panel.per else "%"
        if panel.per:
            pair = {
                "numerator_unit": unit_words(top["unit"]),
                "denominator_unit": one_of(bottom["unit"]),
            }
            name = words("share.per", **pair)
        else:
            name = words("share.of", numerator=words.name(top), denominator=words.name(bottom))
        lanes.append(share_lane(rows, name, unit))
        records += share_records(rows, name, unit)
        titles.append(_share_title(rows, top, bottom, panel.per))
        chosen += [*rows["numerator_id"], *rows["denominator_id"]]
    rows = reads.observations([metric for pair in panel.pairs for metric in pair])
    rows = rows[rows["observation_id"].isin(chosen)].drop_duplicates("observation_id")
    notes = (words("share.computed"), words("chart.note.span"))
    return Drawn(titles[-1], rows, records, notes, tuple(lanes))


def _row(metrics: pd.DataFrame, metric_id: str) -> pd.Series:
    return metrics[metrics["metric_id"] == metric_id].iloc[0]


def _share_title(rows: pd.DataFrame, top: pd.Series, bottom: pd.Series, per: bool) -> str:
    if rows.empty:
        return words("finding.none", metric=words.name(top))
    latest = rows.iloc[-1]
    earlier = rows[rows["period_end"] < latest["period_start"]]
    previous = earlier.iloc[-1] if not earlier.empty else None

    def told(row: pd.Series) -> str:
        text = number_words(row["ratio"], 1)
        return with_unit(text, top["unit"]) if per else text

    given = {"period": _span_words(latest), "value": told(latest)}
    if previous is not None:
        given |= {"previous": period_told(previous), "before": told(previous)}
    change = "" if previous is None else "_change"
    if per:
        sentence = words(f"finding.per{change}", **given, unit=one_of(bottom["unit"]))
    else:
        given |= {} if previous is None else {"change": _points(latest, previous)}
        names = {"numerator": words.name(top), "denominator": words.name(bottom)}
        sentence = words(f"finding.share{change}", **given, **names)
    if len(rows) < COURSE:
        return sentence
    ordered = rows.sort_values("ratio", kind="stable")
    low, peak = ordered.iloc[0], ordered.iloc[-1]
    extremes = {
        "since": year_words(rows["period_start"].min().date()),
        "peak": told(peak),
        "peak_period": period_told(peak),
        "low": told(low),
        "low_period": period_told(low),
    }
    return words("finding.per_course" if per else "finding.share_course", finding=sentence, **extremes)


def _points(latest: pd.Series, previous: pd.Series) -> str:
    """The difference of two shares as they are told, in percentage points; empty where none is seen."""
    new, old = round(float(latest["ratio"]), 1), round(float(previous["ratio"]), 1)
    if new == old:
        return ""
    return words(
        "finding.points_up" if new > old else "finding.points_down", change=number_words(round(abs(new - old), 1))
    )


def _span_words(row: pd.Series) -> str:
    return period_words(row["period_start"].date(), row["period_end"].date())


# Time lines -------------------------------------------------------------------------------------


def _works(panel: Panel) -> Drawn:
    rows = reads.observations(panel.metrics)
    known = load().metrics
    statuses = [
        works_status(row["works_status"]) if known[row["metric_id"]].works else _outcome(row)
        for _, row in rows.iterrows()
    ]
    timeline = [
        (words.name(row), _point(row), status) for (_, row), status in zip(rows.iterrows(), statuses, strict=True)
    ]
    title = _works_title(statuses)
    records = value_records(rows, {})
    for record, status in zip(records, statuses, strict=True):
        record["status"] = words(f"status.{status}")
    return Drawn(title, rows, records, (words("chart.note.dots"), words("chart.note.span")), (), tuple(timeline))


def _works_title(statuses: Sequence[str]) -> str:
    counted = {status: statuses.count(status) for status in ("done", "planned", "unknown")}
    key = "finding.works_unknown" if counted["unknown"] else "finding.works"
    return words(key, count=sum(counted.values()), **counted)


def _outcome(row: pd.Series) -> str:
    """What a value that is not about works is: a goal, or what was achieved."""
    return "target" if row["measure"] == "target" else "result"


def _named(panel: Panel) -> Drawn:
    """Happenings by name: one row each, with all the values printed of it."""
    rows = reads.observations(panel.metrics)
    named = rows[rows["part"] != ""].sort_values(["period_end", "period_start"])
    timeline = []
    for (name, _, _), own in named.groupby(["part", "period_start", "period_end"], sort=False):
        timeline.append((part_words(name), _point(own.iloc[0], _happening(own)), "result"))
    notes = (words("chart.note.dots"), words("chart.note.span"))
    title = _named_title(panel, named)
    return Drawn(title, rows, value_records(rows, {}), notes, (), tuple(timeline))


def _happening(rows: pd.DataFrame) -> str:
    """The values of one happening; of one that is only counted, its day."""
    counted = [row for _, row in rows.iterrows() if row["form"] == "number"]
    if not counted:
        return row_period(rows.iloc[0])
    return listed(value_words(row["value"], row["unit"], row["qualifier"]) for row in counted)


def _named_title(panel: Panel, named: pd.DataFrame) -> str:
    if named.empty:
        return words("finding.none", metric=words.name(panel))
    newest = named[named["report_id"] == named.iloc[-1]["report_id"]]
    report = short_report_name(newest.iloc[0])
    if (newest["form"] == "listed").all():
        return words("finding.names", report=report, count=len(newest))
    return words("finding.events", count=named["part"].nunique(), report=report, newest=newest["part"].nunique())


def _point(row: pd.Series, label: str | None = None) -> Mark:
    start = row["period_start"] if is_told(row["period_start"]) else row["period_end"]
    end = row["period_end"]
    text = label or value_words(row["value"], row["unit"], row["qualifier"])
    if is_told(row["part"]) and label is None:
        text += words("card.part", part=part_words(row["part"]))
    hover = (
        f"<b>{in_chart(words.name(row))}</b><br>{row_period(row)}<br>{in_chart(text)}<br>{in_chart(report_name(row))}"
    )
    return Mark("dot", start, end, start + (end - start) / 2, 0, text, hover, row["observation_id"])
