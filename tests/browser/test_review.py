"""Unsure numbers decided in a browser: by keyboard alone, each key for the number that is seen."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from catalog.words import words_in
from reviews import log
from reviews.standing import Reviews
from tests.browser.axe import barriers
from tests.browser.conftest import ARTIFACTS
from tests.browser.rig import beyond, part, settled, still, wide
from tests.browser.server import serving

ZH = words_in("zh-TW")
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def reviewing(unsure_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a server with four unsure numbers, and the folder of what is decided there."""
    ARTIFACTS.mkdir(exist_ok=True)
    decided = tmp_path_factory.mktemp("review") / "reviews"
    with serving(unsure_file, ARTIFACTS / "review.log", REVIEWS=str(decided)) as address:
        yield address, decided


@pytest.fixture
def unsure_server(reviewing: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> str:
    """That server, nobody having decided yet."""
    address, decided = reviewing
    shutil.rmtree(decided, ignore_errors=True)
    monkeypatch.setenv(log.VARIABLE, str(decided))
    return address


def _begin(page: Page, server: str) -> None:
    page.goto(f"{server}/review?report=council-2-8")
    settled(page)
    expect(page.get_by_label(ZH("review.name"))).to_be_focused()
    page.keyboard.type("王小明")
    page.keyboard.press("Enter")
    expect(page.get_by_text(ZH("review.as", who="王小明"))).to_be_visible()
    settled(page)


def _open(page: Page, count: int) -> None:
    """Expects how many numbers are still to be decided."""
    title = ZH("review.title", count=count) if count else ZH("review.title_none")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    settled(page)


def _number(page: Page) -> str:
    return part(page, "review-number").locator("mark").first.inner_text()


def _apart(one: Locator, other: Locator) -> bool:
    """Whether two parts of a page do not cover each other."""
    a, b = one.bounding_box(), other.bounding_box()
    assert a is not None
    assert b is not None
    sideways = a["x"] >= b["x"] + b["width"] or b["x"] >= a["x"] + a["width"]
    return sideways or a["y"] >= b["y"] + b["height"] or b["y"] >= a["y"] + a["height"]


def _says() -> list[str]:
    return [made.says for made in log.read().decisions]


def test_all_numbers_are_decided_by_keyboard_alone(unsure_server: str, page: Page) -> None:
    _begin(page, unsure_server)
    _open(page, 4)
    first = _number(page)
    page.keyboard.press("1")
    _open(page, 3)
    second = _number(page)
    page.keyboard.press("Backspace")
    _open(page, 4)
    assert _number(page) == first
    page.keyboard.press("0")
    _open(page, 3)
    page.keyboard.press("Space")
    expect(part(page, "review-number").locator("mark").first).not_to_have_text(second)
    settled(page)
    page.keyboard.press("2")
    _open(page, 2)
    page.keyboard.press("4")
    listed = part(page, "review-panel").get_by_role("combobox")
    expect(listed).to_be_focused()
    # What is typed into a field is no answer.
    page.keyboard.type("0 1")
    listed.fill("公報")
    page.wait_for_timeout(300)
    # What is asked about stays in sight.
    assert _apart(page.get_by_role("listbox"), part(page, "review-number"))
    page.keyboard.press("Enter")
    _open(page, 1)
    page.keyboard.press("1")
    _open(page, 0)
    assert _says() == ["metrics", "undone", "none", "metrics", "metrics", "metrics"]
    assert len(Reviews.read().in_force) == 4
    assert "王小明" not in page.url


def test_a_key_does_what_it_says_when_a_button_was_clicked_before(unsure_server: str, page: Page) -> None:
    _begin(page, unsure_server)
    page.locator(".st-key-review-choices button").first.click()
    _open(page, 3)
    second = _number(page)
    page.keyboard.press("Space")
    expect(part(page, "review-number").locator("mark").first).not_to_have_text(second)
    settled(page)
    assert len(_says()) == 1


def test_keys_are_named_in_the_language_that_is_switched_to(unsure_server: str, page: Page) -> None:
    _begin(page, unsure_server)
    page.keyboard.press("1")
    _open(page, 3)
    keys = page.locator(".st-key-whole kbd")
    chosen = (
        part(page, "whole")
        .get_by_role("combobox", name=ZH("review.report"))
        .or_(part(page, "whole").get_by_role("combobox", name=words_in("en")("review.report")))
    )
    # What is chosen is told with the count of now, in the language of now.
    expect(chosen).to_have_value(re.compile(re.escape("（待確認 3）") + "$"))
    expect(keys.filter(has_text="退格鍵")).to_have_count(1)
    for language, name in (("English", "Backspace"), ("中文", "退格鍵"), ("English", "Backspace")):
        page.get_by_role("button", name=language, exact=True).click()
        settled(page)
        expect(keys.filter(has_text=name)).to_have_count(1)
        expect(chosen).to_have_value(re.compile("waiting: 3" if language == "English" else "待確認 3"))


def test_a_new_measure_is_described_in_the_language_that_is_switched_to(unsure_server: str, page: Page) -> None:
    _begin(page, unsure_server)
    page.keyboard.press("5")
    kind = part(page, "review-panel").get_by_role("combobox").last
    expect(kind).to_have_value(ZH("measure.flow"))
    settled(page)
    page.get_by_role("button", name="English", exact=True).click()
    settled(page)
    expect(kind).to_have_value(words_in("en")("measure.flow"))


def test_keys_pressed_in_haste_decide_only_what_was_seen(unsure_server: str, page: Page) -> None:
    _begin(page, unsure_server)
    for _ in range(6):
        page.keyboard.press("1")
    expect(page.locator(".st-key-review-last")).to_be_visible()
    page.wait_for_timeout(2000)
    settled(page)
    made = log.read().decisions
    assert len({one.place for one in made}) == len(made) >= 1


def test_what_another_has_decided_is_seen_by_both(unsure_server: str, page: Page, other: Page) -> None:
    _begin(page, unsure_server)
    page.keyboard.press("1")
    _open(page, 3)
    other.goto(f"{unsure_server}/review?report=council-2-8")
    settled(other)
    expect(other.get_by_text(ZH("review.as", who="王小明"))).to_have_count(0)
    other.get_by_label(ZH("review.name")).fill("李大華")
    other.keyboard.press("Enter")
    expect(other.get_by_text(ZH("review.as", who="李大華"))).to_be_visible()
    settled(other)
    other.get_by_text(ZH("review.decided", count=1)).click()
    still(other)
    other.get_by_role("button", name=ZH("review.again")).click()
    expect(other.locator(".review-said")).to_contain_text("王小明")
    settled(other)
    other.keyboard.press("0")
    _open(other, 4)
    page.keyboard.press("Space")
    _open(page, 4)


def test_the_page_has_no_barriers_and_fits_a_phone(unsure_server: str, page: Page) -> None:
    _begin(page, unsure_server)
    still(page)
    assert barriers(page) == []
    page.set_viewport_size(PHONE)
    settled(page)
    assert wide(page) == [0, 0, 0]
    assert beyond(page) == []
