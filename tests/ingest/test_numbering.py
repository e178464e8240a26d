"""Numbers before headings and list items, as Word and Writer print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.notation.markers import read_marker
from ingest.notation.numerals import parse_chinese
from ingest.read.office.numbering import Counters, Level, format_number, labelled, opendocument_form

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
COUNTING = ("taiwaneseCountingThousand", "chineseCountingThousand", "japaneseCounting")


@given(st.integers(1, 9999), st.sampled_from(COUNTING))
def test_chinese_numbers_read_back(number: int, form: str) -> None:
    assert parse_chinese(format_number(number, form)) == number


@given(st.integers(1, 9999))
def test_financial_numbers_read_back(number: int) -> None:
    plain = str.maketrans("壹貳參肆伍陸柒捌玖拾佰仟", "一二三四五六七八九十百千")
    assert parse_chinese(format_number(number, "ideographLegalTraditional").translate(plain)) == number


@given(st.integers(1, 3999))
def test_roman_numbers_read_back(number: int) -> None:
    values = [ROMAN[letter] for letter in format_number(number, "upperRoman")]
    assert number == sum(
        -value if following > value else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


@given(st.integers(1, 9999), st.sampled_from(("taiwaneseDigital", "ideographDigital", "decimalFullWidth")))
def test_positional_numbers_have_a_character_a_digit(number: int, form: str) -> None:
    digits = {"taiwaneseDigital": "○一二三四五六七八九", "ideographDigital": "〇一二三四五六七八九"}
    row = digits.get(form, "０１２３４５６７８９")
    assert "".join(str(row.index(character)) for character in format_number(number, form)) == str(number)


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (10, "taiwaneseCountingThousand", "十"),
        (12, "taiwaneseCountingThousand", "十二"),
        (101, "taiwaneseCountingThousand", "一百零一"),
        (110, "taiwaneseCountingThousand", "一百一十"),
        (1001, "taiwaneseCountingThousand", "一千零一"),
        (99, "taiwaneseCounting", "九十九"),
        (100, "taiwaneseCounting", "一○○"),
        (3, "ideographLegalTraditional", "參"),
        (10, "ideographLegalTraditional", "壹拾"),
        (11, "ideographLegalTraditional", "壹拾壹"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "21"),
        (21, "circled", "㉑"),
        (50, "circled", "㊿"),
        (51, "circled", "51"),
        (28, "lowerLetter", "bb"),
        (28, "lowerLetterCounted", "ab"),
        (703, "upperLetterCounted", "AAA"),
        (11, "ideographTraditional", "11"),
        (7, "decimalZero", "07"),
        (7, "padded:3", "007"),
        (4, "no such form", "4"),
        (0, "taiwaneseCountingThousand", "0"),
        (5, "bullet", ""),
        (5, "none", ""),
    ],
)
def test_forms(number: int, form: str, expected: str) -> None:
    assert format_number(number, form) == expected


@pytest.mark.parametrize(
    ("num_format", "expected"),
    [
        ("", "none"),
        ("1", "decimal"),
        ("一, 二, 三, ...", "taiwaneseCountingThousand"),
        ("一", "taiwaneseCountingThousand"),
        ("壹, 貳, 參, ...", "ideographLegalTraditional"),
        ("壹, 贰, 叁, ...", "chineseLegalSimplified"),
        ("①, ②, ③, ...", "circled"),
        ("甲, 乙, 丙, ...", "ideographTraditional"),
        ("01, 02, 03, ...", "decimalZero"),
        ("א, ב, ג, ...", "decimal"),
    ],
)
def test_opendocument_forms(num_format: str, expected: str) -> None:
    assert opendocument_form(num_format) == expected


def test_opendocument_letters_repeat_where_the_style_says_so() -> None:
    assert format_number(28, opendocument_form("a", letters_repeat=True)) == "bb"
    assert format_number(28, opendocument_form("a")) == "ab"


LEVELS = {0: Level("decimal", (0, ".")), 1: Level("decimal", (0, ".", 1)), 2: Level("lowerLetter", (2, ")"))}


def test_inner_levels_start_again_after_an_outer_one() -> None:
    counters = Counters()
    levels = (0, 1, 1, 2, 0, 1, 2, 2)
    labels = [counters.advance(level, LEVELS) for level in levels]
    assert labels == ["1.", "1.1", "1.2", "a)", "2.", "2.1", "a)", "b)"]


def test_a_level_may_go_on_over_outer_ones() -> None:
    levels = {**LEVELS, 2: Level("decimal", (2,), restarts_below=0), 1: Level("decimal", (1,), restarts_below=1)}
    counters = Counters()
    assert [counters.advance(level, levels) for level in (0, 1, 2, 0, 1, 2)] == ["1.", "1", "1", "2.", "1", "2"]


def test_outer_numbers_may_be_plain_digits() -> None:
    levels = {
        0: Level("taiwaneseCountingThousand", (0, "、")),
        1: Level("decimal", (0, ".", 1), all_decimal=True),
    }
    counters = Counters()
    assert [counters.advance(level, levels) for level in (0, 1)] == ["一、", "1.1"]


def test_an_outer_level_not_yet_used_shows_its_start() -> None:
    assert Counters().advance(1, LEVELS) == "1.1"


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("一、", " 文書", "一、文書"),
        ("(一)", "120件", "(一)120件"),
        ("1.", "本期", "1.本期"),
        ("1.", "5,000人", "1. 5,000人"),
        ("1.", "１０７年", "1. １０７年"),
        ("①", "12件", "① 12件"),
        ("3", "消費", "3 消費"),
        ("1.", "", ""),
        ("", " 本文 ", "本文"),
    ],
)
def test_a_label_never_joins_the_number_behind_it(label: str, text: str, expected: str) -> None:
    assert labelled(label, text) == expected


@given(st.integers(1, 20), st.integers(0, 99_999))
def test_a_labelled_number_is_told_from_its_label(number: int, value: int) -> None:
    text = labelled(f"{number}.", f"{value}件")
    marker = read_marker(text)
    assert marker is not None
    assert (marker.number, text[marker.end :]) == (number, f"{value}件")
