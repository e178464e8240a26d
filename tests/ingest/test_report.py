"""Whatever a text holds, reading it ends in rows or in a refusal, never in an exception."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.report import Refusal
from ingest.rows import ReportRows
from tests.ingest.conftest import REPORTS
from tests.reading import READER

TEXTS = [path.read_text(encoding="utf-8") for path in REPORTS]
INK = "0123456789,.年月日萬億件人\t\n 至、（）(約第次%"


def _damaged(seed: int) -> str:
    """A report with characters replaced, lines lost, doubled or moved."""
    chance = random.Random(seed)
    characters = list(chance.choice(TEXTS))
    for _ in range(chance.randrange(600)):
        characters[chance.randrange(len(characters))] = chance.choice(INK)
    lines = "".join(characters).split("\n")
    lines = [line for line in lines for _ in range(chance.choice((0, 1, 1, 1, 2)))]
    if chance.random() < 0.3:
        chance.shuffle(lines)
    return "\n".join(lines)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(min_value=0))
def test_damaged_reports_never_raise_and_stay_grounded(tmp_path: Path, seed: int) -> None:
    file = tmp_path / "damaged.txt"
    file.write_text(_damaged(seed), encoding="utf-8")
    result = READER.read(file, None)
    if isinstance(result, Refusal):
        assert result.message
        return
    assert isinstance(result, ReportRows)
    texts = {row["passage_no"]: row["text"] for row in result.tables["passage"]}
    quantities = {row["quantity_no"]: row for row in result.tables["quantity"]}
    for row in quantities.values():
        assert texts[row["passage_no"]][row["char_start"] : row["char_end"]] == row["raw"]
    for row in result.tables["observation"]:
        assert quantities[row["quantity_no"]]["value"] == row["value"]
        assert row["quote"] in texts[row["passage_no"]]


PLAN = """高雄市政府秘書處105年度施政計畫

壹、業務

一、工作

{}
"""


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1. 辦理消費者保護教育宣導30場次。", {}),
        ("1. 召開市政會議48次，提供消費諮詢9,000件。", {}),
        ("1. 市府公報全年出刊100期。", {}),
        # A rate that holds for the year is told by its plan.
        ("1. 選拔績優職工50名，每名頒給獎金1萬元。", {"outstanding_staff_prize": 10_000}),
        # What a plan looks back on was done.
        ("1. 103年度辦理消費者保護教育宣導27場次。", {"consumer_education_sessions": 27}),
    ],
)
def test_a_plan_tells_no_outcome_of_the_year_it_plans(tmp_path: Path, text: str, values: dict[str, float]) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(PLAN.format(text), encoding="utf-8")
    result = READER.read(file, None)
    assert isinstance(result, ReportRows), result
    assert {row["metric_id"]: row["value"] for row in result.tables["observation"]} == values
