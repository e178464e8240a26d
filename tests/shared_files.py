"""Reports as files: small ones kept beside the tests and, where they are at hand, other governments' own.

The others' stand in a folder ``shared`` beside the checkout, or where ``SHARED`` says. Whoever has none tests the same
with the small ones; nothing is left out for want of them.
"""

from __future__ import annotations

import os
from pathlib import Path

FILES = Path(__file__).with_name("ingest") / "files"
_BESIDE = Path(__file__).resolve().parents[1].parent / "shared"
_SHARED: Path = _BESIDE if _BESIDE.is_dir() else Path(os.environ.get("SHARED", _BESIDE))


def real(pattern: str) -> list[Path]:
    """Other governments' files of a pattern, in the order of their names; none where they are not at hand."""
    return sorted((_SHARED / "real").glob(pattern))


def renditions(pattern: str) -> list[Path]:
    """The small files of a pattern, and whole reports printed in that format where they are at hand."""
    return [*sorted(FILES.glob(pattern)), *sorted((_SHARED / "renditions").glob(pattern))]
