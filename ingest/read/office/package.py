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
LARGEST_PART = 64 * 1024 * 1024
LARGEST_PACKAGE = 512 * 1024 * 1024
LARGEST_RATIO = 200
MOST_PARTS = 10_000
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
        size = sum(entry.file_size for entry in entries)
        if len(entries) > MOST_PARTS or size > LARGEST_PACKAGE or any(_too_large(entry) for entry in entries):
            raise UnreadableFile(told("reading.too_large"), "too_large")
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise UnreadableFile(told("reading.encrypted"), "encrypted")
        self.names = frozenset(entry.filename for entry in entries)
        if len(self.names) < len(entries):
            raise UnreadableFile(told("reading.doubled_part"), "doubled_part")

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
            raise UnreadableFile(told("reading.too_large"), "too_large")
        return data


def _too_large(entry: zipfile.ZipInfo) -> bool:
    bomb = entry.file_size > 1024 * 1024 and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1)
    return entry.file_size > LARGEST_PART or bomb


def office_kind(data: bytes) -> str:
    """``docx``, ``odt`` or ``zip``, by the parts a package holds.

    Raises:
        UnreadableFile: see :class:`Package`.
    """
    package = Package(data)
    if "mimetype" in package.names:
        kind = package.part("mimetype").decode("ascii", "replace").strip()
        return "odt" if kind.startswith("application/vnd.oasis.opendocument.text") else "zip"
    relations = package.part("_rels/.rels") if "_rels/.rels" in package.names else b""
    return "docx" if _WORD_PART.search(relations) else "zip"
