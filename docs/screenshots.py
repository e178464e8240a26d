"""``python -m docs.screenshots``: takes the pictures that README shows, of the app as users start it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

from playwright.sync_api import Browser, ViewportSize

from catalog.load import load
from catalog.words import words_in
from findings.titles import row_period
from findings.values import number_words, one_of
from ingest.build import RAW
from tests.browser.chromium import launched
from tests.browser.rig import settled
from tests.browser.server import serving
from view.frame.page import OVERVIEW, TOOLS, page_script
from warehouse import reads, recurring
from warehouse.connect import Warehouse, warehouse_path

FOLDER = Path(__file__).with_name("screenshots")
# Five reports of an invented bureau that nobody has described.
BUREAU = Path(__file__).parents[1] / "tests" / "invented" / "health_bureau"
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
# Charts are drawn and fonts there a little after the page's script ended.
_MILLISECONDS_TO_DRAW = 1500
# Measures that the draft tells of.
_TOLD = 3
_ZH = words_in("zh-TW")


@dataclass(frozen=True)
class Picture:
    """One picture: its file's name, the path below the server's address, window and look, a draft to be checked."""

    name: str
    path: str
    window: ViewportSize
    look: Literal["light", "dark"] = "light"
    draft: str = ""


def pictures() -> tuple[Picture, ...]:
    """Every page, one in English, one in the dark, one on a phone; a question is answered and a draft judged."""
    screens = [screen.id for screen in load().screens]
    pages = [*screens, *(tool for tool in TOOLS if page_script(tool))]
    languages = dict.fromkeys(pages, "zh-TW") | {screens[-1]: "en"}
    asked = urlencode({"q": _ZH("answer.ask_placeholder").partition("：")[2]})
    paths = {page: f"/{page}?lang={languages[page]}" for page in pages}
    paths["search"] += f"&{asked}"
    return (
        Picture(OVERVIEW, "/?lang=zh-TW", WIDE),
        *(Picture(page, path, WIDE, draft=_draft() if page == "check" else "") for page, path in paths.items()),
        Picture("dark", f"/{screens[1]}?lang=zh-TW", WIDE, "dark"),
        Picture("phone", f"/{screens[0]}?lang=zh-TW", NARROW),
    )


def _draft() -> str:
    """What reports print last of some measures, a sentence each, the last of them a tenth too high."""
    metrics = load().leading[:_TOLD]
    rows = [reads.observations([metric]).query("part == ''").iloc[-1] for metric in metrics]
    wrong = [1.0] * (len(rows) - 1) + [1.1]
    told = [
        f"{row_period(row)}{row['name_zh']}{number_words(round(row['value'] * factor))}{one_of(row['unit'])}"
        for row, factor in zip(rows, wrong, strict=True)
    ]
    return "。".join(told) + "。"


def bureau_pictures(warehouse: Path) -> tuple[Picture, ...]:
    """What becomes of a bureau nobody described: its overview, and the series that most of its reports print."""
    held = Warehouse(warehouse)
    agency, own = next((name, one) for name, one in held.lineages.items() if not one.has_catalog)
    found = recurring.proposals(held.within(own)).sort_values(["editions", "score"], ascending=False, kind="stable")
    address = {"lang": "zh-TW", "agency": agency}
    return (
        Picture("agency", f"/?{urlencode(address)}", WIDE),
        Picture("series", f"/series?{urlencode({**address, 'series': found['series_id'].iloc[0]})}", WIDE),
    )


def take(browser: Browser, server: str, picture: Picture) -> Path:
    """Takes one picture of the server's page, once it is whole."""
    context = browser.new_context(viewport=picture.window, color_scheme=picture.look, device_scale_factor=1)
    try:
        page = context.new_page()
        page.goto(server + picture.path)
        settled(page)
        if picture.draft:
            page.get_by_label(_ZH("draft.label")).fill(picture.draft)
            page.get_by_role("button", name=_ZH("draft.judge")).click()
            page.locator("div.draft").wait_for()
            settled(page)
        page.evaluate("document.fonts.ready.then(() => true)")
        page.wait_for_timeout(_MILLISECONDS_TO_DRAW)
        file = FOLDER / f"{picture.name}.png"
        page.screenshot(path=file)
        return file
    finally:
        context.close()


def beside(reports: Path, folder: Path) -> Path:
    """The warehouse, made in ``folder``, of the published reports and some others beside them.

    Raises:
        subprocess.CalledProcessError: it could not be built.
    """
    raw, warehouse = folder / "raw", folder / "warehouse.duckdb"
    shutil.copytree(RAW, raw)
    for report in sorted(reports.glob("*.txt")):
        shutil.copyfile(report, raw / report.name)
    subprocess.run([sys.executable, "-m", "ingest", str(raw), "--warehouse", str(warehouse)], check=True)
    return warehouse


def main() -> None:
    """Takes every picture."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, launched() as browser:
        folder = Path(scratch)
        bureau = beside(BUREAU, folder)
        for warehouse, own in ((warehouse_path(), pictures()), (bureau, bureau_pictures(bureau))):
            _take_all(browser, warehouse, own, folder / "server.log")


def _take_all(browser: Browser, warehouse: Path, own: Sequence[Picture], log: Path) -> None:
    with serving(warehouse, log) as server:
        for picture in own:
            print(take(browser, server, picture).name)


if __name__ == "__main__":
    main()
