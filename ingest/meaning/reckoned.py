"""What arithmetic names: numbers whose words leave open what they are, and whose sums leave no doubt.

A relation of the catalog names a number where one of its three likeliest metrics makes it hold. A list whose numbers
add up to the number before it, and a table's line that adds up to a number told elsewhere, are that number's parts,
whatever they are called.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import accumulate, islice, product, takewhile

from catalog.entry import compiled
from catalog.models import Check
from ingest.meaning.labels import Label
from ingest.meaning.proofs import RELATIONS, TELLING, are_few, is_telling
from ingest.numbers.printed import Quantity

# Parts in a list, and in a table: fewer add up by chance.
_LISTED, _LINED = 3, 2
# Below it a sum tells of what is far away only where its numbers are likely so anyhow.
TELLING_FAR = 100
# The half step of a rate that tells: two decimals.
_FINE = Decimal("0.005")
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


@dataclass
class Reckoned:
    """The metrics that arithmetic names, the names of those numbers that are parts, and totals told behind parts."""

    metrics: dict[Quantity, str] = field(default_factory=dict)
    wholes: set[Quantity] = field(default_factory=set)
    parts: dict[Quantity, str] = field(default_factory=dict)


class Reckoner:
    """Names numbers by arithmetic.

    Args:
        checks: the catalog's relations.
        part_name: finds the ``name`` in the words of a part in a list.
        total: the words of a total.
    """

    def __init__(self, checks: Sequence[Check], part_name: str, total: str) -> None:
        self._part_name = compiled(part_name)
        self._total = compiled(rf"(?:{total})[為達有計]*$")
        self._relations = [
            (RELATIONS[check.kind], check, [check.stated, *check.operands])
            for check in checks
            if check.kind in RELATIONS and check.stated and not check.optional
        ]

    def reckon(self, candidates: Sequence[Candidate]) -> Reckoned:
        """What arithmetic says of a report's numbers, in reading order; of some of them that they are parts."""
        found, before = Reckoned(), -1
        # What a line of a table adds up is part of its total, whatever relation holds among parts.
        parts = {part.quantity for line, _, by_row in _sums(candidates) if not by_row for part in line}
        while len(found.metrics) > before:
            before = len(found.metrics)
            self._by_relations([_known(one, found) for one in candidates if one.quantity not in parts], found)
        words = [one for one in candidates if one.quantity.segment.cell is None]
        self._by_list(words, found)
        self._by_closing_total(words, found)
        self._by_table(candidates, found)
        return found

    # ---- relations ------------------------------------------------------------------------------
    def _by_relations(self, candidates: Sequence[Candidate], found: Reckoned) -> None:
        """Names the open numbers of a passage that make a relation hold in one way, beside sure ones anywhere."""
        sure: dict[str, dict[object, Quantity]] = defaultdict(dict)
        passages: dict[int, dict[str, list[Quantity]]] = defaultdict(lambda: defaultdict(list))
        by_words = {(one.quantity, metric) for one in candidates for metric in one.by_words}
        for one in candidates:
            if one.surely:
                sure[one.surely].setdefault(one.quantity.value, one.quantity)
            for metric in one.may if one.is_open else ():
                passages[one.quantity.segment.passage.no][metric].append(one.quantity)
        for maybe in passages.values():
            for holds, check, wanted in self._relations:
                options = [[*sure.get(id_, {}).values(), *maybe.get(id_, ())] for id_ in wanted]
                if not any(id_ in maybe for id_ in wanted) or not are_few(options):
                    continue
                ways = set()
                for way in product(*options):
                    named = frozenset((q, id_) for q, id_ in zip(way, wanted, strict=True) if q in maybe.get(id_, ()))
                    if not named or len(set(way)) < len(way):
                        continue
                    # Where nothing is sure, totals less their parts fit the relations of other things, too.
                    if len(named) == len(way) and not (_are_exact(way) and named <= by_words):
                        continue
                    if is_telling(check, way[0], way[1:]) and holds(way[0], way[1:]):
                        ways.add(named)
                if len(ways) == 1:
                    found.metrics.update(ways.pop())

    # ---- lists ----------------------------------------------------------------------------------
    def _by_list(self, here: Sequence[Candidate], found: Reckoned) -> None:
        """Names the numbers of one unit that add up to a sure one before them: 61案…日本24案、美國11案…其他26案."""
        for at, whole in enumerate(here):
            if whole.surely is None or whole.quantity.value < TELLING or whole.quantity.is_target:
                continue
            alike = [one for one in _close_behind(whole, islice(here, at + 1, None)) if one.unit == whole.unit]
            for first in range(len(alike)):
                parts = _adding_up(whole, alike[first:])
                names = [self._name(part.label.own) for part in parts]
                if len(parts) >= _LISTED and all(names) and len(set(names)) == len(names):
                    self._take(whole.surely, parts, names, found)
                    break

    def _by_closing_total(self, here: Sequence[Candidate], found: Reckoned) -> None:
        """Names a total and the list before it that adds up to it, where one of the list is sure.

        網購920件居冠，其次旅遊280件、電信200件，其他600件，總數2,000件.
        """
        for at, whole in enumerate(here):
            words = whole.quantity.segment.compact.text[: whole.quantity.start]
            if not whole.is_open or whole.quantity.value < TELLING or not self._total.search(words):
                continue
            before = [one for one in here[:at] if one.unit == whole.unit and _are_beside(one, whole)][::-1]
            sums = accumulate(one.quantity.value for one in before)
            count = next((count for count, total in enumerate(sums, 1) if total >= whole.quantity.value), 0)
            parts = before[:count][::-1]
            metrics = {part.surely for part in parts if part.surely}
            if len(parts) < _LISTED or sum(one.quantity.value for one in parts) != whole.quantity.value:
                continue
            names = [self._name(part.label.own) for part in parts]
            if len(metrics) == 1 and all(part.surely or name for part, name in zip(parts, names, strict=True)):
                (metric,) = metrics
                if whole.surely == metric or (whole.surely is None and metric in whole.may):
                    found.metrics[whole.quantity] = metric
                    found.wholes.add(whole.quantity)
                    self._take(metric, parts, names, found)

    def _name(self, words: str) -> str:
        found = self._part_name.match(words)
        return found.group("name") if found else ""

    # ---- tables ---------------------------------------------------------------------------------
    def _by_table(self, candidates: Sequence[Candidate], found: Reckoned) -> None:
        """Names the cells of a row or column whose total is a number that another passage prints, of one metric."""
        told: dict[tuple[object, ...], dict[int, str]] = defaultdict(dict)
        for one in candidates:
            if one.surely:
                told[_said(one)][one.quantity.segment.passage.no] = one.surely
        for line, total, by_row in _sums(candidates):
            passage = total.quantity.segment.passage.no
            elsewhere = {metric for no, metric in told.get(_said(total), {}).items() if no != passage}
            (metric, *others) = elsewhere or {""}
            if metric and not others and (total.surely == metric or (total.surely is None and total.is_open)):
                names = [self._name(_head(one, by_row)) for one in line]
                likely = sum(metric in one.may or one.surely == metric for one in line)
                if total.quantity.value < TELLING_FAR and 2 * likely < len(line):
                    continue
                if _are_times(line, by_row):
                    names = [""] * len(line)
                elif not all(names) or len(set(names)) < len(names):
                    continue
                self._take(metric, line, names, found)
                found.metrics[total.quantity] = metric

    @staticmethod
    def _take(metric: str, parts: Sequence[Candidate], names: Sequence[str], found: Reckoned) -> None:
        """Names parts: none where one of them is surely something else."""
        if all(part.surely == metric or (part.surely is None and part.is_open) for part in parts):
            for part, name in zip(parts, names, strict=True):
                if part.is_open:
                    found.metrics[part.quantity] = metric
                    if name:
                        found.parts[part.quantity] = name


