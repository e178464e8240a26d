"""Dask workers on other computers in place of processes of this one: the same work, asked for in the same way.

Each Dask worker reads behind a fence of its own, so that limits of time and memory hold there as here. Files, parts
and the code must be the same on all computers: parts go to a shared folder, and a worker that would read with another
catalog, code or package says so.
"""

from __future__ import annotations

import math
import multiprocessing
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from catalog.load import CATALOG_DIR, load
from catalog.models import Catalog
from catalog.words import told
from ingest.desk import Desk
from ingest.fence import Bounds, Fence, Stopped
from ingest.limits import Limits
from ingest.meaning.examples import make_ready
from ingest.parts import Parts, knowledge_of
from ingest.progress import NowAndThen
from reviews.standing import Reviews

# Seconds to wait for a scheduler, and for a first worker.
_SECONDS_TO_COME = 60
# How soon workers that come or go are noticed.
_SECONDS_BETWEEN_COUNTS = 1
# Items that are given out for each thread of the workers: one is worked on, one waits there.
_GIVEN_OUT = 2


class ClusterError(Exception):
    """A cluster that cannot be used, or is lost. What was read until then is kept."""


class Different(Exception):
    """A worker has another catalog, code or packages, or does not see the folder of parts."""


@dataclass(frozen=True)
class Setting:
    """What a worker reads with: ``catalog`` is None for the one of its own checkout."""

    catalog: Path | None
    limits: Limits
    shelf: Parts
    reviews: Reviews


class Cluster:
    """Workers of a Dask scheduler. A lost one's items are done by others; one that is lost twice with it is refused.

    Args:
        client: a client of the scheduler.
        setting: what to read with.
        progress: is told now and then how many items of how many are done.
    """

    def __init__(self, client: Any, setting: Setting, progress: Callable[[int, int], None]) -> None:
        self._client = client
        self._setting = setting
        self._progress = progress

    def answers(self, method: str, items: Iterable[tuple[Any, ...]]) -> list[Any | Stopped]:
        """What a method of a desk gives for each item, in order (see :meth:`ingest.fence.Fence.answers`).

        Raises:
            ClusterError: the scheduler is lost, or a worker would read otherwise.
        """
        asked = list(items)
        answers, suspects = self._side_by_side(method, asked)
        for number in suspects:
            # By itself, so that whatever ends the worker now is this item.
            answers[number] = self._alone(method, asked[number])
        return [answers[number] for number in range(len(asked))]

    def _side_by_side(self, method: str, asked: list[tuple[Any, ...]]) -> tuple[dict[int, Any | Stopped], list[int]]:
        """Answers, and the numbers of items that were with a worker when it was lost."""
        from distributed import KilledWorker, as_completed

        waiting = deque(enumerate(asked))
        answers: dict[int, Any | Stopped] = {}
        suspects: list[int] = []
        running: dict[Any, int] = {}
        finished = as_completed(loop=self._client.loop)
        counted, progress = -math.inf, NowAndThen(self._progress, len(asked))
        threads = 1
        while waiting or running:
            if time.monotonic() > counted + _SECONDS_BETWEEN_COUNTS:
                # The scheduler is asked, which for each item would be half of what it has to do.
                threads = sum(self._client.nthreads().values()) or 1
                counted = time.monotonic()
            while waiting and len(running) < _GIVEN_OUT * threads:
                number, item = waiting.popleft()
                future = self._given(method, item)
                running[future] = number
                finished.add(future)
            future = next(finished)
            number = running.pop(future)
            try:
                answers[number] = self._result(future)
            except KilledWorker:
                suspects.append(number)
            progress.tell(len(answers))
        return answers, suspects

    def _alone(self, method: str, item: tuple[Any, ...]) -> Any | Stopped:
        from distributed import KilledWorker

        try:
            return self._result(self._given(method, item))
        except KilledWorker:
            return Stopped("died", told("reading.killed_twice"))

    def _given(self, method: str, item: tuple[Any, ...]) -> Any:
        return self._client.submit(_answer, self._setting, method, item, pure=False)

    def _result(self, future: Any) -> Any | Stopped:
        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker:
            raise
        except Different as error:
            raise ClusterError(str(error)) from error
        except Exception as error:
            raise ClusterError(told("command.cluster_lost", detail=f"{type(error).__name__}: {error}")) from error


@contextmanager
def clustered(
    address: str,
    catalog: Catalog,
    limits: Limits,
    shelf: Parts,
    reviews: Reviews,
    progress: Callable[[int, int], None],
) -> Iterator[Cluster]:
    """The workers of the scheduler at ``address``.

    Raises:
        ClusterError: the optional packages are not there, or nobody answers at the address.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(told("command.no_dask")) from error
    try:
        client = Client(address, timeout=_SECONDS_TO_COME, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(told("command.no_cluster", address=address, error=error)) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS_TO_COME)
        except TimeoutError as error:
            raise ClusterError(told("command.no_cluster", address=address, error=error)) from error
        own = None if catalog.directory == CATALOG_DIR else catalog.directory.absolute()
        before = client.run_on_scheduler(_allow_failures, 0)
        try:
            yield Cluster(client, Setting(own, limits, shelf, reviews), progress)
        finally:
            # A scheduler that is lost has nothing to be set.
            with suppress(Exception):
                client.run_on_scheduler(_allow_failures, before)


# On the scheduler ---------------------------------------------------------------------------------


def _allow_failures(number: int, dask_scheduler: Any = None) -> int:
    """Sets how often a task may be with a worker that is lost before that is told; gives what it was."""
    before = int(dask_scheduler.allowed_failures)
    dask_scheduler.allowed_failures = number
    return before


# In a worker --------------------------------------------------------------------------------------

_own = threading.local()


def _answer(setting: Setting, method: str, item: tuple[Any, ...]) -> Any | Stopped:
    """What a desk behind this thread's fence answers."""
    if getattr(_own, "setting", None) != setting:
        _own.fence, _own.setting = _fence(setting), setting
    fence: Fence = _own.fence
    (answer,) = fence.answers(method, [item])
    return answer


def _fence(setting: Setting) -> Fence:
    """A fence with one desk.

    Raises:
        Different: it would not read as the build that asks does.
    """
    catalog = load(setting.catalog or CATALOG_DIR)
    if knowledge_of(catalog, setting.limits, setting.reviews) != setting.shelf.knowledge:
        raise Different(told("command.other_code"))
    if not setting.shelf.folder.is_dir():
        raise Different(told("command.no_shared_folder", folder=setting.shelf.folder))
    make_ready(catalog, setting.reviews)
    # Dask marks its workers as processes without children of their own; a fence ends its children itself.
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    limits = setting.limits
    return Fence(partial(Desk, catalog, limits, None, setting.reviews), Bounds(limits.seconds, limits.memory))
