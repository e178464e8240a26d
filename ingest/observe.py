"""Printed numbers to observations: one value of one metric, period and breakdown of one report."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from catalog.models import Catalog, Measure, Metric
from catalog.words import told
from ingest.breakdown import breakdown_of, key_of
from ingest.calendar import Interval
from ingest.fold import Folder
from ingest.identify import Identity
from ingest.listed import read_listed
from ingest.outline import Passage
from ingest.periods import Period, PeriodReader
from ingest.quantities import Quantity, QuantityReader
from ingest.rules import Claim, RuleBook
from ingest.tables import Undecided, place, recognises

WorksStatus = Literal["planned", "done"]


@dataclass(frozen=True)
class Observation:
    """One value as one report prints it. ``evidence`` holds every place that prints it, this one first.

    ``months`` is the length of a flow's period where a monthly rate means something.
    """

    metric_id: str
    period: Period
    measure: Measure
    value: Decimal
    unit: str
    qualifier: str | None
    breakdown: dict[str, str]
    quantity: Quantity
    rule: str
    evidence: tuple[Quantity, ...]
    months: float | None = None
    works_status: WorksStatus | None = None

    def digest(self, report_id: str) -> str:
        """A short id that stays the same while report, metric, period, breakdown and value do."""
        parts = (
            report_id,
            self.metric_id,
            self.period.start,
            self.period.end,
            key_of(self.breakdown),
            self.value,
        )
        return hashlib.sha256(repr(tuple(map(str, parts))).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Trouble:
    """Numbers that were seen and not published, and why (a sentence in Chinese)."""

    code: str
    message: str
    passage: Passage
    metric_ids: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What a report's numbers came to. ``periods`` holds the period of each quantity that has one, by its place."""

    quantities: tuple[Quantity, ...]
    periods: tuple[Period | None, ...]
    observations: tuple[Observation, ...]
    troubles: tuple[Trouble, ...]


class Observer:
    """Reads observations with a catalog. Holds no state between reports."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._folder = Folder(catalog.lexicon.variants)
        self._rates = frozenset(unit.id for unit in catalog.units if unit.kind == "rate")
        self._reader = QuantityReader(catalog.lexicon, catalog.units)
        self._numbers = RuleBook(catalog, self._reader, "number")
        self._ordinals = RuleBook(catalog, self._reader, "ordinals")
        self._listed = list(RuleBook(catalog, self._reader, "listed"))

    def observe(self, identity: Identity, passages: Sequence[Passage]) -> Reading:
        """The quantities and observations of a report's passages."""
        segments = [s for passage in passages for s in self._reader.segments(passage, identity.period)]
        found = [quantity for segment in segments for quantity in self._reader.read(segment)]
        periods = PeriodReader(self._catalog, identity.period, segments)
        claimed: list[Observation] = []
        troubles: list[Trouble] = []
        for quantity in found:
            claims = (self._ordinals if quantity.form == "ordinals" else self._numbers).claims(quantity)
            if len({claim.metric.id for claim in claims}) > 1:
                troubles.append(_ambiguous(quantity, claims))
            elif claims:
                claimed.append(self._observation(claims[0], quantity, periods))
        for passage in passages:
            placed, undecided = self._tables(passage, found, periods)
            claimed += placed
            troubles += undecided
        listed = read_listed(self._listed, segments, self._reader, periods)
        claimed += [self._observation(item.claim, item.quantity, periods, item.period) for item in listed]
        observations = _merge(claimed)
        kept = _kept([*found, *(item.quantity for item in listed)], observations)
        observed = {id(quantity): o.period for o in observations for quantity in o.evidence}
        known = tuple(observed.get(id(quantity)) or periods.stated(quantity) for quantity in kept)
        return Reading(tuple(kept), known, tuple(observations), tuple(troubles))

    def _observation(
        self, claim: Claim, quantity: Quantity, periods: PeriodReader, period: Period | None = None
    ) -> Observation:
        metric, rule = claim.metric, claim.rule
        measure = rule.measure or metric.measure
        period = period or periods.period(quantity, measure, rule.period, rule.look_back)
        return Observation(
            metric.id,
            period,
            measure,
            quantity.value,
            quantity.unit or metric.unit,
            quantity.qualifier,
            breakdown_of(claim, quantity, self._catalog),
            quantity,
            claim.name,
            (quantity,),
            self._months(metric, measure, period, quantity),
            self._works_status(metric, quantity),
        )

    def _months(self, metric: Metric, measure: Measure, period: Period, quantity: Quantity) -> float | None:
        """A period's length where a monthly rate means something: flows over at least one month.

        Not for single happenings, rates, or ordinals, whose dates are those of the happenings named.
        """
        single = metric.single or metric.works or quantity.form != "number" or quantity.unit in self._rates
        single = single or any(self._catalog.breakdowns[key].single for key in metric.breakdown)
        if measure != "flow" or period.start is None or single:
            return None
        months = Interval(period.start, period.end).months
        return months if months >= 1 else None

    def _works_status(self, metric: Metric, quantity: Quantity) -> WorksStatus | None:
        """Whether works are planned or done, from the words of their passage."""
        if not metric.works:
            return None
        text = quantity.segment.compact.text
        if re.search(self._catalog.lexicon.works_planned, text):
            return "planned"
        return "done" if re.search(self._catalog.lexicon.works_done, text) else None

    def _tables(
        self, passage: Passage, found: Sequence[Quantity], periods: PeriodReader
    ) -> tuple[list[Observation], list[Trouble]]:
        observations: list[Observation] = []
        troubles: list[Trouble] = []
        for form in self._catalog.tables:
            if not recognises(form, passage):
                continue
            own = [quantity for quantity in found if quantity.segment.passage is passage]
            placing = place(form, passage, own, self._folder)
            if isinstance(placing, Undecided):
                troubles.append(_undecided(placing))
                continue
            for metric_id, quantity in placing.items():
                metric = self._catalog.metrics[metric_id]
                period = periods.period(quantity, metric.measure, None, "sentence")
                observations.append(
                    Observation(
                        metric_id,
                        period,
                        metric.measure,
                        quantity.value,
                        metric.unit,
                        None,
                        {},
                        quantity,
                        f"{metric_id}.{form.id}",
                        (quantity,),
                    )
                )
        return observations, troubles


