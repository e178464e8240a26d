"""How far the file is read that this process reads, told to whoever waits for it.

A process reads one file at a time, so that there is one listener; where there is none, telling costs nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

# page: pages of a PDF are opened. passage: the numbers of passages are found.
Stage = Literal["page", "passage"]
# Nobody sees a number that stands for less.
_SECONDS_BETWEEN = 0.1


@dataclass(frozen=True)
class Progress:
    """So many of so many are done."""

    stage: Stage
    done: int
    of: int


class _Listener:
    def __init__(self) -> None:
        self.tell: Callable[[Progress], None] | None = None
        self.last = 0.0


_LISTENER = _Listener()


def listen(tell: Callable[[Progress], None] | None) -> None:
    """Says who is told from now on; None for nobody."""
    _LISTENER.tell, _LISTENER.last = tell, 0.0


def tell(stage: Stage, done: int, of: int) -> None:
    """So many of so many are done, which is told if the last time is not just over."""
    now = time.monotonic()
    if _LISTENER.tell is not None and now - _LISTENER.last >= _SECONDS_BETWEEN:
        _LISTENER.last = now
        _LISTENER.tell(Progress(stage, done, of))
