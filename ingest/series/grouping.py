"""Series from links: the surest are merged first, never two numbers of one edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from ingest.series.decided import UNDECIDED, Decided
from ingest.series.links import TELLING_DIGITS, Links
from ingest.series.mention import Mention, pieces
from ingest.series.similarity import Units

_SECTION_DEPTH = 2
# A shorter name may be a part of any.
_TELLING_NAME, _LEAST_NAME = 4, 3
# What a row may tell of several times.
_OVER_TIME = frozenset({"own", "year", "target"})
# The least chance of a link.
SURE = 0.4


@dataclass(eq=False)
class _Node:
    """Mentions that are one measure.

    ``sides`` are those of the separations that people made on which it stands, ``sums`` whether it is the sum (1) of a
    table's column (0) or row (1), or a part of one (0).
    """

    members: list[int]
    editions: set[int]
    sides: frozenset[tuple[int, int]] = frozenset()
    sums: frozenset[tuple[int, int]] = frozenset()

    def is_apart_from(self, other: _Node) -> bool:
        """Whether people said that the two are not one measure."""
        return any((no, 1 - side) in other.sides for no, side in self.sides)

    def adds_up_otherwise(self, other: _Node) -> bool:
        """Whether one is the sum where the other is a part of one."""
        return any((no, 1 - is_sum) in other.sums for no, is_sum in self.sums)

    def take(self, other: _Node) -> None:
        """Takes in the mentions of another."""
        self.members += other.members
        self.editions |= other.editions
        self.sides |= other.sides
        self.sums |= other.sums


@dataclass(frozen=True)
class Group:
    """One series: places of its mentions in order, and how sure each is of belonging there, 0 to 1."""

    members: tuple[int, ...]
    sure: dict[int, float]


def group(
    mentions: Sequence[Mention],
    links: Links,
    units: Units,
    taken: Collection[int] = (),
    decided: Decided = UNDECIDED,
    sure: float = SURE,
) -> list[Group]:
    """Groups of mentions of two editions and more, and those that people made.

    Args:
        mentions: of all editions, oldest first.
        links: how likely pairs of them are one measure.
        units: which units count alike.
        taken: places of those that are understood already.
        decided: what people hold together and apart, whatever is likely.
        sure: the least chance of a link that merges.
    """
    sides = _sides(decided)
    home = _repeats(mentions, units, frozenset(taken), sides)
    confidence: dict[int, float] = defaultdict(float)
    held = _held(decided, home, frozenset(taken), confidence)
    order = np.argsort(-links.chance, kind="stable")
    for at in order[: int((links.chance >= sure).sum())]:
        i, j, chance = int(links.one[at]), int(links.other[at]), float(links.chance[at])
        one, other = home[i], home[j]
        barred = one.editions & other.editions or one.is_apart_from(other) or one.adds_up_otherwise(other)
        if one is not other and not barred:
            one.take(other)
            home.update(dict.fromkeys(other.members, one))
            other = one
        if one is other:
            confidence[i], confidence[j] = max(confidence[i], chance), max(confidence[j], chance)
    nodes = dict.fromkeys(node for node in home.values() if len(node.editions) > 1 or held & set(node.members))
    return [_group(sorted(node.members), mentions, confidence) for node in nodes]


def _sides(decided: Decided) -> dict[int, frozenset[tuple[int, int]]]:
    """On which sides of which separations each mention stands."""
    sides: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for no, both in enumerate(decided.apart):
        for side, own in enumerate(both):
            for at in own:
                sides[at].add((no, side))
    return {at: frozenset(own) for at, own in sides.items()}


def _held(
    decided: Decided, home: dict[int, _Node], taken: frozenset[int], confidence: dict[int, float]
) -> frozenset[int]:
    """The mentions that people hold together, merged."""
    held: set[int] = set()
    for own in decided.together:
        places = sorted(own - taken)
        held.update(places)
        for at, other in pairwise(places):
            if home[at] is not home[other] and not home[at].is_apart_from(home[other]):
                joined = home[other]
                home[at].take(joined)
                home.update(dict.fromkeys(joined.members, home[at]))
    confidence.update(dict.fromkeys(held, 1.0))
    return frozenset(held)


def _group(members: Sequence[int], mentions: Sequence[Mention], confidence: dict[int, float]) -> Group:
    """What only repeats a number of its edition is as sure as that number."""
    best: dict[int, float] = defaultdict(float)
    for member in members:
        edition = mentions[member].edition
        best[edition] = max(best[edition], confidence[member])
    return Group(tuple(members), {member: best[mentions[member].edition] for member in members})


def _repeats(
    mentions: Sequence[Mention], units: Units, taken: frozenset[int], sides: dict[int, frozenset[tuple[int, int]]]
) -> dict[int, _Node]:
    """Each mention's node; a number that says the same twice in one edition (sentence and table) is in one."""
    values: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.unit:
            values[mention.edition, mention.value, mention.role].add(units.family(mention.unit))
    nodes: dict[object, _Node] = {}
    home: dict[int, _Node] = {}
    for at, mention in enumerate(mentions):
        said = (mention.edition, mention.value, mention.role)
        family = units.family(mention.unit)
        if not family and mention.is_total and len(values[said]) == 1:
            (family,) = values[said]  # a cell whose table does not print the unit that its sentence does
        telling = mention.has_digits(TELLING_DIGITS) and at not in taken
        # Few digits come twice by chance, though hardly in one section.
        section = () if mention.has_digits(TELLING_DIGITS + 1) else mention.outline[:_SECTION_DEPTH]
        own = sides.get(at, frozenset())
        key: object = (*said, family, section, own) if telling else at
        if key in nodes and not _is_alike(mentions[nodes[key].members[0]], mention):
            key = at
        node = nodes.setdefault(key, _Node([], {mention.edition}, own))
        node.members.append(at)
        node.sums |= _sums(mention)
        home[at] = node
    left_out = taken | sides.keys()
    said_again = (
        *_rows_over_time(mentions, units, left_out), *_years(mentions, units, left_out),
        *_rounded(mentions, left_out), *_goals(mentions, units, left_out), *_parts_over_time(mentions, left_out),
    )  # fmt: skip
    for row in said_again:
        first = home[row[0]]
        for at in row[1:]:
            other = home[at]
            if other is not first:
                first.take(other)
                home.update(dict.fromkeys(other.members, first))
    return home


