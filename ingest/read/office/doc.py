"""Reads DOC, Word's format before 2007, through LibreOffice and the DOCX reader.

No other program is asked: antiword and catdoc print deleted and inserted text as one.
"""

from __future__ import annotations

import os
import shutil
import signal
import struct
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import util
from pathlib import Path
from typing import NamedTuple

from catalog.lexicon import Lexicon
from catalog.words import told
from ingest.read.document import Document, UnreadableFile
from ingest.read.office.docx import DocxReader

MEDIA_TYPE = "application/msword"
_TIMEOUT_SECONDS = 60
_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# An OLE file's directory: entries of 128 bytes, each with its name, the name's length, its kind and
# the first sector of its stream (MS-CFB 2.6.1).
_ENTRY = 128
_STREAM = 2
_HEADER = 512
# Sectors have 512 or 4096 bytes (MS-CFB 2.2).
_SECTOR_SHIFTS = (9, 12)
# Sector numbers from here on are marks (MS-CFB 2.1).
_NO_SECTOR = 0xFFFFFFFA
_FREE = 0xFFFFFFFF
_OTHERS = {"Workbook": "Excel", "Book": "Excel", "PowerPoint Document": "PowerPoint", "VisioDocument": "Visio"}
# In the head of the WordDocument stream (MS-DOC 2.5.2): what it is, where its flags are, the one for encryption.
_WORD = 0xA5EC
_WORD_BEFORE_97 = 0xA5DC
_FLAGS = 10
_ENCRYPTED = 0x0100
# Since Word 97 the head says where in the table stream, the second or the first by a flag, tables stand: each by its
# place and length. Styles, formats of characters, of paragraphs, and the pieces of the text (MS-DOC 2.5.6).
_SINCE_WORD_97 = 0x00C1
_SECOND_TABLE = 0x0200
_TABLES = (0xA2, 0xFA, 0x102, 0x1A2)
# How many characters the text has, which take a byte each at least.
_CHARACTERS = 0x4C

# What LibreOffice may do with a file: no macros, nothing fetched from elsewhere.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
_one_at_a_time = threading.Lock()
_profiles: dict[int, Path] = {}


class DocReader:
    """Reads DOC reports.

    Args:
        lexicon: for the DOCX reader.
        timeout: seconds LibreOffice may take for one file.
    """

    def __init__(self, lexicon: Lexicon, timeout: float = _TIMEOUT_SECONDS) -> None:
        self._docx = DocxReader(lexicon)
        self._timeout = timeout

    def read(self, data: bytes) -> Document:
        """The document in ``data``.

        Raises:
            UnreadableFile: no Word document, encrypted, or LibreOffice is missing, fails or takes too long.
        """
        _refuse_others(data)
        program = shutil.which("soffice") or shutil.which("libreoffice")
        if program is None:
            raise UnreadableFile(told("reading.no_office"), "no_office")
        return replace(self._docx.read(self._converted(program, data)), media_type=MEDIA_TYPE)

    def _converted(self, program: str, data: bytes) -> bytes:
        """The bytes of the DOCX LibreOffice makes of a DOC."""
        # A profile serves one run at a time; every process has its own.
        with _one_at_a_time, tempfile.TemporaryDirectory(prefix="doc-") as folder:
            source = Path(folder) / "report.doc"
            source.write_bytes(data)
            options = ["--headless", "--norestore", "--nolockcheck", "--convert-to", "docx", "--outdir", folder]
            self._run([program, f"-env:UserInstallation={_profile().as_uri()}", *options, str(source)], folder)
            result = source.with_suffix(".docx")
            if not result.is_file():
                _discard_profile()
                raise UnreadableFile(told("reading.office_failed"), "office_failed")
            return result.read_bytes()

    def _run(self, command: list[str], temporary: str) -> None:
        """Runs LibreOffice in a session of its own, to end all of it where it takes too long.

        Args:
            command: what to run.
            temporary: the folder for its temporary files, which it leaves there when it is killed.
        """
        with (
            _guarded() as guard,
            subprocess.Popen(
                [*guard.command, *command],
                env={**os.environ, "TMPDIR": temporary},
                stdin=guard.pipe,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            ) as process,
        ):
            try:
                process.wait(self._timeout)
            except subprocess.TimeoutExpired as error:
                os.killpg(process.pid, signal.SIGKILL)
                _discard_profile()
                message = told("reading.office_timeout", seconds=f"{self._timeout:g}")
                raise UnreadableFile(message, "office_timeout") from error
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)


class _Guard(NamedTuple):
    """What goes before a command, and its input."""

    command: Sequence[str]
    pipe: int


@contextmanager
def _guarded() -> Iterator[_Guard]:
    """Ends a command and all it starts when this process ends, also when it is killed.

    The system then closes the pipe that only this process can write to. A shell in the command's own
    process group waits for that, and ends the group, and so itself.
    """
    shell = shutil.which("sh")
    if shell is None:
        yield _Guard((), subprocess.DEVNULL)
        return
    theirs, ours = os.pipe()
    try:
        # What runs behind the shell's back gets no input but what it is given by name.
        script = 'exec 3<&0 </dev/null; { read -r _; kill -KILL 0; } <&3 & exec 3<&-; exec "$@"'
        yield _Guard((shell, "-c", script, "guard"), theirs)
    finally:
        os.close(ours)
        os.close(theirs)


