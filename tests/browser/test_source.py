"""From a number to its sentence, its page and its file, in a real browser."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from catalog.words import Words, words_in
from tests.browser.axe import barriers
from tests.browser.rig import choose_next, opened, part, settled
from tests.browser.server import serving
from tests.conftest import ROOT

ZH = words_in("zh-TW")
PHONE = {"width": 390, "height": 844}
TEXT = ROOT / "data" / "raw" / "council-2-3.txt"
MOST_TABS = 120
# A number the report prints, with other reports around that print it too.
METRIC = "consumer_mediations"


@pytest.fixture(scope="session")
def pdf_file(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report printed as PDF, in a folder of its own."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in TEXT.read_text(encoding="utf-8").splitlines() if line.strip())
    page = browser.new_page()
    page.set_content(f'<html lang="zh-Hant-TW"><body style="font: 14px/1.6 sans-serif">{lines}</body></html>')
    file = tmp_path_factory.mktemp("raw") / "council-2-3.pdf"
    page.pdf(path=file, format="A4", margin={"top": "20mm", "right": "20mm", "bottom": "20mm", "left": "20mm"})
    page.close()
    return file


@pytest.fixture(scope="session")
def pdf_warehouse(pdf_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of that report."""
    file = tmp_path_factory.mktemp("pdf") / "warehouse.duckdb"
    command = [sys.executable, "-m", "ingest", str(pdf_file), "--warehouse", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return file


@pytest.fixture(scope="session")
def pdf_server(pdf_file: Path, pdf_warehouse: Path) -> Iterator[str]:
    """Address of a server of that warehouse, told where the published files are."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("RAW", str(pdf_file.parent))
        with serving(pdf_warehouse, pdf_warehouse.with_suffix(".log")) as address:
            yield address


def _source(warehouse: Path) -> str:
    """The id of the number, as the report of the tests prints it."""
    question = "SELECT observation_id FROM observation WHERE metric_id = ? AND report_id = 'council-2-3'"
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        ((found,),) = connection.execute(question, [METRIC]).fetchall()
    return str(found)


def _card(page: Page, address: str, warehouse: Path, language: str = "zh-TW") -> Locator:
    opened(page, f"{address}/mediation?lang={language}&panel=volumes&source={_source(warehouse)}")
    card = part(page, "source-card")
    expect(card.get_by_role("heading", level=2)).to_be_visible()
    return card


def _loaded(picture: Locator, width: int = 1000) -> None:
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > width


# Journeys -----------------------------------------------------------------------------------------


def test_from_a_table_row_to_the_published_file(server: str, page: Page) -> None:
    opened(page, f"{server}/mediation")
    grid = part(page, "table").locator("canvas").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 16, box["y"] + 54)
    page.wait_for_url(re.compile(r"[?&]source=[^&]+"))
    settled(page)
    link = part(page, "source-card").locator("a[download]")
    with page.expect_download() as download:
        link.click()
    name = download.value.suggested_filename
    assert download.value.path().read_bytes() == (ROOT / "data" / "raw" / name).read_bytes()
    assert name in link.inner_text()


def test_from_a_number_to_its_page(pdf_server: str, page: Page, pdf_warehouse: Path, pdf_file: Path) -> None:
    card = _card(page, pdf_server, pdf_warehouse)
    picture = card.locator("figure.page img").first
    _loaded(picture)
    alt = picture.get_attribute("alt") or ""
    assert re.search(r"第 \d+ 頁的影像，框出「90」，所在句子：.*共計調解90件", alt)
    with page.context.expect_page() as tab:
        card.get_by_role("link", name=ZH("card.image_open")).click()
    whole = tab.value
    assert urlsplit(whole.url).path.startswith("/page/council-2-3/")
    assert list(parse_qs(urlsplit(whole.url).query)) == ["quantity", "lang"]
    assert whole.locator("img").evaluate("image => image.naturalHeight") == pytest.approx(1684, abs=4)
    card.get_by_text(ZH("card.image_whole")).click()
    _loaded(card.locator("details img"))
    with page.expect_download() as download:
        card.locator("a[download]").click()
    assert download.value.path().read_bytes() == pdf_file.read_bytes()
    assert download.value.suggested_filename == "council-2-3.pdf"


def test_the_keyboard_alone_reaches_page_file_and_citation(
    pdf_server: str, page: Page, pdf_warehouse: Path, pdf_file: Path
) -> None:
    card = _card(page, pdf_server, pdf_warehouse)
    page.get_by_role("combobox").focus()
    stops: list[str] = []
    downloaded = opened_page = False
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        here = page.evaluate("[document.activeElement.tagName, document.activeElement.innerText || '']")
        if not page.evaluate("!!document.activeElement.closest('.st-key-source-card')"):
            if stops:
                break
            continue
        stops.append(here[0])
        if here[0] == "SUMMARY" and ZH("card.image_whole") in here[1]:
            page.keyboard.press("Enter")
            _loaded(card.locator("details img"))
            opened_page = True
        if here[0] == "A" and ".pdf" in here[1]:
            with page.expect_download() as download:
                page.keyboard.press("Enter")
            downloaded = download.value.path().read_bytes() == pdf_file.read_bytes()
        if here[0] == "SUMMARY" and ZH("card.cite") in here[1]:
            page.keyboard.press("Enter")
            expect(card.locator(".copy-text").first).to_be_visible()
            page.keyboard.press("Tab")
            expect(card.locator("[data-copy]").first).to_be_focused()
            break
    assert opened_page
    assert downloaded
    assert stops[-1] == "SUMMARY"


def test_choosing_another_number_keeps_the_focus(server: str, page: Page, warehouse_file: Path) -> None:
    _card(page, server, warehouse_file)
    sources = page.get_by_role("combobox")
    sources.focus()
    before = part(page, "source-card").get_by_role("status").inner_text()
    choose_next(page)
    expect(part(page, "source-card").get_by_role("status")).not_to_have_text(before)
    settled(page)
    assert sources.evaluate("list => list === document.activeElement")


# What the card says -------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [words_in("zh-TW"), words_in("en")], ids=lambda words: words.language)
def test_wordings_stand_side_by_side(server: str, page: Page, warehouse_file: Path, words: Words) -> None:
    card = _card(page, server, warehouse_file, words.language)
    pairs = card.locator(".pair")
    expect(pairs).to_have_count(2)
    for pair in pairs.all():
        left, right = (figure.bounding_box() for figure in pair.locator("figure").all())
        assert left is not None
        assert right is not None
        assert left["x"] + left["width"] <= right["x"]
        assert abs(left["y"] - right["y"]) < 2
    expect(card.locator(".pair mark")).to_have_text(["229", "90", "90", "68"])
    for tag, sign in (("del", "[−"), ("ins", "{+")):
        mark = card.locator(f".pair {tag}").first
        assert mark.evaluate("mark => getComputedStyle(mark, '::before').content") == f'"{sign}"'
    levels = [
        int(name[1]) for name in card.locator("h1, h2, h3, h4").evaluate_all("all => all.map(one => one.tagName)")
    ]
    assert levels[0] == 2
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_a_citation_is_copied_and_leads_back(server: str, page: Page, warehouse_file: Path) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = _card(page, server, warehouse_file)
    card.get_by_text(ZH("card.cite")).click()
    cited = card.locator(".copyable").last
    cited.get_by_role("button").press("Enter")
    expect(cited.get_by_role("status")).to_have_text(ZH("takeaway.copied"))
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == cited.locator(".copy-text").inner_text()
    address = copied.rpartition("。")[2]
    assert address.startswith(f"{server}/mediation?")
    opened(page, address)
    expect(part(page, "source-card").locator("mark").first).to_have_text("90")


def test_on_a_phone_the_card_scrolls_down_only(pdf_server: str, page: Page, pdf_warehouse: Path) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    card = _card(page, pdf_server, pdf_warehouse)
    picture = card.locator("figure.page img").first
    _loaded(picture, 500)
    # Cut close enough to be read: a point of the page is more than a pixel of the screen.
    assert "cut=near" in picture.evaluate("image => image.currentSrc")
    right = card.locator("*").evaluate_all("all => Math.max(...all.map(one => one.getBoundingClientRect().right))")
    assert right <= PHONE["width"]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_no_barriers_in_either_look(
    server: str, pdf_server: str, page: Page, warehouse_file: Path, pdf_warehouse: Path, look: str
) -> None:
    page.emulate_media(color_scheme="dark" if look == "dark" else "light")
    for address, warehouse in ((server, warehouse_file), (pdf_server, pdf_warehouse)):
        card = _card(page, address, warehouse)
        card.get_by_text(ZH("card.cite")).click()
        expect(card.locator(".copy-text").first).to_be_visible()
        settled(page)
        assert barriers(page, ".st-key-source-card") == []
