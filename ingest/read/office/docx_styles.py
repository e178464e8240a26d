"""Styles and numbering of a DOCX: which text is hidden, and which number stands before a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from ingest.read.office.blocks import SMALLEST, attribute, child, is_like, kind, whole
from ingest.read.office.numbering import Counters, Level

_NUMBER_OF_LEVEL = re.compile(r"%([1-9])")
_OFF = ("0", "false", "off")
_MARKERS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip


def is_on(element: etree._Element | None) -> bool:
    """Whether a yes-or-no property is there and not switched off."""
    return element is not None and attribute(element, "w:val") not in _OFF


def value(element: etree._Element | None, *path: str) -> str | None:
    """``w:val`` of the element at a path of names."""
    found = child(element, *path)
    return None if found is None else attribute(found, "w:val")


class Styles:
    """The styles of a DOCX by their ids.

    Args:
        root: the root of styles.xml, or None where there is none.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self.default_paragraph: str | None = None
        for style in () if root is None else root:
            name = attribute(style, "w:styleId")
            if kind(style) != "w:style" or name is None:
                continue
            self._styles[name] = style
            is_default = attribute(style, "w:default") in ("1", "true", "on")
            if is_default and attribute(style, "w:type") == "paragraph":
                self.default_paragraph = name

    def chain(self, name: str | None) -> Iterator[tuple[str, etree._Element]]:
        """A style and those it is based on, nearest first."""
        seen: set[str] = set()
        while name is not None and name in self._styles and name not in seen:
            seen.add(name)
            yield name, self._styles[name]
            name = value(self._styles[name], "w:basedOn")

    def of_paragraph(self, properties: etree._Element | None) -> str | None:
        """The id of a paragraph's style."""
        return value(properties, "w:pStyle") or self.default_paragraph

    def unseen(
        self, run: etree._Element | None, paragraph: etree._Element | None, ground: str | None
    ) -> Literal["hidden", "deleted"] | None:
        """Why a run is not seen: hidden, tiny or as its ground (``hidden``), or struck out (``deleted``); else None.

        Args:
            run: its properties.
            paragraph: the properties of its paragraph.
            ground: the colour of what it stands on, a page or cell; None where that is not known.
        """
        if self._is_toggled("w:vanish", run, paragraph) or self._is_tiny(run, paragraph):
            return "hidden"
        if self._is_as_its_ground(run, paragraph, ground):
            return "hidden"
        double = is_on(self._property("w:dstrike", run, paragraph))
        return "deleted" if double or self._is_toggled("w:strike", run, paragraph) else None

    def _property(
        self, name: str, run: etree._Element | None, paragraph: etree._Element | None
    ) -> etree._Element | None:
        """A property of a run as it holds: its own, its style's, its paragraph's style's."""
        found = child(run, name)
        for styled in (value(run, "w:rStyle"), self.of_paragraph(paragraph)):
            for _, style in self.chain(styled):
                if found is not None:
                    return found
                found = child(style, "w:rPr", name)
        return found

    def _is_toggled(self, name: str, run: etree._Element | None, paragraph: etree._Element | None) -> bool:
        """Whether a property is on that styles toggle: one of the run's style ends that of the paragraph's."""
        own = child(run, name)
        if own is not None:
            return is_on(own)
        on = False
        for styled in (value(run, "w:rStyle"), self.of_paragraph(paragraph)):
            held = (child(style, "w:rPr", name) for _, style in self.chain(styled))
            on ^= is_on(next((found for found in held if found is not None), None))
        return on

    def font(self, run: etree._Element | None, paragraph: etree._Element | None) -> str:
        """The name of the font of a run's Latin letters and signs; empty where none is named."""
        fonts = self._property("w:rFonts", run, paragraph)
        return "" if fonts is None else attribute(fonts, "w:hAnsi") or attribute(fonts, "w:ascii") or ""

    def _is_tiny(self, run: etree._Element | None, paragraph: etree._Element | None) -> bool:
        size = self._property("w:sz", run, paragraph)
        half_points = None if size is None else attribute(size, "w:val")
        return half_points is not None and 0 < whole(half_points, SMALLEST * 2) < SMALLEST * 2

    def _is_as_its_ground(
        self, run: etree._Element | None, paragraph: etree._Element | None, ground: str | None
    ) -> bool:
        """Whether a run's colour is that of its marker, its shade, its paragraph's or what the paragraph stands on."""
        colour = self._property("w:color", run, paragraph)
        if colour is None:
            return False
        grounds = [child(paragraph, "w:shd")]
        grounds += [child(style, "w:pPr", "w:shd") for _, style in self.chain(self.of_paragraph(paragraph))]
        for shade in reversed([self._property("w:shd", run, paragraph), *grounds]):
            ground = _shaded(shade, ground)
        marker = self._property("w:highlight", run, paragraph)
        marked = "none" if marker is None else attribute(marker, "w:val") or "none"
        return is_like(attribute(colour, "w:val"), ground if marked == "none" else _MARKERS.get(marked))

    def ground(self, table: etree._Element, cell: etree._Element, ground: str | None) -> str | None:
        """The colour a cell's text stands on: its own shade, its table's, what the table stands on; None: not known."""
        styles = self.chain(value(table, "w:tblPr", "w:tblStyle"))
        if any(kind(element) == "w:shd" for _, style in styles for element in style.iter()):
            # Which part of a table a style shades is told by many rules.
            ground = None
        for shade in (child(table, "w:tblPr", "w:shd"), child(cell, "w:tcPr", "w:shd")):
            ground = _shaded(shade, ground)
        return ground

    def position(self, run: etree._Element | None) -> str:
        """``^`` for a run above the line, ``_`` for one below it, else empty."""
        printed = value(run, "w:vertAlign")
        for _, style in self.chain(value(run, "w:rStyle")):
            printed = printed or value(style, "w:rPr", "w:vertAlign")
        return {"superscript": "^", "subscript": "_"}.get(printed or "", "")


