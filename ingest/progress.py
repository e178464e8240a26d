"""How far the file is read that this process reads, and how many of a build's files are, told to whoever waits.

A process reads one file at a time, so that there is one listener; where there is none, telling costs nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

# page: pages of a PDF are opened. passage: the numbers of passages are found. item: the whole is done.
Stage = Literal["page", "passage", "item"]
# Nobody sees a number that stands for less.
_SECONDS_BETWEEN = 0.1
# Nor reads more lines than that.
_SECONDS_BETWEEN_LINES = 5


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


def tell_done() -> None:
    """What was asked for is done, whenever something was told last: who counts must hear of each."""
    if _LISTENER.tell is not None:
        _LISTENER.tell(Progress("item", 1, 1))


class NowAndThen:
    """Tells of many items how many are done, every few seconds.

    Args:
        told: is given how many of how many.
        of: how many there are.
    """

    def __init__(self, told: Callable[[int, int], None], of: int) -> None:
        self._told, self._of = told, of
        self._said = time.monotonic()

    def tell(self, done: int) -> None:
        """So many are done."""
        if time.monotonic() > self._said + _SECONDS_BETWEEN_LINES:
            self._said = time.monotonic()
            self._told(done, self._of)
