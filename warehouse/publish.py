"""Writes a warehouse beside the published one, checks it, and puts it in its place in one step.

Readers that hold the old file keep it; a build that fails leaves it untouched.
"""

from __future__ import annotations

import base64
import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from catalog.words import told

SCHEMA_VERSION = 2
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
    "check_result",
    "completion",
    "reading_issue",
    "dropped_text",
)

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


class PublishError(Exception):
    """A warehouse that could not be written or put in place; the published one is untouched."""


def publish(rows: Rows, target: Path) -> None:
    """Builds a warehouse from ``rows`` (table name to rows) and replaces ``target`` with it.

    Raises:
        PublishError: a row breaks the schema, or the file cannot be written.
    """
    with _draft(target) as draft:
        try:
            _write(rows, draft)
        except duckdb.Error as error:
            raise PublishError(told("publish.schema", error=error)) from error
        try:
            os.replace(draft, target)
        except OSError as error:
            raise PublishError(told("publish.replace", file=target, error=error)) from error


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """A path for the new file in the target's folder; what is left of it is removed."""
    draft = target.with_name(f"{target.name}.draft-{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
    except OSError as error:
        raise PublishError(told("publish.write", folder=target.parent, error=error)) from error
    try:
        yield draft
    finally:
        for left in (draft, draft.with_name(draft.name + ".wal")):
            left.unlink(missing_ok=True)


def _write(rows: Rows, path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("BEGIN")
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        for table in TABLES:
            _insert(connection, table, rows.get(table, ()))
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Loads rows through one JSON file: lists, maps and dates in bulk, with the schema's own types."""
    if not rows:
        return
    described = connection.execute(f"DESCRIBE {table}").fetchall()
    types = {name: kind for name, kind, *_ in described}
    binary = {name for name, kind in types.items() if kind == "BLOB"}
    # JSON has no bytes: they travel as base64.
    columns = ", ".join(f"'{name}': '{'VARCHAR' if name in binary else kind}'" for name, kind in types.items())
    replaced = ", ".join(f"from_base64({name}) AS {name}" for name in binary)
    shown = f"* REPLACE ({replaced})" if replaced else "*"
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8", delete=False) as file:
        file.writelines(json.dumps(row, ensure_ascii=False, default=_plain) + "\n" for row in rows)
    try:
        connection.execute(
            f"INSERT INTO {table} BY NAME SELECT {shown} FROM read_json("
            f"$path, format = 'newline_delimited', columns = {{{columns}}})",
            {"path": file.name},
        )
    finally:
        Path(file.name).unlink()


def _plain(value: object) -> str:
    """A value JSON does not know, as the text its column's type is read from."""
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else str(value)
