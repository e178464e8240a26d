"""Numbers that lines, tables and lists tell apart by name and time, in sentences of ours."""

from __future__ import annotations

import pytest

from tests.ingest.checked import HALF, YEAR, failing, failing_in
from tests.ingest.conftest import Read

KINDS = (
    "二、申訴\n表1　申訴類別（單位：件）\n類別\t網路購物\t電信\n"
    "1月\t120\t36\n2月\t95\t41\n3月\t148\t29\n合計\t363\t106\n"
)
PLACES = (
    "二、來訪\n表1　訪客國別（單位：人）\n國別\t上年同期\t本期\n新加坡\t212\t260\n"
    "泰國\t118\t104\n法國\t45\t36\n合計\t375\t400\n"
)
MONTHS = (
    "二、報修\n表1　各月報修（單位：件）\n月別\t第1季\t月別\t第2季\n"
    "1月\t88\t4月\t72\n2月\t61\t5月\t97\n3月\t79\t6月\t83\n"
)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # Parts without their unit are of their whole's.
        ("二、借閱：512冊（總館318／分館194）。", "二、借閱：512冊（總館381／分館194）。"),
        ("二、公務車36輛：轎車21、客貨車11、機車4。", "二、公務車36輛：轎車12、客貨車11、機車4。"),
        ("二、志工128人（男45、女83）。", "二、志工128人（男54、女83）。"),
        # Arrows are words.
        ("二、借閱3,150冊，較上年同期3,000冊↑150冊。", "二、借閱3,150冊，較上年同期3,000冊↓150冊。"),
        ("二、用水4,860度，較上年同期5,000度↓140度（2.8%）。", "二、用水4,860度，較上年同期5,000度↓410度（2.8%）。"),
        ("二、研習28場，較上年同期24場 ↑4場。", "二、研習28場，較上年同期24場 ↑6場。"),
        # So many together, beside what the words right before it name.
        ("二、定期會12次、臨時會2次，共14次。", "二、定期會12次、臨時會2次，共17次。"),
        ("二、審查38件，核准35件，不予核准3件。", "二、審查38件，核准35件，不予核准5件。"),
        ("二、受理陳情共42件：3月6日（第1次）15件、4月9日（第2次）18件、5月7日（第3次）9件。",
         "二、受理陳情共42件：3月6日（第1次）15件、4月9日（第2次）18件、5月7日（第3次）90件。"),
        ("二、補助45案，依申請單位，學校28案、社團12案、里辦公處5案。",
         "二、補助45案，依申請單位，學校28案、社團14案、里辦公處5案。"),
        ("二、徵件，來稿86件；甄選組收件54件，選出9件展出，其餘45件退還。",
         "二、徵件，來稿86件；甄選組收件54件，選出9件展出，其餘48件退還。"),
        # A part is no more than what it is named to be of; what has come together no less than what is part of it.
        ("二、列管宿舍48間；空置中6間，其中待修4間、待撥用2間。",
         "二、列管宿舍48間；空置中6間，其中待修14間、待撥用2間。"),
        ("二、參訓260人；取得證照85人，其中女性41人。", "二、參訓260人；取得證照85人，其中女性141人。"),
        ("二、本年裝設320盞，自109年起累計達1,450盞。", "二、本年裝設320盞，自109年起累計達145盞。"),
        ("二、數位化2,400卷，迄今累計1萬8,600卷。", "二、數位化2,400卷，迄今累計1,860卷。"),
        # The way from what was to what is.
        ("二、借書較去年同期之420人增加35人，共計455人。", "二、借書較去年同期之420人減少35人，共計455人。"),
        ("二、陳情較上年度之1,260件減少85件，合計受理1,175件。",
         "二、陳情較上年度之1,260件增加85件，合計受理1,175件。"),
        ("二、電子公文比上年的3,480件多120件，計3,600件。", "二、電子公文比上年的3,480件少120件，計3,600件。"),
        # What each is reckoned at.
        ("二、減聘技工32人（上年底410人），節省1,600萬元，每人以50萬元計。",
         "二、減聘技工32人（上年底410人），節省1,600萬元，每人以55萬元計。"),
        # A rate behind a mean.
        ("二、調處150件，平均每月12.5件，成立96件，成立率64%。",
         "二、調處150件，平均每月12.5件，成立96件，成立率60%。"),
        # Whether a goal was reached that stands in a clause of its own.
        ("二、稽查64次、抽驗180件；年度目標60次，已達成。", "二、稽查64次、抽驗180件；年度目標60次，未達成。"),
        ("二、宣導36場、參加1,200人（全年目標30場，已超前）。",
         "二、宣導36場、參加1,200人（全年目標40場，已超前）。"),
        # Days.
        ("二、夏令營（112.7.3-7.7，5天）招收24人。", "二、夏令營（112.7.3-7.7，8天）招收24人。"),
        ("二、自108年起至112年底累計捐贈1,250冊。", "二、自108年起至115年底累計捐贈1,250冊。"),
    ],
)  # fmt: skip
def test_a_number_that_its_line_contradicts_is_told(read: Read, right: str, wrong: str) -> None:
    assert not failing(read, right)
    assert failing(read, wrong)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # A change of what the line above tells, with its time.
        ("二、業務\n(一)導覽：62場／1,240人（111上半年：50場／1,000人）\n- 場數較111上半年 ↑12場（24.0%）。",
         "二、業務\n(一)導覽：62場／1,240人（111上半年：50場／1,000人）\n- 場數較111上半年 ↑14場（24.0%）。"),
        ("二、業務\n(一)導覽：62場／1,240人（111上半年：50場／1,000人）\n- 場數較111上半年 ↑12場（24.0%）；人次另計。",
         "二、業務\n(一)導覽：62場／1,240人（111上半年：50場／1,000人）\n- 場數較111上半年 ↑12場（42.0%）；人次另計。"),
        ("二、業務\n(一)申請：新案85件、續案40件。\n- 111上半年：新案60件、續案52件。本期新案增25件，續案減12件。",
         "二、業務\n(一)申請：新案85件、續案40件。\n- 111上半年：新案60件、續案52件。本期新案增25件，續案增12件。"),
        ("二、業務\n(一)倉庫：列管96處\n- 較111年底99處減3處。",
         "二、業務\n(一)倉庫：列管96處\n- 較111年底99處減5處。"),
        # Days of the half year, whatever brackets say of the year before.
        ("二、巡察受理共25件，分別為2月8日（111年度第4次）14件、5月9日（112年度第1次）11件。",
         "二、巡察受理共25件，分別為2月8日（111年度第4次）14件、9月9日（112年度第1次）11件。"),
    ],
)  # fmt: skip
def test_a_number_that_the_line_above_contradicts_is_told(read: Read, right: str, wrong: str) -> None:
    assert not failing(read, right, HALF)
    assert failing(read, wrong, HALF)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (f"{KINDS}(一)網路購物申訴以3月最多。", f"{KINDS}(一)網路購物申訴以1月最多。"),
        (f"{KINDS}(一)電信申訴以2月居首，3月最低。", f"{KINDS}(一)電信申訴以2月居首，1月最低。"),
        (f"{PLACES}(一)本期以新加坡訪客居各國之冠。", f"{PLACES}(一)本期以泰國訪客居各國之冠。"),
        (f"{PLACES}(一)泰國訪客居各國第二。", f"{PLACES}(一)新加坡訪客居各國第二。"),
        (f"{PLACES}(一)本期新加坡訪客占總人數65.0%，居各國之首。",
         f"{PLACES}(一)本期新加坡訪客占總人數56.0%，居各國之首。"),
        (f"{MONTHS}(一)各月報修如表1，以5月最高、2月最低。", f"{MONTHS}(一)各月報修如表1，以2月最高、5月最低。"),
        ("二、來源，里辦公處46件、學校30件、社團24件，以里辦公處最多，占46.0%。",
         "二、來源，里辦公處46件、學校30件、社團24件，以里辦公處最多，占64.0%。"),
        ("二、報名，國中38隊、高中52隊、大專10隊，其中以高中隊伍最多，占52%。",
         "二、報名，國中38隊、高中52隊、大專10隊，其中以高中隊伍最多，占57%。"),
    ],
)  # fmt: skip
def test_a_line_that_a_table_or_list_contradicts_is_told(read: Read, right: str, wrong: str) -> None:
    assert not failing(read, right)
    assert failing(read, wrong)


