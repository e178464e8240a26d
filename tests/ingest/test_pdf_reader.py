"""The PDF reader: paragraphs whole over lines and pages, nothing lost, unreadable files refused."""

from __future__ import annotations

import difflib
import functools
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from catalog.load import load
from ingest.read.document import Document, UnreadableFile
from ingest.read.open import read_document
from ingest.read.pdf.reader import MOST_PAGES, PdfReader
from tests.ingest.pdf_files import Page, grid, read_page, saved, written
from tests.shared_files import FILES, real, renditions

LEXICON = load().lexicon
READER = PdfReader(LEXICON, lambda: None)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

READABLE = [path for path in (*renditions("*.pdf"), *real("*.pdf")) if "hard_" not in path.name]
# Two paragraphs of the whole performance-104 end in mid-sentence at a full line: their lines are one paragraph's.
SHARES = {"performance-104": 0.96}


def _flat(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _docx_paragraphs(path: Path, table_cells: bool) -> list[str]:
    """A DOCX file's paragraphs without blanks; those in tables only where they lay out prose."""
    body = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))[0]
    held: Iterator[etree._Element] = body.iter(W + "p") if table_cells else body.iterchildren(W + "p")
    texts = (_flat("".join(piece.text or "" for piece in paragraph.iter(W + "t"))) for paragraph in held)
    return [text for text in texts if text]


@functools.cache
def _document(path: Path) -> Document:
    return READER.read(path.read_bytes())


def _matched(wanted: list[str], found: list[str]) -> int:
    blocks = difflib.SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def _paragraphs(path: Path) -> tuple[list[str], list[str]]:
    """The paragraphs of the DOCX beside a PDF file, and those found in the PDF."""
    wanted = _docx_paragraphs(path.with_suffix(".docx"), path.stem == "performance-104")
    return wanted, [_flat(block.text) for block in _document(path).blocks if block.kind == "paragraph"]


@pytest.mark.parametrize("path", renditions("[cp]*-*.pdf"), ids=lambda path: path.stem)
def test_paragraphs_are_those_of_the_docx(path: Path) -> None:
    wanted, found = _paragraphs(path)
    assert "".join(found) == "".join(wanted)
    assert _matched(wanted, found) >= SHARES.get(path.stem, 0.98) * len(wanted)


def test_all_paragraphs_of_the_reports_together() -> None:
    pairs = [_paragraphs(path) for path in renditions("[cp]*-*.pdf")]
    paragraphs = sum(len(wanted) for wanted, _ in pairs)
    assert paragraphs - sum(_matched(*pair) for pair in pairs) <= max(2, 0.015 * paragraphs)


def test_a_paragraph_cut_by_a_page_break_in_a_row_is_whole() -> None:
    for path in renditions("performance-104.pdf"):
        texts = [_flat(block.text) for block in _document(path).blocks]
        assert "1.辦理本府四維行政中心辦公大樓防護團講習1次,參訓人員76人。" in texts


# The cover of the budget book is a drawing.
COVERS = {"control-yuan_budget_114": [1]}


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_every_character_has_its_place(path: Path) -> None:
    """Good pages are read, each character is in one block or dropped, and blocks say where theirs stand."""
    document = _document(path)
    assert [fault.page for fault in document.faults] == COVERS.get(path.stem, [])
    pdf = pdfium.PdfDocument(path)
    source: Counter[str] = Counter()
    for index in range(len(pdf)):
        # The reader's own way to the characters gives what pypdfium2's gives.
        characters = "".join(read_page(pdf, index).characters.split())
        plain = pdf[index].get_textpage().get_text_range().replace("\ufffe", "-").replace("\x02", "-")
        assert characters == "".join(plain.split())
        if index + 1 not in COVERS.get(path.stem, []):
            source.update(characters)
    kept = Counter("".join("".join(block.text for block in document.blocks).split()))
    lost = Counter("".join("".join(piece.text for piece in document.dropped).split()))
    assert kept + lost == source
    for block in document.blocks:
        placed = Counter(i for s in block.stretches for i in range(s.start, s.end))
        assert all(placed[i] == 1 for i, c in enumerate(block.text) if not c.isspace())
        for stretch in block.stretches:
            assert len(stretch.edges) == stretch.end - stretch.start + 1
            assert stretch.top < stretch.bottom
        for cell in block.cells:
            assert block.text[cell.start : cell.end] == cell.text


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_as_an_upright_one(turn: int) -> None:
    """The page's own rotation does not matter, nor does text that is turned on the page as shown."""
    source = FILES / "council-2-3.pdf"
    pdf = pdfium.PdfDocument(source)
    for page in pdf:
        page.set_rotation(turn)
    turned = READER.read(saved(pdf))
    assert [_flat(block.text) for block in turned.blocks] == [_flat(block.text) for block in _document(source).blocks]


