"""Relations of numbers in prose as learned from texts that agree: totals and parts, changes, shares, growth.

What other checks know by words they tell better; here is what no word of theirs tells.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.candidates import KINDS, Candidate, Kind, Numbers, candidates, family
from ingest.checking.joined_lines import joined_lines
from ingest.checking.relation_model import RelationModel, learned_model
from ingest.checking.relation_signs import Signer
from ingest.checking.result import CheckResult, Status
from ingest.checking.slips import last_digit, slipped_digits
from ingest.checking.stated_means import MEAN
from ingest.checking.subjects import clause_before, is_of_each
from ingest.numbers.printed import Quantity, Segment, by_segment

# How likely numbers must be meant to be in a relation to be told to be, and to explain others by it.
_SURE: Mapping[Kind, float] = {"list": 0.6, "three": 0.6, "rate": 0.65, "each": 0.65}
_EXPLAINS = 0.1
# A rate divided by the wrong number comes of two numbers as well, in words that hardly ever mean it so.
_AS_LIKELY = 0.25
# Few numbers of one or two digits are not nearly in a relation by chance: words must leave less doubt.
_SURE_OF_SMALL = 0.93
# Where words alone leave it open a slip is one by chance, but of numbers of so many digits.
_OPEN, _LONG = 0.65, 5
# Of what is told by and large a slip is known by as many digits.
_FEWEST_OF_SLIP = 3
# How many times likelier a slip of the hand is where numbers are meant to be in a relation than where they are not, by
# the digits of the number; and a difference that is none, a small one, and a large one.
_SLIP_SPEAKS = {3: 2.0, 2: 0.6, 1: 0.6}
_LONG_SLIP_SPEAKS = 8.0
_SMALL, _LARGE = Decimal("0.01"), Decimal("0.35")
_SMALL_SPEAKS, _DIFFERENCE_SPEAKS, _LARGE_SPEAKS = 1.0, 0.3, 0.05
# Paragraphs to learn from hold more relations than those of reports.
_FEWER = 0.6
_RELATIONS: Mapping[Kind, str] = {"rate": "percent", "each": MEAN}
# Which of its members is told by a relation of numbers of two units.
_TOLD: Mapping[Kind, int] = {"rate": 0, "each": 2}
_PERCENT = "%"
# Of each of what a whole is told to be: 平均每月.
_EACH_OF = re.compile(r"每(?:一|個)?(?P<unit>[^\d]{1,8})$")
# What a change of what was leads to: ，合計; ，共計處理.
_COMES_TO = re.compile(r"[，,、]?(?:成|而|則|即|全[年期]|本期)*(?:為|計|共|達|有|合計|共計|總計)+[^，。；、:()\d]{0,6}")
_DIGIT = re.compile(r"\d")
_DATED = re.compile(r"[\d年月日]")
# As many signs before a change tell its way.
_WAY = 3
# Stretches of more numbers are tables without lines, and each number of one costs some milliseconds.
_FEWEST, _MOST = 3, 80
_SHARED = 2


@dataclass(frozen=True)
class Judged:
    """A candidate and how likely its numbers are meant to be in the relation, whether they are or not."""

    candidate: Candidate
    chance: float


def numbers_of(quantities: Sequence[Quantity]) -> Iterator[Numbers]:
    """The stretches of prose with numbers enough for a relation, and not too many to look at."""
    for here in by_segment(quantities):
        if here[0].segment.cell is None and _FEWEST <= len(here) <= _MOST:
            yield Numbers(here[0].segment.compact.text, tuple(here))


def may_be_meant(one: Candidate) -> bool:
    """Whether the numbers of a candidate are in its relation, or so near that an error may have parted them."""
    return one.holds or _speaks(one) > _LARGE_SPEAKS


class Judge:
    """Tells relations that are meant, and of those the ones that do not hold.

    Args:
        model: by default the one that is kept.
    """

    def __init__(self, structure: Structure, model: RelationModel | None = None) -> None:
        self._exact = frozenset({None, *structure.exact_qualifiers})
        self._about = frozenset(structure.change_words.approximate)
        self._signer = Signer(structure)
        change = structure.change_words
        partition = structure.partition_words
        self._some, self._ranked, self._other = map(compiled, (partition.some, partition.ranked, partition.other))
        self._left = compiled(rf"(?:{partition.left})$")
        self._at_most = compiled(structure.target_words.at_most)
        self._persons = frozenset(structure.mean_words.persons)
        self._earlier = compiled(structure.cues["year_before"])
        self._set_against = compiled("較|比(?![率例重])")
        self._told_of_change = compiled(f"{change.up}|{change.down}")
        self._up, self._down = compiled(change.up), compiled(change.down)
        self._model = model or learned_model()

    def judged(self, numbers: Numbers) -> list[Judged]:
        """The candidates of a stretch of text whose numbers are in the relation, or nearly so: no others are told."""
        found: list[Judged] = []
        near = filter(may_be_meant, candidates(numbers))
        own = sorted(near, key=lambda one: KINDS.index(one.kind))
        for kind, same in groupby(own, key=lambda one: one.kind):
            listed = list(same)
            chances = self._model.chances(kind, [self._signer.signs(one, numbers) for one in listed])
            found += [Judged(one, float(chance)) for one, chance in zip(listed, chances, strict=True)]
        return found

    def told(self, judged: Sequence[Judged]) -> Iterator[Candidate]:
        """The relations that are meant: those that hold, and those that do not and that nothing else explains."""
        holding = sorted((one for one in judged if one.candidate.holds), key=lambda one: -one.chance)
        for one in _apart([one for one in holding if one.chance >= _SURE[one.candidate.kind]]):
            yield one.candidate
        explaining = [one for one in holding if one.chance >= _EXPLAINS]
        broken = [
            one
            for one in judged
            if not one.candidate.holds and not _explained(one, explaining) and not self._is_told_so(one, holding)
        ]
        failing = [
            (self._sureness(one), one)
            for one in broken
            if one.chance >= _least(one.candidate) and self._is_exact(one.candidate) and not self._is_open(one, broken)
        ]
        failing = sorted(
            (pair for pair in failing if pair[0] >= _SURE[pair[1].candidate.kind]), key=lambda pair: -pair[0]
        )
        for one in _apart([one for _, one in failing]):
            yield one.candidate

    def _is_told_so(self, one: Judged, holding: Sequence[Judged]) -> bool:
        """Whether a change of a candidate is told to be that of another of its numbers in a relation that holds."""
        own = one.candidate
        if own.kind not in ("list", "three"):
            return False
        changes = {member for member in own.members if self._way(clause_before(member)[-_WAY:])}
        sure = (other.candidate.members for other in holding if other.chance >= _SURE["three"])
        return any(changes & set(other) and len(set(own.members) & set(other)) >= _SHARED for other in sure)

    def goes_otherwise(self, one: Candidate) -> tuple[Quantity, Quantity, Quantity] | None:
        """The change, what is now and what was, where words tell that it went the other way: 590件(去年602件)，增12件.

        None where they agree, or which of three numbers is the change and which the earlier one is not told.
        """
        ways = [(member, self._way(clause_before(member)[-_WAY:])) for member in one.members]
        changes = [(member, way) for member, way in ways if way and member is not one.whole]
        if one.kind != "three" or len(changes) != 1:
            return None
        change, way = changes[0]
        others = [member for member in one.members if member is not change]
        bases = [member for member in others if self._is_earlier(member)]
        if len(bases) != 1:
            return None
        base = bases[0]
        now = others[1 - others.index(base)]
        # What is now stands before both, or right behind the change of what was: 較去年150件增12件，計162件.
        text = change.segment.compact.text
        comes_to = base.start < change.start < now.start and _COMES_TO.fullmatch(text, change.tail, now.start)
        if not (comes_to or change.start > max(base.start, now.start)):
            return None
        return (change, now, base) if (now.value > base.value) != (way == "up") else None

    def _is_earlier(self, one: Quantity) -> bool:
        """Whether the words before a number tell that it is of a time before, or that another is set against it."""
        words = _DIGIT.split(clause_before(one))[-1]
        return self._earlier.search(words) is not None or self._set_against.search(words) is not None

    def _way(self, words: str) -> str:
        """Which way words tell that something went; blank where they tell none or both."""
        up, down = self._up.search(words), self._down.search(words)
        return "" if bool(up) == bool(down) else "up" if up else "down"

    def is_change(self, one: Candidate) -> bool:
        """Whether a relation is a change or a rate, and no total with its parts."""
        if one.kind == "three":
            return family(one.members[0]) == _PERCENT or any(
                self._told_of_change.search(clause_before(member)) for member in one.members
            )
        return one.kind != "list"

    @staticmethod
    def _sureness(one: Judged) -> float:
        """How sure a relation that does not hold is an error: by the words, and by how its numbers are apart."""
        odds = one.chance / max(1 - one.chance, 1e-9) * _FEWER * _speaks(one.candidate)
        return odds / (1 + odds)

    def _is_open(self, one: Judged, others: Sequence[Judged]) -> bool:
        """Whether words leave open what numbers come to: of a list that is not all, of a rate that may be of others."""
        own = one.candidate
        if own.kind == "each":
            _, count, each = own.members
            named = _EACH_OF.search(clause_before(each))
            other = named is not None and not self._is_of_unit(count, named["unit"])
            return other or any(self._at_most.search(clause_before(member)) for member in own.members)
        if own.kind != "rate":
            return self._is_some(own)
        rate, over, under = own.members
        earlier = self._earlier.search(clause_before(under)) and not self._told_of_change.search(clause_before(over))
        return (own.form == 0 and bool(earlier)) or any(
            other.chance >= one.chance / 2 and abs(other.candidate.computed - own.computed) > own.slack
            for other in others
            if other.candidate.kind == "rate" and other.candidate.members[0] is rate and not _is_aside(other.candidate)
        )

    def _is_of_unit(self, count: Quantity, unit: str) -> bool:
        """Whether a number counts what something is of each: 每場 of 8場次, 每人 of 190名; no 每月 of 52期."""
        own = str(count.unit)
        return own[:1] == unit[:1] or (own in self._persons and unit[:1] in self._persons)

    def _is_some(self, own: Candidate) -> bool:
        """Whether parts are some of all (等, 最多…次之), or one of them is told in the words of the whole."""
        whole = own.whole
        parts = sorted((one for one in own.members if one is not whole), key=lambda one: one.start)
        text = whole.segment.compact.text
        ranked = any(self._ranked.match(text, one.tail) for one in parts)
        rest = self._other.search(clause_before(parts[-1]))
        # 網路200件最多，電話90件最少，臨櫃120件: what is ranked itself is one of several.
        alike = _bare(whole) in {_bare(one) for one in parts} - {""} or self._ranked.match(text, whole.tail) is not None
        # 受理100件，結案90件，尚有40件: of what was there before as well.
        stock = own.computed > own.stated and any(self._left.search(clause_before(one)) for one in parts)
        # 110年80件、111年90件、112年120件: of times alike, one after the other, and none of them the sum.
        times = {_time_told(one) for one in own.members}
        each = any(is_of_each(one) for one in parts) or (len(times) == 1 and None not in times)
        return stock or alike or each or (ranked and not rest) or self._some.match(text, parts[-1].tail) is not None

    def _is_exact(self, candidate: Candidate) -> bool:
        """Whether its numbers are exact; or told by and large, and a slip parts them by more than that."""
        about = [member for member in candidate.members if member.qualifier not in self._exact]
        if not about or any(member.qualifier not in self._about for member in about):
            return not about
        times = candidate.members[1].value if candidate.kind == "each" else 1
        hidden = sum(last_digit(one) * (times if one is candidate.members[-1] else 1) for one in about)
        apart = abs(candidate.stated - candidate.computed)
        return candidate.kind != "rate" and apart > hidden and _slip_of(candidate) >= _FEWEST_OF_SLIP


class LearnedRelations:
    """The relations that a report's prose means, whatever its words.

    Args:
        structure: the lexicon's words.
        segments: the stretches of text of the report, in order.
        quantities: their numbers, in order.
    """

    def __init__(self, structure: Structure, segments: Sequence[Segment], quantities: Sequence[Quantity]) -> None:
        self._judge = Judge(structure)
        self._quantities, self._of = joined_lines(segments, quantities)

    @cached_property
    def _joined(self) -> tuple[Candidate, ...]:
        """The relations of a line and the list below it, told in one text."""
        judge, texts = self._judge, numbers_of(self._quantities)
        return tuple(one for numbers in texts for one in judge.told(judge.judged(numbers)))

    @cached_property
    def _told(self) -> tuple[Candidate, ...]:
        return tuple(replace(one, members=self._own(one.members)) for one in self._joined)

    def _own(self, numbers: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
        """Numbers of joined lines as they stand in their own."""
        return tuple(self._of.get(one, one) for one in numbers)

    def results(self, check: Check, told: Sequence[CheckResult]) -> list[CheckResult]:
        """Broken relations that the words known to other results do not tell.

        Not of numbers that another result is about, nor of two that are in another relation which holds, or which other
        words leave open.

        Args:
            check: of kind ``stated_total`` or ``stated_change``.
            told: the other results of the check.
        """
        judged = [(frozenset(one.quantities), one.status) for one in told]
        own = (
            one for one in self._told if not one.holds and self._judge.is_change(one) == (check.kind == "stated_change")
        )
        found = [_result(check, one) for one in own if not any(_is_known(one, *other) for other in judged)]
        if check.kind == "stated_change":
            found_so = filter(None, (self._judge.goes_otherwise(one) for one in self._joined if one.holds))
            turned = [tuple(self._of.get(one, one) for one in numbers) for numbers in found_so]
            known = {number for numbers, status in judged if status == "fails" for number in numbers}
            found += [_turned(check, *numbers) for numbers in turned if numbers[0] not in known]
        return found

    @property
    def wholes(self) -> frozenset[Quantity]:
        """Numbers that others beside them come to."""
        return frozenset(one.whole for one in self._told if one.holds and one.kind in ("list", "three"))

    def explains(self, result: CheckResult) -> bool:
        """Whether two numbers of a broken relation are meant to be in another one, which holds: it was read wrongly.

        A rate is beside numbers that are in a relation of their own.
        """
        own = frozenset(result.quantities)
        if any(family(one) == _PERCENT for one in own):
            return False
        meant = (frozenset(one.members) for one in self._told if one.holds and one.kind in ("list", "three"))
        return any(own != other and _use_alike(own, other) for other in meant)


def _is_known(one: Candidate, numbers: frozenset[Quantity], status: Status) -> bool:
    own = frozenset(one.members)
    explained = status != "fails" and _use_alike(own, numbers)
    return explained or own <= numbers or (bool(numbers) and numbers <= own)


def _bare(one: Quantity) -> str:
    """The words right before a number, without a date: 撥補 of 3月14日撥補 and of 6月13日撥補."""
    return _DATED.sub("", clause_before(one))


def _least(one: Candidate) -> float:
    """How likely words must make it alone that numbers are meant to be in a relation that does not hold."""
    if not one.is_large:
        return _SURE_OF_SMALL
    return 0.0 if _slip_of(one) >= _LONG else _OPEN


def _slip_of(one: Candidate) -> int:
    """Of how many digits the longest of its numbers is that a slip of the hand parts from the relation."""
    return max((slipped_digits(number, value) for number, value in one.repairs()), default=0)


def _speaks(one: Candidate) -> float:
    """How much likelier the difference of its numbers is where they are meant to be in a relation."""
    if slip := _slip_of(one):
        return _SLIP_SPEAKS.get(slip, _LONG_SLIP_SPEAKS)
    apart = abs(one.stated - one.computed) / max(one.stated, one.computed)
    return _SMALL_SPEAKS if apart < _SMALL else _DIFFERENCE_SPEAKS if apart < _LARGE else _LARGE_SPEAKS


def _time_told(one: Quantity) -> str | None:
    """What the time is that the clause before a number names: a year, a month; None where it names none."""
    begun = one.start - len(clause_before(one))
    return next((day.grain for day in one.segment.dates if begun <= day.start and day.end <= one.start), None)


def _result(check: Check, one: Candidate) -> CheckResult:
    own = one.members
    if one.kind == "three":
        own = tuple(sorted(own, key=lambda member: -member.value))
    instance = f"{own[0].segment.passage.no}:{own[0].span[0]}:{own[-1].span[0]}:{one.kind}"
    relation = _RELATIONS.get(one.kind, "parts stated")
    return CheckResult(check, instance, relation, "fails", one.computed, one.stated, one.slack, (), own)


def _turned(check: Check, change: Quantity, now: Quantity, base: Quantity) -> CheckResult:
    instance = f"{change.segment.passage.no}:{change.span[0]}:way"
    return CheckResult(check, instance, "way told", "fails", base.value, now.value, Decimal(0), (), (change, now, base))


def _apart(judged: Sequence[Judged]) -> list[Judged]:
    """The first of those that share a rate, or two numbers."""
    found: list[Judged] = []
    for one in judged:
        if not any(_shares(one.candidate, other.candidate) for other in found):
            found.append(one)
    return found


def _explained(one: Judged, others: Sequence[Judged]) -> bool:
    """Whether numbers are in another relation, which holds: of a rate in one that is not far less likely meant."""
    if one.candidate.kind != "rate":
        return any(_shares(one.candidate, other.candidate) for other in others)
    least = one.chance * _AS_LIKELY
    return any(
        other.chance >= least and not _is_aside(other.candidate) and _shares(one.candidate, other.candidate)
        for other in others
    )


def _is_aside(rate: Candidate) -> bool:
    """Whether a rate is of what brackets tell that it is not in: 占28.18%, of last year's in 本期1,874件(1,742件)."""
    text = rate.whole.segment.compact.text
    depths = [text.count("(", 0, one.start) - text.count(")", 0, one.start) for one in rate.members]
    return max(depths[1:]) > depths[0]


def _shares(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates are of the same numbers: of one rate or mean, or of two that both use alike."""
    if one.kind in _TOLD or other.kind in _TOLD:
        return one.kind == other.kind and one.members[_TOLD[one.kind]] is other.members[_TOLD[one.kind]]
    return _use_alike(one.members, other.members)


def _use_alike(one: Collection[Quantity], other: Collection[Quantity]) -> bool:
    """Whether two sets put two numbers to one use: both add them up, or both take one from the other.

    The parts of a whole may well be compared: 114件，上半年63件、下半年51件，減少12件.
    """
    shared = set(one) & set(other)
    if len(shared) != _SHARED:
        return len(shared) > _SHARED
    wholes = [max(own, key=lambda number: number.value) in shared for own in (one, other)]
    return wholes[0] == wholes[1]
