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
from ingest.read.content import content_kind
from ingest.read.document import Document, UnreadableFile
from ingest.read.long_paragraphs import parted
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
# What office programs open and save as another format.
_DOCUMENTS = frozenset({"flat_odf", "html", "old_word", "rtf", "web_archive", "word_xml"})

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
    kind = content_kind(data)
    claimed = "text" if suffix in TEXT_SUFFIXES else _KINDS.get(suffix)
    if claimed is None:
        raise UnreadableFile(told("reading.unknown_suffix", suffix=suffix, known="、".join(SUFFIXES)), "unknown_format")
    if kind != claimed:
        raise _not_as_named(suffix, kind, data)
    if claimed == "text":
        return _bounded(TextReader(lexicon).read(data))
    return _bounded(_whole(_reader(claimed)(lexicon, data), lexicon))


def _not_as_named(suffix: str, kind: str, data: bytes) -> UnreadableFile:
    """The refusal of a file whose name says something else: another name helps, another format, or another file."""
    if kind in _READERS or (kind == "text" and _is_text(data)):
        return UnreadableFile(told("reading.wrong_suffix", suffix=suffix, kind=kind.upper()), "wrong_suffix")
    of_kind = told(f"reading.kind_{'binary' if kind == 'text' else kind}")
    advice = "reading.not_readable" if kind in _DOCUMENTS else "reading.not_report"
    return UnreadableFile(told(advice, suffix=suffix, kind=of_kind), "not_readable")


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
