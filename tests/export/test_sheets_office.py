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
from export.sheets.all_values import of_topic
from export.sheets.book import Book
from export.sheets.contents import book
from export.sheets.ods import ods_bytes
from export.sheets.xlsx import xlsx_bytes
from tests.export.office import all_converted, coloured_share, fonts, missing_glyphs, page_pictures, page_texts
from tests.export.taken import RETRIEVED, SITE, made, taken
from tests.once import Once

Writer = Callable[[Book], bytes]
Office = Callable[[str, str, str], Path]
WRITERS: list[tuple[Writer, str]] = [(xlsx_bytes, "xlsx"), (ods_bytes, "ods")]
ENDINGS = pytest.mark.parametrize("ending", ["xlsx", "ods"])
SIGNS = ["--", "…", "-", "未載", "本站未收錄"]
pytestmark = [pytest.mark.usefixtures("published"), pytest.mark.timeout(240)]


TEXTS = ["=1+1", '=HYPERLINK("http://127.0.0.1")', "+1", "-1+2", "@SUM(1)", "\t=1+1", "{=1}", "of:=1+1"]


def _book(name: str) -> Book:
    """One of the workbooks of these tests."""
    match name:
        case "bars":
            return book(taken("mediation", "volumes"), RETRIEVED, site=SITE)
        case "dots":
            with speaking("en"):
                return book(taken("staffing", "staff"), RETRIEVED, site=SITE)
        case "wide":
            return book(taken("staffing", "kinds"), RETRIEVED, site=SITE)
        case "topic":
            return book(of_topic("consumer"), RETRIEVED)
        case "staff":
            return book(taken("staffing", "staff"), RETRIEVED, site=SITE)
        case "formulas":
            return book(made([{"quote": text, "value": 1.0} for text in TEXTS]), RETRIEVED)
    return book(made([{"quote": "調解\uf181解", "value": 1.0}]), RETRIEVED)


@pytest.fixture(scope="module")
def office(published: Path, once: Once) -> Office:
    """Gives a workbook by its name and ending as LibreOffice writes it in another format.

    LibreOffice is started once for each format, which takes longer than its work.
    """

    def convert(folder: Path) -> None:
        folder.mkdir()
        files = []
        for writer, ending in WRITERS:
            for name in ("bars", "dots", "wide", "topic", "staff", "formulas", "missing"):
                files.append(folder / f"{name}-{ending}.{ending}")
                files[-1].write_bytes(writer(_book(name)))
        for wanted, names in (
            ("pdf", ("bars", "dots", "wide", "missing")),
            ("xlsx", ("topic", "staff", "formulas")),
            ("ods", ("staff",)),
        ):
            to = folder / wanted
            to.mkdir()
            all_converted([file for file in files if file.stem.split("-")[0] in names], to, wanted)

    folder = once.made("workbooks", convert)
    return lambda name, ending, wanted: folder / wanted / f"{name}-{ending}.{wanted}"


def _plain(text: str) -> str:
    """Without blanks and line ends, which printing moves."""
    return re.sub(r"\s+", "", text)


@ENDINGS
def test_printed_pages_have_the_words_and_the_chart(office: Office, ending: str) -> None:
    pdf = office("bars", ending, "pdf").read_bytes()
    pages = [_plain(text) for text in page_texts(pdf)]
    extract = taken("mediation", "volumes")
    assert missing_glyphs(pdf) == []
    assert any("CJK" in name for name in fonts(pdf))
    drawn = next(number for number, text in enumerate(pages) if _plain(extract.drawn.title) in text)
    for told in ("每月平均（件）", "期間（民國）", "消費爭議調解"):
        assert _plain(told) in pages[drawn]
    # Complaints are many times the mediations and stand in a chart of their own.
    complaints = next(number for number, text in enumerate(pages) if "第一次申訴、第二次申訴" in text)
    for told in ("每月平均（件）", "104年9月至105年2月", "期間（民國）", "第一次申訴", "第二次申訴"):
        assert _plain(told) in pages[complaints]
    pictures = page_pictures(pdf)
    for page, colours in ((drawn, LIGHT.series[:1]), (complaints, LIGHT.series[:2])):
        for colour in colours:
            assert coloured_share(pictures[page], colour) > 0.001
    assert coloured_share(page_pictures(pdf)[0], LIGHT.series[0]) == 0
    whole = "".join(pages)
    sentences = {_plain(str(record["quote"])) for record in extract.drawn.records if record.get("quote")}
    assert all(sentence in whole for sentence in sentences)
    assert all(_plain(source) in whole for source in extract.sources)
    assert SITE in whole


