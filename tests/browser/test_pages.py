"""What a reader meets on every page, in a real browser."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from playwright.sync_api import Browser, Page, expect

from catalog.load import load
from catalog.words import LANGUAGES, Language, speaking, words_in
from tests.browser.rig import MARKS, choose_next, opened, part, settled
from view.frame import page as frame

SCREENS = {screen.id: screen for screen in load().screens}
TOOLS = tuple(tool for tool in frame.TOOLS if frame.page_script(tool))
PAGES = ("", *SCREENS, *TOOLS)
HTML_LANGUAGE = {"zh-TW": "zh-Hant-TW", "en": "en"}
PHONE = {"width": 390, "height": 844}
MOST_TABS = 60

on_every_topic = pytest.mark.parametrize("name", SCREENS)
# One with bars alone, one with a time line; the list, the table and the file are the same on all.
on_two_topics = pytest.mark.parametrize("name", [next(iter(SCREENS)), list(SCREENS)[-1]])


def _page_name(name: str, language: Language) -> str:
    with speaking(language):
        return frame.page_name(name or frame.OVERVIEW)


def _opened(page: Page, address: str, name: str) -> None:
    """Opens a page and waits until it is whole: of a tool, which may ask first, the footer."""
    if name in TOOLS:
        page.goto(address)
        settled(page)
    else:
        opened(page, address)


def _parameters(page: Page) -> dict[str, str]:
    return {key: value for key, (value,) in parse_qs(urlsplit(page.url).query).items()}


# The first request after a start ------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), [("", "zh-TW"), ("staffing", "en"), ("search", "zh-TW")])
def test_the_first_visitor_sees_the_whole_page(fresh_server: str, page: Page, name: str, language: Language) -> None:
    expect_whole(page, fresh_server, name, language)


def expect_whole(page: Page, server: str, name: str, language: Language) -> None:
    """Opens a page and expects its language, name, menu, one finding as heading, and no error."""
    query = "" if language == LANGUAGES[0] else f"?lang={language}"
    _opened(page, f"{server}/{name}{query}", name)

    assert page.locator("html").get_attribute("lang") == HTML_LANGUAGE[language]
    assert page.title().startswith(_page_name(name, language))
    menu = part(page, "menu").get_by_role("link")
    expect(menu).to_have_text([_page_name(other, language) for other in PAGES])
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_count(1)
    chinese = len(re.findall(r"[\u4e00-\u9fff]", heading.inner_text()))
    english = len(re.findall(r"[A-Za-z]+", heading.inner_text()))
    # A finding is a sentence; a tool may be called by one word.
    assert (chinese if language == "zh-TW" else english) > (0 if name in TOOLS else 5)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert _parameters(page)["lang"] == language
    assert urlsplit(page.url).path == f"/{name}"


@on_every_topic
def test_every_panel_is_drawn(server: str, page: Page, name: str) -> None:
    opened(page, f"{server}/{name}")
    for panel in SCREENS[name].panels:
        page.get_by_role("radio", name=panel.name_zh, exact=True).click()
        page.wait_for_url(re.compile(rf"[?&]panel={panel.id}(&|$)"))
        settled(page)
        expect(page.locator(MARKS).first).to_be_visible()
        expect(page.get_by_test_id("stException")).to_have_count(0)


# The source of a number ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Printed:
    """A value as its report prints it."""

    raw: str
    passage: str
    outline: str
    quote: str
    value: float


def _printed(warehouse: Path, observation_id: str) -> Printed:
    question = """
        SELECT q.raw, p.text, p.outline[-1], o.quote, o.value
        FROM observation o JOIN quantity q USING (report_id, quantity_no)
        JOIN passage p ON p.report_id = q.report_id AND p.passage_no = q.passage_no
        WHERE o.observation_id = ?
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        (row,) = connection.execute(question, [observation_id]).fetchall()
    return Printed(*row)


def _choose_a_source(page: Page) -> None:
    page.get_by_role("combobox").focus()
    choose_next(page)


def _expect_source(page: Page, warehouse: Path) -> str:
    """The card shows the sentence of the value that the address names; gives the value's id."""
    page.wait_for_url(re.compile(r"[?&]source=[^&]+"))
    settled(page)
    chosen = _parameters(page)["source"]
    printed = _printed(warehouse, chosen)
    card = part(page, "source-card")
    expect(card.locator("mark").first).to_have_text(printed.raw)
    shown = card.locator("blockquote").first.inner_text()
    assert printed.quote in printed.passage
    assert "".join(printed.quote.split()) in "".join(shown.split())
    expect(card).to_contain_text(printed.outline)
    return chosen


