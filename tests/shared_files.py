"""Where the files shared between projects are: other governments' reports and renditions, used in place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[1].parent / "shared"
SHARED: Path = _BESIDE if _BESIDE.is_dir() else Path(os.environ.get("SHARED", _BESIDE))
REAL = SHARED / "real"
RENDITIONS = SHARED / "renditions"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the shared files are not at {SHARED}; set SHARED to their folder"
)
