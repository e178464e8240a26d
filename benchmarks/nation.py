"""``python -m benchmarks.nation``: pages and ``/data`` over 2,000 reports of 30 agencies beside those of five reports.

The reports of the published warehouse are laid out again and again as those of other agencies, which no catalog
describes: what they print of a metric recurs there as a series. The published ones stand among them as they are. Told
are the processor milliseconds of each page's script, its answers just forgotten and kept, and of each ``/data``: what
it takes by the clock where nobody else is.

``--quantities`` lays out only what the queries behind a topic page look at, of so many numbers, and times these.
"""

from __future__ import annotations

import argparse
import functools
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from benchmarks import quantile
from catalog.load import load
from findings import kept
from view.frame.page import OF_UNDESCRIBED, TOOLS
from view.server import unchanged
from view.server.embeds import ROUTES
from warehouse import queries, reads
from warehouse.connect import VARIABLE, Warehouse, warehouse_path
from warehouse.publish import TABLES, Draft, column_types

ROOT = Path(__file__).resolve().parent.parent
_SECONDS_FOR_A_PAGE = 120
# Copies of one agency's reports are told of other years, so that none is another's edition.
_YEARS = 7
_COPIES_AT_ONCE = 25
_OF_NO_CATALOG = ("observation", "observation_evidence", "explanation", "check_result", "suggestion", "decision")
_OTHER = "'city' || agencies.a"


def spread(source: Path, target: Path, agencies: int, each: int) -> int:
    """Writes a warehouse of another's reports and, of so many other agencies, of ``each`` copies; gives its reports."""
    with Draft(target) as many:
        many.derive(f"ATTACH '{source}' AS source (READ_ONLY)")
        copies = f"range({agencies}) agencies(a), range({each}) copies(c)"
        for table in TABLES:
            types = column_types()[table]
            many.derive(f"INSERT INTO {table} BY NAME SELECT * FROM source.{table}")
            if table == "agency":
                many.derive(
                    f"INSERT INTO agency BY NAME SELECT {_OTHER} AS agency_id, a || '市政府研考會' AS name_zh, "
                    f"a || '市政府' AS government, false AS has_catalog FROM range({agencies}) agencies(a)"
                )
            elif "report_id" in types and table not in (*_OF_NO_CATALOG, "reading_issue", "series_value"):
                many.derive(
                    f"INSERT INTO {table} BY NAME SELECT held.* REPLACE ({', '.join(_told_of_copies(table))}) "
                    f"FROM {copies}, source.{table} held"
                )
            elif table == "series":
                many.derive(_SERIES.format(agencies=agencies))
            elif table == "series_value":
                many.derive(_VALUES.format(copies=copies, years=_YEARS))
        ((reports,),) = many.answers("SELECT count(*) FROM report")
        many.derive("DETACH source")
    return int(reports)


def _told_of_copies(table: str) -> Iterator[str]:
    types = column_types()[table]
    yield "report_id || '-' || a || '-' || c AS report_id"
    for name in ("period_start", "period_end", "published"):
        if name in types:
            yield f"CAST({name} + to_years(CAST({_YEARS} * c AS INTEGER)) AS DATE) AS {name}"
    if table == "report":
        yield from (f"{_OTHER} AS agency_id", "a || '市政府研考會' AS agency", "report_id || a || c AS part")


_SERIES = f"""
INSERT INTO series BY NAME
SELECT DISTINCT m.metric_id || agencies.a AS series_id, {_OTHER} AS agency_id, m.name_zh, m.unit, m.comparable_units,
       CASE WHEN m.measure = 'budget' THEN 'flow' ELSE m.measure END AS measure, MAP {{{{}}}} AS breakdown,
       [t.name_zh] AS section, 5 AS editions, 'proposed' AS status, 0.9 AS score
FROM range({{agencies}}) agencies(a), source.observation o
JOIN source.metric m USING (metric_id) JOIN source.topic t USING (topic_id) WHERE cardinality(o.breakdown) = 0
"""
_VALUES = """
INSERT INTO series_value BY NAME
SELECT DISTINCT ON (o.report_id, a, c, o.quantity_no) o.metric_id || a AS series_id,
       o.report_id || '-' || a || '-' || c AS report_id, o.quantity_no, o.value, o.unit, o.qualifier,
       CAST(o.period_start + to_years(CAST({years} * c AS INTEGER)) AS DATE) AS period_start,
       CAST(o.period_end + to_years(CAST({years} * c AS INTEGER)) AS DATE) AS period_end, 'half_year' AS period_kind,
       o.breakdown, o.quote, o.passage_no, o.page, false AS repeats, NULL AS break, false AS confirmed,
       0.9 AS confidence, 'same_sentence' AS evidence
FROM {copies}, source.observation o WHERE cardinality(o.breakdown) = 0
"""


