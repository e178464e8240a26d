"""What a file's bytes are, whatever its name says."""

from __future__ import annotations

import codecs
import re

from ingest.read.office.package import office_kind

_HEAD = 4096
# Where a PDF's header may stand: "within the first 1024 bytes" (ISO 32000-1, annex H.3.4.1).
_PDF_HEADER = 1024
_ZIP = b"PK\x03\x04"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"{\\rtf", "rtf"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08", "zip"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b\x08", "archive"),
    (b"\xffWPC", "old_word"),
    (b"\xdb\xa5\x2d\x00", "old_word"),
    (b"\x31\xbe\x00\x00", "old_word"),
    (b"\xfe\x37\x00\x1c", "old_word"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"GIF87a", "picture"),
    (b"GIF89a", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"MZ\x90", "program"),
    (b"MZ\x00", "program"),
    (b"\x7fELF", "program"),
    (b"%!PS", "postscript"),
)
# What markup opens with, behind declarations and remarks; the first pattern that is met names it.
_OPENING = r"\s*(?:<\?xml[^>]*>\s*|<\?mso[^>]*>\s*|<!--.*?-->\s*|<!doctype[^>]*>\s*)*"
_MARKUP = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), kind)
    for pattern, kind in (
        (_OPENING + r"<office:document\b", "flat_odf"),
        (_OPENING + r"<(?:w:worddocument|pkg:package)\b", "word_xml"),
        (r"\s*(?:<\?xml[^>]*>\s*)?<!doctype\s+html\b", "html"),
        (_OPENING + r"<(?:html|head|body|meta|title|style|script|table|div|p|span|center|font)\b", "html"),
        (r"\s*<\?xml\s", "xml"),
        (r"\s*<!doctype\s", "xml"),
        (_OPENING + r"<[a-z][\w.-]*(?::[\w.-]+)?(?:\s+[\w:.-]+\s*=\s*[\"'][^\"']*[\"'])*\s*/?>.*</", "xml"),
    )
)
# The head of a mail or of a web archive: named lines, of which one tells how the rest is written.
_NAMED_LINES = re.compile(r"(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+\s*\n")
_OF_MAIL = re.compile(r"^(?:MIME-Version|Content-Transfer-Encoding|Content-Type):", re.IGNORECASE | re.MULTILINE)
_OF_ARCHIVE = re.compile(r"multipart/related|^Snapshot-Content-Location:", re.IGNORECASE | re.MULTILINE)
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def content_kind(data: bytes) -> str:
    """What the bytes are: a key of the readers, ``text``, or the end of a key of ``reading.kind_…`` among the words."""
    for magic, kind in _MAGIC:
        if data.startswith(magic) or (kind == "pdf" and magic in data[:_PDF_HEADER]):
            return kind
    if data.startswith(_ZIP):
        return office_kind(data)
    return _written_kind(_text(data[:_HEAD]))


def _text(head: bytes) -> str:
    encoding = next((name for mark, name in _WIDE if head.startswith(mark)), "utf-8")
    return head.decode(encoding, "replace").lstrip("\ufeff").replace("\r\n", "\n")


def _written_kind(text: str) -> str:
    for pattern, kind in _MARKUP:
        if pattern.match(text):
            return kind
    named = _NAMED_LINES.match(text.lstrip())
    if named and _OF_MAIL.search(named.group()):
        return "web_archive" if _OF_ARCHIVE.search(named.group()) else "mail"
    return "text"
