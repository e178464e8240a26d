"""What sentences tell of a table's rows without naming them, where arithmetic leaves no doubt of which row is meant.

多出30場次，成長12.5% beside a row 240, 270; 合計780人，比112年底少20人 beside 800, 780; 截至112年12月31日780人
beside a head of another day; 第二次申訴三年連降 beside a row of that label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby, pairwise, permutations

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.bulleted_lists import named_lines
from ingest.checking.result import CheckResult, result_of
from ingest.checking.slips import exchanged, is_slip, slipped_digits
from ingest.checking.stated_means import MEAN
from ingest.checking.subjects import bare_label
from ingest.notation.calendar import DateMention
from ingest.numbers.printed import Quantity, Segment, by_segment

Row = list[Quantity]

_PERCENT, _HUNDRED = "%", Decimal(100)
# Smaller numbers are equal by chance, and so are rates of fewer digits.
_LEAST, _FEWEST_DIGITS = 20, 3
# How many paragraphs from a table words may tell of it.
_NEAR = 4
# A rate may have been cut off.
_CUT_OFF = Decimal("2.02")
_MEAN_OF = re.compile("平均每(?P<unit>次|場|場次|期|案|團|件)(?P<name>[^，。；:()\\d]{2,8}?)(?:約|為|達|計)*$")
_ALL_OF_THEM = re.compile("^(?:[兩二三四五六七八九十]|各|全部|所有)+[項者類種]$")
_FEWEST, _PAIR, _SHORTEST = 3, 2, 2
_TIME = re.compile(r"^(?:\d{2,4}年度?(?:[上下]半年)?|第[\d一二三四]季|\d{1,2}月)$")
_EACH_TIME = (
    r"(?:^|[，。；:])(?P<name>[^，。；:、()\d]{2,12}?)(?:[則亦也更卻]|持續)*"
    r"(?:(?:連續)?[\d三四五六七八九十]+|逐)(?P<grain>[年季月期])(?:[連均皆]|持續|呈)*(?P<way>[^，。；:、()\d]{1,4})(?=[，。；]|$)"
)

_HIGHEST = (
    r"(?:^|[，。；:])(?:(?P<name>[^，。；:、()\d]{2,12}?)(?P<all>[均都皆])?[在於以])?(?P<time>第[\d一二三四]季|\d{1,2}月)"
    r"(?:為|係)?(?:最[多高](?!的)|登頂|(?:達|創|[衝攀登升]上|來到)(?:全年|本期|全期)?(?:之|的)?(?:最?高峰|高點|頂點|巔峰|新高))"
    r"(?=[，。；]|$)"
)


@dataclass(frozen=True)
class _Series:
    """Numbers of one row or list at times that follow each other, with its label; a list has none."""

    name: str
    times: tuple[str, ...]
    numbers: tuple[Quantity, ...]

    def is_of(self, grain: str) -> bool:
        """Whether each time is a year, quarter or month, as words tell."""
        return grain == "期" or all(grain in time for time in self.times)


class ToldOfRows:
    """Finds them with the words of changes."""

    def __init__(self, structure: Structure) -> None:
        words = structure.change_words
        self._changed, self._rate = compiled(rf"(?:{words.changed})$"), compiled(words.rate)
        self._up, self._down = compiled(rf"{words.up}|走高"), compiled(rf"{words.down}|走低")
        self._highest = compiled(_HIGHEST)
        self._total, self._each_time = compiled(structure.total_head), compiled(_EACH_TIME)
        self._exact = frozenset({None, *structure.exact_qualifiers})

    def changes(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each change of a row with its rate, or with what it made right before it."""
        rows = self._rows(quantities)
        for here in by_segment(quantities) if rows else ():
            if here[0].segment.cell is not None:
                continue
            near = [row for row in rows if _is_near(row[0].segment, here[0].segment)]
            plain = [one for one in here if one.form == "number" and one.qualifier in self._exact]
            for place, change in enumerate(plain):
                text = change.segment.compact.text
                told = self._changed.search(text[: change.start])
                up, down = (told and way.search(told[0]) for way in (self._up, self._down))
                if change.unit in (None, _PERCENT) or bool(up) == bool(down):
                    continue
                begun, _ = change.segment.sentence(change.start)
                own = [one for one in plain[:place] if one.start >= begun and one.unit == change.unit]
                by = change.value if up else -change.value
                named = [row for row in near if _shares_words(_label(row), text[begun : change.start])]
                pairs = [pair for row in named for pair in permutations(row, _PAIR) if pair[0].unit == change.unit]
                rate = next(iter(plain[place + 1 : place + 2]), None)
                if not own and rate and rate.unit == _PERCENT and self._rate.fullmatch(text, change.tail, rate.start):
                    yield from self._rated(check, change, rate, by, pairs)
                elif own and own[-1] is plain[place - 1] and "；" not in text[own[-1].tail : change.start]:
                    totals = [row for row in near if self._total.search(_label(row)) and row[0].unit == change.unit]
                    pairs = [pair for row in totals for pair in permutations(row, _PAIR)]
                    yield from self._made(check, own[-1], change, by, pairs)

    def means(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """開會10次，平均每次調解7.5件 beside a row 調解: it holds of a figure of that, or is one but for a slip."""
        rows = self._rows(quantities)
        for here in by_segment(quantities) if rows else ():
            for place, mean in enumerate(here):
                told = _MEAN_OF.search(mean.segment.compact.text[: mean.start]) if mean.segment.cell is None else None
                begun, _ = mean.segment.sentence(mean.start)
                times = [one for one in here[:place] if told and one.unit == told["unit"] and one.start >= begun]
                if (
                    told is None
                    or not times
                    or not times[-1].value
                    or {mean.qualifier, times[-1].qualifier} - self._exact
                ):
                    continue
                by = times[-1].value
                near = [row for row in rows if _is_near(row[0].segment, mean.segment) and told["name"] in _label(row)]
                cells = [one for row in near for one in row if one.unit == mean.unit] if len(near) == 1 else []
                fits = [one for one in cells if abs(one.value / by - mean.value) <= mean.half_step * _CUT_OFF]
                slips = [one for one in cells if slipped_digits(mean, _rounded(one.value / by, mean))]
                whole = (mean.value * by).to_integral_value()
                wrong = [
                    one for one in cells if whole in exchanged(one) and abs(whole / by - mean.value) <= mean.half_step
                ]
                for one in (fits or (slips if len(slips) == 1 and mean.decimals else wrong))[:1]:
                    yield result_of(check, MEAN, bool(fits), one.value / by, (mean, one, times[-1]), "of row")

    def days(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each two numbers of two days in a sentence that stand side by side in a row."""
        rows = self._rows(quantities)
        for here in by_segment(quantities) if rows else ():
            dated = [(one, day) for one in here if one.segment.cell is None and (day := _day_before(one, here))]
            for (now, day), (base, then) in pairwise(dated):
                if now.unit != base.unit or min(now.value, base.value) < _LEAST or now.value == base.value:
                    continue
                both = {now.value, base.value}
                for row in rows:
                    cells = {one.value: one for one in row if one.value in both and one.unit == now.unit}
                    if len(row) != len({one.value for one in row}) or set(cells) != both:
                        continue
                    heads = [_head_day(cells[one.value]) for one in (now, base)]
                    if None not in heads and _is_near(row[0].segment, now.segment):
                        holds = heads == [day.interval, then.interval]
                        one, cell = (now, cells[now.value]) if heads[0] != day.interval else (base, cells[base.value])
                        yield result_of(check, "day of the column", holds, cell.value, (one, cell), "day")
                        break

    def trends(
        self, check: Check, quantities: Sequence[Quantity], segments: Sequence[Segment]
    ) -> Iterator[CheckResult]:
        """One result for each series that a sentence tells to go one way throughout, or to be highest at a time."""
        every = self._series(quantities, segments)
        for line in segments if every else ():
            near = [own for own in every if line.cell is None and _is_near(own.numbers[0].segment, line)]
            for told in self._each_time.finditer(line.compact.text) if near else ():
                up, down = (way.search(told["way"]) for way in (self._up, self._down))
                own = [one for one in near if one.name == told["name"]]
                if len(own) != 1 or bool(up) == bool(down) or not own[0].is_of(told["grain"]):
                    continue
                steps = list(pairwise(own[0].numbers))
                turned = [(one, other) for one, other in steps if (other.value > one.value) != bool(up)]
                one, other = turned[0] if turned else steps[0]
                yield result_of(check, "step by step", not turned, one.value, (other, one), "step by step")
            for told in self._highest.finditer(line.compact.text) if near else ():
                yield from _peaks(check, told, near)

    def _series(self, quantities: Sequence[Quantity], segments: Sequence[Segment]) -> list[_Series]:
        """The rows whose heads are times, without those of other heads, and lists whose names are."""
        rows = [
            (_label(row), [(bare_label(one.segment.column_label), one) for one in row])
            for row in self._rows(quantities)
        ]
        for lines in named_lines(segments, quantities):
            for unit in {one.unit for _, own in lines for one in own} - {None, _PERCENT}:
                rows.append(("", [(name, one) for name, own in lines for one in own if one.unit == unit]))
        found = []
        for name, row in rows:
            own = [(tuple(map(int, re.findall(r"\d+", time))), time, one) for time, one in row if _TIME.search(time)]
            order = [key for key, _, _ in own]
            own = own[::-1] if order == sorted(order, reverse=True) else own
            in_order = [key for key, _, _ in own] == sorted(set(order)) and all(order)
            if len(own) >= _FEWEST and in_order and len({one.unit for _, _, one in own}) == 1:
                found.append(_Series(name, tuple(time for _, time, _ in own), tuple(one for _, _, one in own)))
        return found

    def _rows(self, quantities: Sequence[Quantity]) -> list[Row]:
        cells = [one for one in quantities if one.segment.cell is not None and one.qualifier in self._exact]
        rows = (list(row) for _, row in groupby(cells, lambda one: (one.segment.passage.no, one.segment.place.row)))
        return [row for row in rows if len(row) >= _PAIR]

    def _rated(
        self, check: Check, change: Quantity, rate: Quantity, by: Decimal, pairs: Sequence[tuple[Quantity, ...]]
    ) -> Iterator[CheckResult]:
        """A change and its rate: of a row with that difference, or of one that lacks it for one figure."""
        digits = len(str(rate.value.normalize()).replace(".", ""))
        if change.value < _LEAST or digits < _FEWEST_DIGITS:
            return

        def fits(base: Decimal) -> bool:
            return base > 0 and abs(abs(by) / base * _HUNDRED - rate.value) <= rate.half_step * _CUT_OFF

        same = [(base, now) for base, now in pairs if now.value - base.value == by and base.value]
        fitting = [pair for pair in same if fits(pair[0].value)]
        if fitting or len({(base.value, now.value) for base, now in same}) == 1:
            base, now = (fitting or same)[0]
            computed = abs(by) / base.value * _HUNDRED
            yield result_of(check, "change in the table", bool(fitting), computed, (rate, base, now), "of row")
        elif not same:
            wrong = [(base, now, now.value - by) for base, now in pairs if fits(now.value - by)]
            wrong += [(now, base, base.value + by) for base, now in pairs if fits(base.value)]
            slips = [(one, other, value) for one, other, value in wrong if abs(one.value - value) * 2 < value]
            beside = [(one, other, value) for one, other, value in slips if _are_beside(one, other)]
            if len({other for _, other, _ in beside}) == 1:
                one, other, value = beside[0]
                yield result_of(check, "change in the table", False, value, (one, other, change), "of row")

    def _made(
        self, check: Check, now: Quantity, change: Quantity, by: Decimal, pairs: Sequence[tuple[Quantity, ...]]
    ) -> Iterator[CheckResult]:
        """A number and its change: of the only row of that difference, in which it has a digit wrong or exchanged."""
        same = [(base, cell) for base, cell in pairs if cell.value - base.value == by]
        if change.value < _LEAST or len({(base.value, cell.value) for base, cell in same}) != 1:
            return
        base, cell = same[0]
        if now.value == cell.value or (now.value != base.value and is_slip(now, cell)):
            yield result_of(
                check, "change in the table", now.value == cell.value, cell.value, (now, cell, base), "made"
            )


def _peaks(check: Check, told: re.Match[str], near: Sequence[_Series]) -> Iterator[CheckResult]:
    """第3季最多: of a list any unit that it is true of is meant; 三項都在第3季登頂 tells of all rows."""
    own = [one for one in near if told["time"] in one.times and (one.name == (told["name"] or "") or told["all"])]
    if told["all"] and told["name"] not in {one.name for one in own} and not _ALL_OF_THEM.search(told["name"]):
        return
    tops = [(one.numbers[one.times.index(told["time"])], max(one.numbers, key=lambda each: each.value)) for one in own]
    lower = [(one, most) for one, most in tops if one.value < most.value]
    if tops:
        fails = lower and (told["all"] or len(lower) == len(tops))
        one, most = lower[0] if fails else tops[0]
        yield result_of(check, "told most", not fails, most.value, (one, most), "told most")


def _rounded(value: Decimal, like: Quantity) -> Decimal:
    return value.quantize(2 * like.half_step, ROUND_HALF_UP)


def _label(row: Sequence[Quantity]) -> str:
    return row[0].segment.row_label.rsplit("\n", 1)[-1]


def _shares_words(label: str, words: str) -> bool:
    """Whether two signs of a label stand side by side in a sentence: 會議室 in 小型會議室借用."""
    return any(label[at : at + _SHORTEST] in words for at in range(len(label) - 1))


def _is_near(cell: Segment, line: Segment) -> bool:
    apart = abs(cell.passage.no - line.passage.no) <= _NEAR
    return apart and cell.passage.outline == line.passage.outline


def _are_beside(one: Quantity, other: Quantity) -> bool:
    return abs(one.segment.place.column - other.segment.place.column) == 1


def _day_before(one: Quantity, here: Sequence[Quantity]) -> DateMention | None:
    """The day right before a number in its sentence, no number of its unit between."""
    begun, _ = one.segment.sentence(one.start)
    days = [day for day in one.segment.dates if begun <= day.start and day.end <= one.start]
    if not days or days[-1].interval.start != days[-1].interval.end:
        return None
    return None if any(days[-1].end <= other.start < one.start for other in here) else days[-1]


def _head_day(cell: Quantity) -> object:
    """The day of the head right above a cell, or None."""
    days = [day.interval for head in cell.segment.column_heads for day in head.dates]
    return days[0] if len(days) == 1 and days[0].start == days[0].end else None