def _ambiguous(quantity: Quantity, claims: Iterable[Claim]) -> Trouble:
    metrics = tuple(sorted({claim.metric.id for claim in claims}))
    names = "、".join(sorted({claim.metric.name_zh for claim in claims}))
    message = told("reading.ambiguous", number=quantity.raw, metrics=names)
    return Trouble("ambiguous_label", message, quantity.segment.passage, metrics)


def _undecided(undecided: Undecided) -> Trouble:
    metrics = tuple(slot.metric for slot in undecided.form.slots)
    message = told("reading.table", table=undecided.form.name_zh, reason=undecided.reason)
    return Trouble("undecided_table", message, undecided.passage, metrics)


def _merge(claimed: Sequence[Observation]) -> list[Observation]:
    """One observation per metric, period, breakdown and value; a value printed twice keeps both places.

    A caption repeats what the text says: it is evidence for the text's observation, whatever period
    the caption alone would have, and no observation of its own where the text has none.
    """
    merged: dict[tuple[object, ...], Observation] = {}
    captions = [o for o in claimed if o.quantity.segment.passage.kind == "caption"]
    for observation in claimed:
        if observation.quantity.segment.passage.kind == "caption":
            continue
        period = (observation.period.start, observation.period.end)
        key: tuple[object, ...] = (
            observation.metric_id,
            period,
            key_of(observation.breakdown),
            observation.value,
        )
        first = merged.get(key)
        merged[key] = _with_evidence(first, observation) if first else observation
    for caption in captions:
        for key, observation in merged.items():
            if (observation.metric_id, observation.value) == (caption.metric_id, caption.value):
                merged[key] = _with_evidence(observation, caption)
                break
    return list(merged.values())


def _with_evidence(first: Observation, again: Observation) -> Observation:
    return replace(first, evidence=(*first.evidence, *again.evidence), qualifier=first.qualifier or again.qualifier)


def _kept(found: Sequence[Quantity], observations: Sequence[Observation]) -> list[Quantity]:
    """Quantities worth a row: with a unit, in a table cell, or used as evidence."""
    used = {id(quantity) for observation in observations for quantity in observation.evidence}
    kept = [
        q for q in found if id(q) in used or (q.form == "number" and (q.unit is not None or q.segment.cell is not None))
    ]
    return sorted(kept, key=lambda q: (q.segment.passage.no, q.span))
