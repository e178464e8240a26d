"""Numbers of one report that tables, goals, halves of the year and other sentences tell again, in sentences of ours."""

from __future__ import annotations

import pytest

from tests.ingest.checked import HALF, YEAR, failing, failing_in
from tests.ingest.conftest import Read


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # What is set before the number that it is compared with.
        ("二、比上年同期的35場多4場，辦理講習39場。", "二、比上年同期的35場多4場，辦理講習41場。"),
        ("二、較前一年1,204件少96件，受理陳情1,108件。", "二、較前一年1,204件少96件，受理陳情1,180件。"),
        ("二、比去年的58名少3名，志工有55人。", "二、比去年的58名多3名，志工有55人。"),
        ("二、本年24個週三扣除颱風1次，共召開23次。", "二、本年24個週三扣除颱風1次，共召開25次。"),
        ("二、全年52期，扣除停刊2期，計發行50期。", "二、全年52期，扣除停刊2期，計發行54期。"),
        # From one half of the year to the other, and two ways at once.
        (
            "二、上、下半年分別為4,156件、4,714件，下半年較上半年增加558件。",
            "二、上、下半年分別為4,156件、4,714件，下半年較上半年減少558件。",
        ),
        ("二、郵件810件，比上年同期多30件，增加3.85%。", "二、郵件810件，比上年同期少30件，增加3.85%。"),
        ("二、郵件810件陳情，比上年的840件少30件。", "二、郵件810件陳情，比上年的840件多30件。"),
        # Shares of what together is all there is.
        ("二、電話諮詢占82.5%，現場諮詢占17.5%。", "二、電話諮詢占82.5%，現場諮詢占12.5%。"),
        ("二、線上申請占64.2%、紙本申請占35.8%。", "二、線上申請占64.2%、紙本申請占45.8%。"),
        (
            "二、線上調閱1,845件，紙本95件，合計1,940件，線上占95.10%。",
            "二、線上調閱1,845件，紙本95件，合計1,940件，線上占91.50%。",
        ),
        # What comes of each, and one of so many.
        ("二、電話抽測36人次，等於每月3人次。", "二、電話抽測36人次，等於每季3人次。"),
        ("二、受理陳情1,440件，平均每月120件。", "二、受理陳情1,440件，平均每月140件。"),
        ("二、錄取48名學生，其中偏鄉12名，等於每4名就有1名。", "二、錄取48名學生，其中偏鄉12名，等於每3名就有1名。"),
        ("二、志工96人，其中男性32人，每3人即有1人。", "二、志工96人，其中男性32人，每5人即有1人。"),
        # Growth is a rate of what was before.
        (
            "二、借閱3,150冊，較上年同期3,000冊增加150冊，增幅5.00%。",
            "二、借閱3,150冊，較上年同期3,000冊增加150冊，增幅4.76%。",
        ),
        (
            "二、路燈由2,500盞減為2,000盞，減少500盞，減幅20.00%。",
            "二、路燈由2,500盞減為2,000盞，減少500盞，減幅25.00%。",
        ),
        ("二、志工減1,322人；由4,536人減為3,214人。", "二、志工減1,232人；由4,536人減為3,214人。"),
        ("二、路燈增加2,150盞，係由8,400盞增為10,550盞。", "二、路燈增加2,510盞，係由8,400盞增為10,550盞。"),
        # The way it went, where what was before stands in brackets or in a sentence of its own.
        ("二、受理諮詢1,420件（去年同期1,385件）；增35件。", "二、受理諮詢1,420件（去年同期1,385件）；減35件。"),
        ("二、列管宿舍2,610戶（前一年2,742戶；減132戶）。", "二、列管宿舍2,610戶（前一年2,742戶；增132戶）。"),
        # Means of what any verb does to each, of people by any unit, and what is only about so many.
        ("二、查核12次，抽查84家，平均每次抽查7家。", "二、查核12次，抽查84家，平均每次抽查9家。"),
        ("二、研習3場次；參加171人；平均每場次57人。", "二、研習3場次；參加171人；平均每場次75人。"),
        (
            "二、全年減聘104名員工，節省約5,200萬元，平均每人50萬元。",
            "二、全年減聘104名員工，節省約5,200千元，平均每人50萬元。",
        ),
        (
            "二、選出42人，每人獎金1萬元、公假五天，獎金總計42萬元。",
            "二、選出42人，每人獎金1萬元、公假五天，獎金總計420萬元。",
        ),
        (
            "二、推薦96名；錄取40人；每人補助2萬元；補助共80萬元。",
            "二、推薦96名；錄取40人；每人補助2萬元；補助共86萬元。",
        ),
        ("二、錄取學生16名，其中偏鄉學童6位。", "二、錄取學生16名，其中偏鄉學童26位。"),
        ("二、貴賓120位，其中外賓45位，占近四成。", "二、貴賓120位，其中外賓54位，占近四成。"),
        # Two lists, of which the second may open a statement of its own.
        (
            "二、本期訪團18案、126人；去年同期24案、203人，少了6案、77人。",
            "二、本期訪團18案、126人；去年同期24案、230人，少了6案、77人。",
        ),
        ("二、宣導目標36場次，實辦38場次，比目標多2場次。", "二、宣導目標36場次，實辦35場次，比目標多2場次。"),
        # The most of a list that names the rest.
        ("二、水電198件最多；空調97件、電梯42件，其他175件。", "二、水電198件最多；空調297件、電梯42件，其他175件。"),
        (
            "二、以交通612件居首，占近二成，環保486件，其餘2,113件。",
            "二、以交通612件居首，占近二成，環保686件，其餘2,113件。",
        ),
        # A rate before what it is of, points above a goal, growth of which what was before is not told.
        ("二、精簡率33.96%，係由8,462人降為5,588人。", "二、精簡率36.93%，係由8,462人降為5,588人。"),
        ("二、成長率25.00%，係由1,240件增為1,550件。", "二、成長率20.50%，係由1,240件增為1,550件。"),
        ("二、採購達成率99.12%，高於95%之目標4.12個百分點。", "二、採購達成率99.12%，高於95%之目標5.12個百分點。"),
        ("二、節水率1.82%，優於1%目標0.82個百分點。", "二、節水率1.82%，優於1%目標0.28個百分點。"),
        ("二、申訴8,031件，比上年多465件，增幅6.15%。", "二、申訴8,031件，比上年多465件，增幅5.65%。"),
        ("二、報名742人，較前一年減少26人，減幅3.39%。", "二、報名742人，較前一年減少26人，減幅3.93%。"),
        # What is judged, and what comes of it; years up to a year.
        ("二、審議提案16案，同意13案、退回3案。", "二、審議提案16案，同意13案、退回5案。"),
        ("二、小組審24案、准22案、退2案。", "二、小組審24案、准22案、退4案。"),
        ("二、兩市自77年締盟，至112年屆滿35週年。", "二、兩市自79年締盟，至112年屆滿35週年。"),
        # So many times in each of several months.
        ("二、會議於3月、6月及9月各召開1次，計3次。", "二、會議於3月、6月及9月各召開1次，計4次。"),
        ("二、查考全年2次，6月及12月各1次。", "二、查考全年3次，6月及12月各1次。"),
        # How many a list has.
        (
            "二、展覽計3項：港都書畫展、老街攝影展、第12屆陶藝展。",
            "二、展覽計5項：港都書畫展、老街攝影展、第12屆陶藝展。",
        ),
        ("二、館舍2類：藝文館88處；體育館64處。", "二、館舍4類：藝文館88處；體育館64處。"),
        (
            "二、主要活動3項：\n－書展於總館。\n－影展於分館。\n－市集於廣場。",
            "二、主要活動4項：\n－書展於總館。\n－影展於分館。\n－市集於廣場。",
        ),
    ],
)
def test_what_disagrees_within_a_sentence_is_told(read: Read, right: str, wrong: str) -> None:
    assert failing(read, right) == set()
    assert failing(read, wrong) != set()


