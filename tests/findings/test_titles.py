"""Findings: the sentence is right in every case a series can be in."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.load import load
from catalog.words import speaking, texts, words_in
from findings.titles import conclude, finding, silent, since_base
from findings.values import as_exact

ZH, EN = words_in("zh-TW"), words_in("en")


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
        (60, 0, "107年下半年調解每月0件，107年上半年為每月10.0件"),
        (24, 25, "107年下半年調解平均每月4.17件（25件換算），較107年上半年的每月4.00件增加4.2%"),
        (60, 6000, "107年下半年調解平均每月1,000件（6,000件換算），高於107年上半年的每月10.0件"),
        (60000, 12, "107年下半年調解平均每月2.0件（12件換算），低於107年上半年的每月10,000件"),
        (8, 16, "107年下半年調解平均每月2.7件（16件換算），高於107年上半年的每月1.3件"),
        (9, 8, "107年下半年調解平均每月1.3件（8件換算），低於107年上半年的每月1.5件"),
        (60, 90, "107年下半年調解平均每月15.0件（90件換算），較107年上半年的每月10.0件增加50%"),
        (90, 60, "107年下半年調解平均每月10.0件（60件換算），較107年上半年的每月15.0件減少33%"),
        (60, 61.2, "107年下半年調解平均每月10.2件（61.2件換算），較107年上半年的每月10.0件增加2.0%"),
        (60, 60, "107年下半年調解平均每月10.0件（60件換算），與107年上半年相同"),
        (
            60000,
            60010,
            "107年下半年調解平均每月10,002件（60,010件換算），與107年上半年的每月10,000件相近（相差不到0.1%）",
        ),
        (0, 60, "107年下半年調解平均每月10.0件（60件換算），107年上半年為每月0件"),
    ],
)
def test_changes(before: float, after: float, sentence: str) -> None:
    rows = series({**H1, "value": before}, {**H2, "value": after})
    assert finding(rows, "調解") == sentence


def test_unequal_periods_are_compared_by_month() -> None:
    rows = series({**H1, "value": 60}, {"start": "2019-01-01", "end": "2019-12-31", "value": 60, "months": 12.0})
    assert finding(rows, "調解") == "108年全年調解平均每月5.0件（60件換算），較107年上半年的每月10.0件減少50%"


def test_nothing_printed() -> None:
    assert finding(series({**H1, "value": 1}).iloc[:0], "調解") == "各報告都沒有印出調解"


def test_only_one_value_is_not_compared() -> None:
    assert finding(series({**H1, "value": 60}), "調解") == "調解只有一期有數字：107年上半年60件"


def test_overlapping_periods_are_not_compared() -> None:
    rows = series({"start": "2018-01-01", "end": "2018-09-30", "value": 60}, {**H2, "value": 90})
    assert "重疊" in finding(rows, "調解")


def test_the_last_period_that_does_not_overlap_is_compared() -> None:
    rows = series({**H1, "value": 60}, {"start": "2018-05-01", "end": "2018-08-31", "value": 99}, {**H2, "value": 90})
    assert "較107年上半年的每月10.0件" in finding(rows, "調解")


def test_other_units_are_not_compared() -> None:
    rows = series({**H1, "value": 60, "unit": "人次", "comparable": False}, {**H2, "value": 90})
    assert finding(rows, "諮詢") == "107年下半年諮詢90件；107年上半年的單位是「人次」，不相比較"


def test_units_that_count_the_same_are_compared() -> None:
    rows = series({**H1, "value": 60, "unit": "次"}, {**H2, "value": 90, "unit": "場次"})
    assert "增加50%" in finding(rows, "宣導")


def test_stocks_are_compared_at_their_days() -> None:
    rows = series(
        {"end": "2018-04-01", "value": 6805, "unit": "人", "months": None},
        {"end": "2020-06-30", "value": 6449, "unit": "人", "months": None},
    )
    assert finding(rows, "工級人員") == "109年6月30日工級人員6,449人，較107年4月1日的6,805人減少5.2%"


def test_rates_since_one_event_change_in_points_and_keep_their_qualifier() -> None:
    rate = {"start": "2011-01-01", "basis": "event", "unit": "%", "months": None, "qualifier": "約"}
    rows = series({**rate, "end": "2018-04-01", "value": 19.58}, {**rate, "end": "2020-06-30", "value": 23.79})
    assert finding(rows, "精簡率") == "109年6月30日精簡率約23.79%，較107年4月1日的約19.58%增加約4.21個百分點"


def test_silence_of_the_newest_report_is_said() -> None:
    assert silent("甲", "第3屆第4次定期大會報告") == "甲；最新的同類報告（第3屆第4次定期大會報告）未載"
    assert silent("甲", None) == "甲"


@speaking("en")
def test_english() -> None:
    rows = series({**H1, "value": 60}, {**H2, "value": 90})
    sentence = finding(rows, "Mediations")
    assert (
        sentence
        == "Mediations, second half of 2018: 15.0 cases a month on average (from 90 cases printed), up 50% from "
        "10.0 cases a month in first half of 2018"
    )


# What may not be claimed ----------------------------------------------------------------------------


def test_one_value_printed_by_two_reports_is_one_value() -> None:
    rows = series({**H1, "value": 60}, {**H1, "value": 60})
    assert finding(rows, "調解") == "調解只有一期有數字：107年上半年60件"


def test_values_that_contradict_each_other_are_both_told() -> None:
    rows = series({"start": "2017-01-01", "end": "2017-06-30", "value": 6}, {**H1, "value": 60}, {**H1, "value": 66})
    assert finding(rows, "調解") == "107年上半年調解各處印出的數字不同：60件、66件"


def test_a_goal_is_not_compared_with_a_result() -> None:
    rate = {"unit": "%", "months": None}
    rows = series({**rate, "end": "2018-04-01", "value": 19.5}, {**rate, "end": "2020-04-01", "value": 45})
    rows["measure"] = ["ratio", "target"]
    assert finding(rows, "簽核率") == "109年4月1日簽核率45%；與107年4月1日的數字性質不同，不相比較"


def test_a_small_average_is_not_zero() -> None:
    rows = series({**H1, "value": 0.1}, {**H2, "value": 0.2})
    assert finding(rows, "會議") == "107年下半年會議平均每月0.03件（0.2件換算），高於107年上半年的每月0.02件"


def test_a_change_is_never_none_of_a_point() -> None:
    rate = {"unit": "%", "months": None}
    rows = series({**rate, "end": "2018-04-01", "value": 0.001}, {**rate, "end": "2020-04-01", "value": 0.004})
    assert finding(rows, "率").endswith("增加0.003個百分點")


def test_an_open_start_is_said() -> None:
    rows = series({"end": "2016-02-29", "value": 5, "months": None, "basis": "standing"})
    rows["period_start"] = pd.NaT
    assert finding(rows, "簽核") == "簽核只有一期有數字：至105年2月29日5件"


@speaking("en")
def test_the_other_unit_is_named_in_english() -> None:
    rows = series({**H1, "value": 60, "unit": "人次", "comparable": False}, {**H2, "value": 90})
    assert "is counted in attendances" in finding(rows, "Advice")


def test_bounds_are_not_compared_exactly() -> None:
    rows = series({**H1, "value": 60, "qualifier": "逾"}, {**H2, "value": 90})
    assert finding(rows, "調解") == "107年下半年調解90件；兩期之中有一期只印出概數的上下限，不相比較"


def test_a_series_says_how_far_it_is_from_its_start() -> None:
    stock = {"unit": "人", "months": None}
    rows = series({**stock, "end": "2018-04-01", "value": 6805}, {**stock, "end": "2020-06-30", "value": 6449})
    base = series({**stock, "end": "2011-01-01", "value": 8462})
    assert since_base(rows, base) == "比合併時的8,462人少23.8%"
    assert since_base(rows, base.iloc[:0]) is None


def test_an_earlier_period_that_contradicts_itself_is_not_compared() -> None:
    rows = series({**H1, "value": 60}, {**H1, "value": 66}, {**H2, "value": 90})
    assert finding(rows, "調解") == "107年下半年調解90件；107年上半年各處印出的數字不同，不相比較"


def test_values_counted_otherwise_are_not_compared() -> None:
    rows = series({**H1, "value": 60}, {**H2, "value": 90})
    rows["counting"], rows["counting_zh"] = ["people", "visits"], ["計人", "計次"]
    assert finding(rows, "諮詢") == "107年下半年諮詢90件（計次）；與107年上半年的計算方式不同，不相比較"


@speaking("en")
def test_english_counts_one_as_one() -> None:
    rows = series({**H1, "value": 1, "qualifier": "約"})
    assert finding(rows, "Meetings") == "Meetings: the reports print one value, about 1 case in first half of 2018"


def test_every_qualifier_a_reader_knows_has_words_in_both_languages() -> None:
    lexicon = load().lexicon
    known = {*lexicon.qualifiers.values(), *lexicon.qualifiers_after.values(), *lexicon.bounds}
    for language in ("zh-TW", "en"):
        assert {f"qualifier.{qualifier}" for qualifier in known} <= set(texts(language))


# The whole course ---------------------------------------------------------------------------------

YEARS = [{"start": f"{year}-01-01", "end": f"{year}-12-31", "months": 12.0} for year in range(2015, 2020)]


def _course(*values: float) -> str:
    return finding(series(*({**year, "value": value} for year, value in zip(YEARS, values, strict=False))), "調解")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            (240, 120, 180),
            (
                "106年全年調解平均每月15.0件（180件換算），比105年全年的每月10.0件高；104年以來最高每月20.0件（104年全年），"
                "最低每月10.0件（105年全年）"
            ),
        ),
        (
            (120, 240, 180),
            (
                "106年全年調解平均每月15.0件（180件換算），比105年全年的每月20.0件低；104年以來最高每月20.0件（105年全年），"
                "最低每月10.0件（104年全年）"
            ),
        ),
        (
            (240, 180, 120),
            "調解由104年全年的每月20.0件逐期降至106年全年的平均每月10.0件（120件換算）",
        ),
        (
            (120, 180, 240),
            "調解由104年全年的每月10.0件逐期升至106年全年的平均每月20.0件（240件換算）",
        ),
        (
            (180, 120, 240),
            "106年全年調解平均每月20.0件（240件換算），是104年以來最高；最低是每月10.0件（105年全年）",
        ),
        (
            (180, 240, 120),
            "106年全年調解平均每月10.0件（120件換算），是104年以來最低；最高是每月20.0件（105年全年）",
        ),
        (
            (240, 180, 180),
            (
                "106年全年調解平均每月15.0件（180件換算），與105年全年持平；104年以來最高每月20.0件（104年全年），"
                "最低每月15.0件（105年全年）"
            ),
        ),
        (
            (0, 120, 60),
            (
                "106年全年調解平均每月5.0件（60件換算），比105年全年的每月10.0件低；104年以來最高每月10.0件（105年全年），"
                "最低每月0件（104年全年）"
            ),
        ),
    ],
)
def test_a_title_tells_the_whole_course(values: tuple[float, ...], sentence: str) -> None:
    assert _course(*values) == sentence


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((240, 60, 180), "比107年上半年的每月10.0件高"),
        ((120, 400, 210), "比107年上半年的每月66.7件低"),
        (
            (60, 60, 180),
            "調解由104年全年的每月5.0件升至111年全年的平均每月15.0件（180件換算），本站所收各期一期比一期高",
        ),
        ((600, 240, 120), "降至111年全年的平均每月10.0件（120件換算），本站所收各期一期比一期低"),
    ],
)
def test_what_a_value_is_set_beside_is_named_with_its_period_and_value(values: tuple[int, ...], said: str) -> None:
    """Between the periods years are without a report: none is the one before, and nobody knows each."""
    last: dict[str, Any] = {"start": "2022-01-01", "end": "2022-12-31", "months": 12.0}
    periods: list[dict[str, Any]] = [{**YEARS[0]}, {**H1}, last]
    rows = series(*({**period, "value": value} for period, value in zip(periods, values, strict=True)))
    sentence = finding(rows, "調解")
    assert said in sentence
    assert not re.search("前一期|逐期|回升|回落", sentence)
    with speaking("en"):
        assert not re.search("before is|up again|back down|time before|each time", finding(rows, "Mediations"))


@pytest.mark.parametrize("unit", ["人次", "件"])
def test_a_unit_is_told_of_its_own_period_only(unit: str) -> None:
    """That an earlier report printed another unit tells nothing of the time between them."""
    rows = series({**YEARS[0], "value": 60, "unit": unit, "comparable": False}, {**H2, "value": 90, "unit": "場"})
    assert finding(rows, "諮詢") == f"107年下半年諮詢90場；104年全年的單位是「{unit}」，不相比較"


def test_no_change_is_told_from_a_point_picked_out_of_three() -> None:
    """19.1, 15.0, 12.3, 18.2: not up 47 % from the lowest, but back up and still below the highest."""
    told = _course(229, 180, 147.6, 218.4)
    assert "%" not in told
    assert "最高每月19.1件（104年全年）" in told
    assert "最低每月12.3件（106年全年）" in told


def test_a_bound_among_the_values_leaves_no_highest() -> None:
    rows = series(*({**year, "value": value} for year, value in zip(YEARS, (240, 120, 180), strict=False)))
    rows.loc[0, "qualifier"] = "逾"
    assert "最高" not in finding(rows, "調解")


def test_an_average_of_an_approximate_value_gets_no_nought_of_its_own() -> None:
    """約7件 in two thirds of a month are 11 a month; 11.0 would be a digit nobody printed."""
    days = [(date(2011, month, 1), date(2011, month, 21)) for month in (1, 2)]
    rows = [
        {"start": start, "end": end, "value": value, "months": 20 / 30.4, "qualifier": qualifier}
        for (start, end), value, qualifier in zip(days, (0, 7), (None, "約"), strict=True)
    ]
    assert (
        finding(series(*rows), "量")
        == "100年2月1日至2月21日量平均每月約11件（約7件換算），100年1月1日至1月21日為每月0件"
    )


# Any series ---------------------------------------------------------------------------------------

DAYS = st.dates(date(2011, 1, 1), date(2025, 12, 31))
VALUES = st.one_of(
    st.integers(0, 30), st.integers(0, 10**8), st.floats(0.001, 10**6, allow_nan=False).map(lambda v: round(v, 3))
)


@st.composite
def any_series(draw: st.DrawFn) -> pd.DataFrame:
    """Up to five values of one metric: flows, stocks or rates, whose periods may overlap."""
    kind = draw(st.sampled_from(("flow", "stock", "rate")))
    rows = []
    for start in draw(st.lists(DAYS, min_size=1, max_size=5)):
        days = draw(st.integers(20, 400)) if kind == "flow" else 0
        rows.append(
            {
                "start": start,
                "end": start + timedelta(days=days),
                "value": draw(VALUES),
                "months": days / 30.4 if days else None,
                "unit": "%" if kind == "rate" else draw(st.sampled_from(("件", "件", "件", "人次"))),
                "comparable": False,
                "qualifier": draw(st.sampled_from((None, None, None, "約", "逾"))),
            }
        )
    return series(*rows)


def _level(row: pd.Series) -> float:
    return float(row["value"] if pd.isna(row["per_month"]) else row["per_month"])


def _numbers(sentence: str) -> list[str]:
    """The values of a sentence: numbers before a unit, but for what one of them is reckoned from."""
    return re.findall(r"(-?[\d,.]+(?:e-?\d+)?)(?=件|人次|%)", re.sub(r"（[^（）]*換算）", "", sentence))


@given(any_series())
def test_a_sentence_holds_only_values_of_its_series(rows: pd.DataFrame) -> None:
    told = conclude(rows, "量")
    own = {float(value) for value in (*rows["value"], *rows["per_month"].dropna())}
    near = rows[rows["qualifier"].notna() & rows["per_month"].notna()]
    own |= {as_exact(average, value) for average, value in zip(near["per_month"], near["value"], strict=True)}
    change = re.sub(r"(增加|減少).*|（相差.*", "", told.sentence)
    numbers = _numbers(change)
    assert numbers
    for printed in numbers:
        number = float(printed.replace(",", ""))
        digits = len(printed.partition(".")[2])
        assert any(
            abs(value - number) <= max(0.5 * 10**-digits, abs(value) * 0.05 if value < 0.05 else 0) for value in own
        )


@given(any_series())
def test_a_direction_is_claimed_only_of_values_that_went_there(rows: pd.DataFrame) -> None:
    told = conclude(rows, "量")
    ordered = rows.sort_values(["period_end", "period_start"])
    latest = ordered.iloc[-1]
    earlier = ordered[ordered["period_end"] < latest["period_start"]]
    words_of = {"up": "增加", "down": "減少", "higher": "高於", "lower": "低於", "same": "相同", "flat": "相近"}
    assert [kind for kind, word in words_of.items() if word in told.sentence.replace("數字不同", "")] == (
        [told.kind] if told.kind in words_of else []
    )
    # A course is one of values that count the same.
    alike = earlier[earlier["unit"] == latest["unit"]]
    levels, new = [_level(row) for _, row in alike.iterrows()], _level(latest)
    course = {
        "rising": lambda: new > max(levels),
        "falling": lambda: new < min(levels),
        "highest": lambda: new > max(level for level in levels if level < new),
        "lowest": lambda: new < min(level for level in levels if level > new),
        "between_up": lambda: new > _level(alike.iloc[-1]),
        "between_down": lambda: new < _level(alike.iloc[-1]),
        "between_same": lambda: new == pytest.approx(_level(alike.iloc[-1])),
    }
    if told.kind in course:
        assert course[told.kind]()
    if told.kind not in (*words_of, "zero"):
        assert told.change == ""
        return
    previous = earlier.iloc[-1]
    new, old = _level(latest), _level(previous)
    assert {latest["qualifier"], previous["qualifier"]}.isdisjoint({"逾"})
    assert latest["unit"] == previous["unit"]
    assert told.kind != "zero" or 0 in (new, old)
    assert (new > old) == (told.kind in ("up", "higher")) or told.kind in ("zero", "flat", "same")
    assert (new < old) == (told.kind in ("down", "lower")) or told.kind in ("zero", "flat", "same")


@given(any_series())
def test_the_change_told_follows_from_the_numbers_shown(rows: pd.DataFrame) -> None:
    told = conclude(rows, "量")
    found = re.search(r"(增加|減少)約?([\d,.]+)%$", told.sentence)
    if found is None:
        assert told.kind not in ("up", "down") or told.sentence.endswith("個百分點")
        return
    new, old = (float(number.replace(",", "")) for number in _numbers(told.sentence)[:2])
    share, digits = found[2].replace(",", ""), len(found[2].partition(".")[2])
    # Averages show at most three decimals more than usual; the last of them may round.
    assert abs(abs(new - old) / old * 100 - float(share)) <= 0.5 * 10**-digits + 0.11


@given(any_series())
def test_both_languages_come_to_the_same(rows: pd.DataFrame) -> None:
    zh = conclude(rows, "量")
    with speaking("en"):
        en = conclude(rows, "Amount")
    assert (zh.kind, zh.change.replace("個百分點", " percentage points").replace("約", "about ")) == (
        en.kind,
        en.change,
    )
    assert not re.search(r"[\u4e00-\u9fff（），；]", en.sentence)
    assert set(zh.newest.index) <= set(rows.index)