# Pages and data -----------------------------------------------------------------------------------


def _milliseconds(ask: Callable[[], object]) -> float:
    start = time.process_time()
    ask()
    return 1000 * (time.process_time() - start)


def _forget() -> None:
    """As after a new build: no answer of the warehouse, and nothing made of answers, is kept."""
    kept.forget()
    reads._OPENED._answers.clear()
    unchanged._ANSWERS._answers.clear()
    unchanged._ANSWERS._bytes = 0


def _page(name: str, agency: str, runs: int) -> dict[str, list[float]]:
    """Milliseconds of runs of a page's script, each of a visit of its own, with nothing kept and with answers kept."""
    took: dict[str, list[float]] = {"forgotten": [], "kept": []}
    for kind in took:
        for number in range(runs + 1):
            app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=_SECONDS_FOR_A_PAGE)
            app.query_params["lang"] = "zh-TW"
            if agency:
                app.query_params["agency"] = agency
            if name:
                app.switch_page(f"pages/{name}.py")
            if kind == "forgotten":
                _forget()
            spent = _milliseconds(app.run)
            if app.exception:
                raise RuntimeError(f"{name}: {app.exception[0].message}")
            if number:
                took[kind].append(spent)
    return took


def _got(client: TestClient, name: str) -> None:
    client.get(f"/data/{name}.csv").raise_for_status()


def _data(names: Sequence[str], runs: int) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {"forgotten": [], "kept": []}
    with TestClient(Starlette(routes=ROUTES)) as client:
        for kind in took:
            for number in range(runs + 1):
                for name in names:
                    if kind == "forgotten":
                        _forget()
                    spent = _milliseconds(functools.partial(_got, client, name))
                    if number:
                        took[kind].append(spent)
    return took


def _measured(agency: str, pages: Sequence[str], runs: int) -> dict[str, dict[str, list[float]]]:
    """What each page and ``/data`` take over the warehouse that the environment names."""
    logging.disable(logging.WARNING)
    # Each page opened without a server searches all installed packages anew.
    found_once = functools.cache(manifest_scanner.scan_component_manifests)
    manifest_scanner.scan_component_manifests = found_once
    # Where there is nothing to show pages say so quickly.
    reads.warehouse()
    found = {f"/{page}": _page(page, agency, runs) for page in pages}
    if not agency:
        found["/data"] = _data([screen.id for screen in load().screens], runs)
    return found


