"""Text no reader sees is in no block and is listed with its reason; what only looks unusual is read."""

from __future__ import annotations

import pytest

from catalog.load import load
from ingest.read.document import Document
from ingest.read.office.docx import DocxReader
from ingest.read.office.odt import OdtReader
from ingest.read.pdf.reader import PdfReader
from tests.ingest.pdf_files import A4, Page, written
from tests.ingest.test_docx_reader import p, r, tbl, tc, tr
from tests.ingest.test_docx_reader import package as docx
from tests.ingest.test_odt_reader import NAMESPACES
from tests.ingest.test_odt_reader import package as odt

LEXICON = load().lexicon
WORDS = "(一)本期接待外賓63案、845人，並召開會議12次。"


def _dropped(document: Document) -> list[tuple[str, str]]:
    return [(piece.text, piece.reason) for piece in document.dropped]


def _texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


# PDF -----------------------------------------------------------------------------------------------


def _pdf(look: str) -> Document:
    """A page of one visible sentence, and words behind operators that change how they look."""
    page = Page([(72, 100, WORDS), (72, 160, "另有99案")], looks={1: look})
    return PdfReader(LEXICON, lambda: None).read(written([page]))


@pytest.mark.parametrize(
    "look",
    ["1 1 1 rg", "0.98 0.97 0.99 rg", "0.1 0 0 0.1 60 600 cm", "0 0 0 rg 300 300 5 5 re W n"],
    ids=["white", "nearly white", "tiny", "clipped away"],
)
def test_pdf_text_nobody_sees_is_left_out_and_listed(look: str) -> None:
    document = _pdf(look)
    assert not any("99" in text for text in _texts(document))
    assert ("另有99案", "hidden") in _dropped(document)


def test_white_letters_on_a_dark_ground_are_read() -> None:
    document = _pdf("0 0 0.5 rg 60 670 200 30 re f 1 1 1 rg")
    assert "另有99案" in _texts(document)
    assert _dropped(document) == []


def _over(x0: float, base: float, x1: float, colour: str = "1 g") -> str:
    """Operators that paint a box over a line of text, and go on in black."""
    return f"{colour} {x0} {A4[1] - base - 4} {x1 - x0} 18 re f 0 g"


@pytest.mark.parametrize(
    ("colour", "hides"), [("1 g", True), ("0 g", True), ("1 1 0 rg", True), ("1 g /T gs", False)], ids=str
)
def test_what_a_box_is_painted_over_is_not_read(colour: str, hides: bool) -> None:
    """White paint and blackening hide what is below; a marker's colour that shows it does not."""
    words = [(72.0, 120.0, "本期調解68件。"), (72.0, 180.0, "本期調解86件。"), (72.0, 240.0, "以上報告。")]
    data = written([Page(words, looks={2: _over(70, 180, 300, colour)})])
    data = data.replace(b"/Resources << /Font", b"/Resources << /ExtGState << /T << /BM /Multiply >> >> /Font")
    document = PdfReader(LEXICON, lambda: None).read(data)
    assert any("86" in text for text in _texts(document)) != hides
    assert _dropped(document) == ([("本期調解86件。", "hidden")] if hides else [])


def test_a_number_painted_over_and_printed_anew_is_the_new_one() -> None:
    words = [(72.0, 120.0, "本期調解86"), (120.0, 120.0, "68件。"), (72.0, 180.0, "以上報告。")]
    document = PdfReader(LEXICON, lambda: None).read(written([Page(words, looks={1: _over(119, 120, 133)})]))
    assert _texts(document) == ["本期調解68件。", "以上報告。"]


def test_the_ground_of_a_cell_hides_nothing() -> None:
    """It is painted before its text, and may come behind another cell's."""
    words = [(72.0, 120.0, "調解"), (172.0, 120.0, "68件")]
    looks = {0: _over(70, 120, 160, "0.9 g"), 1: _over(170, 120, 260, "0.9 g")}
    document = PdfReader(LEXICON, lambda: None).read(written([Page(words, looks=looks)]))
    assert "".join("".join(_texts(document)).split()) == "調解68件"
    assert _dropped(document) == []


@pytest.mark.parametrize("rise", [3.0, 4.5])
def test_pdf_text_with_a_line_through_it_is_left_out(rise: float) -> None:
    struck = [(72, 160 - rise, 72 + 48, 160 - rise)]
    data = written([Page([(72, 100, WORDS), (72, 160, "另有案件共9案")], struck)])
    document = PdfReader(LEXICON, lambda: None).read(data)
    assert _texts(document)[-1] == "共9案" or "另有案件" not in "".join(_texts(document))
    assert ("另有案件", "deleted") in _dropped(document)


def test_underlined_text_and_cells_are_not_struck_out() -> None:
    data = written([Page([(72, 100, WORDS), (72, 160, "另有9案")], [(72, 162, 120, 162)])])
    document = PdfReader(LEXICON, lambda: None).read(data)
    assert _dropped(document) == []


def test_an_unseen_layer_over_a_small_picture_is_marked_as_recognised() -> None:
    page = Page([(72, 100, WORDS)], pictures=[(72.0, 60.0, 300.0, 160.0)], unseen=True)
    document = PdfReader(LEXICON, lambda: None).read(written([page]))
    assert [(block.text, block.by_ocr) for block in document.blocks] == [(WORDS, True)]


# Office --------------------------------------------------------------------------------------------

WHITE = '<w:color w:val="FFFFFF"/>'


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        (WHITE, "hidden"),
        ('<w:color w:val="FDFDFD"/>', "hidden"),
        ('<w:sz w:val="2"/>', "hidden"),
        ("<w:vanish/>", "hidden"),
        ("<w:strike/>", "deleted"),
        ("<w:dstrike/>", "deleted"),
    ],
)
def test_docx_text_nobody_sees_is_left_out_and_listed(properties: str, reason: str) -> None:
    document = DocxReader(LEXICON).read(docx(p(r("接待6") + r("99", properties) + r("案"))))
    assert _texts(document) == ["接待6案"]
    assert _dropped(document) == [("99", reason)]


def test_docx_white_letters_on_a_shaded_ground_are_read() -> None:
    shaded = p(r("接待6") + r("3", WHITE + '<w:shd w:val="clear" w:fill="000080"/>') + r("案"))
    head = tbl(
        "", tr(tc(p(r("案數", WHITE)), '<w:shd w:val="clear" w:fill="000080"/>'), tc("人數")), tr(tc("1"), tc("2"))
    )
    document = DocxReader(LEXICON).read(docx(shaded + head))
    assert _texts(document) == ["接待63案", "案數\t人數\n1\t2"]
    assert _dropped(document) == []


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ('fo:color="#ffffff"', "hidden"),
        ('fo:font-size="1pt"', "hidden"),
        ('text:display="none"', "hidden"),
        ('style:text-line-through-style="solid"', "deleted"),
    ],
)
def test_odt_text_nobody_sees_is_left_out_and_listed(properties: str, reason: str) -> None:
    styles = f'<style:style style:name="U" style:family="text"><style:text-properties {properties}/></style:style>'
    body = '<text:p>接待6<text:span text:style-name="U">99</text:span>案</text:p>'
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    document = OdtReader(LEXICON).read(odt(body, {"content.xml": content}))
    assert _texts(document) == ["接待6案"]
    assert _dropped(document) == [("99", reason)]
