"""Relations inside any table: rows and columns that are the total, the difference or the share of others.

Heads say what a line is (合計, 增減, a column of percentages); its figures say of which lines. A relation is
believed where it comes out at other places of the same line, and fails where a single one does not. A lone
total, which nothing confirms, fails only where every line of its table can be nothing but a part of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import permutations

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, Status, result_of
from ingest.checking.slips import exchanged, slipped
from ingest.notation.markers import read_marker
from ingest.numbers.printed import Quantity, by_segment
from ingest.passages.outline import Passage
from ingest.tables.headings import Headings, table_headings

_WHOLE = Decimal(100)
_PERCENT = "%"
# What may stand before a figure that fills its cell: a change is printed as +15, and in a column of changes as 增15.
_SIGNED, _IN_WORDS = ("", "+"), ("增", "減", "增加", "減少")
_LONGEST_RELATION = 160
# With fewer places that confirm it a share of two lines may be one by chance.
_SURE_SHARES = 2
# … but where it is one to the second decimal.
_SURE_DECIMALS = 2
_FEWEST_LONE_PARTS, _FEWEST_UNNAMED = 2, 3
# A part so small may be as large as the slip by chance.
_LEAST_PART = 2

_QUARTERS = "1234一二三四"
_TIME = re.compile(
    rf"(?:(?P<year>\d{{2,4}})年)?(?:(?P<first>\d{{1,2}})月?(?:[至到~\-](?P<last>\d{{1,2}})月|(?<=月))(?:份)?|第?(?P<quarter>[{_QUARTERS}])季|(?P<half>[上下])半年|(?P<full>全)年(?:度)?)"
)
_FEWEST_SEASONS = 2
# Shares and means, of which the last digit is rounded.
_ROUNDED = ("/", "~")
_PAIR = 2
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\d{2,4}年度?")
# A column of what came or went, whose signs tell which; and how many of them make that sure.
_EITHER_WAY, _SURE_SIGNS = "增減", 3

Figures = dict[int, Quantity]
Heads = dict[tuple[int, int], Headings]
Formula = Callable[[Sequence[Decimal]], Decimal | None]


@dataclass(frozen=True)
class _Line:
    """One row or column: its head, its figures by their place in it, and the places that hold digits and no figure."""

    head: str
    is_total: bool
    figures: Figures
    unsure: frozenset[int]

    @property
    def is_share(self) -> bool:
        """Whether its figures are percentages: by their unit, or by its head in a table of another unit."""
        figures = self.figures.values()
        return bool(figures) and (_PERCENT in self.head or all(quantity.unit == _PERCENT for quantity in figures))


@dataclass(frozen=True)
class _Relation:
    """What a line may be of others, with what came of it at each place: operands, computed, tolerance.

    ``kind`` says where a total's parts stand: totals of one table are likely of one kind.
    """

    sign: str
    operands: tuple[int, ...]
    placed: tuple[tuple[int, tuple[Quantity, ...], Decimal, Decimal], ...]
    kind: str = ""

    def fitting(self, line: _Line) -> tuple[list[int], list[int]]:
        """The places where it comes out, and where it does not."""
        holds = [place for place, _, computed, slack in self.placed if _apart(line, place, computed) <= slack]
        return holds, [place for place, *_ in self.placed if place not in holds]

    def is_near(self, line: _Line) -> bool:
        """Whether what is computed is of the size of what is printed."""
        values = [(line.figures[place].value, computed) for place, _, computed, _ in self.placed]
        return all(2 * abs(stated - computed) < max(stated, computed) for stated, computed in values)


def _apart(line: _Line, place: int, computed: Decimal) -> Decimal:
    return abs(line.figures[place].value - computed)


class TableRelations:
    """Finds them with the words of heads."""

    def __init__(self, structure: Structure) -> None:
        # A figure of a table is that of each of its lines, whatever its cell says (各).
        self._harmless = frozenset({None, *structure.exact_qualifiers, *structure.distributive_qualifiers})
        self._total = compiled(structure.total_head)
        self._difference = compiled(structure.difference_of)
        self._no_sum = compiled(structure.no_sum_head)
        self._nested, self._mean = compiled(structure.part), compiled(r"(?:[月季年]平?均|平均)(?:數|值)?$|平均每")

    def results(
        self, check: Check, quantities: Sequence[Quantity], judged: Collection[Quantity]
    ) -> Iterator[CheckResult]:
        """One result for each figure that others of its table give.

        Args:
            check: of kind ``table_relations``.
            quantities: those of a report, in order.
            judged: figures that a check of their own judges.
        """
        tables: dict[int, list[Quantity]] = {}
        for here in by_segment(quantities):
            if here[0].segment.cell is not None:
                tables.setdefault(here[0].segment.passage.no, []).extend(here)
        for own in tables.values():
            for result in (*self._table(check, own), *self._groups(check, own), *_unnamed(check, own)):
                if not all(quantity in judged for quantity in result.quantities):
                    yield result

    def _table(self, check: Check, own: Sequence[Quantity]) -> Iterator[CheckResult]:
        passage = own[0].segment.passage
        heads = table_headings(passage, self._total)
        for section in _sections(passage, own):
            yield from self._section(check, passage, section, self._heads_of(passage, section, heads))

    def _groups(self, check: Check, own: Sequence[Quantity]) -> Iterator[CheckResult]:
        """Totals in a column of their own, each in the first row of those of one stub, which it is the sum of.

        Of several groups all but one come out: then that one is wrong.
        """
        passage = own[0].segment.passage
        lines = _lines(passage, own, table_headings(passage, self._total), by_row=False)
        rows = _lines(passage, own, table_headings(passage, self._total), by_row=True)
        groups: dict[str, list[int]] = {}
        for row, line in rows.items():
            stub, parted, _ = line.head.partition("|")
            if parted and not line.is_total:
                groups.setdefault(stub, []).append(row)
        for number, total in lines.items():
            parts = next((lines[n] for n in lines if n < number and not lines[n].is_total), None)
            if not total.is_total or parts is None or len(groups) < _PAIR:
                continue
            found = []
            for own_rows in groups.values():
                summed = [parts.figures[row] for row in own_rows if row in parts.figures]
                stated = total.figures.get(own_rows[0])
                alone = stated is not None and not any(row in total.figures for row in own_rows[1:])
                if stated is None or not alone or len(summed) != len(own_rows) or len(summed) < _PAIR:
                    break
                found.append((stated, summed, sum((one.value for one in summed), Decimal(0))))
            wrong = [one for one in found if one[0].value != one[2]]
            if len(found) == len(groups) and len(wrong) <= 1 and {one.qualifier for one in own} <= self._harmless:
                for stated, summed, computed in found:
                    told, holds = "sum of the rows of its stub", stated.value == computed
                    yield result_of(check, told, holds, computed, (stated, *summed), "group")

    def _section(self, check: Check, passage: Passage, own: Sequence[Quantity], heads: Heads) -> Iterator[CheckResult]:
        """The relations among figures below one row of heads."""
        seen: set[tuple[Quantity, Status]] = set()
        for by_row in (True, False):
            lines = _lines(passage, own, heads, by_row=by_row)
            across = _lines(passage, own, heads, by_row=not by_row)
            found = {index: list(self._relations(lines, across, index)) for index in lines}
            for index, line in lines.items():
                for stated, relation, status, computed, slack, operands in self._judged(lines, found, index):
                    if (stated, status) in seen:
                        continue
                    seen.add((stated, status))
                    words = f"{line.head or index} = " + f" {relation.sign} ".join(
                        lines[operand].head or str(operand) for operand in relation.operands
                    )
                    printed, way = (stated, *operands), "row" if by_row else "column"
                    yield result_of(check, words[:_LONGEST_RELATION], status, computed, printed, way, slack=slack)

    def _heads_of(self, passage: Passage, own: Sequence[Quantity], heads: Heads) -> Heads:
        """The heads of figures below a row that heads the columns anew: those of that row for their columns."""
        first = min(quantity.segment.place.row for quantity in own)
        words = [cell for cell in passage.cells if cell.row < first and _WORDS.search(cell.text)]
        anew = max((cell.row for cell in words), default=0)
        # Days among the heads (111.12.31) make figures of their row, and leave the columns without.
        headed = any(heads[one.segment.place.row, one.segment.place.column].column for one in own)
        if headed and not any(_DIGIT.search(cell.text) for cell in passage.cells if cell.row < anew):
            return heads
        named: Heads = {}
        for quantity in own:
            cell = quantity.segment.place
            column = "".join(
                "".join(head.text.split())
                for head in words
                if head.row == anew and head.column <= cell.column < head.column + head.column_span
            )
            place = (cell.row, cell.column)
            whole = heads[place]
            is_total = self._total.search(column) is not None
            named[place] = Headings(whole.row, column, whole.title, whole.in_total_row, is_total)
        return named

    def _judged(
        self, lines: dict[int, _Line], found: dict[int, list[_Relation]], index: int
    ) -> Iterator[tuple[Quantity, _Relation, Status, Decimal, Decimal, tuple[Quantity, ...]]]:
        """The figures of one line that the best relation for it judges."""
        line = lines[index]
        if not found[index]:
            return
        kinds = Counter(
            relation.kind
            for other, relations in found.items()
            for relation in relations
            if other != index and relation.fitting(lines[other])[0]
        )
        best = max(found[index], key=lambda one: (len(one.fitting(line)[0]), kinds[one.kind]))
        holds, fails = best.fitting(line)
        fine = best.sign != "/" or any(line.figures[place].decimals >= _SURE_DECIMALS for place in holds)
        believed = len(holds) >= (1 if fine else _SURE_SHARES) and (len(fails) <= 1 or 3 * len(fails) <= len(holds))
        believed = believed or (best.sign == "+" and not holds and _are_exchanged(lines, best, line))
        # What nothing else of its own line confirms.
        lone = not believed and best.sign == "+" and len(best.placed) == 1
        if lone:
            plain = len(found[index]) == 1 and best.kind != "tree" and self._is_plain(lines, index, best)
            alike = (kinds[best.kind] > 0 or _is_borne_out(lines, found, index)) and best.is_near(line)
            lone = plain or _mends(lines, found, index, best) or alike or _agree(found[index])
        if not (believed or lone):
            return
        for place, operands, computed, slack in best.placed:
            stated = line.figures[place]
            exact = stated.value == computed
            status: Status = "holds" if exact else "footnote" if place in holds else "fails"
            if status == "footnote" and best.sign in _ROUNDED:
                status = "holds"
            if status == "fails" and lone and not _is_slip(stated, computed, operands):
                status = "cannot_tell"
            yield stated, best, status, computed, slack, operands

    def _relations(self, lines: dict[int, _Line], across: dict[int, _Line], index: int) -> Iterator[_Relation]:
        line = lines[index]
        children = _children(lines, index)
        if seasons := _seasons(lines, index):
            yield from self._evaluated(lines, across, index, seasons, "+", _sum, "seasons")
        elif line.is_total:
            parts = {n: one for n, one in lines.items() if n == index or not self._difference.search(one.head)}
            for kind, operands in _summands(parts, index):
                yield from self._evaluated(lines, across, index, operands, "+", _sum, kind)
        elif len(children) > 1:
            yield from self._evaluated(lines, across, index, children, "+", _sum, "tree")
        elif self._difference.search(line.head) and not line.is_share:
            others = [n for n, other in lines.items() if n != index and not other.is_share and other.figures]
            before = tuple(n for n in others if n < index)[-2:]
            if len(before) == 2:
                less = partial(self._evaluated, lines, across, index)
                yield from (ways := [way for order in permutations(before) for way in less(order, "-", _difference)])
                # 494, 332 and 186 where one line fell by 186: its sign is missing.
                bare = all(one.segment.compact.text[: one.start] in _SIGNED for one in line.figures.values())
                fitting = (map(len, way.fitting(line)) for way in ways)
                sure = any(holds >= _SURE_SIGNS and fails == 1 for holds, fails in fitting)
                if not (bare and sure and _EITHER_WAY in line.head):
                    yield from less(before, "-", _distance)
        elif self._mean.search(line.head) and not line.is_share:
            plain = tuple(n for n, other in lines.items() if n != index and self._is_one_of_several(other))
            if len(plain) >= _FEWEST_UNNAMED:
                yield from self._evaluated(lines, across, index, plain, "~", _mean)
            for operands in permutations([n for n in lines if n < index and not lines[n].is_share], 2):
                yield from self._evaluated(lines, across, index, operands, "~", _ratio)
        elif line.is_share:
            others = [n for n, other in lines.items() if n != index and not other.is_share and other.figures]
            for operands in permutations(others, 2):
                yield from self._evaluated(lines, across, index, operands, "/", _share)
                yield from self._evaluated(lines, across, index, operands, "/", _growth)
                yield from self._evaluated(lines, across, index, operands, "/", _reduction)
            for other in others:
                yield from self._of_total(lines, across, index, other)

    def _is_one_of_several(self, line: _Line) -> bool:
        """Whether a line is none that comes of others: no total, change, share or mean."""
        aside = self._difference.search(line.head) or self._mean.search(line.head)
        return bool(line.figures) and not (line.is_total or line.is_share or aside)

    def _evaluated(
        self,
        lines: dict[int, _Line],
        across: dict[int, _Line],
        index: int,
        operands: Sequence[int],
        sign: str,
        formula: Formula,
        kind: str = "",
    ) -> Iterator[_Relation]:
        """The relation at each place that holds all it needs."""
        line, own = lines[index], [lines[n] for n in operands]
        placed = []
        for place, stated in line.figures.items():
            if any(place in other.unsure for other in own):
                continue
            printed = tuple(other.figures[place] for other in own if place in other.figures)
            if sign == "+" and (len(printed) < 2 or self._not_summed(stated, printed, across.get(place))):
                continue
            if (sign != "+" and len(printed) < len(own)) or any(q.qualifier not in self._harmless for q in printed):
                continue
            computed = formula([quantity.value for quantity in printed])
            if stated.qualifier not in self._harmless or computed is None:
                continue
            # A share of nothing or of all is one of any two lines, and none is of things of two kinds.
            if sign == "/" and (stated.value in (0, _WHOLE) or len({quantity.unit for quantity in printed}) > 1):
                continue
            slack = (
                stated.half_step if sign in _ROUNDED else sum((_rounding(q) for q in (stated, *printed)), Decimal(0))
            )
            placed.append((place, printed, computed, slack))
        if placed:
            yield _Relation(sign, tuple(operands), tuple(placed), kind or sign)

    def _of_total(
        self, lines: dict[int, _Line], across: dict[int, _Line], index: int, other: int
    ) -> Iterator[_Relation]:
        """A line of shares as what each figure of another is of that one's total."""
        totals = [place for place, crossing in across.items() if crossing.is_total and place in lines[other].figures]
        if len(totals) != 1:
            return
        whole, line = lines[other].figures[totals[0]], lines[index]
        placed = []
        for place, stated in line.figures.items():
            part = lines[other].figures.get(place)
            if part is None or place == totals[0] or not whole.value or stated.value in (0, _WHOLE):
                continue
            placed.append((place, (part, whole), part.value / whole.value * 100, stated.half_step))
        if placed:
            yield _Relation("/", (other, other), tuple(placed))

    def _not_summed(self, stated: Quantity, parts: Sequence[Quantity], crossing: _Line | None) -> bool:
        """Whether figures are of different units, or of what does not add up: rates, means, prices."""
        if len({quantity.unit for quantity in (stated, *parts)}) > 1:
            return True
        if stated.unit == _PERCENT and stated.value != _WHOLE:
            return True
        # 113年度 heads what is of that year; 年度 alone heads years.
        head = _YEAR.sub("", crossing.head) if crossing else ""
        return stated.unit != _PERCENT and self._no_sum.search(head) is not None

    def _is_plain(self, lines: dict[int, _Line], index: int, relation: _Relation) -> bool:
        """Whether all other lines of a table with one column of figures are parts of its only total, side by side."""
        heads = [line.head for number, line in lines.items() if number != index and line.figures]
        if sum(line.is_total for line in lines.values()) > 1 or len(relation.operands) != len(heads):
            return False
        levels = {marker.level if (marker := read_marker(head)) else 0 for head in heads}
        plain = all(heads) and len(set(heads)) == len(heads) and not any(self._nested.search(head) for head in heads)
        return plain and len(levels) == 1 and len(heads) >= _FEWEST_LONE_PARTS


