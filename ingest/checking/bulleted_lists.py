"""Lines behind one sign, each a name with its numbers, as the sentence they stand for.

Below a line that leads to them, ．甲館：12件 and ．乙館：8件 are 甲館12件、乙館8件 to who finds relations: the numbers
are copies in that text, behind the paragraph and the caption right above them.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from catalog.fold import CompactText
from ingest.checking.result import CheckResult
from ingest.numbers.printed import Quantity, Segment

BULLETS = "－-–—•●◆◇■□▪◎○※*‧·▲△►."
# A name, a colon or none, and numbers that no clause parts.
_ITEM = re.compile(
    rf"(?P<sign>[{re.escape(BULLETS)}])(?P<name>[^，。；:()、\d]{{2,14}}|第\d季|\d+月)(?P<colon>:)?(?P<told>[^，。；:]+)[，。；]?"
)
_CAPTION = re.compile(r"[^，。；:\d]{2,24}:?")
_FEWEST = 2

Item = tuple[Segment, re.Match[str]]


def of_bulleted_lists(
    segments: Sequence[Segment],
    quantities: Sequence[Quantity],
    find: Callable[[Sequence[Quantity]], Iterable[CheckResult]],
) -> Iterator[CheckResult]:
    """What is found of numbers on several lines of a list.

    Args:
        segments: the stretches of text, in order.
        quantities: their numbers, in order.
        find: finds results of numbers in prose.
    """
    numbers = _numbers(quantities)
    for above, items in _lists(segments, numbers):
        listed = {line for line, _ in items}
        back = _told(_above(above), items, numbers)
        for result in find(list(back)):
            own = tuple(back[one] for one in result.quantities)
            if len({one.segment for one in own if one.segment in listed}) >= _FEWEST:
                way = result.instance.split(":", 2)[2:]
                instance = ":".join((str(own[0].segment.passage.no), str(own[0].span[0]), *way))
                yield replace(result, instance=instance, quantities=own)


def named_lines(
    segments: Sequence[Segment], quantities: Sequence[Quantity]
) -> Iterator[list[tuple[str, list[Quantity]]]]:
    """The name and the numbers of each line of each list."""
    numbers = _numbers(quantities)
    for _, items in _lists(segments, numbers):
        yield [(item["name"], numbers[line]) for line, item in items]


def _numbers(quantities: Sequence[Quantity]) -> dict[Segment, list[Quantity]]:
    return {segment: list(own) for segment, own in groupby(quantities, key=lambda one: one.segment)}


def _lists(
    segments: Sequence[Segment], numbers: dict[Segment, list[Quantity]]
) -> Iterator[tuple[Sequence[Segment], list[Item]]]:
    """What stands before each list, and its lines."""
    lines = [segment for segment in segments if segment.cell is None]
    place = 0
    while place < len(lines):
        items = _items(lines[place:], numbers)
        if len(items) >= _FEWEST:
            yield lines[:place], items
        place += max(len(items), 1)


def _items(lines: Sequence[Segment], numbers: dict[Segment, list[Quantity]]) -> list[Item]:
    items: list[Item] = []
    for line in lines:
        item = _ITEM.fullmatch(line.compact.text)
        own = numbers.get(line, [])
        named = item is not None and bool(own) and own[0].start >= item.start("told")
        if item is None or not named or (items and item["sign"] != items[0][1]["sign"]):
            break
        items.append((line, item))
    return items


def _above(lines: Sequence[Segment]) -> list[tuple[Segment, str]]:
    """The line that leads to a list, and before a caption the paragraph above that."""
    last = lines[-1] if lines else None
    if last is None:
        return []
    text = last.compact.text
    if text.endswith((":", "。")):
        return [(last, text)]
    if not _CAPTION.fullmatch(text):
        return []
    before = [line for line in lines[-2:-1] if line.passage.outline == last.passage.outline]
    return [*((line, line.compact.text) for line in before), (last, f"{text}:")]


def _told(
    above: Sequence[tuple[Segment, str]],
    items: Sequence[Item],
    numbers: dict[Segment, list[Quantity]],
) -> dict[Quantity, Quantity]:
    """The numbers of a list as copies in one text, in order, and what each is of."""
    text = ""
    shifts: dict[Segment, int] = {}
    for line, words in above:
        shifts[line] = len(text)
        text += words
    # 第1季5案、70人；第2季6案、90人
    joint = "；" if any("、" in item["told"] for _, item in items) else "、"
    for line, item in items:
        shifts[line] = len(text) + len(item["name"]) - item.start("told")
        text += item["name"] + item["told"] + joint
    text = text[:-1] + "。"
    first = next(iter(shifts))
    whole = CompactText(text, tuple(range(len(text))))
    passage = replace(first.passage, text=text, folded=text, compact=whole, marker=None)
    segment = replace(first, passage=passage, compact=whole, base=0, dates=())
    back: dict[Quantity, Quantity] = {}
    for line, shift in shifts.items():
        for one in numbers.get(line, ()):
            moved = copy.copy(one)
            moved.__dict__.pop("lead", None)
            moved.segment, moved.start, moved.end, moved.tail = (
                segment,
                one.start + shift,
                one.end + shift,
                one.tail + shift,
            )
            back[moved] = one
    return back
