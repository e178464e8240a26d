"""A number is never given the period of another: dates, comparisons and 本期 in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ingest.meaning import period_model
from tests.ingest.conftest import Read

HEAD = "高雄市政府秘書處業務報告\n謹就107年1月16日至107年6月30日（以下簡稱本期）報告如後。\n壹、業務\n"
REPORT = ("2018-01-16", "2018-06-30")
EARLIER = {
    "去年同期": ("2017-01-16", "2017-06-30"),
    "上年同期": ("2017-01-16", "2017-06-30"),
    "105年同期": ("2016-01-16", "2016-06-30"),
    "106年度": ("2017-01-01", "2017-12-31"),
    "106年1月至6月": ("2017-01-01", "2017-06-30"),
    "105年9月1日至106年2月28日": ("2016-09-01", "2017-02-28"),
}
DATED = {
    "107年2月": ("2018-02-01", "2018-02-28"),
    "107年3月5日至4月8日": ("2018-03-05", "2018-04-08"),
    "5月": ("2018-05-01", "2018-05-31"),
}
LABELS = ("消費爭議調解", "電話諮詢", "現場諮詢", "第一次申訴", "第二次申訴")
COMPARED = (
    "，較{period}之{value}件多3件",
    "，較{period}{value}件增加3件",
    "，比{period}之{value}件少3件",
    "，與{period}{value}件相較，增加3件",
    "，優於{period}之{value}件",
    "（{period}為{value}件）",
    "（較{period}{value}件成長3.5%）",
    "，{period}則為{value}件",
    "，而{period}為{value}件",
)
TURNED = ("增為", "微降為", "提升至", "減少為", "下降到")
JOINS = ("，", "；", "。", "；另", "，其後")


@pytest.fixture(autouse=True)
def _undoubted(monkeypatch: pytest.MonkeyPatch) -> None:
    """What rules say is looked at; what texts doubt of it is tested by itself."""
    monkeypatch.setattr(period_model, "DOUBTED", 0.0)


@dataclass(frozen=True)
class Told:
    """A piece of a text, and the periods each of its numbers may have."""

    words: str
    allowed: dict[int, set[tuple[str, str]]]


@st.composite
def texts(draw: st.DrawFn) -> Told:
    """Statements about different things, each of 本期, of a date or of none, some compared with an earlier period."""
    words, allowed = "", {}
    values = iter(draw(st.lists(st.integers(1000, 9999), min_size=10, max_size=10, unique=True)))
    before: set[tuple[str, str]] = {REPORT}
    for label in draw(st.permutations(LABELS))[: draw(st.integers(2, 4))]:
        opening = draw(st.sampled_from(["本期", "", *DATED]))
        if opening == "5月" and re.search("則為|而|由", words):
            opening = ""  # May of which year?
        before = {REPORT} if opening == "本期" else {DATED[opening]} if opening else before | {REPORT}
        value = next(values)
        words += draw(st.sampled_from(JOINS)) if words else ""
        allowed[value] = set(before)
        if draw(st.integers(0, 3)) == 0:
            period, earlier = draw(st.sampled_from(sorted(EARLIER))), next(values)
            words += f"{opening}{label}由{period}{earlier}件{draw(st.sampled_from(TURNED))}{value}件"
            allowed[earlier] = {EARLIER[period]}
            continue
        words += f"{opening}{label}{value}件"
        if draw(st.booleans()):
            period, value = draw(st.sampled_from(sorted(EARLIER))), next(values)
            words += draw(st.sampled_from(COMPARED)).format(period=period, value=value)
            allowed[value] = {EARLIER[period]}
    return Told(words, allowed)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=texts())
def test_no_number_is_given_the_period_of_another(read: Read, told: Told) -> None:
    found = [o for o in read(f"{HEAD}一、{told.words}。\n")[2].observations if o.value > 999]
    # What examples are not sure of is no value, and has no days.
    assume(found)
    for o in found:
        assert (str(o.period.start), str(o.period.end)) in told.allowed[int(o.value)], (told.words, o.value)


STOCKS = ("{day}底為{value}項", "{day}底之{value}項", "截至{day}底{value}項", "{day}底{value}項")
# In the report's period, or in that up to the day told before; in April; in the year up to the report's end.
ADDED = (REPORT, ("2018-01-16", "2018-03-31"), ("2018-04-01", "2018-04-30"), ("2018-01-01", "2018-06-30"))
DAYS = {"106年": "2017-12-31", "107年3月": "2018-03-31", "105年": "2016-12-31"}


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    stock=st.sampled_from(STOCKS),
    day=st.sampled_from(sorted(DAYS)),
    added=st.sampled_from(["107年4月新增{value}項", "本期新增{value}項", "新增{value}項"]),
    end=st.sampled_from(["本期末為{value}項", "現為{value}項", "總數增為{value}項", "目前計{value}項"]),
    order=st.permutations([0, 1, 2]),
)
def test_a_level_and_what_came_to_it_keep_their_days(
    read: Read, stock: str, day: str, added: str, end: str, order: list[int]
) -> None:
    parts = [stock.format(day=day, value=71), added.format(value=12), end.format(value=83)]
    words = "，".join(parts[index] for index in order)
    found = {int(o.value): o for o in read(f"{HEAD}一、本處開放資料集，{words}。\n")[2].observations}
    periods = {value: (str(o.period.start), str(o.period.end)) for value, o in found.items()}
    assert periods.get(71, (DAYS[day],) * 2) == (DAYS[day],) * 2, words
    assert periods.get(83, ("2018-06-30",) * 2) == ("2018-06-30",) * 2, words
    assert periods.get(12, REPORT) in ADDED, words
    assert {o.metric_id for value, o in found.items() if value != 12} <= {"open_datasets"}, words


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("四維於107年3月15日辦理1次；鳳山於翌(16)日辦理2次", ("2018-03-16", "2018-03-16")),
        ("四維於107年3月31日辦理1次；鳳山於次日辦理2次", ("2018-04-01", "2018-04-01")),
        ("四維於107年3月15日辦理1次；鳳山於同月20日辦理2次", ("2018-03-20", "2018-03-20")),
        ("四維於107年3月15日辦理1次；鳳山於同日辦理2次", ("2018-03-15", "2018-03-15")),
    ],
)
def test_a_day_is_told_by_the_day_before_it(read: Read, words: str, period: tuple[str, str]) -> None:
    observations = read(f"{HEAD}一、自衛消防編組訓練，{words}。\n")[2].observations
    (second,) = [o for o in observations if o.value == 2]
    assert (str(second.period.start), str(second.period.end)) == period


@pytest.mark.parametrize(
    ("heading", "day"),
    [("（資料時間：107.5.31）", "2018-05-31"), ("（截至107年4月底）", "2018-04-30"), ("", "2018-06-30")],
)
def test_a_day_in_a_heading_holds_for_what_stands_under_it(read: Read, heading: str, day: str) -> None:
    text = f"一、宿舍管理{heading}\n（一）經管情形\n1.經管宿舍63間。\n二、開放資料\n（一）開放資料集29項。\n"
    days = {o.metric_id: str(o.period.end) for o in read(HEAD + text)[2].observations}
    assert days == {"dormitory_total": day, "open_datasets": "2018-06-30"}


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        # The last day of a month opens a sentence: what there was on it.
        ("106年12月31日使用中眷舍22間，收回眷舍21間。", {22: "2017-12-31", 21: "2017-12-31"}),
        ("1.106年12月31日使用中眷舍22間，目前收回眷舍21間。", {22: "2017-12-31", 21: "2018-06-30"}),
        ("專戶430戶，已足額388戶；106年底足額361戶，完成率83.95%。", {388: "2018-06-30", 83.95: "2017-12-31"}),
    ],
)
def test_what_there_was_at_an_end_keeps_its_day(read: Read, words: str, ends: dict[float, str]) -> None:
    found = {
        float(o.value): str(o.period.end) for o in read(f"{HEAD}一、勞工退休準備金、宿舍\n{words}\n")[2].observations
    }
    assert {value: end for value, end in found.items() if value in ends} == ends


@pytest.mark.parametrize(
    ("words", "value", "period"),
    [
        # What a sentence goes on with behind ；is told of the report's period, whatever days its parts were of.
        ("查核商品68次，1月31次，2月37次；現場諮詢742件", 742, REPORT),
        ("現場諮詢80件，主因4月連續假期；電話諮詢2,400件", 2400, REPORT),
        ("電話諮詢2,300件，5月12日起加派人力；現場諮詢742件", 742, REPORT),
        # In one statement they go on with the day.
        ("受理申訴80件，5月現場諮詢742件，電話諮詢2,400件", 2400, ("2018-05-01", "2018-05-31")),
        # A total of what was told of several days is of neither.
        ("3月27日受理現場諮詢90件，6月12日受理現場諮詢60件，合計150件", 150, REPORT),
        ("3月現場諮詢90件、4月現場諮詢60件，共計150件", 150, REPORT),
        # Days or months side by side are those of the one thing that was at each of them.
        ("消費爭議調解於2月及5月召開會議12次；現場諮詢742件", 742, REPORT),
        ("3月8日、4月19日及6月6日各查察5次；電話諮詢2,400件，現場諮詢742件", 742, REPORT),
        # A year of long ago tells a story.
        ("接待民國66年獲救難民1團；現場諮詢742件", 742, REPORT),
    ],
)
def test_days_end_with_what_is_told_of_them(read: Read, words: str, value: int, period: tuple[str, str]) -> None:
    found = [o for o in read(f"{HEAD}一、消費者保護\n（一）{words}。\n")[2].observations if o.value == value]
    assert [(str(o.period.start), str(o.period.end)) for o in found] in ([period], [])
    assert found or value == 150, words


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("107年6月30日工級人員現有1,486人，上年同日為1,562人", {1486: "2018-06-30", 1562: "2017-06-30"}),
        ("工級人員現有1,486人，去年同日1,562人", {1486: "2018-06-30", 1562: "2017-06-30"}),
        ("截至107年5月31日工級人員現有1,486人，前一年同日為1,562人", {1486: "2018-05-31", 1562: "2017-05-31"}),
    ],
)
def test_the_same_day_of_the_year_before(read: Read, words: str, days: dict[int, str]) -> None:
    found = {int(o.value): str(o.period.end) for o in read(f"{HEAD}一、{words}。\n")[2].observations}
    assert found == days


def test_what_came_to_a_level_did_so_over_the_report_s_period(read: Read) -> None:
    words = "開放資料集由106年12月31日之69項增為107年6月30日之77項，新增8項"
    found = {int(o.value): o.period for o in read(f"{HEAD}一、{words}。\n")[2].observations}
    assert {value: str(period.end) for value, period in found.items()} == {
        69: "2017-12-31",
        77: "2018-06-30",
        8: "2018-06-30",
    }
    assert str(found[8].start) == "2018-01-16"


def test_a_day_that_a_sentence_states_goes_before_the_report_s_end(read: Read) -> None:
    words = "1.106年12月31日未補足差額18億6,000萬元，自107年1月1日起撥補。"
    (gap,) = [
        o for o in read(f"{HEAD}一、勞工退休準備金\n{words}\n")[2].observations if o.metric_id == "pension_gap_original"
    ]
    assert (float(gap.value), str(gap.period.end)) == (1_860_000_000, "2017-12-31")


@pytest.mark.parametrize(
    ("words", "values"),
    [
        # What is counted of each of several days is one number of each, in one list.
        ("消費者保護委員會議2次(3月13日及6月20日)，分別審議年節議題，電話諮詢2,400件、現場諮詢742件", {2400, 742}),
        ("3月及6月各召開會議2次、電話諮詢2,400件，現場諮詢742件", set()),
        ("上年同期及本期委員會議(3月、6月)各1次，收件電話諮詢2,400件(現場諮詢742件)", {2400, 742}),
    ],
)
def test_numbers_of_several_things_are_not_each_of_one_of_several_times(
    read: Read, words: str, values: set[int]
) -> None:
    found = [o for o in read(f"{HEAD}一、消費者保護\n（一）{words}。\n")[2].observations if o.value in (2400, 742)]
    assert {int(o.value) for o in found} >= values
    assert len({(o.period.start, o.period.end) for o in found}) < 2 or not found


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("本期調案311件；開放資料集由106年底62項，新增8項，至107年底達70項", "2018-01-01"),
        ("本期調案311件，線上214件；資料集自106年12月31日62項，新增8項，至107年底共70項", "2018-01-01"),
        ("本期調案311件；開放資料集由106年底62項，本期新增8項，至107年底達70項", "2018-07-01"),
    ],
)
def test_what_came_to_a_level_between_two_ends(read: Read, words: str, start: str) -> None:
    head = "高雄市政府秘書處業務報告\n謹就107年7月1日至107年12月31日（以下簡稱本期）報告如後。\n壹、業務\n"
    found = {int(o.value): o.period for o in read(f"{head}一、{words}。\n")[2].observations}
    assert (str(found[8].start), str(found[8].end)) == (start, "2018-12-31")


@pytest.mark.parametrize(
    ("lines", "period"),
    [
        ("1.「港都國際夜」於107年3月10日舉行，8個城市參加。\n2.「港都之旅」，共有9國駐台代表參加。", REPORT),
        (
            "1.「港灣城市論壇」於107年5月2日辦理。\n2.「熊本之夜」出席外賓約90位。\n3.「港都之旅」，共有9國駐台代表參加。",
            REPORT,
        ),
        # Told before them all, or in a line's own next paragraph, it holds.
        ("下列活動於107年3月10日至12日辦理：\n1.「港都之旅」，共有9國駐台代表參加。", ("2018-03-10", "2018-03-12")),
    ],
)
def test_a_line_of_a_list_is_of_no_day_of_another(read: Read, lines: str, period: tuple[str, str]) -> None:
    observations = read(f"{HEAD}一、國際交流\n（一）活動\n{lines}\n")[2].observations
    (countries,) = [o for o in observations if o.value == 9]
    assert (str(countries.period.start), str(countries.period.end)) == period


@pytest.mark.parametrize(
    "line",
    [
        "－ 熊本線上英語營（3月20日至21日，合作局處：教育局）：本市6校、47名學生上線，其中弱勢家庭學生12位。",
        "1.熊本線上英語營（3月20日至21日；地點：總圖書館）：本市6校、47名學生上線。",
        "熊本線上英語營（107年3月20日至21日，線上）：47名學生參加。",
    ],
)
def test_a_day_in_the_bracket_that_opens_a_line_is_that_of_what_it_tells(read: Read, line: str) -> None:
    text = f"一、國際交流\n（一）主要訪團依到訪先後為5月6日駐台代表處。\n（二）主要活動：\n{line}\n"
    found = [o for o in read(HEAD + text)[2].observations if o.value == 47]
    assert [(str(o.period.start), str(o.period.end)) for o in found] == [("2018-03-20", "2018-03-21")]
    assert [o.breakdown for o in found] == [{"event": "熊本線上英語營"}]


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("本期接待訪賓104案；回頭看疫情前的106年，全年接待訪賓51案", ("2017-01-01", "2017-12-31")),
        ("本期接待訪賓104案；105年度，全年接待訪賓51案", ("2016-01-01", "2016-12-31")),
        ("106年已改建，本期接待訪賓51案", REPORT),
    ],
)
def test_words_for_the_year_right_behind_one_are_of_that_year(read: Read, words: str, period: tuple[str, str]) -> None:
    found = [o for o in read(f"{HEAD}一、{words}。\n")[2].observations if o.value == 51]
    assert [(str(o.period.start), str(o.period.end)) for o in found] == [period]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("消費爭議調解1月至3月112件、4月至6月126件，計238件", 238),
        ("接待訪賓1至3月51案、4至6月47案，總計98案", 98),
        ("消費爭議調解3月9日12件、5月11日15件，共27件", 27),
    ],
)
def test_a_total_behind_parts_of_several_times_is_of_none_of_them(read: Read, words: str, value: int) -> None:
    found = [o for o in read(f"{HEAD}一、{words}。\n")[2].observations if o.value == value]
    assert [(str(o.period.start), str(o.period.end)) for o in found] == [REPORT]


@pytest.mark.parametrize(
    ("said", "words", "period"),
    [
        ("所稱前期係指106年1月16日至106年6月30日，敬請指教。", "前期為51案", ("2017-01-16", "2017-06-30")),
        ("本報告並與106年上半年（以下稱上期）比較。", "較上期51案增加9案", ("2017-01-01", "2017-06-30")),
        ("上年度指105年7月1日至106年6月30日。", "上年度接待訪賓51案", ("2016-07-01", "2017-06-30")),
        ("與前期（106年1月至6月）相比，案數互有增減。", "前期51案", ("2017-01-01", "2017-06-30")),
        ("所稱同期則指105年7月1日至12月31日。", "較同期之51案增加9案", ("2016-07-01", "2016-12-31")),
        ("並附前一年之1月1日至6月30日，以下簡稱同期，供參。", "較諸同期51案增加9案", ("2017-01-01", "2017-06-30")),
        ("另與106年1月至6月（下稱同期）比較。", "而同期為51案", ("2017-01-01", "2017-06-30")),
        # The same words with a year, or with 去年, are of their own days.
        ("同期係指105年7月1日至12月31日。", "較106年同期之51案增加9案", None),
        ("同期係指105年7月1日至12月31日。", "較去年同期之51案增加9案", None),
        # Nothing is defined, or two things are.
        ("前期指出之缺失均已改善。", "前期51案", None),
        ("前期係指106年1月至6月。文書之前期係指106年7月至12月。", "前期51案", None),
    ],
)
def test_a_word_for_another_period_is_of_the_days_a_report_says(
    read: Read, said: str, words: str, period: tuple[str, str] | None
) -> None:
    def days(text: str) -> list[tuple[str, str]]:
        found = [o for o in read(text)[2].observations if o.value == 51]
        return [(str(o.period.start), str(o.period.end)) for o in found]

    own = f"一、本期接待訪賓60案，{words}。\n"
    assert days(f"{HEAD}{said}\n{own}") == ([period] if period else days(HEAD + own))


@pytest.mark.parametrize(
    ("days", "period"),
    [
        ("自107年3月5日起至3月9日止，為期5日，", ("2018-03-05", "2018-03-09")),
        ("自107年1月29日起，至同年2月2日止，", ("2018-01-29", "2018-02-02")),
        ("107年5月7日起迄5月11日，線上辦理，", ("2018-05-07", "2018-05-11")),
        ("自107年5月7日起為期3日，", ("2018-05-07", "2018-05-09")),
        ("於107年5月30日起，一連4天，", ("2018-05-30", "2018-06-02")),
        # Days that are not over by the report's end are a plan's, and a beginning alone is no span.
        ("計畫自107年3月1日起至109年2月28日止，", REPORT),
        ("計畫自107年5月7日起為期3年，", REPORT),
        ("自107年5月7日起受理報名，", REPORT),
    ],
)
def test_a_beginning_with_its_end_is_a_span_of_days(read: Read, days: str, period: tuple[str, str]) -> None:
    text = f"{HEAD}一、國際交流\n（一）慶州青少年冬令營：{days}由本市6校遴派學生51名參加。\n"
    found = [o for o in read(text)[2].observations if o.value in (6, 51)]
    assert {(str(o.period.start), str(o.period.end)) for o in found} == {period}
    assert {o.metric_id for o in found} == {"event_schools", "event_participants"}


def test_a_span_at_the_end_of_all_calendars_is_none(read: Read) -> None:
    text = f"{HEAD}一、國際交流\n（一）慶州青少年冬令營：自9999年12月31日起為期9日，由本市6校遴派學生51名參加。\n"
    found = [o for o in read(text)[2].observations if o.value == 51]
    assert [(str(o.period.start), str(o.period.end)) for o in found] == [REPORT]


@pytest.mark.parametrize("behind", ["場地自107年3月5日起至3月9日止整修。", "展覽自107年5月7日起為期3日。"])
def test_a_span_of_days_in_a_sentence_behind_is_of_that_one(read: Read, behind: str) -> None:
    text = f"{HEAD}一、國際交流\n（一）慶州青少年冬令營：由本市6校遴派學生51名參加。{behind}\n"
    found = [o for o in read(text)[2].observations if o.value == 51]
    assert [(str(o.period.start), str(o.period.end)) for o in found] == [REPORT]


MERGER, COUNTED = "2010-12-25", "2011-01-01"


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        ("一、自縣市合併（99年12月25日）迄107年6月止，員額精簡情形如下：", MERGER),
        ("一、縣市合併改制直轄市（99.12.25）以來之員額精簡：", MERGER),
        ("一、自99年12月25日縣市合併後，本府賡續管控員額：", MERGER),
        ("一、高雄縣市於民國99年12月25日合併，員額管控如下：", MERGER),
        ("一、縣市合併日期：100年1月3日，各類人力如下：", "2011-01-03"),
        # None is printed, or only its month or year; or it is the day of something else, or of long after.
        ("一、縣市合併以來員額精簡情形如下：", COUNTED),
        ("一、自縣市合併（100年1月）迄107年6月止，員額精簡情形如下：", COUNTED),
        ("一、縣市合併（99年）以來員額精簡情形如下：", COUNTED),
        ("一、99年12月31日兩校合併，縣市合併以來員額精簡情形如下：", COUNTED),
        ("一、縣市合併前（99年12月20日）人力未計，員額精簡情形如下：", COUNTED),
        ("一、縣市合併（103年12月25日）後第2屆市長就職，員額精簡情形如下：", COUNTED),
    ],
)
def test_the_day_of_an_event_that_words_above_print_is_its_day(read: Read, lead: str, day: str) -> None:
    text = f"{HEAD}{lead}\n（一）工級人員由合併時8,530人減為5,074人，精簡率40.52%。\n"
    found = {
        o.metric_id: (str(o.period.start), str(o.period.end)) for o in read(text)[2].observations if o.value != 5074
    }
    assert found == {"workers_at_merger": (day, day), "workers_reduction_rate": (day, REPORT[1])}


@pytest.mark.parametrize(
    ("own", "day"),
    [("縣市合併（100年1月）時8,530人", COUNTED), ("縣市合併時8,530人", MERGER), ("縣市合併（99年）時8,530人", MERGER)],
)
def test_the_day_printed_last_goes_before_one_above(read: Read, own: str, day: str) -> None:
    text = f"{HEAD}一、本市自99年12月25日縣市合併，市政日新。\n二、工級人員由{own}減為5,074人。\n"
    found = [str(o.period.end) for o in read(text)[2].observations if o.value == 8530]
    assert found == [day]


@pytest.mark.parametrize(
    ("words", "value", "period"),
    [
        # What is done behind ； was not all done on the day before it.
        ("5月6日召開消費者保護委員會議，出席18人；辦理消費者教育宣導12場次。", 12, REPORT),
        ("3月9日舉行消防演練，參訓60人；另實施消費者教育宣導12場次。", 12, REPORT),
        ("4月27日由市長表揚績優職工；本處舉辦職工管理研習會2場次、104人參加。", 104, REPORT),
        # What is counted there of the event itself is of its day.
        ("5月6日辦理職工管理研習會，邀集本市各機關同仁；參加104人。", 104, ("2018-05-06", "2018-05-06")),
        ("5月6日辦理職工管理研習會；計104人參加。", 104, ("2018-05-06", "2018-05-06")),
    ],
)
def test_what_is_done_behind_a_day_is_not_of_it(read: Read, words: str, value: int, period: tuple[str, str]) -> None:
    found = [o for o in read(f"{HEAD}{words}\n")[2].observations if o.value == value]
    assert [(str(o.period.start), str(o.period.end)) for o in found] == [period]


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("本期訪賓30案，需求增加；105年為22案。依月別，3月訪賓9案。", "2018-03-01"),
        ("本期訪賓30案，其中日本12案，104年曾有20案。2月訪賓9案。", "2018-02-01"),
        # A sentence that opens with the year goes on in it.
        ("105年訪賓22案。3月訪賓9案。", "2016-03-01"),
    ],
)
def test_a_year_told_in_passing_gives_none_to_the_next_sentence(read: Read, words: str, start: str) -> None:
    found = [o for o in read(f"{HEAD}{words}\n")[2].observations if o.value == 9]
    assert [str(o.period.start) for o in found] == [start]


@pytest.mark.parametrize("told", ["與縣市合併時（100年1月）相較，工級人員", "較縣市合併時（100年1月），工級人員"])
def test_what_there_was_at_an_event_is_of_its_day_where_it_is_compared_with(read: Read, told: str) -> None:
    text = f"{HEAD}{told}由8,530人減少3,456人，精簡率40.52%。\n"
    found = [str(o.period.end) for o in read(text)[2].observations if o.value == 8530]
    assert found == [COUNTED]
