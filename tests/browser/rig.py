"""What a reader does: open a page, see its chart, choose."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

# A bar, a dot or a point of a small line: what a chart draws for a value.
MARKS = ".js-plotly-plot .barlayer .point path, .js-plotly-plot .scatterlayer .point"

# A busy machine draws late; what is wrong stays wrong.
expect.set_options(timeout=20_000)

# Parts of a page are loaded one by one: the last thing the script writes may be there before the menu is.
_WHOLE = """() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'
    && document.querySelector('.st-key-footer')?.checkVisibility()
    && document.querySelector('.st-key-menu a')
    && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')
    && [...document.querySelectorAll('.st-key-whole, .st-key-explore-groups, .st-key-themes')]
        .every(part => getComputedStyle(part).visibility === 'visible')"""
# The value of an open list that the next Enter takes.
_OFFERED = '[role="option"][data-focused="true"]:not([aria-selected="true"])'


def opened(page: Page, address: str) -> Page:
    """Opens an address and waits until the page is whole: script ended, chart drawn."""
    page.goto(address)
    settled(page)
    expect(page.locator(MARKS).first).to_be_visible()
    return page


def settled(page: Page) -> None:
    """Waits until the page's script ended and all its parts are there."""
    page.wait_for_function(_WHOLE)


def choose_next(page: Page) -> None:
    """Takes, by keyboard, a value after the chosen one from the list that has the focus.

    A list closes when the page scrolls, as it does to show what was just given the focus.
    """
    for _ in range(20):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(300)
        if page.locator(_OFFERED).is_visible():
            page.keyboard.press("Enter")
            return
    raise AssertionError("the list offers nothing")


def wide(page: Page) -> list[int]:
    """How much wider than the window the page and its main part, which scrolls, stay; in pixels."""
    return lasting(
        page,
        """() => [...document.querySelectorAll('html, body, [data-testid="stMain"]')]
            .map(part => part.scrollWidth - part.clientWidth)""",
    )


def lasting(page: Page, script: str) -> list[Any]:
    """The list a script gives, once nothing in it counts or three seconds are over: a page follows its window late."""
    found: list[Any] = page.evaluate(script)
    for _ in range(30):
        if not any(found):
            break
        page.wait_for_timeout(100)
        found = page.evaluate(script)
    return found


def part(page: Page, key: str) -> Locator:
    """The part of a page with this key."""
    return page.locator(f".st-key-{key}")
