"""From a question to the sentence and the chart, by mouse and by keyboard alone."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from catalog.words import words_in
from tests.browser.axe import barriers
from tests.browser.rig import MARKS, part, settled, still, tab_to, went, wide

ZH = words_in("zh-TW")
PHONE: ViewportSize = {"width": 390, "height": 844}


def _search(page: Page, server: str, typed: str) -> None:
    page.goto(f"{server}/search")
    settled(page)
    field = page.get_by_role("textbox", name=ZH("search.label"))
    field.fill(typed)
    field.press("Enter")
    page.wait_for_url(re.compile(r"[?&]q="))
    settled(page)


def _expect_no_barriers(page: Page) -> None:
    # A part that is still fading in has no contrast yet.
    still(page)
    assert barriers(page) == []


def test_a_question_leads_to_its_chart_and_its_sentence(server: str, page: Page) -> None:
    _search(page, server, "調解")
    expect(page.get_by_role("heading", level=1)).to_have_text("全部 5 份報告都有「調解」：6 個數字、9 段內文")
    _expect_no_barriers(page)
    hit = part(page, "hits").locator("li.hit", has_text="112件").first
    expect(hit.locator("mark", has_text="112")).to_be_visible()
    hit.get_by_role("link", name=ZH("search.to_chart", metric="消費爭議調解")).click()
    page.wait_for_url(re.compile(r"/explore\?"))
    settled(page)
    chosen = parse_qs(urlsplit(page.url).query)
    assert chosen["metrics"] == ["consumer_mediations"]
    expect(page.locator(MARKS).first).to_be_visible()
    expect(part(page, "source-card").locator("mark").first).to_have_text("112")


@pytest.mark.parametrize("size", [{"width": 1366, "height": 768}, PHONE], ids=["desk", "phone"])
def test_from_a_question_to_its_copied_citation_without_scrolling(server: str, page: Page, size: ViewportSize) -> None:
    """On any page: ask, then copy; what the first click opens is in view with the button that cites it."""
    page.set_viewport_size(size)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server}/quality?lang=zh-TW")
    settled(page)
    box = page.get_by_role("search")
    box.get_by_role("searchbox").fill("107年訪賓幾案")
    box.get_by_role("button").click()
    page.wait_for_url(re.compile(r"/search\?"))
    settled(page)
    answer = page.locator("p.statement").first
    expect(answer).to_contain_text("28案")
    copy = page.locator(".copyable button").first
    sentence = page.locator("li.hit mark", has_text="28").first
    for shown in (answer, sentence, copy):
        expect(shown).to_be_in_viewport(ratio=1)
    copy.click()
    expect(page.locator(".copyable").first.get_by_role("status")).to_have_text(ZH("takeaway.copied"))
    copied: str = page.evaluate("navigator.clipboard.readText()")
    # The sentence as its card cites it: report, section and paragraph, days.
    for told in ("28案", "第2屆第8次定期大會", "107年1月16日", "」第", "段，"):
        assert told in copied


def test_what_is_asked_in_english_is_answered_in_english_whatever_the_browser_prefers(server: str, page: Page) -> None:
    page.goto(f"{server}/?lang=en")
    settled(page)
    assert page.evaluate("navigator.language") == "zh-TW"
    box = page.get_by_role("search").get_by_role("searchbox")
    box.fill("mediations in 2015")
    box.press("Enter")
    page.wait_for_url(re.compile(r"/search\?.*lang=en"))
    settled(page)
    expect(page.locator("p.statement").first).to_contain_text("229")
    assert parse_qs(urlsplit(page.url).query)["lang"] == ["en"]


def test_a_hit_opens_its_passage_in_the_report(server: str, page: Page) -> None:
    _search(page, server, "衆消費諮詢")
    part(page, "hits").get_by_role("link", name=ZH("search.to_source")).first.click()
    page.wait_for_url(re.compile(r"/reports\?.*passage="))
    settled(page)
    passage = page.locator("#chosen-passage")
    expect(passage).to_be_in_viewport()
    expect(passage).to_contain_text("消費諮詢")


def test_the_keyboard_alone_searches_and_opens_a_hit(server: str, page: Page) -> None:
    page.goto(f"{server}/search")
    settled(page)
    tab_to(page, page.get_by_role("textbox", name=ZH("search.label")))
    page.keyboard.type("調解")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"[?&]q="))
    settled(page)
    tab_to(page, part(page, "hits").get_by_role("link", name=ZH("search.to_source")).first)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/reports\?"))
    settled(page)
    expect(page.locator("#chosen-passage")).to_contain_text("調解")


def test_a_shared_search_shows_the_same_to_others(server: str, page: Page, other: Page) -> None:
    page.goto(f"{server}/search?lang=en&q=調解&kind=number&unit=件&low=90")
    settled(page)
    expect(part(page, "hits").locator("strong", has_text="112")).to_be_visible()
    _expect_no_barriers(page)
    shown = part(page, "hits").inner_text()
    other.goto(page.url)
    settled(other)
    expect(part(other, "hits").locator("strong", has_text="112")).to_be_visible()
    assert part(other, "hits").inner_text() == shown
    assert other.url == page.url


@pytest.mark.parametrize(
    "address", ["search?q=總計", "search?q=調解 電梯", "search?q=qqq", "reports?report=council-3-4&part=numbers"]
)
def test_no_barriers_and_a_phone_scrolls_down_only(stays: Page, address: str) -> None:
    stays.set_viewport_size(PHONE)
    page = went(stays, f"/{address}&lang=zh-TW")
    assert wide(page) == [0, 0, 0]
    page.set_viewport_size({"width": 1280, "height": 900})
    _expect_no_barriers(page)
