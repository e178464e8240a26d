"""What people accepted is a metric in every way: compared, drawn, taken away, embedded, found, on slides, unmarked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from catalog.load import load
from catalog.words import words_in
from findings.draft import judged
from ingest.draft import DraftReader
from reviews import log
from reviews.series import SeriesName, SeriesReviews, accept
from tests.built import build
from tests.conftest import ROOT
from tests.once import Once
from tests.view.screens import opened
from view.series.proposal import Proposal
from view.server.embeds import ROUTES
from warehouse import reads, recurring
from warehouse.connect import Warehouse

ZH = words_in("zh-TW")
BUREAU = "台中市政府環境保護局"
FOLDER = ROOT / "tests" / "invented" / "environment_bureau"
# Names of people hold whatever they type.
HOSTILE = "回收量[點我](javascript:alert)<img src=x onerror=alert(1)>$x^2$" + "很" * 15


@pytest.fixture
def confirmed(once: Once, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bureau's reports beside one of the catalog's agency; two of its series are accepted, one under a vile name."""

    def accepted(folder: Path) -> None:
        raw, reviews, file = folder / "raw", folder / "reviews", folder / "warehouse.duckdb"
        raw.mkdir(parents=True)
        for report in (*FOLDER.glob("*.txt"), ROOT / "data" / "raw" / "council-2-8.txt"):
            shutil.copyfile(report, raw / report.name)
        build(once, file, raw, reviews=reviews)
        warehouse = Warehouse(file)
        points = recurring.points(warehouse)
        names = {214530.0: "資源回收總量", 59.6: HOSTILE}
        held = {value: points.loc[points["value"] == value, "series_id"].iloc[0] for value in names}
        for _, row in recurring.proposals(warehouse).iterrows():
            for value, name in names.items():
                if row["series_id"] == held[value]:
                    named = SeriesName(name=name, unit=row["unit"], measure=row["measure"])
                    own = Proposal.of(row, points, SeriesReviews())
                    log.append(accept(own.points, named, "王小明"), reviews)
        build(once, file, raw, reviews=reviews)

    folder = once.made("confirmed", accepted)
    monkeypatch.setenv("WAREHOUSE", str(folder / "warehouse.duckdb"))
    monkeypatch.setenv(log.VARIABLE, str(folder / "reviews"))
    return folder


@pytest.fixture
def series_id(confirmed: Path) -> str:
    """The series accepted as 資源回收總量."""
    assert confirmed.exists()
    with reads.of_agency(BUREAU):
        metrics = reads.metrics()
    return str(metrics.index[metrics["name_zh"] == "資源回收總量"][0])


