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
from ingest.build import RAW
from tests.browser.chromium import launched
from tests.browser.rig import settled
from tests.browser.server import serving
from view.frame.page import OVERVIEW, TOOLS, page_script
from warehouse import recurring
from warehouse.connect import Warehouse, warehouse_path

FOLDER = Path(__file__).with_name("screenshots")
# Five reports of an invented bureau that nobody has described.
BUREAU = Path(__file__).parents[1] / "tests" / "invented" / "health_bureau"
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
# Charts are drawn and fonts there a little after the page's script ended.
_MILLISECONDS_TO_DRAW = 1500


@dataclass(frozen=True)
class Picture:
    """One picture: its file's name, the path below the server's address, window and look."""

    name: str
    path: str
    window: ViewportSize
    look: Literal["light", "dark"] = "light"


def pictures() -> tuple[Picture, ...]:
    """Every page there is, one of them in English; one page in the dark, one on a phone."""
    screens = [screen.id for screen in load().screens]
    pages = [*screens, *(tool for tool in TOOLS if page_script(tool))]
    languages = dict.fromkeys(pages, "zh-TW") | {screens[-1]: "en"}
    return (
        Picture(OVERVIEW, "/?lang=zh-TW", WIDE),
        *(Picture(page, f"/{page}?lang={languages[page]}", WIDE) for page in pages),
        Picture("dark", f"/{screens[1]}?lang=zh-TW", WIDE, "dark"),
        Picture("phone", f"/{screens[0]}?lang=zh-TW", NARROW),
    )


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
