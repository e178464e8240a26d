"""The matrix and the quality page lead to what they speak of, and hold no barriers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from catalog.words import words_in
from tests.browser.axe import barriers
from tests.browser.rig import COUNTS_MOVES, MARKS, moved, part, settled, still, went

ZH = words_in("zh-TW")


def _open(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)


def _expect_no_barriers(page: Page) -> None:
    # A part that is still fading in has no contrast yet.
    still(page)
    page.wait_for_function("() => !document.querySelector('[data-stale=\"true\"]')")
    assert barriers(page) == []


def test_a_printed_cell_leads_to_the_number_and_a_silent_one_to_the_report(server: str, page: Page) -> None:
    _open(page, f"{server}/reports?show=matrix&group=consumer")
    row = page.locator(".matrix tr", has=page.get_by_role("rowheader", name="消費爭議調解（件）", exact=True))
    expect(row.locator("td")).to_have_count(5)
    _expect_no_barriers(page)
    row.locator("td.printed a").last.click()
    page.wait_for_url(re.compile(r"/explore\?.*metrics=consumer_mediations"))
    settled(page)
    expect(page.locator(MARKS).first).to_be_visible()
    expect(part(page, "source-card").locator("mark").first).to_have_text("112")

    went(page, "/reports?show=matrix&group=consumer&lang=zh-TW")
    silent = page.locator(".matrix td.not_printed a").first
    expect(silent).to_contain_text(ZH("reports.status.not_printed"))
    silent.press("Enter")
    page.wait_for_url(re.compile(r"/reports\?.*show=report"))
    settled(page)
    expect(part(page, "report-outline")).to_be_visible()


@pytest.mark.usefixtures("newly")
def test_a_heading_of_the_outline_leads_to_its_passages(server: str, page: Page) -> None:
    page.add_init_script(COUNTS_MOVES)
    _open(page, f"{server}/reports?report=council-2-8")
    assert moved(page) <= 0.1
    part(page, "report-outline").get_by_role("link", name="(三)檔案珍寶、留存精粹").click()
    page.wait_for_url(re.compile("passage="))
    settled(page)
    expect(page.locator("#chosen-passage")).to_be_in_viewport()
    expect(page.locator("#chosen-passage")).to_contain_text("(三)檔案珍寶、留存精粹")
    _expect_no_barriers(page)


@pytest.mark.usefixtures("newly")
def test_what_two_reports_tell_apart_leads_to_its_sentence(server: str, page: Page) -> None:
    page.add_init_script(COUNTS_MOVES)
    _open(page, f"{server}/quality")
    assert moved(page) <= 0.1
    page.locator("summary", has_text=ZH("quality.cannot_tell_count", count="")).click()
    apart = page.locator("li.cannot_tell", has_text="間蝶閥汰換工程")
    apart.get_by_role("link", name=ZH("search.to_source")).last.click()
    page.wait_for_url(re.compile(r"/reports\?.*report=performance-104"))
    settled(page)
    expect(page.locator("#chosen-passage")).to_contain_text("間蝶閥汰換工程")


# The other parts, and searches, are looked at where test_search opens them.
@pytest.mark.parametrize(
    "address", ["reports?report=council-2-3&part=tables", "reports?report=council-2-8&part=left_out"]
)
def test_no_barriers(stays: Page, address: str) -> None:
    _expect_no_barriers(went(stays, f"/{address}&lang=zh-TW"))


@pytest.mark.parametrize(
    ("address", "width"), [("/reports", 390), ("/quality", 390), ("/quality?lang=en", 1280), ("/quality?lang=en", 390)]
)
@pytest.mark.usefixtures("newly")
def test_nothing_moves_while_a_page_of_text_loads(server: str, page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(COUNTS_MOVES)
    _open(page, server + address)
    # As browsers count it: up to a tenth is called good.
    assert moved(page) <= 0.1
