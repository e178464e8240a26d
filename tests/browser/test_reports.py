"""The matrix and the quality page lead to what they speak of, and hold no barriers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from catalog.words import words_in
from tests.browser.axe import barriers
from tests.browser.rig import MARKS, part, settled

ZH = words_in("zh-TW")


def _open(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)


def test_a_printed_cell_leads_to_the_number_and_a_silent_one_to_the_report(server: str, page: Page) -> None:
    _open(page, f"{server}/reports?show=matrix&group=consumer")
    row = page.locator(".matrix tr", has=page.get_by_role("rowheader", name="消費爭議調解（件）", exact=True))
    expect(row.locator("td")).to_have_count(5)
    row.locator("td.printed a").last.click()
    page.wait_for_url(re.compile(r"/explore\?.*metrics=consumer_mediations"))
    settled(page)
    expect(page.locator(MARKS).first).to_be_visible()
    expect(part(page, "source-card").locator("mark").first).to_have_text("112")

    _open(page, f"{server}/reports?show=matrix&group=consumer")
    silent = page.locator(".matrix td.not_printed a").first
    expect(silent).to_contain_text(ZH("reports.status.not_printed"))
    silent.press("Enter")
    page.wait_for_url(re.compile(r"/reports\?.*show=report"))
    settled(page)
    expect(part(page, "report-outline")).to_be_visible()


def test_a_heading_of_the_outline_leads_to_its_passages(server: str, page: Page) -> None:
    _open(page, f"{server}/reports?report=council-2-8")
    part(page, "report-outline").get_by_role("link", name="(三)檔案珍寶、留存精粹").click()
    page.wait_for_url(re.compile("passage="))
    settled(page)
    expect(page.locator("#chosen-passage")).to_be_in_viewport()
    expect(page.locator("#chosen-passage")).to_contain_text("(三)檔案珍寶、留存精粹")


def test_a_contradiction_leads_to_its_sentence(server: str, page: Page) -> None:
    _open(page, f"{server}/quality")
    failed = page.locator("li.fails", has_text="間蝶閥汰換工程")
    failed.get_by_role("link", name=ZH("search.to_source")).last.click()
    page.wait_for_url(re.compile(r"/reports\?.*report=performance-104"))
    settled(page)
    expect(page.locator("#chosen-passage")).to_contain_text("間蝶閥汰換工程")


@pytest.mark.parametrize(
    "address",
    [
        "search?q=總計",
        "search?q=調解 電梯",
        "search?q=調解&unit=件&lang=en",
        "reports?report=council-3-4&part=text&passage=60",
        "reports?report=council-3-4&part=numbers",
        "reports?report=council-2-3&part=tables",
        "reports?report=council-2-8&part=left_out",
        "reports?show=matrix&group=consumer",
    ],
)
def test_no_barriers(server: str, page: Page, address: str) -> None:
    _open(page, f"{server}/{address}")
    # A part that is still fading in has no contrast yet.
    page.wait_for_function("document.getAnimations().every(one => one.playState !== 'running')")
    page.wait_for_function("!document.querySelector('[data-stale=\"true\"]')")
    assert barriers(page) == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", ["/reports", "/quality", "/quality?lang=en"])
def test_nothing_moves_while_a_page_of_text_loads(server: str, page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver(list => list.getEntries().forEach(one => {
            if (!one.hadRecentInput) window.moved += one.value;
        })).observe({type: "layout-shift", buffered: true})"""
    )
    page.goto(server + address)
    settled(page)
    page.wait_for_timeout(500)
    # As browsers count it: up to a tenth is called good.
    assert page.evaluate("window.moved") <= 0.1
