"""The log in ``data/reviews``: one line of JSON for each decision, only ever added to.

A line is there for good once :func:`append` has returned: it is written behind a lock that servers on one folder
share, and has reached the disk. A line that a killed process left torn is told as unread; the next one begins anew.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from reviews.decision import Decision
from reviews.series import SeriesDecision
from warehouse.disk import alone, appended, on_disk

# The environment variable that names another folder.
VARIABLE = "REVIEWS"
_FOLDER = Path(__file__).resolve().parent.parent / "data" / "reviews"
LOG, _LOCK = "decisions.jsonl", ".lock"
_LINE: TypeAdapter[Decision | SeriesDecision] = TypeAdapter(Decision | SeriesDecision)


@dataclass(frozen=True)
class Lines:
    """What stands in a log, in the order in which it was written; ``unread`` are lines that are no decision.

    ``decisions`` are about numbers, ``series`` about series; ``ids`` are those of both, in their common order.
    """

    decisions: tuple[Decision, ...] = ()
    series: tuple[SeriesDecision, ...] = ()
    unread: tuple[int, ...] = ()
    ids: tuple[str, ...] = ()


def reviews_folder() -> Path:
    """The folder of the log: ``data/reviews``, or the one that the environment names."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else _FOLDER


def append(
    decision: Decision | SeriesDecision, folder: Path | None = None, *, unless: Callable[[Lines], bool] | None = None
) -> bool:
    """Adds a decision to the log. When this returns, it is on disk.

    Args:
        decision: what was decided.
        folder: of the log; the one that is in use where none is given.
        unless: told what stands in the log while nobody else adds to it, whether the decision is left out.

    Returns:
        Whether it was added.

    Raises:
        OSError: it could not be written; what of it may stand there is read by nobody.
    """
    folder = folder or reviews_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder / _LOCK):
        if unless is not None and unless(read(folder)):
            return False
        is_new = not (folder / LOG).exists()
        appended(folder / LOG, decision.model_dump_json(exclude_defaults=True).encode())
        if is_new:
            on_disk(folder)
    return True


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
    return Lines(numbers, series, tuple(unread), tuple(decisions))
