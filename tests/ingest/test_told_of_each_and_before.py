"""What is told of each, of a whole before its mean, of years in heads and of lists before a line: sentences of ours."""

from __future__ import annotations

import pytest

from catalog.load import load
from ingest.checking.within_report import evaluate
from tests.ingest.conftest import Read

YEARS = "表1　近三年辦理情形（單位：件）\n項目\t111年度\t112年度\t113年度\n"
CHANGES = "表1　申訴統計（單位：件）\n項目\t113年\t112年\t增減\n"
APART = CHANGES.replace("增減", "差距")
TWO_YEARS = "表1　業務量（單位：件）\n項目\t113年\t112年\n報修\t1,208\t1,185\n陳情\t640\t655\n"
THINGS = (
    "三、活動3項，臚列如下：\n1.3月12日「青年論壇」：學生48名參加。\n"
    "2.4月23日「畫展」：作者36名。\n3.5月7日「參訪」：眷屬22人參加。\n"
)


def _failing(read: Read, text: str) -> set[str]:
    identity, _, reading = read(
        f"高雄市政府行政暨國際處工作報告（113年1月1日至6月30日）\n一、採購12案。\n二、業務\n{text}\n"
    )
    checked = evaluate(load(), reading, identity.period)
    assert not [trouble for trouble in checked.troubles if trouble.code == "check_failed"]
    return {result.check.id for result in checked.results if result.status == "fails"}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # Behind a mean the whole before it is what is compared.
        ("三、受理諮詢3,600件，每月平均600件，較112年同期增加400件，增幅12.5%。",
         "三、受理諮詢3,600件，每月平均600件，較112年同期增加400件，增幅21.5%。"),
        ("三、借書2,400冊，平均每月400冊，較上年同期2,200冊增加200冊。",
         "三、借書2,400冊，平均每月400冊，較上年同期2,200冊增加300冊。"),
        ("三、報修900件，平均每月150件，較去年同期減少100件，減幅10.0%。",
         "三、報修900件，平均每月150件，較去年同期減少100件，減幅20.0%。"),
        # What changed, and is set beside another time as well.
        ("三、訪團12團，較上期17團減少5團，亦低於去年同期之21團。",
         "三、訪團12團，較上期17團減少5團，亦高於去年同期之21團。"),
        ("三、講座18場，較上期15場增加3場，惟仍少於112年同期之24場。",
         "三、講座18場，較上期15場增加3場，惟仍多於112年同期之24場。"),
        ("三、來訪12團、96人，較上期17團、142人分別減少5團、46人，亦低於去年同期之21團、270人。",
         "三、來訪12團、96人，較上期17團、142人分別減少5團、64人，亦低於去年同期之21團、270人。"),
        # A word that turns the way, whatever its change comes to.
        ("三、志工由420人減為380人，減少40人。", "三、志工由420人增為380人，減少40人。"),
        ("三、委外由12處增為20處，增加8處。", "三、委外由12處減為20處，增加8處。"),
        ("三、約僱由96人降為72人，減少24人，減幅25.0%。", "三、約僱由96人升為72人，減少24人，減幅25.0%。"),
        # Numbers beside each other are of one time.
        ("三、出版期刊26期、468則，連同112年下半年25期、450則，全年51期、918則。",
         "三、出版期刊26期、468則，連同112年下半年25期、540則，全年51期、918則。"),
        # A list by kinds ends where another begins; ranks part none of its parts.
        ("三、訪團40團，依來源分，日本18團最多，韓國12團次之，歐美7團，其他3團；依季別分，第1季16團、第2季24團。",
         "三、訪團40團，依來源分，日本18團最多，韓國12團次之，歐美7團，其他8團；依季別分，第1季16團、第2季24團。"),
        ("三、報修，第1季31件、第2季52件，以第2季最多。", "三、報修，第1季52件、第2季31件，以第2季最多。"),
        # The goal behind what brackets part.
        ("三、查核76次（第1季40次、第2季36次），超過目標值72次。",
         "三、查核76次（第1季40次、第2季36次），超過目標值82次。"),
        ("三、宣導30場（室內18場、戶外12場），未達目標35場。",
         "三、宣導30場（室內18場、戶外12場），未達目標25場。"),
        # A year heads what is of that year.
        (f"{YEARS}總館\t412\t398\t405\n分館\t120\t131\t118\n合計\t532\t529\t523\n",
         f"{YEARS}總館\t412\t389\t405\n分館\t120\t131\t118\n合計\t532\t529\t523\n"),
        # A change of the table that is told with the year it is compared with.
        (f"{TWO_YEARS}三、報修1,208件，較112年增加23件。", f"{TWO_YEARS}三、報修1,208件，較112年增加32件。"),
        # Signs of a column that tells them.
        (f"{CHANGES}電話\t520\t480\t40\n網路\t731\t690\t41\n臨櫃\t210\t198\t12\n書面\t96\t120\t-24\n",
         f"{CHANGES}電話\t520\t480\t40\n網路\t731\t690\t41\n臨櫃\t210\t198\t12\n書面\t96\t120\t24\n"),
        # What a line tells of the things above it; a day behind the point of their numbers.
        (f"{THINGS}以上3項活動參加者總計106人。", f"{THINGS}以上3項活動參加者總計116人。"),
        # What is last of a list.
        ("三、依來源，日本21團最多，韓國9團次之，歐美8團，其他2團。",
         "三、依來源，日本21團最多，韓國9團居末，歐美8團，其他2團。"),
        ("三、依管道，網路200件、電話90件、臨櫃12件最少。", "三、依管道，網路200件、電話12件、臨櫃90件最少。"),
        ("三、報修第1季90件、第2季70件最少、第3季95件。", "三、報修第1季70件、第2季90件最少、第3季95件。"),
        # Days that no calendar has, and steps that go the other way.
        ("三、3月21日辦理就業博覽會。", "三、13月21日辦理就業博覽會。"),
        ("三、活動\n1.3月21日「博覽會」：企業參加。", "三、活動\n1.13月21日「博覽會」：企業參加。"),
        ("三、來訪12團、96人，平均每團8人；較上期17團、142人分別減少5團、46人，亦低於去年同期之21團、270人。",
         "三、來訪12團、96人，平均每團8人；較上期17團、142人分別減少5團、46人，亦高於去年同期之21團、270人。"),
        ("三、6月30日舉行年中檢討會。", "三、6月31日舉行年中檢討會。"),
        ("三、2月29日「節水講座」。", "三、2月30日「節水講座」。"),
        ("三、第1季至第4季分別為2,951件、3,058件、3,142件及3,155件，逐季遞增。",
         "三、第1季至第4季分別為2,951件、3,058件、3,142件及3,155件，逐季遞減。"),
        ("三、報修110年80件、111年90件、112年120件，逐年成長。",
         "三、報修110年80件、111年90件、112年120件，逐年下降。"),
        ("三、借書1月95冊、2月72冊、3月61冊，逐月減少。", "三、借書1月95冊、2月72冊、3月61冊，逐月增加。"),
        ("三、主要活動計3項，臚列如下：\n1.3月12日「青年論壇」：學生參加。\n2.4月23日「畫展」。\n3.5月7日「參訪」。",
         "三、主要活動計4項，臚列如下：\n1.3月12日「青年論壇」：學生參加。\n2.4月23日「畫展」。\n3.5月7日「參訪」。"),
        ("三、交流團3團，均由本處接待，分別為釜山市、熊本市及清邁市。",
         "三、交流團4團，均由本處接待，分別為釜山市、熊本市及清邁市。"),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_found(read: Read, right: str, wrong: str) -> None:
    assert not _failing(read, right)
    assert _failing(read, wrong)


