"""The same measure as other agencies print it: each under its own agency, none compared with another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from catalog.words import words
from findings.exploration import Choice, explore
from findings.lanes import Lane
from warehouse import reads

# What stands before the last of these in a name is only where the measure stands in its reports.
_WITHIN = "："


@dataclass(frozen=True)
class Elsewhere:
    """A measure of another agency: whose it is, what it is called there, and how it is drawn."""

    agency: pd.Series
    metric_id: str
    name: str
    lanes: tuple[Lane, ...]


def elsewhere(metric_ids: Sequence[str]) -> list[Elsewhere]:
    """What other agencies print under the name and in the unit of some metrics, agency by agency.

    Args:
        metric_ids: of the agency that is asked about.
    """
    known = reads.metrics().loc[list(metric_ids)]
    wanted = {(_bare(row["name_zh"]), row["unit"]) for _, row in known.iterrows()}
    found = []
    for agency_id, agency in reads.agencies().iterrows():
        if agency_id == reads.current_agency():
            continue
        with reads.of_agency(str(agency_id)):
            own = reads.metrics()
            same = [row for _, row in own.iterrows() if (_bare(row["name_zh"]), row["unit"]) in wanted]
            # Of several, what each is of tells them apart.
            found += [_drawn(agency, row, bare=len(same) == 1) for row in same]
    return [one for one in found if any(lane.marks for lane in one.lanes)]


def _bare(name: str) -> str:
    return name.rpartition(_WITHIN)[2]


def _drawn(agency: pd.Series, metric: pd.Series, *, bare: bool) -> Elsewhere:
    name = _bare(words.name(metric)) if bare else words.name(metric)
    title = words("agency.of", agency=words.name(agency), name=name)
    seen = explore(Choice((str(metric["metric_id"]),), view="printed"))
    lanes = tuple(replace(lane, title=title) for lane in seen.lanes)
    return Elsewhere(agency, str(metric["metric_id"]), name, lanes)
