"""Periods and days in words: ROC years first, as the reports count; days and hours those of Taipei."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from catalog.words import words

ROC_OFFSET = 1911
# What is kept of moments is kept in UTC; readers count days in Taipei.
_TAIPEI = timedelta(hours=8)


def taipei_day(at: datetime) -> date:
    """The day in Taipei of a moment in UTC."""
    return (at + _TAIPEI).date()


def today() -> date:
    """The day it is in Taipei."""
    return taipei_day(datetime.now(UTC))


def moment_words(at: datetime) -> str:
    """A moment in UTC as day and hour in Taipei."""
    return f"{day_words(taipei_day(at))} {at + _TAIPEI:%H:%M}"


def roc_year(day: date) -> int:
    """The ROC year of a day: 2015 is 104."""
    return day.year - ROC_OFFSET


def day_words(day: date) -> str:
    """One day: 105年1月1日, or 1 January 2016 (ROC 105)."""
    return words("period.day", **_parts(day))


def year_words(day: date) -> str:
    """The year of a day: 104年, or 2015 (ROC 104)."""
    return words("period.in_year", **_parts(day))


def period_words(start: date | None, end: date) -> str:
    """A period: 104年全年, 107年上半年, 104年9月至105年2月, 109年3月1日至9月5日, or until its end."""
    if start is None:
        return words("period.until", day=day_words(end))
    if start == end:
        return day_words(start)
    if not (start.day == 1 and end.day == monthrange(end.year, end.month)[1]):
        return _days(start, end)
    if start.year != end.year:
        return words("period.months_over_years", first=month_words(start), last=month_words(end))
    return _months(start, end)


def month_words(day: date) -> str:
    """The month of a day: 104年9月."""
    return words("period.month", **_parts(day))


def _months(start: date, end: date) -> str:
    key = {(1, 12): "period.year", (1, 6): "period.first_half", (7, 12): "period.second_half"}.get(
        (start.month, end.month)
    )
    if key:
        return words(key, **_parts(start))
    if start.month == end.month:
        return month_words(start)
    return words("period.months", **_parts(start), last=words("period.month_name", **_parts(end)))


def _days(start: date, end: date) -> str:
    if start.year != end.year:
        return words("period.days", first=day_words(start), last=day_words(end))
    first, last = (words("period.month_day", **_parts(day)) for day in (start, end))
    # Chinese tells the year with the first day, English with the last.
    told = {
        "first": day_words(start),
        "last": last,
        "first_without_year": first,
        "last_day": day_words(end),
    }
    return words("period.days_in_year", **told)


def _parts(day: date) -> dict[str, object]:
    return {
        "roc": roc_year(day),
        "year": day.year,
        "month": day.month,
        "month_en": day.strftime("%B"),
        "day": day.day,
    }
