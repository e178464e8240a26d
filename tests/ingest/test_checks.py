"""Checks: what holds on the reports fails as soon as a number in it is another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from catalog.load import load
from ingest.checking.result import CheckResult
from ingest.checking.within_report import evaluate
from ingest.meaning.observations import Reading
from ingest.notation.calendar import Interval
from ingest.numbers.printed import Observation
from tests.ingest.conftest import REPORTS, Read

HEAD = "高雄市政府秘書處業務報告\n謹就107年1月16日至107年6月30日（以下簡稱本期）報告如後。\n壹、業務\n"


def _results(reading: Reading, check_id: str) -> list[CheckResult]:
    return [result for result in evaluate(load(), reading).results if result.check.id == check_id]


def _status(read: Read, text: str, check_id: str) -> list[str]:
    return [result.status for result in _results(read(HEAD + text)[2], check_id)]


def _with(reading: Reading, changed: Observation, value: Decimal) -> Reading:
    observations = tuple(replace(o, value=value) if o is changed else o for o in reading.observations)
    return replace(reading, observations=observations)


def _wrong(result: CheckResult) -> Decimal:
    """The nearest value that is no rounding of what the check computes."""
    assert result.computed is not None
    assert result.tolerance is not None
    return result.evidence[0].value + 2 * result.tolerance + Decimal("0.01")


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_relation_that_holds_fails_for_another_stated_value(read: Read, path: Path) -> None:
    _, _, reading = read(path.read_text(encoding="utf-8"))
    for result in evaluate(load(), reading).results:
        if result.status == "holds" and result.check.stated:
            wrong = _wrong(result)
            again = _results(_with(reading, result.evidence[0], wrong), result.check.id)
            assert "fails" in [r.status for r in again if r.stated == wrong], result.check.id


def test_every_kind_of_check_is_met_on_the_reports(read: Read) -> None:
    met = {
        result.check.kind
        for path in REPORTS
        for result in evaluate(load(), read(path.read_text(encoding="utf-8"))[2]).results
        if result.status != "cannot_tell"
    }
    between = {"between_reports", "years_since", "period_sum", "completion_date", "magnitude"}
    assert met == {check.kind for check in load().checks} - between


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("一、本期邀集工務局、水利局及環保局等3個機關研商。\n", ["holds"]),
        ("一、本期邀集工務局、水利局、社會局及環保局等3個機關研商。\n", ["fails"]),
        # As many as it says, or some of them: which, the words do not tell.
        ("一、本期邀集工務局、水利局及環保局等9個機關研商。\n", ["cannot_tell"]),
        ("一、本期邀集3個機關研商。\n", ["cannot_tell"]),
        ("一、本期邀集「甲公司」、「乙公司」及「丙公司」等2家廠商研商。\n", ["fails"]),
        ("一、本期於鳳山、岡山、旗山、左營、楠梓等3區辦理。\n", ["fails"]),
        # A second list may begin among the words; names in brackets may explain those before them.
        ("一、本期邀集水利局辦理道路、橋梁、行道樹及公園等3項會勘。\n", ["holds"]),
        ("一、本期由工務局、水利局辦理道路、橋梁、行道樹及公園等3項會勘。\n", ["cannot_tell"]),
        ("一、本期邀集工務局(養工處、新工處)、水利局及環保局等3個機關研商。\n", ["cannot_tell"]),
        ("一、本期邀集工務局、水利局等機關、社會局及環保局等3個機關研商。\n", ["cannot_tell"]),
        # 及 may stand inside a name, so that two or three are listed.
        ("一、本期邀集研究發展及考核委員會、水利局等2個機關研商。\n", ["holds"]),
        # A word opens the list, so that it is one whatever its names look like.
        ("一、計有日本八王子、熊本市、美國波特蘭、韓國釜山等3個城市受邀。\n", ["fails"]),
        ("一、為促進城市交流、拜會釜山、八王子等2個城市。\n", ["cannot_tell"]),
        ("一、本期有消防、水電、空調設備檢修等2項工程。\n", ["cannot_tell"]),
        # Names behind the count: as many, or one is missing.
        ("一、本處下設7科室（行政、文書、檔案、資訊、國際事務、消保及總務）。\n", ["holds"]),
        ("一、本處下設8科室（行政、文書、檔案、資訊、國際事務、消保及總務）。\n", ["fails"]),
        ("一、輔導5個機關：工務局、水利局、環保局及研究發展考核委員會。\n", ["fails"]),
        ("一、邀請3個城市（釜山、八王子、熊本、檀香山）參加。\n", ["fails"]),
        ("一、邀請5個城市（釜山、八王子、熊本、檀香山等）參加。\n", ["cannot_tell"]),
        ("一、改善缺失6項（燈具、水管、門鎖）。\n", ["cannot_tell"]),
        ("一、改善會議室4間（四維、鳳山、岡山）。\n", ["cannot_tell"]),
        ("一、本處下設秘書、國際、文書、事務、職工6科。\n", ["fails"]),
        ("一、本期赴日本、韓國及新加坡3國。\n", ["holds"]),
        ("一、設備汰換4處，即第一會議室、第二會議室、第三會議室、簡報室、記者室。\n", ["fails"]),
        ("一、會見日本、韓國及新加坡3國代表。\n", ["cannot_tell"]),
        # Each thing with its day, or its number.
        ("一、重要訪團3團：1月16日熊本縣議會、2月22日釜山港灣公社、3月8日檀香山市議會。\n", ["holds"]),
        ("一、重要訪團4團：1月16日熊本縣議會、2月22日釜山港灣公社、3月8日檀香山市議會。\n", ["fails"]),
        ("一、委員會集會3次（4月18日、10月24日）。\n", ["fails"]),
        ("一、委員會集會3次（4月18日、10月24日等）。\n", ["cannot_tell"]),
        ("一、本期會議4次，日期分別為2月16日、4月20日及6月15日，審議16案。\n", ["fails"]),
        ("一、本期會議3次，日期分別為2月16日、4月20日及6月15日，審議16案。\n", ["holds"]),
        ("一、訪賓列舉4團如次：\n1.甲團來訪。\n2.乙團來訪。\n3.丙團來訪。\n", ["fails"]),
        ("一、茲臚列2案如下：\n1.甲案。\n2.乙案。\n3.丙案。\n", ["fails"]),
        ("一、辦理9場如下：\n1.甲類。\n2.乙類。\n3.丙類。\n", ["cannot_tell"]),
        ("一、活動5項，即（1）棒球友誼賽，（2）藝術家駐市，（3）港務研討，（4）花車參展。\n", ["fails"]),
    ],
)
def test_lists_are_as_long_as_they_say(read: Read, text: str, statuses: list[str]) -> None:
    assert _status(read, text, "list_length") == statuses


def test_one_value_printed_twice_holds_and_two_values_fail(read: Read) -> None:
    twice = "一、本期消費爭議調解68件。\n二、調解\n本期消費爭議調解{}件，已結案。\n"
    assert _status(read, twice.format(68), "printed_twice") == ["holds"]
    assert _status(read, twice.format(86), "printed_twice") == ["fails"]
    assert _status(read, "一、本期消費爭議調解68件。\n", "printed_twice") == ["cannot_tell"]


def _doubts(read: Read, text: str) -> list[str]:
    checked = evaluate(load(), read(HEAD + text)[2])
    return [trouble.code for trouble in checked.troubles]


@pytest.mark.parametrize(
    "text",
    [
        "一、本期消費爭議調解68件。\n二、調解\n由鳳山服務中心辦理之消費爭議調解86件。\n",
        "一、本期消費爭議調解68件。\n二、調解\n其中網路購物消費爭議調解86件。\n",
        "一、服務\n(一)四維行政中心\n本期消費爭議調解68件。\n(二)鳳山行政中心\n本期消費爭議調解86件。\n",
    ],
)
def test_two_values_under_words_of_two_things_are_a_doubt(read: Read, text: str) -> None:
    assert "fails" not in _status(read, text, "printed_twice")
    assert _doubts(read, text) == ["two_values"]


@pytest.mark.parametrize("second", ["受理消費爭議調解86件", "辦理消費爭議調解共86件", "本處消費爭議調解計86件"])
def test_idle_words_do_not_make_another_thing(read: Read, second: str) -> None:
    text = f"一、本期消費爭議調解68件。\n二、調解\n{second}，已結案。\n"
    assert _status(read, text, "printed_twice") == ["fails"]
    assert _doubts(read, text) == []


@pytest.mark.parametrize(
    ("words", "fails"),
    [
        ("本期接待訪賓164案、2,158人。", []),
        ("本期接待訪賓146案、2,158人。", [146]),
        ("本期接待訪賓共164案，計2,185人。", [2185]),
        # Of another kind, of a part, about, or another table's: no contradiction.
        ("本期接待訪賓130案、1,185人。", []),
        ("其中亞洲訪賓146案。", []),
        ("本期接待訪賓約146案、2,158人。", []),
        ("本期接待訪賓146場、2,158人。", []),
    ],
)
def test_words_beside_a_table_tell_its_totals(read: Read, words: str, fails: list[int]) -> None:
    table = "洲別\t案數\t人數\n亞洲\t88\t1,204\n美洲\t41\t516\n歐洲及其他\t35\t438\n合計\t164\t2,158\n"
    results = _results(read(f"{HEAD}一、訪賓接待\n{words}\n{table}")[2], "printed_twice")
    assert [int(result.stated or 0) for result in results if result.status == "fails"] == fails


def test_a_check_that_raises_is_a_doubt_and_the_others_go_on(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by nothing")

    text = "一、本期消費爭議調解68件。\n二、調解\n本期消費爭議調解86件，已結案。\n"
    reading = read(HEAD + text)[2]
    monkeypatch.setattr("ingest.checking.within_report.list_lengths", broken)
    checked = evaluate(load(), reading)
    assert [trouble.code for trouble in checked.troubles] == ["check_failed"]
    assert "ZeroDivisionError" in checked.troubles[0].message
    assert {r.check.id: r.status for r in checked.results}["list_length"] == "cannot_tell"
    assert "fails" in {r.status for r in checked.results}


def test_about_is_no_contradiction(read: Read) -> None:
    text = "一、本期消費爭議調解68件。\n二、調解\n本期消費爭議調解約70件，已結案。\n"
    assert _status(read, text, "printed_twice") == ["cannot_tell"]


def test_a_total_of_a_year_before_is_not_the_sum_of_the_parts_of_now(read: Read) -> None:
    text = "一、工級人員：機關1,462人；學校742人。\n二、106年12月31日工級人員總計2,318人。\n"
    assert "fails" not in _status(read, text, "workers_sum")


def test_an_earlier_total_is_not_set_against_the_parts_of_now(read: Read) -> None:
    text = "一、經管市有宿舍60間：首長宿舍4間、單房間宿舍6間、眷屬宿舍50間。相較106年12月31日之71間，已減少11間。\n"
    assert sorted(_status(read, text, "dormitory_sum")) == ["cannot_tell", "holds"]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        # A rate rounded rightly; one cut off; one that neither gives.
        ("精簡率約12.29%", ["holds"]),
        ("精簡率12.3%", ["holds"]),
        ("精簡率12.2%", ["footnote"]),
        ("精簡率12.4%", ["fails"]),
        ("精簡率約12.92%", ["fails"]),
        ("精簡率逾12%", ["holds"]),
        ("精簡率逾11%", ["cannot_tell"]),
    ],
)
def test_what_rounding_explains_is_a_footnote(read: Read, text: str, statuses: list[str]) -> None:
    sentence = f"一、自縣市合併迄今，工級人員總計減少1,040人（由8,462人減少為7,422人），{text}。\n"
    assert _status(read, sentence, "workers_rate") == statuses


@pytest.mark.parametrize(("stated", "status"), [("40.46", "holds"), ("40.47", "footnote"), ("40.64", "fails")])
def test_parts_in_hundreds_of_millions_round_each_for_itself(read: Read, stated: str, status: str) -> None:
    text = (
        "一、截至107年5月止，市府已分別以公務預算及教育發展基金累計撥補機關與學校專戶"
        f"{stated}億元（機關32.79億元、學校7.67億元），業足額提撥各機關學校專戶數計519戶。\n"
    )
    assert _status(read, text, "pension_paid_sum") == [status]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("本期處理報修512件(四維320件、鳳山192件)。", ["holds"]),
        ("本期處理報修521件(四維320件、鳳山192件)。", ["fails"]),
        ("四維行政中心561場次、鳳山行政中心332場次，合計893場次。", ["holds"]),
        ("四維行政中心561場次、鳳山行政中心332場次，合計894場次。", ["fails"]),
        ("第一次申訴6,105件（旅遊類318件、航空機票類205件）。", ["cannot_tell"]),
        ("工級人員減少2,150人（由8,462人降至6,312人）。", ["cannot_tell"]),
        ("本期處理報修521件，四維、鳳山分別為327件、185件。", ["fails"]),
        ("本期處理報修512件，四維、鳳山分別為327件、185件。", ["holds"]),
        ("報修2,688件：四維1,742件、鳳山946件。", ["holds"]),
        ("報修2,698件：四維1,742件、鳳山946件。", ["fails"]),
        ("四維684場次、鳳山297場次，合計達918場次。", ["fails"]),
        ("教育訓練開辦19場(實體12場、線上6場)。", ["fails"]),
        ("教育訓練開辦19場(電腦12場、語文6場)。", ["cannot_tell"]),
        ("公務車輛調派全年830車次，線上申請812車次、紙本申請17車次。", ["fails"]),
        ("第一次申訴3,985件，各季分別為912件、1,034件、1,077件及926件。", ["fails"]),
        ("設施維修案件分別為962件、615件，總計1,757件。", ["fails"]),
        ("約用人員760人、僱用工程員（工程管理費）182人，小計924人。", ["fails"]),
        ("主要為四維684場次、鳳山297場次，合計998場次。", ["cannot_tell"]),
        # Of two names that are all there is, of a list of three or more: a slip, where others have hardly room.
        ("本期處理報修521件(其中四維320件、鳳山192件)。", ["fails"]),
        ("參加學員369人，其中國內226人，國外142人。", ["fails"]),
        ("參加學員368人，其中國內226人，國外142人。", ["holds"]),
        ("刊登1,048則，內含法規62則、政令245則、公告777則。", ["fails"]),
        ("刊登1,086則，內含法規62則、政令245則、公告777則。", ["fails"]),
        ("其他人員計1,860人（醫療408人、清潔651人、防治316人、收費431人）。", ["fails"]),
        ("臨時人員包括助理612人、約用706人、工程員28人，小計1,400人，餘2,108人。", ["fails"]),
        # Of what is told in turn none is the whole of the rest behind it.
        ("收件按地區別，甲區及乙區分別為26件及9件，餘21件為其他地區。", ["cannot_tell"]),
        ("收件按縣市，甲縣、乙縣依序計28件、14件，餘20件屬本市。", ["cannot_tell"]),
        ("四維中庭131場次、會議室1,284場次；鳳山中庭98場次、會議室805場次，兩中心總計2,319場次。", ["fails"]),
        ("上半年1,204件，下半年1,318件，全年計2,532件。", ["fails"]),
        ("總計8,105人，工級5,860人（機關5,184人、學校676人），臨時2,246人。", ["fails", "holds"]),
        ("總計8,105人，工級5,860人（機關5,184人、學校676人），臨時2,245人。", ["holds", "holds"]),
        # The rest of it; brackets that part the first of two numbers.
        ("專戶342戶，已足額338戶，尚有4戶未足額。", ["holds"]),
        ("專戶342戶，已足額338戶，尚有5戶未足額。", ["fails"]),
        ("訪賓63案、842人（亞洲30案、北美23案、其他20案）。", ["fails"]),
        ("受理100件，結案90件，尚有40件待辦。", ["cannot_tell"]),
        # Some of them, counted twice, another unit, or about: nothing to set a total against.
        ("本期處理報修621件(其中四維320件、鳳山192件)。", ["cannot_tell"]),
        ("志工40人，其中女性30人、學生12人。", ["cannot_tell"]),
        ("刊登1,184則，內含法規62則、政令245則、公告777則。", ["cannot_tell"]),
        ("總計5,105人，其中機關人員2,860人，臨時人員1,245人。", ["cannot_tell"]),
        ("女性30人、學生12人；志工20人，合計52人。", ["cannot_tell"]),
        ("本期辦理活動52場(四維320人、鳳山192人)。", ["cannot_tell"]),
        # Names of which nothing has both; there may be others.
        ("審議提案137件，通過135件，撤回2件。", ["holds"]),
        ("審議提案137件，通過153件，撤回2件。", ["fails"]),
        ("調解126件：成立67件、不成立48件、撤回11件。", ["holds"]),
        ("調解126件：成立67件、不成立84件、撤回11件。", ["fails"]),
        ("調解126件，成立67件，不成立28件。", ["cannot_tell"]),
        ("報修1,140件，已修復1,117件，尚有32件待料。", ["fails"]),
        ("列管88項，解除列管61項、繼續列管37項。", ["fails"]),
        ("審議11案，同意7案、不同意2案。", ["fails"]),
        ("辦理研習3場次，參加的為82人、75人、68人，合計252人。", ["fails"]),
        ("四維行政中心約561場次、鳳山行政中心332場次，合計894場次。", ["cannot_tell"]),
        # All parts behind words that leave none out; as many as the words tell; a part of more than the whole.
        ("宣導21場次，分別為學校12場次、社區6場次及機關3場次。", ["holds"]),
        ("宣導21場次，分別為學校12場次、社區9場次及機關3場次。", ["fails"]),
        ("維修509件較去年同期484件增加25件，依工項別為水電300件、空調190件及土木19件。", ["holds"]),
        ("維修509件較去年同期484件增加25件，依工項別為水電300件、空調109件及土木19件。", ["fails"]),
        ("服務類以甲類214件、乙類163件、丙類121件居前3名，三者併計498件。", ["holds"]),
        ("服務類以甲類214件、乙類163件、丙類121件居前3名，三者併計598件。", ["fails"]),
        ("出席貴賓186位，其中外賓195位、本國賓客121位。", ["fails"]),
        ("汰換燈具550組，即四維410組與鳳山140組，全年1,055組。", ["holds"]),
    ],
)
def test_parts_beside_their_total_add_up(read: Read, text: str, statuses: list[str]) -> None:
    assert _status(read, f"一、{text}\n", "stated_total") == statuses


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("工級人員由8,462人減為7,098人，共減少1,364人，精簡率16.12%。", ["holds", "holds"]),
        ("工級人員由8,462人減為7,098人，共減少1,346人，精簡率16.12%。", ["fails", "holds"]),
        ("工級人員由8,462人減為7,098人，共減少1,364人，精簡率18.12%。", ["holds", "fails"]),
        ("審議268案，較上年281案減13案。", ["holds"]),
        ("審議268案，較上年281案減31案。", ["fails"]),
        ("開放901場次，比108年9月至109年2月之1,120場次少219場次。", ["holds"]),
        ("資料集計54項，新增7項，較前一年度47項成長14.89%。", ["holds"]),
        ("資料集計54項，新增7項，較前一年度47項成長41.89%。", ["fails"]),
        ("審議138案、同意129案（同意率93.5%）。", ["holds"]),
        ("審議138案、同意129案（同意率95.5%）。", ["fails"]),
        ("本年度預算較110年度之320,267千元增加11,479千元，增幅3.58%。", ["holds"]),
        ("本年度預算較110年度之320,267千元增加11,479千元，增幅8.58%。", ["fails"]),
        ("電子交換比率96.2%，較上期95.1%提升1.1個百分點。", ["holds"]),
        ("電子交換比率96.2%，較上期95.1%提升1.8個百分點。", ["fails"]),
        ("申訴1,200件，較去年同期1,100件增加100件，增幅19.1%。", ["holds", "fails"]),
        # It went the other way; which of two years is the later, words of comparison alone tell.
        ("審議268案，較上年281案增加13案。", ["fails"]),
        ("工級人員由8,462人減為7,098人，增加1,364人。", ["fails"]),
        ("員額111年為1,120人，112年為901人，減少219人。", ["holds"]),
        ("員額114年6月30日共5,808人，上年同日為5,871人，少63人。", ["holds"]),
        ("員額114年6月30日共5,808人，上年同日為5,871人，少36人。", ["fails"]),
        ("歲出預算4億1,286萬元，111年度為3億9,870萬元，增加1,461萬元。", ["fails"]),
        ("全年2,137場次，平均每月178場次，較111年之1,893場次成長12.9%。", ["holds"]),
        ("受理諮詢5,236件，電話4,512件占86.2%，現場724件占13.8%。", ["holds", "holds"]),
        ("受理諮詢5,236件，電話4,512件占83.2%，現場724件占13.8%。", ["fails", "holds"]),
        ("報修案件1,712件，其中水電維修802件，占43.8%，較上年同期減少63件。", ["fails"]),
        ("調案5,930件，線上調案4,818件，紙本1,112件，線上調案占78.2%。", ["fails"]),
        ("調解288件，調解會召開97次，成立178件，成立率61.8%。", ["holds"]),
        ("調解288件，調解會召開97次，成立178件，成立率58.8%。", ["fails"]),
        # What comes of each month and of each one.
        ("107年4月至6月使用534場次，平均每月178場次。", ["holds"]),
        ("107年4月至6月使用534場次，平均每月約187場次。", ["fails"]),
        ("107年4月至6月使用534場次，平均每月約180場次。", ["holds"]),
        ("選出績優職工20人，每人獎金6,000元，獎金計12萬元。", ["holds"]),
        ("選出績優職工20人，每人獎金6,000元，獎金計13萬元。", ["fails"]),
        ("選出男性20人、女性10人，每人獎金6,000元，獎金計12萬元。", ["cannot_tell"]),
        ("本期使用534場次，平均每月97場次。", ["cannot_tell"]),
        # Shares of one list.
        ("警察局占42.5%、消防局占31.0%、環境保護局占26.5%。", ["holds"]),
        ("警察局占42.5%、消防局占31.0%、環境保護局占28.5%。", ["fails"]),
        ("警察局占42.5%、消防局占31.0%、環境保護局占16.5%。", ["cannot_tell"]),
        ("收件3,105件，平均4.2天，較去年同期4.8天縮短0.8天。", ["fails"]),
        ("用水量3萬6,000度，去年同期3萬7,500度，節省1,500度，節水率6%。", ["holds", "fails"]),
        ("工級人員較120年底4,918人減少71人，為4,847人。", ["holds"]),
        ("工級人員較120年底4,918人減少17人，為4,847人。", ["fails"]),
        ("自合併時之8,462人計，累計精簡3,257人，精簡率36.49%。", ["fails"]),
        ("預算3億2,600萬元，決算3億1,622萬元，執行率97%，賸餘987萬元。", ["fails"]),
        ("線上申辦6,600件，占全部申辦8,800件的85%。", ["fails"]),
        ("接待132案、1,608人，較117年之121案、1,490人，分別增加11案、108人。", ["holds", "fails"]),
        ("查核96家次，合格84家次，不合格12家次，合格率85.7%。", ["fails"]),
        # What it is a share of may be told elsewhere, or be another number of the sentence.
        ("申訴2,000件，調解會召開97次，成立178件，成立率58.8%。", ["cannot_tell"]),
        ("宣導120場，另辦理座談90場，其中學校30場占24.0%。", ["cannot_tell"]),
        ("宣導較上年120場增加，其中學校30場占24.0%。", ["cannot_tell"]),
        # Behind parts of a whole the words speak of the whole; behind a mere list, of any of it.
        ("報修486件，四維281件、鳳山205件，較去年同期521件減少35件（減6.72%）。", ["holds", "holds"]),
        ("報修486件，四維281件、鳳山205件，較去年同期521件減少53件。", ["fails"]),
        ("核准246人，上半年118人、下半年128人，比前一年度271人少25人。", ["holds"]),
        ("核定118人（月薪74人、時薪44人），比去年同期126人增加8人。", ["fails"]),
        ("借用中庭30場、會議室45場，較上期40場增加5場。", ["holds"]),
        ("借用中庭30場、會議室45場，較上期40場增加8場。", ["cannot_tell"]),
        # A goal told beside what was reached is not what is compared next.
        ("節電率2.49%，優於2%之目標，且比112年1.94%進步0.55個百分點。", ["holds"]),
        ("節電率2.49%，優於2%之目標，且比112年1.94%進步0.65個百分點。", ["fails"]),
        # Each share in brackets behind its part, where the parts come to the whole and one of the shares fits.
        ("調閱檔案163件，線上58件（35.58%）、紙本105件（64.42%）。", ["holds", "holds"]),
        ("調閱檔案163件，線上58件（33.58%）、紙本105件（64.42%）。", ["fails", "holds"]),
        ("調閱檔案163件，線上58件（12%）、紙本105件（5%）。", ["cannot_tell"]),
        ("申訴以網路購物1,158件居冠，占49.28%，其次旅遊276件，其他1,260件，總數2,694件。", ["fails"]),
        ("政治檔案審選86案，移轉31案、留存55案，移轉比例38.05%。", ["fails"]),
        # Changes of two things, each with its rate.
        (
            "訪賓47案、612人，去年同期29案、388人，案數增加18案（62.07%），人數增加244人（57.73%）。",
            ["holds", "holds", "fails", "holds"],
        ),
        ("開放資料集自上年底41項增7項而為48項，成長14.07%。", ["holds", "fails"]),
        # The way it went.
        ("用水由42,640度升為41,870度。", ["fails"]),
        ("用水由42,640度降為41,870度。", ["cannot_tell"]),
        # About, another thing, or a rate of what is not told: nothing to set it against.
        ("審議268案，較上年約281案減31案。", ["cannot_tell"]),
        ("審議268案，較上年281件減31案。", ["cannot_tell"]),
        ("審議138案、同意129案（結案率95.5%）。", ["cannot_tell"]),
        # Lists that answer each other in order, with other words between them.
        (
            "訪賓31案、287人，平均每案9.3人；較前年之26案、234人，各增加5案與53人，增幅分別為19.2%及22.6%。",
            ["holds", "holds", "holds", "holds", "holds"],
        ),
        (
            "訪賓31案、287人，平均每案3.9人；較前年之26案、234人，各增加5案與35人，增幅分別為12.9%及22.6%。",
            ["holds", "fails", "fails", "holds", "fails"],
        ),
        ("申訴2,161件，其中商品類903件、服務類1,258件，各占41.8%與58.2%。", ["holds", "holds"]),
        ("申訴2,161件，其中商品類903件、服務類1,258件，各占41.8%與52.8%。", ["holds", "fails"]),
        ("調解79件，平均每次6.6件；調解成立41件，成立率59.1%。", ["fails"]),
        ("查核26次、143家，達全年目標50次之52%。", ["holds"]),
        ("查核26次、143家，達全年目標50次之62%。", ["fails"]),
        ("受理2,161件，較去年同期增加47件，降幅2.1%。", ["fails"]),
        # What each one has, how many of a hundred, and how long it is.
        ("查核26次、143家，平均每次55家。", ["fails"]),
        ("申請2,161件。覆議519件，相當於每百件申請有42件再議。", ["fails"]),
        ("申請2,161件，覆議519件，相當於每百件申請有24件再議。", ["holds"]),
        ("精簡工友95人，以每人31萬元核計，節省2,495萬元。", ["fails"]),
        ("公告60次，以400個機關、每案每機關2張計，節省紙張84,000張。", ["fails"]),
        ("由5校選派學生15名參加，每校各3名。", ["holds"]),
        ("由6校選派學生15名參加，每校各3名。", ["fails"]),
        ("自95年11月1日締盟，至113年11月1日屆滿16年。", ["fails"]),
        ("自95年11月1日締盟，至113年11月1日屆滿18年。", ["holds"]),
        ("冬令營於113年1月22日至26日計7天。", ["fails"]),
        ("營隊於7月17日至21日舉行，為期5日。", ["holds"]),
        ("營隊於7月17日至21日舉行，為期4日。", ["fails"]),
        ("活動5月1日至5月10日，一連12天。", ["fails"]),
        ("活動5月1日至5月10日，共計8天。", ["holds"]),
        # Other words of changes; what changed stands farther before, or in the sentence before.
        ("收文12,480件，較諸上期之12,013件，多出467件。", ["holds"]),
        ("收文12,480件，較諸上期之12,013件，多出476件。", ["fails"]),
        ("收文12,480件，與上期12,013件相較，超出476件。", ["fails"]),
        ("收文12,480件（上期12,013件），增加476件。", ["fails"]),
        ("收文12,013件，較上期12,480件短少476件。", ["fails"]),
        ("職工計7,157人，較111年底之7,325人多168人。", ["fails"]),
        ("職工計7,157人，較111年底之7,325人少168人。", ["holds"]),
        ("訪賓61案748人，案數較上期57案增加9案。", ["fails"]),
        ("收文626件，其中電子來文583件。較諸上期之621件，多出5件。", ["holds"]),
        ("決標4,862萬元，較預算金額5,240萬元節餘378萬元。", ["holds"]),
        ("決標4,862萬元，較底價5,240萬元結餘387萬元。", ["fails"]),
        # A rate of what is named in it, and what is never more than all.
        ("諮詢3,079件，申訴2,419件；再申請調解者121件，成立74件，調解成立率61.16%。", ["holds"]),
        ("諮詢3,079件，申訴2,419件；再申請調解者121件，成立74件，調解成立率16.61%。", ["fails"]),
        ("本期抽驗合格率達103.5%。", ["fails"]),
        ("本期執行率達103.5%。", ["cannot_tell"]),
        # What all get, other numbers between.
        ("評定50名獲選，內含甲28名、乙22名，每名獎金6,000元，公假3天，獎金共支30萬元。", ["holds"]),
        ("評定50名獲選，內含甲28名、乙22名，每名獎金6,000元，公假3天，獎金共支36萬元。", ["fails"]),
        ("每名補助6,000元，上限50名，本期共支24萬元。", ["cannot_tell"]),
        ("公報出刊51期，全年預計出刊104期，較上期50期增1期。", ["cannot_tell"]),
        ("每名補助5,000元，共40名，總計25萬元。", ["fails"]),
        ("每名補助5,000元，共40名，另加團體獎，總計25萬元。", ["cannot_tell"]),
    ],
)
def test_a_change_is_what_the_two_numbers_before_it_give(read: Read, text: str, statuses: list[str]) -> None:
    assert _status(read, f"一、{text}\n", "stated_change") == statuses


TABLE = """一、場地
場地	四維	鳳山	合計
會議室	123	45	168
中庭	12	{}	46
禮堂	20	11	31
合計	{}	90	245
"""


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("主要活動\n目標值：16項\n實際達成值：14項（未達目標）", ["holds"]),
        ("主要活動\n目標值：16項\n實際達成值：14項（達成目標）", ["fails"]),
        ("主要活動\n目標值：16項\n實際達成值：18項（未達目標）", ["fails"]),
        ("訓練目標值45場次，實際值40場次，已達成年度目標。", ["fails"]),
        ("訓練目標值45場次，實際辦理50場次，順利達成目標。", ["holds"]),
        ("稽催件數\n目標值：3,300件以下\n實際達成值：3,380件（達成目標）", ["fails"]),
        ("稽催件數\n目標值：3,300件以下\n實際達成值：3,380件（未達目標）", ["holds"]),
        ("指定項目達成率93.2%，高於目標95%。", ["fails"]),
        ("指定項目達成率97.2%，未達環境部95%目標。", ["fails"]),
        ("指定項目達成率99.4%，總達成率94.1%，雙雙超越環境部訂頒95%目標。", ["holds", "fails"]),
        ("指標\t目標值\t實際值\t達成情形\n訓練場次\t24\t26\t達成\n活動場次\t16\t14\t達成", ["holds", "fails"]),
        # The share of the goal.
        ("目標值45場次，實際值50場次，達成率111.1%。", ["holds"]),
        ("目標值45場次，實際值50場次，達成率101.1%。", ["fails"]),
        ("訓練\n目標值：24場次\n實際達成值：26場次（達成度118.3%）", ["fails"]),
        ("涵蓋率目標值90%，實際值93%，達成率103.3%。", ["holds"]),
        ("查核業者目標250家次，實際查核281家次，未達目標。", ["fails"]),
        ("宣導目標20場次，已辦理17場次，尚未達成目標。", ["holds"]),
        ("目標100、實際120、未達目標。", ["fails"]),
        # The whole is set against the goal, not its last part; what lies above a goal is said in many ways.
        ("抽測全年88人次，上半年42人次、下半年46人次，高於目標80人次。", ["holds"]),
        ("抽測全年78人次，上半年32人次、下半年46人次，高於目標80人次。", ["fails"]),
        ("節水率1.81%，亦在目標1.5%之上。", ["holds"]),
        ("節水率1.81%，亦在目標1.9%之上。", ["fails"]),
        ("節水率1.28%，已逾1.5%之目標。", ["fails"]),
        # Less may be better, a distance, about, another thing, or nothing said: no contradiction.
        ("稽催件數\n目標值：3,300件\n實際達成值：3,380件（未達目標）", ["cannot_tell"]),
        ("公文逾期率2.1%，優於目標3%。", ["cannot_tell"]),
        ("指定項目達成率90%，低於目標5%。", ["cannot_tell"]),
        ("節電率2.31%，電子交換使用率已達行政院70%之目標。", ["cannot_tell"]),
        ("訓練目標值45場次，實際值約40場次，已達成目標。", ["cannot_tell"]),
        ("主要活動\n目標值：16項\n實際達成值：14項", ["cannot_tell"]),
        # Several that all met it, or as many goals in order.
        ("目標為95%，指定項目達成率98.4%，全部項目達成率92.1%，俱已達標。", ["holds", "fails"]),
        ("目標值為95%，甲類98.2%、乙類93.1%、丙類99%，均達目標。", ["holds", "fails", "holds"]),
        ("交換比率目標為75%，簽核比率目標為60%，本期實績各為81.3%與52.0%，均已超越目標。", ["holds", "fails"]),
        ("目標值為95%，甲類98.2%、乙類93.1%，後者未達目標。", ["cannot_tell"]),
        # Goals behind them, each of its own in order.
        ("交換使用率87.9%、簽核比率71.8%，均達行政院所定80%及60%目標。", ["holds", "holds"]),
        ("甲類98.2%、乙類93.1%、丙類90.5%，均高於所定95%、94%及90%之目標。", ["holds", "fails", "holds"]),
        # The sooner, or the cheaper, the better; a ratio that the law sets.
        ("鑑定案件平均辦理45.1日，優於目標46日。", ["cannot_tell"]),
        ("每案平均處理18分鐘，優於標準20分鐘。", ["cannot_tell"]),
        ("採購身障團體產品比率6.82%，高於法定比率7%。", ["fails"]),
        ("女性委員比率41.2%，超過規定之最低比例40%。", ["holds"]),
        ("女性委員比率38.2%，未達規定之最低比例33%。", ["fails"]),
    ],
)
def test_a_target_is_met_or_missed_as_is_said(read: Read, text: str, statuses: list[str]) -> None:
    assert _status(read, f"一、{text}\n", "target_met") == statuses


@pytest.mark.parametrize(
    ("cells", "statuses"),
    [
        ((34, 155), {"holds"}),
        ((34, 156), {"holds", "fails"}),
        ((35, 155), {"holds", "fails"}),
    ],
)
def test_totals_of_any_table_fit_its_figures(read: Read, cells: tuple[int, int], statuses: set[str]) -> None:
    results = _results(read(HEAD + TABLE.format(*cells))[2], "table_relations")
    assert {result.status for result in results} == statuses
    wrong = {quantity.value for result in results if result.status == "fails" for quantity in result.quantities}
    assert not wrong or wrong & {Decimal(cells[0]), Decimal(cells[1])}


@pytest.mark.parametrize(
    ("rows", "failing"),
    [
        # A difference and a share of the columns beside it.
        ("類別\t111年\t112年\t增減\n陳情\t120\t135\t15\n申訴\t80\t76\t-4\n調解\t31\t40\t9\n", []),
        ("類別\t111年\t112年\t增減\n陳情\t120\t135\t15\n申訴\t80\t76\t-6\n調解\t31\t40\t9\n", [-6]),
        # … printed with their signs or in words; growth in a column whose head alone tells that it is in percent.
        ("類別\t111年\t112年\t增減\n陳情\t120\t135\t+15\n申訴\t80\t86\t-6\n調解\t31\t40\t+9\n", [-6]),
        ("類別\t111年\t112年\t增減\n陳情\t120\t105\t減15\n申訴\t80\t76\t減6\n調解\t31\t28\t減3\n", [6]),
        (
            "（單位：件）\n類別\t上年\t本年\t增減%\n陳情\t120\t135\t+12.5\n申訴\t80\t76\t-5.0\n調解\t32\t40\t+25.0\n教育\t50\t60\t+20.0\n",
            [],
        ),
        (
            "（單位：件）\n類別\t上年\t本年\t增減%\n陳情\t120\t135\t+12.5\n申訴\t80\t76\t-5.0\n調解\t32\t40\t+20.0\n教育\t50\t60\t+20.0\n",
            [20],
        ),
        ("類別\t件數\t結案\t結案率\n甲\t120\t90\t75.0%\n乙\t80\t76\t95.0%\n丙\t30\t24\t80.0%\n", []),
        ("類別\t件數\t結案\t結案率\n甲\t120\t90\t75.0%\n乙\t80\t76\t59.0%\n丙\t30\t24\t80.0%\n", [59]),
        # One column and one total: plain parts; parts within parts; one left out; means.
        ("機關\t車次\n觀光局\t22\n研考會\t11\n政風處\t8\n合計\t14\n", [14]),
        ("機關\t車次\n觀光局\t22\n其中夜間\t11\n政風處\t8\n合計\t30\n", []),
        ("機關\t車次\n觀光局\t22\n研考會\t11\n政風處\t8\n合計\t60\n", []),
        ("機關\t平均車次\n觀光局\t22\n研考會\t11\n合計\t14\n", []),
        # Totals of one table are of one kind; a total within a group adds up its group.
        ("類\t數\n甲\t20\n乙\t7\n小計\t27\n丙\t50\n丁\t60\n小計\t101\n總計\t137\n", [101]),
        ("類\t別\t數\n工級\t甲\t620\n工級\t乙\t84\n臨時\t丙\t97\n臨時\t丁\t33\n臨時\t小計\t130\n總計\t\t834\n", []),
        # A numbered line over the lines it is made of, where the total bears it out.
        ("科目\t數\n一、甲\t30\n二、乙\t51\n(一)丙\t40\n(二)丁\t10\n合計\t80\n", [51]),
        # A difference of two columns and its share, in two rows.
        (
            "類\t合併時\t現有\t減少人數\t精簡率\n甲\t5,633\t3,548\t2,085\t37.01%\n乙\t5,120\t3,964\t1,165\t22.58%\n",
            [1165],
        ),
        # What heads columns anew parts a table.
        ("類\t機關\t學校\t合計\n工級\t20\t7\t27\n類\t助理\t約用\t合計\n臨時\t50\t60\t101\n", [101]),
        ("類\t機關\t學校\t合計\n工級\t20\t7\t27\n類\t助理\t約用\t其他\n臨時\t5\t6\t1\n", []),
    ],
)
def test_relations_of_a_table_are_told_by_its_heads(read: Read, rows: str, failing: list[int]) -> None:
    results = _results(read(f"{HEAD}一、統計\n{rows}")[2], "table_relations")
    assert [result.stated for result in results if result.status == "fails"] == failing


@pytest.mark.parametrize(
    ("again", "fails"),
    [("6,273", True), ("6,721", True), ("6,723", False), ("逾6,700", False)],
    ids=["exchanged", "one digit", "the same", "about"],
)
def test_a_number_printed_again_with_a_slip_is_told(read: Read, again: str, *, fails: bool) -> None:
    text = (
        "壹、消費者保護\n一、本期受理消費諮詢6,723件，電話諮詢5,436件、現場諮詢1,287件。\n"
        f"貳、結語\n一、本期受理消費諮詢{again}件，謝謝指教。\n"
    )
    assert ("fails" in _status(read, text, "printed_twice")) == fails


@pytest.mark.parametrize(
    ("parts", "statuses"),
    [
        ("警察局34,125,000元、消防局29,250,000元及其餘用途17,875,000元", ["holds"]),
        ("警察局34,125,000元、消防局29,250,000元及其他機關17,875,000元", ["holds"]),
        ("警察局34,125,000元、消防局29,250,000元及其他單位7,875,000元", ["fails"]),
        ("警察局34,125,000元、消防局57,125,000元", ["fails"]),
        ("警察局34,125,000元、消防局47,125,000元", ["holds"]),
    ],
)
def test_parts_of_a_budget_make_up_the_whole(read: Read, parts: str, statuses: list[str]) -> None:
    text = f"一、辦理108年度車輛先期作業審查，核列車輛設備經費81,250,000元，其中{parts}。\n"
    assert _status(read, text, "vehicle_budget_parts") == statuses


@pytest.mark.parametrize(
    ("change", "fails"),
    [
        ("本期增加9案、143人", False),
        ("本期增加8案、143人", True),
        ("本期增加9案、134人", True),
        ("本期減少9案、143人", True),
    ],
)
def test_a_change_behind_what_was_before_is_of_what_another_passage_prints(
    read: Read, change: str, fails: bool
) -> None:
    text = f"一、本期接待外賓58案、674人，多為亞洲城市。\n二、成效良好。\n三、去年同期接待外賓49案、531人，{change}。\n"
    found = evaluate(load(), read(HEAD + text)[2], Interval(date(2018, 1, 16), date(2018, 6, 30))).results
    statuses = [result.status for result in found if result.check.id == "stated_change"]
    assert statuses
    assert ("fails" in statuses) is fails


@pytest.mark.parametrize(
    "before",
    [
        "三、106年全年接待外賓49案、531人，本期增加8案、143人。",
        "三、去年同期接待外賓約49案、531人，本期增加8案、143人。",
        "三、106年全年節電率1.50%，增加20%。",
    ],
    ids=["a whole year", "by and large", "a rate"],
)
def test_what_is_not_compared_so_is_no_change(read: Read, before: str) -> None:
    text = f"一、本期接待外賓58案、674人，多為亞洲城市。\n二、本期節電率1.86%。\n{before}\n"
    found = evaluate(load(), read(HEAD + text)[2], Interval(date(2018, 1, 16), date(2018, 6, 30))).results
    assert [one.instance for one in found if one.status == "fails" and one.instance.endswith(":since")] == []
