"""Reads ODT as Writer prints it: numbers before list items and headings, tracked changes accepted.

What is in no block is in ``Document.dropped``: deleted and hidden text, headers and footers.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from catalog.lexicon import Lexicon
from catalog.words import told
from ingest.read.document import Document, Dropped, PageFault, UnreadableFile, unread_things
from ingest.read.office.blocks import (
    PAPER,
    Content,
    Grid,
    Layout,
    Paragraph,
    Place,
    Writing,
    attribute,
    child,
    is_like,
    kind,
    parse_part,
    plain,
    printed,
    whole,
)
from ingest.read.office.numbering import Counters, labelled
from ingest.read.office.odt_styles import OdtStyles
from ingest.read.office.package import Package
from ingest.read.office.signs import deciphered, listed, without_torn_numbers

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

_BLANKS = re.compile(r"[ \t\r\n]+")
_PARAGRAPHS = frozenset({"text:p", "text:h"})
_ITEMS = frozenset({"text:list-item", "text:list-header"})
_ROW_GROUPS = frozenset({"table:table-header-rows", "table:table-rows", "table:table-row-group"})
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
# Elements that only wrap paragraphs.
_WRAPPERS = frozenset(
    {
        "text:section",
        "text:table-of-content",
        "text:illustration-index",
        "text:table-index",
        "text:object-index",
        "text:user-index",
        "text:alphabetical-index",
        "text:bibliography",
        "text:index-body",
        "text:index-title",
    }
)
_SKIPPED = frozenset(
    {
        "text:number",
        "text:note-citation",
        "text:ruby-text",
        "text:script",
        "text:tracked-changes",
        "office:event-listeners",
        "svg:title",
        "svg:desc",
    }
)
# Frames of other programs: charts, sheets, formulas.
_OBJECTS = frozenset({"draw:object", "draw:object-ole", "draw:plugin", "draw:applet"})
_FURNITURE = tuple(f"style:{end}{page}" for end in ("header", "footer") for page in ("", "-left", "-first"))
# Writer's tables have 1,024 columns at most; a report's have some hundred rows.
_MOST_REPEATS = 1024
_MOST_PLACES = 100_000


Unseen = Literal["", "hidden", "deleted"]
"""Why text is not seen; empty where it is."""


@dataclass
class _Line:
    """A paragraph being read."""

    writing: Writing = field(default_factory=Writing)
    position: str = ""
    font: str | None = None
    colour: str | None = None
    ground: str | None = PAPER
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    # Text boxes and notes, read once the paragraph has its number.
    following: list[etree._Element] = field(default_factory=list)


class OdtReader:
    """Reads ODT reports.

    Args:
        lexicon: not needed for this format; every reader takes it.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def read(self, data: bytes) -> Document:
        """The document in ``data``.

        Raises:
            UnreadableFile: damaged, encrypted, too large, or without text.
        """
        package = Package(data)
        try:
            _refuse_encrypted(package)
            return _Reading(package).document()
        except RecursionError as error:
            raise UnreadableFile(told("reading.too_deep"), "malformed") from error


def _refuse_encrypted(package: Package) -> None:
    """Refuses a package whose manifest says that parts, or all of it, are encrypted."""
    encrypted = "encrypted-package" in package.names
    if "META-INF/manifest.xml" in package.names:
        manifest = parse_part(package.part("META-INF/manifest.xml"), "META-INF/manifest.xml")
        encrypted = encrypted or any(kind(element) == "manifest:encryption-data" for element in manifest.iter())
    if encrypted:
        raise UnreadableFile(told("reading.encrypted"), "encrypted")


