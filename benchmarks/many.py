"""``python -m benchmarks.many``: builds of many invented reports: processor time for each, memory, one report added.

What a build costs before it reads anything (the catalog, its model, a worker) is told by a build of one report; "a
report" is what each of the others adds to that.

``--stand-in`` reads one report only and gives its rows to all others under their names, and finds no series: what is
measured then is all of a build but reading and comparing, whose cost for a report does not depend on the others.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from multiprocessing import forkserver
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks.invented import invented
from catalog.load import load
from ingest.build import build
from ingest.desk import Desk
from ingest.limits import LIMITS
from ingest.lineages import Question
from ingest.parts import Part, Parts
from ingest.passages.authority import Authority
from ingest.passages.manifest import ManifestEntry
from ingest.report import Refusal
from ingest.rows import ReportRows

ROOT = Path(__file__).resolve().parent.parent
_KILOBYTES = 1024


class StandIn:
    """A desk in this process that reads one report for all: the first of the folder, whichever it is asked for."""

    def __init__(self) -> None:
        self._read: ReportRows | Refusal | None = None

    def answers(self, method: str, items: Iterable[tuple[Any, ...]], **_: object) -> list[Any]:
        """As a fence would, one after the other."""
        return [getattr(self, method)(*item) for item in items]

    def make_part(self, path: Path, entry: ManifestEntry | None, key: str, shelf: Parts) -> Part:
        """The part of the first report, under the name of this one and of its agency."""
        self._read = self._read or Desk(load(), LIMITS, None).read(min(path.parent.iterdir()), entry)
        if not isinstance(self._read, ReportRows):
            raise ValueError(self._read)
        name = path.stem
        agency = Authority(name.partition("-")[0], name, name.partition("-")[0])
        tables = {t: [{**row, "report_id": name} for row in rows] for t, rows in self._read.tables.items()}
        first, *others = tables["passage"]
        tables["passage"] = [{**first, "folded": name}, *others]
        end = tables["report"][0]["period_end"] + timedelta(days=181 * int(name.partition("-")[2]))
        told = {"agency": agency.name, "agency_id": agency.agency_id, "period_end": end}
        tables["report"] = [{**tables["report"][0], **told}]
        own = replace(self._read, report_id=name, file=path.name, sha256=key, authority=agency, tables=tables)
        return shelf.keep(key, own, load().lexicon)

    def answer(self, question: Question, shelf: Parts) -> None:
        """No series."""
        shelf.keep_between(question.key, {})


def measured(folder: Path, stand_in: bool) -> dict[str, float]:
    """Processor seconds, seconds by the clock and megabytes of a build of ``folder`` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.many", "--build", str(folder), *["--stand-in"] * stand_in]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return {**json.loads(done.stdout), "seconds": time.perf_counter() - start}


def _build(folder: Path, stand_in: bool) -> None:
    desk = mock.patch("ingest.build.desks", return_value=nullcontext(StandIn())) if stand_in else nullcontext()
    with desk:
        outcome = build([folder], folder.parent / "warehouse.duckdb", load())
    if not outcome.published or outcome.refusals:
        raise RuntimeError(outcome.refusals[:3])
    # What workers took is known once the process that forked them has ended.
    forkserver._forkserver._stop()  # type: ignore[attr-defined]
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({
        "cpu": sum(one.ru_utime + one.ru_stime for one in (own, others)),
        "own": own.ru_utime + own.ru_stime,
        "megabytes": own.ru_maxrss / _KILOBYTES,
        "worker": others.ru_maxrss / _KILOBYTES,
    }))  # fmt: skip


def main() -> None:
    """Prints a table: builds from nothing of so many reports, without the last warehouse, and with one more report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.many", description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[10, 1000], metavar="REPORTS")
    parser.add_argument("--stand-in", action="store_true", help="read one report only")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        _build(options.build, options.stand_in)
        return
    heads = ("reports", "CPU s", "of it the parent", "a report", "gathered anew", "MB", "a worker's MB", "one more",
             "by the clock")  # fmt: skip
    print(f"| {' | '.join(heads)} |\n|{'---:|' * len(heads)}")
    begun = 0.0
    for count in (1, *options.counts):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "raw"
            folder.mkdir()
            *first, (last, text) = invented(count + 1)
            for file, own in first:
                (folder / file).write_text(own, encoding="utf-8")
            whole = measured(folder, options.stand_in)
            (folder.parent / "warehouse.duckdb").unlink()
            anew = measured(folder, options.stand_in)
            (folder / last).write_text(text, encoding="utf-8")
            one = measured(folder, options.stand_in)
        begun = begun or whole["cpu"]
        each = f"{(whole['cpu'] - begun) / (count - 1):.3f}" if count > 1 else ""
        print(
            f"| {count:,} | {whole['cpu']:.1f} | {whole['own']:.1f} | {each} | {anew['cpu']:.1f} "
            f"| {anew['megabytes']:.0f} | {whole['worker']:.0f} | {one['cpu']:.2f} | {one['seconds']:.2f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
