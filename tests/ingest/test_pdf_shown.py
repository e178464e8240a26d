"""What a PDF page shows otherwise than by its plain content: words said, layers, annotations, turned text, grounds."""

from __future__ import annotations

import math
import re

import pytest

from catalog.load import load
from ingest.read.document import Document, UnreadableFile
from ingest.read.pdf.reader import PdfReader
from tests.ingest.pdf_files import A4, Page, grid, written

READER = PdfReader(load().lexicon, lambda: None)
FIRST = (72.0, 100.0, "本期接待外賓63案，並召開會議12次，皆依規定辦理完畢。")


def pdf(*pages: Page, catalog: bytes = b"", page: bytes = b"", objects: tuple[bytes, ...] = ()) -> bytes:
    """A file with these pages, with more keys in its catalog and first page; objects are numbered from 900."""
    data = written(pages)
    body = data[: data.index(b"xref\n0 ")]
    body = body.replace(b"/Type /Catalog", b"/Type /Catalog " + catalog)
    body = body.replace(b"/Type /Page /Parent", b"/Type /Page " + page + b" /Parent", 1)
    for number, held in enumerate(objects, 900):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    places = {int(found.group(1)): found.start() for found in re.finditer(rb"(?m)^(\d+) 0 obj$", body)}
    table = b"".join(b"%d 1\n%010d 00000 n \n" % one for one in sorted(places.items()))
    head = b"xref\n0 1\n0000000000 65535 f \n"
    end = b"trailer\n<< /Size 1000 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + head + table + end


def read(*pages: Page, catalog: bytes = b"", page: bytes = b"", objects: tuple[bytes, ...] = ()) -> Document:
    return READER.read(pdf(*pages, catalog=catalog, page=page, objects=objects))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def stream(content: bytes, keys: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), keys, content)


# What is said and what is drawn -------------------------------------------------------------------


def said(words: str) -> str:
    return f"/Span << /ActualText <FEFF{words.encode('utf-16-be').hex()}> >> BDC"


@pytest.mark.parametrize(("words", "drawn"), [("8,888", "71"), ("", "5,340"), ("二十", "20")])
def test_what_is_drawn_counts_not_what_is_said_for_it(words: str, drawn: str) -> None:
    page = Page(
        [FIRST, (72, 160, "另辦"), (96, 160, drawn), (96 + 6 * len(drawn), 160, "場。")],
        looks={2: said(words), 3: "EMC"},
    )
    assert texts(read(page)) == [FIRST[2], f"另辦{drawn}場。"]


def test_words_are_taken_for_signs_that_no_table_tells() -> None:
    page = Page(
        [FIRST, (72, 160, "另辦"), (96, 160, "\ue001\ue002"), (120, 160, "會。")], looks={2: said("座談"), 3: "EMC"}
    )
    assert texts(read(page)) == [FIRST[2], "另辦座談會。"]


# Layers -------------------------------------------------------------------------------------------

LAYERS = (b"<< /Type /OCG /Name (A) >>", b"<< /Type /OCG /Name (B) >>")


@pytest.mark.parametrize(
    ("setting", "shown"),
    [
        (b"/OFF [900 0 R]", ["乙17件。"]),
        (b"/BaseState /OFF /ON [900 0 R]", ["甲96件。"]),
        (b"/OFF [900 0 R 901 0 R]", []),
        (b"/ON [900 0 R]", ["甲96件。", "乙17件。"]),
    ],
)
def test_layers_that_are_off_are_not_read(setting: bytes, shown: list[str]) -> None:
    catalog = b"/OCProperties << /OCGs [900 0 R 901 0 R] /D << %s >> >>" % setting
    page = Page([FIRST, (72, 160, "甲96件。"), (72, 220, "乙17件。")], looks={1: "/OC /a BDC", 2: "EMC /OC /b BDC"})
    data = pdf(page, catalog=catalog, objects=LAYERS)
    wanted = b"/Resources << /Properties << /a 900 0 R /b 901 0 R >> /Font"
    document = READER.read(_renumbered(data.replace(b"/Resources << /Font", wanted)))
    assert texts(document) == [FIRST[2], *shown]
    hidden = "".join(piece.text for piece in document.dropped if piece.reason == "hidden")
    assert hidden == "".join(text for text in ("甲96件。", "乙17件。") if text not in shown)


def _renumbered(data: bytes) -> bytes:
    """A file without its table of places, which PDFium makes anew."""
    return data[: data.index(b"xref\n0 ")] + b"trailer\n<< /Size 1000 /Root 1 0 R >>\n%%EOF\n"


# Beside the content -------------------------------------------------------------------------------

HELVETICA = (
    b"/Type /XObject /Subtype /Form /BBox [0 0 200 30] /Resources << /Font << /H << /Type /Font /Subtype /Type1 "
)
HELVETICA += b"/BaseFont /Helvetica >> >> >>"


