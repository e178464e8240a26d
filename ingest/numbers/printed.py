"""A printed number: one object from where it was found to the rows that are stored of it."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Literal

from catalog.fold import CompactText
from catalog.models import Measure, Metric, PeriodRule, ReadingRule
from ingest.notation.calendar import DateMention
from ingest.passages.outline import Passage
from ingest.read.document import Cell

Form = Literal["number", "ordinals", "listed"]
Basis = Literal["stated", "report", "year", "as_of", "event", "standing"]
WorksStatus = Literal["planned", "done"]
Status = Literal["published", "suggested", "compared", "target", "refused", "not_a_measure", "unclaimed"]
By = Literal["rule", "table", "example", "person"]

_SENTENCE_END = re.compile(r"[。！？]+[」)]*(?:\(照片[^)]*\))?")

# What opens the lines of a list; right before a digit it may be a sign or a point. Those that reviewed reports print
# stay words of labels, as examples know them.
BULLET = re.compile(r"[-–—*•·‧●○◎◆◇■□▪▶►※.]+(?!\d)")
_UNKNOWN_BULLET = re.compile(r"[○◎◆◇■□▪▶►.]+(?!\d)")


@dataclass(frozen=True, eq=False)
class Segment:
    """A stretch of text that is read as one: a passage, or one cell of a table.

    ``base`` is its offset in the passage; ``dates`` are its date mentions. ``row_heads`` and
    ``column_heads`` are the cells with words left of a table cell and above it.
    """

    passage: Passage
    compact: CompactText
    base: int
    cell: Cell | None
    dates: tuple[DateMention, ...]
    row_heads: tuple[Segment, ...] = ()
    column_heads: tuple[Segment, ...] = ()

    @property
    def place(self) -> Cell:
        """The cell, of a segment that is known to be one."""
        assert self.cell is not None
        return self.cell

    @property
    def row_label(self) -> str:
        """The words of the row's heads."""
        return "\n".join(head.compact.text for head in self.row_heads)

    @property
    def column_label(self) -> str:
        """The words of the column's heads, from the top."""
        return "\n".join(head.compact.text for head in self.column_heads)

    @property
    def behind_marker(self) -> int:
        """Compact offset of the first word: the 、 of 一、 parts no names, nor does the bullet of a line."""
        marker = self.passage.marker
        behind = bisect_left(self.compact.offsets, marker.end - self.base) if marker else 0
        bullet = _UNKNOWN_BULLET.match(self.compact.text, behind) if self.cell is None else None
        return bullet.end() if bullet else behind

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the passage's text of compact characters ``start`` to ``end``."""
        first, last = self.compact.span(start, end)
        return self.base + first, self.base + last

    def printed(self, start: int, end: int) -> str:
        """Compact characters ``start`` to ``end`` as printed."""
        return self.passage.text[slice(*self.span(start, end))]

    def sentence(self, position: int) -> tuple[int, int]:
        """Compact offsets of the sentence around ``position``; a cell is one sentence."""
        if self.cell is not None:
            return 0, len(self.compact.text)
        ends = self._sentence_ends
        following = min(bisect_right(ends, position), len(ends) - 1)
        return ends[following - 1], ends[following]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        """Where sentences end, with the text's start before and its end behind them."""
        ends = [match.end() for match in _SENTENCE_END.finditer(self.compact.text)]
        return [0, *ends, len(self.compact.text)]


@dataclass(frozen=True)
class Period:
    """Days a value covers. ``start`` is None where the report does not say since when.

    ``quote`` is the words that state it, verbatim; None where the report's period is meant.
    """

    start: date | None
    end: date
    basis: Basis
    quote: str | None = None

    @property
    def is_backwards(self) -> bool:
        """Whether it ends before it begins: the dates are a slip, and no value holds in it."""
        return self.start is not None and self.start > self.end


@dataclass(frozen=True)
class Placement:
    """What a number's place in a known table says it is a value of.

    ``form`` is the table's form, ``period`` the days its column is headed by, ``day`` the one day
    that the words leading to the table name.
    """

    metric: Metric
    form: str
    breakdown: Mapping[str, str] = field(default_factory=dict)
    period: Period | None = None
    day: Period | None = None


