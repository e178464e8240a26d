"""The styles of an OpenDocument spreadsheet: cells, columns, rows, numbers, the printed page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from charts.palette import LIGHT
from export.odf.styles import fonts, lettering, number_style, page_layout, properties, style
from export.odf.xml import Element, document, element
from export.sheets.book import Book, Number

_HEAD = "#e8eef4"
# Centimetres of a digit, of what a column has beside its text, and of a line, at 11 points.
_DIGIT, _MARGIN, LINE = 0.205, 0.15, 0.55
_PAPER, _EDGE = (29.7, 21.0), 1.0

# A row is as high as its words need, as high as it says, or begins a page.
Room = Literal["fitted", "fixed", "paged"]


def automatic(widths: set[float], lines: set[int], numbers: set[Number], scales: set[int]) -> Element:
    """The styles of one file's sheets, for the widths, heights and numbers it has.

    Args:
        widths: column widths in digits.
        lines: row heights in lines.
        numbers: numbers to be shown, any value.
        scales: percentages that sheets are printed at.
    """
    made = [*_cells(), *_numbers(numbers), *_dates()]
    made += [_column(width) for width in sorted(widths)]
    made += [_row(count, room) for count in sorted(lines | {1}) for room in get_args(Room)]
    shown = {"table:display": "true"}
    made += [
        style(sheet_style(scale), "table", properties("table", shown), master_page=_page(scale))
        for scale in sorted(scales)
    ]
    return element("office:automatic-styles", None, *made)


def cell_style(number: Number) -> str:
    """The name of the style of numbers shown alike."""
    return f"n{number.decimals}{'p' if number.suffix else ''}"


def column_style(width: float) -> str:
    """The name of the style of columns of this width."""
    return f"co{width:g}".replace(".", "_")


def row_style(lines: int, room: Room = "fitted") -> str:
    """The name of the style of rows of this height."""
    return f"{room}{lines}"


def sheet_style(scale: int) -> str:
    """The name of the style of sheets printed at this percentage."""
    return f"sheet{scale}"


def centimetres(width: float) -> float:
    """How wide a column is that holds this many digits."""
    return width * _DIGIT + _MARGIN


def scale_of(wide: float) -> int:
    """The percentage at which a sheet of this many centimetres is no wider than the paper."""
    return max(10, min(100, int(100 * (_PAPER[0] - 2 * _EDGE) / wide)))


def _page(scale: int) -> str:
    return f"lying{scale}"


def _column(width: float) -> Element:
    own = {"style:column-width": f"{centimetres(width):.2f}cm", "fo:break-before": "auto"}
    return style(column_style(width), "table-column", properties("table-column", own))


def _row(lines: int, room: Room) -> Element:
    own = {
        "style:row-height": f"{lines * LINE:.2f}cm", "style:use-optimal-row-height": str(room != "fixed").lower(),
        "fo:break-before": "page" if room == "paged" else "auto",
    }  # fmt: skip
    return style(row_style(lines, room), "table-row", properties("table-row", own))


def _cell(name: str, words: Element, *, align: str = "start", data: str | None = None, **own: str | None) -> Element:
    """A style of cells; ``own`` are further properties of the cell, its colon written ``__``."""
    cell = {"style:vertical-align": "top", "fo:border-bottom": f"0.5pt solid {LIGHT.grid}", "fo:padding": "0.06cm"}
    if align == "end":
        # So that the words of the next column keep off the number.
        cell["fo:padding-right"] = "0.25cm"
    cell |= {key.replace("__", ":"): value for key, value in own.items() if value is not None}
    aligned = properties("paragraph", {"fo:text-align": align})
    return style(name, "table-cell", properties("table-cell", cell), aligned, words, data_style=data)


def _cells() -> Iterator[Element]:
    wrapped = {"fo__wrap-option": "wrap"}
    head = {**wrapped, "fo__background-color": _HEAD, "fo__border-bottom": f"0.75pt solid {LIGHT.quiet}"}
    yield _cell("head", lettering(11, bold=True), **head)
    yield _cell("head-number", lettering(11, bold=True), align="end", **head)
    yield _cell("words", lettering(11), **wrapped)
    yield _cell("sign", lettering(11, colour=LIGHT.quiet), align="end")
    yield _cell("caption", lettering(12, bold=True), **{"fo__border-bottom": "none"})
    yield _cell("unit", lettering(11, colour=LIGHT.quiet), **{"fo__border-bottom": "none"})


def _numbers(numbers: set[Number]) -> Iterator[Element]:
    for number in sorted({Number(0, n.decimals, n.suffix) for n in numbers}, key=cell_style):
        name = cell_style(number)
        yield number_style(f"{name}-data", number.decimals, after=number.suffix)
        yield _cell(name, lettering(11), align="end", data=f"{name}-data")


def _dates() -> Iterator[Element]:
    yield element(
        "number:date-style", {"style:name": "date-data"},
        element("number:year", {"number:style": "long"}), element("number:text", None, "-"),
        element("number:month", {"number:style": "long"}), element("number:text", None, "-"),
        element("number:day", {"number:style": "long"}),
    )  # fmt: skip
    yield _cell("date", lettering(11), align="end", data="date-data")


def page_styles(book: Book, scales: set[int]) -> bytes:
    """The part with the printed pages: A4 lying, title above, source and page below; one for each of the scales."""
    small, plain = style("small", "text", lettering(8)), style("plain", "text", lettering(10))
    default = element("style:default-style", {"style:family": "table-cell"}, lettering(11))
    layouts = [
        page_layout(
            f"a4-{scale}", *_PAPER, _EDGE, _strip("header", "fo:margin-bottom"), _strip("footer", "fo:margin-top"),
            scale_to=f"{scale}%", print="charts drawings objects", first_page_number="continue",
        )
        for scale in sorted(scales)
    ]  # fmt: skip
    return document(
        "styles",
        fonts(),
        element("office:styles", None, default),
        element("office:automatic-styles", None, *layouts, small, plain),
        element("office:master-styles", None, *(_master(book, scale) for scale in sorted(scales))),
    )


def _master(book: Book, scale: int) -> Element:
    return element(
        "style:master-page", {"style:name": _page(scale), "style:page-layout-name": f"a4-{scale}"},
        element("style:header", None, _region("left", [[_span("plain", book.title)]]),
                _region("right", [[_span("plain", element("text:sheet-name"))]])),
        element("style:footer", None, _region("left", [[_span("small", book.foot)], [_span("small", book.address)]]),
                _region("right", [list(_page_words(book.page))])),
    )  # fmt: skip


def _strip(place: str, gap: str) -> Element:
    """The head or foot of the page, as wide as the table."""
    own = {"fo:min-height": "0.8cm", "fo:margin-left": "0cm", "fo:margin-right": "0cm", gap: "0.25cm"}
    return element(f"style:{place}-style", None, element("style:header-footer-properties", own))


def _region(side: str, lines: list[list[Element]]) -> Element:
    return element(f"style:region-{side}", None, *(element("text:p", None, *line) for line in lines))


def _span(style: str, words: Element | str) -> Element:
    return element("text:span", {"text:style-name": style}, words)


def _page_words(page: str) -> Iterator[Element]:
    """The words around the page's number and how many there are."""
    before, _, rest = page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    yield _span("small", before)
    yield _span("small", element("text:page-number"))
    yield _span("small", between)
    yield _span("small", element("text:page-count"))
    yield _span("small", after)
