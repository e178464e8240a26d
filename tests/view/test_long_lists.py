"""No list of a page grows with every report: the newest are shown, and the rest is told and one press away."""

from __future__ import annotations

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from catalog.words import words_in
from export.slides.pages import _reports
from findings.cautions import _newest
from findings.extracts import told_reports
from findings.kept import forget
from tests.conftest import ROOT
from tests.view.screens import opened
from view.overview import page as overview
from view.reports import choices as reports
from view.reports import matrix
from view.source import card
from warehouse import reads

pytestmark = pytest.mark.usefixtures("published")
ZH = words_in("zh-TW")


def _html(at: AppTest) -> str:
    assert not at.exception
    return "\n".join(block.proto.body for block in at.get("html"))


def _overview() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def test_of_what_other_reports_print_the_newest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = reads.observations(["workers_total"])
    first = str(rows.iloc[0]["observation_id"])
    others = rows[(rows["part"] == rows.iloc[0]["part"]) & (rows["report_id"] != rows.iloc[0]["report_id"])]
    assert len(others) > 1
    monkeypatch.setattr(card, "_MOST_OTHERS", 1)
    shown = _html(opened("staffing", source=first))
    assert ZH("card.others_more", count=len(others) - 1) in shown
    newest, oldest = others.sort_values("period_end").iloc[[-1, 0]].to_dict("records")
    assert f"<li>{card._other_words(pd.Series(newest))}</li>" in shown
    assert f"<li>{card._other_words(pd.Series(oldest))}</li>" not in shown


def test_the_overview_lists_the_newest_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "_NEWEST", 2)
    forget()
    try:
        shown = _html(_overview())
    finally:
        forget()
    (table,) = [part for part in shown.split("<table") if ZH("overview.genre") in part]
    assert table.count('role="rowheader"') == 2
    assert "110年度" in table


def test_the_overview_names_few_faults_of_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    faults = pd.DataFrame([{"file": f"{no}.txt", "line": no, "message": "x", "severity": "note"} for no in range(60)])
    monkeypatch.setattr(reads, "reading_issues", lambda: faults)
    assert len(_overview().warning) == 3
    shown = _html(opened("quality"))
    assert shown.count('class="issue-file"') == 20
    assert any(button.key == "quality.more-issues" for button in opened("quality").button)


def test_the_matrix_has_the_newest_reports_and_older_ones_by_a_button(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (reports, matrix):
        monkeypatch.setattr(module, "COLUMNS", 2)
    at = opened("reports", show="matrix", group="staffing", columns="2")
    assert not at.exception
    before = _html(at).count('<th scope="col">')
    assert before == 1 + 2
    at.button(key="reports.more-columns").click().run()
    assert at.query_params["columns"] == "4"
    assert _html(at).count('<th scope="col">') == 1 + 4


def test_lists_in_files_and_notes_end() -> None:
    names = [f"report {no}" for no in range(60)]
    assert len(list(_reports(names))) == 6
    assert ZH("slides.reports_more", count=55) in list(_reports(names))[-1]
    assert told_reports(names) == ZH("notes.reports", count=60, first="report 0", last="report 59")
    assert told_reports(names[:3], "/") == "report 0/report 1/report 2"
    told = _newest(names)
    assert "report 59" in told
    assert "report 0" not in told
    assert "55" in told
