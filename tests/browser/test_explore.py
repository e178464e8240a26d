"""The civil servant's journey: choose by typing, read the table, take the file, share the address."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from playwright.sync_api import Page, expect

from catalog.words import words_in
from tests.browser.axe import barriers
from tests.browser.conftest import Visit
from tests.browser.rig import MARKS, OVERLAPS, click_mark, lasting, opened, part, settled, walked, wide

ZH = words_in("zh-TW")
TWO = "metrics=consumer_mediations,workers_total"


def _choose(page: Page, typed: str) -> None:
    page.get_by_role("combobox", name=ZH("explore.add")).fill(typed)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")


def chosen_in(page: Page) -> dict[str, str]:
    """What the address of a page says."""
    return {name: value for name, (value,) in parse_qs(urlsplit(page.url).query).items()}


def _shown(page: Page) -> dict[str, Any]:
    """What the table tab says of one metric, once its parts, which load one by one, are there."""
    settled(page)
    # A header and the three rows found.
    expect(part(page, "table").locator("canvas table tr")).to_have_count(4)
    chosen = page.locator('[aria-checked="true"], [aria-pressed="true"]')
    expect(chosen).to_have_count(3)
    return {
        "findings": part(page, "finding").inner_text(),
        "chosen": chosen.all_inner_texts(),
        "found": part(page, "page").get_by_text(ZH("explore.found", found=3, all=7)).count(),
        "address": chosen_in(page),
    }


def _downloaded(page: Page, button: str) -> list[dict[str, str]]:
    with page.expect_download() as download:
        page.get_by_role("button", name=ZH(button)).click()
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def _printed(warehouse: Path, metric: str) -> dict[str, float]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        question = "SELECT observation_id, value FROM observation WHERE metric_id = ?"
        return dict(connection.execute(question, [metric]).fetchall())


def test_type_choose_read_the_table_take_the_file_and_share(
    server: str, page: Page, other: Page, warehouse_file: Path
) -> None:
    page.goto(f"{server}/explore")
    settled(page)
    _choose(page, "消費爭議調")
    page.wait_for_url(re.compile(r"[?&]metrics=consumer_mediations(&|$)"))
    settled(page)
    expect(page.locator(MARKS)).to_have_count(4)
    page.get_by_role("radio", name=ZH("explore.tab.table"), exact=True).click()
    page.wait_for_url(re.compile("tab=table"))
    settled(page)
    expect(part(page, "table").locator("canvas").first).to_be_visible()
    page.get_by_label(ZH("explore.find")).fill("定期大會")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("find="))
    settled(page)

    printed = _printed(warehouse_file, "consumer_mediations")
    shown = _downloaded(page, "explore.csv_shown")
    assert len(shown) == 3
    assert all(float(row["數值"]) == printed[row["數字代號"]] for row in shown)
    everything = _downloaded(page, "explore.csv_full")
    assert {row["數字代號"]: float(row["數值"]) for row in everything if row["數字代號"]} == printed

    seen = _shown(page)
    assert seen["found"] == 1
    other.goto(page.url)
    assert _shown(other) == seen
    other.reload()
    assert _shown(other) == seen


def test_a_click_on_a_mark_opens_its_source_and_the_keyboard_takes_a_metric_away(
    server: str, page: Page, warehouse_file: Path
) -> None:
    opened(page, f"{server}/explore?{TWO}")
    click_mark(page.locator(MARKS).last)
    # Plotly's own buttons speak English: none is there, whatever the pointer is over.
    expect(page.locator(".modebar-btn")).to_have_count(0)
    page.wait_for_url(re.compile(r"[?&]source=[^&]+"))
    settled(page)
    assert chosen_in(page)["source"] in _printed(warehouse_file, "workers_total")
    expect(part(page, "source-card").locator("mark").first).to_have_text("6,449")
    pill = part(page, "explore-chosen").get_by_role("button", name="工級人員合計")
    pill.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"[?&]metrics=consumer_mediations(&|$)"))
    settled(page)
    expect(page.locator(MARKS)).to_have_count(4)


@pytest.mark.timeout(240)
def test_no_barriers_in_any_state_and_a_phone_scrolls_down_only(server: str, visitor: Visit) -> None:
    page, own = visitor.page, words_in(visitor.language)
    walked(page, "explore")
    _expect_open_to_all(page)
    for metric in ("consumer_mediations", "workers_total"):
        page.get_by_role("combobox", name=own("explore.add")).fill(metric)
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(f"metrics=[^&]*{metric}"))
        settled(page)
    _expect_open_to_all(page)
    for name, chosen in (("explore.view.difference", "view=difference"), ("explore.tab.table", "tab=table")):
        page.get_by_role("radio", name=own(name), exact=True).click()
        page.wait_for_url(re.compile(chosen))
        settled(page)
        if chosen == "tab=table":
            part(page, "explore-about").get_by_role("radio").last.click()
            page.wait_for_url(re.compile("about=workers_total"))
            settled(page)
            expect(page.locator("[data-tag]")).to_have_count(2)
        _expect_open_to_all(page)
    page.goto(f"{server}/explore?metrics=nope&view=cake&lang={visitor.language}")
    settled(page)
    _expect_open_to_all(page)


def _expect_open_to_all(page: Page) -> None:
    """No barriers for anyone, and on a phone nothing to the right."""
    # The parts of a page are loaded one by one; what is not there cannot be examined.
    page.wait_for_load_state("networkidle")
    # What was clicked to come here is left alone, as by who opens the state's address.
    page.mouse.move(1, 1)
    page.evaluate("document.activeElement.blur()")
    # What is told of the place where the pointer was fades.
    expect(page.get_by_test_id("stTooltipContent")).to_have_count(0)
    assert barriers(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert wide(page) == [0, 0, 0]
    assert lasting(page, OVERLAPS) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    assert lasting(page, OVERLAPS) == []
