"""What sentences tell of a table: its totals, the sum of some of its rows, changes and shares of its lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, result_of
from ingest.checking.slips import is_slip
from ingest.checking.subjects import bare_label, clause_before
from ingest.numbers.printed import Quantity
from ingest.tables.headings import table_headings

_FEWEST_COLUMNS = 2
_FARTHEST = 2
# Smaller numbers are equal by chance.
_LEAST = 20
_PERCENT = "%"
_WHOLE = Decimal(100)
# A rate that was cut off is no error; a share farther off is of another whole.
_CUT_OFF, _FAR_SHARE = Decimal("2.02"), Decimal(12)
# How many paragraphs from a table words may tell of it.
_NEAR = 12
_AS_IN_TABLE = re.compile("[如見詳]附?表|如下(?:表)?:?$")
_YEAR = re.compile(r"(?<!\d)(\d{2,3})年")
_HALF = re.compile(r"[上下]半年")


def beside_tables(check: Check, structure: Structure, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
    """One result for each table whose totals the words beside it tell in the order of its columns.

    They are told where all are the table's but one at most: that one contradicts it.

    Args:
        check: of kind ``printed_twice``.
        structure: the words of totals.
        quantities: those of a report, in order.
    """
    total = compiled(structure.total_head)
    cells = [one for one in quantities if one.segment.cell is not None and one.unit != _PERCENT]
    prose: dict[int, list[Quantity]] = defaultdict(list)
    for one in quantities:
        if one.segment.cell is None and one.form == "number":
            prose[one.segment.passage.no].append(one)
    for number, own in groupby(cells, key=lambda one: one.segment.passage.no):
        figures = list(own)
        passage = figures[0].segment.passage
        heads = table_headings(passage, total)
        places = [(one, heads.get((one.segment.place.row, one.segment.place.column))) for one in figures]
        totals = [one for one, head in places if head and head.in_total_row]
        near = range(number - _FARTHEST, number + _FARTHEST + 1)
        either = [
            one for one, head in places if head and (head.in_total_row or head.in_total_column or "總" in head.column)
        ]
        yield from _named_in(check, either, figures, [one for no in near for one in prose[no]])
        if len({one.segment.place.row for one in totals}) != 1 or len(totals) < _FEWEST_COLUMNS:
            continue
        beside = [one for no in near for one in prose[no] if one.segment.passage.outline == passage.outline]
        for start in range(len(beside) - len(totals) + 1):
            window = beside[start : start + len(totals)]
            if len({(one.segment.passage.no, one.segment.sentence(one.start)) for one in window}) == 1:
                yield from _told(check, totals, window, {one.value for one in beside})


def _named_in(
    check: Check, totals: Sequence[Quantity], figures: Sequence[Quantity], beside: Sequence[Quantity]
) -> Iterator[CheckResult]:
    """全年受理1,230件，件數如表2, where the table's total has two digits exchanged and nothing else is so much."""
    values = {one.value for one in figures}
    for told in beside:
        start, stop = told.segment.sentence(told.start)
        if told.value in values or told.qualifier or not _AS_IN_TABLE.search(told.segment.compact.text, start, stop):
            continue
        slips = [one for one in totals if one.unit == told.unit is not None and is_slip(told, one)]
        if len({one.value for one in slips}) == 1:
            yield result_of(check, "totals of the table beside it", False, slips[0].value, (told, slips[0]), "table")


def _told(
    check: Check, totals: Sequence[Quantity], window: Sequence[Quantity], beside: Collection[Decimal]
) -> Iterator[CheckResult]:
    """The number of a sentence that is not the table's, where the others are; none where more differ or all are.

    A total that the words ``beside`` tell at another place is none that they tell wrongly here:
    較上年底之520人減少30人，合計490人 beside totals of 490 and 30.
    """
    pairs = list(zip(window, totals, strict=True))
    differing = [(one, total) for one, total in pairs if one.value != total.value]
    if len(differing) != 1 or any(one.qualifier or total.qualifier for one, total in pairs):
        return
    if any(total.value < _LEAST for one, total in pairs if one.value == total.value):
        return
    told, printed = differing[0]
    if printed.value in beside:
        return
    near = abs(told.value - printed.value) * 2 < max(told.value, printed.value)
    counted = told.unit is not None and (told.unit == printed.unit or told.unit in printed.segment.column_label)
    if near and counted:
        yield result_of(check, "totals of the table beside it", False, printed.value, (told, printed), "table")


