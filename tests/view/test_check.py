"""The page that checks a draft: what it says of each number, that it accuses nobody falsely, and what is taken away."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from streamlit.testing.v1 import AppTest

from catalog.load import load
from catalog.words import words_in
from export import marked_draft
from export.odf.xml import NAMESPACES
from findings.draft import Status, Verdict, judged
from ingest.draft import DraftReader
from tests.view.screens import opened

ZH = words_in("zh-TW")
# Of the five reports: 28 cases and 234 persons from 107-01-16 to 06-30, 8,462 workers at the merger,
# 229 mediations in the whole of 104, a saving rate of 0.7 % in 104.
DRAFT = """各位市民朋友，107年1月16日至6月30日本處接待訪賓28案、約230人。
  自合併以來，職工由8,462人逐年精簡。

106年接待外賓28案。104年節電率1.2%；目標節電率1%。本期放了7,531顆氣球。"""
OF_109 = "109年3月到9月，消費者諮詢8,825件，第一次申訴3,253件，第二次申訴752件。107年上半年的第一次申訴只有2,052件。"
EXPECTED = {
    "28": ["supported", "other_period"],
    "230": ["rounded"],
    "8,462": ["supported"],
    "1.2": ["contradicted"],
    "1": ["unknown"],
    "7,531": ["unknown"],
}

Judge = Callable[[str], list[Verdict]]


@pytest.fixture(scope="module")
def read() -> Callable[[str], pd.DataFrame]:
    """Reads drafts with the catalog of the five reports."""
    return DraftReader(load()).read


@pytest.fixture(autouse=True)
def _five_reports(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))


def _statuses(verdicts: list[Verdict]) -> dict[str, list[Status]]:
    told: dict[str, list[Status]] = {}
    for verdict in verdicts:
        told.setdefault(verdict.raw, []).append(verdict.status)
    return told


def test_each_number_of_a_draft_is_judged(read: Callable[[str], pd.DataFrame]) -> None:
    verdicts = judged(DRAFT, read)
    assert _statuses(verdicts) == EXPECTED
    assert [DRAFT[one.start : one.end] for one in verdicts] == [one.raw for one in verdicts]
    instead = next(one for one in verdicts if one.status == "contradicted").printed
    assert set(instead["value"]) == {0.7}


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("104年消費爭議調解229件。", "supported"),
        ("104年消費爭議調解二百二十九件。", "supported"),
        ("104年消費爭議調解２２９件。", "supported"),
        ("104年消費爭議調解逾200件。", "unknown"),
        ("104年消費爭議調解近230件。", "rounded"),
        ("104年消費爭議調解230件。", "rounded"),
        ("104年消費爭議調解逾230件。", "contradicted"),
        ("104年消費爭議調解292件。", "contradicted"),
        ("消費爭議調解292件。", "unknown"),
        ("98年消費爭議調解229件。", "other_period"),
        ("98年消費爭議調解292件。", "unknown"),
        ("104年消費爭議調解目標292件。", "unknown"),
        ("104年上半年消費爭議調解140件。", "unknown"),
    ],
)
def test_a_number_is_held_against_the_same_days_only(
    read: Callable[[str], pd.DataFrame], sentence: str, status: Status
) -> None:
    assert [one.status for one in judged(sentence, read)] == [status]


@pytest.mark.parametrize(
    ("draft", "raw", "status", "reckoned"),
    [
        # By how much something changed, what is left of it, and a share of what is named or told before.
        ("臨時人員105年1月1日2,731人，109年6月30日2,442人，減少10.6%。", "10.6", "supported", "change"),
        ("債務清理法律諮詢104年9月至105年2月110人次，107年上半年71人次，剩約六成五。", "六成五", "rounded", "share"),
        ("110年度人事費編了1億8,123萬5千元，占全處預算56.6%。", "56.6", "supported", "share"),
        ("107年6月政治檔案審選結果，列入移轉的比率達84.5%。", "84.5", "rounded", "share"),
        ("104年全年四維加鳳山的中庭一共開放194場次。", "194", "supported", "sum"),
        ("104年戀舊拍賣網賣出98件，收入36,877元，平均一樣376元。", "376", "supported", "average"),
        # From one to the other, in the very period, and what is printed to hundredths.
        ("消費爭議調解由107年上半年的68件，增加到109年這一期的121件。", "121", "contradicted", None),
        ("109年3月1日至9月5日第一次申訴3,253件；同一期間教育宣導17場次。", "17", "contradicted", None),
        ("自合併以來到109年6月，臨時人員精簡率為28.46%。", "28.46", "contradicted", None),
        # What is told before is put together, taken away, or so many of a hundred.
        ("104年全年中庭廣場開放，四維102場次、鳳山92場次，兩邊加起來194場次。", "194", "supported", "sum"),
        ("109年3月1日至9月5日第一次申訴3,253件、第二次申訴752件，兩個加起來4,005件。", "4,005", "supported", "sum"),
        ("107年6月審選政治檔案213案，列入移轉180案，其餘33案。", "33", "supported", "difference"),
        ("107年6月審選政治檔案213案，列入移轉180案，未移轉的有33案。", "33", "supported", "difference"),
        ("104年第一次申訴3,170件，第二次申訴1,158件，每百件約37件再申訴。", "37", "rounded", "share"),
        ("104年紙張加碳粉一共省下59.5萬元。", "59.5萬", "supported", None),
        # 去年 is the year before the draft's own; a rate is told of a month named right before.
        ("107年1月16日至6月30日的工作：開放資料集從去年16項增加到25項。", "16", "supported", None),
        ("臨時人員107年4月2,408人，109年6月2,442人，精簡率從30.44%降到29.46%。", "30.44", "supported", None),
        # As people write numbers.
        ("合併時工級人員8,462人，109年6月底6,449人，減了快24%。", "24", "rounded", None),
        ("合併的時候工友8,462人，到109年6月剩6,449人，說減快24%。", "8,462", "supported", None),
        ("110年車輛設備經費編了7,700多萬，請說明。", "7,700多萬", "rounded", None),
        ("105年2月底宿舍73間，其餘12間還沒收回。", "12", "unknown", None),
        # Nothing is held against what may be said of something else.
        ("消費爭議調解107年上半年68件，109年這一期接到121件陳情。", "121", "unknown", None),
        ("債務清理法律諮詢104年9月至105年2月110人次，107年上半年71人次，減少六成。", "六", "unknown", None),
    ],
)  # fmt: skip
def test_what_follows_from_two_values_is_reckoned_and_nothing_else(
    read: Callable[[str], pd.DataFrame], draft: str, raw: str, status: Status, reckoned: str | None
) -> None:
    verdict = next(one for one in judged(draft, read) if one.raw == raw)
    assert (verdict.status, verdict.reckoned) == (status, reckoned)


def test_a_value_of_another_period_is_told_as_such(read: Callable[[str], pd.DataFrame]) -> None:
    """Where the stated period has another value, too; without a date, the one period of the draft is meant."""
    draft = "109年3月1日至9月5日期間第二次申訴542件。消保教育宣導因疫情只辦18場次，債務清理法律諮詢服務175人次。"
    assert {one.raw: one.status for one in judged(draft, read)} == {
        "542": "other_period", "18": "other_period", "175": "supported",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("draft", "raw", "status"),
    [
        # What is added up, or set beside another period, is none of the values printed, and no error in one.
        ("109年3月1日至9月5日第一次申訴3,253件，旅遊加上機票，光是第一次申訴就有270件。", "270", "unknown"),
        ("110年車輛先期設備經費7,718.4萬元，警察局、消防局兩局合計5,991.7萬元。", "5,991.7萬", "supported"),
        ("110年車輛先期設備經費7,718.4萬元，警察局、消防局兩局合計6,991.7萬元。", "6,991.7萬", "unknown"),
        ("107年1月16日至6月30日接待訪賓28案、234人，人數比104年全年少700人。", "700", "unknown"),
        ("110年車輛先期設備經費7,718.4萬元，警察局2,763.5萬元。", "2,763.5萬", "contradicted"),
        ("職工加上臨時人員，105年1月1日為10,153人，107年4月1日剩下9,312人。", "9,312", "contradicted"),
        # 今年 is the draft's own year.
        (
            "107年1月16日至6月30日的成果：姊妹市今年屆滿三十週年。設施維修案共處理404件。", "404", "other_period",
        ),
    ],
)  # fmt: skip
def test_what_a_draft_reckons_contradicts_nothing(
    read: Callable[[str], pd.DataFrame], draft: str, raw: str, status: Status
) -> None:
    assert _statuses(judged(draft, read))[raw] == [status]


ENGLISH = """In 2015 the Secretariat mediated 229 disputes and welcomed 89 delegations with about 1,000 visitors.
Workers fell from 8,462 at the merger to 6,449 on 30 June 2020, temporary staff by 1,020.
Gazettes came out 55 times in the six months to 5 September 2020. The 2021 budget is NT$320,267,000.
We planted 431 trees on 3 May 2019."""


def test_an_english_draft_is_read_and_nothing_is_held_against_it_falsely(
    read: Callable[[str], pd.DataFrame],
) -> None:
    verdicts = judged(ENGLISH, read)
    assert {one.raw: one.status for one in verdicts} == {
        "229": "supported", "89": "supported", "1,000": "rounded", "8,462": "supported", "6,449": "supported",
        "1,020": "supported", "55": "supported", "320,267,000": "supported", "431": "unknown",
    }  # fmt: skip
    assert [ENGLISH[one.start : one.end] for one in verdicts] == [one.raw for one in verdicts]


def test_a_rate_by_a_day_is_that_of_what_ran_until_it_and_a_count_is_not(read: Callable[[str], pd.DataFrame]) -> None:
    rates = "工級人員至109年6月30日已降為6,449人，精簡約24%；臨時人員精簡率約29.46%。"
    assert [one.status for one in judged(rates, read)] == ["supported", "rounded", "supported"]
    assert [one.status for one in judged("109年9月5日消費爭議調解3件。", read)] == ["unknown"]


def test_a_value_of_the_months_told_or_of_any_period_told_is_supported(read: Callable[[str], pd.DataFrame]) -> None:
    """The report's period ends within September; the share is of 110, beside which 108 is named."""
    assert _statuses(judged("109年3月至9月公務車輛調派401車次。", read)) == {"401": ["supported"]}
    shares = "110年度車輛先期設備經費7,718.4萬元，跟108年度相差無幾；其中警察局占41.83%。"
    assert _statuses(judged(shares, read))["41.83"] == ["supported"]
    assert _statuses(judged("109年4月至9月公務車輛調派401車次。", read)) == {"401": ["other_period"]}