TABLE = (
    "二、統計（單位：件）\n項目\t上年同期\t本期\n電話服務\t2,486\t2,731\n現場服務\t294\t268\n服務合計\t2,780\t2,999\n"
)
HALVES = "二、統計如下表（單位：案）\n項目\t上半年\t下半年\t全年\n接待\t49\t55\t104\n宣導\t18\t21\t39\n"
PLACES = "二、使用情形\n場館\t展場（場次）\t講堂（場次）\n東館\t68\t612\n西館\t57\t438\n合計\t125\t1,050\n"


@pytest.mark.parametrize(
    "text",
    [
        "二、工級人員由8,462人降為5,588人，計減少2,874人，其中助理精簡率49.71%，係由1,390人降為699人。",
        "二、火災482案，與上年476案比較增加6案，增幅1.26%。",
        "二、審議提案16案，同意13案、退回2案、緩議1案。",
        "二、節水率2.50%，高於目標1.00%，節電率1.70%。",
        "二、會議16次，講習10次、座談5次、訪視3次。",
        "二、入藏圖書12,615冊，中文及外文分別為11,215冊、1,400冊，汰除3,127冊。",
        "二、主要展覽2項：書畫展、攝影展等。",
    ],
)
def test_what_is_of_other_things_accuses_nobody(read: Read, text: str) -> None:
    assert failing(read, text) == set()


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        (TABLE, "電話服務比上年同期多245件，增幅9.9%。", "電話服務比上年同期多254件，增幅9.9%。"),
        (TABLE, "電話服務比上年同期多245件，增幅9.9%。", "電話服務比上年同期多245件，增幅8.9%。"),
        (TABLE, "現場服務較上年同期減少26件。", "現場服務較上年同期增加26件。"),
        (TABLE, "電話服務占91.1%。", "電話服務占87.1%。"),
        (TABLE, "現場服務占8.9%。", "現場服務占9.8%。"),
        (TABLE, "受理服務2,999件，比上年同期多219件。", "受理服務2,999件，比上年同期多291件。"),
        (PLACES, "展場比上年同期的94場次多31場次。", "展場比上年同期的94場次多21場次。"),
        (PLACES, "講堂較上年的931場次增加119場次。", "講堂較上年的931場次增加191場次。"),
        (HALVES, "接待下半年55案，比上半年多6案。", "接待下半年58案，比上半年多6案。"),
        (HALVES, "接待下半年55案，比上半年多6案。", "接待下半年55案，比上半年多8案。"),
        (HALVES, "", HALVES.replace("\t55\t", "\t53\t")),
        (
            "二、統計（單位：件）\n項目\t1至3月\t4至6月\t1至6月\n來信\t312\t384\t696\n來電\t402\t214\t616\n",
            "",
            "二、統計（單位：件）\n項目\t1至3月\t4至6月\t1至6月\n來信\t312\t348\t696\n來電\t402\t214\t616\n",
        ),
    ],
)
def test_what_sentences_tell_of_a_tables_lines_is_theirs(read: Read, table: str, right: str, wrong: str) -> None:
    assert failing(read, table + right) == set()
    assert failing(read, wrong if "\t" in wrong else table + wrong) != set()


