"""No digit of a table is cut off: a grid cuts right-aligned numbers on the left, and makes others of them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.rig import settled

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
    ("address", "longest", "width"),
    [
        ("staffing?panel=yearly", "136,400,000", 1280),
        ("staffing?panel=yearly", "136,400,000", 390),
        ("energy?panel=works", "5,000,000", 1280),
        ("energy?panel=works", "5,000,000", 390),
        ("explore?metrics=pension_contributed_cumulative,budget_total&tab=table", "4,046,000,000", 1280),
    ],
)
def test_no_digit_is_cut(page: Page, server: str, address: str, longest: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(_HEAR)
    page.goto(f"{server}/{address}")
    settled(page)
    numbers = _numbers(page)
    assert longest in {one["text"] for one in numbers}
    cut = [one for one in numbers if one["left"] < one["column"] or one["right"] > one["column"] + one["width"]]
    assert cut == []
