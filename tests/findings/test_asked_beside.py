"""Questions of two, of how much falls on each, of shares of a budget, after a story, and of what no report has."""

from __future__ import annotations

from datetime import date

import pytest

from findings.asking.answers import Reply, reply

pytestmark = pytest.mark.usefixtures("published")
TODAY = date(2026, 11, 28)


def _asked(question: str) -> Reply:
    return reply(question, TODAY)


def _said(question: str) -> str:
    """All that is answered to a question."""
    answer = _asked(question).answer
    assert answer is not None
    return "\n".join(told.sentence for told in answer.told)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        # The same is asked of another part.
        ("四維104年中庭開放幾場次？鳳山呢", ("102場次", "92場次")),
        ("110年警察局的車輛設備經費多少？那消防局呢？", ("3,228萬2,000元", "2,763萬5,000元")),
        ("旅行社的爭議和機票的爭議，第一次申訴哪邊多、多幾件", ("143件", "127件")),
        # The same is asked of another measure.
        ("電話諮詢104年9月到105年2月幾件？現場呢", ("2,963件", "308件")),
        ("109年第一次申訴幾件？第二次呢", ("3,253件", "752件")),
        # How much falls on each, in each period.
        ("法律諮詢平均一場幾人次", ("175人次", "25場次", "平均每場7人次")),
        ("訪賓平均一案幾個人 107上半年", ("234人", "28案", "平均每案8.36人")),
        ("消保官109年每次查核平均幾家", ("69家", "28次", "2.46家")),
        # A share of a budget, however its whole is called.
        ("110年文書管理的錢占全處幾成", ("1,155萬6,000元", "3.61%")),
        ("人事費在110年全處的預算裡面是百分之幾", ("1億8,123萬5,000元", "56.59%")),
        ("What share of the 2021 budget is spent on salaries?", ("56.59%",)),
        ("What slice of the 2021 budget goes to personnel?", ("56.59%",)),
        # What a share is of is told in a clause of its own.
        ("104年9月到105年2月觀光局借車幾趟？占全部多少", ("34車次", "56車次")),
        # What somebody tells before the question is beside it.
        ("我退休以後常去市府走走，看到很多外國人來拜訪，拍照留念。想請問107年上半年訪賓總共有幾案？", ("28案",)),
        ("我阿嬤以前住過公家宿舍，後來搬走了，房子也老了。請問107年經管市有宿舍還有幾間？", ("61間",)),
        # Of several kinds that are added up the one that is named.
        ("約用的還有幾個？105年1月", ("約用人員（中央補助費）",)),
        ("110年整個處編了多少錢", ("3億2,026萬7,000元",)),
        # Of two that are set beside each other both, also where one is called by another word.
        ("109年疫情跟團出去的爭執和機票的爭執，第一次申訴哪邊多", ("143件", "127件")),
        ("四維跟鳳山，104年哪邊的中庭比較多人借", ("102場次", "92場次")),
        ("四維跟鳳山104年中庭開放哪邊多、多幾場", ("102場次", "92場次", "相差10場次")),
        ("訪賓不是說愈來愈多嗎，107年上半年幾人", ("234人",)),
        ("By what percentage were office clerks cut by June 2020?", ("42.09%",)),
    ],
)
def test_all_that_is_asked_is_told(question: str, figures: tuple[str, ...]) -> None:
    said = _said(question)
    assert [figure for figure in figures if figure not in said] == []


@pytest.mark.parametrize(
    "question",
    [
        "市長今年幾歲",
        "局長一個月領多少薪水",
        "高雄有幾所大學，老師一共多少",
        "108年高雄腸病毒確診幾個人",
        "高雄去年有幾件車禍",
    ],
)
def test_what_no_report_has_is_met_with_silence(question: str) -> None:
    said = _asked(question)
    assert said.answer is None
    assert not said.offers
    assert not said.reasons


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("市府一樓那台解說機放在哪裡", "導覽機"),
        ("Why was there such a gap in the retirement accounts at first?", "負擔基數"),
        ("Which reasons are told for the few visitors from overseas in 2020?", "疫情"),
    ],
)
def test_what_a_passage_tells_is_quoted(question: str, quoted: str) -> None:
    said = _asked(question)
    causes = [cause for told in said.answer.told for cause in told.causes] if said.answer else []
    assert any(quoted in one.quote for one in (*said.reasons[:1], *causes))


@pytest.mark.parametrize(
    "question",
    [
        "觀光局借車幾趟？占全部多少",
        "104年調解幾件？占多少",
        "四維中庭幾場，佔兩邊幾成",
        "104年諮詢有幾件？占了百分之幾",
    ],
)
def test_a_share_that_is_asked_for_is_no_thing_that_is_occupied(question: str) -> None:
    found = _asked(question)
    assert "眷舍" not in "".join(told.sentence for told in (found.answer.told if found.answer else ()))
    assert "dormitory_illegal_occupant" not in found.offers
