"""Rows of months and of numbers in order that say how many they are: 第617次至第641次 are 25次, 3月、6月及9月 three."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.listed_days import is_how_often
from ingest.checking.result import CheckResult, Status, result_of
from ingest.numbers.printed import Quantity

_MONTHS = r"(?:\d{2,4}年)?(?P<months>\d{1,2}月?(?:[、及與和暨]\d{1,2}月?)+(?<=月))(?!\d)"
_MONTH = re.compile(r"\d{1,2}")
_FEWEST_EVEN = 3
# Days, or numbers in order, each named: 2月15日、4月19日及6月14日; 第1次及第2次.
_DAYS = r"(?:\d{2,4}年)?\d{1,2}月\d{1,2}日(?:[、及與和暨](?:\d{1,2}月)?\d{1,2}日)+"
_ORDINALS = r"第\d+UNIT?(?:[、及與和暨]第\d+UNIT)+"
_NAMED = re.compile(r"\d+日|第\d+")
_AND_LAST = re.compile(r"[及與和暨][^、及與和暨]+$")
_LONGEST_BETWEEN = 40
_IN_DAY = re.compile(r"\(\d{1,2}月\d{1,2}日\)")
_SEVERAL_DAYS = re.compile(
    r"[，；][^，。；:()\d]{0,12}分別[為有](?P<row>[\d,]+[^，。；:()\d]{1,3}\(\d{1,2}月\d{1,2}日\)"
    r"(?:[、及與和][\d,]+[^，。；:()\d]{1,3}\(\d{1,2}月\d{1,2}日\))+)(?=[，。；])"
)
# … or each without its day: 辦理2場次，參加人數分別為38人及35人.
_SEVERAL_TIMES = re.compile(
    r"[，；][^，。；:()、\d及與和暨男]{0,6}(?:[人件案]數|人次|參加|參訓|受理|出席)分別[為有計]"
    r"(?P<row>[\d,]+(?P<unit>[^，。；:()、\d及與和]{1,2})(?:[、及與和][\d,]+(?P=unit))+)(?=[，。；])"
)
_OFTEN, _IN_ALL = (
    re.compile("每個?(月|季|半年)[^，。；:()\\d]{0,4}$"),
    re.compile("，(?:全年|一年)(?:[共合總]?計|共|辦理)*"),
)
_IN_A_YEAR = {"月": 12, "季": 4, "半年": 2}
_BEFORE_MONTHS = re.compile(r"[，(:](?:分別)?[於在為]?")


class CountedRows:
    """Finds them with the words that count rows."""

    def __init__(self, structure: Structure) -> None:
        words = structure.row_words
        self._in_order = r"第(?P<first>\d+)(?:UNIT)?[至到~\-迄]第?(?P<last>\d+)UNIT(?:止)?"
        self._opens, self._closes = words.opens, words.closes
        self._gaps = compiled(words.gaps)
        self._months_before = compiled(
            rf"(?P<each>{words.severally})?{_MONTHS}(?:份|間)?(?P<between>[^。；:()\d]{{0,12}})$"
        )
        self._months_behind = compiled(rf"(?:{words.when}){_MONTHS}(?:份|間)?(?=[，。；)]|$|{words.held})")
        self._in_each = compiled(rf"{_MONTHS}(?:份|間)?各(?:{words.held}|開會|集會)*(?:有)?$")
        self._times = frozenset(words.times)
        self._shared = compiled(words.shared)

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each count of numbers in order, or of the months in which something was."""
        for one in quantities:
            if one.segment.cell is None and one.form == "number" and one.unit and not one.qualifier:
                yield from self._numbered(check, one)
                yield from self._named(check, one)
                yield from self._monthly(check, one)
                yield from self._told_by_days(check, one)
        prose = [one for one in quantities if one.segment.cell is None and one.form == "number"]
        for before, each, behind in zip([None, *prose], prose, [*prose[1:], None], strict=False):
            yield from self._each_month(check, before, each, behind)
            yield from self._all_year(check, each, behind)

    def _numbered(self, check: Check, count: Quantity) -> Iterator[CheckResult]:
        """From one number to another, right behind a count or right before it, none left out."""
        text, unit = count.segment.compact.text, re.escape(str(count.unit))
        row = self._in_order.replace("UNIT", unit)
        first, stop = count.segment.sentence(count.start)
        behind = compiled(rf"(?:{self._opens}){row}").match(text, count.tail)
        before = compiled(rf"{row}(?:[^，。；:()\d]{{1,6}}(?=，))?(?:{self._closes})$").search(
            text[first : count.start]
        )
        for found in filter(None, (behind, before)):
            length = int(found["last"]) - int(found["first"]) + 1
            if length > 1 and not self._gaps.search(text, first, stop):
                yield _result(check, count, length, "holds" if count.value == length else "fails")

    def _named(self, check: Check, count: Quantity) -> Iterator[CheckResult]:
        """Days or numbers in order, all of which are named before their count: 於3月8日及5月9日開會，計2次."""
        text, unit = count.segment.compact.text, re.escape(str(count.unit))
        first, _ = count.segment.sentence(count.start)
        if count.unit not in self._times:
            return
        between = rf"(?P<between>[^。；:()\d]{{0,{_LONGEST_BETWEEN}}})"
        rows = rf"(?P<row>{_DAYS}|{_ORDINALS.replace('UNIT', unit)})"
        found = compiled(rf"{rows}{between}(?<=，)(?:{self._closes.removeprefix('[)，]*')})$").search(
            text[first : count.start]
        )
        if found and _AND_LAST.search(found["row"]) and not self._shared.search(found["between"].replace("、", "")):
            length = len(_NAMED.findall(found["row"]))
            yield _result(check, count, length, "holds" if count.value == length else "fails")

    def _each_month(
        self, check: Check, before: Quantity | None, each: Quantity, behind: Quantity | None
    ) -> Iterator[CheckResult]:
        """於3月、6月及9月各召開1次，計3次; 每年2次，6月及12月各1次: so many times in each of several months."""
        text = each.segment.compact.text
        months = self._in_each.search(text[: each.start])
        if months is None or each.unit not in self._times:
            return
        computed = len(_MONTH.findall(months["months"])) * int(each.value)
        for whole in (behind, before):
            if whole is None or whole.segment is not each.segment or whole.unit != each.unit or whole.qualifier:
                continue
            if whole is behind:
                together = compiled(self._closes).fullmatch(text, each.tail, whole.start)
            else:
                together = _BEFORE_MONTHS.fullmatch(text, whole.tail, months.start())
            if together:
                yield _result(check, whole, computed, "holds" if whole.value == computed else "fails")
                return

    def _all_year(self, check: Check, each: Quantity, whole: Quantity | None) -> Iterator[CheckResult]:
        """每季一次，全年四次: so often in each part of a year."""
        text = each.segment.compact.text
        often = _OFTEN.search(text[: each.start])
        told = whole and whole.segment is each.segment and whole.unit == each.unit and each.unit in self._times
        if often and told and whole and not whole.qualifier and _IN_ALL.fullmatch(text, each.tail, whole.start):
            computed = _IN_A_YEAR[often[1]] * int(each.value)
            yield _result(check, whole, computed, "holds" if whole.value == computed else "fails")

    def _told_by_days(self, check: Check, count: Quantity) -> Iterator[CheckResult]:
        """Numbers told severally, each with its day: 巡察2次，受理分別為14件(5月24日)及11件(11月15日)."""
        text = count.segment.compact.text
        found = _SEVERAL_DAYS.match(text, count.tail)
        plain = _SEVERAL_TIMES.match(text, count.tail)
        row = _IN_DAY.findall(found["row"]) if found else re.split("[、及與和]", plain["row"]) if plain else []
        if row and count.unit in self._times:
            length = len(row)
            yield _result(check, count, length, "holds" if count.value == length else "fails")

    def _monthly(self, check: Check, count: Quantity) -> Iterator[CheckResult]:
        """Months in each of which something was at least once."""
        text = count.segment.compact.text
        first, _ = count.segment.sentence(count.start)
        before = self._months_before.search(text[first : count.start])
        found = before or (None if is_how_often(count) else self._months_behind.match(text, count.tail))
        if found is None or count.unit not in self._times or (before and self._shared.search(before["between"])):
            return
        months = [int(month) for month in _MONTH.findall(found["months"])]
        if len(set(months)) != len(months):
            return
        # In one of them it may have been twice, unless each is told, or all but one are as far apart.
        told = not before or before["each"] or _lacks_one(months)
        one_missing = count.value == len(months) + 1 and told
        status: Status = "holds" if count.value == len(months) else "cannot_tell"
        yield _result(check, count, len(months), "fails" if count.value < len(months) or one_missing else status)


def _lacks_one(months: Sequence[int]) -> bool:
    """Whether one more month makes a row of even steps: 3月、6月及12月."""
    steps = [later - earlier for earlier, later in pairwise(months)]
    least = min(steps)
    return len(months) >= _FEWEST_EVEN and least > 0 and sorted(steps) == [least] * (len(steps) - 1) + [2 * least]


def _result(check: Check, count: Quantity, computed: int, status: Status) -> CheckResult:
    return result_of(check, "row counted", status, Decimal(computed), (count,), "row")
