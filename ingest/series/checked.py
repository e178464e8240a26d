"""Checks of accepted series: the catalog's relations between reports, held against what people confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from catalog.models import Catalog, Metric
from ingest.checking.between_reports import COMPARING, compared
from ingest.rows import ReportRows, Row

_ACCEPTED = "accepted"
_RULE = "series_accepted"


def check_results(tables: Mapping[str, Sequence[Row]], reports: Sequence[ReportRows], catalog: Catalog) -> list[Row]:
    """Rows of ``check_result`` for the accepted series of one agency: one thing, one value; halves and their year.

    Nobody is accused by what is only proposed: values that no person confirmed, and days that no report states, are
    compared with nothing.

    Args:
        tables: the rows of ``series`` and ``series_value``.
        reports: the agency's, with their tables report and quantity.
        catalog: its checks between reports.
    """
    accepted = {row["series_id"]: row for row in tables["series"] if row["status"] == _ACCEPTED}
    if not accepted:
        return []
    known = catalog.model_copy(update={"metrics": {series_id: _metric(row) for series_id, row in accepted.items()}})
    own: dict[str, list[Row]] = defaultdict(list)
    stated = {
        (report.report_id, row["quantity_no"])
        for report in reports
        for row in report.tables["quantity"]
        if row["period_end"] is not None
    }
    for observation in _observations(tables["series_value"], accepted, stated):
        own[observation["report_id"]].append(observation)
    printed = [
        {"report": report.tables["report"], "observation": own[report.report_id], "completion": ()}
        for report in reports
    ]
    return [row for check in catalog.checks if check.kind in COMPARING for row in compared(check, printed, known)]


def _observations(values: Sequence[Row], accepted: Mapping[str, Row], stated: set[tuple[str, int]]) -> Iterator[Row]:
    """The confirmed values as checks know values, each once a report, by the first number that prints it."""
    first: dict[tuple[str, str, float], Row] = {}
    for row in sorted(values, key=lambda row: int(row["quantity_no"])):
        first.setdefault((row["series_id"], row["report_id"], row["value"]), row)
    for row in first.values():
        series = accepted.get(row["series_id"])
        if series is None or not row["confirmed"] or row["period_start"] is None or row["period_kind"] == "plan":
            continue
        if row["period_kind"] == "day" and (row["report_id"], row["quantity_no"]) not in stated:
            continue
        yield {
            "observation_id": f"{row['report_id']}:{row['quantity_no']}", "metric_id": row["series_id"],
            "measure": series["measure"], "unit": row["unit"] or series["unit"], "counting": None, "rule": _RULE,
            "breakdown": {},
            **{name: row[name] for name in ("report_id", "period_start", "period_end", "value", "qualifier", "quote")},
        }  # fmt: skip


def _metric(series: Row) -> Metric:
    """A series as the metric it was accepted as."""
    return Metric(
        id=series["series_id"], name_zh=series["name_zh"], name_en=series["name_zh"], definition_zh="",
        definition_en="", unit=series["unit"], measure=series["measure"],
        comparable_units=tuple(series["comparable_units"]),
    )  # fmt: skip
