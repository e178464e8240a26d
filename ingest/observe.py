"""Printed numbers to observations: one value of one metric, period and breakdown of one report."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Literal

from catalog.fold import Folder
from catalog.models import BudgetForm, Catalog, Measure, Metric, PeriodRule
from catalog.words import told
from ingest.breakdown import breakdown_of, key_of
from ingest.budget import BudgetReader, BudgetReading, BudgetSum
from ingest.calendar import DateMention, Interval
from ingest.compared import ComparisonReader
from ingest.completions import Completion, CompletionReader
from ingest.identify import Identity
from ingest.listed import read_listed
from ingest.outline import Passage
from ingest.periods import Period, PeriodReader
from ingest.quantities import Quantity, QuantityReader, Segment
from ingest.rules import Claim, RuleBook
from ingest.tables import Undecided, place, recognises

WorksStatus = Literal["planned", "done"]


@dataclass(frozen=True)
class Observation:
    """One value as one report prints it. ``evidence`` holds every place that prints it, this one first.

    ``months`` is the length of a flow's period where a monthly rate means something; ``counting``
    the metric's way of counting that the sentence tells, where it has several.
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
    counting: str | None = None

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
    """What a report's numbers came to.

    ``periods`` holds the period of each quantity that has one, by its place. ``seen`` is every
    number met in ``segments``, ordinals that nothing counts included.
    """

    quantities: tuple[Quantity, ...]
    periods: tuple[Period | None, ...]
    observations: tuple[Observation, ...]
    troubles: tuple[Trouble, ...]
    sums: tuple[BudgetSum, ...] = ()
    completions: tuple[Completion, ...] = ()
    segments: tuple[Segment, ...] = ()
    seen: tuple[Quantity, ...] = ()


class Observer:
    """Reads observations with a catalog. Holds no state between reports. ``reader`` reads its numbers."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._folder = Folder(catalog.lexicon.variants)
        self._rates = frozenset(unit.id for unit in catalog.units if unit.kind == "rate")
        self.reader = self._reader = QuantityReader(catalog.lexicon, catalog.units)
        self._completions = CompletionReader(catalog.lexicon)
        self._comparisons = ComparisonReader(catalog.lexicon)
        self._numbers = RuleBook(catalog, self._reader, "number")
        self._ordinals = RuleBook(catalog, self._reader, "ordinals")
        self._listed = list(RuleBook(catalog, self._reader, "listed"))

    def observe(self, identity: Identity, passages: Sequence[Passage]) -> Reading:
        """The quantities and observations of a report's passages."""
        segments = [s for passage in passages for s in self._reader.segments(passage, identity.period)]
        found = self._reader.read_all(segments)
        periods = PeriodReader(self._catalog, identity.period, segments)
        claimed: list[Observation] = []
        troubles: list[Trouble] = []
        budgets = [(form, BudgetReader(form).read(passages, found)) for form in self._catalog.budgets]
        found = self._in_base_units(found, budgets)
        for form, budget in budgets:
            claimed += self._budget(form, budget, periods)
            metrics = (form.item, form.total)
            troubles += [Trouble("unproven_budget", u.message, u.passage, metrics) for u in budget.unproven]
        for quantity in found:
            claims = (self._ordinals if quantity.form == "ordinals" else self._numbers).claims(quantity)
            if len({claim.metric.id for claim in claims}) > 1:
                troubles.append(_ambiguous(quantity, claims))
            elif claims and not self._is_planned(claims[0], quantity):
                claimed += self._each(claims[0], self._observation(claims[0], quantity, periods))
        claimed += self._compared(found, claimed, periods)
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
        completions = tuple(self._completions.read(segments))
        sums = tuple(total for _, budget in budgets for total in budget.sums)
        return Reading(
            tuple(kept), known, tuple(observations), tuple(troubles), sums, completions, tuple(segments), tuple(found)
        )

    def _is_planned(self, claim: Claim, quantity: Quantity) -> bool:
        """Whether the clause tells what is still to come: a flow has no value before its period ends."""
        measure = claim.rule.measure or claim.metric.measure
        text = quantity.segment.compact.text
        start, _ = quantity.segment.sentence(quantity.start)
        clause = re.split("[，；:]", text[start : quantity.start])[-1]
        return measure == "flow" and not claim.metric.works and bool(re.search(self._catalog.lexicon.planned, clause))

    def _compared(
        self, found: Sequence[Quantity], claimed: Sequence[Observation], periods: PeriodReader
    ) -> Iterator[Observation]:
        """The observations of numbers that take the label of the number before them."""
        by_quantity = {
            id(o.quantity): o for o in claimed if o.quantity.segment.cell is None and o.period.basis != "event"
        }
        own = [quantity for quantity in found if quantity.segment.cell is None and quantity.form == "number"]
        for _, group in groupby(own, key=lambda quantity: id(quantity.segment)):
            here = list(group)
            for comparison in self._comparisons.read(here, [q for q in here if id(q) in by_quantity]):
                first, quantity = by_quantity[id(comparison.of)], comparison.quantity
                metric = self._catalog.metrics[first.metric_id]
                if first.measure == "flow" and comparison.when is not None and _is_day(comparison.when):
                    continue
                period = periods.at(quantity, first.measure, comparison.when)
                by_quantity[id(quantity)] = again = replace(
                    first, period=period, value=quantity.value, qualifier=quantity.qualifier, quantity=quantity,
                    rule=f"{metric.id}.compared", evidence=(quantity,),
                    months=self._months(metric, first.measure, period, quantity),
                )  # fmt: skip
                yield again

    def _each(self, claim: Claim, observation: Observation) -> list[Observation]:
        """The observation; or one for each value the rule names, where the number stands behind 各."""
        quantity = observation.quantity
        before = quantity.segment.compact.text[: quantity.start]
        if not claim.rule.each or not re.search(self._catalog.lexicon.distributive, before):
            return [observation]
        return [
            replace(observation, breakdown={**observation.breakdown, key: value})
            for key, values in claim.rule.each.items()
            for value in values
        ]

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
            rule.counts_as or quantity.unit or metric.unit,
            quantity.qualifier,
            breakdown_of(claim, quantity, self._catalog),
            quantity,
            claim.name,
            (quantity,),
            self._months(metric, measure, period, quantity),
            self._works_status(metric, quantity),
            self._counting(metric, quantity),
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

    def _counting(self, metric: Metric, quantity: Quantity) -> str | None:
        """The way of counting that the number's sentence tells, else the passage around it."""
        segment = quantity.segment
        start, stop = segment.sentence(quantity.start)
        for text in (segment.compact.text[start:stop], segment.passage.compact.text):
            for counting in metric.countings:
                if re.search(counting.sentence, text):
                    return counting.id
        return None

    def _in_base_units(
        self, found: Sequence[Quantity], budgets: Sequence[tuple[BudgetForm, BudgetReading]]
    ) -> list[Quantity]:
        """``found`` with the figures of budget tables in their scale."""
        scaled = {id(value.printed): value.quantity for _, budget in budgets for value in budget.values}
        return [scaled.get(id(quantity), quantity) for quantity in found]

    def _budget(self, form: BudgetForm, budget: BudgetReading, periods: PeriodReader) -> Iterator[Observation]:
        for value in budget.values:
            metric = self._catalog.metrics[form.item if value.item else form.total]
            breakdown = {form.key: value.item} if value.item else {}
            period = periods.period(value.quantity, metric.measure, PeriodRule(report=True), "sentence")
            yield _placed(metric, value.quantity, period, form.id, breakdown)

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
                observations.append(_placed(metric, quantity, period, form.id, {}))
        return observations, troubles


