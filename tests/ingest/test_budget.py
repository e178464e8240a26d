"""Budget tables: the sums prove which figure belongs to which label, or nothing is placed."""

from __future__ import annotations

import pytest

from ingest.observe import Reading
from tests.ingest.conftest import Read

HEAD = "高雄市政府行政暨國際處110年度施政計畫\n"
TABLE = (
    "預算來源及金額（單位：千元）\n"
    "壹、一般行政\n一、行政管理\n二、庶務管理\n貳、國際事務\n一、交流\n"
    "{first} {second} {third} {fourth} {fifth}\n合計\n{total}\n"
)


def _plan(read: Read, *figures: str) -> Reading:
    names = ("first", "second", "third", "fourth", "fifth", "total")
    return read(HEAD + TABLE.format(**dict(zip(names, figures, strict=True))))[2]


def _items(reading: Reading) -> dict[str, float]:
    return {
        o.breakdown.get("item", ""): float(o.value) for o in reading.observations if o.metric_id.startswith("budget")
    }


def test_figures_that_add_up_are_placed_in_base_units(read: Read) -> None:
    reading = _plan(read, "150", "100", "50", "30", "30", "180")
    assert _items(reading) == {
        "一般行政": 150_000, "行政管理": 100_000, "庶務管理": 50_000, "國際事務": 30_000, "交流": 30_000, "": 180_000,
    }  # fmt: skip
    assert all(o.measure == "budget" and o.unit == "元" for o in reading.observations)


@pytest.mark.parametrize("place", range(6))
def test_one_wrong_figure_and_nothing_is_placed(read: Read, place: int) -> None:
    figures = ["150", "100", "50", "30", "30", "180"]
    figures[place] += "1"
    reading = _plan(read, *figures)
    assert _items(reading) == {}
    assert [trouble.code for trouble in reading.troubles] == ["unproven_budget"]
