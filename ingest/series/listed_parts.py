"""Which printed numbers are parts of one before them: 移工113,354人，產業92,748人、社福20,606人; 其中性騷擾25件."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isclose

from catalog.entry import compiled
from catalog.lexicon import SeriesWords
from ingest.series.mention import Mention
from ingest.series.similarity import Units

# A whole is told this many numbers of prose before its list at most, and no list is longer.
_FARTHEST, _LONGEST = 10, 12
_FEWEST = 2
# What adds up farther off than right behind may do so by chance, with fewer digits.
_TELLING_DIGITS = 3
_GIVEN = "budget"
_COUNTED = frozenset({"own", "cumulative", "target", _GIVEN})
_PIECE = re.compile(r"[，。、#:(]")


class PartsFinder:
    """Finds which numbers are parts of others.

    Args:
        words: what opens a list, and which units count alike.
    """

    def __init__(self, words: SeriesWords) -> None:
        self._units, self._opens = Units(words), compiled(words.list_opens)
        self._dated = compiled(words.dated)
        self._whole, self._rest = compiled(words.whole_rows), compiled(words.rest)

    def with_wholes(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions of one report, of those of its prose that are parts each with the number it is a part of.

        Parts are what adds up to a number before it, and what is told behind words that open a part of it. A part whose
        own unit is not printed is of its whole's.
        """
        wholes: dict[int, int] = {}
        found = self._with_rests(self._with_sums(mentions))
        for whole, parts in _adding_up(mentions, self._units):
            wholes.update(dict.fromkeys(parts, whole) | wholes)
        for whole, parts in _summed(mentions, self._units):
            if wholes.keys().isdisjoint(parts):
                name, own = self._listed(mentions[parts[0]]), found[whole]
                found[whole] = replace(own, text={**own.text, "near": name or own.text["near"]})
                wholes.update(dict.fromkeys(parts, whole) if name else {})
        for at, whole in _opened(mentions, self._units):
            wholes.setdefault(at, whole)
        for at in sorted(wholes):
            part, own = found[at], found[wholes[at]]
            text = {**part.text, "whole": own.text["near"]}
            role = own.role if own.role == _GIVEN else part.role
            found[at] = replace(part, whole=own, text=text, unit=part.unit or own.unit, role=role)
        return found

    def _with_sums(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions, of those of tables that are sums or add up to one with that."""
        found = list(mentions)
        columns: dict[object, list[int]] = defaultdict(list)
        lines: dict[object, list[int]] = defaultdict(list)
        for at, mention in enumerate(mentions):
            if mention.in_table:
                columns[mention.column].append(at)
                lines[mention.line].append(at)
        for head, told in (("row", columns), ("column", lines)):
            for places in told.values():
                for no, at in enumerate(places):
                    is_whole = self._whole.match(mentions[at].text[head].rpartition("|")[2])
                    parts = _added_up(mentions, at, places[:no]) if is_whole else []
                    for place in (*parts, at) if parts else ():
                        is_sum = place == at
                        found[place] = (
                            replace(found[place], is_row_sum=is_sum) if head == "row"
                            else replace(found[place], is_column_sum=is_sum)
                        )  # fmt: skip
        return found

    def _with_rests(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions, of those that are what others leave with the names of those."""
        found = list(mentions)
        beside: dict[object, list[Mention]] = defaultdict(list)
        for mention in mentions:
            beside[mention.line].append(mention)
            beside[mention.column].append(mention)
        for at, mention in enumerate(mentions):
            for part, key in (("row", mention.column), ("column", mention.line), ("near", mention.line)):
                own = mention.text[part].rpartition("|")[2]
                if mention.in_table == (part != "near") and self._rest.match(own):
                    names = (other.text[part].rpartition("|")[2] for other in beside[key])
                    rest_of = frozenset(name for name in names if name and not self._rest.match(name))
                    found[at] = replace(found[at], rest_of=found[at].rest_of | rest_of)
        return found

    def _listed(self, first: Mention) -> str:
        """What a list is of, as the words before its first name say."""
        opened, name = first.text["left"].rpartition("；")[2], first.text["near"]
        opened = opened[: opened.rindex(name)] if name in opened else ""
        words = self._dated.sub("", self._opens.sub("", _PIECE.split(opened)[-1]))
        return words if len(words) >= _FEWEST else ""


def _summed(mentions: Sequence[Mention], units: Units) -> Iterator[tuple[int, list[int]]]:
    """Each number that words open as a sum, with the run right before it that adds up to it: A1件、B2件，共3件."""
    for at, whole in enumerate(mentions):
        if not whole.is_sum or whole.in_table or whole.role not in _COUNTED:
            continue
        total, parts = 0.0, list[int]()
        for before in range(at - 1, max(-1, at - _LONGEST - 1), -1):
            part = mentions[before]
            if part.line != whole.line or part.role != whole.role or not _is_of(part, whole, units):
                break
            total, parts = total + part.value, [before, *parts]
            if _are_equal(total, whole.value) or total > whole.value:
                break
        if _are_equal(total, whole.value) and len(parts) >= _FEWEST:
            yield at, parts


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
                role = "own" if whole.role == _GIVEN and part.role == "own" else whole.role
                is_kin = part.role == role and part.line == mentions[prose[first]].line
                is_all = _are_equal(total, whole.value)
                if not is_kin or not _is_of(part, whole, units) or (total > whole.value and not is_all):
                    break
                if is_all and last - first + 1 >= _FEWEST:
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
            kin = whole.role in (part.role, _GIVEN)
            if not whole.is_part and kin and part.unit and _is_of(part, whole, units):
                if part.value <= whole.value:
                    yield at, before
                break


def _added_up(mentions: Sequence[Mention], whole: int, before: Sequence[int]) -> list[int]:
    """The cells right before a table's sum that add up to it; none where they do not."""
    total = 0.0
    for no in range(len(before) - 1, -1, -1):
        total += mentions[before[no]].value
        if _are_equal(total, mentions[whole].value) and len(before) - no >= _FEWEST:
            return list(before[no:])
    return []


def _is_of(part: Mention, whole: Mention, units: Units) -> bool:
    return not part.unit or units.family(part.unit) == units.family(whole.unit)


def _are_equal(total: float, value: float) -> bool:
    """Whether a sum is a value: of tenths, sums are none to the last bit."""
    return isclose(total, value, rel_tol=1e-9)