def test_what_a_draft_told_of_carries_on_and_a_part_that_is_named_is_meant(
    read: Callable[[str], pd.DataFrame],
) -> None:
    """Of the year told before, on a day on which it is told; a share of the part named; people by any word."""
    release = "【新聞稿】105年3月15日公布104年度成果。第二次申訴568件，調解229件；消保官查核55次。"
    assert {one.raw: one.status for one in judged(release, read)} == {
        "568": "other_period", "229": "supported", "55": "contradicted",
    }  # fmt: skip
    assert _statuses(judged("110年車輛先期設備經費，警察局卻只分到35.8%。", read))["35.8"] == ["contradicted"]
    assert _statuses(judged("110年車輛先期設備經費，消防局分到35.8%。", read))["35.8"] == ["supported"]
    speech = "縣市合併時市府有8,462名工級人員，到109年6月底精簡率約兩成四。業務助理也才減少425人。"
    assert {one.raw: one.status for one in judged(speech, read)} == {
        "8,462": "supported", "兩成四": "rounded", "425": "other_period",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("draft", "raw", "status"),
    [
        # How much more or less: of two told, of one told and a period that is named, of two periods.
        ("可是臨時人員呢？107年4月1日才2,408人，109年6月底變成2,442人，反而多出34人。", "34", "supported"),
        ("109年3月1日至9月5日查察28次，比107年1月16日至6月30日那一期多4次。", "4", "supported"),
        ("109年3月1日至9月5日第二次申訴752件，較107年1月16日至6月30日的542件增加210件。", "210", "supported"),
        ("設施維修案件109年那期比107年那期多60件。", "60", "supported"),
        ("設施維修案件107年那期比109年那期少60件。", "60", "supported"),
        ("臨時人員呢？107年4月1日有2,408人，109年6月底是2,442人，少了34人。", "34", "unknown"),
        ("109年3月1日至9月5日查察28次，比107年1月16日至6月30日那一期少4次。", "4", "unknown"),
        ("109年3月1日至9月5日查察28次，比107年1月16日至6月30日那一期多5次。", "5", "unknown"),
        ("設施維修案件107年那期比109年那期多60件。", "60", "unknown"),
        ("接待案件109年那期比107年那期多60件。", "60", "unknown"),
        # Shares of what is told before, and of a part that is named.
        (
            "109年3月1日至9月5日第一次申訴3,253件、第二次申訴752件，第二次申訴相當於第一次申訴的23.1%。",
            "23.1",
            "supported",
        ),
        ("110年度預算合計3億2,026萬7,000元，其中人事費1億8,123萬5,000元，占56.6%。", "56.6", "supported"),
        ("110年度預算合計3億2,026萬7,000元，其中人事費1億8,123萬5,000元，占65.6%。", "65.6", "unknown"),
        (
            "109年3月1日至9月5日第一次申訴3,253件、第二次申訴752件，第一次申訴相當於第二次申訴的23.1%。",
            "23.1",
            "unknown",
        ),
        ("110年車輛設備經費，警察局與消防局合起來占77.63%。", "77.63", "supported"),
        ("110年車輛設備經費，警察局與消防局合起來占76.63%。", "76.63", "unknown"),
        # What is compared with dates nothing behind it, and no sum of money is a year.
        ("109年3月1日至9月5日查察28次，比107年1月16日至6月30日多4次，調解112件。", "112", "supported"),
        ("109年3月1日至9月5日罰120萬元，比107年1月16日至6月30日多4次。本期教育宣導18場次。", "18", "other_period"),
        ("109年3月1日至9月5日罰120萬元，比107年1月16日至6月30日多4次。本期教育宣導7場次。", "7", "supported"),
        # The draft's own period, whatever years and days it names besides.
        (
            "本期為109年3月1日至9月5日。109年6月底工級人員6,449人，110年度預算3億元。市府公報本期出刊49期。",
            "49",
            "other_period",
        ),
        (
            "本期為109年3月1日至9月5日。109年6月底工級人員6,449人，110年度預算3億元。市府公報本期出刊55期。",
            "55",
            "supported",
        ),
        # The day a number is told of, and not that of the one beside it.
        ("105年1月1日職工加上臨時人員合計10,153人；到了107年4月1日，剩下9,213人。", "9,213", "supported"),
        ("105年1月1日職工加上臨時人員合計10,153人；到了106年4月1日，剩下9,312人。", "9,312", "unknown"),
    ],
)
def test_what_follows_from_two_values_is_supported_and_a_period_beside_is_not_meant(
    read: Callable[[str], pd.DataFrame], draft: str, raw: str, status: Status
) -> None:
    (verdict,) = [one for one in judged(draft, read) if one.raw == raw]
    assert verdict.status == status
    follows = raw in ("34", "4", "210", "60", "23.1", "56.6", "77.63") and status == "supported"
    assert (len(verdict.printed) == 2 and verdict.reckoned is not None) == follows


