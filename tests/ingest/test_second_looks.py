"""Relations that are told with dates between, with numbers in brackets, or told again: in sentences of ours."""

from __future__ import annotations

import pytest

from catalog.load import load
from ingest.checking.within_report import evaluate
from tests.ingest.conftest import Read

YEAR = "112年1月1日至12月31日"
TITLE = "高雄市政府行政暨國際處工作報告"


def _failing(read: Read, text: str, period: str = YEAR) -> set[str]:
    identity, _, reading = read(f"{TITLE}（{period}）\n一、採購12案。\n{text}\n")
    results = evaluate(load(), reading, identity.period).results
    return {result.check.id for result in results if result.status == "fails"}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # A change of what stands before, set against a number in brackets.
        (
            "二、剪綠籬面積較111年度（640平方公尺）增加32平方公尺（+5.00%）。",
            "二、剪綠籬面積較111年度（460平方公尺）增加32平方公尺（+5.00%）。",
        ),
        (
            "二、滿意度97.2%、回復率91.5%；滿意度較前一年度（95.8%）提升1.4個百分點。",
            "二、滿意度97.2%、回復率91.5%；滿意度較前一年度（95.8%）下降1.4個百分點。",
        ),
        (
            "二、借閱計640冊，較去年同期（600冊）增加40冊，較109年全年（520冊）多120冊。",
            "二、借閱計640冊，較去年同期（600冊）增加40冊，較109年全年（550冊）多120冊。",
        ),
        (
            "二、志工由110年底之1,250人，減為111年底之1,180人，兩年間減少70人。",
            "二、志工由110年底之1,250人，減為111年底之1,180人，兩年間增加70人。",
        ),
        (
            "二、館藏由111年底之430冊，經添購25冊，增為112年底之455冊。",
            "二、館藏由111年底之430冊，經添購25冊，增為112年底之445冊。",
        ),
        (
            "二、場次由110年之40場次增為52場次，人數由110年之900人增為1,150人，各增加12場次及250人。",
            "二、場次由110年之40場次增為52場次，人數由110年之900人增為1,150人，各增加15場次及250人。",
        ),
        # Shares with a year between, of a goal in brackets, of a part in brackets.
        (
            "二、本期發文12,600件，占111年全年30,000件之42.0%。",
            "二、本期發文12,600件，占111年全年30,000件之24.0%。",
        ),
        ("二、巡查計27次，已達112年目標（30次）之90%。", "二、巡查計27次，已達112年目標（40次）之90%。"),
        (
            "二、報名120名，112年6月1日評選30名（錄取率25%），公開表揚。",
            "二、報名120名，112年6月1日評選30名（錄取率35%），公開表揚。",
        ),
        (
            "二、送件共800件（網路600件、臨櫃200件），去年共750件，較去年增加50件，網路送件占75.0%。",
            "二、送件共800件（網路600件、臨櫃200件），去年共750件，較去年增加50件，網路送件占57.0%。",
        ),
        (
            "二、訪團計50團；依地區分別為北美（25團）、南美（10團）及其他（15團），其中北美占50.0%。",
            "二、訪團計50團；依地區分別為北美（25團）、南美（10團）及其他（15團），其中南美占50.0%。",
        ),
        # All parts behind 分別為, each in brackets.
        (
            "二、受理共3,180件，分別為書面（2,045件）、口頭（1,135件），較去年少20件。",
            "二、受理共3,810件，分別為書面（2,045件）、口頭（1,135件），較去年少20件。",
        ),
        # Days, and which and how many of their kind they were.
        (
            "二、於112年2月8日、5月9日及8月8日召開112年度第1至3次會議，本期計3次。",
            "二、於112年2月8日及8月8日召開112年度第1至3次會議，本期計3次。",
        ),
        (
            "二、於112年7月5日及11月8日召開112年度第2次及第3次會議，計2次。",
            "二、於112年7月5日、9月6日及11月8日召開112年度第2次及第3次會議，計2次。",
        ),
        # Years kept in memory of a day.
        (
            "二、112年4月2日與美國某市（71年4月2日締盟）歡慶結盟41週年。",
            "二、112年4月2日與美國某市（71年4月2日締盟）歡慶結盟31週年。",
        ),
        (
            "二、112年10月20日紀念本館（82年10月25日成立）30週年。",
            "二、112年10月20日紀念本館（82年10月25日成立）20週年。",
        ),
        # A change below heads of which others are days; a rest as large as the part before it.
        (
            "（單位：人）\n組\t112.12.31\t111.12.31\t增減\n甲組\t120\t131\t-11\n乙組\t64\t60\t4\n丙組\t3\t8\t-5",
            "（單位：人）\n組\t112.12.31\t111.12.31\t增減\n甲組\t120\t131\t-11\n乙組\t60\t64\t4\n丙組\t3\t8\t-5",
        ),
        (
            "二、展場計30處；借用中7處，其中校園4處，餘3處為公園。",
            "二、展場計30處；借用中7處，其中校園4處，餘4處為公園。",
        ),
        # What is said of a goal twice; a year that is less than a part of it.
        ("二、節油率2.5%，低於年度目標3%，尚未達成。", "二、節油率2.5%，低於年度目標3%，業已達成。"),
        ("二、回收率88%，高於目標85%，已達成。", "二、回收率88%，高於目標85%，未達成。"),
        (
            "二、本期下半年受理620件，112年全年為1,180件。",
            "二、112年7月至12月受理620件，112年全年為580件。",
        ),
    ],
)
def test_what_is_told_beside_dates_and_brackets_is_compared(read: Read, right: str, wrong: str) -> None:
    assert not _failing(read, right)
    assert _failing(read, wrong)


@pytest.mark.parametrize(
    "text",
    [
        # What was is not what grew.
        "二、收件共4,120件（郵寄2,900件、自送1,220件），去年同期共4,000件，較去年同期增加120件（+3.00%）。",
        "二、到訪52團（110年48團），前期共50團，較前期增加2團（+4.00%）。",
        # A rate of another name, and of others.
        "二、滿意度97.2%、回復率91.5%；妥善率較前一年度（95.8%）下降1.4個百分點。",
        "二、推薦88名，出席44名（結訓率60%），頒發證書。",
        "二、審議30件，同意18件（執行率85%）。",
        # Things that came are no difference.
        "二、館藏由111年底之430冊增為112年底之455冊，新購40冊，報廢15冊。",
        "二、場次由40場次增為52場次，人數由900人增為1,150人，各場平均22人。",
        # Shares of what is told elsewhere.
        "二、本期發文12,600件；網路案件5,000件，占111年全年同類案件之42.0%。",
        "二、訪團計50團，依地區分別為北美（25團）、南美（10團）及其他（15團），其中外賓占80.0%。",
        # Some of all that there were.
        "二、112年3月29日及9月27日召開第3次及第5次會議，全年辦理講座6次。",
        # Another thing's years, and another year.
        "二、112年4月2日參訪某館（108年3月1日啟用），並慶祝姊妹市締盟40週年。",
        "二、112年7月至12月受理620件，其中電話400件，110年全年為580件。",
        "二、112年7月至12月受理620件，其中電話400件，全年完成調解580件。",
        # Less is more, and another goal.
        "二、用電量2.5萬度，低於年度目標3萬度，業已達成。",
        "二、回收率88%，高於目標85%，未達全國平均。",
    ],
)
def test_what_is_of_other_things_accuses_nobody(read: Read, text: str) -> None:
    assert not _failing(read, text)
