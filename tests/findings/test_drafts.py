"""Numbers of drafts: of which time they are told, what follows from others, and those of English sentences."""

from __future__ import annotations

import functools

import pytest

from catalog.load import load
from findings.draft import Verdict, judged
from ingest.draft import DraftReader

pytestmark = pytest.mark.usefixtures("published")


@functools.cache
def _reader() -> DraftReader:
    return DraftReader(load())


def _said_of(draft: str, raw: str) -> str:
    """What is said of the number of a draft that is written so: its status, or what it is reckoned as."""
    verdicts: list[Verdict] = judged(draft, _reader().read)
    verdict = next(one for one in verdicts if one.raw == raw)
    return verdict.reckoned or verdict.status


@pytest.mark.parametrize(
    ("draft", "raw", "said"),
    [
        # A report that is quoted by the month it was published in, or sent in, has the number printed.
        ("107年10月送到議會的報告寫，出借府屬機關公務車輛39車次。", "39", "supported"),
        ("109年10月的報告裡，消保官查察28次。", "28", "supported"),
        ("105年5月提送貴會的報告說，調解90件，107年10月的報告說68件。", "90", "supported"),
        # What something was is of no day that is told.
        ("到109年6月底，臨時人員由2,408人增加到2,442人。", "2,408", "supported"),
        ("109年6月，業務助理自1,390人降至805人。", "1,390", "supported"),
        # It is told of no time before what it is set beside.
        ("107年8月，開放資料集共計25項，較去年度成長50%。", "50", "supported"),
        # What is really of another time still is.
        ("109年3月至9月，訪賓28案。", "28", "other_period"),
        ("107年上半年接待訪賓997人。", "997", "other_period"),
    ],
)
def test_a_number_of_a_report_or_of_before_is_of_no_other_time(draft: str, raw: str, said: str) -> None:
    assert _said_of(draft, raw) == said


@pytest.mark.parametrize(
    ("draft", "raw", "said"),
    [
        # A difference between what is told at two times, with a part told between.
        ("104年底宿舍73間，其中眷屬宿舍32間；107年中宿舍剩61間，少了12間。", "12", "difference"),
        # Averages: on each, on a day.
        ("109年3月到9月，法扶諮詢25場次、175人次，算下來一場約7人次。", "7", "average"),
        ("104年收文69,318件，平均每天約190件。", "190", "average"),
        ("104年收文69,318件，平均每天約250件。", "250", "unknown"),
        # As charts and their titles tell an average: by the months the period has, what is printed behind it.
        ("109年3月1日至9月5日消費爭議調解平均每月18.2件（112件換算）。", "18.2", "average"),
        ("107年1月16日至6月30日訪賓人數平均每月42.4人（234人換算）。", "42.4", "average"),
        ("107年1月16日至6月30日訪賓人數平均每月44.2人（234人換算）。", "44.2", "unknown"),
        ("109年3月1日至9月5日消費爭議調解平均每月19.2件（112件換算）。", "19.2", "unknown"),
        # Shares: of a part in its whole, of what stands behind the number, of all of it.
        ("104年9月到105年2月借出去的車，政風處就占了14.3%。", "14.3", "share"),
        ("104年9月到105年2月借出去的車，政風處就占了三成。", "三", "unknown"),
        ("107年1月有12名高中生到山形參加英語冬令營，半數來自弱勢家庭。", "半數", "share"),
        ("110年度預算總額3億2,026萬7千元，其中庶務管理8,892萬3千元，占整體的27.8%。", "27.8", "share"),
        ("104年底首長宿舍35間，占全部宿舍的48%。", "48", "share"),
        # Beside another period what is of the draft's own, and of the sentence before.
        ("109年3月到9月消保官查察28次、69家，調解112件。調解也比107年上半年那期多了44件。", "44", "difference"),
        ("109年6月底臨時人員2,442人。比107年4月多了34人。", "34", "difference"),
        ("109年6月底臨時人員2,442人。比107年4月多了43人。", "43", "unknown"),
        # What is still to come is none of what was.
        ("107年1月去了山形，今年夏天還要送12名高中生去日本。", "12", "unknown"),
        # Sums: of parts named for short, of two measures.
        ("109年3月到9月，機票與旅遊服務的第一次申訴合計270件。", "270", "sum"),
        ("109年3月到9月，第一次申訴加第二次申訴共4,005件。", "4,005", "sum"),
        ("109年3月到9月，第一次申訴加第二次申訴共4,105件。", "4,105", "unknown"),
        # Its part is named a clause before.
        ("110年車輛設備經費，消防局一直喊窮，卻拿到35.8%。", "35.8", "supported"),
        ("110年車輛設備經費，消防局一直喊窮，卻拿到38.5%。", "38.5", "contradicted"),
        # What it counts is named a clause before, and printed once.
        ("不用的東西上網拍賣，一年收了3.7萬元。", "3.7萬", "rounded"),
    ],
)
def test_what_follows_from_others(draft: str, raw: str, said: str) -> None:
    assert _said_of(draft, raw) == said


