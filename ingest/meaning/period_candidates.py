"""The days that a number may be of, and what stands for and against each.

The report's own, those of each date of its text before and behind it, those its heads name, those of the paragraphs
before. None of their days is among the signs: they are told by where their words stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.meaning.date_reach import asides
from ingest.meaning.periods import PeriodReader
from ingest.meaning.signed_trees import Figures, Signs
from ingest.notation.calendar import DateMention
from ingest.numbers.printed import Period, Quantity

# As many dates before a number, the nearest ones, and behind it may be its own.
_BEFORE, _BEHIND = 6, 2
# As many signs of a text tell what stands before and behind a number, and round a date.
_LEADING, _TRAILING, _GAP = 8, 6, 6
_PIECES = (1, 2, 3)
_DIGITS = re.compile(r"\d+")
_PRINTED = re.compile(r"\d[\d,.]*")
_LINKS = re.compile(
    "[，、；。()「」]|並|則|及|另|其中|較|比|由|至|計|共|累計|原|增|減|為|達|分別|各|底|止|起|間|辦|召開|舉"
)
_GRAINS = {"day": 0.0, "month": 1.0, "year": 2.0}
_OTHER_GRAIN = 3.0
_NOWHERE = -1.0


@dataclass(frozen=True)
class Candidate:
    """Days that a number may be of, and their signs."""

    period: Period
    signs: Signs


class _Place:
    """A number in its stretch of text, with the dates and numbers round it."""

    def __init__(self, quantity: Quantity, reader: PeriodReader) -> None:
        self.at, self.behind = quantity.start, quantity.tail
        self.segment = quantity.segment
        self.text = text = self.segment.compact.text
        self.start, self.stop = self.segment.sentence(quantity.start)
        self.dates = reader.mentions(self.segment)
        closed = asides(self.segment, 0, self.at)
        before = [one for one in self.dates if one.end <= self.at]
        # What a remark tells holds within it.
        self.before = [
            one for one in before if not any(first < one.start and one.end <= last for first, last in closed)
        ]
        self.later = [one for one in self.dates if one.start >= self.behind]
        self.numbers = [match.span() for match in _PRINTED.finditer(text)]
        words = [match.span() for match in reader.report_words.finditer(text)]
        self.words = [span for span in words if span[1] <= self.at]
        self.depth = _depth(text, self.at)
        leading = _ends(_DIGITS.sub("#", text[max(0, self.at - _LEADING) : self.at]), "n<")
        self.round = leading | _opens(_DIGITS.sub("#", text[self.behind : self.behind + _TRAILING]), "n>")
        self.leading = leading

    def figures(self) -> Figures:
        """What is told of the number alone."""
        here = [one for one in self.before if one.start >= self.start]
        return {
            "dates before": len(self.before),
            "dates here": len(here),
            "dates behind": len(self.later),
            "days before": sum(one.grain == "day" for one in self.before),
            "days here": sum(one.grain == "day" for one in here),
            "report words": len(self.words),
            "cell": self.segment.cell is not None,
            "item": self.segment.passage.marker is not None,
            "depth": self.depth,
            "place": self.at,
            "sentence": self.text.count("。", 0, self.start),
        }


def candidates(quantity: Quantity, reader: PeriodReader) -> list[Candidate]:
    """The days that a flow may be of, each way that they are told."""
    place = _Place(quantity, reader)
    own = place.figures()
    return [
        Candidate(period, _signs(period, way, figures | own, words, place, reader))
        for period, way, figures, words in _ways(place, reader)
    ]


def _ways(place: _Place, reader: PeriodReader) -> Iterator[tuple[Period, str, Figures, frozenset[str]]]:
    report = Period(reader.report.start, reader.report.end, "report")
    yield report, "report", *_of_report(place)
    for mention in place.before[-_BEFORE:]:
        yield reader.from_mention(place.segment, mention), "before", *_of_date(place, mention, "before")
    for mention in place.later[:_BEHIND]:
        yield reader.from_mention(place.segment, mention), "behind", *_of_date(place, mention, "behind")
    if headed := reader.in_heads(place.segment):
        yield headed, "head", {}, frozenset()
    if place.segment.cell is None and (carried := reader.carried_to(place.segment)):
        yield carried, "carried", {}, frozenset()


def _signs(
    period: Period, way: str, figures: Figures, words: frozenset[str], place: _Place, reader: PeriodReader
) -> Signs:
    report = reader.report
    start = period.start or period.end
    told: Figures = {
        f"is {way}": 1.0,
        "in report": start >= report.start and period.end <= report.end,
        "is whole": (period.start, period.end) == (report.start, report.end),
        "past": period.end < report.start,
        "later": period.end > report.end,
        "length": (period.end - start).days,
        "ends with": period.end == report.end,
    }
    own = frozenset(f"{way}|{piece}" for piece in place.leading)
    return Signs(words | place.round | own, figures | told)


def _of_report(place: _Place) -> tuple[Figures, frozenset[str]]:
    """What stands for the report's own days: its words before the number, and the last date that it does not reach."""
    figures: Figures = {"words away": _NOWHERE, "last away": _NOWHERE}
    if place.words:
        start, end = place.words[-1]
        figures |= {
            "words away": place.at - end,
            "words here": start >= place.start,
            "words dates": sum(end <= one.start for one in place.before),
            "words ;": place.text.count("；", end, place.at),
        }
    if not place.before:
        return figures, frozenset()
    last = place.before[-1]
    gap = place.text[last.end : place.at]
    figures |= {
        "last away": len(gap),
        "last here": last.start >= place.start,
        "last ;": gap.count("；"),
        "last ,": gap.count("，"),
        "last grain": _GRAINS.get(last.grain, _OTHER_GRAIN),
        "last numbers": _numbers_in(place, last.end, place.at),
    }
    words = _opens(_DIGITS.sub("#", gap)[:_GAP], "last>") | _ends(_DIGITS.sub("#", place.text[: last.start]), "last<")
    return figures, frozenset(words)


