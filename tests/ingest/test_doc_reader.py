"""The DOC reader: through LibreOffice to the same blocks, and clear refusals."""

from __future__ import annotations

import os
import struct
import time
from pathlib import Path

import pytest

from ingest.read.document import UnreadableFile
from ingest.read.office import doc
from ingest.read.office.doc import DocReader
from ingest.read.office.odt import OdtReader
from tests.export.office import converted
from tests.ingest.test_docx_reader import (
    BEGINS,
    CONTINUES,
    LEXICON,
    NAMESPACES,
    PARTS,
    READER,
    RELATIONS,
    ROLES,
    item,
    p,
    package,
    placed,
    r,
    styled,
    tbl,
    tc,
    tr,
)
from tests.shared_files import FILES

DOC = DocReader(LEXICON)
REPORTS = [FILES / "performance-104.doc", FILES / "torture.doc"]
FREE, END = 0xFFFFFFFF, 0xFFFFFFFE


def ole(*names: str, flags: int = 0) -> bytes:
    """An OLE file with these streams, all at sector 2, which has the head of a Word document."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 68, END)
    struct.pack_into("<109I", header, 76, 0, *[FREE] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, END, END, *[FREE] * 125)
    directory = b"".join(_entry(name) for name in names).ljust(512, b"\x00")
    return bytes(header) + table + directory + struct.pack("<HHHHHH", 0xA5EC, 0, 0, 0, 0, flags).ljust(512, b"\x00")


def _entry(name: str) -> bytes:
    encoded = name.encode("utf-16-le") + b"\x00\x00"
    entry = bytearray(128)
    entry[: len(encoded)] = encoded
    struct.pack_into("<HB", entry, 64, len(encoded), 2)
    struct.pack_into("<I", entry, 116, 2)
    return bytes(entry)


def refusal_of(data: bytes, reader: DocReader = DOC) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refusal:
        reader.read(data)
    return refusal.value


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_blocks_are_those_of_the_docx(path: Path) -> None:
    document = DOC.read(path.read_bytes())
    expected = READER.read(path.with_suffix(".docx").read_bytes())
    assert document.media_type == "application/msword"
    assert document.blocks == expected.blocks
    # The page field of a footer has its result in one of them only.
    dropped = [[d for d in found.dropped if d.reason != "page_furniture"] for found in (document, expected)]
    assert dropped[0] == dropped[1]


def _deleted(text: str) -> str:
    return f'<w:del w:id="9" w:author="a"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def _varied() -> bytes:
    """A DOCX with most of what a report may hold, complete enough for LibreOffice to open it."""
    kinds = {"document": "document.main", "numbering": "numbering", "styles": "styles", "footnotes": "footnotes"}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    package_types = "http://schemas.openxmlformats.org/package/2006"
    root = f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
    note = p("<w:r><w:footnoteRef/></w:r>" + r("註9"))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package_types}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package_types}/relationships">{root}</Relationships>',
        "word/footnotes.xml": f'<w:footnotes {NAMESPACES}><w:footnote w:id="2">{note}</w:footnote></w:footnotes>',
        "word/numbering.xml": PARTS["word/numbering.xml"],
        "word/styles.xml": PARTS["word/styles.xml"],
    }
    mark = '<w:rPr><w:del w:id="8" w:author="a"/></w:rPr>'
    grid = "<w:tblGrid>" + '<w:gridCol w:w="900"/>' * 3 + "</w:tblGrid>"
    removed = tr(*(tc(p(_deleted(text))) for text in ("d1", "d2", "d3")), properties='<w:del w:id="7" w:author="a"/>')
    nested = tbl(grid, tr(tc("巢6"), tc("巢7"), tc("巢8")))
    body = (
        item("甲", 0) + item("乙", 1) + p("中間") + item("丙", 1) + item("丁", 0) + item("戊", 1)
        + item("重來", 0, 2) + item("重來二", 0, 2) + item("內", 1, 2)
        + styled("樣式", "Outer") + styled("衍生", "Derived") + styled("無號", "Plain") + item("5,000人", 1)
        + p(r("計") + _deleted("41") + f'<w:ins w:id="6" w:author="a">{r("42")}</w:ins>' + r("案"))
        + p("共12", mark) + p("件")
        + item("前", 0) + item(_deleted("刪"), 0).replace("</w:pPr>", f"{mark}</w:pPr>") + item("後", 0)
        + p(r("註") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r("案"))
        + p(r("計5") + r("00", "<w:vanish/>") + r("件"))
        + tbl(
            grid,
            tr(tc("甲", BEGINS), tc("乙", '<w:gridSpan w:val="2"/>')),
            tr(tc(p(""), CONTINUES), tc("1"), tc("2")),
            removed,
            tr(tc("3"), tc(item("格", 0)), tc(p("5") + nested + p("9"))),
        )
        + item("末", 0)
    )  # fmt: skip
    return package(body, parts, {**ROLES, "footnotes.xml": "footnotes"})


@pytest.mark.parametrize("suffix", ["odt", "docx"])
def test_what_libreoffice_saves_anew_is_read_the_same(tmp_path: Path, suffix: str) -> None:
    source = tmp_path / "varied.docx"
    source.write_bytes(_varied())
    folder = tmp_path / "saved"
    folder.mkdir()
    saved = converted(source, folder, suffix).read_bytes()
    expected = READER.read(source.read_bytes())
    found = OdtReader(LEXICON).read(saved) if suffix == "odt" else READER.read(saved)
    assert [block.text for block in found.blocks] == [block.text for block in expected.blocks]
    assert placed(found) == placed(expected)
    assert sorted(d.text for d in found.dropped) == sorted(d.text for d in expected.dropped)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ole("WordDocument", flags=0x0100), "encrypted"),
        (ole("EncryptedPackage", "EncryptionInfo"), "encrypted"),
        (ole("Workbook"), "not_doc"),
        (ole("PowerPoint Document"), "not_doc"),
        (ole(), "not_doc"),
        (b"{\\rtf1 }", "not_doc"),
        (ole("WordDocument")[:-512], "truncated"),
        (ole("WordDocument")[:100], "truncated"),
    ],
)
def test_refusals(data: bytes, code: str) -> None:
    assert refusal_of(data).code == code


def _changed(place: int, form: str, *values: int) -> bytes:
    """A DOC with other numbers at a place of its document's head, from the magic number on."""
    data = bytearray((FILES / "torture.doc").read_bytes())
    struct.pack_into(form, data, data.index(b"\xec\xa5\x01\x01") + place, *values)
    return bytes(data)