@pytest.mark.parametrize(
    "text",
    [
        # The mean itself is compared.
        "三、受理36件，平均每月6件，較上期平均每月5件增加1件。",
        "三、研習24場，1,200人，平均每場50人，較上年每場48人增加2人。",
        "三、收件3,105件，平均每月517.5件，較上年同期增加12.5件，增幅2.5%。",
        # Of each of several, and counted as often.
        "三、出版期刊50期；上期及去年同期各出刊51期，112年全年總計102期。",
        "三、四維、鳳山各辦理12場，連同大寮6場，合計30場。",
        "三、兩中心各辦理12場，另大寮辦理6場，合計30場。",
        "三、第1季及第2季均召開12次，連同臨時會議2次，共計26次。",
        # The whole before its parts is none of them.
        "三、調閱309件，線上68件、紙本241件，線上約占二成二。",
        "三、圖書720冊，中文500冊、外文220冊，外文約占三成一。",
        "三、志工120人，男40人、女80人，女性占三分之二，約六成七。",
        # What is not of another time is not what was.
        "三、講座18場，較上期15場增加3場，低於預期之5場。",
        "三、陳情90件，較上期80件增加10件，低於去年增加之15件。",
        "三、訪團12團，較上期17團減少5團，降幅低於去年之8團。",
        # Changes without signs in a column that tells them in words, or never.
        f"{CHANGES}電話\t520\t480\t增40\n網路\t731\t690\t增41\n臨櫃\t210\t198\t增12\n書面\t96\t120\t減24\n",
        f"{APART}電話\t520\t480\t40\n網路\t731\t690\t41\n臨櫃\t210\t198\t12\n書面\t96\t120\t24\n",
        "三、依管道，網路210件最多，電話90件，臨櫃120件。",
        "三、依管道，網路200件最多，電話90件最少，臨櫃120件，其他3件。",
        "三、諮詢580件，較上期602件少，為三年來最少。",
        # A rate of another time is of that time's numbers.
        "三、列管45件，已結案30件，結案率66.7%；上期列管38件，結案率60.5%。",
        "三、審議60案，通過48案，通過率80.0%；112年審議52案，通過率75.0%。",
        "三、借閱800冊，線上200冊，線上占25.0%；去年同期借閱760冊，線上占22.4%。",
        "三、查核45家，合格40家，合格率88.9%；其中餐飲業20家，合格率85.0%。",
        # A total of some of those before it, and the others.
        "三、職員45人、約聘12人、工友8人、駕駛5人，編制內合計58人，編制外12人。",
        # A row of times is no whole and its parts; spans of time are no days; steps that stand still.
        "三、報修110年80件、111年90件、112年170件。",
        "三、陳情4月35件、5月46件、6月81件；借書110年1,200冊、111年1,450冊、112年1,900冊。",
        "三、工程工期計13月5日，展延後共14月20日。",
        "三、第1季至第3季分別為295件、306件及306件，逐季增加。",
        "三、報修80件、借書90冊、陳情70件，逐年改善。",
        # Years are not summed.
        "表1　沿革\n項目\t年度\t件數\n甲案\t110\t12\n乙案\t111\t15\n合計\t2\t27\n",
        # A quarter that is told to be most of another list.
        "三、報修，第1季31件、第2季52件，以第2季最多；陳情，第1季18件、第2季9件。",
        # Lines above that are no list, or of which one has no number.
        "三、活動\n1.3月12日「青年論壇」：學生48名、貴賓9名參加。\n2.4月23日「畫展」：作者36名。\n以上2項活動參加者總計93人。",
        "二、接待日本18團、美國12團及韓國20團，逐年成長。",
        "二、報修第1季12件、第2季9件最少，成立5件。",
        "二、受理報修620件，其中緊急報修90件，112年全年為150件。",
        "二、該工程歷時18月10日完成。",
    ],
)
def test_what_may_well_agree_is_not_accused(read: Read, text: str) -> None:
    assert not _failing(read, text)
