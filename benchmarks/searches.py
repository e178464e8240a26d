"""``python -m benchmarks.searches``: how long searches of a million passages take.

The reports of the published warehouse are laid out again and again under other names, each copy with words of its own,
until there are as many passages. Searched is for words that reports hold, for several at once, for numbers and for
words that nothing holds.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import duckdb

from view.frame.query import query_words
from warehouse import searches
from warehouse.connect import Warehouse, warehouse_path
from warehouse.publish import TABLES, column_types
from warehouse.searches import Filters

_SHOWN = 20
_QUERIES = 60
# Said of reports; everything else is said of all, or of nothing searches look at.
_COPIED = tuple(table for table in TABLES if "report_id" in column_types()[table])


def copied(source: Path, target: Path, least: int) -> int:
    """Writes a warehouse of copies of all reports of another, with at least so many passages; gives how many it has."""
    with duckdb.connect(str(target)) as many:
        many.execute(f"ATTACH '{source}' AS source (READ_ONLY)")
        ((held,),) = many.execute("SELECT count(*) FROM source.passage").fetchall()
        for table in TABLES:
            own = "".join(
                f", {name} || '-' || copy AS {name}" for name in column_types()[table]
                if table in _COPIED and name in ("report_id", "observation_id", "words")
            )  # fmt: skip
            copies = f"range({-(-least // held) if table in _COPIED else 1}) copies(copy)"
            many.execute(
                f"CREATE TABLE {table} AS SELECT held.* {f'REPLACE ({own[2:]})' if own else ''} "
                f"FROM {copies}, source.{table} held"
            )
        ((passages,),) = many.execute("SELECT count(*) FROM passage").fetchall()
    return int(passages)


def _queries(warehouse: Warehouse, draw: random.Random) -> Iterator[str]:
    texts = warehouse.frame("SELECT DISTINCT folded FROM passage WHERE kind <> 'table' LIMIT 2000")["folded"]
    words = [run for text in texts for run in "".join(c if c.isalnum() else " " for c in text).split() if len(run) > 4]
    for _ in range(_QUERIES):
        first, second = draw.choice(words), draw.choice(words)
        place = draw.randrange(len(first) - 3)
        yield draw.choice([first[place : place + draw.randint(2, 4)], f"{first[:2]} {second[:2]}", first, "112件"])


def _milliseconds(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Prints the middle and the slowest twentieth of each part of a search."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.searches", description=__doc__)
    options.add_argument("--passages", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "many.duckdb"
        print(f"{copied(warehouse_path(), file, given.passages):,} passages, {file.stat().st_size / 1e6:,.0f} MB")
        warehouse, nothing = Warehouse(file), Filters()
        took: dict[str, list[float]] = {"counts": [], "passages": [], "numbers": []}
        for typed in [*_queries(warehouse, random.Random(given.seed)), "沒有這個詞"]:
            words = query_words(typed)
            asked = {
                "counts": partial(searches.counts, warehouse, words, nothing),
                "passages": partial(searches.passages, warehouse, words, nothing, "passage", _SHOWN),
                "numbers": partial(searches.numbers, warehouse, words, nothing, _SHOWN),
            }
            for name, ask in asked.items():
                took[name].append(_milliseconds(ask))
        for name, times in took.items():
            slowest = statistics.quantiles(times, n=20)[-1]
            print(f"{name:9} p50 {statistics.median(times):6.0f} ms, p95 {slowest:6.0f} ms")


if __name__ == "__main__":
    main()
