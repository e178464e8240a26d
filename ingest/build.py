"""The sequence of a build: find files, read each report, gather rows, publish."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from catalog.models import Catalog
from catalog.words import told
from ingest.checking.between_reports import cross_checks
from ingest.passages.manifest import MANIFEST, ManifestEntry, load_manifest
from ingest.report import Refusal, ReportReader
from ingest.rows import ReportRows, Row
from warehouse.publish import SCHEMA_VERSION, TABLES, publish

ROOT = Path(__file__).resolve().parent.parent
RAW = ROOT / "data" / "raw"
WAREHOUSE = ROOT / "data" / "warehouse.duckdb"


class NoReports(Exception):
    """There is nothing to read. The message says where was looked and what to do."""


@dataclass(frozen=True)
class Outcome:
    """What a build came to: reports read, files refused, and whether a warehouse was published."""

    reports: tuple[ReportRows, ...]
    refusals: tuple[Refusal, ...]
    published: bool


def find_files(paths: Sequence[Path]) -> list[Path]:
    """The report files at ``paths``: files as named, folders one level deep, hidden files left out.

    Raises:
        NoReports: a path does not exist, or no file is found.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            found = (p for p in path.iterdir() if p.is_file() and not p.name.startswith(".") and p.name != MANIFEST)
            files += sorted(found)
        elif path.exists():
            files.append(path)
        else:
            raise NoReports(told("reading.no_path", path=path))
    if not files:
        raise NoReports(told("reading.no_reports", paths="、".join(map(str, paths))))
    return files


def read_all(files: Sequence[Path], catalog: Catalog, workers: int = 1) -> tuple[list[ReportRows], list[Refusal]]:
    """Every file read, in order: rows of those that could be, refusals of those that could not.

    Args:
        files: report files.
        catalog: what is known.
        workers: processes to read with; 1 reads in this one.

    Raises:
        ManifestError: a folder's manifest cannot be used.
    """
    manifests = {folder: load_manifest(folder) for folder in {file.parent for file in files}}
    entries = [manifests[file.parent].get(file.name) for file in files]
    if workers == 1 or len(files) == 1:
        reader = ReportReader(catalog)
        results = [reader.read(file, entry) for file, entry in zip(files, entries, strict=True)]
    else:
        count = min(workers, len(files))
        with ProcessPoolExecutor(count, initializer=_start_worker, initargs=(catalog,)) as pool:
            results = list(pool.map(_read_in_worker, files, entries))
    reports = [result for result in results if isinstance(result, ReportRows)]
    refusals = [result for result in results if isinstance(result, Refusal)]
    return _without_doubles(reports, refusals)


_worker_reader: ReportReader


def _start_worker(catalog: Catalog) -> None:
    global _worker_reader
    _worker_reader = ReportReader(catalog)


def _read_in_worker(file: Path, entry: ManifestEntry | None) -> ReportRows | Refusal:
    return _worker_reader.read(file, entry)


def _without_doubles(
    reports: Sequence[ReportRows], refusals: Sequence[Refusal]
) -> tuple[list[ReportRows], list[Refusal]]:
    """Two files with one stem cannot both be published: the second is refused."""
    kept: dict[str, ReportRows] = {}
    refused = list(refusals)
    for report in reports:
        first = kept.setdefault(report.report_id, report)
        if first is not report:
            message = told("reading.same_name", first=first.file, report=report.report_id)
            refused.append(Refusal(report.file, "duplicate_id", message))
    return list(kept.values()), refused


def build_id(reports: Sequence[ReportRows], catalog: Catalog) -> str:
    """Digest of what was read: the same reports and catalog give the same id."""
    digest = hashlib.sha256(catalog.sha256.encode())
    for report in sorted(reports, key=lambda report: report.report_id):
        digest.update(f"{report.report_id}:{report.sha256}".encode())
    return digest.hexdigest()[:12]


def build(
    paths: Sequence[Path],
    warehouse: Path,
    catalog: Catalog,
    *,
    workers: int = 1,
    strict: bool = False,
    check_only: bool = False,
) -> Outcome:
    """Reads the reports at ``paths`` and publishes a warehouse.

    Nothing is published when ``check_only``, when ``strict`` and a file was refused, or when no
    report could be read at all.

    Raises:
        NoReports: see :func:`find_files`.
        ManifestError: a manifest cannot be used.
        PublishError: the warehouse could not be written.
    """
    reports, refusals = read_all(find_files(paths), catalog, workers)
    wanted = bool(reports) and not check_only and not (strict and refusals)
    if wanted:
        publish(warehouse_rows(reports, refusals, catalog), warehouse)
    return Outcome(tuple(reports), tuple(refusals), wanted)


def warehouse_rows(
    reports: Sequence[ReportRows], refusals: Sequence[Refusal], catalog: Catalog
) -> dict[str, list[Row]]:
    """All rows of a warehouse: the reports', the catalog's, the reading issues and the build's own."""
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    for report in reports:
        for table, own in report.tables.items():
            rows[table] += own
    rows["check_result"] += cross_checks([report.tables for report in reports], catalog)
    rows.update(_catalog_rows(catalog))
    rows["reading_issue"] = list(_issues(reports, refusals))
    rows["build"] = [_build_row(reports, catalog, rows)]
    return rows


def _catalog_rows(catalog: Catalog) -> dict[str, list[Row]]:
    topics: list[Row] = [
        {
            "topic_id": topic.id,
            "group_id": topic.group,
            "position": position,
            **topic.model_dump(exclude={"id", "group"}),
        }
        for position, topic in enumerate(catalog.topics, 1)
    ]
    groups: list[Row] = [
        {"group_id": group.id, "position": position, **group.model_dump(exclude={"id"})}
        for position, group in enumerate(catalog.groups, 1)
    ]
    metrics: list[Row] = [
        {
            "metric_id": metric.id,
            "topic_id": catalog.topic_of[metric.id],
            "position": position,
            "breakdown_keys": list(metric.breakdown),
            **metric.model_dump(exclude={"id", "breakdown", "read", "works", "single", "levels", "comparable_units"}),
            "comparable_units": sorted({metric.unit, *metric.comparable_units}),
        }
        for position, metric in enumerate(catalog.metrics.values(), 1)
    ]
    bands: list[Row] = [
        {"band_id": band.id, "start_date": band.start, "end_date": band.end}
        | band.model_dump(exclude={"id", "start", "end"})
        for band in catalog.bands
    ]
    countings: list[Row] = [
        {"metric_id": metric.id, "counting": counting.id, "name_zh": counting.name_zh, "name_en": counting.name_en}
        for metric in catalog.metrics.values()
        for counting in metric.countings
    ]
    return {
        "topic_group": groups,
        "topic": topics,
        "metric": metrics,
        "metric_counting": countings,
        "context_band": bands,
    }


def _issues(reports: Sequence[ReportRows], refusals: Sequence[Refusal]) -> list[Row]:
    refused: list[Row] = [
        {
            "file": refusal.file,
            "severity": "refused",
            "code": refusal.code,
            "message": refusal.message,
            "metric_ids": [],
        }
        for refusal in refusals
    ]
    issues = [issue for report in reports for issue in report.issues] + refused
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