@pytest.mark.parametrize(
    ("draft", "raw", "said"),
    [
        ("By June 2020 temporary staff had risen from 2,408 to 2,442.", "2,408", "supported"),
        ("In April 2018 it stood at 2,408.", "2,408", "supported"),
        (
            "In 2018 the office received 28 delegations. In 2015 it received 89 delegations, 61 more.",
            "61",
            "difference",
        ),
        (
            "In 2015 the office received 89 delegations and 997 visitors, about 11 visitors per delegation.",
            "11",
            "average",
        ),
        (
            "In 2015 the office received 89 delegations and 997 visitors, about 20 visitors per delegation.",
            "20",
            "unknown",
        ),
        ("Office clerks were cut by some 42 percent.", "42", "rounded"),
        ("In the 2020 report there were 3,253 first complaints and 752 second ones.", "752", "supported"),
        ("In the 2020 report there were 3,235 first complaints and 752 second ones.", "3,235", "contradicted"),
        ("In the 2020 report there were 2,052 first complaints and 752 second ones.", "2,052", "other_period"),
    ],
)
def test_numbers_of_english_sentences(draft: str, raw: str, said: str) -> None:
    assert _said_of(draft, raw) == said


@pytest.mark.parametrize(
    ("draft", "raw", "said"),
    [
        # 這一期 is that of what is told beside.
        ("109年3月至9月5日派車401車次，這一期觀光局就借了34車次。", "34", "other_period"),
        ("107年上半年辦市政會議23次，這一期消費爭議調解68件。", "68", "supported"),
        # Of a part told last, and another named; of two offices, by what they are called together.
        ("104年四維中庭開放102場次，加上鳳山合計194場次。", "194", "sum"),
        ("104年四維中庭開放102場次，加上鳳山合計184場次。", "184", "unknown"),
        ("110年車輛設備概算，警察、消防兩局合占77.63%。", "77.63", "sum"),
        ("110年車輛設備概算，警察、消防兩局合占87.63%。", "87.63", "unknown"),
        ("109年旅遊跟機票糾紛第二次申訴合計116件。", "116", "sum"),
        ("109年旅遊跟機票糾紛第二次申訴合計161件。", "161", "unknown"),
        ("104年工友加業務助理一年精簡282人。", "282", "sum"),
        # What was taken for a part is its whole, where no word is the part's own.
        ("107年6月累計撥補29.34億元，到108年5月是40.46億元。", "40.46億", "supported"),
        ("107年6月30日首長宿舍61間。", "61", "contradicted"),
        # Another period in a clause of its own; two numbers told in the sentence before.
        ("107年上半年接待訪賓234人，和104年比，少了763人。", "763", "difference"),
        ("107年上半年接待訪賓234人，和104年比，少了736人。", "736", "unknown"),
        ("107年6月累計撥補29.34億元，到108年5月是40.46億元。一年多出11.12億元。", "11.12億", "difference"),
        ("107年6月累計撥補29.34億元，到108年5月是40.46億元。一年多出12.11億元。", "12.11億", "unknown"),
    ],
)
def test_what_is_told_together_or_beside(draft: str, raw: str, said: str) -> None:
    assert _said_of(draft, raw) == said


