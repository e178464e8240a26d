"""``python -m export``: every format is written, opened by readers others wrote, and holds the warehouse's values."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pytest
from lxml import html
from lxml.html import HtmlElement
from odfdo import Document
from PIL import Image
from pptx import Presentation

from catalog.load import load
from catalog.words import speaking
from export import job, package
from export.__main__ import main
from export.machines.browser import NoBrowser
from export.package import charted_package
from findings.newsworthy import telling_extracts
from tests.export.office import page_texts
from tests.export.taken import RETRIEVED, SITE, ZH, taken
from warehouse.editions import VARIABLE, freeze

pytestmark = pytest.mark.usefixtures("published")
DAY = ("--retrieved", RETRIEVED.isoformat())
PANEL = "staffing.staff"


def _run(*arguments: str | Path, code: int = 0) -> None:
    assert main([*map(str, arguments), *DAY]) == code


def _only(folder: Path, ending: str) -> Path:
    (found,) = folder.glob(f"*.{ending}")
    return found


def _values(name: str, panel: str) -> list[float | None]:
    return [record.get("value") for record in taken(name, panel).drawn.records]  # type: ignore[misc]


def _told(values: list[Any]) -> list[float | None]:
    return [None if pd.isna(value) else float(value) for value in values]


@pytest.fixture(scope="module")
def folder(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One panel in every format that needs no other program."""
    made = tmp_path_factory.mktemp("taken") / "new" / "folder"
    _run(PANEL, "--format", "csv,xlsx,ods,parquet,json,pptx,odp,odt", "--to", made, "--site", SITE)
    return made


def test_tables_hold_the_panels_values(folder: Path) -> None:
    wanted = _values("staffing", "staff")
    assert wanted[:2] == [7422, 6805]
    assert None in wanted, "a report that leaves it out has a row too"
    assert _told(list(pd.read_csv(_only(folder, "csv"))["數值"])) == wanted
    assert _told(list(pd.read_parquet(_only(folder, "parquet"))["value"])) == wanted
    told = json.loads(_only(folder, "json").read_bytes())
    assert [record["value"] for record in told["records"]] == wanted
    assert (told["retrieved"], told["address"].startswith(f"{SITE}/staffing?")) == ("2026-11-21", True)
    assert _only(folder, "csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_workbooks_hold_the_panels_values(folder: Path) -> None:
    wanted = [value for value in _values("staffing", "staff") if value is not None]
    sheet = openpyxl.load_workbook(_only(folder, "xlsx"))["資料"]
    rows = list(sheet.iter_rows(values_only=True))
    place = rows[0].index("數值")
    assert [row[place] for row in rows[1:] if isinstance(row[place], int | float)] == wanted
    table = Document(str(_only(folder, "ods"))).body.get_table(name="資料")
    assert table is not None
    column = [row[place] for row in table.get_values()[1:]]
    assert [float(value) for value in column if not isinstance(value, str | None)] == wanted


def test_decks_and_question_sheets_open(folder: Path) -> None:
    finding = taken("staffing", "staff").drawn.title
    slides = Presentation(str(_only(folder, "pptx"))).slides
    text = "".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)
    assert finding in text.replace("\n", "").replace("\x0b", "")
    for ending, kind in (("odp", "presentation"), ("odt", "text")):
        document = Document(str(_only(folder, ending)))
        assert document.get_type() == kind
        assert finding in "".join(part for part in document.body.text_recursive.split("\n"))
    assert _only(folder, "odt").name == "現有員額_質詢單_2026-11-21.odt"


