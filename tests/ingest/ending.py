"""What ends workers of a cluster, or lets them wait: by itself, since each of them loads all that stands beside it."""

from __future__ import annotations

import functools
import os
import time
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin

import ingest.cluster

POISON, UNLUCKY, SLOW = "poison.txt", "eb-2.txt", "eb-3.txt"
_SECONDS = 120


class Ending(WorkerPlugin):  # type: ignore[misc]
    """Ends a worker at a poisoned file each time, and once at another."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def setup(self, worker: Any) -> None:
        """Comes before whatever a worker, or one in its place, answers."""
        whole = ingest.cluster._answer

        @functools.wraps(whole)
        def answer(setting: Any, method: str, item: tuple[Any, ...]) -> Any:
            name = getattr(item[0], "name", "")
            lucky = self._mark.exists()
            if name == UNLUCKY:
                self._mark.touch()
            if name == POISON:
                self._mark.with_name(f"{os.getpid()}.ended").touch()
            if name == POISON or (name == UNLUCKY and not lucky):
                os._exit(1)
            return whole(setting, method, item)

        ingest.cluster._answer = answer


class Waiting(WorkerPlugin):  # type: ignore[misc]
    """Lets a worker wait at a slow file until there is a mark."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def setup(self, worker: Any) -> None:
        """As for :class:`Ending`."""
        whole = ingest.cluster._answer

        @functools.wraps(whole)
        def answer(setting: Any, method: str, item: tuple[Any, ...]) -> Any:
            until = time.monotonic() + _SECONDS
            while getattr(item[0], "name", "") == SLOW and not self._mark.exists() and time.monotonic() < until:
                time.sleep(0.1)
            return whole(setting, method, item)

        ingest.cluster._answer = answer
