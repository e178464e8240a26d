"""From a number to its sentence, its page and its file, in a real browser."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from catalog.words import Words, words_in
from tests.browser.axe import barriers
from tests.browser.conftest import TwoAgencies
from tests.browser.rig import choose_next, click_mark, lasting, opened, part, settled

ZH = words_in("zh-TW")
PHONE: ViewportSize = {"width": 390, "height": 844}
MOST_TABS = 120
# A number the report prints, with other reports around that print it too.
METRIC = "consumer_mediations"


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


def test_from_a_number_to_its_page(two_agencies: TwoAgencies, page: Page) -> None:
    card = _card(page, two_agencies.address, two_agencies.warehouse)
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
    assert download.value.path().read_bytes() == two_agencies.pdf.read_bytes()
    assert download.value.suggested_filename == "council-2-3.pdf"
    whole.close()
    _expect_no_barriers(page, card)
    page.set_viewport_size(PHONE)
    _loaded(picture, 500)
    # Cut close enough to be read: a point of the page is more than a pixel of the screen.
    page.wait_for_function("image => image.currentSrc.includes('cut=near')", arg=picture.element_handle())
    widest = (
        "() => [...document.querySelectorAll('.st-key-source-card *')].map(one => one.getBoundingClientRect().right)"
    )
    assert lasting(page, f"() => ({widest})().filter(right => right > innerWidth)") == []


DESK: ViewportSize = {"width": 1366, "height": 768}


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    ("screen", "mark"), [("mediation?panel=volumes", 0), ("visitors?panel=visits", 2), ("energy?panel=rates", 0)]
)
def test_the_sentence_is_in_view_at_once(server: str, page: Page, screen: str, mark: int) -> None:
    """By a click on a number, and by the address that then is in the browser; also where much stands before it."""
    page.set_viewport_size(DESK)
    opened(page, f"{server}/{screen}&lang=zh-TW")
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        click_mark(page.locator(".scatterlayer .point, .barlayer .point").nth(mark))
        _expect_sentence_in_view(page, size)
        opened(page, page.url)
        card = _expect_sentence_in_view(page, size)
        card.get_by_role("button", name=ZH("card.close")).click()
        expect(card).to_have_count(0)
        if screen.startswith("visitors"):
            _expect_silences_explained(page)


def test_one_tap_opens_the_source_and_nothing_covers_what_was_tapped(server: str, page: Page) -> None:
    page.set_viewport_size(PHONE)
    fingers = page.context.new_cdp_session(page)
    fingers.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    opened(page, f"{server}/mediation?lang=en")
    bar = page.locator(".barlayer .point path").last
    bar.scroll_into_view_if_needed()
    place = bar.bounding_box()
    assert place
    middle = {"x": place["x"] + place["width"] / 2, "y": place["y"] + place["height"] / 2}
    fingers.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [middle]})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(part(page, "source-card").locator(".average")).to_be_in_viewport(ratio=1)
    expect(page.locator(".st-key-chart .hoverlayer")).to_be_hidden()


def _expect_silences_explained(page: Page) -> None:
    """A box without a value and the line over days without a report are chosen by a click and say why."""
    card = part(page, "source-card")
    drawn = page.locator(".js-plotly-plot").first
    ids = drawn.evaluate("plot => plot.data.find(one => one.meta === 'gaps').customdata")
    unseen = page.locator(".scatterlayer .point[style^='opacity: 0;']")
    gap = next(no for no, (one,) in enumerate(ids) if "delegation" in one)
    stretch = next(no for no, (one,) in enumerate(ids) if one.startswith("2016"))
    for place, why in ((gap, "not_printed"), (stretch, "no_report")):
        click_mark(unseen.nth(place))
        page.wait_for_url(re.compile(rf"[?&]source={re.escape(ids[place][0])}(&|$)"))
        expect(card.get_by_role("status").first).to_contain_text(ZH(f"chart.{why}"))
        expect(card.get_by_role("status").first).to_be_in_viewport(ratio=1)
        expect(card.locator(".meaning")).to_be_in_viewport(ratio=1)
        card.get_by_role("button", name=ZH("card.close")).click()
        expect(card).to_have_count(0)


def _expect_sentence_in_view(page: Page, size: ViewportSize) -> Locator:
    """The card: beside the chart on wide screens; on phones it takes at most a good half of the screen."""
    card = part(page, "source-card")
    for shown in (card.get_by_role("status").first, card.locator("mark").first, card.locator(".copyable button").first):
        expect(shown).to_be_in_viewport(ratio=1)
    taken = card.bounding_box()
    chart = page.locator(".js-plotly-plot").first.bounding_box()
    assert taken
    assert chart
    if size is DESK:
        assert chart["x"] + chart["width"] <= taken["x"]
    else:
        assert taken["height"] <= 0.6 * size["height"]
        # What stands around the sentence comes behind it.
        places = [box["y"] for one in card.locator("mark, .neighbour").all() if (box := one.bounding_box())]
        marked = card.locator("mark").first.bounding_box()
        assert marked
        assert marked["y"] == min(places)
    return card


def _expect_no_barriers(page: Page, card: Locator) -> None:
    cite = card.locator("summary", has_text=ZH("card.cite")).first
    if not card.locator(".copy-text").first.is_visible():
        cite.click()
    expect(card.locator(".copy-text").first).to_be_visible()
    settled(page)
    assert barriers(page, ".st-key-source-card") == []


def test_the_keyboard_alone_reaches_page_file_and_citation(two_agencies: TwoAgencies, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    card = _card(page, two_agencies.address, two_agencies.warehouse)
    page.get_by_role("combobox", name=ZH("source.choose")).focus()
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
            downloaded = download.value.path().read_bytes() == two_agencies.pdf.read_bytes()
        if here[0] == "SUMMARY" and ZH("card.cite") in here[1]:
            page.keyboard.press("Enter")
            expect(card.locator(".copy-text").first).to_be_visible()
            page.keyboard.press("Tab")
            expect(card.locator("details [data-copy]").first).to_be_focused()
            break
    assert opened_page
    assert downloaded
    assert stops[-1] == "SUMMARY"
    _expect_no_barriers(page, card)


# What the card says -------------------------------------------------------------------------------


@pytest.mark.parametrize(("own", "look"), [(ZH, "light"), (words_in("en"), "dark")], ids=["zh-TW", "en"])
def test_a_card_compares_wordings_without_barriers_and_is_cited(
    server: str, page: Page, warehouse_file: Path, own: Words, look: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=look)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = _card(page, server, warehouse_file, own.language)
    _expect_wordings_side_by_side(card)
    card.get_by_text(own("card.cite"), exact=True).click()
    expect(card.locator(".copy-text").first).to_be_visible()
    settled(page)
    assert barriers(page, ".st-key-source-card") == []
    if own is ZH:
        address = _copied_address(page, card)
        assert address.startswith(f"{server}/mediation?")
        _expect_focus_kept(page)
        opened(page, address)
        expect(part(page, "source-card").locator("mark").first).to_have_text("90")


def _expect_wordings_side_by_side(card: Locator) -> None:
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


def _copied_address(page: Page, card: Locator) -> str:
    """The address at the end of the citation that is copied."""
    cited = card.locator(".copyable").last
    cited.get_by_role("button").press("Enter")
    expect(cited.get_by_role("status")).to_have_text(ZH("takeaway.copied"))
    copied: str = page.evaluate("navigator.clipboard.readText()")
    assert copied == cited.locator(".copy-text").inner_text()
    return copied.rpartition("。")[2]


def _expect_focus_kept(page: Page) -> None:
    """Who chooses another number in the list goes on from there."""
    sources = page.get_by_role("combobox").first
    sources.focus()
    before = part(page, "source-card").get_by_role("status").first.inner_text()
    choose_next(page)
    expect(part(page, "source-card").get_by_role("status").first).not_to_have_text(before)
    settled(page)
    assert sources.evaluate("list => list === document.activeElement")
