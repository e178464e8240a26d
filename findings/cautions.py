"""What a reader must be warned of: periods no report covers, reports that do not print a figure, failed checks."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.words import words
from findings.extracts import Extract
from findings.lanes import SILENCES, Gap, short_report_name
from findings.period_words import period_words
from findings.records import Record
from findings.themes import covered
from findings.values import is_told, listed, number_words, with_unit
from warehouse import reads

# Of more periods or reports than these a warning names the newest.
_MOST = 5


def coverage_warning() -> str:
    """How many reports there are, and which time those of what was done cover, and which between them none does."""
    reports = reads.reports_with_metrics()
    if reports.empty:
        return words("slides.coverage_none")
    found = covered(reports)
    if found is None:
        return words("slides.coverage_plans", count=len(reports))
    span = period_words(found.first.date(), found.last.date())
    told = words("slides.coverage", count=len(reports), span=span)
    between = [period_words(start.date(), end.date()) for start, end in found.gaps]
    return words("slides.uncovered", coverage=told, periods=_newest(between)) if between else told


def silence(gaps: Sequence[Gap]) -> str:
    """The reports that could have printed a figure and do not; empty where there are none."""
    if not gaps:
        return ""
    names = {row["report_id"]: short_report_name(row) for _, row in reads.reports().iterrows()}
    kinds = {status: [names[gap.report] for gap in gaps if gap.status == status] for status in SILENCES}
    told = [
        words("slides.silent", why=words(f"chart.{status}"), reports=_newest(list(dict.fromkeys(reports))))
        for status, reports in kinds.items()
        if reports
    ]
    return words("slides.sentence_joint").join(told)


def _newest(told: Sequence[str]) -> str:
    """Some things told in the order of time in a line; of many the newest, and how many came before."""
    if len(told) <= _MOST:
        return listed(told)
    return words("slides.and_earlier", told=listed(told[-_MOST:]), count=len(told) - _MOST)


def failures(extract: Extract) -> list[str]:
    """A sentence for each printed value of the extract that its report's other values contradict."""
    return [_failure(record) for record in extract.drawn.records if record.get("check") == words("check.fails")]


def _failure(record: Record) -> str:
    computed = record.get("computed")
    unit = str(record["unit"])
    stated = with_unit(number_words(float(str(record["value"]))), unit)
    given = {"metric": record["metric"], "period": record["period"], "stated": stated}
    if not is_told(computed):
        return words("slides.fails", **given)
    anew = with_unit(number_words(round(float(str(computed)), 2)), unit)
    return words("slides.fails_computed", **given, computed=anew)
