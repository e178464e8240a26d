"""The zip packages of DOCX and ODT: what they are, and their parts within limits."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from catalog.words import told
from ingest.read.document import UnreadableFile

# A report's largest part is its styles, under 1 MB; pictures are counted too. Text deflates to about
# a tenth, a bomb to a thousandth.
_MEGABYTE = 1024 * 1024
LARGEST_PART = 64 * _MEGABYTE
LARGEST_PACKAGE = 512 * _MEGABYTE
LARGEST_RATIO = 200
# Parts no larger than this may deflate as they do.
_ANY_RATIO = _MEGABYTE
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x01\x00\x00\x00")
MOST_PARTS = 10_000
# Where a package says what its main part is: by the part's usual name, or by its kind whatever its name.
_NAMING_PARTS = ("_rels/.rels", "[Content_Types].xml")
_WORD_KIND = re.compile(rb"wordprocessingml\.(?:document|template)\.main\+xml|ms-word\.\w+\.macroEnabled\w*\.main\+xml")
_WORD_PART = re.compile(rb'Target="/?word/[^"]+\.xml"')


class Package:
    """A zip package whose parts are read only within limits.

    Raises:
        UnreadableFile: truncated, encrypted, larger unpacked than any report is, or with two parts of one name.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise UnreadableFile(told("reading.truncated"), "truncated") from error
        entries = self._zip.infolist()
        if len(entries) > MOST_PARTS:
            raise UnreadableFile(told("reading.too_many_parts", count=len(entries), limit=MOST_PARTS), "too_large")
        size = sum(entry.file_size for entry in entries)
        if size > LARGEST_PACKAGE:
            raise UnreadableFile(told("reading.too_large", size=_mb(size), limit=_mb(LARGEST_PACKAGE)), "too_large")
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise UnreadableFile(told("reading.encrypted"), "encrypted")
        self.names = frozenset(entry.filename for entry in entries)
        if len(self.names) < len(entries):
            raise UnreadableFile(told("reading.doubled_part"), "doubled_part")
        for entry in entries:
            self._refuse_too_large(entry)

    def part(self, name: str) -> bytes:
        """The bytes of one part.

        Raises:
            KeyError: there is no such part.
            UnreadableFile: it is damaged, or larger than its entry says.
        """
        try:
            with self._zip.open(name) as stream:
                data = stream.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise UnreadableFile(told("reading.truncated"), "truncated") from error
        if len(data) > LARGEST_PART:
            raise _too_large_part(name, len(data))
        return data

    def _refuse_too_large(self, entry: zipfile.ZipInfo) -> None:
        """Refuses a part larger than any is, or that deflates as no text does; a picture of one colour may."""
        if entry.file_size > LARGEST_PART:
            raise _too_large_part(entry.filename, entry.file_size)
        ratio = entry.file_size // max(entry.compress_size, 1)
        if entry.file_size > _ANY_RATIO and ratio > LARGEST_RATIO and not self._is_picture(entry):
            message = told("reading.too_deflated", part=entry.filename, ratio=ratio, limit=LARGEST_RATIO)
            raise UnreadableFile(message, "too_large")

    def _is_picture(self, entry: zipfile.ZipInfo) -> bool:
        try:
            with self._zip.open(entry) as stream:
                return stream.read(len(_PICTURES[0])).startswith(_PICTURES)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise UnreadableFile(told("reading.truncated"), "truncated") from error


def _too_large_part(name: str, size: int) -> UnreadableFile:
    message = told("reading.too_large_part", part=name, size=_mb(size), limit=_mb(LARGEST_PART))
    return UnreadableFile(message, "too_large")


def _mb(size: int) -> int:
    """Bytes as megabytes, a part of one as one."""
    return -(-size // _MEGABYTE)


def office_kind(data: bytes) -> str:
    """``docx``, ``odt`` or ``zip``, by the parts a package holds.

    Raises:
        UnreadableFile: see :class:`Package`.
    """
    package = Package(data)
    if "mimetype" in package.names:
        kind = package.part("mimetype").decode("ascii", "replace").strip()
        return "odt" if kind.startswith("application/vnd.oasis.opendocument.text") else "zip"
    relations, kinds = (package.part(name) if name in package.names else b"" for name in _NAMING_PARTS)
    return "docx" if _WORD_PART.search(relations) or _WORD_KIND.search(kinds) else "zip"