def test_without_names_everything_and_the_most_telling(tmp_path: Path) -> None:
    _run("--format", "csv,odp", "--to", tmp_path)
    with duckdb.connect(os.environ["WAREHOUSE"], read_only=True) as warehouse:
        ((count,),) = warehouse.execute("SELECT count(*) FROM observation").fetchall()
    assert pd.read_csv(_only(tmp_path, "csv"))["數值"].notna().sum() == count
    text = Document(str(_only(tmp_path, "odp"))).body.text_recursive
    for proposal in telling_extracts():
        assert proposal.extract.drawn.title in text
    assert _only(tmp_path, "odp").name.startswith("5-項值得追問的數字_投影片")


def test_a_topic_is_one_file_each_or_one_together(tmp_path: Path) -> None:
    each, together = tmp_path / "each", tmp_path / "together"
    _run("vehicle", "--format", "parquet", "--to", each)
    _run("vehicle", "--format", "parquet", "--to", together, "--together")
    tables = [pd.read_parquet(file) for file in each.iterdir()]
    own = [metric for metric, topic in load().topic_of.items() if topic == "vehicle"]
    assert len(tables) == len(own)
    whole = pd.read_parquet(_only(together, "parquet"))["value"].dropna()
    assert sorted(whole) == sorted(value for table in tables for value in table["value"].dropna())
    assert len(whole) > 0


def test_pictures_and_packages(tmp_path: Path) -> None:
    _run(PANEL, "--format", "png,svg,zip", "--to", tmp_path, "--size", "square", "--look", "dark")
    with Image.open(_only(tmp_path, "png")) as picture:
        assert (picture.format, picture.size) == ("PNG", (1440, 1440))
    with zipfile.ZipFile(_only(tmp_path, "zip")) as archive:
        assert json.loads(archive.read("datapackage.json"))["created"] == "2026-11-21T00:00:00Z"
        assert archive.read("charts/staffing-staff.svg") == _only(tmp_path, "svg").read_bytes()
    again = tmp_path / "again"
    _run(PANEL, "--format", "svg", "--to", again, "--size", "square", "--look", "dark")
    assert _only(again, "svg").read_bytes() == _only(tmp_path, "svg").read_bytes()


def test_both_pdfs_say_what_they_show(tmp_path: Path) -> None:
    _run(PANEL, "--format", "pdf,question-pdf", "--to", tmp_path, "--session", "第4屆第5次定期大會")
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["現有員額_投影片_2026-11-21.pdf", "現有員額_質詢單_2026-11-21.pdf"]
    for file in files:
        assert "第4屆第5次定期大會" in "".join(page_texts(file.read_bytes()))


def _page(folder: Path, name: str) -> HtmlElement:
    return html.document_fromstring((folder / "embed" / f"{name}.html").read_text(encoding="utf-8"))