@pytest.mark.parametrize(
    ("draft", "raw", "said"),
    [
        # What stands over a number tells what it counts: a heading, a numbered item, a question.
        ("三、政治檔案。\n107年6月審選之後，180案列入移轉。", "180", "supported"),
        ("二、電子輓額禮廳。全國180間。", "180", "supported"),
        ("一、設施維修。107年1月中至6月底484件，109年3月至9月初544件，多了60件。", "544", "supported"),
        ("一、設施維修。107年1月中至6月底484件，109年3月至9月初544件，多了60件。", "60", "difference"),
        ("一、設施維修。107年1月中至6月底544件。", "544", "other_period"),
        # Words of its passage tell it, where no measure is named.
        ("請旅遊達人林龍來講休假，來了500多位。", "500", "supported"),
        ("請氣象達人來講颱風，來了500多位。", "500", "unknown"),
        ("洽公時能看180種電子書。", "180", "supported"),
        ("市場裡賣180種水果。", "180", "unknown"),
        # What is told as so much less is printed so, too.
        ("臨時人員也少了1,054人。", "1,054", "supported"),
        ("志工也少了1,054人。", "1,054", "unknown"),
        ("績優基層人員的餐會花了2萬元。", "2萬", "unknown"),
        # Money and periods as they are spoken; a second one is no two together.
        ("104年戀舊拍賣網收入快3萬7！", "3萬7", "rounded"),
        ("104年戀舊拍賣網收入快4萬7！", "4萬7", "contradicted"),
        ("107年1月16日至6月30日，二次申訴524件。", "524", "contradicted"),
        # Sums of what the sentence before tells.
        ("109年3月到9月，第一次申訴3,253件，第二次申訴752件。兩者合計4,005件。", "4,005", "sum"),
        ("109年3月到9月，第一次申訴3,253件，第二次申訴752件。兩者合計4,050件。", "4,050", "unknown"),
        # What something before ； is compared with is no time of what follows; a mean is no total.
        ("109年6月30日，臨時人員2,442人，比107年4月反而多出34人；精簡率30.44%。", "30.44", "other_period"),
        ("109年6月30日工級人員6,449人，較107年4月減少356人；精簡率23.79%。", "23.79", "supported"),
        ("109年6月30日工級人員6,449人，較107年4月的6,805人少。", "6,805", "supported"),
        ("104年調解229件，平均每次會議要處理19件。", "19", "unknown"),
        # English words of numbers.
        ("In 2015 the office received eighty-nine delegations.", "eighty-nine", "supported"),
        ("In 2015 the office received ninety-eight delegations.", "ninety-eight", "contradicted"),
        ("The job fair on 25 May 2018 drew people from thirty-five countries.", "thirty-five", "supported"),
    ],
)
def test_what_is_told_in_other_words(draft: str, raw: str, said: str) -> None:
    assert _said_of(draft, raw) == said


