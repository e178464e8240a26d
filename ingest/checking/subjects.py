"""What words behind several numbers speak of: 486件，四維281件、鳳山205件，較521件減少35件 speaks of all 486."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.numbers.printed import Quantity

_PERCENT = "%"
_MARKS = "，、。；:()"
_MEAN = re.compile(r"平均|每[^\d]{1,3}$")
_OF_EACH = re.compile(
    r"(?:[^，。；:()\d][、及與和暨]|[兩二三四五六七八九])[^，。；、:()\d]{1,10}[各均皆][^，。；、:()\d]{0,4}$"
)
_STATEMENT_END = re.compile(r"[。；]")
_IN_BRACKETS = re.compile(r"\([^()]*\)$")
_LISTED = re.compile(r"\)?[、及與和暨][^，。；:]*")
# A goal that is told beside what was reached is not what is compared next: 節電率2.49%，優於2%之目標，且比112年1.94%….
_GOAL_BEFORE = re.compile(r"(?:目標|標準)(?:值|數)?(?:為|訂為|是|定為|:)?$")
_GOAL_BEHIND = re.compile(r"之?(?:[^，。；、:()\d]{0,6})(?:目標|標準|門檻)")


@dataclass(frozen=True)
class Subjects:
    """The numbers that words may speak of, the likeliest first; ``sure`` where only the first can be meant."""

    numbers: tuple[Quantity, ...]
    sure: bool


def clause_before(quantity: Quantity) -> str:
    """The words right before a number, since the last mark."""
    return quantity.lead


def led_by(quantity: Quantity) -> str:
    """The words before a number since the last mark; of one that opens brackets, those before the brackets."""
    text = quantity.segment.compact.text
    start = quantity.start - text.endswith("(", 0, quantity.start)
    return text[max(text.rfind(mark, 0, start) for mark in _MARKS) + 1 : start]


def is_of_each(quantity: Quantity) -> bool:
    """Whether a number is that of each of several, and counts as often: 上期及去年同期各出刊51期."""
    return _OF_EACH.search(quantity.segment.compact.text[: quantity.start]) is not None


def words_between(one: Quantity, other: Quantity) -> str:
    """The words from one number to a later one, without the days and years among them."""
    text, place, words = one.segment.compact.text, one.tail, ""
    for mention in one.segment.dates:
        if place <= mention.start and mention.end <= other.start:
            words, place = words + text[place : mention.start], mention.end
    return words + text[place : other.start]


def subjects(numbers: Sequence[Quantity], index: int) -> Subjects:
    """What words behind ``numbers[index]`` speak of: that number, or the whole that it is the last part of.

    Parts that add up to a number before them leave the words to it. Where the number ends a list that adds up to
    nothing before it, it may be itself or any before the list.

    Args:
        numbers: those of one paragraph, in order.
        index: which of them stands right before the words.
    """
    nearest = numbers[index]
    earlier = [one for one in _before(numbers, index) if not _is_goal(one)]
    if _is_goal(nearest):
        return Subjects((earlier[0],), sure=True) if earlier else Subjects((nearest,), sure=False)
    if earlier and _MEAN.search(clause_before(nearest)) and not _MEAN.search(clause_before(earlier[0])):
        # 5,822件，平均每月970件，較去年增加320件: of the whole, or of its mean, and of nothing else.
        return Subjects((earlier[0], nearest), sure=True)
    total, parts = nearest.value, 1
    for one in earlier:
        if parts > 1 and one.value == total:
            return Subjects((one, nearest), sure=True)
        total, parts = total + one.value, parts + 1
    text = nearest.segment.compact.text
    if earlier and _LISTED.fullmatch(text[earlier[0].tail : nearest.start]):
        return Subjects((nearest, *earlier), sure=False)
    return Subjects((nearest,), sure=True)


def _before(numbers: Sequence[Quantity], index: int) -> list[Quantity]:
    """The numbers of the same unit before one in its statement, the nearest first; shares between them are passed."""
    nearest, found = numbers[index], list[Quantity]()
    text = nearest.segment.compact.text
    for one in reversed(numbers[:index]):
        if one.segment is not nearest.segment or _STATEMENT_END.search(text, one.tail, nearest.start):
            break
        if one.unit == nearest.unit:
            found.append(one)
        elif one.unit != _PERCENT and found:
            break
    return found


def behind_goal(words: str) -> str:
    """The words behind a number, without those that say it is a goal: 之目標，且比."""
    goal = _GOAL_BEHIND.match(words)
    return words[goal.end() :] if goal else words


def is_listed(one: Quantity, before: Sequence[Quantity]) -> bool:
    """Whether a number ends a list of its unit, without names: (30場、80場)."""
    text = one.segment.compact.text
    return bool(before) and before[-1].unit == one.unit and text[before[-1].tail : one.start] in ("、", "及")


def is_beside(one: Quantity, numbers: Sequence[Quantity]) -> bool:
    """Whether a number stands alone in brackets right behind one of its unit, as that of another time: 90件(85件)."""
    text = one.segment.compact.text
    place = numbers.index(one)
    before = numbers[place - 1] if place else None
    alone = text.startswith(")", one.tail) and before is not None and text[before.tail : one.start] == "("
    return alone and before is not None and before.unit == one.unit


def _is_goal(quantity: Quantity) -> bool:
    text = quantity.segment.compact.text
    return bool(_GOAL_BEFORE.search(text[: quantity.start]) or _GOAL_BEHIND.match(text, quantity.tail))


def lead_of(quantity: Quantity) -> str:
    """The words right before a number, be it behind a colon: 訪賓:46案."""
    behind = quantity.segment.compact.text[: quantity.start].removesuffix(":")
    return clause_before(quantity) or re.split("[，。；:()、]", behind)[-1]


def bare_label(label: str) -> str:
    """The last of a line's heads without the unit in brackets behind it: 中庭廣場(場次)."""
    return _IN_BRACKETS.sub("", label.rsplit("\n", 1)[-1])
