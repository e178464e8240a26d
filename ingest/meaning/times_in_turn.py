"""Times told side by side (上、下半年; 3月27日、6月12日), and lists whose numbers each have one of them by turn."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from catalog.entry import compiled
from ingest.notation.calendar import DateMention, find_dates
from ingest.notation.numerals import DIGITS
from ingest.numbers.printed import Quantity, Segment

_BETWEEN_TIMES = re.compile(r"[、及與和]")
_RANGE = re.compile(
    r"(?P<lead>.*?)(?P<first>\d+|[一二三四])(?P<unit>季|月|年度?)[至到]第?(?P<last>\d+|[一二三四])(?P=unit)"
)
_HALF = re.compile(r"[上下]")
_TOTAL = re.compile(r"(?:合計|總計|共計|合共|總共|共|[，、]計)$")
_CLAUSE_END = re.compile(r"[，。；]")
_PRINTED = re.compile(r"\d[\d,.]*")
_NUMBERED = re.compile(r"度?第[\d一二三四五六七八九十]+[次屆]")
_HAS_ASIDE = re.compile(r"\d[^，。；、:()\d]{1,3}\($")
# Between two numbers of a list stands a unit, and a joint: 47件及49件.
_LISTED = re.compile(r"(?P<unit>[^\d，。；:、()及與和]{0,4})(?:\([^()\d]*\))?[、及與和]約?")


class TurnReader:
    """Finds the time that a number has by its turn.

    Args:
        respectively: a pattern of the words that give each of several times a number (分別, 各).
    """

    def __init__(self, respectively: str) -> None:
        self._respectively = compiled(respectively)

    def of(self, segment: Segment, start: int, at: int) -> DateMention | None:
        """The one of several times that a number has: 上、下半年分別為47案及49案，人數分別為612人及672人.

        Times side by side are one mention of all of them. Their numbers are a list behind one word in its clause: none
        in 2次(9月13日及12月20日)，分別審議2案，受理24場、151人, nor in 於3月及9月各辦理2場、參加50人.

        Args:
            segment: where the number stands.
            start: where its sentence begins.
            at: its own place.
        """
        text = segment.compact.text
        words = list(self._respectively.finditer(text, start, at))
        named = times_told(segment, start, words[-1].start()) if words else []
        times = each_time(text, named[-1]) if named else []
        # Names in a clause of their own have the numbers, or what another statement is about: 3月8日及9日開會；來電及
        # 來訪分別為70件及30件.
        between = text[named[-1].end : words[-1].start()] if named else ""
        clause = _CLAUSE_END.split(between)[-1]
        others = clause != between and (_BETWEEN_TIMES.search(clause) or (clause and "；" in between))
        if len(times) < 2 or others:
            return None
        behind = words[-1].end()
        stop = _CLAUSE_END.search(text, behind)
        numbers = list(_PRINTED.finditer(text, behind, stop.start() if stop else len(text)))
        if len(numbers) != len(times) or not all(_are_listed(text, *two) for two in pairwise(numbers)):
            return None
        return next((when for when, n in zip(times, numbers, strict=True) if n.start() == at), None)


def times_told(segment: Segment, start: int, stop: int) -> list[DateMention]:
    """The times told in ``[start, stop)``, without years that only number something: 112年度第1次及第2次會議."""
    text = segment.compact.text
    return [m for m in segment.dates if start <= m.start and m.end <= stop and not _NUMBERED.match(text, m.end)]


def side_by_side(text: str, mention: DateMention) -> list[DateMention]:
    """The times that a mention names one by one: 上、下半年; 111年及112年."""
    pieces = _BETWEEN_TIMES.split(text[mention.start : mention.end])
    named = [find_dates(f"{piece}半年" if _HALF.fullmatch(piece) else piece, mention.interval) for piece in pieces]
    if any(len(own) != 1 for own in named):
        return []
    return [replace(mention, interval=own.interval, grain=own.grain) for (own,) in named]


def each_time(text: str, mention: DateMention) -> list[DateMention]:
    """The times of a mention, told one by one or from one to another: 第1季、第2季; 第1季至第4季; 112年至114年."""
    return _from_to(text, mention) or side_by_side(text, mention)


def _from_to(text: str, mention: DateMention) -> list[DateMention]:
    told = _RANGE.fullmatch(text, mention.start, mention.end)
    if told is None:
        return []
    first, last = (int(DIGITS.get(told[own], told[own])) for own in ("first", "last"))
    each = (f"{told['lead']}{number}{told['unit']}" for number in range(first, last + 1))
    named = [find_dates(one, mention.interval) for one in each]
    if any(len(own) != 1 for own in named):
        return []
    return [replace(mention, interval=own.interval, grain=own.grain) for (own,) in named]


def _are_listed(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether a number follows another of its unit in a list: 47件及49件, not 2場、50人."""
    between = _LISTED.fullmatch(text, one.end(), other.start())
    return between is not None and text.startswith(between["unit"], other.end())


def day_behind(quantity: Quantity) -> DateMention | None:
    """The day in brackets right behind a number of several that have one each: 14件(5月24日)及11件(11月15日)."""
    text = quantity.segment.compact.text
    start, stop = quantity.segment.sentence(quantity.start)
    days = [m for m in quantity.segment.dates if start <= m.start < stop and m.grain == "day"]
    alone = [m for m in days if text[m.end : m.end + 1] == ")" and _HAS_ASIDE.search(text, start, m.start)]
    return next((m for m in alone if m.start == quantity.tail + 1), None) if len(alone) > 1 else None


def before_times(quantity: Quantity) -> int:
    """Where the times that reach a total end: those of its parts are none, 3月9日118人、5月11日134人，共252人."""
    ends = [part.tail for part in quantity.parts]
    times = [m for m in quantity.segment.dates if ends and m.grain != "year" and m.end <= quantity.parts[-1].start]
    own = [m for m in times if any(end <= m.start for end in ends)]
    first = [m.start for m in times if own and m.end <= quantity.parts[0].start]
    if first:
        return first[-1]
    # What came at all of several times is no one's of them: 3月28日、6月27日各開會1次，合計2次.
    text = quantity.segment.compact.text
    start, _ = quantity.segment.sentence(quantity.start)
    before = times_told(quantity.segment, start, quantity.start)
    several = before and before[-1].grain in ("day", "month") and len(side_by_side(text, before[-1])) > 1
    return before[-1].start if several and _TOTAL.search(text, 0, quantity.start) else quantity.start
