"""The columns of downloaded tables: names and definitions, from columns.yaml."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Literal

from catalog.entry import Entry, Id
from catalog.load import parse

FILE = Path(__file__).parent / "common" / "columns.yaml"

Kind = Literal["text", "long", "number", "date"]


class Column(Entry):
    """One column that a downloaded table may have.

    ``kind`` is what a cell holds: ``long`` is text of a sentence or more. ``printed`` columns are
    those on paper; the others serve programs and come after them.
    """

    id: Id
    name_zh: str
    name_en: str
    definition_zh: str
    definition_en: str
    kind: Kind = "text"
    printed: bool = False


@functools.cache
def columns() -> dict[str, Column]:
    """All columns by id, in the order tables show them.

    Raises:
        CatalogError: the file is missing or cannot be used.
    """
    listed: list[Column] = parse(FILE, list[Column])
    return {column.id: column for column in listed}
