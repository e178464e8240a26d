"""A chart inside an OpenDocument spreadsheet: a document of its own that draws cells of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_uppercase

from export.figures.palette import LIGHT
from export.sheets.book import (
    Cell,
    Chart,
    Number,
    Series,
    axis_decimals,
    cell_text,
    chart_decimals,
    chart_table,
    text_width,
)
from export.sheets.odf import Element, document, element, paragraphs
from export.sheets.ods_styles import fonts, lettering

WIDTH, HEIGHT = 25.0, 10.5
# Digits that go side by side under the chart; more stand on two lines in turn, and are not turned.
_MOST_BESIDE = 90


def chart_content(chart: Chart, sheet: str, first_row: int) -> bytes:
    """The chart's content part.

    Args:
        chart: what to draw.
        sheet: name of the sheet that holds its numbers, beginning in the first column.
        first_row: the row of their header, from 1.
    """
    body = element("chart:chart", {
        "svg:width": f"{WIDTH}cm", "svg:height": f"{HEIGHT}cm", "chart:style-name": "chart",
        "chart:class": "chart:bar" if chart.look == "columns" else "chart:line",
        "xlink:href": "..", "xlink:type": "simple",
    })  # fmt: skip
    body.append(element("chart:title", {"chart:style-name": "title"}, *paragraphs(chart.title)))
    body.append(element("chart:legend", {"chart:legend-position": "bottom", "chart:style-name": "legend"}))
    body.append(_plot(chart, sheet, first_row))
    body.append(_own_table(chart))
    return document(
        "content",
        fonts(),
        element("office:automatic-styles", None, *_styles(chart)),
        element("office:body", None, element("office:chart", None, body)),
    )


def chart_styles() -> bytes:
    """The chart's styles part, which has none."""
    return document("styles", element("office:styles"))


def cells(sheet: str, columns: tuple[int, int], rows: tuple[int, int]) -> str:
    """The address of a block of cells: columns from 0, rows from 1, both with their last."""
    first, last = (ascii_uppercase[column] for column in columns)
    name = sheet.replace("'", "''")
    return f"$'{name}'.${first}${rows[0]}:$'{name}'.${last}${rows[1]}"


def _plot(chart: Chart, sheet: str, top: int) -> Element:
    last = top + len(chart.categories)
    categories = element("chart:categories", {"table:cell-range-address": cells(sheet, (0, 0), (top + 1, last))})
    plot = element("chart:plot-area", {
        "chart:style-name": "plot", "chart:data-source-has-labels": "both",
        "table:cell-range-address": cells(sheet, (0, len(chart.series)), (top, last)),
    })  # fmt: skip
    plot.append(_axis("x", "across", _axis_title(chart.category_title), categories))
    plot.append(_axis("y", "up", _axis_title(chart.axis), element("chart:grid", {
        "chart:style-name": "grid", "chart:class": "major",
    })))  # fmt: skip
    for position in range(1, len(chart.series) + 1):
        plot.append(element("chart:series", {
            "chart:style-name": f"series{position}",
            "chart:class": "chart:bar" if chart.look == "columns" else "chart:line",
            "chart:values-cell-range-address": cells(sheet, (position, position), (top + 1, last)),
            "chart:label-cell-address": cells(sheet, (position, position), (top, top)).partition(":")[0],
        }, element("chart:data-point", {"chart:repeated": len(chart.categories)})))  # fmt: skip
    plot.append(element("chart:wall", {"chart:style-name": "wall"}))
    return plot


def _axis(dimension: str, style: str, *children: Element) -> Element:
    named = {"chart:dimension": dimension, "chart:name": f"primary-{dimension}", "chart:style-name": style}
    return element("chart:axis", named, *children)


def _axis_title(text: str) -> Element:
    return element("chart:title", {"chart:style-name": "words"}, *paragraphs(text))


def _own_table(chart: Chart) -> Element:
    """The numbers once more, for programs that do not look them up in the sheet."""
    header, *rows = chart_table(chart)
    return element(
        "table:table",
        {"table:name": "local-table"},
        element("table:table-header-columns", None, element("table:table-column")),
        element("table:table-columns", None, element("table:table-column", {
            "table:number-columns-repeated": len(chart.series),
        })),
        element("table:table-header-rows", None, _own_row(("", *header[1:]))),
        element("table:table-rows", None, *(_own_row(row) for row in rows)),
    )  # fmt: skip