def test_pages_to_embed_need_nothing_but_what_lies_beside_them(tmp_path: Path) -> None:
    _run("staffing", "workers_total", PANEL, "--format", "html", "--to", tmp_path, "--language", "en")
    files = {path.name for path in (tmp_path / "embed").iterdir()}
    panels = [panel for screen in load().screens if screen.id == "staffing" for panel in screen.panels]
    names = {*(f"staffing-{panel.id}_en" for panel in panels), "workers_total_en"}
    assert files == {f"{name}.{ending}" for name in names for ending in ("html", "csv")} | {
        "embed.css", "embed.js", "resize.js", "plotly.min.js", "embed.md",
    }  # fmt: skip
    for name in names:
        page = _page(tmp_path, name)
        asked = {address.partition("?")[0] for address in page.xpath("//@src | //@href") if address != "data:,"}
        assert asked <= files, name
        assert f"{name}.csv" in asked
    page = _page(tmp_path, "staffing-staff_en")
    assert page.get("lang") == "en"
    assert [link.text for link in page.xpath("//nav//a")] == [panel.name_en for panel in panels]
    assert page.xpath("//nav//a[@aria-current]/@href") == ["staffing-staff_en.html"]
    with speaking("en"):
        title = taken("staffing", "staff").drawn.title
    assert page.xpath("//h1/text()") == [title]
    read = pd.read_csv(tmp_path / "embed" / "staffing-staff_en.csv")
    assert _told(list(read["value"])) == _values("staffing", "staff")
    assert (tmp_path / "embed" / "staffing-staff_en.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_lines_to_paste_lead_to_the_pages_and_to_the_screens(tmp_path: Path) -> None:
    pages = "https:" + "//portal.test/figures"
    _run(PANEL, "--format", "html", "--to", tmp_path, "--site", SITE, "--pages", f"{pages}/", "--look", "dark")
    lines = (tmp_path / "embed" / "embed.md").read_text(encoding="utf-8")
    frames = [unescape(source) for source in re.findall(r'<iframe src="([^"]*)"', lines)]
    assert frames[0] == f"{pages}/staffing-staff.html"
    assert frames[1].startswith(f"{SITE}/embed/staffing.html?lang=zh-TW&theme=dark&panel=staff")
    assert re.findall(r'<script src="([^"]*)"', lines) == [f"{pages}/resize.js", f"{SITE}/embed/resize.js"]
    assert f"]({pages}/staffing-staff.html)" in lines
    page = _page(tmp_path, "staffing-staff")
    assert page.get("data-theme") == "dark"
    assert f"{SITE}{taken('staffing', 'staff').address}" in page.xpath("//footer//a/@href")


def test_a_page_of_an_edition_says_that_newer_figures_exist(edition: str, tmp_path: Path) -> None:
    _run(PANEL, "--format", "html", "--to", tmp_path, "--edition", edition, "--site", SITE)
    (note,) = _page(tmp_path, f"staffing-staff_{edition}").xpath("//*[@role='note']")
    assert "第3屆第4次定期大會" in note.text_content()
    assert ZH("edition.newer", count=2) in note.text_content()
    (newest,) = note.xpath("a/@href")
    assert newest.startswith(f"{SITE}/embed/staffing.html?")
    assert "edition" not in newest
    assert "7,422" in _page(tmp_path, f"staffing-staff_{edition}").xpath("string(//table)")


def test_the_same_arguments_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    _run(PANEL, "--format", "csv,xlsx,ods,parquet,json,pptx,odp,odt", "--to", tmp_path, "--site", SITE)
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert len(files) == 8
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == files


def test_one_file_by_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "月報" / "員額.csv"
    _run(PANEL, "--format", "csv", "--to", file, "--language", "en")
    assert pd.read_csv(file)["metric"][0] == "Workers"
    assert capsys.readouterr().out == f"已寫 {file}（{file.stat().st_size / 1024:.1f} KB）\n"
    _run("staffing", "--format", "csv", "--to", file, code=2)
    assert "6 個檔案" in capsys.readouterr().err
    _run(PANEL, "--format", "json", "--to", file, code=2)
    assert ".json" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["stafing", "staffing.nothing", "../staffing", ""])
def test_unknown_names(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _run(PANEL, name, "--format", "csv", "--to", tmp_path / "new", code=2)
    told = capsys.readouterr().err
    assert f"沒有「{name}」" in told
    assert "docs/metrics.md" in told
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "wrong",
    [["--format", "docx"], [], ["--format", "csv", "--title", "題"], ["--format", "csv", "--site", "192.0.2.1"],
     ["--format", "png", "--retrieved", "今天"]],
)  # fmt: skip
def test_wrong_usage(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([PANEL, *wrong])
    assert ended.value.code == 2


def test_no_warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("WAREHOUSE", str(tmp_path / "none.duckdb"))
    _run(PANEL, "--format", "csv", "--to", tmp_path, code=2)
    assert "python -m ingest" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "taken").write_text("a file, no folder")
    _run(PANEL, "--format", "csv", "--to", tmp_path / "taken" / "new", code=2)
    assert "無法寫入" in capsys.readouterr().err


