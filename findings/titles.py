"""The sentence that states what a series shows, made from its values.

Only values of one unit, counted alike and of periods that do not overlap are compared; flows by
their monthly average. What cannot be compared is said to be so, with the value as printed.
"""

from __future__ import annotations

import itertools
import math
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from catalog.load import load
from catalog.words import words
from findings.period_words import period_words, year_words
from findings.values import (
    as_exact,
    is_told,
    listed,
    number_words,
    qualified,
    rate_words,
    unit_words,
    value_words,
    with_unit,
)

Kind = Literal[
    "none", "only", "unconfirmed", "conflict", "overlap", "earlier_conflict", "unit", "counting", "bound", "definition",
    "same", "flat", "zero", "higher", "lower", "up", "down",
    "rising", "falling", "highest", "lowest", "between_up", "between_down", "between_same",
]  # fmt: skip
# Of so many values and more a title tells the whole course, never a change from one of them.
COURSE = 3

# Less than this share of the value before is called close to it.
_FLAT = 0.001
# Of fewer than this a share says more about chance than about change.
_FEW = 10
# A share tells nothing of a value that is many times the other, and none is lost by a whole hundred percent.
_MOST_TIMES, _LEAST_TIMES = 10, 0.01
# Qualifiers of a value that is near what is printed; a change from or to it is no more exact.
_NEAR = ("約", "近", "將近")
# Days without a value that interrupt a course.
_MONTH = pd.Timedelta(days=28)
# Decimals added at most to averages until they bear out the change that is told.
_MOST_ADDED = 3


@dataclass(frozen=True)
class Finding:
    """What a series shows: the sentence, which case it is, and the newest values it rests on.

    ``change`` is the share or the points by which ``up`` and ``down`` differ, in words, else "".
    ``newest`` holds the observations the sentence calls newest: none, one, or those that disagree. ``course`` holds
    what a course is told with, in words: since when, and when it was highest and lowest.
    """

    kind: Kind
    sentence: str
    newest: pd.DataFrame
    change: str = ""
    course: Mapping[str, str] = field(default_factory=dict)


def finding(rows: pd.DataFrame, name: str) -> str:
    """The sentence of :func:`conclude`."""
    return conclude(rows, name).sentence


def conclude(rows: pd.DataFrame, name: str) -> Finding:
    """What one metric's observations without breakdown show.

    Args:
        rows: as :func:`warehouse.queries.observations` gives them, of one metric.
        name: the metric's name.
    """
    if rows.empty:
        return Finding("none", words("finding.none", metric=name), rows)
    ordered = rows.sort_values(["period_end", "period_start"])
    latest = ordered.iloc[-1]
    now = _of_the_same_period(ordered, latest)
    kind, previous = _case(ordered, latest, now)
    if previous is not None and kind == "up":
        return _course(ordered, latest, previous, name, now) or _compare(latest, previous, name, now)
    return Finding(kind, _uncompared(kind, latest, previous, now, name), now)


def _case(ordered: pd.DataFrame, latest: pd.Series, now: pd.DataFrame) -> tuple[Kind, pd.Series | None]:
    """Why the newest value cannot be compared, or ``up`` with the value it can be compared with."""
    if latest.get("unconfirmed"):
        return "unconfirmed", None
    if _disagree(now):
        return "conflict", None
    if len(ordered) == len(now):
        return "only", None
    earlier = ordered[ordered["period_end"] < first_day(latest)]
    if earlier.empty:
        return "overlap", None
    previous = earlier.iloc[-1]
    if _disagree(_of_the_same_period(earlier, previous)):
        return "earlier_conflict", previous
    if not same_unit(latest, previous):
        return "unit", previous
    if not counted_alike(latest, previous):
        return "counting", previous
    if {latest.get("qualifier"), previous.get("qualifier")} & set(load().lexicon.bounds):
        return "bound", previous
    return ("up" if _same_measure(latest, previous) else "definition"), previous


