"""What an ODT shows and holds otherwise than as plain text: colours, hidden frames, objects, links, annotations."""

from __future__ import annotations

import pytest

from ingest.read.document import Document
from tests.ingest.test_docx_reader import zipped
from tests.ingest.test_odt_reader import ODT, URN, package

NAMES = "office text table style"
HEAD = "".join(f'xmlns:{name}="{URN}:{name}:1.0" ' for name in NAMES.split())
HEAD += (
    f'xmlns:draw="{URN}:drawing:1.0" xmlns:fo="{URN}:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def style(name: str, family: str, properties: str) -> str:
    kind = {"paragraph": "paragraph", "text": "text", "cell": "table-cell"}[family]
    return f'<style:style style:name="{name}" style:family="{kind}">{properties}</style:style>'


def read(body: str, styles: str = "") -> Document:
    content = (
        f"<office:document-content {HEAD}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return ODT.read(zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}))


def told(document: Document) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    dropped = [(piece.text, str(piece.reason)) for piece in document.dropped]
    return [block.text for block in document.blocks], dropped, [fault.code for fault in document.faults]


@pytest.mark.parametrize(
    ("properties", "seen"),
    [
        ('fo:color="#000000" fo:background-color="#000000"', False),
        ('fo:color="#c00000" fo:background-color="#c10002"', False),
        ('fo:color="#fdfdfd"', False),
        ('fo:color="#ffffff" fo:background-color="#1f3864"', True),
        ('style:use-window-font-color="true" fo:color="#000000" fo:background-color="#000000"', True),
    ],
)
def test_letters_in_the_colour_of_their_ground(properties: str, seen: bool) -> None:
    styles = style("T", "text", f"<style:text-properties {properties}/>")
    body = '<text:p>本期17件</text:p><text:p><text:span text:style-name="T">另有96件</text:span></text:p>'
    shown, dropped, _ = told(read(body, styles))
    assert shown == ["本期17件"] + ["另有96件"] * seen
    assert dropped == [("另有96件", "hidden")] * (not seen)


@pytest.mark.parametrize(("ground", "seen"), [("#1f3864", False), ("#ffff00", True), ("transparent", True)])
def test_letters_in_the_colour_of_their_cell(ground: str, seen: bool) -> None:
    styles = style("P", "paragraph", '<style:text-properties fo:color="#1f3864"/>')
    styles += style("C", "cell", f'<style:table-cell-properties fo:background-color="{ground}"/>')
    cells = [f"<table:table-cell{own}>{text}</table:table-cell>" for own, text in (
        (' table:style-name="C"', '<text:p text:style-name="P">96件</text:p>'), ("", "<text:p>17件</text:p>"),
    )]  # fmt: skip
    table = f"<table:table><table:table-row>{''.join(cells)}</table:table-row></table:table>"
    document = read(table, styles)
    assert ("96件" in "".join(block.text for block in document.blocks)) == seen


@pytest.mark.parametrize(
    ("font", "text", "codes"),
    [
        ("Symbol", "訪視17戶", []),
        ("標楷體", "訪視17戶", []),
        ("Wingdings", "訪視\uf031\uf037戶", []),
        ("Foundry Pi", "訪視\ufffd戶", ["illegible_sign"]),
    ],
)
def test_digits_at_a_fonts_own_places(font: str, text: str, codes: list[str]) -> None:
    styles = style("T", "text", f'<style:text-properties style:font-name="{font}"/>')
    digits = "\uf031\uf037" if font != "Foundry Pi" else "\uf0317"
    shown, _, faults = told(read(f'<text:p>訪視<text:span text:style-name="T">{digits}</text:span>戶</text:p>', styles))
    assert (shown, faults) == ([text], codes)


FRAME = "<draw:frame{}><draw:text-box><text:p>另有97件</text:p></draw:text-box></draw:frame>"


@pytest.mark.parametrize(("marked", "seen"), [(' draw:display="none"', False), (' draw:display="always"', True)])
def test_a_hidden_frame_is_not_read(marked: str, seen: bool) -> None:
    shown, dropped, _ = told(read(f"<text:p>本期17件{FRAME.format(marked)}</text:p>"))
    assert shown == ["本期17件"] + ["另有97件"] * seen
    assert dropped == [("另有97件", "hidden")] * (not seen)


@pytest.mark.parametrize(
    ("thing", "codes"),
    [
        ('<text:p><draw:frame><draw:object xlink:href="./O1"/></draw:frame></text:p>', ["unread_object"]),
        ('<draw:frame><draw:object-ole xlink:href="./O1"/></draw:frame>', ["unread_object"]),
        ('<text:section><text:section-source xlink:href="../two.odt"/></text:section>', ["unread_link"]),
        ('<text:section><text:section-source xlink:href="2.odt"/><text:p>二</text:p></text:section>', []),
        ("<text:p>另3件<office:annotation><text:p>應為93件</text:p></office:annotation></text:p>", ["unread_comment"]),
    ],
)
def test_what_is_there_and_not_read_is_told(thing: str, codes: list[str]) -> None:
    shown, _, faults = told(read(f"<text:p>本期17件</text:p>{thing}"))
    assert faults == codes
    assert not any("93" in text for text in shown)


def test_a_plain_report_has_no_faults() -> None:
    assert ODT.read(package("<text:p>本期17件</text:p>")).faults == ()