def _own_row(row: Sequence[Cell]) -> Element:
    return element("table:table-row", None, *map(_own_cell, row))


def _own_cell(cell: Cell) -> Element:
    if isinstance(cell, Number):
        attributes: dict[str, object] = {"office:value-type": "float", "office:value": repr(cell.value)}
    elif cell:
        attributes = {"office:value-type": "string"}
    else:
        return element("table:table-cell")
    return element("table:table-cell", attributes, *paragraphs(cell_text(cell)))


def _styles(chart: Chart) -> Iterator[Element]:
    yield _style("chart", element("style:graphic-properties", {"draw:stroke": "none", "draw:fill-color": LIGHT.paper}))
    yield _style("title", lettering(13, bold=True))
    yield _style("words", lettering(10))
    none = element("style:graphic-properties", {"draw:fill": "none", "draw:stroke": "none"})
    yield _style("legend", none, lettering(10))
    yield _style("wall", element("style:graphic-properties", {"draw:fill": "none", "draw:stroke": "none"}))
    yield _style("grid", element("style:graphic-properties", {"draw:stroke": "solid", "svg:stroke-color": LIGHT.grid}))
    yield _style("plot", element("style:chart-properties", {
        "chart:vertical": "false", "chart:treat-empty-cells": "leave-gap", "chart:include-hidden-cells": "false",
        "chart:gap-width": 60, "chart:overlap": -5,
    }))  # fmt: skip
    shown = {"chart:display-label": "true", "chart:visible": "true", "chart:gap-width": 60, "chart:overlap": -5}
    line = element("style:graphic-properties", {"draw:stroke": "solid", "svg:stroke-color": LIGHT.line})
    # The first and last dots stand beside the frame, not on it.
    crowded = sum(map(text_width, chart.categories)) > _MOST_BESIDE
    upright = {
        "text:line-break": "true", "style:rotation-angle": 0, "loext:major-origin": 0.5,
        "chart:label-arrangement": "stagger-even" if crowded else "side-by-side",
    }  # fmt: skip
    across = element("style:chart-properties", {**shown, **upright})
    yield _style("across", across, line, lettering(10))
    yield _number(axis_decimals(chart), "axis")
    none = element("style:graphic-properties", {"draw:stroke": "none"})
    up = element("style:chart-properties", {**shown, "chart:minimum": 0, "chart:link-data-style-to-source": "false"})
    yield _style("up", up, none, lettering(10), data="axis")
    yield _number(chart_decimals(chart), "label")
    for position, series in enumerate(chart.series, 1):
        yield _series_style(chart, series, f"series{position}")


def _series_style(chart: Chart, series: Series, name: str) -> Element:
    labelled = "value" if chart.labelled else "none"
    told: dict[str, object] = {
        "chart:data-label-number": labelled, "chart:link-data-style-to-source": "false",
        "chart:label-position": "outside" if chart.look == "columns" else "top",
    }  # fmt: skip
    if chart.look == "dots":
        told |= {"chart:symbol-type": "named-symbol", "chart:symbol-name": "circle",
                 "chart:symbol-width": "0.28cm", "chart:symbol-height": "0.28cm"}  # fmt: skip
    drawn = {"draw:fill": "solid", "draw:fill-color": series.colour, "draw:stroke": "none",
             "svg:stroke-color": series.colour}  # fmt: skip
    return _style(
        name, element("style:chart-properties", told), element("style:graphic-properties", drawn), lettering(9),
        data="label",
    )  # fmt: skip


def _style(name: str, *properties: Element, data: str | None = None) -> Element:
    named = {"style:name": name, "style:family": "chart", "style:data-style-name": data}
    return element("style:style", named, *properties)


def _number(decimals: int, name: str) -> Element:
    return element("number:number-style", {"style:name": name}, element("number:number", {
        "number:decimal-places": decimals, "number:min-integer-digits": 1, "number:grouping": "true",
    }))  # fmt: skip
