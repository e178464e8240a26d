"""What kind of statement a number stands in, and of what unit, as its words and its table say."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.series import read
from catalog.load import load
from ingest.series.mentions import Mention, MentionReader

_HALF = "高雄市政府勞工局業務報告\n\n報告期間：中華民國112年1月至6月\n\n壹、重要業務\n\n"
_YEAR = "高雄市政府勞工局112年度施政績效成果報告\n\n壹、重要業務\n\n"
_PLAN = "高雄市政府勞工局113年度施政計畫\n\n壹、重要業務\n\n"


def _mentions(folder: Path, text: str) -> dict[float, Mention]:
    file = folder / "report.txt"
    file.write_text(text + "\n", encoding="utf-8")
    return {one.value: one for one in MentionReader(load().series).read(0, read([file])[0])}


@pytest.mark.parametrize(
    ("text", "value", "role"),
    [
        (_HALF + "申訴案於24小時內回復率96.5%。", 24, "label"),
        (_HALF + "檢查後30日內複查412家。", 30, "label"),
        (_HALF + "申請案平均3日內完成審核。", 3, "own"),
        (_HALF + "輔導後職業災害減少率31.5%。", 31.5, "own"),
        (_HALF + "用電減少率4.2%。", 4.2, "own"),
        (_HALF + "職業災害較上年同月減少31件。", 31, "change"),
        (_HALF + "就業率81.5%，較上年79.8%增加1.7個百分點。", 79.8, "prior"),
        (_HALF + "媒合人數412人，上年度為398人。", 398, "prior"),
        (_PLAN + "就業服務據點由目前131處增至210處。", 210, "target"),
        (_PLAN + "檢查員現有64名擴充為82名。", 82, "target"),
    ],
)
def test_the_words_beside_a_number_tell_what_it_states(tmp_path: Path, text: str, value: float, role: str) -> None:
    assert _mentions(tmp_path, text)[value].role == role


@pytest.mark.parametrize(("row", "unit"), [("勞動檢查", "場次"), ("申訴辦理日數", "日")])
def test_a_column_of_units_is_no_name_of_its_rows(tmp_path: Path, row: str, unit: str) -> None:
    found = _mentions(tmp_path, f"{_YEAR}表1　關鍵績效指標\n指標名稱\t單位\t112年實際值\n{row}\t{unit}\t890")[890]
    assert (found.text["row"], found.unit) == (row, unit)


@pytest.mark.parametrize(("first", "second"), [("上半年", "下半年"), ("1至6月", "7至12月")])
def test_the_first_half_in_a_report_of_the_year_is_of_its_own_period(tmp_path: Path, first: str, second: str) -> None:
    heads = f"項目\t112年{first}\t112年{second}"
    found = _mentions(tmp_path, f"{_YEAR}表1　媒合人數（單位：人）\n{heads}\n青年\t1,268\t1,341")
    assert {found[1268].role, found[1341].role} == {"own"}


@pytest.mark.parametrize("row", ["總數", "青年累計"])
def test_a_difference_of_a_total_is_a_difference(tmp_path: Path, row: str) -> None:
    heads = "項目\t112年上半年\t111年上半年\t增減"
    found = _mentions(tmp_path, f"{_HALF}表1　媒合人數（單位：人）\n{heads}\n{row}\t1,268\t1,241\t27")
    assert found[27].role == "change"
