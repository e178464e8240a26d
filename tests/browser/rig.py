"""What a reader does: open a page, see its chart, choose."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as Expired

# A bar, a dot or a point of a small line: what a chart draws for a value.
# Gaps can be chosen like values, and are none: their marks are not seen.
MARKS = ".js-plotly-plot .barlayer .point path, .js-plotly-plot .scatterlayer .point:not([style^='opacity: 0;'])"

# The labels of charts that stand over each other or beyond their chart.
OVERLAPS = (Path(__file__).parents[2] / "benchmarks" / "overlaps.js").read_text(encoding="utf-8")

# A busy machine draws late; what is wrong stays wrong.
expect.set_options(timeout=45_000)

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
    page.wait_for_function(_WHOLE, polling=100)


# Whether the server has begun to draw what stands there, or has done so in one go; not within these milliseconds.
_GOES = """address => new Promise(begun => {
    const app = document.querySelector('[data-testid="stApp"]');
    new MutationObserver((_, self) => { self.disconnect(); begun(true); })
        .observe(app, {attributeFilter: ['data-test-script-state']});
    setTimeout(begun, 10_000, false);
    history.pushState({}, '', address);
    dispatchEvent(new PopStateEvent('popstate', {state: {}}));
})"""


def went(page: Page, address: str) -> Page:
    """Goes to another address of the app as its reader does by *back* and *forward*, and waits until it is whole.

    Nothing of the page is loaded anew, which is more than half of the work of opening an address; nor does the server
    forget who it is. Where nothing is drawn so, the address is opened.
    """
    settled(page)
    wanted = urljoin(page.url, address)
    assert wanted != page.url
    if not page.evaluate(_GOES, address):
        page.goto(wanted)
    settled(page)
    return page


def still(page: Page) -> None:
    """Waits until nothing on the page moves: a click between the frames of a part that opens hits nothing."""
    page.wait_for_function("() => document.getAnimations().every(one => one.playState !== 'running')")


def walked(page: Page, name: str) -> Page:
    """Goes to a page (its script's name, empty for the overview) by the menu and waits until it is whole."""
    settled(page)
    links = part(page, "menu").locator("a")
    # Pages keep their addresses whatever the language of the menu.
    paths = links.evaluate_all("links => links.map(link => new URL(link.href).pathname)")
    link = links.nth(paths.index(f"/{name}"))
    if link.get_attribute("aria-current") != "page":
        # A key that falls between two drawings of the menu is lost, and pressed again.
        for _ in range(3):
            link.press("Enter")
            with suppress(Expired):
                page.wait_for_function("path => location.pathname === path", arg=f"/{name}", timeout=15_000)
                break
        expect(link).to_have_attribute("aria-current", "page")
    settled(page)
    return page


def tab_to(page: Page, wanted: Locator, key: str = "Tab", most: int = 90) -> None:
    """Goes by keyboard to what is wanted.

    Raises:
        AssertionError: as many tabs as ``most`` do not lead there.
    """
    for _ in range(most):
        page.keyboard.press(key)
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{most} tabs do not lead there")


def beyond(page: Page) -> list[str]:
    """What reaches over the right edge of the window and does not scroll by itself."""
    return lasting(
        page,
        """() => [...document.querySelectorAll(
                'h1, h2, p, a, dd, button, input, .stPlotlyChart, .stDataFrame, blockquote')]
            .filter(one => one.getClientRects().length && one.getBoundingClientRect().right > innerWidth + 1
                && !one.closest('[class*="overflow"], [data-testid="stDataFrame"]'))
            .map(one => `${one.tagName} ${one.textContent.slice(0, 40)}`)""",
    )


# Layout shift as browsers count it.
COUNTS_MOVES = """window.moved = 0;
    new PerformanceObserver(list => list.getEntries().forEach(one => {
        if (!one.hadRecentInput) window.moved += one.value;
    })).observe({type: "layout-shift", buffered: true})"""


def moved(page: Page) -> float:
    """How much a page that ``COUNTS_MOVES`` was given to has moved while it was loaded; a quarter and more is poor."""
    page.wait_for_timeout(300)
    found: float = page.evaluate("window.moved")
    return found


# What the page's policy forbade, as the browser tells it.
HEARS_POLICY = """window.against = []; document.addEventListener('securitypolicyviolation',
    one => window.against.push(`${one.violatedDirective} ${one.blockedURI} ${one.sample}`))"""


def against_policy(page: Page) -> list[str]:
    """What a page that ``HEARS_POLICY`` was given to did against its policy since this was asked last."""
    found: list[str] = page.evaluate("window.against.splice(0)")
    return found


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


def click_mark(mark: Locator) -> None:
    """Clicks on a bar, dot or point of a chart; Plotly takes a click only where the pointer was seen to hover."""
    page = mark.page
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 3, y - 3)
    page.mouse.move(x, y, steps=4)
    page.locator(".hoverlayer .hovertext").first.wait_for()
    page.mouse.click(x, y)


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


def handshake(address: str, origin: str) -> int:
    """The status with which a server lets a page of some site talk to it; 101 where it may.

    Args:
        address: the server's.
        origin: the site's.
    """
    keys = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    keys |= {"Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==", "Origin": origin}
    with httpx.stream("GET", f"{address}/_stcore/stream", headers=keys) as answer:
        return answer.status_code
