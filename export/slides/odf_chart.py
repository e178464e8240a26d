"""A chart of a slide in an OpenDocument file: columns over periods, their data in the chart itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from charts.palette import LIGHT
from export.odf.charts import axis, axis_properties, chart_parts, chart_style, grid, own_table, plot_style, title
from export.odf.package import Parts
from export.odf.styles import filled, lettering, line, nothing, number_style, outline, properties
from export.odf.xml import Element, element
from export.slides.chart_data import MOST_LABELLED, Chart, Series, number_format
from export.slides.pages import Box

_CODE = re.compile(r'^(?:"([^"]*)")?#,##0(?:\.(0+))?(?:"([^"]*)")?$')
# From this height on, an axis counts in whole numbers; smaller ones need decimals, as many as they take.
_WHOLE = 10


def placed(box: Box) -> dict[str, str]:
    """Place and size of a frame as attributes."""
    numbers = {"svg:x": box.x, "svg:y": box.y, "svg:width": box.width, "svg:height": box.height}
    return {key: f"{number:.3f}cm" for key, number in numbers.items()}


def columns_chart(chart: Chart, box: Box, size: float) -> Parts:
    """The parts of a chart by path.

    Args:
        chart: what is drawn.
        box: how large it is drawn.
        size: of its words, in points.
    """
    return chart_parts(_styles(chart, size), _chart(chart, box))


def _codes(chart: Chart) -> list[str]:
    """The number formats of its labels."""
    return sorted({number_format(label) for series in chart.series for label in series.labels if label})


def _styles(chart: Chart, size: float) -> Iterator[Element]:
    values = [value for series in chart.series for value in series.values if value is not None]
    yield number_style("axis-number", 0 if max(values, default=0) >= _WHOLE else None)
    for code in _codes(chart):
        found = _CODE.match(code)
        assert found, code
        yield number_style(_format_name(code, chart), len(found[2] or ""), found[1] or "", found[3] or "")
    words = lettering(size, chart=True)
    yield chart_style("chart", nothing())
    yield chart_style("legend", nothing(), lettering(size, chart=True))
    yield plot_style("plot")
    yield chart_style("wall", nothing())
    yield chart_style("grid", line(LIGHT.grid))
    # The names of many periods are not all told: letters one below the other could not be read.
    all_named = "true" if len(chart.categories) <= MOST_LABELLED else "false"
    periods = {"chart:gap-width": 60, "chart:overlap": 0, "chart:text-overlap": all_named, "text:line-break": all_named,
               "chart:label-arrangement": "side-by-side"}  # fmt: skip
    yield chart_style("periods", axis_properties(periods), line(LIGHT.line), words)
    heights = {"chart:minimum": min([0.0, *values]), "chart:link-data-style-to-source": "false"}
    yield chart_style("heights", axis_properties(heights), nothing(), lettering(size, chart=True), data="axis-number")
    turned = properties("chart", {"style:rotation-angle": 90})
    yield chart_style("axis", turned, lettering(size, colour=LIGHT.quiet, chart=True))
    for place, (series, colour) in enumerate(zip(chart.series, chart.colours, strict=True)):
        yield _column_style(f"series{place}", filled(colour), size)
        for row, (label, is_outline) in enumerate(zip(series.labels, chart.outlined, strict=True)):
            drawn = outline(colour) if is_outline and series.role == "value" else filled(colour)
            if label:
                yield _column_style(f"point{place}-{row}", drawn, size, _format_name(number_format(label), chart))
            else:
                yield chart_style(
                    f"point{place}-{row}", properties("chart", {"chart:data-label-number": "none"}), drawn
                )


def _format_name(code: str, chart: Chart) -> str:
    return f"number{_codes(chart).index(code)}"


def _column_style(name: str, drawn: Element, size: float, data: str | None = None) -> Element:
    """A column says its value, above it, in its own number format."""
    told = properties("chart", {
        "chart:data-label-number": "value", "chart:data-label-text": "false", "chart:data-label-symbol": "false",
        "chart:link-data-style-to-source": "false", "chart:label-position": "outside",
    })  # fmt: skip
    return chart_style(name, told, drawn, lettering(size, chart=True), data=data)


def _chart(chart: Chart, box: Box) -> Element:
    rows = len(chart.categories) + 1
    categories = element("chart:categories", {"table:cell-range-address": f"local-table.$A$2:.$A${rows}"})
    plot = element(
        "chart:plot-area", {"chart:style-name": "plot", "chart:data-source-has-labels": "both"},
        axis("x", "periods", categories),
        axis("y", "heights", title(chart.axis, "axis"), grid("grid")),
        *(_series(place, own, rows) for place, own in enumerate(chart.series)),
        element("chart:wall", {"chart:style-name": "wall"}),
    )  # fmt: skip
    size = {"svg:width": f"{box.width:.3f}cm", "svg:height": f"{box.height:.3f}cm"}
    named = {"chart:class": "chart:bar", "chart:style-name": "chart"}
    legend = [_legend()] if len(chart.series) > 1 else []
    header = ["", *(series.name for series in chart.series)]
    values = zip(chart.categories, *(series.values for series in chart.series), strict=True)
    return element("chart:chart", {**size, **named}, *legend, plot, own_table(header, values))


def _legend() -> Element:
    placed_ = {"chart:legend-position": "top", "chart:legend-align": "center", "chart:style-name": "legend"}
    return element("chart:legend", placed_)


def _series(place: int, series: Series, rows: int) -> Element:
    column = "BCDEFGHIJ"[place]
    points = (
        element("chart:data-point", {"chart:style-name": f"point{place}-{number}"})
        for number in range(len(series.labels))
    )
    named = {"chart:style-name": f"series{place}", "chart:class": "chart:bar"}
    cells = {"chart:values-cell-range-address": f"local-table.${column}$2:.${column}${rows}",
             "chart:label-cell-address": f"local-table.${column}$1"}  # fmt: skip
    return element("chart:series", {**named, **cells}, *points)
