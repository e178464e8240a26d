"""``python -m benchmarks.arrival [FOLDER]``: from a bureau's files dropped beside the reports to its overview, in time.

The site is running over the reports that are there; the files of FOLDER (by default five of an invented bureau) are
put beside them, ``python -m ingest`` is run, and a browser opens the bureau's overview and then one of its series.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import expect

from docs.screenshots import BUREAU
from ingest.build import RAW
from tests.browser.chromium import launched
from tests.browser.rig import MARKS, settled
from tests.browser.server import serving
from warehouse.connect import Warehouse

_MILLISECONDS = 60_000


@contextmanager
def _timed(what: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - started:.1f} s")


def _build(raw: Path, warehouse: Path) -> None:
    command = [sys.executable, "-m", "ingest", str(raw), "--warehouse", str(warehouse)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Prints how long each step takes, and the whole way."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.arrival", description=main.__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=BUREAU, help="reports of one agency without catalog")
    files = [file for file in sorted(parser.parse_args().folder.iterdir()) if file.suffix != ".csv"]
    with tempfile.TemporaryDirectory() as scratch, launched() as browser:
        raw, warehouse = Path(scratch) / "raw", Path(scratch) / "warehouse.duckdb"
        shutil.copytree(RAW, raw)
        with _timed("the reports that are there, read before"):
            _build(raw, warehouse)
        with serving(warehouse, Path(scratch) / "server.log") as server:
            page = browser.new_page()
            page.goto(server)
            settled(page)
            with _timed(f"from {len(files)} files dropped to the overview seen"):
                for file in files:
                    shutil.copyfile(file, raw / file.name)
                with _timed("  built"):
                    _build(raw, warehouse)
                agency = next(name for name, own in Warehouse(warehouse).lineages.items() if not own.has_catalog)
                with _timed("  opened"):
                    page.goto(f"{server}/?{urlencode({'agency': agency})}")
                    expect(page.locator(MARKS).first).to_be_visible(timeout=_MILLISECONDS)
                    settled(page)
            with _timed("a proposal, one press further"):
                page.locator("p.series-mark a").first.click()
                expect(page.locator("mark").first).to_be_visible(timeout=_MILLISECONDS)


if __name__ == "__main__":
    main()
