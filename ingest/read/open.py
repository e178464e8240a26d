"""Chooses the reader for a file by what the file is, not only by its name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath
from typing import cast

from catalog.lexicon import Lexicon
from catalog.words import told
from ingest.read.document import Document, UnreadableFile
from ingest.read.long_paragraphs import parted
from ingest.read.office.package import office_kind
from ingest.read.rejoin import Rejoiner
from ingest.read.text import TextReader, decode

TEXT_SUFFIXES = (".txt", ".md")
_KINDS = {".pdf": "pdf", ".docx": "docx", ".odt": "odt", ".doc": "doc"}
_READERS = {
    "pdf": ("ingest.read.pdf.reader", "PdfReader"),
    "docx": ("ingest.read.office.docx", "DocxReader"),
    "odt": ("ingest.read.office.odt", "OdtReader"),
    "doc": ("ingest.read.office.doc", "DocReader"),
}
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"{\\rtf", "rtf"),
)
_ZIP = b"PK\x03\x04"
# Where a PDF's header may stand: "within the first 1024 bytes" (ISO 32000-1, annex H.3.4.1).
_HEADER = 1024

SUFFIXES = (*TEXT_SUFFIXES, *_KINDS)


def read_document(name: str, data: bytes, lexicon: Lexicon) -> Document:
    """The document in a file's bytes.

    Args:
        name: the file's name; its suffix says what it claims to be.
        data: its bytes.
        lexicon: words for the readers.

    Raises:
        UnreadableFile: empty, of a format no reader knows, or not what its suffix says.
    """
    if not data:
        raise UnreadableFile(told("reading.empty"), "empty")
    suffix = PurePath(name).suffix.lower()
    kind = _kind(data)
    claimed = "text" if suffix in TEXT_SUFFIXES else _KINDS.get(suffix)
    if claimed is None:
        raise UnreadableFile(told("reading.unknown_suffix", suffix=suffix, known="、".join(SUFFIXES)), "unknown_format")
    if kind not in (*_KINDS.values(), "text") or (kind != claimed and kind == "text" and not _is_text(data)):
        found = told("reading.unknown_kind") if kind == "text" else kind.upper()
        message = told("reading.unread_kind", suffix=suffix, kind=found, known="、".join(SUFFIXES))
        raise UnreadableFile(message, "wrong_suffix")
    if kind != claimed:
        found = kind.upper()
        raise UnreadableFile(told("reading.wrong_suffix", suffix=suffix, kind=found), "wrong_suffix")
    if claimed == "text":
        return _bounded(TextReader(lexicon).read(data))
    return _bounded(_whole(_reader(claimed)(lexicon, data), lexicon))


def _bounded(document: Document) -> Document:
    """The document without paragraphs longer than any that is written."""
    blocks, origin = parted(document.blocks)
    images = tuple(replace(image, before_block=bisect_left(origin, image.before_block)) for image in document.images)
    return replace(document, blocks=tuple(blocks), images=images)


def _whole(document: Document, lexicon: Lexicon) -> Document:
    """The document with paragraphs whole that page breaks of an earlier edition cut."""
    blocks, first = Rejoiner(lexicon).rejoined(document.blocks)
    images = tuple(replace(image, before_block=bisect_left(first, image.before_block)) for image in document.images)
    return replace(document, blocks=tuple(blocks), images=images)


def _kind(data: bytes) -> str:
    """What the bytes are: a key of the readers, ``rtf``, ``zip`` or ``text``."""
    for magic, kind in _MAGIC:
        if data.startswith(magic) or (kind == "pdf" and magic in data[:_HEADER]):
            return kind
    return office_kind(data) if data.startswith(_ZIP) else "text"


def _is_text(data: bytes) -> bool:
    """Whether bytes of no known kind are a text at all."""
    try:
        decode(data)
    except UnreadableFile:
        return False
    return True


def _reader(kind: str) -> Callable[[Lexicon, bytes], Document]:
    """The reader of a format, imported when first needed: PDF libraries are slow to load."""
    module, name = _READERS[kind]
    reader = getattr(import_module(module), name)
    return lambda lexicon, data: cast(Document, reader(lexicon).read(data))
