"""Days and periods that contradict each other: begun behind its end, outside the period that is told, two covers."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.day_order import DayOrder, Told
from ingest.checking.result import CheckResult, Status
from ingest.notation.calendar import DateMention, Interval, gregorian_year
from ingest.numbers.printed import Segment

# Of fewer days it cannot be told which one is out of their row.
_FEWEST_DAYS, _PAIR = 3, 2
_DAY = re.compile(r"(?:(?P<year>\d{2,4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
# … with nothing before it that makes it a span of time or the end of another number: 計13月5日, 1,213月.
_DAY_OF_ANY_YEAR = re.compile(r"(?<![\d,計共期滿足約逾達時間歷程役])(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_LEAP_YEAR = 2024
# Months in which something was done: 於3月及6月辦理.
_IN_MONTHS = re.compile(
    r"(?:(?P<year>\d{2,4})年)?(?<![\d年])(?P<month>\d{1,2})月(?:[、及與和]\d{1,2}月)+(?=(?:份|間)?(?:各|分別)?(?:辦理|召開|舉[辦行]|實施))"
)
# The lines before the first words of a report.
_OPENING = 12
_YEARS_SINCE = re.compile(
    r"(?<!\d)(?P<years>\d{1,3})年\((?:民國|於|自)?(?P<year>\d{2,3})年(?:\d{1,2}月)?(?:\d{1,2}日)?[^()\d]{1,6}\)"
)
_YEARS_FROM = re.compile(
    r"[自從](?:民國)?(?P<first>\d{2,3})年(?!至|到|度)[^。；:()\d]{0,20}[迄至](?:民國)?(?P<last>\d{2,3})年(?:底|止)?，?"
    r"(?:已|業|恰|正|好)*(?:屆|滿|達|邁入第?)+(?P<years>\d{1,3})(?:週|周)?年"
)
_RANGE = re.compile(
    r"(?P<year>\d{2,4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日起?[至到~\-迄]"
    r"(?P<year2>\d{2,4})年(?P<month2>\d{1,2})月(?P<day2>\d{1,2})日"
)
_APART = re.compile("[。；另]")
_BRACKETS = re.compile(r"\([^()]*\)")
_WESTERN = 1000
_LAST_MONTH, _LAST_DAY = 12, 31
_NEXT_DAY = re.compile(r"(?:、|及|和|與|暨|，)(?:[及和與])?")
_LEADS = re.compile(r"(?:(?:如|於|臚列)?[下次后後]列?|(?:[下次后後]列)?[\d一二兩三四五六七八九十]+[項件場案次])[:。]?$")
_RANGES = ("half", "quarter")
_YEARLY = re.compile(r"(?<!\d)(?P<year>\d{2,4})年度(?P<name>[^，。；:()\d]*(?:報告|計畫))$")
_GIVES = re.compile("(?:茲|謹|爰)(?:將|就|以)?(?:本處|本局)?自$")
# What took place had people there: 邀請駐臺代表24人; ):貴賓150位. A day up to which something goes is none of it.
_ATTENDED = re.compile(r"[^。；]{0,40}?(?<![\d,])\d[\d,]*(?:人|位|名|團|隊)")
_TO_THEN = re.compile("[至到迄~-]$")
_RESULTS = re.compile("成果|績效")
_MOST_OF_A_YEAR, _LONGEST_YEAR, _AROUND = 330, 366, 6


def _unknown_days(line: Segment) -> Iterator[Told]:
    """Days that no calendar has: 13月21日, 6月31日."""
    for found in _DAY_OF_ANY_YEAR.finditer(line.compact.text):
        month, day = int(found["month"]), int(found["day"])
        # 3.13月21日: behind the number of its line alone a point is none of a number.
        if line.compact.text[: found.start()].endswith(".") and found.start() != line.behind_marker:
            continue
        if not (1 <= month <= _LAST_MONTH and 1 <= day <= monthrange(_LEAP_YEAR, month)[1]):
            yield line, found.start(), found.end(), False, "no such day"


class ToldDays:
    """Finds them with the words of days."""

    def __init__(self, structure: Structure) -> None:
        words = structure.day_words
        self._order = DayOrder(structure)
        self._elsewhen, self._limit = compiled(words.elsewhen), compiled(words.limit)
        self._planned = compiled(rf"{structure.cues['plan']}|{words.fixed}")
        self._begun, self._ended = compiled(words.begun), compiled(words.ended)
        self._begun_on, self._ended_on = compiled(rf"(?:{words.begun_on})$"), compiled(rf"(?:{words.ended_on})$")
        self._named, self._named_behind = compiled(rf"(?:{words.named})$"), compiled(words.named_behind)
        self._named_before, self._covers = compiled(rf"(?:{words.named_before})$"), compiled(rf"(?:{words.covers})$")
        self._that_is, self._own = compiled(words.that_is), compiled(words.own)
        self._happened = compiled(words.happened)

    def results(self, check: Check, segments: Sequence[Segment], period: Interval | None) -> Iterator[CheckResult]:
        """One result for each pair of days, row of days and telling of the period.

        Args:
            check: of kind ``told_days``.
            segments: a report's paragraphs and cells, in order.
            period: the report's, where it is known.
        """
        lines = [segment for segment in segments if segment.cell is None and segment.dates]
        told = [
            *self._periods(lines, period),
            *self._title(lines),
            *self._order.told(lines, period),
            *(found for line in lines for found in (*self._twice(line), *self._ranges(line))),
        ]
        if period:
            told += [found for line in lines for found in (*self._works(line, period), *self._rows(line, period))]
            told += self._items([segment for segment in segments if segment.cell is None], period)
            for way in (self._outside, self._of_own, self._later):
                told += [found for line in lines for found in way(line, period)]
            prose = (segment for segment in segments if segment.cell is None)
            told += [found for line in prose for found in self._years(line, period)]
        told += [found for segment in segments if segment.cell is None for found in _unknown_days(segment)]
        for segment, start, end, holds, relation in told:
            first, last = segment.sentence(start)
            instance = f"{segment.passage.no}:{segment.span(start, end)[0]}:{relation}"
            status: Status = "holds" if holds else "fails"
            yield CheckResult(check, instance, relation, status, quote=segment.printed(first, last))

    # What the report covers ------------------------------------------------------------------------

    def _periods(self, lines: Sequence[Segment], period: Interval | None) -> Iterator[Told]:
        """The period as the report's first lines and its words name it: 本期係112年7月至12月; the one before it."""
        named: Interval | None = None
        for line in lines:
            for mention in line.dates:
                text = line.compact.text
                before, behind = text[: mention.start], text[mention.end :]
                # 資料時間:112年12月底 is the day of what is counted there, and no period.
                as_of = re.search("[底末]", text[mention.end - 1 : mention.end + 1])
                if mention.interval.start == mention.interval.end or as_of:
                    continue
                covers = line.passage.no <= _OPENING and self._covers.search(before)
                if covers or self._named.search(before) or self._named_behind.match(behind):
                    if named is not None:
                        yield line, mention.start, mention.end, named == mention.interval, "period told"
                    named = named or mention.interval
                elif (own := named or period) and (words := self._named_before.search(before)):
                    holds = _is_before(mention.interval, own, year="同期" in words[0])
                    yield line, mention.start, mention.end, holds, "period before"

    def _twice(self, line: Segment) -> Iterator[Told]:
        """A half year or quarter, and the days from which to which it goes: 112年下半年(7月1日至12月31日)."""
        for name, days in pairwise(line.dates):
            between = line.compact.text[name.end : days.start]
            is_range = days.grain in ("day", "month") and days.interval.start != days.interval.end
            dated = re.search(r"\d年|\)年", line.compact.text[name.start : name.end])
            if dated and name.grain in _RANGES and is_range and self._that_is.fullmatch(between):
                yield line, name.start, days.end, name.interval == days.interval, "days of period"

    def _ranges(self, line: Segment) -> Iterator[Told]:
        """Days from which to which something goes, both with their year: the second is no earlier."""
        for found in _RANGE.finditer(line.compact.text):
            days = [tuple(int(found[part + end]) for part in ("year", "month", "day")) for end in ("", "2")]
            alike = (days[0][0] < _WESTERN) == (days[1][0] < _WESTERN)
            if alike:
                yield line, found.start(), found.end(), days[0] <= days[1], "from and to"

    def _title(self, lines: Sequence[Segment]) -> Iterator[Told]:
        """The year that a report's first line names, which is that of the days it covers: all of them, of results."""
        opening = [line for line in lines if line.passage.no <= _OPENING]
        covered = [
            mention.interval
            for line in opening
            for mention in line.dates
            if self._is_covered(line.compact.text[: mention.start]) and mention.interval.start < mention.interval.end
        ]
        for line in opening[:1]:
            found = _YEARLY.search(line.compact.text)
            for days in covered[:1] if found else ():
                year = gregorian_year(int(found["year"])) if found else 0
                whole = (days.end - days.start).days >= _MOST_OF_A_YEAR or not (
                    found and _RESULTS.search(found["name"])
                )
                within = days.start.year <= year <= days.end.year and (days.end - days.start).days <= _LONGEST_YEAR
                yield line, 0, len(line.compact.text), within and whole, "year of the title"

    def _is_covered(self, before: str) -> bool:
        """Whether words before days tell that the report is of them: 資料期間:; 茲將自."""
        return bool(self._covers.search(before) or _GIVES.search(before))

    # Days ----------------------------------------------------------------------------------------

    def _outside(self, line: Segment, period: Interval) -> Iterator[Told]:
        """Days in a month that is not of the report's, in a sentence that tells of no other time and no plan."""
        text = line.compact.text
        if period.start.year != period.end.year:
            return
        for one in (*_DAY.finditer(text), *_IN_MONTHS.finditer(text)):
            first, stop = line.sentence(one.start())
            begun = max(first, text.rfind("；", first, one.start()) + 1)
            statement = text[begun:stop].split("；")[0]
            around = text[max(first, one.start() - _AROUND) : one.end() + 2]
            statement += "".join(line.passage.outline)
            # 2月5日(111年度第3次): what stands in brackets tells nothing of the day.
            aside = (
                self._elsewhen.search(_BRACKETS.sub("", statement))
                or self._planned.search(statement)
                or self._limit.search(around)
            )
            # What was begun in the year before is told without it.
            begun_then = self._begun.match(text, one.end()) or self._begun_on.search(text[: one.start()])
            months = map(int, re.findall(r"\d+(?=月)", one.group()))
            within = all(period.start.month <= month <= period.end.month for month in months)
            if not (one["year"] or aside or begun_then or within):
                yield line, one.start(), one.end(), False, "within the report's months"

    def _later(self, line: Segment, period: Interval) -> Iterator[Told]:
        """A day behind the report's time, of something that has been with so many people: (113年3月5日):貴賓150位."""
        text = line.compact.text
        for one in line.dates if line.passage.no > _OPENING else ():
            first, stop = line.sentence(one.start)
            begun = max(first, text.rfind("；", first, one.start) + 1)
            statement = text[begun:stop].split("；")[0]
            single = one.grain == "day" and one.interval.start == one.interval.end
            dated = single and "年" in text[one.start : one.end]
            limit = _TO_THEN.search(text[: one.start]) or self._limit.search(text[one.end : one.end + 2])
            planned = limit or self._planned.search(statement)
            if dated and one.interval.start > period.end and not planned and _ATTENDED.match(text, one.end):
                yield line, one.start, one.end, False, "within period"

    def _works(self, line: Segment, period: Interval) -> Iterator[Told]:
        """Days on which one thing began and ended: 於9月4日開工、11月30日竣工."""
        text = line.compact.text
        for first, last in pairwise(_days(line.dates)):
            between = text[first.end : last.start]
            begun = self._begun.match(text, first.end) or self._begun_on.search(text[: first.start])
            ended = self._ended.match(text, last.end) or self._ended_on.search(between)
            if not (begun and ended) or _APART.search(between):
                continue
            inside = all(_is_in(one, period) for one in (first, last))
            dated = all("年" in text[one.start : one.end] for one in (first, last))
            if first.interval.start <= last.interval.start or inside or dated:
                holds = first.interval.start <= last.interval.start
                yield line, first.start, last.end, holds, "begun and ended"

    def _rows(self, line: Segment, period: Interval) -> Iterator[Told]:
        """Days of one row in a sentence about the report's own period, all within it but one."""
        row: list[re.Match[str]] = []
        text = line.compact.text
        for found in [*_DAY.finditer(text), None]:
            if found and row and _NEXT_DAY.fullmatch(text[row[-1].end() : found.start()]):
                row.append(found)
                continue
            begun = line.sentence(row[0].start())[0] if row else 0
            before = text[begun : row[0].start()] if row else ""
            counted = re.search(rf"\D{len(row)}[^，。；:()\d]{{1,3}}[，(:][^，。；:()\d]{{0,8}}$", before)
            behind = text[row[-1].end() :] if row else ""
            behind_it = re.match(rf"[^。；:()]{{0,24}}[，(](?:本期|全年)?(?:共計?|合計|計){len(row)}\D", behind)
            counted = counted or behind_it
            own = self._own.search(before) or (behind_it and self._own.search(behind_it[0]))
            if own and len(row) >= (_PAIR if counted else _FEWEST_DAYS):
                outside = [one for one in row if not _may_be_in(one, period)]
                if len(outside) <= 1:
                    told = (outside or row)[0]
                    yield line, told.start(), told.end(), not outside, "within period"
            row = [found] if found else []

    def _items(self, lines: Sequence[Segment], period: Interval) -> Iterator[Told]:
        """Numbered things below one line, each with the day on which it was: of all but one in the report's period."""
        for place, lead in enumerate(lines):
            items: list[Segment] = []
            for line in (lines[below] for below in range(place + 1, len(lines))):
                marker = line.passage.marker
                first = items[0].passage.marker if items else marker
                if marker is None or first is None or (marker.number, marker.level) != (len(items) + 1, first.level):
                    break
                items.append(line)
            text = lead.compact.text
            own = self._own.search(text) and _LEADS.search(text)
            days = [(line, day) for line in items if (day := self._day_of(line))]
            if len(days) < _FEWEST_DAYS or not (own or len(days) == len(items)):
                continue
            outside = [(line, one) for line, one in days if not _is_in(one, period)]
            line, one = (outside or days)[0]
            counted = str(len(items)) in re.findall(r"\d+", text) or own
            told = "".join((text, line.compact.text, *line.passage.outline))
            aside = self._planned.search(told) or self._begun.search(line.compact.text) or self._elsewhen.search(text)
            if not outside or (len(outside) == 1 and not aside and (counted or one.interval.start > period.end)):
                yield line, one.start, one.end, not outside, "within period"

    def _day_of(self, line: Segment) -> DateMention | None:
        """The day that opens a numbered line, stands in brackets behind its name, or on which the thing was."""
        text = line.compact.text
        for one in line.dates:
            opens = one.start - line.behind_marker <= 1 or text[one.start - 1 : one.start] == "("
            if one.grain == "day" and (opens or self._happened.match(text, one.end)):
                return one
        return None

    def _of_own(self, line: Segment, period: Interval) -> Iterator[Told]:
        """A day of one of the things that the report's own time had: 全年辦理4項，其中論壇於112年10月19日舉行."""
        text = line.compact.text
        for one in line.dates:
            first, stop = line.sentence(one.start)
            before = text[first : one.start]
            own, among = self._own.search(before), before.rfind("其中")
            told = own and among > own.end() and "，" not in before[among:]
            dated = "年" in text[one.start : one.end] and one.grain == "day"
            if told and dated and self._happened.match(text, one.end) and not self._planned.search(text, first, stop):
                yield line, one.start, one.end, _is_in(one, period), "within period"

    def _years(self, line: Segment, period: Interval) -> Iterator[Told]:
        """Years since each of several was made, beside the year: 檀香山63年(51年締結)、釜山59年(55年締結).

        Or from a year to another: 自80年創刊，迄112年已屆32年; the first may be counted or not.
        """
        for one in _YEARS_FROM.finditer(line.compact.text):
            passed = int(one["last"]) - int(one["first"])
            yield line, one.start(), one.end(), abs(passed - int(one["years"])) <= 1, "years since"
        row = list(_YEARS_SINCE.finditer(line.compact.text))
        reached = [int(one["years"]) + gregorian_year(int(one["year"])) for one in row]
        for one, year in zip(row, reached, strict=True):
            others = [other for other in reached if other != year]
            alone = len(others) == len(reached) - 1 and len(set(others)) == 1 and len(others) >= _PAIR
            near = abs(year - period.end.year) <= 1
            yield line, one.start(), one.end(), near and not alone, "years since"


