"""``python -m docs.screenshots``: takes the pictures that README shows, of the app as users start it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.chromium import launched
from tests.browser.rig import opened
from tests.browser.server import serving
from warehouse.connect import warehouse_path

FOLDER = Path(__file__).with_name("screenshots")
WIDE = (1280, 900)
NARROW = (390, 844)
# File, path below the server's address, and the window.
PICTURES = (
    ("overview", "/?lang=zh-TW", WIDE),
    ("staffing", "/staffing?lang=zh-TW", WIDE),
    ("mediation", "/mediation?lang=zh-TW", WIDE),
    ("visitors", "/visitors?lang=zh-TW", WIDE),
    ("energy", "/energy?lang=en", WIDE),
    ("phone", "/staffing?lang=zh-TW", NARROW),
)


def take(browser: Browser, address: str, name: str, window: tuple[int, int]) -> Path:
    """One picture of the page at ``address``, once its chart is drawn."""
    context = browser.new_context(viewport={"width": window[0], "height": window[1]}, device_scale_factor=1)
    try:
        page = context.new_page()
        opened(page, address)
        file = FOLDER / f"{name}.png"
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
        for name, path, window in PICTURES:
            print(take(browser, server + path, name, window).name)


if __name__ == "__main__":
    main()