def _shaded(shade: etree._Element | None, below: str | None) -> str | None:
    """The colour of a shade; ``below`` where it has none of its own, None for a pattern of two."""
    if shade is None:
        return below
    pattern = attribute(shade, "w:val") or "clear"
    if pattern not in ("clear", "nil", "solid"):
        return None
    colour = attribute(shade, "w:color" if pattern == "solid" else "w:fill") or "auto"
    if colour == "auto":
        return "000000" if pattern == "solid" else below
    return colour


@dataclass
class _List:
    """One ``w:num``: its levels, whose counters it shares, and numbers it starts again from."""

    abstract: str
    levels: dict[int, Level]
    levels_of_styles: dict[str, int]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The numbers Word counts when it shows a DOCX.

    Args:
        root: the root of numbering.xml, or None where there is none.
        styles: the styles, which may number paragraphs too.
    """

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._numbers: dict[str, etree._Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, Counters] = {}
        for element in () if root is None else root:
            if kind(element) == "w:abstractNum":
                self._abstract[attribute(element, "w:abstractNumId") or ""] = element
            elif kind(element) == "w:num":
                self._numbers[attribute(element, "w:numId") or ""] = element

    def label(self, properties: etree._Element | None) -> str:
        """The number before a paragraph with these properties; counts it."""
        number, level = self._number_and_level(properties)
        if number is None:
            return ""
        if number not in self._lists:
            self._lists[number] = self._list(number)
        listed = self._lists[number]
        if listed is None:
            return ""
        if level is None:
            level = self._level_by_style(listed, properties)
        counters = self._counters.setdefault(listed.abstract, Counters())
        if level in listed.starts:
            # A list starts again at its own number once, where it is first used.
            counters.set_next(level, listed.starts.pop(level))
        return counters.advance(level, listed.levels)

    def _number_and_level(self, properties: etree._Element | None) -> tuple[str | None, int | None]:
        """The list and level of a paragraph: its own, then those of its style. List 0 is none."""
        number = value(properties, "w:numPr", "w:numId")
        level = value(properties, "w:numPr", "w:ilvl")
        for _, style in self._styles.chain(self._styles.of_paragraph(properties)):
            if number is not None:
                break
            number = value(style, "w:pPr", "w:numPr", "w:numId")
            level = level or value(style, "w:pPr", "w:numPr", "w:ilvl")
        known = number is not None and number in self._numbers
        return (number if known else None), (None if level is None else whole(level, 0))

    def _level_by_style(self, listed: _List, properties: etree._Element | None) -> int:
        """The level a list gives to the paragraph's style; the first where it names none."""
        for name, _ in self._styles.chain(self._styles.of_paragraph(properties)):
            if name in listed.levels_of_styles:
                return listed.levels_of_styles[name]
        return 0

    def _list(self, number: str) -> _List | None:
        element = self._numbers[number]
        abstract = self._resolved(value(element, "w:abstractNumId"))
        if abstract is None:
            return None
        definition = self._abstract[abstract]
        listed = _List(abstract, {}, {})
        for level in (e for e in definition if kind(e) == "w:lvl"):
            index = whole(attribute(level, "w:ilvl"), 0)
            listed.levels[index] = _level(level, index)
            name = value(level, "w:pStyle")
            if name is not None:
                listed.levels_of_styles.setdefault(name, index)
        for override in (e for e in element if kind(e) == "w:lvlOverride"):
            _override(listed, override)
        return listed

    def _resolved(self, abstract: str | None) -> str | None:
        """An abstract list, or the one a numbering style it links to stands for."""
        seen: set[str] = set()
        while abstract is not None and abstract in self._abstract and abstract not in seen:
            seen.add(abstract)
            link = value(self._abstract[abstract], "w:numStyleLink")
            if link is None:
                return abstract
            number = next((value(style, "w:pPr", "w:numPr", "w:numId") for _, style in self._styles.chain(link)), None)
            abstract = value(self._numbers.get(number or ""), "w:abstractNumId")
        return None


