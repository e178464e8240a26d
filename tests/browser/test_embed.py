"""The pasted lines in a page of another origin: as high as its chart, usable, asking nobody else."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from catalog.words import speaking, words_in
from export.embed.lines import embed_address, iframe_lines
from tests.browser.axe import WCAG, barriers
from tests.browser.conftest import Heard
from tests.conftest import ROOT

ZH, EN = words_in("zh-TW"), words_in("en")
Portal = Callable[[str], str]


@pytest.fixture
def portal() -> Iterator[Portal]:
    """A site of its own: gives the address of a page that holds the lines."""
    pages: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/"
            body = (
                '<!doctype html><html lang="zh-Hant-TW"><meta charset="utf-8"><link rel="icon" href="data:,">'
                f"<title>入口網</title><main><h1>入口網</h1>{pages[-1]}<p>之後的文字</p></main></html>"
            ).encode()
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body if found else b"")

        def log_message(self, *given: object) -> None:
            """Nothing: the test hears what the browser asks."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def holding(lines: str) -> str:
            pages.append(lines)
            return f"http://127.0.0.1:{server.server_port}"

        yield holding
        server.shutdown()


def _shown(page: Page, address: str) -> FrameLocator:
    page.goto(address)
    page.locator("iframe").first.scroll_into_view_if_needed()
    frame = page.frame_locator("iframe").first
    expect(frame.locator("#chart .main-svg").first).to_be_visible()
    return frame


def _fits(page: Page) -> bool:
    """Whether the frame shows all of its page and no more than a line of nothing."""
    frame = page.frames[1]
    inner = frame.evaluate("document.documentElement.scrollHeight - document.documentElement.clientHeight")
    room = frame.evaluate("innerHeight - document.querySelector('main').getBoundingClientRect().height")
    return bool(inner <= 0 and 0 <= room < 16)


def _expect_fit(page: Page) -> None:
    for _ in range(50):
        if _fits(page):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the frame is not as high as its page")


def test_the_lines_a_reader_copies_show_the_chart_elsewhere(
    server: str, page: Page, portal: Portal, heard: Heard
) -> None:
    page.goto(f"{server}/mediation?panel=volumes")
    page.locator("summary", has_text=ZH("takeaway.title")).click()
    lines = page.locator(".copy-text").first.text_content()
    title = page.get_by_role("heading", level=1).inner_text()
    assert lines is not None
    heard.addresses.clear()
    address = portal(lines)
    frame = _shown(page, address)
    expect(frame.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("iframe")).to_have_attribute("title", title)
    _expect_fit(page)
    assert page.frames[1].url.startswith(f"{server}/embed/mediation.html?")
    assert {re.match(r"http:" + "//[^/]+", asked).group() for asked in heard.addresses if asked[:4] == "http"} == {  # type: ignore[union-attr]
        address,
        server,
    }
    # A narrow place makes it higher.
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)
    _expect_fit(page)
    _expect_data(page, frame)


def test_a_frame_grows_with_what_is_in_it_whenever_its_script_comes(server: str, page: Page, portal: Portal) -> None:
    frame_line, script = iframe_lines("圖", embed_address("consumer_mediations"), server).splitlines()
    # Some pages are by chance as high as a frame is before its script comes.
    frame = _shown(page, portal(frame_line.replace("height:560px", "height:400px")))
    assert not _fits(page)
    page.add_script_tag(url=f"{server}/embed/resize.js")
    assert script == f'<script src="{server}/embed/resize.js" defer></script>'
    _expect_fit(page)
    before = page.locator("iframe").bounding_box()
    page.locator("body").press("Tab")
    for _ in range(20):
        if page.frames[1].evaluate("document.activeElement?.tagName") == "SUMMARY":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(frame.get_by_role("cell", name="68", exact=True)).to_be_visible()
    _expect_fit(page)
    after = page.locator("iframe").bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > before["height"] + 50


