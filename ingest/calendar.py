"""Dates and periods as reports print them, in ROC years, found with their exact spans.

ROC years are calendar years + 1911 (105年 is 2016). Text is expected folded and without blanks.
A mention that leaves out its year takes it from the mention before, else from the report's period.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

ROC_OFFSET = 1911
Grain = Literal["day", "month", "quarter", "half", "year"]

_YEAR = r"(?:(?P<year>\d{2,4})年|本?\((?P<inner>\d{2,3})\)年|(?P<relative>同年|今年|本年))?"
_JOIN = r"[、,，及和與至到~\-]"
_DAYS = rf"(?P<days>\d{{1,2}}日?(?:{_JOIN}\d{{1,2}}日?(?!\d|月|年))*)"
_MONTHS = rf"(?P<months>\d{{1,2}}月?(?:{_JOIN}\d{{1,2}}月?(?!\d|日|年))*)"

_FORMS: tuple[tuple[Grain, re.Pattern[str]], ...] = (
    ("day", re.compile(r"(?<![\d.])(?P<year>\d{2,3})\.(?P<month>\d{1,2})\.(?P<days>\d{1,2})(?![\d])\.?")),
    ("day", re.compile(rf"{_YEAR}(?P<month>\d{{1,2}})月{_DAYS}(?<=日)")),
    ("month", re.compile(rf"{_YEAR}{_MONTHS}(?<=月)(?!\d{{1,2}}日)(?:份|間)?")),
    ("quarter", re.compile(rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季")),
    ("half", re.compile(rf"{_YEAR}(?P<half>[上下])半年度?")),
    (
        "year",
        re.compile(r"(?<!\d)(?P<year>1\d\d|[89]\d|20\d\d)(?:全年|年度|年(?![度代級以內來後前])|年(?=以來))"),
    ),
    ("year", re.compile(r"本?\((?P<inner>\d{2,3})\)年度?")),
    # The report's own period, a year earlier.
    ("day", re.compile(r"(?P<year_before>(?:去|上|前一|前)年度?同期)")),
)
_CHAIN = re.compile(r"(?:起)?(?:至|到|~|-|及|、|迄)")


@dataclass(frozen=True)
class Interval:
    """Days from ``start`` to ``end``, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"{self.end} before {self.start}")

    @property
    def months(self) -> float:
        """Length in calendar months; a part of a month counts as its share of that month's days.

        104年9月1日至105年2月29日 is 6.0; 107年1月16日至6月30日 is 16/31 + 5.
        """
        total, day = 0.0, self.start
        while day <= self.end:
            length = calendar.monthrange(day.year, day.month)[1]
            last = min(self.end, date(day.year, day.month, length))
            total += ((last - day).days + 1) / length
            day = last + timedelta(days=1)
        return total


@dataclass(frozen=True)
class DateMention:
    """A date or period at ``text[start:end]``."""

    start: int
    end: int
    interval: Interval
    grain: Grain


def gregorian_year(printed: int) -> int:
    """The calendar year of a printed one: ROC below 1000, Western above."""
    return printed + ROC_OFFSET if printed < 1000 else printed


def whole_year(printed: int) -> Interval:
    """The whole of a printed (ROC or Western) year."""
    year = gregorian_year(printed)
    return Interval(date(year, 1, 1), date(year, 12, 31))


def month_interval(year: int, first: int, last: int) -> Interval:
    """From the first day of month ``first`` to the last day of month ``last`` of ``year``."""
    return Interval(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def year_before(interval: Interval) -> Interval:
    """The same months a year earlier; the last day of a month stays the last day."""
    last = calendar.monthrange(interval.end.year, interval.end.month)[1]
    year = interval.end.year - 1
    end_of_month = calendar.monthrange(year, interval.end.month)[1]
    end = end_of_month if interval.end.day == last else min(interval.end.day, end_of_month)
    first_month = calendar.monthrange(interval.start.year - 1, interval.start.month)[1]
    start = date(interval.start.year - 1, interval.start.month, min(interval.start.day, first_month))
    return Interval(start, date(year, interval.end.month, end))


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _interval(match: re.Match[str], grain: Grain, year: int, default: Interval) -> Interval:
    groups = match.groupdict()
    if groups.get("year_before"):
        return year_before(default)
    if grain == "day":
        days = _numbers(groups["days"])
        month = int(groups["month"])
        return Interval(date(year, month, min(days)), date(year, month, max(days)))
    if grain == "month":
        months = _numbers(groups["months"])
        return month_interval(year, min(months), max(months))
    if grain == "quarter":
        quarter = int(groups["quarter"]) if groups["quarter"].isdigit() else "一二三四".index(groups["quarter"]) + 1
        return month_interval(year, quarter * 3 - 2, quarter * 3)
    if grain == "half":
        return month_interval(year, 1, 6) if groups["half"] == "上" else month_interval(year, 7, 12)
    return Interval(date(year, 1, 1), date(year, 12, 31))


def _year_of(match: re.Match[str], before: Interval | None, default: Interval) -> int | None:
    groups = match.groupdict()
    printed = groups.get("year") or groups.get("inner")
    if printed:
        return gregorian_year(int(printed))
    if groups.get("relative") == "同年" or (before and not groups.get("relative")):
        return before.end.year if before else default.end.year
    return None


def _without_year(match: re.Match[str], grain: Grain, default: Interval) -> Interval:
    """A mention without a year, in the year that puts it into (else nearest to) ``default``."""
    candidates = [
        _interval(match, grain, year, default) for year in range(default.start.year - 1, default.end.year + 2)
    ]

    def distance(interval: Interval) -> int:
        early = (default.start - interval.start).days
        late = (interval.end - default.end).days
        return max(early, late, 0)

    return min(candidates, key=distance)


def find_dates(text: str, default: Interval) -> list[DateMention]:
    """All dates and periods of ``text``, in order, chained ones (A至B, A及B) joined.

    Args:
        text: folded, without blanks.
        default: the report's period, which gives the year where none is printed.

    Impossible dates (13月, 2月30日) are no mentions.
    """
    mentions: list[DateMention] = []
    position = 0
    while match_and_grain := _next_match(text, position):
        match, grain = match_and_grain
        position = match.end()
        before = mentions[-1].interval if mentions else None
        try:
            year = _year_of(match, before, default)
            interval = _interval(match, grain, year, default) if year else _without_year(match, grain, default)
        except ValueError:
            continue
        mentions.append(DateMention(match.start(), match.end(), interval, grain))
    return _chain(text, mentions)


def _next_match(text: str, position: int) -> tuple[re.Match[str], Grain] | None:
    """The first form from ``position`` on; of two at one place the longer."""
    found = [(match, grain) for grain, pattern in _FORMS if (match := pattern.search(text, position))]
    return min(found, key=lambda pair: (pair[0].start(), -pair[0].end())) if found else None


def _chain(text: str, mentions: Sequence[DateMention]) -> list[DateMention]:
    chained: list[DateMention] = []
    for mention in mentions:
        last = chained[-1] if chained else None
        if (
            last
            and _CHAIN.fullmatch(text[last.end : mention.start])
            and last.interval.start <= mention.interval.end
            and last.grain == mention.grain
        ):
            joined = Interval(last.interval.start, max(last.interval.end, mention.interval.end))
            chained[-1] = replace(last, end=mention.end, interval=joined)
        else:
            chained.append(mention)
    return chained
