"""What a reader meets on every page, in a real browser."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb
import pandas as pd
import pytest
from playwright.sync_api import Page, ViewportSize, expect

from catalog.load import load
from catalog.words import LANGUAGES, Language, speaking, words_in
from charts.figure import LABELS, lanes_figure
from export.embed.page import plotly_bytes
from findings.lanes import Lane, Mark, Shape
from tests.browser.conftest import ARTIFACTS
from tests.browser.paper import expect_topic_on_paper
from tests.browser.rig import MARKS, OVERLAPS, choose_next, click_mark, lasting, opened, part, settled, tab_to
from tests.browser.server import serving
from tests.conftest import ROOT
from view.frame import page as frame

ZH = words_in("zh-TW")
SCREENS = {screen.id: screen for screen in load().screens}
TOOLS = tuple(tool for tool in frame.TOOLS if frame.page_script(tool))
PAGES = ("", *SCREENS, *TOOLS)
HTML_LANGUAGE = {"zh-TW": "zh-Hant-TW", "en": "en"}

# One with bars alone, one with a time line; the list, the table and the file are the same on all.
PHONE: ViewportSize = {"width": 390, "height": 844}
HALF, YEAR = pd.Timedelta(days=181), pd.Timedelta(days=364)
NO_BANDS = pd.DataFrame()
LOOKED_AT = (next(iter(SCREENS)), list(SCREENS)[-1])


def _page_name(name: str, language: Language) -> str:
    with speaking(language):
        return frame.page_name(name or frame.OVERVIEW)


def _parameters(page: Page) -> dict[str, str]:
    return {key: value for key, (value,) in parse_qs(urlsplit(page.url).query).items()}


# The first request after a start ------------------------------------------------------------------


@pytest.fixture(scope="module")
def own_server(warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Address of a server that nobody has visited before the tests here, and the warehouse that it alone shows."""
    published = tmp_path_factory.mktemp("published") / "warehouse.duckdb"
    published.write_bytes(warehouse_file.read_bytes())
    ARTIFACTS.mkdir(exist_ok=True)
    with serving(published, ARTIFACTS / "published.log") as address:
        yield address, published


# A tool's first request is test_restart's, a topic's in English test_add's.
def test_the_first_visitor_sees_the_whole_page(own_server: tuple[str, Path], page: Page) -> None:
    opened(page, f"{own_server[0]}/")
    expect_whole(page, "", LANGUAGES[0])
    _expect_labels_apart(page)
    _expect_switch(page)


def expect_whole(page: Page, name: str, language: Language) -> None:
    """Expects of the page that is open its language, name, menu, one finding as heading, and no error."""
    if name not in TOOLS:
        expect(page.locator(MARKS).first).to_be_visible()
    assert page.locator("html").get_attribute("lang") == HTML_LANGUAGE[language]
    assert page.title().startswith(_page_name(name, language))
    menu = part(page, "menu").get_by_role("link")
    expect(menu).to_have_text([_page_name(other, language) for other in PAGES])
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_count(1)
    chinese = len(re.findall(r"[\u4e00-\u9fff]", heading.inner_text()))
    english = len(re.findall(r"[A-Za-z]+", heading.inner_text()))
    # A finding is a sentence; a tool may be called by one word.
    # On every page one box for questions; that of the search page is larger.
    expect(page.get_by_role("search")).to_have_count(0 if name == "search" else 1)
    assert (chinese if language == "zh-TW" else english) > (0 if name in TOOLS else 5)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert _parameters(page)["lang"] == language
    assert urlsplit(page.url).path == f"/{name}"


@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", SCREENS)
def test_a_topic_is_drawn_printed_clicked_and_taken(server: str, page: Page, name: str, warehouse_file: Path) -> None:
    opened(page, f"{server}/{name}")
    expect_topic_on_paper(page)
    before = ""
    if name in LOOKED_AT:
        _open_a_source_by_keyboard(page)
        before = _expect_source(page, warehouse_file)
    click_mark(page.locator(MARKS).last)
    _expect_source(page, warehouse_file, before)
    if name in LOOKED_AT:
        before = _parameters(page)["source"]
        _click_a_row(page)
        _expect_source(page, warehouse_file, before)
        _expect_published_file(page)
        _expect_file(page, warehouse_file)
    for panel in SCREENS[name].panels:
        page.get_by_role("radio", name=panel.name_zh, exact=True).click()
        page.wait_for_url(re.compile(rf"[?&]panel={panel.id}(&|$)"))
        settled(page)
        expect(page.locator(MARKS).first).to_be_visible()
        expect(page.get_by_test_id("stException")).to_have_count(0)
        _expect_labels_apart(page)


