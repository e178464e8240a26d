"""Questions in the words of aides, chiefs and citizens: each is answered right, or kindly not at all."""

from __future__ import annotations

import csv
from collections.abc import Callable, Hashable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from catalog.load import load
from catalog.questions import in_traditional
from catalog.words import speaking
from findings.asking.answers import Reply, reply
from findings.asking.numerals import chinese_number
from findings.asking.question import understood
from findings.asking.spans import Span, times
from findings.asking.told import single_parts, told_of
from warehouse import queries, reads

pytestmark = pytest.mark.usefixtures("published")
TODAY = date(2026, 11, 28)

# Question, metric, kind of answer, values told (none where it is a silence).
ANSWERED: list[tuple[str, str, str, list[float]]] = [
    ("109年訪賓為何沒有數字？", "delegation_persons", "not_printed", []),
    ("109年訪賓", "delegation_persons", "not_printed", []),
    ("消保官調解件數", "consumer_mediations", "newest", [112]),
    ("职工人数", "staff_total", "newest", [8891]),
    ("how many mediations in 2015", "consumer_mediations", "figure", [229]),
    ("１０４年調解件數", "consumer_mediations", "figure", [229]),
    ("一百零四年調解了幾件？", "consumer_mediations", "figure", [229]),
    ("工友人數", "workers_total", "newest", [6449]),
    ("107年工級人員有多少人", "workers_total", "figure", [6805]),
    ("臨時人員有多少", "temp_total", "newest", [2442]),
    ("107年訪賓人數", "delegation_persons", "overlapping", [234]),
    ("104年接待外賓幾團", "delegation_cases", "figure", [89]),
    ("首長宿舍還有幾間？", "dormitory_chief", "newest", [3]),
    ("宿舍總共幾間", "dormitory_total", "newest", [61]),
    ("節電率多少", "electricity_saving_rate", "newest", [0.7]),
    ("104年省水多少", "water_saving_rate", "figure", [8]),
    ("市府公報109年出刊幾期", "gazette_issues", "overlapping", [55]),
    ("开放资料集有几项", "open_datasets", "newest", [27]),
    ("網路拍賣賣了多少錢", "auction_revenue", "newest", [36877]),
    ("110年預算多少", "budget_total", "figure", [320267000]),
    ("第二次申訴 104年", "consumer_complaints_second", "figure", [1158]),
    ("first complaints in 2018", "consumer_complaints_first", "overlapping", [2052]),
    ("消費諮詢 104年9月至105年2月", "consumer_advice", "split", [2963, 308]),
    ("104年電話禮貌抽測幾人次", "phone_tests", "overlapping", [16]),
    ("市政會議開了幾次", "city_council_meetings", "newest", [27]),
    ("visitors in 2020", "delegation_persons", "not_printed", []),
    ("業務助理精簡率", "clerical_assistants_reduction_rate", "newest", [42.09]),
    ("電話諮詢件數", "consumer_advice_phone", "newest", [2963]),
    ("公務車一年派幾次", "vehicle_dispatch_trips", "newest", [401]),
    ("影印紙省了多少張", "paper_sheets_saved", "newest", [857850]),
    ("登革熱防治員多少人", "temp_other_dengue", "newest", [114]),
    ("路邊收費員人數", "temp_other_parking", "newest", [341]),
    ("法律諮詢人數", "legal_clinic_persons", "newest", [175]),
    ("LED 換了幾組", "led_sets_replaced", "newest", [1103]),
    ("警察局車輛經費", "vehicle_equipment_budget", "newest", [32282000]),
    ("109年消保宣導為什麼這麼少", "consumer_education_sessions", "overlapping", [7]),
    ("112年調解件數", "consumer_mediations", "no_report", [112]),
    ("去年調解件數", "consumer_mediations", "no_report", [112]),
    ("110年訪賓人數", "delegation_persons", "plan_only", [234]),
    ("104年工友人數", "workers_total", "elsewhere", [7422]),
    ("第2屆第8次訪賓人數", "delegation_persons", "figure", [234]),
    ("最新的臨時人員精簡率", "temp_reduction_rate", "newest", [29.46]),
    ("精簡工友省了多少錢", "worker_reduction_savings", "newest", [136400000]),
    ("why did consumer education drop", "consumer_education_sessions", "newest", [7]),
    ("104年度消保官辦了幾場宣導", "consumer_education_sessions", "figure", [21]),
    ("縣市合併時有多少工友", "workers_at_merger", "newest", [8462]),
    ("108年臨時人員", "temp_total", "no_report", [2442]),
    ("107年檔案移交件數", "archive_files_transferred", "not_printed", []),
    ("調案合計 104", "archive_requests_total", "figure", [184]),
]


