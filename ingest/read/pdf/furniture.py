"""Page furniture: headers, footers and page numbers, told by standing at one place on page after page.

The lines above a table that goes on over pages (its title, its unit) are said again on each page;
there the first stays and the repeats are furniture.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.read.pdf.runs import Run

# How far from the edge, as a share of the page's height, and how many lines.
_ZONE = 0.16
_OUTERMOST = 3
_SAME_HEIGHT = 4.0
_PAGES = 3
# What parts the words of a line with a page number from how far that is from the page's.
_NUMBERED = "\t"
# Lines that may stand above a table and be its head.
_HEAD = 6

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"^[-–—~\s]*#[-–—~\s]*$")
# Where a number amid a line counts pages: 第3頁, 3/12, Page 3 of 12; elsewhere it stands apart at one end.
_BEFORE_PAGE = re.compile(r"(?:[第頁\-–—~/|(（]|頁次[:：]?|\b(?:page|p)[.:]?)\s*$", re.IGNORECASE)
_OF_PAGES = re.compile(r"\s*/\s*\d+\s*")
_BEHIND_PAGE = re.compile(r"\s*(?:[頁/\-–—~|)）共]|of\b)", re.IGNORECASE)


@dataclass
class PageLines:
    """What furniture is told by: a page's lines outside tables, from the top, and where its tables begin and end.

    ``continued`` says that its first table goes on with the last one of the page before.
    """

    number: int
    height: float
    lines: Sequence[Run]
    first_table: float | None
    last_table: float | None
    continued: bool = False


def furniture(pages: Sequence[PageLines], always: Callable[[str], bool]) -> set[Run]:
    """The lines that are furniture.

    Args:
        pages: the pages that can be read, in order.
        always: whether a line is furniture by its words alone.
    """
    found = {line for page in pages for _, line in _outer_lines(page) if always(line.text)}
    groups: dict[tuple[str, str], list[tuple[PageLines, Run]]] = defaultdict(list)
    for page in pages:
        for zone, line in _outer_lines(page):
            for key in _keys(line.text, page.number):
                groups[zone, key].append((page, line))
    counted: set[Run] = set()
    for (_, key), members in groups.items():
        repeating = _repeating(key, members, len(pages))
        (counted if _NUMBERED in key and not _is_bare(key) else found).update(repeating)
    found.update(_beside_text(pages, counted, found))
    found.update(_repeated_heads(pages, found))
    return found


def _outer_lines(page: PageLines) -> Iterator[tuple[str, Run]]:
    for line in page.lines[:_OUTERMOST]:
        if line.base <= _ZONE * page.height and (page.first_table is None or line.base <= page.first_table):
            yield "top", line
    for line in page.lines[-_OUTERMOST:]:
        if line.base >= (1 - _ZONE) * page.height and (page.last_table is None or line.middle >= page.last_table):
            yield "bottom", line


def _keys(text: str, page: int) -> Iterator[str]:
    """A line's words; and its words with one number put as its distance to the number of the page."""
    yield "".join(text.split())
    for match in _NUMBER.finditer(text):
        before, behind = text[: match.start()], text[match.end() :]
        if len(match.group()) <= 4 and _counts_pages(before, behind):
            yield f"{''.join(before.split())}#{''.join(behind.split())}{_NUMBERED}{int(match.group()) - page}"


def _counts_pages(before: str, behind: str) -> bool:
    """Whether a number may be a page's by where it stands: that of 「受理101件」 is none, though it grows."""
    if not before.strip():
        return behind[:1].isspace() or not behind or _BEHIND_PAGE.match(behind) is not None
    if not behind.strip() or _OF_PAGES.fullmatch(behind):
        return True
    return _BEFORE_PAGE.search(before) is not None and _BEHIND_PAGE.match(behind) is not None


def _is_bare(key: str) -> bool:
    """Whether a page number is all of the line."""
    return _PAGE_NUMBER.match(key.partition(_NUMBERED)[0]) is not None


def _beside_text(pages: Sequence[PageLines], counted: set[Run], found: set[Run]) -> set[Run]:
    """Those of ``counted`` on pages that say more: lines whose number grows may be all that a slide tells."""
    said = [page for page in pages if page.first_table is not None or not {*page.lines} <= counted | found]
    return {line for page in said for line in page.lines if line in counted}


def _repeating(key: str, members: Sequence[tuple[PageLines, Run]], pages: int) -> set[Run]:
    """Those of ``members`` that are furniture; none where the lines are too few or at different heights."""
    counts = _is_bare(key)
    if counts:
        alike = list(members)
    else:
        alike = [
            (page, line)
            for page, line in members
            if any(
                other is not line and other_page is not page and abs(other.base - line.base) <= _SAME_HEIGHT
                for other_page, other in members
            )
        ]
    needed = 2 if counts else min(_PAGES, max(pages, 2))
    if len({page.number for page, _ in alike}) < needed:
        return set()
    if not counts and all(_heads_table(page, line) for page, line in alike):
        return set()
    return {line for _, line in alike}


def _heads_table(page: PageLines, line: Run) -> bool:
    return line in _head(page, set())


def _head(page: PageLines, found: set[Run]) -> list[Run]:
    """The few lines above the table that opens a page; none where text opens it."""
    if page.first_table is None:
        return []
    head = [line for line in page.lines if line.middle < page.first_table and line not in found]
    return head if len(head) <= _HEAD else []


def _repeated_heads(pages: Sequence[PageLines], found: set[Run]) -> set[Run]:
    """Lines over a table that say what the lines over the page before's table say."""
    repeats: set[Run] = set()
    for before, page in pairwise(pages):
        head = _head(page, found)
        if not head or not page.continued or page.number != before.number + 1:
            continue
        words = ["".join(line.text.split()) for line in head]
        earlier = ["".join(line.text.split()) for line in _head(before, found)]
        if sorted(words) == sorted(earlier):
            repeats.update(head)
    return repeats
