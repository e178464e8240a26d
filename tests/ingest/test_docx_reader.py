"""The DOCX reader: the published reports' renditions, and small packages with one peculiarity each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.fold import Folder
from catalog.lexicon import Lexicon
from catalog.load import CATALOG_DIR, COMMON, parse
from ingest.read.document import Document, UnreadableFile
from ingest.read.office.docx import DocxReader
from ingest.read.text import TextReader
from tests.ingest.conftest import RAW
from tests.shared_files import FILES, renditions

LEXICON: Lexicon = parse(CATALOG_DIR / COMMON / "lexicon.yaml", Lexicon)
READER = DocxReader(LEXICON)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)


def package(
    body: str, parts: Mapping[str, str | bytes] | None = None, relations: Mapping[str, str] | None = None
) -> bytes:
    """A DOCX with this body; ``relations`` map targets to their roles; the ids are r1, r2, r3."""
    listed = "".join(
        f'<Relationship Id="r{no}" Type="{RELATIONS}/{role}" Target="{target}"/>'
        for no, (target, role) in enumerate((relations or {}).items(), 1)
    )
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f"{head}{listed}</Relationships>",
            **(parts or {}),
        }
    )


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def read(
    body: str, parts: Mapping[str, str | bytes] | None = None, relations: Mapping[str, str] | None = None
) -> Document:
    return READER.read(package(body, parts, relations))


def texts(
    body: str, parts: Mapping[str, str | bytes] | None = None, relations: Mapping[str, str] | None = None
) -> list[str]:
    return [block.text for block in read(body, parts, relations).blocks]


def p(inner: str, properties: str = "") -> str:
    inner = inner if "<" in inner else f"<w:r><w:t>{inner}</w:t></w:r>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def tc(inner: str, properties: str = "") -> str:
    inner = inner if "<" in inner else p(inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def placed(document: Document) -> list[tuple[int, int, int, int, str]]:
    """The cells of all tables: row, column, their spans, and text."""
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, cell.text)
        for block in document.blocks
        for cell in block.cells
    ]


# The renditions ---------------------------------------------------------------------------------


def test_every_fact_of_the_torture_file() -> None:
    document = READER.read((FILES / "torture.docx").read_bytes())
    blocks = [block.text for block in document.blocks]
    assert blocks[:11] == [
        "壹、重要業務執行狀況",
        "一、文書檔案資訊化",
        "(一)公文處理電子化",
        "1.本期共計出刊49期，共892則電子公報。",
        "(1)第一項子目",
        "①圈碼子目",
        "2.第二個阿拉伯項",
        "(二)第二個括號項",
        "二、推動高雄國際化",
        "貳、結語",
        "修訂：本期計有42案",
    ]
    assert blocks[11] == "內容控制項段落：調解112件"
    assert blocks[-11:] == [
        "行內控制項：8,825件",
        "超連結：高雄市政府電子公報",
        "書籤段落7.辦理",
        "軟換行前 軟換行後\t跳格",
        "圖文框前",
        "文字方塊：照片33",
        "不斷行連字號：ODF-CNS15251",
        "表格前",
        "橫併\t02\t03\n直併\t11\t12\t13\n21\t22\t1,583 多元就業",
        "巢甲\t巢乙",
        "表格後",
    ]
    assert placed(document) == [
        (1, 1, 1, 2, "橫併"),
        (1, 3, 1, 1, "02"),
        (1, 4, 1, 1, "03"),
        (2, 1, 2, 1, "直併"),
        (2, 2, 1, 1, "11"),
        (2, 3, 1, 1, "12"),
        (2, 4, 1, 1, "13"),
        (3, 2, 1, 1, "21"),
        (3, 3, 1, 1, "22"),
        (3, 4, 1, 1, "1,583 多元就業"),
        (1, 1, 1, 1, "巢甲"),
        (1, 2, 1, 1, "巢乙"),
    ]
    assert [(piece.text, piece.reason) for piece in document.dropped] == [
        ("41", "deleted"),
        ("頁首文字", "page_furniture"),
        ("頁尾文字", "page_furniture"),
    ]


class Compared(NamedTuple):
    """How paragraphs of a rendition stand to those of the text it was made from."""

    extra: int
    """Paragraphs that are cells of a heading row; in the text they are a table."""
    cut: int
    """Paragraphs a page break cuts in the rendition too, and the text reader joins."""


COMPARED = {
    FILES / "council-2-3.docx": Compared(0, 1),
    FILES / "performance-104.docx": Compared(2, 0),
    "council-2-3": Compared(0, 2),
    "council-2-8": Compared(0, 0),
    "performance-104": Compared(2, 2),
}


@pytest.mark.parametrize("path", renditions("[cp]*.docx"), ids=lambda path: path.stem)
def test_paragraphs_are_those_of_the_text(path: Path) -> None:
    folder = Folder(LEXICON.variants)

    def paragraphs(document: Document) -> list[str]:
        return ["".join(folder.fold(b.text).split()) for b in document.blocks if b.kind == "paragraph"]

    text = (FILES if path.parent == FILES else RAW) / f"{path.stem}.txt"
    source = paragraphs(TextReader(LEXICON).read(text.read_bytes()))
    left = paragraphs(READER.read(path.read_bytes()))
    joined = 0
    for told in source:
        if told in left:
            left.remove(told)
            continue
        first = next(i for i, piece in enumerate(left) if told.startswith(piece) and told == piece + left[i + 1])
        del left[first : first + 2]
        joined += 1
    assert Compared(len(left), joined) == COMPARED.get(path, COMPARED.get(path.stem))
    assert not any(character.isdigit() for text in left for character in text)


# Numbering --------------------------------------------------------------------------------------

LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'
    for level, form, text, more in (
        (0, "taiwaneseCountingThousand", "%1、", '<w:pStyle w:val="Outer"/>'),
        (1, "decimal", "%2.", ""),
        (2, "decimal", "%1.%2.%3", "<w:isLgl/>"),
        (3, "bullet", "•", ""),
    )
)
NUMBERING = (
    f"<w:numbering {NAMESPACES}>"
    f'<w:abstractNum w:abstractNumId="7">{LEVELS}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Listed"/></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1">'
    '<w:lvl w:ilvl="1"><w:start w:val="5"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="[%2]"/></w:lvl>'
    "</w:lvlOverride></w:num>"
    '<w:num w:numId="4"><w:abstractNumId w:val="8"/></w:num></w:numbering>'
)
STYLES = (
    f"<w:styles {NAMESPACES}>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
    '<w:style w:type="paragraph" w:styleId="Outer"><w:name w:val="Outer"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Derived"><w:name w:val="Derived"/><w:basedOn w:val="Outer"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Plain"><w:name w:val="Plain"/><w:basedOn w:val="Outer"/>'
    '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Hidden"><w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="numbering" w:styleId="Listed"><w:name w:val="Listed"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    "</w:styles>"
)
PARTS = {"word/numbering.xml": NUMBERING, "word/styles.xml": STYLES}
ROLES = {"numbering.xml": "numbering", "styles.xml": "styles"}


def item(text: str, level: int, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def styled(text: str, style: str, more: str = "") -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>{more}')


def test_numbers_by_level_with_all_digits_where_the_level_says_so() -> None:
    body = item("甲", 0) + item("乙", 1) + item("丙", 2) + item("點", 3) + item("丁", 0) + item("戊", 1)
    assert texts(body, PARTS, ROLES) == ["一、甲", "1.乙", "1.1.1 丙", "點", "二、丁", "1.戊"]


def test_a_list_that_starts_again_does_so_once() -> None:
    body = item("甲", 0) + item("乙", 0) + item("丙", 0, 2) + item("丁", 0, 2) + item("戊", 0)
    assert texts(body, PARTS, ROLES) == ["一、甲", "二、乙", "一、丙", "二、丁", "三、戊"]


def test_a_level_overridden_by_a_list() -> None:
    assert texts(item("甲", 0, 3) + item("乙", 1, 3), PARTS, ROLES) == ["一、甲", "[V]乙"]


def test_numbers_from_styles() -> None:
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = styled("甲", "Outer") + styled("乙", "Derived") + styled("無", "Plain") + styled("無", "Outer", none)
    assert texts(body + item("丙", 0, 4), PARTS, ROLES) == ["一、甲", "二、乙", "無", "無", "三、丙"]


def test_a_number_does_not_join_the_one_behind_it() -> None:
    assert texts(item("甲", 0) + item("5,000人次", 1), PARTS, ROLES) == ["一、甲", "1. 5,000人次"]


def test_an_empty_item_counts_and_a_deleted_one_does_not() -> None:
    deleted = p(
        "<w:del><w:r><w:delText>刪</w:delText></w:r></w:del>",
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>',
    )
    body = item("甲", 0) + item("<w:r/>", 0) + deleted + item("乙", 0)
    assert texts(body, PARTS, ROLES) == ["一、甲", "三、乙"]


# Tracked changes --------------------------------------------------------------------------------


def test_changes_are_accepted() -> None:
    changes = f"<w:del><w:r><w:delText>41</w:delText></w:r></w:del><w:ins>{r('42')}</w:ins>"
    document = read(p(r("計") + changes + r("案")))
    assert [b.text for b in document.blocks] == ["計42案"]
    assert [(d.text, d.reason) for d in document.dropped] == [("41", "deleted")]


def test_moved_paragraphs_stand_where_they_were_moved_to() -> None:
    gone = p(f"<w:moveFrom>{r('移動9件')}</w:moveFrom>", "<w:rPr><w:moveFrom/></w:rPr>")
    come = p(f"<w:moveTo>{r('移動9件')}</w:moveTo>", "<w:rPr><w:moveTo/></w:rPr>")
    document = read(gone + p("中間") + come)
    assert [b.text for b in document.blocks] == ["中間", "移動9件"]
    assert [d.text for d in document.dropped] == ["移動9件"]


def test_a_deleted_paragraph_mark_joins_paragraphs() -> None:
    assert texts(p("共12", "<w:rPr><w:del/></w:rPr>") + p("件") + p("次段")) == ["共12件", "次段"]


def test_a_deleted_mark_before_a_table_joins_nothing() -> None:
    assert texts(p("前5", "<w:rPr><w:del/></w:rPr>") + tbl(tr(tc("6"))) + p("後")) == ["前5", "6", "後"]


def test_deleted_rows_are_gone() -> None:
    deleted = tr(tc("刪"), tc("77"), properties="<w:del/>")
    document = read(tbl(tr(tc("甲"), tc("1")), deleted, tr(tc("乙"), tc("2"))))
    assert [b.text for b in document.blocks] == ["甲\t1\n乙\t2"]
    assert [d.text for d in document.dropped] == ["刪", "77"]


# Inside paragraphs ------------------------------------------------------------------------------


def test_content_controls_everywhere() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr><w:alias w:val='99'/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    body = control(p("整段1")) + p(r("行內") + control(r("2")) + r("件"))
    rows = tbl(control(tr(control(tc("列3")), tc(control(p("格4"))))))
    assert texts(body + rows) == ["整段1", "行內2件", "列3\t格4"]


def test_a_field_shows_its_result_only() -> None:
    def turn(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = turn("begin") + "<w:r><w:instrText>REF x</w:instrText></w:r>" + turn("separate") + r("11") + turn("end")
    outer = (
        turn("begin") + "<w:r><w:instrText>IF</w:instrText></w:r>" + inner + turn("separate") + r("22") + turn("end")
    )
    simple = f'<w:fldSimple w:instr="PAGE">{r("33")}</w:fldSimple>'
    assert texts(p(r("計") + outer + r("件") + simple)) == ["計22件33"]


def test_a_field_that_never_ends_is_refused() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p("1,234件"))
    assert refusal.value.code == "malformed"


def test_breaks_tabs_hyphens_and_symbols() -> None:
    body = p(
        "<w:r><w:t>12</w:t><w:br/><w:t>34</w:t><w:br w:type='page'/><w:t>56</w:t><w:tab/><w:t>7</w:t>"
        "<w:noBreakHyphen/><w:t>8</w:t><w:softHyphen/><w:t>9</w:t><w:sym w:font='x' w:char='2460'/>"
        "<w:sym w:font='Wingdings' w:char='F0FC'/></w:r>"
    )
    document = read(body)
    assert [b.text for b in document.blocks] == ["12 34 56\t7-89①"]
    assert [(d.text, d.reason) for d in document.dropped] == [("F0FC", "illegible")]


def test_hidden_text_is_left_out_and_listed() -> None:
    body = p(r("計5") + r("00", "<w:vanish/>") + r("11", '<w:rStyle w:val="Hidden"/>') + r("件"))
    shown = styled(r("12", '<w:vanish w:val="0"/>') + r("34"), "Secret")
    document = read(body + shown, PARTS, ROLES)
    assert [b.text for b in document.blocks] == ["計5件", "12"]
    assert [(d.text, d.reason) for d in document.dropped] == [("0011", "hidden"), ("34", "hidden")]


def test_ruby_is_left_out() -> None:
    ruby = f"<w:ruby><w:rt>{r('ㄍㄠ')}</w:rt><w:rubyBase>{r('高')}</w:rubyBase></w:ruby>"
    assert texts(p(f"<w:r>{ruby}</w:r>" + r("雄"))) == ["高雄"]


def test_a_fraction_is_not_one_number() -> None:
    def part(name: str, text: str) -> str:
        return f"<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>"

    assert texts(p(f"<m:oMath><m:f>{part('num', '1')}{part('den', '2')}</m:f></m:oMath>")) == ["1/2"]


def test_a_formula_joins_no_number_beside_it() -> None:
    fraction = "<m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f>"
    power = "<m:sSup><m:e><m:r><m:t>5</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    whole = f"<m:oMath><m:r><m:t>7</m:t></m:r>{fraction}{power}</m:oMath>"
    assert "".join(texts(p(r("12") + whole + r("34")))) == "12 7 3/45^2 34"


def test_raised_digits_join_no_number() -> None:
    def raised(text: str, way: str = "superscript") -> str:
        return r(text, f'<w:vertAlign w:val="{way}"/>')

    body = (
        p(r("計4") + r("2") + raised("1") + r("35案")) + p(r("m") + raised("2")) + p(r("10") + raised("3", "subscript"))
    )
    assert texts(body) == ["計42^1 35案", "m2", "10_3"]


BOX = "<w:txbxContent>{}</w:txbxContent>"


def test_text_boxes_stand_once_behind_their_paragraph() -> None:
    inner = (
        "<mc:AlternateContent><mc:Choice Requires='wps'>" + BOX.format(p("內33")) + "</mc:Choice>"
        "<mc:Fallback><w:pict>" + BOX.format(p("內33")) + "</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    nested = BOX.format(p(f"<w:r><w:t>外2</w:t>{inner}</w:r>"))
    outer = (
        f"<mc:AlternateContent><mc:Choice Requires='wpg'>{nested}</mc:Choice>"
        f"<mc:Fallback><w:pict>{nested}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert texts(p(f"<w:r><w:t>本文1</w:t></w:r><w:r>{outer}</w:r><w:r><w:t>件</w:t></w:r>")) == [
        "本文1件",
        "外2",
        "內33",
    ]


def test_a_fallback_is_read_where_the_choice_says_nothing() -> None:
    box = BOX.format(p("第7案"))
    chosen = "<mc:AlternateContent><mc:Choice Requires='cx1'><a:graphic/></mc:Choice>"
    assert texts(p(f"<w:r>{chosen}<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>")) == ["第7案"]


def test_notes_follow_their_paragraph_and_marks_join_nothing() -> None:
    notes = (
        f'<w:footnotes {NAMESPACES}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + r("註9"))}</w:footnote></w:footnotes>'
    )
    own_mark = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>1</w:t></w:r>'
    body = p(r("42") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r("案")) + p(r("5") + own_mark + r("件"))
    found = texts(body, {"word/footnotes.xml": notes}, {"footnotes.xml": "footnotes"})
    assert found == ["42案", "註9", "5件", "註9"]


def test_pictures_stand_before_their_block() -> None:
    picture = '<w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r>'
    document = read(
        p("甲") + p(picture) + tbl(tr(tc(p(picture)), tc("乙"))),
        {"word/media/a.bin": PNG},
        {"media/a.bin": "image"},
    )
    assert [(i.media_type, i.before_block, i.data) for i in document.images] == [("image/png", 1, PNG)] * 2


def test_headers_and_footers_are_listed() -> None:
    header = f"<w:hdr {NAMESPACES}>{p('頁首5')}</w:hdr>"
    document = read(p("本文"), {"word/header1.xml": header}, {"header1.xml": "header"})
    assert [(d.text, d.reason) for d in document.dropped] == [("頁首5", "page_furniture")]


# Tables -----------------------------------------------------------------------------------------

CONTINUES = "<w:vMerge/>"
BEGINS = '<w:vMerge w:val="restart"/>'


def test_merged_cells_stand_once() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    document = read(
        tbl(
            tr(tc("甲", BEGINS), tc("乙", wide)),
            tr(tc(p(""), CONTINUES), tc("1"), tc("2")),
            tr(tc("3"), properties='<w:gridBefore w:val="2"/>'),
        )
    )
    assert placed(document) == [
        (1, 1, 2, 1, "甲"),
        (1, 2, 1, 2, "乙"),
        (2, 2, 1, 1, "1"),
        (2, 3, 1, 1, "2"),
        (3, 3, 1, 1, "3"),
    ]


def test_cells_merged_the_old_way_stand_once() -> None:
    begins, continues = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    document = read(tbl(tr(tc("甲", begins), tc(p(""), continues), tc("5")), tr(tc("1"), tc("2"), tc("3"))))
    assert placed(document)[:2] == [(1, 1, 1, 2, "甲"), (1, 3, 1, 1, "5")]


def test_spans_no_table_has_are_cut() -> None:
    wild = tc("1", '<w:gridSpan w:val="99999999999"/>')
    assert placed(read(tbl(tr(wild, properties='<w:gridBefore w:val="-4"/>')))) == [(1, 1, 1, 63, "1")]


def test_a_merge_without_a_beginning_keeps_its_text() -> None:
    document = read(tbl(tr(tc("甲"), tc("乙")), tr(tc("5", CONTINUES), tc("6")), tr(tc(p(""), CONTINUES), tc("7"))))
    assert placed(document) == [
        (1, 1, 1, 1, "甲"),
        (1, 2, 1, 1, "乙"),
        (2, 1, 2, 1, "5"),
        (2, 2, 1, 1, "6"),
        (3, 2, 1, 1, "7"),
    ]


def test_a_grid_of_prose_is_read_row_by_row_with_tables_inside_it() -> None:
    prose = "本期辦理各項業務，成果如下表所示，並依規定陳報上級機關核定在案。"
    inner = tbl(tr(tc("機關"), tc("件數")), tr(tc("甲處"), tc("12")))
    assert texts(tbl(tr(tc("工作項目"), tc(p(prose) + inner + p(prose))))) == [
        "工作項目",
        prose,
        "機關\t件數\n甲處\t12",
        prose,
    ]


@given(
    st.lists(
        st.lists(st.tuples(st.integers(1, 4), st.sampled_from(("", BEGINS, CONTINUES))), min_size=1, max_size=5),
        min_size=1,
        max_size=6,
    )
)
def test_random_merges_lose_no_text_and_never_overlap(rows: list[list[tuple[int, str]]]) -> None:
    """Every cell's text stands in one cell of the table, or it is listed as covered by a merge."""
    texts_by_cell: list[str] = []
    drawn = []
    for row in rows:
        cells = []
        for span, merge in row:
            texts_by_cell.append(f"n{len(texts_by_cell)}")
            cells.append(tc(texts_by_cell[-1], f'<w:gridSpan w:val="{span}"/>{merge}'))
        drawn.append(tr(*cells))
    document = read(tbl(*drawn))
    found = [cell.text for block in document.blocks for cell in block.cells] + [d.text for d in document.dropped]
    assert sorted(found) == sorted(texts_by_cell)
    taken = [
        (row, column)
        for block in document.blocks
        for cell in block.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert len(taken) == len(set(taken))


# Packages ---------------------------------------------------------------------------------------


def test_strict_documents_are_the_same() -> None:
    strict = {
        W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
        RELATIONS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(package(item("甲", 0) + tbl(tr(tc("1"))), PARTS, ROLES))) as archive:
        for name in archive.namelist():
            content = archive.read(name).decode()
            for transitional, replacement in strict.items():
                content = content.replace(transitional, replacement)
            parts[name] = content
    assert [b.text for b in READER.read(zipped(parts)).blocks] == ["一、甲", "1"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
def test_a_package_with_two_parts_of_one_name_is_refused(name: str) -> None:
    """Programs differ in which of the two they show."""
    stream = io.BytesIO(package(p("甲")))
    with zipfile.ZipFile(stream, "a") as archive:
        for _ in range(2):
            archive.writestr(name, "<other/>")
    with pytest.raises(UnreadableFile) as refused:
        READER.read(stream.getvalue())
    assert refused.value.code == "doubled_part"


def test_the_main_part_is_found_by_the_packages_relationships() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="/word/document2.xml"/></Relationships>'
    )
    main = f"<w:document {NAMESPACES}><w:body>{p('甲')}</w:body></w:document>"
    assert [b.text for b in READER.read(zipped({"_rels/.rels": relations, "word/document2.xml": main})).blocks] == [
        "甲"
    ]


def bomb() -> bytes:
    return package(p("甲"), {"word/media/x.bin": bytes(4 * 1024 * 1024)})


def with_entities() -> bytes:
    declared = '<!DOCTYPE d [<!ENTITY a "9"><!ENTITY b "&a;&a;&a;&a;">]>'
    return zipped({"word/document.xml": f"{declared}<w:document {NAMESPACES}><w:body>&b;</w:body></w:document>"})


def encrypted() -> bytes:
    data = bytearray(package(p("甲")))
    position = -1
    while (position := data.find(b"PK\x01\x02", position + 1)) >= 0:
        data[position + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bomb(), "too_large"),
        (with_entities(), "doctype"),
        (encrypted(), "encrypted"),
        (package(p("甲"))[:200], "truncated"),
        (package(p("")), "empty"),
        (package("<w:p>"), "malformed"),
        (zipped({"word/document.xml": f"<w:document {NAMESPACES}/>"}), "malformed"),
        (zipped({"other": ""}), "malformed"),
        (package(p("甲") + '<w:altChunk r:id="r1"/>'), "embedded"),
        (package("<w:sdt><w:sdtContent>" * 300 + p("甲") + "</w:sdtContent></w:sdt>" * 300), "malformed"),
    ],
    ids=["bomb", "entities", "encrypted", "truncated", "empty", "malformed", "no body", "no part", "altChunk", "deep"],
)
def test_refusals(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        READER.read(data)
    assert refusal.value.code == code