def _asked(question: str) -> Reply:
    return reply(question, TODAY)


@pytest.mark.parametrize(("question", "metric", "kind", "values"), ANSWERED, ids=[one[0] for one in ANSWERED])
def test_a_question_is_answered(question: str, metric: str, kind: str, values: list[float]) -> None:
    answer = _asked(question).answer
    assert answer is not None
    told = answer.told[0]
    assert (answer.metric_id, told.kind) == (metric, kind)
    assert sorted(told.rows["value"].unique()) == sorted(values)


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("職工精簡省了多少錢", {"worker_reduction_savings", "clerical_assistant_reduction_savings"}),
        ("旅遊服務申訴幾件", {"consumer_complaints_first", "consumer_complaints_second"}),
        ("調解", {"consumer_mediations", "consumer_mediation_meetings"}),
    ],
)
def test_of_measures_equally_near_none_is_told(question: str, offered: set[str]) -> None:
    found = _asked(question)
    assert found.answer is None
    assert offered <= set(found.offers)
    assert len(found.offers) <= 3


@pytest.mark.parametrize(
    "question",
    [
        "高雄有幾個姊妹市", "臨時會議", "員工旅遊人數", "台北市訪賓人數", "電費多少", "清潔隊員人數", "捷運運量",
        "高雄市人口多少", "今天天氣", "路燈壞了", "空氣品質", "台南市登革熱", "who is the mayor", "的", "？", "",
        "訪賓花了多少錢", "<script>alert(1)</script>", "', DROP TABLE", "0", "第", "999年", "百萬", "年年年年",
    ],
)  # fmt: skip
def test_what_reports_do_not_count_gets_no_figure(question: str) -> None:
    found = _asked(question)
    assert found.answer is None
    assert found.numbers is None


@pytest.mark.parametrize(
    "typed", ["8462", "8,462", "８４６２", "8462人", "八千四百六十二", "八千四百六十二人", "8462 人"]
)
def test_a_number_finds_its_values_however_it_is_written(typed: str) -> None:
    numbers = _asked(typed).numbers
    assert numbers is not None
    assert set(numbers["metric_id"]) == {"workers_at_merger"}


def test_a_number_in_large_scales_and_one_that_nothing_prints() -> None:
    numbers = _asked("1億3,640萬元").numbers
    assert numbers is not None
    assert set(numbers["metric_id"]) == {"worker_reduction_savings"}
    assert _asked("8463").numbers is None


def test_why_is_answered_in_the_words_of_the_report() -> None:
    answer = _asked("109年訪賓為何沒有數字？").answer
    assert answer is not None
    assert answer.why
    cause = answer.told[0].causes[0]
    assert cause.report_id in set(reads.reports()["report_id"])
    assert cause.quote.startswith("本處本期辦理訪賓接待業務，因嚴重特殊傳染性肺炎疫情嚴峻")


def test_what_an_answer_quotes_is_printed_as_it_stands(warehouse: Any) -> None:
    texts = "\n".join(warehouse.frame("SELECT text FROM passage")["text"])
    for question, *_ in ANSWERED:
        answer = _asked(question).answer
        assert answer is not None
        for told in answer.told:
            assert all(cause.quote in texts for cause in told.causes)
            assert all(str(quote) in texts for quote in told.rows["quote"])


def test_every_metric_is_found_by_its_own_name() -> None:
    missed = []
    for metric in load().metrics.values():
        found = _asked(metric.name_zh)
        first = found.answer.metric_id if found.answer else next(iter(found.offers), None)
        missed += [metric.name_zh] if first != metric.id else []
    assert missed == []


def test_each_period_that_is_asked_for_is_told() -> None:
    answer = _asked("調解件數 104年和112年").answer
    assert answer is not None
    assert [told.kind for told in answer.told] == ["figure", "no_report"]


