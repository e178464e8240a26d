"""Downloads, byte by byte."""

from __future__ import annotations

import csv
import io
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.words import words
from export.tables import Value, cell, csv_bytes

ZH = words("zh-TW")


def test_bytes() -> None:
    rows: list[dict[str, Value]] = [
        {
            "metric": "調解",
            "value": 229.0,
            "unit": "件",
            "period_start": date(2015, 1, 1),
            "quote": '「申訴」,"調解"\n229件',
        },
        {"metric": "調解", "missing": "未載", "period_start": None},
    ]
    assert (
        csv_bytes(rows, ZH)
        == (
            "\ufeff指標,數值,單位,缺漏,起日,原句\r\n"
            '調解,229,件,,2015-01-01,"「申訴」,""調解""\n229件"\r\n'
            "調解,,,未載,,\r\n"
        ).encode()
    )


@pytest.mark.parametrize("text", ["=1+1", "+886", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A"])
def test_formulas_are_made_harmless(text: str) -> None:
    assert cell(text) == "'" + text


def test_negative_numbers_stay_numbers() -> None:
    assert cell(-1.5) == -1.5
    assert cell(float("nan")) == ""


def test_columns_nobody_knows_are_refused() -> None:
    with pytest.raises(KeyError, match="surprise"):
        csv_bytes([{"surprise": 1}], ZH)


@given(st.lists(st.tuples(st.text(), st.floats(allow_nan=False, allow_infinity=False)), min_size=1, max_size=8))
def test_any_table_reads_back(pairs: list[tuple[str, float]]) -> None:
    data = csv_bytes([{"metric": text, "value": value} for text, value in pairs], ZH)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [float(row["數值"]) for row in rows] == [value for _, value in pairs]
    assert [row["指標"].removeprefix("'") for row in rows] == [text.removeprefix("'") for text, _ in pairs]


def test_pandas_reads_it_as_a_spreadsheet_would() -> None:
    data = csv_bytes([{"metric": "調解", "value": 229.0}, {"metric": "調解", "missing": "未載"}], ZH)
    frame = pd.read_csv(io.BytesIO(data), encoding="utf-8-sig")
    assert frame["數值"].tolist()[0] == 229
    assert pd.isna(frame["數值"][1])
