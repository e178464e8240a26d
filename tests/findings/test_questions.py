"""Questions for the council: drawn from what is left open, never from what a report prints after all."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pandas as pd
import pytest

from catalog.load import load
from findings.extracts import Extract, of_metric, of_panel
from findings.lanes import Mark
from findings.questions import questions
from warehouse import reads

pytestmark = pytest.mark.usefixtures("published")


def _panel(screen_id: str, panel_id: str) -> Extract:
    screen = next(screen for screen in load().screens if screen.id == screen_id)
    return of_panel(screen, next(panel for panel in screen.panels if panel.id == panel_id))


def test_a_gap_that_the_report_explains_is_asked_for_its_number() -> None:
    asked = questions(_panel("visitors", "visits"))
    assert asked[0] == (
        "第3屆第4次定期大會報告未載訪賓人數（109年3月1日至9月5日），僅有文字說明。請於○日內提供這段期間的實際數字。"
    )


def test_a_turn_is_asked_with_its_whole_course() -> None:
    (asked,) = questions(_panel("mediation", "volumes"))
    assert "104年以來最高每月19.1件（104年全年），最低每月12.3件" in asked
    assert asked.endswith("請說明變動的原因，並請於○日內提供各月數字。")


@pytest.mark.parametrize("metric_id", ["budget_total", "vehicle_equipment_budget", "consumer_advice"])
def test_where_nothing_compares_what_would_is_asked_for(metric_id: str) -> None:
    asked = questions(of_metric(metric_id))
    assert asked
    assert all(re.search("請於○日內提供|請說明", one) for one in asked)


def test_a_contradiction_is_asked_first_and_accuses_nobody() -> None:
    asked = questions(of_metric("open_datasets_growth_rate"))
    assert asked[0].startswith("請說明107年6月30日開放資料集成長率何者為正確")
    assert "印50%" in asked[0]
    assert "重算為56.25%" in asked[0]


def test_what_falls_short_of_its_target_is_asked() -> None:
    extract = _panel("energy", "procurement")
    lane = next(lane for lane in extract.drawn.lanes if lane.marks)
    first = lane.marks[0]
    aim = Mark("dot", first.start, first.end, first.at, first.height + 0.5, "", "", "aim")
    drawn = dataclasses.replace(extract.drawn, lanes=(dataclasses.replace(lane, targets=(aim,)),))
    asked = questions(dataclasses.replace(extract, drawn=drawn))
    assert any("未達目標" in one and "改善期程" in one for one in asked)
    assert not any("未達目標" in one for one in questions(extract))


def test_nothing_that_a_report_prints_is_said_to_be_missing() -> None:
    """Over all metrics: whoever is said to leave a figure out prints it nowhere, and reports like it did before."""
    reports: dict[Any, pd.Series] = {row["report_id"]: row for _, row in reads.reports().iterrows()}
    for metric_id in load().metrics:
        for asked in questions(of_metric(metric_id)):
            if "未載" not in asked.partition("。")[0] or "最新的同類報告" in asked:
                continue
            coverage = reads.coverage([metric_id])
            silent = coverage[coverage["status"] == "not_printed"]
            assert any(str(reports[report_id]["session"]) in asked for report_id in silent["report_id"])
            printed = set(coverage.loc[coverage["status"] == "printed", "genre"])
            assert printed & {"council_report", "annual_performance"}
