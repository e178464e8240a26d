"""Files that are not what their names say, and files refused for their size or build: told as what they are."""

from __future__ import annotations

import struct

import pytest

from catalog.load import load
from ingest.read.content import content_kind
from ingest.read.document import Document, UnreadableFile
from ingest.read.office import package as limits
from ingest.read.open import read_document
from tests.ingest.test_docx_reader import NAMESPACES, p, package, r, tbl, tc, tr, zipped
from tests.ingest.test_odt_reader import NAMESPACES as ODT_NAMES
from tests.ingest.test_odt_reader import package as odt

LEXICON = load().lexicon
TEXT = "高雄市政府秘書處業務報告\n本期接待外賓63案。"


def refusal(name: str, data: bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refused:
        read_document(name, data, LEXICON)
    return refused.value


PAGE = f"<body><p>{TEXT}</p><p style='display:none'>另99案</p></body>"
MARKUP = {
    "page": (f"<!DOCTYPE html>\n<html lang=zh>{PAGE}</html>", "html"),
    "old page": (f"<!-- made by hand -->\r\n<HTML><HEAD><TITLE>x</TITLE></HEAD>{PAGE}", "html"),
    "strict page": (f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">{PAGE}</html>', "html"),
    "table only": ("<table border=1><tr><td>甲</td><td>63</td></tr></table>", "html"),
    "archive": (
        f"From: <Saved by Blink>\nSnapshot-Content-Location: x\nMIME-Version: 1.0\n\n--b\n{PAGE}", "web_archive",
    ),
    "archive of Word": (f"MIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=b\n\n{PAGE}", "web_archive"),
    "mail": (f"Subject: report\nFrom: a@b\nContent-Type: text/plain\n\n{TEXT}", "mail"),
    "word": (f'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<w:wordDocument>{TEXT}', "word_xml"),
    "flat word": (f'<?xml version="1.0"?><pkg:package xmlns:pkg="x">{TEXT}</pkg:package>', "word_xml"),
    "flat odf": (f'<?xml version="1.0"?>\n<office:document xmlns:office="x">{TEXT}</office:document>', "flat_odf"),
    "data": (f'<?xml version="1.0"?><list><a>{TEXT}</a></list>', "xml"),
    "bare data": (f'<list lang="zh"><a>{TEXT}</a></list>', "xml"),
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", MARKUP)
def test_markup_is_no_text_by_whatever_name(name: str, encoding: str) -> None:
    text, kind = MARKUP[name]
    assert content_kind(text.encode(encoding)) == kind
    for suffix in (".txt", ".doc", ".odt"):
        assert refusal(f"a{suffix}", text.encode(encoding)).code == "not_readable"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"<一>{TEXT}",
        f"說明：<附件>\n{TEXT}",
        f"報告日期：112年9月14日\n主旨：如下\n\n{TEXT}",
        f"Date: 2023-09-14\nSubject: report\n\n{TEXT}",
        "#! 高雄\n63案",
    ],
)
def test_text_is_text(text: str) -> None:
    assert content_kind(text.encode()) == "text"
    assert isinstance(read_document("a.txt", text.encode(), LEXICON), Document)


@pytest.mark.parametrize(
    ("data", "kind", "advice"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "圖片", "改放報告"),
        (b"\x89PNG\r\n\x1a\n\x00", "圖片", "改放報告"),
        (b"MZ\x90\x00\x03", "程式", "改放報告"),
        (b"PK\x05\x06" + bytes(18), "ZIP", "改放報告"),
        (b"\x1f\x8b\x08\x00", "壓縮檔", "改放報告"),
        (b"\x05\x00\x01\x02\x03", "二進位", "改放報告"),
        (b"\xffWPC\x10\x00", "WordPerfect", "另存為 DOCX"),
        (b"{\\rtf1 x}", "RTF", "另存為 DOCX"),
        (b"<html><p>x</p></html>", "HTML", "另存為 DOCX"),
    ],
)
def test_what_is_no_text_is_not_called_text(data: bytes, kind: str, advice: str) -> None:
    for suffix in (".pdf", ".docx"):
        refused = refusal(f"a{suffix}", data)
        assert refused.code == "not_readable"
        assert kind in str(refused)
        assert advice in str(refused)


KINDS = "application/vnd.openxmlformats-officedocument.{}.main+xml"


