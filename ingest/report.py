"""One file to one report's rows, or to a refusal that says why."""

from __future__ import annotations

import hashlib
import os
import stat
import traceback
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from catalog.models import Catalog
from catalog.reviewed import load_reviewed
from catalog.words import told
from ingest.catalog_rows import catalog_rows
from ingest.checking.completions import CompletionReader
from ingest.checking.within_report import Checked, evaluate
from ingest.explain import Account, explain
from ingest.limits import LIMITS, Limits, variable
from ingest.meaning.decide import Decider
from ingest.meaning.explanations import ExplanationReader
from ingest.meaning.model import ExampleModel
from ingest.meaning.observations import Reading
from ingest.meaning.statements import OUTCOMES
from ingest.meaning.verdicts import VerdictReader
from ingest.notation.calendar import Interval
from ingest.numbers.printed import Decision, Observation, Segment, Trouble
from ingest.numbers.quantities import QuantityReader
from ingest.numbers.stated_times import ToldTimesReader
from ingest.passages.identity import identify
from ingest.passages.manifest import ManifestEntry
from ingest.passages.outline import Outliner, Passage
from ingest.progress import tell
from ingest.read.document import UnreadableFile
from ingest.read.open import TEXT_SUFFIXES, read_document
from ingest.rows import OpenedReport, ReportRows, report_rows
from ingest.tables.reader import TableReader
from reviews.decision import scope_of
from reviews.standing import Reviews
from warehouse.publish import Rehearsal

_ROOM = Path(__file__).parent
_NONE = Reviews()
_BYTES_OF_A_CHARACTER = 4  # at most, in any encoding that is read
_OF_MACHINE = (
    "cannot_open", "not_a_file", "no_office", "office_failed", "office_timeout",
    "stopped_died", "stopped_memory", "stopped_raised", "stopped_time",
)  # fmt: skip
_OF_PERIOD = ("no_period", "impossible_period")
# Opening a pipe must not wait for who writes into it.
_AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Refusal:
    """A file that was not read at all. ``message`` says why and what to do, in Chinese."""

    file: str
    code: str
    message: str

    @property
    def of_machine(self) -> bool:
        """Whether another attempt, or another computer, may well read the file."""
        return self.code in _OF_MACHINE

    @property
    def advised(self) -> str:
        """The message with what to do for who has the folder; screens say what to do on them."""
        return told("reading.no_period_do", message=self.message) if self.code in _OF_PERIOD else self.message