def _of(warehouse: Path, agency: str, pages: Sequence[str], runs: int) -> dict[str, dict[str, list[float]]]:
    """The same, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.nation", "--measure", agency, "--runs", str(runs), *pages]
    environment = {**os.environ, VARIABLE: str(warehouse)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, dict[str, list[float]]] = json.loads(done.stdout.splitlines()[-1])
    return found


def compare(few: Path, many: Path, agency: str, pages: Sequence[str], runs: int) -> None:
    """Prints a table of what each page takes over two warehouses."""
    print(f"\n{agency or 'the published agency'}, milliseconds p50 and p95 of {runs} visits\n")
    print("| | few, forgotten | many | ratio p95 | few, kept | many | ratio p95 |\n|---|" + "---:|" * 6)
    here, there = _of(few, agency, pages, runs), _of(many, agency, pages, runs)
    for name, own in here.items():
        cells = []
        for kind, times in own.items():
            others = there[name][kind]
            cells += [f"{statistics.median(one):.0f}, {quantile(one):.0f}" for one in (times, others)]
            cells.append(f"{quantile(others) / quantile(times):.2f}")
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


# Thirty million numbers ---------------------------------------------------------------------------


def lay_out_behind_topics(source: Path, target: Path, quantities: int) -> int:
    """What topic pages look at, of so many quantities of 30 agencies, in the order of reports; gives how many."""
    with duckdb.connect(str(target), config={"memory_limit": "2GB"}) as many:
        many.execute(f"ATTACH '{source}' AS source (READ_ONLY)")
        ((held,),) = many.execute("SELECT count(*) FROM source.quantity").fetchall()
        copies = -(-quantities // held)
        for (view,) in many.execute(
            "SELECT sql FROM duckdb_views() WHERE database_name = 'source' AND view_name = 'metric_coverage'"
        ).fetchall():
            late = view
        for table in TABLES:
            many.execute(f"CREATE TABLE {table} AS SELECT * FROM source.{table} LIMIT 0")
            if table in ("report", "quantity", "passage"):
                # By name, as a build lays files out.
                name = f"chr(CAST(97 + c * 26 // {copies} AS INTEGER)) || lpad(CAST(c AS VARCHAR), 6, '0') || report_id"
                shown = [f"{name} AS report_id"]
                shown += ["'city' || (c % 29) AS agency_id"] if table == "report" else []
                shown += ["substr(text, 1, 20) AS text, substr(folded, 1, 20) AS folded"] if table == "passage" else []
                # A few at once: of a whole product the database would mix thousands of copies.
                for first in range(0, copies, _COPIES_AT_ONCE):
                    many.execute(
                        f"INSERT INTO {table} BY NAME SELECT held.* REPLACE ({', '.join(shown)}) "
                        f"FROM range({first}, {min(first + _COPIES_AT_ONCE, copies)}) copies(c), source.{table} held"
                    )
            many.execute(f"INSERT INTO {table} BY NAME SELECT * FROM source.{table}")
        many.execute(late)
        many.execute(
            "INSERT INTO agency BY NAME SELECT 'city' || a AS agency_id, a || '市' AS name_zh, "
            "a || '市' AS government, false AS has_catalog FROM range(29) agencies(a)"
        )
        ((count,),) = many.execute("SELECT count(*) FROM quantity").fetchall()
    return int(count)


def _topic_queries(file: Path, runs: int) -> None:
    opened = Warehouse(file)
    own = next(lineage for lineage in opened.lineages.values() if lineage.has_catalog)
    within = opened.within(own)
    print("| topic page | " + " | ".join(("observations", "checks", "coverage", "explanations", "reports", "all"))
          + " |\n|---|" + "---:|" * 6)  # fmt: skip
    for screen in load().screens:
        metrics = tuple(dict.fromkeys(metric for panel in screen.panels for metric in panel.metrics))
        asked: dict[str, Callable[[], Any]] = {
            "observations": functools.partial(queries.observations, within, metrics),
            "checks": functools.partial(queries.checks, within, metrics),
            "coverage": functools.partial(queries.coverage, within, metrics),
            "explanations": functools.partial(queries.explanations, within, metrics),
            "reports": functools.partial(queries.reports, within),
        }  # fmt: skip
        times = {name: [_milliseconds(ask) for _ in range(runs)] for name, ask in asked.items()}
        whole = [sum(own) for own in zip(*times.values(), strict=True)]
        cells = [f"{statistics.median(one):.0f}, {quantile(one):.0f}" for one in (*times.values(), whole)]
        print(f"| /{screen.id} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Prints the figures as Markdown tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nation", description=__doc__)
    parser.add_argument("pages", nargs="*")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--agencies", type=int, default=29, help="agencies beside the published one")
    parser.add_argument("--each", type=int, default=14, help="copies of all published reports for each of them")
    parser.add_argument("--keep", type=Path, help="a folder for the warehouses, which are taken from there if they are")
    parser.add_argument("--quantities", type=int, help="time the queries behind topic pages over so many numbers")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure is not None:
        print(json.dumps(_measured(options.measure, options.pages, options.runs)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        if options.quantities:
            file = folder / "quantities.duckdb"
            if not file.exists():
                lay_out_behind_topics(warehouse_path(), file, options.quantities)
            _topic_queries(file, options.runs)
            return
        few, many = folder / "few.duckdb", folder / "many.duckdb"
        for file, size in ((few, (1, 1)), (many, (options.agencies, options.each))):
            if not file.exists():
                begun = time.perf_counter()
                reports = spread(warehouse_path(), file, *size)
                print(f"{reports:,} reports, {file.stat().st_size / 1e6:,.0f} MB, {time.perf_counter() - begun:.0f} s")
        screens = [screen.id for screen in load().screens]
        compare(warehouse_path(), many, "", options.pages or ["", *screens, *TOOLS], options.runs)
        compare(few, many, "city0", options.pages or list(OF_UNDESCRIBED), options.runs)


if __name__ == "__main__":
    main()
