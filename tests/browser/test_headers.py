"""What pages may do in a browser, and what they are sent with."""

from __future__ import annotations

from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Page, expect

from catalog.load import load
from catalog.words import words_in
from tests.browser.rig import handshake, part, settled, walked
from view.frame.page import TOOLS

ZH, EN = words_in("zh-TW"), words_in("en")
PAGES = ("", *(screen.id for screen in load().screens), *TOOLS)
_OUTSIDE = "http://192.0.2.1/x.png"
HOSTILE = f"![x]({_OUTSIDE}) [a]({_OUTSIDE}) <img src={_OUTSIDE} onerror=alert(1)> {_OUTSIDE} :red[r] :material/home:"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sent_with_its_policy(server: str, name: str) -> None:
    answer = httpx.get(f"{server}/{name}")
    assert answer.status_code == 200
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "address",
    [
        "?edition={text}",
        "reports?report={text}",
        "explore?metrics={text}",
        "briefing?slides={text}&session={text}",
        "staffing?panel={text}&lang={text}",
        "search?q={text}",
    ],
)
def test_text_of_an_address_is_text(server: str, page: Page, address: str) -> None:
    page.goto(f"{server}/{address.format(text=quote(HOSTILE))}")
    settled(page)
    said = page.locator("[data-testid='stMain']")
    hosts = "links => links.map(link => new URL(link.href ?? link.src).host)"
    assert "192.0.2.1" not in said.locator("a[href], img[src]").evaluate_all(hosts)
    if not address.startswith("search"):
        expect(said.get_by_role("alert").first).to_contain_text("![x](")
        # Nothing of it is coloured or drawn as a sign.
        expect(said.get_by_role("alert").first).to_contain_text("<img src=")


def test_back_leaves_a_page_at_once(server: str, page: Page) -> None:
    page.goto(f"{server}/?lang=zh-TW")
    settled(page)
    walked(page, "mediation")
    page.get_by_role("radio", name="各階段比率", exact=True).click()
    page.wait_for_url("**panel=shares**")
    settled(page)
    page.go_back()
    page.wait_for_url(f"{server}/?**")
    settled(page)
    expect(part(page, "lead")).to_be_visible()


@pytest.mark.usefixtures("newly")
def test_an_english_browser_gets_english(server: str, page: Page) -> None:
    agent = page.evaluate("navigator.userAgent")
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setUserAgentOverride", {"userAgent": agent, "acceptLanguage": "en-GB"})
    page.goto(server)
    settled(page)
    assert "lang=en" in page.url
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_no_other_site_sends_a_file_or_presses_a_button(server: str) -> None:
    # Where nobody signs in, whoever sits here is trusted: not so what they happen to have open beside it.
    sent = httpx.put(f"{server}/_stcore/upload_file/session/file", files={"file": b"x"})
    assert sent.status_code == 403
    assert handshake(server, server) == 101
    assert handshake(server, "http://evil.example") == 403
