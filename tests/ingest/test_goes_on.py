"""Sentences that go on, lists behind a sign and rows of tables that sentences tell of, in sentences of ours."""

from __future__ import annotations

import pytest

from catalog.load import load
from ingest.checking.within_report import evaluate
from tests.ingest.conftest import Read

YEAR = "112年1月1日至12月31日"
VISITS = (
    "二、參觀\n各館參觀（單位：人次）\n館別\t110年\t111年\t112年\n"
    "總館\t1,520\t1,864\t2,097\n分館\t640\t702\t815\n圖書車\t96\t88\t71\n"
)
POSTS = "二、志工\n{told}\n各隊志工（單位：人）\n隊別\t{heads}\n導覽隊\t482\t455\n服務隊\t236\t214\n總計\t718\t669\n"


def _failing(read: Read, text: str, period: str = YEAR) -> set[str]:
    identity, _, reading = read(f"高雄市政府行政暨國際處工作報告（{period}）\n一、採購12案。\n{text}\n")
    checked = evaluate(load(), reading, identity.period)
    assert not [trouble for trouble in checked.troubles if trouble.code == "check_failed"]
    return {result.check.id for result in checked.results if result.status == "fails"}


def _told(read: Read, right: str, wrong: str) -> None:
    assert not _failing(read, right)
    assert _failing(read, wrong)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # What was before, what of it and by how much, each in a sentence of its own.
        ("二、借閱3,240冊。去年同期為3,000冊。增加240冊。", "二、借閱3,240冊。去年同期為3,000冊。增加204冊。"),
        ("二、報修415件。前一年為390件，增加25件，成長6.41%。", "二、報修415件。前一年為390件，增加52件，成長6.41%。"),
        ("二、研習學員64名。其中女性41名。", "二、研習學員64名。其中女性81名。"),
        # A goal that names what it is of.
        ("二、節水率2.35%。112年度節水目標為2%，已超越。", "二、節水率2.35%。112年度節水目標為3%，已超越。"),
        ("二、綠購率96.5%，本年度綠購目標為95%，目前已達成。", "二、綠購率96.5%，本年度綠購目標為98%，目前已達成。"),
        ("二、節電率1.42%，高於年度目標1%計0.42個百分點。", "二、節電率2.42%，低於年度目標1%計1.42個百分點。"),
        # What was before told beside what is now, and the way behind both.
        ("二、導覽86場次，去年同期75場次，同樣增加。", "二、導覽86場次，去年同期95場次，同樣增加。"),
        ("二、出刊24期、608篇（較去年同期22期、571篇均有成長）。",
         "二、出刊24期、608篇（較去年同期22期、671篇均有成長）。"),
        ("二、訪團上半年12團、188人，下半年19團、264人；團數及人數均較上半年為多。",
         "二、訪團上半年12團、188人，下半年19團、264人；團數及人數均較上半年為少。"),
        # Brackets between a whole and its part are told aside.
        ("二、導覽240場次（較去年同期225場次增加15場次），其中總館150場次，占62.50%。",
         "二、導覽240場次（較去年同期225場次增加15場次），其中總館150場次，占65.20%。"),
    ],
)  # fmt: skip
def test_a_sentence_that_goes_on_is_held_against_the_one_before(read: Read, right: str, wrong: str) -> None:
    _told(read, right, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "二、借閱3,240冊。去年新購圖書120冊。增加書架4座。",
        "二、研習學員64名。其中一場座談邀請專家81名與會。",
        "二、節水率2.35%。112年度節電目標為3%，已規劃措施。",
        "二、導覽86場次，去年因疫情停辦95場次，今年陸續增加。",
        "二、出刊24期、608篇（較去年同期22期、671篇互有增減）。",
        "二、訪團上半年12團、188人，下半年19團、264人；接待經費較上半年為少。",
        "二、節電率2.42%，低於年度目標1個百分點以上者另案檢討。",
    ],
)
def test_a_sentence_of_something_else_is_not(read: Read, text: str) -> None:
    assert not _failing(read, text)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("二、借閱\n全年借閱1,180冊、426人。\n各季借閱\n．第1季：260冊、98人\n．第2季：315冊、112人\n．第3季：330冊、120人\n．第4季：275冊、96人",
         "二、借閱\n全年借閱1,180冊、426人。\n各季借閱\n．第1季：260冊、98人\n．第2季：315冊、112人\n．第3季：303冊、120人\n．第4季：275冊、96人"),
        ("二、訪客\n訪客來源\n●泰國：48人（40.0%）\n●法國：42人（35.0%）\n●其他：30人（25.0%）",
         "二、訪客\n訪客來源\n●泰國：48人（40.0%）\n●法國：42人（53.0%）\n●其他：30人（25.0%）"),
        ("二、車輛\n經管車輛共36輛：\n◆轎車：21輛\n◆客貨車：11輛\n◆機車：4輛",
         "二、車輛\n經管車輛共36輛：\n◆轎車：21輛\n◆客貨車：14輛\n◆機車：4輛"),
    ],
)  # fmt: skip
def test_lines_behind_one_sign_are_a_list(read: Read, right: str, wrong: str) -> None:
    _told(read, right, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "二、借閱\n全年借閱1,180冊。\n重點館別\n．總館：260冊\n．分館：315冊",
        "二、訪客\n成長情形\n●泰國：48人（12.0%）\n●法國：42人（3.5%）\n●其他：30人（-2.0%）",
        "二、車輛\n經管車輛共36輛。\n◆轎車：已汰換21輛，餘續用\n◆機車：4輛",
    ],
)
def test_lines_that_are_no_parts_are_not_accused(read: Read, text: str) -> None:
    assert not _failing(read, text)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("總館參觀較前一年多出233人次，成長12.50%。", "總館參觀較前一年多出233人次，成長15.20%。"),
        ("分館參觀也多出113人次，成長16.10%。", "分館參觀也多出113人次，成長11.60%。"),
        ("總館三年連升，圖書車則三年連降。", "總館三年連升，圖書車則三年連升。"),
        ("分館逐年成長。", "分館逐年減少。"),
    ],
)
def test_what_is_told_of_a_row_is_its(read: Read, right: str, wrong: str) -> None:
    _told(read, VISITS + right, VISITS + wrong)
    assert _failing(read, (VISITS + right).replace("1,864", "1,684"), YEAR) or "233" not in right


