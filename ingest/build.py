"""The sequence of a build: find files, read what is new, compare the reports of agencies that changed, publish.

What is read of a report is kept as a part (see :mod:`ingest.parts`), so that the next build reads the others only.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from catalog.models import Catalog
from ingest.cluster import clustered
from ingest.coverage import NEEDED as COVERED
from ingest.coverage import Coverage, coverages
from ingest.desk import Telling, desks
from ingest.fence import Workers
from ingest.files import find_files
from ingest.gather import NOTHING, Base, Contents, begun, gather
from ingest.intake import Intake
from ingest.limits import LIMITS, Limits
from ingest.lineages import questions
from ingest.parts import Part, Parts, knowledge_of
from ingest.report import Refusal
from ingest.twins import without_twins
from reviews.standing import Reviews
from warehouse.publish import replacing

ROOT = Path(__file__).resolve().parent.parent
RAW = ROOT / "data" / "raw"
WAREHOUSE = ROOT / "data" / "warehouse.duckdb"
# Beside the warehouse, the folder of what was read for it.
PARTS = "parts"


@dataclass(frozen=True)
class Outcome:
    """What a build came to: reports read, files refused or left out, and whether a warehouse was published.

    Where nothing was to be published, ``coverage`` is what each prints of what earlier reports printed.
    """

    reports: tuple[Part, ...]
    refusals: tuple[Refusal, ...]
    left_out: tuple[tuple[Path, str], ...]
    published: bool
    coverage: tuple[Coverage, ...] = ()


def build(
    paths: Sequence[Path],
    warehouse: Path,
    catalog: Catalog,
    *,
    workers: int = 1,
    strict: bool = False,
    check_only: bool = False,
    limits: Limits = LIMITS,
    parts: Path | None = None,
    beside: Path | None = None,
    cluster: str | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Outcome:
    """Reads the reports at ``paths``, applies what people decided about their numbers, and publishes a warehouse.

    What was read for it before is taken from the folder ``parts``, by default one beside the warehouse; it is begun
    with a copy of ``beside``, another warehouse, by default of the one that it replaces. ``cluster`` is the address
    of a Dask scheduler whose workers read in place of this computer's; ``progress`` is told how many are done.
    Nothing is published when ``check_only``, when ``strict`` and a file was refused, or when no
    report could be read at all.

    Raises:
        NoReports: see :func:`ingest.files.find_files`.
        ManifestError: a manifest cannot be used.
        PublishError: the warehouse could not be written.
        ClusterError: the cluster cannot be used, or is lost.
    """
    found = find_files(paths)
    reviews = Reviews.read()
    knowledge = knowledge_of(catalog, limits, reviews)
    with ExitStack() as stack:
        shelf = stack.enter_context(_shelf((parts or warehouse.parent / PARTS).absolute(), knowledge))
        fence: Workers
        if cluster:
            fence = stack.enter_context(clustered(cluster, catalog, limits, shelf, reviews, progress))
        else:
            fence = Telling(stack.enter_context(desks(catalog, limits, workers, reviews)), progress)
        intake = Intake([file.absolute() for file in found.files], fence, shelf, limits)
        reports, refused = without_twins(*intake.read(), intake.texts)
        refusals = [*found.refusals, *refused]
        wanted = bool(reports) and not check_only and not (strict and refusals)
        if wanted:
            contents = Contents(reports, refusals, (), (), (), reviews, found.left_out)
            with replacing(warehouse) as draft:
                _write(contents, draft, beside or warehouse, intake, catalog)
        coverage: list[Coverage] = []
        if check_only:
            intake.make_sure(reports)
            coverage = coverages(shelf.reports(reports, COVERED), warehouse, catalog)
        intake.remember(questions(reports, catalog, shelf, reviews.series))
    return Outcome(tuple(reports), tuple(refusals), tuple(found.left_out), wanted, tuple(coverage))


@contextmanager
def _shelf(folder: Path, knowledge: str) -> Iterator[Parts]:
    """Parts in a folder; where that cannot be written, in one that goes with the build."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        usable = os.access(folder, os.W_OK)
    except OSError:
        usable = False
    if usable:
        yield Parts(folder, knowledge)
        return
    with tempfile.TemporaryDirectory() as name:
        yield Parts(Path(name), knowledge)


def _write(contents: Contents, draft: Path, published: Path, intake: Intake, catalog: Catalog) -> None:
    """Compares reports and gathers their parts at ``draft``, which is begun with a copy of ``published``.

    Raises:
        PublishError: a part could not be written.
        duckdb.Error: the warehouse could not be.
    """
    parts = contents.parts

    def gathered(base: Base) -> None:
        changed = base.changed(parts, catalog)
        every = questions(parts, catalog, intake.shelf, contents.reviews.series)
        # What is to be said of people's decisions about series is said by each build anew.
        asked = [question for question in every if question.lineage in changed or question.is_decided]
        answers, unjudged, troubles = intake.answered(asked)
        intake.make_sure(base.added(parts))
        whole = replace(
            contents, answers=[question for question in answers if question.lineage in changed], unjudged=unjudged,
            troubles=[*troubles, *intake.issues(question for question in answers if question.is_decided)],
        )  # fmt: skip
        gather(whole, base, draft, intake.shelf, catalog)

    base = begun(published, draft, parts, catalog, contents.reviews)
    try:
        gathered(base)
    except duckdb.Error:
        if base is NOTHING:
            raise
        # Whatever is the matter with the published one, the next is made without it.
        draft.unlink()
        gathered(NOTHING)
