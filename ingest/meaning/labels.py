"""What a printed number counts, composed from where it stands before anything is decided.

A number's own words are rarely all that say what it counts. In 四維、鳳山分別為7件、5件 each number has its own
name before the word 分別; in (線上12、紙本8) both are parts of the number before the bracket; a cell is named
by its row and its column together. A label holds these pieces side by side, found by structure alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise
from math import log10

from catalog.entry import compiled
from catalog.lexicon import Structure
from catalog.models import Unit
from ingest.meaning.proofs import TELLING
from ingest.notation.calendar import DateMention
from ingest.notation.markers import read_marker
from ingest.notation.numerals import DIGITS
from ingest.numbers.printed import Quantity, Segment, by_segment
from ingest.tables.headings import Headings, table_headings

_STOP = re.compile(r"[，。；！？:()「」、/+=|]")
_HARD_STOP = re.compile(r"[，。；！？:()「」=|]")
_DIGITS = re.compile(r"\d+")
# Which of several it is names a thing: 第1次申訴 and 第2次申訴.
_ORDINAL = re.compile(r"(?<=第)([1-9])(?=次)")
_DIGIT_WORDS = {value: word for word, value in reversed(DIGITS.items())}
_LONGEST_OWN, _LONGEST_NAME, _LONGEST_ENDING = 20, 18, 14
_SHORTEST_NAME = 2
_CLAUSE_ENDS = ("，", "；", "。", ":")
# So many numbers behind one its parts may stand.
_FARTHEST_PART = 12
# Sizes below it are one.
_SMALLEST = Decimal("0.1")


@dataclass(frozen=True)
class Label:
    """The composed label of one number. Other numbers in it stand as #, dates as @.

    ``own``: the words that name it alone; ``turn``: what stands between them and the number (較上年同期, 增為);
    ``behind``: the words right behind its unit; ``clause`` and ``left``: its clause, and its sentence, up to it;
    ``subject``: the first words of its sentence, ``topic`` of its passage; ``whole``: own words of the number it is a
    part of; ``before``: own words and unit of the number before it; ``headings``: those of the outline;
    ``row``, ``column``, ``title``: the heads of its cell, outermost first, and its table's title.
    ``unit`` is read whole: a bare number in a list takes that of its neighbours. ``when`` is the date that stands
    between the number before and it, or before the list it is joined to. ``compares``: words of a comparison with
    another time stand in its clause or heads, or in those of the list it is joined to. ``size`` is how large it is, as
    a power of ten.
    """

    own: str
    turn: str
    behind: str
    clause: str
    left: str
    subject: str
    topic: str
    whole: str
    before: str
    headings: str
    row: str
    column: str
    title: str
    unit: str
    cues: tuple[bool, ...]
    compares: bool = False
    when: DateMention | None = None
    size: float = 0.0

    @property
    def is_total(self) -> bool:
        """Whether a head of its cell calls it a total."""
        return any(self.cues[-2:])

    @property
    def line(self) -> str:
        """The label in one line: subject, heads, what it is part of, own words, what stands between and behind."""
        parts = (self.subject, self.title, self.row, self.column, self.whole, self.own, self.turn, self.behind)
        return " · ".join(dict.fromkeys(part for part in parts if part))


@dataclass
class _Draft:
    """A number of a sentence while its label is composed."""

    quantity: Quantity
    own: str = ""
    turn: str = ""
    whole: str = ""
    unit: str = ""
    in_bracket_of: _Draft | None = None
    is_part: bool = False
    when: DateMention | None = None
    named: bool = False
    by_heading: bool = False
    compares: bool = False


class LabelReader:
    """Composes labels with the words of a catalog.

    Args:
        structure: the words that carry structure.
        units: units and their printed forms.
    """

    def __init__(self, structure: Structure, units: Iterable[Unit]) -> None:
        self._units_by_form = {form: unit.id for unit in units for form in (unit.id, *unit.also)}
        forms = "|".join(re.escape(form) for form in sorted(self._units_by_form, key=lambda form: (-len(form), form)))
        self._unit_in_head = compiled(structure.unit_in_head.replace("UNIT", f"(?P<unit>{forms})"))
        self._turns = compiled(f"(?:{structure.turns})+$")
        self._respectively = compiled(structure.respectively)
        self._respectively_word = compiled(structure.respectively_word)
        self._respectively_behind = compiled(structure.respectively_behind)
        self._name_joints = compiled(structure.name_joints)
        self._number_joints = compiled(structure.number_joints)
        self._bare = compiled(structure.bare_statement)
        bare = f"(?:{structure.bare_statement})"
        self._named_statement = compiled(f"(?P<name>.{{{_SHORTEST_NAME},}}?){bare}")
        self._indicator = compiled(structure.indicator_name.replace("(?:BARE)", bare))
        self._relative = compiled(structure.relative)
        self._change = compiled(structure.change)
        self._year = compiled(structure.year)
        self._opening = compiled(structure.opening)
        self._part = compiled(structure.part)
        self._total = compiled(structure.total)
        self._total_head = compiled(structure.total_head)
        self._comparing = [compiled(structure.cues[name]) for name in ("year_before", "compared")]
        self._cues = [compiled(pattern) for pattern in structure.cues.values()]

    def read(self, quantities: Sequence[Quantity]) -> list[Label]:
        """The labels of a report's numbers, in their order.

        Args:
            quantities: all numbers of a report, those of one segment together and in order.
        """
        labels: list[Label] = []
        headings: dict[int, dict[tuple[int, int], Headings]] = {}
        for here in by_segment(quantities):
            passage = here[0].segment.passage
            if passage.kind == "table" and passage.no not in headings:
                headings[passage.no] = table_headings(passage, self._total_head)
            labels += self._segment(here, headings.get(passage.no, {}))
        return labels

    def _segment(self, here: Sequence[Quantity], headings: dict[tuple[int, int], Headings]) -> list[Label]:
        segment = here[0].segment
        masked = _Masked(segment, here, self._year)
        heads = headings.get((segment.cell.row, segment.cell.column)) if segment.cell else None
        labels: list[Label] = []
        before: _Draft | None = None
        for start, group in groupby(here, key=lambda quantity: segment.sentence(quantity.start)[0]):
            drafts = [_Draft(quantity, unit=quantity.unit or "") for quantity in group]
            # Named ordinals (第一次申訴) are words of other numbers' labels, whether anything counts them or not.
            self._compose(
                [d for d in drafts if masked.is_number(d.quantity)], masked, max(start, segment.behind_marker)
            )
            for index, draft in enumerate(drafts):
                if self._bare.fullmatch(draft.own):
                    named = self._aimed_at(drafts[:index]) or self._indicated(draft.quantity)
                    draft.own, draft.by_heading = named or draft.own, bool(named)
            for draft in drafts:
                if not masked.is_number(draft.quantity):
                    self._by_gap(draft, None, masked.words(max(start, segment.behind_marker), draft.quantity.start))
            for draft in drafts:
                labels.append(self._label(draft, before, masked, max(start, segment.behind_marker), heads))
                before = draft if masked.is_number(draft.quantity) else before
        return labels

    def _aimed_at(self, before: Sequence[_Draft]) -> str:
        """What the last number before is of whose words say so: 線上簽核目標值60%，實際值66%."""
        found = (self._named_statement.fullmatch(draft.own) for draft in reversed(before))
        return next((named["name"] for named in found if named), "")

    def _indicated(self, quantity: Quantity) -> str:
        """What a number of an indicator is of: its name before it in the line, else the heading above."""
        segment = quantity.segment
        named = list(self._indicator.finditer(segment.compact.text, 0, quantity.start))
        if named:
            return _DIGITS.sub("0", named[-1].group("name"))[-_LONGEST_OWN:]
        return _of_heading(segment.passage.outline[-1]) if segment.passage.outline else ""

    # ---- one sentence -------------------------------------------------------------------------
    def _compose(self, drafts: list[_Draft], masked: _Masked, start: int) -> None:
        """Fills the drafts of one sentence: lists that share their names first, then each by its own gap."""
        self._brackets(drafts, masked, start)
        self._lists(drafts, masked, start)
        subject = _first_words(masked.words(start, len(masked.segment.compact.text)))
        wholes = _wholes(drafts)
        previous: _Draft | None = None
        for index, draft in enumerate(drafts):
            gap_start = drafts[index - 1].quantity.tail if index else start
            gap = masked.words(gap_start, draft.quantity.start)
            dates = [d for d in masked.segment.dates if gap_start <= d.start and d.end <= draft.quantity.start]
            if dates:
                draft.when = dates[-1]
            elif previous is not None and self._number_joints.fullmatch(gap):
                draft.when = previous.when
            if not draft.named and previous is not None and (behind := self._named_behind(draft, gap, masked)):
                draft.own, draft.named = behind, True
            if not draft.named:
                # What a change is of is told again, not the change: 本期末83項，新增12項，去年底71項.
                level = next((d for d in reversed(drafts[:index]) if not self._is_change(d)), previous)
                self._by_gap(draft, wholes.get(index) or (level if "，" in gap else previous), gap, subject)
            if draft.in_bracket_of is not None:
                draft.whole = draft.in_bracket_of.own
            elif draft.whole:
                pass
            elif self._part.search(gap) and previous is not None:
                draft.whole, draft.is_part = _outside(previous).own, True
            elif previous is not None and previous.is_part and gap.startswith("、"):
                draft.whole, draft.is_part = previous.whole, True
            previous = draft
        self._units(drafts, masked)

    def _named_behind(self, draft: _Draft, gap: str, masked: _Masked) -> str:
        """The name of a number that opens its clause, where it follows there: 7間在市有地，2間在國有地；15間已收回."""
        if not gap.rstrip("@").endswith(_CLAUSE_ENDS) or self._number_joints.fullmatch(gap):
            return ""
        tail = draft.quantity.tail
        behind = _STOP.split(masked.words(tail, tail + _LONGEST_OWN))[0].partition("#")[0]
        compared = any(cue.search(behind) for cue in self._comparing) or self._relative.match(behind)
        return "" if len(behind) < _SHORTEST_NAME or compared else behind

    def _is_change(self, draft: _Draft) -> bool:
        return bool(self._change.match(self._opening.sub("", draft.own)))

    def _brackets(self, drafts: list[_Draft], masked: _Masked, start: int) -> None:
        text = masked.segment.compact.text
        depth_at: list[int] = []
        for index, draft in enumerate(drafts):
            position = draft.quantity.start
            opened = text.rfind("(", start, position)
            if opened > text.rfind(")", start, position):
                outside = [d for d in drafts[:index] if d.quantity.tail <= opened]
                draft.in_bracket_of = outside[-1] if outside else None
            depth_at.append(opened)

    def _lists(self, drafts: list[_Draft], masked: _Masked, start: int) -> None:
        done = 0
        for index, draft in enumerate(drafts):
            if index < done:
                continue
            gap_start = drafts[index - 1].quantity.tail if index else start
            gap = masked.words(gap_start, draft.quantity.start)
            run = self._run(drafts, index, masked)
            if len(run) == 1:
                continue
            done = index + len(run)
            lead = self._respectively.search(gap)
            end = run[-1].quantity.tail
            behind = self._respectively_behind.match(masked.words(end, end + 70))
            if lead and self._name(run, gap[: lead.start()], gap[lead.start() :]):
                continue
            if behind and not lead and self._name(run, behind.group("names"), ""):
                continue
            earlier = drafts[max(0, index - len(run)) : index]
            if lead or self._repeats(run, earlier):
                self._name_again(run, earlier, masked, start, gap, lead.start() if lead else None)

    def _repeats(self, run: list[_Draft], earlier: list[_Draft]) -> bool:
        """Whether a list in one unit goes through what the numbers before it counted, in their order."""
        units = {draft.quantity.unit for draft in run}
        return len(units) == 1 and [d.quantity.unit for d in earlier] == [d.quantity.unit for d in run]

    def _run(self, drafts: list[_Draft], index: int, masked: _Masked) -> list[_Draft]:
        """The numbers from ``index`` on that stand joined, with nothing but joints between."""
        run = [drafts[index]]
        for following in drafts[index + 1 :]:
            between = masked.words(run[-1].quantity.tail, following.quantity.start)
            if self._number_joints.fullmatch(between):
                run.append(following)
            elif following.in_bracket_of is not run[-1]:
                break
        return run

    def _name(self, run: list[_Draft], words: str, turn: str) -> bool:
        """Gives each number of a list its name from the words before them all (or behind), if there are as many."""
        clause = [piece for piece in _HARD_STOP.split(words) if piece]
        names = [self._opening.sub("", name) for name in self._name_joints.split(clause[-1])] if clause else []
        names = [name for name in names if name]
        if len(run) < len(names) <= len(run) + 2:
            names = names[-len(run) :]
        if len(names) != len(run) or any(len(name) > _LONGEST_NAME for name in names):
            return False
        shortest = min(len(name) for name in names[:-1])
        ending = names[-1][shortest:] if 0 < len(names[-1]) - shortest < _LONGEST_ENDING else ""
        opening = names[0][: len(names[0]) - shortest] if len(names) > 2 and len(names[0]) > shortest else ""
        for position, (draft, name) in enumerate(zip(run, names, strict=True)):
            first, last = position == 0, position == len(run) - 1
            draft.own = ("" if first else opening) + name + ("" if last or name.endswith(ending) else ending)
            draft.own = draft.own[-_LONGEST_OWN:]
            draft.turn, draft.named = turn, True
        return True

    def _name_again(
        self, run: list[_Draft], named: list[_Draft], masked: _Masked, start: int, gap: str, lead: int | None
    ) -> None:
        """Gives each number of a list the name of one before it: 工友64人、技工18人，分別節省經費3,776萬元與810萬元.

        Words of the list's own before 分別 (省水比率分別為…) are what it counts; the names are then what of.
        """
        if len(named) != len(run):
            return
        before = gap if lead is None else gap[:lead]
        bare = self._turns.sub("", before)
        own = [piece for piece in _STOP.split(bare) if piece.strip("@")]
        verb = "" if lead is None else self._turns.sub("", self._respectively_word.sub("", gap[lead:]))
        for draft, other in zip(run, named, strict=True):
            if not other.own:
                self._by_gap(other, None, masked.words(start, other.quantity.start).rpartition("#")[2])
            if own and lead is not None:
                draft.own, draft.whole = own[-1][-_LONGEST_OWN:], other.own
            else:
                draft.own, draft.whole = (other.own + verb)[-_LONGEST_OWN:], own[-1][-_LONGEST_OWN:] if own else ""
            draft.turn, draft.named = gap[len(bare) :] if lead is None else gap[lead:], True

    def _by_gap(self, draft: _Draft, previous: _Draft | None, gap: str, subject: str = "") -> None:
        """A number's own words from what stands between the number before it and itself."""
        if previous is not None and self._number_joints.fullmatch(gap):
            draft.own, draft.turn = _outside(previous).own, gap
            return
        bare = self._turns.sub("", gap)
        draft.turn = gap[len(bare) :]
        pieces = [piece for piece in _STOP.split(bare) if piece]
        if bare and pieces:
            draft.own = pieces[-1][-_LONGEST_OWN:]
            if previous is not None and self._relative.match(pieces[-1]):
                draft.whole = _outside(previous).own
            return
        if draft.in_bracket_of is not None:
            draft.own = draft.in_bracket_of.own
        elif previous is not None:
            draft.own = _outside(previous).own
            if _outside(previous).quantity.unit == draft.quantity.unit and self._total.search(draft.turn):
                draft.own = self._turns.sub("", subject)[-_LONGEST_OWN:]

    def _units(self, drafts: list[_Draft], masked: _Masked) -> None:
        """A bare number takes the unit behind the next number of its list, or of the number it is a part of."""
        for draft, following in reversed(list(pairwise(drafts))):
            between = masked.words(draft.quantity.tail, following.quantity.start)
            alike = following.in_bracket_of is draft.in_bracket_of
            if not draft.unit and alike and len(between) <= 8 and not _HARD_STOP.search(between):
                draft.unit = following.unit
        for draft in drafts:
            if not draft.unit and draft.in_bracket_of is not None:
                draft.unit = draft.in_bracket_of.unit

    def _head_unit(self, heads: str) -> str:
        """The unit the innermost head ends with: 人數, 件數, 經費(元)."""
        found = self._unit_in_head.search(heads.rpartition("|")[2])
        return self._units_by_form[found.group("unit")] if found else ""

    # ---- the label ----------------------------------------------------------------------------
    def _label(
        self, draft: _Draft, before: _Draft | None, masked: _Masked, start: int, heads: Headings | None
    ) -> Label:
        quantity, segment = draft.quantity, masked.segment
        left = masked.words(start, quantity.start)
        if draft.by_heading:
            left = draft.own
        clause = _HARD_STOP.split(left)[-1]
        right = masked.words(quantity.tail, min(quantity.tail + 18, len(segment.compact.text)))
        behind = _STOP.split(right)[0]
        subject = _first_words(masked.words(start, len(segment.compact.text)))
        row, column, title = (heads.row, heads.column, heads.title) if heads else ("", "", "")
        named = segment.passage.table_title
        above = (*segment.passage.outline, named) if named else segment.passage.outline
        zones = (draft.turn, clause, left[:-1], behind, f"{column}|{row}", draft.own, right)
        cues = tuple(bool(cue.search(zone)) for zone in zones for cue in self._cues)
        draft.compares = any(cue.search(zone) for zone in (*zones[:2], *zones[4:6]) for cue in self._comparing)
        if before is not None and not _HARD_STOP.search(masked.words(before.quantity.tail, quantity.start)):
            draft.compares = draft.compares or before.compares
        place = (segment.cell is not None, draft.named, draft.in_bracket_of is not None, bool(draft.whole))
        if heads and not draft.unit:
            draft.unit = self._head_unit(column) or self._head_unit(row)
        head_kind = (heads.in_total_row, heads.in_total_column) if heads else (False, False)
        return Label(
            draft.own, draft.turn[-12:], behind[:12], clause[-24:], left[-44:], subject, masked.topic,
            draft.whole, f"{before.own[-10:]}{before.unit}" if before else "",
            "|".join(_compact(heading)[-24:] for heading in above[-3:]),
            row, column, title, draft.unit, (*cues, *place, *head_kind), draft.compares, draft.when,
            log10(max(abs(quantity.value), _SMALLEST)),
        )  # fmt: skip


