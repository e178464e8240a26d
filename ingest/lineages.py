"""What is asked between the reports of one agency and its successors: checks between reports, and series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog.models import Catalog, Check
from catalog.words import told
from ingest.checking.between_reports import COMPARING, unjudged
from ingest.fence import Stopped
from ingest.parts import Part, Parts
from ingest.rows import Row

_SERIES = "series"


@dataclass(frozen=True)
class Question:
    """One thing asked of a lineage's reports: a check between them, or (``check`` is None) their series.

    ``key`` names the part that holds the answer.
    """

    lineage: str
    check: Check | None
    parts: tuple[Part, ...]
    key: str


def members(parts: Iterable[Part], catalog: Catalog) -> dict[str, list[Part]]:
    """The parts of each lineage that is known by name."""
    found: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        if part.authority.agency_id is not None:
            found[catalog.lineage(part.authority.agency_id)].append(part)
    return found


def questions(parts: Sequence[Part], catalog: Catalog, shelf: Parts) -> list[Question]:
    """All that is to be asked between reports: checks in the catalog's order, then each lineage's series."""
    lineages = members(parts, catalog)
    described = {
        name: [part for part in own if catalog.describes(part.authority.agency_id)] for name, own in lineages.items()
    }
    asked: list[tuple[str, Check | None, list[Part]]] = [
        (name, check, own)
        for check in catalog.checks
        if check.kind in COMPARING
        for name, own in described.items()
        if own
    ]
    asked += [(name, None, own) for name, own in lineages.items() if len(own) > 1]
    return [
        Question(
            name, check, tuple(own),
            shelf.key_between(f"{name} {check.id if check else _SERIES}", own),
        )
        for name, check, own in asked
    ]  # fmt: skip


def unanswered(question: Question, stopped: Stopped) -> tuple[list[Row], Row]:
    """What stands for the answer to a question that could not be had: rows of ``check_result``, and an issue."""
    code = "check_failed" if question.check else "series_failed"
    named = {"check": question.check.name_zh} if question.check else {"agency": question.parts[0].authority.name}
    message = told(f"reading.{code}", cause=stopped.cause, detail=stopped.detail, **named)
    issue = issue_row(told("reading.all_reports"), "note", code, message)
    if question.check is None:
        return [], issue
    own = [{"report": [{"report_id": part.report_id}]} for part in question.parts]
    return unjudged(question.check, own), issue


def issue_row(file: str, severity: str, code: str, message: str) -> Row:
    """A reading issue of no report."""
    return {"file": file, "severity": severity, "code": code, "message": message, "metric_ids": []}


UNANSWERED = ("check_failed", "series_failed")
"""Codes of the issues that say a question could not be answered."""
