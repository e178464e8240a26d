"""Several numbers told together: for names in order (四維、鳳山分別為327件、185件), or with their total.

Each number of a list is read as if its name stood right before it. Where the names are not found,
none of the numbers is a value by the words before it: those hold for all of them together.

A total stands behind its parts, and the sum proves it: 四維79場次、鳳山52場次，共131場次. A sum of
several things (市政會議24次、首長座談8次，合計32次) is no total of any of them. A part of a total is no value
of its metric where nothing that the metric is broken down by names it: 報修1,712件，其中水電802件.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from catalog.entry import compiled
from catalog.fold import CompactText
from catalog.lexicon import Structure
from catalog.models import BreakdownKey, Check
from ingest.numbers.printed import Claim, Decision, Observation, Quantity, Segment

_RESPECTIVELY = re.compile(r"(?:分別|各(?=[為達計有]))[^，。；:、\d()]{0,4}[:約]?$")
# Two names that end alike, right before two numbers, need no 分別: 節電率及節水率1.2%及3.5%.
_ALIKE = re.compile(r"(?<=(?P<last>[率數費量額]))[及與和][^，。；:、\d()及與和]{1,12}(?P=last)(?P<verb>則?[為達計])?$")
_JOINED = re.compile(r"(?:\([^()]*\))?(?:[、，]?[及與和]|[、，])[約達]?")
_REMARK = re.compile(r"\([^()]*\)")
_CLAUSE = re.compile(r"[，。；！？:()]")
_NAMES = re.compile(r"、|及|與|和|暨")
_JOINT = "[、及與和暨]"
_LONGEST_NAME = 16
_TOTALLED = re.compile(
    r"(?:\)|\([^()]*\))?[，、；]?(?:[二兩三四五六\d](?:者|場次?|次|地|處|季|梯次?|(?:行政)?中心))?(?:合計|總計|共計|合共|併計|總共|共有|共|計)(?:達|有|約|為)*"
)


@dataclass(frozen=True)
class _Shared:
    """The numbers of one list, and where 分別 begins and the list ends."""

    numbers: tuple[Quantity, ...]
    start: int
    end: int


class PairedListReader:
    """Finds lists of numbers for names in order.

    Args:
        keys: breakdown keys; the names of their values are known wherever they stand.
    """

    def __init__(self, keys: Sequence[BreakdownKey]) -> None:
        # What a key is called may stand behind each of its values: 四維行政中心、鳳山行政中心.
        self._known = [
            (
                compiled("|".join(value.words for value in key.values if "+" not in value.id)),
                compiled(f"(?:{re.escape(key.name_zh)})?{_JOINT}"),
            )
            for key in keys
            if key.values
        ]

    def name(self, here: Sequence[Quantity]) -> None:
        """Gives the numbers of such lists, and those in the remarks behind them, their own names.

        Args:
            here: the numbers of one stretch of text, in order. Those that share words get ``named``;
                not so where no name was found and all have one unit.
        """
        if here[0].segment.cell is None:
            for shared in _lists(here):
                self._name(shared, here)

    def _name(self, shared: _Shared, here: Sequence[Quantity]) -> None:
        text = shared.numbers[0].segment.compact.text
        leads = self._leads(text, shared)
        if leads is None and len({number.unit for number in shared.numbers}) > 1:
            return
        for index, number in enumerate(shared.numbers):
            remark = _REMARK.match(text, number.tail)
            stop = remark.end() if remark else number.tail
            for quantity in (q for q in here if number.start <= q.start < stop):
                quantity.shares_words = True
                quantity.named = _moved(quantity, leads[index], number.start, stop, shared.end) if leads else None

    def _leads(self, text: str, shared: _Shared) -> list[str] | None:
        """The text up to each number, with its own name alone at the end; None where the names are not found."""
        segment = shared.numbers[0].segment
        first = max(segment.sentence(shared.start)[0], segment.behind_marker)
        clause = max((match.end() for match in _CLAUSE.finditer(text, first, shared.start)), default=first)
        places = self._known_names(text, first, shared)
        if places:
            kept = text[: places[0][0]] if places[0][0] >= clause else text[: shared.start]
            return [kept + text[start:end] for start, end in places]
        names = _NAMES.split(text[clause : shared.start])
        if len(names) != len(shared.numbers) or not all(0 < len(name) <= _LONGEST_NAME for name in names):
            return None
        return [text[:clause] + name for name in names]

    def _known_names(self, text: str, first: int, shared: _Shared) -> list[tuple[int, int]] | None:
        """The last names of one key, as many as numbers, that stand joined to each other before them."""
        for words, joint in self._known:
            found = sorted(match.span() for match in words.finditer(text, first, shared.start))
            places = found[-len(shared.numbers) :]
            joined = all(joint.fullmatch(text, a[1], b[0]) for a, b in pairwise(places))
            if joined and len({text[slice(*place)] for place in places}) == len(shared.numbers):
                return places
        return None


def reads_list(claim: Claim) -> bool:
    """Whether a rule is written for such a list, and has told the part a number is for itself."""
    return bool(claim.captured) and "分別" in (claim.rule.before or "")


def _lists(quantities: Sequence[Quantity]) -> Iterator[_Shared]:
    """Two or more numbers that follow 分別 one upon the other."""
    for index, quantity in enumerate(quantities):
        text = quantity.segment.compact.text
        lead = _RESPECTIVELY.search(text[: quantity.start]) or _ALIKE.search(text[: quantity.start])
        if lead is None:
            continue
        numbers = [quantity]
        for following in quantities[index + 1 :]:
            if _JOINED.fullmatch(text, numbers[-1].tail, following.start):
                numbers.append(following)
            elif text.find("(", numbers[-1].tail, following.start) < 0:
                break
        if len(numbers) > 1:
            remark = _REMARK.match(text, numbers[-1].tail)
            start = lead.start() if lead.re is _RESPECTIVELY else quantity.start - len(lead.group("verb") or "")
            yield _Shared(tuple(numbers), start, remark.end() if remark else numbers[-1].tail)


def _moved(quantity: Quantity, lead: str, start: int, stop: int, end: int) -> Quantity:
    """A number of ``text[start:stop]`` as it stands right behind ``lead``, with what follows ``end`` behind it."""
    segment = quantity.segment
    text = segment.compact.text
    shift = len(lead) - start
    moved = lead + text[start:stop] + text[end:]
    # Only the number's own place is asked of it: where names in quotes before it are looked for.
    offsets = (segment.compact.offsets[quantity.start],) * len(moved)
    return replace(
        quantity, segment=replace(segment, compact=CompactText(moved, offsets), dates=()),
        start=quantity.start + shift, end=quantity.end + shift, tail=quantity.tail + shift,
    )  # fmt: skip


# Totals --------------------------------------------------------------------------------------


def parts_of(quantity: Quantity, earlier: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The numbers right before a total that add up to it; empty where it is none.

    Args:
        quantity: the number.
        earlier: the numbers of its segment before it, in order.
    """
    start, _ = quantity.segment.sentence(quantity.start)
    own = [q for q in earlier if q.start >= start and q.unit == quantity.unit]
    text = quantity.segment.compact.text
    if not own or quantity.unit is None:
        return ()
    # Where the parts have their days, no word need say that it is one: 10月17日92人、10月19日61人，受訓153人.
    dated = any(own[0].tail <= m.start and m.end <= own[-1].start and m.grain == "day" for m in quantity.segment.dates)
    if not _TOTALLED.fullmatch(text, own[-1].tail, quantity.start) and not (
        dated and "，" in text[own[-1].tail : quantity.start]
    ):
        return ()
    total = Decimal(0)
    for count, part in enumerate(reversed(own), 1):
        total += part.value
        if total == quantity.value and count > 1:
            return tuple(own[-count:])
    return ()