def test_a_number_is_held_against_the_day_it_is_told_of(read: Callable[[str], pd.DataFrame]) -> None:
    draft = "105年1月1日職工加上臨時人員合計10,153人；到了107年4月1日，剩下9,312人。"
    (verdict,) = [one for one in judged(draft, read) if one.raw == "9,312"]
    assert (verdict.status, set(verdict.printed["value"])) == ("contradicted", {9213.0})


def test_what_the_passage_of_a_sentence_prints_otherwise_is_contradicted(read: Callable[[str], pd.DataFrame]) -> None:
    """Days within the half-year told are of it; 兩個 holds words together; what nothing prints stays unknown."""
    post = (
        "2018年上半年，山形縣知事親自帶140人包機首航飛來高雄！國際學生找工作的洽談會，來自53國、將近200位學生。"
        "2018年辦的山形英語冬令營也超讚，12名高中生一起去，裡面有8位是弱勢家庭的孩子，兩個行政中心送了73個便當。"
    )
    assert {one.raw: one.status for one in judged(post, read)} == {
        "140": "supported", "53": "contradicted", "200": "supported", "12": "supported", "8": "contradicted",
        "73": "unknown",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("draft", "raw", "status"),
    [
        ("104年全年消費爭議調解229件；107年1月16日至6月30日訪賓人數257人。", "257", "contradicted"),
        ("107年上半年訪賓案數28案，消費爭議調解71件。", "71", "contradicted"),
        # What is only compared with it, or is of other days, is not.
        ("107年上半年訪賓人數234人，較前期多300人。", "300", "unknown"),
        ("104年全年消費爭議調解229件；106年5月訪賓人數57人。", "57", "unknown"),
    ],
)
def test_what_goes_by_the_name_of_its_measure_is_held_against_it_in_any_sentence(
    read: Callable[[str], pd.DataFrame], draft: str, raw: str, status: Status
) -> None:
    assert _statuses(judged(draft, read))[raw] == [status]


