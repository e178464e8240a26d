"""An office suite's own chart: a document of its own inside an OpenDocument file, and the frame that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from export.odf.package import Parts
from export.odf.styles import fonts, properties, style
from export.odf.xml import Attributes, Element, document, element, paragraph, paragraphs

Value = str | float | None


def chart_parts(styles: Iterable[Element], chart: Element) -> Parts:
    """The parts of a chart by path: its styles and the ``chart:chart``."""
    body = element("office:body", None, element("office:chart", None, chart))
    return {
        "content.xml": document("content", fonts(), element("office:automatic-styles", None, *styles), body),
        "styles.xml": document("styles", fonts(), element("office:styles")),
    }


def chart_frame(folder: str, title: str, alt: str, placed: Attributes, numbers: str | None = None) -> Element:
    """The frame that shows the chart of a folder, with its alternative text.

    Args:
        folder: of the chart's parts.
        title: the chart's name.
        alt: the chart in words.
        placed: attributes of the frame: place, size, style.
        numbers: cells of the file that the chart draws, which it follows.
    """
    link = {"xlink:href": f"./{folder}", "xlink:type": "simple", "xlink:show": "embed", "xlink:actuate": "onLoad"}
    drawn = element("draw:object", {"draw:notify-on-update-of-ranges": numbers, **link})
    return element("draw:frame", placed, drawn, element("svg:title", None, title), element("svg:desc", None, alt))


def chart_style(name: str, *own: Element, data: str | None = None) -> Element:
    """A style of a part of a chart; ``data`` names the style of its numbers."""
    return style(name, "chart", *own, data_style=data)


def plot_style(name: str) -> Element:
    """The style of upright columns or lines that leave a gap where there is no value."""
    return chart_style(name, properties("chart", {
        "chart:vertical": "false", "chart:treat-empty-cells": "leave-gap", "chart:include-hidden-cells": "false",
    }))  # fmt: skip


def axis_properties(attributes: Attributes) -> Element:
    """The properties of an axis that is seen and tells its values."""
    return properties("chart", {"chart:display-label": "true", "chart:visible": "true", **attributes})


def axis(dimension: str, own_style: str, *children: Element) -> Element:
    """The axis of a dimension, ``x`` or ``y``."""
    named = {"chart:dimension": dimension, "chart:name": f"primary-{dimension}", "chart:style-name": own_style}
    return element("chart:axis", named, *children)


def title(text: str, own_style: str) -> Element:
    """The words along an axis, or above the chart."""
    return element("chart:title", {"chart:style-name": own_style}, paragraph(text))


def grid(own_style: str) -> Element:
    """The lines across the plot."""
    return element("chart:grid", {"chart:style-name": own_style, "chart:class": "major"})


def own_table(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> Element:
    """The numbers of a chart in a table of its own.

    Args:
        header: the categories' name, which may be empty, and those of the series.
        rows: for each category its name and the value of each series.
    """
    series = {"table:number-columns-repeated": len(header) - 1}
    return element(
        "table:table", {"table:name": "local-table"},
        element("table:table-header-columns", None, element("table:table-column")),
        element("table:table-columns", None, element("table:table-column", series)),
        element("table:table-header-rows", None, element("table:table-row", None, *_cells(header))),
        element("table:table-rows", None, *(element("table:table-row", None, *_cells(row)) for row in rows)),
    )  # fmt: skip


def _cells(values: Sequence[Value]) -> Iterator[Element]:
    for value in values:
        if value is None:
            # A value that is not there, which charts leave blank.
            yield element("table:table-cell", None, element("text:p"))
        elif isinstance(value, str):
            yield element("table:table-cell", {"office:value-type": "string"}, *paragraphs(value))
        else:
            told = {"office:value-type": "float", "office:value": repr(value)}
            yield element("table:table-cell", told, element("text:p", None, repr(value)))
