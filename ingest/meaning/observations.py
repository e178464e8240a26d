"""What a report's numbers came to: one observation for each thing said, however often it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.numbers.doubts import Doubt
from ingest.numbers.printed import Observation, Quantity, Segment, Trouble
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
    same: dict[tuple[object, ...], list[Observation]] = {}
    by_value: dict[tuple[str, Decimal], list[Observation]] = {}

    def add(observation: Observation) -> None:
        own = same.setdefault((observation.subject, observation.value), [])
        own.append(observation)
        by_value.setdefault((observation.metric_id, observation.value), own)

    for observation in told:
        if not _may_repeat(observation):
            add(observation)
    for observation in filter(_may_repeat, told):
        repeated = by_value.get((observation.metric_id, observation.value))
        if repeated is not None:
            repeated.append(observation)
        elif observation.quantity.segment.passage.kind == "heading":
            add(observation)
    return [_with_evidence(own) for own in same.values()]


def _may_repeat(observation: Observation) -> bool:
    """A number in a caption or a heading; a heading that is itself a listed item repeats nothing."""
    kind = observation.quantity.segment.passage.kind
    return kind == "caption" or (kind == "heading" and observation.quantity.form == "number")


def _with_evidence(own: Sequence[Observation]) -> Observation:
    """The first of observations of one value, with the places of all, and the first qualifier."""
    evidence = tuple(quantity for observation in own for quantity in observation.evidence)
    return replace(
        own[0], evidence=evidence, qualifier=next((o.qualifier for o in own if o.qualifier), own[-1].qualifier)
    )