class _Masked:
    """A segment's text with its numbers as # and its dates as @, by offsets of the text itself."""

    def __init__(self, segment: Segment, quantities: Sequence[Quantity], year: re.Pattern[str]) -> None:
        self.segment = segment
        self._year = year
        spans = [(quantity.start, quantity.end, "#") for quantity in quantities if self.is_number(quantity)]
        spans += [(q.start, q.tail, "@") for q in quantities if year.match(segment.compact.text, q.start)]
        spans += [(date.start, date.end, "@") for date in segment.dates]
        self._spans = sorted(spans)
        text = segment.compact.text
        self.topic = _first_words(self.words(segment.behind_marker, min(len(text), 60)))

    def is_number(self, quantity: Quantity) -> bool:
        """Whether a quantity counts something: not the words of an ordinal, nor a year read as so many years."""
        return quantity.form == "number" and not self._year.match(self.segment.compact.text, quantity.start)

    def words(self, start: int, stop: int) -> str:
        """The words from ``start`` to ``stop``."""
        text, out, at = self.segment.compact.text, [], start
        for first, last, mark in self._spans:
            if at <= first and last <= stop:
                out += [text[at:first], mark]
                at = last
        return _DIGITS.sub("0", _ORDINAL.sub(_in_words, "".join([*out, text[at:stop]])))


