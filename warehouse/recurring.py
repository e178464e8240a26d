"""The questions about agencies without a catalog: the measures that recur in their reports."""

from __future__ import annotations

import pandas as pd

from warehouse.connect import Warehouse


def series(warehouse: Warehouse, agency_id: str) -> pd.DataFrame:
    """One row per series of an agency, in the order of its newest report: its columns, part, section and last period.

    ``section`` is the outermost heading of its latest value, "" where it stands under none.
    """
    return warehouse.frame(
        """
        SELECT s.series_id, s.name_zh, s.unit, s.measure, s.status, s.score, s.editions,
               array_to_string(list_sort(map_values(s.breakdown)), '、') AS part,
               coalesce(s.section[1], '') AS section, max(v.period_end) AS last_period_end,
               arg_max(v.passage_no, v.period_end) AS place
        FROM series s JOIN series_value v USING (series_id)
        WHERE s.agency_id = $agency
        GROUP BY ALL ORDER BY place, s.series_id
        """,
        {"agency": agency_id},
    )


def values(warehouse: Warehouse, series_ids: tuple[str, ...]) -> pd.DataFrame:
    """One row per value of some series, by series and period; of those a report repeats, the first place."""
    return warehouse.frame(
        """
        SELECT v.*, s.measure, r.title AS report_title, r.session, r.genre, p.line
        FROM series_value v
        JOIN series s USING (series_id)
        JOIN report r USING (report_id)
        JOIN passage p USING (report_id, passage_no)
        WHERE list_contains($series, v.series_id) AND NOT v.repeats
        ORDER BY list_position($series, v.series_id), v.period_end, v.period_start, v.report_id
        """,
        {"series": list(series_ids)},
    )
