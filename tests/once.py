"""What is dear to make is made once per run, by the first of its worker processes that asks for it."""

from __future__ import annotations

import fcntl
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


class Once:
    """A folder that all worker processes of one run share.

    Args:
        folder: where things are kept until pytest takes the run's folder away.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """While no other process of the run is in a block of this name."""
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def made(self, name: str, make: Callable[[Path], object]) -> Path:
        """The file or folder of this name.

        Args:
            name: of the file or folder; it says all that what is made depends on.
            make: writes it to the path given. What raises is tried again by the next who asks.
        """
        place = self.folder / name
        with self.alone(name):
            if not place.exists():
                unfinished = self.folder / f"unfinished-{os.getpid()}-{name}"
                make(unfinished)
                unfinished.rename(place)
        return place

    def value(self, name: str, find: Callable[[], T]) -> T:
        """The value of this name, found once and read from its file by every process."""
        file = self.made(f"{name}.pickle", lambda place: place.write_bytes(pickle.dumps(find())))
        found: T = pickle.loads(file.read_bytes())
        return found
