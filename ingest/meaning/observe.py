"""Printed numbers to observations: one value of one metric, period and breakdown of one report."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from math import isfinite
from typing import Literal

from catalog.fold import Folder
from catalog.models import BudgetForm, Catalog, Measure, Metric
from catalog.words import told
from ingest.checking.completions import Completion, CompletionReader
from ingest.meaning.breakdown import breakdown_of, key_of
from ingest.meaning.comparisons import ComparisonReader
from ingest.meaning.expectations import ExpectedReader
from ingest.meaning.named_items import read_listed
from ingest.meaning.paired_lists import RespectiveReader, reads_list
from ingest.meaning.periods import Period, PeriodReader
from ingest.meaning.rates import RateReader, tells_rate
from ingest.meaning.rules import Claim, RuleBook
from ingest.meaning.totals import TotalReader, parts_of
from ingest.notation.calendar import DateMention, Interval
from ingest.numbers.quantities import Quantity, QuantityReader, Segment
from ingest.passages.identity import Identity
from ingest.passages.outline import Passage
from ingest.tables.budget import BudgetReader, BudgetReading
from ingest.tables.budget_rows import BudgetSum
from ingest.tables.dated_heads import DifferenceReader, all_headed, at_head, days_before_tables, stock_at_head
from ingest.tables.forms import Placed, Undecided, place, recognises

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


@dataclass(frozen=True)
class _Around:
    """What a number is read beside: targets and rates before it, its parts, the metric of each number so far."""

    aside: Sequence[Quantity]
    parts: Sequence[Quantity]
    metric_of: Mapping[int, str]


class Observer:
    """Reads observations with a catalog. Holds no state between reports. ``reader`` reads its numbers."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._counters = frozenset(unit.id for unit in catalog.units if unit.kind == "count")
        self._same_unit = {unit.id: unit.same_as for unit in catalog.units if unit.same_as}
        self._folder = Folder(catalog.lexicon.variants)
        self._rates = frozenset(unit.id for unit in catalog.units if unit.kind == "rate")
        self.reader = self._reader = QuantityReader(catalog.lexicon, catalog.units)
        self._differences = DifferenceReader(catalog.lexicon)
        self._expected = ExpectedReader(catalog.lexicon, self._reader)
        self._respective = RespectiveReader(tuple(catalog.breakdowns.values()))
        self._totals = TotalReader(catalog.checks)
        self._rates_told = RateReader(catalog.lexicon)
        self._completions = CompletionReader(catalog.lexicon)
        self._comparisons = ComparisonReader(catalog.lexicon)
        self._numbers = RuleBook(catalog, self._reader, "number")
        self._ordinals = RuleBook(catalog, self._reader, "ordinals")
        self._listed = list(RuleBook(catalog, self._reader, "listed"))

    def observe(self, identity: Identity, passages: Sequence[Passage]) -> Reading:
        """The quantities and observations of a report's passages."""
        segments = [s for passage in passages for s in self._reader.segments(passage, identity.period)]
        found = self._reader.read_all(segments)
        endless = [quantity for quantity in found if not isfinite(quantity.value)]
        found = [quantity for quantity in found if isfinite(quantity.value)]
        periods = PeriodReader(self._catalog, identity.period, segments)
        claimed: list[Observation] = []
        troubles = [_too_large(quantity) for quantity in endless]
        budgets = [(form, BudgetReader(form).read(passages, found)) for form in self._catalog.budgets]
        found = self._in_base_units(found, budgets)
        for form, budget in budgets:
            claimed += self._budget(form, budget, periods)
            metrics = (form.item, form.total)
            troubles += [Trouble("unproven_budget", u.message, u.passage, metrics) for u in budget.unproven]
        named = self._respective.read(found)
        aside = _by_segment(q for q in found if self._expected.is_target(q) or self._rates_told.is_rate(q))
        beside = _by_segment(found)
        metric_of: dict[int, str] = {}
        for quantity in found:
            around = _Around(_before(quantity, aside), parts_of(quantity, _before(quantity, beside)), metric_of)
            own, trouble = self._own(quantity, around, named, periods)
            metric_of |= {id(o.quantity): o.metric_id for o in own}
            claimed += own
            troubles += [trouble] if trouble else []
        claimed += self._compared(found, claimed, periods)
        days = days_before_tables(segments)
        for passage in passages:
            placed, undecided = self._tables(passage, found, periods, days.get(passage.no))
            claimed += placed
            troubles += undecided
        listed = read_listed(self._listed, segments, self._reader, periods)
        claimed += [self._observation(item.claim, item.quantity, periods, item.period) for item in listed]
        troubles += [_backwards(o) for o in claimed if _is_backwards(o.period)]
        observations = _merge([o for o in claimed if not _is_backwards(o.period)])
        kept = _kept([*found, *(item.quantity for item in listed)], observations)
        observed = {id(quantity): o.period for o in observations for quantity in o.evidence}
        known = tuple(observed.get(id(quantity)) or _forwards(periods.stated(quantity)) for quantity in kept)
        completions = tuple(self._completions.read(segments))
        sums = tuple(total for _, budget in budgets for total in budget.sums)
        return Reading(
            tuple(kept), known, tuple(observations), tuple(troubles), sums, completions, tuple(segments), tuple(found)
        )

    def _own(
        self, quantity: Quantity, around: _Around, named: Mapping[int, Quantity | None], periods: PeriodReader
    ) -> tuple[list[Observation], Trouble | None]:
        """The observations of a number by its own words, or why it has none though metrics claim it."""
        if self._differences.is_difference(quantity):
            return [], None
        rules = self._ordinals if quantity.form == "ordinals" else self._numbers
        free = [*around.aside, *around.parts]
        claims, read_as = rules.claims(quantity, free), quantity
        if id(quantity) in named and not any(reads_list(claim) for claim in claims):
            own_name = named[id(quantity)]
            claims, read_as = (rules.claims(own_name, free), own_name) if own_name else ([], quantity)
        claims = [claim for claim in claims if self._may_be(claim, quantity, around, periods)]
        if len({claim.metric.id for claim in claims}) > 1:
            return [], _ambiguous(quantity, claims)
        if not claims:
            return [], None
        observation = self._observation(claims[0], quantity, periods, read_as=read_as)
        if self._expected.is_to_come(observation.period, observation.measure, periods.report.end):
            return [], None
        return self._each(claims[0], observation), None

    def _may_be(self, claim: Claim, quantity: Quantity, around: _Around, periods: PeriodReader) -> bool:
        """Whether a number may be a value of the metric that claims it, by what kind of number it is."""
        if claim.rule.column is not None and not all_headed(quantity):
            return False
        if quantity.unit in self._counters and _may_hide_marker(quantity):
            return False
        measure = claim.rule.measure or claim.metric.measure
        no_period = self._rates_told.is_rate(quantity) or self._rates_told.is_of_all_years(quantity)
        if measure == "flow" and no_period and not tells_rate(claim.rule):
            return False
        if periods.is_at_event(quantity) and not _holds_at_event(claim):
            return False
        total = claim.rule.near is None or self._totals.may_total(around.parts, claim.metric.id, around.metric_of)
        return total and not self._is_expected(claim, quantity)

    def _is_expected(self, claim: Claim, quantity: Quantity) -> bool:
        """Whether a number is a target or a plan, and so no value of the metric that claims it."""
        measure = claim.rule.measure or claim.metric.measure
        if measure != "target" and self._expected.is_target(quantity):
            return True
        if self._expected.is_dropped(quantity, measure) or self._expected.is_envisaged(quantity, measure):
            return True
        return not claim.metric.works and self._expected.is_planned(quantity, measure)

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
            known = [q for q in here if id(q) in by_quantity]
            flows = [q for q in known if by_quantity[id(q)].measure == "flow"]
            for comparison in self._comparisons.read(here, known, flows):
                first, quantity = by_quantity[id(comparison.of)], comparison.quantity
                metric = self._catalog.metrics[first.metric_id]
                if first.measure == "flow" and comparison.when is not None and _is_day(comparison.when):
                    continue
                period = periods.at(quantity, first.measure, comparison.when)
                if self._expected.is_to_come(period, first.measure, periods.report.end):
                    continue
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
        self,
        claim: Claim,
        quantity: Quantity,
        periods: PeriodReader,
        period: Period | None = None,
        read_as: Quantity | None = None,
    ) -> Observation:
        metric, rule = claim.metric, claim.rule
        measure = rule.measure or metric.measure
        if period is None and measure == "stock" and rule.period is None:
            period = stock_at_head(quantity)
        period = period or periods.period(quantity, measure, rule.period, rule.look_back)
        return Observation(
            metric.id,
            period,
            measure,
            quantity.value,
            rule.counts_as or self._unit(metric, quantity),
            quantity.qualifier,
            breakdown_of(claim, read_as or quantity, self._catalog),
            quantity,
            claim.name,
            (quantity,),
            self._months(metric, measure, period, quantity),
            self._works_status(metric, quantity),
            self._counting(metric, quantity),
        )

    def _unit(self, metric: Metric, quantity: Quantity) -> str:
        """The unit a value is published in: the metric's own where the printed one is another word for it."""
        printed = quantity.unit or metric.unit
        return metric.unit if self._same_unit.get(printed, printed) == metric.unit else printed

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
            period = periods.budget_year(value.quantity)
            yield _placed(metric, value.quantity, period, form.id, breakdown)

    def _tables(
        self, passage: Passage, found: Sequence[Quantity], periods: PeriodReader, day: Period | None
    ) -> tuple[list[Observation], list[Trouble]]:
        """The observations of known tables, ``day`` being the one told right before, and those not decided."""
        observations: list[Observation] = []
        troubles: list[Trouble] = []
        for form in self._catalog.tables:
            if not recognises(form, passage):
                continue
            own = [quantity for quantity in found if quantity.segment.passage is passage]
            for placed in place(form, passage, own, self._folder):
                if isinstance(placed, Undecided):
                    troubles.append(_undecided(placed))
                else:
                    observations += self._of_table(form.id, placed, periods, day)
        return observations, troubles

    def _of_table(
        self, form_id: str, placed: Placed, periods: PeriodReader, day: Period | None
    ) -> Iterator[Observation]:
        """The observations of a known table's numbers; none of a day that had not come yet."""
        for metric_id, quantity in placed.placing.items():
            metric = self._catalog.metrics[metric_id]
            own = periods.period(quantity, metric.measure, None, "sentence")
            if own.basis == "report" and metric.measure == "stock":
                own = day or own
            period = at_head(*placed.when, metric.measure) if placed.when else own
            if period.end <= periods.report.end:
                yield _placed(metric, quantity, period, form_id, {})


