"""What a chart is taken away as: right bytes in each file, names in Chinese, addresses that show the same."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import odfdo
import openpyxl
import pandas as pd
import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from catalog.load import load
from catalog.words import words_in
from export import package
from export.embed.lines import asked_of, data_address, embed_address
from export.machines.browser import BrowserFailed, NoBrowser
from export.machines.glyphs import Characters, MissingGlyphs
from findings import extracts
from findings.extracts import Extract, chosen, of_metric
from tests.conftest import ROOT
from tests.export.taken import RETRIEVED, SITE, taken
from tests.view.screens import opened
from view.server.embeds import ROUTES as EMBEDS
from view.server.picture_routes import ROUTES as PICTURES
from view.server.picture_routes import held as held_by_fonts
from view.takeaway.files import SHEETS, SLIDES, later
from warehouse import reads
from warehouse.connect import VARIABLE

ZH, EN = words_in("zh-TW"), words_in("en")
KINDS = {kind.ending: kind for kind in (*SHEETS, *SLIDES)}
PANELS = [(screen.id, panel.id) for screen in load().screens for panel in screen.panels]


@pytest.fixture(autouse=True)
def _five_reports(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(warehouse_file))


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=[*EMBEDS, *PICTURES]))


# Files --------------------------------------------------------------------------------------------


def _made(ending: str, extract: Extract | None = None) -> bytes:
    return KINDS[ending].make(extract or taken("mediation", "volumes"), RETRIEVED, SITE)


def _csv_values(data: bytes) -> list[float]:
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert all(row["報告"] and row["原句"] for row in rows if row["數值"])
    return [float(row["數值"]) for row in rows if row["數值"]]


def _xlsx_values(data: bytes) -> list[float]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert SITE in str([cell.value for row in book["讀我"] for cell in row])
    header, *rows = book["資料"].iter_rows(values_only=True)
    values = [row[header.index("數值")] for row in rows]
    return [float(value) for value in values if isinstance(value, int | float)]


def _ods_values(data: bytes) -> list[float]:
    table = odfdo.Document(io.BytesIO(data)).body.get_table(name="資料")
    assert table is not None
    header, *rows = table.get_values()
    place = header.index("數值")
    return [float(row[place]) for row in rows if isinstance(row[place], int | float | Decimal)]


def _json_values(data: bytes) -> list[float]:
    told = json.loads(data)
    text = json.dumps(told, ensure_ascii=False)
    assert "第2屆第8次定期大會" in text
    assert SITE in text
    found = re.findall(r'"value": (-?[\d.]+)', text)
    return [float(value) for value in found]


def _parquet_values(data: bytes) -> list[float]:
    frame = pd.read_parquet(io.BytesIO(data))
    column = next(name for name in ("value", "數值") if name in frame)
    return [float(value) for value in frame[column].dropna()]


READERS: dict[str, Callable[[bytes], list[float]]] = {
    "csv": _csv_values,
    "xlsx": _xlsx_values,
    "ods": _ods_values,
    "json": _json_values,
    "parquet": _parquet_values,
}


@pytest.mark.parametrize("ending", READERS)
def test_a_data_file_holds_every_value_of_the_chart(ending: str) -> None:
    extract = taken("mediation", "volumes")
    assert sorted(READERS[ending](_made(ending))) == sorted(float(value) for value in extract.drawn.rows["value"])


def test_the_package_holds_the_same_files_and_says_what_they_are() -> None:
    with zipfile.ZipFile(io.BytesIO(_made("zip"))) as made:
        described = json.loads(made.read("datapackage.json"))
        listed = {resource["path"] for resource in described["resources"]}
        assert {Path(path).suffix for path in listed} == {".csv", ".json", ".parquet", ".ods", ".xlsx", ".png", ".svg"}
        assert listed <= set(made.namelist())
        assert SITE in described["homepage"]
        with Image.open(made.open("charts/mediation-volumes.png")) as picture:
            assert picture.size == (1920, 1080)
        assert taken("mediation", "volumes").drawn.title in _said(made.read("charts/mediation-volumes.svg"))


def _said(svg: bytes) -> str:
    """The words of a picture without the breaks of its lines."""
    return "".join("".join(text.itertext()) for text in etree.fromstring(svg).iter("{*}text"))


@pytest.mark.parametrize(
    ("error", "told"),
    [(NoBrowser("甲"), "no_browser"), (BrowserFailed("甲"), "failed"), (MissingGlyphs("甲"), "no_glyph")],
)
def test_a_package_without_pictures_says_why(error: Exception, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> bytes:
        raise error

    monkeypatch.setattr(package, "picture_bytes", fails)
    with zipfile.ZipFile(io.BytesIO(_made("zip"))) as made:
        assert not [name for name in made.namelist() if name.startswith("charts/")]
        assert ZH(f"package.without.{told}") in made.read("README.md").decode()


def test_slides_hold_the_finding_and_the_sources() -> None:
    extract = taken("mediation", "volumes")
    slides = Presentation(io.BytesIO(_made("pptx"))).slides
    said = "".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)
    assert extract.drawn.title in said
    assert any(shape.has_chart for slide in slides for shape in slide.shapes)
    for ending in ("odp", "odt"):
        told = odfdo.Document(io.BytesIO(_made(ending))).get_formatted_text()
        assert extract.drawn.title in told.replace("\n", "")
        assert "第2屆第8次定期大會" in told


# The first and the last panel of each page: bars, dots, lines of time and parts are among them.
@pytest.mark.parametrize(
    ("screen", "panel"), [(s.id, panel.id) for s in load().screens for panel in (s.panels[0], s.panels[-1])]
)
def test_panels_become_every_file(screen: str, panel: str) -> None:
    extract = taken(screen, panel)
    starts = {"csv": b"\xef\xbb\xbf", "json": b"{", "parquet": b"PAR1"}
    for ending, kind in KINDS.items():
        assert kind.make(extract, RETRIEVED, "").startswith(starts.get(ending, b"PK")), ending


def test_a_file_asked_for_later_is_of_the_edition_that_was_shown(frozen: str) -> None:
    with reads.of_edition(frozen):
        extract = of_metric("consumer_mediations")
        make = later(KINDS["odt"], extract, SITE)
    told = odfdo.Document(io.BytesIO(make())).get_formatted_text()
    assert "第3屆第4次定期大會" in told.splitlines()[0] + told.splitlines()[1]
    # Asked for twice, it is made twice.
    assert make() == make()
    with reads.of_edition(frozen):
        for address in (embed_address("consumer_mediations"), data_address("consumer_mediations")):
            assert f"edition={frozen}" in address


# Addresses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("screen", "panel"), PANELS)
def test_the_data_address_of_a_chart_gives_its_values(client: TestClient, screen: str, panel: str) -> None:
    extract = taken(screen, panel)
    asked = asked_of(extract)
    assert (asked.name, asked.panel) == (screen, panel)
    answer = client.get(f"/data/{asked.name}.csv?panel={asked.panel}&bom=1")
    assert answer.content == _made("csv", extract)
    name = answer.headers["content-disposition"].removeprefix("attachment; filename*=UTF-8''")
    assert re.search(r"(%E[\dA-F%]+)+.*\.csv$", name)


def test_one_part_alone_is_taken_as_it_is_shown(client: TestClient) -> None:
    whole = taken("mediation", "categories")
    part = str(whole.drawn.rows["part"].iloc[0])
    extract = chosen("mediation", "categories", "printed", part)
    asked = asked_of(extract)
    assert (asked.view, asked.part) == ("printed", part)
    query = {"panel": asked.panel, "part": asked.part, "view": asked.view}
    rows = list(csv.DictReader(io.StringIO(client.get("/data/mediation.csv", params=query).text)))
    assert rows
    assert {row["細分"] for row in rows} == {part}
    page = client.get("/embed/mediation.html", params=query).text
    assert f"panel={asked.panel}&amp;part=" in page
    assert "view=printed" in page
    for address in ("/data/mediation.csv", "/embed/mediation.html", "/picture/mediation.json"):
        assert client.get(address, params={**query, "part": "沒有這一項"}).status_code == 404, address


def test_a_metric_is_called_by_its_own_name() -> None:
    asked = asked_of(of_metric("consumer_mediations", "printed"))
    assert (asked.name, asked.panel, asked.view, asked.part) == ("consumer_mediations", "", "printed", "")


# Figures for pictures -----------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "width", "height", "scale"), [("slide", 960, 540, 2), ("a4", 794, 1123, 3)])
def test_a_picture_is_laid_out_for_its_paper(
    client: TestClient, size: str, width: int, height: int, scale: int
) -> None:
    answer = client.get(f"/picture/mediation.json?panel=volumes&size={size}&look=dark&site={SITE}")
    told = answer.json()
    assert (told["width"], told["height"], told["scale"]) == (width, height, scale)
    layout = told["figure"]["layout"]
    assert (layout["width"], layout["height"]) == (width, height)
    said = "".join(re.sub(r"<[^>]*>", "", note["text"]) for note in layout["annotations"])
    assert told["title"] in said
    assert f"{SITE}/mediation?" in said
    assert "第2屆第8次定期大會" in said
    assert told["file"].startswith("消費爭議調解_")
    light = client.get(f"/picture/mediation.json?panel=volumes&size={size}").json()["figure"]["layout"]
    assert light["paper_bgcolor"] != layout["paper_bgcolor"]


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.parametrize(("screen", "panel"), PANELS)
def test_our_fonts_hold_every_letter_of_every_figure(
    client: TestClient, screen: str, panel: str, language: str
) -> None:
    told = client.get(f"/picture/{screen}.json?panel={panel}&lang={language}&size=a4").json()
    assert "refused" not in told
    assert told["figure"]["data"]
    assert set(told["rare"]) <= {"涂"}


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_a_letter_no_font_holds_stops_the_picture_by_its_name(
    client: TestClient, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = extracts.chosen

    def odd(*given: Any) -> Extract:
        own = real(*given)
        return replace(own, drawn=replace(own.drawn, title=f"{own.drawn.title}龘𪚥犇"))

    monkeypatch.setattr(extracts, "chosen", odd)
    told = client.get(f"/picture/mediation.json?panel=volumes&lang={language}").json()
    assert set(told) == {"refused"}
    assert told["refused"] == words_in("en" if language == "en" else "zh-TW")(
        "takeaway.no_glyph", characters="𪚥 (U+2A6A5), 犇 (U+7287)"
    )


def test_the_list_of_our_fonts_letters_is_that_of_the_fonts() -> None:
    for file, held in held_by_fonts().items():
        command = ["fc-query", "--format", "%{charset}", str(ROOT / "static" / file)]
        listed = subprocess.run(command, capture_output=True, encoding="ascii", check=True).stdout
        own = Characters.listed(listed.split())
        assert len(own.starts) > 100
        # Fontconfig leaves out what is blank; so does a picture.
        for one, other in ((own, held), (held, own)):
            letters = "".join(
                chr(code) for start, end in zip(one.starts, one.ends, strict=True) for code in range(start, end + 1)
            )
            assert other.lacking(letters) == [], file


def test_nothing_but_an_address_is_printed_as_the_site(client: TestClient) -> None:
    for site in ("javascript:alert(1)", "http:" + "//<b>x</b>", "https:" + "//elsewhere.test/path 假的發現"):
        told = client.get("/picture/consumer_mediations.json", params={"site": site}).text
        assert "http://testserver/explore?" in told
        assert site not in told


def test_a_picture_asked_again_is_confirmed(client: TestClient) -> None:
    first = client.get("/picture/consumer_mediations.json")
    again = client.get("/picture/consumer_mediations.json", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/picture/nothing.json").status_code == 404


# On the page --------------------------------------------------------------------------------------


def _buttons(at: AppTest) -> list[Any]:
    return [one.proto for one in at.get("download_button") if one.proto.label in _labels()]


def _labels() -> set[str]:
    return {own(f"takeaway.file.{ending}") for own in (ZH, EN) for ending in KINDS}


def _texts(at: AppTest) -> list[str]:
    html = "".join(str(part.proto.body) for part in at.get("html"))
    return [unescape(text) for text in re.findall(r'<p class="copy-text">(.*?)</p>', html, re.DOTALL)]


@pytest.mark.parametrize(
    ("screen", "panel", "language"), [*((*panel, "zh-TW") for panel in PANELS), (*PANELS[0], "en")]
)
def test_every_chart_can_be_taken_away(screen: str, panel: str, language: str) -> None:
    at = opened(screen, panel=panel, lang=language)
    assert _buttons(at) == []
    at.session_state[f"takeaway.{screen}"] = True
    at.run()
    assert not at.exception
    assert len(_buttons(at)) == len(KINDS)
    frame, markdown, data, short, long = _texts(at)
    assert f"/embed/{screen}.html?lang={language}&" in unescape(frame)
    assert at.title[0].value in long
    assert reads.build()["build_id"] in short
    assert parse_qs(urlsplit(data).query)["panel"] == [panel]
    assert markdown.startswith("[")


def test_explore_offers_each_metric_and_works_nothing_out_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = "consumer_mediations,workers_total"
    made: list[str] = []

    def noted(metric_id: str, *given: Any) -> Extract:
        made.append(metric_id)
        return of_metric(metric_id, *given)

    monkeypatch.setattr("view.takeaway.panel.of_metric", noted)
    at = opened("explore", metrics=chosen)
    assert ZH("takeaway.title") in [part.label for part in at.expander]
    assert _buttons(at) == []
    assert made == []
    at.session_state["takeaway.explore"] = True
    at.run()
    assert len(_buttons(at)) == len(KINDS)
    assert any("/embed/consumer_mediations.html" in text for text in _texts(at))
    at.selectbox(key="takeaway.metric").select("workers_total").run()
    assert not at.exception
    assert any("/embed/workers_total.html" in text for text in _texts(at))
    assert set(made) <= set(chosen.split(","))
    # The one chosen is taken off the page.
    at.query_params["metrics"] = "consumer_mediations,vehicle_lent_trips"
    at.run()
    assert not at.exception
    assert any("/embed/consumer_mediations.html" in text for text in _texts(at))
