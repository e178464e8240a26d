"""Chooses the reader for a file by what the file is, not only by its name."""

from __future__ import annotations

from pathlib import PurePath

from catalog.models import Lexicon
from catalog.words import told
from ingest.read.document import Document, UnreadableFile
from ingest.read.text import TextReader

TEXT_SUFFIXES = (".txt", ".md")
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "DOCX/ODT"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC"),
    (b"{\\rtf", "RTF"),
)


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
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    suffix = PurePath(name).suffix.lower()
    if kind is not None:
        raise UnreadableFile(told("reading.known_format", kind=kind), "unknown_format")
    if suffix not in TEXT_SUFFIXES:
        raise UnreadableFile(
            told("reading.unknown_suffix", suffix=suffix, known="、".join(TEXT_SUFFIXES)), "unknown_format"
        )
    return TextReader(lexicon).read(data)
