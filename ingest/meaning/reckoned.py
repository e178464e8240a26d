"""What arithmetic names: numbers whose words leave open what they are, and whose sums leave no doubt.

A relation of the catalog names a number where one of its three likeliest metrics makes it hold. A list whose numbers
add up to the number before it, and a table's line that adds up to a number told elsewhere, are that number's parts,
whatever they are called.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from itertools import accumulate, islice, product, takewhile

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.meaning.candidates import (
    Candidate,
    are_beside,
    are_in_turn,
    between,
    close_behind,
    follow,
    is_within,
    sentences,
)
from ingest.meaning.labels import Label
from ingest.meaning.proofs import RELATIONS, TELLING, are_few, is_telling
from ingest.numbers.printed import Quantity

# Parts in a list, and in a table: fewer add up by chance.
_LISTED, _LINED, _PAIR = 3, 2, 2
# From here on two parts add up to a number by no chance.
_MANY = 1000
_HARD_STOP = re.compile(r"[，。；]")
# What the rest of a number is called where no words name it.
_OTHERS = "其餘"
_LONGEST_BEHIND = 6
# Below it a sum tells of what is far away only where its numbers are likely so anyhow.
TELLING_FAR = 100
# The half step of a rate that tells: two decimals.
_FINE = Decimal("0.005")


@dataclass
class Reckoned:
    """The metrics that arithmetic names, the names of those numbers that are parts, and totals told behind parts.

    ``timed`` are all there was in their times, and no parts, though they add up to what was in a longer one.
    ``foreign`` are lines of tables with their total, which is of a metric that no part of it may be of;
    ``repeated`` those whose total another passage prints. ``times`` follow each other and add up to a whole, told with
    each.
    """

    metrics: dict[Quantity, str] = field(default_factory=dict)
    timed: set[Quantity] = field(default_factory=set)
    wholes: set[Quantity] = field(default_factory=set)
    foreign: set[Quantity] = field(default_factory=set)
    repeated: set[Quantity] = field(default_factory=set)
    parts: dict[Quantity, str] = field(default_factory=dict)
    times: dict[Quantity, Quantity] = field(default_factory=dict)


# The figures of a line of a table that add up to its one total, the total, and whether the line is a row.
Sum = tuple[list[Candidate], Candidate, bool]


class Reckoner:
    """Names numbers by arithmetic.

    Args:
        checks: the catalog's relations.
        units: that of each metric.
        words: those of parts, totals and changes.
        own_times: a pattern of words for the report's own period.
        year: a pattern of those for its year.
    """

    def __init__(
        self, checks: Sequence[Check], units: Mapping[str, str], words: Structure, own_times: str, year: str
    ) -> None:
        self._units = units
        self._year = compiled(year)
        self._part_name, self._name_end = compiled(words.part_name), compiled(words.part_name_end)
        self._parts = compiled(words.parts_lead)
        self._change, self._own_times = compiled(words.change), compiled(own_times)
        self._total = compiled(rf"(?:{words.total})[為達有計]*$")
        self._times, self._rest = compiled(words.times), compiled(rf"(?:{words.rest})[有為]*")
        self._relations = [
            (RELATIONS[check.kind], check, [check.stated, *check.operands])
            for check in checks
            if check.kind in RELATIONS and check.stated and not check.optional
        ]

    def reckon(self, candidates: Sequence[Candidate]) -> Reckoned:
        """What arithmetic says of a report's numbers, in reading order; of some of them that they are parts."""
        found, before = Reckoned(), -1
        candidates = list(_of_no_row(candidates))
        sums = list(_sums(candidates))
        total_of = {part.quantity: total.quantity for line, total, by_row in sums if not by_row for part in line}
        while len(found.metrics) > before:
            before = len(found.metrics)
            self._by_relations([_known(one, found) for one in candidates], total_of, found)
        self._drop_torn_rows(candidates, found)
        words = [one for one in candidates if one.quantity.segment.cell is None]
        self._by_list(words, found)
        self._by_closing_total(words, found)
        self._by_times(words, found)
        self._by_times_told(words, found)
        self._by_far_total(words, candidates, found)
        self._by_rest(words, found)
        self._by_table(candidates, sums, found)
        for line, total, _ in sums:
            if self._is_foreign(total, line, found):
                found.foreign.update(one.quantity for one in (*line, total))
        found.foreign.update(self._of_others(words))
        return found

    def _of_others(self, here: Sequence[Candidate]) -> Iterator[Quantity]:
        """The numbers whose parts are no such by their words: 本期減少63人，其中工級人員減少58人、臨時人員減少5人.

        What relations make up of other measures is left to them.
        """
        stated = {check.stated for _, check, _ in self._relations}
        for at, whole in enumerate(here):
            if not whole.is_open or whole.surely is None or whole.surely in stated:
                continue
            parts = _adding_up(whole, [one for one in _parts_behind(here, at) if one.unit == whole.unit])
            if len(parts) > 1 and not any(whole.surely in part.may for part in parts):
                yield whole.quantity

    def _is_foreign(self, total: Candidate, line: Sequence[Candidate], found: Reckoned) -> bool:
        """Whether a total is of a metric that counts something else than those its parts may be of.

        A column of totals adds up whatever it counts.
        """
        own = found.metrics.get(total.quantity) or next(iter(_likely(total)), None)
        if own is None:
            return False
        sure = {one.surely or found.metrics.get(one.quantity) for one in line} - {None}
        parts = sure or {metric for one in line for metric in _likely(one)}
        return self._units[own] not in {self._units[metric] for metric in parts if metric}

    # ---- relations ------------------------------------------------------------------------------
    def _by_relations(
        self, candidates: Sequence[Candidate], total_of: Mapping[Quantity, Quantity], found: Reckoned
    ) -> None:
        """Names the open numbers of a passage that make a relation hold in one way, beside sure ones anywhere.

        What a line of a table adds up is part of its total, whatever relation holds among parts.
        """
        sure: dict[str, dict[object, Quantity]] = defaultdict(dict)
        passages: dict[int, dict[str, list[Quantity]]] = defaultdict(lambda: defaultdict(list))
        by_words = {(one.quantity, metric) for one in candidates for metric in one.by_words}
        surely = {(one.quantity, one.surely) for one in candidates}
        for one in candidates:
            if one.surely:
                sure[one.surely].setdefault(one.quantity.value, one.quantity)
            for metric in one.may if one.is_open else ():
                passages[one.quantity.segment.passage.no][metric].append(one.quantity)
        for maybe in passages.values():
            for holds, check, wanted in self._relations:
                # What a passage is sure of stands for what is printed elsewhere, too.
                own = {id_: {q.value: q for q in maybe.get(id_, ()) if (q, id_) in surely} for id_ in wanted}
                sures = {id_: (sure.get(id_, {}) | own[id_]).values() for id_ in wanted}
                options = [list(dict.fromkeys((*sures[id_], *maybe.get(id_, ())))) for id_ in wanted]
                if not any(id_ in maybe for id_ in wanted) or not are_few(options):
                    continue
                # A sum that is sure has its parts: 52億元，機關43億元、學校9億元(前期46億元，本年度6億元).
                settled = {
                    way[0].value: {q.value for q in way}
                    for way in product(*(sures[id_] for id_ in wanted))
                    if is_telling(check, way[0], way[1:]) and holds(way[0], way[1:])
                }
                # In a table a relation may hold in several columns, each with a total of its own.
                ways: dict[Quantity, set[frozenset[tuple[Quantity, str]]]] = defaultdict(set)
                for way in product(*options):
                    named = frozenset((q, id_) for q, id_ in zip(way, wanted, strict=True) if q in maybe.get(id_, ()))
                    if not named or len(set(way)) < len(way) or any(total_of.get(q, way[0]) != way[0] for q in way):
                        continue
                    if not {q.value for q in way} <= settled.get(way[0].value, {q.value for q in way}):
                        continue
                    # Where nothing is sure, totals less their parts fit the relations of other things, too: all but
                    # one of the numbers have to be likely of it by their words.
                    if len(named) == len(way) and not (_are_exact(way) and len(named - by_words) < _PAIR):
                        continue
                    if is_telling(check, way[0], way[1:]) and holds(way[0], way[1:]):
                        ways[way[0]].add(named)
                alone = [named for own in ways.values() if len(own) == 1 for named in own]
                if len(alone) == len(ways) and sum(map(len, alone)) == len(frozenset().union(*alone)):
                    found.metrics.update(pair for named in alone for pair in named)

    def _drop_torn_rows(self, candidates: Sequence[Candidate], found: Reckoned) -> None:
        """Drops what relations name in tables where a row would be of two metrics at two times: one held by chance."""
        rows: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
        for one in candidates:
            if one.quantity.segment.cell is not None:
                rows[one.quantity.segment.passage.no, one.quantity.segment.cell.row].append(one)
        torn = {
            passage
            for (passage, _), row in rows.items()
            if len({found.metrics[one.quantity] for one in row if one.quantity in found.metrics}) > 1
            and self._are_times(row, by_row=True)
        }
        for quantity in [q for q in found.metrics if q.segment.passage.no in torn and q.segment.cell is not None]:
            del found.metrics[quantity]

    # ---- lists ----------------------------------------------------------------------------------
    def _by_list(self, here: Sequence[Candidate], found: Reckoned) -> None:
        """Names the numbers of one unit that add up to a sure one before them: 61案…日本24案、美國11案…其他26案."""
        for at, whole in enumerate(here):
            if whole.surely is None or whole.quantity.is_target:
                continue
            alike = [one for one in close_behind(whole, islice(here, at + 1, None)) if one.unit == whole.unit]
            plain = [one for one in alike if self._is_plain(one)]
            # A small number's parts are opened by words, or come by chance.
            for first in range(-1, len(alike) if whole.quantity.value >= TELLING else 0):
                # Right behind it two are enough; what only compares it stands between.
                parts = _adding_up(whole, plain if first < 0 else alike[first:])
                names = [self.own_name(part.label) for part in parts]
                enough = self._are_both(whole, parts) if first < 0 else len(parts) >= _LISTED
                # What the whole is called is no part's name: 參加118人，分別為62人、56人.
                apart = all(names) and len(set(names)) == len(names) and self.own_name(whole.label) not in names
                # What is named is part of one number: 61案，日本24案、美國12案、其他25案；第1季…
                named = any(part.quantity in found.parts for part in parts)
                # What stands with it, and lines below, are no one list: 去年24案，少6案。/ ●實體11案 / ●視訊7案.
                one = len({part.quantity.segment is whole.quantity.segment for part in parts}) == 1
                if enough and apart and one and not named:
                    self._take(whole.surely, parts, names, found)
                    break

    def _are_both(self, whole: Candidate, parts: Sequence[Candidate]) -> bool:
        """Whether two numbers right behind another are its parts: 2,284件；分商品類978件、服務類1,306件.

        What both are likely of, and words for parts or many digits say so.
        """
        if len(parts) != _PAIR or not all(are_beside(whole, part) for part in parts):
            return False
        gap = between(whole, parts[0])
        many = whole.quantity.value >= _MANY and any(whole.surely in part.by_words for part in parts)
        joined = not _HARD_STOP.search(between(*parts)) and all(whole.surely in part.may for part in parts)
        return joined and (many or self._parts.search(gap) is not None)

    def _by_closing_total(self, here: Sequence[Candidate], found: Reckoned) -> None:
        """Names a total and the list before it that adds up to it, where one of the list is sure.

        網購920件居冠，其次旅遊280件、電信200件，其他600件，總數2,000件.
        """
        for at, whole in enumerate(here):
            words = whole.quantity.segment.compact.text[: whole.quantity.start]
            if not whole.is_open or whole.quantity.value < TELLING or not self._total.search(words):
                continue
            before = [one for one in here[:at] if one.unit == whole.unit and are_beside(one, whole)][::-1]
            sums = accumulate(one.quantity.value for one in before)
            count = next((count for count, total in enumerate(sums, 1) if total >= whole.quantity.value), 0)
            parts = before[:count][::-1]
            metrics = {part.surely for part in parts if part.surely}
            if len(parts) < _LISTED or sum(one.quantity.value for one in parts) != whole.quantity.value:
                continue
            # What is told of several times is named by none of its words: 分別為4月（42人）、5月（45人），共87人.
            times = {part.label.when for part in parts}
            timed = None not in times and len(times) == len(parts)
            names = ["" if timed else self.own_name(part.label) for part in parts]
            if len(metrics) == 1 and all(part.surely or name or timed for part, name in zip(parts, names, strict=True)):
                (metric,) = metrics
                if whole.surely == metric or (whole.surely is None and metric in whole.may):
                    found.metrics[whole.quantity] = metric
                    found.wholes.add(whole.quantity)
                    self._take(metric, parts, names, found)

    def _by_times(self, here: Sequence[Candidate], found: Reckoned) -> None:
        """Names numbers told of times that follow upon each other and add up: 收文626件…，第1季308件，第2季318件."""
        for at, whole in enumerate(here):
            if whole.surely is None or whole.quantity.value < TELLING or not self._is_plain(whole):
                continue
            alike = [one for one in close_behind(whole, islice(here, at + 1, None)) if one.unit == whole.unit]
            timed = [one for one in alike if one.label.when is not None]
            for first in range(len(timed)):
                parts = _filling(whole, timed[first:])
                likely = all(part.surely == whole.surely or whole.surely in part.by_words for part in parts)
                if len(parts) >= _LISTED and whole.quantity.value >= _MANY and are_in_turn(parts):
                    # So many digits say more than words that name none: 依季別，第1季至第4季分別為….
                    found.metrics.update((part.quantity, whole.surely) for part in parts if part.is_open)
                    found.times.update((part.quantity, whole.quantity) for part in parts)
                    break
                if (
                    parts
                    and likely
                    and follow(parts)
                    and (whole.quantity.value >= TELLING_FAR or len(parts) >= _LISTED)
                ):
                    self._take(whole.surely, parts, [""] * len(parts), found)
                    found.times.update((part.quantity, whole.quantity) for part in parts)
                    break

    def _by_times_told(self, here: Sequence[Candidate], found: Reckoned) -> None:
        """Names a longer time's number, and the part of it that the report's own, which is sure, adds up to it with.

        本期受理8,352件，…併計上半年7,846件，全年共受理16,198件.
        """
        for at, whole in enumerate(here):
            by_year = whole.label.when is None and self._year.search(whole.label.own + whole.label.turn) is not None
            if whole.quantity.value < TELLING_FAR or not (whole.label.when or by_year):
                continue
            alike = [one for one in here[:at] if one.unit == whole.unit and are_beside(one, whole)]
            for own, other in product(alike, alike):
                sure = own.surely if own.label.when is None and self._is_plain(own) else None
                told = [one for one in (other, whole) if one.surely != sure]
                part = by_year and other.label.when is not None and other.label.when.grain != "year"
                fits = own.quantity.value + other.quantity.value == whole.quantity.value
                if (
                    sure
                    and fits
                    and (part or is_within(other, whole))
                    and all(one.is_open and not one.surely and sure in one.may for one in told)
                ):
                    found.metrics.update((one.quantity, sure) for one in told)
                    found.timed.update(one.quantity for one in (own, other))

    def _by_far_total(self, here: Sequence[Candidate], everywhere: Sequence[Candidate], found: Reckoned) -> None:
        """Names the list of a sentence that adds up to a sure number anywhere: 依案由分，網購801件、旅遊342件….

        Of a metric that most of the list is likely of, and no other number of the report's own time is so large. Heads
        of a table may tell the report's own time, too.
        """
        told: dict[tuple[str, Decimal], set[str]] = defaultdict(set)
        for one in everywhere:
            own_time = not one.label.compares and (one.quantity.segment.cell is not None or not one.label.when)
            if one.surely and one.quantity.value >= TELLING_FAR and own_time:
                told[one.unit, one.quantity.value].add(one.surely)
        for sentence in sentences(here):
            alike: dict[str, list[Candidate]] = defaultdict(list)
            for one in sentence:
                if self._is_plain(one):
                    alike[one.unit].append(one)
            for unit, own in alike.items():
                sums = list(accumulate(one.quantity.value for one in own))
                metrics = told.get((unit, sums[-1]), set())
                if len(own) < _LISTED or len(metrics) != 1:
                    continue
                (metric,) = metrics
                names = [self._rest_name(part) for part in own]
                likely = sum(metric in part.by_words or part.surely == metric for part in own)
                if 2 * likely > len(own) and all(names) and len(set(names)) == len(names):
                    self._take(metric, own, names, found)

    def _by_rest(self, here: Sequence[Candidate], found: Reckoned) -> None:
        """Names the rest of a sure number: 撥補5億元，其中機關4億元，餘1億元為學校; 維修90件，四維50件，餘40件屬鳳山.

        It is the part that a relation leaves, whatever its words are like; else one of what it is the rest of, by what
        is told behind it.
        """
        for at, rest in enumerate(here):
            if not rest.is_open or not self._is_rest(rest):
                continue
            nearest_first = (here[place] for place in range(at - 1, -1, -1))
            beside = takewhile(partial(are_beside, rest), nearest_first)
            alike = [one for one in beside if one.unit == rest.unit]
            sums = accumulate((one.quantity.value for one in alike), initial=rest.quantity.value)
            # What stands before the parts that make it whole, also farther off: 94案，增加6案；日本36案，餘58案.
            ways = (
                (count, one)
                for count, total in enumerate(sums)
                if count
                for one in alike[count:]
                if one.quantity.value == total and (one is alike[count] or total >= TELLING)
            )
            count, of = next(ways, (0, None))
            whole = of.surely if of else None
            if whole is None:
                continue
            known = {found.metrics.get(part.quantity, part.surely) for part in alike[:count]}
            operands = [
                {*check.operands} for _, check, _ in self._relations if check.kind == "sum" and check.stated == whole
            ]
            left = next((own - known for own in operands if known < own), set())
            name = self._rest_name(rest)
            if len(left) == 1:
                found.metrics[rest.quantity] = left.pop()
            elif known <= {whole} and rest.surely in (None, whole) and whole in rest.may and name != _OTHERS:
                self._take(whole, [rest], [name], found)

    def _is_plain(self, one: Candidate) -> bool:
        """Whether a number is told of its report's own time, and is no change."""
        return one.label.when is None and not one.label.compares and not self._change.match(one.label.own)

    def _is_rest(self, one: Candidate) -> bool:
        return self._rest.match(one.label.own + one.label.turn) is not None

    def _rest_name(self, one: Candidate) -> str:
        """The name of a part, of a rest or a nameless one what is told behind it: 餘27案免予移轉, 當中51件成立."""
        own = self._rest.sub("", one.label.own + one.label.turn, 1)
        name = self.part_name(own) if self._is_rest(one) else self.own_name(one.label)
        if not name:
            behind = self.part_name(one.label.behind)
            name = behind if len(behind) <= _LONGEST_BEHIND else ""
        return name or (_OTHERS if self._is_rest(one) else "")

    def own_name(self, label: Label) -> str:
        """The name of a part by its label; the sign that ends it may open the words behind it, too: 租賃契約19次."""
        # A number joined to the one before has its words without that sign: 定型化契約19次、40家.
        whole = label.own + ("約" if label.own.endswith("契") else label.turn[:1])
        own = whole if self._name_end.search(whole) else label.own
        times = self._own_times.match(own)
        return self.part_name(own[times.end() :] if times else own)

    def is_of_own_time(self, label: Label) -> bool:
        """Whether the words of a number open with those of the report's own time: 本期查核."""
        return self._own_times.match(label.own) is not None

    def part_name(self, words: str) -> str:
        """The name of a part in its own words; empty where there is none."""
        found = self._part_name.match(words)
        name = found.group("name") if found else ""
        return "" if self._change.match(name) or self._rest.fullmatch(name) else name

    # ---- tables ---------------------------------------------------------------------------------
    def _by_table(self, candidates: Sequence[Candidate], sums: Sequence[Sum], found: Reckoned) -> None:
        """Names the cells of a line whose total is surely of a metric, there or where another passage prints it."""
        told: dict[tuple[object, ...], list[Candidate]] = defaultdict(list)
        for one in candidates:
            if one.surely:
                told[_said(one)].append(one)
        for line, total, by_row in sums:
            passage = total.quantity.segment.passage.no
            # A column without a unit may be of any: 本期 names none, though 期 counts.
            unit = total.quantity.unit or ("" if self._times.fullmatch(_innermost(total.label.column)) else total.unit)
            elsewhere = {
                one.surely
                for one in told.get(_said(total), ())
                if one.quantity.segment.passage.no != passage
                and (one.unit == unit or (not unit and total.quantity.value >= TELLING_FAR))
            }
            times = self._are_times(line, by_row)
            # A line is of what its total is.
            (metric, *others) = elsewhere or {total.surely}
            if metric and not others and (total.surely == metric or (total.surely is None and total.is_open)):
                names = [self.part_name(_head(one, by_row)) for one in line]
                likely = sum(metric in one.may or one.surely == metric for one in line)
                if total.quantity.value < TELLING_FAR and 2 * likely < len(line):
                    continue
                if times:
                    names = [""] * len(line)
                elif not all(names) or len(set(names)) < len(names):
                    continue
                parts = [] if not times and self._are_own(metric, line) else line
                self._take(metric, parts, names[: len(parts)], found)
                found.metrics[total.quantity] = metric
                if elsewhere:
                    found.repeated.update(one.quantity for one in (*parts, total))

    def _are_own(self, metric: str, line: Sequence[Candidate]) -> bool:
        """Whether words say that the parts of a total are measures of their own, by a relation: 工級 and 臨時人員."""
        own = {id_ for _, check, ids in self._relations if check.stated == metric for id_ in ids[1:]}
        return any(own & one.by_words for one in line)

    def _are_times(self, line: Sequence[Candidate], by_row: bool) -> bool:
        """Whether heads tell the cells of a line by their days: those are values of other times, not named parts."""
        heads = [one.quantity.segment.column_heads if by_row else one.quantity.segment.row_heads for one in line]
        return all(any(head.dates or self._own_times.fullmatch(head.compact.text) for head in own) for own in heads)

    @staticmethod
    def _take(metric: str, parts: Sequence[Candidate], names: Sequence[str], found: Reckoned) -> None:
        """Names parts: none where one of them is surely something else."""
        if all(part.surely == metric or (part.surely is None and part.is_open) for part in parts):
            for part, name in zip(parts, names, strict=True):
                if part.is_open:
                    found.metrics[part.quantity] = metric
                if name:
                    found.parts[part.quantity] = name


