"""The sentence that states what a series shows, made from its values.

Only values of one unit and of periods that do not overlap are compared; flows by their monthly
average. What cannot be compared is said to be so.
"""

from __future__ import annotations

import pandas as pd

from catalog.words import Words
from export.periods import period_words
from view.values import is_told, number_words, rate_words, value_words, with_unit

# Less than this share of the value before is called the same.
_FLAT = 0.001


def finding(rows: pd.DataFrame, name: str, words: Words) -> str:
    """The finding of one metric's observations without breakdown.

    Args:
        rows: as :func:`warehouse.queries.observations` gives them, of one metric.
        name: the metric's name.
        words: the reader's language.
    """
    if rows.empty:
        return words("finding.none", metric=name)
    ordered = rows.sort_values(["period_end", "period_start"])
    latest = ordered.iloc[-1]
    told = _told(latest, name, words)
    earlier = ordered[ordered["period_end"] < _first_day(latest)]
    if len(ordered) == 1:
        return words("finding.only", metric=told["metric"], period=told["period"], value=told["value"])
    if earlier.empty:
        return words("finding.overlap", **told)
    previous = earlier.iloc[-1]
    if not _same_unit(latest, previous):
        return words("finding.unit", **told, unit=previous["unit"])
    if is_told(latest["per_month"]) != is_told(previous["per_month"]):
        return words("finding.definition", **told)
    return _compare(latest, previous, told, words)


def silent(sentence: str, report: str | None, words: Words) -> str:
    """The finding, and that the newest report does not print the figure (``report`` is its name)."""
    return words("finding.silent", finding=sentence, report=report) if report else sentence


def row_period(row: pd.Series, words: Words) -> str:
    """The period of an observation in words; of a value since the merger, its day."""
    end = row["period_end"].date()
    if row["period_basis"] == "event" or not is_told(row["period_start"]):
        return period_words(end, end, words)
    return period_words(row["period_start"].date(), end, words)


def _told(row: pd.Series, name: str, words: Words) -> dict[str, str]:
    monthly = is_told(row["per_month"])
    metric = words("finding.per_month", metric=name) if monthly else name
    return {"metric": metric, "period": row_period(row, words), "value": _value(row, words)}


def _value(row: pd.Series, words: Words) -> str:
    if is_told(row["per_month"]):
        text = with_unit(rate_words(row["per_month"]), row["unit"], words)
        return f"{row['qualifier']}{text}" if is_told(row["qualifier"]) else text
    return value_words(row["value"], row["unit"], row["qualifier"], words)


def _level(row: pd.Series) -> float:
    return float(row["per_month"] if is_told(row["per_month"]) else row["value"])


def _first_day(row: pd.Series) -> pd.Timestamp:
    """The first day of a flow; of stocks, and of values since one event, the day they hold at."""
    whole = is_told(row["period_start"]) and row["period_basis"] != "event"
    return pd.Timestamp(row["period_start"] if whole else row["period_end"])


def _same_unit(one: pd.Series, other: pd.Series) -> bool:
    return bool(one["unit"] == other["unit"] or (one["comparable"] and other["comparable"]))


def _compare(latest: pd.Series, previous: pd.Series, told: dict[str, str], words: Words) -> str:
    new, old = _level(latest), _level(previous)
    given = {**told, "previous": row_period(previous, words), "before": _value(previous, words)}
    if new == old:
        return words("finding.same", **given)
    if old == 0:
        return words("finding.from_zero", **given)
    if latest["unit"] == "%":
        change = words("finding.points", change=number_words(round(abs(new - old), 2)))
    else:
        share = abs(new - old) / abs(old)
        if share < _FLAT:
            return words("finding.flat", **given)
        change = words("finding.percent", change=number_words(share * 100, 0 if share >= 0.1 else 1))
    return words("finding.up" if new > old else "finding.down", **given, change=change)
