"""What a reader does: open a page, see its chart, choose."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

# A bar, a dot or a point of a small line: what a chart draws for a value.
MARKS = ".js-plotly-plot .barlayer .point path, .js-plotly-plot .scatterlayer .point"

# A busy machine draws late; what is wrong stays wrong.
expect.set_options(timeout=20_000)


def opened(page: Page, address: str) -> Page:
    """Opens an address and waits until the page is whole: script ended, chart drawn."""
    page.goto(address)
    settled(page)
    expect(page.locator(MARKS).first).to_be_visible()
    return page


def settled(page: Page) -> None:
    """Waits until the page's script ended and its footer, the last thing drawn, is there."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    expect(page.locator(".st-key-footer")).to_be_visible()


def part(page: Page, key: str) -> Locator:
    """The part of a page with this key."""
    return page.locator(f".st-key-{key}")
