"""What corrected editions print otherwise than the reports they correct, and how they begin."""

from __future__ import annotations

import pandas as pd

from warehouse.connect import Warehouse

# One thing that a report prints: it is compared only where each of the two prints one value of it.
_THING = """o.metric_id, o.measure, coalesce(o.counting, '') AS counting, coalesce(o.works_status, '') AS works,
    array_to_string(list_sort(map_values(o.breakdown)), '、') AS part, o.period_start, o.period_end"""


def editions(warehouse: Warehouse, passages: int) -> pd.DataFrame:
    """One row per corrected edition: report_id and title of both, and ``opening``, its first ``passages``."""
    return warehouse.frame(
        """
        SELECT r.report_id, r.title AS report_title, r.session, r.published, r.period_end,
               e.report_id AS earlier_id, e.title AS earlier_title,
               (SELECT list(p.folded ORDER BY p.passage_no) FROM passage p
                WHERE p.report_id = r.report_id AND p.passage_no <= $passages) AS opening
        FROM report r JOIN report e ON e.report_id = r.edition_of
        ORDER BY r.period_end DESC, r.report_id
        """,
        {"passages": passages},
    )


def restated(warehouse: Warehouse) -> pd.DataFrame:
    """One row per value that a corrected edition prints otherwise than the report it corrects, both printed exactly.

    Columns: report_id, earlier_id, metric_id, names, part, period_start, period_end, measure; of each value, the
    earlier with ``earlier_`` before: value, unit, quote, heads, passage_no; and ``observation_id`` of the new one.
    """
    return warehouse.frame(
        f"""
        WITH told AS (
          SELECT o.report_id, {_THING}, any_value(o.value) AS value, any_value(o.unit) AS unit,
                 any_value(o.quote) AS quote, any_value(q.heads) AS heads, any_value(o.passage_no) AS passage_no,
                 any_value(o.observation_id) AS observation_id, any_value(o.qualifier) AS qualifier,
                 bool_or(o.by_ocr OR o.qualifier IS NOT NULL) AS loose
          FROM observation o JOIN quantity q USING (report_id, quantity_no) GROUP BY ALL HAVING count(*) = 1
        )
        SELECT n.report_id, e.report_id AS earlier_id, n.metric_id, m.name_zh, m.name_en, n.part, n.period_start,
               n.period_end, n.measure, n.value, n.unit, n.qualifier, n.quote, n.heads, n.passage_no, n.observation_id,
               e.value AS earlier_value, e.unit AS earlier_unit, e.quote AS earlier_quote, e.heads AS earlier_heads,
               e.passage_no AS earlier_passage_no
        FROM report r
        JOIN told n ON n.report_id = r.report_id
        JOIN told e ON e.report_id = r.edition_of AND e.metric_id = n.metric_id AND e.measure = n.measure
             AND e.counting = n.counting AND e.works = n.works AND e.part = n.part
             AND e.period_start IS NOT DISTINCT FROM n.period_start AND e.period_end = n.period_end
        JOIN metric m ON m.metric_id = n.metric_id
        WHERE n.value <> e.value AND n.unit = e.unit AND NOT n.loose AND NOT e.loose
        ORDER BY r.period_end DESC, n.report_id, m.position, n.part
        """
    )