def test_the_qualifier_is_kept_and_english_says_the_same() -> None:
    chinese = _asked("登革熱防治員多少人").answer
    assert chinese is not None
    assert "約114人" in chinese.told[0].sentence
    with speaking("en"):
        english = _asked("how many mediations in 2015").answer
        assert english is not None
        assert english.told[0].sentence == "Mediations, 2015 (ROC 104): 229 cases"


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("109年", date(2020, 1, 1), date(2020, 12, 31)),
        ("民國109年度", date(2020, 1, 1), date(2020, 12, 31)),
        ("一〇九年上半年", date(2020, 1, 1), date(2020, 6, 30)),
        ("109年下半年", date(2020, 7, 1), date(2020, 12, 31)),
        ("first half of 2018", date(2018, 1, 1), date(2018, 6, 30)),
        ("104年9月至105年2月", date(2015, 9, 1), date(2016, 2, 29)),
        ("104年到109年", date(2015, 1, 1), date(2020, 12, 31)),
        ("109年3月到8月", date(2020, 3, 1), date(2020, 8, 31)),
        ("109年1月16日至6月30日", date(2020, 1, 16), date(2020, 6, 30)),
        ("108年9月1日至109年2月29日", date(2019, 9, 1), date(2020, 2, 29)),
        ("109年3月5日", date(2020, 3, 5), date(2020, 3, 5)),
        ("109訪賓", date(2020, 1, 1), date(2020, 12, 31)),
        ("今年", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods_are_understood(typed: str, start: date, end: date) -> None:
    assert times(typed, TODAY).spans == (Span(start, end),)


@pytest.mark.parametrize("typed", ["109件調解", "1,109人", "2020", "13年前", "第109次會議"])
def test_counts_are_no_years(typed: str) -> None:
    assert times(typed, TODAY).spans == ()


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("8462", 8462),
        ("八千零五", 8005),
        ("一萬二千", 12000),
        ("1億593.3萬", 105933000),
        ("十一", 11),
        ("二〇一五", 2015),
    ],
)
def test_numerals_are_read(typed: str, value: float) -> None:
    assert chinese_number(typed) == value


@pytest.mark.parametrize("typed", ["8千4", "1萬2", "萬", "三億四億", "訪賓", ""])
def test_what_may_be_several_numbers_is_none(typed: str) -> None:
    assert chinese_number(typed) is None


def test_simplified_characters_are_read_and_traditional_ones_left() -> None:
    assert in_traditional("职工精简 调解 访宾") == "職工精簡 調解 訪賓"
    assert in_traditional("職工精簡后里台灣") == "職工精簡后里台灣"
    assert in_traditional("为什么 群众 前后 最后 哪里 关于采购") == "為什麼 群眾 前後 最後 哪裡 關於採購"


# Forty questions as aides, chiefs and citizens put them: question, metric and values told; none where silence is right.
FORTY: list[tuple[str, str, list[float]]] = [
    ("107年訪賓幾案", "delegation_cases", [28]),
    ("109年臨時人員精簡率多少", "temp_reduction_rate", [29.46]),
    ("104年第一次申訴有幾件", "consumer_complaints_first", [3170]),
    ("109年第二次申訴件數", "consumer_complaints_second", [752]),
    ("消費糾紛調解109年幾件", "consumer_mediations", [112]),
    ("107年調解幾案", "consumer_mediations", [68]),
    ("消費者服務專線電話諮詢幾件", "consumer_advice_phone", [2963]),
    ("109年消費諮詢總共多少", "consumer_advice", [8825]),
    ("卡債法律諮詢幾場", "legal_clinic_sessions", [25]),
    ("債務清理諮詢服務了幾個人", "legal_clinic_persons", [175]),
    ("消保官查核了幾次", "consumer_inspections", [28]),
    ("109年口罩價格異常移送幾件", "mask_price_referrals", [3]),
    ("公報出了幾期", "gazette_issues", [55]),
    ("公務車輛調派車次109年", "vehicle_dispatch_trips", [401]),
    ("市政會議109年開幾次", "city_council_meetings", [27]),
    ("首長座談開了幾次", "chiefs_forums", [20]),
    ("電話禮貌測試幾人次", "phone_tests", [10]),
    ("監察院巡察受理幾件陳情", "control_yuan_petitions", [16]),
    ("收回眷舍幾間", "dormitory_family_recovered", [14]),
    ("停車收費員多少人", "temp_other_parking", [341]),
    ("110年度預算總額", "budget_total", [320267000]),
    ("車輛設備經費多少", "vehicle_equipment_budget", [77184000]),
    ("104年省電多少%", "electricity_saving_rate", [0.7]),
    ("节水率", "water_saving_rate", [8]),
    ("績優職工選幾個人", "outstanding_staff_selected", [50]),
    ("勞退提撥完成率", "pension_completion_rate", [99.81]),
    ("訪團有幾團", "delegation_cases", [28]),
    ("為什麼109年消保宣導只有7場", "consumer_education_sessions", [7]),
    ("why no visitors in 2020", "delegation_persons", []),
    ("108年訪賓人數", "delegation_persons", [234]),
    ("今年訪賓有多少人", "delegation_persons", [234]),
    ("網拍收入多少", "auction_revenue", [36877]),
    ("110年人事費多少", "budget_item", [181235000]),
    ("電腦公文線上簽核比率", "e_signoff_rate", [45]),
    ("how many workers are left", "workers_total", [6449]),
    ("勞工退休準備金原來差多少", "pension_gap_original", [3_320_000_000]),
    ("職工總人數", "staff_total", [8891]),
    ("市府員工薪水多少", "", []),
    ("捷運經費多少", "", []),
    ("高雄市失業率", "", []),
]


