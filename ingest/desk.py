"""What a worker of a build does, and the workers at their desks behind a fence."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import count
from pathlib import Path
from typing import Any

from catalog.models import Catalog, Check
from catalog.words import told
from ingest.checking.between_reports import NEEDED as NEEDED_OF_VALUES
from ingest.checking.between_reports import Tables, cross_check
from ingest.explain import Account
from ingest.fence import Bounds, Fence, Stopped
from ingest.limits import LIMITS, Limits, variable
from ingest.lineages import Question
from ingest.meaning.examples import make_ready
from ingest.parts import Part, Parts
from ingest.passages.manifest import ManifestEntry
from ingest.progress import NowAndThen, Progress, tell_done
from ingest.report import Refusal, ReportReader
from ingest.rows import ReportRows, Row
from ingest.series.find import NEEDED, SeriesFinder
from reviews.standing import Reviews
from warehouse.publish import Rehearsal, column_types
from warehouse.scratch import scratch

_SCRATCH = "secretariat-ingest-"
_NO_REVIEWS = Reviews()


@dataclass(frozen=True)
class Unkept:
    """A part that could not be written, and why."""

    reason: str


class Desk:
    """What a worker does: reads a report, compares those of an agency. Made anew in each process.

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
        # Many checks are asked of the same reports, one after another.
        self._at_hand: tuple[Path, tuple[Part, ...], list[Tables]] | None = None

    def read(self, path: Path, entry: ManifestEntry | None) -> ReportRows | Refusal:
        """See :meth:`ingest.report.ReportReader.read`."""
        return self._reader.read(path, entry)

    def explain(self, path: Path, entry: ManifestEntry | None) -> list[Account] | Refusal:
        """See :meth:`ingest.report.ReportReader.explain`."""
        return self._reader.explain(path, entry)

    def make_part(
        self, path: Path, entry: ManifestEntry | None, key: str | None, shelf: Parts
    ) -> Part | Refusal | Unkept:
        """Reads a report and keeps its part; a refusal, too, unless it is of the computer.

        Args:
            path: the file.
            entry: what the manifest overrides, if anything.
            key: that of the file's part; None where the file could not be looked at.
            shelf: where to keep it.
        """
        found = self.read(path, entry)
        tell_done()
        try:
            if isinstance(found, ReportRows):
                # The file may have changed since its key was made.
                return shelf.keep(shelf.key(found.sha256, path.name, entry), found, self._catalog.lexicon)
            if key is not None and not found.of_machine:
                shelf.keep_refusal(key, found)
        except OSError as error:
            return Unkept(str(error))
        return found

    def answer(self, question: Question, shelf: Parts) -> Unkept | None:
        """Answers a question between reports and keeps the answer as a part.

        Raises:
            ValueError: its rows would break the schema.
        """
        issues: list[Row] = []
        if question.check is None:
            finder = SeriesFinder(self._catalog, reviews=self._reviews.series)
            rows = finder.rows(question.lineage, shelf.reports(question.parts, NEEDED))
            issues = rows.pop("reading_issue")
        else:
            rows = {"check_result": self._compared(question.check, question, shelf)}
        fault = self._rehearsal.fault(rows)
        if fault:
            raise ValueError(fault)
        try:
            shelf.keep_between(question.key, rows, issues)
        except OSError as error:
            return Unkept(str(error))
        tell_done()
        return None

    def _compared(self, check: Check, question: Question, shelf: Parts) -> list[Row]:
        if self._at_hand is None or self._at_hand[:2] != (shelf.folder, question.parts):
            columns = {"report": tuple(column_types()["report"]), **NEEDED_OF_VALUES}
            reports: list[Tables] = [report.tables for report in shelf.reports(question.parts, columns)]
            self._at_hand = shelf.folder, question.parts, reports
        *_, reports = self._at_hand
        return cross_check(check, reports, self._catalog)

    @cached_property
    def _rehearsal(self) -> Rehearsal:
        return Rehearsal(None)


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


class Telling:
    """Desks whose work on many items is told now and then.

    Args:
        fence: the desks.
        progress: is told how many items of how many are done.
    """

    def __init__(self, fence: Fence, progress: Callable[[int, int], None]) -> None:
        self._fence = fence
        self._progress = progress

    def answers(self, method: str, items: Iterable[tuple[Any, ...]]) -> list[Any | Stopped]:
        """See :meth:`ingest.fence.Fence.answers`."""
        asked, done = list(items), count(1)
        progress = NowAndThen(self._progress, len(asked))

        def heard(told: Progress) -> None:
            if told.stage == "item":
                progress.tell(next(done))

        return self._fence.answers(method, asked, progress=heard)


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


def refusal(file: str, stopped: Stopped, limits: Limits) -> Refusal:
    """The refusal of a file on which a worker was ended or died: why, and what to do."""
    limit = "seconds" if stopped.cause == "time" else "memory_mb"
    message = told(
        f"reading.stopped_{stopped.cause}",
        limit=getattr(limits, limit), name=variable(limit), detail=stopped.detail,
    )  # fmt: skip
    return Refusal(file, f"stopped_{stopped.cause}", message)