def _wholes(drafts: Sequence[_Draft]) -> dict[int, _Draft]:
    """Of which number before them numbers are parts, by their places: those that follow each other and add up to it.

    298件，線上58件、紙本240件；上半年141件、下半年157件: times are told of the whole, not of its last part.
    A bare number has the unit of its whole.
    """
    found: dict[int, _Draft] = {}
    for place, whole in enumerate(drafts):
        if not whole.unit or whole.unit == "%" or whole.quantity.value < TELLING:
            continue
        end = min(place + _FARTHEST_PART, len(drafts))
        for first in range(place + 1, end - 1):
            total = Decimal(0)
            for last in range(first, end):
                part = drafts[last]
                total += part.quantity.value
                if part.unit not in ("", whole.unit) or total >= whole.quantity.value:
                    break
            if total == whole.quantity.value and last > first and part.unit in ("", whole.unit):
                for one in range(first, last + 1):
                    found.setdefault(one, whole)
                    drafts[one].unit = whole.unit
    return found


def _outside(draft: _Draft) -> _Draft:
    """The number a remark in brackets belongs to, or the number itself."""
    return draft.in_bracket_of or draft


def _of_heading(heading: str) -> str:
    """What a heading names: its words behind its marker, and behind 衡量指標:."""
    marker = read_marker(heading)
    words = _compact(heading[marker.end if marker else 0 :])
    return words.replace("：", ":").rpartition(":")[2][-_LONGEST_OWN:]


def _in_words(match: re.Match[str]) -> str:
    return _DIGIT_WORDS[int(match.group())]


def _first_words(words: str) -> str:
    """The first clause that says something, up to its first number."""
    for piece in re.split(r"[，。；！？:()#]", words):
        if len(piece.strip("@、")) > 1:
            return piece[:24]
    return ""


def _compact(text: str) -> str:
    return _DIGITS.sub("0", re.sub(r"\s+", "", text))