@dataclass(frozen=True)
class Claim:
    """A rule that recognises a number by the words around it.

    ``weight`` is how many characters of label it matched: of two claims the longer label wins.
    ``captured`` holds the rule's named groups.
    """

    metric: Metric
    rule: ReadingRule
    weight: int
    captured: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """``metric.rule``, as stored with the observation."""
        return f"{self.metric.id}.{self.rule.id}"

    @property
    def measure(self) -> Measure:
        """How the values that the rule reads are measured."""
        return self.rule.measure or self.metric.measure

    @property
    def period(self) -> PeriodRule | None:
        """Which period the values are of, where that of the measure does not hold."""
        return self.rule.period or self.metric.period


@dataclass(frozen=True)
class Likely:
    """One metric a number may be a value of, how likely, and the nearest example of it: its words and whose."""

    metric_id: str
    chance: float
    sentence: str
    source: str


@dataclass(frozen=True)
class Suggestion:
    """The likeliest metrics of one number, best first, and the kind of statement it seems to stand in."""

    likely: tuple[Likely, ...]
    kind: str

    @property
    def sureness(self) -> float:
        """How sure the first is: its chance, less what speaks for the second."""
        if not self.likely:
            return 0.0
        second = self.likely[1].chance if len(self.likely) > 1 else 0.0
        return round(self.likely[0].chance * (1 - second), 4)

    def led_by(self, metric_id: str) -> Suggestion:
        """The same with another metric first, which its words may not have suggested at all."""
        own = next((one for one in self.likely if one.metric_id == metric_id), Likely(metric_id, 0.0, "", ""))
        others = [one for one in self.likely if one is not own]
        return replace(self, likely=(own, *others)[: max(3, len(self.likely))])


@dataclass(frozen=True)
class Decision:
    """What became of a number, and why.

    ``by`` is what decided it, None where nothing spoke for any measure. ``reason`` is the rule that
    a published number was read by, else a code: what kept it from being published.
    """

    status: Status
    by: By | None = None
    reason: str = ""


@dataclass(frozen=True)
class Verdict:
    """What people decided about a number: the ``metrics`` it is a value of, a ``new`` measure's name, or nothing.

    ``asked`` is why the number must be asked again, empty where the verdict counts.
    """

    metrics: tuple[str, ...]
    new: str = ""
    asked: str = ""


_MARKS = "，、。；:()"
# What a plus sign stands behind that is no sum and in no name.
_BEFORE_SIGN = re.compile(r"(?:^|[:，；、/(]|增減|消長)$")


