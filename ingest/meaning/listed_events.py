"""Events that a list names with their times, and of which later statements tell by the name or its end.

依序為3月4日港都之夜、5月6日青年領袖營。領袖營由8校參加: a number is of the one its clause opens with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.entry import compiled
from catalog.lexicon import Structure
from ingest.notation.calendar import DateMention
from ingest.numbers.printed import Quantity, Segment

_NAME = re.compile(r"間?之?(?P<name>[^，。；:()「」、及與和暨\d]{2,20})")
_JOINT = re.compile(r"[、及與和暨]|以及")
_STATEMENT_END = re.compile(r"[。；]")
_CLAUSE_END = re.compile("，")
# So many signs at the end of a name tell it again: 午宴 of 國際午宴.
_SHORTEST = 2


def listed_events(quantity: Quantity, structure: Structure) -> list[tuple[str, DateMention]]:
    """The listed events, with their times, that the last clause of a number's statement to name any opens with.

    Several where their names end alike.

    Args:
        quantity: the number.
        structure: the words that lead in lists, and those that stand before what is told again.
    """
    segment = quantity.segment
    text = segment.compact.text
    ends = [match.end() for match in _STATEMENT_END.finditer(text, 0, quantity.start)]
    if not ends:
        return []
    listed = list(_listed(segment, ends[-1], structure))
    clauses = _CLAUSE_END.split(text[ends[-1] : quantity.start]) if listed else []
    for clause in reversed(clauses):
        again = compiled(structure.told_again).match(clause)
        opening = clause[again.end() :] if again else clause
        likest = max(_alike(opening, name) for name, _ in listed)
        if likest >= _SHORTEST:
            return [one for one in listed if _alike(opening, one[0]) == likest]
    return []


def dated_in_statement(quantity: Quantity) -> bool:
    """Whether a statement tells a time of its own before its number."""
    segment = quantity.segment
    ends = [match.end() for match in _STATEMENT_END.finditer(segment.compact.text, 0, quantity.start)]
    return any(ends[-1:] < [mention.end] <= [quantity.start] for mention in segment.dates)


def _listed(segment: Segment, stop: int, structure: Structure) -> Iterator[tuple[str, DateMention]]:
    """The names of a list before a place that stand right behind their times, with these; a list has two or more."""
    text, run = segment.compact.text, list[tuple[str, DateMention]]()
    leads, end = compiled(structure.listed_in_turn), -1
    for mention in segment.dates:
        name = _NAME.match(text, mention.end, stop)
        if mention.end > stop or name is None:
            continue
        if run and not _JOINT.fullmatch(text, end, mention.start):
            if len(run) > 1:
                yield from run
            run = []
        if run or leads.search(text[: mention.start]):
            run.append((name["name"], mention))
            end = name.end()
    if len(run) > 1:
        yield from run


def _alike(opening: str, name: str) -> int:
    """How many signs of a name's end, or all of it, words open with."""
    return next((length for length in range(len(name), 0, -1) if opening.startswith(name[-length:])), 0)
