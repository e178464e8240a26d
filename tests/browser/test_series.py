"""From a bureau's files in a folder to an accepted measure: built, looked at, named, built again, without the mark."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest
from playwright.sync_api import Page, ViewportSize, expect

from catalog.words import words_in
from reviews import log
from tests.browser.axe import barriers
from tests.browser.conftest import ARTIFACTS
from tests.browser.rig import beyond, part, settled, still, tab_to, wide
from tests.browser.server import serving
from tests.built import build
from tests.conftest import ROOT
from tests.once import Once

ZH = words_in("zh-TW")
BUREAU = ROOT / "tests" / "invented" / "environment_bureau"
AGENCY = quote("台中市政府環境保護局")
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def kept(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a server over a bureau's files beside the catalog's agency's, and the folder of its data."""
    data = tmp_path_factory.mktemp("series") / "data"
    _as_at_first(once, data)
    ARTIFACTS.mkdir(exist_ok=True)
    with serving(data / "warehouse.duckdb", ARTIFACTS / "series.log", REVIEWS=str(data / "reviews")) as address:
        yield address, data


def _as_at_first(once: Once, data: Path) -> None:
    """The warehouse of a folder in which the bureau's files were dropped, nobody having decided anything."""

    def begin(folder: Path) -> None:
        (folder / "raw").mkdir(parents=True)
        for report in (*BUREAU.glob("*.txt"), ROOT / "data" / "raw" / "council-2-8.txt"):
            shutil.copyfile(report, folder / "raw" / report.name)
        build(once, folder / "warehouse.duckdb", folder / "raw")

    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(once.made("bureau-alone", begin), data)


@pytest.fixture
def data(once: Once, kept: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """That folder as at first."""
    _as_at_first(once, kept[1])
    monkeypatch.setenv(log.VARIABLE, str(kept[1] / "reviews"))
    return kept[1]


@pytest.fixture
def bureau_server(kept: tuple[str, Path], data: Path) -> str:
    """Address of that server, its data being as at first."""
    del data
    return kept[0]


def _series_of(warehouse: Path, value: float) -> str:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        found = con.execute("SELECT series_id FROM series_value WHERE value = $value", {"value": value}).fetchone()
    assert found is not None
    return str(found[0])


def _begin(page: Page) -> None:
    tab_to(page, page.get_by_label(ZH("review.name")))
    page.keyboard.type("王小明")
    page.keyboard.press("Enter")
    expect(page.get_by_text(ZH("office.known", name="王小明"))).to_be_visible()
    settled(page)


def test_a_series_is_accepted_under_a_new_name_and_loses_its_mark_with_the_next_build(
    bureau_server: str, once: Once, data: Path, page: Page
) -> None:
    page.goto(f"{bureau_server}/?agency={AGENCY}")
    settled(page)
    series_id = _series_of(data / "warehouse.duckdb", 214530)
    marks = page.get_by_role("link", name=ZH("agency.mark"))
    expect(marks.first).to_be_visible()
    page.locator("ul.sections a", has_text="廢棄物").first.click()
    page.wait_for_url(re.compile("/agency.*section="))
    settled(page)
    page.locator(f'p.series-mark a[href*="series={series_id}"]').click()
    page.wait_for_url(re.compile(f"/series.*series={series_id}"))
    settled(page)
    expect(page.locator("mark", has_text="214,530")).to_be_visible()
    assert barriers(page) == []

    _begin(page)
    name = page.get_by_label(ZH("series.name"), exact=True)
    name.fill("全市資源回收總量")
    page.get_by_role("button", name=re.compile(ZH("series.accept"))).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        ZH("series.title.accepted", name="全市資源回收總量", count=3)
    )
    expect(page.get_by_text(ZH("series.when.waits"))).to_be_visible()
    assert "王小明" not in page.url

    build(once, data / "warehouse.duckdb", data / "raw")
    page.goto(f"{bureau_server}/explore?agency={AGENCY}&metrics={series_id}")
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("全市資源回收總量")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("尚未確認")
    page.goto(f"{bureau_server}/series?agency={AGENCY}&series={series_id}")
    settled(page)
    expect(page.locator(".series-state.accepted")).to_have_text(re.compile(f"^{ZH('series.state.accepted')}"))
    expect(page.get_by_text(ZH("series.when.counts"))).to_be_visible()


def test_points_are_taken_out_and_put_back_by_keyboard(bureau_server: str, data: Path, page: Page) -> None:
    series_id = _series_of(data / "warehouse.duckdb", 214530)
    page.goto(f"{bureau_server}/series?agency={AGENCY}&series={series_id}")
    settled(page)
    _begin(page)
    out = page.get_by_role("button", name=ZH("series.take_out"), exact=True)
    tab_to(page, out.first)
    page.keyboard.press("Enter")
    expect(page.get_by_text(ZH("series.point.out"))).to_be_visible()
    settled(page)
    tab_to(page, page.get_by_role("button", name=ZH("series.put_back"), exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_text(ZH("series.point.out"))).to_have_count(0)
    settled(page)
    assert [one.series for one in log.read().series] == ["apart", "undone"]
    # What is typed into a field is no answer; the key alone accepts and leads on.
    page.get_by_label(ZH("series.name"), exact=True).press("a")
    page.locator("h1").click()
    settled(page)
    page.keyboard.press("a")
    expect(page.locator(".series-state.accepted")).to_be_visible()
    settled(page)
    page.keyboard.press("Space")
    page.wait_for_url(lambda url: f"series={series_id}" not in url)
    assert [one.series for one in log.read().series] == ["apart", "undone", "accepted"]


def test_the_page_fits_a_phone_and_has_no_barriers(bureau_server: str, page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{bureau_server}/series?agency={AGENCY}")
    settled(page)
    _begin(page)
    still(page)
    assert barriers(page) == []
    assert wide(page) == [0, 0, 0]
    assert beyond(page) == []
    assert part(page, "menu").get_by_role("link", name=ZH("page.series"), exact=True).is_visible()
