"""A chart is taken away in a real browser: pictures drawn there, text copied, files under Chinese names."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from catalog.words import words_in
from tests.browser.axe import barriers
from tests.browser.rig import lasting, opened, part, settled

ZH = words_in("zh-TW")
SVG = "{http://www.w3.org/2000/svg}"
# What a page finds at an address that is not https, without making one.
PLAIN_HTTP = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"


def _unfolded(page: Page, address: str) -> Locator:
    """The open take-away of a page's chart."""
    opened(page, address)
    page.locator("summary", has_text=ZH("takeaway.title")).press("Enter")
    place = part(page, "takeaway")
    expect(place.locator(".takeaway-picture")).to_be_visible()
    settled(page)
    return place


def _picture(page: Page, place: Locator, form: str) -> tuple[str, bytes]:
    with page.expect_download() as download:
        place.get_by_role("button", name=ZH(f"takeaway.picture.{form}")).click()
    expect(place.locator(".takeaway-picture").get_by_role("status")).to_have_text(ZH("takeaway.saved"))
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def _expect_drawn(data: bytes, size: tuple[int, int], dark: bool) -> None:
    """A PNG of this size on light or dark paper, with bars, a title and words in all its parts."""
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.format == "PNG"
        assert picture.size == size
        shown = picture.convert("RGB")
    paper = shown.getpixel((3, 3))
    assert isinstance(paper, tuple)
    assert (sum(paper) < 3 * 60) == dark
    high = shown.height
    for top, bottom in ((0, 0.25), (0.25, 0.7), (0.7, 1)):
        strip = shown.crop((0, int(top * high), shown.width, int(bottom * high)))
        colours = strip.getcolors(1 << 24) or []
        drawn = sum(count for count, colour in colours if colour != paper)
        assert 0.005 < drawn / (strip.width * strip.height) < 0.9
        assert len(colours) > 20


# With a clipboard ---------------------------------------------------------------------------------


