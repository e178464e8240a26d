"""The ODT reader: renditions equal to DOCX, and small packages with one peculiarity each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.document import Document, UnreadableFile
from ingest.read.office.odt import OdtReader
from tests.ingest.test_docx_reader import LEXICON, PNG, READER, placed, zipped
from tests.shared_files import FILES, renditions

ODT = OdtReader(LEXICON)
URN = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = (
    "".join(f'xmlns:{name}="{URN}:{name}:1.0" ' for name in ("office", "text", "table", "style", "manifest"))
    + f'xmlns:draw="{URN}:drawing:1.0" xmlns:fo="{URN}:xsl-fo-compatible:1.0" '
    f'xmlns:svg="{URN}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)

CHINESE = 'style:num-format="一, 二, 三, ..."'
LEVELS = (
    f'<text:list-level-style-number text:level="1" style:num-suffix="、" {CHINESE}/>'
    '<text:list-level-style-number text:level="2" style:num-suffix="." style:num-format="1"/>'
    '<text:list-level-style-number text:level="3" style:num-prefix="(" style:num-suffix=")" style:num-format="1" '
    'text:display-levels="2" text:start-value="4"/>'
    '<text:list-level-style-bullet text:level="4" text:bullet-char="•"/>'
)
AUTOMATIC = (
    f'<text:list-style style:name="L1">{LEVELS}</text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-number text:level="1" style:num-format="1" '
    'loext:num-list-format="[%1%]"/></text:list-style>'
    '<style:style style:name="Listed" style:family="paragraph" style:list-style-name="L1"/>'
    '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Raised" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="P9" style:family="paragraph" style:parent-style-name="Secret"/>'
)
COMMON = (
    '<style:style style:name="Secret" style:family="paragraph"><style:text-properties text:display="none"/>'
    "</style:style>"
    '<style:style style:name="Unnumbered" style:family="paragraph" style:list-style-name=""/>'
    '<text:outline-style style:name="Outline">'
    f'<text:outline-level-style text:level="1" style:num-suffix="、" {CHINESE}/>'
    '<text:outline-level-style text:level="2" style:num-suffix="." style:num-format="1"/></text:outline-style>'
)


def package(body: str, parts: Mapping[str, str | bytes] | None = None, furniture: str = "") -> bytes:
    """An ODT with this body and the styles above."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {NAMESPACES}><office:automatic-styles>{AUTOMATIC}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {NAMESPACES}><office:styles>{COMMON}</office:styles>"
            f"<office:master-styles><style:master-page>{furniture}</style:master-page></office:master-styles>"
            "</office:document-styles>",
            **(parts or {}),
        }
    )


def read(body: str, parts: Mapping[str, str | bytes] | None = None, furniture: str = "") -> Document:
    return ODT.read(package(body, parts, furniture))


def texts(body: str) -> list[str]:
    return [block.text for block in read(body).blocks]


def p(inner: str, attributes: str = "") -> str:
    return f"<text:p {attributes}>{inner}</text:p>"


def listed(*items: str, style: str = "", more: str = "") -> str:
    named = f'text:style-name="{style}"' if style else ""
    return f"<text:list {named} {more}>{''.join(items)}</text:list>"


def item(inner: str, attributes: str = "") -> str:
    inner = inner if "<" in inner else p(inner)
    return f"<text:list-item {attributes}>{inner}</text:list-item>"


def cell(inner: str, attributes: str = "") -> str:
    inner = inner if "<" in inner else p(inner)
    return f"<table:table-cell {attributes}>{inner}</table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table><table:table-column/>{''.join(rows)}</table:table>"


COVERED = "<table:covered-table-cell/>"


# The renditions ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", renditions("[cp]*.odt"), ids=lambda path: path.stem)
def test_blocks_are_those_of_the_docx(path: Path) -> None:
    document = ODT.read(path.read_bytes())
    assert document.media_type == "application/vnd.oasis.opendocument.text"
    assert document.blocks == READER.read(path.with_suffix(".docx").read_bytes()).blocks