def test_a_column_of_percentages_is_no_sum(read: Read) -> None:
    table = "二、統計（單位：件）\n項目\t上年\t本年\t增減\t增減%\n來信\t5,418\t5,124\t-294\t-5.4\n來訪\t602\t573\t-29\t-4.8\n合計\t6,020\t5,697\t-323\t-5.4\n"  # noqa: E501
    assert failing(read, table) == set()


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("【目標】全年辦理講習180場。\n【達成情形】比目標多7場，全年辦理187場。", False),
        ("【目標】全年辦理講習180場。\n【達成情形】比目標少7場，全年辦理187場。", True),
        ("【目標】開放展場200場次。\n【達成情形】全年開放208場次，達成104%。", False),
        ("【目標】開放展場200場次。\n【達成情形】全年開放208場次，達成114%。", True),
        ("【目標】全年接待40案。\n【達成情形】全年接待45案，超過目標。", False),
        ("【目標】全年接待40案。\n【達成情形】全年接待45案，未達目標。", True),
        ("二、辦理宣導21場次，年度目標40場次，達成52.5%。", False),
        ("二、辦理宣導21場次，年度目標40場次，達成72.5%。", True),
        # A goal behind what was reached, and a share of the only goal of its sentence.
        ("二、滿意度92.4%，目標90%，已達成。", False),
        ("二、滿意度92.4%，目標95%，已達成。", True),
        ("二、訓練26場次（目標30場次，達標）。", True),
        ("二、訓練26場次（目標30場次，未達標）。", False),
        ("二、宣導26場次，比目標24場次多2場次，達成率108.33%。", False),
        ("二、宣導26場次，比目標24場次多2場次，達成率92.31%。", True),
        ("二、調訓350人，較目標280人多70人，達成度80%。", True),
        ("二、違規案35件，較目標40件少5件，達成率114.29%。", False),
        # Of what is better the less there is; of another unit.
        ("【目標】逾期案件40案。\n【達成情形】逾期45案，超過目標。", False),
        ("【目標】全年接待40團。\n【達成情形】全年接待45案，未達目標。", False),
    ],
)
def test_goals_of_a_section_are_met_as_it_says(read: Read, text: str, fails: bool) -> None:
    assert ("target_met" in failing(read, "二、業務\n" + text)) == fails


