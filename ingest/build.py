"""The sequence of a build: find files, read each report behind a fence, compare reports, publish."""

from __future__ import annotations

import hashlib
import platform
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from catalog.models import Catalog, Check
from catalog.words import told
from ingest.catalog_rows import catalog_rows
from ingest.checking.between_reports import COMPARING, cross_check, unjudged
from ingest.fence import Bounds, Stopped, fenced
from ingest.files import find_files
from ingest.limits import LIMITS, Limits, variable
from ingest.passages.manifest import ManifestEntry, load_manifest
from ingest.report import Refusal, ReportReader
from ingest.rows import ReportRows, Row
from ingest.twins import without_twins
from warehouse.publish import SCHEMA_VERSION, TABLES, Rehearsal, publish
from warehouse.scratch import scratch

ROOT = Path(__file__).resolve().parent.parent
RAW = ROOT / "data" / "raw"
WAREHOUSE = ROOT / "data" / "warehouse.duckdb"
_SCRATCH = "secretariat-ingest-"


@dataclass(frozen=True)
class Outcome:
    """What a build came to: reports read, files refused or left out, and whether a warehouse was published."""

    reports: tuple[ReportRows, ...]
    refusals: tuple[Refusal, ...]
    left_out: tuple[tuple[Path, str], ...]
    published: bool


def build(
    paths: Sequence[Path],
    warehouse: Path,
    catalog: Catalog,
    *,
    workers: int = 1,
    strict: bool = False,
    check_only: bool = False,
    limits: Limits = LIMITS,
) -> Outcome:
    """Reads the reports at ``paths`` and publishes a warehouse.

    Nothing is published when ``check_only``, when ``strict`` and a file was refused, or when no
    report could be read at all.

    Raises:
        NoReports: see :func:`ingest.files.find_files`.
        ManifestError: a manifest cannot be used.
        PublishError: the warehouse could not be written.
    """
    found = find_files(paths)
    with _own_temporary_files():
        reports, refusals = read_all(found.files, catalog, workers, limits)
        refusals = [*found.refusals, *refusals]
        wanted = bool(reports) and not check_only and not (strict and refusals)
        if wanted:
            publish(warehouse_rows(reports, refusals, catalog, limits), warehouse)
    return Outcome(tuple(reports), tuple(refusals), tuple(found.left_out), wanted)


@contextmanager
def _own_temporary_files() -> Iterator[None]:
    """Lets this process and its workers put temporary files into a folder that goes when the build ends.

    Where none can be made the build goes on: only some formats need temporary files.
    """
    before = tempfile.tempdir
    with ExitStack() as stack:
        with suppress(OSError):
            tempfile.tempdir = str(stack.enter_context(scratch(Path(tempfile.gettempdir()), _SCRATCH)))
        try:
            yield
        finally:
            tempfile.tempdir = before


def read_all(
    files: Sequence[Path], catalog: Catalog, workers: int = 1, limits: Limits = LIMITS
) -> tuple[list[ReportRows], list[Refusal]]:
    """Every file read, in order: rows of those that could be, refusals of those that could not.

    Args:
        files: report files.
        catalog: what is known.
        workers: processes that read at once.
        limits: what one file may take.

    Raises:
        ManifestError: a folder's manifest cannot be used.
    """
    manifests = {folder: load_manifest(folder) for folder in {file.parent for file in files}}
    items = [(file, manifests[file.parent].get(file.name)) for file in files]
    start = partial(report_reader, catalog, limits, tempfile.tempdir)
    answers = fenced(start, items, Bounds(limits.seconds, limits.memory), workers)
    results = [
        refusal(file.name, answer, limits) if isinstance(answer, Stopped) else answer
        for file, answer in zip(files, answers, strict=True)
    ]
    reports = [result for result in results if isinstance(result, ReportRows)]
    refusals = [result for result in results if isinstance(result, Refusal)]
    return without_twins(reports, refusals)


def report_reader(
    catalog: Catalog, limits: Limits, temporary: str | None
) -> Callable[[Path, ManifestEntry | None], ReportRows | Refusal]:
    """What reads one report, in a process that puts its temporary files into ``temporary``."""
    tempfile.tempdir = temporary
    return ReportReader(catalog, limits).read


