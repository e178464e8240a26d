"""How likely two mentions are one measure: what a link never breaks, what proves it, and a classifier between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt

from catalog.lexicon import SeriesWords
from ingest.meaning.trees import Trees
from ingest.series.mention import Mention, pieces
from ingest.series.phrases import WHOLE_YEAR, months_between
from ingest.series.similarity import EDITIONS_BACK, Comparer, Pairs, Units

# The classifier: trees fitted on figures of pairs that people told to be one measure or two, as plain arrays.
LINK_TREES = Path(__file__).with_name("link_trees.npz")
# A number that repeats another as that of the period before is the same measure.
_BRIDGED_CHANCE = 0.97
# What another unit costs; a table may print none.
_OTHER_UNIT = 0.5
# So many digits do not come twice by chance.
TELLING_DIGITS = 3
_UNLINKED = frozenset({"change", "prior", "label"})
_APART = frozenset({"target", "budget", "year"})
_OF_A_YEAR = frozenset({"own", "year"})
_UNITS_APART = ("%", "元")
_HAD_BEFORE = frozenset({"own", "cumulative"})
_REACH = (2, 4)

Places = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]
_NO_LINKS: tuple[Places, Places, Floats] = (np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0))


@dataclass(frozen=True)
class Links:
    """Pairs of mentions, how likely each is one measure, and which repeat one another as the period before.

    ``one``, ``other`` (places in the list of mentions) and ``chance`` have shape (n,).
    """

    one: Places
    other: Places
    chance: Floats
    bridged: frozenset[tuple[int, int]]

    @cached_property
    def of(self) -> dict[int, list[frozenset[int]]]:
        """The bridged pairs of each place that is the earlier of one."""
        found: dict[int, list[frozenset[int]]] = defaultdict(list)
        for pair in self.bridged:
            found[pair[0]].append(frozenset(pair))
        return found


class Linker:
    """Links the mentions of an agency's editions.

    Args:
        words: which units are of differences or count alike.
        trees: the classifier; by default the one kept beside this file.
    """

    def __init__(self, words: SeriesWords, trees: Trees | None = None) -> None:
        self._units = Units(words)
        self._difference_units = frozenset(words.difference_units)
        self._trees = trees

    def links(self, mentions: Sequence[Mention], taken: Collection[int] = ()) -> Links:
        """The links of all pairs that may be one measure.

        Args:
            mentions: of all editions, oldest first.
            taken: places of those that are understood already, which nothing is linked with.
        """
        bridged, held, trees = self._bridged(mentions), frozenset(taken), self._trees or reviewed_trees()
        # What is compared of two editions is let go before the next two: of a thousand it would be gigabytes.
        found = [_NO_LINKS]
        for looked in self._compared(mentions, bridged):
            allowed = np.array(
                [
                    one not in held and other not in held and self.may_link(mentions[one], mentions[other])
                    for one, other in zip(looked.one.tolist(), looked.other.tolist(), strict=True)
                ],
                bool,
            )
            pairs = Pairs(looked.one[allowed], looked.other[allowed], looked.x[allowed])
            chance = trees.chance(pairs.x)
            self._weigh(mentions, pairs, chance, bridged)
            found.append((pairs.one, pairs.other, chance))
        one, other, chance = (np.concatenate(column) for column in zip(*found, strict=True))
        return Links(one, other, chance, frozenset(bridged))

    def pairs(self, mentions: Sequence[Mention]) -> Iterator[Pairs]:
        """The pairs worth a look of each two editions."""
        return self._compared(mentions, self._bridged(mentions))

    def _compared(self, mentions: Sequence[Mention], bridged: Mapping[tuple[int, int], bool]) -> Iterator[Pairs]:
        return Comparer(mentions, self._units, bridged).pairs() if mentions else iter(())

    def _weigh(
        self, mentions: Sequence[Mention], pairs: Pairs, chance: Floats, bridged: Collection[tuple[int, int]]
    ) -> None:
        """Changes chances for what pairs alone do not tell: another unit costs, a repeated number is sure."""
        for at, (one, other) in enumerate(zip(pairs.one.tolist(), pairs.other.tolist(), strict=True)):
            units = {self._units.family(mentions[place].unit) for place in (one, other)}
            if len(units) > 1 and "" not in units:
                chance[at] *= _OTHER_UNIT
            if (one, other) in bridged:
                chance[at] = max(chance[at], _BRIDGED_CHANCE)

    @staticmethod
    def may_link(one: Mention, other: Mention) -> bool:
        """Whether two mentions can be one measure at all: kinds of statement and units that are never one."""
        roles = {one.role, other.role}
        if (
            roles & _UNLINKED
            or one.sexes != other.sexes
            or (len(roles) > 1 and roles & _APART and not _are_of_years(one, other))
        ):
            return False
        if not _may_be_of_tables(one, other):
            return False
        return all((one.unit == unit) == (other.unit == unit) for unit in _UNITS_APART)

    def _bridged(self, mentions: Sequence[Mention]) -> dict[tuple[int, int], bool]:
        """Pairs of which the later says, as the figure of a period before, what the earlier printed.

        Of each, whether that figure itself stands nearest to the later.
        """
        printed: dict[tuple[str, str, float], list[int]] = defaultdict(list)
        for at, mention in enumerate(mentions):
            if mention.has_digits(TELLING_DIGITS):
                printed[self._units.family(mention.unit), mention.role, round(mention.value, 4)].append(at)
        found: dict[tuple[int, int], bool] = {}
        for at, values in self._implied(mentions).items():
            mention = mentions[at]
            family, own = self._units.family(mention.unit), months_between(*mention.covered) + 1
            # A report of a year goes on from the year's figure in one of its second half.
            roles = (mention.role, "year") if mention.role == "own" and own == WHOLE_YEAR else (mention.role,)
            for value, role in product(values, roles):
                for other in printed.get((family, role, value), ()):
                    if 0 < abs(mentions[other].edition - mention.edition) <= EDITIONS_BACK:
                        pair = (min(at, other), max(at, other))
                        found[pair] = found.get(pair, False) or values[value]
        return found

    def _implied(self, mentions: Sequence[Mention]) -> dict[int, dict[float, bool]]:
        """Values a number is said to have had: told beside it, or its own less the change told beside it.

        Of each, whether it is told, and of no other nearer number.
        """
        beside: dict[tuple[int, str, tuple[int, int]], list[int]] = defaultdict(list)
        for at, mention in enumerate(mentions):
            beside[mention.edition, "line", mention.line].append(at)
            if mention.column is not None:
                beside[mention.edition, "column", mention.column].append(at)
        implied: dict[int, dict[float, bool]] = defaultdict(dict)
        for line in beside.values():
            counted: dict[str, list[int]] = defaultdict(list)
            for place, at in enumerate(line):
                if mentions[at].role in _HAD_BEFORE:
                    counted[self._units.family(mentions[at].unit)].append(place)
            for family, places in counted.items():
                for place in places:
                    at, first = line[place], max(0, place - _REACH[0])
                    mention = mentions[at]
                    near = range(len(line)) if mention.in_table else range(first, min(len(line), place + _REACH[1]))
                    for no in near:
                        other = mentions[line[no]]
                        if other.role == "prior" and self._units.family(other.unit) == family:
                            nearest = min(abs(no - one) for one in places)
                            # In a row of several that count alike, heads tell which it is of.
                            is_nearest = len(places) == 1 if mention.in_table else abs(no - place) == nearest
                            value = round(other.value, 4)
                            implied[at][value] = implied[at].get(value, False) or is_nearest
                        points = other.unit in self._difference_units and mention.unit == "%"
                        if other.role == "change" and (other.unit == mention.unit or points):
                            for value in (mention.value - other.value, mention.value + other.value):
                                implied[at].setdefault(round(value, 4), False)
        return implied


def _may_be_of_tables(one: Mention, other: Mention) -> bool:
    """Whether what adds up in tables, and what stands beside, lets two mentions be one measure.

    A sum is none of its parts; what a list leaves is what another of the same names does; what a row and a column part
    is told by both heads; rows of one name that are parts of two tables are one only where those count something alike.
    """
    if any(
        {a, b} == {True, False}
        for a, b in ((one.is_row_sum, other.is_row_sum), (one.is_column_sum, other.is_column_sum))
    ):
        return False
    if one.rest_of and other.rest_of:
        left, left_too = (set[str]().union(*map(pieces, own.rest_of), own.rest_of) for own in (one, other))
        if not left & left_too:
            return False
    if one.is_inner != other.is_inner:
        inner, outer = (one, other) if one.is_inner else (other, one)
        words = pieces("|".join(outer.text.values()))
        return all(
            pieces(inner.text[part].rpartition("|")[2]) & words or len(inner.text[part]) < 2
            for part in ("row", "column")
        )
    if one.is_row_sum is False and other.is_row_sum is False:
        words, others = (pieces(f"{m.text['outline'].rpartition('|')[2]}|{m.text['column']}") for m in (one, other))
        return bool(words & others)
    return True


def _are_of_years(one: Mention, other: Mention) -> bool:
    """Whether one is a year's figure in a report of its part, and the other one in a report of a year."""
    own = [mention for mention in (one, other) if mention.role == "own"]
    return {one.role, other.role} == _OF_A_YEAR and months_between(*own[0].covered) + 1 == WHOLE_YEAR


@cache
def reviewed_trees() -> Trees:
    """The classifier of reviewed pairs, as ``python -m benchmarks.series --learn`` fitted it."""
    with np.load(LINK_TREES, allow_pickle=False) as kept:
        arrays = {name: kept[name] for name in kept.files}
    return Trees(**{**arrays, "baseline": float(arrays["baseline"])})
