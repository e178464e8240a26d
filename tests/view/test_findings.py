"""Findings: the sentence is right in every case a series can be in."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from catalog.words import words
from export.findings import finding, silent, since_base

ZH, EN = words("zh-TW"), words("en")


def series(*rows: dict[str, Any]) -> pd.DataFrame:
    """Observations of one metric; what a row leaves out is a monthly flow of 件."""
    told = []
    for row in rows:
        start, end = pd.Timestamp(row.get("start", row["end"])), pd.Timestamp(row["end"])
        months = row.get("months", 6.0)
        told.append(
            {
                "period_start": start,
                "period_end": end,
                "period_basis": row.get("basis", "report"),
                "value": float(row["value"]),
                "per_month": row["value"] / months if months else float("nan"),
                "unit": row.get("unit", "件"),
                "comparable": row.get("comparable", True),
                "qualifier": row.get("qualifier"),
            }
        )
    return pd.DataFrame(told)


H1 = {"start": "2018-01-01", "end": "2018-06-30"}
H2 = {"start": "2018-07-01", "end": "2018-12-31"}


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (60, 90, "107年下半年每月調解15.0件，較107年上半年10.0件增加50%"),
        (90, 60, "107年下半年每月調解10.0件，較107年上半年15.0件減少33%"),
        (60, 61.2, "107年下半年每月調解10.2件，較107年上半年10.0件增加2.0%"),
        (60, 60, "107年下半年每月調解10.0件，與107年上半年相同"),
        (60000, 60010, "107年下半年每月調解10,002件，與107年上半年10,000件相近（差不到 0.1%）"),
        (0, 60, "107年下半年每月調解10.0件，107年上半年為 0"),
    ],
)
def test_changes(before: float, after: float, sentence: str) -> None:
    rows = series({**H1, "value": before}, {**H2, "value": after})
    assert finding(rows, "調解", ZH) == sentence


def test_unequal_periods_are_compared_by_month() -> None:
    rows = series({**H1, "value": 60}, {"start": "2019-01-01", "end": "2019-12-31", "value": 60, "months": 12.0})
    assert finding(rows, "調解", ZH) == "108年全年每月調解5.0件，較107年上半年10.0件減少50%"


def test_nothing_printed() -> None:
    assert finding(series({**H1, "value": 1}).iloc[:0], "調解", ZH) == "各報告都沒有印出調解"


def test_only_one_value_is_not_compared() -> None:
    assert finding(series({**H1, "value": 60}), "調解", ZH) == "每月調解只有一期有數字：107年上半年10.0件"


def test_overlapping_periods_are_not_compared() -> None:
    rows = series({"start": "2018-01-01", "end": "2018-09-30", "value": 60}, {**H2, "value": 90})
    assert "重疊" in finding(rows, "調解", ZH)


def test_the_last_period_that_does_not_overlap_is_compared() -> None:
    rows = series({**H1, "value": 60}, {"start": "2018-05-01", "end": "2018-08-31", "value": 99}, {**H2, "value": 90})
    assert "較107年上半年10.0件" in finding(rows, "調解", ZH)


def test_other_units_are_not_compared() -> None:
    rows = series({**H1, "value": 60, "unit": "人次", "comparable": False}, {**H2, "value": 90})
    assert finding(rows, "諮詢", ZH) == "107年下半年每月諮詢15.0件；前一個數字的單位是「人次」，不相比較"


def test_units_that_count_the_same_are_compared() -> None:
    rows = series({**H1, "value": 60, "unit": "次"}, {**H2, "value": 90, "unit": "場次"})
    assert "增加50%" in finding(rows, "宣導", ZH)


def test_stocks_are_compared_at_their_days() -> None:
    rows = series(
        {"end": "2018-04-01", "value": 6805, "unit": "人", "months": None},
        {"end": "2020-06-30", "value": 6449, "unit": "人", "months": None},
    )
    assert finding(rows, "工級人員", ZH) == "109年6月30日工級人員6,449人，較107年4月1日6,805人減少5.2%"


def test_rates_since_one_event_change_in_points_and_keep_their_qualifier() -> None:
    rate = {"start": "2011-01-01", "basis": "event", "unit": "%", "months": None, "qualifier": "約"}
    rows = series({**rate, "end": "2018-04-01", "value": 19.58}, {**rate, "end": "2020-06-30", "value": 23.79})
    assert finding(rows, "精簡率", ZH) == "109年6月30日精簡率約23.79%，較107年4月1日約19.58%增加4.21 個百分點"


def test_silence_of_the_newest_report_is_said() -> None:
    assert silent("甲", "第3屆第4次定期大會報告", ZH) == "甲；最新的報告（第3屆第4次定期大會報告）未載"
    assert silent("甲", None, ZH) == "甲"


def test_english() -> None:
    rows = series({**H1, "value": 60}, {**H2, "value": 90})
    sentence = finding(rows, "Mediations", EN)
    assert (
        sentence == "Mediations a month, second half of 2018: 15.0 cases, up 50% from 10.0 cases in first half of 2018"
    )


# What may not be claimed ----------------------------------------------------------------------------


def test_one_value_printed_by_two_reports_is_one_value() -> None:
    rows = series({**H1, "value": 60}, {**H1, "value": 60})
    assert finding(rows, "調解", ZH) == "每月調解只有一期有數字：107年上半年10.0件"


def test_values_that_contradict_each_other_are_both_told() -> None:
    rows = series({"start": "2017-01-01", "end": "2017-06-30", "value": 6}, {**H1, "value": 60}, {**H1, "value": 66})
    assert finding(rows, "調解", ZH) == "107年上半年每月調解各處印出的數字不同：10.0件、11.0件"


def test_a_goal_is_not_compared_with_a_result() -> None:
    rate = {"unit": "%", "months": None}
    rows = series({**rate, "end": "2018-04-01", "value": 19.5}, {**rate, "end": "2020-04-01", "value": 45})
    rows["measure"] = ["ratio", "target"]
    assert finding(rows, "簽核率", ZH) == "109年4月1日簽核率45%"


def test_a_small_average_is_not_zero() -> None:
    rows = series({**H1, "value": 0.1}, {**H2, "value": 0.2})
    assert finding(rows, "會議", ZH) == "107年下半年每月會議0.03件，較107年上半年0.02件增加100%"


def test_a_change_is_never_none_of_a_point() -> None:
    rate = {"unit": "%", "months": None}
    rows = series({**rate, "end": "2018-04-01", "value": 0.001}, {**rate, "end": "2020-04-01", "value": 0.004})
    assert finding(rows, "率", ZH).endswith("增加0.003 個百分點")


def test_an_open_start_is_said() -> None:
    rows = series({"end": "2016-02-29", "value": 5, "months": None, "basis": "standing"})
    rows["period_start"] = pd.NaT
    assert finding(rows, "簽核", ZH) == "簽核只有一期有數字：至105年2月29日5件"


def test_the_other_unit_is_named_in_english() -> None:
    rows = series({**H1, "value": 60, "unit": "人次", "comparable": False}, {**H2, "value": 90})
    assert "is counted in person-times" in finding(rows, "Advice", EN)


def test_bounds_are_not_compared_exactly() -> None:
    rows = series({**H1, "value": 60, "qualifier": "逾"}, {**H2, "value": 90})
    assert finding(rows, "調解", ZH) == "107年下半年每月調解15.0件"


def test_a_series_says_how_far_it_is_from_its_start() -> None:
    stock = {"unit": "人", "months": None}
    rows = series({**stock, "end": "2018-04-01", "value": 6805}, {**stock, "end": "2020-06-30", "value": 6449})
    base = series({**stock, "end": "2011-01-01", "value": 8462})
    assert since_base(rows, base, ZH) == "比合併時8,462人少 23.8%"
    assert since_base(rows, base.iloc[:0], ZH) is None
