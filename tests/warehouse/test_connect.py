"""The published warehouse as readers open it: locked, shared by threads, replaced while it is read."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.small import Report, Said, write
from warehouse import queries
from warehouse.connect import DEFAULT, Warehouse, WarehouseMissing, WarehouseUnreadable, identity, warehouse_path

_BUILD = "SELECT build_id FROM build"


def _build_id(warehouse: Warehouse) -> str:
    return str(warehouse.frame(_BUILD)["build_id"][0])


@pytest.fixture
def published(tmp_path: Path) -> Path:
    return write(tmp_path / "warehouse.duckdb", build_id="first")


# What is no warehouse -----------------------------------------------------------------------------


def test_nothing_published(tmp_path: Path) -> None:
    missing = tmp_path / "none.duckdb"
    assert identity(missing) is None
    with pytest.raises(WarehouseMissing, match=r"none\.duckdb"):
        Warehouse(missing)


@pytest.mark.parametrize("content", [b"", b"not a database", b"\0" * 100_000])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(content)
    with pytest.raises(WarehouseUnreadable, match=r"broken\.duckdb"):
        Warehouse(broken)


def test_a_database_of_something_else(tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE weather (day DATE)")
    with pytest.raises(WarehouseUnreadable, match=r"other\.duckdb"):
        Warehouse(other)


def test_a_warehouse_whose_build_never_ended(published: Path) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute("DELETE FROM build")
    with pytest.raises(WarehouseUnreadable):
        Warehouse(published)


def test_a_warehouse_of_another_schema(tmp_path: Path) -> None:
    newer = write(tmp_path / "newer.duckdb", schema_version=999)
    with pytest.raises(WarehouseUnreadable, match="999"):
        Warehouse(newer)


# Where it is --------------------------------------------------------------------------------------


def test_the_environment_names_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("WAREHOUSE", raising=False)
    assert warehouse_path() == DEFAULT
    monkeypatch.setenv("WAREHOUSE", str(tmp_path / "mine.duckdb"))
    assert warehouse_path() == tmp_path / "mine.duckdb"


# Replaced while it is read ------------------------------------------------------------------------


def test_a_new_warehouse_is_noticed_and_the_open_one_stays_whole(published: Path, tmp_path: Path) -> None:
    first = Warehouse(published)
    os.replace(write(tmp_path / "draft.duckdb", build_id="second"), published)

    assert identity(published) != first.identity
    second = Warehouse(published)
    assert second.identity == identity(published)
    assert _build_id(second) == "second"
    assert _build_id(first) == "first"


def test_an_open_warehouse_outlives_its_file(published: Path) -> None:
    warehouse = Warehouse(published)
    published.unlink()
    assert _build_id(warehouse) == "first"


def test_opening_leaves_no_second_name_behind(published: Path) -> None:
    warehouse = Warehouse(published)
    assert published.stat().st_nlink == 1
    assert _build_id(warehouse) == "first"


def test_a_file_system_without_hard_links(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise OSError("no links here")

    monkeypatch.setattr("os.link", refuse)
    first = Warehouse(published)
    os.replace(write(tmp_path / "draft.duckdb", build_id="second"), published)
    assert (_build_id(first), _build_id(Warehouse(published))) == ("first", "second")


# Locked, and shared -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM build",
        "CREATE TABLE mine (x INTEGER)",
        "SET threads = 8",
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY build TO '/tmp/build.csv'",
        "ATTACH ':memory:' AS other",
        "INSTALL httpfs",
    ],
)
def test_a_query_reaches_nothing_but_the_warehouse(published: Path, statement: str) -> None:
    warehouse = Warehouse(published)
    with pytest.raises(duckdb.Error):
        warehouse.frame(statement)
    assert _build_id(warehouse) == "first"


def test_values_are_given_apart_from_the_query(published: Path) -> None:
    told = Warehouse(published).frame("SELECT $text AS text", {"text": "'; DROP TABLE build; --"})
    assert told["text"][0] == "'; DROP TABLE build; --"


def test_many_threads_read_at_once(tmp_path: Path) -> None:
    says = [Said(f"m{number}", number) for number in range(20)]
    warehouse = Warehouse(write(tmp_path / "w.duckdb", Report("r", "2018-01-01", "2018-06-30", says)))

    def ask(number: int) -> list[float]:
        rows = queries.observations(warehouse, [f"m{number % 20}"])
        return [float(value) for value in rows["value"]]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(200))) == [[float(number % 20)] for number in range(200)]
