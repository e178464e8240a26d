"""What a number is a value of, once it is known of which metric: period, unit, parts, monthly rate."""

from __future__ import annotations

import re
from dataclasses import replace

from catalog.models import Catalog, Measure, Metric
from ingest.meaning.breakdown import breakdown_of
from ingest.meaning.listed_events import dated_in_statement, listed_events
from ingest.meaning.periods import PeriodReader
from ingest.notation.calendar import DateMention, Interval
from ingest.numbers.printed import Claim, Observation, Period, Placement, Quantity, WorksStatus


class ValueReader:
    """Makes observations of the numbers of one report.

    Args:
        catalog: metrics, units and breakdowns.
        periods: gives the values their periods.
    """

    def __init__(self, catalog: Catalog, periods: PeriodReader) -> None:
        self._catalog = catalog
        self._periods = periods
        self._same_unit = {unit.id: unit.same_as for unit in catalog.units if unit.same_as}
        self._rates = frozenset(unit.id for unit in catalog.units if unit.kind == "rate")

    def above(self, quantity: Quantity) -> str:
        """The words that stand before a number's line in its list or section."""
        return self._periods.lists.above(quantity.segment)

    def claimed(self, quantity: Quantity, claim: Claim, period: Period | None = None) -> Observation:
        """The observation of a number that a rule claims, of ``period`` where that is known already."""
        metric, rule = claim.metric, claim.rule
        if period is None and claim.measure == "stock" and claim.period is None:
            period = quantity.day_at_head
        period = period or self._of_listed(quantity, metric, claim.measure)
        period = period or self._periods.period(quantity, claim.measure, claim.period, metric.look_back)
        return Observation(
            metric.id,
            period,
            claim.measure,
            quantity.value,
            rule.counts_as or self._unit(metric, quantity),
            quantity.qualifier,
            breakdown_of(claim, quantity.named or quantity, self._catalog),
            quantity,
            claim.name,
            (quantity,),
            self._months(metric, claim.measure, period, quantity),
            self._works_status(metric, quantity),
            self._counting(metric, quantity),
        )

    def _of_listed(self, quantity: Quantity, metric: Metric, measure: Measure) -> Period | None:
        """The time of the event that a list before a number's statement names, where that tells none of its own."""
        titled = any(self._catalog.breakdowns[key].find == "title" for key in metric.breakdown)
        if not titled or measure != "flow" or dated_in_statement(quantity):
            return None
        listed = listed_events(quantity, self._catalog.structure)
        return self._periods.from_mention(quantity.segment, listed[0][1]) if len(listed) == 1 else None

    def is_of_listed(self, observation: Observation) -> bool:
        """Whether a value's days are those of an event that a list names before its statement."""
        metric = self._catalog.metrics[observation.metric_id]
        return self._of_listed(observation.quantity, metric, observation.measure) == observation.period

    def placed(self, quantity: Quantity, place: Placement) -> Observation:
        """The observation of a number whose place in a known table says what it is."""
        metric = place.metric
        return Observation(
            metric.id,
            self._period_of_place(quantity, place),
            metric.measure,
            quantity.value,
            metric.unit,
            quantity.qualifier if quantity.segment.passage.by_ocr else None,
            dict(place.breakdown),
            quantity,
            f"{metric.id}.{place.form}",
            (quantity,),
        )

    def compared(self, quantity: Quantity, of: Observation, when: DateMention | None) -> Observation:
        """The observation of a number that takes the label of another one, ``when`` giving its period."""
        metric = self._catalog.metrics[of.metric_id]
        # What there was at an event is of its day, however its time is told: 與合併時(100年1月)相較，由8,530人減少….
        at_event = metric.period is not None and metric.period.at is not None
        period = of.period if at_event else self._periods.at(quantity, of.measure, when)
        return replace(
            of, period=period, value=quantity.value, qualifier=quantity.qualifier, quantity=quantity,
            rule=f"{metric.id}.compared", evidence=(quantity,),
            months=self._months(metric, of.measure, period, quantity),
        )  # fmt: skip

    def each(self, claim: Claim, observation: Observation) -> list[Observation]:
        """The observation; where the number stands behind 各, one for each value that the rule or its words name.

        Or each day: 3月28日、6月27日各開會1次. None where nothing says of what: 上、下午各1場.
        """
        quantity = observation.quantity
        before = quantity.segment.compact.text[: quantity.start]
        if not re.search(self._catalog.lexicon.distributive, before):
            return [observation]
        together = {key: value.split("+") for key, value in observation.breakdown.items() if "+" in value}
        named = claim.rule.each or together
        days = [] if named else self._periods.each_day(quantity, observation.period)
        if days:
            return [replace(observation, period=day, months=None) for day in days]
        return [
            replace(observation, breakdown={**observation.breakdown, key: value})
            for key, values in named.items()
            for value in values
        ]

    def _period_of_place(self, quantity: Quantity, place: Placement) -> Period:
        """The days that its column's head names, else its cell; for a stock else the day told before the table."""
        if place.metric.measure == "budget":
            return self._periods.budget_year(quantity)
        if place.period:
            return place.period
        own = self._periods.period(quantity, place.metric.measure, None, "sentence")
        return place.day or own if own.basis == "report" and place.metric.measure == "stock" else own

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
