"""How often a page is gone over: what PDFium is asked grows with what stands on the pages, and with nothing else."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw
import pytest

from catalog.load import load
from ingest.read.pdf import pdfium as questions
from ingest.read.pdf.reader import PdfReader
from tests.ingest.pdf_files import Page, grid, written

READER = PdfReader(load().lexicon, lambda: None)
XS, YS = [72.0, 200.0, 300.0], [100.0 + 20 * row for row in range(6)]
TABLE = [(76.0 + 128 * column, YS[row] + 14, words) for row in range(5) for column, words in enumerate(("科", "12"))]
PROSE = [(72.0, 300.0 + 20 * line, "本處辦理各項業務共計12件") for line in range(10)]
# Columns, pictures and text as pale as paper: what may make a page be gone over again.
PAGES = {
    "a table in prose": Page([*TABLE, *PROSE], grid(XS, YS)),
    "two columns": Page([(x, 100.0 + 20 * line, "項目甲：12件") for x in (72.0, 320.0) for line in range(20)]),
    "a picture": Page(PROSE, pictures=[(72, 550, 272, 700)]),
    "pale text": Page(PROSE, looks={0: "0.95 g"}),
}
# What is asked once of each object, and of each character, at most; of a text object its first character is asked.
_OF_OBJECTS = (
    "_on_page", "_kind", "_render_mode", "_clip", "_count_clips", "_draw_mode", "_count_segments", "_bounds",
    "_text_colour",
)  # fmt: skip
_OF_CHARACTERS = ("_origin", "_text_object")
# Of each text object whether it is tiny, and of each pale character whether it stands out.
_OF_BOTH = "_loose_box"
# What goes over a whole page, or opens it.
_OF_PAGES = ("FPDF_LoadPage", "FPDFText_LoadPage", "FPDFText_GetText", "_count_on_page")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each question is put to PDFium, counted while a test runs."""
    counts: Counter[str] = Counter()

    def count(module: Any, name: str) -> None:
        ask: Callable[..., Any] = getattr(module, name)

        def counted(*given: Any) -> Any:
            counts[name] += 1
            return ask(*given)

        monkeypatch.setattr(module, name, counted)

    for name in ("_count_on_page", *_OF_OBJECTS, *_OF_CHARACTERS, _OF_BOTH):
        count(questions, name)
    for name in (*_OF_PAGES[:3], "FPDFPage_GetObject", "FPDF_LoadMemDocument64"):
        count(raw, name)
    return counts


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_loaded_and_walked_once(name: str, asked: Counter[str]) -> None:
    count = 25
    READER.read(written([PAGES[name]] * count))
    assert {question: asked[question] for question in _OF_PAGES} == dict.fromkeys(_OF_PAGES, count)
    # The slow way to walk a page is only for text without ink.
    assert asked["FPDFPage_GetObject"] == 0
    # Opened anew now and then, which gives back what PDFium keeps of pages.
    assert asked["FPDF_LoadMemDocument64"] == 2
    objects, characters = asked["_on_page"], asked["_text_object"]
    assert objects > 0
    assert {question for question in _OF_OBJECTS if asked[question] > objects} == set()
    assert {question for question in _OF_CHARACTERS if asked[question] > characters} == set()
    assert asked[_OF_BOTH] <= objects + characters


def test_what_is_asked_grows_by_the_page(asked: Counter[str]) -> None:
    def of_pages(count: int) -> Counter[str]:
        asked.clear()
        READER.read(written([*PAGES.values()] * count))
        return Counter({name: times for name, times in asked.items() if name != "FPDF_LoadMemDocument64"})

    few, many = of_pages(2), of_pages(20)
    assert many == Counter({name: 10 * times for name, times in few.items()})


def test_a_table_over_a_thousand_pages_takes_no_longer_by_the_page() -> None:
    def seconds(pages: int) -> float:
        """The least processor time of three readings: others on the machine make it only longer."""
        data, times = written([Page(TABLE, grid(XS, YS))] * pages), []
        for _ in range(3):
            start = time.process_time()
            (table,) = READER.read(data).blocks
            times.append(time.process_time() - start)
            assert max(cell.row for cell in table.cells) == 5 * pages
        return min(times)

    # Ten times the pages take 13 times as long here; were each part held against all before it, a hundred times.
    assert seconds(1000) < 30 * seconds(100)
