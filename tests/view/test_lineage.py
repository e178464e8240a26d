"""With other agencies' reports in the same warehouse, whatever is shown of one agency is as without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from catalog.load import load
from tests.conftest import ROOT
from tests.view.screens import opened
from view.server.embeds import ROUTES
from warehouse.connect import VARIABLE, Warehouse

# What differs from build to build, or from one opening to the next.
_OF_THE_BUILD = re.compile(r'deferred_file_id: "[0-9a-f]+"|ETag: \S+')

PAGES: list[tuple[str, dict[str, str]]] = [
    ("staffing", {}),
    ("mediation", {}),
    ("visitors", {}),
    ("energy", {}),
    ("explore", {}),
    ("explore", {"metrics": "consumer_mediations,workers_total"}),
    ("search", {}),
    ("search", {"q": "調解"}),
    ("search", {"q": "節電率"}),
    ("search", {"q": "386件"}),
    ("search", {"q": "109年上半年調解多少件"}),
    ("reports", {}),
    ("reports", {"show": "matrix"}),
    ("quality", {}),
    ("briefing", {}),
    ("check", {}),
]


def _build_id(file: Path) -> str:
    return str(Warehouse(file).frame("SELECT build_id FROM build")["build_id"][0])


def _drawn(block: Any) -> Iterator[str]:
    """Everything a page draws, down to the last mark of a chart; without the way to other agencies.

    And without the news of builds, which tell of all reports and name whose each is.
    """
    for child in block.children.values():
        if hasattr(child, "children"):
            if not str(getattr(child, "key", "")).startswith("notice-"):
                yield from _drawn(child)
        elif hasattr(child, "proto") and getattr(child, "key", "") != "agency-choice":
            yield _OF_THE_BUILD.sub("", f"{child.type} {child.proto}")


def _pages(file: Path, page: str, address: dict[str, str], patch: pytest.MonkeyPatch) -> list[str]:
    patch.setenv(VARIABLE, str(file))
    at = opened(page, **address) if page else AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    build_id = _build_id(file)
    return [drawn.replace(build_id, "build") for drawn in _drawn(at.main)]


@pytest.mark.parametrize(("page", "address"), [("", {}), *PAGES])
def test_a_page_is_as_without_other_agencies(
    page: str, address: dict[str, str], warehouse_file: Path, crowded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = _pages(warehouse_file, page, address, monkeypatch)
    assert _pages(crowded, page, address, monkeypatch) == alone


def test_every_value_check_and_series_is_as_without_other_agencies(warehouse_file: Path, crowded: Path) -> None:
    alone, among = Warehouse(warehouse_file), Warehouse(crowded)
    assert len(among.frame("SELECT * FROM report")) == len(alone.frame("SELECT * FROM report")) + 7
    # A series or value of any report that the lineage has not would be seen here as one row too many.
    for table in (
        "report", "passage", "quantity", "observation", "observation_evidence", "decision", "suggestion",
        "check_result", "completion", "metric_coverage", "series_value", "reading_issue",
    ):  # fmt: skip
        asked = f"SELECT * EXCLUDE (issue_no) FROM {table}" if table == "reading_issue" else f"SELECT * FROM {table}"
        own = among.within(among.lineages["secretariat"]).frame(f"{asked} ORDER BY ALL")
        pd.testing.assert_frame_equal(own, alone.frame(f"{asked} ORDER BY ALL"), check_dtype=False, obj=table)


def test_a_report_of_another_agency_gives_no_value_of_a_metric(crowded: Path) -> None:
    mixed = Warehouse(crowded).frame(
        "SELECT o.observation_id FROM observation o JOIN report r USING (report_id) "
        "LEFT JOIN agency a USING (agency_id) WHERE NOT coalesce(a.has_catalog, false)"
    )
    assert mixed.empty
    owners = Warehouse(crowded).frame(
        "SELECT DISTINCT s.agency_id AS owner, r.agency_id AS reporter "
        "FROM series s JOIN series_value v USING (series_id) JOIN report r USING (report_id)"
    )
    assert not owners.empty
    assert (owners["owner"] == owners["reporter"]).all()


def test_data_and_embedded_charts_are_as_without_other_agencies(
    warehouse_file: Path, crowded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = TestClient(Starlette(routes=ROUTES))
    names = [screen.id for screen in load().screens]
    addresses = [f"/data/{name}.csv" for name in names] + [f"/embed/{name}.html" for name in names]
    answers = []
    for file in (warehouse_file, crowded):
        monkeypatch.setenv(VARIABLE, str(file))
        answers.append([client.get(address).text.replace(_build_id(file), "build") for address in addresses])
    assert answers[0] == answers[1]
