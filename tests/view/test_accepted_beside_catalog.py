"""What people accepted of the catalog's own agency stands beside its metrics, and is checked as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from catalog.load import load
from catalog.words import words_in
from findings.draft import judged
from findings.exploration import Choice, explore
from ingest.draft import DraftReader
from reviews import log
from reviews.series import SeriesName, SeriesReviews, accept
from tests.built import build
from tests.once import Once
from tests.view.screens import opened
from view.series.proposal import Proposal
from view.server.embeds import ROUTES
from warehouse import reads, recurring
from warehouse.connect import Warehouse

ZH = words_in("zh-TW")
NAME = "飲水機濾心更換數"
# What no metric of the catalog counts; the year is not what its halves come to.
REPORTS = {
    "half-1": (
        "高雄市政府秘書處業務報告\n謹就107年1月1日至107年6月30日（以下簡稱本期）報告如後。\n"
        "壹、總務\n一、飲水機維護\n本期更換飲水機濾心3,271件。\n二、消費者保護\n本期調解消費爭議386件。\n"
    ),
    "half-2": (
        "高雄市政府秘書處業務報告\n謹就107年7月1日至107年12月31日（以下簡稱本期）報告如後。\n"
        "壹、總務\n一、飲水機維護\n本期共更換飲水機濾心3,415件。\n二、消費者保護\n本期調解消費爭議402件。\n"
    ),
    "year": (
        "高雄市政府秘書處107年度施政績效成果報告\n"
        "壹、總務\n一、飲水機維護\n全年更換飲水機濾心6,786件。\n二、消費者保護\n全年調解消費爭議788件。\n"
    ),
}


def _proposal(file: Path) -> Proposal:
    """The only thing that recurs and that the catalog does not know."""
    warehouse = Warehouse(file)
    (row,) = [row for _, row in recurring.proposals(warehouse).iterrows() if "濾心" in row["name_zh"]]
    return Proposal.of(row, recurring.points(warehouse), SeriesReviews())


@pytest.fixture
def series_id(once: Once, monkeypatch: pytest.MonkeyPatch) -> str:
    """The accepted series, in a warehouse of the catalog's agency alone."""

    def accepted(folder: Path) -> None:
        warehouse, reviews = folder / "warehouse.duckdb", folder / "reviews"
        (folder / "raw").mkdir(parents=True)
        for name, text in REPORTS.items():
            (folder / "raw" / f"{name}.txt").write_text(text, encoding="utf-8")
        build(once, warehouse, folder / "raw", reviews=reviews)
        proposal = _proposal(warehouse)
        named = SeriesName(name=NAME, unit="件", measure="flow")
        log.append(accept(proposal.points, named, "王小明"), reviews)
        build(once, warehouse, folder / "raw", reviews=reviews)

    folder = once.made("accepted-beside-catalog", accepted)
    monkeypatch.setenv("WAREHOUSE", str(folder / "warehouse.duckdb"))
    monkeypatch.setenv(log.VARIABLE, str(folder / "reviews"))
    return _proposal(folder / "warehouse.duckdb").series_id


def test_it_is_a_metric_behind_those_of_the_catalog(series_id: str) -> None:
    metrics = reads.metrics()
    assert list(metrics.index)[:-1] == list(load().metrics)
    assert metrics.loc[series_id, "name_zh"] == NAME
    rows = reads.observations((series_id,))
    assert dict(zip(rows["report_id"], rows["value"], strict=True)) == {"half-1": 3271, "half-2": 3415, "year": 6786}
    assert not rows["unconfirmed"].any()
    assert len(reads.observations(("consumer_mediations",))) == len(REPORTS)


def test_the_menu_leads_to_what_is_proposed(series_id: str) -> None:
    at = opened("explore")
    assert "series" in [link.proto.page for link in at.get("page_link")]
    at = opened("series", series=series_id)
    assert NAME in at.title[0].value


def test_it_is_explored_beside_a_metric_by_the_month(series_id: str) -> None:
    explored = explore(Choice((series_id, "consumer_mediations")))
    assert len(explored.lanes) == 2
    at = opened("explore", metrics=f"{series_id},consumer_mediations", view="per_month")
    assert not at.warning
    assert NAME in at.title[0].value


def test_its_year_is_held_against_its_halves(series_id: str) -> None:
    checks = reads.warehouse().frame("SELECT * FROM check_result WHERE metric_id = $own", {"own": series_id})
    sums = checks[checks["check_id"] == "period_sum"]
    assert sums[["report_id", "status", "stated", "computed"]].to_numpy().tolist() == [["year", "fails", 6786, 6686]]
    at = opened("quality")
    shown = "\n".join(element.proto.body for element in at.get("html"))
    assert "6,786件" in shown
    assert "6,686件" in shown


def test_it_is_searched_embedded_and_on_slides(series_id: str) -> None:
    at = opened("search", q=NAME)
    assert any(header.value == ZH("answer.accepted") for header in at.header)
    with TestClient(Starlette(routes=ROUTES)) as client:
        page = client.get(f"/embed/{series_id}.html", params={"view": "per_month"})
    assert page.status_code == 200
    assert NAME in page.text
    at = opened("briefing", slides=series_id)
    assert any(NAME in header.value for header in at.header)


def test_a_draft_is_held_against_it(series_id: str) -> None:
    assert series_id
    text = "107年1月1日至6月30日飲水機濾心更換數為3,172件。同期調解消費爭議386件。"
    said = {verdict.raw: verdict.status for verdict in judged(text, DraftReader(load()).read)}
    assert said == {"3,172": "contradicted", "386": "supported"}
