"""Publishing in one step: readers keep what they have open, a failure changes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse import queries
from warehouse.connect import Warehouse, WarehouseMissing, WarehouseUnreadable
from warehouse.publish import SCHEMA, SCHEMA_VERSION, PublishError, publish

BUILD: dict[str, Any] = {
    "build_id": "one",
    "built_at": "2026-01-01T00:00:00",
    "schema_version": SCHEMA_VERSION,
    "catalog_sha256": "0",
    "software": {"python": "3"},
    "counts": {"report": 0},
}


def test_a_new_warehouse_is_seen_by_new_readers_and_not_by_old_ones(tmp_path: Path) -> None:
    file = tmp_path / "warehouse.duckdb"
    publish({"build": [BUILD]}, file)
    old = Warehouse(file)
    publish({"build": [{**BUILD, "build_id": "two"}]}, file)
    assert queries.build(old)["build_id"].tolist() == ["one"]
    assert queries.build(Warehouse(file))["build_id"].tolist() == ["two"]


def test_a_failed_build_leaves_the_published_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "warehouse.duckdb"
    publish({"build": [BUILD]}, file)
    before = file.read_bytes()
    orphan = {"report_id": "none", "passage_no": 1, "outline": [], "kind": "paragraph", "text": "", "folded": ""}
    with pytest.raises(PublishError, match="倉儲未更新"):
        publish({"build": [BUILD], "passage": [orphan]}, file)
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_it_opens_with_nothing_but_duckdb(warehouse_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    shutil.copyfile(warehouse_file, copy)
    with duckdb.connect(str(copy), read_only=True) as connection:
        (reports,) = connection.execute("SELECT count(*) FROM report").fetchall()[0]
    assert reports == 5


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY report TO '/tmp/out.csv'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "DELETE FROM observation",
    ],
)
def test_readers_can_do_nothing_but_read(warehouse_file: Path, sql: str) -> None:
    with pytest.raises(duckdb.Error):
        Warehouse(warehouse_file).frame(sql)


def test_what_is_not_there_or_no_warehouse_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(WarehouseMissing):
        Warehouse(tmp_path / "none.duckdb")
    (tmp_path / "text.duckdb").write_text("no database")
    with pytest.raises(WarehouseUnreadable):
        Warehouse(tmp_path / "text.duckdb")
    publish({"build": [{**BUILD, "schema_version": 999}]}, tmp_path / "newer.duckdb")
    with pytest.raises(WarehouseUnreadable, match="999"):
        Warehouse(tmp_path / "newer.duckdb")


def test_every_table_view_and_column_has_a_comment() -> None:
    with duckdb.connect() as connection:
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        bare = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal "
            "UNION ALL SELECT table_name, '' FROM duckdb_tables() WHERE comment IS NULL AND NOT internal "
            "UNION ALL SELECT view_name, '' FROM duckdb_views() WHERE comment IS NULL AND NOT internal"
        ).fetchall()
    assert bare == []


def test_pictures_keep_their_bytes(tmp_path: Path) -> None:
    """JSON carries the rows; the bytes of a picture must survive the journey."""
    data = bytes(range(256))
    report = {
        "report_id": "r",
        "title": "t",
        "agency": "a",
        "genre": "other",
        "period_quote": "q",
        "file": "r.pdf",
        "sha256": "0",
        "media_type": "application/pdf",
        "period_start": "2018-01-01",
        "period_end": "2018-06-30",
    }
    passage = {"report_id": "r", "passage_no": 1, "outline": [], "kind": "caption", "text": "照片1", "folded": "照片1"}
    picture = {"report_id": "r", "picture_no": 1, "passage_no": 1, "caption": "c", "media_type": "image/png"}
    rows = {
        "build": [BUILD],
        "report": [report],
        "passage": [{**passage, "by_ocr": False}, {**passage, "passage_no": 2, "by_ocr": False}],
        "picture": [{**picture, "image": data}, {**picture, "picture_no": 2, "passage_no": 2, "image": None}],
    }
    publish(rows, tmp_path / "warehouse.duckdb")
    pictures = Warehouse(tmp_path / "warehouse.duckdb").frame("SELECT image FROM picture ORDER BY picture_no")
    assert bytes(pictures["image"][0]) == data
    assert pictures["image"].isna().tolist() == [False, True]
