"""Charts to embed and data for scripts: right bytes, right headers, nothing from outside."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from pathlib import Path

import pytest
from lxml import html
from starlette.applications import Starlette
from starlette.testclient import TestClient

from catalog.load import load
from catalog.words import words_in
from tests.conftest import ROOT
from view.server import unchanged
from view.server.embeds import ROUTES
from warehouse.connect import VARIABLE


@pytest.fixture
def client(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv(VARIABLE, str(warehouse_file))
    return TestClient(Starlette(routes=ROUTES))


def test_a_metric_in_a_frame_has_title_chart_table_and_source(client: TestClient) -> None:
    answer = client.get("/embed/consumer_mediations.html")
    assert answer.status_code == 200
    page = html.document_fromstring(answer.text)
    assert page.get("lang") == "zh-Hant-TW"
    (title,) = page.xpath("//h1/text()")
    assert title == page.findtext(".//title")
    assert re.search(r"消費爭議調解平均每月[\d.]+件", title)
    rows = [[cell.text_content() for cell in row] for row in page.xpath("//tbody/tr")]
    assert any(row[2:4] == ["68", "件"] for row in rows)
    assert "第2屆第8次定期大會" in page.xpath("string(//footer)")
    figure = json.loads(page.xpath("string(//script[@id='figure'])"))
    assert figure["light"]["data"]
    assert figure["dark"]["layout"]["paper_bgcolor"] != figure["light"]["layout"]["paper_bgcolor"]


@pytest.mark.parametrize(
    ("name", "why"),
    [("visitors", "疫情嚴峻"), ("consumer_education_sessions", "因疫情關係本期辦理"), ("workers_total", "")],
)
def test_what_the_report_says_of_why_stands_below_an_embedded_chart(client: TestClient, name: str, why: str) -> None:
    page = html.document_fromstring(client.get(f"/embed/{name}.html?lang=en").text)
    quoted = ["".join(one.text_content().split()) for one in page.xpath("//blockquote")]
    assert any(why in one for one in quoted) if why else not quoted
    for one in page.xpath("//blockquote"):
        assert one.get("lang") == "zh-Hant-TW"
        assert "paragraph" in one.getnext().text_content()


def test_strips_too_narrow_for_their_names_are_named_below(client: TestClient) -> None:
    page = html.document_fromstring(client.get("/embed/mediation.html").text)
    told = page.text_content()
    assert words_in("zh-TW")("bands.unnamed", bands="") in told
    assert "代理市長" in told
    named = html.document_fromstring(client.get("/embed/visitors.html?panel=named").text)
    assert "楊明州代理市長" in named.text_content()


def test_page_and_chart_stand_on_one_ground(client: TestClient) -> None:
    style = client.get("/embed/embed.css").text
    figure = json.loads(
        html.document_fromstring(client.get("/embed/mediation.html").text).xpath("string(//script[@id='figure'])")
    )
    grounds = {figure[look]["layout"]["paper_bgcolor"] for look in ("light", "dark")}
    assert set(re.findall(r"--paper: (#\w+)", style)) == grounds


def test_every_topic_page_and_panel_can_be_embedded(client: TestClient) -> None:
    for screen in load().screens:
        page = html.document_fromstring(client.get(f"/embed/{screen.id}.html").text)
        assert [link.text for link in page.xpath("//nav//a")] == [panel.name_zh for panel in screen.panels]
        for panel in screen.panels:
            answer = client.get(f"/embed/{screen.id}.html?panel={panel.id}&lang=en&theme=dark")
            assert answer.status_code == 200, panel.id
            assert html.document_fromstring(answer.text).get("lang") == "en"


@pytest.mark.parametrize("address", ["mediation.html?panel=volumes", "visitors.html", "consumer_mediations.html"])
def test_the_table_tells_no_digit_that_the_chart_does_not(client: TestClient, address: str) -> None:
    joint = "&" if "?" in address else "?"
    page = html.document_fromstring(client.get(f"/embed/{address}{joint}lang=en").text)
    heads = page.xpath("//thead//th/text()")
    assert all(head[0].isupper() and "_" not in head for head in heads)
    averages = [cell.text for row in page.xpath("//tbody/tr") if (cell := row[heads.index("Monthly average")]).text]
    labels = str(json.loads(page.xpath("string(//script[@id='figure'])"))["light"])
    assert averages
    assert [average for average in averages if f"{average}" not in labels] == []
    assert [average for average in averages if not re.fullmatch(r"\d{1,2}\.\d|\d[\d,]{2,}", average)] == []


def test_nothing_is_asked_of_another_server(client: TestClient) -> None:
    answer = client.get("/embed/staffing.html")
    asked = html.document_fromstring(answer.text).xpath("//@src | //link[@rel='stylesheet']/@href")
    assert asked
    assert all(address.startswith("/") and not address.startswith("//") for address in asked)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    for address in asked:
        assert client.get(address).status_code == 200


def test_who_may_frame_it_is_set_by_the_one_who_serves_it(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "frame-ancestors *" in client.get("/embed/staffing.html").headers["content-security-policy"]
    portal = "https:" + "//portal.test"
    monkeypatch.setenv("FRAME_ANCESTORS", portal)
    policy = client.get("/embed/staffing.html").headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors {portal}")


def test_data_for_scripts_is_plain_utf_8(client: TestClient) -> None:
    answer = client.get("/data/consumer_mediations.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert not answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8"))))
    assert "68" in {row["數值"] for row in rows}
    assert all(row["原句"] and row["報告"] for row in rows if row["數值"])
    assert client.get("/data/consumer_mediations.csv?bom=1").content == b"\xef\xbb\xbf" + answer.content


def test_data_of_a_topic_holds_all_its_metrics(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/data/vehicle.csv?lang=en").text)))
    names = {metric.name_en for name, metric in load().metrics.items() if load().topic_of[name] == "vehicle"}
    assert {row["metric"] for row in rows} == names


def test_asked_again_it_is_confirmed_and_not_sent(client: TestClient) -> None:
    for address in ("/data/staffing.csv", "/embed/mediation.html"):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": f'W/{first.headers["etag"]}, "other"'})
        assert (again.status_code, again.content) == (304, b"")
        assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200
        assert client.get(f"{address}?lang=en").headers["etag"] != first.headers["etag"]


def test_a_new_program_is_asked_again(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("/data/staffing.csv", "/embed/consumer_mediations.html"):
        first = client.get(address).headers["etag"]
        assert client.get(address).headers["etag"] == first
        with monkeypatch.context() as patch:
            patch.setattr(unchanged, "program", lambda: "another")
            assert client.get(address, headers={"If-None-Match": first}).status_code == 200
        assert client.get(address, headers={"If-None-Match": first}).status_code == 304


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program, whose files each test may change once."""
    folder = tmp_path_factory.mktemp("program")
    for room in ("catalog", "charts", "export", "findings", "view", "warehouse"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.mark.parametrize(
    "changed",
    ["catalog/words/en/embed.yaml", "catalog/common/columns.yaml", "export/embed/page.html", "export/embed/embed.js",
     "export/sheets/csv_table.py", "view/server/embeds.py", "warehouse/queries.py"],
)  # fmt: skip
def test_every_part_of_an_answer_is_part_of_the_program(changed: str, program: Path) -> None:
    before = unchanged.program_digest(program)
    assert unchanged.program_digest(program) == before
    file = program / changed
    file.write_bytes(file.read_bytes() + b"\n")
    assert unchanged.program_digest(program) != before


@pytest.fixture
def edition(
    client: TestClient, frozen: str, warehouse_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """An edition of the five reports, which are published still."""
    os.link(warehouse_file, tmp_path / "warehouse.duckdb")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "warehouse.duckdb"))
    return frozen


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_an_edition_says_that_newer_figures_exist(
    client: TestClient, edition: str, frozen_files: Path, tmp_path: Path, language: str
) -> None:
    words = words_in("en" if language == "en" else "zh-TW")
    address = f"/embed/mediation.html?lang={language}&panel=volumes&theme=dark&edition={edition}"
    data = f"/data/consumer_mediations.csv?lang={language}&bom=1&edition={edition}"
    same = client.get(address)
    assert words("edition.same") in same.text
    assert "link" not in same.headers
    os.link(frozen_files / "newer.duckdb", tmp_path / "newer.duckdb")
    (tmp_path / "newer.duckdb").replace(tmp_path / "warehouse.duckdb")
    answer = client.get(address, headers={"If-None-Match": same.headers["etag"]})
    assert answer.status_code == 200
    (note,) = html.document_fromstring(answer.text).xpath("//*[@role='note']")
    told = " ".join(note.text_content().split())
    assert "第3屆第4次定期大會" in told
    assert edition in told
    assert words("edition.newer", count=4) in told
    (way,) = note.xpath("a")
    assert way.text == words("edition.latest")
    newest = client.get(f"/embed/mediation.html{way.get('href')}")
    assert "edition" not in way.get("href")
    assert "panel=volumes" in way.get("href")
    assert "theme=dark" in way.get("href")
    assert html.document_fromstring(newest.text).xpath("//*[@role='note']") == []
    assert words("embed.build", build="ffff0000") in newest.text
    held = client.get(data)
    assert edition in held.headers["content-disposition"]
    assert held.headers["link"] == f'</data/consumer_mediations.csv?lang={language}&bom=1>; rel="latest-version"'
    assert "68," in held.text
    now = client.get(re.findall(r"<(.*)>", held.headers["link"])[0])
    assert "68," not in now.text
    assert "link" not in now.headers


@pytest.mark.parametrize(
    "address", ["/data/nothing.csv", "/embed/nothing.html", "/embed/page.py", "/embed/..%2Fpage.py"]
)
def test_what_is_not_there_is_told(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


def test_without_a_warehouse_it_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "none.duckdb"))
    assert client.get("/data/staffing.csv").status_code == 503


def test_words_of_a_report_cannot_leave_the_script_element(client: TestClient) -> None:
    text = client.get("/embed/delegation_visit.html").text
    assert text.count("</script") == 3
