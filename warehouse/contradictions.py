"""What in the published reports contradicts itself, and how much was checked."""

from __future__ import annotations

import pandas as pd

from warehouse.connect import Warehouse


def failed_checks(warehouse: Warehouse) -> pd.DataFrame:
    """One row per check that fails, newest report first.

    check_id, names of the check and of the metric (NULL where it is about no metric), stated, computed,
    the stated value's unit, report_id, report_title, session.
    """
    return warehouse.frame(
        """
        SELECT c.check_id, c.instance, c.name_zh, c.name_en, m.name_zh AS metric_zh, m.name_en AS metric_en,
               c.stated, c.computed, o.unit, c.report_id, r.title AS report_title, r.session
        FROM check_result c
        JOIN report r USING (report_id)
        LEFT JOIN metric m ON m.metric_id = c.metric_id
        LEFT JOIN observation o ON o.observation_id = c.evidence[1]
        WHERE c.status = 'fails'
        ORDER BY r.period_end DESC, c.check_id, c.instance
        """
    )
