"""Zip files that are the same bytes for the same contents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

# The first moment a zip file can tell: when it was packed is nobody's business and changes every time.
_WHEN = (1980, 1, 1, 0, 0, 0)
_UNIX, _FILE = 3, 0o100644 << 16


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
