"""What DOCX and ODT share: safe XML, paragraphs and grids in reading order, and their blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from catalog.words import told
from ingest.read.document import Block, Image, UnreadableFile
from ingest.read.grid import CellParagraph, GridCell, grid_blocks, lays_out_prose

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.microsoft.com/office/drawing/2014/chartex": "cx",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0": "manifest",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd7\xcd\xc6\x9a", "image/wmf"),
    (b"\x01\x00\x00\x00", "image/emf"),
)
# Of 255: colours no farther apart are one to the eye. Points: smaller letters are no letters to it.
_CONTRAST = 17
PAPER = "FFFFFF"
SMALLEST = 2
_HEAD = 4096
# One text or attribute longer than this many million bytes is refused by the parser.
_LONGEST_TEXT = 10
_ENDLESS = re.compile("too long|huge|too large", re.IGNORECASE)
_DISCRETIONARY = str.maketrans({"\u00ad": None, "\u2011": "-", "\u200b": None, "\ufeff": None})


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    uri, _, local = name[1:].partition("}")
    return f"{_PREFIXES.get(uri, '?')}:{local}" if local else name


def kind(element: etree._Element) -> str:
    """An element's name with a short prefix, the same for strict and transitional namespaces."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its name with a short prefix."""
    for key, value in element.attrib.items():
        if _short(str(key)) == name:
            return str(value)
    return None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child by a path of names, or None."""
    for name in path:
        element = None if element is None else next((e for e in element if kind(e) == name), None)
    return element


def is_like(colour: str | None, ground: str | None) -> bool:
    """Whether a colour (``FFFFFF``, ``#f8f8f8``) cannot be told from its ground; what is not known can."""
    try:
        one, other = (bytes.fromhex((name or "").removeprefix("#")) for name in (colour, ground))
    except ValueError:
        return False
    return len(one) == len(other) == 3 and max(abs(a - b) for a, b in zip(one, other, strict=True)) <= _CONTRAST


def whole(printed: str | None, default: int) -> int:
    """An attribute as a whole number; ``default`` where it is missing or none."""
    try:
        return int(printed) if printed is not None else default
    except ValueError:
        return default


def parse_part(data: bytes, name: str = "") -> etree._Element:
    """The root of an XML part. Nothing outside the part is read, no entity is replaced.

    Raises:
        UnreadableFile: malformed, nested deeper or longer than any is, or it declares a document type, which no office
            program writes.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _unparsed(data, name, error) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile(told("reading.doctype"), "doctype")
    return root


def _unparsed(data: bytes, name: str, error: etree.XMLSyntaxError | ValueError) -> UnreadableFile:
    """Why a part cannot be parsed, and where."""
    line = getattr(error, "lineno", None) or 1
    if b"<!DOCTYPE" in data[:_HEAD]:
        return UnreadableFile(told("reading.doctype"), "doctype")
    if "depth" in str(error).lower():
        return UnreadableFile(told("reading.too_deep"), "malformed")
    if _ENDLESS.search(str(error)):
        return UnreadableFile(told("reading.too_long_text", part=name, line=line, limit=_LONGEST_TEXT), "too_large")
    return UnreadableFile(told("reading.malformed", part=name or "XML", line=line), "malformed")


def plain(text: str | None) -> str:
    """Characters as they are read: blanks for line feeds, no optional hyphens, plain fixed ones."""
    if not text:
        return ""
    return text.translate(_DISCRETIONARY).replace("\r", " ").replace("\n", " ")


def media_type(data: bytes) -> str:
    """What a picture is, by its first bytes."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "image/svg+xml" if b"<svg" in data[:1024] else "application/octet-stream"


class Writing:
    """A paragraph's text as it is put together.

    Digits that stand higher or lower than those before them are another number: a note's mark
    behind 42 does not make it 421, nor an exponent 10 into 103. A mark parts them.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._position = ""

    def put(self, text: str, position: str = "") -> None:
        """Adds text; ``position`` is ``^`` above the line, ``_`` below it, else empty."""
        if not text:
            return
        last = self._pieces[-1][-1] if self._pieces else ""
        if position != self._position and last.isdigit() and text[0].isdigit():
            self._pieces.append(position or " ")
        self._pieces.append(text)
        self._position = position

    @property
    def text(self) -> str:
        """What was put together."""
        return "".join(self._pieces)


@dataclass
class Paragraph:
    """One paragraph with its number, and the pictures in it."""

    text: str
    pictures: Sequence[bytes] = ()


@dataclass
class Place:
    """One cell of a grid and what stands in it."""

    row: int
    column: int
    column_span: int = 1
    row_span: int = 1
    content: list[Paragraph | Grid] = field(default_factory=list)

    def as_cell(self) -> GridCell:
        """The cell with its own paragraphs, without grids inside it."""
        texts = (item.text.strip() for item in self.content if isinstance(item, Paragraph))
        paragraphs = tuple(CellParagraph(text) for text in texts if text)
        return GridCell(self.row, self.column, paragraphs, self.row_span, self.column_span)


@dataclass
class Grid:
    """A table as drawn, in reading order."""

    places: list[Place] = field(default_factory=list)


Content = Paragraph | Grid


def printed(content: Iterable[Content]) -> list[str]:
    """All paragraphs' texts in reading order, with those in grids."""
    texts: list[str] = []
    for item in content:
        if isinstance(item, Grid):
            texts += [text for place in item.places for text in printed(place.content)]
        elif item.text.strip():
            texts.append(item.text.strip())
    return texts


class Layout:
    """Blocks and images of content in reading order.

    A grid that lays out prose gives its paragraphs, with grids inside it where they stand. Of a
    table the grids inside its cells follow as blocks of their own.
    """

    def __init__(self, content: Iterable[Content]) -> None:
        self.blocks: list[Block] = []
        self.images: list[Image] = []
        self._add(content)

    def refuse_empty(self, has_unseen: bool) -> None:
        """Refuses a file without text.

        Args:
            has_unseen: whether it holds text that nobody sees.

        Raises:
            UnreadableFile: it holds nothing, or pictures or unseen text only.
        """
        if not self.blocks and self.images:
            raise UnreadableFile(told("reading.only_pictures", count=len(self.images)), "no_text")
        if not self.blocks:
            code = "no_text" if has_unseen else "empty"
            raise UnreadableFile(told(f"reading.{code}"), code)

    def _add(self, content: Iterable[Content]) -> None:
        for item in content:
            if isinstance(item, Grid):
                self._add_grid(item)
            else:
                self._add_pictures(item)
                if item.text.strip():
                    self.blocks.append(Block("paragraph", item.text.strip()))

    def _add_grid(self, grid: Grid) -> None:
        cells = [place.as_cell() for place in grid.places]
        if lays_out_prose([p.text for p in cell.paragraphs] for cell in cells):
            for place in grid.places:
                self._add(place.content)
            return
        inside = [item for place in grid.places for item in place.content]
        for item in inside:
            if isinstance(item, Paragraph):
                self._add_pictures(item)
        self.blocks += grid_blocks(cells)
        self._add(item for item in inside if isinstance(item, Grid))

    def _add_pictures(self, paragraph: Paragraph) -> None:
        self.images += [Image(data, media_type(data), len(self.blocks)) for data in paragraph.pictures]
