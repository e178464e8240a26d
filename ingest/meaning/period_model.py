"""A second look at the days that rules give a flow, learned from reports whose days people have told.

Rules know the ways of telling time that they were written for. What they find is held back where texts at hand say
that other days are likelier: half of a clerk's figures may be of a day told a clause before, and another's never are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from ingest.meaning.period_candidates import Candidate, candidates
from ingest.meaning.periods import PeriodReader
from ingest.meaning.signed_trees import SignedTrees, Signs
from ingest.meaning.times_in_turn import before_times
from ingest.numbers.printed import Observation

# What ``python -m benchmarks.periods --learn`` fitted, as plain arrays.
PERIOD_TREES = Path(__file__).with_name("period_trees.npz")
# Less likely than this, and so much less than other days, days are doubted.
DOUBTED, _LESS = 0.5, 0.15
# Behind so few signs a time still opens its sentence.
_OPENING = 4
# Days that words tell; those of catalog rules and of tables are no matter of words.
_TOLD = ("report", "stated", "year")
_WORDS, _BAGS = 240, 6
# What is supposed of a metric without examples, as if so many had told it.
_UNKNOWN = (0.5, 0.25)
_SHORT = 15  # days
# A passage of more signs is none of a report: each number would be looked at beside all of its text.
_LONGEST = 5_000

Days = tuple[date | None, date]


@dataclass(frozen=True)
class Told:
    """One value whose days are known: its candidates, and who wrote it."""

    hand: str
    metric_id: str
    days: Days
    candidates: Sequence[Candidate]


@dataclass(frozen=True)
class Usual:
    """How often each metric's values are of the report's own days, and of few days."""

    shares: Mapping[str, tuple[float, float]]

    @classmethod
    def of(cls, told: Iterable[Told]) -> Usual:
        """Counted over values; little is made of few."""
        values: dict[str, list[Told]] = defaultdict(list)
        for one in told:
            values[one.metric_id].append(one)
        return cls({metric: _shares(own) for metric, own in values.items()})

    def signs(self, metric_id: str, candidate: Candidate) -> Signs:
        """The signs of a candidate, with what is usual of its metric."""
        report, short = self.shares.get(metric_id, _UNKNOWN)
        own = {"usually the report's": report, "usually short": short}
        return Signs(candidate.signs.words, {**candidate.signs.figures, **own})


@dataclass(frozen=True)
class PeriodModel:
    """Trees, and what is usual of each metric."""

    trees: SignedTrees
    usual: Usual

    @classmethod
    def fitted(cls, told: Sequence[Told]) -> PeriodModel:
        """What values teach whose days are among their candidates."""
        told = [one for one in told if any(days_of(own) == one.days for own in one.candidates)]
        usual = Usual.of(told)
        pairs = [(one, own) for one in told for own in one.candidates]
        seen = [usual.signs(one.metric_id, own) for one, own in pairs]
        holds = [days_of(own) == one.days for one, own in pairs]
        return cls(SignedTrees.fitted(seen, holds, [one.hand for one, _ in pairs], _WORDS, bags=_BAGS), usual)

    def chances(self, asked: Sequence[tuple[str, Sequence[Candidate]]]) -> list[dict[Days, float]]:
        """For the metric and candidates of each value: how likely it is of each of their days."""
        seen = [self.usual.signs(metric, own) for metric, candidates in asked for own in candidates]
        chances = iter(self.trees.chances(seen))
        found: list[dict[Days, float]] = []
        for _, own in asked:
            likely: dict[Days, float] = {}
            for candidate in own:
                days = days_of(candidate)
                likely[days] = max(likely.get(days, 0.0), float(next(chances)))
            found.append(likely)
        return found

    def doubted(self, observations: Iterable[Observation], reader: PeriodReader) -> list[Observation]:
        """Those flows of a report whose days, told by words, are less likely than others."""
        flows = [one for one in observations if one.measure == "flow" and not _is_plain(one, reader)]
        chances = self.chances([(one.metric_id, candidates(one.quantity, reader)) for one in flows])
        report = (reader.report.start, reader.report.end)
        return [
            one
            for one, own in zip(flows, chances, strict=True)
            if is_doubted((one.period.start, one.period.end), own, report)
        ]

    def save(self, path: Path) -> None:
        """Writes all arrays."""
        metrics, shares = np.array(list(self.usual.shares)), np.array(list(self.usual.shares.values()))
        np.savez_compressed(path, metrics=metrics, shares=shares, **self.trees.arrays("period"))

    @classmethod
    def load(cls, path: Path) -> PeriodModel:
        """Reads what :meth:`save` wrote."""
        with np.load(path, allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in kept.files}
        shares = {
            str(metric): (float(a), float(b))
            for metric, (a, b) in zip(arrays["metrics"], arrays["shares"], strict=True)
        }
        return cls(SignedTrees.of(arrays, "period"), Usual(shares))


@cache
def learned_periods() -> PeriodModel:
    """The model kept beside this file."""
    return PeriodModel.load(PERIOD_TREES)


def is_doubted(days: Days, chances: Mapping[Days, float], report: Days) -> bool:
    """Whether other days are likelier than those given; days that no candidate tells are not judged.

    Nor are few days beside the ``report``'s own: to whoever tells them they are what matters.
    """
    if days not in chances or chances[days] >= DOUBTED:
        return False
    likeliest = max(chances, key=lambda own: chances[own])
    if likeliest == report and _length(days) < _SHORT:
        return False
    return chances[likeliest] - chances[days] > _LESS


def _is_plain(observation: Observation, reader: PeriodReader) -> bool:
    """Whether days are no matter of doubt: of rules, named by words, of parts and their total, of endless passages."""
    quantity, period = observation.quantity, observation.period
    segment = quantity.segment
    if period.basis not in _TOLD or segment.passage.kind == "caption" or len(segment.compact.text) > _LONGEST:
        return True
    # By no words of its own is a time told that a level changed in.
    named = (period.basis == "report") == (period.quote is not None)
    start, _ = segment.sentence(quantity.start)
    # 累計112年全年，諮詢8,200件、調解90件.
    opening = segment.compact.text[max(start, segment.behind_marker) :]
    named |= period.basis == "year" and opening.find(period.quote or opening) in range(_OPENING)
    in_turn = reader.turns.of(segment, start, quantity.start) is not None
    return named or in_turn or before_times(quantity) != quantity.start


def _length(days: Days) -> int:
    return (days[1] - (days[0] or days[1])).days


def days_of(candidate: Candidate) -> Days:
    """First and last day of a candidate."""
    return candidate.period.start, candidate.period.end


def _shares(told: Sequence[Told]) -> tuple[float, float]:
    report, short = _UNKNOWN
    whole = sum(own.days in [days_of(one) for one in own.candidates if one.signs.figures["is whole"]] for own in told)
    few = sum(_length(own.days) < _SHORT for own in told)
    return (whole + 2 * report) / (len(told) + 2), (few + 2 * short) / (len(told) + 2)
