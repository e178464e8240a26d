"""``python -m benchmarks.walk``: the way of a report through the rooms, and of a chosen panel to its chart.

Somebody who reads along opens each function once, where it is first called. Told is through how many rooms (folders,
or modules by themselves) and modules that leads, in how many stays, and how many of those are returns to where one has
been. An older plan of the house is walked from its own folder: ``PYTHONPATH=. python …/benchmarks/walk.py``.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

_SHOWING = ("view", "findings", "charts", "export", "warehouse", "catalog")
_UNNAMED = ("<module>", "<lambda>", "<genexpr>", "<listcomp>", "<dictcomp>", "<setcomp>")
_TOPIC_PAGES = ("view.topic.page", "view.topic_page")


class Walk:
    """The modules of functions of some packages in the order of their first calls, from one function to another."""

    def __init__(
        self, packages: tuple[str, ...], begins: Callable[[str, str], bool], ends: Callable[[str, str], bool]
    ) -> None:
        self.modules: list[str] = []
        self._packages, self._begins, self._ends = packages, begins, ends
        self._met: set[CodeType] = set()
        self._on = self._over = False

    def hear(self, frame: FrameType, event: str, _: Any) -> None:
        """One event of a thread, as :func:`sys.setprofile` tells it."""
        code, module = frame.f_code, str(frame.f_globals.get("__name__"))
        if event != "call" or self._over or code in self._met or code.co_name in _UNNAMED:
            return
        self._over = self._on and self._ends(module, code.co_name)
        self._on = self._on or self._begins(module, code.co_name)
        if self._on and module.partition(".")[0] in self._packages:
            self._met.add(code)
            self.modules.append(module)

    def rows(self) -> Iterator[tuple[str, int, int, int]]:
        """By rooms and by modules: how many, in how many stays, of which so many are returns."""
        rooms = [".".join(module.split(".")[:2]) for module in self.modules]
        for by, places in (("rooms", rooms), ("modules", self.modules)):
            stays = [place for place, _ in groupby(places)]
            yield by, len(set(stays)), len(stays), len(stays) - len(set(stays))


def of_report(file: Path) -> Walk:
    """From a report's bytes to its rows."""
    reader = importlib.import_module("ingest.report").ReportReader(importlib.import_module("catalog.load").load())
    reader.read(file, None)  # what is made once for all reports is made
    walk = Walk(("ingest",), lambda module, name: module.startswith("ingest."), lambda module, name: False)
    sys.setprofile(walk.hear)
    try:
        reader.read(file, None)
    finally:
        sys.setprofile(None)
    return walk


def of_panel(page: str, panel: str) -> Walk:
    """From a topic page, opened with one of its panels chosen, to the drawing of its chart."""
    from streamlit.testing.v1 import AppTest

    walk = Walk(_SHOWING, lambda module, _: module in _TOPIC_PAGES, lambda _, name: name == "plotly_chart")
    app = AppTest.from_file(str(Path("app.py").resolve()), default_timeout=120).run()
    app.query_params["panel"] = panel
    threading.setprofile(walk.hear)
    try:
        app.switch_page(f"pages/{page}.py").run()
    finally:
        threading.setprofile(None)
    return walk


def main() -> None:
    """Prints both ways."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.walk", description=__doc__)
    options.add_argument("--report", type=Path, default=Path("data/raw/council-2-8.txt"))
    options.add_argument("--page", default="mediation")
    options.add_argument("--panel", default="volumes")
    given = options.parse_args()
    logging.disable(logging.WARNING)
    print("| way | by | how many | stays | returns |\n|---|---|---:|---:|---:|")
    for way, walk in (("report", of_report(given.report)), ("panel", of_panel(given.page, given.panel))):
        for row in walk.rows():
            print(f"| {way} | {' | '.join(map(str, row))} |")


if __name__ == "__main__":
    main()
