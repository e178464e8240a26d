"""Which reports are taken for corrected editions of others, and which are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from catalog.load import load
from ingest.build import build
from ingest.editions import Edition, corrected_by
from tests.ingest.conftest import RAW
from warehouse import corrections, queries
from warehouse.connect import Warehouse

TEXT = frozenset(f"第{number}段寫了許多字" for number in range(20))
FIRST = Edition(
    "first", ("bureau", "council_report", "第1屆第1次定期大會", date(2020, 1, 1), date(2020, 6, 30)),
    "某市政府某處業務報告", date(2020, 9, 1), False, TEXT,
)  # fmt: skip
LATER = replace(FIRST, report_id="later", published=date(2020, 10, 1))
SAYS_SO = replace(FIRST, report_id="says-so", published=None, announced=True)


@pytest.mark.parametrize("edition", [LATER, SAYS_SO, replace(LATER, passages=frozenset(sorted(TEXT)[:15]))])
def test_the_same_report_later_or_said_to_be_corrected_is_an_edition(edition: Edition) -> None:
    assert corrected_by([FIRST, edition]) == {edition.report_id: "first"}
    assert corrected_by([edition, FIRST]) == {edition.report_id: "first"}


@pytest.mark.parametrize(
    "other",
    [
        replace(LATER, published=FIRST.published),
        replace(LATER, published=None),
        replace(LATER, scope=(None, *FIRST.scope[1:])),
        replace(LATER, scope=("another", *FIRST.scope[1:])),
        replace(LATER, scope=(*FIRST.scope[:2], "第1屆第2次定期大會", *FIRST.scope[3:])),
        replace(LATER, scope=(*FIRST.scope[:4], date(2020, 7, 31))),
        replace(LATER, title="某市政府某局工作報告"),
        replace(LATER, passages=frozenset(sorted(TEXT)[:5])),
        replace(SAYS_SO, published=date(2019, 1, 1)),
    ],
)
def test_another_report_is_none(other: Edition) -> None:
    assert corrected_by([FIRST, other]) == {}


def test_two_volumes_are_no_editions() -> None:
    volumes = [
        replace(FIRST, title=f"某市政府某某某某處某某業務執行報告第{volume}冊", published=date(2020, day, 1))
        for day, volume in ((9, "一"), (10, "二"))
    ]
    assert corrected_by(volumes) == {}


def test_of_several_editions_each_corrects_the_one_before() -> None:
    third = replace(LATER, report_id="third", published=date(2020, 11, 1), announced=True)
    assert corrected_by([third, LATER, FIRST]) == {"later": "first", "third": "later"}


@pytest.mark.usefixtures("at_once")
def test_a_corrected_report_is_recognised_at_build_and_accuses_nobody(tmp_path: Path) -> None:
    first = (RAW / "council-2-3.txt").read_text(encoding="utf-8")
    corrected = first.replace("業務報告", "業務報告（更正版）", 1)
    assert corrected != first
    # One in a sentence, two of one sum in a table.
    for before, after in (("本期計出刊49期", "本期計出刊51期"), ("\t43\t20\t", "\t45\t18\t")):
        assert corrected.count(before) == 1
        corrected = corrected.replace(before, after)
    for name, text in (("a-first.txt", first), ("a-corrected.txt", corrected)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    file = tmp_path / "warehouse.duckdb"
    build([tmp_path / "a-first.txt", tmp_path / "a-corrected.txt"], file, load())
    own = Warehouse(file)
    reports = queries.reports(own).set_index("report_id")
    assert reports.loc["a-corrected", "edition_of"] == "a-first"
    assert "like_another" not in set(queries.reading_issues(own)["code"])
    between = own.frame("SELECT * FROM check_result WHERE status = 'fails' AND other_report_id IS NOT NULL")
    assert between.empty
    restated = corrections.restated(own)
    told = restated.set_index("metric_id")
    assert told[["value", "earlier_value"]].to_dict("index") == {
        "gazette_issues": {"value": 51, "earlier_value": 49},
        "temp_contract_central_subsidy": {"value": 45, "earlier_value": 43},
        "temp_engineer_project_fee": {"value": 18, "earlier_value": 20},
    }
    # A figure of a table is told with the words left of it and above it.
    for column in ("heads", "earlier_heads"):
        heads = told[column].map(list)
        assert heads["gazette_issues"] == []
        assert heads["temp_contract_central_subsidy"] == ["約用 人員", "中央 補助費"]
        assert heads["temp_engineer_project_fee"] == ["僱用工程員", "工程 管理費"]