class TotalReader:
    """Tells which metrics a total of several numbers may be a value of.

    Args:
        checks: the sums that should hold, by which metrics are parts of others.
    """

    def __init__(self, checks: Iterable[Check]) -> None:
        self._parts = {
            (check.stated, part)
            for check in checks
            if check.kind == "sum"
            for part in (*check.operands, *check.optional)
        }

    def may_total(self, parts: Sequence[Quantity], metric_id: str) -> bool:
        """Whether a total of ``parts`` may be a value of a metric: of theirs, of the one they sum up to, or of none.

        Args:
            parts: the numbers that add up to it, as far as decided; none where it is no total.
            metric_id: the metric.
        """
        own = [part.observations[0].metric_id if part.observations else None for part in parts]
        return not any(own) or all(metric is not None and self.may_be(metric_id, metric) for metric in own)

    def are_apart(self, one: str, other: str) -> bool:
        """Whether two metrics are parts of one total, so that neither counts what the other does: 工級 and 臨時人員."""
        totals = [{total for total, part in self._parts if part == metric_id} for metric_id in (one, other)]
        return one != other and bool(totals[0] & totals[1])

    def may_be(self, metric_id: str, part: str) -> bool:
        """Whether a total of numbers of the metric ``part`` may be one of another metric."""
        return part == metric_id or (metric_id, part) in self._parts


