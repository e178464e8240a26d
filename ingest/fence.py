"""Work on many items, each behind a fence: what happens to one is told of that one and touches no other.

Workers are processes that take one item after another. One that overruns a limit is ended, one that
dies is replaced; the item it worked on is answered with what happened, and the others go on.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pickle import PickleError
from typing import Any, Generic, Literal, TypeVar

Answer = TypeVar("Answer")
Cause = Literal["time", "memory", "died", "raised"]

_PR_SET_PDEATHSIG = 1
# A process that was told to end, or whose pipe is closed, is gone long before.
_SECONDS_TO_END = 10


@dataclass(frozen=True)
class Bounds:
    """What one item may take: seconds by the clock, and bytes of memory."""

    seconds: float
    memory: int


@dataclass(frozen=True)
class Stopped:
    """An item without an answer, and why: ``detail`` is the signal, the exit code or the error."""

    cause: Cause
    detail: str = ""


def fenced(
    start: Callable[[], Callable[..., Answer]], items: Iterable[tuple[Any, ...]], bounds: Bounds, workers: int = 1
) -> list[Answer | Stopped]:
    """The answer to each item, in order.

    Args:
        start: called once in every worker; gives the function that items are the arguments of. It, the
            items and the answers must survive pickling.
        items: arguments, one tuple for each call.
        bounds: what one call may take.
        workers: how many processes work at once.
    """
    waiting = deque(enumerate(items))
    answers: dict[int, Answer | Stopped] = {}
    idle: list[_Worker[Answer]] = []
    busy: dict[Connection, tuple[int, _Worker[Answer]]] = {}
    context = _context()
    try:
        while waiting or busy:
            while waiting and len(busy) < workers:
                number, item = waiting.popleft()
                worker = idle.pop() if idle else _Worker(start, bounds, context)
                worker.give(item)
                busy[worker.connection] = number, worker
            due = min(worker.deadline for _, worker in busy.values())
            told = wait(list(busy), max(0, due - time.monotonic()))
            for connection in [c for c, (_, worker) in busy.items() if c in told or worker.overdue]:
                number, worker = busy.pop(connection)
                answers[number] = worker.answer() if connection in told else worker.overran()
                if worker.usable:
                    idle.append(worker)
    finally:
        for worker in [*idle, *(worker for _, worker in busy.values())]:
            worker.end()
    return [answers[number] for number in range(len(answers))]


class _Worker(Generic[Answer]):
    """One process and the pipe to it."""

    def __init__(
        self,
        start: Callable[[], Callable[..., Answer]],
        bounds: Bounds,
        context: multiprocessing.context.ForkContext | multiprocessing.context.SpawnContext,
    ) -> None:
        self._bounds = bounds
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(start, theirs, bounds.memory), daemon=True)
        self._process.start()
        theirs.close()
        self.deadline = time.monotonic()
        self.usable = True

    def give(self, item: tuple[Any, ...]) -> None:
        self.deadline = time.monotonic() + self._bounds.seconds
        # One that died meanwhile is met when its answer is asked for.
        with suppress(OSError):
            self.connection.send(item)

    @property
    def overdue(self) -> bool:
        return time.monotonic() >= self.deadline

    def answer(self) -> Answer | Stopped:
        try:
            found: Answer | Stopped = self.connection.recv()
        except (EOFError, OSError, PickleError):
            self._process.join(_SECONDS_TO_END)
            code = self._process.exitcode
            self.end()
            return Stopped("died", _ending(code))
        if isinstance(found, Stopped):
            self.end()
        return found

    def overran(self) -> Stopped:
        self.end()
        return Stopped("time")

    def end(self) -> None:
        self.usable = False
        self._process.kill()
        self._process.join(_SECONDS_TO_END)
        self.connection.close()


def _ending(code: int | None) -> str:
    """How a process ended: the name of the signal, or its exit code."""
    if code is None or code >= 0:
        return str(code)
    with suppress(ValueError):
        return signal.Signals(-code).name
    return str(code)


def _context() -> multiprocessing.context.ForkContext | multiprocessing.context.SpawnContext:
    """Forking costs a worker nothing, but a copy of a process with threads may wait for one that is not there."""
    if sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


# In the worker ------------------------------------------------------------------------------------


def _work(start: Callable[[], Callable[..., Answer]], connection: Connection, memory: int) -> None:
    """Answers items until the pipe is closed."""
    _die_with_parent()
    _be_silent()
    _bound(memory)
    try:
        work = start()
        while True:
            connection.send(_answered(work, connection.recv()))
    except (EOFError, OSError):
        pass


def _answered(work: Callable[..., Answer], item: Sequence[Any]) -> Answer | Stopped:
    try:
        return work(*item)
    except MemoryError:
        return Stopped("memory")
    except Exception as error:
        return Stopped("raised", f"{type(error).__name__}: {error}")


def _die_with_parent() -> None:
    """Ends this process when its parent ends, also from within an endless loop (Linux only)."""
    # The parent ends its workers itself when a person interrupts it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if sys.platform == "linux" and parent is not None:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent.pid:
            os._exit(1)


def _be_silent() -> None:
    """Whatever libraries print goes nowhere: a worker speaks through its pipe only."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _bound(memory: int) -> None:
    """Bounds the memory of this process and of each that it starts, where the system can; no core files."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        within = memory if most == resource.RLIM_INFINITY else min(memory, most)
        resource.setrlimit(resource.RLIMIT_DATA, (within, within))
