"""The values of an extract for programs: Parquet with types, JSON with everything a reader needs beside it."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq

from catalog.columns import Column, Kind
from catalog.words import words
from export.sheets.csv_table import used_columns
from export.sheets.signs import reason, sign, signs
from findings.citation import extract_citation
from findings.extracts import Extract
from findings.records import Record, Value
from findings.values import is_told

_TYPES: dict[Kind, pa.DataType] = {
    "text": pa.string(), "long": pa.string(), "number": pa.float64(), "date": pa.date32(),
}  # fmt: skip
Json = dict[str, object]


def parquet_bytes(extract: Extract, retrieved: date, *, site: str = "") -> bytes:
    """The records as a Parquet file: one typed column each, null where there is no value.

    Column names are the catalog's ids in both languages. The file's metadata tell source, build and
    citation; each column's ``description`` what it holds.

    Args:
        extract: the view to take away.
        retrieved: the day it is taken.
        site: scheme and host before the address; without one the address is a path.

    Raises:
        KeyError: a record has a column the catalog does not know.
    """
    used = used_columns(extract.drawn.records)
    arrays = [
        pa.array([_value(record.get(column.id), column) for record in extract.drawn.records], _TYPES[column.kind])
        for column in used
    ]
    fields = [
        pa.field(column.id, _TYPES[column.kind], metadata=_described(column)) for column in used
    ]  # fmt: skip
    about = {key: json.dumps(value, ensure_ascii=False) for key, value in _about(extract, retrieved, site)}
    table = pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=about))
    file = io.BytesIO()
    pq.write_table(table, file, compression="zstd")
    return file.getvalue()


def json_bytes(extract: Extract, retrieved: date, *, site: str = "") -> bytes:
    """The records as JSON (UTF-8): what the extract is, its columns and signs, then one object per record.

    Every record has every column: null where there is no value, with ``missing_reason`` (a code) where
    the report gives none, and in ``signs`` the sign each null number has in a table for people.

    Args and raises as :func:`parquet_bytes`.
    """
    used = used_columns(extract.drawn.records)
    told: Json = dict(_about(extract, retrieved, site))
    told["columns"] = [
        {"id": column.id, "name": words.name(column), "type": _json_type(column.kind),
         "description": words.either(column, "definition")}
        for column in used
    ]  # fmt: skip
    told["signs"] = [{"sign": own, "name": name, "meaning": meaning} for own, name, meaning in signs()]
    told["records"] = [_record(record, used) for record in extract.drawn.records]
    return (json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")


def _about(extract: Extract, retrieved: date, site: str) -> list[tuple[str, object]]:
    return [
        ("id", extract.id),
        ("name", extract.name),
        ("question", extract.question),
        ("finding", extract.drawn.title),
        ("language", words.language),
        ("address", site + extract.address),
        ("build_id", extract.build_id),
        ("built", extract.built.isoformat()),
        ("retrieved", retrieved.isoformat()),
        ("sources", list(extract.sources)),
        ("citation", {
            "short": extract_citation(extract, retrieved, short=True, site=site),
            "long": extract_citation(extract, retrieved, short=False, site=site),
        }),
    ]  # fmt: skip


def _described(column: Column) -> dict[str, str]:
    return {"name": words.name(column), "description": words.either(column, "definition")}


def _json_type(kind: Kind) -> str:
    return kind if kind in ("number", "date") else "string"


def _value(value: Value, column: Column) -> Value:
    """A record's value as its column has it: None for missing, a float for a number, a day for a date."""
    if not is_told(value):
        return None
    if column.kind == "number":
        return float(str(value))
    if column.kind == "date":
        return value.date() if isinstance(value, datetime) else value
    return str(value)


def _record(record: Record, used: Sequence[Column]) -> Json:
    told: Json = {}
    signed: dict[str, str] = {}
    for column in used:
        value = _value(record.get(column.id), column)
        if value is None and column.kind in ("number", "date"):
            signed[column.id] = sign(record, column.id)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        told[column.id] = value.isoformat() if isinstance(value, date) else value
    return {**told, "missing_reason": reason(record), "signs": signed}