def test_the_torture_file_is_that_of_the_docx() -> None:
    """LibreOffice wrote the content control five times into the DOCX and once into the ODT."""
    odt = ODT.read((FILES / "torture.odt").read_bytes())
    docx = READER.read((FILES / "torture.docx").read_bytes())
    control = "內容控制項段落：調解112件"
    assert [b for b in odt.blocks if control not in b.text] == [b for b in docx.blocks if control not in b.text]
    assert [b.text for b in odt.blocks].count(control) == 1
    assert odt.dropped == docx.dropped


# Lists and headings -----------------------------------------------------------------------------


def test_numbers_by_level() -> None:
    inner = listed(item(p("乙") + listed(item("丙"), item("丁"))), item("戊"))
    body = listed(item(p("甲") + p("續") + inner), item("己"), style="L1")
    assert texts(body) == ["一、甲", "續", "1.乙", "(1.4)丙", "(1.5)丁", "2.戊", "二、己"]


def test_a_list_is_new_unless_it_continues_another() -> None:
    first = listed(item("甲"), item("乙"), style="L1", more='xml:id="x"')
    new = listed(item("丙"), style="L1")
    continued = listed(item("丁"), style="L1", more='text:continue-numbering="true"')
    by_name = listed(item("戊"), style="L1", more='text:continue-list="x"')
    assert texts(first + new + continued + by_name) == ["一、甲", "二、乙", "一、丙", "二、丁", "三、戊"]


def test_a_continued_list_goes_on_in_its_inner_level() -> None:
    first = listed(item(p("甲") + listed(item("乙"))), style="L1")
    more = 'text:continue-numbering="true"'
    second = listed(item(listed(item("丙"), item("丁"))), style="L1", more=more)
    assert texts(first + p("中間") + second) == ["一、甲", "1.乙", "中間", "2.丙", "3.丁"]


def test_an_item_of_another_list_counts_for_itself() -> None:
    override = 'text:style-override="L2"'
    items = (item("甲"), item("乙", f'{override} text:start-value="1"'), item("丙", override), item("丁"))
    more = 'text:continue-numbering="true"'
    body = listed(*items, style="L1") + listed(item("戊"), style="L1", more=more)
    assert texts(body) == ["一、甲", "[1]乙", "[2]丙", "二、丁", "三、戊"]


def test_a_list_of_another_style_inside_an_item_starts_anew() -> None:
    inner = listed(item(listed(item("內"))), style="L3")
    assert texts(listed(item(p("甲") + inner), item(p("乙") + inner), style="L1")) == ["一、甲", "內", "二、乙", "內"]


def test_deleted_items_do_not_count() -> None:
    deletion = f"<text:deletion>{listed(item('舊'), style='L1')}</text:deletion>"
    changes = f"<text:tracked-changes><text:changed-region>{deletion}</text:changed-region></text:tracked-changes>"
    document = read(changes + listed(item("甲"), style="L1", more='text:continue-numbering="true"'))
    assert [b.text for b in document.blocks] == ["一、甲"]
    assert [d.text for d in document.dropped] == ["舊"]


def test_start_values_headers_and_bullets() -> None:
    header = f"<text:list-header>{p('頭')}</text:list-header>"
    deep = listed(item(listed(item(listed(item(listed(item("點"))))))), style="L1")
    assert texts(listed(header, item("甲", 'text:start-value="7"'), item("乙"), style="L1")) == [
        "頭",
        "七、甲",
        "八、乙",
    ]
    assert texts(deep) == ["點"]


def test_label_templates_and_list_styles_of_paragraphs() -> None:
    by_paragraph = listed(item(p("乙", 'text:style-name="Listed"')))
    assert texts(listed(item("甲"), style="L2") + by_paragraph) == ["[1]甲", "一、乙"]


def test_headings_by_the_outline() -> None:
    def heading(text: str, level: int, more: str = "") -> str:
        return f'<text:h text:outline-level="{level}" {more}>{text}</text:h>'

    body = (
        heading("甲", 1)
        + heading("乙", 2)
        + heading("丙", 1)
        + heading("無", 1, 'text:is-list-header="true"')
        + heading("無", 1, 'text:style-name="Unnumbered"')
        + heading("丁", 1, 'text:restart-numbering="true" text:start-value="9"')
        + heading("戊", 2)
    )
    assert texts(body) == ["一、甲", "1.乙", "二、丙", "無", "無", "九、丁", "1.戊"]


