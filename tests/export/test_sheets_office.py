"""Workbooks as LibreOffice opens and prints them: the right words, a chart, no missing glyph."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from catalog.words import speaking
from charts.palette import LIGHT
from export.sheets.book import Book
from export.sheets.contents import book
from export.sheets.ods import ods_bytes
from export.sheets.whole import of_topic
from export.sheets.xlsx import xlsx_bytes
from tests.export.office import as_pdf, coloured_share, converted, fonts, missing_glyphs, page_pictures, page_texts
from tests.export.taken import RETRIEVED, SITE, made, taken

Writer = Callable[[Book], bytes]
FORMATS = [pytest.param(xlsx_bytes, "xlsx", id="xlsx"), pytest.param(ods_bytes, "ods", id="ods")]
SIGNS = ["--", "…", "-", "未載"]
pytestmark = [pytest.mark.usefixtures("published"), pytest.mark.timeout(240)]


def _written(writer: Writer, ending: str, folder: Path, screen: str, panel: str) -> Path:
    file = folder / f"book.{ending}"
    file.write_bytes(writer(book(taken(screen, panel), RETRIEVED, site=SITE)))
    return file


def _plain(text: str) -> str:
    """Without blanks and line ends, which printing moves."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(("writer", "ending"), FORMATS)
def test_printed_pages_have_the_words_and_the_chart(writer: Writer, ending: str, tmp_path: Path) -> None:
    pdf = as_pdf(_written(writer, ending, tmp_path, "mediation", "volumes"), tmp_path)
    pages = [_plain(text) for text in page_texts(pdf)]
    extract = taken("mediation", "volumes")
    assert missing_glyphs(pdf) == []
    assert any("CJK" in name for name in fonts(pdf))
    drawn = next(number for number, text in enumerate(pages) if _plain(extract.drawn.title) in text)
    for told in ("每月件", "104年9月至105年2月", "期間（民國）", "第一次申訴", "第二次申訴", "消費爭議調解"):
        assert _plain(told) in pages[drawn]
    picture = page_pictures(pdf)[drawn]
    for colour in LIGHT.series[:3]:
        assert coloured_share(picture, colour) > 0.002
    assert coloured_share(page_pictures(pdf)[0], LIGHT.series[0]) == 0
    whole = "".join(pages)
    sentences = {_plain(str(record["quote"])) for record in extract.drawn.records if record.get("quote")}
    assert all(sentence in whole for sentence in sentences)
    assert all(_plain(source) in whole for source in extract.sources)
    assert SITE in whole


@pytest.mark.parametrize(("writer", "ending"), FORMATS)
@speaking("en")
def test_dots_stand_apart_and_english_prints(writer: Writer, ending: str, tmp_path: Path) -> None:
    pdf = as_pdf(_written(writer, ending, tmp_path, "staffing", "staff"), tmp_path)
    pages = [_plain(text) for text in page_texts(pdf)]
    title = _plain(taken("staffing", "staff").drawn.title)
    drawn = next(number for number, text in enumerate(pages) if title in text)
    assert "1January2011" in pages[drawn]
    assert missing_glyphs(pdf) == []
    share = coloured_share(page_pictures(pdf)[drawn], LIGHT.series[0])
    # Dots, neither joined by a line nor standing as bars.
    assert 0.0001 < share < 0.002


@pytest.mark.parametrize(("writer", "ending"), FORMATS)
def test_each_sheet_prints_as_wide_as_the_paper_with_its_header(writer: Writer, ending: str, tmp_path: Path) -> None:
    pdf = as_pdf(_written(writer, ending, tmp_path, "staffing", "kinds"), tmp_path)
    data = [_plain(text) for text in page_texts(pdf) if "修飾詞" in text and "原句" in text and "資料" in text]
    assert len(data) >= 3
    assert all("每月平均" in text and "位置" in text for text in data)
    assert all(picture.width > picture.height for picture in page_pictures(pdf, scale=0.2))


@pytest.mark.parametrize(("writer", "ending"), FORMATS)
def test_values_are_equal_after_libreoffice_read_and_wrote_them(writer: Writer, ending: str, tmp_path: Path) -> None:
    extract = of_topic("consumer")
    file = tmp_path / f"book.{ending}"
    file.write_bytes(writer(book(extract, RETRIEVED)))
    again = tmp_path / "again"
    again.mkdir()
    frame = pd.read_excel(converted(file, again, "xlsx"), sheet_name="資料", na_values=SIGNS)
    records = extract.drawn.records
    assert [None if pd.isna(value) else value for value in frame["數值"]] == [record.get("value") for record in records]
    assert [value.date() for value in frame["迄日"]] == [record["period_end"] for record in records]
    assert frame["原句"].fillna("").tolist() == [str(record.get("quote") or "") for record in records]
    assert frame["每月平均"].dropna().tolist() == pytest.approx([r["per_month"] for r in records if r.get("per_month")])


@pytest.mark.parametrize(("writer", "ending"), FORMATS)
def test_libreoffice_knows_the_chart_as_one_of_its_own(writer: Writer, ending: str, tmp_path: Path) -> None:
    file = _written(writer, ending, tmp_path, "staffing", "staff")
    again = tmp_path / "again"
    again.mkdir()
    chart = openpyxl.load_workbook(converted(file, again, "xlsx"))["圖"]._charts[0]  # type: ignore[attr-defined]
    assert [series.val.numRef.f for series in chart.series][:2] == ["圖!$B$4:$B$8", "圖!$C$4:$C$8"]
    with zipfile.ZipFile(converted(file, again, "ods")) as archive:
        name = next(name for name in archive.namelist() if re.fullmatch(r"Object [^/]+/content\.xml", name))
        assert 'chart:treat-empty-cells="leave-gap"' in archive.read(name).decode("utf-8")


@pytest.mark.parametrize(("writer", "ending"), FORMATS)
def test_libreoffice_computes_nothing(writer: Writer, ending: str, tmp_path: Path) -> None:
    texts = ["=1+1", '=HYPERLINK("http://127.0.0.1")', "+1", "-1+2", "@SUM(1)", "\t=1+1", "{=1}", "of:=1+1"]
    file = tmp_path / f"book.{ending}"
    file.write_bytes(writer(book(made([{"quote": text, "value": 1.0} for text in texts]), RETRIEVED)))
    again = tmp_path / "again"
    again.mkdir()
    sheet = openpyxl.load_workbook(converted(file, again, "xlsx"))["資料"]
    column = next(cell.column for cell in sheet[1] if cell.value == "原句")
    cells = [sheet.cell(row, column) for row in range(2, len(texts) + 2)]
    assert [str(cell.value).strip() for cell in cells] == [text.strip() for text in texts]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.hyperlink for cell in cells] == [None] * len(texts)


def test_a_missing_glyph_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "book.ods"
    file.write_bytes(ods_bytes(book(made([{"quote": "調解\uf181解", "value": 1.0}]), RETRIEVED)))
    assert missing_glyphs(as_pdf(file, tmp_path)) == ["U+F181"]
