"""Changes of what is named, whose two numbers stand apart in its section, each with its time.

(一)訪賓:46案(去年40案), and 案數較去年增6案(15%) below; 新案60件、續案40件。…去年:新案55件、續案48件。續案減8件.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.joined_lines import lists_of_lines
from ingest.checking.result import CheckResult, result_of
from ingest.checking.subjects import clause_before, lead_of
from ingest.notation.calendar import Interval
from ingest.numbers.printed import Quantity, Segment

_PERCENT, _HUNDRED = "%", Decimal(100)
# As many signs before a change tell its way.
_WAY = 3
_SHORTEST_NAME = 2
_BEFORE = re.compile(r"\d{2,4}年(?:度|底)?|[去上前]一?年(?:度|底|同期)*|同期|底|末|年度?")
# Periods as long as each other may differ by so many days.
_LEAP = 3
# A rate that was cut off is no error.
_CUT_OFF = Decimal("2.02")


class ChangesByTime:
    """Finds them with the words of changes.

    Args:
        structure: those words.
        period: the report's.
    """

    def __init__(self, structure: Structure, period: Interval) -> None:
        words = structure.change_words
        self._up, self._down = compiled(words.up), compiled(words.down)
        self._changed = compiled(rf"(?:{words.changed})$")
        self._own_way = compiled(rf"(?:{words.up}|{words.down})[加少了出]*$")
        self._times = compiled(
            r"本期|本年度?|全年度?|[上下]半年|同期|[去上前]年度?|前期|上期|年底|年度?|較|比|之|的|\d"
        )
        self._than = compiled("較|比(?![率例重])")
        self._rate, self._aside = compiled(rf"\(|\(?(?:{words.rate})"), compiled(structure.partition_words.aside)
        self._count_of = words.count_of
        self._not_so = compiled(structure.mean_words.elsewhere.replace("全年|", "").replace("較|", "") + "|累計|預")
        self._exact = frozenset({None, *structure.exact_qualifiers})
        self._period = period

    def results(
        self, check: Check, segments: Sequence[Segment], quantities: Sequence[Quantity]
    ) -> Iterator[CheckResult]:
        """One result for each change whose name and time tell the only two numbers that it can be of."""
        plain = [one for one in quantities if one.segment.cell is None and one.form == "number"]
        by_line = {line: list(own) for line, own in groupby(plain, key=lambda one: one.segment)}
        for lines in lists_of_lines(segments):
            own = [one for line in lines for one in by_line.get(line, ())]
            for index, change in enumerate(own):
                pair = self._pair(change, own) if self._way(change) and change.unit not in (None, _PERCENT) else None
                if pair is None:
                    continue
                now, base = pair
                sign = 1 if self._way(change) == "up" else -1
                computed = (now.value - base.value) * sign
                yield _result(check, change, pair, computed, holds=computed == change.value)
                for rate in own[index + 1 : index + 2]:
                    text = rate.segment.compact.text
                    told = rate.unit == _PERCENT and rate.segment is change.segment and rate.qualifier in self._exact
                    if told and base.value and self._rate.fullmatch(text[change.tail : rate.start]):
                        share = abs(computed) / base.value * _HUNDRED
                        holds = abs(share - rate.value) <= rate.half_step * _CUT_OFF
                        yield _result(check, rate, pair, share, holds=holds)

    def _pair(self, change: Quantity, own: Sequence[Quantity]) -> tuple[Quantity, Quantity] | None:
        """What is now and what was, where only one number of each time can be meant; none of the change's clause."""
        clause = clause_before(change)
        mentions = [
            one for one in change.segment.dates if change.start - len(clause) <= one.start and one.end <= change.start
        ]
        words = self._own_way.sub("", clause)
        for one in mentions:
            words = words.replace(change.segment.compact.text[one.start : one.end], "")
        name = self._times.sub("", words)
        text = change.segment.compact.text
        last = [one for one in own if one.segment is change.segment and one.tail <= change.start]
        plain = [one for one in own if one.unit == change.unit and one is not change and self._is_plain(one)]
        if last and not re.search(r"[，。；:()]", text[last[-1].tail : change.start]):
            return self._against(change, last[-1], plain)
        if name and self._count_of.get(name) != change.unit:
            if len(name) < _SHORTEST_NAME:
                return None
            plain = [one for one in plain if self._times.sub("", lead_of(one)).endswith(name)]
        elif name or mentions:
            plain = [one for one in plain if one.segment is own[0].segment and one.segment is not change.segment]
        else:
            return None
        bases = [one for one in plain if self._is_before(one) and (not mentions or _is_of(one, mentions[-1].interval))]
        nows = [one for one in plain if self._is_now(one)]
        if len(bases) != 1 or len(nows) != 1 or nows[0].value == bases[0].value:
            return None
        return nows[0], bases[0]

    def _against(self, change: Quantity, base: Quantity, plain: Sequence[Quantity]) -> tuple[Quantity, Quantity] | None:
        """The only number that the line above begins with, and what stands before the change: 較去年底54間減2間."""
        lead = clause_before(base)
        compared = self._times.sub("", _BEFORE.sub("", lead)) == "" and self._than.search(lead)
        way = self._own_way.fullmatch(base.segment.compact.text, base.tail, change.start)
        nows = [one for one in plain if one.segment.passage.kind == "heading" and self._is_now(one)]
        known = any(one.segment is change.segment and one.start < base.start and one in nows for one in plain)
        if not (compared and way) or len(nows) != 1 or known or base.unit != change.unit or base.qualifier:
            return None
        return nows[0], base

    def _way(self, one: Quantity) -> str:
        words = clause_before(one)
        if not self._changed.search(words):
            return ""
        up, down = self._up.search(words[-_WAY:]), self._down.search(words[-_WAY:])
        return "" if bool(up) == bool(down) else "up" if up else "down"

    def _is_plain(self, one: Quantity) -> bool:
        """Whether a number is no change, mean, goal or sum of times."""
        told = one.is_target or one.is_rate or self._way(one) or self._not_so.search(clause_before(one))
        return not told and one.qualifier in self._exact

    def _is_now(self, one: Quantity) -> bool:
        period = one.period
        if period is None:
            return True
        return period.end == self._period.end and period.start in (None, self._period.start, period.end)

    def _is_before(self, one: Quantity) -> bool:
        """Whether a number is of an earlier time as long as the report's, or of a day before it."""
        period = one.period
        if period is None or period.end >= self._period.start:
            return False
        length = (self._period.end - self._period.start).days
        return period.start in (None, period.end) or abs((period.end - period.start).days - length) <= _LEAP


def _is_of(one: Quantity, days: Interval) -> bool:
    return one.period is not None and (one.period.start or days.start, one.period.end) == (days.start, days.end)


def _result(
    check: Check, stated: Quantity, of: tuple[Quantity, Quantity], computed: Decimal, *, holds: bool
) -> CheckResult:
    return result_of(check, "change stated", holds, computed, (stated, *of), "by time")
