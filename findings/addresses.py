"""Where on the dashboard a number is found again."""

from __future__ import annotations

from urllib.parse import urlencode

import pandas as pd

from catalog.load import load
from catalog.models import Panel
from catalog.words import words
from findings.values import is_told


def observation_address(row: pd.Series) -> str:
    """Path and query of a screen that opens the number's source card.

    The first panel that draws the number; one that no panel draws is found by exploring.

    Args:
        row: as :func:`warehouse.queries.observations` gives it.
    """
    found = ((screen.id, panel.id) for screen in load().screens for panel in screen.panels if _draws(panel, row))
    screen, panel = next(found, ("", ""))
    if screen:
        query = {"lang": words.language, "panel": panel, "source": row["observation_id"]}
        return f"/{screen}?{urlencode(query)}"
    query = {"lang": words.language, "metrics": row["metric_id"], "source": row["observation_id"]}
    return f"/explore?{urlencode(query)}"


def _draws(panel: Panel, row: pd.Series) -> bool:
    if row["metric_id"] not in (*panel.metrics, *panel.bases.values(), *panel.targets.values()):
        return False
    if panel.kind != "values":
        return True
    return is_told(row["part"]) if panel.breakdown else not is_told(row["category"])
