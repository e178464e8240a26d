"""Small warehouses for tests: the real schema, a handful of rows made up for one question."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.publish import SCHEMA_VERSION, Draft


@dataclass(frozen=True)
class Said:
    """One value that a report prints: its metric, value and unit, its period, its breakdown, the heads of its cell."""

    metric: str
    value: float
    unit: str = "件"
    start: str | None = None
    end: str | None = None
    breakdown: dict[str, str] = field(default_factory=dict)
    heads: Sequence[str] = ()


@dataclass(frozen=True)
class Report:
    """One report: its id, its period, what it prints, and metrics of which it could not be read.

    Metrics are those of the agency ``own``.
    """

    id: str
    start: str
    end: str
    says: Sequence[Said] = ()
    unread: Sequence[str] = ()
    genre: str = "council_report"
    agency_id: str = "own"


def write(path: Path, *reports: Report, build_id: str = "small", schema_version: int = SCHEMA_VERSION) -> Path:
    """Writes a warehouse of ``reports`` to ``path``; metrics are those the reports name, in order."""
    path.write_bytes(empty())
    with duckdb.connect(str(path)) as connection:
        # In one step: each of many would be waited for until it is on the disk.
        connection.begin()
        _insert(
            connection,
            "build",
            build_id=build_id,
            built_at=datetime(2026, 1, 1),
            schema_version=schema_version,
            catalog_sha256="digest",
            software=_map({}),
            counts=_map({}),
        )
        _insert(connection, "agency", agency_id="own", name_zh="本府本處", government="本府", has_catalog=True)
        _write_metrics(connection, reports)
        for report in reports:
            _write_report(connection, report)
        connection.commit()
    return path


@functools.cache
def empty() -> bytes:
    """A warehouse without rows, made once a process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.duckdb"
        with Draft(path):
            pass
        return path.read_bytes()


def _insert(connection: duckdb.DuckDBPyConnection, table: str, **row: Any) -> None:
    columns, values = ", ".join(row), ", ".join(f"${column}" for column in row)
    connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({values})", row)


def _map(values: dict[str, str]) -> dict[str, list[str]]:
    """A dictionary as DuckDB takes it for a MAP."""
    return {"key": list(values), "value": list(values.values())}


def _write_metrics(connection: duckdb.DuckDBPyConnection, reports: Sequence[Report]) -> None:
    named = [metric for report in reports for metric in (*(said.metric for said in report.says), *report.unread)]
    _insert(connection, "topic_group", group_id="group", position=1, name_zh="組", name_en="Group")
    _insert(
        connection,
        "topic",
        topic_id="topic",
        group_id="group",
        position=1,
        name_zh="主題",
        name_en="Topic",
        question_zh="問",
        question_en="Question",
    )
    for position, metric in enumerate(dict.fromkeys(named), start=1):
        _insert(
            connection,
            "metric",
            metric_id=metric,
            topic_id="topic",
            position=position,
            name_zh=f"{metric}名",
            name_en=f"{metric} name",
            definition_zh="定義",
            definition_en="Definition",
            unit="件",
            measure="flow",
            direction="neutral",
            breakdown_keys=[],
            comparable_units=["件"],
        )


def _write_report(connection: duckdb.DuckDBPyConnection, report: Report) -> None:
    _insert(
        connection,
        "report",
        report_id=report.id,
        title=f"{report.id}報告",
        agency="本府本處",
        agency_id=report.agency_id,
        genre=report.genre,
        period_start=date.fromisoformat(report.start),
        period_end=date.fromisoformat(report.end),
        period_quote="期間",
        file=f"{report.id}.txt",
        sha256="digest",
        media_type="text/plain",
    )
    for number, said in enumerate(report.says, start=1):
        _write_said(connection, report, number, said)
    for issue_no, metric in enumerate(report.unread, start=1):
        _insert(
            connection,
            "reading_issue",
            issue_no=issue_no,
            report_id=report.id,
            file=f"{report.id}.txt",
            line=1,
            severity="unread",
            code="code",
            message="讀不出",
            metric_ids=[metric],
        )


def _write_said(connection: duckdb.DuckDBPyConnection, report: Report, number: int, said: Said) -> None:
    raw = f"{said.value:g}"
    text = f"{said.metric}{raw}{said.unit}。"
    place = {"report_id": report.id, "passage_no": number}
    _insert(connection, "passage", **place, line=number, outline=["壹"], kind="paragraph", text=text, folded=text)
    printed = {"report_id": report.id, "quantity_no": number, "passage_no": number}
    counted = {"value": said.value, "unit": said.unit}
    begins = len(said.metric)
    _insert(
        connection,
        "quantity",
        **printed,
        **counted,
        char_start=begins,
        char_end=begins + len(raw),
        raw=raw,
        heads=list(said.heads),
        form="number",
    )
    _insert(
        connection,
        "observation",
        **printed,
        **counted,
        observation_id=f"{report.id}-{number}",
        metric_id=said.metric,
        period_start=date.fromisoformat(said.start or report.start),
        period_end=date.fromisoformat(said.end or report.end),
        period_basis="report",
        measure="flow",
        breakdown=_map(said.breakdown),
        quote=text,
        rule="rule",
    )
