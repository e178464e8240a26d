"""An office's own way with a new report: dropped, seen, published, in the charts, and taken back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from catalog.words import words_in
from tests.browser.conftest import ARTIFACTS, WINDOW
from tests.browser.rig import MARKS, beyond, opened, part, settled, walked, wide
from tests.browser.server import ROOT, serving
from tests.browser.test_pages import expect_whole
from tests.built import take_parts
from tests.once import Once

ZH = words_in("zh-TW")
NEW = ROOT / "tests" / "invented" / "council-4-1.txt"
_FIELD = "[data-testid=stFileUploaderDropzoneInput]"
# A build of all reports beside the published one, on a busy machine.
MILLISECONDS_TO_BUILD = 240_000


@pytest.fixture(scope="module")
def office(once: Once, warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on an office's own computer, with its own published files and what was read of them."""
    data = tmp_path_factory.mktemp("office") / "data"
    shutil.copytree(ROOT / "data" / "raw", data / "raw")
    shutil.copyfile(warehouse_file, data / "warehouse.duckdb")
    take_parts(once, data)
    ARTIFACTS.mkdir(exist_ok=True)
    with serving(data / "warehouse.duckdb", ARTIFACTS / "office.log", RAW=str(data / "raw")) as address:
        yield address


def dropped(page: Page, file: Path) -> None:
    page.locator(_FIELD).set_input_files(file)
    # While the page is drawn again, the list of before is there for a moment.
    expect(page.locator("ul.counts").last).to_be_visible(timeout=MILLISECONDS_TO_BUILD)
    expect(part(page, "add-give-up")).to_have_count(0, timeout=MILLISECONDS_TO_BUILD)
    settled(page)


def published(page: Page) -> None:
    """Sees a report that was handed to the desk compared, and publishes it."""
    publish = page.locator("[class*='st-key-publish-']").get_by_role("button", name=ZH("desk.publish"))
    expect(publish).to_be_visible(timeout=MILLISECONDS_TO_BUILD)
    settled(page)
    publish.click()


# The overview's first visitor is test_pages'.
def test_the_first_visitor_sees_a_whole_topic(office: str, page: Page) -> None:
    opened(page, f"{office}/staffing?lang=en")
    expect_whole(page, "staffing", "en")


@pytest.mark.timeout(600)
def test_a_report_goes_from_drop_to_chart_and_back(office: str, page: Page, other: Page, tmp_path: Path) -> None:
    """What is no report before it is told in words; its preview fits a phone, and its publication is taken back."""
    opened(page, f"{office}/visitors?lang=zh-TW")
    before, marks = page.locator("h1").inner_text(), page.locator(MARKS).count()
    walked(page, "add")
    # The keyboard is where it is needed: at the name, then at the file.
    expect(part(page, "office-name").locator("input")).to_be_focused()
    page.keyboard.type("王小明")
    page.keyboard.press("Enter")
    expect(part(page, "office-known")).to_contain_text("王小明")
    expect(page.get_by_test_id("stFileUploaderDropzone").locator("button")).to_be_focused()
    liar = tmp_path / "liar.pdf"
    liar.write_text("no PDF at all")
    page.locator(_FIELD).set_input_files(liar)
    expect(page.get_by_test_id("stAlert").first).to_contain_text(
        ZH("add.turned.wrong_suffix"), timeout=MILLISECONDS_TO_BUILD
    )
    dropped(page, NEW)
    expect(page.locator("h1")).to_contain_text("112年上半年")
    # It is read from its beginning, whatever came in above the file.
    expect(page.locator("h1")).to_be_in_viewport()
    page.set_viewport_size({"width": 390, "height": 844})
    assert wide(page) == [0, 0, 0]
    assert [one for one in beyond(page) if "blockquote" not in one.lower()] == []
    page.set_viewport_size(WINDOW)
    # What one visitor drops, another does not see.
    other.goto(f"{office}/add?lang=zh-TW")
    settled(other)
    expect(other.locator("h1")).to_have_text(ZH("add.title_empty"))
    page.get_by_role("button", name=ZH("desk.hand_over")).click()
    published(page)
    expect(page.get_by_test_id("stAlert")).to_contain_text("已發布")
    walked(page, "visitors")
    expect(page.locator("h1")).to_contain_text("112年上半年")
    assert page.locator(MARKS).count() > marks
    walked(page, "add")
    part(page, "desk-undo").get_by_role("button").click()
    expect(page.get_by_test_id("stAlert")).to_contain_text("已撤下")
    walked(page, "visitors")
    expect(page.locator("h1")).to_have_text(before)
    assert page.locator(MARKS).count() == marks