def _tables(quantities: Sequence[Quantity]) -> dict[int, list[Quantity]]:
    """The figures of each table by its passage's number."""
    tables: dict[int, list[Quantity]] = defaultdict(list)
    for one in quantities:
        if one.segment.cell is not None:
            tables[one.segment.passage.no].append(one)
    return tables


# Changes from one column to another ------------------------------------------------------------


class ChangesOfTables:
    """Changes and shares that sentences tell of a table's lines, found with the words of changes.

    The line holds a number of the sentence, or the sentence names it: 1,960件，較去年同期減少40件 beside a row that
    holds 1,960 and, below 去年同期, 2,000; 調解案件比上年同期少6件 beside a row of that name.
    """

    def __init__(self, structure: Structure) -> None:
        words = structure.change_words
        way = rf"[^，。；:()\d]{{0,6}}?(?:(?P<up>{words.up})|(?P<down>{words.down}))[加少了出低高]*"
        than = rf"(?:較|比|相較(?:於)?)(?P<base>{words.earlier}|\d{{2,3}}年度?(?![底末\d]))"
        named = r"(?:^|[，。；:(])(?P<name>[^，。；:()\d比較]{2,12}?)"
        self._told = compiled(rf"\)?[，(]{than}{way}")
        self._remark = compiled(rf"{than}{way}(?:[，。].*)?")
        self._half_set = compiled(rf"[^，。；、:()\d]{{0,4}}[，(](?:較|比|相較(?:於)?)(?P<base>[上下]半年){way}")
        self._line_told = compiled(rf"{named}{than}{way}$")
        self._line_set = compiled(rf"{named}{than}[^，。；:()\d]{{0,4}}$")
        self._way, self._rate = compiled(way), compiled(words.rate)
        self._share = compiled(rf"{named}[占佔](?:比|比率|比例|全部|總數)?(?:約|為|達)*$")
        self._total, self._differs = compiled(structure.total_head), compiled(structure.difference_of)
        self._no_sum = compiled(structure.no_sum_head)
        self._exact = frozenset({None, *structure.exact_qualifiers})

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each change and share told of a line."""
        tables = _tables(quantities)
        for cells in tables.values():
            yield from self._remarked(check, cells)
        prose = [one for one in quantities if one.segment.cell is None and one.form == "number"]
        for index, change in enumerate(prose):
            if change.unit is None or change.qualifier not in self._exact or not tables:
                continue
            if change.unit == _PERCENT:
                yield from self._share_of_line(check, change, tables)
                continue
            yield from self._of_number(check, prose, index, tables)
            yield from self._of_line(check, prose, index, tables)
            yield from self._of_halves(check, prose, index, tables)

    def _remarked(self, check: Check, cells: Sequence[Quantity]) -> Iterator[CheckResult]:
        """較上年同期減少 in a cell of its own, beside a figure under that head and another one: the way it went."""
        for said in cells[0].segment.passage.cells:
            told = self._remark.fullmatch("".join(said.text.split()))
            row = [one for one in cells if told and one.segment.place.row == said.row and not self._is_derived(one)]
            bases = [one for one in row if told and _is_headed(one, told["base"])]
            if told is None or len(row) != len(bases) + 1 or len(bases) != 1 or row[0].unit != row[1].unit:
                continue
            base = bases[0]
            now = next(one for one in row if one is not base)
            if now.value != base.value and {now.qualifier, base.qualifier} <= self._exact:
                holds = (now.value > base.value) == bool(told["up"])
                yield result_of(check, "way told", holds, base.value, (now, base), "way")

    def _of_number(
        self, check: Check, prose: Sequence[Quantity], index: int, tables: dict[int, list[Quantity]]
    ) -> Iterator[CheckResult]:
        """The change of a number of the sentence that a row holds."""
        change, last = prose[index], prose[index - 1]
        text = change.segment.compact.text
        if not index or last.segment is not change.segment:
            return
        match = self._told.fullmatch(text[last.tail : change.start])
        if match is None:
            return
        begun = max(text.rfind(mark, 0, last.start) for mark in "。；") + 1
        own = [o for o in prose[:index] if o.segment is change.segment and o.start >= begun and o.unit == change.unit]
        pairs = [(now, base) for now in own for base in self._before_it(now, match["base"], tables.values())]
        known = all(one.value >= _LEAST and not one.qualifier for pair in pairs for one in pair)
        yield from self._judged(check, change, pairs, known, up=bool(match["up"]))

    def _of_halves(
        self, check: Check, prose: Sequence[Quantity], index: int, tables: dict[int, list[Quantity]]
    ) -> Iterator[CheckResult]:
        """下半年55案，比上半年多6案 beside a table with a column each: both or neither are its own."""
        change, last = prose[index], prose[index - 1]
        text = change.segment.compact.text
        told = self._half_set.fullmatch(text[last.tail : change.start]) if index else None
        if told is None or last.segment is not change.segment or last.unit != change.unit:
            return
        now = _HALF.search(clause_before(last))
        if now is None or now[0] == told["base"] or last.qualifier not in self._exact:
            return
        pairs = []
        for cells in tables.values():
            for cell in cells:
                row = [
                    one for one in cells if one.segment.place.row == cell.segment.place.row and one.unit == cell.unit
                ]
                base = [one for one in row if _is_headed(one, told["base"])]
                if cell.unit == change.unit and _is_headed(cell, now[0]) and len(base) == 1:
                    pairs.append((cell, base[0]))
        sign = 1 if told["up"] else -1
        agrees = [(cell.value == last.value, (cell.value - base.value) * sign == change.value) for cell, base in pairs]
        for of, same in zip(pairs, agrees, strict=True):
            if (True, True) not in agrees and any(same) and sum(map(any, agrees)) == 1:
                if same[0]:
                    yield _of_table(check, change, of, (of[0].value - of[1].value) * sign, holds=False)
                else:
                    yield _of_table(check, last, of, of[0].value, holds=False)

    def _before_it(self, now: Quantity, base: str, tables: Iterable[Sequence[Quantity]]) -> Iterator[Quantity]:
        """The figures of the time before in rows that hold a number."""
        for cells in tables:
            for cell in cells:
                if (cell.value, cell.unit) == (now.value, now.unit) and not _is_headed(cell, base):
                    row = [one for one in cells if one.segment.place.row == cell.segment.place.row]
                    yield from (one for one in row if one.unit == now.unit and _is_before(one, cell, base))

    def _of_line(
        self, check: Check, prose: Sequence[Quantity], index: int, tables: dict[int, list[Quantity]]
    ) -> Iterator[CheckResult]:
        """The change of a line that the sentence names, with what was before in the table or in the sentence."""
        change, last = prose[index], prose[index - 1] if index else None
        text = change.segment.compact.text
        match, told = self._line_told.search(text[: change.start]), None
        way = match
        if match is None and last is not None and last.segment is change.segment and last.unit == change.unit:
            way = self._way.fullmatch(text[last.tail : change.start])
            match, told = (self._line_set.search(text[: last.start]) if way else None), last
        if match is None or way is None:
            return
        line = self._line(match["name"], change, tables)
        values = [one for one in line if one.unit == change.unit and not self._is_derived(one)]
        if told is None:
            bases = [one for one in values if _is_headed(one, match["base"])]
            pairs = [(now, base) for base in bases for now in values if now is not base]
        else:
            totals = [one for one in values if self._is_total(one)] or values
            pairs = [(now, told) for now in totals if not _is_headed(now, match["base"])]
        results = list(self._judged(check, change, pairs, known=True, up=bool(way["up"])))
        yield from results
        behind = prose[index + 1 : index + 2] if results and len(pairs) == 1 else []
        for rate in behind:
            now, base = pairs[0]
            is_rate = rate.unit == _PERCENT and rate.segment is change.segment and base.value
            if is_rate and self._rate.fullmatch(text[change.tail : rate.start]) and rate.qualifier in self._exact:
                computed = abs(now.value - base.value) / base.value * _WHOLE
                holds = abs(computed - rate.value) <= rate.half_step * _CUT_OFF
                yield _of_table(check, rate, (now, base), computed, holds=holds)

    def _judged(
        self, check: Check, change: Quantity, pairs: Sequence[tuple[Quantity, Quantity]], known: bool, *, up: bool
    ) -> Iterator[CheckResult]:
        """A change beside the pairs that it may be of: it is of any that it fits, else of the only one."""
        sign = 1 if up else -1
        fitting = next((pair for pair in pairs if (pair[0].value - pair[1].value) * sign == change.value), None)
        single = len({(now.value, base.value) for now, base in pairs}) == 1
        if fitting or (single and known):
            now, base = fitting or pairs[0]
            by = (now.value - base.value) * sign
            yield _of_table(check, change, (now, base), by, holds=bool(fitting))

    def _share_of_line(self, check: Check, rate: Quantity, tables: dict[int, list[Quantity]]) -> Iterator[CheckResult]:
        """電話諮詢占91.1% beside a row of that name, and the row of the total that it is a part of."""
        match = self._share.search(rate.segment.compact.text[: rate.start])
        line = self._line(match["name"], rate, tables) if match else []
        ways: list[tuple[Quantity, Quantity]] = []
        for part in (one for one in line if not self._is_derived(one) and one.value):
            cells = [
                one for one in tables[part.segment.passage.no] if one.segment.column_label == part.segment.column_label
            ]
            whole = next(
                (one for one in cells if one.segment.place.row > part.segment.place.row and self._is_total(one)), None
            )
            parts = [one for one in cells if whole and one.segment.place.row < whole.segment.place.row]
            if whole and whole.value and whole.value == sum(one.value for one in parts):
                ways.append((part, whole))
        computed = [part.value / whole.value * _WHOLE for part, whole in ways]
        fitting = [one for one in computed if abs(one - rate.value) <= rate.half_step * _CUT_OFF]
        if ways and (fitting or rate.decimals):
            best = computed.index(fitting[0]) if fitting else len(ways) - 1
            near = abs(computed[best] - rate.value) <= _FAR_SHARE
            if fitting or near:
                yield _of_table(check, rate, ways[best], computed[best], holds=bool(fitting))

    def _line(self, name: str, told: Quantity, tables: dict[int, list[Quantity]]) -> list[Quantity]:
        """The cells of the row or column that has a name, of the nearest table of the section that has one."""
        passage = told.segment.passage
        for number in sorted(tables, key=lambda no: abs(no - passage.no)):
            cells = tables[number]
            if abs(number - passage.no) > _NEAR or cells[0].segment.passage.outline[:1] != passage.outline[:1]:
                continue
            for label in ("row_label", "column_label"):
                line = [one for one in cells if bare_label(getattr(one.segment, label)) == name]
                if line:
                    return line
        return []

    def _is_derived(self, cell: Quantity) -> bool:
        heads = cell.segment.column_label
        return bool(self._differs.search(heads) or self._no_sum.search(heads)) or cell.unit == _PERCENT

    def _is_total(self, cell: Quantity) -> bool:
        return self._total.search(cell.segment.row_label.rsplit("\n", 1)[-1]) is not None


def _is_headed(cell: Quantity, base: str) -> bool:
    """Whether the head right above a cell names a time before."""
    return cell.segment.column_label.rsplit("\n", 1)[-1].startswith(base)


def _is_before(cell: Quantity, now: Quantity, base: str) -> bool:
    """Whether a cell is below a time before, or below the head of another with its year one less: 109年 and 110年."""
    year = _YEAR.search(now.segment.column_label)
    earlier = f"{int(year[1]) - 1}年" if year else ""
    return _is_headed(cell, base) or (
        bool(earlier) and cell.segment.column_label == _YEAR.sub(earlier, now.segment.column_label, count=1)
    )


def _of_table(
    check: Check, stated: Quantity, of: tuple[Quantity, ...], computed: Decimal, *, holds: bool
) -> CheckResult:
    return result_of(check, "change in the table", holds, computed, (stated, *of), "table")
