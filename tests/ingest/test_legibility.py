"""Pages nobody can read are told apart, and give a message and no number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.load import load
from ingest.passages.manifest import ManifestEntry
from ingest.read.pdf.legibility import illegible, is_garbled
from ingest.read.pdf.reader import PdfReader
from ingest.report import Refusal, ReportReader
from ingest.rows import ReportRows
from tests.ingest.pdf_files import Page, read_page, saved, written
from tests.shared_files import FILES, real

CATALOG = load()
READER = PdfReader(CATALOG.lexicon, lambda: None)

PROSE = "本處受理民眾申請案件，依規定期限辦理完成，並定期檢討作業流程，以提升服務品質與行政效能。"
LINES = [(72.0, 100.0 + 20 * row, PROSE[start : start + 22]) for row, start in enumerate((0, 22, 0, 22))]


def _codes(*pages: Page) -> list[tuple[int, str]]:
    """The faults of a file with these pages behind a page of prose."""
    document = READER.read(written([Page(LINES), *pages]))
    read = {stretch.page for block in document.blocks for stretch in block.stretches}
    assert read.isdisjoint(fault.page for fault in document.faults)
    return [(fault.page, fault.code) for fault in document.faults]


def _said(*words: str) -> Page:
    return Page([(72.0, 100.0 + 20 * row, text) for row, text in enumerate(words)])


@pytest.mark.parametrize(
    "words",
    [
        ["本期受理1,2\ue123４件"],
        ["報告人：陳\ue001華"],
        ["出席：王、\uf0a8小明"],
        ["本期受理\ue0ff123件"],
    ],
)
def test_private_glyphs_in_numbers_and_names(words: Sequence[str]) -> None:
    assert _codes(_said(PROSE[:24], *words)) == [(2, "private_use")]


@pytest.mark.parametrize("words", ["\uf06c 本期受理1,234件", "\uf0d8本期受理1,234件", "本期受理1,234件"])
def test_private_glyphs_as_bullets_do_no_harm(words: str) -> None:
    assert _codes(_said(PROSE[:24], words)) == []


@pytest.mark.parametrize(
    "words",
    [
        "(cid:123)(cid:45)受理1,234件",
        "受理\ufffd,234件",
        "\u0e01\u0e02\u0e03\u0e04\u0e05受理1,234件",
        "!\"#$%& 17 '& 9 ()*%$+,-./:;<=>?",
        "龘靐齉爩麤灪龖厵滟爨癵驫麣纞虋讟钃鸜麷鞻韽",
    ],
    ids=["glyph numbers", "replacement", "foreign letters", "signs", "rare characters"],
)
def test_garbled_fonts(words: str) -> None:
    assert _codes(_said(words)) == [(2, "garbled_font")]


def test_pictures_and_nothing_are_told_apart() -> None:
    whole = (0.0, 0.0, 595.0, 842.0)
    photograph = (100.0, 300.0, 400.0, 500.0)
    assert _codes(Page(pictures=[whole]), Page(), Page(LINES, pictures=[photograph])) == [
        (2, "image_only"),
        (3, "blank"),
    ]


def test_a_scan_with_a_stamp_is_still_a_scan() -> None:
    assert _codes(Page([(72.0, 30.0, "會議紀錄 633")], pictures=[(40.0, 60.0, 555.0, 800.0)])) == [(2, "image_only")]


def test_words_drawn_one_by_one_as_pictures() -> None:
    assert _codes(DRAWN) == [(2, "image_only")]


def test_text_laid_under_a_scan_is_marked_as_recognised() -> None:
    words = [(72.0, 100.0 + 20 * row, f"{row}.{PROSE[row : row + 28]}") for row in range(1, 5)]
    scan = Page(words, pictures=[(0.0, 0.0, 595.0, 842.0)], unseen=True)
    document = READER.read(written([Page(LINES), scan]))
    assert {(block.page, block.by_ocr) for block in document.blocks} == {(1, False), (2, True)}


COMMON = "高雄市政府秘書處辦理文書檔案國際事務消費者保護總務管理本期計有件次人元，。、：（）"


@given(st.text(COMMON + "0123456789,.% ", min_size=1, max_size=300))
def test_common_text_is_not_garbled(text: str) -> None:
    assert not is_garbled("".join(text.split()))


@given(st.text(COMMON, min_size=1, max_size=100), st.sampled_from("\x00\x03\x1f\x80\x9f\ufffd"), st.data())
def test_one_control_character_spoils_a_page(text: str, control: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    assert is_garbled(text[:place] + control + text[place:])


# Whole files ----------------------------------------------------------------------------------------

WHOLE = (0.0, 0.0, 595.0, 842.0)
GARBLED = Page([(72.0, 100.0 + 20 * row, "(cid:123)(cid:45)受理\ufffd,234件") for row in range(8)])
DRAWN = Page(
    [(400.0, 112.0, "1,274"), (400.0, 142.0, "196")],
    pictures=[
        (72.0 + 30 * (n % 10), 100.0 + 30 * (n // 10), 90.0 + 30 * (n % 10), 118.0 + 30 * (n // 10)) for n in range(60)
    ],
)
SCANNED = [Page([(200.0, 300.0, "業務報告")]), *[Page(pictures=[WHOLE])] * 2]
# What is in the file, and the file where another government's own is at hand.
UNREADABLE = [
    ("hard_bitmap_chinese", [DRAWN] * 2, ["image_only"] * 2, ["第1-2頁的文字是以圖形畫出"]),
    ("hard_blank_scan", SCANNED, [None, "image_only", "image_only"], ["第2-3頁是掃描影像", "第1頁只有標題"]),
    ("hard_garbled_fonts", [GARBLED] * 4, ["garbled_font"] * 4, ["第1-4頁的字型缺少正確的文字對照"]),
]


@pytest.mark.parametrize(
    ("data", "codes", "said"),
    [
        pytest.param(data, codes, said, id=f"{name}-{number}")
        for name, pages, codes, said in UNREADABLE
        for number, data in enumerate([written(pages), *(path.read_bytes() for path in real(f"{name}.pdf"))])
    ],
)
def test_files_nobody_can_read(
    data: bytes, codes: list[str | None], said: list[str], tmp_path: Path, no_recogniser: None
) -> None:
    """Page by page, and refused as a whole by the command that publishes."""
    pdf = pdfium.PdfDocument(data)
    reasons = [illegible(read_page(pdf, index)) for index in range(len(pdf))]
    assert [reason and reason.code for reason in reasons] == codes
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    refusal = ReportReader(CATALOG).read(path, None)
    assert isinstance(refusal, Refusal)
    assert all(words in refusal.message for words in said)


def test_an_illegible_page_among_good_ones_is_told_and_gives_nothing(tmp_path: Path, no_recogniser: None) -> None:
    """The whole way to the warehouse's rows: each page an issue, and the report's own values as ever."""
    source = FILES / "council-2-3.pdf"
    joined = pdfium.PdfDocument(source)
    own = len(joined)
    joined.import_pages(pdfium.PdfDocument(written([*[GARBLED] * 4, DRAWN, DRAWN])))
    report = tmp_path / "council-2-3.pdf"
    report.write_bytes(saved(joined))
    rows, alone = (_rows(path) for path in (report, source))
    told = [issue for issue in rows.issues if issue["page"] and issue["page"] > own]
    wanted = ["garbled_font"] * 4 + ["image_only"] * 2
    assert {(issue["page"], issue["code"]) for issue in told} == set(enumerate(wanted, own + 1))
    assert all(f"第{issue['page']}頁" in issue["message"] for issue in told)
    values = [sorted((o["metric_id"], str(o["value"])) for o in held.tables["observation"]) for held in (rows, alone)]
    assert values[0] == values[1]
    assert len(values[0]) >= 60


def _rows(path: Path) -> ReportRows:
    rows = ReportReader(CATALOG).read(path, None)
    assert isinstance(rows, ReportRows)
    return rows


@pytest.mark.parametrize(
    "box", [b"[595.0 842.0 0 0]", b"[0 842.0 595.0 0]", b"[0 0 000.0 000.0]", b"[595.0 0 0 842.0]"]
)
def test_a_page_is_as_large_as_it_is_shown(box: bytes) -> None:
    file = written([Page(LINES)]).replace(b"[0 0 595.0 842.0]", box)
    document = READER.read(file)
    assert "".join(block.text for block in document.blocks).startswith(PROSE)
    assert not document.dropped


@pytest.mark.parametrize("place", [(-400.0, 100.0), (72.0, 1200.0)])
def test_a_file_whose_text_nobody_sees_is_refused_though_its_period_is_given(
    tmp_path: Path, place: tuple[float, float]
) -> None:
    path = tmp_path / "beyond.pdf"
    path.write_bytes(written([Page([(*place, PROSE[:20])])]))
    refusal = ReportReader(CATALOG).read(
        path, ManifestEntry(period_start=date(2023, 1, 1), period_end=date(2023, 6, 30))
    )
    assert isinstance(refusal, Refusal)
    assert refusal.code == "no_text"
