"""Zip files that are the same bytes for the same contents."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date

# The first moment a zip file can tell: when it was packed is nobody's business and changes every time.
_WHEN = (1980, 1, 1, 0, 0, 0)
_UNIX, _FILE = 3, 0o100644 << 16
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def zipped(parts: Iterable[tuple[str, bytes]], *, plain: Iterable[str] = ()) -> bytes:
    """The parts as a zip file, in their order.

    Args:
        parts: name and contents of each file.
        plain: names of the files kept uncompressed, as OpenDocument wants its ``mimetype``.

    Raises:
        ValueError: two parts have one name, or a name leads out of the folder it is unpacked in.
    """
    uncompressed = set(plain)
    names: set[str] = set()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, contents in parts:
            if name in names or name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
                raise ValueError(f"no name for a part: {name!r}")
            names.add(name)
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.create_system, entry.external_attr = _UNIX, _FILE
            entry.compress_type = zipfile.ZIP_STORED if name in uncompressed else zipfile.ZIP_DEFLATED
            archive.writestr(entry, contents)
    return file.getvalue()


def repacked(data: bytes, day: date) -> bytes:
    """An OOXML file with no moment of its making but ``day``, in the workbooks inside it too.

    Libraries write the time of packing into each; the same contents would be other bytes every second.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped((name, _undated(name, archive.read(name), day)) for name in archive.namelist())


def _undated(name: str, contents: bytes, day: date) -> bytes:
    if name.endswith(".xlsx"):
        return repacked(contents, day)
    return _MOMENT.sub(f"{day.isoformat()}T00:00:00Z".encode(), contents) if name == "docProps/core.xml" else contents
