"""What the words beside a printed number say: its kind of statement, its name, its unit, its period."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from catalog.entry import compiled
from catalog.models import Catalog

# What stands for a number in the words beside it.
NUMBER_MARK = "#"
HEAD_UNIT = re.compile(r"\(([^)]{1,4})\)")
LONGEST_NAME = 16
LONGEST_HEAD = 24
WHOLE_YEAR = 12

_STOP = re.compile(r"[，。；;！？!?:、,()「」]")
_CLAUSE_STOP = re.compile(r"[，。；;!?！？]")
_PART_STOP = re.compile(r"[。；]")
_PART_REACH = 30
_BRACKETED = re.compile(r"\([^)]*\)")
_REMARK = re.compile(r"(?<=[^\s，。；:、])\(([^()#，。；]*[^()#，。；\d][^()#，。；]*)\)$")
_YEAR_OF_HEADING = re.compile(r"(?<!\d)(?P<year>\d{2,3})年度?(?![\d至~-]|[上下]半年)")
_LONGEST_UNKNOWN_UNIT = 2


class Phrases:
    """What the words beside a number say, by the words of kinds of statement (:class:`catalog.lexicon.SeriesWords`).

    Args:
        catalog: those words and what units there are.
    """

    def __init__(self, catalog: Catalog) -> None:
        words = self.words = catalog.series
        units = {*catalog.printed_units(), *catalog.lexicon.measure_words}
        # Of each thing there are visits, too: 座次, 站次.
        self._units = frozenset(units | {f"{unit}{words.times}" for unit in units if len(unit) == 1})
        longest_first = sorted(self._units, key=lambda unit: (-len(unit), unit))
        self._counted_head = compiled(rf"(?P<unit>{'|'.join(map(re.escape, longest_first)) or '(?!)'}){words.of_head}$")
        self._kinds = {name: compiled(pattern) for name, pattern in words.kinds.items()}
        self._fillers = compiled(words.fillers)
        self._dated = compiled(words.dated)
        self._respectively = compiled(words.respectively)
        self._list_before = compiled(rf"([^，。；;:#]*)(?:{words.in_order})")
        self._name_joints, self._opened_list = compiled(words.joints), compiled(words.opened_list)
        self._listed_times = compiled(words.listed_times)
        self._name_behind, self._year_behind = compiled(words.name_behind), compiled(words.year_behind)
        self._behind_in_list = compiled(rf"(?:[^\d，。；;:#]{{0,4}}{words.joints}#)*")
        self._head_period = compiled(words.head_period)
        self._caption = compiled(words.table_caption)
        self._cited = compiled(words.cited)
        self._changed = compiled(words.changed_from)
        self._told_until = compiled(words.told_until)
        self._ranked, self._ranked_behind = compiled(words.ranked), compiled(words.ranked_behind)
        self._time_head = compiled(words.time_head)
        self._since = compiled(words.since)
        self._goal_clutter, self._bound_name = compiled(words.goal_clutter), compiled(words.bound_name)
        self._share_of_goal = compiled(words.share_of_goal)
        self._sexes = compiled(words.sexes)
        self._budget, self._planned_money = compiled(words.budget), compiled(words.planned_money)
        # Of a name or a head alone.
        self.says_nothing = compiled(words.nameless).fullmatch
        self.is_share = compiled(words.share).fullmatch
        self.is_value_head = compiled(words.value_heads).fullmatch
        self.is_unit_head = compiled(words.unit_column).fullmatch
        self.is_whole_row = compiled(words.whole_rows).match
        # Of the words before a number.
        self.is_aimed_at = compiled(words.aimed_at).search
        self.is_intended = compiled(words.intended).search
        self.is_sum = compiled(words.sum_of).search
        self.is_sum_of_year = compiled(words.sum_of_year).search
        self.is_next_half = compiled(words.next_half).search
        self.rounds = compiled(words.rounds).search
        # Of what stands between two numbers or in brackets behind one, and of a heading above it.
        self.joins = self._name_joints.fullmatch
        self.is_said_exactly = compiled(words.rounded_behind).fullmatch
        self.is_done_in_brackets = compiled(words.done_in_brackets).search
        self.tells_status = compiled(words.status_section).search
        self.looks_ahead = compiled(words.ahead_section).search

    def kinds(self, zone: str, right: str, left: str, in_table: bool, of_plan: bool) -> dict[str, bool]:
        """Which kinds of statement a number stands in.

        Args:
            zone: the words before it in its sentence, or the heads of its cell.
            right: the words behind it.
            left: the words before it in its sentence or cell.
            in_table: whether ``zone`` are heads.
            of_plan: whether its report is a plan.
        """
        words = self.words
        clause = zone if in_table else _CLAUSE_STOP.split(zone)[-1]
        found = {
            name: bool(pattern.search(zone[-_PART_REACH:] if name == "part" else clause))
            for name, pattern in self._kinds.items()
        }
        found["target"] |= bool(re.match(words.target_behind, right))
        found["target"] &= in_table or not self._share_of_goal.search(left)
        # What a plan's goal rises from is how things stand.
        found["prior"] |= bool(not of_plan and re.search(words.was_before, left) and re.match(words.was_behind, right))
        bracketed = re.search(words.difference_in_brackets, left[-20:])
        found["change"] = bool(found["change"] or bracketed) and (in_table or not found["cumulative"])
        return found

    def name(self, left: str, right: str, words_before: Sequence[str], listed_before: Sequence[str]) -> str:
        """What a number counts, as its own words say: the one of a list that is its, or the last words before it.

        Args:
            left: the words before it in its sentence.
            right: those behind it.
            words_before: the pieces right before it.
            listed_before: what the numbers before it in its sentence count, in their order.
        """
        last = self._dated.sub("", self._cited.sub("", "".join(words_before[-1:])))[-LONGEST_NAME:]
        return self._in_list(left, right, listed_before) or self._year_behind.sub("", re.sub(r"^[\d.]+", "", last))

    def name_behind(self, text: str, at: int) -> str:
        """The name that stands in a text behind a number and its unit, which end ``at``; empty where none does."""
        found = self._name_behind.match(text, at)
        return found[0] if found else ""

    def goal_share(self, left: str) -> str:
        """What a number that is how much of a goal was reached is called; empty for others."""
        return self.words.goal_share_name if self._share_of_goal.search(left) else ""

    def bound_of(self, name: str) -> str:
        """What a name begins with that goes on from the number before it (以上, 未滿), else nothing."""
        found = self._bound_name.match(name)
        return found[0] if found else ""

    def goal_name(self, name: str) -> str:
        """The name of a goal without that it is one."""
        return self._goal_clutter.sub("", name)

    def is_since(self, left: str) -> bool:
        """Whether the words before a number tell since which year it adds up."""
        return bool(self._since.search(_PART_STOP.split(left)[-1]))

    def is_budget(self, names: str, *, planned: bool) -> bool:
        """Whether an amount of these names is one that is given for something."""
        return bool(self._budget.search(names) or (planned and self._planned_money.search(names)))

    def ranked(self, name: str, right: str) -> tuple[str, str]:
        """A part that is said to be the largest of its kind parted from what it is a part of: ("國籍", "越南")."""
        found = self._ranked.search(name) if self._ranked_behind.match(right) else None
        return (found["whole"], found["part"]) if found else ("", name)

    def opens_part(self, left: str) -> bool:
        """Whether what stands before a number opens it as a part of one before."""
        return bool(self._kinds["part"].search(_PART_STOP.split(left)[-1][-_PART_REACH:]))

    def sexes(self, words: str) -> frozenset[str]:
        """Those of whom alone words tell: 女性志工."""
        return frozenset(found[0][0] for found in self._sexes.finditer(words))

    def changed_name(self, left: str) -> str:
        """What a number counts that something changed to: 場址由#處降為#處 names it before where it came from."""
        found = self._changed.search(left)
        return self._dated.sub("", found["name"])[-LONGEST_NAME:] if found else ""

    def words_before(self, text: str) -> list[str]:
        """The pieces of ``text`` that punctuation parts, without the fillers right before the number."""
        return [piece for piece in _STOP.split(self._fillers.sub("", _REMARK.sub(r"\1", text))) if piece]

    def head_period(self, heads: str, start: date, end: date) -> tuple[int, int] | None:
        """The period that the heads of a cell name: months from the report's end to its own, and its length."""
        found = self._head_period.search(heads)
        if found is None:
            return None
        own = months_between(start, end) + 1
        if found["own"]:
            return 0, own
        if found["before"]:
            return (-WHOLE_YEAR if re.search(self.words.a_year_before, found["before"]) else -own), own
        year = int(found["year"]) + 1911 if found["year"] else end.year
        if found["last"]:
            first = int(found["first"] or found["last"])
            return (year - end.year) * 12 + int(found["last"]) - end.month, int(found["last"]) - first + 1
        if (
            own < WHOLE_YEAR
            and date(year, 1, 1) <= start <= end < date(year, WHOLE_YEAR, 1)
            and found[0] in heads.split("|")
        ):
            return 0, own  # of a year that is not over, what a report covers of it
        if found["day"]:
            return (year - end.year) * 12 + WHOLE_YEAR - end.month, 1
        is_first = re.search(self.words.first_half, found[0])
        last = 6 if is_first else WHOLE_YEAR
        length = 6 if re.search(self.words.half, found[0]) else WHOLE_YEAR
        return (year - end.year) * 12 + last - end.month, length

    def year_of_status(self, headings: Sequence[str]) -> tuple[date, date] | None:
        """The year of which headings of a plan tell how things were, where they name one: 110年度執行成果."""
        for heading in reversed(headings):
            found = _YEAR_OF_HEADING.search(heading) if self.tells_status(heading) else None
            if found:
                year = int(found["year"]) + 1911
                return date(year, 1, 1), date(year, WHOLE_YEAR, 31)
        return None

    def told_until(self, text: str) -> tuple[date, date] | None:
        """The part of a year that a plan says its figures are of, where it says so."""
        found = self._told_until.search(text)
        if found is None:
            return None
        year, month = int(found["year"]) + 1911, int(found["month"])
        return date(year, int(found["first"] or 1), 1), date(year, month, monthrange(year, month)[1])

    def without_time(self, heads: str) -> str:
        """Heads without those that only tell a time."""
        return "|".join(part for part in heads.split("|") if not self._time_head.fullmatch(part))

    def unit_of_heads(self, row: str, column: str) -> str:
        """The unit that the heads of a cell state: in brackets, or as what they count (告發件數, 查核戶次)."""
        for words in (column, row):
            found: list[str] = HEAD_UNIT.findall(words)
            bracketed = [unit for unit in found if len(unit) <= _LONGEST_UNKNOWN_UNIT or self._is_unit(unit)]
            if bracketed:
                return bracketed[-1]
        for words in (column, row):
            for part in reversed(words.split("|")):
                counted = self._counted_head.search(_BRACKETED.sub("", part))
                if counted is None:
                    continue
                unit = str(counted["unit"])
                is_of_times = len(unit) > 1 and unit.endswith(self.words.times)
                if is_of_times or counted[0] != unit or part == unit:
                    return unit
        return ""

    def _is_unit(self, text: str) -> bool:
        """Whether a text is a unit, or one behind how many of it (千元)."""
        return any(text[at:] in self._units for at in range(len(text)))

    def caption_name(self, caption: str) -> str | None:
        """What a table is of, as the caption right above it says; None where that is no caption."""
        if not self._caption.match(caption):
            return None
        return re.sub(self.words.caption_clutter, "", caption)[:LONGEST_HEAD]

    def _in_list(self, left: str, right: str, listed_before: Sequence[str]) -> str:
        """The name of a number of a list whose names are not beside its numbers.

        All names come before all numbers (A、B及C分別為1件、2件及3件), or are those of the list before, which is as
        long (A1人、B2人、C3人；完成率分別為4%、5%及6%).
        """
        found = self._respectively.search(left)
        if found is None:
            return ""
        names, at = _BRACKETED.sub("", self._opened_list.sub("", found[1])), found[2].count(NUMBER_MARK)
        behind = self._behind_in_list.match(right)
        count = at + 1 + (behind[0].count(NUMBER_MARK) if behind else 0)
        for parted in (names.split("、"), self._name_joints.split(names)):
            if len(parted) == count > 1 and all(map(self._listed_times.fullmatch, parted)) and len(listed_before) > at:
                return listed_before[-at - 1]
            if len(parted) == count > 1:
                return (self._dated.sub("", parted[at]) or parted[at])[-LONGEST_NAME:]
        told = [self._name_joints.split(_BRACKETED.sub("", own)) for own in self._list_before.findall(left)[:-1]]
        of_all = next((own for own in reversed(told) if len(own) == count), None)
        if of_all and len(self._name_joints.split(names)) == 1 < count:
            return f"{self._dated.sub('', of_all[at])}{self._fillers.sub('', names)}"[:LONGEST_NAME]
        listed = listed_before[: len(listed_before) - at]
        for last in range(len(listed), count - 1, -1):
            own = listed[last - count : last]
            if count > 1 and len(set(own)) == count and not self._name_joints.search(names):
                return f"{own[at]}{names}"[:LONGEST_NAME]
        return ""


def months_between(start: date, end: date) -> int:
    """How many months one date's month is before another's."""
    return (end.year - start.year) * 12 + end.month - start.month
