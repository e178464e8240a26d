"""Writes a warehouse beside the published one, checks it, and puts it in its place in one step.

Readers that hold the old file keep it; a build that fails leaves it untouched.
"""

from __future__ import annotations

import base64
import functools
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from catalog.words import told
from warehouse.scratch import scratch

SCHEMA_VERSION = 9
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
    "searched_passage",
    "searched_number",
    "searched_passage_pair",
    "searched_number_pair",
)

# Rows in one statement: as many as keep its text small.
_AT_ONCE = 500
# Part files gathered in one statement, and how many of their bytes: as many as keep it within the draft's memory.
_PARTS_AT_ONCE = 500
_BYTES_AT_ONCE = 4 * 1024 * 1024
# What the database may hold in memory while a draft is written; more goes to files beside the draft.
_MEMORY = "256MB"
# What the schema says of a table or a column, to the end of its line.
_DESCRIPTION = re.compile(r"^COMMENT ON .*;$", re.MULTILINE)
# What it says of rows that stand in other tables.
_REFERENCE = re.compile(r",\s*FOREIGN KEY \([^)]*\) REFERENCES \w+ \([^)]*\)| REFERENCES \w+ \([^)]*\)")

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


class PublishError(Exception):
    """A warehouse that could not be written or put in place; the published one is untouched."""


def publish(rows: Rows, target: Path) -> None:
    """Builds a warehouse from ``rows`` (table name to rows) and replaces ``target`` with it.

    Raises:
        PublishError: a row breaks the schema, or the file cannot be written.
    """
    with replacing(target) as path, Draft(path) as draft:
        for table in TABLES:
            draft.insert(table, rows.get(table, ()))


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path beside ``target``; what stands there at the end of the block takes the place of ``target``.

    Where the block raises, ``target`` is left as it is.

    Raises:
        PublishError: what is written breaks the schema, or a file cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with scratch(target.parent, f".{target.name}.draft-") as folder:
            draft = folder / target.name
            yield draft
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
    """The schema in memory, against which rows are tried before they join the others'.

    Args:
        rows: what reports refer to: the rows of the catalog's tables. None where what the tried rows refer to is not
            at hand: each is then tried by itself.
    """

    def __init__(self, rows: Rows | None) -> None:
        # One thread and no files: a rehearsal runs beside others and leaves nothing behind.
        self._connection = duckdb.connect(":memory:", config={"threads": 1, "temp_directory": ""})
        schema = _DESCRIPTION.sub("", SCHEMA.read_text(encoding="utf-8"))
        _make_tables(self._connection, schema if rows is not None else _REFERENCE.sub("", schema))
        for table in TABLES:
            _insert(self._connection, table, (rows or {}).get(table, ()))

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


