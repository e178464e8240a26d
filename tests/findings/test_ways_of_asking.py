"""Ways people ask: days in digits, years of animals, what is more of two, shares and times, context before it."""

from __future__ import annotations

from datetime import date

import pytest

from findings.asking.answers import Reply, reply
from findings.asking.question import plain
from findings.asking.spans import Span, times

pytestmark = pytest.mark.usefixtures("published")
TODAY = date(2026, 11, 28)


def _asked(question: str) -> Reply:
    return reply(question, TODAY)


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("109.6.30的人數", date(2020, 6, 30), date(2020, 6, 30)),
        ("105/1/1那天", date(2016, 1, 1), date(2016, 1, 1)),
        ("疫情那年(109)4到6月", date(2020, 4, 1), date(2020, 6, 30)),
        ("去年那份(107年)", date(2018, 1, 1), date(2018, 12, 31)),
        ("雞年的燈會", date(2017, 1, 1), date(2017, 12, 31)),
        ("馬年燈會", date(2026, 1, 1), date(2026, 12, 31)),
        ("in ROC year 104, how many", date(2015, 1, 1), date(2015, 12, 31)),
    ],
)
def test_days_in_digits_brackets_and_animals_are_periods(typed: str, start: date, end: date) -> None:
    assert times(plain(typed), TODAY).spans == (Span(start, end),)


@pytest.mark.parametrize(
    ("question", "metric", "said"),
    [
        # A part and its whole, told by 比重, by what they add up to, and the times that one is another.
        ("110年預算裡，消費者保護的比重多少", "budget_item", "0.15%"),
        ("工友加臨時人員當中，工友占幾成 109年6月底", "workers_total", "72.53%"),
        ("104年9月到105年2月觀光局借的車佔府屬機關借用的多少", "vehicle_lent_trips", "60.71%"),
        ("107年上半年第一次申訴是第二次申訴的幾倍", "consumer_complaints_first", "3.79倍"),
        # What is more of two, and by how much.
        ("104年會議室哪一邊借得多？差多少場次", "venue_room_bookings", "357場次"),
        ("Which site had more atrium sessions in 2015, Siwei or Fengshan, by how much?", "venue_atrium_sessions", "10"),
        # What is told first is only beside what is asked for.
        ("政治檔案審選213案，其中移轉的有幾案", "political_archives_transferred", "180案"),
        ("工友減了2,013人，現在剩多少人", "workers_total", "6,449人"),
        # A name that a longer one ends with, an agency's whole budget, an agency without its office.
        ("調解 107年上半年", "consumer_mediations", "68件"),
        ("行國處110年編列多少錢", "budget_total", "3億2,026萬7,000元"),
        ("110年車輛設備經費警察分到多少錢", "vehicle_equipment_budget", "3,228萬2,000元"),
        ("How many people from abroad came in 2015, and in how many parties?", "delegation_persons", "997人"),
        # A part is asked for, of a whole whose number is told.
        ("職工與臨時人員合計8,891人當中，臨時人員的是多少", "temp_total", "2,442人"),
        ("工級人員6,449人裡面，學校的有多少", "workers_schools", "759人"),
        # Where it stands is beside what is asked; what comes again is the second time.
        ("107年4月有多少個臨時人員（人力那一頁裡面）", "temp_total", "2,408人"),
        ("109年6月底工級人員有幾人（職工那張表下面）", "workers_total", "6,449人"),
        ("109年旅遊糾紛再次申訴幾件", "consumer_complaints_second", "82件"),
        ("2018上半年高雄市府接待了多少訪賓", "delegation_persons", "234人"),
        # A share by its other name.
        ("104年第一次申訴，後來變成第二次申訴的占幾分之幾", "consumer_complaints_second", "36.53%"),
        ("110年的預算，人事費占幾分之幾", "budget_item", "56.59%"),
        ("110年車輛設備經費，警察局拿走幾分之幾", "vehicle_equipment_budget_share", "41.83%"),
        # Countries are counted; an event and an item of a budget go by what people call them.
        ("外國學生求職的徵才會，多少國家的人參加", "event_countries", "35國"),
        ("外籍學生就業洽談會幾家公司", "event_companies", "近20間"),
        ("110年度人事開銷佔總預算幾成", "budget_item", "56.59%"),
        ("110年度用人成本佔總預算多少比例", "budget_item", "56.59%"),
    ],
)  # fmt: skip
def test_what_is_asked_otherwise_is_told(question: str, metric: str, said: str) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert answer.metric_id == metric
    assert any(said in told.sentence for told in answer.told)


def test_measures_of_one_unit_that_bear_a_name_are_all_told() -> None:
    answer = _asked("綠色採購").answer
    assert answer is not None
    assert {value for told in answer.told for value in told.rows["value"]} == {100, 99.2, 90}


@pytest.mark.parametrize(
    ("question", "word"),
    [("狗年的國際午宴在哪裡辦", "展覽館"), ("鳳山那邊的滷水幹嘛換掉", "變質"), ("秘書處什麼時候換名字", "9月1日")],
)
def test_passages_tell_where_why_and_when_in_other_words(question: str, word: str) -> None:
    assert any(word in reason.quote for reason in _asked(question).reasons)


@pytest.mark.parametrize(
    ("question", "metric", "word"),
    [
        ("109年教育宣導怎麼才辦7場而已", "consumer_education_sessions", "疫情"),
        ("109年消保宣導怎麼只做7場次", "consumer_education_sessions", "疫情"),
        ("Why did hardly any visitors show up in 2020?", "delegation_persons", "疫情"),
        ("Why did hardly any foreign visitors come in 2020?", "delegation_persons", "疫情"),
    ],
)
def test_why_so_few_is_answered_with_the_cause(question: str, metric: str, word: str) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert answer.metric_id == metric
    assert any(word in cause.quote for told in answer.told for cause in told.causes)


@pytest.mark.parametrize(
    ("question", "word"),
    [("停車場為什麼非修不可呢", "樹根隆起"), ("西側的電梯為什麼非換不可", "停產")],
)
def test_what_had_to_be_is_told_why(question: str, word: str) -> None:
    assert any(word in reason.quote for reason in _asked(question).reasons)


@pytest.mark.parametrize("question", ["消費糾紛調解後業者賠了多少錢", "市長的座車花了多少錢", "保護動物那塊編多少預算"])
def test_what_is_counted_otherwise_is_not_told(question: str) -> None:
    assert _asked(question).answer is None
