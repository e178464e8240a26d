"""What may be said of measures that were found in reports without a catalog: each value as printed, none compared."""

from __future__ import annotations

import pandas as pd

from catalog.words import words
from findings.titles import row_period
from findings.values import value_words

# The most telling come first: those that most reports print, surely known, whole before part.
_WHOLE = 0.5


def most_telling(found: pd.DataFrame, most: int) -> pd.DataFrame:
    """The rows of ``most`` series that tell most, in the order in which reports print them.

    Args:
        found: as :func:`warehouse.recurring.series` gives them.
        most: how many.
    """
    whole = [not breakdown for breakdown in found["breakdown"]]
    weight = found["editions"] + found["score"] + _WHOLE * pd.Series(whole, found.index)
    return found.loc[weight.sort_values(ascending=False, kind="stable").index[:most]].sort_index()


def series_finding(rows: pd.DataFrame) -> str:
    """The newest value and how many reports print the series: nothing is compared that nobody has looked at.

    Args:
        rows: its values, as :func:`warehouse.queries.observations` gives them.
    """
    newest = rows.iloc[-1]
    return words(
        "agency.finding", name=words.name(newest), period=row_period(newest), reports=rows["report_id"].nunique(),
        value=value_words(newest["value"], newest["unit"], newest["qualifier"]),
    )  # fmt: skip
