"""Readers that tests share: they hold no state between files, and are made once a process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from catalog.load import load
from catalog.models import Catalog
from ingest.desk import Desk
from ingest.limits import LIMITS, Limits
from ingest.parts import knowledge_of, sha256_of
from ingest.passages.manifest import ManifestEntry
from ingest.report import Refusal, ReportReader
from ingest.rows import ReportRows
from reviews.standing import Reviews

READER = ReportReader(load())
_NO_REVIEWS = Reviews()


class OwnDesk:
    """A desk in this process in place of workers, who need seconds to come."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def answers(self, method: str, items: Iterable[tuple[Any, ...]], progress: object = None) -> list[Any]:
        return [getattr(self._desk, method)(*item) for item in items]


class RereadingDesk(Desk):
    """A desk that remembers what it read in a file of that name and those bytes: it would read the same again.

    Args:
        knowledge: digest of what it reads with, see :func:`ingest.parts.knowledge_of`.
    """

    _read: ClassVar[dict[tuple[str, ...], ReportRows | Refusal]] = {}

    def __init__(self, knowledge: str, catalog: Catalog, limits: Limits, reviews: Reviews) -> None:
        super().__init__(catalog, limits, None, reviews)
        self._knowledge, self._limits = knowledge, limits

    def read(self, path: Path, entry: ManifestEntry | None) -> ReportRows | Refusal:
        sha256 = sha256_of(path, self._limits.file)
        if sha256 is None:
            return super().read(path, entry)
        file = (self._knowledge, path.name, sha256, repr(entry))
        if file not in self._read:
            self._read[file] = super().read(path, entry)
        return self._read[file]


_DESKS: dict[tuple[str, str], OwnDesk] = {}


@contextmanager
def own_desks(
    catalog: Catalog, limits: Limits = LIMITS, workers: int = 1, reviews: Reviews = _NO_REVIEWS
) -> Iterator[OwnDesk]:
    """A desk of this process in place of :func:`ingest.desk.desks`, however many workers are asked for."""
    known = (knowledge_of(catalog, limits, reviews), reviews.series.digest)
    if known not in _DESKS:
        _DESKS[known] = OwnDesk(RereadingDesk(known[0], catalog, limits, reviews))
    yield _DESKS[known]
