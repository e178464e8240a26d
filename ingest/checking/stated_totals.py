"""Totals beside their parts in one sentence: 共512件(四維320件、鳳山192件); 四維561場、鳳山332場，合計893場."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from catalog.models import Check, Structure
from ingest.checking.result import CheckResult, Status
from ingest.numbers.printed import Quantity, by_segment

_CLAUSE = re.compile(r"[。；：:()]")
_TOTAL_CUE = "total"
# A total above its parts by more than this of the least of them may have other parts, which are not named.
_LEFT_OUT = Decimal("0.1")


def stated_totals(check: Check, structure: Structure, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
    """One result for each total whose parts are delimited beyond doubt.

    Parts are all numbers of the brackets right behind the total, or all of the clause before the word of
    the total; they are of its unit, and no word among them tells of a choice, a rate or another time.

    Args:
        check: of kind ``stated_total``.
        structure: the words of totals and of kinds of statements.
        quantities: those of a report, in order.
    """
    others = [re.compile(pattern) for name, pattern in structure.cues.items() if name != _TOTAL_CUE]
    total_word = re.compile(rf"(?:{structure.total})")
    for here in by_segment(quantities):
        if here[0].segment.cell is not None:
            continue
        for index, total in enumerate(here):
            text = total.segment.compact.text
            parts = _behind(total, here[index + 1 :]) or _before(total, here[:index], total_word)
            if len(parts) < 2 or any(part.unit != total.unit or part.form != "number" for part in (total, *parts)):
                continue
            if any(text[part.tail : part.tail + 1] not in "、，" for part in parts[:-1]):
                continue
            words = text[min(parts[0].start, total.start) : max(parts[-1].tail, total.tail)]
            if total.qualifier or any(part.qualifier for part in parts) or any(cue.search(words) for cue in others):
                continue
            yield _result(check, total, parts)


def _behind(total: Quantity, following: Sequence[Quantity]) -> list[Quantity]:
    """The numbers in the brackets right behind a total."""
    text = total.segment.compact.text
    if text[total.tail : total.tail + 1] != "(":
        return []
    end = text.find(")", total.tail)
    inside = text[total.tail + 1 : end]
    return [] if end < 0 or _CLAUSE.search(inside) else [part for part in following if part.start < end]


def _before(total: Quantity, earlier: Sequence[Quantity], word: re.Pattern[str]) -> list[Quantity]:
    """The numbers of the clause before a total, where nothing but a mark and its word parts it from the last."""
    if not earlier:
        return []
    text = total.segment.compact.text
    between = text[earlier[-1].tail : total.start]
    if not between.startswith("，") or not word.match(between, 1):
        return []
    start = max((mark.end() for mark in _CLAUSE.finditer(text, 0, total.start)), default=0)
    return [part for part in earlier if part.start >= start]


def _result(check: Check, total: Quantity, parts: Sequence[Quantity]) -> CheckResult:
    computed = sum((part.value for part in parts), Decimal(0))
    printed = (total, *parts)
    tolerance = sum((one.half_step for one in printed if one.decimals or one.scale != 1), Decimal(0))
    apart = abs(computed - total.value)
    status: Status = "holds" if not apart else "footnote" if apart <= tolerance else "fails"
    if status == "fails" and total.value - computed > _LEFT_OUT * min(part.value for part in parts):
        status = "cannot_tell"
    instance = f"{total.segment.passage.no}:{total.span[0]}"
    return CheckResult(check, instance, "parts stated", status, computed, total.value, tolerance, (), printed)
