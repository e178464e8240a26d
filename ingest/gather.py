"""Gathers parts into a warehouse: into a copy of the one that is published, where most of it stays, or anew."""

from __future__ import annotations

import hashlib
import platform
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from catalog.models import Catalog
from catalog.words import told
from ingest.catalog_rows import agency_rows, catalog_rows
from ingest.checking.between_reports import COMPARING
from ingest.files import printable
from ingest.lineages import UNANSWERED, Question, issue_row, members
from ingest.parts import Part, Parts
from ingest.report import Refusal
from ingest.rows import Row
from reviews.log import LOG
from reviews.standing import Reviews
from warehouse.publish import SCHEMA_VERSION, TABLES, Draft, column_types
from warehouse.search_index import lay_out, take_out

# Rows that are deleted and added one report at a time cost more than all rows gathered at once: from here on.
_MOST_CHANGED = 0.5
_NO_REVIEWS = Reviews()


@dataclass(frozen=True)
class Base:
    """A warehouse that the next one is begun with: what its reports' parts and lineages are.

    Args:
        reports: the report of each part.
        lineages: the parts of each lineage, each as it was compared (see :attr:`ingest.parts.Part.compared_as`).
        as_decided: whether people's decisions were those of today.
    """

    reports: Mapping[str, str]
    lineages: Mapping[str, frozenset[tuple[str, str | None]]]
    as_decided: bool = True

    def gone(self, parts: Iterable[Part]) -> list[str]:
        """Its reports that are none of ``parts``."""
        kept = {part.key for part in parts}
        return [report_id for key, report_id in self.reports.items() if key not in kept]

    def added(self, parts: Iterable[Part]) -> list[Part]:
        """Parts that it does not hold."""
        return [part for part in parts if part.key not in self.reports]

    def changed(self, parts: Iterable[Part], catalog: Catalog) -> set[str]:
        """Lineages that have other parts than in it, or other editions; all where people have decided otherwise."""
        now = {name: frozenset(part.compared_as for part in own) for name, own in members(parts, catalog).items()}
        every = now.keys() | self.lineages.keys()
        return {name for name in every if not self.as_decided or now.get(name) != self.lineages.get(name)}


NOTHING = Base({}, {})
"""What an empty warehouse is begun with."""


@dataclass(frozen=True)
class Contents:
    """What a warehouse is made of.

    ``answers`` are the parts of questions between the reports of lineages that changed; ``unjudged`` are rows of
    ``check_result`` for questions that could not be answered, ``troubles`` the issues that say so; ``reviews`` are
    what people decided, as it was read; ``left_out`` is what was not even looked at, each with the reason.
    """

    parts: Sequence[Part]
    refusals: Sequence[Refusal]
    answers: Sequence[Question]
    unjudged: Sequence[Row]
    troubles: Sequence[Row]
    reviews: Reviews = _NO_REVIEWS
    left_out: Sequence[tuple[Path, str]] = ()


def begun(target: Path, draft: Path, parts: Sequence[Part], catalog: Catalog, reviews: Reviews) -> Base:
    """Copies the published warehouse to ``draft`` where the next one has most of its parts; else nothing is there.

    Args:
        target: the published warehouse, if there is one.
        draft: where to write.
        parts: what is to be in it.
        catalog: its lineages.
        reviews: what people decided.
    """
    try:
        # A copy cannot change while it is looked at.
        shutil.copyfile(target, draft)
        base = _base(draft, catalog, reviews)
    except (OSError, duckdb.Error):
        base = NOTHING
    changes = len(base.gone(parts)) + len(base.added(parts))
    if changes > _MOST_CHANGED * len(parts):
        draft.unlink(missing_ok=True)
        return NOTHING
    return base


def _base(file: Path, catalog: Catalog, reviews: Reviews) -> Base:
    with duckdb.connect(str(file), read_only=True, config={"threads": 1}) as warehouse:
        for table, types in column_types().items():
            if {name: kind for name, kind, *_ in warehouse.execute(f"DESCRIBE {table}").fetchall()} != types:
                return NOTHING
        unanswered = "SELECT count(*) FROM reading_issue WHERE list_contains($codes, code)"
        if warehouse.execute(unanswered, {"codes": UNANSWERED}).fetchall() != [(0,)]:
            return NOTHING
        rows = warehouse.execute("SELECT part, report_id, agency_id, edition_of, sha256 FROM report").fetchall()
        builds = warehouse.execute("SELECT build_id FROM build").fetchall()
    lineages: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for key, _, agency_id, edition_of, _ in rows:
        if key is None:
            return NOTHING
        if agency_id is not None:
            lineages[catalog.lineage(agency_id)].add((key, edition_of))
    own_id = _build_id([(report_id, sha256) for _, report_id, _, _, sha256 in rows], catalog, reviews)
    return Base(
        {key: report_id for key, report_id, *_ in rows}, {n: frozenset(own) for n, own in lineages.items()},
        builds == [(own_id,)],
    )  # fmt: skip


