"""The values of a report that is not published, drawn beside those that are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from catalog.models import Panel
from catalog.words import words
from findings.additions import Additions, other_reports
from findings.corrections import correction_notes, newest_editions, with_corrections
from findings.lanes import Lane, Mark, View, value_lanes
from findings.notes import drawing_notes, truth_notes
from findings.values import is_told
from warehouse import queries
from warehouse.additions import lineage
from warehouse.connect import Warehouse
from warehouse.lineage import Lineage

# Stands before what the report itself prints.
SIGN = "＊"
# More lanes than this are not seen together; the table holds them all.
MOST_LANES = 8


@dataclass(frozen=True, eq=False)
class Beside:
    """Lanes that hold a value of the report, those with the longest course first, with notes; how many are left out."""

    lanes: tuple[Lane, ...]
    notes: tuple[str, ...]
    left_out: int


def beside(own: Warehouse, published: Warehouse | None, added: Additions, metric_ids: Sequence[str]) -> Beside:
    """The values of some metrics that the one report of ``own`` prints, in the lanes of the published ones.

    Args:
        own: holds that report alone.
        published: the published warehouse, None where there is none yet.
        added: what the report adds to it.
        metric_ids: the metrics.
    """
    others = other_reports(added.report, published) if published is not None else None
    return _drawn(own, published, added, others, tuple(metric_ids), "per_month")


def recurring_beside(own: Warehouse, published: Warehouse | None, added: Additions) -> Beside:
    """The values of measures that recur in the reports of an agency, as :func:`beside` draws those of metrics."""
    agency_id = added.report["agency_id"]
    if not is_told(agency_id):
        return Beside((), (), 0)
    others = other_reports(added.report, published) if published is not None else None
    kin = Lineage(lineage(own if published is None else published, str(agency_id)), has_catalog=False)
    # What recurs stands where metrics do.
    own = own.within(kin)
    ids = tuple(queries.metrics(own)["metric_id"])
    return _drawn(own, published and published.within(kin), added, others, ids, "printed")


def _drawn(
    own: Warehouse,
    published: Warehouse | None,
    added: Additions,
    others: pd.DataFrame | None,
    ids: tuple[str, ...],
    view: View,
) -> Beside:
    mine, coverage, corrects = queries.observations(own, ids), queries.coverage(own, ids), dict[str, str]()
    rows = mine
    if published is not None and others is not None:
        told = others[others["edition_of"].notna()]
        corrects = dict(zip(told["report_id"], told["edition_of"], strict=True))
        held = [frame[frame["report_id"].isin(others["report_id"])] for frame in (
            queries.observations(published, ids), queries.coverage(published, ids)
        )]  # fmt: skip
        rows = pd.concat([held[0], mine], ignore_index=True) if len(held[0]) else mine
        coverage = pd.concat([held[1], coverage], ignore_index=True)
    if is_told(added.report["edition_of"]):
        corrects[str(added.report["report_id"])] = str(added.report["edition_of"])
    known = queries.metrics(own).set_index("metric_id", drop=False)
    names = {metric_id: words.name(known.loc[metric_id]) for metric_id in ids}
    standing, was = newest_editions(rows, corrects)
    panel = Panel(id="beside", name_zh="", name_en="", metrics=ids)
    lanes = with_corrections(value_lanes(panel, standing, names, coverage, {}, view), was)
    fresh = set(mine["observation_id"])
    holding = [lane for lane in lanes if any(mark.observation_id in fresh for mark in lane.marks)]
    holding.sort(key=lambda lane: len(lane.marks), reverse=True)
    shown = [replace(lane, marks=tuple(_told(mark, fresh) for mark in lane.marks)) for lane in holding[:MOST_LANES]]
    drawn = standing[standing["observation_id"].isin({mark.observation_id for lane in shown for mark in lane.marks})]
    notes = (f"{SIGN} {words('chart.note.beside')}", *drawing_notes(shown, view), *truth_notes(drawn, shown))
    return Beside(tuple(shown), (*notes, *correction_notes(drawn, was)), len(holding) - len(shown))


def _told(mark: Mark, fresh: set[str]) -> Mark:
    if mark.observation_id not in fresh or mark.shape not in ("bar", "dot"):
        return mark
    return replace(mark, label=f"{SIGN}{mark.label}", hover=f"{mark.hover}<br>{words('chart.note.beside')}")
