"""Questions to be put in the council, drawn from what the figures leave open: contradictions, gaps, targets, turns.

Every question names what is printed; none accuses: it asks to explain or to hand in what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from catalog.load import load
from catalog.words import words
from findings.asking.told import of_report
from findings.corrections import SIGN, standing
from findings.extracts import Extract
from findings.lane_order import headline_metric
from findings.lanes import Lane
from findings.panels import newest_silence, silent_report
from findings.period_words import period_words
from findings.records import Record
from findings.titles import Finding, conclude, row_period
from findings.values import is_told, number_words, value_words, with_unit
from warehouse import reads

# More on one page is a list that nobody answers.
_MOST = 4
# Courses that ask for a reason: the newest value is beyond all before it, or turned back.
_TURNED = ("rising", "falling", "highest", "lowest", "between_up", "between_down", "up", "down", "higher", "lower")
# Those that nothing is compared with.
_UNMATCHED = ("only", "overlap", "unit", "counting", "definition", "bound")


def questions(extract: Extract) -> list[str]:
    """The questions of an extract, the gravest first; none where nothing is left open."""
    found = [*_contradictions(extract), *_gaps(extract), *_targets(extract), *_turns(extract)]
    asked = list(dict.fromkeys(found))[:_MOST] or list(_unmatched(extract))
    # What a report or a measure is called may stand first: a sentence begins with a capital.
    return [one[:1].upper() + one[1:] for one in asked]


def _contradictions(extract: Extract) -> Iterator[str]:
    failed = [
        record
        for record in extract.drawn.records
        if record.get("check") == words("check.fails") and is_told(record.get("computed"))
    ]
    if not failed:
        return
    # What a corrected edition prints otherwise is held against nobody.
    stands = set(standing(extract.drawn.rows)["observation_id"])
    for record in failed:
        if record["observation_id"] in stands:
            yield words("question.contradiction", **_failed(record))


def _failed(record: Record) -> dict[str, object]:
    unit = str(record["unit"])
    return {
        "metric": record["metric"],
        "period": record["period"],
        "report": record["report"],
        "stated": with_unit(number_words(float(str(record["value"]))), unit),
        "computed": with_unit(number_words(round(float(str(record["computed"])), 2)), unit),
    }


def _gaps(extract: Extract) -> Iterator[str]:
    """What the newest report leaves out though reports of its kind printed it before."""
    metric_id = headline_metric(extract)
    report = silent_report(metric_id) if metric_id else None
    if metric_id is None or report is None:
        return
    coverage = reads.coverage([metric_id])
    gap = coverage[coverage["report_id"] == report].iloc[0]
    # What is printed in parts, or of a period that overlaps, is not kept back.
    if of_report(metric_id, gap["report_id"]).kind != "not_printed":
        return
    told = {
        "metric": words.name(load().metrics[metric_id]),
        "period": period_words(gap["period_start"].date(), gap["period_end"].date()),
        "report": newest_silence(metric_id),
    }
    said = _is_explained(extract, {gap["report_id"]}, metric_id)
    yield words("question.gap_explained" if said else "question.gap", **told)


def _targets(extract: Extract) -> Iterator[str]:
    """Values that fall short of the target set for their period, where more is better."""
    rows = {str(row["observation_id"]): row for _, row in extract.drawn.rows.iterrows()}
    for lane in extract.drawn.lanes:
        yield from _missed(lane, rows)


def _missed(lane: Lane, rows: Mapping[str, pd.Series]) -> Iterator[str]:
    for mark in lane.marks:
        row = rows.get(mark.observation_id)
        if mark.shape == "base" or row is None:
            continue
        metric = load().metrics.get(str(row["metric_id"]))
        if metric is None or metric.direction != "higher_is_better" or row["qualifier"] in load().lexicon.bounds:
            continue
        aims = [target for target in lane.targets if target.start <= mark.end and target.end >= mark.start]
        if aims and float(row["value"]) < min(target.height for target in aims):
            aim = with_unit(number_words(min(target.height for target in aims)), str(row["unit"]))
            value = value_words(row["value"], row["unit"], row["qualifier"])
            yield words("question.target", metric=words.name(row), period=row_period(row), value=value, target=aim)


def _turns(extract: Extract) -> Iterator[str]:
    """Where the newest value turned back or is beyond all before it, the finding, and what to explain of it."""
    metric_id = headline_metric(extract)
    found = _concluded(metric_id)
    if metric_id is None or found is None or found.kind not in _TURNED:
        return
    newest = set(found.newest["report_id"])
    said = _is_explained(extract, newest, metric_id)
    was = [f" {SIGN}{text}" for text in dict.fromkeys(found.newest["corrected"]) if text]
    yield words("question.turn_explained" if said else "question.turn", finding=found.sentence + "".join(was))


def _unmatched(extract: Extract) -> Iterator[str]:
    """Where nothing compares with the newest value, what would."""
    found = _concluded(headline_metric(extract))
    if found is not None and found.kind in _UNMATCHED:
        yield words("question.unmatched", finding=found.sentence)


def _concluded(metric_id: str | None) -> Finding | None:
    """What the values of a measure without its parts come to."""
    if metric_id is None:
        return None
    rows = standing(reads.observations([metric_id]))
    return conclude(rows[rows["part"] == ""], words.name(load().metrics[metric_id]))


def _is_explained(extract: Extract, report_ids: set[str], metric_id: str) -> bool:
    """Whether one of some reports gives a cause that stands with a metric."""
    return any(one.report_id in report_ids and metric_id in one.metric_ids for one in extract.drawn.explanations)
