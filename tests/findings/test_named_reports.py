"""Reports that a question names by a year, a month or a word; asides; and other kinds of questions."""

from __future__ import annotations

from datetime import date

import pytest

from findings.asking.answers import Reply, reply

pytestmark = pytest.mark.usefixtures("published")
TODAY = date(2026, 11, 28)


def _asked(question: str) -> Reply:
    return reply(question, TODAY)


@pytest.mark.parametrize(
    ("question", "metric", "kind", "said"),
    [
        # A report is named by its year, the month it ended or was published in, or what only it tells of.
        ("107那本 法律諮詢來了多少人次", "legal_clinic_persons", "figure", "71人次"),
        ("105年2月底那份的訪賓人數", "delegation_persons", "figure", "552人"),
        ("105年5月報的那期 調解幾件", "consumer_mediations", "figure", "90件"),
        ("109年10月那本報告寫消保官查幾次", "consumer_inspections", "figure", "28次"),
        ("政風處借車借了幾趟？105年5月報告", "vehicle_lent_trips", "figure", "8車次"),
        ("105年5月提送議會那份報告裡，調解幾件", "consumer_mediations", "figure", "90件"),
        ("109年10月報告那期消保官查幾次", "consumer_inspections", "figure", "28次"),
        ("疫情那本 第二次申訴幾件", "consumer_complaints_second", "figure", "752件"),
        # Of each measure its newest, whichever report has the word.
        ("第二次申訴 最新那半年幾件", "consumer_complaints_second", "newest", "752件"),
        ("目前那期的第二次申訴", "consumer_complaints_second", "newest", "752件"),
        ("How many mediations in the 2018 report?", "consumer_mediations", "figure", "68"),
        # What somebody tells of himself, and why he asks, is beside it.
        ("我在趕稿 市政會議109那本開幾次 急", "city_council_meetings", "figure", "27次"),
        ("各位好，明天要質詢，104年收文幾件", "incoming_documents", "figure", "69,318件"),
        ("老師我要寫報告……104年省下幾張A4紙", "paper_sheets_saved", "figure", "857,850張"),
        # Two reports, and two parts, are set beside each other.
        ("市政會議 107那本跟109那本 哪個開得多", "city_council_meetings", "figure", "27次"),
        ("第二次申訴 疫情那期比107那本多幾件", "consumer_complaints_second", "figure", "210件"),
        ("110年車輛設備經費 消防比環保多編多少", "vehicle_equipment_budget", "figure", "消防局"),
        # A year stands before words that begin with a unit.
        ("110 人事費占預算幾成", "budget_item", "apart", "56.59%"),
        ("110 消費者保護吃掉預算多少%", "budget_item", "apart", "0.15%"),
        ("110年消保那塊的預算多少", "budget_item", "figure", "47萬9,000元"),
        # What is left out is another measure; a whole is asked for by its sum.
        ("不要算打電話的 現場諮詢104年9月到105年2月幾件", "consumer_advice_walkin", "figure", "308件"),
        ("107年中宿舍總數多少", "dormitory_total", "figure", "61間"),
        # What came of an aim is told with it.
        ("綠色採購過了規定的線嗎", "green_procurement_total_rate", "newest", "90%"),
        ("臨時人員砍了289人，還剩幾人", "temp_total", "newest", "2,442人"),
    ],
)  # fmt: skip
def test_what_is_asked_so_is_told(question: str, metric: str, kind: str, said: str) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert answer.metric_id == metric
    assert answer.told[0].kind == kind
    assert any(said in told.sentence for told in answer.told)


@pytest.mark.parametrize("question", ["法律諮詢那期來了幾人次", "收文那本是幾件"])
def test_a_word_that_several_reports_tell_of_names_none(question: str) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert answer.told[0].kind == "newest"


def test_a_course_from_the_merger_on_begins_with_it() -> None:
    answer = _asked("臨時人員 合併那時候到109 每次印的人數一路排下來").answer
    assert answer is not None
    assert {3462, 2731, 2408, 2442} <= {value for told in answer.told for value in told.rows["value"]}


@pytest.mark.parametrize("question", ["新的公文系統哪時候上線", "那套人事系統幾時啟用"])
def test_when_something_was_is_no_figure(question: str) -> None:
    assert _asked(question).answer is None
