"""Writes a warehouse beside the published one, checks it, and puts it in its place in one step.

Readers that hold the old file keep it; a build that fails leaves it untouched.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from catalog.words import told
from warehouse.scratch import scratch

SCHEMA_VERSION = 6
SCHEMA = Path(__file__).with_name("schema.sql")

# Parents before children: foreign keys hold at every step.
TABLES = (
    "build",
    "agency",
    "report",
    "passage",
    "quantity",
    "report_table",
    "table_cell",
    "picture",
    "topic_group",
    "topic",
    "metric",
    "metric_counting",
    "context_band",
    "observation",
    "observation_evidence",
    "explanation",
    "series",
    "series_value",
    "decision",
    "suggestion",
    "check_result",
    "completion",
    "reading_issue",
    "dropped_text",
)

# Rows in one statement: as many as keep its text small.
_AT_ONCE = 5000

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


class PublishError(Exception):
    """A warehouse that could not be written or put in place; the published one is untouched."""


def publish(rows: Rows, target: Path) -> None:
    """Builds a warehouse from ``rows`` (table name to rows) and replaces ``target`` with it.

    Raises:
        PublishError: a row breaks the schema, or the file cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with scratch(target.parent, f".{target.name}.draft-") as folder:
            draft = folder / target.name
            _write(rows, draft)
            _replace(draft, target)
    except (duckdb.IOException, OSError) as error:
        raise PublishError(told("publish.write", folder=target.parent, error=error)) from error
    except (duckdb.Error, ValueError) as error:
        raise PublishError(told("publish.schema", error=error)) from error


def _replace(draft: Path, target: Path) -> None:
    try:
        os.replace(draft, target)
    except OSError as error:
        raise PublishError(told("publish.replace", file=target, error=error)) from error


class Rehearsal:
    """The schema in memory, against which one report's rows are tried before they join the others'.

    Args:
        rows: what reports refer to: the rows of the catalog's tables.
    """

    def __init__(self, rows: Rows) -> None:
        # One thread and no files: a rehearsal runs beside others and leaves nothing behind.
        self._connection = duckdb.connect(":memory:", config={"threads": 1, "temp_directory": ""})
        self._connection.execute(SCHEMA.read_text(encoding="utf-8"))
        for table in TABLES:
            _insert(self._connection, table, rows.get(table, ()))

    def fault(self, rows: Rows) -> str | None:
        """What in ``rows`` breaks the schema: the table and the database's words; None where nothing does."""
        self._connection.execute("BEGIN")
        try:
            for table in TABLES:
                try:
                    _insert(self._connection, table, rows.get(table, ()))
                except (duckdb.Error, ValueError) as error:
                    return f"{table}: {str(error).splitlines()[0]}"
            return None
        finally:
            self._connection.execute("ROLLBACK")


def _write(rows: Rows, path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("BEGIN")
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        for table in TABLES:
            _insert(connection, table, rows.get(table, ()))
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Loads rows as JSON: lists, maps and dates in bulk, with the schema's own types.

    Raises:
        duckdb.Error: a row breaks the schema.
        ValueError: a value JSON cannot hold: infinite, or half of a surrogate pair.
    """
    described = connection.execute(f"DESCRIBE {table}").fetchall() if rows else []
    types = {name: kind for name, kind, *_ in described}
    binary = {name for name, kind in types.items() if kind == "BLOB"}
    # JSON has no bytes: they travel as base64.
    structure = json.dumps([{name: "VARCHAR" if name in binary else kind for name, kind in types.items()}])
    replaced = ", ".join(f"from_base64({name}) AS {name}" for name in binary)
    shown = f"* REPLACE ({replaced})" if replaced else "*"
    for first in range(0, len(rows), _AT_ONCE):
        whole = [{name: row.get(name) for name in types} for row in rows[first : first + _AT_ONCE]]
        connection.execute(
            f"INSERT INTO {table} BY NAME SELECT {shown} FROM ("
            f"SELECT unnest(from_json_strict($rows, '{structure}'), max_depth := 2))",
            {"rows": json.dumps(whole, ensure_ascii=False, allow_nan=False, default=_plain)},
        )


def _plain(value: object) -> str:
    """A value JSON does not know, as the text its column's type is read from."""
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else str(value)