QUARTERS = (
    "二、借閱\n各季借閱（單位：冊）\n項目\t第1季\t第2季\t第3季\t第4季\t全年\n"
    "圖書\t310\t420\t388\t295\t1,413\n影音\t95\t131\t120\t88\t434\n期刊\t41\t67\t50\t44\t202\n"
)
MONTHLY = "二、報修\n各月報修件數\n．10月：42件\n．11月：57件\n．12月：38件\n"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (f"{QUARTERS}三項都在第2季登頂。", f"{QUARTERS}三項都在第3季登頂。"),
        (f"{QUARTERS}影音在第2季達高峰，入秋後回落。", f"{QUARTERS}影音在第4季達高峰，入秋後回落。"),
        (f"{MONTHLY}颱風過後，11月衝上全年高點。", f"{MONTHLY}颱風過後，12月衝上全年高點。"),
    ],
)
def test_a_time_told_to_be_highest_is(read: Read, right: str, wrong: str) -> None:
    _told(read, right, wrong)


@pytest.mark.parametrize(
    "text",
    [
        f"{QUARTERS}講座在第4季達高峰。",
        f"{QUARTERS}預約都在第4季登頂。",
        f"{MONTHLY}往年以12月最多的是燈具，今年不同。",
    ],
)
def test_a_time_told_of_something_else_is_not_accused(read: Read, text: str) -> None:
    assert not _failing(read, text)


@pytest.mark.parametrize(
    "text",
    ["志工參觀多出25人次，成長12.50%。", "夜間參觀連續三年減少。", "參觀人次逐年成長。", "捐書多出233冊，成長15.20%。"],
)
def test_what_is_told_of_something_else_is_no_row_s(read: Read, text: str) -> None:
    assert not _failing(read, VISITS + text)


