"""The sequence of a build: find files, read each report behind a fence, compare reports, publish."""

from __future__ import annotations

import hashlib
import platform
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from catalog.models import Catalog, Check
from catalog.words import told
from ingest.catalog_rows import agency_rows, catalog_rows
from ingest.checking.between_reports import COMPARING, cross_check, unjudged
from ingest.editions import with_editions
from ingest.explain import Account
from ingest.fence import Bounds, Fence, Stopped
from ingest.files import find_files
from ingest.limits import LIMITS, Limits, variable
from ingest.meaning.examples import make_ready
from ingest.passages.manifest import ManifestEntry, load_manifest
from ingest.report import Refusal, ReportReader
from ingest.rows import ReportRows, Row
from ingest.series.find import NEEDED, SeriesFinder
from ingest.twins import without_twins
from reviews.log import LOG
from reviews.standing import Reviews
from warehouse.publish import SCHEMA_VERSION, TABLES, publish
from warehouse.scratch import scratch

ROOT = Path(__file__).resolve().parent.parent
RAW = ROOT / "data" / "raw"
WAREHOUSE = ROOT / "data" / "warehouse.duckdb"
_SCRATCH = "secretariat-ingest-"
_NO_REVIEWS = Reviews()


@dataclass(frozen=True)
class Outcome:
    """What a build came to: reports read, files refused or left out, and whether a warehouse was published."""

    reports: tuple[ReportRows, ...]
    refusals: tuple[Refusal, ...]
    left_out: tuple[tuple[Path, str], ...]
    published: bool


class Desk:
    """What a worker does: reads a report, compares all reports. Made anew in each process.

    Args:
        catalog: what is known.
        limits: what one file may take.
        temporary: the folder for temporary files; None for the system's own.
        reviews: what people decided.
    """

    def __init__(self, catalog: Catalog, limits: Limits, temporary: str | None, reviews: Reviews = _NO_REVIEWS) -> None:
        tempfile.tempdir = temporary
        self._catalog = catalog
        self._reviews = reviews
        self._reader = ReportReader(catalog, limits, reviews)

    def read(self, path: Path, entry: ManifestEntry | None) -> ReportRows | Refusal:
        """See :meth:`ingest.report.ReportReader.read`."""
        return self._reader.read(path, entry)

    def explain(self, path: Path, entry: ManifestEntry | None) -> list[Account] | Refusal:
        """See :meth:`ingest.report.ReportReader.explain`."""
        return self._reader.explain(path, entry)

    def compare(self, check: Check, reports: Sequence[ReportRows]) -> list[Row]:
        """The rows of one check between reports.

        Raises:
            ValueError: they would break the schema.
        """
        rows = cross_check(check, [report.tables for report in reports], self._catalog)
        described = [row for report in reports for row in report.tables["report"]]
        fault = self._reader.rehearsal.fault({"report": described, "check_result": rows})
        if fault:
            raise ValueError(fault)
        return rows

    def find_series(self, agency_id: str, reports: Sequence[ReportRows]) -> dict[str, list[Row]]:
        """The rows of an agency's recurring measures (see :meth:`ingest.series.find.SeriesFinder.rows`)."""
        return SeriesFinder(self._catalog, reviews=self._reviews.series).rows(agency_id, reports)


@contextmanager
def desks(
    catalog: Catalog, limits: Limits = LIMITS, workers: int = 1, reviews: Reviews = _NO_REVIEWS
) -> Iterator[Fence]:
    """Desks behind a fence, whose temporary files go when they do."""
    make_ready(catalog, reviews)
    with _own_temporary_files() as temporary:
        start = partial(Desk, catalog, limits, temporary, reviews)
        with Fence(start, Bounds(limits.seconds, limits.memory), workers) as fence:
            yield fence


@contextmanager
def _own_temporary_files() -> Iterator[str | None]:
    """A folder for temporary files; None where it cannot be made: only some formats need such files."""
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(scratch(Path(tempfile.gettempdir()), _SCRATCH))
        except OSError:
            yield None
        else:
            yield str(folder)


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
    """Reads the reports at ``paths``, applies what people decided about their numbers, and publishes a warehouse.

    Nothing is published when ``check_only``, when ``strict`` and a file was refused, or when no
    report could be read at all.

    Raises:
        NoReports: see :func:`ingest.files.find_files`.
        ManifestError: a manifest cannot be used.
        PublishError: the warehouse could not be written.
    """
    found = find_files(paths)
    reviews = Reviews.read()
    with desks(catalog, limits, workers, reviews) as fence:
        reports, refusals = read_all(found.files, fence, limits)
        reports = with_editions(reports, catalog.lexicon)
        refusals = [*found.refusals, *refusals]
        wanted = bool(reports) and not check_only and not (strict and refusals)
        if wanted:
            publish(warehouse_rows(reports, refusals, catalog, fence, reviews), warehouse)
    return Outcome(tuple(reports), tuple(refusals), tuple(found.left_out), wanted)


def read_all(files: Sequence[Path], fence: Fence, limits: Limits = LIMITS) -> tuple[list[ReportRows], list[Refusal]]:
    """Every file read, in order: rows of those that could be, refusals of those that could not.

    Args:
        files: report files.
        fence: desks to read at.
        limits: what one file may take, for the words of a refusal.

    Raises:
        ManifestError: a folder's manifest cannot be used.
    """
    manifests = {folder: load_manifest(folder) for folder in {file.parent for file in files}}
    answers = fence.answers("read", [(file, manifests[file.parent].get(file.name)) for file in files])
    results = [
        refusal(file.name, answer, limits) if isinstance(answer, Stopped) else answer
        for file, answer in zip(files, answers, strict=True)
    ]
    reports = [result for result in results if isinstance(result, ReportRows)]
    refusals = [result for result in results if isinstance(result, Refusal)]
    return without_twins(reports, refusals)


