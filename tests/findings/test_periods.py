"""Periods in words."""

from datetime import date

import pytest

from catalog.words import speaking
from findings.period_words import period_words


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
