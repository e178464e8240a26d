"""Questions kept within one lineage of agencies: whatever a question asks, it asks of their reports only."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from warehouse.connect import Warehouse
from warehouse.lineage import Lineage, kept_within

NOBODY = Lineage(("nobody",), has_catalog=True)


def test_what_stands_in_a_report_is_kept_to_its_agency(warehouse_file: Path) -> None:
    """Of every table and view that names reports, one that is added later too."""
    question = "SELECT DISTINCT table_name FROM duckdb_columns() WHERE NOT internal AND column_name = 'report_id'"
    with duckdb.connect(str(warehouse_file), read_only=True) as connection:
        tables = [table for (table,) in connection.execute(question).fetchall()]
    assert "explanation" in tables
    warehouse = Warehouse(warehouse_file)
    seen = {}
    for table in tables:
        sql, parameters = kept_within(f"SELECT count(*) AS rows FROM {table} WHERE report_id IS NOT NULL", {}, NOBODY)
        seen[table] = int(warehouse.frame(sql, dict(parameters))["rows"].iloc[0])
    assert seen == dict.fromkeys(tables, 0)


@pytest.mark.parametrize(
    "question",
    [
        "WITH told AS (SELECT report_id FROM report) SELECT count(*) AS rows FROM told",
        """with recursive kin AS (SELECT agency_id FROM agency UNION
        SELECT a.successor_of FROM agency a JOIN kin USING (agency_id)) SELECT count(*) AS rows FROM kin""",
        """
        WITH  RECURSIVE days AS (SELECT period_start AS day FROM report UNION
        SELECT day + INTERVAL 400 DAY FROM days WHERE day < DATE '2030-01-01') SELECT count(*) AS rows FROM days""",
    ],
)
def test_a_question_may_name_what_it_leans_on(question: str, warehouse_file: Path) -> None:
    """Also where what it names leans on itself."""
    warehouse = Warehouse(warehouse_file)
    assert int(warehouse.frame(question)["rows"].iloc[0]) > 0
    assert int(warehouse.within(NOBODY).frame(question)["rows"].iloc[0]) == 0