# Pages written for the test -------------------------------------------------------------------------

MARGIN = 72.0


def _wrapped(text: str, width: int, x: float, top: float, indent: int = 0) -> list[tuple[float, float, str]]:
    """A paragraph as lines of ``width`` Chinese characters, 18 points apart, the first one indented."""
    lines = [(x + 12 * indent, top, text[: width - indent])]
    for row, start in enumerate(range(width - indent, len(text), width), 1):
        lines.append((x, top + 18 * row, text[start : start + width]))
    return lines


def _texts(*pages: Page) -> list[str]:
    return [block.text for block in READER.read(written(pages)).blocks]


PROSE = st.text("高雄市政府秘書處辦理文書檔案國際事務消費者保護總務管理", min_size=1, max_size=80)


@settings(max_examples=40)
@given(st.lists(PROSE, min_size=2, max_size=5), st.integers(18, 36))
def test_wrapped_lines_are_one_paragraph_again(texts: list[str], width: int) -> None:
    """Paragraphs told apart by a marker, whatever the width of the lines."""
    wanted = [f"{number}、{text}。" for number, text in zip("一二三四五", texts, strict=False)]
    lines: list[tuple[float, float, str]] = []
    for text in wanted:
        lines += _wrapped(text, width, MARGIN, 100 + 18 * len(lines))
    lines.append((MARGIN, 130 + 18 * len(lines), "滿" * width))
    assert _texts(Page(lines))[:-1] == wanted


@settings(max_examples=30)
@given(st.integers(1, 5), st.integers(20, 30))
def test_a_paragraph_cut_by_a_page_is_whole(cut: int, width: int) -> None:
    text = "一、" + "".join(f"本期{name}科辦理文書收發及檔案管理，" for name in "甲乙丙丁戊己庚辛壬癸") + "成效良好。"
    lines = _wrapped(text, width, MARGIN, 100)
    first, second = lines[:cut], [(x, base - 18 * cut, words) for x, base, words in lines[cut:]]
    assert _texts(Page(first), Page(second)) == [text]


def _columns(left: str, right: str, top: float = 140) -> list[tuple[float, float, str]]:
    return _wrapped(left, 17, MARGIN, top) + _wrapped(right, 17, 320, top)


LEFT = (
    "一、文書業務：本期辦理公文收發，計有收文一萬件，均依規定期限辦理完成，並定期檢討作業流程，"
    "以提升服務品質與行政效能，落實節能減紙政策，成效良好。"
)
RIGHT = (
    "二、檔案業務：本期辦理檔案清查，計有移交二千件，均依規定期限辦理完成，並邀請專家實地訪視，"
    "針對缺失逐項改善，健全檔案管理制度，獲得好評。"
)


