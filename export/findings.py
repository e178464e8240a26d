"""The sentence that states what a series shows, made from its values.

Only values of one unit and of periods that do not overlap are compared; flows by their monthly
average. What cannot be compared is said to be so.
"""

from __future__ import annotations

import pandas as pd

from catalog.load import load
from catalog.words import Words
from export.periods import period_words
from export.values import is_told, listed, number_words, rate_words, unit_words, value_words, with_unit

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
    now = _of_the_same_period(ordered, latest)
    if len({_level(row) for _, row in now.iterrows()}) > 1:
        values = dict.fromkeys(_value(row, words) for _, row in now.iterrows())
        return words("finding.conflict", metric=told["metric"], period=told["period"], values=listed(values, words))
    earlier = ordered[ordered["period_end"] < _first_day(latest)]
    if len(ordered) == len(now):
        return words("finding.only", metric=told["metric"], period=told["period"], value=told["value"])
    if earlier.empty:
        return words("finding.overlap", **told)
    previous = earlier.iloc[-1]
    if not _same_unit(latest, previous):
        return words("finding.unit", **told, unit=unit_words(previous["unit"], words))
    if not counted_alike(latest, previous):
        return words("finding.counting", **told, counting=words.either(latest, "counting"))
    if not _same_measure(latest, previous):
        return words("finding.definition", **told)
    return _compare(latest, previous, told, words)


def since_base(rows: pd.DataFrame, base: pd.DataFrame, words: Words) -> str | None:
    """How far the newest stock stands from where its series starts; None without either."""
    if rows.empty or base.empty:
        return None
    latest, start = rows.sort_values("period_end").iloc[-1], base.iloc[0]
    if not _same_unit(latest, start) or not start["value"] or latest["value"] == start["value"]:
        return None
    change = number_words(abs(latest["value"] - start["value"]) / start["value"] * 100, 1)
    key = "finding.since_base_down" if latest["value"] < start["value"] else "finding.since_base_up"
    return words(key, before=_value(start, words), change=words("finding.percent", change=change))


def silent(sentence: str, report: str | None, words: Words) -> str:
    """The finding, and that the newest report does not print the figure (``report`` is its name)."""
    return words("finding.silent", finding=sentence, report=report) if report else sentence


def row_period(row: pd.Series, words: Words) -> str:
    """The period of an observation in words; of a value since the merger, its day; of an open start, its end."""
    end = row["period_end"].date()
    if row["period_basis"] == "event":
        return period_words(end, end, words)
    return period_words(row["period_start"].date() if is_told(row["period_start"]) else None, end, words)


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


def _of_the_same_period(rows: pd.DataFrame, row: pd.Series) -> pd.DataFrame:
    """The rows that two reports, or one twice, print for the period of ``row``."""
    starts = rows["period_start"].map(lambda start: start if is_told(start) else None)
    start = row["period_start"] if is_told(row["period_start"]) else None
    same_start = starts.isna() if start is None else starts == start
    same: pd.DataFrame = rows[same_start & (rows["period_end"] == row["period_end"])]
    return same


def _same_measure(one: pd.Series, other: pd.Series) -> bool:
    """Whether both are monthly averages, or both the same kind of value: a goal or a bound is no result."""
    monthly = is_told(one["per_month"]) == is_told(other["per_month"])
    bounded = {one.get("qualifier"), other.get("qualifier")} & set(load().lexicon.bounds)
    return monthly and not bounded and bool(one.get("measure") == other.get("measure")) and counted_alike(one, other)


def counted_alike(one: pd.Series, other: pd.Series) -> bool:
    """Whether two values of a metric are counted in the same of its ways."""
    ways = [row.get("counting") if is_told(row.get("counting")) else None for row in (one, other)]
    return ways[0] == ways[1]


def _same_unit(one: pd.Series, other: pd.Series) -> bool:
    return bool(one["unit"] == other["unit"] or (one["comparable"] and other["comparable"]))


def _compare(latest: pd.Series, previous: pd.Series, told: dict[str, str], words: Words) -> str:
    new, old = _level(latest), _level(previous)
    given = {**told, "previous": row_period(previous, words), "before": _value(previous, words)}
    if new == old:
        return words("finding.same", **given)
    if old == 0:
        return words("finding.from_zero", **given)
    share = abs(new - old) / abs(old)
    if share < _FLAT:
        return words("finding.flat", **given)
    if latest["unit"] == "%":
        points = abs(new - old)
        change = words("finding.points", change=number_words(round(points, 2) or float(f"{points:.1g}")))
    else:
        change = words("finding.percent", change=number_words(share * 100, 0 if share >= 0.1 else 1))
    return words("finding.up" if new > old else "finding.down", **given, change=change)
