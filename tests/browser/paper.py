"""A page on paper: A4, what can be read and nothing that can be pressed, nothing cut off."""

from __future__ import annotations

import json

import pypdfium2
from playwright.sync_api import Page, expect

from catalog.load import load
from catalog.words import words_in
from tests.browser.rig import part

ZH = words_in("zh-TW")
A4 = (595, 842)  # points


def _printed(page: Page) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=False))


def _text(document: pypdfium2.PdfDocument) -> str:
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def _ink_margins(document: pypdfium2.PdfDocument) -> list[tuple[int, int]]:
    """White pixels at the left and right edge of each page, at 72 dots an inch."""
    margins = []
    for page in document:
        picture = page.render(scale=1).to_pil().convert("L").point(lambda level: 255 if level < 200 else 0)
        box = picture.getbbox()
        margins.append((box[0], picture.width - box[2]) if box else (picture.width, picture.width))
    return margins


def expect_topic_on_paper(page: Page) -> None:
    """The topic page that is open tells on paper what can be read, and nothing that can be pressed."""
    heading = page.get_by_role("heading", level=1).inner_text()
    source = page.get_by_text("資料來源：").first.inner_text()
    table = part(page, "table").locator("table.paper")
    rows = json.loads(table.get_attribute("data-rows") or "")
    first, last = ("".join(row) for row in (rows[0], rows[-1]))
    document = _printed(page)
    text = _text(document)

    assert all(abs(own - wanted) <= 1 for own, wanted in zip(document[0].get_size(), A4, strict=True))
    for told in (heading, source):
        assert "".join(told.split()) in text
    assert "".join(first.split())[:12] in text
    assert "".join(last.split())[:12] in text
    # Laid out for paper only.
    expect(table.locator("tbody tr")).to_have_count(0)
    for pressed in (ZH("table.download"), "English", ZH("look.dark"), ZH("source.none"), ZH("bands.show")):
        assert "".join(pressed.split()) not in text
    assert min(min(edges) for edges in _ink_margins(document)) >= 20


def expect_overview_on_paper(page: Page) -> None:
    """The overview that is open has all its sentences on paper."""
    sentences = page.locator("p.statement").all_inner_texts()
    assert len(sentences) == len(load().leading)
    document = _printed(page)
    text = _text(document)
    for sentence in sentences:
        assert "".join(sentence.split()) in text
    assert ZH("overview.watch.checks") in text
    assert min(min(edges) for edges in _ink_margins(document)) >= 20


def expect_black_on_white(page: Page) -> None:
    """The page that is open in the dark look has text as dark as on light paper, on paper that is white."""
    pages = [one.render(scale=1).to_pil().convert("L") for one in _printed(page)]
    assert pages[0].getextrema() == (0, 255)
    white = sum(picture.histogram()[255] for picture in pages) / sum(p.width * p.height for p in pages)
    assert white > 0.8