def _unnamed(check: Check, own: Sequence[Quantity]) -> Iterator[CheckResult]:
    """A lone figure right below a row of several, both without heads on their left: their sum, or that but for a slip.

    What else it may be has no head either; so it fails by a step or two, or by two digits exchanged, alone.
    """
    rows: dict[int, list[Quantity]] = {}
    for quantity in own:
        rows.setdefault(quantity.segment.place.row, []).append(quantity)
    for row, parts in rows.items():
        below = rows.get(row + 1, [])
        if len(parts) < _FEWEST_UNNAMED or len(below) != 1 or any(one.segment.row_label for one in (*parts, *below)):
            continue
        total, computed = below[0], sum((part.value for part in parts), Decimal(0))
        apart = abs(total.value - computed)
        alike = {one.unit for one in parts} == {total.unit} and total.unit != _PERCENT
        if alike and computed >= _WHOLE and (apart <= _LEAST_PART or slipped(total, parts, _FEWEST_UNNAMED)):
            yield result_of(check, "sum of the row above", not apart, computed, (total, *parts), "below")


def _sections(passage: Passage, own: Sequence[Quantity]) -> Iterator[list[Quantity]]:
    """The figures of a table, parted where a row of words heads the columns anew."""
    rest = list(own)
    while rest:
        columns = {quantity.segment.place.column for quantity in rest}
        first = min(quantity.segment.place.row for quantity in rest)
        words = Counter(
            cell.row
            for cell in passage.cells
            if cell.row > first and cell.column in columns and _WORDS.search(cell.text) and not _DIGIT.search(cell.text)
        )
        anew = min((row for row, count in words.items() if count > 1), default=None)
        yield [quantity for quantity in rest if anew is None or quantity.segment.place.row < anew]
        rest = [quantity for quantity in rest if anew is not None and quantity.segment.place.row >= anew]


