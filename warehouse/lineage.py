"""Whose reports a question is about: agencies by lineage, and any question kept within one of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from warehouse.connect import Warehouse

# What the reports go by that do not say who reports.
UNNAMED = "unnamed"
_WITHIN = "list_contains($within, coalesce(agency_id, 'unnamed'))"
_OF_A_REPORT = "report_id IN (SELECT report_id FROM report)"
# What each table and view keeps of a lineage. What is known of no report (a file that could not be read, metrics,
# bands) is kept: it mixes nothing.
_KEPT: Mapping[str, str] = {
    "report": _WITHIN,
    "agency": _WITHIN,
    "series": _WITHIN,
    **dict.fromkeys(
        (
            "passage", "quantity", "report_table", "table_cell", "picture", "observation", "observation_evidence",
            "series_value", "decision", "suggestion", "check_result", "completion", "dropped_text", "metric_coverage",
        ),
        _OF_A_REPORT,
    ),
    "reading_issue": f"report_id IS NULL OR {_OF_A_REPORT}",
}  # fmt: skip
_NAMES = re.compile(rf"\b(?:{'|'.join(_KEPT)})\b")
_BEGINS_WITH = re.compile(r"\s*WITH\b", re.IGNORECASE)


def kept_within(sql: str, parameters: Mapping[str, Any], agency_ids: Collection[str]) -> tuple[str, Mapping[str, Any]]:
    """A question that sees only what some agencies reported, whatever tables it asks.

    Args:
        sql: one query; what it calls by a table's name becomes that table's rows of these agencies.
        parameters: its own.
        agency_ids: of the agencies; ``UNNAMED`` for the reports that name none.
    """
    asked = [table for table in _KEPT if table in set(_NAMES.findall(sql))]
    if not asked:
        return sql, parameters
    # Everything else leans on the reports.
    tables = dict.fromkeys(["report", *asked])
    kept = ", ".join(
        f"{table} AS NOT MATERIALIZED (SELECT * FROM main.{table} WHERE {_KEPT[table]})" for table in tables
    )
    begun = _BEGINS_WITH.match(sql)
    whole = f"WITH {kept}, {sql[begun.end() :]}" if begun else f"WITH {kept} {sql}"
    return whole, {**parameters, "within": list(agency_ids)}


def agencies(warehouse: Warehouse) -> pd.DataFrame:
    """One row per lineage that has reports, those with a catalog first, the reports that name none last.

    Columns: agency_id (that of whom it began as, ``UNNAMED`` for none), names (missing where none is), government,
    has_catalog, agency_ids (all of the lineage), reports, first and last (the days they cover), series.
    """
    return warehouse.frame(
        """
        WITH RECURSIVE line AS (
          SELECT agency_id, agency_id AS first_id FROM agency
          WHERE successor_of IS NULL OR successor_of NOT IN (SELECT agency_id FROM agency)
          UNION ALL
          SELECT a.agency_id, l.first_id FROM agency a JOIN line l ON a.successor_of = l.agency_id
        ),
        held AS (
          SELECT coalesce(l.first_id, r.agency_id, $unnamed) AS agency_id, count(*) AS reports,
                 min(r.period_start) AS first, max(r.period_end) AS last
          FROM report r LEFT JOIN line l USING (agency_id) GROUP BY ALL
        ),
        found AS (SELECT agency_id, count(*) AS series FROM series GROUP BY ALL)
        SELECT h.agency_id, a.name_zh, coalesce(a.name_en, a.name_zh) AS name_en, a.government,
               coalesce(a.has_catalog, false) AS has_catalog,
               coalesce((SELECT list(l.agency_id ORDER BY l.agency_id) FROM line l WHERE l.first_id = h.agency_id),
                        [h.agency_id]) AS agency_ids,
               h.reports, h.first, h.last, coalesce(f.series, 0) AS series
        FROM held h LEFT JOIN agency a USING (agency_id) LEFT JOIN found f USING (agency_id)
        ORDER BY coalesce(a.has_catalog, false) DESC, a.government NULLS LAST, h.agency_id
        """,
        {"unnamed": UNNAMED},
    )