def _by_segment(quantities: Iterable[Quantity]) -> dict[int, list[Quantity]]:
    """Numbers by the identity of the stretch of text they stand in."""
    groups: dict[int, list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        groups[id(quantity.segment)].append(quantity)
    return groups


def _before(quantity: Quantity, others: Mapping[int, Sequence[Quantity]]) -> list[Quantity]:
    """Those of ``others`` that stand before a number in its own stretch of text."""
    return [other for other in others.get(id(quantity.segment), ()) if other.start < quantity.start]


def _may_hide_marker(quantity: Quantity) -> bool:
    """Whether a number of things may be a list's number and another one: a line that opens with 1.23個."""
    start, _ = quantity.segment.sentence(quantity.start)
    return quantity.value < 100 and bool(quantity.value % 1) and quantity.start in (start, 0)


def _holds_at_event(claim: Claim) -> bool:
    """Whether a rule may read a number told of a dated event: no level of today is one."""
    measure = claim.rule.measure or claim.metric.measure
    return measure != "stock" or bool(claim.rule.period and claim.rule.period.at)


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


def _too_large(quantity: Quantity) -> Trouble:
    message = told("reading.too_large_number", number=f"{quantity.raw[:20]}…")
    return Trouble("too_large_number", message, quantity.segment.passage, ())


def _is_backwards(period: Period) -> bool:
    return period.start is not None and period.start > period.end


def _forwards(period: Period | None) -> Period | None:
    return None if period is None or _is_backwards(period) else period


def _backwards(observation: Observation) -> Trouble:
    period, quantity = observation.period, observation.quantity
    message = told("reading.period_backwards", number=quantity.raw, start=period.start, end=period.end)
    return Trouble("period_backwards", message, quantity.segment.passage, (observation.metric_id,))


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
