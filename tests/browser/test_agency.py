"""From reports of a bureau nobody prepared, dropped into a folder, to its overview, a section and a sentence."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from catalog.words import words_in
from tests.browser.axe import barriers
from tests.browser.rig import MARKS, beyond, click_mark, part, settled, wide
from tests.browser.server import Servers
from tests.built import build
from tests.conftest import ROOT
from tests.once import Once

ZH = words_in("zh-TW")
BUREAU = ROOT / "tests" / "invented" / "health_bureau"
NEIGHBOUR = ROOT / "tests" / "invented" / "neighbours" / "nb-1.txt"
AGENCY_ID = "新竹縣政府衛生局"


@pytest.fixture(scope="session")
def bureau_server(once: Once, shared_servers: Servers) -> str:
    """Address of a server over the catalog's agency, five files of a bureau nobody prepared and one of another."""

    def both(file: Path) -> None:
        raw = file.with_suffix(".raw")
        raw.mkdir()
        for report in (*BUREAU.glob("*.txt"), NEIGHBOUR, ROOT / "data" / "raw" / "council-2-8.txt"):
            shutil.copyfile(report, raw / report.name)
        build(once, file, raw)

    return shared_servers.address("bureau", once.made("two-agencies.duckdb", both))


def test_a_bureau_leads_from_its_overview_to_the_sentence_of_a_number(bureau_server: str, page: Page) -> None:
    page.goto(bureau_server)
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


def test_a_bureau_stays_chosen_from_page_to_page_on_a_phone(bureau_server: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{bureau_server}/?agency={quote(AGENCY_ID)}")
    settled(page)
    for name in ("explore", "search", "reports", "quality", "agency"):
        part(page, "menu").get_by_role("link", name=ZH(f"page.{name}"), exact=True).click()
        page.wait_for_url(re.compile(f"/{name}"))
        settled(page)
        assert f"agency={quote(AGENCY_ID)}" in page.url
        assert beyond(page) == []
        assert wide(page) == [0, 0, 0]