def _sums(mention: Mention) -> frozenset[tuple[int, int]]:
    """Whether a cell is the sum of its column and of its row, where that is known."""
    told = enumerate((mention.is_row_sum, mention.is_column_sum))
    return frozenset((no, int(is_sum)) for no, is_sum in told if is_sum is not None)


def _is_alike(one: Mention, other: Mention) -> bool:
    """Whether two equal figures of one edition may be one said twice: their words, or their table's, share some.

    Two cells of one table below other heads and beside others never are.
    """
    if one.in_table and other.in_table and one.line[0] == other.line[0]:
        return one.line == other.line or one.column == other.column
    parts = ("near", "row", "column", "outline", "left") if one.in_table or other.in_table else ("near",)
    words, others = (pieces("|".join(mention.text[part] for part in parts)) for mention in (one, other))
    return bool(words & others) or not (words and others)


def _rows_over_time(mentions: Sequence[Mention], units: Units, left_out: Collection[int]) -> list[list[int]]:
    """The cells of each table row that tell one measure at several times by their heads: 上半年, 下半年, 全年.

    So do those of a column whose rows have no other heads.
    """
    rows: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, mention in enumerate(mentions):
        if mention.in_table and mention.months and mention.role in _OVER_TIME and at not in left_out:
            line = mention.line if mention.text["row"] else mention.column
            aimed = mention.role == "target"
            rows[mention.edition, bool(mention.text["row"]), line, units.family(mention.unit), aimed].append(at)
    times = {line: {(mentions[at].months_off, mentions[at].months) for at in row} for line, row in rows.items()}
    return [row for line, row in rows.items() if len(row) == len(times[line]) > 1]


