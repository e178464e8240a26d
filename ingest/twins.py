"""Files that are one report twice: one name, one content, or one text in two formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from catalog.words import told
from ingest.report import Refusal
from ingest.rows import ReportRows, Row

# Editions of one report share most of their text; two reports over one period only phrases.
_MOSTLY_SHARED = 0.5


class _Text(NamedTuple):
    """A report's words without blanks: as a whole, and its passages apart."""

    report: ReportRows
    whole: str
    passages: frozenset[str]

    @property
    def scope(self) -> tuple[object, ...]:
        """Who reports over which period: only reports of one scope may be one report."""
        (row,) = self.report.tables["report"]
        return row["agency"], row["genre"], row["period_start"], row["period_end"]

    def shared(self, other: _Text) -> float:
        """The share of the longer text's characters that stands in passages of both."""
        common = sum(map(len, self.passages & other.passages))
        return common / max(1, *(sum(map(len, text.passages)) for text in (self, other)))


def without_twins(reports: Sequence[ReportRows], refusals: Sequence[Refusal]) -> tuple[list[ReportRows], list[Refusal]]:
    """Reports without those that an earlier file already is, which are refused.

    One that shares most of its text with an earlier one stays, with a note: it may be a corrected
    edition. A manifest that names the edition it corrects answers the question.
    """
    kept: list[_Text] = []
    refused = list(refusals)
    for report in reports:
        text = _text(report)
        twin = next(filter(None, (_twin(first, text) for first in kept)), None)
        if twin:
            refused.append(twin)
            continue
        note = next(filter(None, (_likeness(first, text) for first in kept)), None)
        kept.append(text._replace(report=replace(report, issues=(*report.issues, note))) if note else text)
    return [text.report for text in kept], refused


def _text(report: ReportRows) -> _Text:
    passages = ["".join(row["folded"].split()) for row in report.tables["passage"]]
    return _Text(report, "".join(passages), frozenset(passages))


def _twin(first: _Text, second: _Text) -> Refusal | None:
    names = {"first": first.report.file, "report": second.report.report_id}
    if first.report.report_id == second.report.report_id:
        return Refusal(second.report.file, "duplicate_id", told("reading.same_name", **names))
    if first.report.sha256 == second.report.sha256:
        return Refusal(second.report.file, "duplicate_content", told("reading.same_content", **names))
    if first.whole == second.whole and first.scope == second.scope:
        return Refusal(second.report.file, "duplicate_text", told("reading.same_text", **names))
    return None


def _likeness(first: _Text, second: _Text) -> Row | None:
    (row,) = second.report.tables["report"]
    if row["edition_of"] or first.scope != second.scope or (share := first.shared(second)) < _MOSTLY_SHARED:
        return None
    message = told("reading.like", first=first.report.file, share=f"{share:.0%}")
    return {
        "page": None, "line": None, "severity": "note", "code": "like_another", "message": message,
        "metric_ids": [], "report_id": second.report.report_id, "file": second.report.file,
    }  # fmt: skip