class PartReader:
    """Finds the values that are parts of another one, and have its name only.

    Args:
        structure: the words that tell a part.
    """

    def __init__(self, structure: Structure) -> None:
        self._before = compiled(rf"(?:{structure.part})[^，。；:()]*$")
        self._behind = compiled(structure.part_behind)
        self._remark = compiled(rf"\((?:{structure.part})[^()]*$")

    def without_unnamed(self, observations: Sequence[Observation]) -> list[Observation]:
        """The observations without such parts; their numbers are asked about."""
        largest: dict[tuple[object, ...], Observation] = {}
        for observation in observations:
            whole = largest.setdefault(observation.subject, observation)
            largest[observation.subject] = max(whole, observation, key=lambda one: one.value)
        kept = []
        told = {(o.metric_id, o.quantity.segment, o.quantity.start) for o in observations}
        for observation in observations:
            quantity = observation.quantity
            whole = largest[observation.subject]
            is_part = observation.value < whole.value and (
                self._is_part(quantity) or self._is_of_fewer(observation, whole)
            )
            if is_part or (not observation.breakdown and self._is_remark(observation, told)):
                quantity.observations = []
                quantity.decision = Decision("suggested", quantity.decision.by, "contradicts_another")
            else:
                kept.append(observation)
        return kept

    def _is_remark(self, observation: Observation, told: Collection[tuple[str, Segment, int]]) -> bool:
        """Whether a remark in brackets says what is among the number before it, of one metric: 63案(含上期未結5案)."""
        segment, start = observation.quantity.segment, observation.quantity.start
        bracket = self._remark.search(segment.compact.text[:start])
        return bracket is not None and any(
            metric_id == observation.metric_id and own is segment and place < bracket.start()
            for metric_id, own, place in told
        )

    @staticmethod
    def _is_of_fewer(observation: Observation, whole: Observation) -> bool:
        """Whether a number counts what came in the time of a larger one of its metric and passage, both of no part.

        接待48案；日本籍者21案: of what it is a part no rule has told. What is counted up goes beyond its time, and
        elsewhere the same is told again: two numbers contradict each other there.
        """
        if observation.quantity.segment is not whole.quantity.segment:
            return False
        start, _ = whole.quantity.segment.sentence(whole.quantity.start)
        clause = whole.quantity.segment.compact.text[start : whole.quantity.start].rpartition("，")[2]
        by_rules = {own.quantity.decision.by for own in (observation, whole)} == {"rule"}
        plain = observation.measure == "flow" and not observation.breakdown
        return by_rules and plain and observation.quantity.segment.cell is None and "累" not in clause

    def _is_part(self, quantity: Quantity) -> bool:
        text = quantity.segment.compact.text
        start, _ = quantity.segment.sentence(quantity.start)
        return bool(self._before.search(text[start : quantity.start]) or self._behind.match(text, quantity.tail))
