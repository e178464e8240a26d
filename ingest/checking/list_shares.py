"""Numbers of a list that each stand beside their share of one whole, be it told or not: 甲120件(60%)、乙50件(25%)、….

What each comes to by its share is the whole: where all but one agree, that one or its share is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, Status, result_of
from ingest.numbers.printed import Quantity, in_prose

_PERCENT = "%"
_HUNDRED = Decimal(100)
_IN_BRACKETS = re.compile(r"\(|[，(]?約?[占佔][^，。；:()\d]{0,8}")
_NEXT = re.compile(r"\)?[、，；及與和暨]+[^，。；:()\d]{1,16}")
_UNIT = re.compile(r"\([^()]*\)$")
_FEWEST = 3
# Of shares told with so few digits hardly any list agrees but by chance.
_LEAST_DIGITS = 2

Pair = tuple[Quantity, Quantity]


class ListShares:
    """Finds them with the words of changes, which make a percentage no share."""

    def __init__(self, structure: Structure) -> None:
        words = structure.change_words
        self._changes = compiled(f"{words.up}|{words.down}|較|率")
        self._is_change = compiled(rf"(?:{words.up}|{words.down})[加少了出]*$")
        self._no_more = compiled(rf"(?:{words.no_more})$")
        self._exact = frozenset({None, *structure.exact_qualifiers})

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each list: it holds where there is a whole of which all are their shares."""
        for numbers in in_prose(quantities):
            for row in self._rows(numbers):
                yield from _judged(check, row)
        for one in quantities:
            yield from self._beyond_all(check, one)

    def _beyond_all(self, check: Check, one: Quantity) -> Iterator[CheckResult]:
        """合格率103.5%, in words or below such a head: a share of what can be no more than all of it."""
        head = _UNIT.sub("", one.segment.column_label.rsplit("\n", 1)[-1])
        words = one.segment.compact.text[: one.start] if one.segment.cell is None else head
        beyond = one.unit == _PERCENT and one.value > _HUNDRED and one.qualifier in self._exact
        if beyond and one.form == "number" and self._no_more.search(words):
            yield result_of(check, "share of all", False, _HUNDRED, (one,))

    def _rows(self, numbers: Sequence[Quantity]) -> Iterator[list[Pair]]:
        """Lists of numbers of one unit with their shares."""
        row: list[Pair] = []
        for part, share in [*pairwise(numbers), (None, None)]:
            if part is not None and share is not None:
                if row and part is row[-1][1]:
                    continue
                if self._is_pair(part, share) and (not row or _follows(row[-1], part)):
                    row.append((part, share))
                    continue
            if len(row) >= _FEWEST:
                yield row
            row = [(part, share)] if part is not None and share is not None and self._is_pair(part, share) else []

    def _is_pair(self, part: Quantity, share: Quantity) -> bool:
        text = part.segment.compact.text
        between = text[part.tail : share.start]
        plain = {part.qualifier, share.qualifier} <= self._exact and part.value > 0 and share.value > 0
        told = _IN_BRACKETS.fullmatch(between) and not self._changes.search(between)
        # 較去年減93件(4.1%), of which 電話570件(60%) are told next: by how much it changed, and no share.
        told = told and not self._is_change.search(text, 0, part.start)
        return bool(plain and told) and share.unit == _PERCENT and part.unit not in (None, _PERCENT)


def _follows(last: Pair, part: Quantity) -> bool:
    text = part.segment.compact.text
    return part.unit == last[0].unit and _NEXT.fullmatch(text, last[1].tail, part.start) is not None


def _judged(check: Check, row: Sequence[Pair]) -> Iterator[CheckResult]:
    spans = [_whole(part, share) for part, share in row]
    if _agree(spans):
        status: Status = "holds"
        wrong, computed = 0, row[0][0].value
    else:
        others = [spans[:place] + spans[place + 1 :] for place in range(len(spans))]
        agreeing = [place for place, own in enumerate(others) if _agree(own)]
        fine = min(len(str(share.value.normalize()).replace(".", "")) for _, share in row) >= _LEAST_DIGITS
        if len(agreeing) != 1 or not fine:
            return
        wrong, status = agreeing[0], "fails"
        low, high = max(low for low, _ in others[wrong]), min(high for _, high in others[wrong])
        computed = row[wrong][1].value / _HUNDRED * (low + high) / 2
    part, share = row[wrong]
    printed = (part, share, *(one for place, pair in enumerate(row) if place != wrong for one in pair))
    yield result_of(check, "shares of one whole", status, computed, printed, "share")


def _whole(part: Quantity, share: Quantity) -> tuple[Decimal, Decimal]:
    """The least and the most that a number's whole may be by its share, which may be cut off."""
    step = share.half_step
    least = max(share.value - step, step / 2)
    return part.value / (share.value + 2 * step) * _HUNDRED, part.value / least * _HUNDRED


def _agree(spans: Sequence[tuple[Decimal, Decimal]]) -> bool:
    return max(low for low, _ in spans) <= min(high for _, high in spans)
