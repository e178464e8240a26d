"""The log in ``data/reviews``: one line of JSON for each decision, only ever added to.

A line is there for good once :func:`append` has returned: it is written behind a lock that servers on one folder
share, and has reached the disk. A line that a killed process left torn is told as unread; the next one begins anew.
"""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from reviews.decision import Decision
from reviews.series import SeriesDecision
from warehouse.disk import alone, on_disk

# The environment variable that names another folder.
VARIABLE = "REVIEWS"
_FOLDER = Path(__file__).resolve().parent.parent / "data" / "reviews"
LOG, _LOCK = "decisions.jsonl", ".lock"
_LINE: TypeAdapter[Decision | SeriesDecision] = TypeAdapter(Decision | SeriesDecision)
_OPENED = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Lines:
    """What stands in a log, in the order in which it was written; ``unread`` are lines that are no decision.

    ``decisions`` are about numbers, ``series`` about series.
    """

    decisions: tuple[Decision, ...] = ()
    series: tuple[SeriesDecision, ...] = ()
    unread: tuple[int, ...] = ()


def reviews_folder() -> Path:
    """The folder of the log: ``data/reviews``, or the one that the environment names."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else _FOLDER


def append(decision: Decision | SeriesDecision, folder: Path | None = None) -> None:
    """Adds a decision to the log. When this returns, it is on disk.

    Raises:
        OSError: it could not be written; what of it may stand there is read by nobody.
    """
    folder = folder or reviews_folder()
    folder.mkdir(parents=True, exist_ok=True)
    line = decision.model_dump_json(exclude_defaults=True).encode() + b"\n"
    with alone(folder / _LOCK):
        log = os.open(folder / LOG, _OPENED | os.O_APPEND, 0o644)
        try:
            size = os.fstat(log).st_size
            if size:
                os.lseek(log, size - 1, os.SEEK_SET)
                line = line if os.read(log, 1) == b"\n" else b"\n" + line
            _write(log, line)
            os.fsync(log)
        finally:
            os.close(log)
        if not size:
            on_disk(folder)


def read(folder: Path | None = None) -> Lines:
    """All decisions of the log, oldest first, each once; nothing where there is no log.

    Raises:
        OSError: it is there and cannot be read.
    """
    path = (folder or reviews_folder()) / LOG
    try:
        found = path.stat()
    except FileNotFoundError:
        return Lines()
    return _read(path, found.st_ino, found.st_size, found.st_mtime_ns)


@functools.lru_cache(maxsize=2)
def _read(path: Path, *_state: int) -> Lines:
    decisions: dict[str, Decision | SeriesDecision] = {}
    unread: list[int] = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            decision = _LINE.validate_json(line)
        except ValidationError:
            unread.append(number)
        else:
            decisions.setdefault(decision.id, decision)
    numbers = tuple(one for one in decisions.values() if isinstance(one, Decision))
    series = tuple(one for one in decisions.values() if isinstance(one, SeriesDecision))
    return Lines(numbers, series, tuple(unread))


def _write(log: int, line: bytes) -> None:
    while line:
        line = line[os.write(log, line) :]
