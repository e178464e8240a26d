"""Lines from runs, and paragraphs from lines: by where they stand, not by what they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ingest.read.document import Stretch
from ingest.read.grid import CellParagraph
from ingest.read.pdf_page import Run

# All in ems of the text at hand.
_SAME_LINE = 0.4
_BLANK = 0.25
_INDENT = 0.8
_FIRST_LINE_INDENT = 4.5
_SPARE = 0.35
_SPARE_LETTER_SPACED = 1.0
_OVERPRINT = 0.15
# A gap between lines this many times the common one parts paragraphs.
_WIDE_GAP = 1.22
_SIZE_CHANGE = 0.15
_CENTRED = 1.5

_CLOSING = r"，。、；：！？）」』》〉】〕”’,.;:!?)%︰﹕﹐﹑‧・·…"
_WORD = r"[A-Za-z0-9.,%/:_-]+"
# What stands behind closing signs without a blank goes with them: programs do not break "會、2016" before 2016.
_TOKEN = re.compile(rf"[(（「『《〈【〔“‘]*(?:{_WORD}|.)(?:\s*[{_CLOSING}]+(?:{_WORD})?)*")
_ENDS = tuple("。：！？；")
_HANGING = tuple("，。、；：）」』》】")


@dataclass(frozen=True)
class Measure:
    """The width lines may fill, and the common distance of their baselines."""

    left: float
    right: float
    leading: float


def without_overprint(runs: Sequence[Run]) -> tuple[list[Run], list[str]]:
    """``runs`` without those printed over another at the same place with the same characters, and their texts."""
    order = sorted(range(len(runs)), key=lambda index: runs[index].base)
    gone: set[int] = set()
    for position, one in enumerate(order):
        if one in gone:
            continue
        first = runs[one]
        for other in order[position + 1 :]:
            second = runs[other]
            if second.base - first.base > _OVERPRINT * first.size:
                break
            if other in gone or second.x0 >= first.x1 or second.x1 <= first.x0:
                continue
            small, large, which = (
                (second, first, other) if len(second.text) <= len(first.text) else (first, second, one)
            )
            if _prints_over(small, large):
                gone.add(which)
    kept = [run for index, run in enumerate(runs) if index not in gone]
    return kept, [runs[index].text for index in sorted(gone)]


def _prints_over(small: Run, large: Run) -> bool:
    """Whether every character of ``small`` stands on the same character of ``large``."""
    reach = _OVERPRINT * large.size
    return all(
        character.isspace()
        or any(c == character and abs(x - edge) <= reach for c, x in zip(large.text, large.edges, strict=False))
        for character, edge in zip(small.text, small.edges, strict=False)
    )


def merged(runs: Sequence[Run]) -> Run:
    """Runs of one line as one run, from left to right, with a blank where there is room for one."""
    if len(runs) == 1:
        return runs[0]
    ordered = sorted(runs, key=lambda run: run.edges[0])
    widest = max(ordered, key=lambda run: (run.size, len(run.text)))
    text = ordered[0].text
    edges = ordered[0].edges[:-1]
    right = ordered[0].x1
    for run in ordered[1:]:
        if run.x0 - right > _BLANK * run.size:
            text += " "
            edges.append(right)
        text += run.text
        edges += run.edges[:-1]
        right = run.x1
    edges.append(right)
    return Run(text, edges, widest.base, widest.size, widest.page)


def line_groups(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs grouped by baseline, from the top; a raised or lowered mark goes with its line."""
    groups: list[list[Run]] = []
    base = reach = 0.0
    for run in sorted(runs, key=lambda run: run.base):
        if groups and run.base - base <= max(reach, _SAME_LINE * run.size):
            groups[-1].append(run)
        else:
            groups.append([run])
            base, reach = run.base, _SAME_LINE * run.size
    return groups


def lines_of(runs: Iterable[Run]) -> list[Run]:
    """Runs as whole lines, from the top."""
    return [merged(group) for group in line_groups(runs)]


def common_leading(lines: Sequence[Run]) -> float:
    """The commonest distance between a line and the next; 0 where there is only one line."""
    gaps = [
        round(after.base - before.base)
        for before, after in zip(lines, lines[1:], strict=False)
        if before.page == after.page and 0.9 * before.size < after.base - before.base < 3 * before.size
    ]
    if not gaps:
        return 0.0
    # Of distances equally common the smallest: paragraphs' gaps are wider than lines'.
    counted = Counter(gaps)
    best = max(counted.values())
    return float(min(gap for gap, count in counted.items() if count == best))


def right_margin(lines: Sequence[Run]) -> float:
    """Where full lines end: the farthest right edge, without punctuation that hangs over."""
    ends = [line.x1 for line in lines if not line.text.endswith(_HANGING)]
    return max(ends or [line.x1 for line in lines], default=0.0)


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

    def continues(self, paragraph: Sequence[Run], line: Run, measure: Measure, centred: bool = False) -> bool:
        """Whether ``line`` goes on with ``paragraph``."""
        last = paragraph[-1]
        if abs(last.size - line.size) > _SIZE_CHANGE * max(last.size, line.size):
            return False
        if last.page == line.page and measure.leading and line.base - last.base > _WIDE_GAP * measure.leading:
            return False
        filled = last.x1 - last.x0 if centred else last.x1 - measure.left
        room = measure.right - measure.left - filled
        spare = _SPARE_LETTER_SPACED if _is_letter_spaced(last.text) else _SPARE
        if room > _first_token_width(line) + spare * line.size:
            return False
        if self._opens(line.text):
            return False
        return centred or self._keeps_indent(paragraph, line)

    def _keeps_indent(self, paragraph: Sequence[Run], line: Run) -> bool:
        last = paragraph[-1]
        if len(paragraph) > 1 and last.page == paragraph[-2].page == line.page:
            return abs(line.x0 - last.x0) <= _INDENT * line.size
        if line.x0 <= last.x0 + _INDENT * line.size:
            return last.page != line.page or last.x0 - line.x0 <= _FIRST_LINE_INDENT * line.size
        # Deeper than its first line: the text hangs behind a marker, or the sentence is not at its end.
        return len(paragraph) == 1 and (self._opens(last.text) or not last.text.endswith(_ENDS))


def paragraph_of(lines: Sequence[Run], located: bool = True) -> CellParagraph:
    """One paragraph from its lines: put together without blanks, but for one between Latin words or numbers."""
    text = ""
    stretches: list[Stretch] = []
    for line in lines:
        if text and _needs_blank(text[-1], line.text[0]):
            text += " "
        start = len(text)
        text += line.text
        if located:
            stretches.append(Stretch(start, len(text), line.page, line.top, line.bottom, tuple(line.edges)))
    return CellParagraph(text, lines[0].page, tuple(stretches))


def _needs_blank(before: str, after: str) -> bool:
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


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
