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
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import util
from multiprocessing.connection import Connection, wait
from pathlib import Path
from pickle import PickleError
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from ingest.progress import Progress, listen
from warehouse.scratch import scratch

T = TypeVar("T")
Cause = Literal["time", "memory", "died", "raised", "given_up"]

_PR_SET_PDEATHSIG = 1
# A process that was told to end, or whose pipe is closed, is gone long before.
_SECONDS_TO_END = 10
# Making a worker costs a second or two; on a busy computer it must not count against the item.
_SECONDS_TO_START = 120
# How soon it is noticed that nobody waits for an answer any more.
_SECONDS_TO_GIVE_UP = 0.2
_READY = "ready"
# How much workers stand back behind the server that started them.
_NICENESS = 5
# What workers work with, loaded once for all of them where they are forked.
_WORKED_WITH = ["ingest.desk", "ingest.preview"]
# Of a worker that was forked, whoever loaded this: the process that forks workers.
_LOADED_BY = os.getpid()
# One worker is started after another.
_STARTING = threading.Lock()
_MEETING = "secretariat-workers-"
# Bytes that the path of a socket may have, and those that stand in it behind the temporary folder.
_LONGEST_SOCKET, _BEHIND_FOLDER = 107, len(f"/{_MEETING}12345678/listener-12345678")

if TYPE_CHECKING:
    _Context = multiprocessing.context.ForkServerContext | multiprocessing.context.SpawnContext


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


def in_time(work: Callable[[], T], seconds: float) -> T | None:
    """What ``work`` gives; None where it takes longer: what holds it up, such as a dead disk, is waited for no more."""
    given: list[T] = []
    thread = threading.Thread(target=lambda: given.append(work()), daemon=True)
    thread.start()
    thread.join(seconds)
    return given[0] if given else None


class Workers(Protocol):
    """Whoever does work on many items."""

    def answers(self, method: str, items: Iterable[tuple[Any, ...]]) -> list[Any | Stopped]:
        """What a method of the working object gives for each item, in order."""


class Fence:
    """Workers behind a fence, kept from one call to the next and ended with the block.

    Args:
        start: called once in every worker; gives the object that does the work. It, what is asked and
            the answers must survive pickling.
        bounds: what one item may take.
        workers: how many work at once.
    """

    def __init__(self, start: Callable[[], object], bounds: Bounds, workers: int = 1) -> None:
        self._start = start
        self._bounds = bounds
        self._most = workers
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, tuple[int, _Worker]] = {}

    def __enter__(self) -> Fence:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in [*self._idle, *(worker for _, worker in self._busy.values())]:
            worker.end()

    def answers(
        self,
        method: str,
        items: Iterable[tuple[Any, ...]],
        given_up: Callable[[], bool] | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> list[Any | Stopped]:
        """What a method of the working object gives for each item, in order.

        Args:
            method: its name.
            items: arguments, one tuple for each call.
            given_up: whether nobody waits any more; then what is unanswered is ended.
            progress: is told how far an item is.
        """
        waiting = deque(enumerate(items))
        answers: dict[int, Any | Stopped] = {}
        while waiting or self._busy:
            if given_up is not None and given_up():
                unanswered = [number for number, _ in (*waiting, *self._busy.values())]
                answers |= dict.fromkeys(unanswered, Stopped("given_up"))
                self._end_busy()
                break
            while waiting and len(self._busy) < self._most:
                number, item = waiting.popleft()
                worker = self._idle.pop() if self._idle else _Worker(self._start, self._bounds, _context())
                worker.give(method, item)
                self._busy[worker.connection] = number, worker
            due = min(worker.deadline for _, worker in self._busy.values())
            left = max(0, due - time.monotonic())
            told = wait(list(self._busy), left if given_up is None else min(left, _SECONDS_TO_GIVE_UP))
            for connection in [c for c, (_, worker) in self._busy.items() if c in told or worker.overdue]:
                number, worker = self._busy[connection]
                answer = worker.answer() if connection in told else worker.overran()
                if isinstance(answer, Progress) and progress is not None:
                    progress(answer)
                if answer is worker or isinstance(answer, Progress):
                    continue
                del self._busy[connection]
                answers[number] = answer
                if worker.usable:
                    self._idle.append(worker)
        return [answers[number] for number in range(len(answers))]

    def _end_busy(self) -> None:
        for _, worker in self._busy.values():
            worker.end()
        self._busy.clear()


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, start: Callable[[], object], bounds: Bounds, context: _Context) -> None:
        self._bounds = bounds
        self.connection, theirs = context.Pipe()
        given = (start, theirs, bounds.memory, dict(os.environ))
        self._process = context.Process(target=_work, args=given, daemon=True)
        with _without_script():
            self._process.start()
        theirs.close()
        self.deadline = time.monotonic() + _SECONDS_TO_START
        self.usable = True
        self._ready = False

    def give(self, method: str, item: tuple[Any, ...]) -> None:
        if self._ready:
            self.deadline = time.monotonic() + self._bounds.seconds
        # One that died meanwhile is met when its answer is asked for.
        with suppress(OSError):
            self.connection.send((method, *item))

    @property
    def overdue(self) -> bool:
        return time.monotonic() >= self.deadline

    def answer(self) -> Any | Stopped:
        """What the worker says: an answer, how far it is, or itself where it only now begins with the item."""
        try:
            found = self.connection.recv()
        except (EOFError, OSError, PickleError):
            self._process.join(_SECONDS_TO_END)
            code = self._process.exitcode
            self.end()
            return Stopped("died", _ending(code))
        if not self._ready:
            self._ready = True
            self.deadline = time.monotonic() + self._bounds.seconds
            return self
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


