"""Periods in words."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from catalog.words import speaking
from findings.period_words import day_words, moment_words, period_words, taipei_day


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        ("2015-01-01", "2015-12-31", "104年全年", "2015 (ROC 104)"),
        ("2018-01-01", "2018-06-30", "107年上半年", "first half of 2018"),
        ("2018-07-01", "2018-12-31", "107年下半年", "second half of 2018"),
        ("2015-09-01", "2016-02-29", "104年9月至105年2月", "September 2015 to February 2016"),
        ("2018-03-01", "2018-05-31", "107年3月至5月", "March 2018 to May"),
        ("2018-03-01", "2018-03-31", "107年3月", "March 2018"),
        ("2020-03-01", "2020-09-05", "109年3月1日至9月5日", "1 March to 5 September 2020"),
        ("2015-12-14", "2016-01-03", "104年12月14日至105年1月3日", "14 December 2015 to 3 January 2016"),
        ("2016-01-01", "2016-01-01", "105年1月1日", "1 January 2016"),
    ],
)
def test_periods(start: str, end: str, zh: str, en: str) -> None:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    assert period_words(first, last) == zh
    with speaking("en"):
        assert period_words(first, last) == en


def test_an_open_start() -> None:
    assert period_words(None, date(2016, 2, 29)) == "至105年2月29日"


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (datetime(2016, 5, 6, 15, 59), "105年5月6日 23:59"),
        (datetime(2016, 5, 6, 16, 0), "105年5月7日 00:00"),
        (datetime(2020, 12, 31, 16, 57, tzinfo=UTC), "110年1月1日 00:57"),
    ],
)
def test_moments_are_of_the_day_in_taipei(at: datetime, told: str) -> None:
    assert moment_words(at) == told
    assert told.startswith(day_words(taipei_day(at)))


def test_one_place_knows_the_clock_of_taipei() -> None:
    """Every screen and file tells one day of a build: nothing else reckons with hours."""
    root = Path(__file__).parents[2]
    sources = [p for room in ("findings", "export", "view", "pages") for p in (root / room).rglob("*.py")]
    assert [p.name for p in sources if "timedelta(hours=8)" in p.read_text()] == ["period_words.py"]
