"""The quality page: contradictions in plain words, with the sentences, and nothing that is not there."""

from __future__ import annotations

import functools
import re
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from catalog.words import speaking, words_in
from tests.view.screens import opened
from tests.warehouse.small import Report, Said, write
from view.quality import page as quality
from view.quality.page import finding

ZH, EN = words_in("zh-TW"), words_in("en")


_open = partial(opened, "quality")


def _html(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


@pytest.fixture
def _five_reports(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))


def _judged(file: Path) -> dict[str, int]:
    """Results by status that had something to judge beyond its order, counted with nothing but DuckDB."""
    question = (
        "SELECT status, count(*) FROM check_result WHERE instance <> '' AND check_id <> 'magnitude' GROUP BY status"
    )
    with duckdb.connect(str(file), read_only=True) as connection:
        return dict(connection.execute(question).fetchall())


@pytest.mark.usefixtures("_five_reports")
def test_contradictions_are_told_with_numbers_and_sentences(warehouse_file: Path) -> None:
    at = _open()
    told = _judged(warehouse_file)
    assert told["fails"] >= 1
    assert at.title[0].value == (
        f"核對 {sum(told.values())} 項關係：{told['fails']} 項不符，"
        f"{told['holds']} 項符合，{told['footnote']} 項差在進位，{told['cannot_tell']} 項無法判定"
    )
    html = _html(at)
    assert html.count('<li class="fails">') == told["fails"]
    assert (
        "報告印 50%，依同一份報告的其他數字重算是 56.25%，相差 6.25個百分點（各數四捨五入，合起來至多差 0.5個百分點）。"
        in html
    )
    assert "報告印 41.83%，依同一份報告的其他數字重算是 41.8247%，相差 0.0053個百分點" in html
    assert html.count('<li class="footnote">') == told["footnote"] == 1
    other = "高雄市政府秘書處104年度施政績效成果報告"
    assert f"這份報告說 104年11月28日 完工，{other}說 104年11月27日，相差 1 天。" in html
    assert "兩個工程名稱相近但不全同，不能說是同一個。" in html
    assert "四維行政中心消防管道閥門汰換工程" in html
    assert "四維行政中心消防管道間蝶閥汰換工程" in html
    assert "<mark>50</mark>%" in html
    assert html.count('<li class="cannot_tell">') == told["cannot_tell"]


@pytest.mark.usefixtures("_five_reports")
def test_every_page_counts_the_same_figures(warehouse_file: Path) -> None:
    """Claimed numbers of all reports are those of each together; values are fewer by what one report prints twice."""
    with duckdb.connect(str(warehouse_file), read_only=True) as con:
        ((numbers, claimed, values, metrics),) = con.execute(
            "SELECT (SELECT count(*) FROM quantity), count(DISTINCT (report_id, quantity_no)), "
            "(SELECT count(*) FROM observation), (SELECT count(*) FROM metric) FROM observation_evidence"
        ).fetchall()
        reports = [report for (report,) in con.execute("SELECT report_id FROM report").fetchall()]
    share = f"{100 * claimed / numbers:.1f}"
    told = ZH("quality.claimed_share", numbers=numbers, claimed=claimed, share=share)
    assert told in [own.value for own in _open().markdown]
    titles = [opened("reports", show="report", report=report).title[0].value for report in reports]
    printed = [[int(number) for number in re.findall(r" (\d+) [個項]", title)] for title in titles]
    # Where all are claimed, that is told without their number.
    assert (sum(own[0] for own in printed), sum(own[-2] for own in printed)) == (numbers, claimed)
    stock = ZH("explore.stock", reports=len(reports), metrics=metrics, values=values)
    assert stock in [own.value for own in opened("explore").markdown]


@pytest.mark.usefixtures("_five_reports")
def test_english_says_the_same(warehouse_file: Path) -> None:
    at = _open(lang="en")
    told = _judged(warehouse_file)
    assert at.title[0].value == (
        f"Relations checked: {sum(told.values())}. One fails, {told['holds']} hold, "
        f"{told['footnote']} differs by rounding only, {told['cannot_tell']} are undecided"
    )
    assert "recomputed from its other numbers it is 56.25%" in _html(at)


@pytest.mark.parametrize(
    ("fails", "expected"),
    [
        (0, "Relations checked: 3. None fails, 2 hold, 1 differs by rounding only, 0 are undecided"),
        (1, "Relations checked: 4. One fails, 2 hold, 1 differs by rounding only, 0 are undecided"),
        (2, "Relations checked: 5. 2 fail, 2 hold, 1 differs by rounding only, 0 are undecided"),
    ],
)
def test_titles_count_right(fails: int, expected: str) -> None:
    statuses = pd.DataFrame(
        [
            {"check_id": "staff_sum", "status": "holds", "asked": 2, "idle": 0},
            {"check_id": "staff_sum", "status": "fails", "asked": fails, "idle": 0},
            {"check_id": "staff_sum", "status": "footnote", "asked": 1, "idle": 0},
            {"check_id": "magnitude", "status": "holds", "asked": 9, "idle": 0},
        ]
    )
    with speaking("en"):
        assert finding(statuses).startswith(expected)


