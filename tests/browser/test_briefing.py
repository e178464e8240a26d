"""Five slides from the address bar to the projector, by mouse and by keyboard, on a desk and on a phone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect
from pptx import Presentation

from catalog.words import words_in
from tests.browser.rig import beyond, part, settled, tab_to, wide

ZH = words_in("zh-TW")
PHONE: ViewportSize = {"width": 390, "height": 844}


def _opened(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)


def _slides(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query)["slides"][0].split(",")


def headings(page: Page) -> list[str]:
    """The titles of the slides that are shown."""
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


@pytest.mark.timeout(240)
def test_retitled_and_moved_slides_are_what_powerpoint_opens(server: str, page: Page) -> None:
    _opened(page, f"{server}/briefing")
    proposed, findings = _slides(page), headings(page)
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
    assert headings(page) == wanted

    name, file = _downloaded(page, "pptx")
    assert re.fullmatch(r"簡報_第4屆第1次定期大會_5張_\d{4}-\d\d-\d\d\.pptx", name)
    cover, *shown, _ = _titles(file)
    assert shown == wanted
    assert cover == page.get_by_role("heading", level=1).inner_text()

    # Words just typed are in the file.
    page.get_by_role("textbox", name=ZH("briefing.field.title", number=1), exact=True).fill("還沒按 Enter 的標題")
    _, file = _downloaded(page, "pptx")
    assert _titles(file)[1] == "還沒按 Enter 的標題"

    # Every kind of file comes.
    for kind, begins in (("pdf", b"%PDF"), ("question-pdf", b"%PDF"), ("odp", b"PK"), ("question-odt", b"PK")):
        name, file = _downloaded(page, kind)
        assert file.read_bytes().startswith(begins)
        assert name.startswith("質詢單_第4屆" if kind.startswith("question") else "簡報_第4屆")


@pytest.mark.timeout(240)
def test_a_file_that_takes_its_time_is_said_to_be_made(server: str, page: Page) -> None:
    _opened(page, f"{server}/briefing?slides=consumer_mediations")
    told = page.locator(".file-waits")
    expect(told).to_have_role("status")
    # Two at once: one is made, the other waits for its turn; a page can be read meanwhile.
    with page.expect_download() as first:
        for kind in ("pdf", "question-pdf"):
            page.get_by_role("button", name=ZH(f"briefing.file.{kind}"), exact=True).click()
        expect(told).to_have_text(ZH("file.waits"))
    assert first.value.path().read_bytes().startswith(b"%PDF")
    expect(told).to_be_empty()


def test_the_keyboard_alone_adds_moves_and_downloads(server: str, page: Page) -> None:
    _opened(page, f"{server}/briefing?slides=consumer_mediations,staffing.staff")
    tab_to(page, page.get_by_role("combobox", name=ZH("briefing.add")))
    page.keyboard.type("workers_total")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("workers_total"))
    settled(page)
    up = _button(page, "up", 3)
    tab_to(page, up, key="Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"workers_total(%2C|,)staffing\.staff"))
    settled(page)
    # The focus goes along with the slide: the next press moves it further.
    expect(_button(page, "up", 2)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"slides=workers_total"))
    settled(page)
    button = page.get_by_role("button", name=ZH("briefing.file.pptx"), exact=True)
    tab_to(page, button, key="Shift+Tab")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert _titles(download.value.path())[1:-1] == headings(page)


# Its English, as on every page, is test_accessible's.
def test_a_slide_leads_to_its_chart_and_back_nothing_is_lost_on_a_phone(server: str, page: Page) -> None:
    page.set_viewport_size(PHONE)
    _opened(page, f"{server}/briefing?slides=consumer_mediations,no_such_name,energy.works&title1=%E9%A1%8C")
    assert wide(page) == [0, 0, 0]
    assert beyond(page) == []
    before = headings(page)
    page.get_by_role("link", name=ZH("briefing.open", name="消費爭議調解"), exact=True).click()
    page.wait_for_url(re.compile(r"/explore\?.*metrics=consumer_mediations"))
    settled(page)
    part(page, "menu").get_by_role("link", name=ZH("page.briefing"), exact=True).click()
    page.wait_for_url(re.compile(r"/briefing\?.*title1="))
    settled(page)
    assert headings(page) == before
    assert before[0] == "題"
