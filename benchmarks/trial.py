"""``python -m benchmarks.trial REPORT``: an office's whole way with a new report, by keyboard, its presses counted.

Dropped, seen, handed over, published, each unsure number decided, the decisions published. A key is pressed once what
it is for is on the screen. A table of right answers (``--truth``, columns ``metric``, ``value``, ``quote``) says which
of the three suggestions is right; without one the first is taken. A person reads besides: ``--seconds`` for a number.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, expect

from catalog.load import load
from catalog.words import words_in
from tests.browser.chromium import launched
from tests.browser.rig import part, settled
from tests.browser.server import ROOT, serving
from warehouse.connect import warehouse_path

ZH = words_in("zh-TW")
_BUILT = 120_000
_NAME = "office"
# What choosing a file takes in the system's own window: some letters of its name, and Enter.
_CHOOSING = 8
# What a character takes with an input method that spells it by its sounds.
_A_CHARACTER = 3


class Keyboard:
    """The keyboard of a page, which counts.

    Args:
        page: what is typed to.
    """

    def __init__(self, page: Page) -> None:
        self.page, self.presses, self.began = page, Counter[str](), time.monotonic()
        self._stage = ""

    def stage(self, name: str) -> None:
        """Says what the presses from now on are for."""
        self._told()
        self._stage, self.began = name, time.monotonic()

    def _told(self) -> None:
        if self._stage:
            seconds = time.monotonic() - self.began
            print(f"| {self._stage} | {self.presses[self._stage]} | {seconds:.1f} |", flush=True)

    def end(self) -> int:
        """All presses."""
        self._told()
        return self.presses.total()

    def press(self, key: str) -> None:
        """One press."""
        self.presses[self._stage] += 1
        self.page.keyboard.press(key)

    def count(self, presses: int) -> None:
        """Presses outside the page."""
        self.presses[self._stage] += presses

    def type(self, text: str) -> None:
        """A press for each letter, some for each character of Chinese."""
        for letter in text:
            if letter.isascii():
                self.press(letter)
            else:
                self.count(_A_CHARACTER)
                self.page.keyboard.insert_text(letter)


def _truth(file: Path | None) -> list[tuple[str, str, str]]:
    """Metric, value and words of each right answer."""
    if file is None:
        return []
    with file.open(encoding="utf-8", newline="") as told:
        return [(row["metric"], row["value"], row["quote"]) for row in csv.DictReader(told)]


def _answer(page: Page, truth: Sequence[tuple[str, str, str]]) -> str:
    """The key of the right answer: one of three, none of them, or another; the first where nobody knows."""
    if not truth:
        return "1"
    mark = part(page, "review-number").locator("mark").first
    printed, around = mark.inner_text(), "".join(part(page, "review-number").inner_text().split())
    number = printed.replace(",", "")
    metrics = {metric for metric, value, quote in truth if value == number and "".join(quote.split()) in around}
    names = {ZH.name(load().metrics[metric]) for metric in metrics if metric in load().metrics}
    choices = page.locator(".st-key-review-choices button")
    for place, told in enumerate(choices.all_inner_texts()[:3], 1):
        if any(name in told for name in names):
            return str(place)
    return "0" if not names else f"4{names.pop()}"


def _decide(keys: Keyboard, truth: Sequence[tuple[str, str, str]]) -> tuple[int, list[float]]:
    """Decides all numbers of the report that is shown; how many, and the seconds until the next was there."""
    page, waits = keys.page, list[float]()
    while part(page, "review-number").count():
        before, title = time.monotonic(), page.locator("h1").inner_text()
        key = _answer(page, truth)
        keys.press(key[0])
        if len(key) > 1:
            listed = part(page, "review-panel").get_by_role("combobox")
            expect(listed).to_be_focused()
            for letter in key[1:]:
                keys.type(letter)
                page.wait_for_timeout(300)
                if page.get_by_role("option").count() == 1:
                    break
            keys.press("Enter")
        expect(page.locator("h1")).not_to_have_text(title)
        settled(page)
        waits.append(time.monotonic() - before)
    return len(waits), waits


def _publish(keys: Keyboard) -> None:
    button = keys.page.get_by_role("button", name=ZH("desk.publish"))
    expect(button).to_be_visible(timeout=_BUILT)
    settled(keys.page)
    keys.press("p")
    expect(keys.page.get_by_test_id("stAlert").first).to_contain_text("已發布", timeout=_BUILT)
    settled(keys.page)


def tell(page: Page, address: str, report: Path, truth: Sequence[tuple[str, str, str]], reading: float) -> None:
    """Goes the whole way and prints a table of its presses."""
    # The browser is told early that its window for choosing files is not to be opened: it takes its time.
    page.on("filechooser", lambda _: None)
    page.goto(f"{address}/add?lang=zh-TW")
    settled(page)
    keys, began = Keyboard(page), time.monotonic()
    print("| | presses | seconds |\n|---|---:|---:|", flush=True)
    keys.stage("name")
    expect(part(page, "office-name").locator("input")).to_be_focused()
    keys.type(_NAME)
    keys.press("Enter")
    expect(part(page, "office-known")).to_be_visible()
    settled(page)
    keys.stage("drop and preview")
    expect(page.get_by_test_id("stFileUploaderDropzone").locator("button")).to_be_focused()
    with page.expect_file_chooser() as chooser:
        keys.press("Enter")
    keys.count(_CHOOSING)
    chooser.value.set_files(report)
    expect(page.locator("ul.counts")).to_be_visible(timeout=_BUILT)
    expect(part(page, "add-give-up")).to_have_count(0, timeout=_BUILT)
    settled(page)
    keys.stage("hand over, compare, publish")
    keys.press("h")
    _publish(keys)
    keys.stage("decide")
    keys.press("n")
    expect(part(page, "review-number")).to_be_visible()
    settled(page)
    decided, waits = _decide(keys, truth)
    keys.stage("take the decisions in")
    keys.press("p")
    button = keys.page.get_by_role("button", name=ZH("desk.compare"))
    expect(button).to_be_visible()
    settled(page)
    keys.press("b")
    _publish(keys)
    presses, seconds = keys.end(), time.monotonic() - began
    waits.sort()
    print(f"\n{decided} numbers decided, {presses} presses, {seconds:.0f} s without reading,")
    print(f"{seconds + reading * decided:.0f} s with {reading:.0f} s for each number;")
    print(f"the next number is there after {waits[len(waits) // 2]:.2f} s (median), {waits[-1]:.2f} s at most")
    for told in page.locator("ul.acts li").all_inner_texts():
        print(told)


def main() -> None:
    """Prints what the way took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.trial", description=__doc__)
    parser.add_argument("report", type=Path)
    parser.add_argument("--truth", type=Path, help="its right answers")
    parser.add_argument("--seconds", type=float, default=2, help="a person needs to read a number (default 2)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, launched() as browser:
        data = Path(name) / "data"
        shutil.copytree(ROOT / "data" / "raw", data / "raw")
        shutil.copyfile(warehouse_path(), data / "warehouse.duckdb")
        # What an office has read before it need not read again.
        if (parts := warehouse_path().with_name("parts")).exists():
            shutil.copytree(parts, data / "parts")
        raw, reviews = str(data / "raw"), str(data / "reviews")
        with serving(data / "warehouse.duckdb", Path(name) / "server.log", RAW=raw, REVIEWS=reviews) as address:
            page = browser.new_context(locale="zh-TW").new_page()
            tell(page, address, options.report, _truth(options.truth), options.seconds)


if __name__ == "__main__":
    main()
