"""What stands where there is no number: the signs of the national data standard, and the words of gaps."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.words import words
from findings.lanes import SILENCES
from findings.records import Value

# Columns that only a flow has: an average of a stock means nothing.
_OF_FLOWS = ("per_month", "months")


def sign(record: Mapping[str, Value], column_id: str) -> str:
    """What a cell without a number or date says.

    「--」 where the number would mean nothing, 「…」 where no report is published yet, 「-」 where there is
    none; where a report leaves out or garbles the value itself, the words that say so. A blank would be
    reckoned as zero.

    Args:
        record: the row, by column id.
        column_id: its column that has no number.
    """
    missing = record.get("missing")
    if column_id == "value" and missing:
        return words("sheet.sign.later") if missing == words("chart.not_published") else str(missing)
    if column_id == "period_start":
        return words("chart.not_printed")
    if column_id in _OF_FLOWS and not missing and record.get("measure") != words("measure.flow"):
        return words("sheet.sign.no_sense")
    return words("sheet.sign.none")


def signs() -> list[tuple[str, str, str]]:
    """All signs a sheet may hold: the sign, its name, its meaning."""
    told = [
        (words(f"sheet.sign.{name}"), words(f"sheet.sign.{name}.name"), words(f"sheet.sign.{name}.meaning"))
        for name in ("no_sense", "later", "none")
    ]
    return told + [
        (words(f"chart.{status}"), words(f"sheet.sign.{status}.name"), words(f"sheet.sign.{status}.meaning"))
        for status in (*SILENCES, "no_report")
    ]


def reason(record: Mapping[str, Value]) -> str | None:
    """Why a record has no value, as a code: one of ``SILENCES``, no_report or not_published; None where it has one."""
    missing = record.get("missing")
    codes = (*SILENCES, "no_report", "not_published")
    return next((status for status in codes if missing == words(f"chart.{status}")), None)
