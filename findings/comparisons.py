"""Values set beside each other: the change since the value before, and the index to a base period.

Only values that compare are compared: of one part, in one unit, counted and measured alike, of
periods that do not overlap; flows by their monthly average. Of every other value is told why not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from catalog.load import load
from findings.titles import counted_alike, first_day, same_unit
from findings.values import is_told

Reason = Literal["first", "base", "no_base", "unit", "counting", "measure", "bound", "overlap", "zero", "restated"]
FIRST = "first"


@dataclass(frozen=True)
class Compared:
    """One observation beside another: ``result`` is the change, or the index; None where ``reason`` forbids it.

    ``result`` has the unit of ``level`` where it is a change (percentage points for rates), and is
    100 for the base where it is an index. ``share`` is the change in percent of the value before.
    """

    row: pd.Series
    other: pd.Series | None
    result: float | None
    share: float | None
    reason: Reason | None


def level(row: pd.Series) -> float:
    """What of a value compares: the monthly average of a flow, else the value itself."""
    return float(row["per_month"] if is_told(row["per_month"]) else row["value"])


def period_key(row: pd.Series) -> str:
    """A period as an address names it: 2015-01-01..2015-12-31; one day, or an open start, by its end."""
    start, end = first_day(row).date(), row["period_end"].date()
    return end.isoformat() if start == end else f"{start.isoformat()}..{end.isoformat()}"


def base_periods(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """The periods an index may be based on, by key and in order, each with one observation of it."""
    found: dict[str, pd.Series] = {}
    for _, row in rows.sort_values(["period_end", "period_start"]).iterrows():
        found.setdefault(period_key(row), row)
    return found


def differences(rows: pd.DataFrame) -> list[Compared]:
    """Each observation beside the one before it of its metric and part.

    Args:
        rows: observations, as :func:`warehouse.queries.observations` gives them.
    """
    return [compared for own in _things(rows) for compared in _differences_of_one(own)]


def indices(rows: pd.DataFrame, base: str = FIRST) -> list[Compared]:
    """Each observation in percent of its metric's and part's value in the base period.

    Args:
        rows: observations, as :func:`warehouse.queries.observations` gives them.
        base: a key of :func:`base_periods`, or ``first``: each one's own first value.
    """
    return [compared for own in _things(rows) for compared in _indices_of_one(own, base)]


def _things(rows: pd.DataFrame) -> Iterator[list[pd.Series]]:
    for _, own in rows.groupby(["metric_id", "part"], sort=False):
        ordered = own.sort_values(["period_end", "period_start", "report_end"])
        yield [row for _, row in ordered.iterrows()]


def _differences_of_one(rows: list[pd.Series]) -> Iterator[Compared]:
    several = _of_several_values(rows)
    keys, ends = [period_key(row) for row in rows], [row["period_end"] for row in rows]
    for place, row in enumerate(rows):
        if row["observation_id"] in several:
            yield Compared(row, None, None, None, "restated")
            continue
        first = first_day(row)
        # The newest first: what is asked of the others is rarely needed.
        earlier = [back for back in range(place - 1, -1, -1) if keys[back] != keys[place]]
        if not earlier:
            yield Compared(row, None, None, None, "first")
            continue
        apart = [back for back in earlier if ends[back] < first]
        alike = (back for back in apart if _is_alike(rows[back], row))
        other = rows[next(alike, (apart or earlier)[0])]
        reason = _forbidden(row, other, several)
        if reason:
            yield Compared(row, other, None, None, reason)
            continue
        change = level(row) - level(other)
        yield Compared(row, other, change, change / abs(level(other)) * 100 if level(other) else None, None)


def _indices_of_one(rows: list[pd.Series], base: str) -> Iterator[Compared]:
    several = _of_several_values(rows)
    bases = [row for row in rows if base in (FIRST, period_key(row))]
    for row in rows:
        other = next(iter([*_alike(bases, row), *bases]), None)
        if other is None:
            yield Compared(row, None, None, None, "no_base")
        elif period_key(row) == period_key(other) and row["observation_id"] not in several and _is_plain(other):
            yield Compared(row, other, 100.0, None, None) if level(other) else Compared(row, other, None, None, "zero")
        else:
            reason = _forbidden(row, other, several) or (None if level(other) else "zero")
            yield Compared(row, other, None if reason else level(row) / level(other) * 100, None, reason)


def _alike(rows: list[pd.Series], row: pd.Series) -> list[pd.Series]:
    """Those of ``rows`` that are counted like ``row``, in its unit."""
    return [other for other in rows if _is_alike(other, row)]


def _is_alike(other: pd.Series, row: pd.Series) -> bool:
    return same_unit(row, other) and counted_alike(row, other)


def _of_several_values(rows: list[pd.Series]) -> set[str]:
    """Observations of which there is another value for the same period: none of them is *the* value."""
    values: dict[tuple[str, str], set[float]] = {}
    keys = [(period_key(row), str(row["unit"])) for row in rows]
    for key, row in zip(keys, rows, strict=True):
        values.setdefault(key, set()).add(float(row["value"]))
    return {row["observation_id"] for key, row in zip(keys, rows, strict=True) if len(values[key]) > 1}


def _is_plain(row: pd.Series) -> bool:
    return row["qualifier"] not in load().lexicon.bounds


def _forbidden(row: pd.Series, other: pd.Series, several: set[str]) -> Reason | None:
    """Why two values of one metric and part are not compared; None where they are."""
    if {row["observation_id"], other["observation_id"]} & several:
        return "restated"
    if not same_unit(row, other):
        return "unit"
    if not counted_alike(row, other):
        return "counting"
    if row["measure"] != other["measure"] or is_told(row["per_month"]) != is_told(other["per_month"]):
        return "measure"
    if not (_is_plain(row) and _is_plain(other)):
        return "bound"
    apart = row["period_end"] < first_day(other) or other["period_end"] < first_day(row)
    return None if apart else "overlap"
