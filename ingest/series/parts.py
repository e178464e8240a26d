"""Which printed numbers are parts of one before them: 移工113,354人，產業92,748人、社福20,606人; 其中性騷擾25件."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.series.mention import Mention
from ingest.series.similarity import Units

# A whole is told this many numbers of prose before its list at most, and no list is longer.
_FARTHEST, _LONGEST = 10, 12
_FEWEST = 2
# What adds up farther off than right behind may do so by chance, with fewer digits.
_TELLING_DIGITS = 3
_COUNTED = frozenset({"own", "cumulative", "target"})


def with_wholes(mentions: Sequence[Mention], units: Units) -> list[Mention]:
    """The mentions of one report, of those of its prose that are parts each with the number it is a part of.

    Parts are what adds up to a number before it, and what is told behind words that open a part of it. A part whose
    own unit is not printed is of its whole's.
    """
    wholes: dict[int, int] = {}
    for whole, parts in _adding_up(mentions, units):
        wholes.update(dict.fromkeys(parts, whole) | wholes)
    for at, whole in _opened(mentions, units):
        wholes.setdefault(at, whole)
    found = list(mentions)
    for at in sorted(wholes):
        part, own = found[at], found[wholes[at]]
        text = {**part.text, "whole": own.text["near"]}
        found[at] = replace(part, whole=own, text=text, unit=part.unit or own.unit)
    return found


def _adding_up(mentions: Sequence[Mention], units: Units) -> Iterator[tuple[int, list[int]]]:
    """Each run of numbers that adds up to one before it."""
    prose = [at for at, mention in enumerate(mentions) if not mention.in_table]
    for no, at in enumerate(prose):
        whole = mentions[at]
        if whole.role not in _COUNTED or whole.value <= 0:
            continue
        farthest = _FARTHEST if whole.has_digits(_TELLING_DIGITS) else 1
        for first in range(no + 1, min(no + 1 + farthest, len(prose))):
            total = 0.0
            for last in range(first, min(first + _LONGEST, len(prose))):
                part = mentions[prose[last]]
                total += part.value
                is_kin = part.role == whole.role and part.line == mentions[prose[first]].line
                if not is_kin or not _is_of(part, whole, units) or total > whole.value:
                    break
                if total == whole.value and last - first + 1 >= _FEWEST:
                    yield at, prose[first : last + 1]
                    break


def _opened(mentions: Sequence[Mention], units: Units) -> Iterator[tuple[int, int]]:
    """Each number that words open as a part, with the nearest before it in its sentence that it can be a part of."""
    for at, part in enumerate(mentions):
        if part.in_table or not part.is_part or part.role not in _COUNTED:
            continue
        for before in range(at - 1, max(-1, at - _LONGEST), -1):
            whole = mentions[before]
            if whole.line != part.line:
                break
            if not whole.is_part and whole.role == part.role and part.unit and _is_of(part, whole, units):
                if part.value <= whole.value:
                    yield at, before
                break


def _is_of(part: Mention, whole: Mention, units: Units) -> bool:
    return not part.unit or units.family(part.unit) == units.family(whole.unit)
