"""What people decide about series that were found without a catalog: which numbers are one measure, and its name.

A decision is about printed numbers, never about ids of series, which another build may give to others.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from catalog.entry import Entry
from reviews.decision import Name, PassageKind, Place, name, scope_of

# apart: these are another measure than those. together: they are one. named: they are called so. accepted: they are
# one measure of that name, rightly read. undone: an earlier decision is taken back.
Says = Literal["apart", "together", "named", "accepted", "undone"]
SeriesMeasure = Literal["flow", "stock", "ratio", "cumulative", "target"]
# The report's digest, its passage, and the characters in that.
Key: TypeAlias = tuple[str, int, int, int]

_KEPT = frozenset("，。、：；！？（）")
_LINE_ENDS = "。！？\n"
_BEFORE, _BEHIND = 120, 80
# A name is of the series that holds more than this share of the numbers it was given to.
_MOST = 0.5


class Point(Place):
    """A number of a series. ``text`` is its sentence or row, which begins at ``offset`` in the passage.

    ``report`` is the report's id then, ``scope`` what its other editions are known by.
    """

    report: str
    scope: str = ""
    offset: int = Field(ge=0)

    @property
    def key(self) -> Key:
        """What tells it from all other numbers, as long as its file is read so."""
        return self.sha256, self.passage, self.offset + self.start, self.offset + self.end


def series_name(given: str) -> str:
    """A name as :func:`reviews.decision.name` spells it; its Chinese punctuation stays.

    Raises:
        ValueError: nothing is left of it, or it is too long.
    """
    name(given)
    return " ".join("".join(sign if sign in _KEPT else unicodedata.normalize("NFKC", sign) for sign in given).split())


class SeriesName(Entry):
    """What a series is called, in which unit it counts, and how it is measured."""

    name: Annotated[str, AfterValidator(series_name)]
    unit: str = Field(default="", max_length=20)
    measure: SeriesMeasure


class SeriesDecision(Entry):
    """What one person decided about a series, when and why.

    Attributes:
        id: tells it from all others.
        at: when it was made, UTC.
        who: the person's name.
        series: which kind of decision.
        points: the numbers it is about.
        others: those they are set apart from, or joined with.
        named: the name, where it gives one.
        undoes: the decision that is taken back, where one is.
    """

    id: str = Field(pattern="^[0-9a-f]{16}$")
    at: AwareDatetime
    who: Name
    series: Says
    points: tuple[Point, ...] = ()
    others: tuple[Point, ...] = ()
    named: SeriesName | None = None
    undoes: str | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> SeriesDecision:
        told = (bool(self.points), bool(self.others), self.named is not None, self.undoes is not None)
        right = {
            "apart": (True, True, False, False),
            "together": (True, True, False, False),
            "named": (True, False, True, False),
            "accepted": (True, False, True, False),
            "undone": (False, False, False, True),
        }
        if told != right[self.series] or {p.key for p in self.points} & {p.key for p in self.others}:
            raise ValueError(f"a decision that says {self.series!r} tells that and nothing else")
        return self


@dataclass(frozen=True)
class Report:
    """A report: digest of its file, its id, and what its other editions are known by."""

    sha256: str
    report_id: str
    scope: str

    @classmethod
    def of(cls, sha256: str, report_id: str, agency_id: str | None, genre: str, start: date, end: date) -> Report:
        """A report by who reports what over which days."""
        return cls(sha256, report_id, scope_of(agency_id, genre, start, end))


@dataclass(frozen=True)
class Passage:
    """A passage of a report: its number, kind, headings and words."""

    no: int
    kind: PassageKind
    headings: tuple[str, ...]
    text: str


def point(report: Report, passage: Passage, start: int, end: int) -> Point:
    """The number at ``start`` to ``end`` of a passage, with its sentence or row.

    Args:
        report: which report, and what its editions are known by.
        passage: the passage it stands in.
        start: offset of the number in the passage's text.
        end: offset behind it.
    """
    text = passage.text
    first = max(start - _BEFORE, *(text.rfind(stop, 0, start) + 1 for stop in _LINE_ENDS))
    last = min(len(text), end + _BEHIND, *(at for stop in _LINE_ENDS if (at := text.find(stop, end)) >= 0))
    return Point(
        sha256=report.sha256, report=report.report_id, scope=report.scope, passage=passage.no, kind=passage.kind,
        headings=passage.headings, text=text[first:last], offset=first, start=start - first, end=end - first,
        printed=text[start:end],
    )  # fmt: skip


def set_apart(points: Sequence[Point], others: Sequence[Point], who: str) -> SeriesDecision:
    """That ``points`` are another measure than ``others``, decided now.

    Raises:
        ValueError: the name is empty or too long, or one of both lists is empty.
    """
    return _made("apart", who, points=tuple(points), others=tuple(others))


def join(points: Sequence[Point], others: Sequence[Point], who: str) -> SeriesDecision:
    """That two series are one measure, decided now; as for :func:`set_apart`."""
    return _made("together", who, points=tuple(points), others=tuple(others))


def give_name(points: Sequence[Point], named: SeriesName, who: str) -> SeriesDecision:
    """What a series is called, decided now; as for :func:`set_apart`."""
    return _made("named", who, points=tuple(points), named=named)


def accept(points: Sequence[Point], named: SeriesName, who: str) -> SeriesDecision:
    """That a series is a measure of a name, its points rightly read, decided now; as for :func:`set_apart`."""
    return _made("accepted", who, points=tuple(points), named=named)


def undo(decision: SeriesDecision, who: str) -> SeriesDecision:
    """The taking back of a decision, made now; as for :func:`set_apart`."""
    return _made("undone", who, undoes=decision.id)


def _made(says: Says, who: str, **said: object) -> SeriesDecision:
    return SeriesDecision.model_validate(
        {"id": secrets.token_hex(8), "at": datetime.now(UTC), "who": who, "series": says, **said}
    )


# What they come to ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stated:
    """A decision that counts, with what of its numbers it is still about.

    ``others`` are those it keeps apart from. ``is_named`` tells whether its name counts: a later one of the same person
    takes its place.
    """

    decision: SeriesDecision
    points: frozenset[Key]
    others: frozenset[Key] = frozenset()
    is_named: bool = False

    @property
    def is_apart(self) -> bool:
        """Whether it keeps numbers apart."""
        return self.decision.series == "apart"

    @property
    def is_together(self) -> bool:
        """Whether it holds numbers together."""
        return self.decision.series in ("together", "accepted")

    def contradicts(self, other: Stated) -> bool:
        """Whether one keeps apart what the other holds together."""
        apart, whole = (self, other) if self.is_apart else (other, self)
        if not apart.is_apart or not whole.is_together:
            return False
        return bool(apart.points & whole.points and apart.others & whole.points)


@dataclass(frozen=True)
class Label:
    """What a series is called and whether it is accepted; where people differ, by whom what was said."""

    said: tuple[Stated, ...]

    @property
    def in_conflict(self) -> bool:
        """Whether people differ: then it has no name of theirs and is not accepted."""
        return len({one.decision.named for one in self.said}) > 1

    @property
    def named(self) -> SeriesName | None:
        """The name in force."""
        return None if self.in_conflict else self.said[-1].decision.named

    @property
    def accepted(self) -> frozenset[Key]:
        """The numbers that were accepted under it; none where it only has a name."""
        if self.in_conflict:
            return frozenset()
        return frozenset().union(*(one.points for one in self.said if one.decision.series == "accepted"))


@dataclass(frozen=True)
class SeriesReviews:
    """The decisions about series as they stand.

    Attributes:
        stated: those that count, oldest first.
        conflicts: those of different people that contradict each other; they count for nothing.
        withdrawn: those that were taken back.
    """

    stated: tuple[Stated, ...] = ()
    conflicts: tuple[Stated, ...] = ()
    withdrawn: tuple[SeriesDecision, ...] = ()

    @classmethod
    def of(cls, decisions: Iterable[SeriesDecision]) -> SeriesReviews:
        """What decisions, in the order in which they were made, come to."""
        decisions = tuple(decisions)
        undone = {decision.undoes for decision in decisions}
        standing = [one for one in decisions if one.series != "undone" and one.id not in undone]
        own: dict[str, list[Stated]] = {}
        for decision in standing:
            own[decision.who] = _with(own.get(decision.who, []), decision)
        every = [one for said in own.values() for one in said]
        order = {decision.id: place for place, decision in enumerate(standing)}
        every.sort(key=lambda one: order[one.decision.id])
        differing = {
            one.decision.id for one in every for other in every
            if one.decision.who != other.decision.who and one.contradicts(other)
        }  # fmt: skip
        return cls(
            tuple(one for one in every if one.decision.id not in differing),
            tuple(one for one in every if one.decision.id in differing),
            tuple(one for one in decisions if one.series != "undone" and one.id in undone),
        )

    def label(self, keys: Collection[Key], present: Collection[Key] | None = None) -> Label | None:
        """What the series of some numbers is called; None where nobody has said it.

        Args:
            keys: its numbers.
            present: all numbers that can be of any series; by default those a name was given to.
        """
        own, said = frozenset(keys), dict[str, Stated]()
        for one in self.stated:
            given = one.points if present is None else one.points & frozenset(present)
            if one.is_named and len(given & own) > _MOST * len(given):
                # Of each person the latest counts.
                said.pop(one.decision.who, None)
                said[one.decision.who] = one
        return Label(tuple(said.values())) if said else None

    def about(self, keys: Collection[Key]) -> tuple[Stated, ...]:
        """Those that count or contradict each other about any of some numbers, oldest first."""
        own = frozenset(keys)
        touched = [one for one in (*self.stated, *self.conflicts) if (one.points | one.others) & own]
        return tuple(sorted(touched, key=lambda one: one.decision.at))

    def parts(self, keys: Sequence[Key]) -> tuple[frozenset[Key], frozenset[Key]]:
        """The numbers of a series that stay in it, and those that were set apart from them.

        Of two sides the larger stays, of two alike the one that holds the last.
        """
        stay, gone = frozenset(keys), frozenset[Key]()
        for one in self.stated:
            sides = sorted((one.points & stay, one.others & stay), key=lambda side: (len(side), keys[-1] in side))
            if one.is_apart and sides[0]:
                stay, gone = stay - sides[0], gone | sides[0]
        return stay, gone

    @cached_property
    def digest(self) -> str:
        """Digest of what stands decided, whoever decided it and when; empty where nothing does."""
        told = sorted(
            repr((d.series, sorted(s.points), sorted(s.others), d.named if s.is_named else None, place))
            for place, s in enumerate((*self.stated, *self.conflicts))
            for d in (s.decision,)
        )
        return hashlib.sha256("\n".join(told).encode()).hexdigest() if told else ""


def _with(earlier: Sequence[Stated], decision: SeriesDecision) -> list[Stated]:
    """One person's statements with a later one, which takes the place of what it contradicts."""
    points, others = (frozenset(one.key for one in side) for side in (decision.points, decision.others))
    if decision.series == "apart":
        new = Stated(decision, points, others)
        return [*(_without(one, new) for one in earlier), new]
    new = Stated(decision, points | others, is_named=decision.named is not None)
    kept = [one for one in earlier if not new.contradicts(one)]
    if new.is_named:
        kept = [replace(one, is_named=one.is_named and not one.points & new.points) for one in kept]
    return [*(one for one in kept if one.is_named or one.decision.series != "named"), new]


def _without(one: Stated, apart: Stated) -> Stated:
    """A statement without the numbers that its maker took out later."""
    return replace(one, points=one.points - apart.points) if one.contradicts(apart) else one
