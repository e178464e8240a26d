"""Decides by example: what is sure is published, what is not is suggested, and rules that examples contradict yield.

On the reports at hand a rule and the examples that agree are right in 99 of 100 cases; where the examples are sure of
another metric they are right and the rule is wrong; where neither is sure a person is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from catalog.models import Catalog, Metric, ReadingRule
from ingest.meaning.examples import CONTRARY, LIKELY, SURE, UNLIKELY, model_of
from ingest.meaning.labels import Label, LabelReader
from ingest.meaning.values import ValueReader
from ingest.numbers.printed import Claim, Decision, Observation, Quantity, Status, Suggestion, key_of
from reviews.standing import Reviews

# Of a book of tables the examples are asked about its first numbers only: rules and tables read all.
_MOST_ASKED = 5000
Refusal = Callable[[Claim, Quantity], tuple[Status, str] | None]


class ExampleDecider:
    """Decides with a catalog's examples. Holds no state between reports.

    Args:
        catalog: metrics with their marked sentences, and the words that carry structure.
        reviews: what people decided, of which is learned, too.
    """

    def __init__(self, catalog: Catalog, reviews: Reviews) -> None:
        self._catalog = catalog
        self._labels = LabelReader(catalog.structure, catalog.units)
        self._model = model_of(catalog, reviews)
        self._money = frozenset(unit.id for unit in catalog.units if unit.kind == "money")
        self._by_sum = unproven_alone(catalog)
        self._usual = {metric.id: usual_rule(metric) for metric in catalog.metrics.values()}

    def decide(
        self, quantities: Sequence[Quantity], values: ValueReader, refusal: Refusal, unproven: Collection[int] = ()
    ) -> tuple[list[Observation], set[Quantity]]:
        """Gives each number its composed label and what it may be a value of; publishes and withdraws what is sure.

        Args:
            quantities: the numbers, with what rules and tables say of them.
            values: makes their observations.
            refusal: why a number can be no value of the metric claimed, by its kind of statement; None where it can.
            unproven: passages whose table is of a known form, and its sums do not prove it: nothing is sure there.

        Returns:
            The new observations, and the numbers whose rules yield.
        """
        published: list[Observation] = []
        withdrawn: set[Quantity] = set()
        if self._model is None:
            return published, withdrawn
        asked = quantities[:_MOST_ASKED]
        labels = self._labels.read(asked)
        found = self._model.suggest(labels, [quantity.segment.passage.no for quantity in asked])
        for quantity, label, suggestion in zip(asked, labels, found, strict=True):
            quantity.composed, quantity.suggestion = label.line, suggestion
            if not suggestion.likely or not _is_open(quantity):
                continue
            told = {observation.metric_id for observation in quantity.observations}
            first = suggestion.likely[0]
            if quantity.verdict is not None and (told or not quantity.may_be(first.metric_id)):
                continue
            if told:
                if first.metric_id in told or first.chance < LIKELY:
                    continue
                if any(one.metric_id in told and one.chance >= LIKELY for one in suggestion.likely):
                    continue
                withdrawn.add(quantity)
                quantity.observations = []
            sure = suggestion.sureness >= (CONTRARY if told else SURE)
            sure = sure and quantity.segment.passage.no not in unproven and first.metric_id not in self._by_sum
            if sure and self._is_whole(quantity, first.metric_id):
                published += self._publish(quantity, label, suggestion, values, refusal)
            if not quantity.observations and (told or _worth_asking(quantity, suggestion)):
                quantity.decision = Decision("suggested", "example", "contradicts_rule" if told else "unsure")
        return published, withdrawn

    def _is_whole(self, quantity: Quantity, metric_id: str) -> bool:
        """Whether a number's scale is certain: of a sum of money without its unit it is not (千元)."""
        return quantity.unit is not None or self._catalog.metrics[metric_id].unit not in self._money

    def _publish(
        self, quantity: Quantity, label: Label, suggestion: Suggestion, values: ValueReader, refusal: Refusal
    ) -> Iterator[Observation]:
        metric = self._catalog.metrics[suggestion.likely[0].metric_id]
        claim = Claim(metric, self._usual[metric.id], 0)
        refused = refusal(claim, quantity)
        if refused:
            quantity.refuse(*refused)
            return
        observation = values.claimed(quantity, claim)
        if suggestion.kind == "comparison":
            if label.when is not None:
                observation = replace(values.compared(quantity, observation, label.when), rule=claim.name)
            elif observation.period.basis == "report":
                # Of another period, and which one is not told near it.
                return
        quantity.publish([observation], "example")
        yield observation


def without_contradictions(examples: Sequence[Observation], others: Iterable[Observation]) -> list[Observation]:
    """The observations, by example or person, that no other value of the same metric, days and part contradicts.

    Two readings that differ are first a doubt about the reading: such a number is suggested.
    """
    values: dict[tuple[object, ...], set[object]] = {}
    for observation in (*examples, *others):
        values.setdefault(_key(observation), set()).add(observation.value)
    kept: list[Observation] = []
    for observation in examples:
        if len(values[_key(observation)]) == 1:
            kept.append(observation)
        else:
            observation.quantity.observations = []
            by = observation.quantity.decision.by
            observation.quantity.decision = Decision("suggested", by, "contradicts_another")
    return kept


def _key(observation: Observation) -> tuple[object, ...]:
    period = observation.period
    return observation.metric_id, period.start, period.end, key_of(observation.breakdown)


def _is_open(quantity: Quantity) -> bool:
    """Whether examples may say what a number is: its place does not, it is one value, and its heads are at hand."""
    whole = quantity.form == "number" and quantity.decision.reason != "no_one_value"
    return whole and quantity.placed is None and (quantity.segment.cell is None or quantity.under_heads)


def _worth_asking(quantity: Quantity, suggestion: Suggestion) -> bool:
    """Whether a number may be a value: one of another kind of statement (a target, a difference) is none."""
    open_still = quantity.decision.status == "unclaimed" or quantity.decision.reason == "no_unit"
    return open_still and suggestion.likely[0].chance >= UNLIKELY


def unproven_alone(catalog: Catalog) -> frozenset[str]:
    """Metrics of which no number is sure by itself: lines of budgets are proven by their sum or not at all."""
    return frozenset(id_ for form in catalog.budgets for id_ in (form.item, form.total))


def usual_rule(metric: Metric) -> ReadingRule:
    """How a metric's values are read that no rule claims: with the measure and period most of its rules give."""
    own = [rule for rule in metric.read if rule.form == "number"]
    if not own:
        return ReadingRule.model_construct(id="example")
    forms = Counter((rule.measure, repr(rule.period)) for rule in own)
    usual = forms.most_common(1)[0][0]
    rule = next(rule for rule in own if (rule.measure, repr(rule.period)) == usual)
    return ReadingRule.model_construct(id="example", measure=rule.measure, period=rule.period, look_back=rule.look_back)
