"""What the page of unsure numbers asks: the numbers that wait for a person, and what each may be a value of."""

from __future__ import annotations

import pandas as pd

from warehouse.connect import Warehouse


def numbers(warehouse: Warehouse) -> pd.DataFrame:
    """One row per number that is suggested, or that a person decided before the build, in reading order.

    Columns: of the report report_id, sha256, agency_id, genre, period_start, period_end; quantity_no, passage_no, page,
    line, kind, outline, text (the passage's), char_start, char_end, raw, unit, has_box, status, reason, by, label; and
    metric_id, what it is published under, else its likeliest metric, missing where there is none.
    """
    return warehouse.frame(
        """
        SELECT d.report_id, r.sha256, r.agency_id, r.genre, r.period_start, r.period_end, d.quantity_no,
               q.passage_no, q.page, p.line, p.kind, p.outline, p.text,
               q.char_start, q.char_end, q.raw, q.unit, q.x0 IS NOT NULL AS has_box, d.status, d.reason, d."by",
               d.label, coalesce(d.metric_id, s.metric_id) AS metric_id
        FROM decision d
        JOIN report r USING (report_id)
        JOIN quantity q USING (report_id, quantity_no)
        JOIN passage p USING (report_id, passage_no)
        LEFT JOIN suggestion s ON s.report_id = d.report_id AND s.quantity_no = d.quantity_no AND s.rank = 1
        WHERE d.status = 'suggested' OR d."by" = 'person'
        ORDER BY r.period_end DESC, d.report_id, d.quantity_no
        """
    )


def waiting(warehouse: Warehouse) -> pd.DataFrame:
    """One row per report that has any numbers which are only suggested: report_id, numbers."""
    return warehouse.frame(
        "SELECT report_id, count(*) AS numbers FROM decision WHERE status = 'suggested' GROUP BY ALL ORDER BY report_id"
    )


def suggestions(warehouse: Warehouse, report_id: str, quantity_no: int) -> pd.DataFrame:
    """One row per likely metric of a number, best first.

    Columns: metric_id, names, unit, score; example (a sentence, its number in 〔 〕) and example_source, missing
    where there is none.
    """
    return warehouse.frame(
        """
        SELECT s.metric_id, m.name_zh, m.name_en, m.unit, s.score, s.example, s.example_source
        FROM suggestion s JOIN metric m USING (metric_id)
        WHERE s.report_id = $report AND s.quantity_no = $number ORDER BY s.rank
        """,
        {"report": report_id, "number": quantity_no},
    )
