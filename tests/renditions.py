"""One report in other containers: its text wrapped or spaced out, as DOCX, and what LibreOffice makes of that.

The words stay the same in all of them, so that readers must find the same values in each.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import textwrap
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from ingest.notation.markers import read_marker
from ingest.read.document import Block, Cell, Document
from ingest.read.wrapping import Opening, WrappedText

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right"))
_INNER = '<w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/>'
_NO_LINE_START = "，。、；：！？）」』》〉,.;:!?)%"
_CHINESE_BESIDE_DIGIT = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])")
# A4 less margins, in twentieths of a point.
_TEXT_WIDTH = 9000
_GAP = 400


# Text ------------------------------------------------------------------------------------------------


def unwrapped(text: str) -> str:
    """A text without line breaks of its own within paragraphs, which would be cut a second time."""
    lines = text.split("\n")
    return "\n".join(line for _, line in WrappedText(lines, lambda line: Opening.of(read_marker(line), False)).whole())


def wrapped(text: str, width: int, *, rows_too: bool = False, blank_between: bool = False) -> str:
    """A text with every line cut after ``width`` characters.

    Args:
        text: one paragraph or table row a line.
        width: in characters; tabs count as one.
        rows_too: rows of tabbed cells are cut as well.
        blank_between: an empty line stands behind every line, as text taken from PDF files has it.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        whole = "\t" in line and not rows_too
        pieces = [line] if whole else [line[at : at + width] for at in range(0, len(line), width)] or [""]
        for piece in pieces:
            lines.append(piece)
            if blank_between and not whole and piece:
                lines.append("")
    return "\n".join(lines)


def typeset(text: str, columns: int) -> str:
    """A text with lines as a printer sets them: ``columns`` half widths, no closing mark at the head of a line."""
    lines: list[str] = []
    for line in text.split("\n"):
        if "\t" in line:
            lines.append(line)
            continue
        held, filled = "", 0
        for character in line:
            wide = 1 if character.isascii() else 2
            if filled + wide > columns and character not in _NO_LINE_START:
                lines.append(held)
                held, filled = "", 0
            held += character
            filled += wide
        lines.append(held)
    return "\n".join(lines)


def filled(text: str, width: int) -> str:
    """A text as a program for Latin text wraps it: at blanks where there are any, else anywhere."""
    return "\n".join(line if "\t" in line else "\n".join(textwrap.wrap(line, width)) for line in text.split("\n"))


def spaced_out(text: str) -> str:
    """A text with a blank between digits and the Chinese characters beside them."""
    return "\n".join(
        line if "\t" in line or "[" in line else _CHINESE_BESIDE_DIGIT.sub(" ", line) for line in text.split("\n")
    )


# DOCX ------------------------------------------------------------------------------------------------


def as_docx(document: Document, *, merged: bool = False, columns: int = 1) -> bytes:
    """A DOCX with the paragraphs and tables of a document.

    Args:
        document: what was read from the plain text.
        merged: empty cells of the first row go with the head before them, labels that repeat the one
            above with that.
        columns: of text on a page.
    """
    # A table wider than its column would be printed over the next one.
    width = (_TEXT_WIDTH - (columns - 1) * _GAP) // columns
    body = "".join(
        _table(block, merged, width) if block.kind == "table" else _paragraph(block.text) for block in document.blocks
    )
    section = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:cols w:num="{columns}" w:space="{_GAP}"/></w:sectPr>'
    return _zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}{section}</w:body></w:document>',
        }
    )


def _zipped(parts: Mapping[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _paragraph(text: str) -> str:
    runs = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in text.split("\t"))
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def _table(block: Block, merged: bool, text_width: int) -> str:
    rows = [list(row) for _, row in groupby(block.cells, key=lambda cell: cell.row)]
    width = max(cell.column + cell.column_span - 1 for cell in block.cells)
    grid = f'<w:gridCol w:w="{text_width // width}"/>' * width
    above = ""
    written = ""
    for row in rows:
        padding = [Cell(row[0].row, column, "", 0, 0) for column in range(len(row) + 1, width + 1)]
        written += f"<w:tr>{_row([*row, *padding], above if merged else None)}</w:tr>"
        above = row[0].text
    borders = f"<w:tblPr><w:tblBorders>{_BORDERS}{_INNER}</w:tblBorders></w:tblPr>"
    return f"<w:tbl>{borders}<w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>"


def _row(cells: Sequence[Cell], above: str | None) -> str:
    """The cells of a row; where ``above`` is given, the label over its first cell, with merges."""
    written = ""
    at = 0
    while at < len(cells):
        cell, span, properties = cells[at], 1, ""
        if above is not None and cell.row == 1 and cell.text.strip():
            while at + span < len(cells) and not cells[at + span].text.strip():
                span += 1
        if span > 1:
            properties = f'<w:gridSpan w:val="{span}"/>'
        goes_on = above is not None and at == 0 and above and cell.text == above
        if at == 0 and above is not None and cell.text:
            properties += "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>'
        written += f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph('' if goes_on else cell.text)}</w:tc>"
        at += span
    return written


# LibreOffice -----------------------------------------------------------------------------------------


def converted(files: Mapping[str, bytes], suffix: str) -> dict[str, bytes]:
    """DOCX files by name, each as LibreOffice saves it in another format; one run of it for all.

    Raises:
        FileNotFoundError: LibreOffice is not installed, or gave no file.
    """
    program = shutil.which("soffice")
    if program is None:
        raise FileNotFoundError("soffice")
    with tempfile.TemporaryDirectory(prefix="renditions-") as name:
        folder = Path(name)
        sources = []
        for stem, data in files.items():
            source = folder / f"{stem}.docx"
            source.write_bytes(data)
            sources.append(str(source))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--convert-to", suffix, "--outdir", str(folder / "out")]
        subprocess.run([program, profile, *options, *sources], check=True, capture_output=True, timeout=300)
        return {stem: (folder / "out" / f"{stem}.{suffix}").read_bytes() for stem in files}


# Every form ------------------------------------------------------------------------------------------

TEXT_FORMS: Mapping[str, Callable[[str], str]] = {
    "wrap20": lambda text: wrapped(text, 20),
    "wrap30": lambda text: wrapped(text, 30),
    "wrap40": lambda text: wrapped(text, 40),
    "slice30": lambda text: wrapped(text, 30, rows_too=True),
    "apart30": lambda text: wrapped(text, 30, blank_between=True),
    "fill30": lambda text: filled(text, 30),
    "fill40_blanks": lambda text: filled(spaced_out(text), 40),
    "typeset60": lambda text: typeset(text, 60),
    "blanks": spaced_out,
}


def office_files(documents: Mapping[str, Document]) -> Iterable[tuple[str, dict[str, bytes]]]:
    """Each office form with the file of every document, by name."""
    plain = {name: as_docx(document) for name, document in documents.items()}
    merged = {name: as_docx(document, merged=True) for name, document in documents.items()}
    yield "docx", plain
    yield "docx_merged", merged
    yield "odt", converted(merged, "odt")
    yield "doc", converted(plain, "doc")
    yield "pdf", converted(merged, "pdf")
    two = {name: as_docx(document, columns=2) for name, document in documents.items()}
    yield "pdf_columns", converted(two, "pdf")
