"""Reads DOCX as Word prints it: numbers before paragraphs, tracked changes accepted, fields by their results.

What is in no block is in ``Document.dropped``: deleted and hidden text, headers and footers.
"""

from __future__ import annotations

import posixpath
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
    kind,
    parse_part,
    plain,
    printed,
    whole,
)
from ingest.read.office.docx_shown import UNREAD, alternative, is_unseen_shape, unknown_choices
from ingest.read.office.docx_styles import Numbering, Styles, is_on, value
from ingest.read.office.numbering import labelled
from ingest.read.office.package import Package
from ingest.read.office.signs import code_of, deciphered, has_places, listed, sign, without_torn_numbers

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_TEXTS = frozenset({"w:t", "m:t", "a:t"})
# Elements that only wrap what stands in them; tracked insertions are taken as accepted.
_WRAPPERS = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo"})
_REMOVED = frozenset({"w:del", "w:moveFrom"})
# Text of other parts, which no paragraph here holds.
_ELSEWHERE = frozenset({"w:altChunk", "w:subDoc"})
_SKIPPED = frozenset(
    {
        "w:pPr",
        "w:rPr",
        "w:sdtPr",
        "w:sdtEndPr",
        "w:instrText",
        "w:delInstrText",
        "w:delText",
        "w:rt",
        "w:rubyPr",
        "w:footnoteRef",
        "w:endnoteRef",
        "w:annotationRef",
        "w:softHyphen",
        "w:ffData",
        "w:fldData",
        "m:rPr",
        "m:ctrlPr",
    }
)
_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:br": " ", "w:cr": " ", "a:br": " ", "w:noBreakHyphen": "-"}
# Parts of a formula stand above and below each other; on one line a mark keeps their digits apart.
_FORMULA_MARKS = {"m:f": " ", "m:den": "/", "m:sup": "^", "m:sub": "_", "m:rad": "√"}
_MOST_COLUMNS = 63


