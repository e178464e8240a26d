"""Five slides from the address bar to the projector, by mouse and by keyboard, on a desk and on a phone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pptx import Presentation

from catalog.words import words_in
from tests.browser.conftest import Serve
from tests.browser.rig import MARKS, part, settled, wide

ZH = words_in("zh-TW")
PHONE = {"width": 390, "height": 844}
MOST_TABS = 90


def _opened(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)


def _slides(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query)["slides"][0].split(",")


def _headings(page: Page) -> list[str]:
    return page.get_by_role("heading", level=2).all_inner_texts()


def _button(page: Page, does: str, number: int) -> Locator:
    return page.get_by_role("button", name=ZH(f"briefing.{does}", number=number), exact=True)


def _downloaded(page: Page, kind: str) -> tuple[str, Path]:
    with page.expect_download() as download:
        page.get_by_role("button", name=ZH(f"briefing.file.{kind}"), exact=True).click()
    return download.value.suggested_filename, download.value.path()


def _titles(file: Path) -> list[str]:
    shown: list[Any] = [slide.shapes.title for slide in Presentation(str(file)).slides]
    return [title.text_frame.text for title in shown]


def test_retitled_and_moved_slides_are_what_powerpoint_opens(server: str, page: Page) -> None:
    _opened(page, f"{server}/briefing")
    proposed, findings = _slides(page), _headings(page)
    assert len(findings) == 5
    title = page.get_by_role("textbox", name=ZH("briefing.field.title", number=3), exact=True)
    title.fill("宣導場次掉了三分之二")
    title.press("Enter")
    page.wait_for_url(re.compile("title3="))
    _button(page, "up", 3).click()
    page.wait_for_url(re.compile("title2="))
    session = page.get_by_role("textbox", name=ZH("briefing.session"), exact=True)
    session.fill("第4屆第1次定期大會")
    session.press("Enter")
    page.wait_for_url(re.compile("session="))
    settled(page)
    order = [0, 2, 1, 3, 4]
    wanted = [findings[place] for place in order]
    wanted[1] = "宣導場次掉了三分之二"
    assert _slides(page) == [proposed[place] for place in order]
    assert _headings(page) == wanted

    name, file = _downloaded(page, "pptx")
    assert re.fullmatch(r"簡報_第4屆第1次定期大會_5張_\d{4}-\d\d-\d\d\.pptx", name)
    cover, *shown, _ = _titles(file)
    assert shown == wanted
    assert cover == page.get_by_role("heading", level=1).inner_text()


def test_words_just_typed_are_in_the_file(server: str, page: Page) -> None:
    _opened(page, f"{server}/briefing?slides=consumer_mediations")
    page.get_by_role("textbox", name=ZH("briefing.field.title", number=1), exact=True).fill("還沒按 Enter 的標題")
    _, file = _downloaded(page, "pptx")
    assert _titles(file)[1] == "還沒按 Enter 的標題"


def test_every_file_comes_in_ten_seconds(server: str, page: Page) -> None:
    _opened(page, f"{server}/briefing")
    page.set_default_timeout(10_000)
    for kind, begins in (("pdf", b"%PDF"), ("question-pdf", b"%PDF"), ("odp", b"PK"), ("question-odt", b"PK")):
        name, file = _downloaded(page, kind)
        assert file.read_bytes().startswith(begins)
        assert name.startswith("質詢單_5張_" if kind.startswith("question") else "簡報_5張_")


def test_a_pasted_address_shows_the_same_after_a_restart(
    server: str, page: Page, new_server: Serve, browser: Browser
) -> None:
    _opened(page, f"{server}/briefing?slides=consumer_mediations,staffing.staff")
    context = page.get_by_role("textbox", name=ZH("briefing.field.context", number=2), exact=True)
    context.fill("背景：縣市合併 & 100% 移撥")
    context.press("Enter")
    page.wait_for_url(re.compile("context2="))
    settled(page)
    query = urlsplit(page.url).query
    shown = _shown(page)
    other = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    try:
        with new_server() as again:
            _opened(other, f"{again}/briefing?{query}")
            assert _shown(other) == shown
            assert urlsplit(other.url).query == query
            expect(part(other, "slide-staffing-staff")).to_contain_text("背景：縣市合併 & 100% 移撥")
    finally:
        other.context.close()


def _shown(page: Page) -> list[str]:
    """What each slide says, is drawn with, and has in its fields."""
    expect(page.locator(MARKS).first).to_be_visible()
    told = page.locator("dl.slide-say").all_inner_texts()
    written = [field.input_value() for field in part(page, "page").get_by_role("textbox").all()]
    return [*_headings(page), *told, *written, *page.locator(".js-plotly-plot .barlayer text").all_inner_texts()]


def test_the_keyboard_alone_adds_moves_and_downloads(server: str, page: Page) -> None:
    _opened(page, f"{server}/briefing?slides=consumer_mediations,staffing.staff")
    _tab_to(page, page.get_by_role("combobox", name=ZH("briefing.add")))
    page.keyboard.type("workers_total")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("workers_total"))
    settled(page)
    up = _button(page, "up", 3)
    _tab_to(page, up, key="Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"workers_total(%2C|,)staffing\.staff"))
    settled(page)
    # The focus goes along with the slide: the next press moves it further.
    expect(_button(page, "up", 2)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"slides=workers_total"))
    settled(page)
    button = page.get_by_role("button", name=ZH("briefing.file.pptx"), exact=True)
    _tab_to(page, button, key="Shift+Tab")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert _titles(download.value.path())[1:-1] == _headings(page)


def _tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        if wanted.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"{MOST_TABS} tabs do not lead there")


@pytest.mark.parametrize("query", ["?lang=en", "?slides=no_such_name,visitors.named,energy.works"])
def test_a_phone_scrolls_down_only(server: str, page: Page, query: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    _opened(page, f"{server}/briefing{query}")
    assert wide(page) == [0, 0, 0]
    beyond = page.evaluate(
        """() => [...document.querySelectorAll('.st-key-page :is(button, input, h1, h2, p, dd)')]
            .filter(one => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
            .map(one => one.outerHTML.slice(0, 100))"""
    )
    assert beyond == []


def test_a_slide_leads_to_its_chart_and_back_nothing_is_lost(server: str, page: Page) -> None:
    _opened(page, f"{server}/briefing?slides=consumer_mediations&title1=%E9%A1%8C")
    page.get_by_role("link", name=ZH("briefing.open", name="消費爭議調解"), exact=True).click()
    page.wait_for_url(re.compile(r"/explore\?.*metrics=consumer_mediations"))
    settled(page)
    part(page, "menu").get_by_role("link", name=ZH("page.briefing"), exact=True).click()
    page.wait_for_url(re.compile(r"/briefing\?.*title1="))
    settled(page)
    assert _headings(page) == ["題"]
