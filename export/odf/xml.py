"""OpenDocument's XML: named elements, paragraphs, whole parts. Version 1.2 of the format, which CNS 15251 is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from export.machines.xml_text import xml_text

VERSION = "1.2"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_OWN = ("office", "style", "text", "table", "chart", "presentation", "config", "manifest", "meta")
NAMESPACES = {
    **{name: f"{_OASIS}{name}:1.0" for name in _OWN},
    "draw": f"{_OASIS}drawing:1.0",
    "number": f"{_OASIS}datastyle:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    # LibreOffice's own: what it leaves undecided in the format.
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
# Blanks after the first, tabs and line feeds are elements of their own.
_PIECES = re.compile(r" {2,}|^ | $|\t|[^ \t]+(?: [^ \t]+)*| ")

Element = etree._Element
Attributes = Mapping[str, object]


def qualified(name: str) -> str:
    """``table:table-cell`` as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def element(name: str, attributes: Attributes | None = None, *children: Element | str) -> Element:
    """An element by its prefixed name, with prefixed attributes (None left out), text and children."""
    made = etree.Element(qualified(name), nsmap=NAMESPACES)
    for key, value in (attributes or {}).items():
        if value is not None:
            made.set(qualified(key), xml_text(str(value)))
    for child in children:
        if isinstance(child, str):
            made.text = xml_text(child)
        else:
            made.append(child)
    return made


def paragraphs(text: str, style: str | None = None) -> Iterator[Element]:
    """A text as paragraphs of a style, one for each of its lines, every blank kept."""
    for line in xml_text(text).split("\n"):
        made = element("text:p", {"text:style-name": style})
        add_text(made, line)
        yield made


def add_text(paragraph: Element, line: str) -> None:
    """Adds words to the end of a paragraph, or of a part of one, every blank kept."""
    last = paragraph[-1] if len(paragraph) else None
    for piece in _PIECES.findall(xml_text(line)):
        if piece == "\t":
            last = etree.SubElement(paragraph, qualified("text:tab"))
        elif not piece.strip(" "):
            last = etree.SubElement(paragraph, qualified("text:s"), {qualified("text:c"): str(len(piece))})
        elif last is None:
            paragraph.text = (paragraph.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece


def paragraph(text: str) -> Element:
    """A text as one paragraph, its line ends as blanks: what a title may hold."""
    return next(paragraphs(" ".join(xml_text(text).split("\n"))))


def document(kind: str, *children: Element) -> bytes:
    """A part of a file: its root (``content``, ``styles``, ``settings``, ``meta``) around the children."""
    return written(element(f"office:document-{kind}", {"office:version": VERSION}, *children))


def written(root: Element) -> bytes:
    """An XML part by its root."""
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
