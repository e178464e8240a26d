"""The columns of downloaded tables: names and definitions, from columns.yaml."""

from __future__ import annotations

import functools
from pathlib import Path

from catalog.load import parse
from catalog.models import Entry, Id

FILE = Path(__file__).with_name("columns.yaml")


class Column(Entry):
    """One column that a downloaded table may have."""

    id: Id
    name_zh: str
    name_en: str
    definition_zh: str
    definition_en: str


@functools.cache
def columns() -> dict[str, Column]:
    """All columns by id, in the order tables show them.

    Raises:
        CatalogError: the file is missing or cannot be used.
    """
    listed: list[Column] = parse(FILE, list[Column])
    return {column.id: column for column in listed}
