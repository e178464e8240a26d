"""What a report that is not published adds to those that are: new, the same, restated, or no longer printed.

Nothing is said to be restated but one value beside one other of the same thing, both printed exactly.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal, get_args

import pandas as pd

from findings.values import is_told
from warehouse import additions, queries
from warehouse.connect import Warehouse

# corrected: restated by an edition of the same report. unlike: printed otherwise, but not so that it compares.
Status = Literal["corrected", "restated", "unlike", "new", "same"]
STATUSES: tuple[Status, ...] = get_args(Status)
# Silences of a metric that the edition before printed: only the first says that it is not there.
_SILENCES = ("not_printed", "maybe_printed", "unreadable")

_THING = ("metric_id", "measure", "counting", "part", "works_status", "period_start", "period_end")


@dataclass(frozen=True, eq=False)
class Additions:
    """A report beside the published ones.

    ``values`` are its observations, with ``status`` and, where another report prints the thing, ``earlier_value``,
    ``earlier_unit``, ``earlier_qualifier``, ``earlier_report_id``, ``earlier_quote`` and ``earlier_heads``.
    ``silent`` are the metrics that ``before``, the edition before, prints and this one does not, each with how it is
    silent (``status``).
    """

    report: pd.Series
    values: pd.DataFrame
    silent: pd.DataFrame
    before: pd.Series | None
    published_as: str | None

    def count(self, status: Status) -> int:
        """How many values have a status."""
        return int((self.values["status"] == status).sum())


def added_by(own: Warehouse, published: Warehouse | None) -> Additions:
    """What the one report of a warehouse adds to the published ones.

    Args:
        own: holds that report alone.
        published: the published warehouse, None where there is none yet.
    """
    report = queries.reports(own).iloc[0]
    metric_ids = tuple(queries.metrics(own)["metric_id"])
    values = queries.observations(own, metric_ids)
    if published is None:
        return Additions(report, _compared(values, values.iloc[:0], None), _nothing_silent(), None, None)
    others = queries.reports(published)
    same = others[(others["sha256"] == report["sha256"])]
    others = other_reports(report, published)
    observed = queries.observations(published, metric_ids)
    observed = observed[observed["report_id"].isin(others["report_id"])]
    edition_of = report["edition_of"] if is_told(report["edition_of"]) else None
    before = _before(report, others, edition_of)
    silent = _nothing_silent() if before is None else _silent(own, published, before, metric_ids)
    return Additions(
        report, _compared(values, observed, edition_of), silent, before,
        str(same.iloc[0]["title"]) if len(same) else None,
    )  # fmt: skip


def other_reports(report: pd.Series, published: Warehouse) -> pd.DataFrame:
    """The published reports that a new one is held against: of its lineage; not one whose place it would take."""
    others = queries.reports(published)
    lineage = additions.lineage(published, str(report["agency_id"])) if is_told(report["agency_id"]) else ()
    own: pd.DataFrame = others[(others["report_id"] != report["report_id"]) & others["agency_id"].isin(lineage)]
    return own


def _nothing_silent() -> pd.DataFrame:
    return pd.DataFrame(columns=["metric_id", "name_zh", "name_en", "status"])


def _before(report: pd.Series, others: pd.DataFrame, edition_of: str | None) -> pd.Series | None:
    """The report it corrects, else the last one of its kind that ends before it does."""
    if edition_of is not None and (others["report_id"] == edition_of).any():
        return others[others["report_id"] == edition_of].iloc[0]
    earlier = others[(others["genre"] == report["genre"]) & (others["period_end"] < report["period_end"])]
    return earlier.sort_values(["period_end", "period_start"]).iloc[-1] if len(earlier) else None


def _silent(own: Warehouse, published: Warehouse, before: pd.Series, metric_ids: tuple[str, ...]) -> pd.DataFrame:
    told = queries.coverage(published, metric_ids)
    printed = told[(told["report_id"] == before["report_id"]) & (told["status"] == "printed")]["metric_id"]
    now = queries.coverage(own, metric_ids).set_index("metric_id")["status"]
    metrics = queries.metrics(own).set_index("metric_id", drop=False)
    rows = [
        {"metric_id": one, "name_zh": metrics.loc[one, "name_zh"], "name_en": metrics.loc[one, "name_en"],
         "status": now[one]}
        for one in printed
        if one in now.index and now[one] in _SILENCES
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["metric_id", "name_zh", "name_en", "status"])


# One thing, several values -----------------------------------------------------------------------


def _key(row: pd.Series) -> tuple[Hashable, ...]:
    """What a value is of: its metric, part, way of counting and days."""
    return tuple(row[name] if is_told(row[name]) else None for name in _THING)


def _compared(values: pd.DataFrame, observed: pd.DataFrame, edition_of: str | None) -> pd.DataFrame:
    others: dict[tuple[Hashable, ...], list[pd.Series]] = {}
    for _, row in observed.iterrows():
        others.setdefault(_key(row), []).append(row)
    keys = [_key(row) for _, row in values.iterrows()]
    told = [
        _told(row, keys.count(key) == 1, others.get(key, []), edition_of)
        for key, (_, row) in zip(keys, values.iterrows(), strict=True)
    ]
    columns = ("status", "earlier_value", "earlier_unit", "earlier_qualifier", "earlier_report_id", "earlier_quote",
               "earlier_heads")  # fmt: skip
    beside = pd.DataFrame(told, columns=list(columns), index=values.index, dtype=object)
    return pd.concat([values, beside], axis=1)


def _told(row: pd.Series, alone: bool, others: list[pd.Series], edition_of: str | None) -> tuple[object, ...]:
    """The status of a value, and the other one it is held against."""
    if not others:
        return ("new", *[None] * 6)
    equal = [other for other in others if other["value"] == row["value"] and other["unit"] == row["unit"]]
    corrects = [other for other in others if other["report_id"] == edition_of]
    # The last one printed: what a reader knew until now.
    other = (equal or corrects or sorted(others, key=lambda one: (one["report_end"], one["report_id"])))[-1]
    status: Status = "same" if equal else "unlike"
    if not equal and alone and _one_of_its_report(other, others) and _exact(row) and _exact(other):
        comparable = row["unit"] == other["unit"] or (row["comparable"] and other["comparable"])
        if comparable:
            status = "corrected" if corrects else "restated"
    return (status, other["value"], other["unit"], other["qualifier"], other["report_id"], other["quote"],
            other["heads"])  # fmt: skip


def _one_of_its_report(other: pd.Series, others: list[pd.Series]) -> bool:
    return [one["report_id"] for one in others].count(other["report_id"]) == 1


def _exact(row: pd.Series) -> bool:
    return not is_told(row["qualifier"]) and not row["by_ocr"]