@dataclass
class _Line:
    """A paragraph being read; one whose mark was deleted goes on with the next."""

    # The properties that number it, and those of the piece now read.
    numbered_by: etree._Element | None = None
    properties: etree._Element | None = None
    writing: Writing = field(default_factory=Writing)
    position: str = ""
    hidden: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    illegible: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    # Text boxes and notes, read once the paragraph has its number.
    following: list[tuple[_Part, etree._Element]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.writing.text


class _Relations:
    """What a part refers to by relationship ids. The package itself is the part without a name."""

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        folder, file = posixpath.split(name)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        self._targets: dict[str, tuple[str, str]] = {}
        for relation in parse_part(package.part(listed), listed) if listed in package.names else ():
            if attribute(relation, "TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, attribute(relation, "Target") or "")).lstrip("/")
            role = (attribute(relation, "Type") or "").rsplit("/", 1)[-1]
            self._targets[attribute(relation, "Id") or ""] = (role, target)

    def by_role(self, role: str) -> list[str]:
        """The names of the parts that stand in ``role`` to this one."""
        return [name for found, name in self._targets.values() if found == role and name in self._package.names]

    def picture(self, relation: str | None) -> bytes | None:
        """The bytes of a picture by its relationship; None where it is not in the package."""
        name = self._targets.get(relation or "", ("", ""))[1]
        return self._package.part(name) if name in self._package.names else None


class _Part(_Relations):
    """One XML part of the package with its relationships."""

    def __init__(self, package: Package, name: str) -> None:
        super().__init__(package, name)
        self.root = parse_part(package.part(name), name)


class DocxReader:
    """Reads DOCX reports.

    Args:
        lexicon: not needed for this format; every reader takes it.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def read(self, data: bytes) -> Document:
        """The document in ``data``.

        Raises:
            UnreadableFile: damaged, encrypted, too large, without text, or with text in other files.
        """
        try:
            return _Reading(Package(data)).document()
        except RecursionError as error:
            raise UnreadableFile(told("reading.too_deep"), "malformed") from error


class _Reading:
    """One DOCX while it is read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = _Part(package, self._main_name())
        self._styles = Styles(self._root_by_role("styles"))
        self._numbering = Numbering(self._root_by_role("numbering"), self._styles)
        self._notes = {role: self._note_part(role) for role in ("footnotes", "endnotes")}
        self._dropped: list[Dropped] = []
        self._faults: list[PageFault] = []
        # How often there is what is not read, by what it is.
        self._unread: Counter[str] = Counter()
        # Per open field, whether its result has begun: what stands before is its code.
        self._fields: list[bool] = []
        self._part = self._main
        # The colour of what is now read stands on; None where it is not known.
        self._ground: str | None = PAPER

    def _main_name(self) -> str:
        names = [*_Relations(self._package, "").by_role("officeDocument"), "word/document.xml"]
        if names[0] not in self._package.names:
            raise UnreadableFile(told("reading.no_main_part"), "malformed")
        return names[0]

    def _root_by_role(self, role: str) -> etree._Element | None:
        names = self._main.by_role(role)
        return parse_part(self._package.part(names[0]), names[0]) if names else None

    def _note_part(self, role: str) -> tuple[_Part, dict[str, etree._Element]] | None:
        names = self._main.by_role(role)
        if not names:
            return None
        part = _Part(self._package, names[0])
        return part, {attribute(note, "w:id") or "": note for note in part.root}

    def document(self) -> Document:
        body = child(self._main.root, "w:body")
        if body is None:
            raise UnreadableFile(told("reading.no_main_part"), "malformed")
        layout = Layout(self._story(self._main, body))
        for role in ("header", "footer"):
            for name in self._main.by_role(role):
                part = _Part(self._package, name)
                self._drop("page_furniture", printed(self._story(part, part.root)))
        layout.refuse_empty(bool(self._dropped))
        self._unread["comment"] += self._comments()
        faults = (*self._faults, *unread_things(self._unread))
        return Document(
            MEDIA_TYPE, tuple(layout.blocks), tuple(self._dropped), images=tuple(layout.images), faults=faults
        )

    def _comments(self) -> int:
        """How many comments stand beside the text."""
        return sum(
            kind(comment) == "w:comment" and any(text.strip() for text in _all_text(comment))
            for name in self._main.by_role("comments")
            for comment in parse_part(self._package.part(name), name)
        )

    def _drop(self, reason: Literal["page_furniture", "deleted", "hidden", "illegible"], texts: Iterable[str]) -> None:
        self._dropped += [Dropped(text.strip(), reason) for text in texts if text.strip()]

    # Paragraphs and tables ----------------------------------------------------------------------

    def _story(self, part: _Part, element: etree._Element) -> list[Content]:
        """What stands in a part, note, text box or cell. Fields do not reach over its ends."""
        outer_part, outer_fields = self._part, self._fields
        self._part, self._fields = part, []
        content = list(self._contents(element))
        if not all(self._fields):
            # Where a field's code ends is not told: text behind it would be lost, or code read as text.
            raise UnreadableFile(told("reading.open_field"), "malformed")
        self._part, self._fields = outer_part, outer_fields
        return content

    def _contents(self, element: etree._Element) -> Iterator[Content]:
        line = _Line()
        joins = False
        for found in self._children(element, ("w:p", "a:p", "w:tbl")):
            if kind(found) != "w:tbl":
                line.properties = child(found, "w:pPr")
                if joins or not line.text.strip():
                    line.numbered_by = line.properties
                self._read_line(found, line, hidden=False)
                # The large letter a paragraph begins with is a paragraph of its own.
                joins = _is_drop_cap(line.properties)
                if joins or self._mark_removed(found):
                    continue
                yield from self._finished(line)
            else:
                yield from self._finished(line, marked=False)
                yield self._grid(found)
            line, joins = _Line(), False
        yield from self._finished(line, marked=False)

    def _children(self, element: etree._Element, names: tuple[str, ...]) -> Iterator[etree._Element]:
        """Elements of these names in order, through whatever only wraps them."""
        for found in element:
            name = kind(found)
            if name in names:
                yield found
            elif name in _WRAPPERS:
                yield from self._children(found, names)
            elif name == "mc:AlternateContent":
                self._drop_unknown(found)
                yield from self._children(alternative(found), names)
            elif name in _REMOVED:
                self._drop("deleted", ["".join(_all_text(found))])
            elif name in _ELSEWHERE:
                raise UnreadableFile(told("reading.embedded"), "embedded")

    def _mark_removed(self, paragraph: etree._Element) -> bool:
        """Whether the end of a paragraph was deleted, moved away or hidden, so that the next goes on with it."""
        mark = child(paragraph, "w:pPr", "w:rPr")
        if mark is None:
            return False
        removed = any(kind(element) in _REMOVED for element in mark)
        return removed or is_on(child(mark, "w:vanish"))

    def _finished(self, line: _Line, marked: bool = True) -> Iterator[Content]:
        """The paragraph with its number, then its text boxes and notes."""
        self._drop("deleted", ["".join(line.deleted)])
        self._drop("hidden", ["".join(line.hidden)])
        self._drop("illegible", line.illegible)
        text, torn = without_torn_numbers(line.text)
        if torn:
            self._drop("illegible", torn)
            self._faults.append(PageFault(None, "illegible_sign", told("reading.illegible_sign", numbers=listed(torn))))
        if marked or text.strip():
            label = self._numbering.label(line.numbered_by)
            yield Paragraph(labelled(label, text), line.pictures)
        elif line.pictures:
            yield Paragraph("", line.pictures)
        for part, element in line.following:
            # A text box may have a ground of any colour.
            outer, self._ground = self._ground, None
            content = self._story(part, element)
            self._ground = outer
            yield from content

    def _grid(self, table: etree._Element) -> Grid:
        grid = Grid()
        above: dict[int, Place] = {}
        row = 0
        for found in self._children(table, ("w:tr",)):
            if self._row_removed(found):
                self._drop("deleted", ["".join(_all_text(cell)) for cell in self._children(found, ("w:tc",))])
                continue
            row += 1
            above = self._row(table, found, row, above, grid)
        return grid

    def _row_removed(self, row: etree._Element) -> bool:
        properties = child(row, "w:trPr")
        return child(properties, "w:del") is not None or is_on(child(properties, "w:hidden"))

    def _row(
        self, table: etree._Element, element: etree._Element, row: int, above: dict[int, Place], grid: Grid
    ) -> dict[int, Place]:
        """Adds the cells of a row; gives those that a row below may merge with, by column."""
        column = 1 + _columns(value(element, "w:trPr", "w:gridBefore"), 0)
        open_cells: dict[int, Place] = {}
        place: Place | None = None
        for cell in self._children(element, ("w:tc",)):
            properties = child(cell, "w:tcPr")
            span = _columns(value(properties, "w:gridSpan"), 1)
            before, place = place, above.get(column)
            if before is not None and _continues(properties, "w:hMerge"):
                place = before
                place.column_span += span
                self._drop_covered(cell)
            elif place is not None and place.column_span == span and _continues(properties, "w:vMerge"):
                place.row_span += 1
                self._drop_covered(cell)
            else:
                place = Place(row, column, span)
                grid.places.append(place)
                outer, self._ground = self._ground, self._styles.ground(table, cell, self._ground)
                self._fill(place, cell, properties)
                self._ground = outer
            if child(properties, "w:vMerge") is not None:
                open_cells[place.column] = place
            column += span
        return open_cells

    def _drop_covered(self, cell: etree._Element) -> None:
        """Lists what stands in a cell that a merge covers: Word shows the first cell of a merge only."""
        self._drop("deleted", printed(self._story(self._part, cell)))

    def _fill(self, place: Place, cell: etree._Element, properties: etree._Element | None) -> None:
        if child(properties, "w:cellDel") is not None:
            self._drop("deleted", ["".join(_all_text(cell))])
        else:
            place.content = self._story(self._part, cell)

    # Inside a paragraph -------------------------------------------------------------------------

    def _read_line(self, element: etree._Element, line: _Line, hidden: bool) -> None:
        for found in element:
            name = kind(found)
            if name in _TEXTS:
                self._put(self._legible(found, line), line, hidden)
            elif name == "w:r":
                self._read_run(found, line)
            elif name in _CHARACTERS:
                self._put(_CHARACTERS[name], line, hidden)
            elif name == "w:sym":
                code = code_of(attribute(found, "w:char"))
                symbol = "" if code is None else sign(code, attribute(found, "w:font") or "")
                self._put(symbol, line, hidden)
                line.illegible += [] if symbol else [attribute(found, "w:char") or ""]
            elif name == "w:fldChar":
                self._turn_field(attribute(found, "w:fldCharType"))
            elif name in _REMOVED:
                line.deleted += _all_text(found)
            elif name in ("w:txbxContent", "a:txBody"):
                line.following.append((self._part, found))
            elif name in ("a:blip", "v:imagedata"):
                self._add_picture(found, line)
            elif name == "mc:AlternateContent":
                self._drop_unknown(found)
                self._read_line(alternative(found), line, hidden)
            elif name == "m:oMath":
                self._read_formula(found, line, hidden)
            elif is_unseen_shape(found):
                line.hidden += _all_text(found)
            elif name in UNREAD:
                self._unread[UNREAD[name]] += not hidden
            elif name not in _SKIPPED:
                self._put(_FORMULA_MARKS.get(name, ""), line, hidden)
                self._read_line(found, line, hidden)

    def _read_run(self, run: etree._Element, line: _Line) -> None:
        properties = child(run, "w:rPr")
        line.position = self._styles.position(properties)
        unseen = self._styles.unseen(properties, line.properties, self._ground)
        if unseen == "deleted":
            line.deleted += _all_text(run)
        else:
            self._read_line(run, line, unseen == "hidden" or _is_note_mark(run))
        line.position = ""
        self._refer(run, line)

    def _legible(self, element: etree._Element, line: _Line) -> str:
        """A piece of text; what it says by places of a font is what that shows there."""
        text = plain(element.text)
        if not has_places(text):
            return text
        run = element.getparent()
        return deciphered(text, self._styles.font(child(run, "w:rPr"), line.properties))

    def _drop_unknown(self, alternatives: etree._Element) -> None:
        """Lists what stands in branches that Word does not show."""
        self._drop("hidden", ["".join(_all_text(branch)) for branch in unknown_choices(alternatives)])

    def _read_formula(self, formula: etree._Element, line: _Line, hidden: bool) -> None:
        """A formula on one line, apart from the digits beside it."""
        self._put(" ", line, hidden)
        for part in formula:
            self._put(_FORMULA_MARKS.get(kind(part), ""), line, hidden)
            self._read_line(part, line, hidden)
        self._put(" ", line, hidden)

    def _put(self, text: str, line: _Line, hidden: bool) -> None:
        if hidden or not all(self._fields):
            line.hidden.append(text)
        else:
            line.writing.put(text, line.position)

    def _turn_field(self, turn: str | None) -> None:
        if turn == "begin":
            self._fields.append(False)
        elif self._fields and turn == "separate":
            self._fields[-1] = True
        elif self._fields and turn == "end":
            self._fields.pop()

    def _refer(self, run: etree._Element, line: _Line) -> None:
        """Takes up the notes a run refers to."""
        for found in run:
            role = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}.get(kind(found))
            notes = self._notes.get(role or "")
            if notes is not None:
                note = notes[1].get(attribute(found, "w:id") or "")
                line.following += [] if note is None else [(notes[0], note)]

    def _add_picture(self, element: etree._Element, line: _Line) -> None:
        data = self._part.picture(attribute(element, "r:embed") or attribute(element, "r:id"))
        if data is not None:
            line.pictures.append(data)


def _all_text(element: etree._Element) -> list[str]:
    return [plain(e.text) for e in element.iter() if kind(e) in ("w:t", "w:delText")]


def _columns(printed_number: str | None, least: int) -> int:
    """A number of columns within what Word can show."""
    return max(least, min(whole(printed_number, least), _MOST_COLUMNS))


def _continues(properties: etree._Element | None, merge: str) -> bool:
    """Whether a cell goes on with the one above (``w:vMerge``) or before it (``w:hMerge``)."""
    found = child(properties, merge)
    return found is not None and attribute(found, "w:val") != "restart"


def _is_drop_cap(properties: etree._Element | None) -> bool:
    """Whether a paragraph is the large letter or digit that the next one begins with."""
    frame = child(properties, "w:framePr")
    return frame is not None and attribute(frame, "w:dropCap") in ("drop", "margin")


def _is_note_mark(run: etree._Element) -> bool:
    """Whether a run is the mark of a note that has its own mark: a digit there would join the text."""
    notes = (e for e in run if kind(e) in ("w:footnoteReference", "w:endnoteReference"))
    return any(attribute(e, "w:customMarkFollows") in ("1", "true", "on") for e in notes)
