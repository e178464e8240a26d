"""Every page, in both looks and languages: no barriers, a way for the keyboard, no words left in English."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from catalog.load import load
from catalog.words import Language, words_in
from tests.browser.axe import barriers
from tests.browser.conftest import Heard, Visit
from tests.browser.paper import expect_black_on_white, expect_overview_on_paper
from tests.browser.rig import (
    COUNTS_MOVES,
    HEARS_POLICY,
    against_policy,
    beyond,
    choose_next,
    moved,
    opened,
    part,
    settled,
    walked,
    went,
    wide,
)
from tests.browser.test_pages import expect_whole
from tests.browser.test_tables import expect_periods_apart_from_bars
from view.frame.agency import AGENCY

ROOT = Path(__file__).resolve().parents[2]
# Every script in pages/ is a page: a new one is looked at without being named here. Those of other agencies are in the
# menu only where there are any: test_agency and test_series look at them.
SCRIPTS = sorted(script.stem for script in (ROOT / "pages").glob("*.py") if script.stem != "__init__")
OF_OTHERS = (AGENCY, "series")
PAGES = ("", *(script for script in SCRIPTS if script not in OF_OTHERS))
TOPICS = tuple(screen.id for screen in load().screens)
PHONE: ViewportSize = {"width": 390, "height": 844}
ZH = words_in("zh-TW")


@pytest.mark.parametrize("name", PAGES, ids=lambda name: name or "overview")
def test_a_page_is_whole_and_without_barriers(visitor: Visit, name: str) -> None:
    page, language = visitor.page, visitor.language
    against_policy(page)
    walked(page, name)
    expect_whole(page, name, language)
    assert against_policy(page) == []
    if visitor.look == "dark" and name == TOPICS[0]:
        expect_black_on_white(page)
    assert barriers(page) == []
    assert _marked_in_menu(page, language) == name
    if name == "check" and language == "zh-TW":
        _expect_a_draft_stays_here(visitor)
    if language == "zh-TW":
        assert _english_names(page) <= {"English"}
    page.set_viewport_size(PHONE)
    expect(page.locator("h1")).to_be_visible()
    assert beyond(page) == []
    assert wide(page) == [0, 0, 0]
    if name == TOPICS[0]:
        page.set_viewport_size({"width": 1280, "height": 900})
        _expect_no_barriers_beside_a_source(page, language)


def _expect_a_draft_stays_here(visitor: Visit) -> None:
    """A draft is judged by the server the page came from, and stands in no address that is asked for."""
    page, heard = visitor.page, visitor.heard
    before = len(heard.addresses)
    page.get_by_label(ZH("draft.label")).fill("109年3月至9月5日消費爭議調解112件，去年秘密談話七十七場。")
    page.get_by_role("button", name=ZH("draft.judge")).click()
    expect(page.locator(".draft mark.supported")).to_contain_text("112")
    settled(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name=ZH("draft.download")).click()
    assert saved.value.suggested_filename.endswith(".odt")
    asked = [unquote(address) for address in heard.addresses[before:]]
    assert heard.outside() == []
    assert not any("調解" in address or "秘密" in address for address in [*asked, unquote(page.url)])
    assert against_policy(page) == []
    assert barriers(page) == []


def _expect_no_barriers_beside_a_source(page: Page, language: Language) -> None:
    page.get_by_role("combobox", name=words_in(language)("source.choose")).focus()
    choose_next(page)
    part(page, "source-card").locator("mark").first.wait_for()
    settled(page)
    assert barriers(page) == []


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


# The frame ----------------------------------------------------------------------------------------


def _expect_a_way_past_the_menu(page: Page) -> None:
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name=ZH("shell.skip"))
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("Tab")
    inside = page.evaluate("document.querySelector('.st-key-menu').contains(document.activeElement)")
    assert inside is False


# What the frame does alike on all pages is looked at on some.
@pytest.mark.parametrize("name", ["", TOPICS[0]], ids=["overview", TOPICS[0]])
@pytest.mark.usefixtures("newly")
def test_a_page_comes_with_its_fonts_keeps_to_its_policy_moves_little_and_can_be_tabbed(
    server: str, page: Page, heard: Heard, name: str
) -> None:
    page.add_init_script(COUNTS_MOVES)
    page.add_init_script(HEARS_POLICY)
    page.goto(f"{server}/{name}")
    settled(page)
    # A busy machine draws in pieces.
    assert moved(page) <= 0.25
    # Of the first page; that of all others is looked at beside their barriers.
    assert against_policy(page) == []
    if not name:
        expect_periods_apart_from_bars(page)
    _expect_a_way_past_the_menu(page)
    if not name:
        _expect_own_fonts(page, heard)
        expect_overview_on_paper(page)


def test_a_chosen_look_holds_on_every_page(server: str, page: Page) -> None:
    page.goto(f"{server}/reports")
    settled(page)
    _expect_a_way_past_the_menu(page)
    light = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    page.get_by_role("button", name=ZH("look.dark"), exact=True).press("Enter")
    expect(page.get_by_role("button", name=ZH("look.light"), exact=True)).to_be_visible()
    opened(page, f"{server}/mediation")
    dark = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert (light, dark) == ("rgb(255, 255, 255)", "rgb(14, 17, 23)")
    paper = page.locator(".js-plotly-plot .main-svg").first.evaluate("svg => getComputedStyle(svg).backgroundColor")
    assert paper == dark


def test_a_look_that_the_system_changes_holds_for_charts_too(server: str, page: Page) -> None:
    opened(page, f"{server}/energy?panel=rates&bands=off")
    address = page.url
    looks: tuple[tuple[Literal["dark", "light"], str, str], ...] = (
        ("dark", "look.light", "rgb(14, 17, 23)"),
        ("light", "look.dark", "rgb(255, 255, 255)"),
    )
    for look, other, ground in looks:
        page.emulate_media(color_scheme=look)
        expect(page.get_by_role("button", name=ZH(other), exact=True)).to_be_visible()
        chart = page.locator(".js-plotly-plot .main-svg").first
        expect(chart).to_have_css("background-color", ground)
    assert page.url == address


def test_a_page_that_is_not_there_is_told_in_chinese(server: str, page: Page, heard: Heard) -> None:
    answer = page.goto(f"{server}/nowhere")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text(ZH("address.no_page"))
    assert barriers(page) == []
    page.get_by_role("link", name=ZH("address.to_overview"), exact=True).click()
    settled(page)
    # The browser logs the answer as an error, and nothing else is wrong.
    assert len(heard.complaints) == 1
    assert "404" in heard.complaints.pop()


# Fonts and phones ---------------------------------------------------------------------------------


def _expect_own_fonts(page: Page, heard: Heard) -> None:
    """The fonts come from the own server and are kept."""
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


# The overview beside its tables, in test_tables.
@pytest.mark.parametrize("name", [TOPICS[-1], "explore"])
def test_nothing_stands_beyond_a_phone(stays: Page, name: str) -> None:
    stays.set_viewport_size(PHONE)
    page = went(stays, f"/{name}?lang=zh-TW")
    assert beyond(page) == []
    assert wide(page) == [0, 0, 0]
