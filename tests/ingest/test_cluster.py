"""A cluster reads as this computer does, whatever becomes of its workers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from distributed import Client, LocalCluster

from catalog.load import load
from ingest.build import build
from ingest.cluster import ClusterError
from ingest.limits import LIMITS
from tests.ingest.conftest import RAW
from tests.ingest.ending import POISON, Ending
from warehouse.publish import TABLES

BUREAU = Path(__file__).parents[1] / "invented" / "environment_bureau"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    for file in (RAW / "council-2-8.txt", *(BUREAU / f"eb-{number}.txt" for number in (1, 2, 3))):
        shutil.copyfile(file, folder / file.name)
    return folder


def _tables(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect(str(file), read_only=True) as warehouse:
        return {
            table: warehouse.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall()
            for table in TABLES if table not in ("build", "reading_issue")
        }  # fmt: skip


@pytest.mark.timeout(600)
@pytest.mark.usefixtures("at_once")
def test_lost_workers_and_a_poisoned_file_lose_and_double_nothing(raw: Path, tmp_path: Path, address: str) -> None:
    for place in ("one", "many"):
        (tmp_path / place).mkdir()
    build([raw], tmp_path / "one" / "warehouse.duckdb", load())
    (raw / POISON).write_text("高雄市政府秘書處業務報告", encoding="utf-8")
    ended = tmp_path / "ended"
    ended.mkdir()
    with Client(address) as client:
        client.register_plugin(Ending(ended / "mark"))
    outcome = build([raw], tmp_path / "many" / "warehouse.duckdb", load(), cluster=address)
    assert [(refusal.file, refusal.code) for refusal in outcome.refusals] == [(POISON, "stopped_died")]
    assert len(list(ended.glob("*.ended"))) == 2
    assert _tables(tmp_path / "many" / "warehouse.duckdb") == _tables(tmp_path / "one" / "warehouse.duckdb")
    # What was read there is taken from there here, too.
    made = {path.name: path.stat().st_ino for path in (tmp_path / "many" / "parts").glob("*.parquet")}
    (raw / POISON).unlink()
    build([raw], tmp_path / "many" / "again.duckdb", load())
    assert {path.name: path.stat().st_ino for path in (tmp_path / "many" / "parts").glob("*.parquet")} == made
    with Client(address) as client:
        assert client.run_on_scheduler(lambda dask_scheduler: dask_scheduler.allowed_failures) > 0


@pytest.mark.timeout(600)
def test_workers_that_would_read_otherwise_are_told_from_reports_that_cannot_be_read(
    raw: Path, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.build.knowledge_of", lambda *_: "of another version")
    with pytest.raises(ClusterError):
        build([raw], tmp_path / "warehouse.duckdb", load(), cluster=address)
    assert not (tmp_path / "warehouse.duckdb").exists()


def test_nobody_at_the_address(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.cluster._SECONDS_TO_COME", 1)
    with pytest.raises(ClusterError):
        build([raw], tmp_path / "warehouse.duckdb", load(), limits=replace(LIMITS), cluster="tcp://127.0.0.1:9")
