"""The published file a report was read from: found, and proved to be the one that was read."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path, PurePosixPath, PureWindowsPath

import pandas as pd

from warehouse.places import raw_folder


class FileGone(Exception):
    """No file of the report's name is among the published ones."""


class FileChanged(Exception):
    """The file of the report's name is not the one that was read."""


def file_size(report: pd.Series) -> int:
    """Bytes of a report's file, proved to be the one that was read.

    Args:
        report: has ``file`` and ``sha256``, as :func:`warehouse.queries.reports` gives them.

    Raises:
        FileGone: there is no such file.
        FileChanged: its digest is not that of the warehouse.
    """
    path = _path(report)
    try:
        status = path.stat()
        digest = _digest(path, status.st_ino, status.st_size, status.st_mtime_ns)
    except OSError as error:
        raise FileGone(report["file"]) from error
    if digest != report["sha256"]:
        raise FileChanged(report["file"])
    return status.st_size


def file_bytes(report: pd.Series) -> bytes:
    """The bytes of a report's file. Arguments and errors as of :func:`file_size`."""
    try:
        data = _path(report).read_bytes()
    except OSError as error:
        raise FileGone(report["file"]) from error
    if hashlib.sha256(data).hexdigest() != report["sha256"]:
        raise FileChanged(report["file"])
    return data


def _path(report: pd.Series) -> Path:
    name = str(report["file"])
    # A plain name on any system: nothing outside the folder can be named.
    if name in ("", ".", "..") or name != PurePosixPath(name).name or name != PureWindowsPath(name).name:
        raise FileGone(name)
    return raw_folder() / name


@functools.lru_cache(maxsize=256)
def _digest(path: Path, inode: int, size: int, changed: int) -> str:
    """The digest of a file, computed again when the file is another or was written to."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