def _expect_data(page: Page, frame: FrameLocator) -> None:
    """The data of the chart are downloaded from inside."""
    with page.expect_download() as download:
        frame.get_by_role("link", name=ZH("embed.csv")).click()
    assert re.fullmatch(r"消費爭議調解_諮詢-申訴-調解_.*\.csv", download.value.suggested_filename)
    data = Path(download.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert "68" in {row["數值"] for row in rows}


@pytest.mark.parametrize(("theme", "language"), [("light", "en"), ("dark", "zh-TW")])
def test_language_and_theme_hold_without_barriers(
    server: str, page: Page, portal: Portal, theme: str, language: str
) -> None:
    own = EN if language == "en" else ZH
    # The reader's system prefers the other one.
    page.emulate_media(color_scheme="light" if theme == "dark" else "dark")
    with speaking(own.language):
        address = embed_address("mediation", "volumes", theme)
    frame = _shown(page, portal(iframe_lines("圖", address, server)))
    expect(frame.get_by_role("link", name=own("embed.open"))).to_be_visible()
    inside = page.frames[1]
    assert inside.evaluate("document.documentElement.lang") == ("en" if language == "en" else "zh-Hant-TW")
    paper = inside.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", paper)[:3])) < 3 * 60) == (theme == "dark")
    frame.locator("summary").click()
    # Another panel keeps the choices.
    frame.get_by_role("navigation").get_by_role("link").nth(1).click()
    expect(frame.locator("#chart .main-svg").first).to_be_visible()
    assert f"theme={theme}" in inside.url
    assert f"lang={language}" in inside.url
    _axe(page, inside.url)


def _axe(page: Page, address: str) -> None:
    """The embedded page by itself: axe cannot look into a frame of another origin."""
    page.goto(address)
    expect(page.locator("#chart .main-svg").first).to_be_visible()
    page.locator("summary").click()
    assert barriers(page, rules=(*WCAG, "best-practice")) == []


class _Files(SimpleHTTPRequestHandler):
    """A plain web server, which says nothing."""

    def log_message(self, *given: object) -> None:
        """Nothing: the test hears what the browser asks."""


@contextmanager
def _reached(folder: Path, over: str) -> Iterator[str]:
    """The address of a folder on a disk, or on a plain web server."""
    if over == "file":
        yield folder.as_uri()
        return
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def lying(warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages the command wrote, carried to another folder beside a page that holds two of them."""
    made, folder = tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("portal")
    command = [sys.executable, "-m", "export", "mediation", "--format", "html", "--to", str(made)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "WAREHOUSE": str(warehouse_file)}, check=True)
    (made / "embed").rename(folder / "圖表")
    lines = [
        line.replace('src="', 'src="圖表/')
        for line in (folder / "圖表" / "embed.md").read_text(encoding="utf-8").splitlines()
        if line.startswith(("<iframe", "<script"))
    ][:4]
    head = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>入口</title>'
    (folder / "portal.html").write_text(head + "\n".join(lines), encoding="utf-8")
    return folder


@pytest.mark.parametrize("over", ["file", "http"])
def test_written_pages_work_without_our_server(other: Page, lying: Path, over: str) -> None:
    page, heard = other, Heard()
    heard.listen(page)
    with _reached(lying, over) as base:
        frame = _shown(page, f"{base}/portal.html")
        expect(frame.get_by_role("heading", level=1)).to_contain_text("消費爭議調解平均每月18")
        _expect_fit(page)
        frame.locator("summary").click()
        expect(frame.get_by_role("cell", name="68", exact=True).first).to_be_visible()
        # Nothing leads to a dashboard nobody named.
        assert frame.get_by_role("link", name=ZH("embed.open")).count() == 0
        with page.expect_download() as download:
            frame.get_by_role("link", name=ZH("embed.csv")).click()
        data = Path(download.value.path()).read_bytes()
        assert data == (lying / "圖表" / "mediation-volumes.csv").read_bytes()
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert "68" in {row["數值"] for row in rows}
        frame.get_by_role("navigation").get_by_role("link").nth(1).click()
        expect(frame.get_by_role("navigation").locator("[aria-current]")).to_have_text("各階段比率")
        expect(frame.locator("#chart .main-svg").first).to_be_visible()
        assert heard.complaints == []
        asked = [address for address in heard.addresses if not address.startswith("data:")]
        assert any("plotly.min.js" in address for address in asked)
        assert [address for address in asked if not address.startswith(base)] == []


def test_an_embedded_page_is_sent_as_it_is(server: str, page: Page) -> None:
    answer = page.goto(f"{server}/embed/staffing.html?lang=en")
    assert answer is not None
    assert "__streamlit" not in answer.text()
    assert "localStorage" not in answer.text()
    tag = answer.headers["etag"]
    again = page.request.get(
        f"{server}/embed/staffing.html?lang=en", headers={"If-None-Match": tag, "Accept": "text/html"}
    )
    assert again.status == 304
