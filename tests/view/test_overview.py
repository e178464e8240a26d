"""The overview's sentences follow from the reports: what moved, what contradicts, what is not covered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from streamlit.testing.v1 import AppTest

from catalog.load import load
from catalog.words import LANGUAGES, Language, speaking, words_in
from findings.exploration import Choice, explore
from findings.kept import forget
from findings.lanes import short_report_name
from findings.newsworthy import telling_extracts
from findings.panels import draw, newest_silence
from findings.themes import Theme, covered, lead, themes
from findings.titles import Finding, Kind
from view.frame.reports import newest_told, report_rows
from view.quality.page import finding
from warehouse import judgements, reads
from warehouse.connect import Warehouse

ROOT = Path(__file__).parents[2]
ZH, EN = words_in("zh-TW"), words_in("en")


@pytest.fixture
def _five_reports(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))


@pytest.fixture
def _anew() -> Iterator[None]:
    """What is worked out once for each warehouse is worked out anew, and forgotten: another report is the newest."""
    forget()
    yield
    forget()


def theme(name: str, kind: Kind, change: str = "", silence: str | None = None, monthly: bool = True) -> Theme:
    newest = pd.DataFrame({"per_month": [1.0 if monthly else float("nan")]})
    course = {"since": "104年", "peak_period": "105年", "low_period": "106年", "previous": "107年", "last": "9件"}
    found = Finding(kind, "句", newest, change, course)
    return Theme("staff_total", "員額", "staffing", "staff", name, found, "句", silence, None)  # type: ignore[arg-type]


# The first sentence -------------------------------------------------------------------------------


def test_what_moved_stands_before_what_cannot_be_compared_and_what_is_silent() -> None:
    found = [
        theme("調解", "up", "47%"),
        theme("員額", "down", "3.5%", monthly=False),
        theme("訪賓", "down", "54%", silence="某報告"),
        theme("諮詢", "unit"),
    ]
    assert lead(found) == "平均每月調解增加47%、員額減少3.5%；諮詢無從與前期相比；最新的同類報告未載訪賓"


def test_a_theme_the_newest_report_leaves_out_is_not_said_to_move() -> None:
    assert lead([theme("訪賓", "down", "54%", silence="某報告")]) == "最新的同類報告未載訪賓"


KINDS = get_args(Kind)


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.booleans()), min_size=1, max_size=6))
def test_every_theme_is_told_once(cases: list[tuple[Kind, bool]]) -> None:
    found = [
        theme(f"<{at}>", kind, "5%" if kind in ("up", "down") else "", "某報告" if quiet else None)
        for at, (kind, quiet) in enumerate(cases)
    ]
    for language in LANGUAGES:
        with speaking(language):
            sentence = lead(found)
        assert [sentence.count(one.name) for one in found] == [1] * len(found)
        moved = sum(kind in ("up", "down") and not quiet for kind, quiet in cases)
        assert sentence.count("5%") == moved


# What the reports cover ---------------------------------------------------------------------------


def reports(*spans: tuple[str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(spans, columns=["period_start", "period_end", "genre"])
    return frame.assign(
        period_start=pd.to_datetime(frame["period_start"]), period_end=pd.to_datetime(frame["period_end"])
    )


def test_gaps_and_overlaps_are_counted_among_reports_of_what_was_done() -> None:
    found = covered(
        reports(
            ("2015-01-01", "2015-12-31", "annual_performance"),
            ("2015-09-01", "2016-02-29", "council_report"),
            ("2016-03-01", "2016-06-30", "council_report"),
            ("2017-01-01", "2017-06-30", "council_report"),
            ("2016-01-01", "2016-12-31", "annual_plan"),
        )
    )
    assert found is not None
    assert (found.reports, found.plans, found.overlaps) == (4, 1, 1)
    assert found.gaps == ((pd.Timestamp("2016-07-01"), pd.Timestamp("2016-12-31")),)


def test_a_report_inside_another_overlaps_and_leaves_no_gap() -> None:
    found = covered(
        reports(
            ("2015-01-01", "2015-12-31", "annual_performance"),
            ("2015-03-01", "2015-04-30", "council_report"),
            ("2016-01-01", "2016-06-30", "council_report"),
        )
    )
    assert found is not None
    assert (found.overlaps, found.gaps) == (1, ())


def test_plans_alone_cover_nothing() -> None:
    assert covered(reports(("2021-01-01", "2021-12-31", "annual_plan"))) is None


# The page -----------------------------------------------------------------------------------------


def _page(language: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20)
    at.query_params["lang"] = language
    return at.run()


@pytest.mark.usefixtures("_five_reports")
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_theme_has_its_sentence_a_chart_that_says_it_and_its_source(language: Language) -> None:
    at = _page(language)
    with speaking(language):
        found = themes()
    assert not at.exception
    html = [block.proto.body for block in at.get("html")]
    alts = [chart.proto.alt for chart in at.get("plotly_chart")]
    # What a chief must know, in the catalog's order: also what no topic page draws.
    assert [one.metric_id for one in found] == list(load().leading)
    assert {screen.id for screen in load().screens} == {one.screen for one in found if one.screen}
    assert "budget_total" in [one.metric_id for one in found if not one.screen]
    for one in found:
        assert any(one.sentence in block for block in html)
        assert any(alt.startswith(one.sentence) for alt in alts)
        panel = next((p for s in load().screens if s.id == one.screen for p in s.panels if p.id == one.panel), None)
        assert panel is None or one.metric_id in panel.metrics


@pytest.mark.usefixtures("_five_reports")
def test_what_moved_or_fell_silent_has_the_reports_own_words_beside_it() -> None:
    _, _, visitors, energy, _ = themes()
    assert "疫情" in visitors.why[0].quote
    html = "".join(block.proto.body for block in _page("zh-TW").get("html"))
    for one in themes():
        # Of what neither moved nor is missing there is nothing to explain.
        assert not one.why or one.silence or one.finding.kind in ("between_up", "falling")
        for said in one.why:
            assert said.quote in html
            assert f"text={said.report_id}" in html or said.report_id in html
    assert not energy.why


@pytest.mark.usefixtures("_five_reports", "_anew")
def test_the_contradictions_of_the_newest_report_stand_first_and_are_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    def lines() -> list[str]:
        html = next(
            b.proto.body for b in _page("zh-TW").get("html") if "重算" in b.proto.body or "不符：" in b.proto.body
        )
        return re.findall("<li>(.*?)</li>", html)

    before = lines()
    marked = reads.newest_report() in set(reads.ask(judgements.failed_checks)["report_id"])
    assert any(line.startswith("最新：") for line in before) is marked
    monkeypatch.setattr(reads, "newest_report", lambda: "council-2-8")
    forget()
    first, *_ = lines()
    assert first.startswith("最新：")
    assert "第2屆第8次" in first


@pytest.mark.usefixtures("_five_reports", "_anew")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_on_the_overview_stands_in_full_or_says_how_long_it_is(language: Language) -> None:
    page = _page(language)
    tables = [html.fragment_fromstring(one.proto.body) for one in page.get("html") if "wide read" in one.proto.body]
    rows = [table.xpath(".//tbody/tr") for table in tables]
    assert all(0 < len(own) <= 12 for own in rows)
    told = words_in(language)("overview.missing.more", count=len(reads.fallen_silent()))
    assert any(told in one.proto.label for one in page.get("page_link"))
    style = (ROOT / "view" / "frame" / "style.css").read_text(encoding="utf-8")
    assert not [line for line in style.splitlines() if line.lstrip().startswith(".read {") and "max-height" in line]


@pytest.mark.usefixtures("_five_reports", "_anew")
@pytest.mark.parametrize("newest", ["council-2-3", "council-2-8", "performance-104"])
def test_the_newest_report_is_the_same_on_every_screen(monkeypatch: pytest.MonkeyPatch, newest: str) -> None:
    """One place says which it is, and one which leaves out what its kind printed: all screens follow them."""
    silences = reads.fallen_silent().assign(silent_report_id=newest)
    monkeypatch.setattr(reads, "newest_report", lambda: newest)
    monkeypatch.setattr(reads, "fallen_silent", lambda: silences)
    name = short_report_name(report_rows()[newest])
    assert name in "".join(markdown.value for markdown in _page("zh-TW").markdown)
    assert newest_told() == newest
    silent = [metric_id for metric_id in load().metrics if newest_silence(metric_id)]
    assert {newest_silence(metric_id) for metric_id in silent} == {name}
    assert name in explore(Choice((silent[0],))).findings[0]
    failed = [own for own in telling_extracts(9) if own.kind == "failed"]
    assert all(name in own.why for own in failed[:1]) or newest not in set(
        reads.ask(judgements.failed_checks)["report_id"]
    )


@pytest.mark.usefixtures("_five_reports")
def test_the_sentences_hold_the_values_read_by_hand() -> None:
    staff, mediation, visitors, energy, budget = themes()
    assert budget.sentence.startswith("預算合計只有一期有數字：110年")
    assert staff.sentence == "職工與臨時人員合計由105年1月1日的10,153人逐期降至109年6月30日的8,891人"
    assert mediation.finding.kind == "between_up"
    assert mediation.sentence.startswith(
        "109年3月1日至9月5日消費爭議調解平均每月18.2件（112件換算），比107年1月16日至6月30日的每月12.3件高"
    )
    assert visitors.silence
    assert energy.sentence.startswith("節電率只有一期有數字：104年全年0.7%；")


@pytest.mark.usefixtures("_five_reports")
def test_checks_are_counted_as_they_are_evaluated_without_those_of_magnitude(warehouse: Warehouse) -> None:
    rows = warehouse.frame(
        "SELECT status, count(*) AS n FROM check_result "
        "WHERE check_id <> 'magnitude' AND instance <> '' GROUP BY status"
    )
    told = dict(zip(rows["status"], rows["n"], strict=True))
    assert len(judgements.failed_checks(warehouse)) == told["fails"] > 0
    every = sum(told.values())
    expected = ZH("overview.checks", every=every, fails=told["fails"], cannot_tell=told["cannot_tell"])
    assert expected in [markdown.value for markdown in _page("zh-TW").markdown]
    # The page it leads to says the same.
    title = finding(judgements.statuses(warehouse))
    assert title.startswith(f"核對 {every} 項關係：{told['fails']} 項不符")
    assert f"{told['cannot_tell']} 項無法判定" in title


@pytest.mark.usefixtures("_five_reports")
def test_days_without_a_report_are_told_in_the_order_of_time() -> None:
    html = next(b.proto.body for b in _page("zh-TW").get("html") if "<li>本站未收錄：" in b.proto.body)
    assert re.findall("<li>本站未收錄：(.*?)</li>", html) == ["105年3月1日至107年1月15日", "107年7月至109年2月"]


@pytest.mark.usefixtures("_five_reports")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_theme_leads_to_the_source_of_its_newest_number(language: Language) -> None:
    at = _page(language)
    with speaking(language):
        for theme in themes():
            row = theme.finding.newest.iloc[0]
            label = words_in(language)("overview.source", report=short_report_name(row))
            place = theme.screen or "explore"
            links = [link.proto for link in at.get("page_link") if link.proto.label == label]
            assert any(row["observation_id"] in link.query_string and place in link.page for link in links)


@pytest.mark.usefixtures("_five_reports")
def test_the_first_sentence_is_the_pages_title() -> None:
    at = _page("zh-TW")
    assert at.title[0].value == lead(themes())


@pytest.mark.usefixtures("_five_reports")
def test_a_question_asked_on_the_overview_goes_to_the_search_page() -> None:
    html = "\n".join(element.proto.body for element in _page("zh-TW").get("html"))
    assert '<form class="ask" action="/search" method="get"' in html
    assert 'name="q"' in html
    assert '<input type="hidden" data-name="lang" value="zh-TW">' in html


@pytest.mark.usefixtures("_five_reports")
def test_a_theme_s_page_opens_with_the_figure_of_its_card() -> None:
    """Who clicks on a number finds it there, in the title."""
    for one in themes():
        screen = next((screen for screen in load().screens if screen.id == one.screen), None)
        if screen is not None:
            title = draw(screen.panels[0], "per_month", "").title
            assert title.startswith(one.finding.sentence), one.metric_id
    staff = draw(load().screens[0].panels[0], "per_month", "").title
    # The question is since the merger: a sum that has no such start tells those of its terms.
    assert staff.count("比合併時的") == 2
