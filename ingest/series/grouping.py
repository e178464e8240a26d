"""Series from links: the surest are merged first, never two numbers of one edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.series.links import TELLING_DIGITS, Links
from ingest.series.mentions import Mention
from ingest.series.similarity import Units

_SECTION_DEPTH = 2
# The least chance of a link.
SURE = 0.4


@dataclass
class _Node:
    """Mentions that are one measure, and how sure each of them is."""

    members: list[int]
    editions: set[int]


@dataclass(frozen=True)
class Group:
    """One series: places of its mentions in order, and how sure each is of belonging there, 0 to 1."""

    members: tuple[int, ...]
    sure: dict[int, float]


def group(
    mentions: Sequence[Mention], links: Links, units: Units, taken: Collection[int] = (), sure: float = SURE
) -> list[Group]:
    """Groups of mentions of two editions and more.

    Args:
        mentions: of all editions, oldest first.
        links: how likely pairs of them are one measure.
        units: which units count alike.
        taken: places of those that are understood already.
        sure: the least chance of a link that merges.
    """
    home = _repeats(mentions, units, frozenset(taken))
    confidence: dict[int, float] = defaultdict(float)
    order = np.argsort(-links.chance, kind="stable")
    for at in order[: int((links.chance >= sure).sum())]:
        i, j, chance = int(links.pairs.one[at]), int(links.pairs.other[at]), float(links.chance[at])
        one, other = home[i], home[j]
        if one is not other and not one.editions & other.editions:
            one.members += other.members
            one.editions |= other.editions
            home.update(dict.fromkeys(other.members, one))
            other = one
        if one is other:
            confidence[i], confidence[j] = max(confidence[i], chance), max(confidence[j], chance)
    nodes = {id(node): node for node in home.values() if len(node.editions) > 1}
    found = [_group(sorted(node.members), mentions, confidence) for node in nodes.values()]
    return _with_years(found, mentions, units, frozenset(taken))


def _group(members: Sequence[int], mentions: Sequence[Mention], confidence: dict[int, float]) -> Group:
    """What only repeats a number of its edition is as sure as that number."""
    best: dict[int, float] = defaultdict(float)
    for member in members:
        edition = mentions[member].edition
        best[edition] = max(best[edition], confidence[member])
    return Group(tuple(members), {member: best[mentions[member].edition] for member in members})


def _repeats(mentions: Sequence[Mention], units: Units, taken: frozenset[int]) -> dict[int, _Node]:
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
        node = nodes.setdefault((*said, family, section) if telling else at, _Node([], {mention.edition}))
        node.members.append(at)
        home[at] = node
    return home


def _with_years(
    groups: Sequence[Group], mentions: Sequence[Mention], units: Units, taken: frozenset[int]
) -> list[Group]:
    """Series with the whole year's value of a table row, where all other values of that row are the series'."""
    home = {member: at for at, own in enumerate(groups) for member in own.members}
    rows: dict[tuple[int, tuple[int, int]], list[int]] = defaultdict(list)
    for at, mention in enumerate(mentions):
        if mention.in_table:
            rows[mention.edition, mention.line].append(at)
    added: dict[int, dict[int, float]] = defaultdict(dict)
    for row in rows.values():
        series = {home[at] for at in row if at in home}
        years = [at for at in row if mentions[at].role == "year" and at not in home and at not in taken]
        if len(series) == 1 and len(years) == 1:
            (own,) = series
            alike = {units.family(mentions[at].unit) for at in groups[own].members}
            if units.family(mentions[years[0]].unit) in alike:
                added[own][years[0]] = min(groups[own].sure.values())
    return [
        Group(tuple(sorted((*own.members, *added[at]))), {**own.sure, **added[at]}) for at, own in enumerate(groups)
    ]