@pytest.mark.timeout(240)
def test_pictures_are_drawn_here_downloaded_and_copied(server: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    place = _unfolded(page, f"{server}/mediation?panel=volumes")
    # Nothing for pictures is fetched before one is asked for.
    assert not any("/picture/" in address or "/vendor/" in address for address in asked)
    asked.clear()
    title = page.get_by_role("heading", level=1).inner_text()
    for size, look, pixels in (
        ("square", "dark", (1440, 1440)),
        ("a4", "light", (2382, 3369)),
        ("slide", "light", (1920, 1080)),
    ):
        for choice in (f"size.{size}", f"look.{look}"):
            place.get_by_role("radio", name=ZH(f"takeaway.{choice}")).check()
        name, data = _picture(page, place, "png")
        assert name.startswith("消費爭議調解_")
        assert name.endswith(f"{ZH(f'takeaway.size.{size}')}.png")
        _expect_drawn(data, pixels, look == "dark")
        name, data = _picture(page, place, "svg")
        assert name.endswith(".svg")
        drawn = etree.fromstring(data)
        said = "".join("".join(text.itertext()) for text in drawn.iter(f"{SVG}text"))
        assert re.sub(r"\s", "", title) in re.sub(r"\s", "", said)
        assert drawn.findtext(f"{SVG}title") == title
        assert f"{server}/mediation?" in said
        assert "高雄市政府秘書處" in said
    assert sum("/vendor/plotly.min.js" in address for address in asked) == 1
    # Chinese is drawn with the fonts that come along.
    assert {address.rsplit("/", 1)[1] for address in asked if address.endswith(".woff2")} == {
        "NotoSansTC-subset.woff2", "NotoSansTC-subset-bold.woff2",
    }  # fmt: skip
    _expect_copied_picture(page, place)
    _expect_copied_lines(page, place, "granted")
    _expect_workbook(page, place, server)


def _expect_copied_picture(page: Page, place: Locator) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    place.get_by_role("button", name=ZH("takeaway.picture.copy")).press("Enter")
    expect(place.locator(".takeaway-picture").get_by_role("status")).to_have_text(ZH("takeaway.picture_copied"))
    held = page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read();
            const bytes = new Uint8Array(await (await item.getType("image/png")).arrayBuffer());
            return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
        }"""
    )
    _expect_drawn(base64.b64decode(held), (1920, 1080), dark=False)


def _expect_copied_lines(page: Page, place: Locator, clipboard: str) -> None:
    """Lines are copied by keyboard alone: by the browser, the old way, or marked to be copied by hand."""
    for label in (ZH("embed.frame"), ZH("takeaway.data"), ZH("card.cite.long")):
        button = place.get_by_role("button", name=ZH("takeaway.copy_what", what=label), exact=True)
        button.focus()
        page.keyboard.press("Enter")
        told = button.locator("xpath=ancestor::div[1]")
        expected = "takeaway.selected" if clipboard == "forbidden" else "takeaway.copied"
        expect(told.get_by_role("status")).to_have_text(ZH(expected))
        text = told.locator(".copy-text").text_content()
        if clipboard == "forbidden":
            assert page.evaluate("getSelection().toString()") == text
        elif clipboard == "granted":
            assert page.evaluate("navigator.clipboard.readText()") == text
        else:
            assert _pasted(page) == text


def _pasted(page: Page) -> str:
    """What another field takes from the clipboard."""
    page.evaluate("() => document.body.append(Object.assign(document.createElement('textarea'), {id: 'pasted'}))")
    page.locator("#pasted").press("ControlOrMeta+v")
    pasted = page.locator("#pasted").input_value()
    page.locator("#pasted").evaluate("field => field.remove()")
    return pasted


def _expect_workbook(page: Page, place: Locator, server: str) -> None:
    """A workbook comes under its Chinese name."""
    with page.expect_download() as download:
        place.get_by_role("button", name=ZH("takeaway.file.xlsx")).click()
    assert re.fullmatch(r"消費爭議調解_諮詢-申訴-調解_104年至109年_[\d-]+\.xlsx", download.value.suggested_filename)
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert book.sheetnames[0] == "資料"
    assert any(server in str(cell.value) for row in book["讀我"] for cell in row)


# Without one, and where something fails -----------------------------------------------------------


@pytest.mark.parametrize("clipboard", ["plain http", "forbidden"])
@pytest.mark.usefixtures("newly")
def test_without_a_clipboard_lines_are_copied_and_the_picture_is_downloaded(
    server: str, page: Page, clipboard: str
) -> None:
    page.add_init_script(PLAIN_HTTP)
    if clipboard == "forbidden":
        page.add_init_script("document.execCommand = () => false")
    page.emulate_media(color_scheme="dark" if clipboard == "forbidden" else "light")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    place = _unfolded(page, f"{server}/mediation?panel=volumes")
    assert barriers(page) == []
    _expect_copied_lines(page, place, clipboard)
    place.get_by_role("button", name=ZH("takeaway.picture.copy")).click()
    expect(place.locator(".takeaway-picture").get_by_role("status")).to_have_text(ZH("takeaway.picture_uncopied"))
    page.set_viewport_size({"width": 390, "height": 844})
    beyond = """() => [...document.querySelectorAll('.st-key-takeaway *')]
        .filter(one => one.getBoundingClientRect().right > innerWidth).map(one => one.outerHTML.slice(0, 80))"""
    assert lasting(page, beyond) == []
    expect(place).to_be_visible()


def test_a_picture_that_cannot_be_drawn_says_why(server: str, page: Page) -> None:
    place = _unfolded(page, f"{server}/mediation?panel=volumes")
    status = place.locator(".takeaway-picture").get_by_role("status")
    page.route("**/picture/**", lambda route: route.fulfill(status=200, body="no figure"))
    place.get_by_role("button", name=ZH("takeaway.picture.png")).click()
    expect(status).to_have_text(ZH("takeaway.failed"))

    # A letter that cannot be drawn is named.
    refused = ZH("takeaway.no_glyph", characters="𪚥 (U+2A6A5)")
    page.unroute("**/picture/**")
    page.route("**/picture/**", lambda route: route.fulfill(json={"refused": refused}))
    saved: list[str] = []
    page.on("download", lambda download: saved.append(download.suggested_filename))
    for form in ("png", "svg", "copy"):
        place.get_by_role("button", name=ZH(f"takeaway.picture.{form}")).click()
        if form == "copy":
            page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        expect(status).to_have_text(refused)
    assert saved == []

    page.unroute("**/picture/**")
    _expect_drawn(_picture(page, place, "png")[1], (1920, 1080), dark=False)


def test_letters_are_drawn_with_the_fonts_that_hold_them(server: str, page: Page) -> None:
    def odd(letter: str, rare: list[str]) -> bytes:
        def answer(route: Route) -> None:
            # The server ends a connection nobody has used for a while, perhaps just when it is used again.
            told = route.fetch(max_retries=3).json()
            told["figure"]["layout"]["annotations"][-1]["text"] = f"<b>{letter * 20}</b><br>{letter * 20}"
            route.fulfill(json={**told, "rare": rare})

        page.unroute("**/picture/**")
        page.route("**/picture/**", answer)
        return _picture(page, place, "png")[1]

    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    place = _unfolded(page, f"{server}/mediation?panel=volumes")
    # Without its font a letter is drawn with the machine's; with it, with ours.
    assert odd("涂", []) != odd("涂", ["涂"])
    assert sum(address.endswith("/NotoSansTC-rare.woff2") for address in asked) == 1
    # Letters the usual fonts hold are drawn with those still.
    usual = odd("中", [])
    assert usual == odd("中", ["涂"])
    # Where those do not come, other letters are drawn.
    page.route("**/*.woff2", lambda route: route.fulfill(body=b""))
    place = _unfolded(page, f"{server}/mediation?panel=volumes")
    assert odd("中", []) != usual


def test_explore_takes_one_metric_of_several(server: str, page: Page) -> None:
    place = _unfolded(page, f"{server}/explore?metrics=consumer_mediations,workers_total")
    page.get_by_role("combobox", name=ZH("takeaway.metric")).click()
    page.get_by_role("option", name="工級人員合計").click()
    expect(place.locator(".copy-text").first).to_contain_text("/embed/workers_total.html")
    settled(page)
    name, data = _picture(page, place, "png")
    assert "工級人員合計" in name
    _expect_drawn(data, (1920, 1080), dark=False)
