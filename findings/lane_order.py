"""The lanes of an extract in the order of what they have to say: first the one its title speaks of."""

from __future__ import annotations

import pandas as pd

from catalog.load import load
from catalog.models import Panel
from findings.extracts import Extract
from findings.lanes import Lane
from warehouse import reads


def leading_lanes(extract: Extract) -> tuple[Lane, ...]:
    """The lanes of the headline metric, the whole before its parts, then the others.

    Among each the newest values first; lanes without values come last.
    """
    headline = headline_metric(extract)
    rows = extract.drawn.rows
    metrics = dict(zip(rows["observation_id"], rows["metric_id"], strict=True))
    whole = set(rows[rows["part"] == ""]["observation_id"])
    own = [lane for lane in extract.drawn.lanes if any(metrics.get(m.observation_id) == headline for m in lane.marks)]

    def said(lane: Lane) -> tuple[bool, pd.Timestamp]:
        # A title speaks of the whole where any report prints it, else of parts.
        return any(mark.observation_id in whole for mark in lane.marks), _newest(lane)

    rest = [lane for lane in extract.drawn.lanes if lane not in own]
    told = sorted((lane for lane in rest if lane.marks), key=_newest, reverse=True)
    return (*sorted(own, key=said, reverse=True), *told, *(lane for lane in rest if not lane.marks))


def headline_metric(extract: Extract) -> str | None:
    """The metric whose finding is the title; None where the panel has none (time lines, lists)."""
    if extract.id in load().metrics or extract.id in reads.metrics().index:
        return extract.id
    panel = _panel(extract)
    if panel is None:
        return None
    if panel.kind == "shares":
        return panel.pairs[-1][1]
    return panel.headline or next(iter(panel.metrics), None)


def _panel(extract: Extract) -> Panel | None:
    named = ((f"{screen.id}-{panel.id}", panel) for screen in load().screens for panel in screen.panels)
    return next((panel for name, panel in named if name == extract.id), None)


def _newest(lane: Lane) -> pd.Timestamp:
    return max(mark.end for mark in lane.marks)
