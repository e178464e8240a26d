"""Headings without a number, and what stands below one that says 目標."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.load import load
from ingest.report import Refusal, ReportReader
from ingest.rows import ReportRows

_OPENING = "高雄市政府行政暨國際處113年度施政績效成果報告\n資料期間：113年1月1日至113年12月31日\n"
_GOALS = "接待訪賓75案以上、1,200人次。"
_DONE = "接待訪賓81案、1,316人。"
ABOVE = [
    ("【目標】", "【執行成果】"),
    ("〔年度目標〕", "〔辦理情形〕"),
    ("一、年度目標值", "二、達成情形"),
    ("(一)原訂目標", "(二)實績"),
]


def _read(text: str, folder: Path) -> ReportRows:
    file = folder / "performance-113.txt"
    file.write_text(text, encoding="utf-8")
    read = ReportReader(load()).read(file, None)
    assert not isinstance(read, Refusal), read.message
    return read


@pytest.mark.parametrize(("goals", "done"), ABOVE)
def test_what_stands_below_goals_is_no_value(goals: str, done: str, tmp_path: Path) -> None:
    read = _read(f"{_OPENING}{goals}\n{_GOALS}\n{done}\n{_DONE}\n", tmp_path)
    values = {row["metric_id"]: row["value"] for row in read.tables["observation"]}
    assert values == {"delegation_cases": 81, "delegation_persons": 1316}


def test_headings_without_numbers_head_what_follows(tmp_path: Path) -> None:
    """Each kind on the level of its first, above the numbers that follow."""
    read = _read(
        f"{_OPENING}施政重點一：國際交流\n【目標】\n1.{_GOALS}\n【執行成果】\n1.接待訪賓\n（1）{_DONE}\n"
        "施政重點二：節約能源\n【目標】\n節電率1.50%。\n",
        tmp_path,
    )
    outlines = {row["text"].rstrip("。"): row["outline"] for row in read.tables["passage"]}
    assert outlines[f"（1）{_DONE}".rstrip("。")] == ["施政重點一：國際交流", "【執行成果】", "1.接待訪賓"]
    assert outlines["節電率1.50%"] == ["施政重點二：節約能源", "【目標】"]


@pytest.mark.parametrize("line", ["【目標】達成", "本府【員工入口網】資料庫", "重點工作如下："])
def test_words_in_a_line_are_no_heading(line: str, tmp_path: Path) -> None:
    read = _read(f"{_OPENING}{line}\n{_DONE}\n", tmp_path)
    assert {row["metric_id"] for row in read.tables["observation"]} == {"delegation_cases", "delegation_persons"}


@pytest.mark.parametrize(
    "line",
    [
        "【目標】接待訪賓75案、1,200人次；節電率1%。【達成情形】接待訪賓81案、1,316人。",
        "〔年度目標〕節電率1%；接待訪賓75案。〔執行成果〕接待訪賓81案、1,316人。",
        "目標：節電率1%、接待訪賓75案。實績：接待訪賓81案、1,316人。",
    ],
)
def test_goals_and_what_came_of_them_in_one_line(line: str, tmp_path: Path) -> None:
    read = _read(f"{_OPENING}{line}\n", tmp_path)
    values = {row["metric_id"]: row["value"] for row in read.tables["observation"]}
    assert values == {"delegation_cases": 81, "delegation_persons": 1316}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("線上簽核比率62.37%，較111年提高0.52個百分點，逾行政院規定之45%。", 45),
        ("公文電子交換使用率已達行政院要求75%比率目標。", 75),
        ("公文電子交換使用率82.6%。", None),
    ],
)
def test_what_came_is_no_value_of_a_goal(words: str, value: float | None, tmp_path: Path) -> None:
    read = _read(f"{_OPENING}一、公文\n{words}\n", tmp_path)
    found = {row["value"] for row in read.tables["observation"] if row["metric_id"].startswith("e_")}
    assert found <= {value}