@pytest.mark.parametrize(
    ("kind", "is_docx"),
    [("wordprocessingml.document", True), ("wordprocessingml.template", True), ("spreadsheetml.sheet", False)],
)
def test_a_word_file_is_one_whatever_its_parts_are_named(kind: str, is_docx: bool) -> None:
    head = RELATIONS.replace("word/document.xml", "/text/main1.xml")
    kinds = f'<Types><Override PartName="/text/main1.xml" ContentType="{KINDS.format(kind)}"/></Types>'
    body = f"<w:document {NAMESPACES}><w:body>{p('本期63案')}</w:body></w:document>"
    data = zipped({"_rels/.rels": head, "[Content_Types].xml": kinds, "text/main1.xml": body})
    assert content_kind(data) == ("docx" if is_docx else "zip")
    if is_docx:
        assert [block.text for block in read_document("a.docx", data, LEXICON).blocks] == ["本期63案"]


# Sizes --------------------------------------------------------------------------------------------


def bitmap(size: int) -> bytes:
    return b"BM" + struct.pack("<I", size + 54) + bytes(48) + b"\xff" * size


@pytest.mark.parametrize(
    "picture", [bitmap(6_000_000), b"II*\x00" + bytes(5_000_000), b"\x01\x00\x00\x00" + bytes(5_000_000)]
)
def test_one_white_picture_is_no_bomb(picture: bytes) -> None:
    relations = {"_rels/.rels": RELATIONS}
    docx = package(p("本期63案"), {"word/media/a.bmp": picture, **relations}, {"media/a.bmp": "image"})
    assert [b.text for b in read_document("a.docx", docx, LEXICON).blocks] == ["本期63案"]
    written = odt("<text:p>本期63案</text:p>", {"Pictures/a.bmp": picture})
    assert [b.text for b in read_document("a.odt", written, LEXICON).blocks] == ["本期63案"]


RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"word/media/a.bin": bytes(4_000_000)}, ["word/media/a.bin", " 200 "]),
        ({"word/styles.xml": b" " * 9_000_000}, ["word/styles.xml", " 200 "]),
        ({f"p{no}": b"" for no in range(limits.MOST_PARTS)}, [f" {limits.MOST_PARTS} "]),
        ({"word/media/a.bmp": bitmap(limits.LARGEST_PART)}, ["word/media/a.bmp", " 64 MB"]),
    ],
    ids=["zeros", "blanks", "parts", "huge picture"],
)
def test_refusals_of_size_say_the_limit(parts: dict[str, bytes], told: list[str]) -> None:
    refused = refusal("a.docx", package(p("甲"), {"_rels/.rels": RELATIONS, **parts}))
    assert refused.code == "too_large"
    assert [word for word in told if word not in str(refused)] == []


# Builds -------------------------------------------------------------------------------------------


def nested(depth: int) -> str:
    inner = p("甲")
    for _ in range(depth):
        inner = tbl(tr(tc(inner)))
    return inner


def main(content: str) -> bytes:
    return zipped({"word/document.xml": content, "_rels/.rels": RELATIONS})


OPEN_FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.docx", package(nested(200), {"_rels/.rels": RELATIONS}), "一層套一層"),
        ("a.docx", package(p(r("前") + OPEN_FIELD), {"_rels/.rels": RELATIONS}), "欄位"),
        ("a.docx", zipped({"_rels/.rels": RELATIONS}), "內文"),
        ("a.docx", main("<!DOCTYPE d [<!ENTITY a 'b'>]>" + f"<w:document {NAMESPACES}>&a;</w:document>"), "DTD"),
        ("a.docx", main(f"<w:document {NAMESPACES}>\n\n<w:body>"), "word/document.xml 第 3 行"),
        ("a.docx", package(p("甲"), {"_rels/.rels": RELATIONS, "word/s.xml": "<a>\n<b>"}, {"s.xml": "styles"}),
         "word/s.xml 第 2 行"),
        ("a.odt", odt("", {"content.xml": f"<office:document-content {ODT_NAMES}/>"}), "內文"),
        ("a.odt", odt("<text:p>"), "content.xml 第 1 行"),
        ("a.odt", odt("<text:list><text:list-item>" * 150 + "甲" + "</text:list-item></text:list>" * 150),
         "一層套一層"),
    ],
)  # fmt: skip
def test_refusals_say_what_is_wrong_and_where(name: str, data: bytes, told: str) -> None:
    refused = refusal(name, data)
    assert told in str(refused)
    assert ("XML" in str(refused)) == ("行" in told)


PICTURE = '<w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r>'


def test_a_file_of_pictures_is_not_called_empty() -> None:
    parts: dict[str, str | bytes] = {"word/media/a.png": b"\x89PNG\r\n\x1a\n", "_rels/.rels": RELATIONS}
    refused = refusal("a.docx", package(p(PICTURE) + p(PICTURE), parts, {"media/a.png": "image"}))
    assert refused.code == "no_text"
    assert " 2 " in str(refused)
    assert refusal("a.docx", package(p(""), {"_rels/.rels": RELATIONS})).code == "empty"
