"""Shares, changes and parts of what is told by name at another place of its section: in its table or further above.

調解成立60件，成立率75%, where the paragraph above has 調解80件. That two places tell of one thing is only likely:
a number is accused where it would come out with two digits exchanged, one wrong, the other way, or of another line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Check
from ingest.checking.result import CheckResult, result_of
from ingest.checking.slips import slipped, slipped_digits
from ingest.checking.subjects import bare_label, clause_before, lead_of
from ingest.numbers.printed import Quantity

_PERCENT = "%"
_HUNDRED = Decimal(100)
# How many paragraphs from each other two places may tell of one thing.
_NEAR = 12
_CLOSE = 4
# A rate may have been cut off; one of fewer digits comes about by chance.
_CUT_OFF = Decimal("2.02")
_FEWEST_DIGITS = 3
_SHORTEST = 2
_TIMES = re.compile("本期|本年度?|全年|受理|辦理|[上下]半年")


@dataclass(frozen=True)
class _Way:
    """What a number would be by others, and whether these are of the line that it is said to be of.

    Where it is not ``sure`` that they are of its time, it may be what they come to, and is no slip of that.
    """

    computed: Decimal
    of: tuple[Quantity, ...]
    named: bool = True
    sure: bool = True


class NamedElsewhere:
    """Finds them with the words of shares and changes."""

    def __init__(self, structure: Structure) -> None:
        words, own = structure.change_words, structure.elsewhere_words
        self._share = compiled(rf"{own.part}[占佔](?P<of>[^，。；:()\d]{{0,6}}?)(?:約|為|達)*$")
        self._most, self._tail = compiled(own.most), compiled(rf"(?:{own.tails})$")
        self._rated = compiled(r"[，(](?P<verb>[^，。；:()\d]{2})率(?:為|達)?")
        self._reduced = compiled(rf"[，(][^，。；:()\d]{{0,4}}(?:{own.reduced})率(?:為|達|約)?")
        way = rf"(?:(?P<up>{words.up})|(?P<down>{words.down}))[加少了出低高]*"
        self._changed = compiled(
            rf"(?:^|[，。；:、)])(?P<name>[^，。；:、()\d較比]{{2,10}}?)(?:[較比][^，。；:()\d]{{0,8}}?)?{way}$"
        )
        self._changed_name = compiled(
            rf"(?:^|[，。；:、])[^，。；:()\d]{{0,4}}?{way}(?P<name>[^，。；:()\d較比]{{2,10}})$"
        )
        self._way = compiled(way)
        self._than = compiled(r"(?:^|[，。；:])(?P<name>[^，。；:()\d]{2,12}?)[較比][^，。；:()]{0,10}$")
        self._earlier, self._aside = compiled(words.earlier), compiled(own.aside)
        self._before = compiled(rf"\((?:{words.earlier}|同期)[^()\d]{{0,4}}")
        self._total, self._differs = compiled(structure.total_head), compiled(structure.difference_of)
        self._no_sum = compiled(structure.no_sum_head)
        pairs = [tuple(pair) for pair in (*structure.complements, *structure.opposites)]
        self._pairs = [*pairs, *(own[::-1] for own in pairs)]
        self._set = compiled(rf"[，；(](?:較|比)(?P<year>\d{{2,3}})年底{way}$")
        self._exact = frozenset({None, *structure.exact_qualifiers})

    def results(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each share and change of what is named elsewhere."""
        plain = [one for one in quantities if one.form == "number" and one.qualifier in self._exact]
        prose = [one for one in plain if one.segment.cell is None]
        cells = [one for one in plain if one.segment.cell is not None and one.unit != _PERCENT]
        for place, one in enumerate(prose):
            if one.unit == _PERCENT:
                ways = list(self._shares(one, prose, place, cells))
            elif one.unit is not None:
                ways = list(self._changes(one, prose, cells)) or list(self._reached(one, prose, place, plain))
            else:
                continue
            yield from _judged(check, one, ways)

    def parts(self, check: Check, quantities: Sequence[Quantity]) -> Iterator[CheckResult]:
        """One result for each two parts that are all of what was named before: 眷舍19間；眷舍使用中6間、已收回13間."""
        prose = [one for one in quantities if one.segment.cell is None and one.form == "number"]
        for place, (first, second) in enumerate(pairwise(prose)):
            lead, between = clause_before(first), first.segment.compact.text[first.tail : second.start]
            alike = first.segment is second.segment and first.unit == second.unit and first.unit not in (None, _PERCENT)
            if not alike or not re.fullmatch(r"(?:\([^()]*\))?[，、；及][^，。；:()\d]{1,8}", between):
                continue
            pair = next((own for own in self._pairs if own[0] in lead and own[1] in between), None)
            if pair is None or not {first.qualifier, second.qualifier} <= self._exact:
                continue
            text = first.segment.compact.text[first.segment.behind_marker : first.start]
            name = re.search(
                rf"(?:^|[，。；:、])(?P<name>[^，。；:、()\d]{{2,8}}?)(?:中，?)?{re.escape(pair[0])}者?$", text
            )
            wholes = [
                one
                for one in prose[:place]
                if name and one.unit == first.unit and self._is_close(one, first)
                and lead_of(one).endswith(name["name"]) and one.qualifier in self._exact
            ]  # fmt: skip
            computed = first.value + second.value
            here = not name and not wholes
            if here:
                start, _ = first.segment.sentence(first.start)
                own = [one for one in prose[:place] if one.segment is first.segment and one.start >= start]
                wholes = [one for one in own if one.unit == first.unit and not one.is_rate]
            if any(one.value == computed for one in wholes):
                continue
            slips = [one for one in wholes if slipped(one, (first, second))]
            if not wholes or (here and len(slips) != 1):
                continue
            whole = slips[-1] if here else wholes[-1]
            if computed > whole.value or whole in slips:
                instance = f"{whole.segment.passage.no}:{first.span[0]}:named"
                yield CheckResult(
                    check, instance, "parts stated", "fails", computed, whole.value, Decimal(0), (),
                    (whole, first, second),
                )  # fmt: skip

    # Shares -----------------------------------------------------------------------------------

    def _shares(
        self, rate: Quantity, prose: Sequence[Quantity], place: int, cells: Sequence[Quantity]
    ) -> Iterator[_Way]:
        text = rate.segment.compact.text
        start, _ = rate.segment.sentence(rate.start)
        last = prose[place - 1] if place and prose[place - 1].segment is rate.segment else None
        if last is not None and last.start >= start and last.unit not in (None, _PERCENT):
            between = text[last.tail : rate.start]
            if told := self._rated.fullmatch(between):
                yield from self._of_subject(last, told["verb"], prose)
            if self._reduced.fullmatch(between):
                yield from self._reductions(last, cells)
        marker = rate.segment.behind_marker
        match = self._share.search(text[marker : rate.start])
        if match is None:
            return
        begun = marker + match.start("name")
        name, column = self._core(match["name"]), ""
        led = self._most.search(text[max(start, marker) : rate.start])
        if led and max(start, marker) + led.end() <= begun:
            name, column = self._core(led["name"]), name
        if len(name) < _SHORTEST or (last is not None and last.start >= start and last.tail == begun):
            return
        here = [one for one in cells if self._is_near(one, rate) and not self._is_derived(one)]
        for part in here:
            heads = bare_label(part.segment.column_label)
            if column and not heads.startswith(column):
                continue
            named = self._is_row(part, name)
            row = [one for one in here if named and _is_beside(one, part)]
            sure = bool(column) or len(row) == 1 or self._total.search(heads) is not None
            for whole in self._wholes(part, here):
                if part.value < whole.value:
                    yield _Way(part.value / whole.value * _HUNDRED, (part, whole), named, sure)
        yield from self._in_lists(rate, name, prose[:place])

    def _in_lists(self, rate: Quantity, name: str, before: Sequence[Quantity]) -> Iterator[_Way]:
        """The shares of each part of a list above whose parts one has the name."""
        for index, part in enumerate(before):
            if (
                not self._is_close(part, rate)
                or part.segment is rate.segment
                or not self._core(lead_of(part)).endswith(name)
            ):
                continue
            start, stop = part.segment.sentence(part.start)
            row = [one for one in before if one.segment is part.segment and start <= one.start < stop]
            own = [one for one in row if one.unit == part.unit]
            wholes = [one for one in own if one.start < part.start and one.value > part.value][:1]
            for whole in wholes:
                for one in own:
                    if one is not whole and one.start > whole.start and one.value < whole.value:
                        yield _Way(one.value / whole.value * _HUNDRED, (one, whole), one is before[index])

    def _of_subject(self, part: Quantity, verb: str, prose: Sequence[Quantity]) -> Iterator[_Way]:
        """調解成立96件，成立率60%: of what the paragraph above counts as 調解."""
        lead = clause_before(part)
        start, _ = part.segment.sentence(part.start)
        subject = lead.removesuffix(verb)
        own = any(
            one.segment is part.segment and start <= one.start < part.start and one.unit == part.unit for one in prose
        )
        if own or subject == lead or len(subject) < _SHORTEST or not part.value:
            return
        for one in prose:
            above = one.segment.passage.no < part.segment.passage.no and self._is_close(one, part)
            if above and one.unit == part.unit and one.value >= part.value and lead_of(one).endswith(subject):
                yield _Way(part.value / one.value * _HUNDRED, (part, one))

    def _reductions(self, change: Quantity, cells: Sequence[Quantity]) -> Iterator[_Way]:
        """臨時人員累計減少300人，精簡率25%: of what is left in the table and what went."""
        text = change.segment.compact.text
        match = self._changed.search(text[change.segment.behind_marker : change.start])
        if match is None or not match["down"]:
            return
        name = re.sub("累計|共計?|合計|已", "", match["name"])
        for one in cells:
            labels = one.segment.row_label.split("\n")
            of_group = labels[0].startswith(name) and (len(labels) == 1 or self._total.search(labels[-1]))
            if len(name) >= _SHORTEST and of_group and self._is_near(one, change) and not self._is_derived(one):
                yield _Way(change.value / (one.value + change.value) * _HUNDRED, (change, one))

    def _wholes(self, part: Quantity, cells: Sequence[Quantity]) -> Iterator[Quantity]:
        """The total below a figure that it and those above it come to."""
        column = [
            one
            for one in cells
            if one.segment.passage is part.segment.passage and one.segment.place.column == part.segment.place.column
        ]
        below = [one for one in column if one.segment.place.row > part.segment.place.row and self._is_total(one)]
        for whole in below[:1]:
            parts = [one.value for one in column if one.segment.place.row < whole.segment.place.row]
            if any(sum(parts[place:]) == whole.value for place in range(len(parts))):
                yield whole

    # Changes ----------------------------------------------------------------------------------

    def _changes(self, change: Quantity, prose: Sequence[Quantity], cells: Sequence[Quantity]) -> Iterator[_Way]:
        """第二次申訴減10件, where 第二次申訴40件(去年同期50件) stands above, or a line of a table has that name."""
        text = change.segment.compact.text[change.segment.behind_marker : change.start]
        if told := self._set.search(text):
            yield from self._of_rows(change, told, prose, cells)
            return
        match = self._changed.search(text) or self._changed_name.search(text)
        if match is None or bool(match["up"]) == bool(match["down"]) or self._aside.search(match[0]):
            return
        name = self._core(match["name"])
        if len(name) < _SHORTEST:
            return
        sign = 1 if match["up"] else -1
        for now, base in pairwise(prose):
            own = now.segment is base.segment and now.unit == base.unit == change.unit
            if own and now.segment is not change.segment and self._core(lead_of(now)).endswith(name):
                told = self._before.fullmatch(now.segment.compact.text, now.tail, base.start)
                if told and self._is_close(now, change):
                    yield _Way((now.value - base.value) * sign, (now, base))
        rows: dict[int, list[Quantity]] = {}
        for one in cells:
            if self._is_near(one, change) and self._is_row(one, name) and not self._is_derived(one):
                rows.setdefault(one.segment.passage.no * 1000 + one.segment.place.row, []).append(one)
        for row in rows.values():
            bases = [one for one in row if self._earlier.match(one.segment.column_label.rsplit("\n", 1)[-1])]
            days = [one for one in row if re.search(r"\d年底?", one.segment.column_label)]
            if len(bases) == 1:
                place = row.index(bases[0])
                if place and row[place - 1].unit == change.unit:
                    yield _Way((row[place - 1].value - bases[0].value) * sign, (row[place - 1], bases[0]))
            elif len(row) == len(days) == _SHORTEST and {one.unit for one in row} == {change.unit}:
                now, base = sorted(row, key=lambda one: one.segment.column_label, reverse=True)
                yield _Way((now.value - base.value) * sign, (now, base))

    def _reached(
        self, change: Quantity, prose: Sequence[Quantity], place: int, plain: Sequence[Quantity]
    ) -> Iterator[_Way]:
        """受理諮詢較去年900件增加100件, where what is reached stands elsewhere: all that any number near it gives."""
        base = prose[place - 1] if place else None
        if base is None or base.segment is not change.segment or base.unit != change.unit:
            return
        text = change.segment.compact.text
        told = self._way.fullmatch(text, base.tail, change.start)
        start, _ = base.segment.sentence(base.start)
        set_against = self._than.search(text[base.segment.behind_marker : base.start])
        if told is None or set_against is None:
            return
        here = [one for one in prose[:place] if one.segment is base.segment and start <= one.start < base.start]
        if any(one.unit == base.unit for one in here):
            return
        sign = 1 if told["up"] else -1
        for now in plain:
            own = now.segment is not change.segment and now.unit == change.unit and now.value != base.value
            if own and self._is_near(now, change) and _shares_name(set_against["name"], now):
                yield _Way((now.value - base.value) * sign, (now, base))

    def _of_rows(
        self, change: Quantity, told: re.Match[str], prose: Sequence[Quantity], cells: Sequence[Quantity]
    ) -> Iterator[_Way]:
        """880人；較111年底減20人, beside a row that holds the number and that of the day before."""
        start, _ = change.segment.sentence(change.start)
        own = [one for one in prose if one.segment is change.segment and start <= one.start < change.start]
        values = {one.value for one in own if one.unit == change.unit}
        sign = 1 if told["up"] else -1
        for now in cells:
            if now.value not in values or now.unit != change.unit or not self._is_near(now, change):
                continue
            for base in cells:
                beside = base.segment.passage is now.segment.passage and base.segment.place.row == now.segment.place.row
                if beside and re.search(rf"(?<!\d){told['year']}年(?:底|12月31日)", base.segment.column_label):
                    yield _Way((now.value - base.value) * sign, (now, base))

    # Places -----------------------------------------------------------------------------------

    def _core(self, name: str) -> str:
        return self._tail.sub("", re.sub("^(?:其中|而|又|以|且)", "", name))

    def _is_row(self, cell: Quantity, name: str) -> bool:
        label = bare_label(cell.segment.row_label)
        return label.startswith(name) and len(label) <= len(name) + 2

    def _is_near(self, cell: Quantity, one: Quantity) -> bool:
        its, own = cell.segment.passage, one.segment.passage
        return abs(its.no - own.no) <= _NEAR and its.outline[:1] == own.outline[:1]

    def _is_close(self, one: Quantity, other: Quantity) -> bool:
        return abs(one.segment.passage.no - other.segment.passage.no) <= _CLOSE and (
            one.segment.passage.outline[:2] == other.segment.passage.outline[:2]
        )

    def _is_derived(self, cell: Quantity) -> bool:
        heads = cell.segment.column_label
        return bool(self._differs.search(heads) or self._no_sum.search(heads))

    def _is_total(self, cell: Quantity) -> bool:
        return self._total.search(cell.segment.row_label.rsplit("\n", 1)[-1]) is not None


