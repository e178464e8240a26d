"""What several processes on one folder need: one at a time, and on the disk before anybody relies on it.

The system lets go of a lock when its process ends, however that ends.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# Seconds between two looks whether a lock is free.
_PAUSE = 0.05


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """While no other process or thread is in a block for the same lock file, which is made where it is missing.

    Raises:
        OSError: the file cannot be made.
    """
    lock = os.open(file, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        while True:
            try:
                lock_file(lock)
                break
            except OSError:
                time.sleep(_PAUSE)
        yield
    finally:
        os.close(lock)


def on_disk(path: Path) -> None:
    """Waits until a file, or what a folder lists, is on the disk; where the system can."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def appended(file: Path, line: bytes) -> None:
    """Adds a line to a file; after one that was left unfinished a new one is begun. To be called alone."""
    with file.open("ab+") as own:
        if own.tell():
            own.seek(-1, os.SEEK_END)
            line = line if own.read(1) == b"\n" else b"\n" + line
        own.write(line + b"\n")
        own.flush()
        os.fsync(own.fileno())


def second_name(path: Path, other: Path) -> None:
    """A second name for a file, which keeps it when the first is given to another: a link, else a copy.

    Raises:
        OSError: there is a file of the other name, or the disk does not take it.
    """
    try:
        os.link(path, other)
    except FileExistsError:
        raise
    except OSError:
        draft = other.with_suffix(".draft")
        shutil.copyfile(path, draft)
        on_disk(draft)
        os.replace(draft, other)


if sys.platform == "win32":
    import msvcrt

    def lock_file(file: int) -> None:
        """Locks a file until it is closed. Raises OSError where another process holds the lock."""
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def lock_file(file: int) -> None:
        """Locks a file until it is closed. Raises OSError where another process holds the lock."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
