"""``python -m docs.screenshots``: takes the pictures that README shows, of the app as users start it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize

from catalog.load import load
from tests.browser.chromium import launched
from tests.browser.rig import settled
from tests.browser.server import serving
from view.frame.page import OVERVIEW, TOOLS, page_script
from warehouse.connect import warehouse_path

FOLDER = Path(__file__).with_name("screenshots")
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


def main() -> None:
    """Takes every picture."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as scratch,
        launched() as browser,
        serving(warehouse_path(), Path(scratch) / "server.log") as server,
    ):
        for picture in pictures():
            print(take(browser, server, picture).name)


if __name__ == "__main__":
    main()
