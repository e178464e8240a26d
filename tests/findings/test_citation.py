"""Citations: the exact words in both languages, and addresses that lead to the number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from catalog.load import load
from catalog.words import speaking
from findings.citation import (
    dated_words,
    extract_citation,
    observation_address,
    observation_citation,
    sentence_citation,
)
from findings.extracts import Extract
from findings.panels import Drawn, draw
from findings.records import place_words
from findings.values import value_words
from warehouse import reads

TODAY = date(2026, 11, 21)
SITE = "http://127.0.0.1:8501"


def _row(**other: object) -> pd.Series:
    """A value of a report that prints its day."""
    told: dict[str, object] = {
        "observation_id": "52d3",
        "metric_id": "consumer_mediations",
        "name_zh": "消費爭議調解",
        "name_en": "Mediations",
        "agency": "高雄市政府秘書處",
        "report_title": "高雄市政府秘書處業務報告",
        "session": "第2屆第3次定期大會",
        "published": pd.Timestamp("2016-05-06"),
        "report_start": pd.Timestamp("2015-09-01"),
        "report_end": pd.Timestamp("2016-02-29"),
        "period_start": pd.Timestamp("2015-09-01"),
        "period_end": pd.Timestamp("2016-02-29"),
        "period_basis": "report",
        "page": pd.NA,
        "line": 271,
        "outline": ["壹、執行狀況", "七、消費保護"],
        "paragraph": 2,
        "quote": "調解 90 件。",
        "part": "",
        "category": None,
        "value": 90.0,
        "unit": "件",
        "qualifier": None,
        "by_ocr": False,
    }
    return pd.Series({**told, **other}, dtype=object)


def _long(row: pd.Series) -> str:
    return observation_citation(row, TODAY, "abc123", short=False, site=SITE)


def test_long_in_chinese() -> None:
    assert _long(_row()) == (
        "高雄市政府秘書處，《高雄市政府秘書處業務報告》，第2屆第3次定期大會，105年5月6日（2016-05-06），"
        "「壹、執行狀況 › 七、消費保護」第 2 段。"
        "消費爭議調解，104年9月至105年2月：90件。取自「高雄市政府秘書處報告數字」，資料版本 abc123，"
        "取用日期 115年11月21日（2026-11-21）。"
        "http://127.0.0.1:8501/mediation?lang=zh-TW&panel=volumes&source=52d3"
    )


@speaking("en")
def test_long_in_english() -> None:
    assert _long(_row(page=14)) == (
        "Secretariat, Kaohsiung City Government [高雄市政府秘書處], 高雄市政府秘書處業務報告, 第2屆第3次定期大會, "
        '6 May 2016 (ROC 105-05-06; 2016-05-06), under "壹、執行狀況 › 七、消費保護", page 14. '
        "Mediations, September 2015 to February 2016: 90 cases. "
        'From "Figures in the reports of the Kaohsiung City Secretariat", data version abc123, '
        "retrieved 21 November 2026 (ROC 115-11-21; 2026-11-21). "
        "http://127.0.0.1:8501/mediation?lang=en&panel=volumes&source=52d3"
    )


def test_short_in_both_languages() -> None:
    row = _row(page=14)
    assert observation_citation(row, TODAY, "abc123", short=True) == (
        "《高雄市政府秘書處業務報告》，第2屆第3次定期大會，105年5月6日（2016-05-06），"
        "「壹、執行狀況 › 七、消費保護」，第 14 頁（資料版本 abc123）"
    )
    with speaking("en"):
        english = observation_citation(row, TODAY, "abc123", short=True)
    assert english == (
        "高雄市政府秘書處業務報告, 第2屆第3次定期大會, 6 May 2016 (ROC 105-05-06; 2016-05-06), "
        'under "壹、執行狀況 › 七、消費保護", page 14 (data version abc123)'
    )


def test_a_report_without_its_day_is_cited_by_its_period_and_says_so() -> None:
    row = _row(published=pd.NaT, session=None)
    assert "《高雄市政府秘書處業務報告》，涵蓋104年9月至105年2月（2015-09-01/2016-02-29），未載發布日，「壹" in _long(
        row
    )
    with speaking("en"):
        assert ", covering 2015-09-01/2016-02-29 (ROC 104–105), no date printed, paragraph 2 under " in _long(row)


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ({}, "「壹、執行狀況 › 七、消費保護」第 2 段"),
        ({"outline": []}, "全文第 2 段"),
        ({"paragraph": 0}, "「壹、執行狀況 › 七、消費保護」"),
        ({"page": 14}, "「壹、執行狀況 › 七、消費保護」，第 14 頁"),
        ({"page": 14, "outline": []}, "第 14 頁"),
    ],
)
def test_a_place_is_one_that_paper_has(told: dict[str, object], place: str) -> None:
    """No line of a file: section and paragraph where there are no pages, in every form that is taken away."""
    row = _row(**told)
    assert sentence_citation(row) == (
        f"「調解 90 件。」（《高雄市政府秘書處業務報告》，第2屆第3次定期大會，{place}，105年5月6日（2016-05-06））"
    )
    for short in (True, False):
        assert f"，{place}" in observation_citation(row, TODAY, "abc123", short=short)
    assert "行" not in place_words(row).replace("執行", "")


def test_a_place_in_a_line_names_the_nearest_heading() -> None:
    assert place_words(_row()) == "「七、消費保護」第 2 段"
    assert place_words(_row(page=3)) == "第 3 頁"
    # What is in no passage stands below no heading.
    assert place_words(pd.Series({"page": pd.NA, "line": 7})) == "原文第 7 行"


def test_a_session_in_the_title_is_not_said_twice() -> None:
    row = _row(report_title="高雄市政府秘書處第2屆第3次定期大會業務報告")
    assert _long(row).count("第2屆第3次定期大會") == 1


def test_part_qualifier_and_recognition_are_always_told() -> None:
    row = _row(part="食品類", category="食品類", qualifier="約", by_ocr=True)
    assert "消費爭議調解（食品類），104年9月至105年2月：約90件（由影像辨識）。" in _long(row)
    with speaking("en"):
        value = value_words(90, "件", "約")
        told = f"Mediations (食品類), September 2015 to February 2016: {value} (recognised from an image)."
        assert told in _long(row)


def test_without_a_site_the_address_is_a_path() -> None:
    assert observation_citation(_row(), TODAY, "abc", short=False).endswith(
        "。/mediation?lang=zh-TW&panel=volumes&source=52d3"
    )


def test_days_before_1912_and_single_digits() -> None:
    assert dated_words(date(2012, 1, 2)) == "101年1月2日（2012-01-02）"
    with speaking("en"):
        assert dated_words(date(2012, 1, 2)) == "2 January 2012 (ROC 101-01-02; 2012-01-02)"


def _extract(title: str) -> Extract:
    drawn = Drawn(title, pd.DataFrame(), [], ())
    sources = ("甲報告", "乙報告")
    return Extract("x", "調解", "問", drawn, "/mediation?lang=zh-TW", sources, "abc123", date(2026, 11, 20))


def test_an_extract_in_chinese() -> None:
    extract = _extract("調解增加。")
    assert extract_citation(extract, TODAY, short=True) == (
        "調解，「高雄市政府秘書處報告數字」，資料版本 abc123，取用日期 115年11月21日（2026-11-21）"
    )
    assert extract_citation(extract, TODAY, short=False, site=SITE) == (
        "調解增加。調解，依據：甲報告、乙報告。取自「高雄市政府秘書處報告數字」，資料版本 abc123"
        "（115年11月20日 建立），取用日期 115年11月21日（2026-11-21）。http://127.0.0.1:8501/mediation?lang=zh-TW"
    )


@speaking("en")
def test_an_extract_in_english() -> None:
    assert extract_citation(_extract("Mediations rose"), TODAY, short=False, site=SITE) == (
        "Mediations rose. 調解, based on: 甲報告; 乙報告. "
        'From "Figures in the reports of the Kaohsiung City Secretariat", data version abc123 '
        "(built 20 November 2026), retrieved 21 November 2026 (ROC 115-11-21; 2026-11-21). "
        "http://127.0.0.1:8501/mediation?lang=zh-TW"
    )


# Addresses ----------------------------------------------------------------------------------------


@pytest.fixture
def _five_reports(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))


@pytest.mark.usefixtures("_five_reports")
def test_every_address_leads_to_a_panel_that_draws_the_number() -> None:
    drawn: dict[str, set[str]] = {}
    for screen in load().screens:
        for panel in screen.panels:
            rows = draw(panel, "per_month", "").rows
            drawn[f"/{screen.id}?lang=zh-TW&panel={panel.id}"] = set(rows["observation_id"])
    led = 0
    for _, row in reads.observations(list(load().metrics)).iterrows():
        address, _, source = observation_address(row).rpartition("&source=")
        assert source == row["observation_id"]
        if address.startswith("/explore?"):
            assert address == f"/explore?lang=zh-TW&metrics={row['metric_id']}"
        else:
            led += 1
            assert source in drawn[address]
    assert led > 100
