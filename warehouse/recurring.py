"""The questions about what was found without a catalog: which measures recur, and where each number stands."""

from __future__ import annotations

import pandas as pd

from warehouse.connect import Warehouse


def series(warehouse: Warehouse) -> pd.DataFrame:
    """One row per series of the agency that is asked about, section by section.

    Columns of ``series``, and topic_id: the heading it stands under, "" where there is none.
    """
    return warehouse.frame(
        "SELECT s.*, m.topic_id FROM metric m JOIN series s ON s.series_id = m.metric_id ORDER BY m.position"
    )


def proposals(warehouse: Warehouse) -> pd.DataFrame:
    """One row per series of the agency that is asked about, in the order in which the latest reports print them.

    Columns of ``series``, and unseen: how many of its numbers nobody has accepted.
    """
    return warehouse.frame(
        """
        SELECT s.*, count_if(NOT v.confirmed) AS unseen
        FROM series s JOIN series_value v USING (series_id)
        GROUP BY ALL ORDER BY arg_max(v.passage_no, v.period_end), s.series_id
        """
    )


def points(warehouse: Warehouse) -> pd.DataFrame:
    """One row per number of a series of the agency that is asked about, oldest first.

    Columns of ``series_value``; of the report sha256, agency_id, genre, report_start, report_end, title, session; kind,
    outline and text of the passage; char_start, char_end and raw of the number in it.
    """
    return warehouse.frame(
        """
        SELECT v.*, r.sha256, r.agency_id, r.genre, r.period_start AS report_start, r.period_end AS report_end,
               r.title, r.session, p.kind, p.outline, p.text, q.char_start, q.char_end, q.raw
        FROM series_value v
        JOIN report r USING (report_id)
        JOIN quantity q USING (report_id, quantity_no)
        JOIN passage p ON p.report_id = v.report_id AND p.passage_no = v.passage_no
        ORDER BY r.period_end, r.period_start, v.report_id, v.quantity_no
        """
    )
