"""``python -m benchmarks.mutations``: damaged files read as a build reads them; whatever fails is kept and told.

A mutant is its seed and number: the same figures make the same file again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

from benchmarks.materials import report_files
from benchmarks.measured import Measured, MeasuringDesk, measured, measuring_desks, slowest
from benchmarks.mutants import mutant
from catalog.load import load
from ingest.limits import Limits
from ingest.report import Refusal

# How often a format comes: LibreOffice takes seconds for one DOC.
_SHARES = {".txt": 52, ".docx": 18, ".odt": 14, ".pdf": 14, ".doc": 2}
_LARGEST = 600_000
_AT_ONCE = 200
_MOST_MEGABYTES = 1024


class Mutator(MeasuringDesk):
    """Makes a mutant and reads it."""

    def mutate(self, source: Path, seed: int, number: int, target: Path) -> Measured:
        """What reading the mutant came to; its file is gone again where that is no fault."""
        target.write_bytes(mutant(source.name, source.read_bytes(), Random(f"{seed}/{number}")))
        found = self.measure(target)
        if not found.at_fault:
            target.unlink()
        # The rows themselves are not asked for.
        return found.without_rows()


def chosen(sources: Sequence[Path], seed: int, number: int) -> Path:
    """The file a mutant is made of: formats as often as they are cheap, small files before large ones."""
    random = Random(f"{seed}:{number}")
    by_suffix: dict[str, list[Path]] = {}
    for source in sources:
        by_suffix.setdefault(source.suffix.lower(), []).append(source)
    there = [suffix for suffix in _SHARES if suffix in by_suffix]
    (suffix,) = random.choices(there, [_SHARES[suffix] for suffix in there])
    files = by_suffix[suffix]
    (source,) = random.choices(files, [1 / (20_000 + file.stat().st_size) for file in files])
    return source


def main() -> int:
    """Prints what became of the mutants; 1 where one failed, overran a limit or took a gigabyte."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutations", description=__doc__)
    parser.add_argument("--count", type=int, default=500, metavar="N", help="mutants (default 500)")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="number of the first (default 0)")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--seconds", type=int, default=300, help="limit for one file (default 300)")
    parser.add_argument("--workers", type=int, default=1, metavar="N")
    parser.add_argument("--keep", type=Path, default=Path("mutants"), help="folder for those that fail")
    options = parser.parse_args()
    limits = Limits(seconds=options.seconds)
    sources = [file for file in report_files([]) if file.stat().st_size <= _LARGEST]
    figures: list[tuple[str, Measured]] = []
    options.keep.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    last = options.first + options.count
    with (
        tempfile.TemporaryDirectory() as name,
        measuring_desks(load(), limits, Path(name), options.workers, Mutator) as fence,
    ):
        for first in range(options.first, last, _AT_ONCE):
            numbers = range(first, min(last, first + _AT_ONCE))
            items = []
            for number in numbers:
                source = chosen(sources, options.seed, number)
                target = options.keep / f"{options.seed}-{number:05}-{source.stem}{source.suffix.lower()}"
                items.append((source, options.seed, number, target))
            answers = fence.answers("mutate", items)
            for (*_, target), answer in zip(items, answers, strict=True):
                figure = measured(target.name, answer, limits)
                figures.append((target.name, figure))
                if figure.at_fault and isinstance(figure.answer, Refusal):
                    print(f"{target}: {figure.answer.message}", flush=True)
            _progress(figures, time.monotonic() - start)
    return _tell(figures)


def _progress(figures: Sequence[tuple[str, Measured]], seconds: float) -> None:
    faults = sum(figure.at_fault for _, figure in figures)
    print(f"{len(figures)} mutants, {faults} faults, {seconds:.0f} s", file=sys.stderr, flush=True)


def _tell(figures: Sequence[tuple[str, Measured]]) -> int:
    formats = Counter(Path(name).suffix for name, _ in figures)
    outcomes = Counter(figure.outcome for _, figure in figures)
    print("\n| format | mutants |\n|---|---:|")
    print("\n".join(f"| {suffix} | {count} |" for suffix, count in formats.most_common()))
    print("\n| outcome | mutants |\n|---|---:|")
    print("\n".join(f"| {outcome} | {count} |" for outcome, count in outcomes.most_common()))
    print("\n| slowest | seconds | MB |\n|---|---:|---:|")
    print("\n".join(f"| {name} | {one.seconds:.1f} | {one.megabytes:.0f} |" for name, one in slowest(figures, 8)))
    most = max(figure.megabytes for _, figure in figures)
    print(f"\n{len(figures)} mutants, most memory {most:.0f} MB")
    return int(most >= _MOST_MEGABYTES or any(figure.at_fault for _, figure in figures))


if __name__ == "__main__":
    sys.exit(main())
