"""Files put into a folder whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def made_ready(folder: Path) -> None:
    """Makes the folder where there is none, and makes sure that files can be put into it.

    Raises:
        OSError: they cannot.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draft = _draft(folder)
    draft.touch()
    draft.unlink()


def put(path: Path, data: bytes) -> None:
    """Writes a file beside its place and moves it there: who looks sees the old one or the new one, never a half.

    Raises:
        OSError: it cannot be written; what was there before is still there.
    """
    draft = _draft(path.parent)
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _draft(folder: Path) -> Path:
    """A name no other process writes to."""
    return folder / f".export-{os.getpid()}.draft"