def refusal(file: str, stopped: Stopped, limits: Limits) -> Refusal:
    """The refusal of a file on which a worker was ended or died: why, and what to do."""
    limit = "seconds" if stopped.cause == "time" else "memory_mb"
    message = told(
        f"reading.stopped_{stopped.cause}",
        limit=getattr(limits, limit), name=variable(limit), detail=stopped.detail,
    )  # fmt: skip
    return Refusal(file, f"stopped_{stopped.cause}", message)


def build_id(reports: Sequence[ReportRows], catalog: Catalog) -> str:
    """Digest of what was read: the same reports and catalog give the same id."""
    digest = hashlib.sha256(catalog.sha256.encode())
    for report in sorted(reports, key=lambda report: report.report_id):
        digest.update(f"{report.report_id}:{report.sha256}".encode())
    return digest.hexdigest()[:12]


def warehouse_rows(
    reports: Sequence[ReportRows], refusals: Sequence[Refusal], catalog: Catalog, limits: Limits = LIMITS
) -> dict[str, list[Row]]:
    """All rows of a warehouse: the reports', the catalog's, the reading issues and the build's own."""
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    for report in reports:
        for table, own in report.tables.items():
            rows[table] += own
    compared, troubles = _compared(reports, catalog, limits)
    rows["check_result"] += compared
    rows.update(catalog_rows(catalog))
    rows["reading_issue"] = list(_issues(reports, refusals, troubles))
    rows["build"] = [_build_row(reports, catalog, rows)]
    return rows


def _compared(reports: Sequence[ReportRows], catalog: Catalog, limits: Limits) -> tuple[list[Row], list[Row]]:
    """Results of the checks between reports, each behind a fence, and an issue for each that failed."""
    checks = [check for check in catalog.checks if check.kind in COMPARING]
    start = partial(comparer, [report.only("report", "observation", "completion") for report in reports], catalog)
    rows: list[Row] = []
    troubles: list[Row] = []
    answers = fenced(start, [(check,) for check in checks], Bounds(limits.seconds, limits.memory))
    for check, answer in zip(checks, answers, strict=True):
        if isinstance(answer, Stopped):
            rows += unjudged(check, reports)
            message = told("reading.check_failed", check=check.name_zh, cause=answer.cause, detail=answer.detail)
            troubles.append(_issue_row(told("reading.all_reports"), "note", "check_failed", message))
        else:
            rows += answer
    return rows, troubles


def comparer(reports: Sequence[ReportRows], catalog: Catalog) -> Callable[[Check], list[Row]]:
    """What compares reports by one check. It raises ValueError where its rows would break the schema."""
    described = [row for report in reports for row in report.tables["report"]]
    rehearsal = Rehearsal({**catalog_rows(catalog), "report": described})

    def compare(check: Check) -> list[Row]:
        rows = cross_check(check, reports, catalog)
        fault = rehearsal.fault({"check_result": rows})
        if fault:
            raise ValueError(fault)
        return rows

    return compare


def _issue_row(file: str, severity: str, code: str, message: str) -> Row:
    return {"file": file, "severity": severity, "code": code, "message": message, "metric_ids": []}


def _issues(reports: Sequence[ReportRows], refusals: Sequence[Refusal], troubles: Sequence[Row]) -> list[Row]:
    refused = [_issue_row(refusal.file, "refused", refusal.code, refusal.message) for refusal in refusals]
    issues = [*(issue for report in reports for issue in report.issues), *troubles, *refused]
    return [{"issue_no": number, **issue} for number, issue in enumerate(issues, 1)]


def _build_row(reports: Sequence[ReportRows], catalog: Catalog, rows: dict[str, list[Row]]) -> dict[str, Any]:
    return {
        "build_id": build_id(reports, catalog),
        "built_at": datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds"),
        "schema_version": SCHEMA_VERSION,
        "catalog_sha256": catalog.sha256,
        "software": {"python": platform.python_version(), "duckdb": duckdb.__version__},
        "counts": {table: len(own) for table, own in rows.items() if table != "build"},
    }