def _judged(check: Check, stated: Quantity, ways: Sequence[_Way]) -> Iterator[CheckResult]:
    """What a number would be by any way; where it is by none, it fails as a slip of one, or as that of another line."""
    own = [way for way in ways if way.named]
    if not own:
        return
    slack = stated.half_step * _CUT_OFF if stated.unit == _PERCENT else Decimal(0)
    fitting = next((way for way in own if abs(way.computed - stated.value) <= slack), None)
    wrong = None
    if fitting is None:
        others = [way for way in ways if not way.named and abs(way.computed - stated.value) <= stated.half_step]
        wrong = own[0] if others and stated.decimals else next((way for way in own if _is_slip(stated, way)), None)
    found = fitting or wrong
    if found is not None:
        holds = fitting is not None
        yield result_of(check, "change stated", holds, found.computed, (stated, *found.of), "named", slack=slack)


def _is_slip(stated: Quantity, way: _Way) -> bool:
    """Whether a number is what was computed but for a slip, or went the other way."""
    if not way.sure:
        return False
    if way.computed == -stated.value:
        return True
    near = round(way.computed, stated.decimals) if stated.unit == _PERCENT else way.computed
    digits = slipped_digits(stated, near)
    return digits >= _FEWEST_DIGITS or (stated.unit != _PERCENT and digits > 1 and near > 0)


def _is_beside(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are of one row and unit."""
    alike = one.segment.passage is other.segment.passage and one.unit == other.unit
    return alike and one.segment.place.row == other.segment.place.row


def _shares_name(name: str, one: Quantity) -> bool:
    """Whether the words that name a number have two signs in common with a name, times aside."""
    words = _TIMES.sub("", name)
    passage = one.segment.passage
    its = one.segment.row_label + one.segment.column_label + passage.table_title if one.segment.cell else lead_of(one)
    return any(words[place : place + 2] in its for place in range(len(words) - 1))