def annotation(kind: bytes, more: bytes = b"", place: int = 300) -> bytes:
    return b"<< /Type /Annot /Subtype /%s /Rect [72 %d 272 %d] %s >>" % (kind, place, place + 30, more)


LOOK = stream(b"BT /H 12 Tf 0 8 Td (Total 4303 cases) Tj ET", HELVETICA)


@pytest.mark.parametrize(
    ("kind", "more", "as_text", "as_note"),
    [
        (b"Widget", b"/FT /Tx /T (n) /V (4303)", True, False),
        (b"FreeText", b"", False, True),
        (b"Stamp", b"", False, True),
        (b"FreeText", b"/F 2", False, False),
        (b"Widget", b"/FT /Tx /T (n) /F 32", False, False),
        (b"Text", b"", False, False),
    ],
)
def test_fields_are_text_and_boxes_over_it_are_told(kind: bytes, more: bytes, as_text: bool, as_note: bool) -> None:
    one = annotation(kind, more + b" /AP << /N 900 0 R >>")
    document = read(Page([FIRST]), page=b"/Annots [901 0 R]", objects=(LOOK, one))
    assert texts(document) == [FIRST[2]] + ["Total 4303 cases"] * as_text
    assert [(fault.code, fault.page) for fault in document.faults] == [("unread_note", 1)] * as_note
    if as_note:
        assert "「Total 4303 cases」" in document.faults[0].message
        assert ("Total 4303 cases", 1) in [(piece.text, piece.page) for piece in document.dropped]


def test_a_stamp_without_a_number_is_no_loss() -> None:
    look = stream(b"BT /H 12 Tf 0 8 Td (VOID) Tj ET", HELVETICA)
    one = annotation(b"Stamp", b"/AP << /N 900 0 R >>")
    document = read(Page([FIRST]), page=b"/Annots [901 0 R]", objects=(look, one))
    assert [(fault.code, fault.page) for fault in document.faults] == [("other_note", 1)]
    assert "「VOID」" in document.faults[0].message


def test_text_under_a_stamp_is_text_and_a_field_ends_its_line() -> None:
    under = annotation(b"Stamp", b"/AP << /N 900 0 R >>", place=842 - 110)
    look = stream(b"0 0 200 30 re S", HELVETICA)
    document = read(Page([FIRST]), page=b"/Annots [901 0 R]", objects=(look, under))
    assert texts(document) == [FIRST[2]]
    field = annotation(b"Widget", b"/FT /Tx /T (n) /AP << /N 900 0 R >>", place=842 - 168)
    page = Page([FIRST, (24, 160, "另計案：")])
    document = read(page, page=b"/Annots [901 0 R]", objects=(LOOK, field))
    assert texts(document) == [FIRST[2], "另計案：Total 4303 cases"]


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (annotation(b"FreeText", b"/Contents (4303 cases)"), "unread_annotation"),
        (annotation(b"Widget", b"/FT /Tx /T (n) /V (4303)"), "unread_annotation"),
        (annotation(b"Widget", b"/FT /Tx /T (n)"), None),
        (annotation(b"Text", b"/Contents (should be 4303)"), "unread_comment"),
        (annotation(b"Highlight", b"/Contents (why?)"), "unread_comment"),
        (annotation(b"Link"), None),
    ],
)
def test_annotations_that_are_not_read_are_told(one: bytes, code: str | None) -> None:
    document = read(Page([FIRST]), page=b"/Annots [900 0 R]", objects=(one,))
    assert texts(document) == [FIRST[2]]
    assert [fault.code for fault in document.faults] == ([code] if code else [])
    assert [fault.page for fault in document.faults] == ([1 if code == "unread_annotation" else None] if code else [])


@pytest.mark.parametrize(
    ("more", "struck"),
    [
        (b"/QuadPoints [72 690 140 690 72 676 140 676]", True),
        (b"/QuadPoints [72 690 140 690 72 676 140 676] /F 2", False),
        (b"/QuadPoints [72 690 140 690 72 676 140 676] /AP << /N 901 0 R >>", True),
        (b"/QuadPoints [300 690 340 690 300 676 340 676]", False),
    ],
    ids=["said", "hidden", "drawn", "elsewhere"],
)
def test_a_mark_that_strikes_text_out(more: bytes, struck: bool) -> None:
    one = annotation(b"StrikeOut", more).replace(b"[72 300 272 330]", b"[72 676 140 690]")
    look = stream(b"0 7 m 68 7 l S", b"/Type /XObject /Subtype /Form /BBox [0 0 68 14]")
    page = Page([FIRST, (72, 164, "另有96件。"), (72, 220, "以上報告。")])
    document = read(page, page=b"/Annots [900 0 R]", objects=(one, look))
    assert texts(document) == [FIRST[2], *([] if struck else ["另有96件。"]), "以上報告。"]
    assert [piece.text for piece in document.dropped if piece.reason == "deleted"] == ["另有96件。"] * struck


