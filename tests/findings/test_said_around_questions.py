"""What people say around what they ask: how it is to be told, what it is not, periods as they are typed."""

from __future__ import annotations

from datetime import date

import pytest

from findings.asking.answers import Reply, reply

_TODAY = date(2026, 11, 28)

pytestmark = pytest.mark.usefixtures("published")


def _asked(question: str) -> Reply:
    return reply(question, _TODAY)


def _told(question: str) -> str:
    answer = _asked(question).answer
    assert answer is not None
    return "；".join(one.sentence for one in answer.told)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # How it is to be told, and the frame of a formal question.
        ("查104年度消費爭議申訴，第一次與第二次各為若干件，並請標示出處。", ("3,170件", "1,158件")),
        ("就109年6月底而言，約用人員計若干人，煩請註明基準日。", ("30人",)),
        ("109年3月至9月間，消保官實地訪查之店家家數為何？", ("69家",)),
        ("臨時工不是說一直減，結果109年比107年多幾個", ("2,442人", "2,408人", "34人")),
        # Periods as they are typed.
        ("自1 0 5年1月起迄同年2月底，公務車調派計若干車次？", ("496車次",)),
        ("104/9到105/2公報出刊幾期", ("49期",)),
        ("監委從103年度第2次到108年度第2次收的陳情一路怎麼變", ("18件", "16件次", "13件")),
        # What it is not.
        ("四維中庭104年開放幾場，不要把鳳山算進去", ("四維 102場次",)),
        ("中庭、廣場之類的場地104年四維開放幾場", ("102場次",)),
    ],
)
def test_what_is_said_around_it_is_not_asked(question: str, said: tuple[str, ...]) -> None:
    told = _told(question)
    assert all(one in told for one in said)
    assert "92場次" not in told


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # A part that is named once is of both.
        ("109年旅遊服務與機票，第一次申訴各幾件", ("143件", "127件")),
        ("疫情那期機票申訴，第一次跟第二次合起來幾件", ("127件", "34件")),
        # Of a share also the amount, where both are asked for.
        ("110年買車的錢警察局拿走多少，佔幾趴", ("3,228萬2,000元", "41.83%")),
        # What one sentence prints in several units.
        ("外國人 多少", ("997人", "89案")),
        ("卡債法律諮詢", ("175人次", "25場次")),
        ("節水率 節電率 104", ("8%", "0.7%")),
        # A part of a part, beside the name of the whole.
        ("收停車費的臨時人員109年剩多少", ("341人",)),
        ("109年噴藥的臨時人員幾個", ("114人",)),
        ("技工工友加臨時的，109年年中一共幾人", ("8,891人",)),
        ("104年全年來了幾案外賓，平均一案幾個人", ("11.2人",)),
        ("Compare first complaints in 2015 with second complaints in 2015", ("3,170", "1,158")),
    ],
)
def test_all_that_is_asked_is_told(question: str, said: tuple[str, ...]) -> None:
    told = _told(question)
    assert all(one in told for one in said)


@pytest.mark.parametrize(
    "question",
    [
        # One of two does not tell how far they are apart; a rate of another kind is no share.
        "消費糾紛打電話來問的跟跑來的，差幾件啊（104/9~105/2）",
        "就105年1月1日之基準，臨時人員總數計若干人？其中業務助理又占幾成？",
        # Nothing is said of a measure of whose name nothing is asked.
        "勞退準備金109年補了幾次、各多少錢",
    ],
)
def test_half_of_what_is_asked_is_only_offered(question: str) -> None:
    assert _asked(question).answer is None


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Which mayor gave a speech at a think tank in Washington, and when?", "戰略暨國際研究中心"),
        ("Mayor Chen Chi-mai and the ambassador: what did they talk about?", "與陳其邁市長就漁業"),
        ("帶孩子去四維洽公，有地方看書嗎", "可供兒童圖書活動"),
    ],
)
def test_passages_are_found_in_other_words(question: str, quote: str) -> None:
    reasons = _asked(question).reasons
    assert reasons
    assert quote in reasons[0].quote


@pytest.mark.parametrize("question", ["卡債想找人問法律，有駐點嗎？要去哪裡", "債務清理法律諮詢要到哪邊問"])
def test_where_to_go_is_told_by_a_passage(question: str) -> None:
    said = _asked(question)
    assert said.answer is None
    assert any("駐點服務" in one.quote for one in said.reasons)


def test_a_difference_may_be_asked_with_one_word() -> None:
    assert "相差166場次" in _told("會議室借用 107上半 vs 109 差")
