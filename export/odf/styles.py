"""Styles of OpenDocument files: one font for all letters, numbers, lines, the page."""

from __future__ import annotations

from charts.palette import LIGHT
from export.odf.xml import Attributes, Element, document, element

# The first that a machine has is taken; each draws Chinese as Taiwan writes it.
FONT = "Noto Sans CJK TC"
_FAMILIES = "'Noto Sans CJK TC', 'Noto Sans TC', 'Microsoft JhengHei', 'PingFang TC', sans-serif"


def fonts() -> Element:
    """The font that styles name."""
    return element("office:font-face-decls", None, element("style:font-face", {
        "style:name": FONT, "svg:font-family": _FAMILIES, "style:font-family-generic": "swiss",
    }))  # fmt: skip


def properties(kind: str, attributes: Attributes, *children: Element) -> Element:
    """Properties of a kind (``graphic``, ``table-cell``) for :func:`style`."""
    return element(f"style:{kind}-properties", attributes, *children)


def style(name: str, family: str, *own: Element, **more: str | None) -> Element:
    """A style by name and family.

    ``more`` are attributes of the ``style`` namespace that end in ``-name``: ``data_style="n1"``.
    """
    named = {f"style:{key.replace('_', '-')}-name": value for key, value in more.items()}
    return element("style:style", {"style:name": name, "style:family": family, **named}, *own)


def lettering(points: float, *, bold: bool = False, colour: str = LIGHT.ink, chart: bool = False) -> Element:
    """Size, weight and colour of words, one font for Latin and Chinese letters, each with its language.

    Words of a ``chart`` are not looked up among the fonts of the file, so their families are told.
    """
    weight, families = "bold" if bold else "normal", _FAMILIES if chart else None
    told = {"fo:color": colour, "fo:language": "en", "fo:country": "GB",
            "style:language-asian": "zh", "style:country-asian": "TW"}  # fmt: skip
    for script in ("", "-asian", "-complex"):
        plain = "fo" if not script else "style"
        told |= {f"style:font-name{script}": FONT, f"{plain}:font-size{script}": f"{points:g}pt",
                 f"{plain}:font-weight{script}": weight}  # fmt: skip
        if families:
            told[f"{plain}:font-family{script}"] = families
    return properties("text", told)


def nothing() -> Element:
    """Neither line nor fill."""
    return properties("graphic", {"draw:stroke": "none", "draw:fill": "none"})


def filled(colour: str) -> Element:
    """A fill without a line around it."""
    return properties("graphic", {"draw:stroke": "none", "draw:fill": "solid", "draw:fill-color": colour})


def outline(colour: str) -> Element:
    """A line around nothing."""
    drawn = {"draw:stroke": "solid", "svg:stroke-color": colour, "svg:stroke-width": "0.08cm", "draw:fill": "none"}
    return properties("graphic", drawn)


def line(colour: str, width: str = "0.02cm") -> Element:
    """A line."""
    return properties("graphic", {"draw:stroke": "solid", "svg:stroke-color": colour, "svg:stroke-width": width})


def number_style(name: str, decimals: int | None, before: str = "", after: str = "") -> Element:
    """How numbers are shown: with thousands and fixed decimals, or as they are with None; texts around them.

    A percent sign is such a text: a percent style would multiply by a hundred.
    """
    fixed = {} if decimals is None else {"number:decimal-places": decimals, "number:grouping": "true"}
    number = element("number:number", {**fixed, "number:min-integer-digits": 1})
    around = [[element("number:text", None, text)] if text else [] for text in (before, after)]
    return element("number:number-style", {"style:name": name}, *around[0], number, *around[1])


def page_layout(name: str, width: float, height: float, margin: float, *strips: Element, **more: str) -> Element:
    """A page in centimetres with its margins; ``more`` are attributes of the ``style`` namespace."""
    own = {"fo:page-width": f"{width}cm", "fo:page-height": f"{height}cm"}
    own |= {f"fo:margin-{side}": f"{margin}cm" for side in ("top", "bottom", "left", "right")}
    own |= {"style:print-orientation": "landscape" if width > height else "portrait"}
    own |= {f"style:{key.replace('_', '-')}": value for key, value in more.items()}
    return element("style:page-layout", {"style:name": name}, properties("page-layout", own), *strips)


def text_styles(points: float, width: float, height: float, margin: float) -> bytes:
    """The styles of a text document: words of one size, pages in centimetres, no room between Chinese and Latin."""
    apart = properties("paragraph", {"style:text-autospace": "none"})
    default = element("style:default-style", {"style:family": "paragraph"}, apart, lettering(points))
    master = element("style:master-page", {"style:name": "Standard", "style:page-layout-name": "a4"})
    return document(
        "styles",
        fonts(),
        element("office:styles", None, default),
        element("office:automatic-styles", None, page_layout("a4", width, height, margin)),
        element("office:master-styles", None, master),
    )