def _parts_behind(here: Sequence[Candidate], at: int) -> Iterator[Candidate]:
    """The numbers of the same sentence right behind one that are told as its parts."""
    for one in here[at + 1 :]:
        if one.label.whole != here[at].label.own or not are_beside(here[at], one):
            return
        yield one


def _of_no_row(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates, those in a row of totals without what the rows above are of, where these are of several metrics.

    Below 工級人員 and 臨時人員 a 合計 is of neither.
    """
    above: dict[tuple[int, int], set[str]] = defaultdict(set)
    for one in candidates:
        place = _column_of(one)
        if place and not one.label.cues[-2]:
            above[place].update([one.surely] if one.surely else _likely(one)[:1])
    for one in candidates:
        place = _column_of(one)
        rows = above[place] if place and one.label.cues[-2] else set()
        yield replace(one, may=one.may - rows, by_words=one.by_words - rows) if len(rows) > 1 else one


def _column_of(one: Candidate) -> tuple[int, int] | None:
    """The table and column of a candidate in a cell."""
    cell = one.quantity.segment.cell
    return (one.quantity.segment.passage.no, cell.column) if cell else None


def _likely(one: Candidate) -> list[str]:
    """The metrics that a number may be of by words and examples, the likeliest first."""
    suggestion = one.quantity.suggestion
    by_example = [likely.metric_id for likely in suggestion.likely] if suggestion else []
    return [one.surely, *by_example] if one.surely else by_example


def _filling(whole: Candidate, others: Sequence[Candidate]) -> list[Candidate]:
    """The first of ``others``, two or more, that add up to a number, whatever they are of; none where they do not."""
    sums = accumulate(one.quantity.value for one in others)
    count = next((count for count, total in enumerate(sums, 1) if total >= whole.quantity.value), 0)
    parts = others[:count]
    return list(parts) if count > 1 and sum(p.quantity.value for p in parts) == whole.quantity.value else []


def _known(one: Candidate, found: Reckoned) -> Candidate:
    metric = found.metrics.get(one.quantity)
    return replace(one, surely=metric, is_open=False) if metric else one


def _are_exact(way: Sequence[Quantity]) -> bool:
    """Whether numbers of which none is sure have so many digits that a relation between them is no chance."""
    rate, *terms = way
    is_fine = rate.unit != "%" or rate.half_step <= _FINE
    return is_fine and all(term.value >= TELLING_FAR for term in terms)


def _adding_up(whole: Candidate, others: Sequence[Candidate]) -> list[Candidate]:
    """The first of ``others`` that add up to a number; none where they do not, or one is no part of it.

    A rule may have read one as of its metric, and not what part it is: 接待46案；日本19案、韓國9案….
    """
    total = whole.quantity.value - whole.quantity.value
    for count, one in enumerate(others, 1):
        other = one.surely != whole.surely and (one.surely is not None or not one.is_open)
        if other or one.quantity.value <= 0:
            return []
        total += one.quantity.value
        if total >= whole.quantity.value:
            return list(others[:count]) if total == whole.quantity.value else []
    return []


def _said(one: Candidate) -> tuple[object, ...]:
    """What makes two numbers of a unit one: their value, and whether they are told as of another time."""
    return one.quantity.value, one.label.compares


def _head(one: Candidate, by_row: bool) -> str:
    """The innermost head that tells a cell of a line from the others of that line."""
    return _innermost(one.label.column if by_row else one.label.row)


def _innermost(heads: str) -> str:
    return heads.rpartition("|")[2]


def _sums(candidates: Sequence[Candidate]) -> Iterator[Sum]:
    """The lines of tables whose figures add up to their one total, the total, and whether the line is a row."""
    lines: dict[tuple[int, bool, int], list[Candidate]] = defaultdict(list)
    for one in candidates:
        cell = one.quantity.segment.cell
        none = one.quantity.below_difference or one.quantity.is_rate or one.quantity.form != "number"
        if cell is not None and not none:
            passage = one.quantity.segment.passage.no
            lines[passage, True, cell.row].append(one)
            lines[passage, False, cell.column].append(one)
    for (_, by_row, _), line in lines.items():
        # Of a row the total's column is called so, of a column its row.
        totals = [one for one in line if one.label.cues[-1 if by_row else -2]]
        if len(totals) != 1 or totals[0].quantity.value < TELLING:
            continue
        others = [one for one in line if one not in totals]
        # What is only compared, in a column of its own, is no part of a total: 第1季, 第2季, 合計, 去年同期.
        for parts in (others, [one for one in others if one.label.compares == totals[0].label.compares]):
            if len(parts) >= _LINED and sum(one.quantity.value for one in parts) == totals[0].quantity.value:
                yield parts, totals[0], by_row
                break
