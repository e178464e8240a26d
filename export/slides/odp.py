"""A deck as ODP: what the ODF rule asks of slides, with charts that can be edited, notes and alt texts."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.words import words
from charts.palette import LIGHT
from export.machines import office
from export.odf.charts import chart_frame
from export.odf.package import Parts, described, packed
from export.odf.styles import fonts, lettering, line, nothing, page_layout, properties, style
from export.odf.xml import Element, document, element, paragraphs
from export.slides.deck import Deck
from export.slides.odf_chart import columns_chart, placed
from export.slides.pages import COLOURS, HEIGHT, WIDTH, Box, ChartPlace, Page, Rule, TablePlace, Text, pages
from export.slides.pages import Element as Placed

MEDIA_TYPE = "application/vnd.oasis.opendocument.presentation"
_CHART_WORDS = 13
_NOTES = Box(2.0, 13.5, 17.0, 13.0)
_PICTURE = Box(3.0, 2.0, 15.0, 15.0 * HEIGHT / WIDTH)
_LAYER = {"draw:layer": "layout"}
_FRAME = {"draw:style-name": "frame", **_LAYER}


def odp_bytes(deck: Deck) -> bytes:
    """The deck as an ODP file, 16:9; the same deck gives the same bytes."""
    made = _Presentation()
    for number, page in enumerate(pages(deck), 1):
        made.add(page, number)
    parts = {
        "content.xml": made.content(),
        "styles.xml": _styles(),
        "meta.xml": described(deck.title, deck.session, deck.retrieved, words.language, words("app.title")),
    }
    return packed(MEDIA_TYPE, parts, made.charts)


def pdf_bytes(deck: Deck) -> bytes:
    """The deck as PDF, one page for each slide, as LibreOffice prints it.

    Raises:
        OfficeFailed: LibreOffice is missing, or wrote no PDF.
    """
    return office.converted(odp_bytes(deck), "odp")


class _Presentation:
    """The pages written so far, their styles, and their charts."""

    def __init__(self) -> None:
        self.charts: dict[str, Parts] = {}
        self._pages: list[Element] = []
        self._styles: dict[str, Element] = {}

    def add(self, page: Page, number: int) -> None:
        named = {"draw:name": words("slides.page", number=number), "draw:style-name": "page",
                 "draw:master-page-name": "plain"}  # fmt: skip
        shapes = [self._shape(own, number) for own in page.elements]
        self._pages.append(element("draw:page", named, *shapes, self._notes(page, number)))

    def content(self) -> bytes:
        # Text that is no title takes its size from its paragraphs; frames grow no shadow and no fill.
        fixed = [
            style("page", "drawing-page", properties("drawing-page", {"presentation:display-header": "false"})),
            style("notes-page", "drawing-page", properties("drawing-page", {"presentation:display-header": "true"})),
            _frame_style("frame", "graphic", "top"),
            _frame_style("title", "presentation", "middle", "plain-title"),
            _frame_style("notes", "presentation", "top", "plain-notes"),
        ]
        styles = element("office:automatic-styles", None, *fixed, *self._styles.values())
        body = element("office:body", None, element("office:presentation", None, *self._pages))
        return document("content", fonts(), styles, body)

    def _shape(self, own: Placed, number: int) -> Element:
        if isinstance(own, Text):
            return self._text(own)
        if isinstance(own, Rule):
            return self._rule(own)
        if isinstance(own, ChartPlace):
            return self._chart(own, number)
        return self._table(own)

    def _text(self, text: Text) -> Element:
        own = self._paragraph(text.size, text.bold, COLOURS[text.colour], "end" if text.role == "number" else "start")
        if text.role == "number":
            lines = [element("text:p", {"text:style-name": own}, element("text:page-number", None, "1"))]
        else:
            lines = [made for told in text.paragraphs for made in paragraphs(told, own)]
        titled = {"presentation:style-name": "title", "presentation:class": "title", **_LAYER}
        told = {**placed(text.box), **(titled if text.role == "title" else _FRAME)}
        return element("draw:frame", told, element("draw:text-box", None, *lines))

    def _rule(self, rule: Rule) -> Element:
        name, box = f"rule-{rule.colour}", rule.box
        self._styles[name] = style(name, "graphic", line(COLOURS[rule.colour], f"{box.height}cm"))
        middle = f"{box.y + box.height / 2:.3f}cm"
        ends = {"svg:x1": f"{box.x}cm", "svg:y1": middle, "svg:x2": f"{box.x + box.width:.3f}cm", "svg:y2": middle}
        return element("draw:line", {"draw:style-name": name, **_LAYER, **ends})

    def _chart(self, place: ChartPlace, number: int) -> Element:
        folder = f"Object {len(self.charts) + 1}"
        self.charts[folder] = columns_chart(place.chart, place.box, _CHART_WORDS)
        frame = {**placed(place.box), **_FRAME, "draw:name": f"{place.name} {number}"}
        return chart_frame(folder, place.name, place.alt, frame)

    def _table(self, place: TablePlace) -> Element:
        columns = [element("table:table-column", {"table:style-name": self._column(width)}) for width in place.widths]
        rows = []
        for number, (cells, height) in enumerate(zip(place.rows, place.heights, strict=True)):
            own = self._paragraph(place.size, number == 0, LIGHT.ink, "start")
            cell = {"table:style-name": self._cell(header=number == 0)}
            made = (element("table:table-cell", cell, *paragraphs(text, own)) for text in cells)
            rows.append(element("table:table-row", {"table:style-name": self._row(height)}, *made))
        table = element("table:table", {"table:use-first-row-styles": "true"}, *columns, *rows)
        box = Box(place.box.x, place.box.y, place.box.width, sum(place.heights))
        return element(
            "draw:frame", {**placed(box), **_FRAME, "draw:name": place.name},
            table, element("svg:title", None, place.name), element("svg:desc", None, place.alt),
        )  # fmt: skip

    def _notes(self, page: Page, number: int) -> Element:
        own = self._paragraph(12, False, LIGHT.ink, "start")
        box = element("draw:text-box", None, *(made for told in page.notes for made in paragraphs(told, own)))
        shown = {**placed(_PICTURE), "draw:page-number": number, "presentation:class": "page", **_LAYER}
        told = {**placed(_NOTES), "presentation:class": "notes", "presentation:style-name": "notes", **_LAYER}
        return element("presentation:notes", {"draw:style-name": "notes-page"},
                       element("draw:page-thumbnail", shown), element("draw:frame", told, box))  # fmt: skip

    # Styles by what they say, each written once.

    def _paragraph(self, size: float, bold: bool, colour: str, align: str) -> str:
        name = f"p-{size:g}-{'b' if bold else 'n'}-{colour[1:]}-{align}"
        own = properties("paragraph", {"fo:text-align": align, "style:text-autospace": "none", "fo:margin-top": "0cm",
                                       "fo:margin-bottom": "0cm", "fo:line-height": "100%"})  # fmt: skip
        self._styles[name] = style(name, "paragraph", own, lettering(size, bold=bold, colour=colour))
        return name

    def _column(self, width: float) -> str:
        name = f"column-{width:.2f}"
        own = properties("table-column", {"style:column-width": f"{width:.3f}cm"})
        self._styles[name] = style(name, "table-column", own)
        return name

    def _row(self, height: float) -> str:
        name = f"row-{height:.2f}"
        self._styles[name] = style(name, "table-row", properties("table-row", {"style:row-height": f"{height:.3f}cm"}))
        return name

    def _cell(self, *, header: bool) -> str:
        name, colour = ("cell-header", LIGHT.grid) if header else ("cell", LIGHT.paper)
        line_around = {"fo:border": f"0.02cm solid {LIGHT.grid}"}
        own = properties("table-cell", {
            "fo:background-color": colour, "fo:padding": "0.12cm", "style:vertical-align": "top", **line_around,
        })  # fmt: skip
        # What LibreOffice draws cells of slides by, while it passes over what the format has for cells.
        fill = element(
            "loext:graphic-properties",
            {
                "draw:fill": "solid",
                "draw:fill-color": colour,
                "draw:textarea-vertical-align": "top",
                "fo:padding": "0.12cm",
            },
        )
        self._styles[name] = style(name, "table-cell", fill, own, properties("paragraph", line_around))
        return name


def _frame_style(name: str, family: str, align: str, parent: str | None = None) -> Element:
    padding = {f"fo:padding{side}": "0cm" for side in ("", "-top", "-bottom", "-left", "-right")}
    own = properties("graphic", {
        "draw:stroke": "none", "draw:fill": "none", **padding, "draw:auto-grow-height": "false",
        "draw:auto-grow-width": "false", "fo:wrap-option": "wrap", "draw:textarea-vertical-align": align,
    })  # fmt: skip
    return style(name, family, own, parent_style=parent)


# The master page -----------------------------------------------------------------------------------


def _styles() -> bytes:
    background = properties("drawing-page", {"draw:fill": "solid", "draw:fill-color": LIGHT.paper})
    automatic = element(
        "office:automatic-styles", None, page_layout("slide-layout", WIDTH, HEIGHT, 0),
        page_layout("notes-layout", 21.0, 29.7, 0), style("background", "drawing-page", background),
    )  # fmt: skip
    named = {"style:name": "plain", "style:page-layout-name": "slide-layout", "draw:style-name": "background"}
    notes = element("presentation:notes", {"style:page-layout-name": "notes-layout"})
    masters = element("office:master-styles", None, element("style:master-page", named, notes))
    return document("styles", fonts(), element("office:styles", None, *_named_styles()), automatic, masters)


def _named_styles() -> Iterator[Element]:
    paragraph = properties("paragraph", {"style:text-autospace": "none", "style:line-break": "strict"})
    yield element("style:default-style", {"style:family": "graphic"}, nothing(), paragraph, lettering(14))
    for name, size, bold in (("title", 28, True), ("notes", 12, False)):
        yield style(f"plain-{name}", "presentation", nothing(), lettering(size, bold=bold))