def test_attached_files_are_told() -> None:
    names = b"/Names << /EmbeddedFiles << /Names [(a) 900 0 R (b) 900 0 R] >> >>"
    objects = (b"<< /Type /Filespec /F (a.docx) /EF << /F 901 0 R >> >>", stream(b"x", b"/Type /EmbeddedFile"))
    document = read(Page([FIRST]), catalog=names, objects=objects)
    assert [(fault.code, fault.page) for fault in document.faults] == [("unread_attachment", None)]
    assert " 2 " in document.faults[0].message


@pytest.mark.parametrize(("words", "code"), [("Please wait... Adobe Reader", "dynamic_form"), (FIRST[2], None)])
def test_forms_made_on_opening(words: str, code: str | None) -> None:
    data = pdf(Page([(72, 100, words)]), catalog=b"/AcroForm << /Fields [] /XFA 900 0 R >>", objects=(stream(b"<x/>"),))
    if code is None:
        assert [fault.code for fault in READER.read(data).faults] == ["unread_form"]
        return
    with pytest.raises(UnreadableFile) as refusal:
        READER.read(data)
    assert refusal.value.code == code


# Turned text --------------------------------------------------------------------------------------


def turned(degrees: float, x: float = 300, base: float = 400) -> str:
    """Operators that turn what is shown at a place."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    y = A4[1] - base
    move = (cosine, sine, -sine, cosine, x - x * cosine + y * sine, y - x * sine - y * cosine)
    return " ".join(f"{part:.5f}" for part in move) + " cm"


@pytest.mark.parametrize(
    ("degrees", "text", "read_as"),
    [
        (180, "本期倒置412件。", None),
        (90, "共計35人", None),
        (45, "樣張9份", None),
        (3, "略歪27件。", "略歪27件。"),
    ],
)
def test_numbers_in_turned_text_are_told_and_not_taken(degrees: float, text: str, read_as: str | None) -> None:
    lines = [FIRST, (300.0, 400.0, text), (72.0, 500.0, "本期結案81件。")]
    document = read(Page(lines, looks={1: turned(degrees)}))
    assert texts(document) == [FIRST[2], *([read_as] if read_as else []), "本期結案81件。"]
    assert [(fault.code, fault.page) for fault in document.faults] == ([] if read_as else [("turned_text", 1)])
    assert read_as or text in document.faults[0].message


def test_a_mark_across_every_page_is_no_loss() -> None:
    pages = [
        Page([(72, 100, f"第{no}節辦理{no}0件，皆已辦畢。"), (300, 400, "內部112")], looks={1: turned(45)})
        for no in (1, 2)
    ]
    document = read(*pages)
    assert document.faults == ()
    assert ("內部112", "illegible") in [(piece.text, piece.reason) for piece in document.dropped]


# Grounds and lines --------------------------------------------------------------------------------


def box(base: float, colour: str, then: str) -> str:
    return f"{colour} 60 {A4[1] - base - 4} 300 18 re f {then}"


@pytest.mark.parametrize(
    ("look", "seen"),
    [
        (box(160, "0 g", "0 g"), False),
        (box(160, "0.5 0 0 rg", "0.5 0 0 rg"), False),
        (box(160, "0 g", "1 g"), True),
        (box(160, "0 g", "0.4 g"), True),
        (box(160, "0 g", box(160, "1 g", "0 g")), True),
        ("0 g 30 60 m 580 60 l 580 720 l 30 720 l h f 1 g 32 60 m 32 800 578 800 578 60 c h f 0 g", True),
        (box(300, "0 g", "0 g"), True),
    ],
    ids=["blackened", "red on red", "white", "grey", "white between", "shape between", "elsewhere"],
)
def test_dark_letters_on_their_own_colour(look: str, seen: bool) -> None:
    document = read(Page([FIRST, (72, 160, "另有96件。")], looks={1: look}))
    assert texts(document) == [FIRST[2]] + ["另有96件。"] * seen


def test_a_line_that_reaches_a_little_beyond_strikes_out() -> None:
    rules = [(72.0, 156.0, 145.0, 156.0), *grid([72, 200, 300], [300, 320])]
    document = read(Page([FIRST, (72, 160, "另有96件。"), (72, 220, "以上報告。")], rules))
    assert texts(document) == [FIRST[2], "以上報告。"]


@pytest.mark.parametrize("box_of_page", ["595 842 0 0", "0 842 595 0", "0 0 0 0"])
def test_the_corners_of_a_page_in_any_order(box_of_page: str) -> None:
    data = written([Page([FIRST])]).replace(b"[0 0 595.0 842.0]", f"[{box_of_page}]".encode())
    assert texts(READER.read(_renumbered(data))) == [FIRST[2]]