@given(
    st.text(
        alphabet="本期接待訪賓調解職工減少，。；、()「」\n 0123456789,.%約逾近至負-−年月日案人件元萬億", max_size=80
    )
)
def test_any_text_is_read_and_every_number_stands_where_it_is_said_to(text: str) -> None:
    numbers = _READ(text)
    for _, number in numbers.iterrows():
        assert text[number["start"] : number["end"]] == number["raw"]


_READ = DraftReader(load()).read


# The page ------------------------------------------------------------------------------------------


def _html(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


def test_an_empty_page_asks_for_a_draft() -> None:
    at = opened("check")
    assert at.title[0].value == ZH("draft.title_empty")
    assert not at.get("download_button")


def test_the_page_tells_how_many_numbers_hold_and_what_is_printed_instead() -> None:
    at = opened("check")
    at.text_area[0].set_value(DRAFT)
    at.button(key="FormSubmitter:draft-" + ZH("draft.judge")).click().run()
    assert not at.exception
    assert at.title[0].value == (
        "7 個數字中，1 個與報告不同、1 個是別的期間的數字、1 個取了整數、2 個報告有印、2 個無從核對"
    )
    html = _html(at)
    assert '<mark class="contradicted">1.2<sup' in html
    assert "/explore?lang=zh-TW&amp;metrics=electricity_saving_rate" in html
    assert "draft" not in at.query_params
    assert "7,531" not in str(dict(at.query_params))


def test_a_draft_is_text_whatever_it_holds() -> None:
    at = opened("check")
    hostile = "<img src=/1.png onerror=alert(1)>[a](/x)107年接待訪賓28案"
    at.text_area[0].set_value(hostile)
    at.button(key="FormSubmitter:draft-" + ZH("draft.judge")).click().run()
    assert "<img" not in _html(at)
    assert "&lt;img src=/1.png" in _html(at)


# The file ------------------------------------------------------------------------------------------


def test_the_file_keeps_every_word_and_gives_each_judged_number_a_footnote(
    read: Callable[[str], pd.DataFrame],
) -> None:
    verdicts = judged(DRAFT, read)
    made = marked_draft.odt_bytes(DRAFT, verdicts, date(2026, 11, 28), "abcd1234")
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        content = etree.fromstring(package.read("content.xml"))
    notes = content.findall(".//text:note", NAMESPACES)
    assert len(notes) == sum(one.status != "unknown" for one in verdicts)
    assert any("0.7%" in "".join(note.itertext()) for note in notes)
    for note in notes:
        tail, parent = note.tail or "", note.getparent()
        before = note.getprevious()
        assert parent is not None
        assert before is not None
        before.tail = (before.tail or "") + tail
        parent.remove(note)
    lines = [_line(p) for p in content.findall(".//text:p[@text:style-name='draft']", NAMESPACES)]
    assert lines == DRAFT.split("\n")


def _line(paragraph: etree._Element) -> str:
    for blanks in paragraph.findall(".//text:s", NAMESPACES):
        blanks.text = " " * int(blanks.get(f"{{{NAMESPACES['text']}}}c", "1"))
    return "".join(str(piece) for piece in paragraph.itertext())


@pytest.mark.parametrize(
    ("draft", "status"),
    [
        ("今天是110年3月15日。去年3月1日到9月5日這段期間，市府提供諮詢8,825件。", "supported"),
        ("今天是110年3月15日。去年3月1日到9月5日，消費爭議調解92件。", "contradicted"),
        # Without a day of its own nobody knows which year is last year.
        ("去年3月1日到9月5日這段期間，市府提供諮詢8,825件。", "supported"),
    ],
)
def test_last_year_is_counted_from_the_day_of_the_draft(draft: str, status: str) -> None:
    assert [verdict.status for verdict in judged(draft, _READ)] == [status]


@pytest.mark.parametrize(
    ("draft", "status"),
    [
        ("目前開放資料集25項。", "other_period"),
        ("目前開放資料集27項。", "supported"),
        ("107年6月底開放資料集25項。", "supported"),
        # 51 are the inspections of that year: the words tell of another thing.
        ("104年全年辦了51次教育宣導。", "unknown"),
        ("104年消費查核51次。", "supported"),
    ],
)
def test_what_is_told_of_now_is_the_newest_and_a_short_number_is_of_its_words(draft: str, status: str) -> None:
    assert [verdict.status for verdict in judged(draft, _READ)] == [status]


@pytest.mark.parametrize(
    ("draft", "raw", "status"),
    [
        # A value of half a year told as one of the half year that the draft is of; of another year where one is named.
        ("104年全年報告之後，104年9月到105年2月另有報告。這半年消費爭議調解229件。", "229", "other_period"),
        ("107年上半年成果，107年8月公布。公務車輛調派401車次。", "401", "other_period"),
        # Of the period that its sentence names right before it; again, of one that is named before.
        ("職工和臨時人員由105年1月的10,153人，降到107年4月的9,213人。", "10,153", "supported"),
        ("109年3月1日到9月5日調解112件。104年全年調解229件。這一期市政會議27次。", "27", "supported"),
        # The only part of a year that is printed, but not where the whole year is told of.
        ("109年於鳳山行政中心換了LED燈具1,103組。", "1,103", "supported"),
        ("109年全年公務車輛調派401車次。", "401", "other_period"),
        # Dated behind another statement, it is not of that.
        ("首長座談開了20次；104年全年公報出刊100期。", "20", "supported"),
        # More or fewer is no value of the period.
        ("109年3月1日到9月5日公務車輛調派401車次，比前期少了75車次，調解112件。", "75", "unknown"),
        # A part told for short, and what is said once more of another time.
        ("107年1月的山形英語冬令營，共12名學生參加。", "12", "supported"),
        ("2018年5月的國際學生就業洽談會，吸引35國學生。", "35", "supported"),
        ("104年接待訪賓89案。107年1月16日至6月30日又有28案。", "28", "supported"),
        ("104年接待訪賓89案。107年1月16日至6月30日又有31案。", "31", "unknown"),
        # Of the parts of a budget none is held against another.
        ("110年度預算人事費1億8,123萬5千元，訪賓接待聯繫業務649萬元，檔案管理233萬元。", "233萬", "unknown"),
    ],
)  # fmt: skip
def test_a_number_is_of_the_time_and_the_part_that_a_draft_tells(
    read: Callable[[str], pd.DataFrame], draft: str, raw: str, status: Status
) -> None:
    assert _statuses(judged(draft, read))[raw] == [status]


@pytest.mark.parametrize(
    ("draft", "raw", "reckoning"),
    [
        ("104年接待訪賓89案，平均每案約11人。", "11", "average"),
        ("107年1月16日至6月30日接待訪賓28案，平均一案約8人。", "8", "average"),
        ("107年1月16日至6月30日接待訪賓28案，平均一案約9人。", "9", None),
        ("104年四維中庭開放102場次、鳳山中庭開放92場次，兩邊加起來194場次。", "194", "sum"),
        ("104年四維中庭開放102場次、鳳山中庭開放92場次，兩邊加起來195場次。", "195", None),
        ("109年3月1日至9月5日，航空機票的兩次申訴合計161件。", "161", "sum"),
        ("104年調案184件，線上的只有約6.5%。", "6.5", "share"),
        ("104年調案184件，線上的只有約7.5%。", "7.5", None),
        # How far two are apart of which one is told in a sentence before.
        ("107年上半年第一次申訴2,052件。到了109年3月到9月，第一次申訴3,253件，多了1,201件。", "1,201", "difference"),
        ("107年上半年第一次申訴2,052件。到了109年3月到9月，第一次申訴3,253件，少了1,201件。", "1,201", None),
        ("107年上半年公報49期。\n109年3月到9月出刊公報55期，多了6期。", "6", "difference"),
        ("107年上半年公報49期。\n109年3月到9月出刊公報55期，多了7期。", "7", None),
        # The share that one line of a budget has of its total.
        ("110年度預算3億2,026萬7千元。人事費1億8,123萬5千元，占了快五成七。", "五成七", "share"),
        ("110年度預算3億2,026萬7千元。人事費1億8,123萬5千元，占了快五成三。", "五成三", None),
        ("110年度預算3億2,026萬7千元，庶務管理8,892萬元，占27.8%。", "27.8", "share"),
        ("110年度預算3億2,026萬7千元，庶務管理8,892萬元，占31.8%。", "31.8", None),
    ],
)
def test_what_follows_from_printed_values_is_reckoned(
    read: Callable[[str], pd.DataFrame], draft: str, raw: str, reckoning: str | None
) -> None:
    (verdict,) = [one for one in judged(draft, read) if one.raw == raw]
    assert verdict.reckoned == reckoning
    assert reckoning or verdict.status == "unknown"


@pytest.mark.parametrize(
    ("draft", "status"),
    [
        # Months of a year that is not told are those of what is printed, whichever year that is of.
        ("今年1月到6月很忙，設施維修案件共處理544件。", "other_period"),
        ("今年3月到9月受疫情影響。消費者保護教育宣導辦了18場次。", "other_period"),
        ("今年1月到6月很忙，設施維修案件共處理484件。", "supported"),
        ("今年3月到9月受疫情影響。消費者保護教育宣導辦了7場次。", "supported"),
        ("今年4月到8月很忙，設施維修案件共處理544件。", "supported"),
        # What is passed is not what is nearly reached.
        ("107年3月2日舉辦2018高雄國際午宴，將近200位貴賓出席。", "contradicted"),
        ("國際高雄2018全球說明會，有不到100位貴賓出席。", "contradicted"),
        ("107年3月2日舉辦2018高雄國際午宴，超過200位貴賓出席。", "supported"),
        ("國際學生就業暨給薪實習洽談會吸引將近200位學生參與。", "supported"),
    ],
)
def test_a_number_is_not_of_other_months_or_of_the_other_side_of_what_is_printed(draft: str, status: str) -> None:
    (verdict,) = [one for one in judged(draft, DraftReader(load()).read) if not one.raw.startswith("2018")]
    assert verdict.status == status


@pytest.mark.parametrize(
    ("draft", "raw"),
    [
        ("109年車輛設備經費7,700多萬，比去年少。", "7,700多萬"),
        ("勞退準備金還差23.2億，請說明。", "23.2億"),
        ("拍賣收入36,877塊，其中一半繳庫。", "36,877"),
        ("人事費占預算超過一半。", "一半"),
        ("110年預算合計3億2千多萬元。", "3億2千多萬"),
    ],
)
def test_a_number_is_found_as_it_is_written(read: Callable[[str], pd.DataFrame], draft: str, raw: str) -> None:
    found = [one for one in judged(draft, read) if one.raw == raw]
    assert [draft[one.start : one.end] for one in found] == [raw]


@pytest.mark.parametrize(
    ("draft", "raw", "status"),
    [
        # What points at the draft itself is of the report that most of its numbers are printed in.
        (f"{OF_109}\n這段期間法律駐點諮詢服務71人次。", "71", "other_period"),
        (f"{OF_109}\n這段期間法律駐點諮詢服務175人次。", "175", "supported"),
        (f"{OF_109}\n同仁沒閒著，這半年公務車調派476車次。", "476", "other_period"),
        (f"{OF_109}\n同仁沒閒著，這半年公務車調派401車次。", "401", "supported"),
        (f"{OF_109}\n同仁沒閒著，這半年公務車調派410車次。", "410", "contradicted"),
        # Without such a report, or behind another time, nothing is held against it.
        ("106年的事就不說了。本期調派公務車496車次。", "496", "supported"),
        (f"{OF_109}\n這段期間很忙。去年公務車調派476車次。", "476", "supported"),
        (f"{OF_109}\n回頭看107年上半年，這半年公務車調派476車次。", "476", "supported"),
        # What points back is of the last report that is named, whatever year is named besides.
        ("104年9月到105年2月出刊公報49期。該期調派公務車476車次。", "476", "other_period"),
        ("104年9月到105年2月出刊公報49期。該期調派公務車496車次。", "496", "supported"),
        ("107年上半年公報出刊49期。104年度節電率0.7%。同一期查察26次。", "26", "other_period"),
        ("107年上半年公報出刊49期。104年度節電率0.7%。同一期查察24次。", "24", "supported"),
        # A day holds for what is told beside a number of that day.
        (
            "截至109年6月30日，職工與臨時人員現有8,891人。其中工級人員6,449人，臨時人員2,408人。",
            "2,408",
            "other_period",
        ),
        ("截至109年6月30日，職工與臨時人員現有8,891人。其中工級人員6,449人，臨時人員2,442人。", "2,442", "supported"),
        (
            "截至105年1月1日，職工與臨時人員現有10,153人。其中工級人員7,422人，臨時人員2,408人。",
            "2,408",
            "other_period",
        ),
    ],
)
def test_a_number_without_a_time_is_of_the_one_that_words_point_to(
    read: Callable[[str], pd.DataFrame], draft: str, raw: str, status: Status
) -> None:
    assert _statuses(judged(draft, read))[raw] == [status]


@pytest.mark.parametrize(
    ("draft", "status"),
    [
        ("截至109年6月30日，業務助理精簡率四成二。", "rounded"),
        ("截至107年4月1日，業務助理精簡率三成一。", "rounded"),
        ("截至109年6月30日，業務助理精簡率四成五。", "unknown"),
        ("110年度人事費預算編列1億8千多萬元。", "rounded"),
        ("110年度人事費預算編列1億9千多萬元。", "unknown"),
    ],
)
def test_tenths_and_loose_scales_are_told_in_round_figures(
    read: Callable[[str], pd.DataFrame], draft: str, status: Status
) -> None:
    assert [one.status for one in judged(draft, read)] == [status]


@pytest.mark.parametrize(
    ("draft", "raw", "status"),
    [
        ("107年上半年兩個行政中心的會議室借了877場。", "877", "supported"),
        ("109年3月1日至9月5日消費者保護教育宣導7場。", "7", "supported"),
    ],
)
def test_events_are_counted_with_either_word(
    read: Callable[[str], pd.DataFrame], draft: str, raw: str, status: Status
) -> None:
    assert _statuses(judged(draft, read))[raw] == [status]
