"""Dates and periods in ROC years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.notation.calendar import Interval, find_dates, year_after, year_before

REPORT = Interval(date(2018, 1, 16), date(2018, 6, 30))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("107年1月16日至107年6月30日", "2018-01-16", "2018-06-30"),
        ("104年9月1日至105年2月29日", "2015-09-01", "2016-02-29"),
        ("107年1月18日至19日", "2018-01-18", "2018-01-19"),
        ("104年12月14至20日", "2015-12-14", "2015-12-20"),
        ("104年11月23、25及27日", "2015-11-23", "2015-11-27"),
        ("109年10月5、12、14、19日及11月9、11、16、18日", "2020-10-05", "2020-11-18"),
        ("107年5月3日、17日及23日", "2018-05-03", "2018-05-23"),
        ("107年3月及5月間", "2018-03-01", "2018-05-31"),
        ("104年10月2日及12月29日", "2015-10-02", "2015-12-29"),
        ("106年7至12月", "2017-07-01", "2017-12-31"),
        ("106年下半年", "2017-07-01", "2017-12-31"),
        ("109年第二季", "2020-04-01", "2020-06-30"),
        ("112年前三季", "2023-01-01", "2023-09-30"),
        ("112年前兩季", "2023-01-01", "2023-06-30"),
        ("113年前9個月", "2024-01-01", "2024-09-30"),
        ("資料日期:107.4.1", "2018-04-01", "2018-04-01"),
        ("資料日期:105.1.1.", "2016-01-01", "2016-01-01"),
        ("本(105)年底", "2016-01-01", "2016-12-31"),
        ("104年度", "2015-01-01", "2015-12-31"),
        ("104全年辦理", "2015-01-01", "2015-12-31"),
        ("截至108年5月止", "2019-05-01", "2019-05-31"),
        ("2018年3月", "2018-03-01", "2018-03-31"),
        ("112年度上半年", "2023-01-01", "2023-06-30"),
        ("107年1至3月51案", "2018-01-01", "2018-03-31"),
        ("4~6月47案", "2018-04-01", "2018-06-30"),
        ("107年2、3月共84件", "2018-02-01", "2018-03-31"),
        ("自77年締盟", "1988-01-01", "1988-12-31"),
        ("於68年與檀香山市締結", "1979-01-01", "1979-12-31"),
        ("106年第一、二季", "2017-01-01", "2017-06-30"),
        ("前一(106)年度", "2017-01-01", "2017-12-31"),
        ("112/1/1", "2023-01-01", "2023-01-01"),
        ("112/1/1~6/30", "2023-01-01", "2023-06-30"),
        ("112.1.1至6.30", "2023-01-01", "2023-06-30"),
        ("112-01-01~06-30", "2023-01-01", "2023-06-30"),
        ("112/1~112/6", "2023-01-01", "2023-06-30"),
        ("2023/01/01-2023/06/30", "2023-01-01", "2023-06-30"),
        ("1120101~0630", "2023-01-01", "2023-06-30"),
        ("日期:1120914", "2023-09-14", "2023-09-14"),
        ("一一二年一月一日至六月三十日", "2023-01-01", "2023-06-30"),
        ("民國一百一十二年九月十四日", "2023-09-14", "2023-09-14"),
        ("九十五年十二月廿三日", "2006-12-23", "2006-12-23"),
        ("一○三年度", "2014-01-01", "2014-12-31"),
        ("112年元月1日", "2023-01-01", "2023-01-01"),
        ("112(2023)年1月至6月", "2023-01-01", "2023-06-30"),
        ("112年(西元2023年)1月1日至6月30日", "2023-01-01", "2023-06-30"),
        ("2023年(民國112年)1月", "2023-01-01", "2023-01-31"),
        ("112年1月1日(星期日)至6月30日", "2023-01-01", "2023-06-30"),
        ("112年1月1日起，至同年6月30日止", "2023-01-01", "2023-06-30"),
        ("111年7月至翌年6月", "2022-07-01", "2023-06-30"),
        ("111年10月1日至翌(112)年2月", "2022-10-01", "2023-02-28"),
        ("110年3月1日起至次(111)年2月末日", "2021-03-01", "2022-02-28"),
        ("當(106)年3月", "2017-03-01", "2017-03-31"),
        ("112年8月中旬", "2023-08-11", "2023-08-20"),
        ("113年二月下旬", "2024-02-21", "2024-02-29"),
        ("112年11月下旬至12月上旬", "2023-11-21", "2023-12-10"),
        ("112年7月至年底", "2023-07-01", "2023-12-31"),
        ("112年1月1日至6月底", "2023-01-01", "2023-06-30"),
        ("112年第1季至第2季", "2023-01-01", "2023-06-30"),
        ("111-112年度", "2022-01-01", "2023-12-31"),
        ("去年底", "2017-01-01", "2017-12-31"),
        ("去年同期", "2017-01-16", "2017-06-30"),
        ("較去年下半年", "2017-07-01", "2017-12-31"),
        ("比上年度1月至3月", "2017-01-01", "2017-03-31"),
        ("與前一年度第4季相比", "2017-10-01", "2017-12-31"),
        ("較前年上半年", "2016-01-01", "2016-06-30"),
        ("前年", "2016-01-01", "2016-12-31"),
        ("年初", "2018-01-01", "2018-01-01"),
        ("由今年初", "2018-01-01", "2018-01-01"),
        ("去年初", "2017-01-01", "2017-01-01"),
        ("105年初", "2016-01-01", "2016-01-01"),
        ("105年同期", "2016-01-16", "2016-06-30"),
    ],
)
def test_forms(text: str, start: str, end: str) -> None:
    (mention,) = find_dates(text, REPORT)
    assert (mention.interval.start.isoformat(), mention.interval.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (("2023-07-01", "2023-12-31"), ("2023-01-01", "2023-06-30")),
        (("2016-09-01", "2017-02-28"), ("2016-03-01", "2016-08-31")),
        (("2023-01-01", "2023-12-31"), ("2022-01-01", "2022-12-31")),
    ],
)
def test_the_period_before_has_as_many_months(period: tuple[str, str], before: tuple[str, str]) -> None:
    (mention,) = find_dates("較上期", Interval(*map(date.fromisoformat, period)))
    assert mention.interval == Interval(*map(date.fromisoformat, before))


@pytest.mark.parametrize("text", ["目前年底前", "以前年度結餘", "每年初", "近年初步成果", "以上年資"])
def test_what_only_holds_the_words_of_a_year_is_no_date(text: str) -> None:
    assert not find_dates(text, REPORT)


@pytest.mark.parametrize("text", ["較上期", "支付上期款", "收錄上期刊"])
def test_what_was_before_is_told_for_whole_months_only(text: str) -> None:
    assert not find_dates(text, REPORT)


def test_the_year_left_out_is_the_reports() -> None:
    (mention,) = find_dates("於4月17日召開", REPORT)
    assert mention.interval == Interval(date(2018, 4, 17), date(2018, 4, 17))


def test_the_same_year_is_the_one_named_before() -> None:
    mentions = find_dates("104年9月2日組團;同年11月10日至14日回訪", REPORT)
    assert mentions[1].interval == Interval(date(2015, 11, 10), date(2015, 11, 14))


@pytest.mark.parametrize(
    "text", ["40年前", "12年來", "近25年", "50年代", "每年2次", "締結30週年", "13月5日", "102年2月30日"]
)
def test_what_is_no_date(text: str) -> None:
    assert not [mention for mention in find_dates(text, REPORT) if mention.grain != "year" or "102" not in text]


@pytest.mark.parametrize(
    "text",
    [
        "經費1120914元",
        "濃度112.01~112.06毫克",
        "在三月舉辦",
        "十二年國教",
        "三年計畫",
        "112年13月5日",
        "112(2022)年1月",
        "至6/30",
    ],
)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert find_dates(text, REPORT) == []


def test_a_date_says_whether_its_year_is_named() -> None:
    assert [mention.has_year for mention in find_dates("1月1日；112年3月1日，4月1日", REPORT)] == [False, True, True]


def test_the_last_day_there_is_has_no_next() -> None:
    assert len(find_dates("9999年12月31日，翌日", REPORT)) == 1


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_year_have_months_and_no_year_beside_them(day: date) -> None:
    edge = Interval(day.replace(month=1, day=1), day.replace(month=12, day=31))
    assert edge.months == 12
    assert edge in (year_before(edge), year_after(edge))
    for text in ("翌年3月1日", "次年上半年", "3月5日", "上年同期", "隔年2月", "去年"):
        find_dates(f"於{day.year:04}年12月31日，{text}", edge)


@given(st.dates(min_value=date(1992, 1, 1), max_value=date(2060, 12, 31)))
def test_any_printed_day_reads_back(day: date) -> None:
    (mention,) = find_dates(f"於{day.year - 1911}年{day.month}月{day.day}日辦理", REPORT)
    assert mention.interval == Interval(day, day)


@given(
    st.dates(min_value=date(1992, 1, 1), max_value=date(2060, 1, 1)),
    st.integers(min_value=1, max_value=900),
)
def test_any_printed_range_reads_back_with_its_span(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    printed = f"{start.year - 1911}年{start.month}月{start.day}日至{end.year - 1911}年{end.month}月{end.day}日"
    (mention,) = find_dates(f"謹就{printed}止", REPORT)
    assert mention.interval == Interval(start, end)
    assert (mention.start, mention.end) == (2, 2 + len(printed))


def test_months_of_whole_and_broken_months() -> None:
    assert Interval(date(2015, 1, 1), date(2015, 12, 31)).months == 12
    assert Interval(date(2015, 9, 1), date(2016, 2, 29)).months == 6
    assert Interval(date(2018, 1, 16), date(2018, 6, 30)).months == pytest.approx(16 / 31 + 5)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 1, 1)), st.integers(0, 800), st.integers(1, 800))
def test_months_add_up_over_a_cut(start: date, first: int, second: int) -> None:
    cut = start + timedelta(days=first)
    end = cut + timedelta(days=second)
    parts = Interval(start, cut).months + Interval(cut + timedelta(days=1), end).months
    assert parts == pytest.approx(Interval(start, end).months)


@given(st.integers(2, 30), st.dates(date(2012, 1, 1), date(2024, 6, 1)), st.integers(28, 360))
def test_the_same_period_of_a_year_begins_or_ends_in_it(years: int, start: date, days: int) -> None:
    report = Interval(start, start + timedelta(days=days))
    printed = start.year - 1911 - years
    if printed >= 10:
        (mention,) = find_dates(f"{printed}年同期", report)
        assert printed + 1911 in (mention.interval.start.year, mention.interval.end.year)
        assert mention.interval.end < report.start


@pytest.mark.parametrize(
    ("text", "printed", "year"),
    [
        ("民國66年南海漂流，當年本市漁船救起34人", "當年", 1977),
        ("截至112年12月底54項，該年度新增7項", "該年度", 2023),
        ("較上年281案減13案", "上年", 2023),
        ("節電率2.31%(上年1.96%)", "上年", 2023),
    ],
)
def test_a_year_told_by_another(text: str, printed: str, year: int) -> None:
    mentions = {
        text[m.start : m.end]: m.interval for m in find_dates(text, Interval(date(2024, 1, 1), date(2024, 12, 31)))
    }
    assert mentions[printed] == Interval(date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize("text", ["2年以上年資者18人", "60歲以上年長者", "較上年281案減13案"])
def test_what_tells_no_year_before_a_report_of_half_a_year(text: str) -> None:
    assert find_dates(text, Interval(date(2024, 1, 1), date(2024, 6, 30))) == []