@pytest.mark.parametrize(
    ("text", "period", "fails"),
    [
        ("二、4月29日表揚績優志工42人。", HALF, False),
        ("二、8月29日表揚績優志工42人。", HALF, True),
        ("二、委員會開會2次，日期為3月21日及9月20日。", HALF, True),
        ("二、將於8月29日表揚績優志工。", HALF, False),
        ("二、111年8月29日表揚績優志工42人。", HALF, False),
        ("二、8月29日起調整服務時間。", HALF, False),
        ("二、檢查於3月及6月辦理。", HALF, False),
        ("二、檢查於3月及9月辦理。", HALF, True),
        ("二、檢查將於7月及9月辦理。", HALF, False),
        ("二、8月29日表揚績優志工42人。", YEAR, False),
        # What is planned comes behind the period; what was moved is told of otherwise.
        ("二、整修工程預定8月底完工。", HALF, False),
        ("二、整修工程預定111年8月底完工。", HALF, True),
        ("二、其餘8戶將視財源狀況，於113年底前補足。", HALF, False),
        ("二、其餘8戶將視財源狀況，於111年底前補足。", HALF, True),
        ("二、講習原預定5月6日辦理，已延至7月。", HALF, False),
        # Figures of the last day of the period are of its year.
        ("二、資料日期：112年6月30日", HALF, False),
        ("二、資料日期：111年6月30日", HALF, True),
        ("二、資料日期：112年7月31日", HALF, False),
        ("二、統計基準日為113年12月31日", YEAR, True),
    ],
)
def test_days_are_of_the_reports_months(read: Read, text: str, period: str, fails: bool) -> None:
    assert ("told_days" in failing(read, text, period)) == fails


@pytest.mark.parametrize(
    ("cover", "fails"),
    [
        ("日期：112年9月21日", False),
        ("日期：112年5月21日", True),
        ("報告日期：112年4月2日", True),
        ("日期：111年12月2日", False),
    ],
)
def test_a_report_is_told_behind_its_period(read: Read, cover: str, fails: bool) -> None:
    opening = f"高雄市政府行政暨國際處業務報告\n{cover}\n"
    text = f"{opening}本處謹就112年1月1日至6月30日（以下簡稱本期）業務報告。\n一、採購12案。\n"
    assert ("told_days" in {check.id for check in failing_in(read, text)}) == fails


@pytest.mark.parametrize(
    ("title", "period", "fails"),
    [
        ("高雄市政府行政暨國際處112年度施政績效成果報告", YEAR, False),
        ("高雄市政府行政暨國際處111年度施政績效成果報告", YEAR, True),
        ("高雄市政府行政暨國際處112年度施政成果報告", HALF, True),
    ],
)
def test_a_title_names_the_year_that_is_covered(read: Read, title: str, period: str, fails: bool) -> None:
    assert (
        "told_days" in {check.id for check in failing_in(read, f"{title}\n報告期間：{period}\n一、採購12案。\n")}
    ) == fails
