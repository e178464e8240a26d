"""How long tables take to be written, and in how much memory: a million rows of CSV, the whole warehouse as files.

``python -m benchmarks.sheets``
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from export.package import package_bytes
from export.sheets.all_values import of_everything
from export.sheets.columnar import json_bytes, parquet_bytes
from export.sheets.contents import book
from export.sheets.csv_table import csv_stream, used_columns
from export.sheets.ods import ods_bytes
from export.sheets.xlsx import xlsx_bytes
from findings.records import Record

ROOT = Path(__file__).resolve().parent.parent
_MANY = 1_000_000
# Linux counts the most memory a process had in kilobytes, macOS in bytes.
_MEGABYTE = 1 << 10 if sys.platform == "linux" else 1 << 20
_DAY = date(2026, 1, 1)


def streamed(rows: int) -> tuple[float, float, int]:
    """Seconds, megabytes of memory beyond those before, and bytes of a CSV of so many rows, piece by piece."""
    records = of_everything().drawn.records
    columns = [column.id for column in used_columns(records)]

    def many() -> Iterator[Record]:
        for number in range(rows):
            yield records[number % len(records)]

    before = _peak()
    start = time.perf_counter()
    size = sum(len(piece) for piece in csv_stream(many(), columns))
    return time.perf_counter() - start, (_peak() - before) / _MEGABYTE, size


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def streamed_alone(rows: int = _MANY) -> tuple[float, float, int]:
    """:func:`streamed` in a process of its own, whose memory nothing else has stretched."""
    program = f"import json; from benchmarks.sheets import streamed; print(json.dumps(streamed({rows})))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    seconds, memory, size = json.loads(done.stdout.splitlines()[-1])
    return seconds, memory, size


def files() -> list[tuple[str, float, int]]:
    """Name, seconds and bytes of the whole warehouse in each format."""
    extract = of_everything()
    writers: dict[str, Callable[[], bytes]] = {
        "XLSX": lambda: xlsx_bytes(book(extract, _DAY)),
        "ODS": lambda: ods_bytes(book(extract, _DAY)),
        "Parquet": lambda: parquet_bytes(extract, _DAY),
        "JSON": lambda: json_bytes(extract, _DAY),
        "data package": lambda: package_bytes(extract, _DAY),
    }
    made = []
    for name, write in writers.items():
        start = time.perf_counter()
        size = len(write())
        made.append((name, time.perf_counter() - start, size))
    return made


def tell() -> None:
    """Prints the figures as Markdown tables."""
    print("Tables, seconds\n\n| | seconds | MB | MB of memory |\n|---|---:|---:|---:|")
    for rows in (_MANY // 10, _MANY):
        seconds, memory, size = streamed_alone(rows)
        print(f"| CSV, {rows:,} rows, streamed | {seconds:.1f} | {size / 1e6:.0f} | {memory:.1f} |")
    for name, seconds, size in files():
        print(f"| the whole warehouse as {name} | {seconds:.2f} | {size / 1e6:.2f} | |")
    print()


if __name__ == "__main__":
    tell()