def gather(contents: Contents, base: Base, draft: Path, shelf: Parts, catalog: Catalog) -> None:
    """Makes the warehouse at ``draft`` hold ``contents``, whatever it was begun with.

    Raises:
        duckdb.Error: a row breaks the schema, or the file cannot be written.
    """
    with Draft(draft) as warehouse:
        if base is NOTHING:
            for table, rows in catalog_rows(catalog).items():
                warehouse.insert(table, rows)
        else:
            _forget(warehouse, contents, base, catalog)
        _tell_agencies(warehouse, contents, catalog)
        added = base.added(contents.parts)
        warehouse.gather([shelf.place(part.key) for part in added])
        lay_out(warehouse, [part.report_id for part in added], catalog.lexicon.variants)
        _tell_editions(warehouse, contents.parts)
        warehouse.gather([shelf.place(question.key) for question in contents.answers])
        warehouse.insert("check_result", contents.unjudged)
        warehouse.insert("reading_issue", _issues(contents))
        warehouse.insert("build", [_build_row(contents, catalog, warehouse.counts())])


def _forget(warehouse: Draft, contents: Contents, base: Base, catalog: Catalog) -> None:
    """Takes away what is gone, and what was found between reports of which one came or went."""
    changed = base.changed(contents.parts, catalog)
    found = warehouse.answers("SELECT series_id FROM series WHERE list_contains($names, agency_id)", names=[*changed])
    for table in ("series_value", "series"):
        warehouse.delete(table, "series_id", [series_id for (series_id,) in found])
    between = [check.id for check in catalog.checks if check.kind in COMPARING]
    reports = [base.reports[key] for name in changed for key, _ in base.lineages.get(name, ())]
    warehouse.delete("check_result", "report_id", reports, check_id=between)
    gone = base.gone(contents.parts)
    if gone:
        take_out(warehouse, gone)
    for table in reversed(TABLES):
        if "report_id" in column_types()[table] and gone:
            warehouse.delete(table, "report_id", gone)
    for table in ("reading_issue", "build"):
        warehouse.clear(table)


def _tell_editions(warehouse: Draft, parts: Sequence[Part]) -> None:
    """Which report each corrects, which other reports decide with it."""
    corrected = {part.report_id: part.edition_of for part in parts}
    for report_id, held in warehouse.answers("SELECT report_id, edition_of FROM report"):
        if corrected[report_id] != held:
            warehouse.change("report", "edition_of", corrected[report_id], "report_id", report_id)


def _tell_agencies(warehouse: Draft, contents: Contents, catalog: Catalog) -> None:
    """The rows of agencies; those that stay as they are are not touched, because series refer to them."""
    rows = agency_rows(catalog, (part.authority for part in contents.parts))
    names = tuple(column_types()["agency"])
    held = {row[0]: row for row in warehouse.answers(f"SELECT {', '.join(names)} FROM agency")}
    wanted = {row["agency_id"]: tuple(row.get(name) for name in names) for row in rows}
    changed = {agency_id for agency_id in held if held[agency_id] != wanted.get(agency_id)}
    warehouse.delete("agency", "agency_id", changed)
    warehouse.insert("agency", [row for row in rows if row["agency_id"] not in held.keys() - changed])


def _issues(contents: Contents) -> list[Row]:
    refused = [issue_row(refusal.file, "refused", refusal.code, refusal.advised) for refusal in contents.refusals]
    issues = [*(issue for part in contents.parts for issue in part.issues), *contents.troubles]
    issues += [*_unread_decisions(contents.reviews), *refused]
    issues += [issue_row(printable(path.name), "refused", "left_out", reason) for path, reason in contents.left_out]
    return [{"issue_no": number, **issue} for number, issue in enumerate(issues, 1)]


def _unread_decisions(reviews: Reviews) -> list[Row]:
    """An issue where lines of the log are no decisions: those that break off, and those that are no such line."""
    if not reviews.unread:
        return []
    lines = told("reading.and").join(str(line) for line in reviews.unread)
    return [issue_row(LOG, "note", "unread_decision", told("reading.unread_decision", lines=lines))]


def build_id(parts: Sequence[Part], catalog: Catalog, reviews: Reviews = _NO_REVIEWS) -> str:
    """Digest of what was read: the same reports, catalog and decisions of people give the same id."""
    return _build_id([(part.report_id, part.sha256) for part in parts], catalog, reviews)


def _build_id(reports: Iterable[tuple[str, str]], catalog: Catalog, reviews: Reviews) -> str:
    digest = hashlib.sha256(f"{catalog.sha256}{reviews.digest}{reviews.series.digest}".encode())
    for report_id, sha256 in sorted(reports):
        digest.update(f"{report_id}:{sha256}".encode())
    return digest.hexdigest()[:12]


def _build_row(contents: Contents, catalog: Catalog, counts: Mapping[str, int]) -> Row:
    # Later decisions stand behind those that this build has read.
    lines = contents.reviews.lines
    return {
        "build_id": build_id(contents.parts, catalog, contents.reviews),
        "built_at": datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds"),
        "schema_version": SCHEMA_VERSION,
        "catalog_sha256": catalog.sha256,
        "software": {"python": platform.python_version(), "duckdb": duckdb.__version__},
        "counts": {**counts, **({"reviews": lines} if lines else {})},
    }
