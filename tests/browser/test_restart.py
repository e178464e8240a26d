"""What a reader meets who comes first after a start, and whose server ends and comes again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from catalog.words import words_in
from tests.browser.conftest import ARTIFACTS
from tests.browser.rig import MARKS, opened, part, settled
from tests.browser.server import serving
from tests.browser.test_briefing import headings
from tests.browser.test_explore import TWO, chosen_in

ZH = words_in("zh-TW")


@pytest.fixture(scope="module")
def begun(warehouse_file: Path) -> Iterator[tuple[str, ExitStack]]:
    """Address of a server that nobody has visited, and what ends it."""
    ARTIFACTS.mkdir(exist_ok=True)
    with ExitStack() as until:
        yield until.enter_context(serving(warehouse_file, ARTIFACTS / "begun.log")), until


@pytest.fixture(scope="module")
def left(begun: tuple[str, ExitStack], elsewhere: BrowserContext) -> Iterator[Page]:
    """A page whose server is gone."""
    address, until = begun
    page = opened(elsewhere.new_page(), f"{address}/mediation?lang=zh-TW")
    until.close()
    yield page
    page.close()


@pytest.fixture(scope="module")
def again(begun: tuple[str, ExitStack], left: Page, warehouse_file: Path) -> Iterator[str]:
    """Address of the server that came after it at the same place; its first visitor is that page."""
    with serving(warehouse_file, ARTIFACTS / "again.log", port=urlsplit(begun[0]).port) as address:
        yield address


def test_a_shared_address_is_the_first_request_after_a_restart(begun: tuple[str, ExitStack], page: Page) -> None:
    query = f"lang=zh-TW&{TWO}&parts=main&view=index&base=2018-04-01&from=105&to=109&tab=chart&bands=off"
    opened(page, f"{begun[0]}/explore?{query}")
    assert chosen_in(page) | dict(item.split("=") for item in query.split("&")) == chosen_in(page)
    expect(page.get_by_role("radio", name=ZH("explore.view.index"), exact=True)).to_be_checked()
    expect(page.locator(MARKS)).to_have_count(3)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_server_that_is_gone_is_told_in_the_language_of_the_reader(left: Page) -> None:
    told = left.get_by_role("dialog")
    expect(told).to_contain_text(ZH("shell.gone"), timeout=90_000)
    expect(told).to_contain_text(ZH("shell.connection"))
    expect(told).not_to_contain_text("Streamlit")


@pytest.mark.usefixtures("again")
def test_the_first_click_after_a_restart_is_not_lost(left: Page) -> None:
    # Of the page on the server that was gone: a click may come as soon as it is there again.
    expect(left.locator("[data-test-connection-state=CONNECTED]")).to_be_attached(timeout=90_000)
    chosen = left.get_by_role("radio", name="各階段比率", exact=True)
    chosen.click()
    left.wait_for_url("**panel=shares**")
    settled(left)
    expect(chosen).to_be_checked()


def test_a_pasted_address_shows_the_same_after_a_restart(server: str, page: Page, again: str, other: Page) -> None:
    page.goto(f"{server}/briefing?slides=consumer_mediations,staffing.staff")
    settled(page)
    context = page.get_by_role("textbox", name=ZH("briefing.field.context", number=2), exact=True)
    context.fill("背景：縣市合併 & 100% 移撥")
    context.press("Enter")
    page.wait_for_url(re.compile("context2="))
    settled(page)
    query = urlsplit(page.url).query
    shown = _shown(page)
    other.goto(f"{again}/briefing?{query}")
    settled(other)
    assert _shown(other) == shown
    assert urlsplit(other.url).query == query
    expect(part(other, "slide-staffing-staff")).to_contain_text("背景：縣市合併 & 100% 移撥")


def _shown(page: Page) -> list[str]:
    """What each slide says, is drawn with, and has in its fields."""
    expect(page.locator(MARKS).first).to_be_visible()
    told = page.locator("dl.slide-say").all_inner_texts()
    written = [field.input_value() for field in part(page, "page").get_by_role("textbox").all()]
    return [*headings(page), *told, *written, *page.locator(".js-plotly-plot .barlayer text").all_inner_texts()]
