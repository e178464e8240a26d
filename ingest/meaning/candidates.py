"""Numbers that arithmetic may name: how they stand to each other in a text, and in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby, pairwise

from ingest.meaning.labels import Label
from ingest.meaning.led_lists import opening
from ingest.meaning.times_in_turn import each_time
from ingest.numbers.printed import Quantity

_DAY = timedelta(days=1)
# So many passages further on a list may still be of a number: 本期接待61案。/ 論其來處，日本24案….
_PASSAGES_ON = 1


@dataclass(frozen=True)
class Candidate:
    """A number: the metric it is ``surely`` of by words, and those it ``may`` be of, some of them by its words, too.

    ``is_open``: whether arithmetic may say what it is, even against its words.
    """

    quantity: Quantity
    label: Label
    surely: str | None
    may: frozenset[str]
    is_open: bool
    by_words: frozenset[str] = frozenset()

    @property
    def unit(self) -> str:
        """The unit behind it, or that of the list it stands in."""
        return self.quantity.unit or self.label.unit


def follow(parts: Sequence[Candidate]) -> bool:
    """Whether the times of numbers follow upon each other without a gap."""
    times = [part.label.when.interval for part in parts if part.label.when]
    return all(later.start - earlier.end == _DAY and earlier.start < earlier.end for earlier, later in pairwise(times))


def are_in_turn(parts: Sequence[Candidate]) -> bool:
    """Whether numbers are one list behind as many times told for all of them: 第1季至第4季分別為…."""
    whens = {part.label.when for part in parts}
    when = whens.pop()
    text = parts[0].quantity.segment.compact.text
    return when is not None and not whens and len(each_time(text, when)) == len(parts)


def is_within(one: Candidate, whole: Candidate) -> bool:
    """Whether a number is told of a part of another one's time."""
    if one.label.when is None or whole.label.when is None:
        return False
    part, time = one.label.when.interval, whole.label.when.interval
    return part != time and time.start <= part.start and part.end <= time.end


def between(one: Candidate, other: Candidate) -> str:
    """The words between two numbers of a stretch of text."""
    return one.quantity.segment.compact.text[one.quantity.tail : other.quantity.start]


def are_beside(one: Candidate, other: Candidate) -> bool:
    """Whether two numbers stand in one sentence."""
    segment = one.quantity.segment
    within = segment is other.quantity.segment
    return within and segment.sentence(one.quantity.start) == segment.sentence(other.quantity.start)


def close_behind(whole: Candidate, others: Iterable[Candidate]) -> Iterator[Candidate]:
    """The numbers behind one that a list of its parts may be among; the lines of a list that begins there are all.

    訪賓61案。/ 來源如下：/ ●日本24案 / ●美國37案.
    """
    last, opens = whole.quantity.segment.passage.no + _PASSAGES_ON, opening(whole.quantity.segment)
    for one in others:
        segment = one.quantity.segment
        no, own = segment.passage.no, opening(segment)
        if no > last and not (no == last + 1 and own is not None and opens in (None, own)):
            return
        if no >= last:
            last, opens = no, own
        yield one


def sentences(here: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    """The numbers of each sentence."""
    for _, own in groupby(here, lambda one: (one.quantity.segment, one.quantity.segment.sentence(one.quantity.start))):
        yield list(own)
