"""What Word shows of a drawing: which branch of an alternative, and which shapes not at all."""

from __future__ import annotations

import re

from lxml import etree

from ingest.read.office.blocks import attribute, kind

# What makes a branch of an alternative worth reading.
_READ = frozenset({"w:t", "m:t", "a:t", "w:delText", "w:sym", "a:blip", "v:imagedata"})
# The vocabularies beyond the standard that Word knows: a choice that requires another is not shown.
_KNOWN = re.compile(
    r"\w+://schemas\.microsoft\.com/office/(?:word|drawing)/20\d\d/.+"
    r"|\w+://schemas\.(?:openxmlformats\.org|microsoft\.com)/.*(?:drawingml|wordprocessingml|math|office:office|vml).*"
    r"|urn:schemas-microsoft-com:.+"
)
# A prefix that is declared nowhere, by the name it always has.
_KNOWN_PREFIX = re.compile(r"w\d+\w*|wp[acgis]|wp14|wne|a\d+\w*|am3d|aink|cx\d*|c\d+|v|o|m")
_UNSEEN_STYLE = re.compile(r"(?:^|;)\s*(?:visibility\s*:\s*hidden|display\s*:\s*none)\b", re.IGNORECASE)
_NAMINGS = re.compile(r"\w+:(?:docPr|cNvPr)")
_HOLDERS = re.compile(r"\w+:nv\w*Pr")

UNREAD = {"c:chart": "chart", "cx:chart": "chart", "dgm:relIds": "diagram", "o:OLEObject": "object"}
"""Elements that stand for what is in other parts and is not read, by what that is."""


def alternative(element: etree._Element) -> etree._Element:
    """The one branch of an alternative that is read: the first Word knows that has text or a picture, else the last."""
    branches = [branch for branch in element if kind(branch) == "mc:Fallback" or _is_known_choice(branch)]
    for branch in branches:
        if any(kind(e) in _READ for e in branch.iter()):
            return branch
    return branches[-1] if branches else etree.Element("none")


def unknown_choices(element: etree._Element) -> list[etree._Element]:
    """The branches of an alternative that Word does not know."""
    return [branch for branch in element if kind(branch) == "mc:Choice" and not _is_known_choice(branch)]


def _is_known_choice(branch: etree._Element) -> bool:
    if kind(branch) != "mc:Choice":
        return False
    required = (attribute(branch, "Requires") or "").split()
    return all(
        _KNOWN.fullmatch(branch.nsmap[prefix]) if prefix in branch.nsmap else _KNOWN_PREFIX.fullmatch(prefix)
        for prefix in required
    )


def is_unseen_shape(element: etree._Element) -> bool:
    """Whether a shape, picture or drawing is marked as hidden."""
    if kind(element).startswith("v:"):
        return _UNSEEN_STYLE.search(attribute(element, "style") or "") is not None
    held = [e for e in element if kind(e)]
    named = [*held, *(e for holder in held if _HOLDERS.fullmatch(kind(holder)) for e in holder)]
    return any(_NAMINGS.fullmatch(kind(e)) and attribute(e, "hidden") in ("1", "true") for e in named)