def _expect_labels_apart(page: Page) -> None:
    """On a wide screen and on a phone."""
    wide = page.viewport_size
    assert wide
    for size in (PHONE, wide):
        page.set_viewport_size(size)
        assert lasting(page, OVERLAPS) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_of_labels_of_a_crowded_lane_those_with_room_are_shown(other: Page, width: int) -> None:
    """Thirty years of halves and years, and dots between them: without thinning they are printed over each other."""
    starts = pd.date_range("1990-01-01", periods=60, freq="6MS")
    kinds: tuple[tuple[Shape, pd.Timedelta], ...] = (("bar", HALF), ("bar", YEAR), ("dot", HALF))
    marks = [
        Mark(shape, day, day + days, day + days / 2, 100.0 + no % 7, f"{1000 + no:,}", "", f"{shape}{no}.{days}")
        for no, day in enumerate(starts)
        for shape, days in kinds
    ]
    lane = Lane("甲", "件", "件", tuple(mark for mark in marks if mark.shape == "bar"))
    figure = lanes_figure([lane, replace(lane, marks=tuple(mark for mark in marks if mark.shape == "dot"))], NO_BANDS)
    page = other
    page.set_viewport_size({"width": width, "height": 700})
    page.set_content("<div id='chart'></div>")
    page.add_script_tag(content=plotly_bytes().decode())
    page.add_script_tag(content=LABELS.read_text(encoding="utf-8"))
    page.evaluate("figure => Plotly.newPlot('chart', figure.data, figure.layout)", json.loads(figure.to_json()))
    assert page.evaluate(OVERLAPS)
    page.evaluate("readableLabels(document.getElementById('chart'))")
    assert page.evaluate(OVERLAPS) == []
    shown = page.locator(".barlayer text, .scatterlayer text").evaluate_all(
        "all => all.filter(one => one.style.visibility !== 'hidden').map(one => one.textContent)"
    )
    assert 8 < len(shown) < len(marks) / 2
    assert "1,059" in shown, "the newest is not told"


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


def _expect_source(page: Page, warehouse: Path, before: str = "") -> str:
    """The card shows the sentence of the value that the address names, another than before; gives the value's id."""
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("source", [""])[0] not in ("", before))
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


def _open_a_source_by_keyboard(page: Page) -> None:
    tab_to(page, page.get_by_role("combobox", name=ZH("source.choose")))
    choose_next(page)


def _click_a_row(page: Page) -> None:
    grid = part(page, "table").locator("canvas").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    # The box that selects the first row stands below the header, which is about one row high.
    page.mouse.click(box["x"] + 16, box["y"] + 54)


# Language, links, files ---------------------------------------------------------------------------


def _expect_switch(page: Page) -> None:
    """The switch changes the language, and back, and the page stays."""
    path = urlsplit(page.url).path
    for language in ("en", "zh-TW"):
        part(page, "language").get_by_role("button").press("Enter")
        page.wait_for_url(re.compile(rf"[?&]lang={language}(&|$)"))
        expect(page.locator(f'html[lang="{HTML_LANGUAGE[language]}"]')).to_be_attached()
        expect(part(page, "menu").get_by_role("link").last).to_have_text(_page_name(PAGES[-1], language))
        assert urlsplit(page.url).path == path


# Each choice of a reader is one run of the page.