def _parts_over_time(mentions: Sequence[Mention], left_out: Collection[int]) -> list[list[int]]:
    """Each year's figure with its parts that have its name and other times: 全年8件，上、下半年分別為3件及5件.

    Not where another edition prints one: what that tells needs no repeating.
    """
    places = {mention.printed_at: at for at, mention in enumerate(mentions) if at not in left_out}
    printed: dict[float, set[int]] = defaultdict(set)
    rows: dict[int, list[int]] = defaultdict(list)
    for at, mention in enumerate(mentions):
        printed[mention.value].add(mention.edition)
        whole = mention.whole
        if whole is None or not {mention.printed_at, whole.printed_at} <= places.keys():
            continue
        if mention.months and mention.months != whole.months and mention.text["near"] == whole.text["near"]:
            rows[places[whole.printed_at]].append(at)
    return [
        [whole, *own] for whole, own in rows.items()
        if len(own) > 1 and all(len(printed[mentions[at].value]) == 1 for at in own)
    ]  # fmt: skip


def _rounded(mentions: Sequence[Mention], left_out: Collection[int]) -> list[list[int]]:
    """Each number that only rounds the next, with it."""
    return [
        [at + 1, at] for at, one in enumerate(mentions)
        if one.is_rounded and at + 1 < len(mentions) and mentions[at + 1].role == one.role
        and not {at, at + 1} & set(left_out)
    ]  # fmt: skip


def _goals(mentions: Sequence[Mention], units: Units, left_out: Collection[int]) -> list[list[int]]:
    """The goals of one edition for the same, each of its own year: this year's in a table, the next's in prose.

    Those of one year are the same where the figures are.
    """
    goals: dict[tuple[int, str], list[int]] = defaultdict(list)
    for at, mention in enumerate(mentions):
        if mention.role == "target" and at not in left_out and len(mention.text["near"]) >= _LEAST_NAME:
            goals[mention.edition, units.family(mention.unit)].append(at)
    found: list[list[int]] = []
    for own in goals.values():
        for one, other in combinations(own, 2):
            names = sorted((mentions[at].text["near"] for at in (one, other)), key=len)
            is_same = mentions[one].value == mentions[other].value
            of_years = mentions[one].months_off != mentions[other].months_off and len(names[0]) >= _TELLING_NAME
            if names[0] in names[1] and (is_same or of_years):
                found.append([one, other])
    return found


def _years(mentions: Sequence[Mention], units: Units, left_out: Collection[int]) -> list[list[int]]:
    """Each year's figure in a report of a part of the year, with that part's: 本期受理2,116件…，全年4,135件.

    It is told right behind the part's by the same words, or the one part is what of the year the other leaves, which
    the edition before printed.
    """
    printed: dict[tuple[int, str], set[float]] = defaultdict(set)
    parts: dict[tuple[int, str], list[int]] = defaultdict(list)
    for at, mention in enumerate(mentions):
        said = (mention.edition, units.family(mention.unit))
        if mention.role in ("own", "prior"):
            printed[said].add(mention.value)
        if mention.role == "own" and at not in left_out:
            parts[said].append(at)
    found: list[list[int]] = []
    for at, mention in enumerate(mentions):
        if mention.role != "year" or mention.in_table or at in left_out:
            continue
        family = units.family(mention.unit)
        before = printed[mention.edition, family] | printed[mention.edition - 1, family]
        own = parts[mention.edition, family]
        left = {
            mentions[one].value for one in own
            if mentions[one].has_digits(TELLING_DIGITS) and mention.value - mentions[one].value in before
        }  # fmt: skip
        beside = [
            one for one in own
            if one < at and mentions[one].line == mention.line and mentions[one].text["near"] == mention.text["near"]
            and mentions[one].value <= mention.value
        ]  # fmt: skip
        if len(left) == 1:
            (part,) = left
            earlier = [one for one in parts[mention.edition - 1, family] if mentions[one].value == mention.value - part]
            found.append([next(one for one in own if mentions[one].value == part), at, *earlier[:1]])
        elif beside:
            found.append([beside[-1], at])
    return found
