"""What a DOCX shows and holds otherwise than as plain text: signs, large first letters, alternatives, hidden shapes."""

from __future__ import annotations

import pytest

from tests.ingest.test_docx_reader import p, r, read, styled, tbl, tc, texts, tr

WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'


def sym(font: str, code: str) -> str:
    return f'<w:sym w:font="{font}" w:char="{code}"/>'


@pytest.mark.parametrize(
    ("font", "code", "text"),
    [
        ("標楷體", "F038", "收文8件"),
        ("Calibri", "F032", "收文2件"),
        ("Symbol", "F039", "收文9件"),
        ("Symbol", "0034", "收文4件"),
        ("Wingdings", "F08A", "收文⑩件"),
        ("Wingdings", "F0FC", "收文件"),
    ],
)
def test_digits_that_are_symbols_are_read(font: str, code: str, text: str) -> None:
    assert texts(p("<w:r><w:t>收文</w:t>" + sym(font, code) + "<w:t>件</w:t></w:r>")) == [text]


@pytest.mark.parametrize(
    ("inner", "text", "torn"),
    [
        ("<w:t>收文</w:t>" + sym("Foundry Pi", "F034") + "<w:t>18件</w:t>", "收文\ufffd件", "\ufffd18"),
        ("<w:t>計1,</w:t>" + sym("造字", "E012") + "<w:t>05人</w:t>", "計\ufffd人", "1,\ufffd05"),
        (sym("Foundry Pi", "F034") + "<w:t>王君獲獎</w:t>", "王君獲獎", None),
    ],
)
def test_a_number_with_a_sign_nobody_can_tell_is_a_doubt(inner: str, text: str, torn: str | None) -> None:
    document = read(p(f"<w:r>{inner}</w:r>"))
    assert [block.text for block in document.blocks] == [text]
    assert [fault.code for fault in document.faults] == (["illegible_sign"] if torn else [])
    if torn:
        assert torn in document.faults[0].message
        assert (torn, "illegible") in [(piece.text, piece.reason) for piece in document.dropped]


def test_digits_at_a_fonts_own_places_are_read_in_common_runs() -> None:
    fonts = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    assert texts(p(r("訪視") + r("\uf031\uf037", fonts) + r("戶"))) == ["訪視17戶"]
    assert texts(p(r("\uf06c", '<w:rFonts w:hAnsi="Wingdings"/>') + r("訪視5戶"))) == ["\uf06c訪視5戶"]


@pytest.mark.parametrize(("kind", "whole"), [("drop", True), ("margin", True), ("none", False)])
def test_a_large_first_letter_belongs_to_its_paragraph(kind: str, whole: bool) -> None:
    body = p("2", f'<w:framePr w:dropCap="{kind}" w:lines="3"/>') + p("35場研習如期辦畢。") + p("另辦展覽。")
    first = ["235場研習如期辦畢。"] if whole else ["2", "35場研習如期辦畢。"]
    assert texts(body) == [*first, "另辦展覽。"]


def alternatives(*branches: tuple[str, str], fallback: str) -> str:
    choices = "".join(f"<mc:Choice Requires='{name}'>{text}</mc:Choice>" for name, text in branches)
    inner = f"{choices}<mc:Fallback>{fallback}</mc:Fallback>"
    return f"<mc:AlternateContent xmlns:new='urn:acme:drawing'>{inner}</mc:AlternateContent>"


@pytest.mark.parametrize(
    ("required", "shown"), [("w14", "甲"), ("wpg", "甲"), ("new", "丙"), ("nowhere", "丙"), ("w14 new", "丙")]
)
def test_a_choice_is_shown_where_all_it_requires_is_known(required: str, shown: str) -> None:
    run = alternatives((required, "<w:t>甲</w:t>"), fallback="<w:t>丙</w:t>")
    whole = alternatives((required, p("甲")), fallback=p("丙"))
    assert texts(p(f"<w:r>{run}</w:r>") + whole) == [shown, shown]


def test_what_stands_in_an_unknown_choice_is_listed_and_the_next_is_read() -> None:
    document = read(alternatives(("new", p("甲9")), ("w15", p("乙8")), fallback=p("丙7")))
    assert [block.text for block in document.blocks] == ["乙8"]
    assert [(piece.text, piece.reason) for piece in document.dropped] == [("甲9", "hidden")]


BOX = "<w:txbxContent>" + p("另有97件") + "</w:txbxContent>"