def test_prose_pages_between_pages_of_tables_are_whole_paragraphs() -> None:
    """Their margins are their own: titles and tables reach farther out on other pages of the book."""
    table = Page([(30.0, 60.0, "監督處主管歲出機關別預算表"), (44.0, 119.0, "科目"), (300.0, 119.0, "12,345")],
                 grid([40.0, 290.0, 565.0], [100.0, 130.0]))  # fmt: skip
    first, second = LEFT.replace("一、", "1."), RIGHT.replace("二、", "2.")
    lines = _wrapped(first, 30, MARGIN, 100) + _wrapped(second, 30, MARGIN, 100 + 18 * -(-len(first) // 30))
    cut = len(lines) - 2
    pages = [Page(lines[:cut]), Page([(x, base - 18 * cut, words) for x, base, words in lines[cut:]])]
    texts = _texts(table, *pages, table)
    assert first in texts
    assert second in texts


def test_two_columns_are_read_one_after_the_other() -> None:
    title = [(180.0, 100.0, "高雄市政府秘書處業務報告摘要表")]
    foot = [(72.0, 400.0, "以上各項業務均依年度施政計畫辦理，並於期末檢討，敬請指教及支持，謝謝各位議員先進。")]
    document = READER.read(written([Page([*title, *_columns(LEFT, RIGHT), *foot])]))
    assert [block.text for block in document.blocks] == [title[0][2], LEFT, RIGHT, foot[0][2]]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    text = LEFT + RIGHT.replace("二、", "另")
    lines = _wrapped(text, 17, MARGIN, 140)
    half = len(lines) // 2
    right = [(320.0, base - 18 * half, words) for _, base, words in lines[half:]]
    assert _texts(Page([*lines[:half], *right])) == [text]


def test_names_and_values_side_by_side_are_no_columns() -> None:
    rows = [(MARGIN, 140.0 + 18 * row, f"第{row}科") for row in range(8)]
    values = [(320.0, 140.0 + 18 * row, f"{row},234件") for row in range(8)]
    assert [text.split() for text in _texts(Page([*rows, *values]))] == [[f"第{n}科", f"{n},234件"] for n in range(8)]


@given(st.lists(st.integers(1, 14), min_size=4, max_size=9), st.lists(st.integers(1, 14), min_size=4, max_size=9))
def test_lists_stand_in_the_columns_of_the_prose_on_another_page(left: list[int], right: list[int]) -> None:
    prose = Page([*_columns(LEFT, RIGHT)])
    rows = [(MARGIN, 140.0 + 18 * row, f"{row + 1}.{'甲' * length}") for row, length in enumerate(left)]
    rows += [(320.0, 140.0 + 18 * row, f"{row + 11}.{'乙' * length}") for row, length in enumerate(right)]
    texts = [block.text for block in READER.read(written([prose, Page(rows)])).blocks]
    assert texts == [LEFT, RIGHT, *(words for _, _, words in rows)]


def test_a_table_goes_on_at_the_top_of_the_next_column() -> None:
    left = _wrapped(LEFT, 17, MARGIN, 100)
    right = _wrapped(RIGHT, 17, 320.0, 300)
    parts = [([72.0, 172.0, 272.0], 300.0, 0), ([320.0, 420.0, 520.0], 100.0, 3)]
    rules, words = [], []
    for xs, top, first in parts:
        ys = [top + 24 * row for row in range(4)]
        rules += grid(xs, ys)
        words += [
            (xs[column] + 4, ys[row] + 16, f"科{first + row}" if column == 0 else f"{first + row + 10}")
            for row in range(3)
            for column in range(2)
        ]
    document = READER.read(written([Page([*left, *right, *words], rules)]))
    tables = [block for block in document.blocks if block.kind == "table"]
    assert [block.text for block in tables] == ["\n".join(f"科{row}\t{row + 10}" for row in range(6))]


def test_a_landscape_page_between_upright_ones() -> None:
    prose = _wrapped(LEFT, 30, MARGIN, 100)
    wide = _wrapped(RIGHT, 50, MARGIN, 100)
    pages = [Page(prose), Page(wide, size=(842.0, 595.0)), Page(prose)]
    assert _texts(*pages) == [LEFT, RIGHT, LEFT]


def test_headers_footers_and_page_numbers_are_taken_out_and_listed() -> None:
    texts = [LEFT.replace("一、", f"{number}、").replace("公文", f"{number}類公文") for number in "一二三四"]
    pages = [
        Page([(200.0, 40.0, "秘書處業務報告"), *_wrapped(text, 30, MARGIN, 300), (290.0, 810.0, f"- {number} -")])
        for number, text in enumerate(texts, 7)
    ]
    document = READER.read(written(pages))
    assert [block.text for block in document.blocks] == texts
    assert Counter((piece.text, piece.reason) for piece in document.dropped) == {
        ("秘書處業務報告", "page_furniture"): 4,
        **{(f"- {number} -", "page_furniture"): 1 for number in range(7, 11)},
    }


def test_pictures_stand_before_their_captions() -> None:
    lines = [(MARGIN, 100.0, "一、國際交流：接待外賓。"), (MARGIN, 320.0, "照片1：市長接見外賓")]
    lines += [(MARGIN, 360.0, "二、檔案管理：辦理清查。")]
    document = READER.read(written([Page(lines, pictures=[(100.0, 130.0, 300.0, 290.0), (400.0, 90.0, 410.0, 100.0)])]))
    (image,) = document.images
    assert document.blocks[image.before_block].text == "照片1：市長接見外賓"
    assert image.box == pytest.approx((100, 130, 300, 290))
    assert (image.page, image.media_type, image.data[:8]) == (1, "image/png", b"\x89PNG\r\n\x1a\n")


def test_bold_made_by_printing_twice_is_read_once() -> None:
    lines = [(MARGIN, 100.0, "本期共1,223件，均已辦結。"), (MARGIN + 0.3, 100.0, "本期共1,223件，均已辦結。")]
    document = READER.read(written([Page([*lines, (MARGIN, 200.0, "另有待補正十件。")])]))
    assert document.blocks[0].text == "本期共1,223件，均已辦結。"


# Files that are refused, and bounds -----------------------------------------------------------------

GOOD = written([Page(_wrapped(LEFT, 30, MARGIN, 100))])


def _refusal(name: str, data: bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refusal:
        read_document(name, data, LEXICON)
    return refusal.value


@pytest.mark.parametrize(
    ("name", "data", "code", "said"),
    [
        ("a.pdf", b"", "empty", "空的"),
        ("a.pdf", b"%PDF-1.7\n", "truncated", "不完整"),
        ("a.pdf", GOOD[:300], "truncated", "不完整"),
        ("a.pdf", b"%PDF-1.4\nxref\n%%EOF", "truncated", "不完整"),
        ("a.pdf", written([]), "truncated", "不完整"),
        ("a.pdf", "本期共 1,234 件".encode(), "wrong_suffix", "副檔名"),
        ("a.docx", GOOD, "wrong_suffix", "PDF"),
        ("a.txt", GOOD, "wrong_suffix", "PDF"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n\x00\x00", "not_readable", "圖片"),
        ("a.docx", b"7z\xbc\xaf\x27\x1c\x00\x04", "not_readable", "壓縮檔"),
        ("a.doc", rb"{\rtf1\ansi 63}", "not_readable", "另存為 DOCX"),
        ("a.pdf", written([Page()] * 3), "blank", "第1-3頁是空白頁"),
    ],
)
def test_files_that_are_refused(name: str, data: bytes, code: str, said: str) -> None:
    refusal = _refusal(name, data)
    assert refusal.code == code
    assert said in str(refusal)


def test_a_file_with_a_password_is_refused() -> None:
    locked = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        b"4f" * 32,
        b"55" * 32,
    )
    refusal = _refusal("a.pdf", written([Page(_wrapped(LEFT, 30, MARGIN, 100))], locked))
    assert refusal.code == "encrypted"
    assert "密碼" in str(refusal)


@given(st.integers(0, len(GOOD)), st.binary(min_size=1, max_size=40))
def test_damaged_files_are_read_or_refused(place: int, bytes_: bytes) -> None:
    """Whatever bytes stand in the middle of a file, nothing but a refusal in words is raised."""
    try:
        document = READER.read(GOOD[:place] + bytes_ + GOOD[place + len(bytes_) :])
    except UnreadableFile as refusal:
        message = str(refusal)
    else:
        # What nobody can see any more (a size of nought) is listed, and nothing of it is read.
        told = [fault.message for fault in document.faults] + [piece.text for piece in document.dropped]
        message = "".join(told) or document.blocks[0].text
    assert message


def test_a_long_file_is_read_up_to_the_bound() -> None:
    """As many pages as any report has, and a fault that says what was not read."""
    page = Page(_wrapped(LEFT, 30, MARGIN, 300))
    document = READER.read(written([page] * (MOST_PAGES + 3)))
    assert document.pages == MOST_PAGES + 3
    assert {block.text for block in document.blocks} == {LEFT}
    assert len(document.blocks) == MOST_PAGES == 1000
    (fault,) = document.faults
    assert (fault.page, fault.code) == (MOST_PAGES + 1, "page_limit")
    assert "1003" in fault.message


def test_threads_read_side_by_side() -> None:
    """PDFium is not safe in threads; the reader is."""
    files = [written([Page(_wrapped(text, 30, MARGIN, 100))] * 5) for text in (LEFT, RIGHT)] * 8
    alone = [_block_texts(data) for data in files]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(_block_texts, files)) == alone


def _block_texts(data: bytes) -> Sequence[str]:
    return [block.text for block in READER.read(data).blocks]


@pytest.mark.parametrize(
    "lines",
    [
        ("第{0}案", "受理 {1} 件。"),
        ("{0}、外賓", "出席{1}人"),
        ("件數 {1}",),
        ("項目{0}", "{1} 次"),
        ("{1}件", "- {0} -"),
    ],
)
@pytest.mark.parametrize("pages", [3, 14])
def test_few_lines_whose_numbers_grow_page_by_page_are_no_furniture(lines: Sequence[str], pages: int) -> None:
    told = [[line.format(number, 100 + number) for line in lines] for number in range(1, pages + 1)]
    slides = [Page([(72.0, 80.0 + 30 * row, line) for row, line in enumerate(own)]) for own in told]
    read = "".join(block.text for block in READER.read(written(slides)).blocks)
    for own in told:
        assert all("".join(line.split()) in "".join(read.split()) for line in own if not line.startswith("-"))


@pytest.mark.parametrize(
    "head", ["業務報告 第{}頁", "業務報告 {}/14", "（第 {} 頁，共 14 頁）", "秘書處 {}", "Page {} of 14", "{} 秘書處"]
)
def test_lines_that_count_pages_beside_text_are_furniture(head: str) -> None:
    words = "甲乙丙丁戊己庚辛壬癸子丑寅卯"
    pages = [
        Page([(72.0, 60.0, head.format(number)), (72.0, 300.0, f"本處辦理{word}項業務，依規定期限完成。")])
        for number, word in enumerate(words, 1)
    ]
    document = READER.read(written(pages))
    assert "".join(block.text for block in document.blocks).count("依規定期限完成") == len(words)
    assert [dropped.reason for dropped in document.dropped] == ["page_furniture"] * len(words)


@pytest.mark.parametrize(
    ("texts", "read"),
    [
        ([(72.0, "核准47"), (210.0, "385件")], "核准47\u3000385件"),
        ([(72.0, "核准47      385件")], "核准47\u3000385件"),
        ([(72.0, "核准1"), (120.0, "385件")], "核准1 385件"),
    ],
)
def test_digits_that_a_gap_as_wide_as_between_columns_parts(texts: Sequence[tuple[float, str]], read: str) -> None:
    assert read in _texts(Page([(72.0, 60.0, LEFT[:30]), *((x, 300.0, text) for x, text in texts)]))
