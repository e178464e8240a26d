"""``python -m benchmarks.kills``: builds killed at seeded moments; the published file stays whole, nothing is left.

Every other build has nothing read yet; the others have parts of what was read before. After each kill: the published
file opens and holds what its build says it holds, and no process of the killed build lives on. After each finished
build, which every few kills have: no draft and no temporary file.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import duckdb

from benchmarks.materials import report_files
from ingest.build import PARTS

ROOT = Path(__file__).resolve().parent.parent
_SUFFIXES = (".txt", ".doc", ".docx", ".odt", ".pdf")
_MARK = "KILLED_BUILD_OF"
_SECONDS_TO_GO = 5
_FRAGMENT = 10_000
_READ = 0


class Ground:
    """A folder of its own with reports, a warehouse, and temporary files.

    Args:
        folder: an empty folder.
    """

    def __init__(self, folder: Path) -> None:
        self.raw, self.temporary, published = folder / "raw", folder / "tmp", folder / "published"
        self.warehouse, self._parts = published / "warehouse.duckdb", published / PARTS
        for made in (self.raw, self.temporary, published):
            made.mkdir()
        self._environment = {**os.environ, "TMPDIR": str(self.temporary), _MARK: str(folder)}
        self._mark = f"{_MARK}={folder}".encode()

    def start(self, anew: bool) -> subprocess.Popen[bytes]:
        """A build of all reports, by the command that users run; ``anew`` reads what was read before, too."""
        if anew:
            shutil.rmtree(self._parts, ignore_errors=True)
        return subprocess.Popen(
            [sys.executable, "-m", "ingest", str(self.raw), "--warehouse", str(self.warehouse), "--workers", "2"],
            cwd=ROOT, env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def processes(self) -> list[int]:
        """Processes that a build of this ground started and that still live."""
        return list(self._own())

    def _own(self) -> Iterator[int]:
        for entry in Path("/proc").iterdir():
            with suppress(OSError):
                # What is dead and waits to be fetched has no environment.
                if entry.name.isdigit() and self._mark in (entry / "environ").read_bytes().split(b"\0"):
                    yield int(entry.name)

    def leftovers(self) -> list[str]:
        """What stands beside the published file and the whole parts, and temporary files."""
        beside = [path.name for path in self.warehouse.parent.iterdir() if path not in (self.warehouse, self._parts)]
        unfinished = [path.name for path in self._parts.glob(".*/*")]
        return beside + unfinished + [path.name for path in self.temporary.iterdir()]

    def broken(self) -> str | None:
        """What is wrong with the published file; None where there is none yet or it is whole."""
        if not self.warehouse.exists():
            return None
        try:
            with duckdb.connect(str(self.warehouse), read_only=True) as connection:
                ((counts,),) = connection.execute("SELECT counts FROM build").fetchall()
                for table, count in counts.items():
                    ((there,),) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
                    if there != count:
                        return f"{table}: {there} rows, {count} said"
        except (duckdb.Error, ValueError) as error:
            return str(error)
        return None

    def gone(self) -> bool:
        """Whether all processes of a killed build are gone within some seconds."""
        until = time.monotonic() + _SECONDS_TO_GO
        while self.processes() and time.monotonic() < until:
            time.sleep(0.05)
        return not self.processes()


def main() -> int:
    """Prints what was found after the kills; 1 where anything was broken or left."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__)
    parser.add_argument("--count", type=int, default=50, metavar="N", help="kills (default 50)")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--finish", type=int, default=10, metavar="N", help="kills before a build may finish")
    options = parser.parse_args()
    random, found = Random(options.seed), Counter[str]()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        ground = Ground(Path(name))
        for source in _reports():
            shutil.copyfile(source, ground.raw / f"{source.parent.name}-{source.name}")
        seconds = {anew: _finished(ground, anew, found) for anew in (True, False)}
        for number in range(1, options.count + 1):
            anew = number % 2 == 1
            most = seconds[anew]
            moment = random.uniform(0, most) if random.random() < 0.6 else most - random.random()
            _killed(ground, anew, moment, found)
            if number % options.finish == 0 or number == options.count:
                for anew in (True, False):
                    seconds[anew] = 0.7 * seconds[anew] + 0.3 * _finished(ground, anew, found)
                print(f"{number} kills, {time.monotonic() - start:.0f} s, {dict(found)}", file=sys.stderr, flush=True)
        for process in ground.processes():
            os.kill(process, signal.SIGKILL)
    print("\n".join(f"{what}: {count}" for what, count in sorted(found.items())))
    return int(any(what.startswith("BAD") for what in found))


def _reports() -> list[Path]:
    """The smallest whole report of each format, and one of the published ones."""
    files = [file for file in report_files([]) if file.stat().st_size > _FRAGMENT or file.suffix == ".txt"]
    by_format = [[file for file in files if file.suffix == suffix] for suffix in _SUFFIXES]
    smallest = [min(own, key=lambda file: file.stat().st_size) for own in by_format if own]
    return [*smallest, next(file for file in files if file.parent.name == "raw")]


def _killed(ground: Ground, anew: bool, seconds: float, found: Counter[str]) -> None:
    with ground.start(anew) as build:
        with suppress(subprocess.TimeoutExpired):
            build.wait(max(0, seconds))
        found["over before they were killed" if build.poll() is not None else "killed"] += 1
        build.kill()
    if ground.leftovers():
        found["left something for the next build"] += 1
    _look(ground, found)


def _finished(ground: Ground, anew: bool, found: Counter[str]) -> float:
    """Lets a build finish; the seconds it takes."""
    start = time.monotonic()
    with ground.start(anew) as build:
        if build.wait() not in (_READ, 1):
            found["BAD: a build that was left alone failed"] += 1
    found["finished"] += 1
    for left in ground.leftovers():
        found[f"BAD: left after a finished build: {left}"] += 1
    _look(ground, found)
    return time.monotonic() - start


def _look(ground: Ground, found: Counter[str]) -> None:
    if not ground.gone():
        found["BAD: a process lives on"] += 1
    if (broken := ground.broken()) is not None:
        found[f"BAD: published file: {broken}"] += 1


if __name__ == "__main__":
    sys.exit(main())
