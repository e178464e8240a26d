"""How many checks came out how: those that tell something, and those that only compare orders of magnitude."""

from __future__ import annotations

import functools

import pandas as pd

from catalog.load import load
from catalog.words import words

STATUSES = ("holds", "footnote", "fails", "cannot_tell")
# Says of a value at most that it is many times another, which is too little to be counted.
_MAGNITUDE = "magnitude"
_BETWEEN_REPORTS = "between_reports"


@functools.cache
def _kinds() -> dict[str, str]:
    return {check.id: check.kind for check in load().checks}


def kind_of(check_id: object) -> str:
    """The kind of a check of the catalog; empty for one that is in it no more."""
    return _kinds().get(str(check_id), "")


def status_words(check: pd.Series) -> str:
    """How a check came out, in words: a footnote is explained by rounding, or by a report that puts a figure right.

    Args:
        check: its ``check_id`` and ``status``.
    """
    announced = check["status"] == "footnote" and kind_of(check["check_id"]) == _BETWEEN_REPORTS
    return words("check.announced" if announced else f"check.{check['status']}")


def asked(statuses: pd.DataFrame, status: str) -> int:
    """How many checks that had something to judge came out as ``status``.

    Args:
        statuses: as :func:`warehouse.judgements.statuses` gives them.
        status: one of :data:`STATUSES`.
    """
    return int(statuses.loc[statuses["status"] == status, "asked"].sum())


def loose(statuses: pd.DataFrame) -> pd.DataFrame:
    """The checks that compare orders of magnitude only."""
    return statuses[statuses["check_id"].map(kind_of) == _MAGNITUDE]


def telling(statuses: pd.DataFrame) -> pd.DataFrame:
    """All other checks."""
    return statuses.drop(loose(statuses).index)


def told_counts(statuses: pd.DataFrame) -> dict[str, int]:
    """How many checks came out how, the same on every screen; ``every`` is their sum, ``idle`` those of no number.

    Checks of the order of magnitude are not counted.

    Args:
        statuses: as :func:`warehouse.judgements.statuses` gives them.
    """
    told = telling(statuses)
    counts = {status: asked(told, status) for status in STATUSES}
    return {**counts, "every": sum(counts.values()), "idle": int(told["idle"].sum())}
