"""One file to one report's rows, or to a refusal that says why."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from catalog.models import Catalog
from catalog.words import told
from ingest.checking.within_report import evaluate
from ingest.explain import Account, explain
from ingest.meaning.observe import Observer, Reading
from ingest.passages.identity import identify
from ingest.passages.manifest import ManifestEntry
from ingest.passages.outline import Outliner
from ingest.read.document import UnreadableFile
from ingest.read.open import read_document
from ingest.rows import OpenedReport, ReportRows, report_rows


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
        self._observer = Observer(catalog)

    def read(self, path: Path, entry: ManifestEntry | None) -> ReportRows | Refusal:
        """One file from bytes to rows. What the file holds never raises: it is refused.

        Args:
            path: the file; its stem becomes the report's id.
            entry: what the manifest overrides, if anything.
        """
        opened = self._open(path, entry)
        if isinstance(opened, Refusal):
            return opened
        own = self._catalog.describes(opened.identity.authority.agency_id)
        checks = evaluate(self._catalog, opened.reading) if own else []
        return report_rows(path.name, opened, entry, checks)

    def explain(self, path: Path, entry: ManifestEntry | None) -> list[Account] | Refusal:
        """What became of every number of one file (see :mod:`ingest.explain`)."""
        opened = self._open(path, entry)
        if isinstance(opened, Refusal):
            return opened
        return explain(opened.document, opened.reading, self._observer.reader)

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
        reading = self._observer.observe(identity, passages)
        if not self._catalog.describes(identity.authority.agency_id):
            reading = _unclaimed(reading)
        return OpenedReport(hashlib.sha256(data).hexdigest(), document, passages, identity, reading)


def _unclaimed(reading: Reading) -> Reading:
    """What was read of a report whose authority is not the catalog's: its numbers, and no value of a metric."""
    numbers = [pair for pair in zip(reading.quantities, reading.periods, strict=True) if pair[0].form == "number"]
    return replace(
        reading,
        quantities=tuple(quantity for quantity, _ in numbers),
        periods=tuple(period for _, period in numbers),
        observations=(),
        troubles=(),
    )