def _is_before(before: Interval, own: Interval, *, year: bool = False) -> bool:
    """Whether days are those right before a period, those of the ``year`` before and no others, or all of that year."""
    ends = [(one.start.month, one.start.day, one.end.month, one.end.day) for one in (before, own)]
    years = (own.start.year - before.start.year, own.end.year - before.end.year)
    whole = ends[0] == (1, 1, _LAST_MONTH, _LAST_DAY) and before.start.year == before.end.year
    right_before = before.end + timedelta(days=1) == own.start
    then = years == (1, 1) and ends[0] == ends[1]
    return then or (not year and (right_before or (whole and years[0] == 1)))


def _days(mentions: Sequence[DateMention]) -> list[DateMention]:
    return [one for one in mentions if one.grain == "day" and one.interval.start == one.interval.end]


def _may_be_in(day: re.Match[str], period: Interval) -> bool:
    """Whether a day is within a period, in any of its years where it names none."""
    years = {gregorian_year(int(day["year"]))} if day["year"] else {period.start.year, period.end.year}
    ends = [(one.year, one.month, one.day) for one in (period.start, period.end)]
    return any(ends[0] <= (year, int(day["month"]), int(day["day"])) <= ends[1] for year in years)


def _is_in(mention: DateMention, period: Interval) -> bool:
    return period.start <= mention.interval.start and mention.interval.end <= period.end