def _uncompared(kind: Kind, latest: pd.Series, previous: pd.Series | None, now: pd.DataFrame, name: str) -> str:
    """The newest value as printed, and why it stands alone."""
    told = {
        "metric": name,
        "period": row_period(latest),
        "value": _printed(latest),
        "when": period_told(latest),
    }
    if kind == "conflict":
        values = dict.fromkeys(_printed(row) for _, row in now.iterrows())
        return words("finding.conflict", **told, values=listed(values))
    if kind == "unit" and previous is not None:
        told["unit"] = unit_words(previous["unit"])
    if kind == "counting":
        told["counting"] = words.either(latest, "counting")
    return words(f"finding.{kind}", **told, previous="" if previous is None else period_told(previous))


def since_base(rows: pd.DataFrame, base: pd.DataFrame) -> str | None:
    """How far the newest stock stands from where its series starts; None without either."""
    if rows.empty or base.empty:
        return None
    latest, start = rows.sort_values("period_end").iloc[-1], base.iloc[0]
    if not same_unit(latest, start) or start["value"] <= 0 or latest["value"] == start["value"]:
        return None
    share = number_words(abs(latest["value"] - start["value"]) / start["value"] * 100, 1)
    key = "finding.since_base_down" if latest["value"] < start["value"] else "finding.since_base_up"
    return words(key, before=_printed(start), change=words("finding.percent", change=share))


def silent(sentence: str, report: str | None) -> str:
    """The finding, and that the newest report does not print the figure (``report`` is its name)."""
    return words("finding.silent", finding=sentence, report=report) if report else sentence


def row_period(row: pd.Series) -> str:
    """The period of an observation in words; of a value since the merger, its day; of an open start, its end."""
    end = row["period_end"].date()
    if row.get("period_basis") == "event":
        return period_words(end, end)
    return period_words(row["period_start"].date() if is_told(row["period_start"]) else None, end)


def period_told(row: pd.Series) -> str:
    """The period as it stands behind a value: English says on a day, in a month or year, over other spans."""
    start, end = first_day(row), row["period_end"]
    whole = start.day == 1 and end.day == monthrange(end.year, end.month)[1] and start.year == end.year
    months = (start.month, end.month)
    calendar = whole and (months in ((1, 12), (1, 6), (7, 12)) or start.month == end.month)
    # An open start says "until" itself.
    kind = "calendar" if calendar or not is_told(row["period_start"]) else "day" if start == end else "span"
    return words(f"finding.when.{kind}", period=row_period(row))


def _printed(row: pd.Series) -> str:
    return value_words(row["value"], row["unit"], row["qualifier"])


def level(row: pd.Series) -> float:
    """What periods are compared by: the monthly average of a flow, else the value."""
    return float(row["per_month"] if is_told(row["per_month"]) else row["value"])


def _disagree(rows: pd.DataFrame) -> bool:
    """Whether rows of one period hold different values in one unit, counted alike."""
    first = rows.iloc[0]
    return any(level(row) != level(first) for _, row in rows.iterrows() if same_unit(row, first))


def first_day(row: pd.Series) -> pd.Timestamp:
    """The first day of a flow; of stocks, and of values since one event, the day they hold at."""
    whole = is_told(row["period_start"]) and row.get("period_basis") != "event"
    return pd.Timestamp(row["period_start"] if whole else row["period_end"])


def _of_the_same_period(rows: pd.DataFrame, row: pd.Series) -> pd.DataFrame:
    """The rows that two reports, or one twice, print for the period of ``row``."""
    start = row["period_start"]
    same_start = rows["period_start"] == start if is_told(start) else rows["period_start"].isna()
    same: pd.DataFrame = rows[same_start & (rows["period_end"] == row["period_end"])]
    return same


def _same_measure(one: pd.Series, other: pd.Series) -> bool:
    """Whether both are monthly averages, or both the same kind of value: a goal is no result."""
    monthly = is_told(one["per_month"]) == is_told(other["per_month"])
    return monthly and bool(one.get("measure") == other.get("measure"))


