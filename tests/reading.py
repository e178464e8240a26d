"""Readers that tests share: they hold no state between files, and are made once a process."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

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


class RereadingReader(ReportReader):
    """A reader that remembers what it read in a file of that name and those bytes: it would read the same again."""

    def __init__(self, catalog: Catalog, limits: Limits = LIMITS, reviews: Reviews = _NO_REVIEWS) -> None:
        super().__init__(catalog, limits, reviews)
        self._most = limits.file
        self._read: dict[tuple[str, ...], ReportRows | Refusal] = {}

    def read(self, path: Path, entry: ManifestEntry | None) -> ReportRows | Refusal:
        sha256 = sha256_of(path, self._most)
        if sha256 is None:
            return super().read(path, entry)
        file = (path.name, sha256, repr(entry))
        if file not in self._read:
            self._read[file] = super().read(path, entry)
        return self._read[file]


_READERS: dict[str, RereadingReader] = {}


def rereading(catalog: Catalog, limits: Limits = LIMITS, reviews: Reviews = _NO_REVIEWS) -> RereadingReader:
    """The one reader of this process that knows just that."""
    known = knowledge_of(catalog, limits, reviews)
    if known not in _READERS:
        _READERS[known] = RereadingReader(catalog, limits, reviews)
    return _READERS[known]


class _OwnDesk(Desk):
    """A desk in this process, with the reader that all of them share."""

    def __init__(self, catalog: Catalog, limits: Limits, reviews: Reviews) -> None:
        super().__init__(catalog, limits, None, reviews)
        self._reader = rereading(catalog, limits, reviews)


class OwnFence:
    """Work in this process in place of workers behind a fence, each of whom needs a second to come.

    Args:
        start: gives the object that does the work.
        bounds: nobody is bound.
        workers: nobody else works.
    """

    def __init__(self, start: Callable[[], object], bounds: object = None, workers: int = 1) -> None:
        # A worker has its own temporary files.
        temporary = tempfile.tempdir
        self._working = start()
        tempfile.tempdir = temporary

    def __enter__(self) -> OwnFence:
        return self

    def __exit__(self, *_: object) -> None:
        """Nobody is to be ended."""

    def answers(self, method: str, items: Iterable[tuple[Any, ...]], *_: object, **__: object) -> list[Any]:
        """What a method of the working object gives for each item, however long that takes."""
        return [getattr(self._working, method)(*item) for item in items]


_DESKS: dict[tuple[str, str], OwnFence] = {}


@contextmanager
def own_desks(
    catalog: Catalog, limits: Limits = LIMITS, workers: int = 1, reviews: Reviews = _NO_REVIEWS
) -> Iterator[OwnFence]:
    """A desk of this process in place of :func:`ingest.desk.desks`, however many workers are asked for."""
    known = (knowledge_of(catalog, limits, reviews), reviews.series.digest)
    if known not in _DESKS:
        _DESKS[known] = OwnFence(lambda: _OwnDesk(catalog, limits, reviews))
    yield _DESKS[known]


def work_here(patch: pytest.MonkeyPatch) -> None:
    """From now on what is read, built or looked at before it is published is so in this process."""
    patch.setattr("ingest.build.desks", own_desks)
    patch.setattr("ingest.preview.Fence", OwnFence)
    patch.setattr("ingest.preview.ReportReader", rereading)
