"""What stands round numbers that may be in a relation: words by place, and figures of order, brackets and times.

No value is among the signs but which of the numbers is the largest: an error changes values, and its words remain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Structure
from ingest.checking.candidates import Candidate, Numbers, family
from ingest.checking.subjects import clause_before
from ingest.meaning.signed_trees import Figures, Signs
from ingest.numbers.printed import Quantity

# As many signs of a text tell what stands before a number, behind it, between two, and where a list goes on.
_BEFORE, _BEHIND, _BETWEEN, _ON = 9, 5, 12, 10
# As many are searched for words of the lexicon.
_CLAUSE = 14
_GRAMS = (1, 2, 3)
_MARKS = "、，；。(及"
_DIGIT = re.compile(r"\d")
_PERCENT = "%"
_NOWHERE = -1.0
_SAME = 3.0


class Signer:
    """Reads the signs of candidates, with the lexicon's words of totals, parts, changes, rests and other times."""

    def __init__(self, structure: Structure) -> None:
        partition, change = structure.partition_words, structure.change_words
        named = {
            "total": structure.total, "part": structure.part, "some": structure.some_of, "rest": structure.rest,
            "exhausts": structure.exhausts, "times": structure.times, "up": change.up, "down": change.down,
            "turns": structure.turns, "each": structure.respectively_word, "elsewhere": structure.mean_words.elsewhere,
            "left": partition.left, "kinds": partition.by_kind, "other": partition.other, "aside": partition.aside,
            "outcome": partition.outcome, "ranked": partition.ranked, "among": partition.some,
        }  # fmt: skip
        self._classes = {name: compiled(pattern) for name, pattern in (named | structure.cues).items()}
        self._known: dict[str, tuple[str, ...]] = {}

    def signs(self, candidate: Candidate, numbers: Numbers) -> Signs:
        """The signs of one candidate among the numbers of its stretch of text."""
        words: set[str] = set()
        if candidate.kind == "list":
            total, *parts = candidate.members
            near, far = (parts[0], parts[-1]) if candidate.form else (parts[-1], parts[0])
            named = {"T": total, "P": near, "Q": far}
            figures = _of_list(candidate, numbers, words)
        elif candidate.kind == "rate":
            named = dict(zip("RXY", candidate.members, strict=True))
            figures = _of_rate(candidate, numbers)
        elif candidate.kind == "each":
            named = dict(zip("WCE", candidate.members, strict=True))
            figures = _of_each(candidate, numbers)
        else:
            named = dict(zip("123", candidate.members, strict=True))
            figures = _of_three(candidate, numbers, words)
        order = sorted(named, key=lambda role: named[role].start)
        for role in order:
            figures |= _round(role, named[role], numbers, words)
            figures[f"place {role}"] = order.index(role)
            words |= self._of(f"before {role}", clause_before(named[role])[-_CLAUSE:])
        for step, (one, other) in enumerate(pairwise(order)):
            figures |= _between(step, named[one], named[other], numbers)
            gap = numbers.text[named[one].tail : named[other].start]
            words |= self._of(f"between {one}{other}", _ends(gap, _CLAUSE))
            if numbers.place[named[other]] - numbers.place[named[one]] == 1:
                words |= set(_pieces(_ends(gap, _BETWEEN // 2), f"g{one}{other}"))
        words |= self._of("behind", numbers.text[named[order[-1]].tail :][:_CLAUSE])
        return Signs(frozenset(words), figures)

    def _of(self, place: str, text: str) -> set[str]:
        """The classes whose words stand in a text, by its place."""
        if text not in self._known:
            self._known[text] = tuple(name for name, own in self._classes.items() if own.search(text))
        return {f"{place} {name}" for name in self._known[text]}


def _round(role: str, one: Quantity, numbers: Numbers, words: set[str]) -> Figures:
    """What stands right before and behind a number."""
    words.update(_pieces(clause_before(one)[-_BEFORE:], f"b{role}"))
    words.update(_pieces(_DIGIT.sub("#", numbers.text[one.tail : one.tail + _BEHIND]), f"a{role}"))
    return {f"depth {role}": numbers.depth[one.start]}


def _between(step: int, one: Quantity, other: Quantity, numbers: Numbers) -> Figures:
    """What stands between two numbers that follow each other in a relation."""
    gap = numbers.text[one.tail : other.start]
    inside = numbers.all[numbers.place[one] + 1 : numbers.place[other]]
    return {
        f"length {step}": len(gap),
        f"numbers {step}": len(inside),
        f"like {step}": sum(family(number) == family(other) for number in inside),
        f"deeper {step}": numbers.depth[other.start] - numbers.depth[one.start],
        **{f"{mark} {step}": gap.count(mark) for mark in _MARKS},
    }


def _of_list(candidate: Candidate, numbers: Numbers, words: set[str]) -> Figures:
    total, *parts = candidate.members
    text = numbers.text
    gaps = [text[one.tail : other.start] for one, other in pairwise(parts)]
    pieces = [set(_pieces(gap[:_BETWEEN], "i")) for gap in gaps]
    common = set.intersection(*pieces)
    words |= {f"any {piece}" for piece in set.union(*pieces)} | {f"all {piece}" for piece in common}
    named = [_alike(total, part) for part in parts]
    opening = text[total.tail : parts[0].start] if candidate.form else text[parts[-1].tail : total.start]
    figures: Figures = {
        "parts": len(parts),
        "total first": candidate.form,
        "skipped": candidate.skipped,
        "longest": max(map(len, gaps)),
        "shortest": min(map(len, gaps)),
        "mean": _mean(map(len, gaps)),
        "others": _mean(numbers.place[other] - numbers.place[one] > 1 for one, other in pairwise(parts)),
        "ways": len({gap[:1] for gap in gaps}),
        "common": len(common),
        "levels": len({numbers.depth[part.start] for part in parts}),
        "of its time": _mean(_times(total, part) == _SAME for part in parts),
        "of one time": _mean(_times(parts[0], part) == _SAME for part in parts),
        "target": total.is_target,
        "named alike": min(named),
        "mostly alike": _mean(named),
        "parts alike": min(_alike(one, other) for one, other in pairwise(parts)),
        "sibling": _mean(gap[:1] == opening[:1] for gap in gaps),
        **{f"in {mark}": sum(mark in gap for gap in gaps) for mark in _MARKS},
    }
    own = numbers.like(family(total))
    figures |= _beyond(own, parts[0], parts[-1], numbers, words)
    last = own.index(parts[-1]) + 1
    if last < len(own):
        gap = text[parts[-1].tail : own[last].start]
        figures["goes on alike"] = _mean(one[:1] == gap[:1] for one in gaps)
        figures["goes on deeper"] = numbers.depth[own[last].start] - numbers.depth[parts[-1].start]
    if first := own.index(parts[0]):
        gap = text[own[first - 1].tail : parts[0].start]
        figures |= {"came": len(gap), "came alike": _mean(one[:1] == gap[:1] for one in gaps)}
    return figures


def _of_three(candidate: Candidate, numbers: Numbers, words: set[str]) -> Figures:
    one, two, three = candidate.members
    order = sorted(candidate.members, key=lambda member: member.value)
    return {
        "largest": candidate.members.index(order[2]),
        "smallest": candidate.members.index(order[0]),
        "times 12": _times(one, two),
        "times 13": _times(one, three),
        "times 23": _times(two, three),
        "alike 12": _alike(one, two),
        "alike 13": _alike(one, three),
        "alike 23": _alike(two, three),
        "targets": sum(member.is_target for member in candidate.members),
        "rates": sum(member.is_rate for member in candidate.members),
        "points": sum(member.unit != family(member) for member in candidate.members),
        "percent": family(one) == _PERCENT,
        **_beyond(numbers.like(family(one)), one, three, numbers, words),
    }


def _of_rate(candidate: Candidate, numbers: Numbers) -> Figures:
    rate, over, under = candidate.members
    own = numbers.like(family(over))
    return {
        "grows": candidate.form,
        "alike": _alike(over, under),
        "rate alike": max(_alike(rate, over), _alike(rate, under)),
        "times": _times(over, under),
        "times over": _times(rate, over),
        "times under": _times(rate, under),
        "over is more": over.value > under.value,
        "decimals": rate.decimals,
        "before over": own.index(over),
        "before under": own.index(under),
        "targets": rate.is_target + 2 * over.is_target + 4 * under.is_target,
    }


def _of_each(candidate: Candidate, numbers: Numbers) -> Figures:
    whole, count, each = candidate.members
    text = numbers.text
    # 每場32人 is of 5場次: whose each is, is told before it.
    named = text[: each.start].rfind("每", max(0, each.start - _BEFORE))
    unit = text[named + 1 : each.start] if named >= 0 else ""
    own = str(count.unit)
    counts = [one for one in numbers.plain if one.unit == count.unit]
    return {
        "of it": _NOWHERE if not unit else float(unit[:1] == own[:1]) + float(unit[: len(own)] == own),
        "rate": each.is_rate,
        "money": whole.unit == "元",
        "times": _times(whole, count),
        "counts": counts.index(count) - len(counts),
        "wholes": len(numbers.like(whole.unit)),
        "alike": _alike(whole, count),
        "place": numbers.like(whole.unit).index(whole),
    }


def _beyond(own: Sequence[Quantity], one: Quantity, last: Quantity, numbers: Numbers, words: set[str]) -> Figures:
    """How many of a unit stand before the first and behind the last, and how the row goes on."""
    before, place = own.index(one), own.index(last)
    figures: Figures = {"before": before, "behind": len(own) - 1 - place, "goes on": _NOWHERE}
    if place + 1 < len(own):
        gap = numbers.text[last.tail : own[place + 1].start]
        figures["goes on"] = len(gap)
        words.update(_pieces(gap[:_ON], "n"))
    return figures


def _times(one: Quantity, other: Quantity) -> float:
    """Whether two numbers are of one time: 3 for the same days, less for the same end or begin, below 0 unknown."""
    if one.period is None or other.period is None:
        return _NOWHERE
    return 2.0 * (one.period.start == other.period.start) + (one.period.end == other.period.end)


def _alike(one: Quantity, other: Quantity) -> float:
    """How many characters the names of two numbers have in common, one after the other."""
    return _common(clause_before(one)[-_BEFORE:], clause_before(other)[-_BEFORE:])


@lru_cache(4096)
def _common(one: str, other: str) -> float:
    return float(SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size)


def _mean(values: Iterator[float] | Sequence[float]) -> float:
    own = list(values)
    return sum(own) / len(own)


def _ends(text: str, length: int) -> str:
    """A text, or its two ends where it is long."""
    return text if len(text) <= 2 * length else f"{text[:length]}…{text[-length:]}"


def _pieces(text: str, place: str) -> Iterator[str]:
    return (f"{place}:{text[at : at + length]}" for length in _GRAMS for at in range(len(text) - length + 1))
