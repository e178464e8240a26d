"""The most of several, and what comes next: 以交通類228件最多，環保類301件次之; 以網路購物最多 beside a table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, result_of
from ingest.numbers.printed import Quantity, Segment

_PERCENT = "%"
_NEXT_NAMED = re.compile(
    r"\)?[、及與和暨，](?:第\d季|\d{1,2}月|\d{2,3}年度?)?[^，。；、:()\d]{0,14}(?<![、及與和暨，)])"
)
# … or without a name: 分別為295件、306件及314件.
_NEXT = re.compile(rf"{_NEXT_NAMED.pattern}|[、及與和暨]")
_EACH_TIME = re.compile(r"，(?:呈)?逐[年季月期次](?P<way>[^，。；、:()\d]{1,4})(?=[，。；]|$)")
_CLAUSE = re.compile(r"[，。；、:()]")
_TIME = re.compile(r"第[\d一二三四]季|\d月|\d年|半年|[上本]期")
_IN_BRACKETS = re.compile(r"\([\d.]+%\)")
_LEADS = re.compile(r"以[^，。；、:()\d]{2,10}$")
_FEWEST = 2
_FEWEST_OF_TABLE = 3


class Extremes:
    """Finds them with the words that rank."""

    def __init__(self, structure: Structure) -> None:
        words = structure.extreme_words
        self._ranks = [compiled(rf"(?:{rank})") for rank in words.ranks]
        self._told, self._least = compiled(words.told_most), compiled(words.least)
        self._told_least = compiled(rf"[，；](?:而|以)?(?P<name>[^，。；、():以\d]{{2,8}}?){words.least}(?=[，。；]|$)")
        told = "|".join((*words.ranks, words.least))
        self._joint = compiled(rf"(?:{told})?(?:{_NEXT_NAMED.pattern})")
        self._ways = compiled(structure.change_words.up), compiled(structure.change_words.down)
        self._led = compiled(rf"(?:{words.ranks[0]})，(?:計有?|共計?|有|達|為)$")
        self._other, self._total = compiled(words.other), compiled(structure.total_head)
        self._no_sum, self._differs = compiled(structure.no_sum_head), compiled(structure.difference_of)
        self._aside = compiled(structure.partition_words.aside)
        self._exact = frozenset({None, *structure.exact_qualifiers})

    def results(
        self, check: Check, quantities: Sequence[Quantity], segments: Sequence[Segment]
    ) -> Iterator[CheckResult]:
        """One result for each number that is ranked behind another, and for each name that is told to have most."""
        printed: dict[Segment, list[Quantity]] = defaultdict(list)
        for one in quantities:
            printed[one.segment] += [one] if one.form == "number" else []
        cells = [one for one in quantities if one.segment.cell is not None and one.qualifier in self._exact]
        for line in segments:
            if line.cell is None:
                yield from self._ranked(check, printed[line])
                yield from self._outranked(check, printed[line])
                yield from self._named(check, line, printed[line], cells)
                yield from self._step_by_step(check, printed[line])
                yield from self._last(check, printed[line])

    def _ranked(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """Numbers of one sentence and unit with the words of ranks right behind them, each no more than the last."""
        for (first, at), (second, then) in pairwise(self._with_ranks(numbers)):
            text, sentence = first.segment.compact.text, first.segment.sentence(first.start)
            together = sentence == second.segment.sentence(second.start) and "；" not in text[first.tail : second.start]
            upwards = self._least.search(text, sentence[0], second.tail)
            if together and first.unit == second.unit and then == at + 1 and not upwards:
                yield _result(check, second, first, "ranked", holds=second.value <= first.value)

    def _outranked(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """甲類612件最多，占近二成；乙類486件，其他2,113件: of the names listed behind it none has more."""
        for place, one in enumerate(numbers):
            text = one.segment.compact.text
            _, stop = one.segment.sentence(one.start)
            own = [other for other in numbers[place + 1 :] if other.start < stop and other.unit == one.unit]
            last = own[-1] if own else None
            first = self._ranks[0].match(text, one.tail) and one.unit not in (None, _PERCENT)
            if not first or last is None or not self._other.search(_clause(last)):
                continue
            words = text[one.tail : last.start]
            listed = own[:-1]
            plain = all(each.qualifier in self._exact and _clause(each) for each in (one, *listed))
            if not listed or not plain or any(self._aside.search(_clause(each)) for each in listed) or "。" in words:
                continue
            most = max(listed, key=lambda each: each.value)
            yield _result(check, one, most, "most of them", holds=one.value >= most.value)

    def _step_by_step(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """第1季至第3季分別為295件、306件及314件，逐季遞增: no step of a list goes the other way."""
        for run in _lists(numbers, _NEXT):
            last = run[-1]
            told = _EACH_TIME.match(last.segment.compact.text, last.tail)
            of_times = all(_TIME.search(_clause(one)) for one in run) or "分別" in _clause(run[0])
            plain = of_times and len(run) >= _FEWEST_OF_TABLE and {one.qualifier for one in run} <= self._exact
            up, down = (told and own.search(told["way"]) for own in self._ways)
            if plain and bool(up) != bool(down):
                turned = [(one, other) for one, other in pairwise(run) if (other.value < one.value) == bool(up)]
                turned = [(one, other) for one, other in turned if one.value != other.value]
                one, other = turned[0] if turned else run[:2]
                yield _result(check, other, one, "step by step", holds=not turned)

    def _last(self, check: Check, numbers: Sequence[Quantity]) -> Iterator[CheckResult]:
        """甲類21案最多，乙類9案居末，丙類12案: none of the list it stands in has less, but for what is left over."""
        for run in _lists(numbers, self._joint):
            own = [one for one in run if not self._other.search(_clause(one))]
            plain = all(one.qualifier in self._exact and not self._aside.search(_clause(one)) for one in own)
            for one in own if plain and len(own) >= _FEWEST_OF_TABLE else ():
                text = one.segment.compact.text
                told = self._least.match(text, one.tail)
                # 甲3處最少，乙5處次之: ranked upwards, by what comes next.
                upwards = any(self._ranks[1].match(text, other.tail) for other in own if other.start > one.start)
                if told and not upwards and text[told.end() : told.end() + 1] in ("", *"，、。；)"):
                    # 12件、9件最少，成立5件: what follows behind another mark than before is of something else.
                    before = [each for each in own if each.start < one.start][-1:]
                    parted = [text[each.tail : one.start].lstrip(")")[:1] for each in before]
                    ended = text.startswith("，", told.end()) and parted == ["、"]
                    beside = [each for each in own if each.start <= one.start] if ended else own
                    least = min(beside, key=lambda each: each.value)
                    yield _result(check, one, least, "told least", holds=one.value <= least.value)

    def _with_ranks(self, numbers: Sequence[Quantity]) -> Iterator[tuple[Quantity, int]]:
        for one in numbers:
            text = one.segment.compact.text
            place = next((at for at, rank in enumerate(self._ranks) if rank.match(text, one.tail)), None)
            # 以電話最多，計820件
            if place is None and (led := self._led.search(text[: one.start])) and _LEADS.search(text[: led.start()]):
                place = 0
            # 甲類、乙類合計410件次之: two of them together rank nothing.
            words = _clause(one).rstrip("占佔約") if one.unit == _PERCENT else _clause(one)
            together = self._aside.search(words) and not (place == 0 and words == "計")
            if place is not None and one.qualifier in self._exact and one.unit is not None and not together:
                yield one, place

    def _named(
        self, check: Check, line: Segment, numbers: Sequence[Quantity], cells: Sequence[Quantity]
    ) -> Iterator[CheckResult]:
        """以NAME最多 beside a list that gives its number, or the only table of its section that has a line for it."""
        for told in self._told.finditer(line.compact.text):
            name = told["name"]
            sentence = line.sentence(told.start())
            here = [one for one in numbers if sentence[0] <= one.start < sentence[1]]
            own = [found for run in _lists(here) for found in [self._list_of(name, run)] if found]
            if not own and name not in "".join(_clause(one) for one in here):
                subject = _CLAUSE.split(line.compact.text[: told.start()])[-1]
                near = [one for one in cells if _is_near(line, one.segment)]
                own = self._lines_of(name, near) or self._columns_of(name, subject, near)
            if own:
                # Of several lists or columns it is the one where it has most.
                fitting = [(one, most) for one, most in own if one.value >= most.value]
                one, most = (fitting or own)[0]
                yield _result(check, one, most, "told most", holds=bool(fitting))
            for least in self._told_least.finditer(line.compact.text, told.end(), sentence[1]) if own else ():
                cells_near = [one for one in cells if _is_near(line, one.segment)]
                subject = _CLAUSE.split(line.compact.text[: told.start()])[-1]
                lines = self._lines_of(least["name"], cells_near, least=True)
                lines = lines or self._columns_of(least["name"], subject, cells_near, least=True)
                fitting = [(one, other) for one, other in lines if one.value <= other.value]
                if lines:
                    one, other = (fitting or lines)[0]
                    yield _result(check, one, other, "told least", holds=bool(fitting))

    def _list_of(self, name: str, run: Sequence[Quantity]) -> tuple[Quantity, Quantity] | None:
        """The number of a name in a list, and the highest of the others."""
        named = [one for one in run if name in _clause(one)]
        others = [one for one in run if one not in named and not self._other.search(_clause(one))]
        plain = all(one.qualifier in self._exact and not self._aside.search(_clause(one)) for one in run)
        if len(named) != 1 or not others or not plain:
            return None
        return named[0], max(others, key=lambda one: one.value)

    def _lines_of(
        self, name: str, cells: Sequence[Quantity], *, least: bool = False
    ) -> list[tuple[Quantity, Quantity]]:
        """The figures of the row of a name, each with the highest (``least``: the lowest) beside it in its column."""
        found: list[tuple[Quantity, Quantity]] = []
        for one in cells:
            if not one.segment.row_label.split("\n")[-1].startswith(name) or one.unit == _PERCENT:
                continue
            column = [
                cell
                for cell in cells
                if cell.segment.passage is one.segment.passage
                and cell is not one
                and cell.segment.column_label == one.segment.column_label
                and not self._total.search(cell.segment.row_label)
                and not self._other.search(cell.segment.row_label)
            ]
            heads = one.segment.column_label
            if (
                len(column) + 1 >= _FEWEST_OF_TABLE
                and not self._no_sum.search(heads)
                and not self._differs.search(heads)
            ):
                pick = min if least else max
                found.append((one, pick(column, key=lambda cell: cell.value)))
        return found

    def _columns_of(
        self, name: str, subject: str, cells: Sequence[Quantity], *, least: bool = False
    ) -> list[tuple[Quantity, Quantity]]:
        """The figures of the column of a name in rows of totals, or of the subject: each with the highest beside it."""
        found: list[tuple[Quantity, Quantity]] = []
        for one in cells:
            label = one.segment.row_label.split("\n")[-1]
            own_row = self._total.search(label) or (len(subject) >= _FEWEST and subject[-_FEWEST:] in label)
            if not own_row or one.unit == _PERCENT or not _head(one).endswith(name):
                continue
            row = [
                cell
                for cell in cells
                if cell is not one
                and cell.segment.passage is one.segment.passage
                and cell.segment.place.row == one.segment.place.row
                and cell.unit == one.unit
                and (_head(cell)[-1:] == name[-1:] if re.search("[季月年]$", name) else True)
                and not any(own.search(_head(cell)) for own in (self._total, self._other, self._no_sum, self._differs))
            ]
            if len(row) + 1 >= _FEWEST_OF_TABLE:
                pick = min if least else max
                found.append((one, pick(row, key=lambda cell: cell.value)))
        return found


def _head(cell: Quantity) -> str:
    return cell.segment.column_label.rsplit("\n", 1)[-1]


def _clause(one: Quantity) -> str:
    return _CLAUSE.split(one.segment.compact.text[: one.start])[-1]


def _is_near(line: Segment, cell: Segment) -> bool:
    """Whether a table is of the section of a line, or of the one right around it."""
    own, its = line.passage.outline, cell.passage.outline
    return own[: len(its)] == its or its[: len(own)] == own


def _lists(numbers: Sequence[Quantity], joint: re.Pattern[str] = _NEXT_NAMED) -> Iterator[list[Quantity]]:
    """The lists of numbers of one unit, each with a name, among those of a sentence."""
    run: list[Quantity] = []
    for one in numbers:
        text = one.segment.compact.text
        if one.unit == _PERCENT and text[: one.start].endswith("(") and text.startswith(")", one.tail):
            continue  # 甲120件(60%)、乙50件(25%)
        between = _IN_BRACKETS.sub("", text[run[-1].tail : one.start]) if run else ""
        if run and not (one.unit == run[-1].unit and joint.fullmatch(between)):
            yield from [run] if len(run) >= _FEWEST else []
            run = []
        run += [one] if one.unit not in (None, _PERCENT) else []
    yield from [run] if len(run) >= _FEWEST else []


def _result(check: Check, one: Quantity, other: Quantity, relation: str, *, holds: bool) -> CheckResult:
    return result_of(check, relation, holds, other.value, (one, other), relation)
