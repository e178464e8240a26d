"""OpenDocument files from their parts, and the office suite's own chart in them.

Written part by part: a template's styles, pictures and dates would be carried into every file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from catalog.words import Words
from export.figures.palette import LIGHT
from export.slides.charted import Chart, Series, number_format
from export.slides.pages import Box

Part = dict[str, bytes]

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    **{name: f"{_OASIS}{name}:1.0" for name in ("office", "style", "text", "table", "chart", "presentation", "meta")},
    "draw": f"{_OASIS}drawing:1.0",
    "number": f"{_OASIS}datastyle:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_MANIFEST = f"{_OASIS}manifest:1.0"
VERSION = "1.3"
# Families in the order they are looked for; the first is what governments' Linux desktops have.
FONT, FAMILIES = "Chinese", "Noto Sans CJK TC;Noto Sans TC;Microsoft JhengHei;PingFang TC"
_CODE = re.compile(r'^(?:"([^"]*)")?#,##0(?:\.(0+))?(?:"([^"]*)")?$')
# From this height on, an axis counts in whole numbers.
_WHOLE = 10
# The day ZIP counts from: the same deck gives the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def tag(name: str, *children: Any, **attributes: object) -> Any:
    """An element: ``tag("draw:frame", child, svg__width="2cm")``; ``__`` is the colon, ``_`` a hyphen.

    Attributes without a value are left out.
    """
    prefix, _, local = name.partition(":")
    maker = ElementMaker(namespace=NAMESPACES[prefix], nsmap=NAMESPACES)
    element = maker(local, *children)
    for key, value in attributes.items():
        if value is not None:
            space, _, own = key.partition("__")
            element.set(f"{{{NAMESPACES[space]}}}{own.replace('_', '-')}", str(value))
    return element


def document(root: Any) -> bytes:
    """An XML part."""
    etree.cleanup_namespaces(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data


def package(media_type: str, parts: Mapping[str, bytes], objects: Mapping[str, Part]) -> bytes:
    """An OpenDocument file: the media type first and stored, the parts, the manifest of them all.

    Args:
        media_type: of the whole.
        parts: by path.
        objects: charts by folder name, each its parts by path.
    """
    listed = {"/": media_type, **dict.fromkeys(parts, "text/xml")}
    files = dict(parts)
    for folder, own in objects.items():
        listed[f"{folder}/"] = "application/vnd.oasis.opendocument.chart"
        listed |= {f"{folder}/{path}": "text/xml" for path in own}
        files |= {f"{folder}/{path}": data for path, data in own.items()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", _EPOCH), media_type, zipfile.ZIP_STORED)
        for path, content in {**files, "META-INF/manifest.xml": _manifest(listed)}.items():
            info = zipfile.ZipInfo(path, _EPOCH)
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _manifest(listed: Mapping[str, str]) -> bytes:
    maker = ElementMaker(namespace=_MANIFEST, nsmap={"manifest": _MANIFEST})

    def named(element: Any, **attributes: str) -> Any:
        for key, value in attributes.items():
            element.set(f"{{{_MANIFEST}}}{key.replace('_', '-')}", value)
        return element

    entries = [named(maker("file-entry"), full_path=path, media_type=kind) for path, kind in listed.items()]
    entries[0].set(f"{{{_MANIFEST}}}version", VERSION)
    return document(named(maker("manifest", *entries), version=VERSION))


def meta(title: str, subject: str, made: date, words: Words) -> bytes:
    """The part that says what the file is."""
    own = [
        tag("meta:generator", words("app.title")),
        tag("dc:title", title),
        *([tag("dc:subject", subject)] if subject else []),
        tag("dc:creator", words("app.title")),
        tag("meta:creation-date", f"{made.isoformat()}T00:00:00"),
        tag("dc:date", f"{made.isoformat()}T00:00:00"),
        tag("dc:language", words.language),
    ]
    return document(tag("office:document-meta", tag("office:meta", *own), office__version=VERSION))


def font_faces() -> Any:
    """The one font of the file, with the families to look for."""
    face = tag("style:font-face", style__name=FONT, svg__font_family=FAMILIES, style__font_family_generic="swiss")
    return tag("office:font-face-decls", face)


def text_properties(size: float, colour: str = LIGHT.ink, bold: bool = False, family: str | None = None) -> Any:
    """Properties of text: one font for Latin and Chinese letters, each with its language.

    Charts know no font by its name in the file, so theirs is told by ``family``.
    """
    weight = "bold" if bold else "normal"
    return tag(
        "style:text-properties",
        fo__color=colour, style__font_name=FONT, style__font_name_asian=FONT, style__font_name_complex=FONT,
        fo__font_family=family, style__font_family_asian=family, style__font_family_complex=family,
        fo__font_size=f"{size}pt", style__font_size_asian=f"{size}pt", style__font_size_complex=f"{size}pt",
        fo__font_weight=weight, style__font_weight_asian=weight, style__font_weight_complex=weight,
        fo__language="en", fo__country="GB", style__language_asian="zh", style__country_asian="TW",
    )  # fmt: skip


def chart_frame(name: str, folder: str, box: Box, alt: str, **attributes: object) -> Any:
    """A frame that holds the chart of ``folder``, with its alternative text."""
    link = tag(
        "draw:object",
        xlink__href=f"./{folder}", xlink__type="simple", xlink__show="embed", xlink__actuate="onLoad",
    )  # fmt: skip
    return tag("draw:frame", link, tag("svg:title", name), tag("svg:desc", alt), **placed(box), **attributes)


def placed(box: Box) -> dict[str, str]:
    """Place and size of a frame as attributes."""
    return {
        "svg__x": f"{box.x:.3f}cm",
        "svg__y": f"{box.y:.3f}cm",
        "svg__width": f"{box.width:.3f}cm",
        "svg__height": f"{box.height:.3f}cm",
    }


# The chart -----------------------------------------------------------------------------------------


def chart_parts(chart: Chart, colours: Sequence[str], box: Box, size: float) -> Part:
    """The parts of a chart object: columns over periods, its data in a table of its own.

    Args:
        chart: what is drawn.
        colours: of its series.
        box: how large it is drawn.
        size: of its words, in points.
    """
    styles = tag("office:automatic-styles", *_chart_styles(chart, colours, size))
    body = tag("office:body", tag("office:chart", _chart_element(chart, box)))
    content = tag("office:document-content", font_faces(), styles, body, office__version=VERSION)
    empty = tag("office:document-styles", font_faces(), tag("office:styles"), office__version=VERSION)
    return {"content.xml": document(content), "styles.xml": document(empty)}


def _chart_styles(chart: Chart, colours: Sequence[str], size: float) -> Iterator[Any]:
    top = max((value for series in chart.series for value in series.values if value), default=0.0)
    # Small heights need decimals, which a format with thousands commas would have to fix.
    whole: dict[str, Any] = {"number__decimal_places": 0, "number__grouping": "true"} if top >= _WHOLE else {}
    axis = tag("number:number", number__min_integer_digits=1, **whole)
    yield tag("number:number-style", axis, style__name="Naxis")
    codes = sorted({number_format(label) for series in chart.series for label in series.labels if label})
    for number, code in enumerate(codes):
        yield _number_style(f"N{number}", code)
    yield _style("chart", tag("style:graphic-properties", draw__stroke="none", draw__fill="none"))
    yield _style("legend", tag("style:graphic-properties", draw__fill="none", draw__stroke="none"),
                 _words(size))  # fmt: skip
    plot = tag("style:chart-properties", chart__vertical="false", chart__treat_empty_cells="leave-gap",
               chart__include_hidden_cells="false", chart__auto_position="true")  # fmt: skip
    yield _style("plot", plot)
    yield _style("wall", tag("style:graphic-properties", draw__fill="none", draw__stroke="none"))
    yield _style("grid", _line(LIGHT.grid))
    shown = {"chart__display_label": "true", "chart__visible": "true", "chart__logarithmic": "false"}
    periods = tag("style:chart-properties", **shown, chart__gap_width=60, chart__overlap=0, chart__text_overlap="true",
                  text__line_break="true", chart__label_arrangement="side-by-side")  # fmt: skip
    yield _style("periods", periods, _line(LIGHT.line), _words(size))
    low = min([0.0, *(value for series in chart.series for value in series.values if value is not None)])
    heights = tag("style:chart-properties", **shown, chart__minimum=low, chart__link_data_style_to_source="false")
    own = _style("heights", heights, tag("style:graphic-properties", draw__stroke="none"), _words(size))
    own.set(f"{{{NAMESPACES['style']}}}data-style-name", "Naxis")
    yield own
    turned = tag("style:chart-properties", style__rotation_angle=90)
    yield _style("axis", turned, _words(size, LIGHT.quiet))
    for place, (series, colour) in enumerate(zip(chart.series, colours, strict=True)):
        yield _style(f"series{place}", _columns(), _fill(colour), _words(size))
        for row, label in enumerate(series.labels):
            if label:
                point = _style(f"point{place}-{row}", _columns(), _fill(colour), _words(size))
                own_format = codes.index(number_format(label))
                point.set(f"{{{NAMESPACES['style']}}}data-style-name", f"N{own_format}")
                yield point


def _words(size: float, colour: str = LIGHT.ink) -> Any:
    return text_properties(size, colour, family=FAMILIES)


def _style(name: str, *properties: Any) -> Any:
    return tag("style:style", *properties, style__name=name, style__family="chart")


def _columns() -> Any:
    """A column says its value, above it, in its own number format."""
    return tag("style:chart-properties", chart__data_label_number="value", chart__data_label_text="false",
               chart__data_label_symbol="false", chart__link_data_style_to_source="false",
               chart__label_position="outside")  # fmt: skip


def _fill(colour: str) -> Any:
    return tag("style:graphic-properties", draw__fill="solid", draw__fill_color=colour, draw__stroke="none")


def _line(colour: str) -> Any:
    return tag("style:graphic-properties", draw__stroke="solid", svg__stroke_color=colour, svg__stroke_width="0.02cm")


def _number_style(name: str, code: str) -> Any:
    """A number style for a format of :func:`number_format`."""
    found = _CODE.match(code)
    assert found, code
    before, digits, after = found[1], found[2] or "", found[3]
    number = tag("number:number", number__decimal_places=len(digits), number__min_decimal_places=len(digits),
                 number__min_integer_digits=1, number__grouping="true")  # fmt: skip
    parts = [tag("number:text", before)] if before else []
    parts += [number, *([tag("number:text", after)] if after else [])]
    return tag("number:number-style", *parts, style__name=name)


def _chart_element(chart: Chart, box: Box) -> Any:
    rows = len(chart.categories) + 1
    series = [_series(place, own, rows) for place, own in enumerate(chart.series)]
    categories = tag("chart:categories", table__cell_range_address=f"local-table.$A$2:.$A${rows}")
    periods = tag("chart:axis", categories, chart__dimension="x", chart__name="primary-x", chart__style_name="periods")
    heights = tag(
        "chart:axis",
        tag("chart:title", tag("text:p", chart.axis), chart__style_name="axis"),
        tag("chart:grid", chart__class="major", chart__style_name="grid"),
        chart__dimension="y", chart__name="primary-y", chart__style_name="heights",
    )  # fmt: skip
    plot = tag("chart:plot-area", periods, heights, *series, tag("chart:wall", chart__style_name="wall"),
               chart__style_name="plot", chart__data_source_has_labels="both")  # fmt: skip
    legend = [tag("chart:legend", chart__legend_position="top", chart__legend_align="center",
                  chart__style_name="legend")] if len(chart.series) > 1 else []  # fmt: skip
    return tag("chart:chart", *legend, plot, _data(chart), svg__width=f"{box.width:.3f}cm",
               svg__height=f"{box.height:.3f}cm", chart__class="chart:bar", chart__style_name="chart")  # fmt: skip


def _column(place: int) -> str:
    return "BCDEFGHIJ"[place]


def _series(place: int, series: Series, rows: int) -> Any:
    column = _column(place)
    points = [
        tag("chart:data-point", chart__style_name=f"point{place}-{number}" if label else f"series{place}")
        for number, label in enumerate(series.labels)
    ]
    return tag(
        "chart:series", *points, chart__style_name=f"series{place}", chart__class="chart:bar",
        chart__values_cell_range_address=f"local-table.${column}$2:.${column}${rows}",
        chart__label_cell_address=f"local-table.${column}$1",
    )  # fmt: skip


def _data(chart: Chart) -> Any:
    header = tag("table:table-row", _cell(""), *(_cell(series.name) for series in chart.series))
    rows = [
        tag("table:table-row", _cell(category), *(_cell(series.values[number]) for series in chart.series))
        for number, category in enumerate(chart.categories)
    ]
    return tag(
        "table:table",
        tag("table:table-header-columns", tag("table:table-column")),
        tag("table:table-columns", tag("table:table-column", table__number_columns_repeated=len(chart.series))),
        tag("table:table-header-rows", header),
        tag("table:table-rows", *rows),
        table__name="local-table",
    )


def _cell(value: str | float | None) -> Any:
    if value is None:
        # A number that is not there, which charts leave blank.
        return tag("table:table-cell", tag("text:p"))
    if isinstance(value, str):
        return tag("table:table-cell", tag("text:p", value), office__value_type="string")
    return tag("table:table-cell", tag("text:p", repr(value)), office__value_type="float", office__value=repr(value))
