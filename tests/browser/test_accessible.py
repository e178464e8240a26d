"""Every page, in both looks and languages: no barriers, a way for the keyboard, no words left in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from catalog.load import load
from catalog.words import LANGUAGES, Language, words_in
from tests.browser.axe import barriers
from tests.browser.conftest import Heard
from tests.browser.rig import choose_next, lasting, part, settled, wide
from tests.browser.test_pages import expect_whole

ROOT = Path(__file__).resolve().parents[2]
# Every script in pages/ is a page: a new one is looked at without being named here.
PAGES = ("", *sorted(script.stem for script in (ROOT / "pages").glob("*.py") if script.stem != "__init__"))
TOPICS = tuple(screen.id for screen in load().screens)
LOOKS = ("light", "dark")


on_every_page = pytest.mark.parametrize("name", PAGES, ids=lambda name: name or "overview")
# What the frame does alike on all pages is looked at on some.
on_some_pages = pytest.mark.parametrize("name", ["", "reports"], ids=lambda name: name or "overview")


@pytest.fixture(params=LOOKS)
def looked_at(browser: Browser, heard: Heard, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a reader whose system is light or dark; nothing outside is asked for."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-TW", color_scheme=request.param, reduced_motion="reduce"
    )
    page = context.new_page()
    heard.listen(page)
    yield page
    context.close()
    assert heard.outside() == []


# Each language in one look; colours do not depend on the language, nor words on the colours.
@pytest.mark.parametrize(("looked_at", "language"), list(zip(LOOKS, LANGUAGES, strict=True)), indirect=["looked_at"])
@on_every_page
def test_a_page_is_whole_and_without_barriers(server: str, looked_at: Page, name: str, language: Language) -> None:
    expect_whole(looked_at, server, name, language)
    assert barriers(looked_at) == []
    assert _marked_in_menu(looked_at, language) == name
    if language == "zh-TW":
        assert _english_names(looked_at) <= {"English"}
    looked_at.set_viewport_size({"width": 390, "height": 844})
    expect(looked_at.locator("h1")).to_be_visible()
    assert _beyond(looked_at) == []
    assert wide(looked_at) == [0, 0, 0]


def _marked_in_menu(page: Page, language: Language) -> str:
    """The page that the menu, a landmark, marks as the one shown."""
    marked = page.get_by_role("navigation", name=words_in(language)("menu.name")).locator('[aria-current="page"]')
    expect(marked).to_have_count(1)
    return (marked.get_attribute("href") or "").split("?")[0].strip("/")


def _english_names(page: Page) -> set[str]:
    """Names read out by a screen reader that hold English words and no Chinese."""
    named: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('[aria-label], [title], [placeholder]')]
            .filter(one => !one.closest('.js-plotly-plot'))
            .flatMap(one => ['aria-label', 'title', 'placeholder'].map(name => one.getAttribute(name)))
            .filter(text => text && /[A-Za-z]{3}/.test(text) && !/[\\u4e00-\\u9fff]/.test(text))"""
    )
    return set(named)


def test_no_barriers_beside_an_open_source(server: str, looked_at: Page) -> None:
    looked_at.goto(f"{server}/{TOPICS[0]}")
    settled(looked_at)
    looked_at.get_by_role("combobox", name=words_in("zh-TW")("source.choose")).focus()
    choose_next(looked_at)
    part(looked_at, "source-card").locator("mark").first.wait_for()
    settled(looked_at)
    assert barriers(looked_at) == []


# The frame ----------------------------------------------------------------------------------------


@on_some_pages
def test_the_first_tab_leads_past_the_menu(server: str, page: Page, name: str) -> None:
    page.goto(f"{server}/{name}")
    settled(page)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name=words_in("zh-TW")("shell.skip"))
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("Tab")
    inside = page.evaluate("document.querySelector('.st-key-menu').contains(document.activeElement)")
    assert inside is False


