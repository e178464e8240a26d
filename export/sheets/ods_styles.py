"""The styles of an OpenDocument spreadsheet: cells, columns, rows, numbers, the printed page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from export.figures.palette import LIGHT
from export.sheets.book import Book, Number
from export.sheets.odf import Element, document, element

# The first that a machine has is taken; each draws Chinese as Taiwan writes it.
FONT = "Noto Sans CJK TC"
_FAMILY = "'Noto Sans CJK TC', 'Noto Sans TC', 'Microsoft JhengHei', 'PingFang TC', sans-serif"
_HEAD = "#e8eef4"
# Centimetres of a digit, of what a column has beside its text, and of a line, at 11 points.
_DIGIT, _MARGIN, LINE = 0.205, 0.15, 0.55

# A row is as high as its words need, as high as it says, or begins a page.
Room = Literal["fitted", "fixed", "paged"]


def fonts() -> Element:
    """The font that styles name."""
    return element("office:font-face-decls", None, element("style:font-face", {
        "style:name": FONT, "svg:font-family": _FAMILY, "style:font-family-generic": "swiss",
    }))  # fmt: skip


def lettering(points: float, *, bold: bool = False, colour: str = LIGHT.ink) -> Element:
    """Size, weight and colour of words, for Latin and Chinese letters alike."""
    weight = "bold" if bold else "normal"
    return element("style:text-properties", {
        "style:font-name": FONT, "style:font-name-asian": FONT, "fo:color": colour,
        # Charts look at the family alone.
        "fo:font-family": FONT, "style:font-family-asian": FONT,
        "fo:font-size": f"{points}pt", "style:font-size-asian": f"{points}pt",
        "fo:font-weight": weight, "style:font-weight-asian": weight,
    })  # fmt: skip


def automatic(widths: set[float], lines: set[int], numbers: set[Number]) -> Element:
    """The styles of one file's sheets, for the widths, heights and numbers it has.

    Args:
        widths: column widths in digits.
        lines: row heights in lines.
        numbers: numbers to be shown, any value.
    """
    made = [*_cells(), *_numbers(numbers), *_dates()]
    made += [_column(width) for width in sorted(widths)]
    made += [_row(count, room) for count in sorted(lines | {1}) for room in get_args(Room)]
    made.append(element(
        "style:style", {"style:name": "sheet", "style:family": "table", "style:master-page-name": "lying"},
        element("style:table-properties", {"table:display": "true"}),
    ))  # fmt: skip
    return element("office:automatic-styles", None, *made)


def number_style(number: Number) -> str:
    """The name of the style of numbers shown alike."""
    return f"n{number.decimals}{'p' if number.suffix else ''}"


def column_style(width: float) -> str:
    """The name of the style of columns of this width."""
    return f"co{width:g}".replace(".", "_")


def row_style(lines: int, room: Room = "fitted") -> str:
    """The name of the style of rows of this height."""
    return f"{room}{lines}"


def _column(width: float) -> Element:
    own = {"style:column-width": f"{width * _DIGIT + _MARGIN:.2f}cm", "fo:break-before": "auto"}
    return element("style:style", {"style:name": column_style(width), "style:family": "table-column"},
                   element("style:table-column-properties", own))  # fmt: skip


def _row(lines: int, room: Room) -> Element:
    own = {
        "style:row-height": f"{lines * LINE:.2f}cm", "style:use-optimal-row-height": str(room != "fixed").lower(),
        "fo:break-before": "page" if room == "paged" else "auto",
    }  # fmt: skip
    return element("style:style", {"style:name": row_style(lines, room), "style:family": "table-row"},
                   element("style:table-row-properties", own))  # fmt: skip


def _cell(name: str, words: Element, *, align: str = "start", data: str | None = None, **own: str | None) -> Element:
    """A style of cells; ``own`` are further properties of the cell, its colon written ``__``."""
    cell = {"style:vertical-align": "top", "fo:border-bottom": f"0.5pt solid {LIGHT.grid}", "fo:padding": "0.06cm"}
    if align == "end":
        # So that the words of the next column keep off the number.
        cell["fo:padding-right"] = "0.25cm"
    cell |= {key.replace("__", ":"): value for key, value in own.items() if value is not None}
    return element(
        "style:style",
        {"style:name": name, "style:family": "table-cell", "style:data-style-name": data},
        element("style:table-cell-properties", cell),
        element("style:paragraph-properties", {"fo:text-align": align}),
        words,
    )


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
    for number in sorted({Number(0, n.decimals, n.suffix) for n in numbers}, key=number_style):
        name = number_style(number)
        shown = element("number:number", {
            "number:decimal-places": number.decimals, "number:min-integer-digits": 1,
            "number:grouping": "true",
        })  # fmt: skip
        # The sign as a text: a percent style would multiply by a hundred.
        sign = [element("number:text", None, number.suffix)] if number.suffix else []
        yield element("number:number-style", {"style:name": f"{name}-data"}, shown, *sign)
        yield _cell(name, lettering(11), align="end", data=f"{name}-data")


def _dates() -> Iterator[Element]:
    yield element(
        "number:date-style", {"style:name": "date-data"},
        element("number:year", {"number:style": "long"}), element("number:text", None, "-"),
        element("number:month", {"number:style": "long"}), element("number:text", None, "-"),
        element("number:day", {"number:style": "long"}),
    )  # fmt: skip
    yield _cell("date", lettering(11), align="end", data="date-data")


def page_styles(book: Book) -> bytes:
    """The part with the printed page: A4 lying, as wide as the paper, title above, source and page below."""
    layout = element(
        "style:page-layout", {"style:name": "a4"},
        element("style:page-layout-properties", {
            "fo:page-width": "29.7cm", "fo:page-height": "21cm", "style:print-orientation": "landscape",
            "fo:margin-top": "1cm", "fo:margin-bottom": "1cm", "fo:margin-left": "1cm", "fo:margin-right": "1cm",
            "style:scale-to-X": "1", "style:scale-to-Y": "0", "style:print": "charts drawings objects",
        }),
        _strip("header", "fo:margin-bottom"),
        _strip("footer", "fo:margin-top"),
    )  # fmt: skip
    small = element("style:style", {"style:name": "small", "style:family": "text"}, lettering(8))
    plain = element("style:style", {"style:name": "plain", "style:family": "text"}, lettering(10))
    default = element("style:default-style", {"style:family": "table-cell"}, element("style:text-properties", {
        "style:font-name": FONT, "style:font-name-asian": FONT, "fo:font-size": "11pt",
        "style:font-size-asian": "11pt", "fo:language": "en", "fo:country": "US",
        "style:language-asian": "zh", "style:country-asian": "TW",
    }))  # fmt: skip
    master = element(
        "style:master-page", {"style:name": "lying", "style:page-layout-name": "a4"},
        element("style:header", None, _region("left", [[_span("plain", book.title)]]),
                _region("right", [[_span("plain", element("text:sheet-name"))]])),
        element("style:footer", None, _region("left", [[_span("small", book.foot)], [_span("small", book.address)]]),
                _region("right", [list(_page_words(book.page))])),
    )  # fmt: skip
    return document(
        "styles",
        fonts(),
        element("office:styles", None, default),
        element("office:automatic-styles", None, layout, small, plain),
        element("office:master-styles", None, master),
    )


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
