"""From reports of a bureau nobody prepared, dropped into a folder, to its overview, a section and a sentence."""

from __future__ import annotations

import re
from urllib.parse import quote

from playwright.sync_api import Page, expect

from catalog.words import words_in
from tests.browser.axe import barriers
from tests.browser.conftest import TwoAgencies
from tests.browser.rig import MARKS, beyond, click_mark, part, settled, wide

ZH = words_in("zh-TW")
AGENCY_ID = "新竹縣政府衛生局"


def test_a_bureau_leads_from_its_overview_to_the_sentence_of_a_number(two_agencies: TwoAgencies, page: Page) -> None:
    page.goto(two_agencies.address)
    settled(page)
    part(page, "agency").get_by_role("combobox").click()
    page.get_by_role("option", name=re.compile("衛生局")).click()
    page.wait_for_url(re.compile(f"agency={quote(AGENCY_ID)}"))
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("衛生局：5 份報告")
    expect(page.get_by_text("自動整理，尚未確認").first).to_be_visible()
    expect(page.locator(MARKS).first).to_be_visible()
    assert barriers(page) == []

    page.locator("ul.sections a").first.click()
    page.wait_for_url(re.compile("/agency.*section="))
    settled(page)
    click_mark(page.locator(MARKS).first)
    page.wait_for_url(re.compile("source="))
    settled(page)
    card = part(page, "source-card")
    expect(card.locator("mark").first).to_be_visible()
    address = page.url

    # The address alone shows it again.
    page.goto(address)
    settled(page)
    expect(card.locator("mark").first).to_be_visible()
    assert barriers(page) == []


def test_a_bureau_stays_chosen_from_page_to_page_on_a_phone(two_agencies: TwoAgencies, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{two_agencies.address}/?agency={quote(AGENCY_ID)}")
    settled(page)
    for name in ("explore", "search", "reports", "quality", "agency"):
        part(page, "menu").get_by_role("link", name=ZH(f"page.{name}"), exact=True).click()
        page.wait_for_url(re.compile(f"/{name}"))
        settled(page)
        assert f"agency={quote(AGENCY_ID)}" in page.url
        assert beyond(page) == []
        assert wide(page) == [0, 0, 0]