@pytest.mark.parametrize(
    ("head", "holds"),
    [
        ("填報日期：113年1月15日", True),
        ("填報日期：112年3月15日", False),
        ("資料截止日：112年12月31日", True),
        ("資料截止日：112年10月31日", False),
    ],
)
def test_the_day_of_the_report_and_of_its_figures(read: Read, head: str, holds: bool) -> None:
    text = (
        f"高雄市政府行政暨國際處工作報告（{YEAR}）\n{head}\n一、採購12案。\n二、截至112年12月31日止，列管宿舍36間。\n"
    )
    assert {check.id for check in failing_in(read, text)} == (set() if holds else {"told_days"})


@pytest.mark.parametrize(
    "text",
    [
        # Numbers in brackets that are no parts of the whole before them.
        "二、借閱512冊（館藏編號318、檔號194）。",
        "二、公務車36輛（平均車齡8、最高12）。",
        "二、研習6場次（上半年50／下半年52），刊登2,028則，平均每月169則。",
        # What is left out may be named, or be of a list that says so.
        "二、定期會12次、臨時會2次等，共17次。",
        "二、補助45案，依規定，學校28案、社團14案須複審。",
        "二、審查38件，核准35件，其中附條件核准5件。",
        # A part of the number farther before, a part of people in other units, what was taken off.
        "二、到館5萬3,555人次，借書2萬8,054人次、7萬6,400冊，其中總館到館3萬2,880人次。",
        "二、水電432件、空調246件及其他147件，其中上半年538件、下半年287件。",
        "二、本年裝設320盞；因汰換減少，現有累計達145盞。",
        "二、本年補助320案，目標自109年起累計達300案。",
        # Ways told of other things.
        "二、線上簽核比率62.37%，較上年之61.85%提升0.52個百分點。",
        "二、借書較去年同期之420人增加35人，計455人；退書較去年同期之390人減少20人，計370人。",
        # Other times, other tables, ranks of another measure.
        f"{KINDS}(一)上年網路購物申訴以1月最多。",
        f"{KINDS}(一)滿意度調查以1月最高。",
        f"{PLACES}(一)法國團之平均停留天數最高。",
        f"{PLACES}(一)新加坡訪客占年度目標50.0%。",
        # Goals for which less is better, and verdicts about another number.
        "二、逾期案件4件、抽查180件；年度目標6件，已達成。",
        "二、稽查64次、抽驗180件；年度目標200件，未達成。",
        # Days that are planned or of another year, days of which not all were used.
        "二、預計自108年起至115年底累計捐贈1,250冊。",
        "二、夏令營（112.7.3-7.7，3天）招收24人。",
        "二、減聘技工32人、工友8人，節省1,600萬元，每人以55萬元計。",
    ],
)
def test_what_only_looks_alike_is_not_accused(read: Read, text: str) -> None:
    assert not failing(read, text)


