"""A cluster reads as this computer does, whatever becomes of its workers."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pytest
from distributed import Client, LocalCluster

from catalog.load import load
from ingest.build import build
from ingest.cluster import ClusterError
from ingest.limits import LIMITS
from tests.conftest import ROOT
from tests.ingest.conftest import RAW
from tests.ingest.ending import POISON, Ending, Waiting
from warehouse.publish import TABLES

BUREAU = Path(__file__).parents[1] / "invented" / "environment_bureau"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        # Its processes, and those that come in place of lost ones, would first run the page that a test before has
        # left as the main module.
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
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
def test_lost_workers_and_a_poisoned_file_lose_and_double_nothing(
    raw: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, address: str
) -> None:
    for place in ("one", "many"):
        (tmp_path / place).mkdir()
    build([raw], tmp_path / "one" / "warehouse.duckdb", load())
    (raw / POISON).write_text("高雄市政府秘書處業務報告", encoding="utf-8")
    # The workers go on looking there after this test, whose own folder goes with it.
    ended = tmp_path_factory.mktemp("ended")
    with Client(address) as client:
        client.register_plugin(Ending(ended / "mark"))
    outcome = build([raw], tmp_path / "many" / "warehouse.duckdb", load(), cluster=address)
    assert [(refusal.file, refusal.code) for refusal in outcome.refusals] == [(POISON, "stopped_died")]
    assert len(list(ended.glob("*.ended"))) == 2
    assert _tables(tmp_path / "many" / "warehouse.duckdb") == _tables(tmp_path / "one" / "warehouse.duckdb")
    # What was read there is taken from there here, too.
    made = _made(tmp_path / "many" / "parts")
    (raw / POISON).unlink()
    build([raw], tmp_path / "many" / "again.duckdb", load())
    assert _made(tmp_path / "many" / "parts") == made
    with Client(address) as client:
        assert client.run_on_scheduler(lambda dask_scheduler: dask_scheduler.allowed_failures) > 0


@pytest.mark.timeout(600)
@pytest.mark.usefixtures("at_once")
def test_a_build_that_was_killed_reads_nothing_again(raw: Path, tmp_path: Path, address: str) -> None:
    mark, parts, file = tmp_path / "go-on", tmp_path / "parts", tmp_path / "warehouse.duckdb"
    with Client(address) as client:
        client.register_plugin(Waiting(mark))
    command = [sys.executable, "-m", "ingest", str(raw), "--warehouse", str(file), "--cluster", address]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as killed:
        # All but one file are read; the client waits for that.
        while len(made := _made(parts)) < len(list(raw.iterdir())) - 1:
            assert killed.poll() is None
            time.sleep(0.1)
        killed.kill()
    assert not file.exists()
    mark.touch()
    build([raw], file, load(), cluster=address)
    assert made.items() <= _made(parts).items()
    (tmp_path / "one").mkdir()
    build([raw], tmp_path / "one" / "warehouse.duckdb", load())
    assert _tables(file) == _tables(tmp_path / "one" / "warehouse.duckdb")


def _made(parts: Path) -> dict[str, int]:
    """The parts in a folder; one that is made again is another file under its name."""
    return {path.name: path.stat().st_ino for path in parts.glob("*.parquet")}


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