@on_every_topic
def test_a_click_on_a_mark_opens_its_source(server: str, page: Page, name: str, warehouse_file: Path) -> None:
    opened(page, f"{server}/{name}")
    mark = page.locator(MARKS).last
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    # Plotly takes a click only where the pointer was seen to hover.
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 3, y - 3)
    page.mouse.move(x, y, steps=4)
    page.locator(".hoverlayer .hovertext").first.wait_for()
    page.mouse.click(x, y)
    _expect_source(page, warehouse_file)


@on_two_topics
def test_the_keyboard_alone_opens_a_source(server: str, page: Page, name: str, warehouse_file: Path) -> None:
    opened(page, f"{server}/{name}")
    sources = page.get_by_role("combobox", name=words_in("zh-TW")("source.choose"))
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if sources.evaluate("list => list === document.activeElement"):
            break
    else:
        pytest.fail(f"{MOST_TABS} tabs do not lead to the list of sources")
    choose_next(page)
    _expect_source(page, warehouse_file)


@on_two_topics
def test_a_table_row_opens_its_source(server: str, page: Page, name: str, warehouse_file: Path) -> None:
    opened(page, f"{server}/{name}")
    grid = part(page, "table").locator("canvas").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    # The box that selects the first row stands below the header, which is about one row high.
    page.mouse.click(box["x"] + 16, box["y"] + 54)
    _expect_source(page, warehouse_file)


# Language, links, files ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "mediation"], ids=("overview", "mediation"))
def test_the_switch_changes_the_language_and_back(server: str, page: Page, name: str) -> None:
    _opened(page, f"{server}/{name}", name)
    for language in ("en", "zh-TW"):
        part(page, "language").get_by_role("button").press("Enter")
        page.wait_for_url(re.compile(rf"[?&]lang={language}(&|$)"))
        expect(page.locator(f'html[lang="{HTML_LANGUAGE[language]}"]')).to_be_attached()
        expect(part(page, "menu").get_by_role("link").last).to_have_text(_page_name(PAGES[-1], language))
        assert urlsplit(page.url).path == f"/{name}"


def test_a_shared_link_shows_the_same(server: str, page: Page, browser: Browser, warehouse_file: Path) -> None:
    words = words_in("en")
    opened(page, f"{server}/mediation?lang=en")
    page.get_by_role("radio", name="Ways of advice", exact=True).click()
    page.wait_for_url(re.compile("panel=advice"))
    page.get_by_role("radio", name=words("view.printed"), exact=True).click()
    page.wait_for_url(re.compile("view=printed"))
    part(page, "options").get_by_text(words("bands.show"), exact=True).click()
    page.wait_for_url(re.compile("bands=off"))
    settled(page)
    _choose_a_source(page)
    _expect_source(page, warehouse_file)
    shown = _shown(page)

    other = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    try:
        opened(other, page.url)
        _expect_source(other, warehouse_file)
        assert other.url == page.url
        assert _shown(other) == shown
    finally:
        other.context.close()


def _shown(page: Page) -> dict[str, Any]:
    """What a page says and what is chosen on it."""
    return {
        "heading": page.get_by_role("heading", level=1).inner_text(),
        "pressed": page.locator('[aria-checked="true"], [aria-pressed="true"]').all_inner_texts(),
        "switched on": page.get_by_role("switch", checked=True).count(),
        "card": part(page, "source-card").inner_text(),
        "marks": page.locator(MARKS).count(),
    }


@on_two_topics
def test_the_file_holds_what_is_drawn(server: str, page: Page, name: str, warehouse_file: Path) -> None:
    opened(page, f"{server}/{name}")
    with page.expect_download() as download:
        page.get_by_role("button", name=words_in("zh-TW")("table.download")).click()
    assert download.value.suggested_filename.endswith(".csv")
    content = download.value.path().read_bytes()

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    assert {"指標", "數值", "單位", "期間（民國）", "起日", "迄日", "報告", "原句", "數字代號"} <= set(header)
    assert {len(row) for row in rows} == {len(header)}
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "@", "\t", "\r")]
    records = [dict(zip(header, row, strict=True)) for row in rows]
    drawn = [record for record in records if record["數字代號"]]
    assert drawn
    for record in drawn:
        printed = _printed(warehouse_file, record["數字代號"])
        assert float(record["數值"]) == printed.value
        assert record["原句"] == printed.quote
