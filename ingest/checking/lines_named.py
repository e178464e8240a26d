"""Ranks and shares of what a sentence names as a line of its section's table, or an item of a list, is labelled.

日本訪賓占總人數41.2%，居各地區之首 beside a table with a line 日本: no other line has more, and it has so much of all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, Status, result_of
from ingest.checking.subjects import clause_before
from ingest.notation.calendar import Interval
from ingest.numbers.printed import Quantity, Segment, by_segment

_PERCENT, _HUNDRED = "%", Decimal(100)
_CLAUSE = re.compile(r"[，。；:()]")
_HEAD = re.compile(r"[^\u4e00-\u9fff]?(?P<name>[\u4e00-\u9fff]{2,12}):")
_LISTED = re.compile(r"\)?[、，及與和]{1,2}[^，。；、:()\d]{1,12}")
_END = r"(?=[，。；、()]|$)"
# How many clauses tell of what is ranked, and of when.
_CLAUSES = 2
_FEWEST, _SHORTEST = 3, 2
# A rate may have been cut off; a share farther off is of another whole.
_CUT_OFF, _FAR = Decimal("2.02"), Decimal(25)
# How many paragraphs from a table words may tell of it.
_NEAR = 12


@dataclass(frozen=True)
class _Line:
    label: str
    number: Quantity


@dataclass(frozen=True)
class _Column:
    """Lines that count one thing: their labels and numbers, and the words that tell what they count."""

    words: str
    lines: tuple[_Line, ...]
    in_table: bool

    def line(self, label: str) -> Quantity | None:
        """The number of the line of a label."""
        return next((line.number for line in self.lines if line.label == label), None)


class LinesNamed:
    """Finds them with the words that rank and of shares.

    Args:
        structure: those words.
        period: the report's, where it is known.
    """

    def __init__(self, structure: Structure, period: Interval | None) -> None:
        words = structure.extreme_words
        self._most, self._least, self._second = (
            compiled(rf"(?:{pattern}){_END}") for pattern in (words.named_most, words.least, words.named_second)
        )
        self._share = compiled(r"[占佔](?P<of>[^，。；、:()\d]{0,10}?)(?:之|的)?(?:約|為|達|計|比率?|比例)*$")
        self._other, self._total = compiled(words.other), compiled(structure.total_head)
        self._goal = compiled(structure.target_words.goal)
        self._comes_to = compiled(rf"(?:{structure.total})[為達有計]*$")
        self._earlier = compiled(structure.change_words.earlier)
        self._no_sum, self._differs = compiled(structure.no_sum_head), compiled(structure.difference_of)
        self._aside = compiled(structure.partition_words.aside.replace("|占|佔", "").replace("|全年", ""))
        self._persons = structure.mean_words.persons
        self._exact = frozenset({None, *structure.exact_qualifiers})
        self._period = period

    def ranks(self, check: Check, quantities: Sequence[Quantity], segments: Sequence[Segment]) -> Iterator[CheckResult]:
        """One result for each line said to have most, least or to come second, in any column that it may be of."""
        tables = self._tables(quantities)
        for line in segments:
            text = line.compact.text
            near = [column for column in tables if _is_near(column, line)] if line.cell is None else []
            if not near or line.passage.kind == "heading":
                continue
            for way, pattern in (("most", self._most), ("least", self._least), ("second", self._second)):
                for told in pattern.finditer(text):
                    found = self._named(line, told.start(), near)
                    if found is None:
                        continue
                    label, columns = found
                    ways = [(number, _ranked(number, column, way)) for column in columns
                            if (number := column.line(label)) is not None]  # fmt: skip
                    best = next((one for one in ways if one[1] is None), ways[0] if ways else None)
                    if best:
                        other = best[1] or best[0]
                        start = line.span(told.start(), told.end())[0]
                        status: Status = "fails" if best[1] else "holds"
                        yield CheckResult(
                            check, f"{line.passage.no}:{start}:{way} of lines", f"told {way}", status, other.value,
                            best[0].value, Decimal(0), (), (best[0], other),
                            quote=line.printed(*line.sentence(told.start())),
                        )  # fmt: skip

    def shares(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each share of a line in all lines of its column."""
        tables = self._tables(quantities)
        for here in by_segment(quantities):
            line = here[0].segment
            if line.cell is not None:
                continue
            near = [column for column in tables if _is_near(column, line)]
            for rate in here:
                told = self._share.search(line.compact.text[: rate.start]) if rate.unit == _PERCENT else None
                if (
                    told is None
                    or self._goal.search(told["of"])
                    or rate.qualifier not in self._exact
                    or rate.form != "number"
                ):
                    continue
                lists = self._lists([one for one in here if one.tail < rate.start], line.sentence(rate.start)[0])
                found = self._named(line, told.start(), [*lists, *near])
                if found is None:
                    continue
                label, columns = found
                own = [one for one in columns if one.line(label)]
                of = [one for one in own if _counts(told["of"], one.words)] or own
                ways = [(number, _share_of(number, column)) for column in own if (number := column.line(label))]
                fits = [way for way in ways if abs(way[1] - rate.value) <= rate.half_step * _CUT_OFF]
                if fits or len(of) == 1:
                    number, computed = (
                        fits[0] if fits else (of[0].line(label) or rate, _share_of(of[0].line(label), of[0]))
                    )
                    if fits or abs(computed - rate.value) <= _FAR:
                        holds, step = bool(fits), rate.half_step
                        yield result_of(check, "change stated", holds, computed, (rate, number), "of lines", slack=step)

    def _named(self, line: Segment, place: int, columns: Sequence[_Column]) -> tuple[str, list[_Column]] | None:
        """The only label that the clause before a place names, or the nearest clause before that names one."""
        text = line.compact.text
        start, _ = line.sentence(place)
        begun = max(start, text.rfind("；", start, place) + 1)
        marks = [begun, *(mark.end() for mark in _CLAUSE.finditer(text, begun, place))]
        if self._is_of_other_time(line, marks[-_CLAUSES:][0], place):
            return None
        clauses = _CLAUSE.split(text[max(begun, line.behind_marker) : place])
        for at, clause in enumerate(reversed(clauses)):
            last = re.split("、", clause)[-1] if at == 0 else clause
            labels = {own.label for column in columns for own in column.lines if _holds(last, own.label)}
            labels -= {one for one in labels if any(one != other and one in other for other in labels)}
            if len(labels) > 1 or self._aside.search(last):
                return None
            for label in labels:
                rest = "".join(clauses[len(clauses) - 1 - at :]).replace(label, "")
                own = [column for column in columns if column.line(label) is not None]
                own = [column for column in own if not self._earlier.search(column.words)] or own
                told = [column for column in own if _counts(rest, column.words)]
                # 陳情:1,930件；以5月最多: the line begins with what the column counts.
                head = _HEAD.match(text, line.behind_marker)
                told = told or [column for column in own if head and head["name"] in column.words]
                listed = not own[0].in_table
                bare = listed or len(last.replace(label, "")) <= _SHORTEST + 1
                return (label, told or own) if told or bare else None
            if at:
                return None
        return None

    def _is_of_other_time(self, line: Segment, start: int, end: int) -> bool:
        own = self._period
        # 第2季達高峰: what is right before is the name of the line.
        mentions = [one for one in line.dates if start <= one.start and one.end < end]
        return own is not None and any(one.interval.end != own.end and one.grain != "month" for one in mentions)

    def _tables(self, quantities: Sequence[Quantity]) -> list[_Column]:
        """The columns of all tables, of lines with labels that are no totals; those that go on in another are one."""
        found: dict[tuple[int, str], list[_Line]] = defaultdict(list)
        for one in quantities:
            if one.segment.cell is None or one.unit == _PERCENT or one.qualifier not in self._exact:
                continue
            label, heads = one.segment.row_label.split("\n")[-1], one.segment.column_label
            if (
                self._total.search(label)
                or "平均" in label
                or self._no_sum.search(heads)
                or self._differs.search(heads)
            ):
                continue
            found[one.segment.passage.no, heads].append(_Line(label, one))
        by_table: dict[int, list[tuple[str, list[_Line]]]] = defaultdict(list)
        for (table, heads), lines in found.items():
            labels = {line.label for line in lines}
            own = by_table[table]
            if len(labels) < len(lines) or self._total.search(heads):
                continue
            apart = own and all(labels.isdisjoint(line.label for line in before) for _, before in own)
            if apart and len(own) == 1:
                own[0] = (own[0][0] + heads, own[0][1] + lines)
            else:
                own.append((heads, lines))
        return [
            _Column(f"{heads}{lines[0].number.segment.passage.table_title}{lines[0].number.unit}數", tuple(lines), True)
            for own in by_table.values()
            for heads, lines in own
            if len(lines) >= _FEWEST
        ]

    def _lists(self, before: Sequence[Quantity], start: int) -> list[_Column]:
        """The lists of numbers of one unit, each with its name, in a sentence."""
        found: list[_Column] = []
        run: list[Quantity] = []
        for one in [*(one for one in before if one.start >= start and one.unit != _PERCENT), None]:
            goes_on = one and run and one.unit == run[-1].unit and not self._is_total(one, run)
            if one and goes_on and _LISTED.fullmatch(one.segment.compact.text, run[-1].tail, one.start):
                run.append(one)
                continue
            # 調案309件，線上68件、紙本241件: the whole before its parts is none of them.
            run = run[1:] if run and self._is_total(run[0], run[1:]) else run
            if len(run) >= _FEWEST and not any(self._aside.search(clause_before(each)) for each in run):
                lines = tuple(_Line(clause_before(each).removeprefix("其中"), each) for each in run)
                found.append(_Column(str(run[0].unit), lines, False))
            run = [one] if one else []
        return found

    def _is_total(self, one: Quantity, run: Sequence[Quantity]) -> bool:
        """Whether a number is what those before it come to, or is called so: 三類小計905件."""
        return bool(self._comes_to.search(clause_before(one))) or one.value == sum(each.value for each in run)


