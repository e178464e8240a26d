"""What a chief must know, a theme in one sentence each, and all of them in one: what the overview tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from catalog.load import load
from catalog.models import Panel
from catalog.words import words
from findings.corrections import newest_editions
from findings.explanations import Explanation, explanations
from findings.kept import kept
from findings.lanes import TELLING, Lane, value_lanes
from findings.panels import newest_silence
from findings.titles import Finding, conclude, silent
from findings.values import is_told, listed
from warehouse import reads

# What the first sentence says of a headline that can be compared with a period before.
_MOVED = (
    "up", "down", "higher", "lower", "same", "flat", "zero",
    "rising", "falling", "highest", "lowest", "between_up", "between_down", "between_same",
)  # fmt: skip


@dataclass(frozen=True)
class Theme:
    """A theme's headline metric: its name, the finding, the sentence, and the lane of its small chart.

    ``topic`` is the theme's name. ``silence`` names the newest report where it does not print the figure. ``panel``
    draws the metric on the page ``screen``; both are empty where no topic page has it. ``why`` is what the newest
    report says of a figure that moved or that it leaves out.
    """

    metric_id: str
    topic: str
    screen: str
    panel: str
    name: str
    finding: Finding
    sentence: str
    silence: str | None
    lane: Lane
    why: tuple[Explanation, ...] = ()


@kept(8)
def themes() -> tuple[Theme, ...]:
    """What the catalog says a chief must know, in its order."""
    return tuple(_theme(metric_id) for metric_id in load().leading if metric_id in reads.metrics().index)


def _theme(metric_id: str) -> Theme:
    rows, _ = newest_editions(reads.observations([metric_id]))
    rows = rows[rows["part"] == ""]
    metric = reads.metrics().loc[metric_id]
    name = words.name(metric)
    found = conclude(rows, name)
    silence = newest_silence(metric_id)
    drawn = [(s, panel) for s in load().screens for panel in s.panels if metric_id in panel.metrics]
    screen, panel = drawn[0] if drawn else (None, None)
    topic = words.name(screen or reads.topics().loc[str(metric["topic_id"])])
    said = explanations([metric_id], [newest]) if (newest := reads.newest_report()) else []
    why = tuple(said[:1]) if silence or found.kind in _MOVED else ()
    return Theme(
        metric_id, topic, screen.id if screen else "", panel.id if panel else "", name, found,
        silent(found.sentence, silence), silence, small_lane(metric_id), why,
    )  # fmt: skip


@kept(128)
def small_lane(metric_id: str) -> Lane:
    """What a card or an answer draws of a metric: its values without parts, of periods per month, and no gaps."""
    rows, _ = newest_editions(reads.observations([metric_id]))
    name = words.name(reads.metrics().loc[metric_id])
    card = Panel(id="card", name_zh=name, name_en=name, metrics=(metric_id,))
    no_gaps = reads.coverage([metric_id]).iloc[:0]
    lane, *_ = value_lanes(card, rows[rows["part"] == ""], {metric_id: name}, no_gaps, {}, "per_month")
    return lane


def lead(found: Sequence[Theme]) -> str:
    """What moved, what cannot be compared and what the newest report leaves out, in one sentence.

    Metrics that the newest report leaves out are told as such only: their last change is old.
    """
    printed = [theme for theme in found if not theme.silence]
    moved = [_moved(theme) for theme in printed if theme.finding.kind in _MOVED]
    alone = [theme.name for theme in printed if theme.finding.kind not in _MOVED]
    quiet = [theme.name for theme in found if theme.silence]
    parts = [words("overview.lead.moved_joint").join(moved)] if moved else []
    parts += [words("overview.lead.alone", metrics=listed(alone))] if alone else []
    parts += [words("overview.lead.silent", metrics=listed(quiet))] if quiet else []
    return words("overview.lead.joint").join(parts)


def _moved(theme: Theme) -> str:
    monthly = is_told(theme.finding.newest.iloc[-1]["per_month"])
    # What is set beside a figure says itself that it is an average.
    named = monthly and not theme.finding.kind.startswith("between")
    metric = words("finding.per_month", metric=theme.name) if named else theme.name
    told = {**theme.finding.course, "metric": metric, "change": theme.finding.change}
    return words(f"overview.lead.{theme.finding.kind}", **told)


@dataclass(frozen=True)
class Covered:
    """The reports of what was done: how many, from when to when; days without one; overlaps; plans beside them."""

    reports: int
    first: pd.Timestamp
    last: pd.Timestamp
    gaps: tuple[tuple[pd.Timestamp, pd.Timestamp], ...]
    overlaps: int
    plans: int


def covered(reports: pd.DataFrame) -> Covered | None:
    """How the reports of what was done cover time; None where there is none.

    Args:
        reports: as :func:`warehouse.queries.reports` gives them.
    """
    telling = reports[reports["genre"].isin(TELLING)].sort_values(["period_start", "period_end"])
    if telling.empty:
        return None
    gaps, overlaps = [], 0
    until: pd.Timestamp | None = None
    for start, end in zip(telling["period_start"], telling["period_end"], strict=True):
        if until is not None and start > until + pd.Timedelta(days=1):
            gaps.append((until + pd.Timedelta(days=1), start - pd.Timedelta(days=1)))
        overlaps += until is not None and start <= until
        until = end if until is None else max(until, end)
    first, last = telling["period_start"].min(), telling["period_end"].max()
    return Covered(len(telling), first, last, tuple(gaps), overlaps, len(reports) - len(telling))
