"""A deck as PDF: by LibreOffice where it is installed, else printed by Chromium."""

from __future__ import annotations

from html import escape

from catalog.words import words
from charts.palette import FONT, LIGHT
from export.machines import office
from export.machines.browser import printed
from export.slides.deck import Deck
from export.slides.drawing import chart_svg
from export.slides.odp import odp_bytes
from export.slides.pages import HEIGHT, WIDTH, Box, ChartPlace, Element, Page, Rule, TablePlace, Text, pages
from export.slides.pptx import COLOURS, series_colours

_CHART_WORDS = 13


def pdf_bytes(deck: Deck) -> bytes:
    """The deck as PDF, one page for each slide.

    Raises:
        OfficeFailed: LibreOffice is there and wrote no PDF.
        NoBrowser: there is neither LibreOffice nor Chromium.
        BrowserFailed: Chromium wrote no PDF.
    """
    if office.office_path():
        return office.converted(odp_bytes(deck), "odp")
    return printed(html_page(deck))


def html_page(deck: Deck) -> str:
    """The deck as one page of HTML that needs no other file, one section for each slide."""
    style = (
        f"@page{{size:{WIDTH}cm {HEIGHT}cm;margin:0}}body{{margin:0;font-family:{FONT};color:{LIGHT.ink}}}"
        f"section{{position:relative;width:{WIDTH}cm;height:{HEIGHT - 0.01:.2f}cm;overflow:hidden;break-after:page}}"
        "section:last-child{break-after:auto}.at{position:absolute}p,h1{margin:0;font:inherit}"
        f"table{{border-collapse:collapse}}td{{border:1px solid {LIGHT.grid};padding:0.1cm;vertical-align:top}}"
        f"tr:first-child td{{background:{LIGHT.grid};font-weight:bold}}"
    )
    sections = "".join(_section(page, number) for number, page in enumerate(pages(deck), 1))
    return (
        f'<!doctype html><html lang="{words.language}"><meta charset="utf-8"><title>{escape(deck.title)}</title>'
        f"<style>{style}</style>{sections}</html>"
    )


def _section(page: Page, number: int) -> str:
    return "<section>" + "".join(_element(element, number) for element in page.elements) + "</section>"


def _element(element: Element, number: int) -> str:
    if isinstance(element, Text):
        return _text(element, number)
    if isinstance(element, ChartPlace):
        drawn = chart_svg(element.chart, series_colours(element.chart), element.box, _CHART_WORDS)
        return f'<div class="at" role="img" aria-label="{escape(element.alt)}" style="{_at(element.box)}">{drawn}</div>'
    if isinstance(element, Rule):
        return f'<div class="at" style="{_at(element.box)};background:{COLOURS[element.colour]}"></div>'
    return _table(element)


def _at(box: Box) -> str:
    return f"left:{box.x:.3f}cm;top:{box.y:.3f}cm;width:{box.width:.3f}cm;height:{box.height:.3f}cm"


def _text(text: Text, number: int) -> str:
    tag = "h1" if text.role == "title" else "p"
    lines = text.paragraphs if text.role != "number" else (str(number),)
    told = "".join(f"<{tag}>{escape(line)}</{tag}>" for line in lines)
    align = "right" if text.role == "number" else "left"
    look = f"font-size:{text.size}pt;font-weight:{'bold' if text.bold else 'normal'};color:{COLOURS[text.colour]}"
    return f'<div class="at" style="{_at(text.box)};{look};text-align:{align}">{told}</div>'


def _table(place: TablePlace) -> str:
    columns = "".join(f'<col style="width:{width:.3f}cm">' for width in place.widths)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in place.rows)
    return f'<div class="at" style="{_at(place.box)};font-size:{place.size}pt"><table>{columns}{rows}</table></div>'
