"""What series are called and how they are measured, by their values and their words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.series import read
from catalog.load import load
from ingest.series.mention import Mention
from ingest.series.mentions import MentionReader
from ingest.series.naming import Describer, Description

_HALVES = {at: f"高雄市政府勞工局業務報告\n\n報告期間：中華民國{at}\n\n壹、重要業務\n\n" for at in (
    "111年1月至6月", "111年7月至12月", "112年1月至6月", "113年1月至6月",
)}  # fmt: skip
_YEARS = {at: f"高雄市政府勞工局{at}度施政績效成果報告\n\n壹、重要業務\n\n" for at in ("111年", "112年")}
_HEADS = {**_HALVES, **_YEARS}


def _described(folder: Path, told: Sequence[tuple[str, str]]) -> Description:
    """The description of the first numbers of reports of their periods."""
    catalog, mentions = load(), list[Mention]()
    for edition, (at, text) in enumerate(told):
        file = folder / f"{edition}.txt"
        file.write_text(f"{_HEADS[at]}{text}\n", encoding="utf-8")
        mentions += MentionReader(catalog).read(edition, read([file])[0])[:1]
    return Describer(catalog.series, catalog.printed_units()).describe(mentions)


@pytest.mark.parametrize(
    ("text", "values", "measure"),
    [
        # As much in each year as in its half is there, but for what comes once a year.
        ("工會幹部{}人", {"111年1月至6月": 412, "111年": 418, "112年": 421}, "stock"),
        ("表揚模範勞工{}人", {"111年1月至6月": 72, "111年": 72, "112年1月至6月": 75}, "flow"),
        ("五一講座{}場次", {"111年1月至6月": 41, "111年": 42, "112年1月至6月": 41}, "flow"),
        # What there is at the end of the second half is the year's.
        ("提繳者{}人", {"111年1月至6月": 3215, "111年7月至12月": 4486, "111年": 4486}, "stock"),
        ("申請者{}人", {"111年1月至6月": 3215, "111年7月至12月": 4486, "111年": 7701}, "flow"),
        # A year between two halves that are half as much.
        ("執行{}元", {"111年1月至6月": 861400, "111年": 1874000, "112年1月至6月": 889600}, "flow"),
        ("庇護農場{}家", {"111年1月至6月": 42, "111年7月至12月": 43, "113年1月至6月": 57}, "stock"),
    ],
)
def test_values_of_halves_and_years_tell_what_there_is(
    tmp_path: Path, text: str, values: dict[str, float], measure: str
) -> None:
    told = [(at, f"{text.format(f'{value:,}')}。") for at, value in values.items()]
    assert _described(tmp_path, told).measure == measure


def test_halves_in_a_table_of_the_year_are_halves(tmp_path: Path) -> None:
    table = "表1　檢查（單位：件）\n項目\t111年下半年\t111年上半年\n勞動檢查\t1,486\t1,708"
    told = [("111年1月至6月", "勞動檢查1,708件。"), ("111年", table), ("112年1月至6月", "勞動檢查1,764件。")]
    assert _described(tmp_path, told).measure == "flow"


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (("綠美化植栽12.4公頃。", "綠美化植栽16.0公頃。"), "綠美化植栽面積"),
        (("綠美化植栽面積12.4公頃。", "綠美化植栽面積16.0公頃。"), "綠美化植栽面積"),
        (("無障礙坡道改善412公尺。", "無障礙坡道改善398公尺。"), "無障礙坡道改善長度"),
        (("現金卡代償補助412元。", "現金卡代償補助398元。"), "現金卡代償補助金額"),
        (("違反勞基法罰鍰412元。", "違反勞基法罰鍰398元。"), "違反勞基法罰鍰"),
        (("女性會員412人，占53.42%。", "女性會員398人，占52.1%。"), "女性會員"),
        # What is aimed at only is no result, and its name says so.
        (("職業訓練就業率目標82%。", "職業訓練就業率目標84%。"), "職業訓練就業率（目標）"),
        (("就業服務據點訪視目標120處次。", "就業服務據點訪視目標135處次。"), "就業服務據點訪視（目標）"),
    ],
)
def test_a_name_says_what_its_unit_measures(tmp_path: Path, texts: tuple[str, str], name: str) -> None:
    assert _described(tmp_path, list(zip(_HALVES, texts, strict=False))).name == name


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("55歲以上勞工參訓率{}%。", 1, "55歲以上勞工參訓率"),
        ("未滿6個月離職率{}%；滿30人以下事業單位加保率{}%。", 3, "30人以下事業單位加保率"),
    ],
)
def test_a_name_keeps_the_number_that_bounds_whom_it_is_of(tmp_path: Path, text: str, number: int, name: str) -> None:
    catalog, mentions = load(), list[Mention]()
    for edition, at in enumerate(list(_HALVES)[:2]):
        file = tmp_path / f"{edition}.txt"
        file.write_text(f"{_HALVES[at]}{text.format(41 + edition, 52 + edition)}\n", encoding="utf-8")
        mentions.append(MentionReader(catalog).read(edition, read([file])[0])[number])
    assert Describer(catalog.series, catalog.printed_units()).describe(mentions).name == name


@pytest.mark.parametrize(("unit", "name"), [("場次", "徵才活動場次"), ("人", "徵才活動人數"), ("元", "徵才活動金額")])
def test_series_of_one_name_are_told_apart_by_what_they_count(unit: str, name: str) -> None:
    catalog = load()
    assert Describer(catalog.series).told_apart("徵才活動", unit) == name


@pytest.mark.parametrize(
    ("texts", "units", "broken"),
    [
        (("清運廢輪胎1,860公斤。", "清運廢輪胎1.92公噸。"), ("公噸", "公斤"), "unit"),
        (("鋪設管線9,850公尺。", "鋪設管線10.26公里。"), ("公里", "公尺"), "unit"),
        (("訓練412人。", "訓練398名。"), ("人", "名"), "unit_alike"),
    ],
)
def test_figures_on_two_scales_are_not_compared(
    tmp_path: Path, texts: tuple[str, str], units: tuple[str, str], broken: str
) -> None:
    found = _described(tmp_path, list(zip(_HALVES, texts, strict=False)))
    assert found.breaks == {1: broken}
    assert (set(units) <= set(found.comparable)) == (broken == "unit_alike")


@pytest.mark.parametrize(
    ("heading", "text", "name"),
    [
        ("二、志工及預算", "志工31人，訓練{}場。", "志工：訓練"),
        ("二、檢查與申訴", "申訴案件{}件。", "申訴案件"),
        ("二、職業訓練", "結訓{}人。", "職業訓練：結訓"),
        ("二、重要業務執行情形", "女性會員{}人。", "女性會員"),
    ],
)
def test_a_short_name_stands_behind_what_of_its_heading_is_told(
    tmp_path: Path, heading: str, text: str, name: str
) -> None:
    catalog, mentions = load(), list[Mention]()
    for edition, (head, value) in enumerate(zip(_HALVES.values(), ("412", "398"), strict=False)):
        file = tmp_path / f"{edition}.txt"
        file.write_text(f"{head}{heading}\n\n{text.format(value)}\n", encoding="utf-8")
        mentions += MentionReader(catalog).read(edition, read([file])[0])[-1:]
    assert Describer(catalog.series, catalog.printed_units()).describe(mentions).name == name
