"""A chart inside an OpenDocument spreadsheet: a document of its own that draws cells of a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from charts.palette import LIGHT
from export.odf.charts import axis, axis_properties, chart_parts, chart_style, grid, own_table, plot_style, title
from export.odf.package import Parts
from export.odf.styles import lettering, line, nothing, number_style, properties
from export.odf.xml import Element, element
from export.sheets.book import Chart, Series, axis_decimals, chart_decimals, text_width

WIDTH, HEIGHT = 25.0, 10.5
# Digits that go side by side under the chart; more stand on two lines in turn, and are not turned.
_MOST_BESIDE = 90


def cells_chart(chart: Chart, sheet: str, first_row: int) -> Parts:
    """The chart's parts by path.

    Args:
        chart: what to draw.
        sheet: name of the sheet that holds its numbers, beginning in the first column.
        first_row: the row of their header, from 1.
    """
    named = {
        "svg:width": f"{WIDTH}cm", "svg:height": f"{HEIGHT}cm", "chart:style-name": "chart",
        "chart:class": "chart:bar" if chart.look == "columns" else "chart:line",
        "xlink:href": "..", "xlink:type": "simple",
    }  # fmt: skip
    legend = element("chart:legend", {"chart:legend-position": "bottom", "chart:style-name": "legend"})
    numbers = own_table(
        ["", *(series.name for series in chart.series)],
        zip(chart.categories, *(series.values for series in chart.series), strict=True),
    )
    drawn = element("chart:chart", named, title(chart.title, "title"), legend, _plot(chart, sheet, first_row), numbers)
    return chart_parts(_styles(chart), drawn)


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
    plot.append(axis("x", "across", title(chart.category_title, "words"), categories))
    plot.append(axis("y", "up", title(chart.axis, "words"), grid("grid")))
    for position in range(1, len(chart.series) + 1):
        plot.append(element("chart:series", {
            "chart:style-name": f"series{position}",
            "chart:class": "chart:bar" if chart.look == "columns" else "chart:line",
            "chart:values-cell-range-address": cells(sheet, (position, position), (top + 1, last)),
            "chart:label-cell-address": cells(sheet, (position, position), (top, top)).partition(":")[0],
        }, element("chart:data-point", {"chart:repeated": len(chart.categories)})))  # fmt: skip
    plot.append(element("chart:wall", {"chart:style-name": "wall"}))
    return plot


def _styles(chart: Chart) -> Iterator[Element]:
    yield chart_style("chart", properties("graphic", {"draw:stroke": "none", "draw:fill-color": LIGHT.paper}))
    yield chart_style("title", lettering(13, bold=True, chart=True))
    yield chart_style("words", lettering(10, chart=True))
    yield chart_style("legend", nothing(), lettering(10, chart=True))
    yield chart_style("wall", nothing())
    yield chart_style("grid", line(LIGHT.grid))
    yield plot_style("plot")
    beside = {"chart:gap-width": 60, "chart:overlap": -5}
    crowded = sum(map(text_width, chart.categories)) > _MOST_BESIDE
    upright = {
        "text:line-break": "true", "style:rotation-angle": 0,
        "chart:label-arrangement": "stagger-even" if crowded else "side-by-side",
        # The first and last dots stand beside the frame, not on it; the format leaves that to the program.
        "loext:major-origin": 0.5 if chart.look == "dots" else None,
    }  # fmt: skip
    yield chart_style("across", axis_properties({**beside, **upright}), line(LIGHT.line), lettering(10, chart=True))
    yield number_style("axis", axis_decimals(chart))
    up = axis_properties({**beside, "chart:minimum": 0, "chart:link-data-style-to-source": "false"})
    yield chart_style("up", up, nothing(), lettering(10, chart=True), data="axis")
    yield number_style("label", chart_decimals(chart))
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
    return chart_style(
        name, properties("chart", told), properties("graphic", drawn), lettering(9, chart=True), data="label"
    )  # fmt: skip
