"""A workbook as ODS, the format the government's ODF rule asks for, with charts that a spreadsheet can edit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date

from export.odf.charts import chart_frame
from export.odf.package import described, packed
from export.odf.styles import fonts
from export.odf.xml import Element, document, element, paragraphs
from export.sheets.book import (
    MOST_ROWS,
    Book,
    Cell,
    Chart,
    Field,
    Number,
    Sheet,
    cell_text,
    chart_table,
    fitted,
    lines_of_row,
)
from export.sheets.ods_chart import HEIGHT, WIDTH, cells, cells_chart
from export.sheets.ods_styles import (
    LINE,
    Room,
    automatic,
    cell_style,
    centimetres,
    column_style,
    page_styles,
    row_style,
    scale_of,
    sheet_style,
)
from export.sheets.xlsx import TooManyRows

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SERIES_WIDTH, _MOST_CATEGORY = 20.0, 44.0
# Centimetres around a chart.
_AROUND = 0.1
_CHART_ROWS = math.ceil(HEIGHT / LINE) + 1


def ods_bytes(book: Book) -> bytes:
    """The workbook as an ODS file; the same book gives the same bytes.

    Raises:
        TooManyRows: a sheet has more rows than a spreadsheet holds.
    """
    parts = {
        "content.xml": _content(book),
        "styles.xml": page_styles(book, _scales(book)),
        "meta.xml": described(book.title, book.subject, book.made, book.language),
        "settings.xml": _settings(book),
    }
    charts = {
        _object(position): cells_chart(chart, book.chart_sheet, top + 3)
        for position, (chart, top) in enumerate(_placed(book.charts), 1)
    }
    return packed(MEDIA_TYPE, parts, charts)


def _object(position: int) -> str:
    return f"Object {position}"


def _content(book: Book) -> bytes:
    first, *others = book.sheets
    tables = [_table(first), *([_chart_table(book)] if book.charts else []), *map(_table, others)]
    widths = {field.width for sheet in book.sheets for field in sheet.fields} | {_SERIES_WIDTH, _categories(book)}
    lines = {lines_of_row(row, sheet.fields) for sheet in book.sheets for row in sheet.rows}
    numbers = {cell for sheet in book.sheets for row in sheet.rows for cell in row if isinstance(cell, Number)}
    numbers |= {cell for chart in book.charts for row in chart_table(chart) for cell in row if isinstance(cell, Number)}
    styles = automatic(widths, lines, numbers, _scales(book))
    filters = element("table:database-ranges", None, *map(_filter, book.sheets))
    spreadsheet = element("office:spreadsheet", None, *tables, filters)
    return document("content", fonts(), styles, element("office:body", None, spreadsheet))


def _scales(book: Book) -> set[int]:
    return {*map(_scale, book.sheets), *([_chart_scale(book)] if book.charts else [])}


def _scale(sheet: Sheet) -> int:
    """The percentage at which the columns that go on paper are as wide as it."""
    return scale_of(sum(centimetres(field.width) for field in sheet.fields[: sheet.printed]))


def _filter(sheet: Sheet) -> Element:
    block = _block(sheet, len(sheet.fields)).replace("$", "")
    return element("table:database-range", {
        "table:name": f"__Anonymous_Sheet_DB__{sheet.name}", "table:target-range-address": block,
        "table:display-filter-buttons": "true",
    })  # fmt: skip


def _block(sheet: Sheet, columns: int) -> str:
    """The address of the first columns of a sheet, header and all."""
    return cells(sheet.name, (0, columns - 1), (1, max(2, len(sheet.rows) + 1)))


# Tables ---------------------------------------------------------------------------------------


def _table(sheet: Sheet) -> Element:
    if len(sheet.rows) >= MOST_ROWS:
        raise TooManyRows(f"{sheet.name}: {len(sheet.rows)}")
    printed = _block(sheet, sheet.printed).replace("$", "")
    table = element("table:table", {
        "table:name": sheet.name, "table:style-name": sheet_style(_scale(sheet)), "table:print-ranges": printed,
    })  # fmt: skip
    for field in sheet.fields:
        table.append(_column(field.width))
    head = _row(lines_of_row([field.title for field in sheet.fields], sheet.fields))
    for field in sheet.fields:
        head.append(_cell(field.title, "head-number" if _is_right(field) else "head"))
    table.append(element("table:table-header-rows", None, head))
    for row in sheet.rows:
        made = _row(lines_of_row(row, sheet.fields))
        for cell, field in zip(row, sheet.fields, strict=True):
            made.append(_cell(cell, "sign" if _is_right(field) else "words"))
        table.append(made)
    return table


def _is_right(field: Field) -> bool:
    return field.kind in ("number", "date")


def _column(width: float) -> Element:
    return element("table:table-column", {"table:style-name": column_style(width)})


def _row(lines: int = 1, room: Room = "fitted") -> Element:
    return element("table:table-row", {"table:style-name": row_style(lines, room)})


def _cell(cell: Cell, style: str) -> Element:
    """A cell of the type its value has; ``style`` is that of a text, numbers and dates have their own.

    A text is a string whatever it begins with: no program reads it as a formula.
    """
    told: dict[str, object]
    if isinstance(cell, Number):
        value = int(cell.value) if float(cell.value).is_integer() else cell.value
        told = {"office:value-type": "float", "office:value": repr(value), "table:style-name": cell_style(cell)}
    elif isinstance(cell, date):
        told = {"office:value-type": "date", "office:date-value": cell.isoformat(), "table:style-name": "date"}
    elif cell:
        told = {"office:value-type": "string", "table:style-name": style}
    else:
        return element("table:table-cell", {"table:style-name": style})
    return element("table:table-cell", told, *paragraphs(cell_text(cell)))


# Charts ---------------------------------------------------------------------------------------


def _placed(charts: Sequence[Chart]) -> Iterator[tuple[Chart, int]]:
    """Each chart and the row its block begins in, from 0: caption, unit, numbers, then the chart."""
    top = 0
    for chart in charts:
        yield chart, top
        top += len(chart.categories) + 4 + _CHART_ROWS


def _categories(book: Book) -> float:
    texts = (text for chart in book.charts for text in (chart.category_title, *chart.categories))
    return fitted(texts, _MOST_CATEGORY)


def _most_series(book: Book) -> int:
    return max(len(chart.series) for chart in book.charts)


def _chart_scale(book: Book) -> int:
    numbers = centimetres(_categories(book)) + _most_series(book) * centimetres(_SERIES_WIDTH)
    return scale_of(max(numbers, WIDTH + 2 * _AROUND))


def _chart_table(book: Book) -> Element:
    """The sheet of the charts: each below its numbers, one under the other."""
    table = element(
        "table:table", {"table:name": book.chart_sheet, "table:style-name": sheet_style(_chart_scale(book))}
    )
    table.append(_column(_categories(book)))
    for _ in range(_most_series(book)):
        table.append(_column(_SERIES_WIDTH))
    for position, (chart, top) in enumerate(_placed(book.charts), 1):
        caption = _row(room="paged" if position > 1 else "fitted")
        caption.append(_cell(book.title, "caption"))
        unit = _row()
        unit.append(_cell(chart.axis, "unit"))
        table.extend([caption, unit, *_numbers(chart), _row()])
        holder = _row(room="fixed")
        holder.append(element("table:table-cell", None, _frame(chart, position, book.chart_sheet, top)))
        table.extend([holder, *(_row(room="fixed") for _ in range(_CHART_ROWS - 1))])
    for row in table.iter("{*}table-row"):
        if len(row) == 0:
            row.append(element("table:table-cell"))
    return table


def _numbers(chart: Chart) -> Iterator[Element]:
    for number, row in enumerate(chart_table(chart)):
        made = _row()
        for position, cell in enumerate(row):
            style = ("head-number" if position else "head") if number == 0 else "words"
            made.append(_cell(cell, style))
        yield made


def _frame(chart: Chart, position: int, sheet: str, top: int) -> Element:
    numbers = cells(sheet, (0, len(chart.series)), (top + 3, top + 3 + len(chart.categories))).replace("$", "")
    placed = {"svg:x": _AROUND, "svg:y": _AROUND, "svg:width": WIDTH, "svg:height": HEIGHT}
    frame = {"draw:z-index": position - 1, "draw:name": f"{sheet}{position}",
             **{key: f"{number}cm" for key, number in placed.items()}}  # fmt: skip
    return chart_frame(_object(position), chart.title, chart.alt, frame, numbers)


# Settings -------------------------------------------------------------------------------------


def _settings(book: Book) -> bytes:
    """The part that freezes each sheet's header and first column, and opens the first sheet."""
    views = [_view(sheet.name) for sheet in book.sheets]
    view = element("config:config-item-map-entry", None, _setting("ViewId", "string", "view1"),
                   element("config:config-item-map-named", {"config:name": "Tables"}, *views),
                   _setting("ActiveTable", "string", book.sheets[0].name))  # fmt: skip
    settings = element("config:config-item-set", {"config:name": "ooo:view-settings"},
                       element("config:config-item-map-indexed", {"config:name": "Views"}, view))  # fmt: skip
    return document("settings", element("office:settings", None, settings))


def _view(name: str) -> Element:
    frozen = {"HorizontalSplitMode": 2, "VerticalSplitMode": 2, "HorizontalSplitPosition": 1,
              "VerticalSplitPosition": 1, "ActiveSplitRange": 3, "PositionLeft": 0, "PositionRight": 1,
              "PositionTop": 0, "PositionBottom": 1}  # fmt: skip
    made = [_setting(key, "int" if "Position" in key else "short", value) for key, value in frozen.items()]
    return element("config:config-item-map-entry", {"config:name": name}, *made)


def _setting(name: str, kind: str, value: object) -> Element:
    return element("config:config-item", {"config:name": name, "config:type": kind}, str(value))
