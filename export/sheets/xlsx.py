"""A workbook as XLSX, with charts that a spreadsheet can edit."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from export.sheets.book import (
    MOST_ROWS,
    Book,
    Cell,
    Chart,
    Field,
    Number,
    Sheet,
    axis_decimals,
    chart_decimals,
    chart_table,
    fitted,
    lines_of,
    lines_of_row,
)  # fmt: skip

# A font every Windows with Traditional Chinese has; other systems put their own in its place.
FONT = "Microsoft JhengHei"
_INK, _QUIET, _GRID, _HEAD = "#1b2430", "#4a5563", "#e3e7ec", "#e8eef4"
_LINE_POINTS = 16.5
_CHART_WIDTH, _CHART_HEIGHT = 940, 400
# Excel's default row is 20 pixels high.
_CHART_ROWS = _CHART_HEIGHT // 20 + 2
_A4 = 9
_SERIES_WIDTH = 20.0

Json = dict[str, Any]


class TooManyRows(ValueError):
    """A sheet has more rows than a spreadsheet holds; take CSV or Parquet."""


def xlsx_bytes(book: Book) -> bytes:
    """The workbook as an XLSX file; the same book gives the same bytes.

    Raises:
        TooManyRows: a sheet has more rows than a spreadsheet holds.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        _Writer(workbook, book).write()
    return file.getvalue()


class _Writer:
    """One workbook being written, and its cell formats, each made once."""

    def __init__(self, workbook: xlsxwriter.Workbook, book: Book) -> None:
        self._workbook = workbook
        self._book = book
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        workbook.formats[0].set_font_name(FONT)

    def write(self) -> None:
        book = self._book
        self._workbook.set_properties(
            {"title": book.title, "subject": book.subject, "comments": book.foot,
             "created": datetime.combine(book.made, time())}
        )  # fmt: skip
        self._sheet(book.sheets[0])
        if book.charts:
            self._charts(self._worksheet(book.chart_sheet))
        for sheet in book.sheets[1:]:
            self._sheet(sheet)

    def _format(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            plain = {"font_name": FONT, "font_size": 11, "valign": "top", "bottom": 1, "bottom_color": _GRID}
            self._formats[key] = self._workbook.add_format({**plain, **properties})
        return self._formats[key]

    def _worksheet(self, name: str) -> Worksheet:
        """An empty sheet that prints on A4, lying, as wide as the paper."""
        worksheet: Worksheet = self._workbook.add_worksheet(name)
        book = self._book
        worksheet.set_landscape()
        worksheet.set_paper(_A4)
        worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.8)
        worksheet.set_header(f"&L{_header_text(book.title, 120)}&R&A")
        page = book.page.replace("&", "&&").format(page="&P", pages="&N")
        worksheet.set_footer(f"&L&8{_header_text(book.foot, 105)}\n{_header_text(book.address, 105)}&R&8{page}")
        return worksheet

    def _sheet(self, sheet: Sheet) -> None:
        if len(sheet.rows) >= MOST_ROWS:
            raise TooManyRows(f"{sheet.name}: {len(sheet.rows)}")
        worksheet = self._worksheet(sheet.name)
        last = len(sheet.fields) - 1
        for position, field in enumerate(sheet.fields):
            worksheet.set_column(position, position, field.width)
            worksheet.write_string(0, position, field.title, self._head(field.kind in ("number", "date")))
        worksheet.set_row(0, lines_of_row([field.title for field in sheet.fields], sheet.fields) * _LINE_POINTS)
        for number, row in enumerate(sheet.rows, 1):
            self._row(worksheet, number, row, sheet.fields)
        worksheet.freeze_panes(1, 1)
        worksheet.autofilter(0, 0, max(1, len(sheet.rows)), last)
        worksheet.repeat_rows(0)
        worksheet.print_area(0, 0, max(1, len(sheet.rows)), sheet.printed - 1)
        # Codes such as a session's are texts on purpose.
        worksheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(sheet.rows) + 1}"})

    def _head(self, to_the_right: bool) -> Format:
        own = {"align": "right", "indent": 1} if to_the_right else {}
        return self._format(bold=True, bg_color=_HEAD, bottom_color=_QUIET, text_wrap=True, valign="vcenter", **own)

    def _row(self, worksheet: Worksheet, number: int, row: Sequence[Cell], fields: Sequence[Field]) -> None:
        worksheet.set_row(number, lines_of_row(row, fields) * _LINE_POINTS)
        for position, (cell, field) in enumerate(zip(row, fields, strict=True)):
            self._cell(worksheet, number, position, cell, field.kind in ("number", "date"))

    def _cell(self, worksheet: Worksheet, row: int, column: int, cell: Cell, to_the_right: bool = False) -> None:
        if isinstance(cell, Number):
            own = self._format(num_format=number_format(cell), align="right", indent=1)
            worksheet.write_number(row, column, cell.value, own)
        elif isinstance(cell, date):
            own = self._format(num_format="yyyy-mm-dd", align="right", indent=1)
            worksheet.write_datetime(row, column, datetime.combine(cell, time()), own)
        elif not cell:
            worksheet.write_blank(row, column, None, self._format(text_wrap=True))
        elif to_the_right:
            worksheet.write_string(row, column, cell, self._format(align="right", indent=1, font_color=_QUIET))
        else:
            # Never write(): a report's words may begin as a formula or an address does.
            worksheet.write_string(row, column, cell, self._format(text_wrap=True))

    def _charts(self, worksheet: Worksheet) -> None:
        """Each chart below its numbers, one under the other."""
        charts = self._book.charts
        most = max(len(chart.series) for chart in charts)
        worksheet.set_column(
            0, 0, fitted((c for chart in charts for c in (chart.category_title, *chart.categories)), 44)
        )
        worksheet.set_column(1, most, _SERIES_WIDTH)
        top, breaks = 0, []
        for chart in charts:
            worksheet.write_string(top, 0, self._book.title, self._format(bold=True, bottom=0))
            worksheet.write_string(top + 1, 0, chart.axis, self._format(font_color=_QUIET, bottom=0))
            self._table(worksheet, top + 2, chart)
            below = top + 2 + len(chart.categories) + 2
            options = {"x_offset": 4, "y_offset": 0, "description": chart.alt, "object_position": 2}
            worksheet.insert_chart(below, 0, self._chart(chart, top + 2), options)
            top = below + _CHART_ROWS
            breaks.append(top)
        worksheet.set_h_pagebreaks(breaks[:-1])

    def _table(self, worksheet: Worksheet, top: int, chart: Chart) -> None:
        highest = max(lines_of(series.name, _SERIES_WIDTH) for series in chart.series)
        worksheet.set_row(top, highest * _LINE_POINTS)
        for number, row in enumerate(chart_table(chart)):
            for position, cell in enumerate(row):
                if number == 0:
                    worksheet.write_string(top, position, str(cell), self._head(position > 0))
                else:
                    self._cell(worksheet, top + number, position, cell)

    def _chart(self, chart: Chart, top: int) -> Any:
        drawn = self._workbook.add_chart({"type": "column" if chart.look == "columns" else "line"})
        name, last = self._book.chart_sheet, top + len(chart.categories)
        for position, series in enumerate(chart.series, 1):
            drawn.add_series(
                {
                    "name": [name, top, position],
                    "categories": [name, top + 1, 0, last, 0],
                    "values": [name, top + 1, position, last, position],
                    **_marks(chart, series.colour),
                    **_labels(chart),
                }
            )
        drawn.set_title({"name": chart.title, "overlay": False, "name_font": _font(13, True)})
        drawn.set_x_axis({"name": chart.category_title, "name_font": _font(10), "num_font": _font(10)})
        drawn.set_y_axis(
            {"name": chart.axis, "name_font": _font(10), "num_font": _font(10), "min": 0,
             "num_format": number_format(Number(0, axis_decimals(chart))),
             "major_gridlines": {"visible": True, "line": {"color": _GRID}}, "line": {"none": True}}
        )  # fmt: skip
        drawn.set_legend({"position": "bottom", "font": _font(10)})
        drawn.show_blanks_as("gap")
        drawn.set_size({"width": _CHART_WIDTH, "height": _CHART_HEIGHT})
        return drawn


