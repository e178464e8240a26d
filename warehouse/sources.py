"""What the source card asks: where a number stands in its file, what stands around it, who checks it."""

from __future__ import annotations

import pandas as pd

from warehouse.connect import Warehouse
from warehouse.on_paper import PARAGRAPH

# The cell that holds a number, where it stands in a table.
_PLACE = """
SELECT q.report_id, q.quantity_no, q.raw, q.page, q.x0, q.top, q.x1, q.bottom,
       c.table_no, c.row, c.column, c.text AS cell, q.char_start - c.char_start AS cell_start, c.page AS cell_page,
       c.x0 AS cell_x0, c.top AS cell_top, c.x1 AS cell_x1, c.bottom AS cell_bottom
FROM quantity q
LEFT JOIN report_table t ON t.report_id = q.report_id AND t.passage_no = q.passage_no
LEFT JOIN table_cell c ON c.report_id = t.report_id AND c.table_no = t.table_no
     AND q.char_start >= c.char_start AND q.char_end <= c.char_end
"""


def place(warehouse: Warehouse, report_id: str, quantity_no: int) -> pd.DataFrame:
    """One row for a printed number, none where there is no such number.

    Its page and box (x0, top, x1, bottom) in points from the top left; and of the cell that holds it
    table_no, row, column, its text, the number's offset in it (cell_start), page and box. Missing
    where the source has no geometry or the number stands in no table.
    """
    return warehouse.frame(
        _PLACE + "WHERE q.report_id = $report AND q.quantity_no = $number LIMIT 1",
        {"report": report_id, "number": quantity_no},
    )


def place_of(warehouse: Warehouse, observation_id: str) -> pd.DataFrame:
    """As :func:`place`, for the number an observation is read from."""
    return warehouse.frame(
        _PLACE + "JOIN observation o ON o.report_id = q.report_id AND o.quantity_no = q.quantity_no "
        "WHERE o.observation_id = $id LIMIT 1",
        {"id": observation_id},
    )


def around(warehouse: Warehouse, report_id: str, passage_no: int) -> pd.DataFrame:
    """One row each for the passages next before and behind a passage that are no headings: passage_no, text.

    The headings above it are its outline.
    """
    return warehouse.frame(
        "SELECT passage_no, text FROM passage "
        "WHERE report_id = $report AND kind <> 'heading' AND passage_no <> $number "
        "QUALIFY row_number() OVER (PARTITION BY passage_no < $number ORDER BY abs(passage_no - $number)) = 1 "
        "ORDER BY passage_no",
        {"report": report_id, "number": passage_no},
    )


def place_on_paper(warehouse: Warehouse, report_id: str, passage_no: int) -> pd.DataFrame:
    """One row: where a passage is found, as citations tell it.

    Columns: outline, paragraph, page, line, and of its report report_title, session, genre, published,
    report_start, report_end.
    """
    return warehouse.frame(
        f"SELECT p.outline, {PARAGRAPH}, p.page, p.line, r.title AS report_title, r.session, r.genre, r.published, "
        "r.period_start AS report_start, r.period_end AS report_end FROM passage p JOIN report r USING (report_id) "
        "WHERE report_id = $report AND passage_no = $number",
        {"report": report_id, "number": passage_no},
    )


def rows_around(warehouse: Warehouse, report_id: str, table_no: int, row: int) -> pd.DataFrame:
    """One row per cell of a table's first row and of the rows next to ``row``, in reading order.

    Columns: row, column, row_span, column_span, text. Cells that reach into these rows from above
    are among them.
    """
    return warehouse.frame(
        'SELECT "row", "column", row_span, column_span, text FROM table_cell '
        "WHERE report_id = $report AND table_no = $table "
        'AND ("row" = 1 OR ("row" <= $row + 1 AND "row" + row_span - 1 >= $row - 1)) ORDER BY "row", "column"',
        {"report": report_id, "table": table_no, "row": row},
    )


def checks_of(warehouse: Warehouse, observation_id: str) -> pd.DataFrame:
    """One row per evaluated check that an observation takes part in, those that judge it first.

    Columns of ``check_result``, and ``role``: stated where the observation is what is checked, input
    where it is used to check another value.
    """
    return warehouse.frame(
        """
        SELECT c.*, CASE WHEN c.evidence[1] = o.observation_id OR c.quantities[1] = o.quantity_no
                         THEN 'stated' ELSE 'input' END AS role
        FROM check_result c, observation o
        WHERE o.observation_id = $id
          AND (list_contains(c.evidence, o.observation_id)
               OR (c.report_id = o.report_id AND list_contains(c.quantities, o.quantity_no)))
        ORDER BY role DESC, c.status, c.check_id, c.instance
        """,
        {"id": observation_id},
    )


def suggested(warehouse: Warehouse, report_id: str, metric_id: str) -> pd.DataFrame:
    """One row per number of a report that may be a value of a metric and is not published, the likeliest first.

    Columns: raw, char_start, char_end, passage (its text), passage_no, page, line, outline, paragraph; at most
    three rows.
    """
    return warehouse.frame(
        f"""
        SELECT q.raw, q.char_start, q.char_end, p.text AS passage, p.passage_no, p.line, p.outline, {PARAGRAPH},
               coalesce(q.page, p.page) AS page
        FROM suggestion s
        JOIN quantity q USING (report_id, quantity_no)
        JOIN passage p USING (report_id, passage_no)
        WHERE s.report_id = $report AND s.metric_id = $metric
        ORDER BY s.score DESC, s.quantity_no LIMIT 3
        """,
        {"report": report_id, "metric": metric_id},
    )