@pytest.mark.parametrize(
    ("draft", "raw", "said"),
    [
        # A part that is named beside a number is not the whole that has it; nor is the whole taken for its part.
        ("105年1月1日臨時人員10,153人。", "10,153", "unknown"),
        ("105年1月1日職工與臨時人員10,153人。", "10,153", "supported"),
        ("105年1月1日臨時人員2,731人。", "2,731", "supported"),
        ("108年5月機關專戶累計撥補40.46億元。", "40.46億", "unknown"),
        ("108年5月各機關學校專戶累計撥補40.46億元。", "40.46億", "supported"),
        # A part by half its name; of two that are told together what is printed of both, or their sum.
        ("109年3月至9月，旅遊糾紛第一次申訴143件。", "143", "supported"),
        ("109年3月至9月，旅遊糾紛第一次申訴156件。", "156", "unknown"),
        ("104年9月到105年2月，鳳山跟四維的會議室一共借出917場次。", "917", "supported"),
        ("104年全年，四維、鳳山的會議室等集會場所申請使用合計1,863場次。", "1,863", "sum"),
        ("104年全年，四維、鳳山的會議室等集會場所申請使用合計1,836場次。", "1,836", "unknown"),
        ("104年全年四維的會議室等集會場所申請使用1,863場次。", "1,863", "contradicted"),
        # Several are told together by whatever they are called; what opens with its number goes on from before.
        ("109年3月至9月，旅遊服務第二次申訴82件、航空機票第二次申訴34件，這兩款就116件。", "116", "sum"),
        ("109年3月至9月，旅遊服務第二次申訴82件、航空機票第二次申訴34件，這兩款就161件。", "161", "unknown"),
        ("105年1月，工友少了1,040人，臨時人員也少了731人。兩邊加起來，1,771人。", "1,771", "sum"),
        ("105年1月，工友少了1,040人，臨時人員也少了731人。兩邊加起來，1,717人。", "1,717", "unknown"),
        # By how much what is told as a difference is more, in tenths.
        ("104年收文69,318件。109年3月至9月派車401車次，比107年上半年少了75車次，減了將近兩成。", "75", "difference"),
        ("109年3月至9月派車401車次，比104年9月至105年2月少了95車次，降了將近兩成。", "兩", "change"),
        ("109年3月至9月派車401車次，比104年9月至105年2月少了95車次，降了將近四成。", "四", "unknown"),
        # What falls on each, in other words for persons; the only one of several sums that its sentence tells.
        ("107年上半年法扶諮詢21場次，平均一場約3個人。", "3", "average"),
        ("107年上半年法扶諮詢21場次，平均一場約5個人。", "5", "unknown"),
        ("104年精簡工友248人，省下1.364億元，平均每人省55萬元。", "55萬", "average"),
        ("104年精簡工友248人，省下1.364億元，平均每人省65萬元。", "65萬", "unknown"),
        ("In 2015 it received 89 delegations and 997 visitors, or 11.2 people to a delegation.", "11.2", "average"),
        ("In 2015 it received 89 delegations and 997 visitors, or 12.2 people to a delegation.", "12.2", "unknown"),
        # The share of what is told right before.
        ("107年推薦了105名績優基層人員，最後50人上台，入選率47.6%。", "47.6", "share"),
        ("107年推薦了105名績優基層人員，最後50人上台，入選率46.7%。", "46.7", "unknown"),
    ],
)
def test_parts_sums_and_shares_of_what_is_told_beside(draft: str, raw: str, said: str) -> None:
    assert _said_of(draft, raw) == said


@pytest.mark.parametrize(
    ("draft", "raw", "said"),
    [
        # A question tells of when; a clause that only leads to its number goes on with the one before.
        ("104年全年訪賓997人。\n107年上半年呢？234人。", "234", "supported"),
        ("104年全年訪賓997人。\n107年上半年呢？243人。", "243", "contradicted"),
        ("104年外賓來了89團，大約1,000人。", "1,000", "rounded"),
        ("104年外賓來了89團，志工1,000人。", "1,000", "unknown"),
        # What came to another number of what is told before, whatever is named first.
        ("中庭、廣場那種開放的呢？104年9月到105年2月164場次，109年3月到9月掉到113場次。", "113", "supported"),
        ("中庭、廣場那種開放的呢？104年9月到105年2月164場次，109年3月到9月掉到131場次。", "131", "contradicted"),
        # Counted in a unit that tells what it is, at its time; but no part's.
        ("107年上半年那期開了476車次。", "476", "supported"),
        ("107年上半年那期開了467車次。", "467", "unknown"),
        ("107年上半年那期新聞局開了476車次。", "476", "unknown"),
        ("109年3月到9月消保官跑了28趟。", "28", "supported"),
        # An office that what is printed is not told of; a share of another kind than is printed beside.
        ("109年3月至9月，環保局稽查92件。", "92", "unknown"),
        ("109年3月至9月，會同衛生局稽查92件。", "92", "supported"),
        ("107年上半年，工務局派車476車次。", "476", "unknown"),
        ("105年1月臨時人員2,731人、工級人員7,422人，滿意度41%。", "41", "unknown"),
        # What is to come, or was another year, is not denied by what was.
        ("明年起績優人員上台，每人獎金2萬元。", "2萬", "unknown"),
        # Printed once, or of the day that is told beside: another number is wrong; not what is so much more.
        ("績優人員上台，每人獎金2萬元。", "2萬", "contradicted"),
        ("到109年6月底，市府人力如下。\n業務助理少了585人，減幅46.2%。", "46.2", "contradicted"),
        ("消保官會同檢調稽查7件，店家跑了1,200家。", "1,200", "unknown"),
    ],
)
def test_when_and_what_a_number_without_a_name_is(draft: str, raw: str, said: str) -> None:
    assert _said_of(draft, raw) == said


def test_years_and_days_in_english_words_count_nothing() -> None:
    draft = "The building is two hundred years old and was closed for twenty-one days."
    assert judged(draft, _reader().read) == []
