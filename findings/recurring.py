"""What may be said of measures that were found in reports without a catalog: each value as printed, none compared."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from catalog.words import words
from findings.lanes import Lane, Mark, report_name
from findings.periods import period_words
from findings.values import is_told, number_words, qualified, unit_words, value_words

# The most telling come first: those that most reports print, surely known, whole before part.
_WHOLE = 0.5


def most_telling(found: pd.DataFrame, most: int) -> pd.DataFrame:
    """The rows of ``most`` series that tell most, in the order in which reports print them.

    Args:
        found: as :func:`warehouse.recurring.series` gives them.
        most: how many.
    """
    weight = found["editions"] + found["score"] + _WHOLE * (found["part"] == "")
    return found.loc[weight.sort_values(ascending=False, kind="stable").index[:most]].sort_index()


def series_name(row: pd.Series) -> str:
    """What a series is called, with its part where its name does not say it."""
    name, part = str(row["name_zh"]), row["part"]
    return words("agency.part", name=name, part=part) if is_told(part) and str(part) not in name else name


def series_finding(row: pd.Series, values: pd.DataFrame) -> str:
    """The newest value and how many reports print the series: nothing is compared that nobody has looked at."""
    newest = values.iloc[-1]
    return words(
        "agency.finding", name=series_name(row), period=value_period(newest), value=value_of(newest),
        reports=values["report_id"].nunique(),
    )  # fmt: skip


def value_of(row: pd.Series) -> str:
    """A value as printed, with its unit and qualifier."""
    return value_words(row["value"], str(row["unit"]) if is_told(row["unit"]) else "", row["qualifier"])


def value_period(row: pd.Series) -> str:
    """The days a value is of."""
    start = row["period_start"]
    return period_words(start.date() if is_told(start) else None, row["period_end"].date())


def series_lane(row: pd.Series, values: pd.DataFrame) -> Lane:
    """The lane of one series: flows over their whole period, all else at its day.

    Args:
        row: the series, as :func:`warehouse.recurring.series` gives it.
        values: its values, as :func:`warehouse.recurring.values` gives them.
    """
    unit = str(row["unit"])
    # Values that count otherwise stand on no common scale.
    own = values[values["unit"].fillna("") == unit]
    marks = tuple(_mark(value, str(row["measure"])) for _, value in own.iterrows())
    axis = "%" if unit == "%" else words("axis.value", unit=unit_words(unit))
    return Lane(series_name(row), unit, axis, marks)


def _mark(value: pd.Series, measure: str) -> Mark:
    end, start = value["period_end"], value["period_start"]
    spans = measure == "flow" and is_told(start) and start < end
    first = start if is_told(start) else end
    hover = [f"<b>{value_of(value)}</b>", value_period(value), report_name(value)]
    label = qualified(number_words(value["value"]), value["qualifier"])
    place = f"{value['report_id']}:{value['quantity_no']}"
    at = first + (end - first) / 2 if spans else end
    return Mark("bar" if spans else "dot", first if spans else end, end, at, float(value["value"]), label,
                "<br>".join(hover), place)  # fmt: skip


def of_place(values: pd.DataFrame, place: str) -> pd.Series | None:
    """The value that a mark stands for; None where there is none such."""
    found = values[(values["report_id"] + ":" + values["quantity_no"].astype(str)) == place]
    return None if found.empty else found.iloc[0]


def sections(found: pd.DataFrame) -> Sequence[str]:
    """The sections that series stand in, in order."""
    return list(dict.fromkeys(found["section"]))
