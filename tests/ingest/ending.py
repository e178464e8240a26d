"""What ends workers of a cluster: by itself, since each of them loads all that stands beside it."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin

import ingest.cluster

POISON, UNLUCKY = "poison.txt", "eb-2.txt"


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