def test_of_forty_questions_most_are_answered_right_and_none_wrong() -> None:
    right, wrong = 0, []
    for question, metric, values in FORTY:
        found = _asked(question)
        told = (found.answer.metric_id, sorted(found.answer.told[0].rows["value"].unique())) if found.answer else None
        right += told == (metric, values) or (told is None and not metric)
        wrong += [(question, told)] if told not in (None, (metric, values)) else []
    assert wrong == []
    assert right >= 36


# Questions of two people who knew the five reports and nothing of the site: what must be told, or that nothing can be.
ASKED = list(csv.DictReader((Path(__file__).with_name("cases") / "questions.csv").open(encoding="utf-8")))


def test_questions_of_strangers_get_no_other_measure_and_most_get_theirs_first() -> None:
    answered, offered, other = 0, 0, []
    for asked in ASKED:
        found = _asked(asked["question"])
        metric = found.answer.metric_id if found.answer else ""
        told = {value for one in (found.answer.told if found.answer else ()) for value in one.rows["value"]}
        wanted = {float(value) for value in asked["values"].split(";") if value}
        answered += metric == asked["metric"] and wanted <= told
        offered += found.answer is None and found.offers[:1] == (asked["metric"],)
        other += [(asked["question"], metric)] if metric not in ("", asked["metric"]) else []
    assert other == []
    assert answered >= 75
    assert answered + offered >= 95


# Questions of one more, of every kind, over the same reports: extremes, quotients, gaps, what no report tells.
OVER_REPORTS = list(
    csv.DictReader((Path(__file__).with_name("cases") / "questions_over_reports.csv").open(encoding="utf-8"))
)


def test_questions_of_every_kind_get_no_other_measure_or_figure() -> None:
    answered, offered, other, lacking = 0, 0, [], []
    for asked in OVER_REPORTS:
        found = _asked(asked["question"])
        wanted = {float(value) for value in asked["values"].split(";") if value}
        if found.answer is None:
            first = set(found.offered[0].rows["value"]) if found.offered else set()
            offered += bool(asked["metric"]) and found.offers[:1] == (asked["metric"],) and wanted <= first
            answered += not asked["metric"] and not found.offers
        elif found.answer.metric_id != asked["metric"]:
            other.append((asked["question"], found.answer.metric_id))
        else:
            told = {value for one in found.answer.told for value in one.rows["value"]}
            lacking += [] if wanted <= told else [(asked["question"], told)]
            answered += wanted <= told
    assert other == []
    assert lacking == []
    assert answered >= 50
    assert answered + offered >= 66


@pytest.mark.parametrize("question", ["104年砍了幾個工友", "104年裁了幾位工友", "109年砍掉幾個臨時人員"])
def test_how_many_were_taken_away_is_not_how_many_there_are(question: str) -> None:
    assert _asked(question).answer is None


@pytest.mark.parametrize(
    "question",
    ["how has the number of consumer mediations developed since 2015?", "104年以來消費爭議調解件數",
     "消費爭議調解104年起各幾件", "調解件數 104年到現在"],
)  # fmt: skip
def test_since_a_year_is_all_that_came_from_then_on(question: str) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert {value for told in answer.told for value in told.rows["value"]} == {229, 90, 68, 112}


def test_which_part_has_most_is_told_of_each_period_where_none_is_named() -> None:
    answer = _asked("哪個單位借公務車借最多").answer
    assert answer is not None
    assert answer.told[0].kind == "most"
    assert set(answer.told[0].rows["value"]) == {3, 34}


def test_what_is_offered_tells_its_figures() -> None:
    found = _asked("106年以後市府大會")
    assert found.answer is None
    assert len(found.offered) == len(found.offers)


