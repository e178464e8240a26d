"""The reports page: its parts, the matrix, and series that begin, stop or resume."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from catalog.load import load
from catalog.words import words_in
from tests.view.screens import opened
from view.reports.choices import PARTS
from view.reports.matrix import Turn, turns

ZH = words_in("zh-TW")


_open = partial(opened, "reports")


def _html(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


@pytest.fixture(autouse=True)
def _five_reports(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("report", ["performance-104", "council-2-8", "plan-110"])
def test_every_part_of_a_report_is_drawn(report: str, part: str, language: str) -> None:
    at = _open(report=report, part=part, lang=language)
    assert at.title[0].value
    assert at.query_params["part"] in (part, [part])


def _counted(file: Path, report_id: str) -> tuple[int, int, int]:
    """Numbers of a report, those a metric claims, and those metrics; counted with nothing but DuckDB."""
    question = """
        SELECT (SELECT count(*) FROM quantity WHERE report_id = $1),
               (SELECT count(*) FROM (SELECT DISTINCT quantity_no FROM observation_evidence WHERE report_id = $1)),
               (SELECT count(*) FROM (SELECT DISTINCT metric_id FROM observation WHERE report_id = $1))
    """
    with duckdb.connect(str(file), read_only=True) as connection:
        ((numbers, claimed, metrics),) = connection.execute(question, [report_id]).fetchall()
    return numbers, claimed, metrics


def test_the_title_counts_and_the_facts_name_the_file(warehouse_file: Path) -> None:
    at = _open(report="council-2-8")
    numbers, claimed, metrics = _counted(warehouse_file, "council-2-8")
    assert numbers > claimed > metrics > 100
    told = f"第2屆第8次定期大會報告印出 {numbers} 個數字，其中 {claimed} 個歸入 {metrics} 項指標"
    assert at.title[0].value == told
    assert "council-2-8.txt（SHA-256 " in _html(at)


def test_the_chosen_passage_stands_in_a_window_with_its_numbers_linked() -> None:
    html = _html(_open(report="council-3-4", part="text", passage="105"))
    assert html.count('id="chosen-passage"') == 1
    assert ">112</a>" in html
    assert ZH("reports.window", first=93, last=133, every=138) in html


def test_every_screen_counts_the_same_figures(warehouse_file: Path) -> None:
    """Values are counted once; numbers, as often as they are printed: they differ by what a report prints again."""
    with duckdb.connect(str(warehouse_file), read_only=True) as connection:
        ((values, again),) = connection.execute(
            "SELECT (SELECT count(*) FROM observation), (SELECT count(*) FROM observation_evidence WHERE position > 1)"
        ).fetchall()
        ids = [report for (report,) in connection.execute("SELECT report_id FROM report").fetchall()]
    counted = [_counted(warehouse_file, report) for report in ids]
    numbers, claimed = (sum(each) for each in list(zip(*counted, strict=True))[:2])
    stock = ZH("explore.stock", reports=len(ids), values=values, metrics=len(load().metrics))
    assert stock in [text.value for text in opened("explore").markdown]
    share = f"{100 * claimed / numbers:.1f}"
    told = ZH("quality.claimed_share", numbers=numbers, claimed=claimed, share=share)
    assert told in [text.value for text in opened("quality").markdown]
    for report, (own, of_metrics, _) in zip(ids, counted, strict=True):
        whole = "都已歸入指標" if own == of_metrics else f"其中 {of_metrics} 個"
        assert f"印出 {own} 個數字，{whole}" in _open(report=report).title[0].value
    # One number may be of two measures.
    assert values < claimed <= values + again


@pytest.mark.parametrize(("language", "day"), [("zh-TW", "109年10月29日"), ("en", "29 October 2020")])
def test_a_day_is_told_once_and_of_a_format_without_pages_no_number_of_them(language: str, day: str) -> None:
    html = _html(_open(report="council-3-4", lang=language))
    own = words_in("en" if language == "en" else "zh-TW")
    assert f"<dt>{own('reports.fact.published')}</dt><dd>{day}</dd>" in html
    assert f"<dt>{own('reports.fact.pages')}</dt>" not in html


def test_a_passage_that_is_not_there_leaves_the_address() -> None:
    at = _open(report="council-3-4", part="text", passage="9999")
    assert "chosen-passage" not in _html(at)
    assert "passage" not in at.query_params


def test_numbers_can_be_limited_to_those_of_no_metric(warehouse_file: Path) -> None:
    numbers, claimed, _ = _counted(warehouse_file, "council-2-8")
    html = _html(_open(report="council-2-8", part="numbers", claim="unclaimed"))
    assert html.count("<tr>") == 1 + numbers - claimed
    assert "/explore?" not in html


def test_tables_keep_their_merged_cells() -> None:
    html = _html(_open(report="council-3-4", part="tables"))
    assert html.count("<table") == 2
    assert "3,228.2 (41.83%)" in html


def test_an_unknown_report_is_told_and_the_newest_of_what_was_done_shown() -> None:
    at = _open(report="no-such-report")
    assert "報告「no-such-report」" in at.warning[0].value
    assert at.query_params["report"] in ("council-3-4", ["council-3-4"])


# The matrix ---------------------------------------------------------------------------------------


def test_cells_say_their_state_and_lead_there() -> None:
    at = _open(show="matrix", group="consumer")
    html = _html(at)
    topics = {topic.id for topic in load().topics if topic.group == "consumer"}
    metrics = sum(topic in topics for topic in load().topic_of.values())
    assert metrics >= 17
    assert html.count('<td class="printed">') + html.count('<td class="not_printed">') == metrics * 5
    assert "/explore?lang=zh-TW&amp;metrics=consumer_advice_phone&amp;view=per_month&amp;source=" in html
    assert "○ 未載" in html
    assert "● 已載" in html
    stops = ZH("reports.turn.stops.many", report="第2屆第3次定期大會報告", period="104年9月至105年2月", silent=2)
    assert stops in html


def _matrix(*statuses: str, genres: tuple[str, ...] = ()) -> pd.DataFrame:
    named = genres or ("council_report",) * len(statuses)
    rows = zip((f"r{i}" for i in range(len(statuses))), statuses, named, strict=True)
    return pd.DataFrame([{"metric_id": "m", "report_id": r, "status": s, "genre": g} for r, s, g in rows])


P, N, U = "printed", "not_printed", "unreadable"


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((P, P, P), []),
        ((N, N), []),
        ((N, P, P), [Turn("begins", "m", "r1", 1)]),
        ((P, N, N), [Turn("stops", "m", "r0", 2)]),
        ((P, N, N, P), [Turn("resumes", "m", "r3", 2)]),
        ((N, P, N), [Turn("begins", "m", "r1", 1), Turn("stops", "m", "r1", 1)]),
        # What could not be read is no silence.
        ((P, U), []),
        ((P, U, N), []),
        ((U, P), []),
        ((N, U, P), []),
        ((P, U, P, N), [Turn("stops", "m", "r2", 1)]),
    ],
)
def test_series_turn_only_where_reports_are_silent(statuses: tuple[str, ...], expected: list[Turn]) -> None:
    assert turns(_matrix(*statuses)) == expected


def test_a_plan_is_not_silent() -> None:
    assert turns(_matrix(P, N, genres=("council_report", "annual_plan"))) == []
