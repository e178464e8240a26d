"""Values in words: money as people say it, and no digit that was not printed."""

from __future__ import annotations

import pytest

from catalog.words import speaking
from findings.values import as_exact, value_words


@pytest.mark.parametrize(
    ("value", "qualifier", "told"),
    [
        (136_400_000, "約", "約1億3,640萬元"),
        (136_421_000, None, "1億3,642萬1,000元"),
        (400_000_000, None, "4億元"),
        (100_000_005, None, "1億5元"),
        (36_877, None, "3萬6,877元"),
        (9_800, "逾", "逾9,800元"),
        (-20_000, None, "-2萬元"),
        (12_345.5, None, "12,345.5元"),
    ],
)
def test_money_is_said_to_its_last_digit(value: float, qualifier: str | None, told: str) -> None:
    assert value_words(value, "元", qualifier) == told


@speaking("en")
def test_english_says_millions_only_where_exact() -> None:
    assert value_words(136_400_000, "元", "約") == "about NT$136.4 million"
    assert value_words(136_421_000, "元", None) == "NT$136,421,000"


@pytest.mark.parametrize(
    ("printed", "average"), [(136_400_000, 11_370_000), (3_000, 250), (23.79, 1.982), (500_000, 42_000)]
)
def test_an_average_has_no_digit_its_value_lacks(printed: float, average: float) -> None:
    assert as_exact(printed / 12, printed) == average
