"""``python -m warehouse.dictionary``: the data dictionary, in Markdown, from the comments in schema.sql."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from warehouse.publish import SCHEMA


@dataclass(frozen=True)
class Column:
    """One column of a relation; ``comment`` is None where schema.sql has none."""

    name: str
    kind: str
    nullable: bool
    comment: str | None


@dataclass(frozen=True)
class Relation:
    """One table or view with its columns in order."""

    name: str
    is_view: bool
    comment: str | None
    columns: tuple[Column, ...]


_RELATIONS = """
SELECT table_name, FALSE AS is_view, comment, table_oid AS oid FROM duckdb_tables()
UNION ALL
SELECT view_name, TRUE, comment, view_oid FROM duckdb_views() WHERE NOT internal
ORDER BY oid
"""

_COLUMNS = """
SELECT column_name, data_type, is_nullable, comment FROM duckdb_columns()
WHERE table_name = $relation AND NOT internal ORDER BY column_index
"""


def relations(schema: str) -> list[Relation]:
    """Tables and views that the SQL of ``schema`` creates, in its order."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(schema)
        found = connection.execute(_RELATIONS).fetchall()
        return [
            Relation(
                name,
                is_view,
                comment,
                tuple(Column(*row) for row in connection.execute(_COLUMNS, {"relation": name}).fetchall()),
            )
            for name, is_view, comment, _ in found
        ]


def markdown(found: list[Relation]) -> str:
    """The data dictionary of ``found``."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: list[Relation]) -> Iterator[str]:
    yield "# 資料字典 Data dictionary"
    yield ""
    yield "由 `warehouse/schema.sql` 的註解產生（`make docs`），請勿手改。"
    yield "Made from the comments in `warehouse/schema.sql` by `make docs`; not edited by hand."
    for relation in found:
        yield ""
        yield f"## {relation.name}" + (" (view)" if relation.is_view else "")
        yield ""
        yield _cell(relation.comment)
        yield ""
        yield "| column | type | null | meaning |"
        yield "|---|---|---|---|"
        for column in relation.columns:
            # DuckDB knows no NOT NULL for the columns of a view.
            nullable = "" if relation.is_view else "yes" if column.nullable else "no"
            yield f"| {column.name} | `{_cell(column.kind)}` | {nullable} | {_cell(column.comment)} |"


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(markdown(relations(SCHEMA.read_text(encoding="utf-8"))))
