"""The report files at hand: the published ones, the tests' own, and those of the folder shared beside the checkout."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from ingest.read.open import SUFFIXES

ROOT = Path(__file__).resolve().parent.parent
_BESIDE = ROOT.parent / "shared"
SHARED = _BESIDE if _BESIDE.is_dir() else Path(os.environ.get("SHARED", _BESIDE))

_OWN = ("data/raw", "tests/ingest/files", "tests/ingest/cases", "tests/invented")
_OTHERS = ("cases", "faults", "real", "renditions", "labelled", "series")
_PACKED = ".gz"


def folders() -> list[Path]:
    """Where report files are, of the folders that are there."""
    named = [*(ROOT / name for name in _OWN), *(SHARED / name for name in _OTHERS)]
    return [folder for folder in named if folder.is_dir()]


def report_files(paths: Sequence[Path], *, packed: bool = False) -> list[Path]:
    """Files in the formats that are read, of ``paths`` and all folders in them; of all folders where none is given.

    Args:
        paths: files or folders.
        packed: whether files packed with gzip count as what is in them.
    """
    found = []
    for path in paths or folders():
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            kind = Path(file.stem).suffix if packed and file.suffix == _PACKED else file.suffix
            if file.is_file() and kind.lower() in SUFFIXES and file.stem.lower() != "readme":
                found.append(file)
    return found
