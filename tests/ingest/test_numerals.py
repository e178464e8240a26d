"""Numbers as reports print them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.notation.numerals import NotANumber, decimals, parse_chinese, parse_numeral


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("9,213", "9213"),
        ("9萬5,544", "95544"),
        ("89萬4,538", "894538"),
        ("2萬2,018", "22018"),
        ("32萬8,187", "328187"),
        ("1億593.3萬", "105933000"),
        ("33.2億", "3320000000"),
        ("7,718.4萬", "77184000"),
        ("77,604千", "77604000"),
        ("500萬", "5000000"),
        ("0.7", "0.7"),
        ("99.81", "99.81"),
        ("5百", "500"),
    ],
)
def test_mixed_numbers(printed: str, value: str) -> None:
    assert parse_numeral(printed) == Decimal(value)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("三", 3),
        ("兩", 2),
        ("十", 10),
        ("十二", 12),
        ("百", 100),
        ("一百零五", 105),
        ("一萬", 10000),
        ("三千二百", 3200),
    ],
)
def test_chinese_numbers(printed: str, value: int) -> None:
    assert parse_chinese(printed) == value


@pytest.mark.parametrize("text", ["", "一二", "四維", "三3"])
def test_what_is_no_chinese_number(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_chinese(text)


@pytest.mark.parametrize("text", ["5萬3億", "5萬3萬", "", "3,2萬"])
def test_what_is_no_numeral(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_numeral(text)


@given(st.integers(min_value=0, max_value=10**12))
def test_thousands_commas_read_back(number: int) -> None:
    assert parse_numeral(f"{number:,}") == number


@given(
    st.integers(min_value=1, max_value=9999),
    st.integers(min_value=0, max_value=9999),
    st.integers(min_value=0, max_value=9999),
)
def test_mixed_scales_add_up(hundred_millions: int, ten_thousands: int, ones: int) -> None:
    printed = f"{hundred_millions:,}億" + (f"{ten_thousands:,}萬" if ten_thousands else "")
    # One digit behind a scale is short for tenths of it, unless 零 says otherwise.
    printed += ("零" if ones < 10 else "") + f"{ones:,}" if ones else ""
    assert parse_numeral(printed) == hundred_millions * 10**8 + ten_thousands * 10**4 + ones


def _chinese(number: int) -> str:
    digits, names = "零一二三四五六七八九", ["", "十", "百", "千"]
    text, zero = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if zero and text else "") + digits[digit] + names[power]
            zero = False
        else:
            zero = True
    return text


@given(st.integers(min_value=1, max_value=9999))
def test_chinese_numerals_read_back(number: int) -> None:
    assert parse_chinese(_chinese(number)) == number


def test_decimals_printed() -> None:
    assert [decimals(text) for text in ("19.58", "7,718.4", "100")] == [2, 1, 0]
