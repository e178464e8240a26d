"""A deck as ODP: what the ODF rule asks of slides, with charts that can be edited, notes and alt texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.words import Words
from export.figures.palette import LIGHT
from export.slides.deck import Deck
from export.slides.odf import (
    NAMESPACES,
    VERSION,
    Part,
    chart_frame,
    chart_parts,
    document,
    font_faces,
    meta,
    package,
    placed,
    tag,
    text_properties,
)
from export.slides.pages import HEIGHT, WIDTH, Box, ChartPlace, Element, Page, Rule, TablePlace, Text, pages
from export.slides.pptx import COLOURS, series_colours

MEDIA_TYPE = "application/vnd.oasis.opendocument.presentation"
_CHART_WORDS = 13
_NOTES = Box(2.0, 13.5, 17.0, 13.0)
_PICTURE = Box(3.0, 2.0, 15.0, 15.0 * HEIGHT / WIDTH)


def odp_bytes(deck: Deck) -> bytes:
    """The deck as an ODP file, 16:9."""
    made = _Presentation(deck.words)
    for number, page in enumerate(pages(deck), 1):
        made.add(page, number)
    parts = {
        "content.xml": made.content(),
        "styles.xml": _styles(),
        "meta.xml": meta(deck.title, deck.session, deck.retrieved, deck.words),
    }
    return package(MEDIA_TYPE, parts, made.objects)


class _Presentation:
    """The pages written so far, their styles, and their charts."""

    def __init__(self, words: Words) -> None:
        self.objects: dict[str, Part] = {}
        self._words = words
        self._pages: list[Any] = []
        self._styles: dict[str, Any] = {}

    def add(self, page: Page, number: int) -> None:
        shapes = [self._shape(element, number) for element in page.elements]
        self._pages.append(
            tag(
                "draw:page", *shapes, self._notes(page, number), draw__name=self._words("slides.page", number=number),
                draw__style_name="page", draw__master_page_name="plain",
            )
        )  # fmt: skip

    def content(self) -> bytes:
        # Text that is no title takes its size from its paragraphs; frames grow no shadow and no fill.
        fixed = [
            tag("style:style", tag("style:drawing-page-properties", presentation__display_header="false"),
                style__name="page", style__family="drawing-page"),
            tag("style:style", tag("style:drawing-page-properties", presentation__display_header="true"),
                style__name="notes-page", style__family="drawing-page"),
            _frame_style("frame", "graphic", "top"),
            _frame_style("title", "presentation", "middle", "plain-title"),
            _frame_style("notes", "presentation", "top", "plain-notes"),
        ]  # fmt: skip
        styles = tag("office:automatic-styles", *fixed, *self._styles.values())
        body = tag("office:body", tag("office:presentation", *self._pages))
        return document(tag("office:document-content", font_faces(), styles, body, office__version=VERSION))

    def _shape(self, element: Element, number: int) -> Any:
        if isinstance(element, Text):
            return self._text(element)
        if isinstance(element, Rule):
            return self._rule(element)
        if isinstance(element, ChartPlace):
            return self._chart(element, number)
        return self._table(element)

    def _text(self, text: Text) -> Any:
        style = self._paragraph(text.size, text.bold, COLOURS[text.colour], "end" if text.role == "number" else "start")
        lines = text.paragraphs if text.role != "number" else ("",)
        paragraphs = [tag("text:p", line, text__style_name=style) for line in lines]
        if text.role == "number":
            paragraphs[0].append(tag("text:page-number", "1"))
        frame = tag("draw:frame", tag("draw:text-box", *paragraphs), **placed(text.box), draw__layer="layout")
        kind = "presentation" if text.role == "title" else "draw"
        frame.set(f"{{{NAMESPACES[kind]}}}style-name", "title" if text.role == "title" else "frame")
        if text.role == "title":
            frame.set(f"{{{NAMESPACES['presentation']}}}class", "title")
        return frame

    def _rule(self, rule: Rule) -> Any:
        name = f"rule-{rule.colour}"
        self._styles[name] = tag(
            "style:style",
            tag("style:graphic-properties", draw__stroke="solid", svg__stroke_color=COLOURS[rule.colour],
                svg__stroke_width=f"{rule.box.height}cm"),
            style__name=name, style__family="graphic",
        )  # fmt: skip
        middle = f"{rule.box.y + rule.box.height / 2:.3f}cm"
        return tag(
            "draw:line", draw__style_name=name, draw__layer="layout", svg__x1=f"{rule.box.x}cm", svg__y1=middle,
            svg__x2=f"{rule.box.x + rule.box.width:.3f}cm", svg__y2=middle,
        )  # fmt: skip

    def _chart(self, place: ChartPlace, number: int) -> Any:
        folder = f"Object {len(self.objects) + 1}"
        colours = series_colours(place.chart)
        self.objects[folder] = chart_parts(place.chart, colours, place.box, _CHART_WORDS)
        return chart_frame(
            place.name, folder, place.box, place.alt, draw__style_name="frame", draw__layer="layout",
            draw__name=f"{place.name} {number}",
        )  # fmt: skip

    def _table(self, place: TablePlace) -> Any:
        columns = [tag("table:table-column", table__style_name=self._column(width)) for width in place.widths]
        rows = []
        for number, (cells, height) in enumerate(zip(place.rows, place.heights, strict=True)):
            style = self._paragraph(place.size, number == 0, LIGHT.ink, "start")
            own = [
                tag("table:table-cell", tag("text:p", text, text__style_name=style),
                    table__style_name=self._cell(header=number == 0))
                for text in cells
            ]  # fmt: skip
            rows.append(tag("table:table-row", *own, table__style_name=self._row(height)))
        table = tag("table:table", *columns, *rows, table__use_first_row_styles="true")
        box = Box(place.box.x, place.box.y, place.box.width, sum(place.heights))
        return tag(
            "draw:frame", table, tag("svg:title", place.name), tag("svg:desc", place.alt), **placed(box),
            draw__style_name="frame", draw__layer="layout", draw__name=place.name,
        )  # fmt: skip

    def _notes(self, page: Page, number: int) -> Any:
        style = self._paragraph(12, False, LIGHT.ink, "start")
        box = tag("draw:text-box", *(tag("text:p", line, text__style_name=style) for line in page.notes))
        picture = tag("draw:page-thumbnail", **placed(_PICTURE), draw__page_number=number, presentation__class="page",
                      draw__layer="layout")  # fmt: skip
        frame = tag("draw:frame", box, **placed(_NOTES), presentation__class="notes", presentation__style_name="notes",
                    draw__layer="layout")  # fmt: skip
        return tag("presentation:notes", picture, frame, draw__style_name="notes-page")

    # Styles by what they say, each written once.

    def _paragraph(self, size: float, bold: bool, colour: str, align: str) -> str:
        name = f"p-{size:g}-{'b' if bold else 'n'}-{colour[1:]}-{align}"
        paragraph = tag("style:paragraph-properties", fo__text_align=align, style__text_autospace="none",
                        fo__margin_top="0cm", fo__margin_bottom="0cm", fo__line_height="100%")  # fmt: skip
        self._styles[name] = tag("style:style", paragraph, text_properties(size, colour, bold),
                                 style__name=name, style__family="paragraph")  # fmt: skip
        return name

    def _column(self, width: float) -> str:
        name = f"column-{width:.2f}"
        own = tag("style:table-column-properties", style__column_width=f"{width:.3f}cm")
        self._styles[name] = tag("style:style", own, style__name=name, style__family="table-column")
        return name

    def _row(self, height: float) -> str:
        name = f"row-{height:.2f}"
        own = tag("style:table-row-properties", style__row_height=f"{height:.3f}cm")
        self._styles[name] = tag("style:style", own, style__name=name, style__family="table-row")
        return name

    def _cell(self, *, header: bool) -> str:
        name = "cell-header" if header else "cell"
        own = tag("style:graphic-properties", draw__fill="solid", draw__textarea_vertical_align="top",
                  draw__fill_color=LIGHT.grid if header else LIGHT.paper, fo__padding="0.12cm")  # fmt: skip
        line = tag("style:paragraph-properties", fo__border=f"0.02cm solid {LIGHT.grid}")
        self._styles[name] = tag("style:style", own, line, style__name=name, style__family="table-cell")
        return name


def _frame_style(name: str, family: str, align: str, parent: str | None = None) -> Any:
    own = tag("style:graphic-properties", draw__stroke="none", draw__fill="none", fo__padding="0cm",
              fo__padding_top="0cm", fo__padding_bottom="0cm", fo__padding_left="0cm", fo__padding_right="0cm",
              draw__auto_grow_height="false", draw__auto_grow_width="false", fo__wrap_option="wrap",
              draw__textarea_vertical_align=align)  # fmt: skip
    return tag("style:style", own, style__name=name, style__family=family, style__parent_style_name=parent)


# The master page -----------------------------------------------------------------------------------


def _styles() -> bytes:
    styles = tag("office:styles", *_named_styles())
    automatic = tag("office:automatic-styles", _layout("slide", WIDTH, HEIGHT, "landscape"),
                    _layout("notes", 21.0, 29.7, "portrait"), _background())  # fmt: skip
    notes = tag("presentation:notes", style__page_layout_name="notes-layout")
    master = tag("style:master-page", notes, style__name="plain", style__page_layout_name="slide-layout",
                 draw__style_name="background")  # fmt: skip
    root = tag("office:document-styles", font_faces(), styles, automatic, tag("office:master-styles", master),
               office__version=VERSION)  # fmt: skip
    return document(root)


def _named_styles() -> Iterator[Any]:
    plain = tag("style:graphic-properties", draw__stroke="none", draw__fill="none")
    paragraph = tag("style:paragraph-properties", style__text_autospace="none", style__line_break="strict")
    yield tag("style:default-style", plain, paragraph, text_properties(14), style__family="graphic")
    for name, size, bold in (("title", 28, True), ("notes", 12, False)):
        own = tag("style:graphic-properties", draw__stroke="none", draw__fill="none")
        yield tag("style:style", own, text_properties(size, bold=bold), style__name=f"plain-{name}",
                  style__family="presentation")  # fmt: skip


def _layout(name: str, width: float, height: float, orientation: str) -> Any:
    own = tag("style:page-layout-properties", fo__page_width=f"{width}cm", fo__page_height=f"{height}cm",
              fo__margin_top="0cm", fo__margin_bottom="0cm", fo__margin_left="0cm", fo__margin_right="0cm",
              style__print_orientation=orientation)  # fmt: skip
    return tag("style:page-layout", own, style__name=f"{name}-layout")


def _background() -> Any:
    own = tag("style:drawing-page-properties", draw__fill="solid", draw__fill_color=LIGHT.paper)
    return tag("style:style", own, style__name="background", style__family="drawing-page")
