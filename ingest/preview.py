"""One report that is not published: read behind a fence, and held against the published ones.

What comes of it is a warehouse of that report alone, in a folder of whoever dropped it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import duckdb
from pydantic import ValidationError

from catalog.load import load
from catalog.models import Catalog
from catalog.words import told
from ingest.catalog_rows import agency_rows, catalog_rows
from ingest.checking.between_reports import COMPARING, cross_check
from ingest.desk import refusal
from ingest.editions import with_editions
from ingest.fence import Bounds, Fence, Stopped
from ingest.limits import Limits, limits
from ingest.meaning.examples import make_ready
from ingest.passages.authority import Authority
from ingest.passages.manifest import ManifestEntry
from ingest.report import Refusal, ReportReader
from ingest.rows import ReportRows, Row
from ingest.series.find import NEEDED, SeriesFinder
from reviews.standing import Reviews
from warehouse.publish import SCHEMA_VERSION, publish

# What of published reports a new one is held against.
_COMPARED = tuple(dict.fromkeys((*NEEDED, "completion")))
# Reading takes a processor each; pages must be answered meanwhile.
_AT_ONCE = 2
_SECONDS_BETWEEN_LOOKS = 0.2
_DIGITS = 12


@dataclass(frozen=True)
class Turned:
    """A dropped file that could not be read: a code, and the words, in Chinese."""

    code: str
    message: str


class PreviewDesk:
    """What the process does that reads a dropped report.

    Args:
        catalog: what is known.
        limits: what one file may take.
        temporary: the folder for temporary files.
        reviews: what people decided.
    """

    def __init__(self, catalog: Catalog, limits: Limits, temporary: str, reviews: Reviews) -> None:
        tempfile.tempdir = temporary
        self._catalog = catalog
        self._reviews = reviews
        self._reader = ReportReader(catalog, limits, reviews)

    def alone(self, file: Path, entry: ManifestEntry, into: Path) -> Refusal | None:
        """Reads a report and writes a warehouse of it alone; a refusal where it cannot be read."""
        found = self._reader.read(file, entry)
        if isinstance(found, Refusal):
            return found
        self._own = found
        publish(self._rows(found), into)
        return None

    def beside(self, published: Path, into: Path) -> None:
        """Writes it again, with the checks and recurring measures that come of the published reports.

        What is needed of them is read from their warehouse; the report itself was read just before.
        """
        own, catalog = self._own, self._catalog
        *earlier, own = with_editions([*published_rows(published, own, catalog), own], catalog.lexicon)
        reports = [*earlier, own]
        rows = self._rows(own)
        tables = [report.tables for report in reports]
        compared = [
            row for check in catalog.checks if check.kind in COMPARING for row in cross_check(check, tables, catalog)
        ]
        if own.authority.agency_id is not None and len(reports) > 1:
            found = SeriesFinder(catalog, reviews=self._reviews.series).rows(
                catalog.lineage(own.authority.agency_id), reports
            )
            values = [row for row in found["series_value"] if row["report_id"] == own.report_id]
            printed = {row["series_id"] for row in values}
            rows["series"] = [row for row in found["series"] if row["series_id"] in printed]
            rows["series_value"] = values
            compared += found["check_result"]
            known = {row["agency_id"] for row in rows["agency"]}
            others = agency_rows(catalog, [report.authority for report in reports])
            rows["agency"] += [row for row in others if row["agency_id"] not in known]
        # A relation between reports is told of the later one; of an earlier report that is added late it is told here.
        turned = [_turned(row) for row in compared if row["other_report_id"] == own.report_id]
        rows["check_result"] += [row for row in compared if row["report_id"] == own.report_id] + turned
        publish(rows, into)

    def _rows(self, report: ReportRows) -> dict[str, list[Row]]:
        """All rows of a warehouse of one report."""
        rows: dict[str, list[Row]] = {table: list(own) for table, own in report.tables.items()}
        rows |= catalog_rows(self._catalog)
        rows["agency"] = agency_rows(self._catalog, [report.authority])
        rows["reading_issue"] = [{"issue_no": number, **issue} for number, issue in enumerate(report.issues, 1)]
        rows["build"] = [{
            "build_id": report.sha256[:_DIGITS],
            "built_at": datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds"),
            "schema_version": SCHEMA_VERSION,
            "catalog_sha256": self._catalog.sha256,
            "software": {},
            "counts": {},
        }]  # fmt: skip
        return rows


def published_rows(warehouse: Path, own: ReportRows, catalog: Catalog) -> list[ReportRows]:
    """The reports in a warehouse that are of one lineage with a report, with what they are compared by.

    A report of the same name is left out: the new one would take its place.

    Raises:
        duckdb.Error: the file is no warehouse.
    """
    if own.authority.agency_id is None:
        return []
    lineage = catalog.lineage(own.authority.agency_id)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        agencies = {row["agency_id"]: row for row in _rows(connection, "SELECT * FROM agency")}
        reports = [
            row
            for row in _rows(connection, "SELECT * FROM report ORDER BY report_id")
            if row["agency_id"] and catalog.lineage(row["agency_id"]) == lineage and row["report_id"] != own.report_id
        ]
        return [
            ReportRows(
                report["report_id"],
                Authority(report["agency"], agencies[report["agency_id"]]["government"], report["agency_id"]),
                report["file"],
                report["sha256"],
                {
                    table: _rows(connection, f"SELECT * FROM {table} WHERE report_id = $id", id=report["report_id"])
                    for table in _COMPARED
                },
                (),
            )
            for report in reports
        ]


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, **given: Any) -> list[Row]:
    found = connection.execute(sql, given)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _turned(row: Row) -> Row:
    """A relation between two reports, told of the other."""
    return {
        **row,
        "report_id": row["other_report_id"], "other_report_id": row["report_id"],
        "stated": row["computed"], "computed": row["stated"],
        "quote": row["other_quote"], "other_quote": row["quote"],
        "evidence": row["evidence"][::-1], "instance": f"{row['instance']}/{row['report_id']}",
    }  # fmt: skip


class PreviewReader:
    """Reads dropped files, each in a process of its own that is ended when nobody waits for it."""

    def __init__(self) -> None:
        self._room = BoundedSemaphore(_AT_ONCE)

    @cached_property
    def _ready(self) -> tuple[Catalog, Limits]:
        return load(), limits()

    def read(
        self,
        file: Path,
        entry: Mapping[str, object],
        published: Path,
        into: Path,
        *,
        step: Callable[[str], None],
        progress: Callable[[str, int, int], None],
        given_up: Callable[[], bool],
    ) -> Turned | None:
        """Reads a file into a warehouse of its own; what cannot be read, or nobody waits for, is turned away.

        Args:
            file: the file, under the name it would be published by.
            entry: what a person says of it, as fields of a manifest.
            published: the warehouse it is held against; there may be none.
            into: where to write. It stands there from the step ``comparing`` on.
            step: told what is done: ``waiting``, ``reading``, ``comparing``, ``compared``, or ``uncompared`` where
                the comparison failed.
            progress: told how many pages (``page``) or passages (``passage``) are read, and of how many.
            given_up: whether nobody waits any more.
        """
        try:
            given = ManifestEntry.model_validate(entry)
        except ValidationError as error:
            # What a person typed is told in words; where it stands is before their eyes.
            return Turned(
                "entry", told("reading.and").join(str(one["msg"]).split(", ", 1)[-1] for one in error.errors())
            )
        step("waiting")
        while not self._room.acquire(timeout=_SECONDS_BETWEEN_LOOKS):
            if given_up():
                return Turned("given_up", "")
        try:
            catalog, most = self._ready
            reviews = Reviews.read()
            make_ready(catalog, reviews)
            start = partial(PreviewDesk, catalog, most, str(into.parent), reviews)
            with Fence(start, Bounds(most.seconds, most.memory)) as fence:
                step("reading")
                (found,) = fence.answers(
                    "alone", [(file, given, into)], given_up, lambda one: progress(one.stage, one.done, one.of)
                )
                if isinstance(found, Stopped):
                    if found.cause == "given_up":
                        return Turned("given_up", "")
                    found = refusal(file.name, found, most)
                if isinstance(found, Refusal):
                    return Turned(found.code, found.message)
                step("comparing")
                # The first report of all has nothing to be held against.
                done = not published.exists() or fence.answers("beside", [(published, into)], given_up) == [None]
                step("compared" if done else "uncompared")
        finally:
            self._room.release()
        return None