@contextmanager
def _without_script() -> Iterator[None]:
    """A worker would first run the script that stands as the main module: for a page, which needs seconds, all the app.

    Only while a worker is started: pages that are drawn meanwhile set and use no more of it than that.
    """
    with _STARTING:
        script = sys.modules["__main__"]
        if script.__spec__ is not None:
            # ``python -m``: what stands there is loaded by its name.
            yield
            return
        hidden = sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            if sys.modules["__main__"] is hidden:
                sys.modules["__main__"] = script


def _ending(code: int | None) -> str:
    """How a process ended: the name of the signal, or its exit code."""
    if code is None or code >= 0:
        return str(code)
    with suppress(ValueError):
        return signal.Signals(-code).name
    return str(code)


def _context() -> _Context:
    """Workers are forked by a process of one thread that has loaded what they need; elsewhere each begins anew."""
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    _meet_in_own_folder()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_WORKED_WITH)
    return context


def _meet_in_own_folder() -> None:
    """Whoever forks workers is reached at a socket in a folder that goes with this process, however that ends.

    It stands in /tmp where the temporary folder's path is longer than that of a socket may be.
    """
    own: dict[str, Any] = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    if own.get("tempdir") is None:
        temporary = tempfile.gettempdir()
        short = len(os.fsencode(temporary)) + _BEHIND_FOLDER <= _LONGEST_SOCKET
        kept = ExitStack()
        with suppress(OSError):
            own["tempdir"] = str(kept.enter_context(scratch(Path(temporary if short else "/tmp"), _MEETING)))
            util.Finalize(None, kept.close, exitpriority=-100)


# In the worker ------------------------------------------------------------------------------------


def _work(start: Callable[[], object], connection: Connection, memory: int, environment: Mapping[str, str]) -> None:
    """Answers items until the pipe is closed."""
    _die_with_parent()
    _be_silent()
    _stand_back()
    _take_over(environment)
    _bound(memory)
    with suppress(EOFError, OSError):
        working = start()
        listen(connection.send)
        connection.send(_READY)
        while True:
            connection.send(_answered(working, *connection.recv()))


def _answered(working: object, method: str, *item: Any) -> Any | Stopped:
    try:
        return getattr(working, method)(*item)
    except MemoryError:
        return Stopped("memory")
    except Exception as error:
        return Stopped("raised", f"{type(error).__name__}: {error}")


def _die_with_parent() -> None:
    """Ends this process when its parent ends, also from within an endless loop (Linux only).

    The process that forks workers ends when the one ends for which it does.
    """
    # The parent ends its workers itself when a person interrupts it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if sys.platform == "linux" and parent is not None:
        _let_go()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() not in (parent.pid, _LOADED_BY):
            os._exit(1)


def _let_go() -> None:
    """Whoever forks workers waits for their end, too, by a pipe each of them holds: it must end before them."""
    from multiprocessing import forkserver

    held = forkserver._forkserver._forkserver_alive_fd  # type: ignore[attr-defined]
    if held is not None:
        os.close(held)


def _take_over(environment: Mapping[str, str]) -> None:
    """Whoever forks workers began before what is set now."""
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None


def _be_silent() -> None:
    """Whatever libraries print goes nowhere: a worker speaks through its pipe only."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _stand_back() -> None:
    """Whoever looks at pages meanwhile comes first."""
    if sys.platform != "win32":
        os.nice(_NICENESS)


def _bound(memory: int) -> None:
    """Bounds the memory of this process and of each that it starts, where the system can; no core files."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        within = memory if most == resource.RLIM_INFINITY else min(memory, most)
        resource.setrlimit(resource.RLIMIT_DATA, (within, within))
