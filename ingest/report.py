"""One file to one report's rows, or to a refusal that says why."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from catalog.models import Catalog
from catalog.words import told
from ingest.checking.completions import CompletionReader
from ingest.checking.within_report import evaluate
from ingest.explain import Account, explain
from ingest.meaning.decide import Decider
from ingest.meaning.observations import Reading
from ingest.notation.calendar import Interval
from ingest.numbers.quantities import QuantityReader
from ingest.passages.identity import identify
from ingest.passages.manifest import ManifestEntry
from ingest.passages.outline import Outliner, Passage
from ingest.read.document import UnreadableFile
from ingest.read.open import read_document
from ingest.rows import OpenedReport, ReportRows, report_rows
from ingest.tables.reader import TableReader


@dataclass(frozen=True)
class Refusal:
    """A file that was not read at all. ``message`` says why and what to do, in Chinese."""

    file: str
    code: str
    message: str


class ReportReader:
    """Reads report files with a catalog. Holds no state between files."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._outliner = Outliner(catalog.lexicon)
        self._numbers = QuantityReader(catalog.lexicon, catalog.units)
        self._tables = TableReader(catalog)
        self._decider = Decider(catalog, self._numbers)
        self._completions = CompletionReader(catalog.lexicon)

    def read(self, path: Path, entry: ManifestEntry | None) -> ReportRows | Refusal:
        """One file from bytes to rows. What the file holds never raises: it is refused.

        Args:
            path: the file; its stem becomes the report's id.
            entry: what the manifest overrides, if anything.
        """
        opened = self._open(path, entry)
        if isinstance(opened, Refusal):
            return opened
        checks = evaluate(self._catalog, opened.reading)
        completions = self._completions.read(opened.reading.segments)
        return report_rows(path.name, opened, entry, checks, completions)

    def explain(self, path: Path, entry: ManifestEntry | None) -> list[Account] | Refusal:
        """What became of every number of one file (see :mod:`ingest.explain`)."""
        opened = self._open(path, entry)
        if isinstance(opened, Refusal):
            return opened
        return explain(opened.document, opened.reading, self._numbers)

    def understand(self, period: Interval, passages: Sequence[Passage]) -> Reading:
        """What the numbers of a report's passages come to.

        Args:
            period: the report's own period.
            passages: in reading order.
        """
        segments = [segment for passage in passages for segment in self._numbers.segments(passage, period)]
        quantities = self._numbers.read_all(segments)
        tables = self._tables.read(passages, segments, quantities)
        return self._decider.decide(period, segments, quantities, tables)

    def _open(self, path: Path, entry: ManifestEntry | None) -> OpenedReport | Refusal:
        try:
            data = path.read_bytes()
        except OSError as error:
            return Refusal(path.name, "cannot_open", told("reading.cannot_open", error=error.strerror))
        try:
            document = read_document(path.name, data, self._catalog.lexicon)
            passages = self._outliner.passages(document)
            identity = identify(path.stem, passages, self._catalog, entry)
        except UnreadableFile as error:
            return Refusal(path.name, error.code, str(error))
        reading = self.understand(identity.period, passages)
        return OpenedReport(hashlib.sha256(data).hexdigest(), document, passages, identity, reading)