def _of_date(place: _Place, mention: DateMention, way: str) -> tuple[Figures, frozenset[str]]:
    """What stands for the days of a date before or behind the number."""
    text = place.text
    start, end = (mention.end, place.at) if mention.end <= place.at else (place.behind, mention.start)
    gap = text[start:end]
    depth = _depth(text, mention.start)
    figures: Figures = {
        "away": len(gap),
        "gap ,": gap.count("，"),
        "gap 、": gap.count("、"),
        "gap ;": gap.count("；"),
        "gap .": gap.count("。"),
        "gap numbers": _numbers_in(place, start, end),
        "gap dates": sum(start <= one.start and one.end <= end for one in place.dates),
        "gap words": any(start <= first and last <= end for first, last in place.words),
        "same": place.start <= mention.start < place.stop,
        "opens": mention.start <= max(place.start, place.segment.behind_marker) + 1,
        "aside": gap.startswith(")"),
        "grain": _GRAINS.get(mention.grain, _OTHER_GRAIN),
        "year told": mention.has_year,
        "date depth": depth,
        "deeper": place.depth - depth,
    }
    shown = _DIGITS.sub("#", gap)
    words = _opens(shown, f"{way}>") | _ends(_DIGITS.sub("#", text[: mention.start]), f"{way}<")
    words |= {f"{way} gap {link}" for link in set(_LINKS.findall(gap))}
    words |= _opens(shown.rsplit("；", 1)[-1], f"{way} ;>")
    return figures, frozenset(words)


def _numbers_in(place: _Place, start: int, end: int) -> int:
    return sum(start <= first and last <= end for first, last in place.numbers)


def _depth(text: str, at: int) -> int:
    return text.count("(", 0, at) - text.count(")", 0, at)


def _ends(text: str, place: str) -> frozenset[str]:
    return frozenset(f"{place}{text[-length:]}" for length in _PIECES if len(text) >= length)


def _opens(text: str, place: str) -> frozenset[str]:
    return frozenset(f"{place}{text[:length]}" for length in _PIECES if len(text) >= length)
