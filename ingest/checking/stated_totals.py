"""Totals beside their parts in one sentence: 共512件(四維320件、鳳山192件); 四維561場、鳳山332場，合計893場."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, Status
from ingest.numbers.printed import Quantity, by_segment

_CLAUSE = re.compile(r"[。；：:()]")
_LIST_END = re.compile(r"[。；;()]|，(?![^，。；:()]{0,12}\d)")
_TOTAL_CUE = "total"
_REMARK = re.compile(r"\([^()\d]*\)")
# A total above its parts by more than this of the least of them may have other parts, which are not named.
_LEFT_OUT = Decimal("0.1")
_LONGEST_NAME = 12


class StatedTotals:
    """Finds them with the words of totals and of kinds of statements."""

    def __init__(self, structure: Structure) -> None:
        self._others = [re.compile(pattern) for name, pattern in structure.cues.items() if name != _TOTAL_CUE]
        self._before_total = re.compile(rf"，?(?:則|亦|併|兩者|二者|三者|連同前者)?(?:{structure.total})[為達有]?")
        self._shared = re.compile(rf"，(?P<names>[^，。；:#()]{{2,40}}?)(?:{structure.respectively_word})[計有為達是]*")
        self._all_of = structure.all_of
        self._exact = frozenset({None, *structure.exact_qualifiers})
        self._some_of = re.compile(structure.some_of)
        self._joints = re.compile(structure.name_joints)
        self._wholes = [frozenset(pair) for pair in structure.complements]
        self._either_way = [*structure.complements, *(pair[::-1] for pair in structure.complements)]

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each total whose parts are delimited beyond doubt.

        Parts are all numbers of the brackets or the list right behind the total, or all of the clause before
        the word of the total; they are of its unit, and no word among them tells of a choice, a rate or another
        time.

        Args:
            check: of kind ``stated_total``.
            quantities: those of a report, in order.
        """
        for here in by_segment(quantities):
            if here[0].segment.cell is not None:
                continue
            for index, total in enumerate(here):
                behind = self._behind(total, here[index + 1 :])
                parts = behind or self._before(total, here[:index])
                if parts and self._are_parts(total, parts):
                    yield self._result(check, total, parts, closed=not behind)

    def _are_parts(self, total: Quantity, parts: Sequence[Quantity]) -> bool:
        text = total.segment.compact.text
        if len(parts) < 2 or any(part.form != "number" for part in (total, *parts)):
            return False
        if any(part.unit != total.unit for part in parts):
            return False
        if any(text[part.tail : part.tail + 1] not in "、，及與和占" for part in parts[:-1]):
            return False
        words = text[min(parts[0].start, total.start) : max(parts[-1].tail, total.tail)]
        exact = total.qualifier in self._exact and not any(part.qualifier for part in parts)
        return exact and not any(cue.search(words) for cue in self._others)

    def _behind(self, total: Quantity, following: Sequence[Quantity]) -> list[Quantity]:
        """The numbers in the brackets right behind a total, behind its colon, or of names that share them in order."""
        text = total.segment.compact.text
        sign = text[total.tail : total.tail + 1]
        if sign == "(":
            end = text.find(")", total.tail)
            inside = text[total.tail + 1 : end]
            return [] if end < 0 or _CLAUSE.search(inside) else [part for part in following if part.start < end]
        if sign == "，" and (pair := self._pair(total, following)):
            return pair
        shared = self._shared.match(text, total.tail)
        if sign != ":" and shared is None:
            return []
        stop = _LIST_END.search(text, total.tail + 1)
        end = stop.start() if stop else len(text)
        parts = [part for part in following if part.start < end]
        if shared is None:
            return parts
        names = [name for name in self._joints.split(shared["names"]) if name]
        count = self._all_of.get(shared["names"], len(names))
        return parts if len(parts) == count and parts[0].start == shared.end() else []

    def _pair(self, total: Quantity, following: Sequence[Quantity]) -> list[Quantity]:
        """The next two numbers, where each has one of two names before it that together are all there is."""
        pair = list(following[:2])
        if len(pair) < 2 or not all(part.unit == total.unit for part in pair):
            return []
        text = total.segment.compact.text
        names = [text[total.tail : pair[0].start], text[pair[0].tail : pair[1].start]]
        listed = any(part.unit == total.unit and text[pair[1].tail] in "、及" for part in following[2:3])
        if listed or any("。" in name or "；" in name or len(name) > _LONGEST_NAME for name in names):
            return []
        whole = any({names[0].find(a) >= 0, names[1].find(b) >= 0} == {True} for a, b in self._either_way)
        return pair if whole else []

    def _before(self, total: Quantity, earlier: Sequence[Quantity]) -> list[Quantity]:
        """The numbers of the clause before a total, where nothing but a mark and its word parts it from the last."""
        if not earlier:
            return []
        text = total.segment.compact.text
        between = text[earlier[-1].tail : total.start]
        if not between.startswith("，") or not self._before_total.match(between):
            return []
        # What stands in brackets without a number only explains a name.
        plain = _REMARK.sub(lambda remark: "　" * len(remark.group()), text)
        start = max((mark.end() for mark in _CLAUSE.finditer(plain, 0, total.start)), default=0)
        return [part for part in earlier if part.start >= start]

    def _result(self, check: Check, total: Quantity, parts: Sequence[Quantity], *, closed: bool) -> CheckResult:
        """What the parts come to. ``closed``: the word of a total closes their list, so that none is left out."""
        computed = sum((part.value for part in parts), Decimal(0))
        printed = (total, *parts)
        tolerance = sum((one.half_step for one in printed if one.decimals or one.scale != 1), Decimal(0))
        apart = abs(computed - total.value)
        status: Status = "holds" if not apart else "footnote" if apart <= tolerance else "fails"
        text = total.segment.compact.text
        opening = max(text.rfind(mark, 0, parts[0].start) for mark in "，。；：:") + 1
        words = text[opening : max(parts[-1].tail, total.tail)]
        least = min(part.value for part in parts)
        left_out = least if closed or self._make_whole(parts) else _LEFT_OUT * least
        if status == "fails" and (total.value - computed > left_out or (closed and self._some_of.search(words))):
            status = "cannot_tell"
        instance = f"{total.segment.passage.no}:{total.span[0]}"
        return CheckResult(check, instance, "parts stated", status, computed, total.value, tolerance, (), printed)

    def _make_whole(self, parts: Sequence[Quantity]) -> bool:
        """Whether two parts have names that together are all there is: 四維 and 鳳山, 機關 and 學校."""
        text = parts[0].segment.compact.text
        words = text[max(0, parts[0].start - 40) : parts[-1].tail]
        return len(parts) == 2 and any(all(name in words for name in pair) for pair in self._wholes)
