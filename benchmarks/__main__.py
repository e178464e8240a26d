"""``python -m benchmarks``: how long a build takes, each page's script, a redrawn chart, and files."""

from __future__ import annotations

import argparse
import logging
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from streamlit.testing.v1 import AppTest

from benchmarks import quantile, redraw, sheets, slides
from benchmarks.pdf import print_figures
from catalog.load import load, loaded
from ingest.build import RAW
from ingest.desk import Desk
from ingest.files import find_files
from ingest.gather import NOTHING, Contents, gather
from ingest.limits import LIMITS
from ingest.lineages import questions
from ingest.parts import Parts, knowledge_of
from ingest.rows import ReportRows
from reviews.standing import Reviews

ROOT = Path(__file__).resolve().parent.parent
_SECONDS_FOR_A_PAGE = 60

T = TypeVar("T")


def _machine() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor() or platform.machine()
    software = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "duckdb", "pandas"))
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {software}"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    print(f"| {' | '.join(header)} |")
    print(f"|---|{'---:|' * (len(header) - 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print()


def command_seconds(folder: Path) -> float:
    """Processor seconds (user and system) of one whole ``python -m ingest`` with one worker."""
    before = os.times()
    command = [
        sys.executable,
        "-m",
        "ingest",
        "--workers",
        "1",
        "--warehouse",
        str(folder / "command.duckdb"),
    ]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def phase_seconds(folder: Path) -> dict[str, float]:
    """Processor seconds of a build's phases, in this process, whose modules are loaded already."""
    phases: dict[str, float] = {}

    def timed(phase: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        result = work()
        phases[phase] = time.process_time() - start
        return result

    loaded.cache_clear()
    catalog = timed("load the catalog", load)
    files = find_files([RAW]).files
    desk = timed("make a desk", lambda: Desk(catalog, LIMITS, None))
    read = timed(f"read {len(files)} reports", lambda: [desk.read(file, None) for file in files])
    shelf = Parts(folder / "parts", knowledge_of(catalog, LIMITS, Reviews()))
    shelf.folder.mkdir()
    reports = [report for report in read if isinstance(report, ReportRows)]
    parts = timed(
        "keep them as parts", lambda: [shelf.keep(report.sha256, report, catalog.lexicon) for report in reports]
    )
    asked = questions(parts, catalog, shelf, Reviews().series)
    timed("compare the reports", lambda: [desk.answer(question, shelf) for question in asked])
    contents = Contents(parts, [], asked, [], [])
    timed("gather", lambda: gather(contents, NOTHING, folder / "phases.duckdb", shelf, catalog))
    shutil.rmtree(shelf.folder)
    (folder / "phases.duckdb").unlink()
    return phases


def page_milliseconds(script: Path, reruns: int) -> tuple[float, list[float]]:
    """Wall milliseconds of a page's script on the server: the first load, then each rerun."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=_SECONDS_FOR_A_PAGE)
    if script.name != "app.py":
        app = app.run().switch_page(str(script.relative_to(ROOT)))
    times = []
    for _ in range(reruns + 1):
        start = time.perf_counter()
        app.run()
        times.append(1000 * (time.perf_counter() - start))
        if app.exception:
            raise RuntimeError(f"{script.name}: {app.exception[0].message}")
    return times[0], times[1:]


def _ingest(repeats: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = [command_seconds(folder) for _ in range(repeats)]
        runs = [phase_seconds(folder) for _ in range(repeats)]
    rows = [("python -m ingest --workers 1, start to end", whole)]
    rows += [(f"of it: {phase}", [run[phase] for run in runs]) for phase in runs[0]]
    print(f"Ingest, processor seconds (user + system), {repeats} runs\n")
    _table(("", "median", "worst"), ((n, f"{statistics.median(t):.3f}", f"{max(t):.3f}") for n, t in rows))


def _pages(reruns: int) -> None:
    scripts = [ROOT / "app.py", *sorted(p for p in (ROOT / "pages").glob("*.py") if p.stem != "__init__")]
    rows = []
    for script in scripts:
        first, times = page_milliseconds(script, reruns)
        figures = (first, quantile(times, 0.5), quantile(times, 0.95))
        rows.append((script.name, *(f"{figure:.0f}" for figure in figures)))
    print(f"Pages, milliseconds on the server, {reruns} reruns after the first load\n")
    _table(("", "first", "p50", "p95"), rows)


def main() -> None:
    """Prints the figures as Markdown tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--repeats", type=int, default=5, help="builds (default 5)")
    parser.add_argument("--reruns", type=int, default=40, help="reruns of each page (default 40)")
    options = parser.parse_args()
    # Scripts that run without a server are warned of by the dozen.
    logging.disable(logging.WARNING)
    print(f"{_machine()}\n")
    _ingest(options.repeats)
    print_figures(_table, options.repeats)
    _pages(options.reruns)
    redraw.tell()
    sheets.tell()
    slides.tell()


if __name__ == "__main__":
    main()