def test_a_mean_is_of_the_row_it_names(read: Read) -> None:
    table = "二、委員會\n受理（單位：件）\n項目\t111年\t112年\n審議\t173\t148\n備查\t52\t61\n"
    _told(read, f"{table}全年開會16次，平均每次審議9.25件。", f"{table}全年開會16次，平均每次審議9.52件。")
    assert _failing(read, f"{table}全年開會16次，平均每次審議9.25件。".replace("148", "184"))
    assert not _failing(read, f"{table}全年開會16次，平均每次審議3.40件。")
    assert not _failing(read, f"{table}專案小組開會16次，平均每次討論9.52件。")


def test_a_number_of_a_day_stands_below_that_day(read: Read) -> None:
    told = "截至112年12月31日，志工計669人（較111年12月31日718人減少49人）。"
    right = POSTS.format(told=told, heads="111年12月31日\t112年12月31日")
    _told(read, right, POSTS.format(told=told, heads="112年12月31日\t111年12月31日"))
    _told(read, right, POSTS.format(told=told, heads="111年12月31日\t112年9月30日"))
    # Of a day without a column nothing is said.
    other = "截至112年9月30日，志工計701人（較111年9月30日740人減少39人）。"
    assert not _failing(read, POSTS.format(told=other, heads="111年12月31日\t112年12月31日"))


def test_a_number_with_a_row_s_change_is_that_row_s(read: Read) -> None:
    heads = "111年12月31日\t112年12月31日"
    right = POSTS.format(told="年底志工合計669人，比一年前少了49人。", heads=heads)
    _told(read, right, POSTS.format(told="年底志工合計696人，比一年前少了49人。", heads=heads))
    assert not _failing(read, POSTS.format(told="年底導覽志工合計350人，比一年前少了49人。", heads=heads))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("二、由文化局、教育局、社會局及衛生局等4個機關協辦。", "二、由文化局、教育局、社會局及衛生局等5個機關協辦。"),
        ("二、大阪市、橫濱市、釜山廣域市、西雅圖及檀香山等五個城市應邀。",
         "二、大阪市、橫濱市、釜山廣域市、西雅圖及檀香山等六個城市應邀。"),
        ("二、研習於112年4月11日及112年4月18日辦理2場次，參加人數分別為38人及35人。",
         "二、研習於112年4月11日及112年4月18日辦理3場次，參加人數分別為38人及35人。"),
        ("二、消防檢查每季一次，全年四次。", "二、消防檢查每季一次，全年六次。"),
        ("二、財產盤點規定每年應辦理2次，業於112年3月8日及112年9月6日辦理完竣。",
         "二、財產盤點規定每年應辦理3次，業於112年3月8日及112年9月6日辦理完竣。"),
        ("二、水質檢測每月2次，全年共24次。", "二、水質檢測每月2次，全年共22次。"),
    ],
)  # fmt: skip
def test_a_count_of_names_and_times(read: Read, right: str, wrong: str) -> None:
    _told(read, right, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "二、由文化局、教育局、社會局及衛生局等12個機關協辦。",
        "二、由文化局及教育局等3個機關協辦。",
        "二、辦理訓練3場次，男女分別為38人及35人。",
        "二、財產盤點規定每年應辦理3次，業於112年3月8日及112年9月6日辦理2次。",
        "二、消防檢查每季一次，另辦理抽查六次。",
    ],
)
def test_counts_of_more_than_is_named_are_not_accused(read: Read, text: str) -> None:
    assert not _failing(read, text)


def test_the_same_time_of_the_year_before_is_no_other(read: Read) -> None:
    half = "112年7月1日至112年12月31日"
    assert not _failing(read, "二、所稱上年同期，係指111年7月1日至111年12月31日。", half)
    assert _failing(read, "二、所稱上年同期，係指112年1月1日至112年6月30日。", half)
    assert not _failing(read, "二、所稱上期，係指112年1月1日至112年6月30日。", half)


def test_a_total_behind_a_part_of_another_thing_is_of_no_part(read: Read) -> None:
    text = (
        "二、兩行政中心中庭開放90場次，其中四維行政中心60場次；禮堂等集會場所申請使用，合計300場次。\n"
        "場地使用（單位：場次）\n中心\t集會場所使用\n四維行政中心\t180\n鳳山行政中心\t120\n合計\t300\n"
    )
    assert not _failing(read, text)
