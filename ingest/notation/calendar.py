"""Dates and periods as reports print them, in ROC years, found with their exact spans.

ROC years are calendar years + 1911 (105年 is 2016). Text is expected folded and without blanks.
A mention that leaves out its year takes it from the mention before, else from the report's period.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache

from ingest.notation.date_forms import FORMS, Grain, number, numbers

ROC_OFFSET = 1911

_COMPARED = ("較", "比", "相較", "相較於", "優於", "高於", "低於", "不及")
_BESIDE = re.compile(r"[^，。；]{0,40}(?:相較|相比|比較)")
_RETURNED = re.compile(r"本(?:期|會期)")
_WEEKDAY = r"(?:\((?:星期|週|周)?[一二三四五六日]\))?"
_ERA = "(?:中華民國|民國|西元|公元)?"
# Which one was held on a first day goes through to the last: 自7月2日第680次至12月31日第706次.
_WHICH = r"(?:第\d+[次期號屆場](?=[至到~迄]))?"
_CHAIN = re.compile(rf"{_WEEKDAY}{_WHICH}(?:起[，,]?)?(?:至|到|~|–|-|及|、|迄|截至){_ERA}")
# 112年1月至6月30日: what goes through to an end may be told of months and days.
_THROUGH = re.compile(rf"{_WEEKDAY}{_WHICH}(?:起[，,]?)?(?:至|到|~|–|-|迄|截至){_ERA}")


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
        return _months(self.start, self.end)


@lru_cache(maxsize=256)
def _months(start: date, end: date) -> float:
    total, day = 0.0, start
    while True:
        length = calendar.monthrange(day.year, day.month)[1]
        last = min(end, date(day.year, day.month, length))
        total += ((last - day).days + 1) / length
        if last == end:  # no day needs to follow it: 9999年12月31日
            return total
        day = last + timedelta(days=1)


@dataclass(frozen=True)
class DateMention:
    """A date or period at ``text[start:end]``.

    ``has_year`` is whether the text names its year, there or before it; else it is the report's.
    """

    start: int
    end: int
    interval: Interval
    grain: Grain
    has_year: bool = True


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
    return _in_other_year(interval, -1)


def year_after(interval: Interval) -> Interval:
    """The same months a year later; the last day of a month stays the last day."""
    return _in_other_year(interval, 1)


def period_before(interval: Interval) -> Interval:
    """The period of as many months right before one of whole months: 上期.

    Raises:
        ValueError: it does not begin and end with a month, and what was before it is not told.
    """
    months = round(interval.months)
    if interval.start.day != 1 or not ends_a_month(interval.end):
        raise ValueError(f"no period is told before {interval.start}")
    years, month = divmod(interval.start.month - 1 - months, 12)
    return Interval(date(interval.start.year + years, month + 1, 1), interval.start - timedelta(days=1))


def _in_other_year(interval: Interval, years: int) -> Interval:
    if not (interval.start.year + years >= MINYEAR and interval.end.year + years <= MAXYEAR):
        return interval  # no calendar has the other
    last = calendar.monthrange(interval.end.year, interval.end.month)[1]
    year = interval.end.year + years
    end_of_month = calendar.monthrange(year, interval.end.month)[1]
    end = end_of_month if interval.end.day == last else min(interval.end.day, end_of_month)
    first_month = calendar.monthrange(interval.start.year + years, interval.start.month)[1]
    start = date(interval.start.year + years, interval.start.month, min(interval.start.day, first_month))
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


def _interval(match: re.Match[str], grain: Grain, year: int, default: Interval) -> Interval:
    groups = match.groupdict()
    if groups.get("year_before"):
        return year_before(default)
    if groups.get("period_before"):
        return period_before(default)
    if groups.get("day_year_ago"):
        return year_before(Interval(default.end, default.end))
    if groups.get("year_ago"):
        if default != whole_year(default.end.year):
            raise ValueError(match.group())
        return year_before(default)
    if groups.get("last_year"):
        return whole_year(default.end.year - 1)
    if groups.get("same_period"):
        return same_period(default, year)
    if groups.get("year_start"):
        return Interval(date(year, 1, 1), date(year, 1, 1))
    if groups.get("year_end"):
        return Interval(date(year, 12, 31), date(year, 12, 31))
    if groups.get("first"):
        return Interval(date(gregorian_year(int(groups["first"])), 1, 1), date(year, 12, 31))
    if third := groups.get("third"):
        month, first = number(groups["month"]), 1 + 10 * "上中下".index(third)
        last = calendar.monthrange(year, month)[1] if third == "下" else first + 9
        return Interval(date(year, month, first), date(year, month, last))
    if grain == "day":
        days = numbers(groups["days"])
        month = number(groups["month"])
        return Interval(date(year, month, min(days)), date(year, month, max(days)))
    if until := groups.get("until_quarter") or groups.get("until_month"):
        last = 2 if until == "兩" else number(until)
        return month_interval(year, 1, last * 3 if grain == "quarter" else last)
    if grain == "month":
        months = numbers(groups["months"])
        return month_interval(year, min(months), max(months))
    if grain == "quarter":
        quarters = numbers(groups["quarters"])
        return month_interval(year, min(quarters) * 3 - 2, max(quarters) * 3)
    if grain == "half":
        return month_interval(year, 1, 6) if groups["half"] in "上前" else month_interval(year, 7, 12)
    return Interval(date(year, 1, 1), date(year, 12, 31))


def _year_of(match: re.Match[str], before: Interval | None, default: Interval) -> int | None:
    """The calendar year a mention is in; None where neither it nor the one before it says.

    Those of 去年 and 年初 are told by the report's own.

    Raises:
        ValueError: it is printed in both counts, and they are not one year.
    """
    groups = match.groupdict()
    printed = groups.get("year") or groups.get("inner")
    if printed:
        year = gregorian_year(number(printed))
        for also in filter(None, (groups.get("also"), groups.get("also_behind"))):
            if gregorian_year(int(re.sub(r"\D", "", also))) != year:
                raise ValueError(match.group())
        return year
    ago = groups.get("ago")
    if ago or groups.get("year_start"):
        return default.end.year - (0 if not ago else 2 if ago.startswith("前年") else 1)
    relative = groups.get("relative")
    if before is None or relative in ("今年", "本年"):
        return None
    return before.end.year + (1 if relative in ("翌年", "次年", "隔年") else 0)


def _by_last(match: re.Match[str], last: DateMention | None) -> Interval | None:
    """The day a mention tells by the one before it: 翌(16)日, 同月16日, 上年同日; None where it tells it by itself.

    Raises:
        ValueError: no day or month is named before it, or its number is not that of the next day.
    """
    groups = match.groupdict()
    if groups.get("same_year"):
        if last is None or last.interval.start.year != last.interval.end.year:
            raise ValueError(match.group())
        return whole_year(last.interval.end.year)
    if groups.get("day_year_ago") and last is not None and last.grain == "day":
        return year_before(Interval(last.interval.end, last.interval.end))
    if not any(groups.get(name) for name in ("next_day", "same_day", "same_month")):
        return None
    if last is None or last.grain not in (("day", "month") if groups.get("same_month") else ("day",)):
        raise ValueError(match.group())
    before = last.interval
    if groups.get("same_month"):
        days, end = numbers(groups["days"]), before.end
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


def ends_a_month(day: date) -> bool:
    """Whether a day is the last of its month."""
    return day.day == calendar.monthrange(day.year, day.month)[1]


def find_dates(text: str, default: Interval) -> list[DateMention]:
    """All dates and periods of ``text``, in order, chained ones (A至B, A及B) joined.

    Takes time linear in the length of ``text``.

    Args:
        text: folded, without blanks.
        default: the report's period, which gives the year where none is printed.

    Impossible dates (13月, 2月30日) are no mentions.
    """
    mentions: list[DateMention] = []
    years = _YearGiver(text, date(default.start.year, 1, 1))
    for match, grain in _matches(text):
        last = mentions[-1] if mentions else None
        before = years.giver(match.start())
        try:
            interval = _by_last(match, last)
            has_year = True
            if interval is None:
                _check_joined(text, match, last)
                year = _year_of(match, before, default)
                has_year = year is not None and not _RELATIVE.intersection(_named(match))
                interval = _interval(match, grain, year, default) if year else _without_year(match, grain, default)
        except (ValueError, OverflowError):
            continue
        mention = DateMention(match.start(), match.end(), interval, grain, has_year)
        mentions.append(mention)
        years.add(mention)
    return _chain(text, mentions)


# Told by the report's period.
_RELATIVE = frozenset(("year_before", "period_before", "year_ago", "last_year", "same_period"))


def _named(match: re.Match[str]) -> list[str]:
    """The groups of a form that are printed."""
    return [name for name, printed in match.groupdict().items() if printed]


def _check_joined(text: str, match: re.Match[str], last: DateMention | None) -> None:
    """Refuses the short end of a range (~6/30, 至年底) where no beginning stands before it.

    Raises:
        ValueError: there is none, or it is written with other signs.
    """
    groups = match.groupdict()
    if "sign" not in groups and "joined" not in groups and not groups.get("year_end"):
        return
    if last is None or not _THROUGH.fullmatch(text, last.end, match.start()):
        raise ValueError(match.group())
    beginning = text[last.start : last.end]
    sign = groups.get("sign")
    if (sign and sign not in beginning) or (sign == "" and not beginning.isdecimal()):
        raise ValueError(match.group())


class _YearGiver:
    """Tells which mention gives its year to a later one, in one pass over a text.

    None is given by what something is compared with (較106年2月之28件, 去年同期), by a remark in
    parentheses that is closed in between, nor by what stands before words for the report's own period. An earlier
    year beside a later one (112年97案，111年僅31案。3月…), or one of the past that its sentence does not open with
    (需求增加；112年為83案。3月…), gives its own to its sentence only.

    Args:
        text: where the mentions stand.
        own: the first day of the year that the report's period begins in.
    """

    def __init__(self, text: str, own: date) -> None:
        self._text, self._own = text, own
        self._opens = [place for place, character in enumerate(text) if character == "("]
        self._closes = [place for place, character in enumerate(text) if character == ")"]
        self._returns = [match.start() for match in _RETURNED.finditer(text)]
        self._ends = [place for place, character in enumerate(text) if character == "。"]
        self._beside: set[int] = set()
        self._giving: list[DateMention] = []
        self._last: tuple[DateMention, int] | None = None
        # The latest of the mentions of a sentence.
        self._latest: DateMention | None = None

    def add(self, mention: DateMention) -> None:
        """Takes the next mention of the text."""
        text, first = self._text, mention.start
        if self._last and _CHAIN.fullmatch(text, self._last[0].end, mention.start):
            first = self._last[1]
        latest = None if self._latest is None or self._ended(self._latest, first) else self._latest
        begun = _before(self._ends, first) + 1
        of_past = mention.grain == "year" and mention.interval.end < self._own
        opened = self._text.find("，", begun, first) >= 0 or self._text.find("；", begun, first) >= 0
        earlier = latest and mention.grain == "year" and mention.interval.end < latest.interval.start
        if earlier or (of_past and opened):
            self._beside.add(mention.start)
        else:
            self._latest = mention
        self._last = mention, first
        beside = text.endswith("與", 0, first) and _BESIDE.match(text, mention.end)
        if not (
            text.endswith(_COMPARED, 0, first) or beside or text.endswith(("同期", "上期", "前期"), 0, mention.end)
        ):
            self._giving.append(mention)

    def giver(self, start: int) -> Interval | None:
        """The days of the mention that one at ``start`` takes its year from; asked for rising places."""
        if self._last and _CHAIN.fullmatch(self._text, self._last[0].end, start):
            return self._last[0].interval
        # What is left behind once gives no year to anything further on.
        while self._giving and self._is_left(self._giving[-1], start):
            self._giving.pop()
        return self._giving[-1].interval if self._giving else None

    def _is_left(self, mention: DateMention, start: int) -> bool:
        """Whether a mention is left behind at ``start``: by 本期, by the end of its parentheses or sentence."""
        if mention.start in self._beside and self._ended(mention, start):
            return True
        within = _before(self._opens, mention.start) > _before(self._closes, mention.start)
        closed = within and _before(self._closes, start) >= mention.end
        return closed or _before(self._returns, start) >= mention.end

    def _ended(self, mention: DateMention, start: int) -> bool:
        """Whether a sentence ends between a mention and ``start``."""
        return _before(self._ends, start) >= mention.end


def _before(places: Sequence[int], place: int) -> int:
    """The last of rising ``places`` before ``place``; -1 where there is none."""
    index = bisect_left(places, place)
    return places[index - 1] if index else -1


def _matches(text: str) -> Iterator[tuple[re.Match[str], Grain]]:
    """What has the form of a date, from left to right; of two at one place the longer."""
    upcoming = [(pattern.search(text), grain, pattern) for grain, pattern in FORMS]
    while found := [(match, grain) for match, grain, _ in upcoming if match]:
        best = min(found, key=lambda pair: (pair[0].start(), -pair[0].end()))
        yield best
        position = best[0].end()
        upcoming = [
            (pattern.search(text, position) if match and match.start() < position else match, grain, pattern)
            for match, grain, pattern in upcoming
        ]


def _chain(text: str, mentions: Sequence[DateMention]) -> list[DateMention]:
    chained: list[DateMention] = []
    for mention in mentions:
        last = chained[-1] if chained else None
        if last and last.interval.start <= mention.interval.end and _is_joined(text, last, mention):
            joined = Interval(last.interval.start, max(last.interval.end, mention.interval.end))
            grain = last.grain if last.grain == mention.grain else "day"
            chained[-1] = replace(last, end=mention.end, interval=joined, grain=grain)
        else:
            chained.append(mention)
    return chained


def _is_joined(text: str, last: DateMention, mention: DateMention) -> bool:
    """Whether two mentions are the ends of one: alike and chained, or days and months through each other."""
    if last.grain == mention.grain:
        return _CHAIN.fullmatch(text, last.end, mention.start) is not None
    mixed = {last.grain, mention.grain} == {"day", "month"}
    return mixed and _THROUGH.fullmatch(text, last.end, mention.start) is not None
