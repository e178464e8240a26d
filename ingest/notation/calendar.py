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

# 112年度上半年 is half a year, not the year.
_YEAR = r"(?:(?P<year>\d{2,4})年度?|本?\((?P<inner>\d{2,3})\)年|(?P<relative>同年|今年|本年))?"
_JOIN = r"[、,，及和與至到~\-]"
_DAYS = rf"(?P<days>\d{{1,2}}日?(?:{_JOIN}\d{{1,2}}日?(?!\d|月|年)){{0,30}})"
_MONTHS = rf"(?P<months>\d{{1,2}}月?(?:{_JOIN}\d{{1,2}}月?(?!\d|日|年)){{0,11}})"

_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_FORMS: tuple[tuple[Grain, re.Pattern[str]], ...] = (
    ("day", re.compile(r"(?<![\d.])(?P<year>\d{2,3})\.(?P<month>\d{1,2})\.(?P<days>\d{1,2})(?![\d])\.?")),
    ("day", re.compile(rf"{_YEAR}(?P<month>\d{{1,2}})月{_DAYS}(?<=日)")),
    ("month", re.compile(rf"{_YEAR}{_MONTHS}(?<=月)(?!\d{{1,2}}日)(?:份|間)?")),
    ("quarter", re.compile(rf"{_YEAR}第?(?P<quarters>[一二三四1-4](?:{_JOIN}第?[一二三四1-4]){{0,3}})季")),
    ("half", re.compile(rf"{_YEAR}(?P<half>[上下])半年度?")),
    (
        "year",
        re.compile(r"(?<!\d)(?P<year>1\d\d|[89]\d|20\d\d)(?:全年|年度|年(?![度代級以內來後前])|年(?=以來))"),
    ),
    ("year", re.compile(r"(?:本|今|去|上|前一?)?\((?P<inner>\d{2,3})\)年度?")),
    ("year", re.compile(r"(?P<last_year>去年度?|上年度|[前上]一年度)(?!同期)")),
    # A day told by the one before it: 翌(16)日, 次日, 同日, 同月16日.
    ("day", re.compile(r"(?P<next_day>翌|次|隔)\((?P<beside>\d{1,2})\)日")),
    ("day", re.compile(r"(?P<next_day>翌|(?<![\d一二三四五六七八九十兩每人件場車梯])次|隔)日(?![起內前後報常夜])")),
    ("day", re.compile(r"(?P<same_day>同日)(?![起內前後])")),
    ("day", re.compile(rf"(?P<same_month>同月){_DAYS}(?<=日)")),
    # The report's own period in another year.
    ("day", re.compile(r"(?<!\d)(?P<year>\d{2,3})年度?(?P<same_period>同期)")),
    # The report's own period, a year earlier.
    ("day", re.compile(r"(?P<year_before>(?:去|上|前一|前)年度?同期)")),
)
_COMPARED = re.compile(r"(?:較|比|相較於?|優於|高於|低於|不及)$")
_LONGEST_WORD = 4
_FAR = 30  # mentions back that a year may be taken from
_BESIDE = re.compile(r"[^，。；]{0,40}(?:相較|相比|比較)")
_RETURNED = re.compile(r"本(?:期|會期)")
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


def same_period(interval: Interval, year: int) -> Interval:
    """The same months in ``year``: the latest before ``interval`` that begin or end in it.

    Raises:
        ValueError: ``year`` is not before the interval's end.
    """
    earlier = interval
    while earlier.start.year >= year:
        earlier = year_before(earlier)
        if year in (earlier.start.year, earlier.end.year):
            return earlier
    raise ValueError(f"no {year} before {interval.start}")


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _interval(match: re.Match[str], grain: Grain, year: int, default: Interval) -> Interval:
    groups = match.groupdict()
    if groups.get("year_before"):
        return year_before(default)
    if groups.get("last_year"):
        return whole_year(default.end.year - 1)
    if groups.get("same_period"):
        return same_period(default, year)
    if grain == "day":
        days = _numbers(groups["days"])
        month = int(groups["month"])
        return Interval(date(year, month, min(days)), date(year, month, max(days)))
    if grain == "month":
        months = _numbers(groups["months"])
        return month_interval(year, min(months), max(months))
    if grain == "quarter":
        quarters = [_QUARTERS[printed] for printed in re.findall("[一二三四1-4]", groups["quarters"])]
        return month_interval(year, min(quarters) * 3 - 2, max(quarters) * 3)
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


