"""Questions as people ask them: half years by their season, what is not asked, shares of all there is; and drafts."""

from __future__ import annotations

from datetime import date

import pytest

from catalog.load import load
from findings.asking.answers import Reply, reply
from findings.draft import judged
from ingest.draft import DraftReader

_TODAY = date(2026, 11, 28)

pytestmark = pytest.mark.usefixtures("published")


def _asked(question: str) -> Reply:
    return reply(question, _TODAY)


@pytest.mark.parametrize(
    ("question", "metric", "said"),
    [
        # Half a year by its season, by the end of a year, by what it is remembered for.
        ("109年春夏那半年電子公報出刊幾期", "gazette_issues", "55期"),
        ("104年底那半年公務車調派幾車次", "vehicle_dispatch_trips", "496車次"),
        ("107年那半年市政會議開幾次", "city_council_meetings", "23次"),
        ("How much was the budget in total for year 110?", "budget_total", "3億2,026萬7,000元"),
        # What is set aside is not asked.
        ("不是現場、是打電話來問消費問題的有幾件（104年9月到105年2月）", "consumer_advice_phone", "2,963件"),
        ("107年上半年第一次申訴幾件？別跟我講原因", "consumer_complaints_first", "2,052件"),
        # A period told with a round figure is not the one asked for.
        ("107年上半年才兩千多件第一次申訴，那109年3月到9月初到底幾件", "consumer_complaints_first", "3,253件"),
        # Two periods by what they tell; unlike lengths with that said.
        ("第二次申訴107上半年跟109年3到9月比，哪個多、差幾件", "consumer_complaints_second", "相差210件"),
        ("107上半年跟104年底那半年比，到訪的外賓差多少人", "delegation_persons", "相差318人"),
        # A part of all there is, also where that is not printed.
        ("工級人員占全部八千多人的幾成？（109年6月底）", "workers_total", "72.53%"),
        ("104年9月到105年2月的諮詢裡面，當面來問的占幾成", "consumer_advice_walkin", "9.42%"),
        # An agency in English by what it is for.
        ("Share of the 2021 vehicle budget: police bureau", "vehicle_equipment_budget_share", "41.83%"),
        # A number told of another time tells which measure is meant.
        ("市府管的房子去年說有73間，107年剩幾間", "dormitory_total", "61間"),
    ],
)  # fmt: skip
def test_what_people_ask_is_told(question: str, metric: str, said: str) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert metric in (answer.metric_id, *answer.near)
    assert said in "；".join(one.sentence for one in answer.told)


def test_a_rate_is_told_with_the_numbers_it_is_of() -> None:
    answer = _asked("107年退休準備金專戶補足的比例百分之幾？幾戶裡的幾戶").answer
    assert answer is not None
    assert [sorted(one.rows["value"].unique()) for one in answer.told] == [[99.81], [518], [519]]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("109年市府送了什麼給姊妹市", "防疫加油包"),
        ("監委109年6月來看了哪些", "高雄市空氣品質監測"),
        ("四維停車場的花台是被什麼弄壞的", "黑板樹樹根隆起"),
    ],
)
def test_what_was_sent_seen_or_done_is_quoted(question: str, said: str) -> None:
    asked = _asked(question)
    assert asked.answer is None
    assert any(said in one.quote for one in asked.reasons)


def test_why_nobody_came_is_told_by_the_report() -> None:
    answer = _asked("109年老外怎麼都不來高雄").answer
    assert answer is not None
    assert any("疫情嚴峻" in cause.quote for one in answer.told for cause in one.causes)


@pytest.mark.parametrize(
    ("draft", "number", "status"),
    [
        # What came since an event is not a year's.
        ("104年成果：全年減少工友248人，業務助理減少325人。", "325", "other_period"),
        ("縣市合併至105年1月，業務助理累計減少325人。", "325", "supported"),
        # A rate is of the day of what it is of.
        ("107年的業務報告說，合併以來業務助理減少425人，精簡率42.09%。", "42.09%", "other_period"),
        ("107年的業務報告說，合併以來業務助理減少425人，精簡率30.58%。", "30.58%", "supported"),
        # What is near to an item that nothing names is not that.
        ("107年的業務報告說，勞工退休準備金環保局還差1.6億元。", "1.6億", "unknown"),
    ],
)
def test_a_drafts_number_is_of_its_sentences_time(draft: str, number: str, status: str) -> None:
    verdicts = {one.raw: one.status for one in judged(draft, DraftReader(load()).read)}
    assert next(found for raw, found in verdicts.items() if number.rstrip("億%") in raw) == status
