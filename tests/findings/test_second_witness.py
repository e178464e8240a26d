"""What decides where names leave it open: the sentence that is nearest, what is left out, and which silence it is."""

from __future__ import annotations

from datetime import date

import pytest

from findings.asking.answers import Reply, reply

pytestmark = pytest.mark.usefixtures("published")


def _asked(question: str) -> Reply:
    return reply(question, date(2026, 11, 28))


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("四維的報修案件107年1月16日到6月30日幾件", [484]),
        ("鳳山和四維109年3月1日至9月5日報修幾件", [544]),
        ("109年春天送議會的報告，四維會議室借幾場", [1043]),
    ],
)
def test_what_is_only_counted_with_another_is_told_with_it(question: str, values: list[int]) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert [value for one in answer.told for value in one.rows["value"]] == values
    assert all(one.kind in ("figure", "overlapping") for one in answer.told)


@pytest.mark.parametrize(
    ("question", "values"),
    [("105年春天送議會那本，臨時人員多少人", [2731]), ("109年秋天出的業務報告裡，臨時人員多少人", [2442])],
)
def test_a_report_is_named_by_the_season_it_came_out_in(question: str, values: list[int]) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert values[0] in [value for one in answer.told for value in one.rows["value"]]


@pytest.mark.parametrize(
    ("question", "metric"),
    [
        ("104年9月到隔年2月，臨櫃來問消費問題的（不算打電話的）有幾件", "consumer_advice_walkin"),
        ("109年3到9月受理的申訴，第二輪的幾件（不用算第一次的）", "consumer_complaints_second"),
    ],
)
def test_another_measure_that_is_left_out_is_not_told(question: str, metric: str) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert answer.metric_id == metric
    assert {one for told in answer.told for one in told.rows["metric_id"]} == {metric}


@pytest.mark.parametrize("question", ["除了109年以外訪賓幾人", "職工人數不含清潔隊的話有多少"])
def test_what_is_left_out_and_no_measure_leaves_it_open(question: str) -> None:
    assert _asked(question).answer is None


@pytest.mark.parametrize(
    ("question", "quote"),
    [("水原 樹蛙 吉祥物", "小水原"), ("樹根 柏油路面", "黑板樹"), ("臨時人員考核要點是哪一號函訂頒的", "10530006500")],
)
def test_what_every_word_stands_in_is_told_alone(question: str, quote: str) -> None:
    said = _asked(question)
    assert said.reasons
    assert quote in said.reasons[0].quote
    assert not said.offers


@pytest.mark.parametrize("question", ["處長的薪水一個月多少", "消保官年薪多少"])
def test_what_is_counted_is_no_money(question: str) -> None:
    said = _asked(question)
    assert said.answer is None
    assert not said.offers


@pytest.mark.parametrize("question", ["109年上半年外賓接待大幅減少是什麼原因", "招待外賓109年為什麼變少"])
def test_why_is_asked_of_what_is_done_and_not_of_a_budget(question: str) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert answer.metric_id.startswith("delegation_")
    assert "疫情" in answer.told[0].causes[0].quote


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("一級主管的定期會議，104年9月那半年開得少，還是107年上半年開得少", [25, 23]),
        ("市府首長的例行會議109年3月那半年開得多，還是104年9月那半年開得多", [27, 25]),
    ],
)
def test_of_two_half_years_both_are_told(question: str, values: list[int]) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert [value for one in answer.told for value in one.rows["value"]] == values
    assert "2次" in answer.told[-1].sentence


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("縣市合併後工友從多少一路減到109年的多少，各時點", [8462, 7422, 6805, 6449]),
        ("合併以來臨時人員從多少一路變成109年6月的多少？", [3462, 2731, 2408, 2442]),
    ],
)
def test_a_course_from_how_many_begins_with_that(question: str, values: list[int]) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert sorted(set(answer.told[0].rows["value"])) == sorted(values)


@pytest.mark.parametrize(
    "question",
    [
        "請將各期報告的消費爭議調解件數依期別順序列出，並附上頁碼，以資比較",
        "請將歷次業務報告之調解件數依時間先後排列，並註明出處，以供參考",
    ],
)
def test_how_an_answer_is_to_look_names_nothing(question: str) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert answer.metric_id == "consumer_mediations"
    assert {112, 68, 90, 229} <= set(answer.told[0].rows["value"])


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("How many companies and how many countries were at the students' internship fair in May 2018?", [20, 35]),
        ("Roughly how many students attended the 2018 internship fair for international students?", [200]),
        ("欠債諮詢服務109年辦幾場幫到幾人", [25, 175]),
        ("How many items did the city auction off online in 2015, and for how much?", [98, 36877]),
    ],
)
def test_each_amount_is_told(question: str, values: list[int]) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert [value for one in answer.told for value in one.rows["value"]] == values


@pytest.mark.parametrize(
    ("question", "value"), [("107年1月那期的調解幾件", 68), ("104年9月那期業務報告的訪賓人數", 552)]
)
def test_a_report_is_named_by_the_month_its_period_begins_in(question: str, value: int) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert list(answer.told[0].rows["value"]) == [value]


@pytest.mark.parametrize("question", ["110年車輛錢消防和警察各拿多少", "消防跟警察110年的車輛經費各多少"])
def test_agencies_set_beside_each_other_need_no_word_for_what_they_are(question: str) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert sorted(answer.told[0].rows["part"]) == ["消防局", "警察局"]


@pytest.mark.parametrize(
    "question",
    [
        "How many foreign guests did the Secretariat receive in the first half of 2018?",
        "How many foreign guests were there in the first half of 2018, all in all?",
    ],
)
def test_who_names_no_event_is_not_told_that_none_is_printed(question: str) -> None:
    said = _asked(question)
    assert said.answer is None
    assert said.offers[0] == "delegation_persons"


@pytest.mark.parametrize("question", ["釜山有幾個人口", "高雄109年多少人口"])
def test_how_many_inhabitants_counts_nobody(question: str) -> None:
    assert _asked(question).answer is None
