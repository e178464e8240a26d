"""Styles and list styles of an ODT: which text is hidden, and how lists and headings are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from lxml import etree

from ingest.read.office.blocks import SMALLEST, attribute, child, kind, whole
from ingest.read.office.numbering import Level, opendocument_form

# LibreOffice's own template of a label, with the numbers of levels between percent signs: (%2%).
_TEMPLATE_NUMBER = re.compile(r"%(\d+)%")
_POINTS = re.compile(r"(\d+(?:\.\d+)?)pt")
_LEVELS = frozenset({"text:list-level-style-number", "text:outline-level-style"})
_BULLETS = frozenset({"text:list-level-style-bullet", "text:list-level-style-image"})
_Key = tuple[str, str]
_SIGHT = ("text:display", "fo:font-size", "style:text-line-through-style", "style:text-line-through-type")


class OdtStyles:
    """The styles that hold for one part of an ODT.

    Args:
        groups: ``office:styles`` and ``office:automatic-styles``; later ones win.
    """

    def __init__(self, groups: Iterable[etree._Element | None]) -> None:
        self._styles: dict[_Key, etree._Element] = {}
        self._lists: dict[str, Mapping[int, Level]] = {}
        self.outline: Mapping[int, Level] = {}
        for element in (e for group in groups if group is not None for e in group):
            name = attribute(element, "style:name") or ""
            if kind(element) == "style:style":
                self._styles[attribute(element, "style:family") or "", name] = element
            elif kind(element) == "text:list-style":
                self._lists[name] = _levels(element)
            elif kind(element) == "text:outline-style":
                self.outline = _levels(element)

    def _chain(self, family: str, name: str | None) -> Iterator[etree._Element]:
        """A style and those it is derived from, nearest first."""
        seen: set[str] = set()
        while name is not None and (family, name) in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[family, name]
            yield style
            name = attribute(style, "style:parent-style-name")

    def levels(self, name: str | None) -> Mapping[int, Level]:
        """The levels of a list style; none where there is no such style."""
        return self._lists.get(name or "", {})

    def list_style(self, paragraph_style: str | None) -> str | None:
        """The list style a paragraph style names; empty where it says that there is none."""
        for style in self._chain("paragraph", paragraph_style):
            name = attribute(style, "style:list-style-name")
            if name is not None:
                return name
        return None

    def unseen(self, family: str, name: str | None) -> Literal["hidden", "deleted", "shown"] | None:
        """What a style says of its text: hidden or tiny, struck out, shown; None where it says nothing."""
        found: dict[str, str] = {}
        for style in self._chain(family, name):
            properties = child(style, "style:text-properties")
            if properties is None:
                continue
            for key in _SIGHT:
                printed = attribute(properties, key)
                if printed is not None:
                    found.setdefault(key, printed)
        line = found.get("style:text-line-through-style") or found.get("style:text-line-through-type")
        if found.get("text:display") == "none" or _is_tiny(found.get("fo:font-size")):
            return "hidden"
        if line not in (None, "none"):
            return "deleted"
        return "shown" if found.get("text:display") or line else None

    def colours(self, family: str, name: str | None) -> tuple[str | None, str | None]:
        """The colour of a style's letters and that of its ground; None where it names none."""
        colour: str | None = None
        ground: str | None = None
        for style in self._chain(family, name):
            for properties in (child(style, f"style:{of}-properties") for of in ("text", "paragraph")):
                if properties is None:
                    continue
                automatic = attribute(properties, "style:use-window-font-color") == "true"
                colour = colour or ("automatic" if automatic else attribute(properties, "fo:color"))
                ground = ground or attribute(properties, "fo:background-color")
        return colour, None if ground == "transparent" else ground

    def font(self, family: str, name: str | None) -> str | None:
        """The font that a style names, or None."""
        for style in self._chain(family, name):
            properties = child(style, "style:text-properties")
            found = None if properties is None else attribute(properties, "style:font-name")
            if found:
                return found
        return None

    def ground(self, cells: Iterable[tuple[str, str | None]], below: str | None) -> str | None:
        """The colour that the first of these styles of a cell, its row and its table gives it, else ``below``."""
        for family, name in cells:
            for element in (element for style in self._chain(family, name) for element in style):
                colour = attribute(element, "fo:background-color")
                if kind(element).startswith("style:table") and colour not in (None, "transparent"):
                    return colour
        return below

    def position(self, name: str | None) -> str | None:
        """``^`` for a text style above the line, ``_`` for one below it; None where it says nothing."""
        for style in self._chain("text", name):
            properties = child(style, "style:text-properties")
            printed = None if properties is None else attribute(properties, "style:text-position")
            if printed:
                raised = printed.split()[0]
                shift = {"super": 1, "sub": -1}.get(raised, whole(raised.rstrip("%").split(".")[0], 0))
                return "^" if shift > 0 else "_" if shift < 0 else ""
        return None


def _is_tiny(size: str | None) -> bool:
    """Whether a font's size is too small to be read; one in per cent is not."""
    points = _POINTS.fullmatch(size or "")
    return points is not None and 0 < float(points.group(1)) < SMALLEST


def _levels(style: etree._Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in style:
        index = whole(attribute(element, "text:level"), 1) - 1
        if kind(element) in _LEVELS:
            levels[index] = _level(element, index)
        elif kind(element) in _BULLETS:
            levels[index] = Level("bullet", ())
    return levels


def _level(element: etree._Element, index: int) -> Level:
    letters_repeat = attribute(element, "style:num-letter-sync") == "true"
    form = opendocument_form(attribute(element, "style:num-format") or "", letters_repeat)
    return Level(form, _parts(element, index, form), whole(attribute(element, "text:start-value"), 1))


def _parts(element: etree._Element, index: int, form: str) -> tuple[str | int, ...]:
    """The label of a level. A level without number format has no numbers, but may have a prefix."""
    prefix, suffix = (attribute(element, f"style:num-{end}fix") or "" for end in ("pre", "suf"))
    if form == "none":
        return (prefix + suffix,)
    template = attribute(element, "loext:num-list-format")
    if template is not None:
        parts = _TEMPLATE_NUMBER.split(template)
        # Behind every text of the split comes the number of a level.
        return tuple(int(part) - 1 if odd % 2 else part for odd, part in enumerate(parts) if part)
    shown = max(1, min(whole(attribute(element, "text:display-levels"), 1), index + 1))
    numbers: list[str | int] = [prefix]
    for level in range(index + 1 - shown, index + 1):
        numbers += [level] if level == index else [level, "."]
    return (*numbers, suffix)