@pytest.mark.parametrize(
    ("shape", "seen"),
    [
        (f'<v:shape style="width:9pt;VISIBILITY: hidden">{BOX}</v:shape>', False),
        (f'<v:rect style="display:none;left:0">{BOX}</v:rect>', False),
        (f'<v:shape style="width:9pt;visibility:visible">{BOX}</v:shape>', True),
        (f'<w:drawing><wp:inline {WP}><wp:docPr id="3" name="n" hidden="true"/>{BOX}</wp:inline></w:drawing>', False),
        (f'<w:drawing><wp:inline {WP}><wp:docPr id="3" name="n" hidden="0"/>{BOX}</wp:inline></w:drawing>', True),
        (f'<wps:wsp {WPS}><wps:cNvPr id="4" name="n" hidden="1"/>{BOX}</wps:wsp>', False),
    ],
)
def test_text_in_a_hidden_shape_is_not_read(shape: str, seen: bool) -> None:
    document = read(p("本期17件") + p(f"<w:r><w:pict>{shape}</w:pict></w:r>"))
    assert [block.text for block in document.blocks] == ["本期17件"] + ["另有97件"] * seen
    assert [(piece.text, piece.reason) for piece in document.dropped] == [("另有97件", "hidden")] * (not seen)


def test_colours_of_their_own_ground_hide_and_others_do_not() -> None:
    def shade(fill: str) -> str:
        return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'

    red = p(r("紅底紅字91件", '<w:color w:val="C00000"/>' + shade("C00000")))
    marked = p(r("黃標黃字92件", '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>'))
    clear = p(r("無底白字93件", '<w:color w:val="FFFFFF"/>' + shade("auto")))
    automatic = p(r("自動字色14件", '<w:color w:val="auto"/>' + shade("000000")))
    dark = p(r("藍底白字15件", '<w:color w:val="FFFFFF"/>' + shade("1F3864")))
    cell = shade("1F3864")
    table = tbl(
        tr(tc(p(r("深字96件", '<w:color w:val="1F3864"/>')), cell), tc(p(r("17件", '<w:color w:val="1F3864"/>'))))
    )
    document = read(red + marked + clear + automatic + dark + table)
    shown = "".join(block.text for block in document.blocks)
    assert [number for number in ("91", "92", "93", "14", "15", "96", "17") if number in shown] == ["14", "15", "17"]
    assert {piece.text for piece in document.dropped} == {"紅底紅字91件", "黃標黃字92件", "無底白字93件", "深字96件"}


def test_hidden_twice_by_styles_is_shown() -> None:
    """Word toggles: a style of letters ends what the style of the paragraph says, and only their own word is final."""
    both = styled(r("21件", '<w:rStyle w:val="Hidden"/>'), "Secret")
    final = styled(r("92件", '<w:rStyle w:val="Hidden"/><w:vanish/>'), "Secret")
    parts = {"word/styles.xml": STYLES}
    shown = texts(both + final + p("末段"), parts, {"styles.xml": "styles"})
    assert shown == ["21件", "末段"]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = (
    f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
)

C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
DGM = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
OFFICE = 'xmlns:o="urn:schemas-microsoft-com:office:office"'


@pytest.mark.parametrize(
    ("things", "codes"),
    [
        (f'<c:chart {C} r:id="r9"/>', ["unread_chart"]),
        (f'<dgm:relIds {DGM} r:dm="r9"/>', ["unread_diagram"]),
        (f'<o:OLEObject {OFFICE} ProgID="PowerPoint.Slide.12" r:id="r9"/>', ["unread_object"]),
        (f'<c:chart {C} r:id="r9"/><c:chart {C} r:id="r8"/><dgm:relIds {DGM}/>', ["unread_chart", "unread_diagram"]),
        ("<w:t>2件</w:t>", []),
    ],
)
def test_what_is_drawn_by_other_parts_is_told(things: str, codes: list[str]) -> None:
    document = read(p("本期1件") + p(f"<w:r>{things}</w:r>"))
    assert [fault.code for fault in document.faults] == codes
    assert all(fault.page is None for fault in document.faults)
    if "c:chart" in things:
        assert f" {things.count('<c:chart')} " in document.faults[0].message


def test_comments_are_told_and_not_read() -> None:
    comments = f'<w:comments {W}><w:comment w:id="0">{p("改成93件")}</w:comment><w:comment w:id="1"/></w:comments>'
    document = read(p("本期13件"), {"word/comments.xml": comments}, {"comments.xml": "comments"})
    assert [block.text for block in document.blocks] == ["本期13件"]
    assert [fault.code for fault in document.faults] == ["unread_comment"]
    assert " 1 " in document.faults[0].message