def _override(listed: _List, override: etree._Element) -> None:
    index = whole(attribute(override, "w:ilvl"), 0)
    level = child(override, "w:lvl")
    if level is not None:
        listed.levels[index] = _level(level, index)
    start = value(override, "w:startOverride")
    if start is not None:
        listed.starts[index] = whole(start, 1)
        if index in listed.levels:
            listed.levels[index] = replace(listed.levels[index], start=whole(start, 1))


def _level(element: etree._Element, index: int) -> Level:
    text = value(element, "w:lvlText")
    template = f"%{index + 1}." if text is None else text
    parts = _NUMBER_OF_LEVEL.split(template)
    restart = value(element, "w:lvlRestart")
    return Level(
        form=_form(element),
        # Behind every text of the split comes the number of a level.
        parts=tuple(int(part) - 1 if odd % 2 else part for odd, part in enumerate(parts) if part),
        start=whole(value(element, "w:start"), 0),
        restarts_below=None if restart is None else whole(restart, 0),
        all_decimal=is_on(child(element, "w:isLgl")),
    )


def _form(level: etree._Element) -> str:
    """The form of a level's number; Word writes its own forms as an alternative: 001, 002, 003, ..."""
    formats = [element for element in level.iter() if kind(element) == "w:numFmt"]
    if not formats:
        return "decimal"
    name = attribute(formats[0], "w:val") or "decimal"
    if name != "custom":
        return name
    first = (attribute(formats[0], "w:format") or "").split(",")[0].strip()
    if first.isdecimal() and int(first) == 1:
        return f"padded:{len(first)}"
    return attribute(formats[-1], "w:val") or "decimal"
