"""Files read as a build reads them, with the time and the memory each takes."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from catalog.models import Catalog
from ingest.desk import Desk, refusal
from ingest.fence import Bounds, Fence, Stopped
from ingest.limits import Limits
from ingest.passages.manifest import ManifestEntry
from ingest.report import Refusal
from ingest.rows import ReportRows

# Refusals that are this program's fault, not the file's.
_FAULTS = ("broken_rows", "stopped_raised", "stopped_died", "stopped_time", "stopped_memory")
_KILOBYTES = 1024


@dataclass(frozen=True)
class Measured:
    """What reading one file came to, in how many seconds, and the most megabytes its process held meanwhile.

    ``megabytes`` is 0 where the process was ended and nobody could ask it.
    """

    answer: ReportRows | Refusal
    seconds: float
    megabytes: float

    @property
    def outcome(self) -> str:
        """``published``, or the code of the refusal."""
        return self.answer.code if isinstance(self.answer, Refusal) else "published"

    @property
    def at_fault(self) -> bool:
        """Whether the reader failed: an error, a dead worker, a limit, or rows that the schema does not take."""
        return self.outcome in _FAULTS

    def without_rows(self) -> Measured:
        """The same with an empty report: what matters is that there is one."""
        if isinstance(self.answer, Refusal):
            return self
        return replace(self, answer=replace(self.answer, tables={}, issues=()))


class MeasuringDesk(Desk):
    """A desk that says what each file took."""

    def measure(self, path: Path, entry: ManifestEntry | None = None) -> Measured:
        """Reads one file; the memory is this process's own, and LibreOffice's where that took more."""
        _forget_peak()
        before = time.perf_counter()
        answer = self.read(path, entry)
        seconds = time.perf_counter() - before
        return Measured(answer, seconds, max(_peak(), self._of_children()))

    def _of_children(self) -> float:
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _KILOBYTES


def measured(file: str, answer: Measured | Stopped, limits: Limits) -> Measured:
    """What a fence answered, as one that was ended would have said it."""
    if isinstance(answer, Measured):
        return answer
    seconds = limits.seconds if answer.cause == "time" else 0
    return Measured(refusal(file, answer, limits), seconds, limits.memory_mb if answer.cause == "memory" else 0)


@contextmanager
def measuring_desks(
    catalog: Catalog, limits: Limits, temporary: Path, workers: int, desk: type[MeasuringDesk] = MeasuringDesk
) -> Iterator[Fence]:
    """Desks behind a fence as of a build, whose temporary files stand in ``temporary``."""
    start = partial(desk, catalog, limits, str(temporary))
    with Fence(start, Bounds(limits.seconds, limits.memory), workers) as fence:
        yield fence


def slowest(figures: Sequence[tuple[str, Measured]], count: int) -> list[tuple[str, Measured]]:
    """The files that took longest, the worst first."""
    return sorted(figures, key=lambda named: -named[1].seconds)[:count]


def _forget_peak() -> None:
    """Lets the kernel count this process's peak from now on (Linux only)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak() -> float:
    """Megabytes of this process at its peak."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / _KILOBYTES
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KILOBYTES
