"""What one build says otherwise than the one before: values added, changed or gone, checks that newly fail."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from warehouse import additions, corrections, judgements, queries
from warehouse.connect import Warehouse

# What a value is of, within its report.
_THING = ["report_id", "metric_id", "measure", "counting", "part", "period_start", "period_end"]
# What is told of the value that it was.
_OLD = ["value", "unit", "qualifier", "by"]


@dataclass(frozen=True, eq=False)
class BuildChange:
    """What is new in a build.

    ``added``, ``changed`` and ``gone`` are values with their metric's names, report, period, sentence; of those
    changed ``old_value``, ``old_unit`` and ``old_qualifier`` are what the build before says, and ``old_by`` who had
    decided it. ``sure`` are those added to reports that were there before and that no person decided: what was
    decided of others made them sure.
    ``fails`` are the checks that fail in it and did not before; ``restated`` what corrected editions newly print
    otherwise, as :func:`warehouse.corrections.restated` gives it.
    """

    reports: tuple[str, ...]
    reports_gone: tuple[str, ...]
    added: pd.DataFrame
    sure: pd.DataFrame
    changed: pd.DataFrame
    gone: pd.DataFrame
    fails: pd.DataFrame
    restated: pd.DataFrame

    @property
    def learned(self) -> int:
        """How many values are others now though no person decided them: what was decided of others is why."""
        return int((self.changed["by"] != "person").sum())

    @property
    def reviewed(self) -> int:
        """How many values that a person had decided are others now, or gone."""
        return int((self.changed["old_by"] == "person").sum() + (self.gone["by"] == "person").sum())

    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {
            "added": len(self.added), "changed": len(self.changed), "gone": len(self.gone), "fails": len(self.fails),
        }  # fmt: skip


def build_change(old: Warehouse | None, new: Warehouse) -> BuildChange:
    """What a build says otherwise than an earlier one; all it says where there is none."""
    after = additions.values(new)
    before = additions.values(old) if old is not None else after.iloc[:0]
    lost = before[~before["observation_id"].isin(after["observation_id"])]
    come = after[~after["observation_id"].isin(before["observation_id"])]
    # One value that became another, where the report prints one of the thing in each; else one is gone, one came.
    single = [frame[~frame.duplicated(_THING, keep=False)] for frame in (lost, come)]
    pairs = single[1].merge(single[0][[*_THING, *_OLD, "observation_id"]], on=_THING, suffixes=("", "_old"))
    changed = pairs.rename(columns={f"{name}_old": f"old_{name}" for name in _OLD})
    titles = [_titles(old) if old is not None else {}, _titles(new)]
    added = come[~come["observation_id"].isin(changed["observation_id"])]
    return BuildChange(
        tuple(title for report, title in titles[1].items() if report not in titles[0]),
        tuple(title for report, title in titles[0].items() if report not in titles[1]),
        added,
        added[added["report_id"].isin(titles[0]) & (added["by"] != "person")],
        changed,
        lost[~lost["observation_id"].isin(changed["observation_id_old"])],
        _new_failures(old, new),
        _newly_restated(old, new),
    )


def _titles(warehouse: Warehouse) -> dict[str, str]:
    reports = queries.reports(warehouse)
    return dict(zip(reports["report_id"], reports["title"], strict=True))


def _new_failures(old: Warehouse | None, new: Warehouse) -> pd.DataFrame:
    keys = ["check_id", "report_id", "instance"]
    now = judgements.failed_checks(new)
    failed = judgements.failed_checks(old) if old is not None else now.iloc[:0]
    known = set(map(tuple, failed[keys].to_numpy()))
    return now[[tuple(row) not in known for row in now[keys].to_numpy()]]


def _newly_restated(old: Warehouse | None, new: Warehouse) -> pd.DataFrame:
    now = corrections.restated(new)
    if old is None:
        return now
    return now[~now["observation_id"].isin(corrections.restated(old)["observation_id"])]
