"""What people decided: in words, about a number or a series, and what of it the published build has read."""

from __future__ import annotations

from catalog.load import load
from catalog.words import words
from findings.values import unit_words
from reviews import log
from reviews.decision import Decision
from reviews.series import SeriesDecision
from warehouse import reads


def answer_words(decision: Decision | SeriesDecision) -> str:
    """What a decision says."""
    if isinstance(decision, SeriesDecision):
        return _series_words(decision)
    if decision.says == "undone":
        return words("audit.undone")
    if decision.new is not None:
        return words("review.answer_new", name=decision.new.name, unit=unit_words(decision.new.unit))
    if not decision.metrics:
        return words("review.answer_none")
    return words("list.joint").join(map(metric_name, decision.metrics))


def counted_decisions() -> frozenset[str]:
    """Ids of the decisions that the published build has read: by their place in the log, whenever they were made.

    Raises:
        OSError: the log is there and cannot be read.
    """
    return frozenset(log.read().ids[: int(reads.build()["counts"].get("reviews", 0))])


def metric_name(metric_id: str) -> str:
    """A metric's name with its unit; its id where the catalog has it no more."""
    metric = load().metrics.get(metric_id)
    return words("review.metric", name=words.name(metric), unit=unit_words(metric.unit)) if metric else metric_id


def _series_words(decision: SeriesDecision) -> str:
    told = decision.named
    if told is None:
        if decision.series == "undone":
            return words("audit.undone")
        return words(f"series.answer.{decision.series}", count=len(decision.points), others=len(decision.others))
    unit, measure = unit_words(told.unit) or words("series.no_unit"), words(f"measure.{told.measure}")
    return words(f"series.answer.{decision.series}", name=told.name, unit=unit, measure=measure)
