"""Prose with its signs as words: 、 for the strokes that part a list, 增 and 減 for the signs before a change.

甲261件/乙139件 is a list as 甲261件、乙139件 is, +5案 an increase by 5, and the parts of 206場次(甲120/乙86) are of its
unit. All finders of relations know words: they see these.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from catalog.entry import compiled
from catalog.fold import CompactText
from catalog.lexicon import Structure
from ingest.checking.result import CheckResult
from ingest.numbers.printed import Quantity, Segment

# A stroke between the items of a list, and none within a unit: 微克/立方公尺, 人/日.
_STROKE = re.compile(
    r"(?<=[\u4e00-\u9fff%)])/(?=[+\-]?\d|[\u4e00-\u9fff)]{2})(?!立方|平方)|(?<=\d)/(?=[\u4e00-\u9fff]{2,8}\d)(?!每)"
)
# A sign before a number that opens its clause or closes brackets: :+104件, (-2間.
_SIGN = re.compile(r"(?<=[:，、(；])(?P<sign>[+\-])(?=\d)")
_PERCENT = "%"
_MARKED = re.compile(r"[+\-/]")
_WORDS = {"+": "增", "-": "減"}
# A list of names, each with its number, that brackets, a colon or a dash open right behind a whole.
_OPENING = re.compile(r"\(|:|--")
_NAME = r"[^，。；:()、\d]{1,12}"
_LISTED = re.compile(rf"(?:{_NAME}[\d,]+[、；])*{_NAME}")
# … or a total behind it: 甲12、乙9、丙15，合計36場.
_TOTAL_BEHIND = re.compile(
    rf"(?:、{_NAME}[\d,]+)*，(?:合計|共計|總計|共|計)[\d,]+(?P<unit>[^，。；、:()\d]{{1,2}})(?=[，。；(]|$)"
)
_GOES_ON = "、；)。，"


@dataclass(frozen=True)
class AsWords:
    """A report's prose as finders see it, and back to what is printed."""

    segments: tuple[Segment, ...]
    quantities: tuple[Quantity, ...]
    printed: dict[Quantity, Quantity]

    @classmethod
    def of(cls, segments: Iterable[Segment], quantities: Sequence[Quantity], structure: Structure) -> AsWords:
        """The same segments and numbers, but for those of prose with signs: copies of these, with words for them."""
        words = structure.change_words
        goes_on = compiled(
            rf"(?<=[^。；])。(?=其中|(?:{words.earlier})(?!底)|(?:一年[間來]?)?(?:{words.changed})\d"
            r"|(?:\d{2,3}年度?)?[^，。；:()\d]{0,4}目標值?為\d)"
        )
        worded = {own: replace(own, compact=told) for own in segments if (told := _told(own, goes_on)) is not None}
        printed: dict[Quantity, Quantity] = {}
        seen: list[Quantity] = []
        for one in quantities:
            segment = worded.get(one.segment)
            placed = _placed(one, segment) if segment else one
            if unit := _unit_of_whole(placed, seen):
                placed = copy.copy(placed)
                placed.unit = unit
            seen.append(placed)
            printed[placed] = one
        return cls(tuple(worded.get(own, own) for own in segments), tuple(seen), printed)

    def as_printed(self, result: CheckResult) -> CheckResult:
        """A result about the numbers as they are printed."""
        return replace(result, quantities=tuple(self.printed.get(one, one) for one in result.quantities))


def _told(segment: Segment, goes_on: re.Pattern[str]) -> CompactText | None:
    """The text of a segment with words for its signs, and one sentence of those that go on; None where it has none."""
    text = segment.compact.text
    if segment.cell is not None:
        return None
    told = _SIGN.sub(lambda sign: _WORDS[sign["sign"]], _STROKE.sub("、", text)) if _MARKED.search(text) else text
    told = goes_on.sub("，", told)
    return None if told == text else CompactText(told, segment.compact.offsets)


def _placed(one: Quantity, segment: Segment) -> Quantity:
    """A number in a segment with words; without the sign that is told by one there."""
    told = copy.copy(one)
    told.segment = segment
    if one.value < 0 and segment.compact.text[one.start] == _WORDS["-"]:
        told.start, told.value = one.start + 1, -one.value
    return told


def _unit_of_whole(one: Quantity, before: Sequence[Quantity]) -> str | None:
    """The unit of the whole before the list that a bare number is named in, or of the total behind it, or None."""
    text = one.segment.compact.text
    bare = one.unit is None and one.form == "number" and not one.decimals and one.segment.cell is None
    if not bare or text[one.tail : one.tail + 1] not in _GOES_ON:
        return None
    if behind := _TOTAL_BEHIND.match(text, one.tail):
        return behind["unit"]
    for whole in reversed(before):
        if whole.segment is not one.segment:
            return None
        opening = _OPENING.match(text, whole.tail)
        if opening and whole.unit not in (None, _PERCENT) and _LISTED.fullmatch(text, opening.end(), one.start):
            return whole.unit
    return None
