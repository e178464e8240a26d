"""The PDF reader: paragraphs whole over lines and pages, nothing lost, unreadable files refused."""

from __future__ import annotations

import difflib
import io
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from lxml import etree

from catalog.load import load
from ingest.read.document import Document, UnreadableFile
from ingest.read.pdf import MOST_PAGES, PdfReader
from ingest.read.pdf_page import read_page

SHARED = Path("/work/shared")
REAL = SHARED / "real"
RENDITIONS = SHARED / "renditions"
READER = PdfReader(load().lexicon)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not here")

READABLE = sorted(path for folder in (REAL, RENDITIONS) for path in folder.glob("*.pdf") if "hard_" not in path.name)
HARD = sorted(REAL.glob("hard_*.pdf"))


def _flat(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _docx_paragraphs(path: Path, table_cells: bool) -> list[str]:
    """A DOCX file's paragraphs without blanks; those in tables only where they lay out prose."""
    body = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))[0]
    held: Iterator[etree._Element] = body.iter(W + "p") if table_cells else body.iterchildren(W + "p")
    texts = (_flat("".join(piece.text or "" for piece in paragraph.iter(W + "t"))) for paragraph in held)
    return [text for text in texts if text]


def _document(path: Path) -> Document:
    return READER.read(path.read_bytes())


def _matched(wanted: list[str], found: list[str]) -> int:
    blocks = difflib.SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


@pytest.mark.parametrize(
    ("name", "share"),
    # Two paragraphs of performance-104.docx end in mid-sentence at a full line: their lines are one paragraph's.
    [("council-2-3", 0.985), ("council-2-8", 0.985), ("performance-104", 0.96)],
)
def test_paragraphs_are_those_of_the_docx(name: str, share: float) -> None:
    wanted = _docx_paragraphs(RENDITIONS / f"{name}.docx", name == "performance-104")
    found = [_flat(b.text) for b in _document(RENDITIONS / f"{name}.pdf").blocks if b.kind == "paragraph"]
    assert "".join(found) == "".join(wanted)
    assert _matched(wanted, found) >= share * len(wanted)


def test_a_paragraph_cut_by_a_page_break_in_a_row_is_whole() -> None:
    texts = [_flat(block.text) for block in _document(RENDITIONS / "performance-104.pdf").blocks]
    assert "1.辦理本府四維行政中心辦公大樓防護團講習1次,參訓人員76人。" in texts


def test_all_paragraphs_of_three_reports_together() -> None:
    wanted = matched = 0
    for name in ("council-2-3", "council-2-8", "performance-104"):
        paragraphs = _docx_paragraphs(RENDITIONS / f"{name}.docx", name == "performance-104")
        found = [_flat(b.text) for b in _document(RENDITIONS / f"{name}.pdf").blocks if b.kind == "paragraph"]
        wanted += len(paragraphs)
        matched += _matched(paragraphs, found)
    assert matched >= 0.985 * wanted


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_every_character_is_in_one_block_or_dropped(path: Path) -> None:
    """PDFium's own text, page by page, less blanks, is what blocks and dropped pieces hold together."""
    document = _document(path)
    faulty = {fault.page for fault in document.faults}
    pdf = pdfium.PdfDocument(path)
    source: Counter[str] = Counter()
    for index in range(len(pdf)):
        if index + 1 not in faulty:
            source.update("".join(read_page(pdf, index).characters.split()))
    kept = Counter("".join("".join(block.text for block in document.blocks).split()))
    lost = Counter("".join("".join(piece.text for piece in document.dropped).split()))
    assert kept + lost == source


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_characters_are_those_of_the_file(path: Path) -> None:
    """The reader's own way to the characters gives what pypdfium2's gives."""
    pdf = pdfium.PdfDocument(path)
    for index in range(len(pdf)):
        plain = pdf[index].get_textpage().get_text_range().replace("\ufffe", "-").replace("\x02", "-")
        assert "".join(read_page(pdf, index).characters.split()) == "".join(plain.split())


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_stretches_place_every_character(path: Path) -> None:
    for block in _document(path).blocks:
        placed = Counter(i for s in block.stretches for i in range(s.start, s.end))
        assert all(placed[i] == 1 for i, c in enumerate(block.text) if not c.isspace())
        for stretch in block.stretches:
            assert len(stretch.edges) == stretch.end - stretch.start + 1
            assert stretch.top < stretch.bottom
        for cell in block.cells:
            assert block.text[cell.start : cell.end] == cell.text


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_good_pages_are_not_refused(path: Path) -> None:
    faults = _document(path).faults
    # The cover of the budget book is a drawing.
    assert [fault.page for fault in faults] == ([1] if path.name.startswith("control-yuan") else [])


@pytest.mark.parametrize("path", HARD, ids=lambda path: path.stem)
def test_files_nobody_can_read_are_refused_page_by_page(path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        _document(path)
    for page in range(1, len(pdfium.PdfDocument(path)) + 1):
        assert f"第{page}頁" in str(refused.value)


def test_an_illegible_page_gives_no_block_among_good_ones() -> None:
    joined = _joined(RENDITIONS / "council-2-3.pdf", REAL / "hard_garbled_fonts.pdf")
    document = READER.read(joined)
    assert [(fault.page, fault.code) for fault in document.faults] == [(page, "garbled_font") for page in range(17, 21)]
    assert {s.page for block in document.blocks for s in block.stretches} <= set(range(1, 17))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_as_an_upright_one(turn: int) -> None:
    """The page's own rotation does not matter, nor does text that is turned on the page as shown."""
    source = RENDITIONS / "council-2-3.pdf"
    pdf = pdfium.PdfDocument(source)
    for page in pdf:
        page.set_rotation(turn)
    turned = READER.read(_saved(pdf))
    assert [block.text for block in turned.blocks] == [block.text for block in _document(source).blocks]


def test_cut_off_and_empty_files_are_refused() -> None:
    data = (RENDITIONS / "council-2-3.pdf").read_bytes()
    for broken in (data[:200], b"%PDF-1.7\n", b"%PDF-1.4\nxref\n%%EOF"):
        with pytest.raises(UnreadableFile) as refused:
            READER.read(broken)
        assert refused.value.code in {"truncated", "empty"}
    with pytest.raises(UnreadableFile) as refused:
        READER.read(_saved(pdfium.PdfDocument.new()))
    assert refused.value.code in {"truncated", "empty"}


def test_a_long_file_is_read_up_to_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.read.pdf.MOST_PAGES", 5)
    document = _document(RENDITIONS / "council-2-3.pdf")
    assert [(fault.page, fault.code) for fault in document.faults] == [(6, "page_limit")]
    assert document.pages == 16
    assert MOST_PAGES == 1000


def _joined(*paths: Path) -> bytes:
    pdf = pdfium.PdfDocument.new()
    for path in paths:
        pdf.import_pages(pdfium.PdfDocument(path))
    return _saved(pdf)


def _saved(pdf: pdfium.PdfDocument) -> bytes:
    stored = io.BytesIO()
    pdf.save(stored)
    return stored.getvalue()