def counted_alike(one: pd.Series, other: pd.Series) -> bool:
    """Whether two values of a metric are counted in the same of its ways."""
    ways = [row.get("counting") if is_told(row.get("counting")) else None for row in (one, other)]
    return ways[0] == ways[1]


def same_unit(one: pd.Series, other: pd.Series) -> bool:
    """Whether two values of a metric are in one unit, or in units that count the same."""
    return bool(one["unit"] == other["unit"] or (one["comparable"] and other["comparable"]))


# The whole course ---------------------------------------------------------------------------------


def _course(
    ordered: pd.DataFrame, latest: pd.Series, previous: pd.Series, name: str, now: pd.DataFrame
) -> Finding | None:
    """Where the newest value stands among all it compares with; None where those are too few, or one is a bound."""
    alike = [row for _, row in ordered.iterrows() if _compares(row, latest)]
    apart = [row for row in alike if row["period_end"] < first_day(latest)]
    bounded = any(row["qualifier"] in load().lexicon.bounds for row in apart)
    if bounded or len({(first_day(row), row["period_end"]) for row in apart}) < COURSE - 1:
        return None
    peak, low = max(apart, key=level), min(apart, key=level)
    kind = _course_kind(apart, latest, previous)
    compared = [apart[0], peak, low, previous]
    value, *levels = _distinct([latest, *compared])
    before, most, least, last = map(_monthly, levels, compared)
    told = {
        "metric": name,
        "period": row_period(latest),
        "value": _reckoned(value, latest),
        "when": period_told(latest),
        "previous": period_told(previous),
        "last": last,
        "since": year_words(first_day(apart[0]).date()),
        "first": period_told(apart[0]),
        "before": before,
        "peak": most,
        "peak_period": period_told(peak),
        "low": least,
        "low_period": period_told(low),
    }
    far = "_apart" if kind in ("rising", "falling") and _is_interrupted([*apart, latest]) else ""
    return Finding(kind, words(f"finding.{kind}{far}", **told), now, course=told)


def _is_interrupted(rows: Sequence[pd.Series]) -> bool:
    """Whether between periods, told in order, a month or more is without a value: what was then nobody knows here."""
    flows = [row for row in rows if is_told(row["per_month"])]
    return any(first_day(other) - one["period_end"] > _MONTH for one, other in itertools.pairwise(flows))


def _reckoned(text: str, row: pd.Series) -> str:
    """The level that is told first, in words; of an average, with the printed value it is reckoned from."""
    if not is_told(row["per_month"]) or not row["value"]:
        return _monthly(text, row)
    return words("finding.reckoned", value=text, printed=_printed(row))


def _monthly(text: str, row: pd.Series) -> str:
    """A level that another is set beside, in words; of an average, that it is one."""
    return words("finding.monthly", value=text) if is_told(row["per_month"]) else text


def _compares(row: pd.Series, latest: pd.Series) -> bool:
    alike = same_unit(row, latest) and counted_alike(row, latest)
    return alike and _same_measure(row, latest)


def _course_kind(apart: Sequence[pd.Series], latest: pd.Series, previous: pd.Series) -> Kind:
    """Which way the values went: all one way, or where the newest stands among them."""
    levels, new = [level(row) for row in apart], level(latest)
    steps = list(itertools.pairwise([*levels, new]))
    # Values of periods that overlap do not follow each other.
    follow = all(one["period_end"] < first_day(other) for one, other in itertools.pairwise(apart))
    if follow and all(one < other for one, other in steps):
        return "rising"
    if follow and all(one > other for one, other in steps):
        return "falling"
    if new > max(levels):
        return "highest"
    if new < min(levels):
        return "lowest"
    old = level(previous)
    if math.isclose(new, old, rel_tol=1e-9):
        return "between_same"
    return "between_up" if new > old else "between_down"


