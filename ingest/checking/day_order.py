"""Days that cannot be as they are told: from 8月18日 to 8月13日, out of the order that is named, on another weekday."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Structure
from ingest.notation.calendar import DateMention, Interval, gregorian_year
from ingest.numbers.printed import Segment

Told = tuple[Segment, int, int, bool, str]
"""A segment, the stretch that tells it, whether it holds, and what was told."""

_WEEKDAYS = "一二三四五六日"
_DAY = r"(?:(?P<year>\d{2,4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
_SHORT_RANGE = re.compile(
    rf"(?<!\d){_DAY}(?:\([^()]{{1,4}}\))?起?[至到~\-迄](?:(?P<month2>\d{{1,2}})月)?(?P<day2>\d{{1,2}})日"
)
_ON_WEEKDAY = re.compile(rf"(?<!\d){_DAY}\(?(?:星期|週|周|禮拜)(?P<weekday>[{_WEEKDAYS}天])")
_LISTED_DAY = re.compile(rf"(?<=[、及與和暨:為]){_DAY}")
_YEARLY = re.compile("每年[^，。；]{0,4}$")
# A range of so many days over the year's end leads to the year after; of all its days, from any day to the next.
_LONG, _WHOLE_YEAR = 300, 362
# A report is told at the latest so long after its period.
_LATEST = timedelta(days=366)
# What is planned for a month of no year, and is so far behind the report's period, is of the year after.
_NEXT_YEAR = timedelta(days=365 - 240)
_OPENING = 12
_NEAR = 14
_FEWEST = 2
_UNTIL, _BY = re.compile("[至到迄]"), re.compile("(?:截至|截止|迄)$")
_TOGETHER = re.compile("^[^，。；:()]{0,4}[，]?[^，。；:()]{0,4}累計")
_OPENS = re.compile("(?:^|[，。；:、])(?:截止|截至|截|至|迄)$")
_SHORT_LINE = 40
# Any year that has a 29th of February.
_LEAP = 2000


class DayOrder:
    """Finds them with the words of days."""

    def __init__(self, structure: Structure) -> None:
        words = structure.day_words
        begun = rf"(?:{words.begun}|{words.contracted})"
        self._begun_then = compiled(rf"{begun}{words.then}")
        self._ended = compiled(rf"(?:[底初中]|以?前)*(?:{words.ended}|{words.in_use})(?![之的])")
        self._in_order, self._reported = compiled(words.in_order), compiled(words.reported)
        self._past, self._plan = compiled(words.past), compiled(rf"{structure.cues['plan']}|{words.fixed}")
        self._happens = compiled(rf"[，]?[^。；，\d]{{0,{_NEAR}}}(?:{words.takes_place})")
        self._limit, self._come = compiled(words.limit), compiled(words.come_by)
        self._own = compiled(words.own)
        self._as_of, self._announced = compiled(rf"(?:{words.as_of})$"), compiled(rf"(?:{words.announced})$")
        self._anew, self._moved = compiled(words.anew), compiled(words.moved)

    def told(self, lines: Sequence[Segment], period: Interval | None) -> Iterator[Told]:
        """What lines with dates tell of days, with whether it can be so.

        Args:
            lines: a report's paragraphs that have dates, in order.
            period: the report's, where it is known.
        """
        cover = self._reported_on(lines)
        told = cover[2].interval.start if cover else None
        if cover and period and told and period.start <= told:
            yield cover[0], cover[1], cover[2].end, period.end <= told, "told behind its period"
        last = told if told and (period is None or told > period.end) else period.end + _LATEST if period else None
        for line in lines:
            if period:
                yield from self._of_its_day(line, period)
                yield from self._ahead(line, period, told)
            yield from self._ranges(line, period)
            yield from self._works(line, period)
            yield from self._weekdays(line, period)
            if period:
                yield from self._rows(line, period)
            if last:
                yield from self._to_come(line, last)
                yield from self._come_by(line, last, period)
        if period:
            yield from self._cut_off(lines, period)

    def _ranges(self, line: Segment, period: Interval | None) -> Iterator[Told]:
        """From a day to another of the same year, of which the second is no earlier: 8月8日至8月13日."""
        text = line.compact.text
        for found in _SHORT_RANGE.finditer(text):
            if any(one.start <= found.start() < one.end and one.interval == period for one in line.dates):
                continue  # That of the report is told in its title.
            first = int(found["month"]), int(found["day"])
            second = int(found["month2"] or found["month"]), int(found["day2"])
            try:
                days = (date(_LEAP + 1, *second) - date(_LEAP, *first)).days
            except ValueError:
                continue
            backwards = first[0] == second[0] or _LONG < days <= _WHOLE_YEAR
            if second >= first or (backwards and not _YEARLY.search(text[: found.start()])):
                yield line, found.start(), found.end(), second >= first, "from and to"

    def _works(self, line: Segment, period: Interval | None) -> Iterator[Told]:
        """A month in which something began and, right behind it, that in which it ends: 11月開工，預定6月完工."""
        text = line.compact.text
        for first, last in pairwise(line.dates):
            months = "month" in (first.grain, last.grain)
            if not (months and self._begun_then.fullmatch(text, first.end, last.start)):
                continue
            first_named, last_named = ("年" in text[one.start : one.end] for one in (first, last))
            if last_named and (first_named or _is_in(first, period)) and self._ended.match(text, last.end):
                yield line, first.start, last.end, first.interval.start <= last.interval.end, "begun and ended"

    def _weekdays(self, line: Segment, period: Interval | None) -> Iterator[Told]:
        """Days with their weekday: 112年10月14日(星期六)."""
        for found in _ON_WEEKDAY.finditer(line.compact.text):
            year = int(found["year"]) if found["year"] else None
            one_year = period is not None and period.start.year == period.end.year
            mentions = [one for one in line.dates if one.start <= found.start() < one.end]
            if year is None and not (mentions and (mentions[0].has_year or one_year)):
                continue
            told_in = gregorian_year(year) if year is not None else mentions[0].interval.start.year
            try:
                day = date(told_in, int(found["month"]), int(found["day"]))
            except ValueError:
                continue
            holds = _WEEKDAYS[day.weekday()] == found["weekday"].replace("天", "日")
            yield line, found.start(), found.end(), holds, "weekday"

    def _rows(self, line: Segment, period: Interval) -> Iterator[Told]:
        """Things told in the order of their days: 依到訪日期分別為8月22日甲團、10月17日乙團及12月5日丙團."""
        text = line.compact.text
        for told in self._in_order.finditer(text):
            stop = re.search("[。；]", text[told.end() :])
            end = told.end() + stop.start() if stop else len(text)
            row = [(found, _placed(found, period)) for found in _LISTED_DAY.finditer(text, told.end() - 1, end)]
            days = [day for _, day in row if day]
            if len(days) < _FEWEST or len(days) < len(row) or row[0][0].start() != told.end():
                continue
            behind = [second for (_, first), (second, day) in pairwise(row) if first and day and day < first]
            found = behind[0] if behind else row[0][0]
            yield line, found.start(), found.end(), not behind, "in order"

    def _to_come(self, line: Segment, last: date) -> Iterator[Told]:
        """A day behind that of the report on which something has been: 113年10月20日辦理，出席貴賓186位."""
        text = line.compact.text
        for one in line.dates:
            if one.grain != "day" or one.interval.start != one.interval.end or "年" not in text[one.start : one.end]:
                continue
            first, stop = line.sentence(one.start)
            sentence, around = text[first:stop], text[max(first, one.start - 6) : one.end + 2]
            happened = self._happens.match(text, one.end) and self._past.search(sentence)
            planned = self._plan.search(sentence) or self._limit.search(around)
            if happened and not planned and not self._plan.search("".join(line.passage.outline)):
                yield line, one.start, one.end, one.interval.start <= last, "has been"

    def _come_by(self, line: Segment, last: date, period: Interval | None) -> Iterator[Told]:
        """A day behind that of the report by which something has come together: 110年起至118年底累計1,840組."""
        text = line.compact.text
        for one in line.dates:
            first, stop = line.sentence(one.start)
            words = text[one.start : one.end]
            # 租期自112年1月至118年底: of what goes on only what has come together is told.
            together = _TOGETHER.search(text[one.end - 1 : one.end + _NEAR])
            opens = _OPENS.search(text[first : one.start])
            until = _UNTIL.search(text, max(first, one.start - 2), one.start) or _UNTIL.search(words)
            until = until if together else opens
            behind = self._come.match(text, one.end) or self._come.match(text, one.end - 1)
            planned = self._plan.search(text, first, stop) or self._plan.search("".join(line.passage.outline))
            if until and behind and "年" in words and not planned:
                # The year that the period lies in is not behind it, but at its end.
                goes_on = (
                    period and one.interval.start <= period.end <= one.interval.end and text[one.end] not in "底末"
                )
                yield line, one.start, one.end, bool(goes_on) or one.interval.end <= last, "has been"

    def _cut_off(self, lines: Sequence[Segment], period: Interval) -> Iterator[Told]:
        """The day that the first lines tell all figures to be of, and figures of a day behind it: 截至12月31日."""
        for line in lines:
            text = line.compact.text
            for one in line.dates if line.passage.no <= _OPENING and len(text) <= _SHORT_LINE else ():
                day = one.interval.end
                opens = self._as_of.fullmatch(text[: one.start]) and one.grain == "day" and one.has_year
                if not opens or not period.start <= day < period.end:
                    continue
                later = [
                    mention
                    for other in lines
                    for mention in other.dates
                    if mention.grain == "day" and mention.has_year and day < mention.interval.start <= period.end
                    and mention.interval.start == mention.interval.end
                    and _BY.search(other.compact.text[: mention.start])
                ]  # fmt: skip
                yield line, one.start, one.end, not later, "figures of its end"

    def _reported_on(self, lines: Sequence[Segment]) -> tuple[Segment, int, DateMention] | None:
        """The day of the report, as one of its first lines tells it."""
        for line in lines:
            if line.passage.no > _OPENING:
                break
            for one in line.dates[:1]:
                if one.interval.start == one.interval.end and self._reported.fullmatch(line.compact.text[: one.start]):
                    return line, 0, one
        return None

    def _of_its_day(self, line: Segment, period: Interval) -> Iterator[Told]:
        """The day that figures are of (資料日期:112年12月31日): the last of the report's period is so in its year."""
        text, end = line.compact.text, period.end
        for one in line.dates:
            day = one.interval.end
            alike = one.grain == "day" and (day.month, day.day) == (end.month, end.day) and one.has_year
            if alike and self._as_of.search(text[: one.start]) and len(line.dates) == 1:
                yield line, one.start, one.end, day == end, "figures of its end"

    def _ahead(self, line: Segment, period: Interval, told: date | None) -> Iterator[Told]:
        """What is planned for a day (預定10月底完工): that comes behind the period, or behind the day of the report."""
        text = line.compact.text
        for one in line.dates:
            first, _ = line.sentence(one.start)
            begun, stop = text.rfind("，", first, one.start) + 1, text.find("，", one.end)
            announced = self._announced.search(text[first : one.start])
            if announced is None or self._moved.search(text[max(first, begun) : stop if stop > 0 else len(text)]):
                continue
            # A plan is told before its period.
            last = period.end if announced["due"] and told and told > period.end else period.start
            if told and self._anew.search(text, first, one.start):
                last = told
            # A month without its year is of the next one, unless that is too far ahead.
            named = period.start <= one.interval.start and one.interval.end + _NEXT_YEAR > last
            sure = one.has_year or named
            if one.interval.end < last and sure:
                yield line, one.start, one.end, False, "planned for"


def _placed(found: re.Match[str], period: Interval) -> date | None:
    """A day of a row, in the year that it names or else the one of the report's period; None where two are."""
    years = {gregorian_year(int(found["year"]))} if found["year"] else {period.start.year, period.end.year}
    days = []
    for year in sorted(years):
        try:
            days.append(date(year, int(found["month"]), int(found["day"])))
        except ValueError:
            return None
    inside = [day for day in days if period.start <= day <= period.end]
    return (inside or days)[0] if len(days) == 1 or len(inside) == 1 else None


def _is_in(mention: DateMention, period: Interval | None) -> bool:
    return period is not None and period.start <= mention.interval.start and mention.interval.end <= period.end
