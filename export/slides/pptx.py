"""A deck as PPTX: charts that can be edited, East-Asian fonts named everywhere, alt texts and notes.

python-pptx names only the Latin font of a run; without ``a:ea`` Chinese falls back to whatever a
machine has. So every run, every chart text and the theme name both.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Cm, Length, Pt

from catalog.words import words
from charts.palette import LIGHT
from export.machines.archive import repacked
from export.machines.xml_text import xml_text
from export.slides.chart_data import Chart, number_format
from export.slides.deck import Deck
from export.slides.pages import COLOURS, HEIGHT, WIDTH, Box, ChartPlace, Page, Rule, TablePlace, Text, pages

# What Windows has. Arial has a twin of the same widths elsewhere; for the other, systems put their own Chinese font.
LATIN, CHINESE = "Arial", "Microsoft JhengHei"
# The library has types, but not for these two.
_chart_data: Any = CategoryChartData
_colour: Any = RGBColor.from_string
_TITLE_ONLY = 5
_MOST_PROPERTY = 255
_OLD_WIDTH = Cm(25.4)


def pptx_bytes(deck: Deck) -> bytes:
    """The deck as a PPTX file, 16:9; the same deck gives the same bytes."""
    file = Presentation()
    _widen(file)
    _name_theme_fonts(file)
    for number, page in enumerate(pages(deck), 1):
        _add(file, page, number)
    properties = file.core_properties
    properties.title, properties.language = _property(deck.title), words.language
    properties.author, properties.subject = words("app.title"), _property(deck.session)
    # The template's own name and dates say nothing of this deck.
    properties.created = properties.modified = datetime.combine(deck.retrieved, time())
    properties.last_modified_by = words("app.title")
    data = io.BytesIO()
    file.save(data)
    return repacked(data.getvalue(), deck.retrieved)


def _property(text: str) -> str:
    """A text as a property of the file can hold it."""
    plain = xml_text(text)
    return plain if len(plain) <= _MOST_PROPERTY else plain[: _MOST_PROPERTY - 1] + "…"


def _widen(file: Any) -> None:
    """Makes the 4:3 template 16:9, its placeholders too."""
    file.slide_width, file.slide_height = Cm(WIDTH), Cm(HEIGHT)
    ratio = Cm(WIDTH) / _OLD_WIDTH
    for holder in (file.slide_master, *file.slide_layouts):
        for shape in holder.placeholders:
            if shape._element.spPr.find(qn("a:xfrm")) is not None:
                shape.left, shape.width = Length(shape.left * ratio), Length(shape.width * ratio)


def _name_theme_fonts(file: Any) -> None:
    """Names the Chinese font in the theme, which new text takes its fonts from."""
    part = file.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme: Any = etree.fromstring(part.blob)
    for kind in ("majorFont", "minorFont"):
        for font in theme.iter(qn(f"a:{kind}")):
            font.find(qn("a:latin")).set("typeface", LATIN)
            font.find(qn("a:ea")).set("typeface", CHINESE)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _add(file: Any, page: Page, number: int) -> None:
    slide = file.slides.add_slide(file.slide_layouts[_TITLE_ONLY])
    for element in page.elements:
        if isinstance(element, Text):
            _add_text(slide, element, number)
        elif isinstance(element, ChartPlace):
            _add_chart(slide, element)
        elif isinstance(element, Rule):
            _add_rule(slide, element)
        else:
            _add_table(slide, element)
    frame = slide.notes_slide.notes_text_frame
    frame.text = xml_text("\n".join(page.notes))
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            _set_font(run)


def _rgb(colour: str) -> Any:
    return _colour(colour[1:])


def _name(frame: Any, place: ChartPlace | TablePlace) -> None:
    """Names a chart or table, and tells it in words."""
    frame.name = xml_text(place.name)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", xml_text(place.alt))


# Text ----------------------------------------------------------------------------------------------


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = Cm(box.x), Cm(box.y), Cm(box.width), Cm(box.height)


def _add_rule(slide: Any, rule: Rule) -> None:
    box = rule.box
    middle = box.y + box.height / 2
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Cm(box.x), Cm(middle), Cm(box.x + box.width), Cm(middle))
    line.line.color.rgb = _rgb(COLOURS[rule.colour])
    line.line.width = Cm(box.height)
    # The theme would give it a shadow.
    line._element.remove(line._element.find(qn("p:style")))


def _add_text(slide: Any, text: Text, number: int) -> None:
    shape = slide.shapes.title if text.role == "title" else slide.shapes.add_textbox(0, 0, 0, 0)
    _place(shape, text.box)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if text.role == "title" else MSO_ANCHOR.TOP
    for place, line in enumerate(text.paragraphs or ("",)):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if text.role == "number" else PP_ALIGN.LEFT
        run = _number_field(paragraph, number) if text.role == "number" else paragraph.add_run()
        if text.role != "number":
            run.text = xml_text(line)
        run.font.size, run.font.bold = Pt(text.size), text.bold
        run.font.color.rgb = _rgb(COLOURS[text.colour])
        _set_font(run)


def _number_field(paragraph: Any, number: int) -> Any:
    """The number of the slide, which follows when slides are moved."""
    run = paragraph.add_run()
    run.text = str(number)
    run._r.tag = qn("a:fld")
    run._r.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    run._r.set("type", "slidenum")
    return run


def _set_font(run: Any) -> None:
    own = run._r.get_or_add_rPr()
    own.set("lang", "zh-TW" if words.language == "zh-TW" else "en-GB")
    own.set("altLang", "en-US" if words.language == "zh-TW" else "zh-TW")
    _name_fonts(run.font, own)


def _name_fonts(font: Any, properties: Any) -> None:
    """Names the Latin, East-Asian and complex font, in the order the schema wants."""
    font.name = LATIN
    before = properties.find(qn("a:latin"))
    for script in ("ea", "cs"):
        own = properties.find(qn(f"a:{script}"))
        if own is None:
            own = etree.SubElement(properties, qn(f"a:{script}"))
            before.addnext(own)
        own.set("typeface", CHINESE if script == "ea" else LATIN)
        before = own


# Charts --------------------------------------------------------------------------------------------


def _add_chart(slide: Any, place: ChartPlace) -> None:
    chart = place.chart
    data = _chart_data(number_format="General")
    data.categories = [xml_text(category) for category in chart.categories]
    for series in chart.series:
        data.add_series(xml_text(series.name), series.values)
    box = place.box
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(box.x), Cm(box.y), Cm(box.width), Cm(box.height), data
    )
    _name(frame, place)
    _style_chart(frame.chart, chart)
    _set_language(frame.chart)


def _style_chart(drawn: Any, chart: Chart) -> None:
    drawn.font.size = Pt(14)
    drawn.font.color.rgb = _rgb(LIGHT.ink)
    _name_fonts(drawn.font, drawn.font._element)
    drawn.has_title = False
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    axis = drawn.value_axis
    axis.minimum_scale = min([0.0, *(value for series in chart.series for value in series.values if value)])
    axis.has_title = True
    axis.axis_title.text_frame.text = xml_text(chart.axis)
    title = axis.axis_title.text_frame.paragraphs[0].runs[0]
    title.font.size, title.font.bold = Pt(13), False
    _name_fonts(title.font, title._r.get_or_add_rPr())
    axis.tick_labels.number_format = "General" if _fine(chart) else "#,##0"
    axis.tick_labels.number_format_is_linked = False
    axis.tick_labels.font.size = Pt(12)
    _name_fonts(axis.tick_labels.font, axis.tick_labels.font._element)
    axis.major_gridlines.format.line.color.rgb = _rgb(LIGHT.grid)
    axis.format.line.fill.background()
    drawn.category_axis.tick_labels.font.size = Pt(13)
    _name_fonts(drawn.category_axis.tick_labels.font, drawn.category_axis.tick_labels.font._element)
    # Names of periods are broken into lines, never turned.
    for body in drawn.category_axis._element.iter(qn("a:bodyPr")):
        body.set("rot", "0")
    drawn.category_axis.format.line.color.rgb = _rgb(LIGHT.line)
    # The library numbers axes below zero, where the format counts from zero.
    for number in _all(drawn._chartSpace, "c:axId", "c:crossAx"):
        number.set("val", str(abs(int(number.get("val")))))
    plot = drawn.plots[0]
    plot.gap_width = 60 if len(chart.series) == 1 else 80
    plot.overlap = 0
    for series, own, colour in zip(plot.series, chart.series, chart.colours, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _rgb(colour)
        if own.role == "value":
            _outline(series, chart.outlined, colour)
        _label(series, own.labels)


def _fine(chart: Chart) -> bool:
    """Whether the axis counts in fractions."""
    return max((value for series in chart.series for value in series.values if value), default=0) < 10


def _outline(series: Any, outlined: Sequence[bool], colour: str) -> None:
    """Draws the columns of long periods as outlines."""
    for place, is_outline in enumerate(outlined):
        if is_outline:
            drawn = series.points[place].format
            drawn.fill.background()
            drawn.line.color.rgb, drawn.line.width = _rgb(colour), Pt(2.25)


def _label(series: Any, labels: Sequence[str]) -> None:
    """Writes each value as the report does (約19.58), still bound to the value."""
    shown = series.data_labels
    shown.show_value, shown.position = True, XL_LABEL_POSITION.OUTSIDE_END
    shown.number_format, shown.number_format_is_linked = "#,##0", False
    shown.font.size = Pt(13)
    _name_fonts(shown.font, shown.font._element)
    element = shown._element
    for place, label in reversed(list(enumerate(labels))):
        element.insert(0, _own_label(place, number_format(label)) if label else _no_label(place))


def _no_label(place: int) -> Any:
    label = etree.Element(qn("c:dLbl"))
    etree.SubElement(label, qn("c:idx")).set("val", str(place))
    etree.SubElement(label, qn("c:delete")).set("val", "1")
    return label


def _own_label(place: int, code: str) -> Any:
    label = etree.Element(qn("c:dLbl"))
    etree.SubElement(label, qn("c:idx")).set("val", str(place))
    form = etree.SubElement(label, qn("c:numFmt"))
    form.set("formatCode", xml_text(code))
    form.set("sourceLinked", "0")
    etree.SubElement(label, qn("c:spPr"))
    etree.SubElement(label, qn("c:dLblPos")).set("val", "outEnd")
    for part in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"):
        etree.SubElement(label, qn(f"c:show{part}")).set("val", "1" if part == "Val" else "0")
    return label


def _set_language(drawn: Any) -> None:
    language = "zh-TW" if words.language == "zh-TW" else "en-GB"
    for properties in _all(drawn._chartSpace, "a:defRPr", "a:rPr"):
        properties.set("lang", language)


def _all(element: Any, *tags: str) -> Iterator[Any]:
    for tag in tags:
        yield from element.iter(qn(tag))


# Tables --------------------------------------------------------------------------------------------


def _add_table(slide: Any, place: TablePlace) -> None:
    box = place.box
    frame = slide.shapes.add_table(
        len(place.rows), len(place.widths), Cm(box.x), Cm(box.y), Cm(box.width), Cm(sum(place.heights))
    )
    _name(frame, place)
    table = frame.table
    table.horz_banding = False
    for column, width in zip(table.columns, place.widths, strict=True):
        column.width = Cm(width)
    for number, row in enumerate(place.rows):
        table.rows[number].height = Cm(place.heights[number])
        for column_number, text in enumerate(row):
            _fill(table.cell(number, column_number), text, place.size, number == 0)


def _fill(cell: Any, text: str, size: float, header: bool) -> None:
    cell.margin_left = cell.margin_right = Cm(0.15)
    cell.margin_top = cell.margin_bottom = Cm(0.08)
    cell.fill.solid()
    cell.fill.fore_color.rgb = _rgb(LIGHT.grid if header else LIGHT.paper)
    run = cell.text_frame.paragraphs[0].add_run()
    run.text = xml_text(text)
    run.font.size, run.font.bold = Pt(size), header
    run.font.color.rgb = _rgb(LIGHT.ink)
    _set_font(run)
