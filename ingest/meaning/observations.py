"""What a report's numbers came to: one observation for each thing said, however often it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.numbers.doubts import Doubt
from ingest.numbers.printed import Observation, Quantity, Segment, Trouble, key_of
from ingest.tables.budget_rows import BudgetSum


@dataclass(frozen=True)
class Reading:
    """What a report's numbers came to.

    ``quantities`` are the numbers that are stored, numbered from 1 in reading order; ``seen`` is
    every number met in ``segments``, ordinals that nothing counts included; ``doubts`` are those
    that were not sure enough to be taken.
    """

    quantities: tuple[Quantity, ...]
    observations: tuple[Observation, ...]
    troubles: tuple[Trouble, ...]
    sums: tuple[BudgetSum, ...] = ()
    segments: tuple[Segment, ...] = ()
    seen: tuple[Quantity, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def merged(told: Sequence[Observation]) -> list[Observation]:
    """One observation per metric, period, breakdown and value; a value printed twice keeps both places.

    Captions and headings repeat what the text says: they are evidence for the text's observation,
    whatever period they alone would have. Where the text has none, a heading states its own value,
    a caption none.
    """
    first: dict[tuple[object, ...], Observation] = {}
    for observation in told:
        if not _may_repeat(observation):
            _add(first, observation)
    for observation in filter(_may_repeat, told):
        same = (observation.metric_id, observation.value)
        key = next((key for key, o in first.items() if (o.metric_id, o.value) == same), None)
        if key is not None:
            first[key] = _with_evidence(first[key], observation)
        elif observation.quantity.segment.passage.kind == "heading":
            _add(first, observation)
    return list(first.values())


def _may_repeat(observation: Observation) -> bool:
    """A number in a caption or a heading; a heading that is itself a listed item repeats nothing."""
    kind = observation.quantity.segment.passage.kind
    return kind == "caption" or (kind == "heading" and observation.quantity.form == "number")


def _add(first: dict[tuple[object, ...], Observation], observation: Observation) -> None:
    period = (observation.period.start, observation.period.end)
    key = (observation.metric_id, period, key_of(observation.breakdown), observation.value)
    first[key] = _with_evidence(first[key], observation) if key in first else observation


def _with_evidence(first: Observation, again: Observation) -> Observation:
    return replace(first, evidence=(*first.evidence, *again.evidence), qualifier=first.qualifier or again.qualifier)