def _marks(chart: Chart, colour: str) -> Json:
    if chart.look == "columns":
        return {"fill": {"color": colour}, "border": {"none": True}, "gap": 60, "overlap": -5}
    marker = {"type": "circle", "size": 9, "fill": {"color": colour}, "border": {"color": "#ffffff"}}
    return {"line": {"none": True}, "marker": marker}


def _labels(chart: Chart) -> Json:
    """The value at each mark, where there is room for all of them."""
    if not chart.labelled:
        return {}
    position = "outside_end" if chart.look == "columns" else "above"
    number = number_format(Number(0, chart_decimals(chart)))
    return {"data_labels": {"value": True, "position": position, "font": _font(9), "num_format": number}}


def _font(size: int, bold: bool = False) -> Json:
    return {"name": FONT, "size": size, "bold": bold, "color": _INK}


def number_format(number: Number) -> str:
    """The spreadsheet's format of a number: thousands, its decimals, a percent sign that does not multiply."""
    decimals = f".{'0' * number.decimals}" if number.decimals else ""
    return f"#,##0{decimals}" + ('"%"' if number.suffix else "")


def _header_text(text: str, most: int) -> str:
    """A text for the head or foot of a page, where & gives orders and 255 characters are the end."""
    short = text if len(text) <= most else text[: most - 1] + "…"
    # A digit after a font size would be read as part of it.
    return (" " + short if short[:1].isdigit() else short).replace("&", "&&")
