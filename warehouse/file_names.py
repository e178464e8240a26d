"""Names under which files that people bring are kept: plain on any system, and no other report's."""

from __future__ import annotations

import unicodedata
from collections.abc import Container

_LONGEST = 100
# What means something to a shell, a file system or an address.
_FORBIDDEN = frozenset('/\\:*?"<>|%#')


def safe_name(name: str) -> str:
    """A name as brought, without what could lead elsewhere or hide: one line, no folder, no leading dot.

    Args:
        name: as the browser or the system gives it; it may hold anything.
    """
    whole = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    own = whole.replace("\\", "/").rpartition("/")[2]
    plain = "".join("_" if sign in _FORBIDDEN or unicodedata.category(sign)[0] in "CZ" else sign for sign in own)
    stem, dot, suffix = plain.rpartition(".")
    stem, suffix = (stem, suffix.lower()) if dot else (plain, "")
    # In bytes, as file systems count: a sign is never cut.
    stem = stem.lstrip("._").encode()[:_LONGEST].decode("utf-8", "ignore").rstrip("._ ") or "report"
    return f"{stem}.{suffix[:8]}" if suffix else stem


def free_name(name: str, taken: Container[str]) -> str:
    """A name whose stem is not taken: with -2, -3 … where it is.

    Args:
        name: a safe name.
        taken: stems of reports there are, which are their ids, in lower case.
    """
    stem, dot, suffix = name.rpartition(".")
    stem = stem if dot else name
    tried, number = stem, 1
    while tried.lower() in taken:
        number += 1
        tried = f"{stem}-{number}"
    return f"{tried}{dot}{suffix}" if dot else tried
