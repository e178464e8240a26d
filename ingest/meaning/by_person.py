"""Decides by what people said: what they named is published where its period is certain, else it is said why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from catalog.models import Catalog
from catalog.words import told
from ingest.meaning.breakdown import named_parts
from ingest.meaning.by_example import unproven_alone
from ingest.meaning.labels import Label, LabelReader
from ingest.meaning.rules import usual_rule
from ingest.meaning.values import ValueReader
from ingest.numbers.printed import Claim, Decision, Observation, Quantity, Status, Trouble, Verdict

# Doubts about which metric a number is of: a person has answered them. All others are about its period and kind.
_ANSWERED = ("shifted_heads", "marker", "total_of_others")
Refusals = Callable[[Claim, Quantity], Iterator[tuple[Status, str]]]


class PersonDecider:
    """Decides numbers that have a verdict. Holds no state between reports.

    Args:
        catalog: metrics, units, and the words that carry structure.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._labels = LabelReader(catalog.structure, catalog.units)
        self._money = frozenset(unit.id for unit in catalog.units if unit.kind == "money")
        self._by_sum = unproven_alone(catalog)

    def decide(self, quantities: Sequence[Quantity], values: ValueReader, refusals: Refusals) -> list[Observation]:
        """Decides the numbers with a verdict, and gives the observations that nothing else has made yet.

        Rules and examples have published of such a number only what agrees with the verdict.

        Args:
            quantities: the numbers of a report, with what rules and examples say of them.
            values: makes their observations.
            refusals: why a number can be no value of the metric claimed.
        """
        made: list[Observation] = []
        judged = {quantity.segment.passage.no for quantity in quantities if quantity.verdict is not None}
        beside = [quantity for quantity in quantities if quantity.segment.passage.no in judged]
        for quantity, label in zip(beside, self._labels.read(beside), strict=True):
            verdict = quantity.verdict
            if verdict is None:
                continue
            if verdict.asked:
                _ask_again(quantity, verdict)
            elif verdict.metrics:
                made += self._publish(quantity, verdict.metrics, label, values, refusals)
            elif verdict.new:
                quantity.decision = Decision("unclaimed", "person", "new_measure")
            else:
                quantity.decision = Decision("not_a_measure", "person", "not_a_measure")
        return made

    def _publish(
        self,
        quantity: Quantity,
        metrics: Sequence[str],
        label: Label,
        values: ValueReader,
        refusals: Refusals,
    ) -> list[Observation]:
        """The values of the metrics that no rule has read; all or none, with the reason."""
        told_already = {observation.metric_id for observation in quantity.observations}
        made: list[Observation] = []
        for metric_id in metrics:
            if metric_id in told_already:
                continue
            found = self._observation(quantity, metric_id, label, values, refusals)
            if isinstance(found, Decision):
                quantity.decision = found
                return []
            made.append(found)
        quantity.publish(made, "person")
        quantity.decision = replace(quantity.decision, by="person")
        return made

    def _observation(
        self,
        quantity: Quantity,
        metric_id: str,
        label: Label,
        values: ValueReader,
        refusals: Refusals,
    ) -> Observation | Decision:
        metric = self._catalog.metrics[metric_id]
        if quantity.decision.reason == "no_one_value":
            return replace(quantity.decision, by="person")
        if quantity.unit is None and metric.unit in self._money:
            return Decision("refused", "person", "no_unit")
        if metric_id in self._by_sum:
            return Decision("refused", "person", "by_sum")
        own = next((claim for claim in quantity.claims if claim.metric.id == metric_id), None)
        claim = own or Claim(metric, usual_rule(metric), 0)
        refused = next((one for one in refusals(claim, quantity) if one[1] not in _ANSWERED), None)
        if refused:
            return Decision(refused[0], "person", refused[1])
        observation = values.claimed(quantity, claim)
        if own is None:
            parts = named_parts(metric, label, self._catalog)
            observation = replace(observation, breakdown={**observation.breakdown, **parts})
        if quantity.suggestion is not None and quantity.suggestion.kind == "comparison":
            if label.when is not None:
                return replace(values.compared(quantity, observation, label.when), rule=claim.name)
            if observation.period.basis == "report":
                return Decision("refused", "person", "no_period")
        return observation

    def unpublished(self, quantities: Sequence[Quantity]) -> Iterator[Trouble]:
        """What is said of numbers that people gave a measure and that are no value all the same."""
        for quantity in quantities:
            verdict = quantity.verdict
            named = verdict is not None and not verdict.asked and (verdict.metrics or verdict.new)
            if verdict is None or not named or quantity.observations:
                continue
            metrics = [self._catalog.metrics[metric_id].name_zh for metric_id in verdict.metrics]
            names = told("reading.and").join(metrics or [verdict.new])
            why = told(f"reading.person.{quantity.decision.reason}")
            message = told("reading.person_unpublished", number=quantity.raw, metrics=names, why=why)
            yield Trouble("person_unpublished", message, quantity.segment.passage, verdict.metrics)


def _ask_again(quantity: Quantity, verdict: Verdict) -> None:
    """A number whose decision does not count is suggested; one of no measure is not asked for its text alone."""
    if quantity.observations:
        return
    if verdict.metrics or verdict.asked != "text_changed" or quantity.decision.status == "suggested":
        quantity.decision = Decision("suggested", "person", verdict.asked)
