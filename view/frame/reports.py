"""Reports by name: long where one is chosen, short where many stand side by side."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from catalog.words import words
from findings.kept import kept
from findings.lanes import report_name
from findings.period_words import period_words
from warehouse import holdings, reads


@kept(8)
def report_names() -> Mapping[str, str]:
    """Every report's title with its session and period, by report_id, the newest first."""
    reports = reads.reports()
    return {
        str(row["report_id"]): words("reports.name", title=report_name(row), period=period_of(row))
        for _, row in reports.iloc[::-1].iterrows()
    }


@kept(8)
def newest_told() -> str:
    """The newest report of what was done, as every screen has it; else the newest of any."""
    return reads.newest_report() or str(reads.reports().iloc[-1]["report_id"])


@kept(8)
def report_rows() -> Mapping[str, pd.Series]:
    """The row of every report, as :func:`warehouse.queries.reports` gives it, by report_id and period."""
    return {str(row["report_id"]): row for _, row in reads.reports().iterrows()}


@kept(512)
def count_of(report_id: str, thing: str) -> int:
    """How many of a thing (passages, numbers, tables …) a report holds: see :func:`holdings.accounts`."""
    return int(reads.ask(holdings.account, report_id)[thing].iloc[0])


def period_of(row: pd.Series) -> str:
    """The period a report covers."""
    return period_words(row["period_start"].date(), row["period_end"].date())
