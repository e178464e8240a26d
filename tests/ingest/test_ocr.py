"""Pages that are only pictures: read where something recognises text, told as unread where nothing does."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from numpy.typing import NDArray

from catalog.load import load
from ingest.read.document import UnreadableFile
from ingest.read.pdf.ocr import RecognisedLine, Recogniser, installed
from ingest.read.pdf.reader import PdfReader
from ingest.rows import ReportRows
from tests.ingest.pdf_files import Page, grid, saved, scanned, written
from tests.reading import READER
from tests.shared_files import FILES

CATALOG = load()
PIXELS = 150 / 72
WORDS = "本期受理民眾申請案件共1,234件，較上期增加，並持續檢討作業流程，"
MORE = "以提升服務品質。"
PICTURE = (0.0, 0.0, 595.0, 842.0)


def _reader(recognise: Recogniser | None) -> PdfReader:
    return PdfReader(CATALOG.lexicon, lambda: recognise)


def _line(text: str, x: float, base: float) -> RecognisedLine:
    """A line of 12-point text as a recogniser places it: a box somewhat higher than the text, in pixels."""
    width = sum(12 if ord(character) > 0x2000 else 6.6 for character in text)
    return RecognisedLine(text, (x * PIXELS, (base - 12) * PIXELS, (x + width) * PIXELS, (base + 3) * PIXELS))


def _seen(*lines: RecognisedLine) -> Recogniser:
    return lambda picture: lines


SCAN = written([Page(pictures=[PICTURE])])


def test_recognised_lines_become_paragraphs_marked_so() -> None:
    lines = [_line(WORDS, 72, 100), _line(MORE, 72, 118), _line("二、檔案管理", 72, 136)]
    document = _reader(_seen(*lines)).read(SCAN)
    assert [(block.text, block.by_ocr, block.page) for block in document.blocks] == [
        (WORDS + MORE, True, 1),
        ("二、檔案管理", True, 1),
    ]
    assert document.faults == ()


def test_recognised_text_has_its_place_on_the_page() -> None:
    (block,) = _reader(_seen(_line("共1,234件", 72, 100))).read(SCAN).blocks
    (stretch,) = block.stretches
    assert stretch.edges[0] == pytest.approx(72)
    assert stretch.edges == pytest.approx((72, 84, 90.6, 97.2, 103.8, 110.4, 117, 129), abs=0.1)
    assert stretch.top == pytest.approx(89, abs=1.5)
    assert stretch.bottom == pytest.approx(101, abs=1.5)


def test_the_recogniser_is_shown_the_page_in_grey() -> None:
    shown: list[NDArray[np.uint8]] = []

    def recognise(picture: NDArray[np.uint8]) -> Sequence[RecognisedLine]:
        shown.append(picture)
        return [_line(WORDS, 72, 100)]

    _reader(recognise).read(scanned(pdfium.PdfDocument(written([Page(rules=grid([100, 300], [200, 400]))])), [0]))
    (picture,) = shown
    assert picture.dtype == np.uint8
    assert picture.shape == pytest.approx((842 * PIXELS, 595 * PIXELS), abs=2)
    assert picture[round(300 * PIXELS), round(200 * PIXELS)] == 255
    assert picture[round(300 * PIXELS)].min() < 192


def test_rules_seen_in_the_picture_make_a_table() -> None:
    ruled = pdfium.PdfDocument(written([Page(rules=grid([72, 200, 300], [100, 130, 160]))]))
    lines = [_line("科目", 80, 120), _line("件數", 210, 120), _line("公文", 80, 150), _line("1,234", 210, 150)]
    (table,) = _reader(_seen(*lines)).read(scanned(ruled, [0])).blocks
    assert table.by_ocr
    assert [(c.row, c.column, c.text) for c in table.cells] == [
        (1, 1, "科目"),
        (1, 2, "件數"),
        (2, 1, "公文"),
        (2, 2, "1,234"),
    ]


def test_printed_pages_are_not_recognised_and_not_joined_with_recognised_ones() -> None:
    printed = Page([(72.0, 100.0, WORDS)])
    document = _reader(_seen(_line(MORE, 72, 100))).read(written([printed, Page(pictures=[PICTURE]), printed]))
    assert [(block.text, block.by_ocr) for block in document.blocks] == [(WORDS, False), (MORE, True), (WORDS, False)]


def test_a_picture_without_text_stays_unread() -> None:
    with pytest.raises(UnreadableFile, match="文字辨識找不到文字") as refusal:
        _reader(_seen()).read(SCAN)
    assert refusal.value.code == "image_only"


def test_recognition_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.read.pdf.reader.MOST_RECOGNISED", 2)
    document = _reader(_seen(_line(WORDS, 72, 100))).read(written([Page(pictures=[PICTURE])] * 4))
    assert {block.page for block in document.blocks} <= {1, 2}
    assert [(fault.page, fault.code) for fault in document.faults] == [(3, "image_only"), (4, "image_only")]
    assert all("已達上限" in fault.message for fault in document.faults)


def test_without_the_extra_the_message_names_it(no_recogniser: None) -> None:
    assert installed() is None
    with pytest.raises(UnreadableFile, match="pip install rapidocr onnxruntime") as refusal:
        PdfReader(CATALOG.lexicon).read(SCAN)
    assert refusal.value.code == "image_only"
    assert "第1頁" in str(refusal.value)


# Real recognition ---------------------------------------------------------------------------------


def _scanned_report(folder: Path) -> Path:
    """Two printed pages of a report, which tell its period, and two that are pictures of themselves."""
    pdf = pdfium.PdfDocument(FILES / "council-2-3.pdf")
    joined = pdfium.PdfDocument.new()
    joined.import_pages(pdf, [0])
    joined.import_pages(pdfium.PdfDocument(scanned(pdf, [1, 2])))
    report = folder / "council-2-3.pdf"
    report.write_bytes(saved(joined))
    return report


def _rows(path: Path) -> ReportRows:
    rows = READER.read(path, None)
    assert isinstance(rows, ReportRows)
    return rows


@pytest.mark.timeout(300)
def test_a_scanned_page_of_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the extra the scanned pages give marked values, without it one issue each and no value."""
    monkeypatch.setattr("socket.socket.connect", _no_network)
    rows = _rows(_scanned_report(tmp_path))
    recognised = [o for o in rows.tables["observation"] if o["by_ocr"]]
    unread = {issue["page"] for issue in rows.issues if issue["code"] == "image_only"}
    if find_spec("rapidocr") and find_spec("onnxruntime"):
        assert not unread
        assert len(recognised) >= 5
        assert all("影像辨識" in str(o["qualifier"]) for o in recognised)
        assert {p["page"] for p in rows.tables["passage"] if p["by_ocr"]} == {2, 3}
    else:
        assert unread == {2, 3}
        assert not recognised
        assert {p["page"] for p in rows.tables["passage"]} == {1}


def _no_network(*_: object) -> None:
    raise AssertionError("nothing may be fetched")
