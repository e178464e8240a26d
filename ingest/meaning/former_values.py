"""Numbers that are compared with the one before them and take its label: …47案；上年同期為42案.

Such a number stands right behind words that give it a period of its own (上年同期, 105年, 本期), or
behind 增為, 減至 and the like; a second one may follow it (42案、552人). It is a value of the metric
that the number of the same unit last before it in the sentence is one of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Lexicon
from ingest.notation.calendar import DateMention
from ingest.numbers.printed import Quantity

# What no change reaches over; what stands between a date and a number that is not right behind it.
_SENTENCE_END = re.compile("[。；]")
_FAR = re.compile(r"[，。；:\d]|[^，。；:]{7}")
_PRINTED = re.compile(r"\d")
# 多於上期33件: 33 more than then, or more than the 33 of then.
_MORE_THAN = ("多於", "少於")
_NEXT_IN_RUN = ("、", "及", "與", "和", ",", "，", "/")


@dataclass(frozen=True)
class Comparison:
    """A number that takes the label of ``of``.

    ``when`` is the mention that gives its period; None where the report's own is meant. ``is_proven``: a change printed
    behind it leads from it to ``of``.
    """

    quantity: Quantity
    of: Quantity
    when: DateMention | None
    is_proven: bool = False


class ComparisonReader:
    """Finds compared numbers with the words of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._period = compiled(rf"(?:{lexicon.report_period})\)?{lexicon.compared_fillers}")
        self._filler = compiled(lexicon.compared_fillers)
        self._joint = compiled(lexicon.compared_joints)
        self._became = compiled(lexicon.became)
        self._at_end = compiled(rf"[底末]{lexicon.compared_fillers}$")
        self._change = compiled(lexicon.differs.removesuffix("$"))

    def read(
        self, quantities: Sequence[Quantity], claimed: Sequence[Quantity], flows: Sequence[Quantity] = ()
    ) -> list[Comparison]:
        """The comparisons among the quantities of one segment.

        Args:
            quantities: all of the segment, in order.
            claimed: those that are values of a metric by their own words.
            flows: those of them that count over days; none is what stands at an end of days (本期末為29項).
        """
        known = set(claimed)
        counted = set(flows)
        found: list[Comparison] = []
        left_out: set[Quantity] = set()
        for index, quantity in enumerate(quantities):
            if quantity in known | left_out or quantity.unit is None:
                continue
            start = self._first(quantity)
            before = [q for q in quantities[:index] if q.start >= start and q.unit == quantity.unit]
            before = [q for q in before if not q.is_rate]
            if self._at_end.search(quantity.segment.compact.text[: quantity.start]):
                before = [q for q in before if q not in counted]
            proven = self._proven(quantity, quantities[index + 1 :], [q for q in before if q in known])
            total = proven or _total_of_list(before)
            if not before or (total or before[-1]) not in known:
                continue
            respective = len({q.unit for q in _run(quantities[index:])}) == 1 < len(_run(quantities[index:]))
            own_remark = quantity.segment.compact.text.startswith("(", before[-1].tail)
            if _is_list(before[-2:]) and total is None and not respective and not own_remark:
                continue
            of = total or before[-1]
            comparison = self._with_period(quantity, of, quantities[:index])
            comparison = comparison or self._continued(quantity, of, quantities[index - 1], found)
            if proven is not None:
                comparison = comparison or _dated(quantity, proven)
                comparison = comparison and replace(comparison, is_proven=True)
            if comparison is not None and respective:
                pairs = _respectively(comparison, quantities[index:], [q for q in before if q in known])
                found += pairs
                known |= {pair.quantity for pair in pairs}
                left_out |= set(_run(quantities[index:]))
            elif comparison is not None:
                found.append(comparison)
                known.add(quantity)
        return found

    def unclear(self, quantities: Sequence[Quantity]) -> set[Quantity]:
        """The numbers of a segment that are compared with a list: its last number, or its sum, none can tell.

        首長宿舍3間、眷屬宿舍22間；105年12月31日則為68間.
        """
        found: set[Quantity] = set()
        for index, quantity in enumerate(quantities):
            before = [q for q in quantities[:index] if q.unit == quantity.unit and not q.is_rate]
            remark = before and quantity.segment.compact.text.startswith("(", before[-1].tail)
            if quantity.unit is None or remark or not _is_list(before[-2:]) or _total_of_list(before):
                continue
            alone = len(_run(quantities[index:])) == 1
            proven = self._proven(quantity, quantities[index + 1 :], before)
            if alone and proven is None and self._with_period(quantity, before[-1], quantities[:index]):
                found.add(quantity)
        return found

    def changed(self, quantities: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
        """The numbers of a segment from which a change printed behind them leads to one before them, each with it."""
        for index, quantity in enumerate(quantities):
            start, _ = quantity.segment.sentence(quantity.start)
            before = [q for q in quantities[:index] if q.start >= start and q.unit == quantity.unit and not q.is_rate]
            of = self._proven(quantity, quantities[index + 1 :], before) if quantity.unit else None
            if of is not None:
                yield quantity, of

    def _proven(self, quantity: Quantity, following: Sequence[Quantity], before: Sequence[Quantity]) -> Quantity | None:
        """The one of the numbers before it from which the change printed behind a number leads to it.

        計54項，新增7項，較上年47項成長14.89%: 54. 612車次，由線上583車次、紙本29車次(去年同期547車次，上升11.88%): 612.
        """
        text = quantity.segment.compact.text
        changes = [q for q in following[:2] if not _SENTENCE_END.search(text, quantity.tail, q.start)]
        changes = [q for q in changes if q.is_signed or self._change.search(text, quantity.tail, q.start)]
        fitting = [q for q in before if any(_fits(q, quantity, change) for change in changes)]
        return fitting[-1] if len({q.value for q in fitting}) == 1 else None

    def _first(self, quantity: Quantity) -> int:
        """Where what a number may be compared with begins: its sentence, or the one before.

        The one before where only a joint and a period stand in front of it: 計68間。相較105年底之71間.
        """
        text = quantity.segment.compact.text
        start, _ = quantity.segment.sentence(quantity.start)
        own = [m for m in quantity.segment.dates if start <= m.start and m.end <= quantity.start]
        # What follows in it is compared with the same: 較諸上期之71件，多6件；與去年同期70件相較，增7件.
        if start == 0 or not own or not self._joint.fullmatch(text, start, own[0].start):
            return start
        if not _PRINTED.match(text, self._filler_end(text, own[0].end)):
            return start
        return quantity.segment.sentence(start - 1)[0]

    def _filler_end(self, text: str, start: int) -> int:
        filler = self._filler.match(text, start)
        return filler.end() if filler else start

    def _continued(
        self, quantity: Quantity, of: Quantity, last: Quantity, found: Sequence[Comparison]
    ) -> Comparison | None:
        """The second number of a pair, right behind the first: 42案、552人, whatever made the first a value."""
        text = quantity.segment.compact.text
        if text[last.tail : quantity.start] not in _NEXT_IN_RUN:
            return None
        if found and found[-1].quantity is last:
            return Comparison(quantity, of, found[-1].when)
        mentions = [m for m in quantity.segment.dates if of.tail <= m.start and m.end <= last.start]
        if mentions and self._filler.fullmatch(text, mentions[-1].end, last.start):
            return Comparison(quantity, of, mentions[-1])
        return None

    def _with_period(self, quantity: Quantity, of: Quantity, earlier: Sequence[Quantity]) -> Comparison | None:
        text = quantity.segment.compact.text
        mentions = [m for m in quantity.segment.dates if of.tail <= m.start and m.end <= quantity.start]
        if mentions and self._filler.fullmatch(text, mentions[-1].end, quantity.start):
            if mentions[-1].end == quantity.start and text.endswith(_MORE_THAN, 0, mentions[0].start):
                return None
            # Other numbers of the same statement may stand between: 48期、857則；上年同期為49期.
            last = max(q.tail for q in earlier if q.tail <= mentions[0].start)
            # A remark that ends there is left behind: 2,410場次(四維1,536場次、鳳山874場次)；與上年度243場次….
            last += text.startswith(")", last)
            joined = self._joint.fullmatch(text.replace("。", "，"), last, mentions[0].start)
            return Comparison(quantity, of, mentions[-1]) if joined else None
        between = text[of.tail : quantity.start]
        words = list(self._period.finditer(text, of.tail, quantity.start))
        if words and words[-1].end() == quantity.start:
            last = max(q.tail for q in earlier if q.tail <= words[-1].start())
            if self._joint.fullmatch(text, last, words[-1].start()):
                return Comparison(quantity, of, None)
            between = text[of.tail : words[-1].start()]
        return Comparison(quantity, of, None) if self._became.search(between) else None


def _dated(quantity: Quantity, of: Quantity) -> Comparison | None:
    """The comparison of a number that its change proves, where a date stands close before it: 上期總數為4,862件."""
    dates = [m for m in quantity.segment.dates if of.tail <= m.start and m.end <= quantity.start]
    if not dates or _FAR.search(quantity.segment.compact.text, dates[-1].end, quantity.start):
        return None
    return Comparison(quantity, of, dates[-1])


def _fits(number: Quantity, earlier: Quantity, change: Quantity) -> bool:
    """Whether a change, plain or in percent, leads from an earlier number to a number."""
    difference = abs(number.value - earlier.value)
    if change.unit == earlier.unit:
        return bool(difference) and difference == abs(change.value)
    if change.unit != "%" or not earlier.value:
        return False
    return abs(100 * difference / abs(earlier.value) - abs(change.value)) <= change.half_step


def _total_of_list(before: Sequence[Quantity]) -> Quantity | None:
    """The number that those behind it add up to: 宿舍63間:首長宿舍3間、眷舍60間. None where there is none."""
    total = Decimal(0)
    for count, (whole, part) in enumerate(pairwise(reversed(before)), 1):
        total += whole.value
        if total == part.value and count > 1:
            return part
    return None


def _run(quantities: Sequence[Quantity]) -> list[Quantity]:
    """The numbers from the first on that follow one upon the other: 0.9%及2.8%."""
    run = list(quantities[:1])
    for quantity in quantities[1:]:
        if quantity.segment.compact.text[run[-1].tail : quantity.start] not in _NEXT_IN_RUN:
            break
        run.append(quantity)
    return run


def _respectively(first: Comparison, quantities: Sequence[Quantity], claimed: Sequence[Quantity]) -> list[Comparison]:
    """Several numbers compared with as many before them, each with its own; none where they do not pair."""
    run = _run(quantities)
    # What a remark tells is part of what stands before it: 307場次(四維204場次、鳳山103場次).
    plain = [q for q in claimed if not _is_remark(q)]
    own = (claimed if _is_remark(run[0]) else plain)[-len(run) :]
    if len(own) < len(run) or any(a.unit != b.unit for a, b in zip(own, run, strict=True)):
        return []
    return [Comparison(quantity, of, first.when) for quantity, of in zip(run, own, strict=True)]


def _is_remark(quantity: Quantity) -> bool:
    """Whether a number stands in parentheses."""
    text = quantity.segment.compact.text
    return text.rfind("(", 0, quantity.start) > text.rfind(")", 0, quantity.start)


def _is_list(last: Sequence[Quantity]) -> bool:
    """Whether two numbers stand in one list, so that what is compared with it may be its sum."""
    if len(last) < 2:
        return False
    between = last[0].segment.compact.text[last[0].tail : last[1].start]
    return "、" in between and not re.search("[，；。:(]", between)
