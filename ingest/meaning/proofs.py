"""What numbers prove of each other: totals, differences and rates that fit to the last digit, rows of one measure.

A number that is likely one thing and not surely so is taken for it where a relation of the catalog holds between it
and its neighbours, where a line of a table adds up under one measure, or where all of a row is likely the same.
Chance rarely makes sums of large numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, product
from math import prod

from catalog.entry import compiled
from catalog.models import Check, CheckKind
from ingest.meaning.rows_of_days import row_of_days
from ingest.notation.calendar import DateMention
from ingest.numbers.printed import Quantity

# Below it a total may come out by chance: 1 + 2 = 3.
TELLING = 20
ALL = 100
# Ways to choose the numbers of a relation that are tried in one line; of more, none is a proof.
_MOST_WAYS = 64
# Items of a budget told in words: two may add up by chance.
_FEWEST_ITEMS = 3


@dataclass(frozen=True)
class Likeliest:
    """A number and the metric it most likely is a value of.

    ``sureness`` is 1 for one that is published; ``below_total`` says that a head calls it a total.
    """

    quantity: Quantity
    metric_id: str
    sureness: float
    below_total: bool = False


@dataclass
class Proofs:
    """Numbers that are proven to be of their likeliest metric; those of a table's sum, and the parts among these.

    ``wholes`` are totals told behind their parts, of whose names theirs is none.
    ``names``: what parts are called that only their sum tells.
    ``compared``: the numbers set beside another one of their metric, with the mention that gives their period (None
    for the report's).
    ``lists``: the parts of each sum in words.
    ``times``: the numbers of times that add up to another one, with it: what part they are of is told of that.
    """

    proven: set[Quantity] = field(default_factory=set)
    compared: dict[Quantity, DateMention | None] = field(default_factory=dict)
    added_up: set[Quantity] = field(default_factory=set)
    parts: set[Quantity] = field(default_factory=set)
    wholes: set[Quantity] = field(default_factory=set)
    names: dict[Quantity, str] = field(default_factory=dict)
    times: dict[Quantity, Quantity] = field(default_factory=dict)
    lists: list[tuple[Quantity, ...]] = field(default_factory=list)


def _sum(stated: Quantity, parts: Sequence[Quantity]) -> bool:
    return stated.value == sum(part.value for part in parts)


def _difference(stated: Quantity, terms: Sequence[Quantity]) -> bool:
    return stated.value == terms[0].value - sum(term.value for term in terms[1:])


def _percent(stated: Quantity, terms: Sequence[Quantity]) -> bool:
    part, whole = terms
    return bool(whole.value) and abs(stated.value - 100 * part.value / whole.value) <= stated.half_step


# Whether a relation holds of the number stated and its terms, by its kind.
RELATIONS: dict[CheckKind, Callable[[Quantity, Sequence[Quantity]], bool]] = {
    "sum": _sum,
    "difference": _difference,
    "percent": _percent,
}


class Prover:
    """Finds the numbers that arithmetic proves.

    Args:
        checks: the catalog's relations.
        sure: how sure one number of a line that adds up must be for the others to be proven with it.
        likely: how sure each number of a table's row must be for all to be taken for one measure: on hands left out
            70 of 70 such numbers were.
        items: the metric of a table's lines, and that of their total, where these are two (budgets).
        changed: words of a change: what was, what came to it and what it became add up, and are no parts.
    """

    def __init__(
        self,
        checks: Sequence[Check],
        sure: float,
        likely: float,
        items: Sequence[tuple[str, str]] = (),
        changed: str = "",
    ) -> None:
        self._changed = compiled(changed) if changed else None
        self._checks = [check for check in checks if check.kind in RELATIONS and check.stated]
        self._items, self._sure, self._likely = items, sure, likely

    def prove(self, likeliest: Sequence[Likeliest]) -> Proofs:
        """What is proven of numbers by others of their line or sentence."""
        proofs, before = Proofs(), -1
        while len(proofs.proven) > before:
            # What is proven proves more: a row of one measure the sums of its columns.
            before = len(proofs.proven)
            for line in _lines([replace(o, sureness=1.0) if o.quantity in proofs.proven else o for o in likeliest]):
                self._prove_line(line, proofs)
        return proofs

    def _prove_line(self, line: Sequence[Likeliest], proofs: Proofs) -> None:
        by_metric: dict[str, list[Likeliest]] = defaultdict(list)
        for one in line:
            by_metric[one.metric_id].append(one)
        for check in self._checks:
            proofs.proven.update(_fitting(check, by_metric))
        for item, total in self._items:
            whole = [one for one in by_metric.get(total, ()) if one.below_total]
            self._add_up([*(one for one in by_metric.get(item, ()) if not one.below_total), *whole], proofs)
            self._add_up_items(by_metric.get(item, ()), by_metric.get(total, ()), proofs)
        for own in by_metric.values():
            self._add_up(own, proofs)
            self._add_up_in_words(own, proofs)
            sureness = [one.sureness for one in own]
            if (
                len(own) > 1
                and _is_row(own)
                and (
                    min(sureness) >= self._likely
                    or (max(sureness) >= self._sure and all(row_of_days(one.quantity) for one in own))
                )
            ):
                proofs.proven.update(one.quantity for one in own)

    def _add_up(self, line: Sequence[Likeliest], proofs: Proofs) -> None:
        """Proves the numbers of a table's line under one metric whose total the others add up to."""
        totals = [one for one in line if one.below_total]
        parts = [one.quantity for one in line if not one.below_total]
        if len(totals) != 1 or len(parts) < 2 or max(one.sureness for one in line) < self._sure:
            return
        total = totals[0].quantity
        if total.value >= TELLING and _sum(total, parts):
            # All shares together are 100 %, and that is no share.
            whole = () if total.value == ALL and total.unit in (None, "%") else (total,)
            proofs.proven.update((*whole, *parts))
            proofs.added_up.update((*whole, *parts))
            proofs.parts.update(parts)

    def _add_up_items(self, items: Sequence[Likeliest], totals: Sequence[Likeliest], proofs: Proofs) -> None:
        """Proves a total of a sentence and the items right behind it that add up to it: 預算3億元：一般行政2億元、…."""
        for total in totals:
            if total.quantity.segment.cell is None:
                behind = [one for one in items if one.quantity.start > total.quantity.start]
                parts = _adding_up(total, behind)
                if len(parts) >= _FEWEST_ITEMS and max(one.sureness for one in (total, *parts)) >= self._sure:
                    proven = (total.quantity, *(part.quantity for part in parts))
                    proofs.proven.update(proven)
                    proofs.added_up.update(proven)
                    proofs.parts.update(part.quantity for part in parts)

    def _add_up_in_words(self, line: Sequence[Likeliest], proofs: Proofs) -> None:
        """Proves a number of a sentence and those right behind it, or before it, that add up to it.

        3,122場次(四維1,960、鳳山1,162) under one metric.
        """
        if line[0].quantity.segment.cell is not None or self._tells_change(line):
            return
        for index, whole in enumerate(line):
            behind, before = line[index + 1 :], line[:index][::-1]
            for parts in (_adding_up(whole, behind), _adding_up(whole, before)):
                if parts and max(one.sureness for one in (whole, *parts)) >= self._sure:
                    listed = tuple(part.quantity for part in parts)
                    proofs.proven.update((whole.quantity, *listed))
                    proofs.parts.update(listed)
                    proofs.lists.append(listed)

    def _tells_change(self, line: Sequence[Likeliest]) -> bool:
        """Whether words of a change stand among numbers of a paragraph."""
        first, last = line[0].quantity, line[-1].quantity
        text = first.segment.compact.text
        return self._changed is not None and self._changed.search(text, first.start, last.start) is not None


def _adding_up(whole: Likeliest, others: Sequence[Likeliest]) -> list[Likeliest]:
    """The first of ``others``, two or more, that add up to a number; none where they do not."""
    sums = accumulate(other.quantity.value for other in others)
    for count, total in enumerate(sums, 1):
        if total >= whole.quantity.value:
            fits = total == whole.quantity.value >= TELLING and count > 1
            return list(others[:count]) if fits else []
    return []


def _lines(likeliest: Sequence[Likeliest]) -> Iterator[list[Likeliest]]:
    """Numbers that stand together: rows and columns of a table, sentences, paragraphs."""
    lines: dict[tuple[object, ...], list[Likeliest]] = defaultdict(list)
    for one in likeliest:
        segment = one.quantity.segment
        passage = segment.passage.no
        if segment.cell is not None:
            lines[passage, "row", segment.cell.row].append(one)
            lines[passage, "column", segment.cell.column].append(one)
        else:
            lines[passage, "sentence", segment.sentence(one.quantity.start)].append(one)
            lines[passage, "paragraph"].append(one)
    yield from (line for line in lines.values() if len(line) > 1)


def _is_row(line: Sequence[Likeliest]) -> bool:
    """Whether numbers stand in one row of a table: with the same words before them, at several times or places.

    A row of totals has no words of its own: 合計 below 臨時人員 and below 職工 are two things.
    """
    if all(one.below_total for one in line):
        return False
    cells = [one.quantity.segment.cell for one in line]
    return all(cell is not None for cell in cells) and len({cell.row for cell in cells if cell}) == 1


def _fitting(check: Check, by_metric: dict[str, list[Likeliest]]) -> Iterable[Quantity]:
    """The numbers of the one way in which a relation holds."""
    wanted = [check.stated or "", *check.operands]
    wanted += [id_ for id_ in check.optional if id_ in by_metric]
    if not all(id_ in by_metric for id_ in wanted):
        return ()
    if not are_few([by_metric[id_] for id_ in wanted]):
        return ()
    holds = RELATIONS[check.kind]
    fitting = []
    for way in product(*(by_metric[id_] for id_ in wanted)):
        stated, *terms = (one.quantity for one in way)
        if is_telling(check, stated, terms) and holds(stated, terms):
            fitting.append([stated, *terms])
    return fitting[0] if len(fitting) == 1 else ()


def are_few(options: Sequence[Sequence[object]]) -> bool:
    """Whether there are ways to choose one of each of ``options``, and few enough that one that fits is a proof."""
    return 0 < prod(map(len, options)) <= _MOST_WAYS


def is_telling(check: Check, stated: Quantity, terms: Sequence[Quantity]) -> bool:
    """Whether a relation that holds says something: of small or few numbers many hold by chance."""
    if check.kind == "percent":
        return stated.value not in (0, 100) and max(term.value for term in terms) >= TELLING
    return max(stated.value, *(term.value for term in terms)) >= TELLING and all(term.value for term in terms)
