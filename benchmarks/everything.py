"""``python -m benchmarks.everything [PATH…]``: all files at hand in one build, with what each takes.

Without paths: the published reports, the tests' own, and whatever the shared folder holds. Files packed
with gzip are unpacked. The answer is 1 where reading failed, a published report is missing, or nothing was
published.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.materials import report_files
from benchmarks.measured import Measured, measured, measuring_desks
from catalog.load import load
from ingest.build import RAW, build
from ingest.files import printable
from ingest.limits import limits
from ingest.report import Refusal
from warehouse.connect import Warehouse
from warehouse.queries import reports as published_reports

_PACKED = ".gz"


def gathered(files: Sequence[Path], folder: Path) -> list[Path]:
    """The files side by side in one folder, each under a name of its own; published reports keep theirs."""
    copies: dict[Path, Path] = {}
    for file in files:
        name = file.stem if file.suffix == _PACKED else file.name
        stem, suffix = os.path.splitext(name)
        if file.parent != RAW:
            stem = f"{file.parent.name}-{stem}-{suffix[1:]}"
        copy = folder / f"{stem}{suffix}"
        if copy in copies.values():
            copy = folder / f"{len(copies)}-{stem}{suffix}"
        if file.suffix == _PACKED:
            copy.write_bytes(gzip.decompress(file.read_bytes()))
        else:
            shutil.copyfile(file, copy)
        copies[file] = copy
    return list(copies.values())


def read_together(files: Sequence[Path], folder: Path, workers: int) -> tuple[list[tuple[str, Measured]], list[str]]:
    """Reads ``files`` each by itself, and publishes them in one build.

    Returns:
        what each file took, and the ids of the reports that are published.
    """
    bounds, catalog, warehouse = limits(), load(), folder / "warehouse.duckdb"
    temporary = folder / "tmp"
    temporary.mkdir()
    with measuring_desks(catalog, bounds, temporary, workers) as fence:
        answers = fence.answers("measure", [(file,) for file in files])
    figures = [(file.name, measured(file.name, one, bounds)) for file, one in zip(files, answers, strict=True)]
    outcome = build(files, warehouse, catalog, workers=workers, limits=bounds)
    if not outcome.published:
        return figures, []
    return figures, published_reports(Warehouse(warehouse))["report_id"].tolist()


def main() -> int:
    """Prints a table of the files and what is wrong with the whole."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.everything", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "raw").mkdir()
        files = gathered(report_files(options.paths, packed=True), folder / "raw")
        figures, published = read_together(files, folder, options.workers)
    print("| file | outcome | seconds | MB |\n|---|---|---:|---:|")
    for file, figure in figures:
        print(f"| {printable(file)} | {figure.outcome} | {figure.seconds:.2f} | {figure.megabytes:.0f} |")
    outcomes = Counter(figure.outcome for _, figure in figures)
    print(f"\n{len(figures)} files: {', '.join(f'{count} {outcome}' for outcome, count in outcomes.most_common())}")
    print(f"{len(published)} reports stand in the warehouse; of files that are one report twice, the first")
    faults = [
        f"{file}: {figure.answer.message}"
        for file, figure in figures
        if figure.at_fault and isinstance(figure.answer, Refusal)
    ]
    read = [file for file in files if (RAW / file.name).exists()]
    faults += [f"{file.name}: not published" for file in read if file.stem not in published]
    for fault in faults:
        print(printable(fault))
    return int(bool(faults) or not published)


if __name__ == "__main__":
    sys.exit(main())
