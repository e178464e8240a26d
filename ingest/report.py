"""One file to one report's rows, or to a refusal that says why."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from catalog.models import Catalog
from catalog.words import told
from ingest.checks import evaluate
from ingest.identify import identify
from ingest.manifest import ManifestEntry
from ingest.observe import Observer
from ingest.outline import Outliner
from ingest.read.document import UnreadableFile
from ingest.read.open import read_document
from ingest.rows import ReportRows, report_rows


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
        checks = evaluate(self._catalog, reading.observations)
        digest = hashlib.sha256(data).hexdigest()
        return report_rows(path.name, digest, document, passages, identity, entry, reading, checks)