def _ranked(number: Quantity, column: _Column, way: str) -> Quantity | None:
    """A number of the column that contradicts its rank; None where it has it."""
    others = [
        line.number for line in column.lines if line.number is not number and line.label[:2] not in ("其他", "其餘")
    ]
    above = [one for one in others if one.value > number.value]
    if way == "most":
        return max(above, key=lambda one: one.value) if above else None
    if way == "least":
        below = [one for one in others if one.value < number.value]
        return min(below, key=lambda one: one.value) if below else None
    if len(above) == 1 or any(one.value == number.value for one in others):
        return None
    return max(others, key=lambda one: one.value)


def _share_of(number: Quantity | None, column: _Column) -> Decimal:
    whole = sum((line.number.value for line in column.lines), Decimal(0))
    return number.value / whole * _HUNDRED if number and whole else Decimal(0)


def _holds(words: str, label: str) -> bool:
    """Whether words name a label, which 11月 does not 1月."""
    return len(label) >= _SHORTEST and re.search(rf"(?<!\d){re.escape(label)}", words) is not None


def _counts(words: str, heads: str) -> bool:
    """Whether words tell what a column counts: two signs in common, one after the other."""
    return any(words[at : at + 2] in heads for at in range(len(words) - 1))


def _is_near(column: _Column, line: Segment) -> bool:
    """Whether a table is of the section of a line."""
    its, own = column.lines[0].number.segment.passage, line.passage
    apart = abs(its.no - own.no) <= _NEAR
    return apart and (own.outline[: len(its.outline)] == its.outline or its.outline[: len(own.outline)] == own.outline)