def _profile() -> Path:
    """LibreOffice's settings for this process, removed when it ends. Reuse spares making them for each file."""
    process = os.getpid()
    if process not in _profiles:
        folder = Path(tempfile.mkdtemp(prefix="office-profile-"))
        # Unlike atexit, this also runs where a worker process ends, and never in a forked one.
        util.Finalize(None, shutil.rmtree, args=(folder, True), exitpriority=0)
        settings = folder / "user" / "registrymodifications.xcu"
        settings.parent.mkdir()
        settings.write_text(_SETTINGS, encoding="utf-8")
        _profiles[process] = folder
    return _profiles[process]


def _discard_profile() -> None:
    """Lets the next file have new settings: a run that was ended leaves them locked."""
    folder = _profiles.pop(os.getpid(), None)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


def _refuse_others(data: bytes) -> None:
    """Refuses OLE files that are encrypted or no Word document."""
    if not data.startswith(_MAGIC):
        raise UnreadableFile(told("reading.not_doc", kind="?"), "not_doc")
    if not _is_whole(data):
        raise UnreadableFile(told("reading.truncated"), "truncated")
    streams: dict[str, int] = {}
    sizes: dict[str, int] = {}
    for name, offset, size in _streams(data):
        streams.setdefault(name, offset)
        sizes.setdefault(name, size)
    if "EncryptedPackage" in streams:
        raise UnreadableFile(told("reading.encrypted"), "encrypted")
    if "WordDocument" not in streams:
        found = next((name for stream, name in _OTHERS.items() if stream in streams), "OLE")
        raise UnreadableFile(told("reading.not_doc", kind=found), "not_doc")
    head = data[streams["WordDocument"] :][: _FLAGS + 2].ljust(_FLAGS + 2, b"\x00")
    mark, flags = struct.unpack_from("<H", head)[0], struct.unpack_from("<H", head, _FLAGS)[0]
    if mark == _WORD_BEFORE_97:
        message = told("reading.not_readable", suffix=".doc", kind=told("reading.kind_old_word"))
        raise UnreadableFile(message, "not_readable")
    if mark != _WORD:
        raise UnreadableFile(told("reading.truncated"), "truncated")
    if flags & _ENCRYPTED:
        raise UnreadableFile(told("reading.encrypted"), "encrypted")
    table = "1Table" if flags & _SECOND_TABLE else "0Table"
    if not _is_consistent(data[streams["WordDocument"] :], sizes["WordDocument"], sizes.get(table)):
        raise UnreadableFile(told("reading.damaged_doc"), "truncated")


def _is_consistent(head: bytes, size: int, tables: int | None) -> bool:
    """Whether the text and the tables that a document's head names lie in its streams, of these many bytes.

    LibreOffice reads on without them: deleted and hidden text as any other, or bytes as letters.
    """
    if len(head) < _TABLES[-1] + 8 or struct.unpack_from("<H", head, 2)[0] < _SINCE_WORD_97:
        return True
    characters = struct.unpack_from("<I", head, _CHARACTERS)[0]
    places = [struct.unpack_from("<II", head, place) for place in _TABLES]
    return characters <= size and tables is not None and all(end and start + end <= tables for start, end in places)


def _is_whole(data: bytes) -> bool:
    """Whether every sector that an OLE file's allocation table calls used is in the file.

    LibreOffice opens cut files without a word and converts what is left.
    """
    if len(data) < _HEADER:
        return False
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in _SECTOR_SHIFTS:
        return False
    size = 1 << shift
    tables = list(struct.unpack_from("<109I", data, 76))
    following = struct.unpack_from("<I", data, 68)[0]
    while following < _NO_SECTOR and len(tables) * size <= len(data):
        listed = data[(following + 1) * size :][:size]
        if len(listed) < size:
            return False
        *more, following = struct.unpack(f"<{size // 4}I", listed)
        tables += more
    # The last sector may be cut behind its stream's end.
    return all(_table_is_whole(data, size, no, sector) for no, sector in enumerate(tables) if sector < _NO_SECTOR)


def _table_is_whole(data: bytes, size: int, number: int, sector: int) -> bool:
    table = data[(sector + 1) * size :][:size]
    if len(table) < size:
        return False
    entries = struct.unpack(f"<{size // 4}I", table)
    used = max((index for index, entry in enumerate(entries) if entry != _FREE), default=-1)
    return used < 0 or (number * len(entries) + used + 1) * size < len(data)


def _streams(data: bytes) -> Iterator[tuple[str, int, int]]:
    """The names of an OLE file's streams, where each begins, and its size in bytes.

    Entries stand at multiples of their size. Taking every one that looks like one, without the
    directory's chain of sectors, also finds those of a damaged file.
    """
    shift = struct.unpack_from("<H", data, 30)[0]
    for offset in range(0, len(data) - _ENTRY + 1, _ENTRY):
        length, entry_kind = struct.unpack_from("<HB", data, offset + 64)
        if entry_kind != _STREAM or not 2 < length <= 64 or length % 2:
            continue
        name = data[offset : offset + length - 2].decode("utf-16-le", "replace")
        sector, size = struct.unpack_from("<II", data, offset + 116)
        yield name, (sector + 1) << shift, size