class Draft:
    """A warehouse that is being written, in a file that nobody reads yet.

    Args:
        path: the file; where there is none, the tables are made.
    """

    def __init__(self, path: Path) -> None:
        new = not path.exists()
        spilled = str(path.with_suffix(".spilled"))
        self._connection = duckdb.connect(str(path), config={"memory_limit": _MEMORY, "temp_directory": spilled})
        if new:
            _make_tables(self._connection, SCHEMA.read_text(encoding="utf-8"))

    def __enter__(self) -> Draft:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._connection.execute("CHECKPOINT")
        finally:
            self._connection.close()

    def insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Adds rows to a table.

        Raises:
            duckdb.Error: a row breaks the schema.
            ValueError: a value JSON cannot hold.
        """
        _insert(self._connection, table, rows)

    def gather(self, parts: Sequence[Path]) -> None:
        """Adds the rows of part files, in their order; they never come into this process's own memory.

        Args:
            parts: Parquet files with the columns ``kind`` (a table's name) and ``row`` (as JSON).

        Raises:
            duckdb.Error: a file is broken, or a row breaks the schema.
        """
        for batch in _batches(parts):
            # The database keeps the order of files and of rows in them.
            self._connection.execute(
                "CREATE OR REPLACE TEMP TABLE incoming AS SELECT kind, row FROM read_parquet($files)",
                {"files": [str(path) for path in batch]},
            )
            held = {kind for (kind,) in self._connection.execute("SELECT DISTINCT kind FROM incoming").fetchall()}
            for table in (table for table in TABLES if table in held):
                self._connection.execute(f"INSERT INTO {table} BY NAME {unpacked(table)}", {"table": table})
        self._connection.execute("DROP TABLE IF EXISTS incoming")

    def derive(self, statement: str, **values: object) -> None:
        """Adds rows that a statement makes of those of other tables.

        Raises:
            duckdb.Error: a row breaks the schema, or the file cannot be written.
        """
        self._connection.execute(statement, values)

    def delete(self, table: str, column: str, values: Iterable[object], **also: Iterable[object]) -> None:
        """Takes away the rows whose ``column`` holds one of ``values``, and other columns one of ``also``."""
        wanted = {column: list(values), **{name: list(own) for name, own in also.items()}}
        if all(wanted.values()):
            held = " AND ".join(f"{name} IN (SELECT unnest(${name}))" for name in wanted)
            self._connection.execute(f"DELETE FROM {table} WHERE {held}", wanted)

    def change(self, table: str, column: str, value: object, key: str, of: object) -> None:
        """Gives ``column`` another value in the rows whose column ``key`` holds ``of``."""
        self._connection.execute(f"UPDATE {table} SET {column} = $value WHERE {key} = $of", {"value": value, "of": of})

    def clear(self, table: str) -> None:
        """Takes all rows of a table away."""
        self._connection.execute(f"DELETE FROM {table}")

    def answers(self, question: str, **values: object) -> list[tuple[Any, ...]]:
        """The rows a SELECT gives."""
        return self._connection.execute(question, values or None).fetchall()

    def counts(self) -> dict[str, int]:
        """Rows of each table, of all but ``build``."""
        return {table: self.answers(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES if table != "build"}


def _make_tables(connection: duckdb.DuckDBPyConnection, schema: str) -> None:
    """Makes all tables in one step: made one by one, each would be waited for until it is on the disk.

    Most of the time goes to comments on columns; who needs none leaves them out of ``schema``.
    """
    connection.execute(f"BEGIN; {schema}; COMMIT")


def _batches(parts: Sequence[Path]) -> Iterator[list[Path]]:
    batch: list[Path] = []
    size = 0
    for part in parts:
        own = part.stat().st_size
        if batch and (len(batch) == _PARTS_AT_ONCE or size + own > _BYTES_AT_ONCE):
            yield batch
            batch, size = [], 0
        batch.append(part)
        size += own
    if batch:
        yield batch


@functools.cache
def column_types() -> Mapping[str, Mapping[str, str]]:
    """The type of each column of each table, as the schema declares them."""
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        _make_tables(connection, _DESCRIPTION.sub("", SCHEMA.read_text(encoding="utf-8")))
        return {
            table: {name: kind for name, kind, *_ in connection.execute(f"DESCRIBE {table}").fetchall()}
            for table in TABLES
        }


@functools.cache
def unpacked(table: str, columns: tuple[str, ...] = (), kept: str = "") -> str:
    """What to select of ``incoming`` (``kind``, ``row``) for rows of a table from their JSON, in their order.

    Args:
        table: whose rows; bound as ``$table``, too.
        columns: which of its columns; all by default.
        kept: a further column of ``incoming`` to stand before them, with a comma behind it.
    """
    types = column_types()[table]
    wanted = {name: types[name] for name in columns or types}
    parse = "from_json" if columns else "from_json_strict"
    return (
        f"SELECT {_shown(wanted)} FROM ("
        f"SELECT {kept}unnest({parse}(row, '{_structure(wanted)}')) FROM incoming WHERE kind = $table)"
    )


def _shown(types: Mapping[str, str]) -> str:
    """All columns; JSON has no bytes: they travel as base64."""
    replaced = ", ".join(f"from_base64({name}) AS {name}" for name, kind in types.items() if kind == "BLOB")
    return f"* REPLACE ({replaced})" if replaced else "*"


def _structure(types: Mapping[str, str]) -> str:
    """What rows of such columns look like as JSON."""
    return json.dumps({name: "VARCHAR" if kind == "BLOB" else kind for name, kind in types.items()})


def packed(table: str, row: Mapping[str, Any]) -> str:
    """A row of a table as JSON, with all its columns.

    Raises:
        ValueError: a value JSON cannot hold: infinite.
    """
    whole = {name: row.get(name) for name in column_types()[table]}
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, default=_plain)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Loads rows as JSON: lists, maps and dates in bulk, with the schema's own types.

    Raises:
        duckdb.Error: a row breaks the schema.
        ValueError: a value JSON cannot hold: infinite, or half of a surrogate pair.
    """
    types = column_types()[table]
    for first in range(0, len(rows), _AT_ONCE):
        packed_rows = ",".join(packed(table, row) for row in rows[first : first + _AT_ONCE])
        connection.execute(
            f"INSERT INTO {table} BY NAME SELECT {_shown(types)} FROM ("
            f"SELECT unnest(from_json_strict($rows, '[{_structure(types)}]'), max_depth := 2))",
            {"rows": f"[{packed_rows}]"},
        )


def _plain(value: object) -> str:
    """A value JSON does not know, as the text its column's type is read from."""
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else str(value)
