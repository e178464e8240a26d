"""Relations of numbers in prose as learned from texts that agree: totals and parts, changes, shares, growth.

What other checks know by words they tell better; here is what no word of theirs tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.candidates import KINDS, Candidate, Numbers, candidates
from ingest.checking.relation_model import RelationModel, learned_model
from ingest.checking.relation_signs import Signer
from ingest.checking.result import CheckResult, Status
from ingest.checking.slips import slipped_digits
from ingest.checking.subjects import clause_before
from ingest.numbers.printed import Quantity, by_segment

# How likely numbers must be meant to be in a relation to be told to be, and to explain others by it.
_SURE, _EXPLAINS = 0.6, 0.1
# How many times likelier a slip of the hand is where numbers are meant to be in a relation than where they are not, by
# the digits of the number; and a difference that is none, a small one, and a large one.
_SLIP_SPEAKS = {3: 2.0, 2: 0.6, 1: 0.6}
_LONG_SLIP_SPEAKS = 8.0
_SMALL, _LARGE = Decimal("0.01"), Decimal("0.35")
_SMALL_SPEAKS, _DIFFERENCE_SPEAKS, _LARGE_SPEAKS = 1.0, 0.3, 0.05
# Paragraphs to learn from hold more relations than those of reports.
_FEWER = 0.6
_FEWEST = 3
_SHARED = 2


@dataclass(frozen=True)
class Judged:
    """A candidate and how likely its numbers are meant to be in the relation, whether they are or not."""

    candidate: Candidate
    chance: float


def numbers_of(quantities: Sequence[Quantity]) -> Iterator[Numbers]:
    """The stretches of prose with numbers enough for a relation."""
    for here in by_segment(quantities):
        if here[0].segment.cell is None and len(here) >= _FEWEST:
            yield Numbers(here[0].segment.compact.text, tuple(here))


class Judge:
    """Tells relations that are meant, and of those the ones that do not hold.

    Args:
        model: by default the one that is kept.
    """

    def __init__(self, structure: Structure, model: RelationModel | None = None, sure: float = _SURE) -> None:
        self._exact = frozenset({None, *structure.exact_qualifiers})
        self._signer = Signer(structure)
        self._model, self._sure = model or learned_model(), sure

    def judged(self, numbers: Numbers) -> list[Judged]:
        """All candidates of a stretch of text."""
        found: list[Judged] = []
        own = sorted(candidates(numbers), key=lambda one: KINDS.index(one.kind))
        for kind, same in groupby(own, key=lambda one: one.kind):
            listed = list(same)
            chances = self._model.chances(kind, [self._signer.signs(one, numbers) for one in listed])
            found += [Judged(one, float(chance)) for one, chance in zip(listed, chances, strict=True)]
        return found

    def told(self, judged: Sequence[Judged]) -> Iterator[Candidate]:
        """The relations that are meant: those that hold, and those that do not and that nothing else explains."""
        holding = sorted((one for one in judged if one.candidate.holds), key=lambda one: -one.chance)
        for one in _apart([one for one in holding if one.chance >= self._sure]):
            yield one.candidate
        explaining = [one.candidate for one in holding if one.chance >= _EXPLAINS]
        failing = [
            (self._sureness(one), one)
            for one in judged
            if not one.candidate.holds and self._is_exact(one.candidate) and not _explained(one.candidate, explaining)
        ]
        failing = sorted((pair for pair in failing if pair[0] >= self._sure), key=lambda pair: -pair[0])
        for one in _apart([one for _, one in failing]):
            yield one.candidate

    @staticmethod
    def _sureness(one: Judged) -> float:
        """How sure a relation that does not hold is an error: by the words, and by how its numbers are apart."""
        odds = one.chance / max(1 - one.chance, 1e-9) * _FEWER * _speaks(one.candidate)
        return odds / (1 + odds)

    def _is_exact(self, candidate: Candidate) -> bool:
        return all(member.qualifier in self._exact for member in candidate.members)


class LearnedRelations:
    """Gives results of the checks of totals and of changes."""

    def __init__(self, structure: Structure) -> None:
        change = structure.change_words
        self._changes = compiled(f"{change.up}|{change.down}")
        self._judge = Judge(structure)

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each relation.

        Args:
            check: of kind ``stated_total`` or ``stated_change``.
            quantities: those of a report, in order.
        """
        for numbers in numbers_of(quantities):
            for one in self._judge.told(self._judge.judged(numbers)):
                if self._is_change(one) == (check.kind == "stated_change"):
                    yield _result(check, one)

    def _is_change(self, one: Candidate) -> bool:
        if one.kind == "three":
            return any(self._changes.search(clause_before(member)) for member in one.members)
        return one.kind == "rate"


def _speaks(one: Candidate) -> float:
    """How much likelier the difference of its numbers is where they are meant to be in a relation."""
    slips = [digits for number, value in one.repairs() if (digits := slipped_digits(number, value))]
    if slips:
        return _SLIP_SPEAKS.get(max(slips), _LONG_SLIP_SPEAKS)
    apart = abs(one.stated - one.computed) / max(one.stated, one.computed)
    return _SMALL_SPEAKS if apart < _SMALL else _DIFFERENCE_SPEAKS if apart < _LARGE else _LARGE_SPEAKS


def _result(check: Check, one: Candidate) -> CheckResult:
    own = one.members
    if one.kind == "three":
        own = tuple(sorted(own, key=lambda member: -member.value))
    instance = f"{own[0].segment.passage.no}:{own[0].span[0]}:{own[-1].span[0]}:{one.kind}"
    relation = "percent" if one.kind == "rate" else "parts stated"
    status: Status = "holds" if one.holds else "fails"
    return CheckResult(check, instance, relation, status, one.computed, one.stated, one.slack, (), own)


def _apart(judged: Sequence[Judged]) -> list[Judged]:
    """The first of those that share a rate, or two numbers."""
    found: list[Judged] = []
    for one in judged:
        if not any(_shares(one.candidate, other.candidate) for other in found):
            found.append(one)
    return found


def _explained(one: Candidate, others: Sequence[Candidate]) -> bool:
    return any(_shares(one, other) for other in others)


def _shares(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates are of the same numbers: of one rate, or of two numbers beside rates."""
    if "rate" in (one.kind, other.kind):
        return one.kind == other.kind and one.members[0] is other.members[0]
    return len(set(one.members) & set(other.members)) >= _SHARED
