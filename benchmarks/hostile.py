"""``python -m benchmarks.hostile``: how long readers of other pages wait while somebody drops a file that does harm.

One browser drops the file on /add, another opens a page again and again, and two addresses beside the pages are asked
until it is told what became of the file. The figures of a quiet server stand first.
"""

from __future__ import annotations

import argparse
import io
import statistics
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from tests.browser.chromium import launched
from tests.browser.rig import settled
from tests.browser.server import serving
from tests.plain_pdf import plain_pdf
from warehouse.connect import warehouse_path

_FIELD = "[data-testid=stFileUploaderDropzoneInput]"
# Pages that are opened for each figure at least and at most, and requests after each of them.
_VISITS, _MOST_VISITS, _REQUESTS = 8, 80, 10
_PAGE = "/quality?lang=zh-TW"
_BESIDE = {"/healthz": "health", "/data/consumer_mediations.csv": "data"}
# Letters that a text may have at most, less a little.
_LETTERS = 990_000


def _dense_text() -> bytes:
    """As many numbers as a text may hold, each with a unit."""
    sentence = "接待外賓28案、1,234人次，經費3萬元；"
    head = "高雄市政府秘書處業務報告\n（110年1月至6月）\n"
    return (head + sentence * (_LETTERS // len(sentence))).encode()


def _endless_line() -> bytes:
    """One paragraph of nothing but digits and separators."""
    return "高雄市政府秘書處110年施政計畫\n".encode() + b"1,234.5-" * (_LETTERS // 8)


def _many_pages() -> bytes:
    """A PDF of pages full of words."""
    page = [(40, 20 + 12 * row, f"{row} 1,234 5,678 words and words " * 3) for row in range(60)]
    return plain_pdf(*[page] * 600)


def _bomb() -> bytes:
    """A DOCX whose text is a thousand times as large as its file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w:document>" + b"<w:p/>" * 60_000_000)
    return data.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "dense.txt": _dense_text,
    "endless.txt": _endless_line,
    "pages.pdf": _many_pages,
    "bomb.docx": _bomb,
    "liar.pdf": lambda: b"no PDF at all",
}


def _visits(page: Page, address: str, busy: Locator | None) -> Iterator[tuple[str, float]]:
    """What was asked and in how many milliseconds it was there."""
    for visit in range(_MOST_VISITS):
        if visit >= _VISITS and not (busy and busy.count()):
            return
        before = time.perf_counter()
        page.goto(address + _PAGE)
        settled(page)
        yield "page", 1000 * (time.perf_counter() - before)
        for path, name in _BESIDE.items():
            for _ in range(_REQUESTS):
                before = time.perf_counter()
                try:
                    with urllib.request.urlopen(address + path, timeout=60) as answer:
                        answer.read()
                except urllib.error.HTTPError as error:
                    error.read()
                yield name, 1000 * (time.perf_counter() - before)


def _figures(name: str, page: Page, address: str, busy: Locator | None = None) -> str:
    times: dict[str, list[float]] = {}
    for asked, taken in _visits(page, address, busy):
        times.setdefault(asked, []).append(taken)
    told = (f"{statistics.median(own):.0f} | {max(own):.0f}" for own in times.values())
    return f"| {name} | {' | '.join(told)} |"


def _outcome(page: Page) -> str:
    """What the one who dropped it reads by now."""
    told = (page.locator("h1"), page.get_by_test_id("stAlert"))
    return "; ".join(" ".join(one.first.inner_text().split()) for one in told if one.count())


def tell(browser: Browser, address: str, folder: Path) -> None:
    """Prints the figures as a Markdown table."""
    reader = browser.new_context(locale="zh-TW").new_page()
    print("| | page, ms p50 | max | health p50 | max | data p50 | max | who dropped it reads |")
    print("|---|---:|---:|---:|---:|---:|---:|---|")
    _figures("", reader, address)
    print(f"{_figures('nobody drops anything', reader, address)} |", flush=True)
    for name, make in FILES.items():
        file = folder / name
        file.write_bytes(make())
        context = browser.new_context(locale="zh-TW")
        page = context.new_page()
        page.goto(f"{address}/add?lang=zh-TW")
        settled(page)
        page.locator(_FIELD).set_input_files(file)
        page.wait_for_timeout(1500)
        busy = page.locator(".st-key-add-give-up")
        told = _figures(f"{name} ({file.stat().st_size / 1e6:.1f} MB)", reader, address, busy)
        print(f"{told} {_outcome(page)} |", flush=True)
        context.close()


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="that one file may take to be read (default 60)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, launched() as browser:
        folder = Path(name)
        with serving(warehouse_path(), folder / "server.log", INGEST_SECONDS=str(options.seconds)) as address:
            tell(browser, address, folder)


if __name__ == "__main__":
    main()
