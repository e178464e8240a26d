"""``python -m benchmarks.first_view``: each page of five reports and of sixty, as a reader meets it first.

Told are the seconds until the page is whole in a browser that kept nothing, beside those of a bare Streamlit page with
a chart, in turns; its nodes; and labels printed over each other, measured from the drawn boxes, wide and on a phone.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.decade import write
from catalog.load import load
from ingest.build import build
from tests.browser.chromium import launched
from tests.browser.rig import MARKS, settled
from tests.browser.server import serving
from view.frame.page import TOOLS
from warehouse.connect import warehouse_path

_BARE = Path("benchmarks/bare_page.py")
_OVERLAPS = Path(__file__).with_name("overlaps.js").read_text(encoding="utf-8")
_SCREENS = {"wide": (1280, 900), "phone": (390, 844)}
_MOST_MORE, _MOST_SECONDS = 1500, 3.0
# Letters that come late have other widths, by which labels are thinned anew.
_STILL = 600
LOADS = 3


@dataclass
class Met:
    """What a page came to: ``seconds`` of each wide load, ``nodes`` of the last and ``overlaps`` by kind of screen."""

    seconds: list[float] = field(default_factory=list)
    nodes: dict[str, int] = field(default_factory=dict)
    overlaps: dict[str, list[str]] = field(default_factory=dict)


def pages() -> tuple[str, ...]:
    """The addresses of all pages that show what is published."""
    topics = (screen.id for screen in load().screens)
    return ("", *topics, *(tool for tool in TOOLS if tool != "add"))


def _opened(browser: Browser, screen: str) -> Page:
    width, height = _SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-TW", reduced_motion="reduce")
    return context.new_page()


def meet(browser: Browser, address: str, met: Met, screen: str) -> None:
    """Opens a page in a browser that kept nothing, and notes what it came to."""
    page = _opened(browser, screen)
    try:
        begun = time.perf_counter()
        page.goto(address)
        settled(page)
        if screen == "wide":
            met.seconds.append(time.perf_counter() - begun)
        met.nodes[screen] = page.evaluate("document.querySelectorAll('*').length")
        page.wait_for_timeout(_STILL)
        met.overlaps[screen] = page.evaluate(_OVERLAPS)
    finally:
        page.context.close()


def bare_seconds(browser: Browser, address: str) -> float:
    """Seconds until a bare page with one chart shows it, in a browser that kept nothing."""
    page = _opened(browser, "wide")
    try:
        begun = time.perf_counter()
        page.goto(address)
        page.locator(MARKS).first.wait_for()
        return time.perf_counter() - begun
    finally:
        page.context.close()


def tell(loads: int, names: Sequence[str], five: Path) -> bool:
    """Prints the figures as a Markdown table; returns whether all of them are as they should be."""
    with ExitStack() as started:
        folder = Path(started.enter_context(tempfile.TemporaryDirectory()))
        sixty = folder / "sixty.duckdb"
        write(folder / "reports")
        build([folder / "reports"], sixty, load())
        few = started.enter_context(serving(five, folder / "five.log"))
        many = started.enter_context(serving(sixty, folder / "sixty.log"))
        bare = started.enter_context(serving(five, folder / "bare.log", _BARE))
        browser = started.enter_context(launched())
        heads = "| page | five: nodes | s | sixty: nodes | more | more on a phone | s | bare page s | overlaps |"
        print(f"{heads}\n|---|{'---:|' * 8}")
        told = [_told(browser, name, few, many, bare, loads) for name in names]
        return all(told)


def _told(browser: Browser, name: str, few: str, many: str, bare: str, loads: int) -> bool:
    five, sixty, plain = Met(), Met(), []
    for _ in range(loads):
        plain.append(bare_seconds(browser, bare))
        for server, met in ((few, five), (many, sixty)):
            meet(browser, f"{server}/{name}?lang=zh-TW", met, "wide")
    for server, met in ((few, five), (many, sixty)):
        meet(browser, f"{server}/{name}?lang=zh-TW", met, "phone")
    over = _over(five, sixty)
    more = {screen: sixty.nodes[screen] - five.nodes[screen] for screen in _SCREENS}
    seconds = statistics.median(sixty.seconds)
    cells = (
        five.nodes["wide"], f"{statistics.median(five.seconds):.1f}", sixty.nodes["wide"],
        *(f"{own:+}" for own in more.values()), f"{seconds:.1f}", f"{statistics.median(plain):.1f}", len(over),
    )  # fmt: skip
    print(f"| /{name} | {' | '.join(map(str, cells))} |", flush=True)
    for own in over:
        print(f"  {own}", flush=True)
    return max(more.values()) <= _MOST_MORE and seconds <= _MOST_SECONDS and not over


def _over(*all_met: Met) -> list[str]:
    return [f"{screen}: {own}" for met in all_met for screen, found in met.overlaps.items() for own in found]


def main() -> int:
    """Prints the figures; 1 where a page is slower, larger or less readable than it should be."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.first_view", description=__doc__)
    parser.add_argument("pages", nargs="*", default=pages(), help="addresses (default all)")
    parser.add_argument("--loads", type=int, default=LOADS, help=f"loads of each page (default {LOADS})")
    parser.add_argument("--five", type=Path, default=None, help="warehouse of the published reports")
    options = parser.parse_args()
    return 0 if tell(options.loads, options.pages, options.five or warehouse_path()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