def _known(one: Candidate, found: Reckoned) -> Candidate:
    metric = found.metrics.get(one.quantity)
    return replace(one, surely=metric, is_open=False) if metric else one


def _close_behind(whole: Candidate, others: Iterable[Candidate]) -> Iterator[Candidate]:
    """The numbers behind one that a list of its parts may be among."""
    last = whole.quantity.segment.passage.no + _PASSAGES_ON
    return takewhile(lambda one: one.quantity.segment.passage.no <= last, others)


def _are_beside(one: Candidate, other: Candidate) -> bool:
    """Whether two numbers stand in one sentence."""
    segment = one.quantity.segment
    within = segment is other.quantity.segment
    return within and segment.sentence(one.quantity.start) == segment.sentence(other.quantity.start)


def _are_exact(way: Sequence[Quantity]) -> bool:
    """Whether numbers of which none is sure have so many digits that a relation between them is no chance."""
    rate, *terms = way
    is_fine = rate.unit != "%" or rate.half_step <= _FINE
    return is_fine and all(term.value >= TELLING_FAR for term in terms)


def _adding_up(whole: Candidate, others: Sequence[Candidate]) -> list[Candidate]:
    """The first of ``others`` that add up to a number; none where they do not, or one is no part of anything."""
    total = whole.quantity.value - whole.quantity.value
    for count, one in enumerate(others, 1):
        if one.surely not in (None, whole.surely) or not one.is_open or one.quantity.value <= 0:
            return []
        total += one.quantity.value
        if total >= whole.quantity.value:
            return list(others[:count]) if total == whole.quantity.value else []
    return []


def _said(one: Candidate) -> tuple[object, ...]:
    """What makes two numbers one: value, unit, and whether they are told as of another time."""
    return one.quantity.value, one.quantity.unit, one.label.compares


def _head(one: Candidate, by_row: bool) -> str:
    """The innermost head that tells a cell of a line from the others of that line."""
    return (one.label.column if by_row else one.label.row).rpartition("|")[2]


def _are_times(line: Sequence[Candidate], by_row: bool) -> bool:
    """Whether heads tell the cells of a line by their days: those are values of other times, not parts with names."""
    heads = [one.quantity.segment.column_heads if by_row else one.quantity.segment.row_heads for one in line]
    return all(any(head.dates for head in own) for own in heads)


def _sums(candidates: Sequence[Candidate]) -> Iterator[tuple[list[Candidate], Candidate, bool]]:
    """The lines of tables whose figures add up to their one total, the total, and whether the line is a row."""
    lines: dict[tuple[int, bool, int], list[Candidate]] = defaultdict(list)
    for one in candidates:
        cell = one.quantity.segment.cell
        if cell is not None and not one.quantity.below_difference and one.quantity.form == "number":
            passage = one.quantity.segment.passage.no
            lines[passage, True, cell.row].append(one)
            lines[passage, False, cell.column].append(one)
    for (_, by_row, _), line in lines.items():
        # Of a row the total's column is called so, of a column its row.
        totals = [one for one in line if one.label.cues[-1 if by_row else -2]]
        parts = [one for one in line if one not in totals]
        if len(totals) != 1 or len(parts) < _LINED or totals[0].quantity.value < TELLING:
            continue
        if sum(one.quantity.value for one in parts) == totals[0].quantity.value:
            yield parts, totals[0], by_row