def test_a_choice_draws_the_chart_once_and_keeps_the_focus(server: str, page: Page) -> None:
    opened(page, f"{server}/mediation")
    page.evaluate(
        """() => {
            window.drawn = new Map();
            new MutationObserver(found => {
                for (const { target } of found)
                    if (target.closest('.barlayer')) window.drawn.set(target, (window.drawn.get(target) ?? 0) + 1);
            }).observe(document.body, {subtree: true, attributes: true, attributeFilter: ['d']});
        }"""
    )
    page.get_by_role("radio", name=ZH("view.printed"), exact=True).click()
    page.wait_for_url("**view=printed**")
    settled(page)
    expect(page.locator(".js-plotly-plot .barlayer .point path").first).to_be_visible()
    page.wait_for_timeout(500)
    drawn = page.evaluate("[...window.drawn.values()]")
    assert drawn
    # A second drawing would double the reader's wait.
    assert set(drawn) == {1}

    shares = page.get_by_role("radio", name="各階段比率", exact=True)
    shares.press("Enter")
    page.wait_for_url(re.compile("panel=shares"))
    settled(page)
    expect(shares).to_be_focused()

    page.get_by_role("combobox", name=ZH("source.choose")).click()
    page.keyboard.type("zzz")
    expect(page.get_by_text(ZH("shell.no_results"), exact=True)).to_be_visible()
    expect(page.get_by_text(words_in("en")("shell.no_results"), exact=True)).to_have_count(0)
    page.keyboard.press("Escape")
    _expect_switch(page)


def test_a_shared_link_shows_the_same(server: str, page: Page, other: Page, warehouse_file: Path) -> None:
    own = words_in("en")
    opened(page, f"{server}/mediation?lang=en")
    page.get_by_role("radio", name="Inspections", exact=True).click()
    page.wait_for_url(re.compile("panel=inspections"))
    page.get_by_role("radio", name=own("view.printed"), exact=True).click()
    page.wait_for_url(re.compile("view=printed"))
    part(page, "options").get_by_text(own("bands.show"), exact=True).click()
    page.wait_for_url(re.compile("bands=off"))
    settled(page)
    page.get_by_role("combobox").focus()
    choose_next(page)
    _expect_source(page, warehouse_file)
    shown = _shown(page)
    opened(other, page.url)
    _expect_source(other, warehouse_file)
    assert other.url == page.url
    assert _shown(other) == shown


def _shown(page: Page) -> dict[str, Any]:
    """What a page says and what is chosen on it."""
    return {
        "heading": page.get_by_role("heading", level=1).inner_text(),
        "pressed": page.locator('[aria-checked="true"], [aria-pressed="true"]').all_inner_texts(),
        "switched on": page.get_by_role("switch", checked=True).count(),
        "card": part(page, "source-card").inner_text(),
        "marks": page.locator(MARKS).count(),
    }


def _expect_published_file(page: Page) -> None:
    """The card of a source gives the file as published."""
    link = part(page, "source-card").locator("a[download]")
    with page.expect_download() as download:
        link.click()
    name = download.value.suggested_filename
    assert download.value.path().read_bytes() == (ROOT / "data" / "raw" / name).read_bytes()
    assert name in link.inner_text()


def _expect_file(page: Page, warehouse_file: Path) -> None:
    """The table's file holds what is drawn."""
    with page.expect_download() as download:
        page.get_by_role("button", name=ZH("table.download")).click()
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


# A choice draws the content alone --------------------------------------------------------------------


def test_a_choice_leaves_the_frame_until_another_build_is_published(own_server: tuple[str, Path], page: Page) -> None:
    """The frame tells of which build the numbers are: of another one both are drawn again."""
    address, published = own_server
    newer = published.with_name("newer.duckdb")
    newer.write_bytes(published.read_bytes())
    with duckdb.connect(str(newer)) as connection:
        connection.execute("UPDATE build SET build_id = 'ffff0000ffff'")
    opened(page, f"{address}/{LOOKED_AT[0]}?lang=zh-TW")
    page.evaluate("document.querySelector('.st-key-footer p').dataset.drawn = 'once'")
    toggle = page.get_by_text(ZH("bands.show"), exact=True)
    toggle.click()
    page.wait_for_url("**bands=off**")
    settled(page)
    assert page.locator(".st-key-footer [data-drawn]").count() == 1
    newer.replace(published)
    toggle.click()
    expect(part(page, "footer")).to_contain_text("ffff0000ffff")
    expect(page.locator(MARKS).first).to_be_visible()