@dataclass(eq=False)
class Quantity:
    """One number with its measure, and what each room of ingest comes to know of it.

    Reading finds it: ``start`` and ``end`` span the number in the segment's compact text, ``tail``
    is behind its unit, ``label`` holds the last words before it; ``decimals`` is how many it was
    printed with, in units of ``scale``. The heads of its table may still give it ``unit`` and scale
    (:meth:`measure`).

    Attributes:
        placed: tables: what its place in a known table says.
        below_difference: tables: whether the head right above it names a difference; meaning: whether a plus sign does.
        under_heads: tables: whether all figures of its row stand below heads.
        day_at_head: tables: the day of a stock below a head that is all date.
        is_target: meaning: whether it is what was aimed at.
        is_rate: meaning: whether it tells how much comes each month or day.
        parts: meaning: the numbers right before it that it is the total of.
        adds_up: meaning: whether arithmetic proves what the examples say of it, and it is no part of a sum.
        is_proven: meaning: whether a change printed behind it proves what it is compared with.
        shares_words: meaning: whether it stands in a list that shares the words before it.
        named: meaning: such a number as it stands right behind its own name, for reading only.
        verdict: meaning: what people decided about it; None where nobody did.
        claims: meaning: the rules that recognise it.
        composed: meaning: its label from structure, in one line.
        suggestion: meaning: what the examples say it may be a value of; None where they were not asked.
        observations: meaning: what it is a value of, at the end what it is evidence for; more than one
            where it holds for each of several.
        withdrawn: meaning: what it would be a value of, had another number not contradicted it.
        decision: meaning: what became of it.
        period: meaning: the days it is of, whatever it is; None where nothing states them.
        no: meaning: which number of its report it is, from 1; 0 for one that is not stored.
    """

    segment: Segment
    start: int
    end: int
    tail: int
    value: Decimal
    unit: str | None
    qualifier: str | None
    label: str | None
    form: Form = "number"
    decimals: int = 0
    scale: Decimal = Decimal(1)
    placed: Placement | None = field(default=None, init=False)
    below_difference: bool = field(default=False, init=False)
    under_heads: bool = field(default=True, init=False)
    day_at_head: Period | None = field(default=None, init=False)
    is_target: bool = field(default=False, init=False)
    is_rate: bool = field(default=False, init=False)
    parts: tuple[Quantity, ...] = field(default=(), init=False)
    adds_up: bool = field(default=False, init=False)
    is_proven: bool = field(default=False, init=False)
    shares_words: bool = field(default=False, init=False)
    named: Quantity | None = field(default=None, init=False)
    verdict: Verdict | None = field(default=None, init=False)
    claims: tuple[Claim, ...] = field(default=(), init=False)
    composed: str = field(default="", init=False)
    suggestion: Suggestion | None = field(default=None, init=False)
    observations: list[Observation] = field(default_factory=list, init=False)
    withdrawn: Observation | None = field(default=None, init=False)
    decision: Decision = field(default=Decision("unclaimed"), init=False)
    period: Period | None = field(default=None, init=False)
    no: int = field(default=0, init=False)

    @property
    def span(self) -> tuple[int, int]:
        """Offsets of the printed number in the passage's text."""
        return self.segment.span(self.start, self.end)

    @cached_property
    def lead(self) -> str:
        """The words right before it, since the last mark; asked for again and again where numbers stand close."""
        text = self.segment.compact.text
        return text[max(text.rfind(mark, 0, self.start) for mark in _MARKS) + 1 : self.start]

    @property
    def raw(self) -> str:
        """The number as printed."""
        return self.segment.printed(self.start, self.end)

    @property
    def quote(self) -> str:
        """The sentence or cell that prints it, verbatim."""
        return self.segment.printed(*self.segment.sentence(self.start))

    @property
    def is_signed(self) -> bool:
        """Whether a sign before it says that it is a change: 去年同期(90件):-10件，+5案/+42人. No A+20, nor 3+2."""
        text = self.segment.compact.text
        rises = text[: self.start].endswith("+") and _BEFORE_SIGN.search(text[: self.start - 1]) is not None
        return rises or self.value < 0

    @property
    def half_step(self) -> Decimal:
        """Half a unit of the last printed digit: what rounding may have taken or added."""
        return self.scale / (2 * Decimal(10) ** self.decimals)

    def may_be(self, metric_id: str) -> bool:
        """Whether rules and examples may read it as a value of a metric: what people decided bounds them."""
        return self.verdict is None or metric_id in self.verdict.metrics

    def measure(self, unit: str, scale: int) -> None:
        """Takes the unit that heads state, and the scale of their figures (單位：千元)."""
        self.unit = unit
        self.value *= scale
        self.scale *= scale

    def refuse(self, status: Status, reason: str) -> None:
        """Decides that it is a value of nothing, unless it has been found to be one already."""
        if not self.observations:
            self.decision = Decision(status, "rule", reason)

    def publish(self, observations: Iterable[Observation], by: By = "rule") -> None:
        """Decides what it is a value of, besides what it was found to be so far."""
        self.observations += observations
        if self.observations:
            self.decision = Decision("published", by, self.observations[-1].rule)


@dataclass(frozen=True, eq=False)
class Observation:
    """One value as one report prints it; two readings of one number are two.

    ``evidence`` holds every place that prints it, this one first.
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

    @property
    def subject(self) -> tuple[object, ...]:
        """What has one value: the metric, its days and its part. All parts together are the whole: 四維+鳳山."""
        own = {key: part for key, part in self.breakdown.items() if "+" not in part}
        return self.metric_id, self.period.start, self.period.end, key_of(own)

    def digest(self, report_id: str) -> str:
        """A short id that stays the same while report, metric, period, breakdown and value do."""
        parts = (report_id, self.metric_id, self.period.start, self.period.end, key_of(self.breakdown), self.value)
        return hashlib.sha256(repr(tuple(map(str, parts))).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Trouble:
    """Numbers that were seen and not published, and why (a sentence in Chinese)."""

    code: str
    message: str
    passage: Passage
    metric_ids: tuple[str, ...]


def key_of(breakdown: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """A breakdown as a sortable, hashable key."""
    return tuple(sorted(breakdown.items()))


def in_prose(quantities: Iterable[Quantity]) -> Iterator[list[Quantity]]:
    """The numbers proper of each paragraph, in order; none of tables, no ordinals and no lists."""
    prose = (quantity for quantity in quantities if quantity.segment.cell is None and quantity.form == "number")
    return by_segment(prose)


def by_segment(quantities: Iterable[Quantity]) -> Iterator[list[Quantity]]:
    """The numbers of each stretch of text, in order."""
    for _, own in groupby(quantities, key=lambda quantity: quantity.segment):
        yield list(own)