@pytest.mark.parametrize(
    ("place", "form", "value"),
    [
        (0xFA, "<I", 0x0FFFFFFF),  # formats of characters far away
        (0xFE, "<I", 0x7FFFFFFF),  # without end
        (0x102, "<I", 0x7FFFFFFF),  # formats of paragraphs
        (0x1A2, "<I", 0x7FFFFFF0),  # pieces of the text
        (0x1A6, "<I", 0),
        (0x4C, "<i", -5),  # characters
        (0x4C, "<I", 0x7FFFFFFF),
    ],
)
def test_a_head_that_names_what_is_not_there_is_damage(place: int, form: str, value: int) -> None:
    refused = refusal_of(_changed(place, form, value))
    assert refused.code == "truncated"
    assert "損壞" in str(refused)


def test_a_document_before_word_97_is_told_as_one() -> None:
    data = ole("WordDocument")
    refused = refusal_of(data.replace(struct.pack("<H", 0xA5EC), struct.pack("<H", 0xA5DC)))
    assert refused.code == "not_readable"
    assert "DOCX" in str(refused)


def test_a_cut_file_is_refused_before_libreoffice_mends_it() -> None:
    data = (FILES / "torture.doc").read_bytes()
    assert {refusal_of(data[:length]).code for length in range(8, len(data) - 512, 1024)} == {"truncated"}


def test_without_libreoffice_it_says_how_to_convert(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    refusal = refusal_of(ole("WordDocument"))
    assert refusal.code == "no_office"
    assert "DOCX" in str(refusal)
    assert "ODT" in str(refusal)


def _pretend(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_a_run_that_takes_too_long_is_ended_with_its_children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    _pretend(monkeypatch, tmp_path, f"(sleep 1; touch {alive}) & wait")
    assert refusal_of(ole("WordDocument"), DocReader(LEXICON, timeout=0.2)).code == "office_timeout"
    time.sleep(1.2)
    assert not alive.exists()


def test_a_run_without_a_result_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _pretend(monkeypatch, tmp_path, "exit 0")
    assert refusal_of(ole("WordDocument")).code == "office_failed"


def test_every_run_has_a_profile_without_macros(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _pretend(monkeypatch, tmp_path, f'echo "$@" > {tmp_path}/asked; exit 1')
    refusal_of(ole("WordDocument"))
    asked = (tmp_path / "asked").read_text(encoding="utf-8")
    assert "-env:UserInstallation=file://" in asked
    assert "--headless" in asked
    assert "DisableMacrosExecution" in doc._SETTINGS
