"""The question about agencies without a catalog: which measures recur in their reports."""

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