@speaking("en")
def test_a_value_of_another_order_is_no_relation_that_fails() -> None:
    statuses = pd.DataFrame(
        [
            {"check_id": "magnitude", "status": "holds", "asked": 9, "idle": 0},
            {"check_id": "magnitude", "status": "cannot_tell", "asked": 1, "idle": 0},
        ]
    )
    assert finding(statuses) == EN("quality.title_nothing")


@pytest.mark.usefixtures("_five_reports")
def test_what_only_compares_orders_of_magnitude_is_counted_apart(warehouse_file: Path) -> None:
    question = "SELECT count(*) FROM check_result WHERE instance <> '' AND check_id = 'magnitude'"
    with duckdb.connect(str(warehouse_file), read_only=True) as connection:
        ((count,),) = connection.execute(question).fetchall()
    assert count > 100
    assert any(f"另有 {count} 項只比較數量級。" in caption.value for caption in _open().caption)
    assert any(f"{count} more only compare orders" in caption.value for caption in _open(lang="en").caption)


@pytest.mark.usefixtures("_five_reports")
def test_percentages_are_apart_in_points_and_no_bound_has_more_digits_than_it_needs() -> None:
    html = _html(_open())
    assert "相差 6.25個百分點（各數四捨五入，合起來至多差 0.5個百分點）" in html
    assert "相差 0.0053個百分點（各數四捨五入，合起來至多差 0.0059個百分點）" in html


@pytest.mark.usefixtures("_five_reports")
def test_long_lists_are_shown_step_by_step_and_the_address_tells_how_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quality, "_STEP", 5)
    monkeypatch.setattr(quality, "Shown", functools.partial(quality.Shown, shown=5))
    at = _open()
    assert _html(at).count('<li class="cannot_tell">') == 5
    more = next(one for one in at.button if str(one.key).endswith("more-unclear"))
    more.click().run()
    assert _html(at).count('<li class="cannot_tell">') == 10
    assert at.query_params["shown"] in ("10", ["10"])


def test_a_warehouse_without_checks_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = Report("only", "2020-01-01", "2020-06-30", [Said("cases", 9)], unread=["calls"])
    monkeypatch.setenv("WAREHOUSE", str(write(tmp_path / "small.duckdb", report)))
    at = _open()
    assert at.title[0].value == ZH("quality.title_nothing")
    assert ZH("quality.fails_none") in [success.value for success in at.success]
    assert ZH("reports.issue", severity=ZH("severity.unread"), message="讀不出") in _html(at)


@pytest.mark.parametrize(("title", "said"), [("業務報告（更正版）", "announced"), ("業務報告", "silent")])
def test_a_corrected_edition_is_in_the_ledger_with_what_it_restates(
    warehouse_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str, said: str
) -> None:
    changed = tmp_path / "warehouse.duckdb"
    changed.write_bytes(warehouse_file.read_bytes())
    with duckdb.connect(str(changed)) as connection:
        connection.execute("UPDATE report SET edition_of = 'council-2-3' WHERE report_id = 'council-2-8'")
        connection.execute("UPDATE report SET title = $title WHERE report_id = 'council-2-8'", {"title": title})
        # The same thing and period in both, one value of each.
        for report, value in (("council-2-3", 49), ("council-2-8", 51)):
            connection.execute(
                "UPDATE observation SET value = $value, period_start = '2016-01-01', period_end = '2016-02-01', "
                "qualifier = NULL WHERE report_id = $report AND metric_id = 'gazette_issues'",
                {"value": value, "report": report},
            )
    monkeypatch.setenv("WAREHOUSE", str(changed))
    html = _html(opened("quality"))
    assert ZH(f"quality.corrected_{said}") in html
    assert ZH("quality.corrected_value", now="51期", before="49期") in html


def test_a_figure_of_a_table_is_told_with_what_heads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = ("2020-01-01", "2020-06-30")
    old = Report("old", *days, [Said("a", 61, heads=["職工", "現有\n<員額>"])])
    file = write(tmp_path / "small.duckdb", old, Report("new", *days, [Said("a", 68)]))
    with duckdb.connect(str(file)) as connection:
        connection.execute("UPDATE report SET edition_of = 'old' WHERE report_id = 'new'")
    monkeypatch.setenv("WAREHOUSE", str(file))
    html = _html(_open())
    assert '<span class="heads">職工 › 現有 &lt;員額&gt;</span> a61件。' in html
    assert html.count('class="heads"') == 1
