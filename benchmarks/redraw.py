"""How long a chart takes from the press of a filter until it is redrawn, in Chromium, beside a bare page's.

``python -m benchmarks.redraw``

The bare page is Streamlit with one radio and one chart (``bare_page.py``): once of as many bars as
the fullest chart measured, once the very chart of the topic page, which tells what the rest of a page
costs. Their changes and those of the pages take turns, so that a busy machine is as busy for all: the
ratios hold anywhere, the milliseconds only on a quiet machine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks import quantile
from catalog.load import load
from catalog.words import words_in
from charts.figure import lanes_figure
from findings.extracts import of_panel
from findings.lanes import View
from findings.period_words import ROC_OFFSET
from tests.browser.chromium import launched
from tests.browser.rig import MARKS, opened
from tests.browser.server import serving
from view.frame.chart import on_screen
from warehouse import reads
from warehouse.connect import warehouse_path

CHANGES = 40
_SHARES = (0.5, 0.95)
# How many times as long as the bare page's, the same chart redrawn, the slowest of a page may take.
_BOUND = 1.3
_BARE = Path("benchmarks/bare_page.py")
_SCRIPT = Path(__file__).with_name("redraw.js")
# Milliseconds without a change after which a chart counts as drawn, and changes before the first that counts.
_STILL, _FIRST = 250, 2
_ZH = words_in("zh-TW")
_SCREEN = "mediation"
_VIEWS: tuple[View, View] = ("per_month", "printed")
_METRICS = "metrics=consumer_mediations,consumer_complaints_first,consumer_complaints_second"

Press = Callable[[Page], None]


@dataclass
class Filter:
    """One chooser of one page, and how each of its changes is made; ``times`` in milliseconds."""

    name: str
    address: str
    presses: Sequence[Press]
    times: list[float] = field(default_factory=list)


def _option(name: str) -> Press:
    """Chooses in a row of buttons or a radio."""

    def press(page: Page) -> None:
        page.evaluate("__redraw.again()")
        page.get_by_role("radio", name=name, exact=True).locator(
            "xpath=ancestor-or-self::label | self::button"
        ).last.click()

    return press


def _from_list(label: str, name: str) -> Press:
    """Chooses in a list that opens; the time begins with the press on the choice, not on the list."""

    def press(page: Page) -> None:
        page.get_by_role("combobox", name=label).click()
        chosen = page.get_by_role("option", name=name, exact=True)
        chosen.wait_for()
        page.evaluate("__redraw.again()")
        chosen.click()

    return press


def _year(roc: int) -> str:
    return _ZH("explore.year", roc=roc, year=roc + ROC_OFFSET)


def filters() -> list[Filter]:
    """The choosers measured: of a topic page, and of the page of any metrics."""
    views = [_option(_ZH("view.printed")), _option(_ZH("view.per_month"))]
    measures = [_option(_ZH("explore.view.printed")), _option(_ZH("explore.view.per_month"))]
    from_, to = _ZH("explore.from"), _ZH("explore.to")
    any_year = _ZH("explore.year_all")
    explore = f"/explore?lang=zh-TW&{_METRICS}"
    return [
        Filter("topic page, panel", f"/{_SCREEN}?lang=zh-TW", [_option("諮詢方式"), _option("諮詢→申訴→調解")]),
        Filter("topic page, per month or as printed", f"/{_SCREEN}?lang=zh-TW", views),
        Filter("/explore, per month or as printed", explore, measures),
        Filter("/explore, from year", explore, [_from_list(from_, _year(105)), _from_list(from_, any_year)]),
        Filter("/explore, to year", explore, [_from_list(to, _year(107)), _from_list(to, any_year)]),
    ]


def redraw_milliseconds(page: Page, press: Press) -> float:
    """Milliseconds from the press until the chart last changed on the screen."""
    press(page)
    page.wait_for_function("still => __redraw.done(still)", arg=_STILL, timeout=60_000)
    drawn: float = page.evaluate("__redraw.drawn - __redraw.pressed")
    return drawn


def same_chart(file: Path) -> Path:
    """Writes the two figures of the topic page that is measured, for the bare page to draw."""
    screen = next(screen for screen in load().screens if screen.id == _SCREEN)
    panel, bands = screen.panels[0], reads.bands()
    drawn = [of_panel(screen, panel, view).drawn for view in _VIEWS]
    figures = [on_screen(lanes_figure(own.lanes, bands)) for own in drawn]
    file.write_text(f"[{','.join(figure.to_json() for figure in figures)}]", encoding="utf-8")
    return file


def taking_turns(browser: Browser, app: str, bare: Sequence[str], own: Filter, changes: int) -> list[list[float]]:
    """The times of each bare page's changes, made between those of the filter, which keeps its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-TW", reduced_motion="reduce")
    context.add_init_script(path=_SCRIPT)
    try:
        page, plain = opened(context.new_page(), app + own.address), [context.new_page() for _ in bare]
        for one, address in zip(plain, bare, strict=True):
            one.goto(address)
            one.locator(MARKS).first.wait_for()
        turns: list[tuple[Page, Iterator[Press], list[float]]] = [
            *((one, cycle([_option("second"), _option("first")]), []) for one in plain),
            (page, cycle(own.presses), own.times),
        ]
        for change in range(_FIRST + changes):
            for one, presses, times in turns:
                one.bring_to_front()
                spent = redraw_milliseconds(one, next(presses))
                if change >= _FIRST:
                    times.append(spent)
        return [times for _, _, times in turns[:-1]]
    finally:
        context.close()


def tell(changes: int = CHANGES) -> bool:
    """Prints the figures as a Markdown table; gives whether the slowest of each keep within the bound."""
    held = True
    with ExitStack() as started:
        folder = Path(started.enter_context(tempfile.TemporaryDirectory()))
        app = started.enter_context(serving(warehouse_path(), folder / "app.log"))
        bare = started.enter_context(serving(warehouse_path(), folder / "bare.log", _BARE))
        browser = started.enter_context(launched())
        plain = (bare, f"{bare}/?figures={same_chart(folder / 'figures.json')}")
        print(f"Filter to redrawn chart in Chromium, milliseconds, {changes} changes each\n")
        heads = [f"{of} {at}" for of in ("page", "bare page", "bare page, same chart") for at in ("p50", "p95")]
        print(f"| | {' | '.join(heads)} | ratio p50 | ratio p95 |\n|---|{'---:|' * (len(heads) + 2)}")
        for own in filters():
            bars, same = taking_turns(browser, app, plain, own, changes)
            cells = [f"{quantile(times, share):.0f}" for times in (own.times, bars, same) for share in _SHARES]
            ratios = [quantile(own.times, share) / quantile(same, share) for share in _SHARES]
            cells += [f"{ratio:.2f}" for ratio in ratios]
            held &= ratios[-1] <= _BOUND
            print(f"| {own.name} | {' | '.join(cells)} |", flush=True)
    print()
    return held


def main() -> None:
    """Prints the figures; ends with 1 where the slowest redraws take longer beside a bare page's than they may."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.redraw", description=__doc__)
    parser.add_argument("--changes", type=int, default=CHANGES, help=f"changes of each filter (default {CHANGES})")
    sys.exit(not tell(parser.parse_args().changes))


if __name__ == "__main__":
    main()
