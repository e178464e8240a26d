"""``python -m benchmarks.searches``: the processor time that searches of a million passages take.

The reports of the published warehouse are laid out again and again under other names, each copy with words of its own,
until there are as many passages. Searched is for words that reports hold, for several at once, for numbers and for
words that nothing holds. Told is each part of a search, and the three that a page always asks of one together.
Beside it the same pairs of signs are asked of DuckDB's full-text extension, where this machine holds that: of DuckDB
1.5.5, over 200,000 passages, it took 495 ms at the 95th percentile where passages were found in 30.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import duckdb

from catalog.load import load
from view.frame.query import query_words
from warehouse import searches
from warehouse.connect import Warehouse, warehouse_path
from warehouse.publish import TABLES, Draft, column_types
from warehouse.search_index import lay_out
from warehouse.searches import Filters

_SHOWN = 20
_QUERIES = 60
# Said of reports; everything else is said of all.
_COPIED = tuple(table for table in TABLES if "report_id" in column_types()[table] and not table.startswith("searched_"))
# What a copy has of its own, in tables that have it.
_OWN = ("report_id", "observation_id", "part", "folded", "label")


def copied(source: Path, target: Path, least: int) -> int:
    """Writes a warehouse of copies of all reports of another, with at least so many passages; gives how many it has."""
    with Draft(target) as many:
        many.derive(f"ATTACH '{source}' AS source (READ_ONLY)")
        ((held,),) = many.answers("SELECT count(*) FROM source.passage")
        for table in (table for table in TABLES if not table.startswith("searched_")):
            own = ", ".join(f"{name} || '-' || copy AS {name}" for name in column_types()[table] if name in _OWN)
            of_reports = table in _COPIED
            many.derive(
                f"INSERT INTO {table} BY NAME SELECT held.* {f'REPLACE ({own})' if of_reports else ''} "
                f"FROM range({-(-least // held) if of_reports else 1}) copies(copy), source.{table} held "
                # By name, as a build lays reports out.
                f"ORDER BY {'held.report_id, copy, held.rowid' if of_reports else 'held.rowid'}"
            )
        many.derive("DETACH source")
        start = time.process_time()
        lay_out(many, [report for (report,) in many.answers("SELECT report_id FROM report")], load().lexicon.variants)
        print(f"laid out in {time.process_time() - start:.0f} s of the processor")
        ((passages,),) = many.answers("SELECT count(*) FROM passage")
    return int(passages)


def _queries(warehouse: Warehouse, draw: random.Random) -> Iterator[str]:
    texts = warehouse.frame(
        "SELECT DISTINCT folded FROM passage WHERE kind <> 'table' ORDER BY md5(folded) LIMIT 2000"
    )["folded"]
    words = [run for text in texts for run in "".join(c if c.isalnum() else " " for c in text).split() if len(run) > 4]
    for _ in range(_QUERIES):
        first, second = draw.choice(words), draw.choice(words)
        place = draw.randrange(len(first) - 3)
        yield draw.choice([first[place : place + draw.randint(2, 4)], f"{first[:2]} {second[:2]}", first, "112件"])


def _milliseconds(ask: Callable[[], object]) -> float:
    start = time.process_time()
    ask()
    return (time.process_time() - start) * 1000


def _full_text(file: Path, queries: Sequence[str]) -> list[float]:
    """The milliseconds that DuckDB's full-text extension takes to rank the passages with all pairs of signs of each.

    It parts words at blanks, which Chinese has not: pairs are its words, and whether they stand side by side it does
    not tell.

    Raises:
        duckdb.Error: the extension is not on this machine, and is not fetched.
    """
    pairs = "list_transform(range(1, greatest(length(words), 2)), place -> substr(words, place::BIGINT, 2))"
    with duckdb.connect(str(file)) as connection:
        connection.execute("LOAD fts")
        connection.execute(
            f"CREATE TABLE paired AS SELECT text_no, array_to_string({pairs}, chr(1)) AS pairs FROM searched_passage"
        )
        own = "stemmer='none', stopwords='none', ignore='\x01+', strip_accents=0, lower=0"
        connection.execute(f"PRAGMA create_fts_index('paired', 'text_no', 'pairs', {own})")
        took = []
        for typed in queries:
            told = "\x01".join(
                word.text[place : place + 2]
                for word in query_words(typed)
                for place in range(max(len(word.text) - 1, 1))
            )
            ranked = (
                "SELECT text_no, fts_main_paired.match_bm25(text_no, $told, conjunctive := 1) AS score FROM paired "
                "WHERE score IS NOT NULL ORDER BY score DESC LIMIT 20"
            )
            took.append(_milliseconds(lambda: connection.execute(ranked, {"told": told}).fetchall()))  # noqa: B023
    return took


def _tell(name: str, times: Sequence[float]) -> None:
    slowest = statistics.quantiles(times, n=20)[-1]
    print(f"{name:9} p50 {statistics.median(times):6.0f} ms, p95 {slowest:6.0f} ms")


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
        queries = [*_queries(warehouse, random.Random(given.seed)), "沒有這個詞"]
        for typed in queries:
            words = query_words(typed)
            asked = {
                "counts": partial(searches.counts, warehouse, words, nothing),
                "passages": partial(searches.passages, warehouse, words, nothing, "passage", _SHOWN),
                "numbers": partial(searches.numbers, warehouse, words, nothing, _SHOWN),
            }
            for name, ask in asked.items():
                took[name].append(_milliseconds(ask))
        for name, times in took.items():
            _tell(name, times)
        _tell("whole", [sum(parts) for parts in zip(*took.values(), strict=True)])
        try:
            _tell("full text", _full_text(file, queries))
        except duckdb.Error as error:
            print(
                f"full text: not measured, as DuckDB {duckdb.__version__} has it not here: {str(error).splitlines()[0]}"
            )


if __name__ == "__main__":
    main()