class _Reading:
    """One ODT while it is read."""

    def __init__(self, package: Package) -> None:
        if "content.xml" not in package.names:
            raise UnreadableFile(told("reading.no_main_part"), "malformed")
        self._package = package
        self._root = parse_part(package.part("content.xml"), "content.xml")
        self._page_styles = (
            parse_part(package.part("styles.xml"), "styles.xml") if "styles.xml" in package.names else None
        )
        common = child(self._page_styles, "office:styles")
        self._styles = OdtStyles([common, child(self._root, "office:automatic-styles")])
        # Automatic styles of the two parts share names and mean different things.
        self._furniture_styles = OdtStyles([common, child(self._page_styles, "office:automatic-styles")])
        self._dropped: list[Dropped] = []
        self._faults: list[PageFault] = []
        # How often there is what is not read, by what it is.
        self._unread: Counter[str] = Counter()
        # The colour of what is now read stands on; None where it is not known.
        self._ground: str | None = PAPER
        self._outline = Counters()
        self._lists: dict[str, Counters] = {}
        self._last_list: dict[str | None, Counters] = {}

    def document(self) -> Document:
        text = child(self._root, "office:body", "office:text")
        if text is None:
            raise UnreadableFile(told("reading.no_main_part"), "malformed")
        layout = Layout(self._contents(text))
        self._drop_furniture()
        layout.refuse_empty(bool(self._dropped))
        faults = (*self._faults, *unread_things(self._unread))
        return Document(
            MEDIA_TYPE, tuple(layout.blocks), tuple(self._dropped), images=tuple(layout.images), faults=faults
        )

    def _drop(self, reason: Literal["page_furniture", "deleted", "hidden", "illegible"], texts: Iterable[str]) -> None:
        self._dropped += [Dropped(text.strip(), reason) for text in texts if text.strip()]

    def _drop_furniture(self) -> None:
        masters = child(self._page_styles, "office:master-styles")
        self._styles = self._furniture_styles
        for page in () if masters is None else masters:
            for element in (e for e in page if kind(e) in _FURNITURE):
                self._drop("page_furniture", printed(self._contents(element)))

    # Paragraphs, lists and tables ---------------------------------------------------------------

    def _contents(self, element: etree._Element) -> Iterator[Content]:
        for found in element:
            yield from self._content(found)

    def _content(self, found: etree._Element) -> Iterator[Content]:
        name = kind(found)
        if name in _PARAGRAPHS:
            yield from self._paragraph(found, self._heading_label(found) if name == "text:h" else "")
        elif name == "text:list":
            yield from self._list(found, 0, None, self._counters(found))
        elif name == "text:numbered-paragraph":
            yield from self._numbered(found)
        elif name == "table:table":
            yield self._grid(found)
        elif name == "text:tracked-changes":
            self._drop_deleted(found)
        elif name in _WRAPPERS:
            yield from self._wrapped(found)
        elif name.startswith("draw:"):
            yield from self._drawn(found)

    def _wrapped(self, element: etree._Element) -> Iterator[Content]:
        hidden = attribute(element, "text:display") == "none" or attribute(element, "text:is-hidden") == "true"
        content = list(self._contents(element))
        if any(kind(e) == "text:section-source" for e in element) and not printed(content):
            self._unread["link"] += not hidden
        if hidden:
            self._drop("hidden", printed(content))
        else:
            yield from content

    def _drop_deleted(self, changes: etree._Element) -> None:
        """Lists what was deleted. It has no numbers: the lists of the document go on without it."""
        for deletion in (e for e in changes if kind(e) == "text:changed-region"):
            for paragraph in (e for e in deletion.iter() if kind(e) in _PARAGRAPHS):
                line = _Line()
                self._read_line(paragraph, line, unseen="")
                self._drop("deleted", [line.writing.text])

    def _heading_label(self, heading: etree._Element) -> str:
        """The number of a heading outside lists, by the outline of the document."""
        unnumbered = attribute(heading, "text:is-list-header") == "true"
        if unnumbered or self._styles.list_style(attribute(heading, "text:style-name")) == "":
            return ""
        level = max(0, whole(attribute(heading, "text:outline-level"), 1) - 1)
        start = attribute(heading, "text:start-value")
        if attribute(heading, "text:restart-numbering") == "true":
            self._outline.set_next(level, whole(start, 1))
        return self._outline.advance(level, self._styles.outline)

    def _counters(self, element: etree._Element) -> Counters:
        """The counters of an outermost list: those it continues, else new ones."""
        style = attribute(element, "text:style-name")
        counters: Counters | None = self._lists.get(attribute(element, "text:continue-list") or "")
        if counters is None and attribute(element, "text:continue-numbering") == "true":
            counters = self._last_list.get(style)
        counters = counters or Counters()
        self._last_list[style] = counters
        name = attribute(element, "xml:id") or attribute(element, "text:id")
        if name is not None:
            self._lists[name] = counters
        return counters

    def _list(self, element: etree._Element, level: int, style: str | None, counters: Counters) -> Iterator[Content]:
        own = attribute(element, "text:style-name")
        if level and own and own != style:
            # A list of another style inside an item counts for itself, below the same outer numbers.
            counters = counters.inside(level)
        for item in (e for e in element if kind(e) in _ITEMS):
            yield from self._item(item, level, own or style, counters)

    def _item(self, item: etree._Element, level: int, style: str | None, counters: Counters) -> Iterator[Content]:
        override = attribute(item, "text:style-override")
        if override is not None:
            # Writer puts an item of another list in a list by naming that list's style.
            style, counters = override, self._last_list.setdefault(override, Counters())
        # Only the first paragraph of an item has its number.
        numbered = kind(item) == "text:list-item"
        for found in item:
            if kind(found) in _PARAGRAPHS:
                label = self._item_label(item, found, level, style, counters) if numbered else ""
                numbered = False
                yield from self._paragraph(found, label)
            elif kind(found) == "text:list":
                yield from self._list(found, level + 1, style, counters)
            else:
                yield from self._content(found)

    def _item_label(
        self, item: etree._Element, paragraph: etree._Element, level: int, style: str | None, counters: Counters
    ) -> str:
        start = attribute(item, "text:start-value")
        if start is not None:
            counters.set_next(level, whole(start, 1))
        named = style or self._styles.list_style(attribute(paragraph, "text:style-name"))
        return counters.advance(level, self._styles.levels(named))

    def _numbered(self, element: etree._Element) -> Iterator[Content]:
        """A paragraph that names its list and level itself."""
        name = attribute(element, "text:list-id") or ""
        counters = self._lists.setdefault(f"numbered-paragraph {name}", Counters())
        level = max(0, whole(attribute(element, "text:level"), 1) - 1)
        for paragraph in (e for e in element if kind(e) in _PARAGRAPHS):
            label = self._item_label(element, paragraph, level, attribute(element, "text:style-name"), counters)
            yield from self._paragraph(paragraph, label)

    def _on_ground(self, element: etree._Element, ground: str | None) -> list[Content]:
        """What stands in an element that has a ground of its own; None where its colour is not known."""
        outer, self._ground = self._ground, ground
        content = list(self._contents(element))
        self._ground = outer
        return content

    def _grid(self, table: etree._Element) -> Grid:
        grid = Grid()
        row = 1
        for element in (found for found in _rows(table) if not _row_deleted(found)):
            repeats = _repeats(element, "table:number-rows-repeated")
            for _ in range(repeats):
                self._row(table, element, row, grid)
                row += 1
        return grid

    def _row(self, table: etree._Element, element: etree._Element, row: int, grid: Grid) -> None:
        column = 1
        for cell in (e for e in element if kind(e) in _CELLS):
            repeats = _repeats(cell, "table:number-columns-repeated")
            if kind(cell) == "table:table-cell":
                spans = [_repeats(cell, f"table:number-{of}-spanned") for of in ("columns", "rows")]
                for step in range(repeats):
                    grounds = [
                        (family, attribute(of, "table:style-name"))
                        for family, of in (("table-cell", cell), ("table-row", element), ("table", table))
                    ]
                    content = self._on_ground(cell, self._styles.ground(grounds, self._ground))
                    grid.places.append(Place(row, column + step, spans[0], spans[1], content))
            else:
                self._drop("deleted", printed(self._contents(cell)))
            column += repeats
            if len(grid.places) > _MOST_PLACES:
                raise UnreadableFile(told("reading.too_many_cells", limit=_MOST_PLACES), "too_large")

    def _drawn(self, element: etree._Element) -> Iterator[Content]:
        """A frame or shape that stands on the page itself."""
        line = _Line()
        self._read_shape(element, line, unseen="")
        yield from self._finished(line, "")

    # Inside a paragraph -------------------------------------------------------------------------

    def _paragraph(self, element: etree._Element, label: str) -> Iterator[Content]:
        line = _Line()
        style = attribute(element, "text:style-name")
        line.font = self._styles.font("paragraph", style)
        line.colour, ground = self._styles.colours("paragraph", style)
        line.ground = ground or self._ground
        unseen = _within("", self._styles.unseen("paragraph", style))
        if any(kind(e) == "text:hidden-paragraph" and attribute(e, "text:is-hidden") == "true" for e in element.iter()):
            unseen = "hidden"
        self._read_line(element, line, unseen)
        yield from self._finished(line, label)

    def _finished(self, line: _Line, label: str) -> Iterator[Content]:
        self._drop("deleted", ["".join(line.struck)])
        self._drop("hidden", ["".join(line.hidden)])
        text, torn = without_torn_numbers(line.writing.text)
        if torn:
            self._drop("illegible", torn)
            self._faults.append(PageFault(None, "illegible_sign", told("reading.illegible_sign", numbers=listed(torn))))
        yield Paragraph(labelled(label, text), line.pictures)
        for element in line.following:
            # A frame may have a ground of any colour.
            content = self._on_ground(element, None)
            yield from content

    def _read_line(self, element: etree._Element, line: _Line, unseen: Unseen) -> None:
        self._put(_BLANKS.sub(" ", element.text or ""), line, unseen)
        for found in element:
            self._read_inline(found, line, unseen)
            self._put(_BLANKS.sub(" ", found.tail or ""), line, unseen)

    def _read_inline(self, found: etree._Element, line: _Line, unseen: Unseen) -> None:
        name = kind(found)
        if name == "text:s":
            self._put(" " * min(_MOST_REPEATS, max(0, whole(attribute(found, "text:c"), 1))), line, unseen)
        elif name == "text:tab":
            self._put("\t", line, unseen)
        elif name == "text:line-break":
            self._put(" ", line, unseen)
        elif name == "text:note":
            line.following += [e for e in found if kind(e) == "text:note-body"]
        elif name.startswith("draw:") and name != "draw:a":
            self._read_shape(found, line, unseen)
        elif name == "office:annotation":
            self._unread["comment"] += any(text.strip() for text in found.itertext())
        elif name == "text:span":
            self._read_span(found, line, unseen)
        elif name == "text:hidden-text":
            is_hidden = attribute(found, "text:is-hidden") != "false"
            self._read_line(found, line, "hidden" if is_hidden else unseen)
        elif name and name not in _SKIPPED:
            self._read_line(found, line, "hidden" if attribute(found, "text:display") == "none" else unseen)

    def _read_span(self, span: etree._Element, line: _Line, unseen: Unseen) -> None:
        style = attribute(span, "text:style-name")
        outer, own = (line.position, line.font, line.colour, line.ground), self._styles.position(style)
        line.font = self._styles.font("text", style) or line.font
        line.position = outer[0] if own is None else own
        colour, ground = self._styles.colours("text", style)
        line.colour, line.ground = colour or line.colour, ground or line.ground
        self._read_line(span, line, _within(unseen, self._styles.unseen("text", style)))
        line.position, line.font, line.colour, line.ground = outer

    def _put(self, text: str, line: _Line, unseen: Unseen) -> None:
        if unseen == "deleted":
            line.struck.append(plain(text))
        elif unseen or is_like(line.colour, line.ground):
            line.hidden.append(plain(text))
        else:
            line.writing.put(deciphered(plain(text), line.font or ""), line.position)

    def _read_shape(self, shape: etree._Element, line: _Line, unseen: Unseen) -> None:
        """Takes up the text or picture of a frame, the text of a shape, and the shapes of a group."""
        if attribute(shape, "draw:display") == "none":
            self._drop("hidden", (text for paragraph in shape.iter() for text in _own_text(paragraph)))
        elif kind(shape) in ("draw:g", "draw:a"):
            for found in (e for e in shape if kind(e).startswith("draw:")):
                self._read_shape(found, line, unseen)
        elif kind(shape) == "draw:frame":
            boxes = [e for e in shape if kind(e) == "draw:text-box"]
            line.following += boxes
            if not boxes:
                self._unread["object"] += any(kind(e) in _OBJECTS for e in shape)
                self._add_picture(shape, line)
        elif any(kind(e) in _PARAGRAPHS or kind(e) == "text:list" for e in shape):
            line.following.append(shape)

    def _add_picture(self, frame: etree._Element, line: _Line) -> None:
        """The first picture of a frame that is in the package; others are the same in other formats."""
        for image in (e for e in frame if kind(e) == "draw:image"):
            name = posixpath.normpath(attribute(image, "xlink:href") or "")
            if name in self._package.names:
                line.pictures.append(self._package.part(name))
                return


def _own_text(element: etree._Element) -> list[str]:
    return [" ".join("".join(element.itertext()).split())] if kind(element) in _PARAGRAPHS else []


def _within(outer: Unseen, own: Literal["hidden", "deleted", "shown"] | None) -> Unseen:
    """How text is seen whose style says ``own`` amid text seen as ``outer``."""
    if outer == "hidden" or own is None:
        return outer
    return "" if own == "shown" else own


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if kind(element) == "table:table-row":
            yield element
        elif kind(element) in _ROW_GROUPS:
            yield from _rows(element)


def _row_deleted(row: etree._Element) -> bool:
    """Whether all text of a row was deleted: Writer takes the row for deleted then."""
    emptied = any(kind(element) == "text:change" for element in row.iter())
    return emptied and not any(text.strip() for text in row.itertext())


def _repeats(element: etree._Element, name: str) -> int:
    """How often a row or cell stands, or how far it spans; a number no report has is refused."""
    repeats = max(1, whole(attribute(element, name), 1))
    if repeats > _MOST_REPEATS:
        message = told("reading.too_many_repeats", count=repeats, limit=_MOST_REPEATS)
        raise UnreadableFile(message, "too_large")
    return repeats
