"""Questions that ask for more than a figure: of two measures, without a part, whether it went on, for a share, why."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from catalog.words import speaking
from findings.asking.answers import Reply, reply
from findings.asking.question import plain
from findings.asking.spans import Span, times
from findings.asking.told import Answer
from warehouse import reads
from warehouse.connect import Warehouse

pytestmark = pytest.mark.usefixtures("published")
TODAY = date(2026, 11, 28)


def _asked(question: str) -> Reply:
    return reply(question, TODAY)


def _answer(question: str) -> Answer:
    answer = _asked(question).answer
    assert answer is not None, question
    return answer


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("一０四年整年", date(2015, 1, 1), date(2015, 12, 31)),
        ("105年2月以前那半年", date(2015, 9, 1), date(2016, 2, 29)),
        ("到107年6月底為止的半年", date(2018, 1, 1), date(2018, 6, 30)),
        ("107年前六個月", date(2018, 1, 1), date(2018, 6, 30)),
        ("the six months to February 2016", date(2015, 9, 1), date(2016, 2, 29)),
        ("109年第二季", date(2020, 4, 1), date(2020, 6, 30)),
        ("2018 Q4", date(2018, 10, 1), date(2018, 12, 31)),
        ("the first quarter of 2018", date(2018, 1, 1), date(2018, 3, 31)),
        ("105年2月那次", date(2016, 2, 1), date(2016, 2, 29)),
    ],
)
def test_half_years_and_quarters_are_periods(typed: str, start: date, end: date) -> None:
    assert times(plain(typed), TODAY).spans == (Span(start, end),)


@pytest.mark.parametrize(
    ("question", "metric", "kind", "values"),
    [
        ("到105年2月底為止的半年 市政會議開幾次", "city_council_meetings", "figure", {25}),
        ("how many gazette issues came out in the six months to February 2016", "gazette_issues", "figure", {49}),
        ("109年第二季職工與臨時人員有多少", "staff_total", "figure", {8891}),
        # What is printed as the sum is told; where nothing is, both figures.
        ("工級人員和臨時人員合起來109年幾人", "staff_total", "figure", {8891}),
        ("紙張跟碳粉的費用加起來省多少", "recruitment_total_savings", "newest", {595000}),
        ("how many paper and online file requests altogether in 2015", "archive_requests_total", "figure", {184}),
        ("104年第一次申訴加第二次申訴總共幾件", "consumer_complaints_first", "apart", {3170, 1158}),
        ("市政會議跟首長座談107年加起來開了幾次", "city_council_meetings", "apart", {23, 20}),
        ("警察局跟消防局的車輛經費合計多少", "vehicle_equipment_budget", "newest", {32282000, 27635000}),
        # Whether it went one way.
        ("臨時人員是不是每年都在減少？", "temp_total", "steady", {2731, 2408, 2442}),
        ("合併到現在工友司機技工是不是一直在減？", "workers_total", "steady", {7422, 6805, 6449}),
        ("消費爭議調解件數有連年成長嗎", "consumer_mediations", "steady", {229, 90, 68, 112}),
        ("has the number of temporary staff kept falling", "temp_total", "steady", {2731, 2408, 2442}),
        # What is left.
        ("除了觀光局以外哪個機關借公務車最多次？", "vehicle_lent_trips", "most", {12}),
        ("扣掉學校，109年工級人員還有幾人", "workers_agencies", "figure", {5690}),
        ("不含臨時人員的話109年職工有幾個", "workers_total", "figure", {6449}),
        ("不算人事費，110年度哪一塊預算編最多", "budget_item", "most", {88923000}),
        ("臨時人員不算「其他」那類，109年多少人", "temp_subtotal_three_types", "figure", {864}),
        # A share that is printed, and one that is not.
        ("110年警察局占車輛經費的比例", "vehicle_equipment_budget_share", "figure", {41.83}),
        ("109年工級人員裡面學校占幾成", "workers_schools", "apart", {759, 6449}),
        ("臨時人員占全部員額的百分之幾 109年", "temp_total", "apart", {2442, 8891}),
        ("人事費佔110年總預算多少比例", "budget_item", "apart", {181235000, 320267000}),
        ("what share of the workers are in schools in 2020", "workers_schools", "apart", {759, 6449}),
        # The amount and not its share; which kind, and which of two; each of several; how much more.
        ("警察局110年買車分到多少", "vehicle_equipment_budget", "figure", {32282000}),
        ("109年6月其他臨時人員裡哪一種最多", "temp_other", "most", {397}),
        ("110年預算花最多的是哪個項目", "budget_item", "most", {181235000}),
        ("四維跟鳳山哪邊的會議室禮堂比較多人借", "venue_room_bookings", "most", {1110}),
        ("104年的第一次申訴、第二次申訴、調解各幾件", "consumer_complaints_first", "apart", {3170, 1158, 229}),
        ("從105年1月到109年6月底，職工加臨時人員總數少了多少人", "staff_total", "figure", {8891, 9213, 10153}),
        ("卡債法律諮詢人次，109那期是107那期的幾倍", "legal_clinic_persons", "figure", {175, 71}),
        ("how many first complaints about travel services in 2020", "consumer_complaints_first", "overlapping", {143}),
        # Of every report, and since the merger with what there was then.
        ("市政會議每次業務報告各開幾次", "city_council_meetings", "all", {52, 25, 23, 27}),
        ("監委每次巡察收到的陳情件數各是多少", "control_yuan_petitions", "all", {13, 9, 12, 18, 10, 16}),
        ("臨時人員從合併到最新一路是怎麼減的", "temp_total", "all", {3462, 2731, 2408, 2442}),
        ("縣市合併以來工友、技工、司機的人數一路怎麼掉的？", "workers_total", "all", {8462, 7422, 6805, 6449}),
        # Each of several amounts.
        ("109消保查核幾次幾家", "consumer_inspections", "overlapping", {28, 69}),
        ("104年訪賓幾人、調解幾件", "delegation_persons", "figure", {997, 229}),
        ("104年資安訓練幾梯次幾人次", "security_training_batches", "figure", {2, 170}),
        (
            "业务助理从县市合并到2020年6月一共减了多少人，减幅百分之几",
            "clerical_assistants_reduced_since_merger",
            "figure",
            {585, 42.09},
        ),
        ("How many foreign delegations came in 2015, and how many people?", "delegation_cases", "figure", {89, 997}),
        # English shares, and a part by a word of its name.
        (
            "What percentage of the 2021 vehicle equipment budget goes to the police?",
            "vehicle_equipment_budget_share",
            "figure",
            {41.83},
        ),
        (
            "what share of the 2021 vehicle budget goes to the fire bureau",
            "vehicle_equipment_budget_share",
            "figure",
            {35.8},
        ),
        ("110年度的預算，人事費吃掉多少比例", "budget_item", "apart", {181235000, 320267000}),
        # Kinds of what is named; what was aimed at where that is asked; a number in round figures.
        ("107年年中那批宿舍裡，哪一種最多", "dormitory_total", "most", {32}),
        ("線上簽核的目標是多少", "e_signoff_rate", "newest", {45}),
        ("勞退準備金當初欠33億還是29億", "pension_gap_original", "newest", {3320000000}),
        # Why is asked of a figure, whichever way it is said to have gone.
        ("為什麼104年工友一口氣增加了248人", "workers_reduced_in_year", "figure", {248}),
        ("109年怎麼外國貴賓都不太來高雄了", "delegation_persons", "not_printed", set()),
    ],
)
def test_what_is_asked_is_told_and_nothing_else(question: str, metric: str, kind: str, values: set[float]) -> None:
    answer = _answer(question)
    assert (answer.metric_id, answer.told[0].kind) == (metric, kind)
    assert {value for told in answer.told for value in told.rows["value"]} == values


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("工級人員是否逐年下降", "工級人員合計逐期減少"),
        ("工級人員有沒有越來越多", "工級人員合計逐期減少"),
        ("臨時人員是不是一直減少", "臨時人員合計沒有逐期減少：107年4月1日 2,408人，之後的109年6月30日 2,442人"),
        ("首長宿舍是不是一年比一年少", "首長宿舍沒有逐期減少"),
        # Periods of unequal length by their monthly average.
        ("調解件數是不是一直增加", "平均每月消費爭議調解沒有逐期增加：104年全年 19.1件"),
    ],
)
def test_whether_it_went_one_way_is_said_of_every_period(question: str, told: str) -> None:
    assert _answer(question).told[0].sentence.startswith(told)


@pytest.mark.parametrize(
    ("question", "reckoned"),
    [
        ("從105年1月到109年6月底，職工加臨時人員總數少了多少人", "（10,153人與8,891人相差1,262人，由本站相減）"),
        ("109年旅遊糾紛的第一次申訴比機票多幾件", "（143件與127件相差16件，由本站相減）"),
        ("訪賓接待聯繫業務佔行政暨國際處110年預算的比例", "由本站相除）"),
        ("109年工級人員裡面學校占幾成", "（759人為6,449人的11.77%，由本站相除）"),
        ("104年四維跟鳳山兩邊中庭攏總開放幾場活動", "（102場次、92場次合計194場次，由本站相加）"),
        ("警察局加消防局110年車輛經費總共多少", "合計5,991萬7,000元，由本站相加）"),
        # Shares are no shares of each other; nor are two figures of one part.
        ("警察局和消防局110年合起來占車輛經費幾成", ""),
        ("110年預算，庶務管理吃掉幾成", ""),
        # What is near what is printed: not reckoned.
        ("登革熱防治員105年1月到109年6月少了多少人", ""),
    ],
)
def test_what_is_reckoned_says_so_and_what_is_not_exact_is_not(question: str, reckoned: str) -> None:
    sentence = _answer(question).told[-1].sentence
    assert sentence.endswith(reckoned)
    assert bool(reckoned) == ("由本站" in sentence)


def test_english_says_the_same() -> None:
    with speaking("en"):
        (told,) = _answer("has the number of temporary staff kept falling").told
        assert "not fewer from period to period; 1 April 2018: 2,408 persons" in told.sentence


@pytest.mark.parametrize(
    "question",
    ["除了109年以外訪賓幾人", "職工人數不含清潔隊的話有多少", "扣掉颱風，110年車輛經費多少", "訪賓不算日本的有幾人",
     "網路徵才省下的紙錢是多少", "104年第一次申訴加捷運申訴總共幾件", "臨時人員占全市勞工幾成", "幹嘛把電梯換掉",
     "not counting the police, who gets most of the 2021 vehicle budget", "109年9月誰來拜會市長",
     "秘書處105年報告說規劃中要結姊妹市的是哪些城市", "how many first complaints about hotels in 2020",
     "2018 headcount: total staff, workers, and visitors", "104年省電目標是多少",
     "What percentage of temporary staff are clerical assistants in 2020?"],
)  # fmt: skip
def test_what_is_not_plain_gets_no_figure(question: str) -> None:
    """What is left out that no part is, a part's own word beside the sum's, a whole that nothing counts."""
    assert _asked(question).answer is None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("四維停車場花台怎麼會壞", "因黑板樹樹根隆起"),
        ("停車場花台為什麼壞掉要修（四維東西側）", "因黑板樹樹根隆起"),
        ("專戶餘額為什麼一直變動", "專戶餘額隨之浮動"),
        ("109年為什麼變少", "因嚴重特殊傳染性肺炎疫情嚴峻"),
    ],
)
def test_why_is_answered_where_no_measure_is_named(question: str, said: str) -> None:
    found = _asked(question)
    assert found.answer is None
    assert said in found.reasons[0].quote
    texts = "\n".join(reads.ask(_texts)["text"])
    assert all(reason.quote in texts for reason in found.reasons)


def _texts(warehouse: Warehouse) -> pd.DataFrame:
    return warehouse.frame("SELECT text FROM passage")


@pytest.mark.parametrize("question", ["為什麼捷運誤點", "為什麼變少", "why is the sky blue", "為何路燈壞了", "原因"])
def test_why_of_what_no_report_explains_is_not_answered(question: str) -> None:
    found = _asked(question)
    assert found.answer is None
    assert found.reasons == ()


def test_of_two_measures_with_one_cause_the_leading_one_is_told_with_it() -> None:
    answer = _answer("為什麼109年都沒什麼外賓來？")
    assert answer.metric_id == "delegation_persons"
    assert "疫情" in answer.told[0].causes[0].quote


@pytest.mark.parametrize(
    "question", ["104年公文線上簽核實際做到百分之幾？我不是問目標", "公文線上簽核的比率104年是多少"]
)
def test_what_was_aimed_at_is_not_told_as_what_came_of_it(question: str) -> None:
    (told,) = _answer(question).told
    assert told.kind == "aim"
    assert told.sentence.startswith("實際的數字報告沒有印，只印有目標。")


@pytest.mark.parametrize(
    ("question", "reports"),
    [
        ("哪一份報告寫國際午宴有九個城市來？", {"council-2-3", "council-2-8"}),
        ("which report says 140 people came on the charter flight", {"council-2-8"}),
        ("哪份報告提到省了857,850張A4紙", {"performance-104"}),
    ],
)
def test_asked_in_which_report_a_number_stands_all_are_named(question: str, reports: set[str]) -> None:
    numbers = _asked(question).numbers
    assert numbers is not None
    assert set(numbers["report_id"]) == reports


def test_what_no_name_tells_is_offered_from_the_passage_that_holds_it() -> None:
    found = _asked("那個被高雄船長救起來、後來回來報恩的越裔美國人捐了多少錢")
    assert (found.answer, found.offers) == (None, ("donation_received_aud",))


def test_periods_of_unequal_length_are_not_told_as_comparable() -> None:
    (told,) = _answer("市府公報每一份報告各說出了幾期？能不能畫成一條線").told
    assert set(told.rows["value"]) == {100, 49, 55}
    assert "不能直接比高低" in told.sentence


@pytest.mark.parametrize(
    ("question", "metrics", "values"),
    [
        # Several like measures, each by its own word.
        ("一百零四年消費申訴案有幾件？第一次跟第二次請分開講",
         ["consumer_complaints_first", "consumer_complaints_second"], {3170, 1158}),
        ("How many first and second complaints in 2015?", ["consumer_complaints_first", "consumer_complaints_second"],
         {3170, 1158}),
        ("105年1月1日工級人員在機關有多少、在學校有多少？", ["workers_agencies", "workers_schools"], {6345, 1077}),
        ("105年2月那期打來問或到櫃台問的消費諮詢各幾件",
         ["consumer_advice_phone", "consumer_advice_walkin"], {2963, 308}),
        ("109年節電率跟節水率是多少", ["electricity_saving_rate", "water_saving_rate"], set()),
        ("每份報告各接待外賓幾案、幾個人？", ["delegation_cases", "delegation_persons"], {89, 42, 28, 997, 552, 234}),
        # The event that is named; the day on which it happened; the part and its whole.
        ("2018年高雄国际午宴，有几个城市来？总共到了多少人？", ["event_cities", "event_guests"], {9, 200}),
        ("2018大高雄國際學生就業暨給薪實習洽談會來了幾國、幾位學生",
         ["event_countries", "event_participants"], {35, 200}),
        ("一百零九年三月十三日那一筆勞退準備金撥了多少錢？", ["pension_topup"], {325000000}),
        ("What share of the 2021 budget goes to personnel costs?", ["budget_item", "budget_total"],
         {181235000, 320267000}),
        # Which of several kinds that are named.
        ("109年6月底「其他」類臨時人員，衛生局、道路清潔員、登革熱防治員、路邊收費員，哪一種人最多？",
         ["temp_other"], {397}),
        ("109年6月臨時人員裡環保局掃馬路的、登革熱防治員、路邊收費員，哪一種最少", ["temp_other"], {114}),
    ],
)  # fmt: skip
def test_each_of_several_and_what_an_event_or_a_day_tells(
    question: str, metrics: list[str], values: set[float]
) -> None:
    answer = _answer(question)
    told = {value for one in answer.told for value in one.rows["value"]}
    assert answer.metric_id == metrics[0]
    assert set(metrics[1:]) <= set(answer.near)
    assert told == values


@pytest.mark.parametrize(
    "question",
    [
        "107年4月機關跟學校和市立醫院的工級人員各多少",
        "107年4月的業務助理跟約用人員各剩幾位",
        "105年1月學校裡面還有多少個工級人員啊 機關的不要算",
        "109年6月底登革熱防治員、路邊收費員、殯儀館人員，哪一種人最多？",
        "2016年高雄國際午宴來了幾個國家",
        "109年3月14日那一筆勞退準備金撥了多少錢？",
        "What share of the 2021 budget goes to the mayor's costs?",
    ],
)
def test_where_one_of_several_is_not_plain_no_half_is_told(question: str) -> None:
    answer = _asked(question).answer
    assert answer is None or all(one.rows.empty for one in answer.told)


def test_two_periods_nearly_as_long_are_set_side_by_side_with_their_days() -> None:
    told = _answer("消保官出去查核，107年這期跟109年那期比，次數增加多少？").told[-1].sentence
    assert told.endswith("（24次與28次相差4次，由本站相減；兩期長短不同：107年1月16日至6月30日、109年3月1日至9月5日）")


@pytest.mark.parametrize(
    ("question", "reckoned"),
    [
        ("調解件數104年跟109年那期相比少了多少", "229件與112件相差117件"),
        ("第一次申訴107年上半年比104年多幾件", "3,170件與2,052件相差1,118件"),
    ],
)
def test_half_a_year_beside_a_whole_one_is_said_not_to_compare(question: str, reckoned: str) -> None:
    told = _answer(question).told[-1].sentence
    assert reckoned in told
    assert "不能直接比" in told


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("公務車輛管理要點是什麼時候過的、為什麼要訂？", "109 年 4 月 21 日第 470 次市政會議審議通過"),
        ("疫情的時候，報告裡對口罩、酒精哄抬價格做了什麼？", "持續適時抽查藥局或店家有無囤積或哄抬價格"),
        ("姊妹市交流在疫情期間怎麼做", "強化防疫交流、網路視訊"),
    ],
)
def test_what_was_done_and_when_is_quoted(question: str, said: str) -> None:
    asked = _asked(question)
    assert asked.answer is None
    assert any(said in one.quote for one in asked.reasons)


@pytest.mark.parametrize("question", ["捷運站何時通車", "市府怎麼處理違建", "什麼時候發育兒津貼"])
def test_what_no_passage_tells_is_not_quoted(question: str) -> None:
    assert not _asked(question).reasons


@pytest.mark.parametrize(
    ("question", "metric", "values"),
    [
        # In a measure's own words, or as others ask, where no other is near.
        ("市長每星期二開的那個會 109年3到9月有幾次", "city_council_meetings", {27}),
        ("110年招待外國客人的預算多少", "budget_item", {6490000}),
        ("104年調檔案，用紙本的有幾件", "archive_requests_paper", {172}),
        # Numbers told in round figures, or as from and to, beside what is asked.
        ("104年第一次申訴三千多件，107年才兩千多件，少了幾件", "consumer_complaints_first", {3170, 2052}),
        ("消保宣導怎麼從18場變7場", "consumer_education_sessions", {7, 18, 13, 21}),
        ("開放資料集從16項到25項，成長幾%", "open_datasets_growth_rate", {50}),
        # An event by its year and a part of its name.
        ("2018年在展覽館辦的高雄國際午宴來了多少人", "event_guests", {200}),
        ("2018年那場全球說明會來了幾位", "event_guests", {100}),
        # With what there was at the merger, and the difference.
        ("臨時人員從合併以後一路減少嗎？合併時多少、後來各個時間點各剩多少，總共少了幾人", "temp_total",
         {3462, 2731, 2408, 2442}),
        # Which share of some came to something, where both are printed together.
        ("104年調檔案的裡面有幾成是線上調的", "archive_requests_online", {12, 184}),
        ("109年工級人員當中有百分之幾在學校", "workers_schools", {759, 6449}),
        ("107年6月看過的政治檔案中有幾趴要移走", "political_archives_transferred", {180, 213}),
        # English for what people say otherwise.
        ("How many overseas visitors came in 2015, in how many groups?", "delegation_persons", {997, 89}),
        ("Over the years, are plumbing and elevator repair jobs going up?", "maintenance_cases", {404, 484, 544}),
    ],
)  # fmt: skip
def test_what_is_said_otherwise_is_told(question: str, metric: str, values: set[float]) -> None:
    answer = _answer(question)
    assert answer.metric_id == metric
    assert {value for told in answer.told for value in told.rows["value"]} == values


@pytest.mark.parametrize(
    "question",
    ["電子輓額", "輓聯 全國", "開放資料集從25項增到27項，成長幾%", "接待外賓請吃飯花多少錢", "台南市登革熱幾例",
     "鳳山大禮堂牆面整修編多少錢"],
)  # fmt: skip
def test_what_several_share_or_none_has_is_not_told(question: str) -> None:
    """A topic alone, a rate of other numbers than are told beside it, another thing than the part of a budget."""
    assert _asked(question).answer is None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("喜憨兒的咖啡店開在哪", "委由喜憨兒基金會經營咖啡小舖"),
        ("懷孕婦女專用停車位設在哪裡", "設置懷孕婦女親善汽車與機車專用停車位"),
        ("水原市的吉祥物來高雄做什麼", "特別安排拍攝團隊"),
        ("塞萬提斯西語競賽在哪天", "107年5月12日"),
        ("停车场花台为什么坏了", "因黑板樹樹根隆起"),
        ("四维西侧的电梯最后为什么要整修", "既有電梯使用逾25年"),
        # No figure is found; what speaks of it is, in a plan, too.
        ("110年空調汰換編了多少錢", "中央空調系統附屬設備汰換工程"),
    ],
)
def test_a_passage_is_known_by_the_rare_words_it_shares(question: str, said: str) -> None:
    found = _asked(question)
    assert found.answer is None
    assert any(said in one.quote for one in found.reasons)


@pytest.mark.parametrize(
    "question",
    ["捷運出口在哪", "市長信箱在哪裡", "健保卡在哪裡辦", "跨年晚會在哪裡辦", "志工怎麼報名", "煙火幾點開始放"],
)
def test_what_no_report_tells_of_is_met_with_silence(question: str) -> None:
    found = _asked(question)
    assert (found.answer, found.offers, found.reasons) == (None, (), ())


def test_what_lacks_a_figure_says_so_and_what_has_a_passage_for_an_answer_does_not() -> None:
    assert _asked("鳳山大禮堂牆面整修編多少錢").lacks_figure
    assert not _asked("喜憨兒的咖啡店開在哪").lacks_figure


def test_whether_it_went_one_way_is_told_of_one_part() -> None:
    """四維 alone in one report is none of the course of 四維+鳳山 in the others."""
    rows = _answer("會議室禮堂是不是越借越多").told[0].rows
    assert rows["part"].nunique() == 1
