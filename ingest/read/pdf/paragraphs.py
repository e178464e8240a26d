"""Paragraphs from lines: by margins, indents and distances, and by what opens a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.read.document import Stretch
from ingest.read.grid import CellParagraph
from ingest.read.pdf.runs import Run

# All in ems of the text at hand.
_INDENT = 0.8
_FIRST_LINE_INDENT = 4.5
_DEEPEST_HANG = 10.0
_ROW_GAP = 2.5
# The distance of lines where a page has too few to tell.
_LEADING = 1.8
_SPARE = 0.35
_SPARE_LETTER_SPACED = 1.0
# A gap between lines this many times the common one parts paragraphs.
_WIDE_GAP = 1.22
_SIZE_CHANGE = 0.15
_CENTRED = 1.5
# Margins: so many lines keep to one, as a share of all pages' lines, or of one page's.
_FEWEST_LINES = 3
_FEW_LINES = 0.05
_MOST_LINES = 0.4
# A page whose lines fill less of the common width holds a list, which says nothing of margins.
_PROSE_WIDTH = 0.6

_CLOSING = r"，。、；：！？）」』》〉】〕”’,.;:!?)%︰﹕﹐﹑‧・·…"
_WORD = r"[A-Za-z0-9.,%/:_-]+"
# What stands behind closing signs without a blank goes with them: programs do not break a line between them.
_TOKEN = re.compile(rf"[(（「『《〈【〔“‘]*(?:{_WORD}|.)(?:\s*[{_CLOSING}]+(?:{_WORD})?)*")
_BARE_VALUE = re.compile(r"^[-△▲(（]?\d{1,3}(?:,\d{3})+(?:\.\d+)?[)）]?$")
_BLANK = re.compile(r"\s")
_NUMBER_HEAD = re.compile(r"\d[\d,.]*")
_NUMBER_TAIL = re.compile(r"\d+(?:[,.]\d+)*")
_ENDS = tuple("。：！？；")
_HANGING = tuple("，。、；：）」』》】")


@dataclass(frozen=True)
class Measure:
    """The width lines may fill, and the common distance of their baselines."""

    left: float
    right: float
    leading: float


def common_leading(lines: Sequence[Run]) -> float:
    """The commonest distance between a line and the next; 0 where there is only one line."""
    gaps = [
        round(after.base - before.base)
        for before, after in pairwise(lines)
        if before.page == after.page and 0.9 * before.size < after.base - before.base < 3 * before.size
    ]
    if not gaps:
        return 0.0
    # Of distances equally common the smallest: paragraphs' gaps are wider than lines'.
    counted = Counter(gaps)
    best = max(counted.values())
    return float(min(gap for gap, count in counted.items() if count == best))


def measures(regions: Mapping[tuple[int, int], Sequence[Run]]) -> dict[tuple[int, int], Measure]:
    """What the lines of each page may fill.

    A page may hold short lines only, so its margins are those of all pages together; but its own
    where most of its lines keep to other ones, as on left and right pages of a book.

    Args:
        regions: the lines of pages of one width, by page and column.
    """
    pooled: dict[int, list[Run]] = defaultdict(list)
    for (_, column), lines in regions.items():
        pooled[column] += lines
    common = {column: _common_measure(lines) for column, lines in pooled.items() if lines}
    return {region: _own_measure(lines, common[region[1]]) for region, lines in regions.items() if lines}


def _common_measure(lines: Sequence[Run]) -> Measure:
    left = _kept([-line.x0 for line in lines], lines, _FEW_LINES)
    right = _kept(_ends_of(lines), lines, _FEW_LINES)
    return Measure(
        min(line.x0 for line in lines) if left is None else -left,
        right_margin(lines) if right is None else right,
        common_leading(lines),
    )


def _own_measure(lines: Sequence[Run], common: Measure) -> Measure:
    """A page's right margin tells by how far all its text is moved; indents are too various to tell it."""
    right = _kept(_ends_of(lines), lines, _MOST_LINES)
    if right is None or right - common.left < _PROSE_WIDTH * (common.right - common.left):
        return common
    return Measure(common.left + right - common.right, right, common.leading)


def _kept(places: Sequence[float], lines: Sequence[Run], share: float) -> float | None:
    """The farthest place that enough lines come within an em of, None where there is none."""
    reach = max(line.size for line in lines)
    needed = max(_FEWEST_LINES, share * len(lines))
    ordered = sorted(places, reverse=True)
    for index, place in enumerate(ordered):
        if bisect_right(ordered, reach - place, key=lambda other: -other) - index >= needed:
            return place
    return None


def right_margin(lines: Sequence[Run]) -> float:
    """Where full lines end: the farthest right edge, without punctuation that hangs over."""
    return max(_ends_of(lines), default=0.0)


def _ends_of(lines: Sequence[Run]) -> list[float]:
    return [line.x1 for line in lines if not line.text.endswith(_HANGING)] or [line.x1 for line in lines]


