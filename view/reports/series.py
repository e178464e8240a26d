"""Series that begin, stop or resume over the reports, from what each prints of a metric."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from findings.lanes import TELLING

Kind = Literal["begins", "stops", "resumes"]
KINDS: tuple[Kind, ...] = ("stops", "resumes", "begins")


@dataclass(frozen=True)
class Turn:
    """A series begins, stops or resumes.

    ``report`` is the first to print it (again), or the last that did; ``silent`` counts the reports
    that are silent: before it begins, behind its end, or in between.
    """

    kind: Kind
    metric_id: str
    report: str
    silent: int


def turns(matrix: pd.DataFrame) -> list[Turn]:
    """The turns of every metric, in the order of ``matrix``.

    Only reports of what was done count: a plan of what is to come may leave anything out. A report
    that could not be read is no silence: nothing turns at it.

    Args:
        matrix: as :func:`warehouse.holdings.matrix` gives it.
    """
    told = matrix[matrix["genre"].isin(TELLING)]
    found: list[Turn] = []
    rows = zip(told["metric_id"], told["report_id"], told["status"], strict=True)
    for metric_id, own in itertools.groupby(rows, key=lambda row: row[0]):
        _, reports, statuses = zip(*own, strict=True)
        found += _turns(str(metric_id), reports, statuses)
    return found


def _turns(metric_id: str, reports: Sequence[str], statuses: Sequence[str]) -> list[Turn]:
    found: list[Turn] = []
    last, silent, unreadable = "", 0, False
    for report, status in zip(reports, statuses, strict=True):
        if status == "printed":
            if silent and not unreadable:
                found.append(Turn("resumes" if last else "begins", metric_id, report, silent))
            last, silent, unreadable = report, 0, False
        else:
            silent += status == "not_printed"
            unreadable = unreadable or status == "unreadable"
    if last and silent and not unreadable:
        found.append(Turn("stops", metric_id, last, silent))
    return found
