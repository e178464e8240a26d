"""A line and the unmarked lines below it as one text: (一)訪賓:47案(去年41案), and 案數較去年增6案 below.

What a line of a list tells is of the line that the list stands below, and its numbers of that line's.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from catalog.fold import CompactText
from ingest.numbers.printed import Quantity, Segment
from ingest.passages.outline import Passage

_ENDS = tuple("。；:，")
_MARK = "。"
# A longer one tells of itself.
_LONGEST = 120


def joined_lines(
    segments: Sequence[Segment], quantities: Sequence[Quantity]
) -> tuple[tuple[Quantity, ...], dict[Quantity, Quantity]]:
    """The numbers of a report, those of a line and of those below it as copies in one text, and what each is of.

    Args:
        segments: the stretches of text, in order.
        quantities: their numbers, in order.
    """
    numbers = {segment: list(own) for segment, own in groupby(quantities, key=lambda one: one.segment)}
    told: list[Quantity] = []
    back: dict[Quantity, Quantity] = {}
    for lines in lists_of_lines(segments):
        own = [one for line in lines for one in numbers.get(line, ())]
        if len(lines) == 1 or len({one.segment for one in own}) < 2:
            told += own
            continue
        text = ""
        begins: dict[Segment, int] = {}
        for line in lines:
            begins[line], words = len(text), line.compact.text
            text += words if words.endswith(_ENDS) else words + _MARK
        whole = CompactText(text, tuple(range(len(text))))
        passage = replace(lines[0].passage, text=text, folded=text, compact=whole, marker=None)
        segment = replace(lines[0], passage=passage, compact=whole, base=0, dates=())
        for one in own:
            moved = copy.copy(one)
            shift = begins[one.segment]
            moved.segment, moved.start, moved.end = segment, one.start + shift, one.end + shift
            moved.tail = one.tail + shift
            told.append(moved)
            back[moved] = one
    return tuple(told), back


def lists_of_lines(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Each marked line with the short ones without a marker below it; cells stand alone, and part nothing."""
    names = {segment.passage.named_by for segment in segments}
    lines: list[Segment] = []
    for segment in segments:
        if segment.cell is not None or segment.passage.no in names:
            yield [segment]
        elif lines and _is_below(segment.passage, lines[0].passage):
            lines.append(segment)
        else:
            if lines:
                yield lines
            lines = [segment]
    if lines:
        yield lines


def _is_below(line: Passage, above: Passage) -> bool:
    plain = line.kind == "paragraph" and line.marker is None and len(line.text) <= _LONGEST
    own = line.outline[:-1] if above.kind == "heading" else line.outline
    return plain and above.marker is not None and own == above.outline