def test_a_printed_number_is_not_doubled() -> None:
    body = listed(item(p("<text:number>一、</text:number>甲")), style="L1")
    numbered = (
        f'<text:numbered-paragraph text:list-id="n" text:style-name="L1">{p("<text:number>一、</text:number>乙")}'
    )
    assert texts(body + f"{numbered}</text:numbered-paragraph>") == ["一、甲", "一、乙"]


# Inside paragraphs ------------------------------------------------------------------------------


def test_blanks_tabs_breaks_and_hyphens() -> None:
    body = p('12<text:s text:c="3"/>34<text:line-break/>56<text:tab/>7\u20118\u00ad9\n  10<text:soft-page-break/>11')
    assert texts(body) == ["12   34 56\t7-89 1011"]


def test_changes_are_accepted() -> None:
    changes = (
        '<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc xmlns="x">a</dc>'
        f"</office:change-info>{p('41')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    document = read(changes + p("計<text:change/><text:change-start/>42<text:change-end/>案"))
    assert [b.text for b in document.blocks] == ["計42案"]
    assert [(d.text, d.reason) for d in document.dropped] == [("41", "deleted")]


def test_hidden_text_is_left_out_and_listed() -> None:
    body = (
        p('計5<text:span text:style-name="T1">00</text:span>件')
        + p("密6", 'text:style-name="P9"')
        + f'<text:section text:display="none">{p("藏7")}</text:section>'
        + f"<text:section>{p('顯8')}</text:section>"
        + p('<text:hidden-text text:is-hidden="true">9</text:hidden-text>')
        + p('<text:variable-set text:display="none">11</text:variable-set>')
        + p('<text:hidden-paragraph text:is-hidden="true"/>段10')
    )
    document = read(body)
    assert [b.text for b in document.blocks] == ["計5件", "顯8"]
    assert [d.text for d in document.dropped] == ["00", "密6", "藏7", "9", "11", "段10"]


def test_raised_digits_join_no_number() -> None:
    raised = '<text:span text:style-name="Raised">1</text:span>'
    assert texts(p(f"計42{raised}35案") + p(f"m{raised}")) == ["計42^1 35案", "m1"]


def test_a_row_whose_text_was_deleted_is_gone() -> None:
    deleted = row(cell(p("<text:change/>")), cell(p("<text:change/>")))
    assert texts(table(row(cell("甲"), cell("1")), deleted, row(cell(""), cell("2")))) == ["甲\t1\n\t2"]


def test_notes_boxes_and_shapes_follow_their_paragraph() -> None:
    note = (
        f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('註9')}</text:note-body></text:note>"
    )
    box = f"<draw:frame><draw:text-box>{p('框33')}</draw:text-box></draw:frame>"
    shape = f"<draw:g><svg:title>題</svg:title><draw:custom-shape>{p('形4')}</draw:custom-shape></draw:g>"
    comment = f"<office:annotation>{p('評語')}</office:annotation>"
    ruby = "<text:ruby><text:ruby-base>高</text:ruby-base><text:ruby-text>ㄍㄠ</text:ruby-text></text:ruby>"
    assert texts(p(f"計42{note}案{box}{comment}{ruby}雄{shape}")) == ["計42案高雄", "註9", "框33", "形4"]


def test_indexes_are_read() -> None:
    index = f"<text:table-of-content><text:index-body>{p('目錄')}</text:index-body></text:table-of-content>"
    assert texts(index + p("本文")) == ["目錄", "本文"]


def test_pictures_stand_before_their_block() -> None:
    frame = (
        '<draw:frame><draw:image xlink:href="./Pictures/a.svm"/><draw:image xlink:href="Pictures/b.png"/></draw:frame>'
    )
    document = read(p("甲") + p(frame) + p("乙") + frame, {"Pictures/b.png": PNG})
    assert [(i.media_type, i.before_block, i.data) for i in document.images] == [
        ("image/png", 1, PNG),
        ("image/png", 2, PNG),
    ]


def test_headers_and_footers_are_listed() -> None:
    footer = p("<text:page-number>3</text:page-number>")
    furniture = f"<style:header>{p('頁首5')}</style:header><style:footer>{footer}</style:footer>"
    document = read(p("本文"), furniture=furniture)
    assert [(d.text, d.reason) for d in document.dropped] == [("頁首5", "page_furniture"), ("3", "page_furniture")]