@pytest.mark.parametrize(
    ("question", "kind", "values"),
    [
        ("路邊停車收費員人數歷年怎麼變", "all", {341, 484, 469}),
        ("工友人數的趨勢", "all", {7422, 6805, 6449}),
        ("哪一年工友最多", "most", {7422}),
        ("104年9月到隔年2月哪個局處借公務車最多次", "most", {34}),
        ("公報104年9月到隔年2月出幾期", "figure", {49}),
    ],
)
def test_courses_and_extremes_are_told(question: str, kind: str, values: set[float]) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert [told.kind for told in answer.told] == [kind]
    assert values <= set(answer.told[0].rows["value"])


def test_parts_together_are_not_the_part_with_most() -> None:
    rows = pd.DataFrame({"part": ["四維", "鳳山", "四維+鳳山", ""], "value": [102, 92, 194, 194]})
    assert single_parts(rows)["value"].tolist() == [102, 92]
    assert single_parts(rows[2:])["value"].tolist() == [194]


def test_periods_of_unequal_length_have_no_highest() -> None:
    """A whole year beside half of one is larger for its length."""
    answer = _asked("哪一年調解件數最多").answer
    assert answer is not None
    assert answer.told[0].kind not in ("most", "least")


@pytest.mark.parametrize(
    "question", ["市政會議有幾個提案", "公務車輛調派多少位駕駛", "網路徵才省多少紙", "日本訪團有幾團",
                 "how many gazettes were printed in 2015"],
)  # fmt: skip
def test_how_many_of_one_thing_is_not_answered_with_another(question: str) -> None:
    """A metric that does not count what is asked, a list of names, and two that may be meant are offered only."""
    found = _asked(question)
    assert found.answer is None
    assert found.offers


def test_whether_a_target_was_met_tells_what_came_of_it() -> None:
    found = _asked("綠色採購指定項目有達標嗎")
    assert found.answer is not None
    assert [sorted(told.rows["value"].unique()) for told in found.answer.told] == [[99.2], [90]]
    for question in ("綠色採購比率有達標嗎", "綠色採購比率104年有達標嗎", "環保採購104年有達標嗎，規定要多少",
                     "環保採購有沒有達到規定"):  # fmt: skip
        both = _asked(question).answer
        assert both is not None
        assert [sorted(told.rows["value"].unique()) for told in both.told[-1:]] == [[90]]
        assert {value for told in both.told[:-1] for value in told.rows["value"]} == {99.2, 100}
    for question, value in (("總綠色採購有達標嗎", 100), ("指定的環保採購104年有達到目標嗎，規定是多少", 99.2)):
        one = _asked(question).answer
        assert one is not None
        assert [sorted(told.rows["value"].unique()) for told in one.told] == [[value], [90]]


def test_which_of_unequal_periods_is_highest_is_said_to_be_open() -> None:
    answer = _asked("訪賓人數最多的是哪一期").answer
    assert answer is not None
    assert answer.told[0].kind == "unequal"
    assert set(answer.told[0].rows["value"]) == {234, 552, 997}


def test_what_is_added_up_is_the_sum_and_what_is_left_not_what_it_began_with() -> None:
    together, left = _asked("工友跟臨時人員加起來多少人").answer, _asked("勞退準備金差額還有多少沒補").answer
    assert together is not None
    assert together.metric_id == "staff_total"
    assert left is not None
    assert left.metric_id == "pension_gap_remaining"


def test_full_width_commas_are_of_the_number() -> None:
    numbers = _asked("７７，１８４，０００").numbers
    assert numbers is not None
    assert set(numbers["metric_id"]) == {"vehicle_equipment_budget"}


def test_no_answer_is_without_its_figure() -> None:
    """Also of what is aimed at and printed for no period, over all metrics that any report prints."""
    for metric_id in set(reads.observations(tuple(load().metrics))["metric_id"]):
        (told,) = told_of(understood("現在", TODAY), metric_id, ())
        assert not told.rows.empty, metric_id


def test_who_was_put_forward_is_not_who_was_chosen() -> None:
    answer = _asked("績優職工候選人數").answer
    assert answer is None or answer.metric_id == "outstanding_staff_nominees"


def test_measures_that_may_be_meant_are_not_looked_up_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each question to the warehouse takes longer than all the rest of an answer."""
    asked: set[tuple[object, ...]] = set()
    ask = reads.ask

    def counted(question: Callable[..., pd.DataFrame], *given: Hashable) -> pd.DataFrame:
        asked.add((question, *given))
        return ask(question, *given)

    monkeypatch.setattr(reads, "ask", counted)
    assert len(_asked("104年砍了幾個工友").offers) > 1
    assert sum(one[0] is queries.observations for one in asked) == 1
    assert sum(one[0] is queries.coverage for one in asked) <= 1