def _distinct(rows: Sequence[pd.Series]) -> list[str]:
    """The levels of some values in words, averages with the decimals that keep different ones apart."""
    if not is_told(rows[0]["per_month"]):
        return [_printed(row) for row in rows]
    levels = [_shown_level(row) for row in rows]
    for added in range(_MOST_ADDED + 1):
        texts = [_rate(row, added) for row in rows]
        if len(set(texts)) == len(set(levels)):
            break
    return [
        qualified(with_unit(text, row["unit"]), row["qualifier"]) for text, row in zip(texts, rows, strict=True)
    ]  # fmt: skip


def _shown_level(row: pd.Series) -> float:
    """A monthly average, to no more digits than an approximate value has."""
    return as_exact(level(row), float(row["value"])) if is_told(row["qualifier"]) else level(row)


# Two values that can be compared ------------------------------------------------------------------


def _compare(latest: pd.Series, previous: pd.Series, name: str, now: pd.DataFrame) -> Finding:
    # What is said of two numbers is said of them as they are shown.
    new, old = _shown_level(latest), _shown_level(previous)
    kind, change = _kind(latest, previous, new, old), ""
    if kind in ("up", "down"):
        change = _change_words(new, old, latest)
    value, before = _pair(latest, previous, kind)
    if change and {latest["qualifier"], previous["qualifier"]} & set(_NEAR):
        change = words("finding.about", change=change)
    given = {
        "metric": name,
        "period": row_period(latest),
        "value": _reckoned(value, latest),
        "previous": period_told(previous),
        "before": _monthly(before, previous),
        "change": change,
    }
    return Finding(kind, words(f"finding.{kind}", **given), now, change)


def _kind(latest: pd.Series, previous: pd.Series, new: float, old: float) -> Kind:
    if math.isclose(new, old, rel_tol=1e-9):
        return "same"
    if new == 0 or old == 0:
        return "zero"
    if latest["unit"] == "%":
        return "up" if new > old else "down"
    few = min(latest["value"], previous["value"]) < _FEW
    if few or not _LEAST_TIMES <= new / old <= _MOST_TIMES:
        return "higher" if new > old else "lower"
    if abs(new - old) / old < _FLAT:
        return "flat"
    return "up" if new > old else "down"


def _change_words(new: float, old: float, row: pd.Series) -> str:
    if row["unit"] == "%":
        points = abs(new - old)
        return words("finding.points", change=number_words(round(points, 2) or float(f"{points:.1g}")))
    return words("finding.percent", change=_percent(abs(new - old) / old))


def _percent(share: float) -> str:
    """A share in percent: one decimal below a tenth, none above."""
    return number_words(share * 100, 0 if share >= 0.1 else 1)


def _pair(latest: pd.Series, previous: pd.Series, kind: Kind) -> tuple[str, str]:
    """Both values in words. Averages get the decimals that bear out what is said of them."""
    if not is_told(latest["per_month"]):
        return _printed(latest), _printed(previous)
    new, old = _shown_level(latest), _shown_level(previous)
    for added in range(_MOST_ADDED + 1):
        texts = _rate(latest, added), _rate(previous, added)
        if _borne_out(texts, new, old, kind):
            break
    value, before = (
        qualified(with_unit(text, row["unit"]), row["qualifier"])
        for text, row in zip(texts, (latest, previous), strict=True)
    )
    return value, before


def _rate(row: pd.Series, added: int) -> str:
    """A monthly average in words, with ``added`` decimals; of an approximate value no digit is added."""
    value = _shown_level(row)
    if value == 0 or is_told(row["qualifier"]):
        return number_words(value)
    if abs(value) < 0.05:
        return f"{value:.{1 + added}g}"
    return number_words(value, added + (1 if abs(value) < 100 else 0)) if added else rate_words(value)


def _borne_out(texts: tuple[str, str], new: float, old: float, kind: Kind) -> bool:
    """Whether a reader who compares the two numbers as written comes to what is said."""
    first, second = (float(text.replace(",", "")) for text in texts)
    if kind in ("up", "down"):
        return second != 0 and _percent(abs(first - second) / second) == _percent(abs(new - old) / old)
    return kind not in ("higher", "lower") or ((first > second) == (new > old) and first != second)