# Tables -----------------------------------------------------------------------------------------


def test_spans_and_repeats() -> None:
    wide, high = 'table:number-columns-spanned="2"', 'table:number-rows-spanned="2"'
    document = read(
        table(
            f"<table:table-header-rows>{row(cell('甲', wide), COVERED, cell('乙', high))}</table:table-header-rows>",
            row(cell("1"), cell("2"), COVERED),
            row(cell("3", 'table:number-columns-repeated="3"'), attributes='table:number-rows-repeated="2"'),
        )
    )
    assert placed(document) == [
        (1, 1, 1, 2, "甲"),
        (1, 3, 2, 1, "乙"),
        (2, 1, 1, 1, "1"),
        (2, 2, 1, 1, "2"),
        *((number, column, 1, 1, "3") for number in (3, 4) for column in (1, 2, 3)),
    ]


def test_nested_tables_follow_as_their_own() -> None:
    inner = table(row(cell("7"), cell("8")))
    assert texts(table(row(cell("甲"), cell(p("5") + inner))) + p("後")) == ["甲\t5", "7\t8", "後"]


@given(st.lists(st.lists(st.booleans(), min_size=1, max_size=6), min_size=1, max_size=6))
def test_random_covered_cells_lose_no_text(rows: list[list[bool]]) -> None:
    numbers = iter(range(1, 100))
    drawn = [row(*(COVERED if covered else cell(str(next(numbers))) for covered in cells)) for cells in rows]
    document = read(p("前") + table(*drawn))
    found = [(at_row, column, text) for at_row, column, _, _, text in placed(document)]
    counted = iter(range(1, 100))
    assert found == [
        (at_row, column, str(next(counted)))
        for at_row, cells in enumerate(rows, 1)
        for column, covered in enumerate(cells, 1)
        if not covered
    ]


# Packages ---------------------------------------------------------------------------------------


def encrypted() -> bytes:
    manifest = (
        f'<manifest:manifest {NAMESPACES}><manifest:file-entry manifest:full-path="content.xml">'
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    return package("", {"META-INF/manifest.xml": manifest, "content.xml": b"\x8a\x01"})


def repeated(times: int) -> bytes:
    return package(table(row(cell("1", f'table:number-columns-repeated="{times}"'))))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (encrypted(), "encrypted"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "encrypted-package": b"x"}), "encrypted"),
        (package(p("甲"))[:300], "truncated"),
        (package(p("")), "empty"),
        (package("<text:p>"), "malformed"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "malformed"),
        (package("", {"content.xml": '<!DOCTYPE d [<!ENTITY a "9">]><d>&a;</d>'}), "doctype"),
        (package(p("甲"), {"Pictures/x": bytes(4 * 1024 * 1024)}), "too_large"),
        (repeated(1_000_000), "too_large"),
    ],
    ids=["encrypted", "whole encrypted", "truncated", "empty", "malformed", "no part", "entities", "bomb", "repeats"],
)
def test_refusals(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        ODT.read(data)
    assert refusal.value.code == code


def test_a_file_of_hidden_text_or_pictures_alone_is_not_called_empty() -> None:
    hidden = '<text:p><text:hidden-text text:is-hidden="true" text:string-value="甲">甲</text:hidden-text></text:p>'
    picture = '<text:p><draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame></text:p>'
    for data in (package(hidden), package(picture, {"Pictures/1.png": PNG})):
        with pytest.raises(UnreadableFile) as refusal:
            ODT.read(data)
        assert refusal.value.code == "no_text"


def test_a_report_cut_anywhere_is_refused() -> None:
    data = package(p("甲" * 50))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
    for length in range(0, len(data), 97):
        with pytest.raises(UnreadableFile):
            ODT.read(data[:length])


@pytest.mark.parametrize("inner", [p("核准47") + p("385件"), p("核准47<text:tab/>385件")])
def test_digits_of_two_paragraphs_or_behind_a_tab_in_a_cell_stay_apart(inner: str) -> None:
    (block,) = read(table(row(cell(p("區別")), cell(p("件數"))), row(cell(p("甲區")), cell(inner)))).blocks
    assert block.cells[-1].text == "核准47\u3000385件"
