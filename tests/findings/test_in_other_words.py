"""Questions in other words than reports print: the sentence that says it is found, or nothing is said; and drafts."""

from __future__ import annotations

from datetime import date

import pytest

from catalog.load import load
from catalog.questions import load_said_alike
from findings.asking.answers import Reply, reply
from findings.draft import judged
from ingest.draft import DraftReader

_TODAY = date(2026, 11, 28)

pytestmark = pytest.mark.usefixtures("published")


def _asked(question: str) -> Reply:
    return reply(question, _TODAY)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # What people say otherwise.
        ("報廢的財產上網賣掉是要做什麼", "報廢財產上網拍賣"),
        ("空房子沒人住怕生蚊子怎麼辦", "預防孳生病媒蚊蟲"),
        ("哪幾個團體跟市府合作幫消費者", "台灣消費者保護協會"),
        ("半夜進市府大樓要登記證件嗎，會不會被攔", "以身分證件登記管制"),
        # By which rule, on which day, where, of what number: the sentence that tells such a thing.
        ("室內空氣檢測是依據什麼法規做的", "室內空氣品質管理法"),
        ("辦公室省水省電是依照哪個規定", "節約能源"),
        ("退休規劃那個研習班是哪一天", "109 年 3 月 26 日"),
        ("第幾屆的檔案金檔獎要送機關去比賽", "第 19 屆機關檔案管理"),
        # Why, also where no word says so.
        ("四維西邊電梯好好的為什麼要重修", "相關維修零組件陸續停產"),
    ],
)
def test_the_sentence_that_says_it_in_other_words_comes_first(question: str, said: str) -> None:
    found = _asked(question)
    assert found.answer is None
    assert said in found.reasons[0].quote


@pytest.mark.parametrize(
    "question",
    ["垃圾車幾點來收", "我家門口坑洞找誰修", "幼兒園抽籤什麼時候", "公車票價為什麼漲", "育嬰津貼依據什麼法規發",
     "議員的停車證多少錢一張", "台南市第一次申訴幾件", "新北市政府接待幾團外賓"],
)  # fmt: skip
def test_what_no_report_tells_gets_nothing(question: str) -> None:
    found = _asked(question)
    assert (found.answer, found.offers, found.reasons) == (None, (), ())


def test_a_period_that_no_report_holds_is_said_to_be_without_figures_of_others() -> None:
    found = _asked("112年登革熱案例數")
    assert found.answer is None
    assert all(not any(sign.isdigit() for sign in one.sentence.partition("：")[2]) for one in found.offered)


@pytest.mark.parametrize(
    ("question", "metric", "values"),
    [
        # The sentence nearest prints the figure of one of those that may be meant.
        ("104年9月到隔年2月打電話來諮詢的有幾通", "consumer_advice_phone", {2963}),
        ("留學生的就業媒合會那天來了幾個國家", "event_countries", {35}),
        # A part by its own word; two of them side by side.
        ("會計那一塊110年編多少", "budget_item", {54000}),
        ("110年人事業務跟政風業務哪邊多，多多少", "budget_item", {666000, 52000}),
        ("四維跟鳳山比，104年哪邊的會議室借出去比較多", "venue_room_bookings", {1110}),
        # A share of all there is.
        ("110年整個處的錢，發薪水的部分占幾成", "budget_item", {181235000, 320267000}),
        ("107年6月審選的政治檔案裡，列入移轉的算起來幾成", "political_archives_transferred", {180, 213}),
        # The course over the reports.
        ("這三份報告的調解件數變多還是變少", "consumer_mediations", {229, 90, 68, 112}),
    ],
)
def test_what_names_leave_open_is_told(question: str, metric: str, values: set[float]) -> None:
    answer = _asked(question).answer
    assert answer is not None
    assert metric in (answer.metric_id, *answer.near)
    assert values <= {value for told in answer.told for value in told.rows["value"]}


def test_what_may_be_meant_and_is_not_printed_at_all_is_said_to_be_so() -> None:
    answer = _asked("109年3月到9月到底接待了幾批外賓").answer
    assert answer is not None
    assert {told.kind for told in answer.told} == {"not_printed"}


def test_each_word_that_is_said_alike_stands_once_in_its_line() -> None:
    for line in load_said_alike():
        assert len(set(line)) == len(line) > 1
        assert any(not word.isascii() for word in line)


def _verdict(draft: str, number: str) -> str:
    found = {one.raw: one.reckoned or one.status for one in judged(draft, DraftReader(load()).read)}
    return next(found for raw, found in found.items() if number in raw)


@pytest.mark.parametrize(
    ("draft", "number", "verdict"),
    [
        # Blanks between signs and digits.
        ("109 年 6 月工級人員6,449人，比 107 年 4 月又少356人。", "356", "difference"),
        ("107 年 1 月 16 日至 6 月 30 日第一次申訴2,052件、第二次申訴542件。", "2,052", "supported"),
        # What is told wrong is added up as it is printed; and nothing else is.
        ("109年3月1日到9月5日第一次申訴3,253件、第二次申訴725件，兩種申訴加起來4,005件。", "4,005", "sum"),
        ("109年3月1日到9月5日第一次申訴3,253件、第二次申訴725件，兩種申訴加起來3,978件。", "3,978", "unknown"),
        # Digits in another order; and what is no slip.
        ("104年全年收文63,918件。", "63,918", "contradicted"),
        ("104年核發臨時停車證8,055張。", "8,055", "contradicted"),
        ("104年全年便當花了63,918元。", "63,918", "unknown"),
        ("收文63,918件。", "63,918", "unknown"),
        # A share of two of one passage.
        ("104年調案有紙本也有線上，紙本的占93.5%。", "93.5", "share"),
        ("104年調案有紙本也有線上，線上的占93.5%。", "93.5", "unknown"),
        # What stands beside it tells the time.
        ("104年9月至105年2月的成績單。第一次申訴2,423件，第二次申訴568件，調解229件。", "229", "other_period"),
        # How much falls on each, where only the sum is told.
        ("104年外賓來了997人，每一案平均11.2人。", "11.2", "average"),
    ],
)
def test_a_drafts_number_by_what_stands_beside_it(draft: str, number: str, verdict: str) -> None:
    assert _verdict(draft, number) == verdict
