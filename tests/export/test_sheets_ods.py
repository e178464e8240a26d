"""ODS workbooks, read back by odfdo and pandas."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from odfdo import Document, Table

from catalog.words import LANGUAGES, Language, speaking
from export.odf.xml import NAMESPACES, qualified
from export.sheets.book import cleaned
from export.sheets.contents import book
from export.sheets.ods import ods_bytes
from tests.export.taken import RETRIEVED, SITE, made, taken

pytestmark = pytest.mark.usefixtures("published")


def _bytes(screen: str, panel: str, language: Language = LANGUAGES[0]) -> bytes:
    with speaking(language):
        return ods_bytes(book(taken(screen, panel), RETRIEVED, site=SITE))


def _tables(data: bytes) -> dict[str, Table]:
    return {str(table.name): table for table in Document(io.BytesIO(data)).body.tables}


def _part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def _found(part: etree._Element, path: str) -> list[etree._Element]:
    found: list[etree._Element] = part.findall(path, NAMESPACES)
    return found


def test_the_package_is_opendocument() -> None:
    with zipfile.ZipFile(io.BytesIO(_bytes("mediation", "volumes"))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
        manifest = etree.fromstring(archive.read("META-INF/manifest.xml"))
        listed = {entry.get(f"{{{NAMESPACES['manifest']}}}full-path") for entry in manifest}
        files = set(archive.namelist()) - {"mimetype", "META-INF/manifest.xml"}
        charts = {f"{file.partition('/')[0]}/" for file in files if file.startswith("Object ")}
        assert len(charts) > 1
        assert listed == files | charts | {"/"}


def test_the_sheets_are_named_in_the_readers_language() -> None:
    assert list(_tables(_bytes("mediation", "volumes"))) == ["資料", "圖", "欄位說明", "來源頁次", "讀我"]
    assert list(_tables(_bytes("mediation", "volumes", "en"))) == ["Data", "Chart", "Columns", "Sources", "Read me"]


def test_odfdo_reads_the_values_back_with_their_types() -> None:
    records = taken("mediation", "volumes").drawn.records
    header, *rows = _tables(_bytes("mediation", "volumes"))["資料"].get_values()
    value, month, start = (header.index(name) for name in ("數值", "每月平均", "起日"))
    assert len(rows) == len(records) > 10
    for row, record in zip(rows, records, strict=True):
        if record.get("missing"):
            assert row[value] == ("…" if record["missing"] == "本站尚未收錄" else record["missing"])
        else:
            assert isinstance(row[value], (int, Decimal, float))
            assert float(row[value]) == record["value"]
            assert float(row[month]) == record["per_month"]
        assert isinstance(row[start], date)
        assert row[start] == record["period_start"]


def test_the_chart_draws_the_cells_and_leaves_gaps() -> None:
    data = _bytes("mediation", "volumes")
    # Advice is printed once in each of its units, and complaints are many times the mediations: each on its own scale.
    chart = _part(data, "Object 3/content.xml")
    titles = ["".join(title.itertext()) for title in _found(chart, ".//chart:title")]
    assert titles[0] == taken("mediation", "volumes").drawn.title
    assert titles[1:] == ["期間（民國）", "每月平均（件）"]
    plot = _found(chart, ".//style:chart-properties[@chart:treat-empty-cells]")
    assert [style.get(f"{{{NAMESPACES['chart']}}}treat-empty-cells") for style in plot] == ["leave-gap"]
    series = _found(chart, ".//chart:series")
    table = _tables(data)["圖"]
    for number, one in enumerate(series, 1):
        first, _, last = str(one.get(f"{{{NAMESPACES['chart']}}}values-cell-range-address")).partition(":")
        rows = range(int(first.rpartition("$")[2]) - 1, int(last.rpartition("$")[2]))
        values = [table.get_value((number, row)) for row in rows]
        own = [[cell.get(f"{{{NAMESPACES['office']}}}value") for cell in row][number]
               for row in _found(chart, ".//table:table-rows/table:table-row")]  # fmt: skip
        assert [None if v is None else float(str(v)) for v in values] == [None if v is None else float(v) for v in own]
    assert len(series) == 1


def test_the_header_is_frozen_filtered_and_repeated() -> None:
    data = _bytes("mediation", "volumes")
    settings = _part(data, "settings.xml")
    name = f"{{{NAMESPACES['config']}}}name"
    for entry in _found(settings, ".//config:config-item-map-named/config:config-item-map-entry"):
        told = {item.get(name): item.text for item in entry}
        assert (told["VerticalSplitMode"], told["VerticalSplitPosition"]) == ("2", "1")
    content = _part(data, "content.xml")
    assert len(_found(content, ".//table:database-range[@table:display-filter-buttons='true']")) == 4
    assert len(_found(content, ".//table:table-header-rows")) == 4


def test_each_sheet_is_as_wide_as_the_paper() -> None:
    data = _bytes("mediation", "volumes")
    styles, content = _part(data, "styles.xml"), _part(data, "content.xml")
    layouts = {_of(page, "style:name"): page[0] for page in _found(styles, ".//style:page-layout")}
    pages = {_of(page, "style:name"): layouts[_of(page, "style:page-layout-name")]
             for page in _found(styles, ".//style:master-page")}  # fmt: skip
    masters = {_of(style, "style:name"): _of(style, "style:master-page-name")
               for style in _found(content, ".//style:style[@style:master-page-name]")}  # fmt: skip
    widths = {_of(style, "style:name"): float(_of(style[0], "style:column-width").removesuffix("cm"))
              for style in _found(content, ".//style:style[@style:family='table-column']")}  # fmt: skip
    scales = []
    for table in _found(content, ".//office:spreadsheet/table:table"):
        page = pages[masters[_of(table, "table:style-name")]]
        assert (_of(page, "style:print-orientation"), _of(page, "fo:page-width")) == ("landscape", "29.7cm")
        scales.append(int(_of(page, "style:scale-to").removesuffix("%")))
        last = re.search(r":[^:]*\.([A-Z])\d+$", table.get(qualified("table:print-ranges"), ""))
        columns = _found(table, "table:table-column")[: ord(last[1]) - ord("A") + 1 if last else None]
        wide = sum(widths[_of(column, "table:style-name")] for column in columns)
        # As large as the paper lets it be, and no larger.
        assert wide * scales[-1] / 100 <= 27.7
        assert scales[-1] == 100 or wide * (scales[-1] + 1) / 100 > 27.6
    assert min(scales) < 80 < max(scales)


def _of(element: etree._Element, name: str) -> str:
    return str(element.get(qualified(name)))


def test_the_same_book_is_the_same_bytes() -> None:
    assert _bytes("staffing", "rates") == _bytes("staffing", "rates")


@given(st.text(max_size=60), st.sampled_from(["", "=", "+", "-", "@", "\t=", "of:=", "  ", " \t "]))
def test_no_text_becomes_a_formula(text: str, start: str) -> None:
    quote = start + text
    data = ods_bytes(book(made([{"quote": quote, "value": 1.0}]), RETRIEVED))
    content = _part(data, "content.xml")
    assert not content.xpath("//@table:formula", namespaces=NAMESPACES)
    cells = _found(content, ".//table:table[@table:name='資料']/table:table-row/table:table-cell")
    texts = ["\n".join(_words(paragraph) for paragraph in cell) for cell in cells]
    kinds = [cell.get(f"{{{NAMESPACES['office']}}}value-type") for cell in cells]
    assert kinds.count("float") == 1
    assert set(kinds) <= {"float", "string", None}
    assert cleaned(quote) in texts or not cleaned(quote)


def _words(paragraph: etree._Element) -> str:
    """A paragraph's text, its elements for blanks and tabs put back."""
    told = paragraph.text or ""
    for child in paragraph:
        name = etree.QName(child).localname
        told += "\t" if name == "tab" else " " * int(child.get(f"{{{NAMESPACES['text']}}}c", "1"))
        told += child.tail or ""
    return told
