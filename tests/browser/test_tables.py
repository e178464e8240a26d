"""No digit of a table is cut off: a grid cuts right-aligned numbers on the left, and makes others of them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from catalog.words import Language, words_in
from tests.browser.rig import beyond, settled, went, wide

# A grid paints on a canvas: each number's left edge and that of the column it is painted in are heard there.
_HEAR = """
window.painted = [];
const own = CanvasRenderingContext2D.prototype;
const {rect, clip, fillText} = own;
own.rect = function (x, y, w, h) { this.lastRect = [x, w]; return rect.call(this, x, y, w, h); };
own.clip = function (...given) { this.clipped = this.lastRect; return clip.apply(this, given); };
own.fillText = function (text, x, ...more) {
  if (this.canvas.dataset?.testid === "data-grid-canvas" && this.clipped) {
    const width = this.measureText(text).width;
    const left = this.textAlign === "right" || this.textAlign === "end" ? x - width : x;
    window.painted.push({text, left, right: left + width, column: this.clipped[0], width: this.clipped[1]});
  }
  return fillText.call(this, text, x, ...more);
};
"""
_MARKERS = 40
_NUMBER = re.compile(r"[-−]?[\d,]+(\.\d+)?")


def _numbers(page: Page) -> list[dict[str, Any]]:
    """Every number the page's grids have painted, walked from their left to their right end."""
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    scroller = grid.locator(".dvn-scroller").first
    width, seen = scroller.evaluate("one => [one.scrollWidth, one.clientWidth]")
    for place in range(0, width + seen, seen // 2):
        scroller.evaluate("(one, place) => { one.scrollLeft = place; }", place)
        page.wait_for_timeout(150)
    painted: list[dict[str, Any]] = page.evaluate("window.painted")
    # A column that is scrolled half under the row markers is painted again where it is seen whole.
    return [one for one in painted if _NUMBER.fullmatch(one["text"]) and one["column"] > _MARKERS]


@pytest.mark.parametrize(
    ("address", "longest", "label", "width"),
    [
        ("staffing?panel=yearly", "136,400,000", "約1億3,640萬元", 1280),
        ("energy?panel=works", "5,000,000", "", 1280),
        ("explore?metrics=pension_contributed_cumulative,budget_total&tab=table", "4,046,000,000", "", 1280),
    ],
)
@pytest.mark.usefixtures("newly")
def test_no_digit_is_cut(page: Page, server: str, address: str, longest: str, label: str, width: int) -> None:
    """Of a table; and nothing of the label of its chart, where one is given."""
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(_HEAR)
    page.goto(f"{server}/{address}")
    settled(page)
    if label:
        _expect_labels_whole(page, label)
    numbers = _numbers(page)
    assert longest in {one["text"] for one in numbers}
    cut = [one for one in numbers if one["left"] < one["column"] or one["right"] > one["column"] + one["width"]]
    assert cut == []


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.parametrize(
    ("address", "longest", "label"),
    [
        ("staffing?panel=yearly", "136,400,000", "約1億3,640萬元"),
        ("energy?panel=works", "5,000,000", ""),
        ("mediation?panel=volumes", "8,825", ""),
        ("explore?metrics=consumer_mediations,budget_total&tab=table", "320,267,000", ""),
    ],
)
def test_every_value_is_read_on_a_phone(
    stays: Page, address: str, longest: str, label: str, language: Language
) -> None:
    """A grid there shows a column or two: rows stand as blocks, each value behind its name, nothing beyond the edge."""
    stays.set_viewport_size({"width": 390, "height": 844})
    page = went(stays, f"/{address}&lang={language}")
    if label and language == "zh-TW":
        _expect_labels_whole(page, label)
    rows = page.locator(".st-key-table").get_by_role("row")
    rows.filter(has_text=longest).first.wait_for()
    expect(page.get_by_test_id("stDataFrame")).not_to_be_visible()
    outside = """() => [...document.querySelectorAll('.st-key-table :is(tbody th, td)')].filter(cell =>
        cell.scrollWidth > cell.clientWidth || cell.getBoundingClientRect().right > innerWidth)
        .map(cell => cell.textContent)"""
    assert page.evaluate(outside) == []
    names = {cell.get_attribute("data-name") for cell in rows.filter(has_text=longest).first.get_by_role("cell").all()}
    assert words_in(language)("table.value") in {str(name).capitalize() for name in names}


def test_of_many_rows_a_phone_shows_some_and_more_by_a_button(page: Page, server: str) -> None:
    page.goto(f"{server}/mediation?panel=volumes")
    settled(page)
    # As of a hundred reports.
    page.locator(".st-key-table table.paper").evaluate(
        "table => { const rows = JSON.parse(table.dataset.rows);"
        "table.dataset.rows = JSON.stringify(Array.from({length: 70}, (_, no) => [`${no}`, ...rows[0].slice(1)])) }"
    )
    page.set_viewport_size({"width": 390, "height": 844})
    rows = page.locator(".st-key-table tbody tr")
    expect(rows).to_have_count(30)
    more = page.locator(".st-key-table").get_by_role("button", name=re.compile(r"4\d|1\d"))
    expect(more).to_have_text(words_in("zh-TW")("table.more_rows", count=40))
    more.press("Enter")
    expect(rows).to_have_count(60)
    expect(rows.nth(30)).to_be_focused()
    page.get_by_role("button", name=words_in("zh-TW")("table.more_rows", count=10)).click()
    expect(rows).to_have_count(70)
    expect(more).to_have_count(0)


# Boxes of what a chart writes: the numbers along its axes, the labels of its bars and dots.
_WRITTEN = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
  const paper = plot.querySelector('.main-svg').getBoundingClientRect();
  const boxes = (kind, found) => [...plot.querySelectorAll(found)].filter(one => one.textContent.trim()).map(one => {
    const {left, right, top, bottom} = one.getBoundingClientRect();
    return {kind, text: one.textContent, left: left - paper.left, right: right - paper.right, x0: left, x1: right,
            y0: top, y1: bottom};
  });
  return [...boxes('tick', '[class*="ytick"] text'), ...boxes('label', '.bartext, .textpoint text')];
})"""


def _meet(one: dict[str, Any], other: dict[str, Any]) -> bool:
    # Boxes of letters hold a pixel or two of air.
    return bool(
        one["x0"] < other["x1"] - 2
        and other["x0"] < one["x1"] - 2
        and one["y0"] < other["y1"] - 3
        and other["y0"] < one["y1"] - 3
    )


def _expect_labels_whole(page: Page, longest: str) -> None:
    """No label of money is cut, or written over."""
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    written = page.evaluate(_WRITTEN)
    assert longest in {one["text"] for one in written}
    assert [one["text"] for one in written if one["left"] < -1 or one["right"] > 1] == []
    ticks = [one for one in written if one["kind"] == "tick"]
    labels = [one for one in written if one["kind"] == "label"]
    assert [(one["text"], other["text"]) for one in labels for other in ticks if _meet(one, other)] == []


@pytest.mark.parametrize("width", [1280, 390])
def test_no_label_of_money_is_cut_or_written_over(page: Page, server: str, width: int) -> None:
    """Of several measures; that of a topic stands beside its table, above."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{server}/explore?metrics=budget_total,pension_contributed_cumulative")
    settled(page)
    _expect_labels_whole(page, "3億2,026萬7,000元")


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_the_overview_and_its_tables_are_whole_on_a_phone(stays: Page, language: str) -> None:
    stays.set_viewport_size({"width": 390, "height": 844})
    page = went(stays, f"/?lang={language}")
    assert beyond(page) == []
    assert wide(page) == [0, 0, 0]
    tables = page.get_by_role("table")
    assert tables.count() == len(("coverage", "missing"))
    cut = """() => [...document.querySelectorAll('.read')].flatMap(region => [
        region.scrollWidth - region.clientWidth,
        ...[...region.querySelectorAll('tbody :is(th, td)')].map(cell => cell.scrollWidth - cell.clientWidth)])"""
    assert [width for width in page.evaluate(cut) if width > 0] == []
    names = {cell.get_attribute("data-name") for cell in tables.first.get_by_role("cell").all()}
    assert names <= {head.text_content() for head in tables.first.locator("thead th").all()}


def expect_periods_apart_from_bars(page: Page) -> None:
    """No label of a report's period touches a bar of the overview's chart of periods."""
    touching = """() => {
        const chart = document.querySelector('.st-key-coverage .js-plotly-plot');
        const boxes = kind => [...chart.querySelectorAll(kind)]
            .map(one => [one.textContent, one.getBoundingClientRect()]);
        const bars = boxes('.point path');
        return [bars.length, boxes('.annotation-text').filter(([, label]) => bars.some(([, bar]) =>
            Math.min(label.right, bar.right) > Math.max(label.left, bar.left)
            && Math.min(label.bottom, bar.bottom) > Math.max(label.top, bar.top))).map(([told]) => told)];
    }"""
    page.locator(".st-key-coverage .point path").first.wait_for()
    bars, labels = page.evaluate(touching)
    assert (bars > 0, labels) == (True, [])
