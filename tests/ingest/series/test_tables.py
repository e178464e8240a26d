"""What tables, their heads and what adds up in them tell of the measures of a bureau."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks.series import read
from catalog.load import load
from ingest.series.find import SeriesFinder
from ingest.series.links import Linker
from ingest.series.mentions import MentionReader
from tests.ingest.series.bureau import HALF, PLAN, YEAR, mentions_of

_SECOND = "高雄市政府勞工局業務報告\n\n報告期間：中華民國112年7月至12月\n\n壹、重要業務\n\n"


@pytest.mark.parametrize(("row", "head"), [("徵才活動", "達成度（%）"), ("職災訪視", "執行率(%)")])
def test_a_rate_is_one_whatever_its_row_counts(tmp_path: Path, row: str, head: str) -> None:
    table = f"表1　關鍵績效指標\n指標\t單位\t目標值\t實際值\t{head}\n{row}\t場次\t150\t187\t124.67"
    found = mentions_of(tmp_path, YEAR + table)
    assert (found[187].unit, found[124.67].unit) == ("場次", "%")


def test_a_year_that_is_not_over_is_told_of_what_the_report_covers(tmp_path: Path) -> None:
    table = "表1　媒合人數（單位：人）\n地區\t112年\t111年\n北站\t1,268\t1,241\n南站\t1,317\t1,309"
    found = mentions_of(tmp_path, HALF + table)
    assert [(found[v].role, found[v].months) for v in (1268, 1241)] == [("own", 6), ("prior", 12)]


@pytest.mark.parametrize("text", ["112年職業訓練結訓1,412人。", "112年度推介就業1,412人。"])
def test_a_figure_of_a_year_that_is_not_over_is_of_the_reports_part_of_it(tmp_path: Path, text: str) -> None:
    assert mentions_of(tmp_path, HALF + text)[1412].told == (date(2023, 1, 1), date(2023, 6, 30))
    assert mentions_of(tmp_path, _SECOND + text)[1412].told is None


def test_crops_are_of_their_half(tmp_path: Path) -> None:
    table = "表1　種植面積（單位：公頃）\n區別\t第1期作\t第2期作\t全年\n左營區\t2,214\t2,301\t4,515"
    roles = {value: one.role for value, one in mentions_of(tmp_path, _SECOND + table).items() if value > 2000}
    assert roles == {2214: "prior", 2301: "own", 4515: "year"}


def test_what_a_plan_tells_of_the_year_before_is_what_was_reached_of_it(tmp_path: Path) -> None:
    table = "表1　指標\n指標\t111年\t112年\t112年目標\t113年目標\n就業媒合（人）\t2,114\t2,208\t2,150\t2,300"
    roles = {value: one.role for value, one in mentions_of(tmp_path, PLAN + table).items() if value > 2000}
    assert roles == {2114: "prior", 2208: "own", 2150: "prior", 2300: "target"}


def test_what_a_plan_was_given_the_year_before_is_no_value_of_this_one(tmp_path: Path) -> None:
    table = "表1　經費（單位：千元）\n項目\t113年度\t112年度\n職業訓練\t56,400\t52,710"
    assert mentions_of(tmp_path, PLAN + table)[52_710_000].role == "prior"


@pytest.mark.parametrize("heading", ["貳、112年度執行成果", "貳、112年施政成果"])
def test_under_a_plans_heading_of_a_year_figures_are_of_that_year(tmp_path: Path, heading: str) -> None:
    found = mentions_of(tmp_path, f"{PLAN}{heading}\n\n一、職業訓練\n\n(一)結訓1,412人，較111年1,398人增加14人。")
    assert (found[1412].role, found[1412].told) == ("own", (date(2023, 1, 1), date(2023, 12, 31)))
    assert found[1398].told is None


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("清運量91.3公噸，依序為紙類42.7公噸、鐵類30.5公噸、其他18.1公噸。", {42.7: 91.3, 18.1: 91.3}),
        ("綠地0.7公頃，鄰里公園0.1公頃、廣場0.6公頃。", {0.1: 0.7, 0.6: 0.7}),
    ],
)
def test_tenths_add_up(tmp_path: Path, text: str, wholes: dict[float, float]) -> None:
    found = mentions_of(tmp_path, HALF + text)
    told = {value: found[value].whole for value in wholes}
    assert {value: whole and whole.value for value, whole in told.items()} == wholes


_OF_TWO = "表1　檢查（單位：件）\n行業\t營造\t製造\t合計\n東區\t31\t42\t73\n西區\t53\t64\t117\n總計\t84\t106\t190"


def test_a_tables_sums_are_told_from_what_adds_up_to_them(tmp_path: Path) -> None:
    found = mentions_of(tmp_path, YEAR + _OF_TWO)
    sums = {value: (found[value].is_row_sum, found[value].is_column_sum) for value in (31, 73, 84, 190)}
    assert sums == {31: (False, False), 73: (False, True), 84: (True, False), 190: (True, True)}


def test_rows_that_do_not_add_up_are_parts_of_nothing(tmp_path: Path) -> None:
    table = "表1　率（單位：%）\n行業\t合格率\n營造\t31\n製造\t42\n總計\t37"
    assert {one.is_row_sum for one in mentions_of(tmp_path, YEAR + table).values()} == {None}


@pytest.mark.parametrize(
    ("other", "value", "links"),
    [
        # What one table sums is no row that another's sum is of; a row of all kinds is no row of one.
        ("表1　檢查（單位：件）\n地區\t件數\n東區\t75\n西區\t118\n總計\t193", 193, {190: True, 73: False, 31: False}),
        ("表1　檢查（單位：件）\n地區\t件數\n東區\t75\n西區\t118\n總計\t193", 75, {190: False, 73: True, 31: False}),
        # Rows of one name are parts of what their tables count.
        ("表1　志工隊\n地區\t隊數（隊）\n東區\t75\n西區\t118\n總計\t193", 75, {73: False}),
        # In prose both heads of an inner cell are told.
        ("東區營造業檢查75件。", 75, {31: True, 42: False, 73: True}),
    ],
)
def test_what_adds_up_keeps_links_apart(tmp_path: Path, other: str, value: float, links: dict[float, bool]) -> None:
    one, own = mentions_of(tmp_path, HALF + other)[value], mentions_of(tmp_path, YEAR + _OF_TWO)
    assert {at: Linker.may_link(own[at], one) for at in links} == links


@pytest.mark.parametrize(
    ("other", "is_one"),
    [
        ("輸出北站31人、南站42人、其他75人。", False),
        ("檢查營造31件、製造42件、其他75件。", True),
        ("表1　檢查（單位：件）\n行業\t件數\n營造\t31\n其他\t75", True),
        ("表1　檢查（單位：件）\n原因\t件數\n墜落\t31\n其他\t75", False),
    ],
)
def test_what_a_list_leaves_is_told_by_what_it_names(tmp_path: Path, other: str, is_one: bool) -> None:
    own = mentions_of(tmp_path, YEAR + "檢查營造84件、製造106件、其他190件。")[190]
    assert Linker.may_link(own, mentions_of(tmp_path, HALF + other)[75]) is is_one


@pytest.mark.parametrize(
    "text", ["調解全年857件，上、下半年分別為412件、445件。", "調解857件，上半年及下半年分別為412件及445件。"]
)
def test_a_list_over_time_has_the_name_of_what_stands_before_it(tmp_path: Path, text: str) -> None:
    found = mentions_of(tmp_path, YEAR + text)
    assert {found[value].text["near"] for value in (857, 412, 445)} == {"調解"}


def _series(folder: Path, *texts: str) -> list[list[float]]:
    """The values of each series of some reports."""
    files = [folder / f"{at}.txt" for at in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text + "\n", encoding="utf-8")
    values: dict[str, list[float]] = {}
    for row in SeriesFinder(load()).rows("bureau", read(files))["series_value"]:
        values.setdefault(row["series_id"], []).append(row["value"])
    return [sorted(own) for own in values.values()]


def test_a_goal_that_a_plan_tells_twice_is_one(tmp_path: Path) -> None:
    table = "表1　關鍵績效指標\n指標\t113年目標值\n法定進用率（%）\t95.5\n媒合就業率（%）\t81.5"
    plan = f"{PLAN}一、就業\n\n(一)法定進用率目標95.5%。\n\n{table}"
    year = f"{YEAR}表1　關鍵績效指標\n指標\t112年目標值\n法定進用率（%）\t94.5\n媒合就業率（%）\t80.5"
    assert [94.5, 95.5, 95.5] in _series(tmp_path, plan, year)


@pytest.mark.parametrize(
    ("other", "values"),
    [
        ("調解案件421件。", [412, 421, 445, 857]),
        ("調解案件412件。", [412, 857]),  # what it tells of a half needs no repeating
    ],
)
def test_halves_told_beside_their_year_are_of_its_series(tmp_path: Path, other: str, values: list[float]) -> None:
    year = f"{YEAR}一、調解案件全年857件，上、下半年分別為412件、445件。"
    assert values in _series(tmp_path, year, f"{HALF}一、{other}")


@pytest.mark.parametrize(
    ("said", "row", "is_one"),
    [
        ("洽公{}人次", "到站服務\t98,412\t{}", True),
        ("郵件{}人次", "寄達服務\t98,412\t{}", True),
        # In a row of several, heads tell which of them the other goes on from.
        ("洽公{}人次", "到站服務\t98,412\t97,215\t{}", False),
    ],
)
def test_what_repeats_a_figure_as_that_of_the_period_before_is_looked_at(
    tmp_path: Path, said: str, row: str, *, is_one: bool
) -> None:
    others = "".join(
        f"{name}{2000 + 7 * no}人次。\n"
        for no, name in enumerate(f"{a}{b}課程" for a in "木金水" for b in "甲乙丙丁戊")
    )
    heads = "項目\t112年下半年\t112年上半年" if is_one else "項目\t112年下半年到站\t112年下半年離站\t112年上半年"
    table = f"{others}表1　服務（單位：人次）\n{heads}\n{row.format('86,450')}"
    texts = (f"{HALF}{others}{said.format('86,450')}。", _SECOND + table)
    mentions = []
    for edition, text in enumerate(texts):
        file = tmp_path / f"{edition}.txt"
        file.write_text(text + "\n", encoding="utf-8")
        mentions += MentionReader(load()).read(edition, read([file])[0])
    links = Linker(load().series).links(mentions)
    found = {
        (mentions[one].value, mentions[other].value)
        for one, other, chance in zip(links.one, links.other, links.chance, strict=True) if chance > 0.9
    }  # fmt: skip
    assert ((86450, 98412) in found) is is_one
