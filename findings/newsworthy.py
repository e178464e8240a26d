"""Which extracts to show first, and why: what a chief must know, new contradictions, large changes, silences.

The same warehouse gives the same proposals. No two are of one topic, so that five slides do not tell
one story five times; but for what contradicts itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from catalog.load import load
from catalog.models import Screen
from catalog.words import words
from findings.comparisons import Compared, differences
from findings.corrections import newest_editions
from findings.extracts import Extract, of_metric, of_panel
from findings.lanes import TELLING, short_report_name
from findings.recurring import most_telling
from findings.titles import row_period
from findings.values import is_told, number_words, with_unit
from warehouse import reads, recurring

Kind = Literal["lead", "failed", "change", "silent"]

# Counts below this change by half when one thing happens more: no news.
_LEAST_COUNT = 10
# A change below this share is no large one.
_LEAST_SHARE = 5.0
# What sums of fractions in binary may be off by.
_HAIR = 1e-9


@dataclass(frozen=True)
class Proposal:
    """An extract worth showing, what kind of news it is, and why, in words for the one who chooses.

    ``news`` is a sentence for its slide where the finding, which follows the values, does not say why.
    """

    extract: Extract
    kind: Kind
    why: str
    news: str = ""


@dataclass(frozen=True)
class _Candidate:
    """A metric worth showing; the extract is made only when it is chosen."""

    metric_id: str
    kind: Kind
    weight: float
    why: str
    news: str = ""
    report_id: str = ""


def telling_extracts(count: int = 5) -> list[Proposal]:
    """The extracts most worth showing, at most ``count``, in the order in which they are told.

    First what a chief must know, with a new contradiction where the newest report has one; then large changes, what
    is no longer printed, and contradictions of earlier reports.

    Args:
        count: how many at most.
    """
    failed, newest = _ranked(_failed()), reads.newest_report()
    new = [own for own in failed if own.report_id == newest]
    leads = list(_leading())
    # The worst new contradiction is never left out.
    head = [*leads[: max(1, count - 1)], *new[:1], *leads[max(1, count - 1) :]] if new else leads
    rest = [*new, *_ranked(_changed()), *_ranked(_silent()), *failed]
    return [Proposal(_extract(c.metric_id), c.kind, c.why, c.news) for c in _diverse([*head, *rest], count)]


def accepted_extracts(count: int = 5) -> list[Proposal]:
    """Of an agency without a catalog what people accepted and most reports print, as :func:`telling_extracts`."""
    found = reads.ask(recurring.proposals)
    own = most_telling(found[found["status"] == "accepted"], count)
    return [
        Proposal(of_metric(series_id, "printed"), "lead", words("telling.accepted", metric=name))
        for series_id, name in zip(own["series_id"], own["name_zh"], strict=True)
    ]


def _leading() -> Iterator[_Candidate]:
    """The figures a chief must know, as far as any report prints them, and which of them the newest prints no more."""
    leading = load().leading
    printed = set(reads.observations(leading)["metric_id"])
    silent = {own.metric_id: own for own in _silent()}
    for metric_id in leading:
        if metric_id in printed:
            news = silent.get(metric_id)
            why = news.why if news else words("telling.lead", metric=words.name(load().metrics[metric_id]))
            yield _Candidate(metric_id, "lead", 0.0, why)


def _ranked(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """The heaviest first; of equal ones the first of the catalog."""
    places = {metric_id: place for place, metric_id in enumerate(load().metrics)}
    return sorted(candidates, key=lambda own: (-own.weight, places[own.metric_id]))


def _diverse(candidates: Iterable[_Candidate], count: int) -> list[_Candidate]:
    """The first of each topic, and its first contradiction: that is another matter."""
    topics: set[tuple[str, bool]] = set()
    kept: list[_Candidate] = []
    for candidate in candidates:
        topic = load().topic_of[candidate.metric_id], candidate.kind == "failed"
        if len(kept) < count and topic not in topics:
            topics.add(topic)
            kept.append(candidate)
    return kept


def _extract(metric_id: str) -> Extract:
    """The panel whose headline the metric is, else the metric by itself."""
    for screen in load().screens:
        for panel in screen.panels:
            if panel.kind == "values" and metric_id == (panel.headline or panel.metrics[0]) and not panel.breakdown:
                return of_panel(screen, panel)
    return of_metric(metric_id)


# Failed checks -------------------------------------------------------------------------------------


def _failed() -> Iterator[_Candidate]:
    checks = reads.checks(tuple(load().metrics))
    checks = checks[(checks["status"] == "fails") & checks["computed"].notna() & checks["stated"].notna()]
    # A last digit that is off by one is how rounded shares are made to add up, and no news.
    apart = (checks["stated"] - checks["computed"]).abs()
    checks = checks[~(apart < 2 * checks["tolerance"].fillna(0) + _HAIR)]
    units = reads.metrics()["unit"]
    names = {row["report_id"]: short_report_name(row) for _, row in reads.reports().iterrows()}
    for _, check in checks.iterrows():
        unit = units[check["metric_id"]]
        told = {
            "check": words.name(check),
            "metric": words.name(load().metrics[check["metric_id"]]),
            "report": names[check["report_id"]],
            "stated": with_unit(number_words(float(check["stated"])), unit),
            "computed": with_unit(number_words(round(float(check["computed"]), 2)), unit),
        }
        weight = _change(float(check["stated"]), float(check["computed"]))
        why, news = words("telling.failed", **told), words("telling.contradiction", **told)
        yield _Candidate(str(check["metric_id"]), "failed", weight, why, news, str(check["report_id"]))


# Changes -------------------------------------------------------------------------------------------


def _changed() -> Iterator[_Candidate]:
    """The newest values of what the newest report prints, beside the ones they compare with."""
    newest = reads.newest_report()
    rows, _ = newest_editions(reads.observations(tuple(load().metrics)))
    printed = set(rows.loc[rows["report_id"] == newest, "metric_id"])
    rows = rows[(rows["part"] == "") & rows["metric_id"].isin(printed)]
    found: dict[str, Compared] = {}
    for compared in differences(rows):
        if compared.row["report_id"] == newest and compared.share is not None and _is_news(compared):
            found[compared.row["metric_id"]] = compared
    for metric_id, compared in found.items():
        yield _Candidate(metric_id, "change", _weight(compared) * _importance(metric_id), _change_words(compared))


def _importance(metric_id: str) -> float:
    """What a topic page leads with matters to more readers, most of all what it is about."""
    screens = load().screens
    if any(metric_id == screen.headline for screen in screens):
        return 2.0
    return 1.5 if any(metric_id in _leads_of(screen) for screen in screens) else 1.0


def _leads_of(screen: Screen) -> set[str]:
    return {panel.headline or panel.metrics[0] for panel in screen.panels if panel.metrics}


def _is_news(compared: Compared) -> bool:
    assert compared.other is not None
    large = max(float(compared.row["value"]), float(compared.other["value"])) >= _LEAST_COUNT
    far = compared.share is not None and abs(compared.share) >= _LEAST_SHARE
    return large and far and compared.row["measure"] in ("flow", "stock")


def _weight(compared: Compared) -> float:
    row, other = compared.row, compared.other
    assert other is not None
    both = [float(own["per_month"] if is_told(own["per_month"]) else own["value"]) for own in (row, other)]
    return _change(*both)


def _change(one: float, other: float) -> float:
    """How far apart two values are, alike for a rise and the fall back: from half to whole as from whole to half."""
    if one <= 0 or other <= 0:
        return math.inf if one != other else 0.0
    return abs(math.log(one / other))


def _change_words(compared: Compared) -> str:
    assert compared.other is not None
    assert compared.share is not None
    key = "telling.rise" if compared.share > 0 else "telling.fall"
    share = abs(compared.share)
    told = {"period": row_period(compared.row), "previous": row_period(compared.other)}
    monthly = words("finding.per_month", metric=words.name(compared.row))
    metric = monthly if is_told(compared.row["per_month"]) else words.name(compared.row)
    change = words("finding.percent", change=number_words(share, 0 if share >= 10 else 1))
    # What is printed as about so much cannot change by exactly so much.
    if any(is_told(row["qualifier"]) for row in (compared.row, compared.other)):
        change = words("finding.about", change=change)
    return words(key, metric=metric, change=change, **told)


# Silence -------------------------------------------------------------------------------------------


def _silent() -> Iterator[_Candidate]:
    """Figures the newest report leaves out, the more telling the more reports printed them before."""
    names = {row["report_id"]: short_report_name(row) for _, row in reads.reports().iterrows()}
    silent = reads.fallen_silent()
    coverage = reads.coverage(tuple(silent["metric_id"]))
    printed = coverage[coverage["genre"].isin(TELLING) & (coverage["status"] == "printed")]
    counts = printed.groupby("metric_id")["report_id"].nunique()
    headlines = set().union(*map(_leads_of, load().screens))
    for _, row in silent.iterrows():
        count = int(counts.get(row["metric_id"], 0))
        told = {
            "metric": words.name(row),
            "count": count,
            "report": names[row["silent_report_id"]],
            "last": names[row["last_report_id"]],
        }
        # Of figures printed as often, those that a topic page leads with matter to more readers.
        weight = count + (0.5 if row["metric_id"] in headlines else 0.0)
        key = "telling.silent" if count > 1 else "telling.silent_once"
        yield _Candidate(str(row["metric_id"]), "silent", weight, words(key, **told))