def test_a_chosen_look_holds_on_every_page(server: str, page: Page) -> None:
    words = words_in("zh-TW")
    page.goto(f"{server}/staffing")
    settled(page)
    light = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    page.get_by_role("button", name=words("look.dark"), exact=True).press("Enter")
    expect(page.get_by_role("button", name=words("look.light"), exact=True)).to_be_visible()
    page.goto(f"{server}/mediation")
    settled(page)
    dark = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert (light, dark) == ("rgb(255, 255, 255)", "rgb(14, 17, 23)")
    paper = page.locator(".js-plotly-plot .main-svg").first.evaluate("svg => getComputedStyle(svg).backgroundColor")
    assert paper == dark


def test_focus_stays_where_it_was(server: str, page: Page) -> None:
    page.goto(f"{server}/mediation")
    settled(page)
    page.get_by_role("radio", name="各階段比率", exact=True).press("Enter")
    page.wait_for_url(re.compile("panel=shares"))
    settled(page)
    expect(page.get_by_role("radio", name="各階段比率", exact=True)).to_be_focused()


def test_a_list_that_finds_nothing_says_so_in_chinese(server: str, page: Page) -> None:
    page.goto(f"{server}/staffing")
    settled(page)
    page.get_by_role("combobox", name=words_in("zh-TW")("source.choose")).click()
    page.keyboard.type("zzz")
    expect(page.get_by_text(words_in("zh-TW")("shell.no_results"), exact=True)).to_be_visible()
    expect(page.get_by_text(words_in("en")("shell.no_results"), exact=True)).to_have_count(0)


def test_a_page_that_is_not_there_is_told_in_chinese(server: str, page: Page, heard: Heard) -> None:
    page.goto(f"{server}/nowhere")
    settled(page)
    expect(page.get_by_role("dialog")).to_contain_text(words_in("zh-TW")("shell.not_found"))
    expect(page.get_by_text("Page not found")).to_have_count(0)
    # Streamlit logs the same as an error, and nothing else is wrong.
    assert len(heard.complaints) == 1
    assert "does not seem to exist" in heard.complaints.pop()


# Fonts and phones ---------------------------------------------------------------------------------


def test_the_font_comes_from_the_own_server_and_is_kept(server: str, page: Page, heard: Heard) -> None:
    page.goto(server)
    settled(page)
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => `${f.family} ${f.weight}`)")
    assert {"Noto Sans TC 400", "Noto Sans TC 700"} <= {name.replace('"', "") for name in loaded}
    fonts = {address for address in heard.addresses if address.endswith(".woff2") and "NotoSansTC" in address}
    assert {address.rsplit("/", 1)[1] for address in fonts} == {
        "NotoSansTC-subset.woff2",
        "NotoSansTC-subset-bold.woff2",
    }
    for address in fonts:
        answer = page.request.get(address)
        assert answer.headers["cache-control"] == "public, max-age=604800"
        assert answer.body()[:4] == b"wOF2"


@pytest.mark.parametrize("name", ["", TOPICS[-1], "explore"], ids=lambda name: name or "overview")
def test_nothing_stands_beyond_a_phone(server: str, page: Page, name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server}/{name}")
    settled(page)
    assert _beyond(page) == []
    assert wide(page) == [0, 0, 0]


def _beyond(page: Page) -> list[str]:
    """What reaches over the right edge of the window and does not scroll by itself."""
    return lasting(
        page,
        """() => [...document.querySelectorAll(
                'h1, h2, p, a, button, input, .stPlotlyChart, .stDataFrame, blockquote')]
            .filter(one => one.getClientRects().length && one.getBoundingClientRect().right > innerWidth + 1
                && !one.closest('[class*="overflow"], [data-testid="stDataFrame"]'))
            .map(one => `${one.tagName} ${one.textContent.slice(0, 40)}`)""",
    )


@pytest.mark.parametrize("name", ["", TOPICS[0]], ids=["overview", TOPICS[0]])
def test_little_moves_while_a_page_loads(server: str, page: Page, name: str) -> None:
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver(list => list.getEntries().forEach(one => {
            if (!one.hadRecentInput) window.moved += one.value;
        })).observe({type: "layout-shift", buffered: true})"""
    )
    page.goto(f"{server}/{name}")
    settled(page)
    page.wait_for_timeout(500)
    # Layout shift as browsers count it: above a quarter is called poor, and a busy machine draws in pieces.
    assert page.evaluate("window.moved") <= 0.25
