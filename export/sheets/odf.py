"""What every OpenDocument file is made of: named elements, paragraphs, a package with its manifest.

Version 1.2 of the format, which CNS 15251 is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from lxml import etree

from export.archive import zipped

VERSION = "1.2"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    **{name: f"{_OASIS}{name}:1.0" for name in ("office", "style", "text", "table", "chart", "config", "manifest")},
    "meta": f"{_OASIS}meta:1.0",
    "draw": f"{_OASIS}drawing:1.0",
    "number": f"{_OASIS}datastyle:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    # LibreOffice's own: what it leaves undecided in the format, and how it opens a file.
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
# Blanks after the first, tabs and line feeds are elements of their own.
_PIECES = re.compile(r" {2,}|^ | $|\t|[^ \t]+(?: [^ \t]+)*| ")

Element = etree._Element


def qualified(name: str) -> str:
    """``table:table-cell`` as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def element(name: str, attributes: Mapping[str, object] | None = None, *children: Element | str) -> Element:
    """An element by its prefixed name, with prefixed attributes (None left out), text and children."""
    made = etree.Element(qualified(name), nsmap=NAMESPACES)
    for key, value in (attributes or {}).items():
        if value is not None:
            made.set(qualified(key), str(value))
    for child in children:
        if isinstance(child, str):
            made.text = child
        else:
            made.append(child)
    return made


def paragraphs(text: str) -> Iterator[Element]:
    """A text as paragraphs, one for each of its lines, every blank kept."""
    for line in text.split("\n"):
        made = element("text:p")
        last: Element | None = None
        for piece in _PIECES.findall(line):
            if piece == "\t":
                last = etree.SubElement(made, qualified("text:tab"))
            elif not piece.strip(" "):
                last = etree.SubElement(made, qualified("text:s"), {qualified("text:c"): str(len(piece))})
            elif last is None:
                made.text = (made.text or "") + piece
            else:
                last.tail = (last.tail or "") + piece
        yield made


def document(kind: str, *children: Element) -> bytes:
    """A part of a file: its root (``content``, ``styles``, ``settings``, ``meta``) around the children."""
    root = element(f"office:document-{kind}", {"office:version": VERSION}, *children)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def described(title: str, subject: str, made: date, language: str) -> bytes:
    """The part that tells title, subject and day."""
    told = element(
        "office:meta",
        None,
        element("dc:title", None, title),
        element("dc:subject", None, subject),
        element("dc:date", None, f"{made.isoformat()}T00:00:00"),
        element("meta:creation-date", None, f"{made.isoformat()}T00:00:00"),
        element("dc:language", None, language),
    )
    return document("meta", told)


def packed(media_type: str, parts: Mapping[str, bytes], objects: Mapping[str, str]) -> bytes:
    """The file: its parts by path, and the media type of each folder that is a document of its own."""
    entries = {"/": media_type, **objects, **dict.fromkeys(parts, "text/xml")}
    manifest = element(
        "manifest:manifest",
        {"manifest:version": VERSION},
        *(
            element("manifest:file-entry", {"manifest:full-path": path, "manifest:media-type": kind})
            for path, kind in sorted(entries.items())
        ),
    )
    etree.cleanup_namespaces(manifest)
    listed = etree.tostring(manifest, encoding="UTF-8", xml_declaration=True)
    files = [("mimetype", media_type.encode()), *parts.items(), ("META-INF/manifest.xml", listed)]
    return zipped(files, plain=["mimetype"])
