"""What a report prints of the metrics that earlier reports of its agency printed, as ``--check`` lists them.

Earlier are the reports read with it and those of the published warehouse, of the same agency or one before it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

import duckdb

from catalog.models import Catalog
from catalog.words import told
from ingest.rows import ReportRows

Status = Literal["printed", "maybe_printed", "unreadable", "not_printed"]
_STATUSES: tuple[Status, ...] = ("printed", "maybe_printed", "unreadable", "not_printed")
# What is needed of a report's rows.
COVERED = {
    "report": ("period_end",),
    "quantity": ("quantity_no", "raw", "unit"),
    "observation": ("metric_id", "quantity_no"),
    "suggestion": ("metric_id", "quantity_no", "rank"),
}
_UNUSABLE = (duckdb.IOException, duckdb.CatalogException)
# Numbers shown of one metric.
_MOST_SHOWN = 4


@dataclass(frozen=True)
class Earlier:
    """One report that came before: when its period ends, and the metrics it prints."""

    report_id: str
    lineage: str
    end: str
    metrics: frozenset[str]


@dataclass(frozen=True)
class Line:
    """One metric of earlier reports: how many of them print it, and what became of it in the new one.

    ``numbers`` are those that are its values, or may be, as printed.
    """

    metric_id: str
    times: int
    status: Status
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """A report, how many came before it, and what it prints of what they printed."""

    file: str
    earlier: int
    lines: tuple[Line, ...]

    def of(self, status: Status) -> list[Line]:
        """Its lines of one status, those of most earlier reports first."""
        own = [line for line in self.lines if line.status == status]
        return sorted(own, key=lambda line: (-line.times, line.metric_id))


def coverages(reports: Sequence[ReportRows], warehouse: Path, catalog: Catalog) -> list[Coverage]:
    """The coverage of each report that has earlier ones of its agency.

    Args:
        reports: what was read.
        warehouse: the published reports; there may be none.
        catalog: which agencies follow each other.
    """
    here = {report.report_id for report in reports}
    known = [_earlier(report, catalog) for report in reports if report.authority.agency_id]
    known += [one for one in _published(warehouse, catalog) if one.report_id not in here]
    found = []
    for report in reports:
        own = next((one for one in known if one.report_id == report.report_id), None)
        before = [one for one in known if own and one.lineage == own.lineage and one.end < own.end]
        if before:
            found.append(_coverage(report, before))
    return found


def coverage_lines(coverage: Coverage, catalog: Catalog) -> Iterator[str]:
    """The lines that tell a coverage: how many of each status, then which; what most reports print stands first."""
    counts = {status: len(coverage.of(status)) for status in _STATUSES}
    yield told("command.coverage", file=coverage.file, earlier=coverage.earlier, metrics=len(coverage.lines), **counts)
    for status in _STATUSES:
        for times, lines in groupby(coverage.of(status), key=lambda line: line.times):
            metrics = told("reading.and").join(_named(line, catalog) for line in lines)
            yield told(f"command.coverage_{status}", times=times, earlier=coverage.earlier, metrics=metrics)


def _named(line: Line, catalog: Catalog) -> str:
    numbers = told("command.coverage_or").join(line.numbers)
    return f"{catalog.metrics[line.metric_id].name_zh} {numbers}".rstrip()


def _earlier(report: ReportRows, catalog: Catalog) -> Earlier:
    agency_id = report.authority.agency_id
    assert agency_id is not None
    metrics = frozenset(row["metric_id"] for row in report.tables["observation"])
    return Earlier(report.report_id, catalog.lineage(agency_id), str(report.tables["report"][0]["period_end"]), metrics)


def _published(warehouse: Path, catalog: Catalog) -> Iterator[Earlier]:
    """The reports of the published warehouse; none where it is missing or of another make."""
    if not warehouse.exists():
        return
    with suppress(*_UNUSABLE), duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute(
            "SELECT r.report_id, r.agency_id, r.period_end, list(DISTINCT o.metric_id) "
            "FROM report r JOIN observation o USING (report_id) WHERE r.agency_id IS NOT NULL "
            "GROUP BY ALL ORDER BY r.report_id"
        ).fetchall()
        for report_id, agency_id, end, metrics in rows:
            yield Earlier(report_id, catalog.lineage(agency_id), str(end), frozenset(metrics))


def _coverage(report: ReportRows, before: Sequence[Earlier]) -> Coverage:
    times = Counter(metric for one in before for metric in one.metrics)
    tables = report.tables
    printed = {row["quantity_no"]: f"{row['raw']}{row['unit'] or ''}" for row in tables["quantity"]}
    values: dict[str, list[str]] = defaultdict(list)
    maybe: dict[str, list[str]] = defaultdict(list)
    for row in tables["observation"]:
        values[row["metric_id"]].append(printed.get(row["quantity_no"], ""))
    for row in sorted(tables["suggestion"], key=lambda row: (row["rank"], row["quantity_no"])):
        maybe[row["metric_id"]].append(printed[row["quantity_no"]])
    unread = {metric for issue in report.issues for metric in issue["metric_ids"]}
    dark = any(
        issue["severity"] == "unread" and issue.get("page") is not None and not issue["metric_ids"]
        for issue in report.issues
    )
    lines = []
    for metric_id, count in times.items():
        numbers = values[metric_id] or maybe[metric_id]
        status: Status = "not_printed"
        if values[metric_id]:
            status = "printed"
        elif dark or metric_id in unread:
            status = "unreadable"
        elif maybe[metric_id]:
            status = "maybe_printed"
        lines.append(Line(metric_id, count, status, tuple(numbers[:_MOST_SHOWN])))
    return Coverage(report.file, len(before), tuple(lines))