def refusal(file: str, stopped: Stopped, limits: Limits) -> Refusal:
    """The refusal of a file on which a worker was ended or died: why, and what to do."""
    limit = "seconds" if stopped.cause == "time" else "memory_mb"
    message = told(
        f"reading.stopped_{stopped.cause}",
        limit=getattr(limits, limit), name=variable(limit), detail=stopped.detail,
    )  # fmt: skip
    return Refusal(file, f"stopped_{stopped.cause}", message)


def build_id(reports: Sequence[ReportRows], catalog: Catalog, reviews: Reviews = _NO_REVIEWS) -> str:
    """Digest of what was read: the same reports, catalog and decisions of people give the same id."""
    digest = hashlib.sha256(f"{catalog.sha256}{reviews.digest}{reviews.series.digest}".encode())
    for report in sorted(reports, key=lambda report: report.report_id):
        digest.update(f"{report.report_id}:{report.sha256}".encode())
    return digest.hexdigest()[:12]


def warehouse_rows(
    reports: Sequence[ReportRows],
    refusals: Sequence[Refusal],
    catalog: Catalog,
    fence: Fence,
    reviews: Reviews = _NO_REVIEWS,
) -> dict[str, list[Row]]:
    """All rows of a warehouse: the reports', the catalog's, the reading issues and the build's own."""
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    for report in reports:
        for table, own in report.tables.items():
            rows[table] += own
    compared, troubles = _compared(reports, catalog, fence)
    rows["check_result"] += compared
    rows.update(catalog_rows(catalog))
    rows["agency"] = agency_rows(catalog, (report.authority for report in reports))
    found, faults = _series(reports, catalog, fence)
    rows.update(found)
    rows["reading_issue"] = list(_issues(reports, refusals, [*troubles, *faults, *_unread_decisions(reviews)]))
    rows["build"] = [_build_row(reports, catalog, reviews, rows)]
    return rows


def _series(reports: Sequence[ReportRows], catalog: Catalog, fence: Fence) -> tuple[dict[str, list[Row]], list[Row]]:
    """The series of each agency, and an issue for each agency of which none could be found."""
    agencies: dict[str, list[ReportRows]] = defaultdict(list)
    for report in reports:
        if report.authority.agency_id is not None:
            agencies[catalog.lineage(report.authority.agency_id)].append(report.only(*NEEDED))
    asked = [(agency_id, own) for agency_id, own in agencies.items() if len(own) > 1]
    rows: dict[str, list[Row]] = {"series": [], "series_value": []}
    troubles: list[Row] = []
    for (_, own), answer in zip(asked, fence.answers("find_series", asked), strict=True):
        if isinstance(answer, Stopped):
            message = told(
                "reading.series_failed", agency=own[0].authority.name, cause=answer.cause, detail=answer.detail
            )
            troubles.append(_issue_row(told("reading.all_reports"), "note", "series_failed", message))
            continue
        troubles += answer.pop("reading_issue")
        for table, found in answer.items():
            rows[table] += found
    return rows, troubles


def _compared(reports: Sequence[ReportRows], catalog: Catalog, fence: Fence) -> tuple[list[Row], list[Row]]:
    """Results of the checks between reports, and an issue for each check that could not be made."""
    checks = [check for check in catalog.checks if check.kind in COMPARING]
    needed = [report.only("report", "observation", "completion") for report in reports]
    rows: list[Row] = []
    troubles: list[Row] = []
    for check, answer in zip(checks, fence.answers("compare", [(check, needed) for check in checks]), strict=True):
        if isinstance(answer, Stopped):
            own = [report.tables for report in reports if catalog.describes(report.authority.agency_id)]
            rows += unjudged(check, own)
            message = told("reading.check_failed", check=check.name_zh, cause=answer.cause, detail=answer.detail)
            troubles.append(_issue_row(told("reading.all_reports"), "note", "check_failed", message))
        else:
            rows += answer
    return rows, troubles


def _issue_row(file: str, severity: str, code: str, message: str) -> Row:
    return {"file": file, "severity": severity, "code": code, "message": message, "metric_ids": []}


def _issues(reports: Sequence[ReportRows], refusals: Sequence[Refusal], troubles: Sequence[Row]) -> list[Row]:
    refused = [_issue_row(refusal.file, "refused", refusal.code, refusal.message) for refusal in refusals]
    issues = [*(issue for report in reports for issue in report.issues), *troubles, *refused]
    return [{"issue_no": number, **issue} for number, issue in enumerate(issues, 1)]


def _unread_decisions(reviews: Reviews) -> list[Row]:
    """An issue where lines of the log are no decisions: those that break off, and those that are no such line."""
    if not reviews.unread:
        return []
    lines = told("reading.and").join(str(line) for line in reviews.unread)
    return [_issue_row(LOG, "note", "unread_decision", told("reading.unread_decision", lines=lines))]


def _build_row(
    reports: Sequence[ReportRows], catalog: Catalog, reviews: Reviews, rows: dict[str, list[Row]]
) -> dict[str, Any]:
    # Later decisions stand behind those that this build has read.
    read = {"reviews": reviews.lines} if reviews.lines else {}
    return {
        "build_id": build_id(reports, catalog, reviews),
        "built_at": datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds"),
        "schema_version": SCHEMA_VERSION,
        "catalog_sha256": catalog.sha256,
        "software": {"python": platform.python_version(), "duckdb": duckdb.__version__},
        "counts": {table: len(own) for table, own in rows.items() if table != "build"} | read,
    }
