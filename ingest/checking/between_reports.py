"""Relations that should hold between reports: one thing, one value; one project, one day of completion."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from catalog.fold import Folder
from catalog.models import Catalog, Check, Metric
from ingest.checking.earlier_days import contradictions
from ingest.checking.period_sums import wholes
from ingest.checking.result import Status, told_apart

Row = dict[str, Any]
Tables = Mapping[str, Sequence[Row]]
"""The rows of one report by table."""

# What of a report's values it is compared by, beside the row of the report itself.
NEEDED = {
    "observation": (
        "observation_id", "metric_id", "report_id", "period_start", "period_end", "measure", "value", "unit",
        "qualifier", "breakdown", "counting", "quote", "rule",
    ),
    "completion": ("name", "completed_on", "quote"),
    "passage": ("passage_no", "kind", "text", "folded"),
    "quantity": (
        "quantity_no", "passage_no", "char_start", "char_end", "raw", "value", "unit", "qualifier", "heads",
        "period_start", "period_end", "period_basis",
    ),
}  # fmt: skip
# As many values of two reports that differ, and most of those compared, are no slips.
_MANY = 5
# With fewer values beside it, none can be called out of the ordinary.
_FEWEST_OTHERS = 2
# Two things hardly ever have the same number of three digits and more.
_TELLING = 100
_DAYS_OF_YEAR, _LEAP_DAYS = 365.25, 0.01


def cross_check(check: Check, reports: Sequence[Tables], catalog: Catalog) -> list[Row]:
    """Rows of check_result for one of the catalog's checks between reports.

    A report for which the check finds nothing to compare gets one row that says ``cannot_tell``. Reports
    of authorities that the catalog does not describe are not compared.

    Args:
        check: its kind is one of ``COMPARING``.
        reports: the rows of all reports of a build.
        catalog: its metrics and breakdowns.
    """
    own = [report for report in reports if catalog.describes(report["report"][0]["agency_id"])]
    found = compared(check, own, catalog)
    judged = {row["report_id"] for row in found}
    return found + unjudged(check, [report for report in own if _id(report) not in judged])


def compared(check: Check, reports: Sequence[Tables], catalog: Catalog) -> list[Row]:
    """Rows of check_result for what one check between reports finds to compare.

    Args:
        check: its kind is one of ``COMPARING``.
        reports: the rows of one agency's reports.
        catalog: their metrics and breakdowns.
    """
    ordered = sorted(reports, key=lambda report: (str(report["report"][0]["period_end"]), _id(report)))
    return told_apart(list(COMPARING[check.kind](check, ordered, catalog)))


def unjudged(check: Check, reports: Sequence[Tables]) -> list[Row]:
    """A row for each report that says the check cannot tell."""
    return [_row(check, _id(report), "", check.kind) for report in reports]


def _id(report: Tables) -> str:
    return str(report["report"][0]["report_id"])


def _row(check: Check, report_id: str, instance: str, relation: str, **rest: Any) -> Row:
    blank: Row = {
        "metric_id": None, "computed": None, "stated": None, "tolerance": None, "status": "cannot_tell",
        "evidence": [], "quantities": [], "quote": None, "other_report_id": None, "other_quote": None,
    }  # fmt: skip
    own = {
        "check_id": check.id, "report_id": report_id, "instance": instance, "relation": relation,
        "name_zh": check.name_zh, "name_en": check.name_en,
    }  # fmt: skip
    return {**blank, **own, **rest}


# One thing, one value -------------------------------------------------------------------------


def _between_reports(check: Check, reports: Sequence[Tables], catalog: Catalog) -> Iterator[Row]:
    """Each value beside the first report's of the same metric, breakdown and period.

    A corrected edition says otherwise than the one it corrects on purpose: what it says stands for both.
    """
    first: dict[tuple[object, ...], list[Row]] = {}
    corrected = {_id(report): report["report"][0].get("edition_of") for report in reports}
    pairs: dict[tuple[str, str], list[Row]] = defaultdict(list)
    printed = {_id(report): [_figure(one) for one in report["observation"]] for report in reports}
    for report in reports:
        own: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        for observation in report["observation"]:
            metric = catalog.metrics[observation["metric_id"]]
            if not metric.levels:
                own[_thing(observation, metric, catalog)].append(observation)
        for key, values in own.items():
            other = first[key][0]["report_id"] if key in first else None
            if other is None or corrected[_id(report)] == other:
                first[key] = values
            elif corrected[other] == _id(report):
                continue
            elif len(values) == len(first[key]) == 1:
                row = _compared(check, values[0], first[key][0], catalog)
                # What one report prints of this the other prints of another thing: one of them was read wrongly.
                taken = _figure(values[0]) in printed[other] or _figure(first[key][0]) in printed[_id(report)]
                doubtful = taken and values[0]["value"] >= _TELLING and row["status"] == "fails"
                pairs[_id(report), other].append({**row, "status": "cannot_tell"} if doubtful else row)
    known = {
        (row["quote"], row["stated"]) for own_rows in pairs.values() for row in own_rows if row["status"] == "fails"
    }
    for own_rows in pairs.values():
        yield from _unless_of_other_times(own_rows)
    for one in contradictions(reports):
        report_id, other_id, quote = _id(one.report), _id(one.other), one.quote
        if not any(stated == one.later["value"] and (words in quote or quote in words) for words, stated in known):
            yield _row(
                check, report_id, f"{one.later['passage_no']}:{one.later['char_start']}/{other_id}", one.relation,
                computed=one.computed, stated=one.later["value"], tolerance=0.0, status="fails",
                quantities=[] if one.later["quantity_no"] is None else [one.later["quantity_no"]], quote=quote,
                other_report_id=None if other_id == report_id else other_id, other_quote=one.other_quote,
            )  # fmt: skip


def _unless_of_other_times(rows: Sequence[Row]) -> Iterator[Row]:
    """What two reports say of the same: where most of it differs, the period of one was likely read wrongly."""
    failing = sum(row["status"] == "fails" for row in rows)
    doubtful = failing >= _MANY and 2 * failing > len(rows)
    yield from ({**row, "status": "cannot_tell"} if doubtful and row["status"] == "fails" else row for row in rows)


def _figure(observation: Row) -> tuple[object, ...]:
    """A value of a time, whatever it is of."""
    return (observation["value"], observation["unit"], observation["period_start"], observation["period_end"])


def _thing(observation: Row, metric: Metric, catalog: Catalog) -> tuple[object, ...]:
    """What a value is about. A breakdown that names one thing for ever needs no period."""
    breakdown = tuple(sorted(observation["breakdown"].items()))
    unique = any(catalog.breakdowns[key].unique for key in observation["breakdown"])
    period = () if unique else (observation["period_start"], observation["period_end"])
    return (metric.id, observation["measure"], observation["counting"], breakdown, period)


def _compared(check: Check, stated: Row, other: Row, catalog: Catalog) -> Row:
    metric = catalog.metrics[stated["metric_id"]]
    units = {stated["unit"], other["unit"]}
    comparable = len(units) == 1 or units <= {metric.unit, *metric.comparable_units}
    equal = stated["value"] == other["value"]
    loose = bool(stated["qualifier"] or other["qualifier"])
    status = "cannot_tell" if not comparable or (loose and not equal) else "holds" if equal else "fails"
    if status == "fails" and check.announced and re.search(check.announced, stated["quote"]):
        status = "footnote"
    instance = f"{metric.id}/{other['report_id']}/{_when(stated)}"
    return _row(
        check, stated["report_id"], instance, f"{metric.id} = {metric.id}",
        metric_id=metric.id, computed=other["value"], stated=stated["value"], tolerance=0.0, status=status,
        evidence=[stated["observation_id"], other["observation_id"]], quote=stated["quote"],
        other_report_id=other["report_id"], other_quote=other["quote"],
    )  # fmt: skip


def _when(observation: Row) -> str:
    parts = [f"{k}={v}" for k, v in sorted(observation["breakdown"].items())]
    return "/".join([str(observation["period_start"] or ""), str(observation["period_end"]), *parts])


# Years since something -------------------------------------------------------------------------


def _years_since(check: Check, reports: Sequence[Tables], catalog: Catalog) -> Iterator[Row]:
    """Each number of years beside the latest of another year: they are apart as the two years are, or by one."""
    latest: dict[tuple[object, ...], Row] = {}
    for observation in (observation for report in reports for observation in report["observation"]):
        if observation["metric_id"] not in check.operands or not observation["breakdown"]:
            continue
        key = (observation["metric_id"], tuple(sorted(observation["breakdown"].items())))
        other = latest.get(key)
        latest[key] = observation
        if other is None or other["report_id"] == observation["report_id"]:
            continue
        days = (observation["period_end"] - other["period_end"]).days
        years = round(days / _DAYS_OF_YEAR)
        computed = other["value"] + years
        loose = observation["qualifier"] or other["qualifier"]
        # One may count calendar years, the other full ones: apart as the days are, or one more or less.
        near = abs(observation["value"] - other["value"] - days / _DAYS_OF_YEAR) <= 1 + _LEAP_DAYS
        status: Status = "holds" if near else "cannot_tell" if loose else "fails"
        yield _row(
            check, observation["report_id"], f"{observation['metric_id']}/{other['report_id']}/{_when(observation)}",
            f"{observation['metric_id']} = {observation['metric_id']} + {years}",
            metric_id=observation["metric_id"], computed=computed, stated=observation["value"], tolerance=1.0,
            status=status, evidence=[observation["observation_id"], other["observation_id"]],
            quote=observation["quote"], other_report_id=other["report_id"], other_quote=other["quote"],
        )  # fmt: skip


# A period and those that make it up -----------------------------------------------------------


def _period_sums(check: Check, reports: Sequence[Tables], catalog: Catalog) -> Iterator[Row]:
    """Each value of a period beside the sum of those that make it up; of corrected editions the newest alone.

    Things of some units may be counted again in each period: their sum may be more than the whole, a part may not.
    What is told of a period before its end (107年 in a report up to June) is not its last word.
    """
    corrected = {report["report"][0].get("edition_of") for report in reports}
    printed: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    own = [report for report in reports if _id(report) not in corrected]
    over = [o for report in own for o in report["observation"] if o["period_end"] <= report["report"][0]["period_end"]]
    for observation in over:
        metric = catalog.metrics[observation["metric_id"]]
        printed[(*_thing(observation, metric, catalog), observation["unit"])].append(observation)
    # What is printed with two values is the matter of another check.
    single = [rows[0] for rows in printed.values() if len({row["value"] for row in rows}) == 1]
    for whole in wholes(single, catalog):
        stated, apart = whole.value, abs(whole.computed - whole.value["value"])
        adds_up = stated["unit"] in check.additive or len(whole.parts) == 1
        status: Status = "holds" if not apart else "footnote" if apart <= whole.slack else "fails"
        if status == "fails" and (whole.loose or not adds_up):
            status = "cannot_tell"
        other = next((part for part in whole.parts if part["report_id"] != stated["report_id"]), None)
        yield _row(
            check, stated["report_id"], f"{stated['metric_id']}/{_when(stated)}",
            f"{stated['metric_id']} = sum of {stated['metric_id']} by period",
            metric_id=stated["metric_id"], computed=whole.computed, stated=stated["value"], tolerance=whole.slack,
            status=status, evidence=[row["observation_id"] for row in (stated, *whole.parts)], quote=stated["quote"],
            other_report_id=other and other["report_id"], other_quote=other and other["quote"],
        )  # fmt: skip


# One project, one day of completion -----------------------------------------------------------


def _completion_dates(check: Check, reports: Sequence[Tables], catalog: Catalog) -> Iterator[Row]:
    """Completions of two reports with one name and days near: one project, which has one day.

    Under names that are only alike, one more day may be another project's.
    """
    folder = Folder(catalog.lexicon.variants)
    seen: list[tuple[str, Row]] = []
    for report in reports:
        own = [(_id(report), completion) for completion in report["completion"]]
        for report_id, completion in own:
            for other_id, other in seen:
                apart = abs((completion["completed_on"] - other["completed_on"]).days)
                names = [folder.compact(one["name"]).text for one in (completion, other)]
                if apart <= check.days and _alike(*names) >= check.likeness:
                    differing: Status = "fails" if names[0] == names[1] else "cannot_tell"
                    yield _row(
                        check, report_id, f"{completion['name']}/{other_id}",
                        f"{completion['completed_on']} = {other['completed_on']}",
                        status="holds" if apart == 0 else differing,
                        quote=completion["quote"], other_report_id=other_id, other_quote=other["quote"],
                    )  # fmt: skip
        seen += own


def _alike(name: str, other: str) -> float:
    return SequenceMatcher(None, name, other, autojunk=False).ratio()


# The order of magnitude -----------------------------------------------------------------------


def _magnitudes(check: Check, reports: Sequence[Tables], catalog: Catalog) -> Iterator[Row]:
    """For each report and metric, its value farthest from the nearest of the metric's others.

    One out of the ordinary may be misread, or true: that cannot be told.
    """
    series: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for observation in (observation for report in reports for observation in report["observation"]):
        if observation["value"] > 0:
            series[_series(observation, catalog)].append(observation)
    farthest: dict[tuple[str, str], Row] = {}
    for values in series.values():
        for observation in values:
            row = _magnitude(check, observation, [o for o in values if o is not observation])
            key = (observation["report_id"], observation["metric_id"])
            if row is not None and (key not in farthest or _ratio(row) > _ratio(farthest[key])):
                farthest[key] = row
    yield from farthest.values()


def _series(observation: Row, catalog: Catalog) -> tuple[object, ...]:
    metric = catalog.metrics[observation["metric_id"]]
    comparable = {metric.unit, *metric.comparable_units}
    unit = "comparable" if observation["unit"] in comparable else observation["unit"]
    return (metric.id, observation["measure"], unit, tuple(sorted(observation["breakdown"].items())))


def _magnitude(check: Check, observation: Row, others: Sequence[Row]) -> Row | None:
    if len(others) < _FEWEST_OTHERS:
        return None
    nearest = min((other["value"] for other in others), key=lambda value: _apart(value, observation["value"]))
    row = _row(
        check, observation["report_id"], f"{observation['metric_id']}/{_when(observation)}",
        f"{observation['metric_id']} within {check.factor:g} times another",
        metric_id=observation["metric_id"], computed=float(nearest), stated=observation["value"], status="holds",
        evidence=[observation["observation_id"]], quote=observation["quote"],
    )  # fmt: skip
    return {**row, "status": "cannot_tell" if _ratio(row) > check.factor else "holds"}


def _ratio(row: Mapping[str, Any]) -> float:
    return _apart(row["stated"], row["computed"])


def _apart(one: float, other: float) -> float:
    """How many times the smaller value the larger is."""
    return float(max(one, other) / min(one, other))


# The kinds of checks between reports, each with what evaluates it over reports in the order of their periods.
COMPARING: dict[str, Callable[[Check, Sequence[Tables], Catalog], Iterator[Row]]] = {
    "between_reports": _between_reports,
    "years_since": _years_since,
    "period_sum": _period_sums,
    "completion_date": _completion_dates,
    "magnitude": _magnitudes,
}
