"""How many checks came out how: those that tell something, and those that only compare orders of magnitude."""

from __future__ import annotations

import pandas as pd

from view.quality_words import kind_of

STATUSES = ("holds", "fails", "cannot_tell")
# Fails only where a value is many times another: that it holds says too little to be counted.
_MAGNITUDE = "magnitude"


def asked(statuses: pd.DataFrame, status: str) -> int:
    """How many checks that had something to judge came out as ``status``.

    Args:
        statuses: as :func:`warehouse.judgements.statuses` gives them.
        status: holds, fails or cannot_tell.
    """
    return int(statuses.loc[statuses["status"] == status, "asked"].sum())


def loose(statuses: pd.DataFrame) -> pd.DataFrame:
    """The checks that compare orders of magnitude only."""
    return statuses[statuses["check_id"].map(kind_of) == _MAGNITUDE]


def telling(statuses: pd.DataFrame) -> pd.DataFrame:
    """All other checks, and those of orders of magnitude that fail."""
    own = loose(statuses)
    return statuses.drop(own.index[own["status"] != "fails"])
