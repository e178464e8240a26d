"""What the page of unsure numbers asks: the numbers that wait for a person, and what each may be a value of."""

from __future__ import annotations

import pandas as pd

from warehouse.connect import Warehouse


def numbers(warehouse: Warehouse) -> pd.DataFrame:
    """One row per number that is suggested, in reading order.

    Columns: report_id, sha256, quantity_no, passage_no, page, line, kind, outline, text (the passage's), char_start,
    char_end, raw, unit, has_box, reason, by, label; and of its likeliest metric metric_id and score, missing where
    there is none.
    """
    return warehouse.frame(
        """
        SELECT d.report_id, r.sha256, d.quantity_no, q.passage_no, q.page, p.line, p.kind, p.outline, p.text,
               q.char_start, q.char_end, q.raw, q.unit, q.x0 IS NOT NULL AS has_box, d.reason, d."by", d.label,
               s.metric_id, s.score
        FROM decision d
        JOIN report r USING (report_id)
        JOIN quantity q USING (report_id, quantity_no)
        JOIN passage p USING (report_id, passage_no)
        LEFT JOIN suggestion s ON s.report_id = d.report_id AND s.quantity_no = d.quantity_no AND s.rank = 1
        WHERE d.status = 'suggested'
        ORDER BY r.period_end DESC, d.report_id, d.quantity_no
        """
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


def decided(warehouse: Warehouse) -> pd.DataFrame:
    """How many numbers of each report the build took from people: report_id, numbers."""
    return warehouse.frame(
        """
        SELECT report_id, count(*) AS numbers FROM decision
        WHERE "by" = 'person' AND status <> 'suggested' GROUP BY report_id
        """
    )