class Paragraphs:
    """Joins lines to paragraphs.

    Args:
        opens: whether a text opens a paragraph by itself: a numbering marker, a caption.
    """

    def __init__(self, opens: Callable[[str], bool]) -> None:
        self._opens = opens

    def of(self, lines: Sequence[Run], measure: Measure) -> list[list[Run]]:
        """The lines of each paragraph, in order."""
        paragraphs: list[list[Run]] = []
        centred = _is_centred(lines, measure)
        for line in lines:
            if paragraphs and self.continues(paragraphs[-1], line, measure, centred):
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
        return paragraphs

    def continues(
        self,
        paragraph: Sequence[Run],
        line: Run,
        measure: Measure,
        centred: bool = False,
        before: Measure | None = None,
    ) -> bool:
        """Whether ``line`` goes on with ``paragraph``.

        Args:
            paragraph: the lines it has so far.
            line: the next line in reading order.
            measure: what lines beside ``line`` may fill.
            centred: its lines are set around the middle.
            before: what lines beside the paragraph's last may fill, where this is another column or page.
        """
        last, filled = paragraph[-1], before or measure
        moved = last.page != line.page or filled.left != measure.left
        if abs(last.size - line.size) > _SIZE_CHANGE * max(last.size, line.size):
            return False
        if not moved and line.base - last.base > _WIDE_GAP * (measure.leading or _LEADING * line.size):
            return False
        if self._is_row(last) or self._is_row(line) or _begins_with_value(paragraph, line):
            return False
        room = filled.right - filled.left - (last.x1 - last.x0) if centred else filled.right - last.x1
        spare = _SPARE_LETTER_SPACED if _is_letter_spaced(last.text) else _SPARE
        if room > _first_token_width(line) + spare * line.size or self._opens(line.text):
            return False
        return centred or self._keeps_indent(paragraph, last.x0 - filled.left, line.x0 - measure.left, moved)

    def _is_row(self, line: Run) -> bool:
        """Whether it is a row of a list or a table without rules: text, a wide gap, more text."""
        gaps = (line.edges[blank.end()] - line.edges[blank.start()] for blank in _BLANK.finditer(line.text))
        return max(gaps, default=0.0) > _ROW_GAP * line.size and not self._opens(line.text)

    def _keeps_indent(self, paragraph: Sequence[Run], indent: float, next_indent: float, moved: bool) -> bool:
        """Whether a line indented by ``next_indent`` can follow the paragraph's last, indented by ``indent``."""
        last = paragraph[-1]
        if len(paragraph) > 1 and last.page == paragraph[-2].page and not moved:
            return abs(next_indent - indent) <= _INDENT * last.size
        if next_indent <= indent + _INDENT * last.size:
            return moved or indent - next_indent <= _FIRST_LINE_INDENT * last.size
        # Deeper than its first line: the text hangs behind a marker, or the sentence is not at its end.
        if len(paragraph) > 1 or next_indent - indent > _DEEPEST_HANG * last.size:
            return False
        return self._opens(last.text) or not last.text.endswith(_ENDS)


def _begins_with_value(paragraph: Sequence[Run], line: Run) -> bool:
    """Whether a bare value stands for itself: behind the end of a sentence, or another bare value."""
    alone = len(paragraph) == 1 and _BARE_VALUE.match(paragraph[0].text)
    ended = paragraph[-1].text.endswith(_ENDS) and _BARE_VALUE.match(line.text)
    return bool(alone or ended)


def paragraph_of(lines: Sequence[Run], right: float) -> CellParagraph:
    """One paragraph from its lines: put together without blanks, but for one between Latin words or numbers.

    Args:
        lines: in order.
        right: where full lines end.
    """
    text = ""
    stretches: list[Stretch] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before and _needs_blank(text[-1], line.text[0]) and not _tears_number(before, line, right):
            text += " "
        start = len(text)
        text += line.text
        stretches.append(Stretch(start, len(text), line.page, line.top, line.bottom, tuple(line.edges)))
    return CellParagraph(text, lines[0].page, tuple(stretches))


def _needs_blank(before: str, after: str) -> bool:
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


def _tears_number(line: Run, following: Run, right: float) -> bool:
    """Whether a number wider than its line goes on in the next: the line holds nothing else, and no room for a digit.

    What goes on is shorter; of two values one below the other the second is as likely the longer one.
    """
    digit, tail = following.edges[1] - following.edges[0], _NUMBER_TAIL.match(following.text)
    return (
        bool(_NUMBER_HEAD.fullmatch(line.text))
        and tail is not None
        and len(tail.group()) < len(line.text)
        and right - line.x1 < digit
    )


def _first_token_width(line: Run) -> float:
    """Width of what may not be parted at the head of a line: a word or a character with its punctuation."""
    match = _TOKEN.match(line.text)
    end = match.end() if match else 1
    return line.edges[end] - line.edges[0]


def _is_centred(lines: Sequence[Run], measure: Measure) -> bool:
    """Whether lines of different lengths share their middle, and it is the measure's."""
    if len(lines) < 2:
        return False
    middles = [(line.x0 + line.x1) / 2 for line in lines]
    lefts = [line.x0 for line in lines]
    middle = (measure.left + measure.right) / 2
    return max(abs(m - middle) for m in middles) <= _CENTRED * 1.5 and max(lefts) - min(lefts) > 1


def _is_letter_spaced(text: str) -> bool:
    """Whether most characters have a blank behind them, as headers do."""
    return len(text) >= 4 and sum(map(str.isspace, text)) * 3 >= len(text)
