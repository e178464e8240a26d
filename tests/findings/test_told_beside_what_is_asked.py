"""What stands beside a question is not what is asked, and what stands beside an answer is told with it."""

from __future__ import annotations

from datetime import date

import pytest

from findings.asking.answers import Reply, reply
from findings.asking.told import Answer

pytestmark = pytest.mark.usefixtures("published")


def _asked(question: str) -> Reply:
    return reply(question, date(2026, 11, 28))


def _answered(question: str) -> Answer:
    answer = _asked(question).answer
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    "question",
    [
        "109年6月臨時人員2,442人，占職工與臨時人員合計幾成？",
        "105年2月底前那半年調解開會6次，平均每次會議處理的案件何者較多",
        "波特蘭姊妹市滿30週年，誰率團去玫瑰節",
    ],
)
def test_where_a_number_that_is_told_stands_is_not_asked(question: str) -> None:
    assert _asked(question).numbers is None


@pytest.mark.parametrize("question", ["7,284人次", "哪份報告寫8,462人"])
def test_where_a_number_stands_is_told_where_nothing_else_is_asked(question: str) -> None:
    assert _asked(question).numbers is not None


@pytest.mark.parametrize(
    ("question", "metric", "figures"),
    [
        ("線上簽核的40%過了沒", "e_signoff_rate", ("45%", "40%", "已符合行政院規定線上簽核40%")),
        ("Did the city meet its 40% target for signing documents online?", "e_signoff_rate", ("45%", "已符合")),
        ("公文電子交換使用率有沒有達到行政院要求？", "e_exchange_rate", ("70%", "已達行政院要求70%")),
    ],
)
def test_an_aim_that_is_said_to_be_reached_is_quoted(question: str, metric: str, figures: tuple[str, ...]) -> None:
    answer = _answered(question)
    assert (answer.metric_id, answer.told[0].kind) == (metric, "aim")
    assert all(figure in answer.told[0].sentence for figure in figures)


@pytest.mark.parametrize(
    ("question", "newest", "earlier"),
    [("市政會議幾次", [27], [23, 25, 52]), ("首長宿舍 幾間", [3], [35]), ("社會局 借車", [1], None)],
)
def test_other_periods_stand_beside_the_newest(question: str, newest: list[int], earlier: list[int] | None) -> None:
    told = _answered(question).told
    assert [one.kind for one in told] == (["newest", "all"] if earlier else ["newest"])
    assert list(told[0].rows["value"].unique()) == newest
    assert not earlier or sorted(told[1].rows["value"].unique()) == sorted(earlier)


@pytest.mark.parametrize("question", ["目前市政會議幾次", "最新的首長宿舍間數"])
def test_who_asks_for_the_newest_is_told_that(question: str) -> None:
    assert [one.kind for one in _answered(question).told] == ["newest"]


@pytest.mark.parametrize(
    ("question", "metric"),
    [
        ("績優職工遴薦了一百多名，最後獲選幾人", "outstanding_staff_selected"),
        ("政治檔案列入移轉一百多案，審選了幾案", "political_archives_reviewed"),
    ],
)
def test_what_is_told_in_round_figures_before_is_known(question: str, metric: str) -> None:
    assert _answered(question).metric_id == metric


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("人事費用掉110年總預算幾成", "的56.59%，"),
        ("路邊收費員佔全部臨時人員幾趴，107年4月", "的約20%，"),
        ("臨時人員和工友，合併後哪邊減得比較多？", "1,020人與2,013人相差993人"),
        ("工友跟臨時人員的精簡率，109年哪邊比較高", "23.79%"),
    ],
)
def test_what_follows_from_two_figures_is_told_with_both(question: str, told: str) -> None:
    assert any(told in one.sentence for one in _answered(question).told)


@pytest.mark.parametrize("question", ["104年綠色採購有沒有達到環保署的要求", "環保產品104年採購到了沒？達成目標了嗎"])
def test_all_that_have_one_target_are_told_with_it(question: str) -> None:
    rows = [value for one in _answered(question).told for value in one.rows["value"]]
    assert sorted(rows) == [90, 99.2, 100]


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("莿竹獎在哪裡頒、誰頒的？", "假四維行政中心中庭由許立明市長親自公開頒獎"),
        ("誰帶隊去波特蘭玫瑰節，哪幾天？", "107年6月6日至13日，楊明州副市長率領"),
        ("Which bureau still owed funds for labor retirement in 2018?", "僅賸餘環境保護局專戶"),
    ],
)
def test_who_when_and_where_are_looked_for_together(question: str, quote: str) -> None:
    reasons = _asked(question).reasons
    assert reasons
    assert quote in reasons[0].quote


@pytest.mark.parametrize(
    "question",
    ["109年調解比108年多幾件", "109年職工人數比108年少多少", "108年第二次申訴與109年相差多少"],
)
def test_a_period_without_a_figure_is_compared_with_nothing(question: str) -> None:
    said = _answered(question).told[-1].sentence
    assert "相差" not in said
    assert said.endswith("（有一期沒有數字，無法比較）")


@pytest.mark.parametrize("question", ["109年訪賓人數", "109年上半年的訪賓人次", "visitors in 2020"])
def test_not_printed_is_said_of_the_days_that_a_report_covers(question: str) -> None:
    assert _answered(question).told[0].sentence.endswith("（109年3月1日至9月5日）未載；其餘的時間本站未收錄報告")
    assert "其餘" not in _answered("109年4月訪賓人數").told[0].sentence