def _by_last(match: re.Match[str], last: DateMention | None) -> Interval | None:
    """The day a mention tells by the one before it: 翌(16)日, 同月16日; None where it tells it by itself.

    Raises:
        ValueError: no day or month is named before it, or its number is not that of the next day.
    """
    groups = match.groupdict()
    if not any(groups.get(name) for name in ("next_day", "same_day", "same_month")):
        return None
    if last is None or last.grain not in (("day", "month") if groups.get("same_month") else ("day",)):
        raise ValueError(match.group())
    before = last.interval
    if groups.get("same_month"):
        days, end = _numbers(groups["days"]), before.end
        return Interval(end.replace(day=min(days)), end.replace(day=max(days)))
    day = before.end + timedelta(days=1) if groups.get("next_day") else before.end
    if groups.get("beside") and int(groups["beside"]) != day.day:
        raise ValueError(match.group())
    return Interval(day, day)


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
    ahead = _Ahead(text)
    while match_and_grain := ahead.first(position):
        match, grain = match_and_grain
        position = match.end()
        before = _gives_year(text, mentions, match.start())
        try:
            interval = _by_last(match, mentions[-1] if mentions else None)
            if interval is None:
                year = _year_of(match, before, default)
                interval = _interval(match, grain, year, default) if year else _without_year(match, grain, default)
        except ValueError:
            continue
        mentions.append(DateMention(match.start(), match.end(), interval, grain))
    return _chain(text, mentions)


def _gives_year(text: str, mentions: Sequence[DateMention], start: int) -> Interval | None:
    """The mention that a later one without a year, at ``start``, takes it from.

    None is taken from what something is compared with (較106年2月之28件, 去年同期), from a remark in
    parentheses that is closed in between, nor from before words for the report's own period.
    """
    for index in range(len(mentions) - 1, max(-1, len(mentions) - 1 - _FAR), -1):
        mention = mentions[index]
        if _CHAIN.fullmatch(text, mention.end, start) or not _is_apart(text, mentions, index, start):
            return mention.interval
    return None


def _is_apart(text: str, mentions: Sequence[DateMention], index: int, start: int) -> bool:
    """Whether a mention is of a comparison, in parentheses closed before ``start``, or left behind by 本期."""
    mention = mentions[index]
    first = mention.start
    for before in range(index - 1, -1, -1):
        earlier = mentions[before]
        if not _CHAIN.fullmatch(text, earlier.end, first):
            break
        first = earlier.start
    aside = ")" in text[mention.end : start] and text.rfind("(", 0, first) > text.rfind(")", 0, first)
    beside = _BESIDE.match(text, mention.end) if text.endswith("與", 0, first) else None
    compared = _COMPARED.search(text, max(0, first - _LONGEST_WORD), first) or beside
    returned = _RETURNED.search(text, mention.end, start)
    return bool(aside or compared or returned or text.endswith("同期", 0, mention.end))


class _Ahead:
    """The next match of each form in a text, looked for again only when it is passed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next = [(pattern.search(text), grain, pattern) for grain, pattern in _FORMS]

    def first(self, position: int) -> tuple[re.Match[str], Grain] | None:
        """The first form from ``position`` on; of two at one place the longer."""
        for index, (match, grain, pattern) in enumerate(self._next):
            if match and match.start() < position:
                self._next[index] = (pattern.search(self._text, position), grain, pattern)
        found = [(match, grain) for match, grain, _ in self._next if match]
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
