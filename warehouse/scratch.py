"""Folders for work in progress: gone when the work is, and swept by the next run where it was killed.

A folder belongs to whoever holds the lock on the file in it. The system lets go of a lock when its
process ends, however that ends; a process id would not tell, because ids come again.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.disk import lock_file

_LOCK = "lock"


@contextmanager
def scratch(parent: Path, prefix: str) -> Iterator[Path]:
    """A new folder in ``parent``, removed at the end; those that killed runs left are removed first.

    Args:
        parent: an existing folder.
        prefix: what the names of such folders begin with, and of nothing else there.

    Raises:
        OSError: the folder cannot be made.
    """
    for left in [entry for entry in parent.iterdir() if entry.name.startswith(prefix) and entry.is_dir()]:
        _sweep(left)
    folder, lock = _claimed(parent, prefix)
    try:
        yield folder
    finally:
        _remove(folder, lock)


def _claimed(parent: Path, prefix: str) -> tuple[Path, int]:
    """A new folder and the open file that locks it."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        try:
            lock = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        except FileNotFoundError:  # swept by another run before it was locked
            continue
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        try:
            lock_file(lock)
        except (BlockingIOError, PermissionError):  # being swept by another run
            os.close(lock)
            continue
        except OSError:  # a disk without locks, where nothing is swept either
            return folder, lock
        if _is_of(folder, lock):
            return folder, lock
        os.close(lock)


def _is_of(folder: Path, lock: int) -> bool:
    """Whether an open lock is the file that locks a folder now: one that was removed with its folder locks nothing."""
    try:
        return os.path.samestat(os.fstat(lock), os.stat(folder / _LOCK))
    except OSError:
        return False


def _sweep(folder: Path) -> None:
    """Removes a folder that nobody holds: whoever removes it holds it then.

    One without a lock may be another run's that has not come to lock it yet.
    """
    try:
        lock = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError:
        return
    try:
        lock_file(lock)
    except OSError:
        os.close(lock)
        return
    if _is_of(folder, lock):
        _remove(folder, lock)
    else:
        os.close(lock)


def _remove(folder: Path, lock: int) -> None:
    # While it is locked, so that nobody claims what is going. Another run that locks it anew in between keeps it.
    shutil.rmtree(folder, ignore_errors=True)
    os.close(lock)
    if os.name == "nt":  # where no open file is removed
        shutil.rmtree(folder, ignore_errors=True)
