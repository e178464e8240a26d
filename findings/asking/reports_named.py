"""The reports that words name by a period: by what they tell of, or by the month they ended or were published in."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd

from findings.asking.question import Question
from findings.asking.spans import Span
from findings.asking.told import where
from findings.lanes import TELLING
from findings.values import is_told
from warehouse import reads

_SEASON = 93
# So many days a report is of that is called that of half a year.
_HALF = range(120, 250)


def of_named_reports(question: Question) -> Question:
    """A question, a report that it names by a year or by the month it ended or was published in as the period of it.

    Where that may be several reports the year itself is asked for.
    """
    if not any(span.report for span in question.spans):
        return question
    reports = reads.reports_with_metrics()
    return replace(question, spans=tuple(dict.fromkeys(of_report(span, reports) for span in question.spans)))


def of_report(span: Span, reports: pd.DataFrame) -> Span:
    """The period of the report that a span names; the span itself where it names none, or may name several.

    Args:
        span: a period, with how a report is named by it.
        reports: those that may be named.
    """
    kind = re.search("業務|成果|績效", span.report)
    own = where(reports, lambda row: not kind or kind[0] in str(row["title"])) if span.report else reports.iloc[:0]
    if "半年" in span.report:
        own = where(
            own, lambda row: row["genre"] in TELLING and (row["period_end"] - row["period_start"]).days in _HALF
        )
    made = where(own, lambda row: span.start <= row["period_end"].date() <= span.end or (
        is_told(row["published"]) and span.start <= row["published"].date() <= span.end))  # fmt: skip
    begun = where(own, lambda row: span.start <= row["period_start"].date() <= span.end)
    covering = where(own, lambda row: covers(row, span))
    telling = covering[covering["genre"].isin(TELLING)]
    # A month or a season is that in which its period ended, it was published, or its period began; of a longer
    # time it tells.
    ways = (made, begun, covering) if (span.end - span.start).days < _SEASON else (telling, covering)
    found = next((rows for rows in ways if len(rows)), own.iloc[:0])
    one = found.iloc[0] if len(found) == 1 else None
    return span if one is None else Span(one["period_start"].date(), one["period_end"].date())


def covers(report: pd.Series, span: Span) -> bool:
    """Whether a report is of a day of a span."""
    start, end = report["period_start"].date(), report["period_end"].date()
    return bool(start <= span.end and end >= span.start)
