"""Parquet and JSON, read back by DuckDB, pandas and json."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.words import speaking
from export.sheets.all_values import of_everything
from export.sheets.columnar import json_bytes, parquet_bytes
from tests.export.taken import RETRIEVED, SITE, asked, made, taken

COLUMNS = ("metric", "value", "per_month", "period_start", "period_end", "missing", "quote", "observation_id")
pytestmark = pytest.mark.usefixtures("published")


def test_duckdb_reads_parquet_back(tmp_path: Path) -> None:
    extract = of_everything()
    file = tmp_path / "all.parquet"
    file.write_bytes(parquet_bytes(extract, RETRIEVED))
    rows = asked(f"SELECT {', '.join(COLUMNS)} FROM '{file}'")
    assert rows == [tuple(record.get(column) for column in COLUMNS) for record in extract.drawn.records]
    assert len(rows) > 800


def test_parquet_is_typed_and_says_where_it_comes_from() -> None:
    extract = taken("staffing", "staff")
    data = parquet_bytes(extract, RETRIEVED, site=SITE)
    schema = pq.read_schema(io.BytesIO(data))
    types = [schema.field(name).type for name in ("value", "period_end", "quote")]
    assert types == [pa.float64(), pa.date32(), pa.string()]
    told = {key.decode(): json.loads(value) for key, value in schema.metadata.items() if key != b"ARROW:schema"}
    assert (told["build_id"], told["sources"]) == (extract.build_id, list(extract.sources))
    assert (told["address"], told["retrieved"]) == (SITE + extract.address, "2026-11-21")
    assert extract.drawn.title in told["citation"]["long"]
    assert "每月平均" in schema.field("per_month").metadata[b"name"].decode()
    frame = pd.read_parquet(io.BytesIO(data))
    assert frame["value"].tolist()[:3] == [7422.0, 6805.0, 6449.0]


def test_json_has_every_column_and_a_reason_for_each_null(tmp_path: Path) -> None:
    extract = taken("staffing", "staff")
    data = json_bytes(extract, RETRIEVED, site=SITE)
    told: dict[str, Any] = json.loads(data)
    ids = [column["id"] for column in told["columns"]]
    assert all(list(record) == [*ids, "missing_reason", "signs"] for record in told["records"])
    for record, own in zip(told["records"], extract.drawn.records, strict=True):
        assert record["value"] == own.get("value")
        end = own["period_end"]
        assert isinstance(end, date)
        assert record["period_end"] == end.isoformat()
        assert (record["value"] is None) == (record["missing_reason"] in ("not_printed", "no_report", "not_published"))
        assert set(record["signs"]) == {
            column["id"] for column in told["columns"]
            if column["type"] in ("number", "date") and record[column["id"]] is None
        }  # fmt: skip
    assert told["records"][0]["signs"]["per_month"] == "--"
    assert {record["signs"]["value"] for record in told["records"] if record["missing_reason"] == "not_published"} == {
        "…"
    }
    assert (told["build_id"], told["retrieved"], told["sources"]) == (
        extract.build_id, "2026-11-21", list(extract.sources),
    )  # fmt: skip
    file = tmp_path / "staff.json"
    file.write_bytes(data)
    query = f"SELECT r.value FROM (SELECT unnest(records) AS r FROM read_json('{file}'))"
    assert [row[0] for row in asked(query)] == [r.get("value") for r in extract.drawn.records]


@speaking("en")
def test_json_is_utf8_without_mark_and_the_same_each_time() -> None:
    extract = taken("mediation", "volumes")
    data = json_bytes(extract, RETRIEVED)
    assert data == json_bytes(extract, RETRIEVED)
    assert data.startswith(b'{\n "id": "mediation-volumes"')
    assert "高雄市政府".encode() in data


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.floats(allow_nan=False, allow_infinity=False))
def test_any_text_and_number_read_back_as_they_are(text: str, number: float) -> None:
    extract = made([{"quote": text, "value": number}])
    record = json.loads(json_bytes(extract, RETRIEVED))["records"][0]
    assert (record["quote"] or "", record["value"]) == (text, number)
    row = pq.read_table(io.BytesIO(parquet_bytes(extract, RETRIEVED))).to_pylist()[0]
    assert (row["quote"] or "", row["value"]) == (text, number)