class ReportReader:
    """Reads report files with a catalog, each within limits. Holds no state between files.

    ``reviewed`` are the reviews, by file's digest, of reports whose numbers a person has read, every one. ``model``
    decides by example where it is given, else the one of the catalog's examples. ``whole`` is whether it is whole
    reports that are read: a draft need not name the event that a number counts from.
    """

    def __init__(
        self,
        catalog: Catalog,
        limits: Limits = LIMITS,
        reviews: Reviews = _NONE,
        model: ExampleModel | None = None,
        *,
        whole: bool = True,
    ) -> None:
        self._catalog = catalog
        self._limits = limits
        self._outliner = Outliner(catalog.lexicon)
        self._numbers = QuantityReader(catalog.lexicon, catalog.units)
        self._told_times = ToldTimesReader(catalog.lexicon)
        self._tables = TableReader(catalog)
        self._decider = Decider(catalog, self._numbers, reviews, model, whole=whole)
        self._verdicts = VerdictReader(catalog, reviews)
        self.reviewed = {report.sha256: report.report_id for report in load_reviewed(catalog) if report.published}
        self._completions = CompletionReader(catalog.lexicon)
        self._explanations = ExplanationReader(catalog)

    def read(self, path: Path, entry: ManifestEntry | None) -> ReportRows | Refusal:
        """One file from bytes to rows that keep the warehouse's schema. Nothing in the file raises: it is refused.

        Args:
            path: the file; its stem becomes the report's id.
            entry: what the manifest overrides, if anything.
        """
        try:
            opened = self.opened(path, entry)
            own = self._catalog.describes(opened.identity.authority.agency_id)
            checked = evaluate(self._catalog, opened.reading, opened.identity.period) if own else Checked()
            completions = self._completions.read(opened.reading.segments)
            explanations = self._explanations.read(opened.reading) if own else []
            rows = report_rows(path.name, opened, entry, checked, completions, explanations)
            broken = self.rehearsal.fault(rows.tables)
        except Exception as error:
            return self._refusal(path.name, error)
        if broken:
            return Refusal(path.name, "broken_rows", told("reading.broken_rows", fault=broken))
        return rows

    def explain(self, path: Path, entry: ManifestEntry | None) -> list[Account] | Refusal:
        """What became of every number of one file (see :mod:`ingest.explain`)."""
        try:
            opened = self.opened(path, entry)
            return explain(opened.document, opened.reading, self._numbers)
        except Exception as error:
            return self._refusal(path.name, error)

    def understand(
        self, period: Interval, passages: Sequence[Passage], sha256: str = "", editions: Collection[str] = ()
    ) -> Reading:
        """What the numbers of a report's passages come to.

        Args:
            period: the report's own period.
            passages: in reading order.
            sha256: digest of the report's file; empty for a text that is none.
            editions: what other editions of it are known by, whose numbers people may have judged.
        """
        segments: list[Segment] = []
        told_times = self._told_times.read(passages, period)
        for number, passage in enumerate(passages, 1):
            for segment in self._numbers.segments(passage, period):
                segments.append(told_times.dated(segment))
            tell("passage", number, len(passages))
        survey = self._numbers.survey(segments)
        tables = self._tables.read(passages, segments, survey.quantities)
        lost = self._verdicts.read(sha256, editions, survey.quantities)
        reviewed = self.reviewed.get(sha256, "")
        reading = self._decider.decide(period, segments, survey.quantities, tables, reviewed, editions)
        unsure = [Trouble("unsure_number", doubt.message, doubt.segment.passage, ()) for doubt in survey.doubts]
        unsure += [Trouble("unknown_unit", one.message, one.segment.passage, ()) for one in survey.unknown_units]
        return replace(reading, troubles=(*unsure, *reading.troubles, *lost), doubts=tuple(survey.doubts))

    @cached_property
    def rehearsal(self) -> Rehearsal:
        """The warehouse's schema with the catalog's rows, to try rows against."""
        return Rehearsal(catalog_rows(self._catalog))

    def opened(self, path: Path, entry: ManifestEntry | None) -> OpenedReport:
        """One file read as far as its numbers are understood; whatever is wrong with the file raises."""
        data = self._bytes(path)
        if path.suffix.lower() in TEXT_SUFFIXES:
            self._refuse_endless(len(data) // _BYTES_OF_A_CHARACTER)
        sha256 = hashlib.sha256(data).hexdigest()
        document = read_document(path.name, data, self._catalog.lexicon)
        del data
        self._refuse_endless(sum(len(block.text) for block in document.blocks))
        passages = self._outliner.passages(document)
        if not passages:
            raise UnreadableFile(told("reading.no_text"), "no_text")
        identity = identify(path.stem, passages, self._catalog, entry)
        period = identity.period
        scope = scope_of(identity.authority.agency_id, identity.genre, period.start, period.end)
        editions = [identity.report_id, scope, *([entry.edition_of] if entry and entry.edition_of else [])]
        reading = self.understand(identity.period, passages, sha256, editions)
        if not self._catalog.describes(identity.authority.agency_id):
            reading = _unclaimed(reading)
        elif identity.genre == "annual_plan":
            reading = _without_what_is_planned(reading, period.start)
        return OpenedReport(sha256, document, passages, identity, reading)

    def _bytes(self, path: Path) -> bytes:
        """What a file holds.

        Raises:
            UnreadableFile: it cannot be opened, is no file (any more), or is too large.
        """
        most = self._limits.file
        try:
            with open(os.open(path, _AT_ONCE), "rb") as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise UnreadableFile(told("reading.not_a_file"), "not_a_file")
                data = file.read(most + 1)
        except OSError as error:
            raise UnreadableFile(told("reading.cannot_open", error=error.strerror), "cannot_open") from error
        if len(data) > most:
            message = told("reading.too_large_file", limit=self._limits.file_mb, name=variable("file_mb"))
            raise UnreadableFile(message, "too_large_file")
        return data

    def _refuse_endless(self, length: int) -> None:
        """Refuses a text of more characters than the limit; a plain one before any work is done on it."""
        most = self._limits.characters
        if length > most:
            message = told("reading.too_long", length=length, limit=most, name=variable("characters"))
            raise UnreadableFile(message, "too_long")

    def _refusal(self, file: str, error: Exception) -> Refusal:
        if isinstance(error, UnreadableFile):
            return Refusal(file, error.code, str(error))
        if isinstance(error, MemoryError):
            message = told("reading.stopped_memory", limit=self._limits.memory_mb, name=variable("memory_mb"))
            return Refusal(file, "stopped_memory", message)
        message = told("reading.stopped_raised", detail=f"{type(error).__name__}: {error}，{_place(error)}")
        return Refusal(file, "stopped_raised", message)


def _place(error: Exception) -> str:
    """The last line of this room on the way to an error: where to look for the fault."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(_ROOM)]
    last = (own or frames)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def _without_what_is_planned(reading: Reading, start: date) -> Reading:
    """What was read of a plan, less what came of the period it plans for: nothing had come of it when it was printed.

    A sentence of a plan need not say that it plans (辦理宣導30場次). Money and rates (每名獎金1萬元, the growth of a
    budget) are the year's own, and what a person decided stays.
    """
    for quantity in reading.quantities:
        if quantity.observations and quantity.decision.by != "person":
            quantity.observations = [one for one in quantity.observations if not _is_planned(one, start)]
            quantity.refuse("target", "to_come")
    kept = [one for one in reading.observations if not _is_planned(one, start) or one.quantity.decision.by == "person"]
    return replace(reading, observations=tuple(kept))


def _is_planned(observation: Observation, start: date) -> bool:
    """Whether a value is what came of a period that begins with or after ``start``; works may be planned ones."""
    period = observation.period
    return (
        observation.works_status is None and observation.measure in OUTCOMES and (period.start or period.end) >= start
    )


def _unclaimed(reading: Reading) -> Reading:
    """What was read of a report whose authority is not the catalog's: its numbers, and no value of a metric."""
    quantities = [quantity for quantity in reading.quantities if quantity.form == "number"]
    for no, quantity in enumerate(quantities, 1):
        quantity.no, quantity.observations, quantity.decision = no, [], Decision("unclaimed")
        quantity.suggestion = None
    return replace(reading, quantities=tuple(quantities), observations=(), troubles=())
