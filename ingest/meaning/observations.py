"""What a report's numbers came to: one observation for each thing said, however often it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.numbers.doubts import Doubt
from ingest.numbers.printed import Decision, Observation, Quantity, Segment, Trouble, key_of
from ingest.tables.budget_rows import BudgetSum

# What parts a name of two: 四維+鳳山, a lake and its sister.
_PARTS = re.compile(r"[+‧・·]")


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
    whatever period they alone would have; of several, for the one whose part they name. Where the text
    has none, a heading states its own value, a caption none.
    """
    same: dict[tuple[object, ...], list[Observation]] = {}
    by_value: dict[tuple[str, Decimal], list[list[Observation]]] = {}

    def add(observation: Observation) -> None:
        own = same.setdefault((observation.subject, observation.value), [])
        if not own:
            by_value.setdefault((observation.metric_id, observation.value), []).append(own)
        own.append(observation)

    for observation in told:
        if not _may_repeat(observation):
            add(observation)
    for observation in filter(_may_repeat, told):
        repeated = _repeated(observation, by_value.get((observation.metric_id, observation.value), []))
        if repeated is not None:
            repeated.append(observation)
        elif observation.quantity.segment.passage.kind == "heading":
            add(observation)
    return [_with_evidence(own) for own in same.values()]


def _may_repeat(observation: Observation) -> bool:
    """A number in a caption or a heading; a heading that is itself a listed item repeats nothing."""
    kind = observation.quantity.segment.passage.kind
    return kind == "caption" or (kind == "heading" and observation.quantity.form == "number")


def _repeated(observation: Observation, told: Sequence[list[Observation]]) -> list[Observation] | None:
    """Of what the text tells with the value of a caption or heading, what is repeated there; None for nothing."""
    parts = {key_of(own[0].breakdown) for own in told}
    if len(parts) < 2:
        return told[0] if told else None
    text = observation.quantity.segment.passage.compact.text
    return next(
        (
            own
            for own in told
            if own[0].breakdown == observation.breakdown
            or any(part in text for name in own[0].breakdown.values() for part in _PARTS.split(name))
        ),
        None,
    )


def _with_evidence(own: Sequence[Observation]) -> Observation:
    """The first of observations of one value, with the places of all, and the first qualifier."""
    evidence = tuple(quantity for observation in own for quantity in observation.evidence)
    return replace(
        own[0], evidence=evidence, qualifier=next((o.qualifier for o in own if o.qualifier), own[-1].qualifier)
    )


def without_contradictions(examples: Sequence[Observation], others: Iterable[Observation]) -> list[Observation]:
    """The observations, by example or person, that no other value of the same metric, days and part contradicts.

    Two readings that differ are first a doubt about the reading: such a number is suggested.
    """
    values: dict[tuple[object, ...], set[object]] = {}
    proven: dict[tuple[object, ...], set[object]] = {}
    for observation in (*examples, *others):
        values.setdefault(observation.subject, set()).add(observation.value)
        if observation.quantity.adds_up or observation not in examples:
            proven.setdefault(observation.subject, set()).add(observation.value)
    kept: list[Observation] = []
    for observation in examples:
        # What arithmetic proves no other reading makes doubtful.
        stands = observation.quantity.adds_up and proven[observation.subject] == {observation.value}
        if stands or len(values[observation.subject]) == 1:
            kept.append(observation)
        else:
            observation.quantity.observations = []
            observation.quantity.withdrawn = observation
            by = observation.quantity.decision.by
            observation.quantity.decision = Decision("suggested", by, "contradicts_another")
    return kept
