"""Words that compare, rank or tell what became of things, against the numbers they stand between."""

from __future__ import annotations

import pytest

from catalog.load import load
from ingest.checking.within_report import evaluate
from tests.ingest.conftest import Read


def _statuses(read: Read, text: str, check_id: str = "told_words") -> set[str]:
    identity, _, reading = read(f"高雄市政府行政暨國際處工作報告（112年1月1日至12月31日）\n一、採購12案。\n{text}\n")
    results = evaluate(load(), reading, identity.period).results
    found: set[str] = {result.status for result in results if result.check.id == check_id}
    return {"fails"} & found or found


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("二、受理報案21,385通，多於前一年同期之20,912通。", "holds"),
        ("二、受理報案21,385通，少於前一年同期之20,912通。", "fails"),
        ("二、閱覽人數8,214人，仍不及111年的9,120人。", "holds"),
        ("二、閱覽人數9,214人，仍不及111年的9,120人。", "fails"),
        ("二、查察31次、84家，略高於上年同期之33次。", "fails"),
        ("二、出席率97.2%，不如上年度之95.8%。", "fails"),
        ("二、辦理講習36場，較上年同期41場明顯增加。", "fails"),
        ("二、辦理講習36場，較上年同期41場略減。", "holds"),
        # The whole is compared, not its last part or a mean of it.
        ("二、維修486件，四維281件、鳳山205件，高於上年同期之421件。", "holds"),
        ("二、調解156件(平均每次12件)，多於上年同期之150件。", "cannot_tell"),
        # By how much; less is better; a goal; about; another thing.
        ("二、申訴2,741件，低於上年同期148件。", "cannot_tell"),
        ("二、案件逾期率2.1%，優於上年度之3.2%。", "cannot_tell"),
        ("二、平均辦理4.1日，優於上年度之4.6日。", "cannot_tell"),
        ("二、約200人參加，多於上年之210人。", "cannot_tell"),
        ("二、受理40件，每件高於50元。", "cannot_tell"),
    ],
)
def test_what_is_set_above_or_below_is_so(read: Read, text: str, status: str) -> None:
    assert _statuses(read, text) == {status}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("二、全年稽查612家次，上半年245家次、下半年367家次，下半年稽查量能明顯提升。", "holds"),
        ("二、全年稽查612家次，上半年245家次、下半年367家次，下半年稽查量能明顯下滑。", "fails"),
        ("二、接待27案、298人，其中上半年8案、85人，下半年19案、213人，因邊境開放，下半年接待明顯減少。", "fails"),
        # Another thing, another base, and numbers that went two ways.
        ("二、稽查上半年245家次、下半年367家次，下半年投訴明顯減少。", "cannot_tell"),
        ("二、稽查上半年245家次、下半年367家次，下半年稽查較上年同期減少。", "cannot_tell"),
        ("二、接待上半年8案、85人，下半年19案、63人，下半年接待明顯減少。", "cannot_tell"),
        # The half of it, and twice as many.
        ("二、參加者480人，其中女性252人，超過半數。", "holds"),
        ("二、參加者480人，其中女性212人，超過半數。", "fails"),
        ("二、問卷收回900份，其中電子問卷510份，未達半數。", "fails"),
        ("二、演練由上年度6場增為12場，增加一倍。", "holds"),
        ("二、演練由上年度6場增為9場，增加一倍。", "fails"),
        ("二、紙張用量由900包降為760包，減半。", "fails"),
        ("二、參加者480人，其中女性212人，較上年增加，超過半數。", "cannot_tell"),
    ],
)
def test_halves_and_what_doubled_are_so(read: Read, text: str, status: str) -> None:
    assert _statuses(read, text) == {status}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("二、審核小組集會3次，審核9案，同意8案。", "holds"),
        ("二、審核小組集會3次，審核9案，同意10案。", "fails"),
        ("二、52個機關報名初評，9個機關進入複評，4個機關代表本府參獎，其中2個機關獲獎。", "holds"),
        ("二、52個機關報名初評，9個機關進入複評，4個機關代表本府參獎，其中5個機關獲獎。", "fails"),
        ("二、共12所學校報名，8所進到決賽，其中9所得獎。", "fails"),
        ("二、9個城市與會，13個城市派表演團演出。", "fails"),
        ("二、寄發問卷300份，回收315份。", "fails"),
        ("二、初評36個；薦送3個；獲獎5個。", "fails"),
        ("二、報名12所；入圍14所；得獎3所。", "fails"),
        ("二、抽驗市售蔬果86件，不合格91件。", "fails"),
        # What is left from before, several prizes, other times, each, and of what another is added to.
        ("二、受理1,641件，結案1,655件。", "cannot_tell"),
        ("二、4個機關代表本府參獎，榮獲7個獎項。", "cannot_tell"),
        ("二、112年度審核9案，113年1月同意10案。", "cannot_tell"),
        ("二、審核9案，連同上期同意10案。", "cannot_tell"),
        ("二、第20屆報名5個機關，第21屆入圍8個機關。", "cannot_tell"),
    ],
)
def test_no_more_come_to_a_later_stage(read: Read, text: str, status: str) -> None:
    assert _statuses(read, text) == {status}


