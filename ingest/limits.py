"""What one report file may take: time, memory, size. All can be set by environment variables."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields

from catalog.words import told

_MEGABYTE = 1024 * 1024


class LimitError(Exception):
    """An environment variable that sets a limit holds no number over zero."""


@dataclass(frozen=True)
class Limits:
    """Limits of one file, each set by the environment variable ``INGEST_`` and its name.

    ``seconds`` by the clock, ``memory_mb`` of the process that reads it, ``file_mb`` on disk,
    ``characters`` of text once it is read.
    """

    seconds: int = 300
    memory_mb: int = 1024
    file_mb: int = 200
    characters: int = 1_000_000

    @property
    def memory(self) -> int:
        """Memory in bytes."""
        return self.memory_mb * _MEGABYTE

    @property
    def file(self) -> int:
        """Size on disk in bytes."""
        return self.file_mb * _MEGABYTE


LIMITS = Limits()


def limits() -> Limits:
    """The limits as the environment sets them.

    Raises:
        LimitError: a variable holds no whole number over zero.
    """
    chosen: dict[str, int] = {}
    for field in fields(Limits):
        name = variable(field.name)
        text = os.environ.get(name)
        if text is None:
            continue
        if not text.isascii() or not text.isdigit() or int(text) < 1:
            raise LimitError(told("command.limit", name=name, text=text))
        chosen[field.name] = int(text)
    return Limits(**chosen)


def variable(limit: str) -> str:
    """The environment variable that sets a limit."""
    return f"INGEST_{limit.upper()}"
