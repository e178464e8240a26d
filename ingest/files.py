"""Which report files there are at the paths given, and what else stands there."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import category

from catalog.words import told
from ingest.passages.manifest import MANIFEST
from ingest.report import Refusal

# Controls, marks without a shape, and what ends a line or a paragraph.
_UNSEEN = ("Cc", "Cf", "Zl", "Zp")
_MOST_NAMED = 5
# Where the system says of what it makes up that it is files: reading it may wait for ever.
_OF_SYSTEM = ("/proc/", "/sys/")


class NoReports(Exception):
    """There is nothing to read. The message says where was looked and what to do."""


@dataclass
class Found:
    """Files to read; what is refused before it is opened; what is left out, each with the reason in words."""

    files: list[Path] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    left_out: list[tuple[Path, str]] = field(default_factory=list)


def find_files(paths: Sequence[Path]) -> Found:
    """What stands at ``paths``: files as named, folders one level deep without hidden files.

    A link stands for what it leads to. A file named twice is read once.

    Raises:
        NoReports: a path does not exist, a folder cannot be opened, or there is no file.
    """
    found = Found()
    seen: set[str] = set()
    for path in paths:
        for file in _inside(path, found):
            place = os.path.abspath(file)
            if place not in seen:
                seen.add(place)
                _sort(file, found)
    if not found.files and not found.refusals:
        raise NoReports(_nothing(paths, found))
    return found


def _nothing(paths: Sequence[Path], found: Found) -> str:
    """Where was looked, and what stands there that was not read."""
    message = told("reading.no_reports", paths="、".join(map(str, paths)))
    names = [printable(path.name) for path, _ in found.left_out]
    if not names:
        return message
    more = "…" if len(names) > _MOST_NAMED else ""
    left_out = "、".join(names[:_MOST_NAMED]) + more
    return told("reading.only_left_out", message=message, names=left_out, reason=found.left_out[0][1])


def _inside(path: Path, found: Found) -> list[Path]:
    """The files of a folder that may be reports, or the one file."""
    if not os.path.lexists(path):
        raise NoReports(told("reading.no_path", path=path))
    if not os.path.isdir(path):
        return [path]
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError as error:
        raise NoReports(told("reading.no_folder", path=path, error=error.strerror)) from error
    files = []
    for entry in entries:
        if entry.name.startswith("."):
            found.left_out.append((path / entry.name, told("reading.hidden")))
        elif os.path.isdir(entry):
            found.left_out.append((path / entry.name, told("reading.subfolder")))
        elif entry.name != MANIFEST:
            files.append(path / entry.name)
    return files


def _sort(file: Path, found: Found) -> None:
    try:
        file.name.encode()
    except UnicodeEncodeError:
        found.refusals.append(Refusal(printable(file.name), "name_not_utf8", told("reading.name_not_utf8")))
        return
    try:
        mode = file.stat().st_mode
    except OSError as error:
        said = "reading.bad_link" if file.is_symlink() else "reading.cannot_open"
        found.refusals.append(Refusal(file.name, "cannot_open", told(said, error=error.strerror)))
        return
    if stat.S_ISREG(mode) and not os.path.realpath(file).startswith(_OF_SYSTEM):
        found.files.append(file)
    else:
        found.refusals.append(Refusal(file.name, "not_a_file", told("reading.not_a_file")))


def printable(text: str) -> str:
    """``text`` on one line that says all that is in it: controls and broken characters stand as escapes."""
    whole = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c.encode("unicode_escape").decode() if category(c) in _UNSEEN else c for c in whole)