@pytest.mark.parametrize(
    "text",
    [
        "二、業務\n(一)導覽：62場／1,240人（111全年：98場／1,900人）\n- 夜間場數較111上半年 ↑14場（24.0%）。",
        "二、業務\n(一)申請：新案85件、續案40件。\n- 111全年：新案60件、續案52件。本期新案增35件。",
        "二、業務\n(一)倉庫：列管96處、站點12處\n- 站點較111年底99處減5處。",
        "二、業務\n(一)倉庫：列管96處\n- 租用倉庫較111年底99處減5處。",
    ],
)
def test_lines_of_another_name_or_time_are_not_compared(read: Read, text: str) -> None:
    assert not failing(read, text, HALF)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # What is chosen of what was handed in, what is behind of what is watched, what was mended of what was found.
        ("二、徵文收件86件，錄取12件。", "二、徵文收件86件，錄取120件。"),
        ("二、績優志工由18個單位推薦25人，評定6人。", "二、績優志工由18個單位推薦25人，評定36人。"),
        ("二、列管案件52件，進度落後4件。", "二、列管案件52件，進度落後64件。"),
        ("二、抽查工地18處，發現缺失75項，已改善70項。", "二、抽查工地18處，發現缺失75項，已改善170項。"),
        ("二、受理提案21案，同意18案，核定進用60人。", "二、受理提案21案，同意28案，核定進用60人。"),
        ("二、自64名受薦人員中遴選32名表揚。", "二、自64名受薦人員中遴選132名表揚。"),
        ("二、抽測電話40人次，獲甲等以上者36人次。", "二、抽測電話40人次，獲甲等以上者46人次。"),
        ("二、檔案評比有38個機關參與初審，12個機關進入複審。", "二、檔案評比有38個機關參與初審，52個機關進入複審。"),
        # So many in all of what was told twice in the same words.
        (
            "二、3月6日配合巡察，受理陳情14件；9月7日配合巡察，受理陳情17件，全年合計31件。",
            "二、3月6日配合巡察，受理陳情14件；9月7日配合巡察，受理陳情17件，全年合計36件。",
        ),
        ("二、至112年12月31日止，經管宿舍52間。", "二、至115年12月31日止，經管宿舍52間。"),
        # Of so many, by another word.
        ("二、計約320位來賓，當中外賓85位。", "二、計約320位來賓，當中外賓485位。"),
        ("二、圖書室藏書架36座，其中本年新購4座。", "二、圖書室藏書架36座，其中本年新購44座。"),
        # Two parts of any names, but for a slip.
        (
            "二、服務1,507人次，其中到府418人次、線上會談1,089人次，以法律問題居多。",
            "二、服務1,507人次，其中到府481人次、線上會談1,089人次，以法律問題居多。",
        ),
        # Several things that went one way; a share of all below a head.
        (
            "二、參訪52團、960人蒞臨，較上年同期31團、402人顯著回升。",
            "二、參訪52團、960人蒞臨，較上年同期31團、402人顯著下滑。",
        ),
        (
            "二、會館\n表1　會館\n館名\t床數\t進駐率（%）\n東館\t120\t95.5\n西館\t80\t91.2\n",
            "二、會館\n表1　會館\n館名\t床數\t進駐率（%）\n東館\t120\t195.5\n西館\t80\t91.2\n",
        ),
    ],
)
def test_what_is_more_than_it_can_be_is_told(read: Read, right: str, wrong: str) -> None:
    assert not failing(read, right)
    assert failing(read, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "二、受理檢舉31件，查處完竣37件（含上期未結6件）。",
        "二、列管案件52件，新增列管64件。",
        "二、租期自108年1月1日至115年12月31日止，現有租戶12戶。",
        "二、預定至115年12月31日止，經管宿舍52間。",
        "二、自64名受薦人員起，中心遴選132名表揚。",
        "二、訪視獨居長者14件；上年訪視獨居長者17件，全年合計46件含電話關懷。",
        "二、抽查工地18處，缺失75項；去年已改善170項。",
        "二、服務1,507人次，其中假日481人次、晚間819人次。",
        "二、參訪52團、960人蒞臨，較目標61團、1,002人略有不足。",
        "二、會館\n表1　會館\n館名\t床數\t達成率（%）\n東館\t120\t195.5\n西館\t80\t91.2\n",
        "二、來賓120位，其中外賓85位；志工當中有485位曾參與。",
    ],
)
def test_what_may_well_be_more_is_not_accused(read: Read, text: str) -> None:
    assert not failing(read, text)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # A share before its part, and one in the brackets behind it.
        ("二、本年受訓480人，男性占37.5%，計180人。", "二、本年受訓480人，男性占37.5%，計210人。"),
        ("二、經費250萬元，捐款占60%，計150萬元。", "二、經費250萬元，捐款占60%，計105萬元。"),
        ("二、申請案230件，核准207件（90%）。", "二、申請案230件，核准207件（80%）。"),
        ("二、訪視計畫120戶，完成108戶（完成率90%）。", "二、訪視計畫120戶，完成108戶（完成率80%）。"),
        # Of each month, behind what is counted; of all that was, and what came.
        ("二、全年召開12次會議，平均每月1次。", "二、全年召開12次會議，平均每月3次。"),
        ("二、本年度新設3處，全市現有28處，上年度25處。", "二、本年度新設3處，全市現有22處，上年度25處。"),
        ("二、累計發行2,500張，本年新增800張，上年底1,700張。", "二、累計發行2,050張，本年新增800張，上年底1,700張。"),
        # Ranks before their number and of shares.
        (
            "二、以電話受理最多，計820件，網路560件次之，臨櫃140件再次之。",
            "二、以電話受理最多，計280件，網路560件次之，臨櫃140件再次之。",
        ),
        ("二、陳情以交通類占42%最高，環保類31%次之。", "二、陳情以交通類占42%最高，環保類51%次之。"),
        # What is left of what came in; parts that are more than all.
        ("二、收入1,250萬元，支出1,180萬元，結餘70萬元。", "二、收入1,250萬元，支出1,180萬元，結餘170萬元。"),
        ("二、展出86件，其中繪畫52件、書法34件。", "二、展出86件，其中繪畫52件、書法43件。"),
        ("二、員工310人中，具碩士學位者93人。", "二、員工310人中，具碩士學位者390人。"),
        ("二、開辦6班，招收150人，結業142人。", "二、開辦6班，招收150人，結業162人。"),
        # Parts without their unit before a total; numbers in order, named.
        ("二、場次：文書12、總務9、國際15，合計36場次。", "二、場次：文書12、總務9、國際51，合計36場次。"),
        ("二、第45期至第56期公報，共12期。", "二、第45期至第56期公報，共21期。"),
        ("二、志工年初180人，加入25人，退出12人，年底193人。", "二、志工年初180人，加入25人，退出12人，年底139人。"),
        ("二、本季受理45件，累計全年180件。", "二、本季受理45件，累計全年40件。"),
    ],
)  # fmt: skip
def test_shares_stocks_and_ranks_told_in_any_order(read: Read, right: str, wrong: str) -> None:
    assert not failing(read, right)
    assert failing(read, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "二、電話受理者占84.56%，計6,712件，臨櫃受理者占15.44%，計1,226件，二者合計7,938件。",
        "二、本年受訓480人，較上年成長37.5%，計210人取得證照。",
        "二、申請案230件，核准207件（較上年減少80%）。",
        "二、申請案300件，上年207件（31%）。",
        "二、本年度新設3處，全市現有服務據點22處，上年度宣導25處次。",
        "二、以電話受理最多，計820件，網路560件次之。",
        "二、收入1,250萬元，支出1,180萬元，另動支準備金70萬元，結餘依規定繳庫。",
        "二、展出86件，其中得獎作品52件、市民作品41件。",
        "二、開辦6班，招收150人；上年結業162人。",
        "二、志工較上年底180人，新加入25人，退出12人，另有139人待訓。",
    ],
)
def test_other_times_and_other_things_are_not_accused(read: Read, text: str) -> None:
    assert not failing(read, text)