@ENDINGS
@pytest.mark.parametrize("name", ["bars", "wide"])
def test_printed_pages_are_counted_through_all_sheets(office: Office, ending: str, name: str) -> None:
    pages = [_plain(text) for text in page_texts(office(name, ending, "pdf").read_bytes())]
    numbers = [re.search(r"第(\d+)頁，共(\d+)頁|(?i:page)(\d+)of(\d+)", text) for text in pages]
    told = [tuple(int(number) for number in found.groups() if number) for found in numbers if found]
    assert told == [(place, len(pages)) for place in range(1, len(pages) + 1)]


@ENDINGS
def test_dots_stand_apart_and_english_prints(office: Office, ending: str) -> None:
    pdf = office("dots", ending, "pdf").read_bytes()
    pages = [_plain(text) for text in page_texts(pdf)]
    with speaking("en"):
        title = _plain(taken("staffing", "staff").drawn.title)
    drawn = next(number for number, text in enumerate(pages) if title in text)
    assert "1January2011" in pages[drawn]
    assert missing_glyphs(pdf) == []
    share = coloured_share(page_pictures(pdf)[drawn], LIGHT.series[0])
    # Dots, neither joined by a line nor standing as bars.
    assert 0.0001 < share < 0.002


@ENDINGS
def test_each_sheet_prints_as_wide_as_the_paper_with_its_header(office: Office, ending: str) -> None:
    pdf = office("wide", ending, "pdf").read_bytes()
    data = [_plain(text) for text in page_texts(pdf) if "修飾詞" in text and "原句" in text and "資料" in text]
    assert len(data) >= 3
    assert all("每月平均" in text and "位置" in text for text in data)
    assert all(picture.width > picture.height for picture in page_pictures(pdf, scale=0.2))


@ENDINGS
def test_values_are_equal_after_libreoffice_read_and_wrote_them(office: Office, ending: str) -> None:
    frame = pd.read_excel(office("topic", ending, "xlsx"), sheet_name="資料", na_values=SIGNS)
    records = of_topic("consumer").drawn.records
    assert [None if pd.isna(value) else value for value in frame["數值"]] == [record.get("value") for record in records]
    assert [value.date() for value in frame["迄日"]] == [record["period_end"] for record in records]
    assert frame["原句"].fillna("").tolist() == [str(record.get("quote") or "") for record in records]
    assert frame["每月平均"].dropna().tolist() == pytest.approx([r["per_month"] for r in records if r.get("per_month")])


@ENDINGS
def test_libreoffice_knows_the_chart_as_one_of_its_own(office: Office, ending: str) -> None:
    chart = openpyxl.load_workbook(office("staff", ending, "xlsx"))["圖"]._charts[0]  # type: ignore[attr-defined]
    assert [series.val.numRef.f for series in chart.series][:2] == ["圖!$B$4:$B$8", "圖!$C$4:$C$8"]
    with zipfile.ZipFile(office("staff", ending, "ods")) as archive:
        name = next(name for name in archive.namelist() if re.fullmatch(r"Object [^/]+/content\.xml", name))
        assert 'chart:treat-empty-cells="leave-gap"' in archive.read(name).decode("utf-8")


@ENDINGS
def test_libreoffice_computes_nothing(office: Office, ending: str) -> None:
    sheet = openpyxl.load_workbook(office("formulas", ending, "xlsx"))["資料"]
    column = next(cell.column for cell in sheet[1] if cell.value == "原句")
    cells = [sheet.cell(row, column) for row in range(2, len(TEXTS) + 2)]
    assert [str(cell.value).strip() for cell in cells] == [text.strip() for text in TEXTS]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.hyperlink for cell in cells] == [None] * len(TEXTS)


def test_a_missing_glyph_is_noticed(office: Office) -> None:
    assert missing_glyphs(office("missing", "ods", "pdf").read_bytes()) == ["U+F181"]