TABLE = "\n類別\t第一次\t第二次\n違建類\t210\t31\n噪音類\t388\t12\n占用類\t145\t18\n其他\t512\t44\n合計\t1,255\t105"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("二、陳情以交通類428件最多，環保類301件次之，工務類256件再次之。", "holds"),
        ("二、陳情以交通類228件最多，環保類301件次之，工務類256件再次之。", "fails"),
        ("二、陳情以交通類428件最多，環保類201件次之，工務類256件再次之。", "fails"),
        ("二、缺失以照明3處最少，消防5處次之，電梯9處再次之。", "cannot_tell"),
        ("二、陳情以噪音類388件最多，違建類與占用類合計410件次之。", "cannot_tell"),
        ("二、左營21場、楠梓15場、鼓山9場，以左營最多。", "holds"),
        ("二、左營21場、楠梓15場、鼓山9場，以楠梓最多。", "fails"),
        ("二、左營21場、楠梓15場、其他30場，以左營居冠。", "holds"),
        ("二、左營21場、楠梓15場，以亞洲訪團最多。", "cannot_tell"),
        (f"二、陳情以噪音類居冠，明細如下表：{TABLE}", "holds"),
        (f"二、陳情以占用類居冠，明細如下表：{TABLE}", "fails"),
        # It has most in one of the columns; the table has no line for it.
        (f"二、第二次陳情以違建類最多，明細如下表：{TABLE}", "holds"),
        (f"二、陳情以交通類最多，明細如下表：{TABLE}", "cannot_tell"),
    ],
)
def test_the_most_has_most(read: Read, text: str, status: str) -> None:
    assert _statuses(read, text) == {status}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # Numbers in order.
        ("二、召開審議會6次(第88次至第93次)。", "holds"),
        ("二、召開審議會6次(第88次至第95次)。", "fails"),
        ("二、發行通訊第45期至第50期，計6期。", "holds"),
        ("二、發行通訊第45至50期，共計8期。", "fails"),
        ("二、發行通訊第45期至第50期，停刊1期，計5期。", "cannot_tell"),
        ("二、召開審議會6次，審議第3案至第9案。", "cannot_tell"),
        # Months, in one of which it may have been twice.
        ("二、環境檢查於3月、6月、9月及12月辦理4次。", "holds"),
        ("二、環境檢查於3月、6月及12月辦理4次。", "fails"),
        ("二、環境檢查於3月、6月、9月及12月辦理3次。", "fails"),
        ("二、消防演練分別於8月及12月實施，計3次。", "fails"),
        ("二、大掃除辦了3次，時間是7月和11月。", "fails"),
        ("二、環境檢查於8月及11月辦理3次。", "cannot_tell"),
        ("二、消防演練於8月、10月及11月各辦理2次。", "cannot_tell"),
        ("二、8月及11月召開會議、辦理檢查1次。", "cannot_tell"),
        # Months in each of which it was once, up to the year; days and numbers in order that are all named.
        ("二、委員會於2月、6月及10月各開會1次，全年3次。", "holds"),
        ("二、委員會於2月、6月及10月各開會1次，全年4次。", "fails"),
        ("二、於3月8日、4月9日及5月10日邀集環保局開會，計3次。", "holds"),
        ("二、於3月8日、4月9日及5月10日邀集環保局開會，計4次。", "fails"),
        ("二、召開第6次及第7次會議，本期計3次。", "fails"),
        ("二、於3月8日及5月10日各邀集2機關開會，計4次。", "cannot_tell"),
        ("二、培訓課程3梯次；分別為初階班、進階班及師資班。", "holds"),
        # How often in a while is no count of a list.
        ("二、委員會每3個月召開1次，本年度分別於3月、6月、9月及12月召開，計4次。", "holds"),
        ("二、環境檢查每季辦理1次，於2月、5月、8月及11月辦理。", "cannot_tell"),
        # Names of which each is one; things told with their days up to a mark.
        ("二、接待重要外賓4團，分別為大阪市議會、釜山市政府、河內市人民委員會及雪梨商會。", "holds"),
        ("二、接待重要外賓5團，分別為大阪市議會、釜山市政府、河內市人民委員會及雪梨商會。", "fails"),
        ("二、修繕場館2處，依序為文化中心、體育館、圖書館及游泳池，均已開放。", "fails"),
        ("二、訪團4團，依到訪日期分別為8月2日甲團、9月7日乙團及12月5日丙團，均由本處接待。", "fails"),
        ("二、訪團3團，依到訪日期分別為8月2日甲團、9月7日乙團及12月5日丙團，均由本處接待。", "holds"),
        ("二、訪團3團，依到訪先後為：8月2日甲團、9月7日乙團。", "fails"),
        ("二、主要活動3項，其要如下：\n1.甲展。\n2.乙展。", "fails"),
        ("二、主要活動3項，較重要者如下：\n1.甲展。\n2.乙展。", "cannot_tell"),
        ("二、活動3項，擇要說明如下：\n1.甲展。\n2.乙展。", "cannot_tell"),
        ("二、接待重要外賓5團，分別為大阪市議會、釜山市政府、雪梨商會等。", "cannot_tell"),
        ("二、接待外賓3團，分別為大阪市議會及議員聯誼會、釜山市政府。", "cannot_tell"),
    ],
)
def test_rows_are_as_long_as_they_say(read: Read, text: str, status: str) -> None:
    assert _statuses(read, text, "list_length") == {status}
