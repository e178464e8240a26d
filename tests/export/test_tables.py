"""Downloads, byte by byte."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.words import speaking
from export.sheets.csv_table import cell, csv_bytes, csv_stream
from findings.records import Value
from tests.export.taken import asked, taken

Rows = list[dict[str, Value]]
DANGEROUS = ["=1+1", "+886", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A"]


def test_bytes() -> None:
    rows: Rows = [
        {
            "metric": "調解",
            "value": 229.0,
            "unit": "件",
            "period_start": date(2015, 1, 1),
            "quote": '「申訴」,"調解"\n229件',
        },
        {"metric": "調解", "missing": "未載", "period_start": None},
    ]
    told = (
        "指標,數值,單位,缺漏,原句,起日\r\n"
        '調解,229,件,,"「申訴」,""調解""\n229件",2015-01-01\r\n'
        "調解,,,未載,,\r\n"
    )  # fmt: skip
    assert csv_bytes(rows) == b"\xef\xbb\xbf" + told.encode("utf-8")
    assert csv_bytes(rows, bom=False) == told.encode("utf-8")


def test_nothing_is_a_header_or_nothing() -> None:
    assert csv_bytes([]) == b"\xef\xbb\xbf\r\n"
    with speaking("en"):
        assert b"".join(csv_stream([], ["metric", "value"])) == b"metric,value\r\n"


@pytest.mark.parametrize("text", DANGEROUS)
def test_formulas_are_made_harmless(text: str) -> None:
    assert cell(text) == "'" + text
    header, row = csv.reader(io.StringIO(csv_bytes([{"quote": text}]).decode("utf-8-sig"), newline=""))
    assert (header, row) == (["原句"], ["'" + text])


def test_negative_numbers_stay_numbers() -> None:
    assert cell(-1.5) == -1.5
    assert cell(float("nan")) == ""


def test_columns_nobody_knows_are_refused() -> None:
    with pytest.raises(KeyError, match="surprise"):
        csv_bytes([{"surprise": 1}])
    with pytest.raises(KeyError, match="surprise"):
        next(csv_stream([], ["surprise"]))


@given(st.lists(st.tuples(st.text(), st.floats(allow_nan=False, allow_infinity=False)), min_size=1, max_size=8))
def test_any_table_reads_back(pairs: list[tuple[str, float]]) -> None:
    data = csv_bytes([{"metric": text, "value": value} for text, value in pairs])
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [float(row["數值"]) for row in rows] == [value for _, value in pairs]
    assert [row["指標"].removeprefix("'") for row in rows] == [text.removeprefix("'") for text, _ in pairs]


def test_pandas_reads_it_as_a_spreadsheet_would() -> None:
    data = csv_bytes([{"metric": "調解", "value": 229.0}, {"metric": "調解", "missing": "未載"}])
    frame = pd.read_csv(io.BytesIO(data), encoding="utf-8-sig")
    assert frame["數值"].tolist()[0] == 229
    assert pd.isna(frame["數值"][1])


@pytest.mark.parametrize("bom", [True, False])
def test_duckdb_reads_a_panel_back_with_types(published: Path, tmp_path: Path, bom: bool) -> None:
    file = tmp_path / "panel.csv"
    with speaking("en"):
        records = taken("mediation", "volumes").drawn.records
        file.write_bytes(csv_bytes(records, bom=bom))
    columns = ("value", "per_month", "period_start", "period_end", "quote", "missing", "observation_id")
    query = f"SELECT {', '.join(columns)} FROM read_csv('{file}')"
    told = [tuple(record.get(column) for column in columns) for record in records]
    assert len(told) > 10
    assert asked(query) == told


def test_a_long_table_comes_in_pieces_and_takes_no_more_memory() -> None:
    def records(count: int) -> Iterator[dict[str, Value]]:
        for number in range(count):
            yield {"metric": f"指標{number}", "value": float(number), "quote": "受理申訴，" * 20}

    def peak(count: int) -> tuple[int, int, int]:
        tracemalloc.start()
        sizes = [len(piece) for piece in csv_stream(records(count), ["metric", "value", "quote"])]
        memory = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return memory, len(sizes), sum(sizes)

    short, _, _ = peak(2_000)
    long, pieces, size = peak(20_000)
    assert size > 6_000_000
    assert pieces > 30
    assert long < short + 100_000
    assert long < 2_000_000
