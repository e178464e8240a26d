"""``python -m benchmarks.cluster``: a local cluster of one and of two workers, and one that is harmed.

Builds of invented reports by one worker and by two take turns. Told are the seconds by the clock, which hold on a
quiet computer, and what holds on a busy one: the processor seconds of the busiest worker, between which and the next
build lies what only one process can do. Then a worker is killed in the middle of a build, and one file ends each
worker that reads it: the warehouse must be that of this computer alone, row for row.

``--stand-in`` reads one report for all (see ``benchmarks.many``): ten thousand go through all the rest.
"""

from __future__ import annotations

import argparse
import functools
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import dask
import duckdb
from distributed import Client, LocalCluster, WorkerPlugin

import ingest.cluster
from benchmarks.invented import write
from benchmarks.many import StandIn
from catalog.load import load
from ingest.build import Outcome, build
from warehouse.publish import TABLES, column_types

_POISON = "poison.txt"
_TICKS = os.sysconf("SC_CLK_TCK")


class Harm(WorkerPlugin):  # type: ignore[misc]
    """Ends a worker at a poisoned file; one report stands in for all where it is told so."""

    def __init__(self, stand_in: bool) -> None:
        self._stand_in = stand_in

    def setup(self, worker: Any) -> None:
        """Comes before whatever a worker, or one in its place, answers."""
        whole, desk = ingest.cluster._answer, StandIn()

        @functools.wraps(whole)
        def answer(setting: Any, method: str, item: tuple[Any, ...]) -> Any:
            if getattr(item[0], "name", "") == _POISON:
                os._exit(1)
            return getattr(desk, method)(*item) if self._stand_in else whole(setting, method, item)

        ingest.cluster._answer = answer


@dataclass(frozen=True)
class Took:
    """Seconds by the clock, and processor seconds of the busiest worker and of the process that asked."""

    seconds: float
    busiest: float
    asking: float


@contextmanager
def workers(count: int, stand_in: bool) -> Iterator[tuple[str, Client]]:
    """The address of a cluster of this computer, and a client of it."""
    with (
        # As the README starts them.
        dask.config.set({"distributed.worker.profile.enabled": False}),
        LocalCluster(n_workers=count, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        client.register_plugin(Harm(stand_in))
        yield cluster.scheduler_address, client


def by_cluster(raw: Path, folder: Path, count: int, stand_in: bool) -> Took:
    """A build by so many workers, that begins with nothing read."""
    with workers(count, stand_in) as (address, client), tempfile.TemporaryDirectory(dir=folder) as name:
        pids = list(client.run(os.getpid).values())
        before = {pid: processor_seconds(pid) for pid in pids}
        begun, own = time.perf_counter(), time.process_time()
        build([raw], Path(name) / "warehouse.duckdb", load(), cluster=address)
        seconds, asking = time.perf_counter() - begun, time.process_time() - own
        return Took(seconds, max(processor_seconds(pid) - before[pid] for pid in pids), asking)


def processor_seconds(pid: int) -> float:
    """What a process and all that it started have taken of the processor (Linux only)."""
    fields: dict[int, list[str]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields[int(folder.name)] = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
    below, spent = [pid], 0
    while below:
        one = below.pop()
        spent += sum(map(int, fields[one][11:15])) if one in fields else 0
        below += [other for other, own in fields.items() if int(own[1]) == one]
    return spent / _TICKS


def harmed(raw: Path, folder: Path, reports: int, stand_in: bool) -> Outcome:
    """A build by two workers of which one is killed when a third of the reports is read."""
    with workers(2, stand_in) as (address, client):
        victim = next(iter(client.run(os.getpid).values()))
        parts = folder / "parts"

        def kill() -> None:
            while sum(1 for _ in parts.glob("*.parquet")) < reports / 3:
                time.sleep(0.2)
            os.kill(victim, signal.SIGKILL)

        threading.Thread(target=kill, daemon=True).start()
        return build([raw], folder / "many.duckdb", load(), cluster=address, parts=parts)


def differing(one: Path, other: Path) -> dict[str, int]:
    """Rows of each table that stand in one warehouse only, as often as they do; the refused file's is none."""
    found = {}
    with duckdb.connect() as connection:
        for name, file in (("one", one), ("other", other)):
            connection.execute(f"ATTACH '{file}' AS {name} (READ_ONLY)")
        for table in (table for table in TABLES if table != "build"):
            columns = ", ".join(f'"{column}"' for column in column_types()[table] if column != "issue_no")
            kept = "WHERE code <> 'stopped_died'" if table == "reading_issue" else ""
            a, b = (f"SELECT {columns} FROM {name}.{table} {kept}" for name in ("one", "other"))
            ((count,),) = connection.execute(
                f"SELECT (SELECT count(*) FROM ({a} EXCEPT ALL {b})) + (SELECT count(*) FROM ({b} EXCEPT ALL {a}))"
            ).fetchall()
            found[table] = int(count)
    return found


def main() -> int:
    """Prints the figures; 1 where something was lost or doubled."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--pairs", type=int, default=2, help="builds by one and by two workers (default 2)")
    parser.add_argument("--stand-in", action="store_true", help="read one report only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, raw = Path(name), Path(name) / "raw"
        raw.mkdir()
        write(raw, options.reports)
        if options.pairs:
            print("| workers | seconds | processor seconds of the busiest | of who asked |\n|---:|---:|---:|---:|")
        for _ in range(options.pairs):
            both = []
            for count in (1, 2):
                took = by_cluster(raw, folder, count, options.stand_in)
                both.append(took)
                print(f"| {count} | {took.seconds:.1f} | {took.busiest:.1f} | {took.asking:.1f} |", flush=True)
            one, two = both
            print(f"| ratio | {one.seconds / two.seconds:.2f} | {one.busiest / two.busiest:.2f} | |", flush=True)
        here = mock.patch("ingest.build.desks", return_value=nullcontext(StandIn()))
        with here if options.stand_in else nullcontext():
            alone = build([raw], folder / "one.duckdb", load(), parts=folder / "own")
        (raw / _POISON).write_text("高雄市政府秘書處業務報告", encoding="utf-8")
        outcome = harmed(raw, folder, options.reports, options.stand_in)
        rows = differing(folder / "one.duckdb", folder / "many.duckdb")
    refused = [f"{refusal.file}: {refusal.code}" for refusal in outcome.refusals]
    print(f"\nA worker killed, a file that ends workers: {len(outcome.reports):,} reports of {len(alone.reports):,}, "
          f"refused {', '.join(refused)}; {sum(rows.values())} rows differ in {len(rows)} tables")  # fmt: skip
    wrong = sum(rows.values()) or refused != [f"{_POISON}: stopped_died"] or len(outcome.reports) != options.reports
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
