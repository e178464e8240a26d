"""Extracts for tests: real ones by page and panel, and made ones with any records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb
import pandas as pd

from catalog.load import load
from catalog.words import words_in
from findings.extracts import Extract, of_panel
from findings.panels import Drawn
from findings.records import Record

ZH = words_in("zh-TW")
EN = words_in("en")
RETRIEVED = date(2026, 11, 21)
SITE = "http://127.0.0.1:8501"


def taken(screen: str, panel: str) -> Extract:
    """A panel of a topic page, as a reader takes it away, in the language that is bound."""
    page = next(page for page in load().screens if page.id == screen)
    return of_panel(page, next(own for own in page.panels if own.id == panel))


def asked(query: str) -> list[tuple[Any, ...]]:
    """What DuckDB answers, as users of its Python package ask it."""
    with duckdb.connect() as connection:
        return connection.execute(query).fetchall()


def made(records: Sequence[Record], title: str = "發現") -> Extract:
    """An extract with these records and nothing else."""
    rows = pd.DataFrame({
        "metric_id": pd.Series(dtype=str), "observation_id": pd.Series(dtype=str), "report_id": pd.Series(dtype=str),
        "period_basis": pd.Series(dtype=str), "period_start": pd.Series(dtype="datetime64[us]"),
        "period_end": pd.Series(dtype="datetime64[us]"),
    })  # fmt: skip
    drawn = Drawn(title, rows, list(records), ())
    return Extract("made", "試作", "問題？", drawn, "/explore?lang=zh-TW", ("某報告",), "abc123", date(2026, 11, 20))
