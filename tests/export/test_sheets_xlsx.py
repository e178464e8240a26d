"""XLSX workbooks, read back by openpyxl and pandas."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from catalog.words import LANGUAGES, Language, speaking, words_in
from export.sheets.all_values import of_everything
from export.sheets.book import axis_decimals, chart_decimals, cleaned, lines_of_row, text_width
from export.sheets.charts import charts
from export.sheets.contents import book
from export.sheets.csv_table import used_columns
from export.sheets.xlsx import xlsx_bytes
from tests.export.taken import RETRIEVED, SITE, made, taken

SIGNS = ["--", "…", "-", "未載", "待確認", "無法判讀", "本站未收錄"]
ZH = words_in("zh-TW")
pytestmark = pytest.mark.usefixtures("published")


def _bytes(screen: str, panel: str, language: Language = LANGUAGES[0]) -> bytes:
    with speaking(language):
        return xlsx_bytes(book(taken(screen, panel), RETRIEVED, site=SITE))


def _opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def _rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def test_the_sheets_are_named_in_the_readers_language() -> None:
    assert _opened(_bytes("mediation", "volumes")).sheetnames == ["資料", "圖", "欄位說明", "來源頁次", "讀我"]
    names = _opened(_bytes("mediation", "volumes", "en")).sheetnames
    assert names == ["Data", "Chart", "Columns", "Sources", "Read me"]


def test_a_time_line_has_no_chart() -> None:
    assert _opened(_bytes("energy", "works")).sheetnames == ["資料", "欄位說明", "來源頁次", "讀我"]


def test_pandas_reads_the_values_back_with_their_types() -> None:
    extract = taken("mediation", "volumes")
    frame = pd.read_excel(io.BytesIO(_bytes("mediation", "volumes")), sheet_name="資料", na_values=SIGNS)
    records = extract.drawn.records
    assert frame["數值"].dtype == "float64"
    assert [None if pd.isna(value) else value for value in frame["數值"]] == [r.get("value") for r in records]
    # The format keeps 16 digits.
    assert frame["每月平均"].dropna().tolist() == pytest.approx([r["per_month"] for r in records if r.get("per_month")])
    assert str(frame["起日"].dtype).startswith("datetime64")
    assert [value.date() for value in frame["起日"]] == [record["period_start"] for record in records]
    assert frame["期間（民國）"].tolist() == [record["period"] for record in records]
    assert frame["原句"].fillna("").tolist() == [record.get("quote") or "" for record in records]


def test_numbers_and_dates_are_cells_of_their_type() -> None:
    sheet = _opened(_bytes("mediation", "volumes"))["資料"]
    header = [cell.value for cell in sheet[1]]
    first = sheet[2]
    value, start = first[header.index("數值")], first[header.index("起日")]
    assert (value.data_type, value.value, value.number_format) == ("n", 7284, "#,##0")
    assert (start.data_type, start.value, start.number_format) == ("d", datetime(2015, 1, 1), "yyyy-mm-dd")
    assert first[header.index("每月平均")].number_format == "#,##0"


def test_percentages_are_not_multiplied() -> None:
    sheet = _opened(_bytes("staffing", "rates"))["資料"]
    header = [cell.value for cell in sheet[1]]
    cell = sheet[3][header.index("數值")]
    assert (cell.value, cell.number_format) == (19.58, '#,##0.00"%"')


def test_where_there_is_no_number_a_sign_says_why() -> None:
    rows = _rows(_opened(_bytes("staffing", "staff"))["資料"])
    value, month, missing = (rows[0].index(name) for name in ("數值", "每月平均", "缺漏"))
    stock = next(row for row in rows[1:] if not row[missing])
    silent = next(row for row in rows[1:] if row[missing])
    assert (stock[month], silent[value], silent[missing], silent[month]) == ("--", "未載", "未載", "-")
    explained = _rows(_opened(_bytes("staffing", "staff"))["欄位說明"])
    assert [row[2] for row in explained if row[0] == "缺漏符號"] == SIGNS


def test_every_column_is_explained() -> None:
    workbook = _opened(_bytes("mediation", "volumes"))
    explained = {row[1]: row[5] for row in _rows(workbook["欄位說明"]) if row[0] == "欄位"}
    header = [cell.value for cell in workbook["資料"][1]]
    assert list(explained) == header
    assert all(explained.values())


def test_every_value_leads_to_its_sentence() -> None:
    workbook = _opened(_bytes("mediation", "volumes"))
    data, sources = _rows(workbook["資料"]), _rows(workbook["來源頁次"])
    values = [row for row in data[1:] if not row[data[0].index("缺漏")]]
    assert len(values) == len(sources) - 1 == 14
    for row in sources[1:]:
        told = dict(zip(sources[0], row, strict=True))
        assert str(told["印出的字"]) in str(told["原句"])
        cited = dict(zip(data[0], data[int(str(told["資料列"])) - 1], strict=True))
        assert (cited["數字代號"], cited["原句"]) == (told["數字代號"], told["原句"])
        assert float(str(told["印出的字"]).replace(",", "")) == cited["數值"]


def test_read_me_cites_and_dates() -> None:
    rows = _rows(_opened(_bytes("mediation", "volumes"))["讀我"])
    told = {str(label): str(text) for label, text in rows}
    extract = taken("mediation", "volumes")
    assert told["網址"] == SITE + extract.address
    assert told["資料版本"] == extract.build_id
    assert "115年11月21日" in told["取用日期"]
    assert extract.drawn.title in told["引用（長）"]
    assert all(source in told["引用（長）"] for source in extract.sources)
    assert extract.build_id in told["引用（短）"]
    assert [text for label, text in rows if label == "資料來源"] == list(extract.sources)


def test_columns_are_wide_enough_for_chinese() -> None:
    sheet = _opened(_bytes("mediation", "volumes"))["資料"]
    for letter in ("A", "B", "C"):
        widest = max(text_width(str(cell.value)) for cell in sheet[letter] if cell.value)
        assert sheet.column_dimensions[letter].width > widest
    quote = next(cell for cell in sheet[1] if cell.value == "原句").column_letter
    assert sheet.column_dimensions[quote].width <= 62
    assert sheet[f"{quote}2"].alignment.wrap_text
    assert (text_width("消費爭議"), text_width("abc"), text_width("甲\nabcde")) == (8, 3, 5)


def test_the_header_stays_and_prints_on_each_page() -> None:
    sheet = _opened(_bytes("mediation", "volumes"))["資料"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:{get_column_letter(sheet.max_column)}{sheet.max_row}"
    assert sheet.print_title_rows == "$1:$1"
    page = sheet.page_setup
    # Left out, the width is one page.
    assert (page.orientation, page.paperSize, page.fitToWidth or 1, page.fitToHeight) == ("landscape", 9, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_chart_is_native_and_its_cells_are_empty_where_a_report_is_silent() -> None:
    data = _bytes("mediation", "volumes")
    # Advice is printed once in each of its units, which never share a chart. Twelve mediations a month are nothing to
    # be seen beside 264 complaints, so they have another.
    *alone, volumes, mediation = _opened(data)["圖"]._charts  # type: ignore[attr-defined]
    assert ([len(one.series) for one in alone], len(volumes.series), len(mediation.series)) == ([1], 3, 1)
    assert next(series.val.numRef.f for series in volumes.series).startswith("圖!$B$")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        chart = archive.read("xl/charts/chart3.xml").decode("utf-8")
    for told in ("每月平均（件）", "期間（民國）", taken("mediation", "volumes").drawn.title):
        assert told in chart
    rows = _rows(_opened(data)["圖"])
    header = next(number for number, row in enumerate(rows) if "第一次申訴" in row)
    first, second = (rows[header].index(name) for name in ("第一次申訴", "第二次申訴"))
    year = rows[header + 1]
    assert (year[0], year[first], year[second]) == ("104年全年", pytest.approx(3170 / 12), pytest.approx(1158 / 12))


def test_the_same_book_is_the_same_bytes() -> None:
    assert _bytes("staffing", "rates") == _bytes("staffing", "rates")


@pytest.mark.parametrize(("screen", "panel"), [("mediation", "volumes"), ("staffing", "staff")])
def test_the_readme_tells_of_the_workbooks_own_chart(screen: str, panel: str) -> None:
    extract = taken(screen, panel)
    told = {row[1] for row in _rows(_opened(_bytes(screen, panel))["讀我"])}
    assert ZH("sheet.note.chart") in told
    of_the_site = {note for key in ("long", "overlap", "gap", "unreported") if (note := ZH(f"chart.note.{key}"))}
    assert of_the_site & set(extract.drawn.notes)
    assert not of_the_site & told
    # What is counted otherwise is true of a table, too.
    assert {note for note in extract.drawn.notes if getattr(note, "kind", "reading") != "reading"} <= told


def test_a_row_has_room_for_its_lines_in_any_office() -> None:
    """LibreOffice sets Chinese in Noto Sans CJK, a line of which is 1.45 times as high as its letters."""
    own = book(taken("mediation", "volumes"), RETRIEVED, site=SITE).sheets[0]
    drawn = _opened(_bytes("mediation", "volumes"))["資料"]
    lines = [lines_of_row(row, own.fields) for row in own.rows]
    assert max(lines) > 2
    for place, count in enumerate(lines, 2):
        assert drawn.row_dimensions[place].height >= count * 11 * 1.45


def test_everything_goes_into_one_workbook() -> None:
    extract = of_everything()
    frame = pd.read_excel(io.BytesIO(xlsx_bytes(book(extract, RETRIEVED))), sheet_name="資料", na_values=SIGNS)
    assert frame["數值"].count() == len(extract.drawn.rows) > 400
    assert set(frame["數字代號"].dropna()) == set(extract.drawn.rows["observation_id"])
    assert frame.columns.tolist() == [c.name_zh for c in used_columns(extract.drawn.records)]


@given(st.text(max_size=60), st.sampled_from(["", "=", "+", "-", "@", "\t=", "{=", "http://", "＝", "_x0041_"]))
def test_no_text_becomes_a_formula_or_a_link(text: str, start: str) -> None:
    quote = start + text
    sheet = _opened(xlsx_bytes(book(made([{"quote": quote, "value": 1.0}]), RETRIEVED)))["資料"]
    header = [cell.value for cell in sheet[1]]
    # A column that nothing fills is left out.
    assert ("原句" in header) == bool(quote)
    for cell in sheet[2][header.index("原句") :][:1] if quote else []:
        assert cell.data_type != "f"
        assert cell.hyperlink is None
        assert (cell.value or "") == cleaned(quote)


def test_a_day_and_a_blank_keep_their_kind() -> None:
    rows = _rows(_opened(xlsx_bytes(book(
        made([{"metric": "甲", "value": 0.0, "period_start": date(1999, 12, 31)}, {"metric": "乙", "missing": "未載"}]),
        RETRIEVED,
    )))["資料"])  # fmt: skip
    assert rows[1] == ("甲", 0, None, datetime(1999, 12, 31))
    assert rows[2] == ("乙", "未載", "未載", "未載")


def test_a_low_chart_has_different_numbers_along_its_axis() -> None:
    meetings, *_ = charts(taken("staffing", "approvals"))
    assert max(value for value in meetings.series[0].values if value) < 1
    assert (axis_decimals(meetings), chart_decimals(meetings)) == (1, 1)
    *_, mediation = charts(taken("mediation", "volumes"))
    assert (axis_decimals(mediation), chart_decimals(mediation)) == (0, 1)


def test_a_silent_period_has_its_place_and_no_value() -> None:
    advice, volumes, _mediation = charts(taken("mediation", "volumes"))
    assert advice.categories == ("104年全年", "104年9月至105年2月（未載）", "107年1月16日至6月30日（未載）")
    assert advice.series[0].values == (607.0, None, None)
    *earlier, later = volumes.series[0].values
    assert (set(earlier), round(later or 0)) == ({None}, 1431)
    assert None not in volumes.series[-1].values


@pytest.mark.parametrize(("screen", "panel"), [("mediation", "volumes"), ("staffing", "yearly"), ("energy", "paper")])
def test_what_would_be_a_line_on_the_axis_has_a_chart_of_its_own(screen: str, panel: str) -> None:
    drawn = charts(taken(screen, panel))
    assert len(drawn) > 1
    for chart in drawn:
        peaks = [max(value for value in series.values if value is not None) for series in chart.series]
        assert max(peaks) <= 20 * min(peaks)


def test_flows_and_days_never_share_a_chart() -> None:
    told = {(chart.axis, chart.look) for chart in charts(taken("staffing", "approvals"))}
    assert {("每月平均（人）", "columns"), ("人/日", "dots")} <= told
    stocks, *others = charts(taken("staffing", "staff"))
    assert (stocks.look, others) == ("dots", [])
    assert stocks.categories[0] == "100年1月1日"