def test_without_chromium_the_rest_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(*_: object, **__: object) -> bytes:
        raise NoBrowser("沒有 Chromium")

    monkeypatch.setattr(package, "picture_bytes", missing)
    monkeypatch.setattr(job, "picture_bytes", missing)
    _run("staffing.staff", "staffing.cuts", "--format", "png,zip,csv", "--to", tmp_path, code=1)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".csv", ".csv", ".zip", ".zip"]
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2, "each reason once"
    assert "沒有 Chromium" in told[0]
    assert "共 2 個檔案" in told[0]
    with zipfile.ZipFile(io.BytesIO(next(tmp_path.glob("*.zip")).read_bytes())) as archive:
        assert not [name for name in archive.namelist() if name.startswith("charts/")]


def test_no_half_file_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.csv"
    file.write_bytes(b"before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    _run(PANEL, "--format", "csv", "--to", file, code=1)
    assert "No space left on device" in capsys.readouterr().err
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("own.csv", b"before")]


@pytest.fixture
def edition(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The build of a kept edition; published since then is a warehouse that says 7421 instead of 7422."""
    file = tmp_path / "warehouse.duckdb"
    shutil.copyfile(published, file)
    monkeypatch.setenv("WAREHOUSE", str(file))
    monkeypatch.setenv(VARIABLE, str(tmp_path / "editions"))
    kept = freeze("第3屆第4次定期大會")
    newer = tmp_path / "newer.duckdb"
    shutil.copyfile(file, newer)
    with duckdb.connect(str(newer)) as warehouse:
        warehouse.execute("UPDATE build SET build_id = 'ffff0000'")
        warehouse.execute("DELETE FROM observation_evidence WHERE observation_id IN (SELECT observation_id"
                          " FROM observation WHERE metric_id = 'workers_total' AND value = 7422)")  # fmt: skip
    with duckdb.connect(str(newer)) as warehouse:
        warehouse.execute("UPDATE observation SET value = 7421, observation_id = 'abc' || observation_id"
                          " WHERE metric_id = 'workers_total' AND value = 7422")  # fmt: skip
    os.replace(newer, file)
    return kept.build_id


def test_an_edition_holds_what_was_known_then(edition: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now, then = tmp_path / "now", tmp_path / "then"
    _run(PANEL, "--format", "json,odp", "--to", now)
    capsys.readouterr()
    _run(PANEL, "--format", "json,odp", "--to", then, "--edition", edition)
    told = capsys.readouterr().out
    assert f"資料版本「第3屆第4次定期大會」（{edition}），之後的資料有" in told
    older, newer = (json.loads(_only(own, "json").read_bytes()) for own in (then, now))
    assert (older["build_id"], newer["build_id"]) == (edition, "ffff0000")
    assert f"edition={edition}" in older["address"]
    assert (older["records"][0]["value"], newer["records"][0]["value"]) == (7422, 7421)
    assert older["records"][1:] == newer["records"][1:]
    assert edition in _only(then, "json").name
    assert "之後的資料有" in Document(str(_only(then, "odp"))).body.text_recursive
    _run(PANEL, "--format", "csv", "--to", then, "--edition", "abcd1234", code=2)
    assert edition in capsys.readouterr().err


def test_the_package_is_the_one_screens_give(tmp_path: Path) -> None:
    _run(PANEL, "--format", "zip", "--to", tmp_path / "own.zip")
    own, screens = (
        (tmp_path / "own.zip").read_bytes(),
        charted_package(taken("staffing", "staff"), RETRIEVED).data,
    )
    packages = [zipfile.ZipFile(io.BytesIO(data)) for data in (own, screens)]
    names = [package.namelist() for package in packages]
    assert names[0] == names[1]
    assert "charts/staffing-staff.png" in names[0]
    # Chromium may draw an edge of a letter otherwise twice.
    same = [name for name in names[0] if not name.endswith((".png", "datapackage.json"))]
    assert [packages[0].read(name) for name in same] == [packages[1].read(name) for name in same]
