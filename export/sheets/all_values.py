"""Extracts of everything: all values of a topic, or of the warehouse, whether a screen shows them or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import pandas as pd

from catalog.load import load
from catalog.words import words
from findings.breaks import Stretch, unreported
from findings.extracts import Extract, UnknownName, used_reports
from findings.lanes import TELLING, gap_of
from findings.panels import Drawn, recomputing_checks, report_titles
from findings.period_words import taipei_day
from findings.records import Record, gap_records, unreported_records, value_records
from findings.titles import first_day
from warehouse import reads

EVERYTHING = "all"


def of_topic(topic_id: str) -> Extract:
    """All values of a topic's metrics, and the reports that leave them out.

    Raises:
        UnknownName: the catalog has no such topic.
    """
    catalog = load()
    topic = next((topic for topic in catalog.topics if topic.id == topic_id), None)
    if topic is None:
        raise UnknownName(topic_id)
    own = reads.metrics()
    metrics = [str(metric_id) for metric_id in own[own["topic_id"] == topic_id].index]
    return _whole(topic_id, words.name(topic), words.either(topic, "question"), metrics)


def of_everything() -> Extract:
    """All values of the warehouse, and the reports that leave them out."""
    question = words("sheet.whole.question")
    return _whole(EVERYTHING, words("sheet.whole.name"), question, [str(key) for key in reads.metrics().index])


def _whole(name_id: str, name: str, question: str, metric_ids: Sequence[str]) -> Extract:
    rows = reads.observations(metric_ids)
    records = _values(rows, metric_ids) + _gaps(metric_ids) + _unreported(rows, metric_ids)
    title = words("sheet.whole.title", name=name, values=len(rows), reports=rows["report_id"].nunique())
    query = {"lang": words.language, **({} if name_id == EVERYTHING else {"metrics": list(metric_ids)})}
    build = reads.build()
    return Extract(
        name_id, name, question, Drawn(title, rows, records, ()), f"/explore?{urlencode(query, doseq=True)}",
        tuple(used_reports(rows["report_id"])), build["build_id"], taipei_day(build["built_at"]),
    )  # fmt: skip


def _values(rows: pd.DataFrame, metric_ids: Sequence[str]) -> list[Record]:
    topics = _topic_names()
    records = value_records(rows, recomputing_checks(metric_ids))
    return [
        {"topic": topics[row["topic_id"]], **record}
        for record, (_, row) in zip(records, rows.iterrows(), strict=True)
    ]  # fmt: skip


def _gaps(metric_ids: Sequence[str]) -> list[Record]:
    """One record per metric and report of what was done that does not print it; a plan could not."""
    metrics, topics = reads.metrics(), _topic_names()
    coverage = reads.coverage(metric_ids)
    silent = coverage[coverage["genre"].isin(TELLING) & (coverage["status"] != "printed")]
    gaps = [gap_of(row) for _, row in silent.iterrows()]
    records = gap_records([(words.name(metrics.loc[gap.metric_id]), "", gap) for gap in gaps], report_titles())
    topic_of = metrics["topic_id"]
    return [
        {"topic": topics[topic_of[gap.metric_id]], **record, "metric_id": gap.metric_id}
        for gap, record in zip(gaps, records, strict=True)
    ]


def _unreported(rows: pd.DataFrame, metric_ids: Sequence[str]) -> list[Record]:
    """One record per metric for each stretch of days that no report tells of, as the charts show them."""
    metrics, topics = reads.metrics(), _topic_names()
    coverage = reads.coverage(metric_ids)
    reports = coverage[coverage["genre"].isin(TELLING)]
    spans = list(zip(reports["period_start"], reports["period_end"], strict=True))
    printed: dict[str, list[tuple[pd.Timestamp, pd.Timestamp]]] = {}
    for _, row in rows.iterrows():
        printed.setdefault(row["metric_id"], []).append((first_day(row), row["period_end"]))
    untold: list[tuple[str, Stretch]] = [
        (metric, stretch) for metric in metric_ids for stretch in unreported(spans, printed.get(metric, []))
    ]
    records = unreported_records([(words.name(metrics.loc[metric]), "", days) for metric, days in untold])
    return [
        {"topic": topics[str(metrics.loc[metric, "topic_id"])], **record, "metric_id": metric}
        for (metric, _), record in zip(untold, records, strict=True)
    ]


def _topic_names() -> Mapping[str, str]:
    return {topic.id: words.name(topic) for topic in load().topics}