def _is_day(mention: DateMention) -> bool:
    """One day: a flow over months is not compared with one."""
    return mention.interval.start == mention.interval.end


def _placed(metric: Metric, quantity: Quantity, period: Period, form_id: str, breakdown: dict[str, str]) -> Observation:
    """The observation of a number whose place in a known table says what it is."""
    rule = f"{metric.id}.{form_id}"
    return Observation(
        metric.id,
        period,
        metric.measure,
        quantity.value,
        metric.unit,
        quantity.qualifier if quantity.segment.passage.by_ocr else None,
        breakdown,
        quantity,
        rule,
        (quantity,),
    )


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

    Captions and headings repeat what the text says: they are evidence for the text's observation,
    whatever period they alone would have. Where the text has none, a heading states its own value,
    a caption none.
    """
    merged: dict[tuple[object, ...], Observation] = {}
    for observation in claimed:
        if not _may_repeat(observation):
            _add(merged, observation)
    for observation in filter(_may_repeat, claimed):
        same = (observation.metric_id, observation.value)
        key = next((key for key, o in merged.items() if (o.metric_id, o.value) == same), None)
        if key is not None:
            merged[key] = _with_evidence(merged[key], observation)
        elif observation.quantity.segment.passage.kind == "heading":
            _add(merged, observation)
    return list(merged.values())


def _may_repeat(observation: Observation) -> bool:
    """A number in a caption or a heading; a heading that is itself a listed item repeats nothing."""
    kind = observation.quantity.segment.passage.kind
    return kind == "caption" or (kind == "heading" and observation.quantity.form == "number")


def _add(merged: dict[tuple[object, ...], Observation], observation: Observation) -> None:
    period = (observation.period.start, observation.period.end)
    key = (observation.metric_id, period, key_of(observation.breakdown), observation.value)
    first = merged.get(key)
    merged[key] = _with_evidence(first, observation) if first else observation


def _with_evidence(first: Observation, again: Observation) -> Observation:
    return replace(first, evidence=(*first.evidence, *again.evidence), qualifier=first.qualifier or again.qualifier)


def _kept(found: Sequence[Quantity], observations: Sequence[Observation]) -> list[Quantity]:
    """Quantities worth a row: every number, and what else is evidence."""
    used = {id(quantity) for observation in observations for quantity in observation.evidence}
    kept = [quantity for quantity in found if id(quantity) in used or quantity.form == "number"]
    return sorted(kept, key=lambda q: (q.segment.passage.no, q.span))