def _lines(passage: Passage, own: Sequence[Quantity], heads: Heads, *, by_row: bool) -> dict[int, _Line]:
    """The rows or the columns of a table that hold figures, in order."""
    figures: dict[int, Figures] = {}
    filled: set[tuple[int, int]] = set()
    for quantity in own:
        cell = quantity.segment.place
        text = quantity.segment.compact.text
        signs = _SIGNED if by_row else _SIGNED + _IN_WORDS
        if text[: quantity.start] in signs and quantity.tail == len(text):
            line, place = (cell.row, cell.column) if by_row else (cell.column, cell.row)
            figures.setdefault(line, {})[place] = quantity
            filled.add((cell.row, cell.column))
    lines: dict[int, _Line] = {}
    for number in sorted(figures):
        first = next(iter(figures[number].values())).segment.place
        head = heads.get((first.row, first.column))
        words = (head.row if by_row else head.column) if head else ""
        total = (head.in_total_row if by_row else head.in_total_column) if head else False
        unsure = frozenset(
            (cell.column if by_row else cell.row)
            for cell in passage.cells
            if (cell.row if by_row else cell.column) == number
            and (cell.row, cell.column) not in filled
            and any(character.isdecimal() for character in cell.text)
        )
        lines[number] = _Line(words, total, figures[number], unsure)
    return lines


