"""Pages of agencies nobody has described, and whose reports an address asks for."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from catalog.load import load
from catalog.words import words_in
from findings.exploration import silences
from findings.kept import forget
from tests.conftest import ROOT
from tests.view.screens import opened
from view.server.embeds import ROUTES
from warehouse import reads

ZH = words_in("zh-TW")
BUREAU, NEIGHBOUR = "台中市政府環境保護局", "高雄市政府法制局"


@pytest.fixture
def several(crowded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(crowded))


def _overview(**address: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in address.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def _html(at: AppTest) -> str:
    return "\n".join(element.proto.body for element in at.get("html"))


def _menu(at: AppTest) -> list[str]:
    return [link.proto.label for link in at.get("page_link")]


def _agencies(at: AppTest) -> list[str]:
    return [name for box in at.selectbox if box.key == "agency-choice" for name in box.options]


# One agency, several agencies ------------------------------------------------------------------------


def test_with_one_agency_at_hand_nothing_new_is_seen(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))
    for at in (_overview(), opened("search"), opened("reports")):
        assert not _agencies(at)
        assert ZH("page.agency") not in _menu(at)
        assert "agency" not in at.query_params
    assert opened("agency").title[0].value == ZH("agency.none")


@pytest.mark.usefixtures("several")
def test_the_agency_of_the_catalog_is_shown_unasked_and_the_others_are_offered() -> None:
    at = _overview()
    assert len(_agencies(at)) == 4
    assert ZH("agency.unnamed") in "".join(_agencies(at))
    assert "agency" not in at.query_params
    at = _overview(agency="administration_international")
    assert "agency" not in at.query_params
    assert not at.warning


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("page", ["search", "reports", "quality", "explore", "agency"])
def test_a_page_follows_the_agency_of_the_address_and_passes_it_on(page: str) -> None:
    at = opened(page, agency=BUREAU)
    assert at.query_params["agency"] in (BUREAU, [BUREAU])
    assert not at.warning
    assert [box.value for box in at.selectbox if box.key == "agency-choice"] == [BUREAU]
    own = [link.proto.query_string for link in at.get("page_link")]
    assert all("agency=" in query for query in own)
    assert "staffing" not in [link.proto.page for link in at.get("page_link")]
    assert any(caption.value.startswith("自動整理，尚未確認") for caption in at.caption)


@pytest.mark.usefixtures("several")
def test_an_agency_that_is_not_known_is_said() -> None:
    at = opened("search", agency="消防局", q="調解")
    assert any("機關「消防局」" in warning.value for warning in at.warning)
    assert "agency" not in at.query_params


@pytest.mark.usefixtures("several")
def test_a_report_names_its_agency() -> None:
    at = opened("reports", report="eb-1")
    assert at.query_params["agency"] in (BUREAU, [BUREAU])
    assert not at.warning
    assert "23 個數字" in at.title[0].value


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(
    ("question", "agency"),
    [("環境保護局回收多少", BUREAU), ("法制局 調解 幾件", NEIGHBOUR), ("调解几件 法制局", NEIGHBOUR)],
)
def test_a_question_that_names_another_agency_leads_to_its_reports(question: str, agency: str) -> None:
    asked = {"q": question, "agency": agency}
    ways = [parse_qs(urlsplit(unescape(address)).query) for address in re.findall('href="([^"]*)"', _ways(question))]
    assert [{name: way[name][0] for name in asked} for way in ways if "agency" in way] == [asked]
    # Of the agency itself there is nothing else to ask.
    assert not _ways(question, agency=agency)
    assert not _ways("調解幾件")


def _ways(question: str, **address: str) -> str:
    html = _html(opened("search", q=question, **address))
    return "".join(re.findall(rf"<a[^>]*>{ZH('search.way.agency', agency='')[:2]}.*?</a>", html))


@pytest.mark.usefixtures("several")
def test_a_search_stays_within_its_agency() -> None:
    found = _html(opened("search", agency=NEIGHBOUR, q="調解"))
    assert "report=nb-2" in found
    assert not any(f"report={other}" in found for other in ("council", "performance", "eb-", "untitled"))
    # What was never asked of this agency is not said to be missing from its reports.
    assert 'class="statement"' not in found


@pytest.mark.usefixtures("several")
def test_the_site_line_names_the_agency_whose_page_it_is() -> None:
    def site(at: AppTest) -> str:
        return next(str(one.proto.body) for one in at.get("html") if 'class="site"' in one.proto.body)

    home = "高雄市政府秘書處"
    assert home in site(_overview())
    for at in (_overview(agency=BUREAU), opened("search", agency=BUREAU), opened("reports", report="eb-1")):
        assert "<strong>臺中市政府環境保護局報告數字</strong>" in site(at)
        assert home not in site(at)
    nameless = next(str(key) for key, row in reads.agencies().iterrows() if not isinstance(row["name_zh"], str))
    assert home not in site(_overview(agency=nameless))


# What recurs -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("several")
def test_a_bureau_shows_what_recurs_with_every_sentence_and_that_nobody_confirmed_it() -> None:
    at = _overview(agency=BUREAU)
    assert "環境保護局：4 份報告" in at.title[0].value
    assert any(caption.value.startswith("自動整理，尚未確認") for caption in at.caption)
    assert len(at.header) >= 8
    html = _html(at)
    assert "report=eb-" in html
    assert "part=text&amp;passage=" in html
    assert "/agency?lang=zh-TW&amp;agency=" in html


@pytest.mark.usefixtures("several")
def test_a_section_shows_all_of_its_own_and_the_source_of_a_value() -> None:
    at = opened("agency", agency=BUREAU)
    (section,) = (box for box in at.selectbox if box.label == ZH("agency.section"))
    assert "空氣品質維護" in section.options
    with reads.of_agency(BUREAU):
        metrics = reads.metrics()
        own = metrics[metrics["topic_id"] == "空氣品質維護"]
        value = reads.observations(tuple(own.index)).iloc[0]
    at = opened("agency", agency=BUREAU, section="空氣品質維護", source=value["observation_id"])
    assert not at.warning
    assert at.title[0].value.endswith(f"{len(own)} 項反覆出現的數字")
    assert ZH("card.title") in [header.value for header in at.header]
    assert f"<mark>{value['raw']}</mark>" in _html(at)


@pytest.mark.usefixtures("several")
def test_the_source_of_a_proposed_value_leads_to_where_it_is_confirmed() -> None:
    with reads.of_agency(BUREAU):
        value = reads.observations(tuple(reads.metrics().index[:1])).iloc[0]
    at = opened("explore", agency=BUREAU, metrics=value["metric_id"], source=value["observation_id"])
    html = _html(at)
    assert f"series={value['metric_id']}" in html
    assert ZH("agency.mark") in html
    known = reads.observations(tuple(load().metrics)).iloc[0]
    at = opened("explore", metrics=known["metric_id"], source=known["observation_id"])
    assert ZH("card.title") in [header.value for header in at.header]
    assert "/series?" not in _html(at)


@pytest.mark.usefixtures("several")
def test_a_gap_of_a_series_without_a_catalog_explains_itself() -> None:
    with reads.of_agency(BUREAU):
        metric_id = str(reads.metrics().index[0])
        gap = next(iter(silences((metric_id,))))
        name = str(reads.metrics().loc[metric_id, "name_zh"])
    at = opened("explore", agency=BUREAU, metrics=metric_id, source=gap)
    assert ZH("gap.title") in [header.value for header in at.header]
    assert f'role="status">{name}' in _html(at)


@pytest.mark.usefixtures("several")
def test_what_nobody_confirmed_is_compared_with_nothing() -> None:
    with reads.of_agency(BUREAU):
        metrics = reads.metrics()
        flow = str(metrics.index[metrics["measure"] == "flow"][0])
        rows = reads.observations((flow,))
    assert rows["per_month"].isna().all()
    at = opened("explore", agency=BUREAU, metrics=flow, view="index")
    assert any("index" in warning.value for warning in at.warning)
    assert at.title[0].value.endswith("自動整理，尚未確認，不與前期相比")


@pytest.mark.usefixtures("several")
def test_a_measure_of_a_bureau_is_taken_away_and_embedded_as_any_other() -> None:
    with reads.of_agency(BUREAU):
        series_id = str(reads.metrics().index[0])
    client = TestClient(Starlette(routes=ROUTES))
    answer = client.get(f"/data/{series_id}.csv?agency={BUREAU}")
    assert answer.status_code == 200
    assert len(answer.text.splitlines()) > 2
    assert client.get(f"/embed/{series_id}.html?agency={BUREAU}").status_code == 200
    # Not of the agency that is asked without a name, nor a metric of that one of the bureau.
    assert client.get(f"/data/{series_id}.csv").status_code == 404
    assert client.get(f"/data/consumer_mediations.csv?agency={BUREAU}").status_code == 404


@pytest.mark.usefixtures("several")
def test_other_agencies_figures_of_one_name_stand_under_their_own_names() -> None:
    at = opened("explore", metrics="electricity_saving_rate")
    assert ZH("agency.elsewhere") in [header.value for header in at.header]
    assert f"{NEIGHBOUR}：節電率" in _html(at)
    charts = [json.loads(chart.proto.spec) for chart in at.get("plotly_chart")]
    assert [[trace["y"] for trace in chart["data"] if trace.get("y")] for chart in charts][1] != []
    # What the agency itself prints stays as it is.
    assert not any(value in str(charts[0]["data"]) for value in ("2.31", "1.85"))
    assert ZH("agency.elsewhere") not in [header.value for header in opened("explore", metrics="consumer_calls").header]


@pytest.mark.usefixtures("several")
def test_of_each_measure_and_of_the_reports_the_newest_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _html(_overview(agency=BUREAU))
    rows, reports = whole.count("<td lang="), whole.count('<li><a href="/reports')
    assert rows > reports > 1
    monkeypatch.setattr("view.agency.page._NEWEST", 1)
    forget()
    try:
        shown = _html(_overview(agency=BUREAU))
    finally:
        forget()
    # One of each measure, and where the others are.
    assert shown.count("<td lang=") == shown.count("<table")
    assert ZH("agency.reports_more", count=reports - 1) in shown
    assert re.search(rf'<a href="/series[^>]+>{ZH("agency.earlier", count=2)}</a>', shown)