def _html(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


def test_it_is_compared_by_the_month_and_as_an_index(series_id: str) -> None:
    with reads.of_agency(BUREAU):
        assert reads.observations((series_id,))["per_month"].notna().all()
    for view in ("per_month", "index", "printed"):
        at = opened("explore", agency=BUREAU, metrics=series_id, view=view)
        assert not at.warning
        assert "尚未確認" not in at.title[0].value
        assert "資源回收總量" in at.title[0].value


def test_beside_what_nobody_confirmed_it_is_shown_as_printed_only(series_id: str) -> None:
    with reads.of_agency(BUREAU):
        found = reads.ask(recurring.proposals)
    other = found.loc[found["status"] == "proposed", "series_id"].iloc[0]
    at = opened("explore", agency=BUREAU, metrics=f"{series_id},{other}", view="index")
    assert any("index" in warning.value for warning in at.warning)


def test_it_has_no_mark_and_the_others_have(series_id: str) -> None:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["agency"] = BUREAU
    at.run()
    assert not at.exception
    assert any(caption.value.startswith("已確認 2 項") for caption in at.caption)
    html = _html(at)
    assert f"series={series_id}" in html
    assert ZH("agency.confirmed") in html
    assert ZH("agency.mark") in html


def test_slides_are_made_of_what_was_accepted(series_id: str) -> None:
    at = opened("briefing", agency=BUREAU)
    assert len(at.header) == 2
    assert any("資源回收總量" in header.value for header in at.header)
    assert [link.proto.label for link in at.get("page_link") if link.proto.page == "briefing"] == [ZH("page.briefing")]
    assert series_id in str(dict(at.query_params))


def test_a_question_that_names_it_is_answered(series_id: str) -> None:
    html = _html(opened("search", agency=BUREAU, q="資源回收總量是多少"))
    assert "36,646公噸" in html
    assert f"metrics={series_id}" in html


def test_it_is_taken_away_and_embedded(series_id: str) -> None:
    client = TestClient(Starlette(routes=ROUTES))
    data = client.get(f"/data/{series_id}.csv?agency={BUREAU}")
    assert data.status_code == 200
    assert "資源回收總量" in data.text
    page = client.get(f"/embed/{series_id}.html?agency={BUREAU}")
    assert page.status_code == 200
    assert "尚未確認" not in page.text


@pytest.mark.usefixtures("confirmed")
def test_what_a_person_typed_as_a_name_is_text_wherever_it_stands() -> None:
    with reads.of_agency(BUREAU):
        metrics = reads.metrics()
    (vile,) = metrics.index[metrics["name_zh"].str.contains("onerror")]
    assert metrics.loc[vile, "name_zh"] == HOSTILE
    client = TestClient(Starlette(routes=ROUTES))
    shown = [
        _html(opened("series", agency=BUREAU, series=vile)),
        _html(opened("agency", agency=BUREAU)),
        _html(opened("briefing", agency=BUREAU)),
        _html(opened("search", agency=BUREAU, q="回收量")),
        client.get(f"/embed/{vile}.html?agency={BUREAU}").text,
    ]
    assert all("<img src=x" not in html for html in shown)
    assert sum("&lt;img src=x" in html for html in shown) >= 2


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("111年1月1日至6月30日資源回收總量為219,874公噸。", "supported"),
        ("111年上半年資源回收總量達219,874公噸。", "supported"),
        ("111年上半年資源回收總量約22萬公噸。", "rounded"),
        ("111年上半年資源回收總量為319,874公噸。", "contradicted"),
        ("112年上半年資源回收總量為219,874公噸。", "other_period"),
        # Of a district, of a part, of a growth: another number, of which nothing is said.
        ("111年上半年三民區資源回收總量為3,874公噸。", "unknown"),
        ("111年上半年資源回收總量中的紙類為3,874公噸。", "unknown"),
        ("111年上半年資源回收總量增加3,874公噸。", "unknown"),
        ("111年上半年每月資源回收總量為36,645公噸。", "unknown"),
        ("111年上半年平均資源回收總量為36,645公噸。", "unknown"),
        ("111年上半年資源回收總量每月為36,645公噸。", "unknown"),
        ("111年上半年資源回收總量原為3,874公噸。", "unknown"),
        ("111年上半年資源回收總量目標為300,000公噸。", "unknown"),
        ("111年上半年預計資源回收總量為300,000公噸。", "unknown"),
        ("111年上半年鄰市資源回收總量為300,000公噸。", "unknown"),
        ("鄰市111年上半年資源回收總量為300,000公噸。", "unknown"),
        ("資源回收總量為3,874公噸。", "unknown"),
        # What the catalog of another agency knows is not this one's.
        ("104年消費爭議調解229件。", "unknown"),
    ],
)
def test_a_draft_is_held_against_it(series_id: str, sentence: str, status: str) -> None:
    assert series_id
    with reads.of_agency(BUREAU):
        assert [one.status for one in judged(sentence, DraftReader(load()).read)] == [status]


@pytest.mark.usefixtures("confirmed")
def test_drafts_are_checked_for_a_bureau_too() -> None:
    at = opened("check", agency=BUREAU)
    assert "check" in [link.proto.page for link in at.get("page_link")]
    assert at.query_params["agency"] in (BUREAU, [BUREAU])