def _summands(lines: dict[int, _Line], index: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The lines that a total may be the sum of, each set once, with where they stand; likeliest first."""
    numbers = list(lines)
    at = numbers.index(index)
    before, behind = numbers[:at], numbers[at + 1 :]
    last_total = max((n for n in before if lines[n].is_total), default=0)
    next_total = min((n for n in behind if lines[n].is_total), default=numbers[-1] + 1)
    subtotals = [n for n in before if lines[n].is_total]
    group = lines[index].head.rpartition("|")[0]
    inside = [n for n in before if not lines[n].is_total and lines[n].head.startswith(f"{group}|")]
    if group and len(inside) > 1 and len(inside) < len(before):
        yield "group", tuple(inside)
        return
    below = {child for n in numbers for child in _children(lines, n)}
    candidates = {
        "since": [n for n in before if n > last_total],
        "subtotals": subtotals,
        "and": [*subtotals, *(n for n in before if n > last_total)],
        "before": [n for n in before if not lines[n].is_total],
        "tops": [n for n in before if not lines[n].is_total and n not in below],
        "until": [n for n in behind if n < next_total] if not subtotals else [],
        "later totals": [n for n in behind if lines[n].is_total],
        "behind": [n for n in behind if not lines[n].is_total],
        "around": [n for n in (*before, *behind) if not lines[n].is_total],
    }
    seen: set[tuple[int, ...]] = set()
    for kind, candidate in candidates.items():
        own = tuple(n for n in candidate if not lines[n].is_share or lines[index].is_share)
        if len(own) > 1 and own not in seen:
            seen.add(own)
            yield kind, own


def _children(lines: dict[int, _Line], index: int) -> tuple[int, ...]:
    """The lines right behind one that stand one level below it, by their numbering or by the head they share."""
    own = lines[index].head
    level = _level(own)
    children: list[int] = []
    for number, line in lines.items():
        if number <= index:
            continue
        shares = line.head.startswith(f"{own}|")
        deeper = level and _level(line.head) > level
        if not own or line.is_total or not (shares or deeper):
            break
        if not children or _level(line.head) == _level(lines[children[0]].head):
            children.append(number)
    return tuple(children)


def _seasons(lines: dict[int, _Line], index: int) -> tuple[int, ...]:
    """The lines of times that follow each other and make up that of a line: 1至3月, 4至6月 of 1至6月."""
    group, _, _ = lines[index].head.rpartition("|")
    times = {number: _months(line.head) for number, line in lines.items() if line.head.rpartition("|")[0] == group}
    whole = times[index]
    inside = sorted((time, number) for number, time in times.items() if time and whole and _is_part(time, whole))
    if not whole or len(inside) < _FEWEST_SEASONS:
        return ()
    ends = [whole[1] - 1, *(last for (_, _, last), _ in inside)]
    follows = all(first == end + 1 for ((_, first, _), _), end in zip(inside, ends, strict=False))
    return tuple(number for _, number in inside) if follows and ends[-1] == whole[2] else ()


def _months(head: str) -> tuple[str, int, int] | None:
    """The year, where it is told, the first and the last month that a head names; None where it names none."""
    found = _TIME.fullmatch(head.rpartition("|")[2])
    if found is None:
        return None
    year = found["year"] or ""
    if found["first"]:
        return year, int(found["first"]), int(found["last"] or found["first"])
    if found["quarter"]:
        last = 3 * (_QUARTERS.index(found["quarter"]) % 4 + 1)
        return year, last - 2, last
    return year, *{"上": (1, 6), "下": (7, 12)}.get(found["half"], (1, 12))


def _is_part(time: tuple[str, int, int], whole: tuple[str, int, int]) -> bool:
    """Whether a time is within another, of its year or of none that is told."""
    return time[1:] != whole[1:] and time[0] in ("", whole[0]) and whole[1] <= time[1] and time[2] <= whole[2]


def _level(head: str) -> int:
    """The level of the numbering that opens the innermost of a line's heads; 0 for none."""
    marker = read_marker(head.rpartition("|")[2])
    return marker.level if marker else 0


def _mends(lines: dict[int, _Line], found: dict[int, list[_Relation]], index: int, relation: _Relation) -> bool:
    """Whether what a line should be by its parts makes a total come out that does not as it is printed."""
    for place, _, computed, _ in relation.placed:
        by = computed - lines[index].figures[place].value
        for other, relations in found.items():
            for one in relations:
                here = [c for p, _, c, _ in one.placed if p == place and one.sign == "+" and index in one.operands]
                if any(lines[other].figures[place].value == c + by for c in here):
                    return True
    return False


def _are_exchanged(lines: dict[int, _Line], relation: _Relation, line: _Line) -> bool:
    """Whether a total is off at two places by as much, up and down, and two figures of one part are apart by that."""
    if len(relation.placed) != _PAIR:
        return False
    (one, _, first, _), (other, _, second, _) = relation.placed
    by = line.figures[one].value - first
    if not by or by != second - line.figures[other].value:
        return False
    parts = [lines[n].figures for n in relation.operands]
    return sum(part[other].value - part[one].value == by for part in parts if one in part and other in part) == 1


def _is_borne_out(lines: dict[int, _Line], found: dict[int, list[_Relation]], index: int) -> bool:
    """Whether a line is one of those that another adds up to: then not it but one of its own parts is wrong."""
    return any(
        index in one.operands and one.sign == "+" and one.fitting(lines[other]) == ([one.placed[0][0]], [])
        for other, relations in found.items()
        for one in relations
    )


def _agree(relations: Sequence[_Relation]) -> bool:
    """Whether a total's subtotals come to what all their parts come to: then it is the total that is wrong."""
    sums = [one.placed[0][2] for one in relations if one.kind in ("subtotals", "before") and len(one.placed) == 1]
    return len(sums) == _FEWEST_LONE_PARTS and len(set(sums)) == 1


def _is_slip(stated: Quantity, computed: Decimal, parts: Sequence[Quantity]) -> bool:
    """Whether a lone total is off by what no part explains: one counted within another, or one left out.

    Two exchanged digits of it or of a part that make it come out are a slip, however large.
    """
    apart = stated.value - computed
    values = [part.value for part in parts]
    if computed in exchanged(stated, _PAIR) or any(part.value + apart in exchanged(part) for part in parts):
        return True
    return (abs(apart) <= _LEAST_PART or abs(apart) not in values) and apart < min(values)


def _rounding(quantity: Quantity) -> Decimal:
    """What rounding may have taken: nothing from whole numbers, in whatever scale their table states."""
    return quantity.half_step if quantity.decimals else Decimal(0)


def _sum(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def _difference(values: Sequence[Decimal]) -> Decimal:
    return values[0] - values[1]


def _distance(values: Sequence[Decimal]) -> Decimal:
    return abs(values[0] - values[1])


def _mean(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _ratio(values: Sequence[Decimal]) -> Decimal | None:
    return values[0] / values[1] if values[1] else None


def _share(values: Sequence[Decimal]) -> Decimal | None:
    return values[0] / values[1] * 100 if values[1] else None


def _growth(values: Sequence[Decimal]) -> Decimal | None:
    return (values[0] - values[1]) / values[1] * 100 if values[1] else None


def _reduction(values: Sequence[Decimal]) -> Decimal | None:
    growth = _growth(values)
    return -growth if growth is not None and growth < 0 else None
