"""The printed numbers of a report, each with the words it stands among."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import NamedTuple

from catalog.models import Catalog
from ingest.rows import ReportRows, Row
from ingest.series.listed_parts import PartsFinder
from ingest.series.mention import PARTS, Mention, Role
from ingest.series.phrases import (
    HEAD_UNIT,
    LONGEST_HEAD,
    LONGEST_NAME,
    NUMBER_MARK,
    WHOLE_YEAR,
    Phrases,
    months_between,
)

_SENTENCE_STOP = re.compile(r"[。！？]")
_PARTS_NAMES = "，、；;,:()"
_ENDS_PARAGRAPH = "。！？:；"
_DIGITS = re.compile(r"\d+")
_NUMERIC_CELL = re.compile(r"[\d,.%\s\-]*")
_LIST_MARKER = re.compile(
    r"^(?:[一二三四五六七八九十壹貳參肆伍陸柒捌玖拾]+、|[(（][一二三四五六七八九十]+[)）]|\d+[.、])"
)
_OPENING = re.compile(rf"[^\w(「]*(?:{_LIST_MARKER.pattern[1:]})?")
_PART_STOP = re.compile(r"[。；]")
_YEAR = re.compile(r"(?<!\d)(\d{2,3})年")
_SCALED = re.compile(r"[十百千萬億]")
_UNIT_BEHIND = re.compile(r"個?百分點|[%‰]|[^\W\d_]{1,2}")
_LONGEST_LEFT = 40
_LONGEST_RIGHT = 14
_MONTHS_OF_A_YEARLY = 10
_FEWEST_MONTHS = 5
# A plan of fewer figures of the year before is no account of that year.
_FEWEST_TOLD = 10
# How far from the exact number a rounded one may be.
_ROUNDED = 0.2
_MONEY = "元"
_RATE_HEAD = "(%)"
_OF_THE_REPORT = frozenset({"own", "cumulative"})
_MAY_BE_BUDGETS = frozenset({"own", "target", "year"})


class _Cell(NamedTuple):
    passage_no: int
    row: int
    column: int
    rows: int
    columns: int
    text: str
    start: int
    end: int


class MentionReader:
    """Reads the mentions of a report's rows with the words of kinds of statement.

    Args:
        catalog: those words and what units there are.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._phrases, self._parts = Phrases(catalog), PartsFinder(catalog.series)

    def read(self, edition: int, report: ReportRows) -> list[Mention]:
        """The mentions of a report in order of reading.

        Args:
            edition: its place among the agency's editions.
            report: with its tables report, passage, quantity, report_table and table_cell.
        """
        return self._parts.with_wholes(_Edition(self._phrases, edition, report).mentions())


class _Edition:
    """One report as one string without blanks, in which its numbers and sentences have places."""

    def __init__(self, phrases: Phrases, edition: int, report: ReportRows) -> None:
        self._phrases, self._number, self._report = phrases, edition, report
        (self._row,) = report.tables["report"]
        self._passages = {row["passage_no"]: row for row in report.tables["passage"]}
        self._cells = self._tables()
        self._stream, self._offsets, self._opens = self._joined()
        self._quantities = self._without_names(
            sorted(
                report.tables["quantity"], key=lambda row: (row["passage_no"], row["char_start"], row["quantity_no"])
            )
        )
        self._places = {row["quantity_no"]: at for at, row in enumerate(self._quantities)}
        is_plan = self._row["genre"] == "annual_plan"
        self._told = (phrases.told_until(self._stream) or self._mostly_told()) if is_plan else None
        self._spans = [self._span(row) for row in self._quantities]
        self._masked = list(self._stream)
        for first, last in self._spans:
            self._masked[first:last] = [NUMBER_MARK, *[""] * (last - first - 1)]

    def mentions(self) -> list[Mention]:
        """All of them, in order."""
        found: list[Mention] = []
        for index in range(len(self._quantities)):
            found.append(self._mention(index, found))
        return found

    def _span(self, row: Row) -> tuple[int, int]:
        first, last = (self._offsets[row["passage_no"]][row[name]] for name in ("char_start", "char_end"))
        return first, last

    def _without_names(self, quantities: Sequence[Row]) -> list[Row]:
        """The numbers but those that a report shows to be names, by another right behind its unit: 九份986,412人次."""
        printed = [(self._span(row), str(row["unit"] or "")) for row in quantities]
        words = [self._stream[first:last] + unit for (first, last), unit in printed]
        names = {
            word for word, ((_, last), unit), ((first, _), _) in zip(words, printed, printed[1:], strict=False)
            if unit and not _DIGITS.search(word)
            and self._stream[last:first] == unit and _DIGITS.match(self._stream, first)
        }  # fmt: skip
        return [row for row, word in zip(quantities, words, strict=True) if word not in names]

    def _mention(self, index: int, earlier: Sequence[Mention]) -> Mention:
        phrases, row, (first, last) = self._phrases, self._quantities[index], self._spans[index]
        cell = self._cell(row)
        start, stop = self._sentence(first, last, row["passage_no"], cell)
        left, behind = self._words(start, first), self._words(last, stop)
        right = self._words(last, min(stop, last + _LONGEST_RIGHT))
        before = self._spans[index - 1][1] if index and self._spans[index - 1][1] > start else None
        before_it = phrases.words_before(self._stream[max(before or start, first - 30) : first])
        beside = list(takewhile(lambda one: one.line == (row["passage_no"], start), reversed(earlier)))[::-1]
        near = phrases.changed_name(left) or phrases.name(left, behind, before_it, [one.text["near"] for one in beside])
        is_unit = before and self._stream[before] not in _PARTS_NAMES and "".join(before_it).endswith(near)
        if is_unit and len(before_it) < 2 and len(near) < 3 and earlier:
            near = earlier[-1].text["near"]  # 8,415人，計1億元: still the same subsidy
        if cell is None and beside and phrases.is_share(near):
            is_unit_first = before is not None and self._stream[before] not in _PARTS_NAMES
            thing = before_it[-2] if len(before_it) > 1 + is_unit_first else beside[-1].text["near"]
            near = thing + near  # 建築物火災138件，占28.99%
        if cell is None and (phrases.says_nothing(near) or phrases.is_sum_of_year(left)):
            alike = [
                one.text["near"] for one in beside
                if one.unit in ("", str(row["unit"] or one.unit)) and one.role != "change"
            ]  # fmt: skip
            near = (alike or [near])[-1]  # 資源回收率67.1%，已達年度目標66.5%
        if cell is None and beside and phrases.goal_share(left):
            near = beside[-1].text["near"] + phrases.goal_share(left)
        near = self._named_behind(index, start, stop) or near if cell is None else near
        whole, near = phrases.ranked(near, right)
        outline = [bare(heading)[:LONGEST_HEAD] for heading in self._passages[row["passage_no"]]["outline"][-2:]]
        head, top, period = "", "", None
        if cell is not None:
            head, top = self._heads(cell)
            period = phrases.head_period(f"{head}|{top}", self._row["period_start"], self._row["period_end"])
            head, named = phrases.without_time(head), phrases.without_time(top)
            head, top, near = (_DIGITS.sub("0", words) for words in (head, top, near or head or named))
            whole = "" if phrases.is_value_head(named.split("|")[-1]) else named.split("|")[-1]
            # A row of totals is named by what its column counts.
            near = HEAD_UNIT.sub("", whole if phrases.is_whole_row(near) and whole else near) or near
            name = phrases.caption_name(_compact(self._passages.get(row["passage_no"] - 1, {}).get("folded", "")))
            if name is not None:
                outline[-1:] = [name]
                if name and phrases.is_whole_row(near):
                    near = name  # the sum of all is what the table counts
        zone = f"{head}|{top}" if cell is not None else left
        kinds = phrases.kinds(zone, right, left, cell is not None, self._row["genre"] == "annual_plan")
        unit = self._unit(row, cell, right, head, top)
        if earlier and earlier[-1].is_rounded:
            # What is rounded is told of the exact number, too: 累計突破17萬張，達175,820張.
            near, rounded = earlier[-1].text["near"], dict(zip(kinds, earlier[-1].kinds, strict=True))
            kinds["cumulative"] |= rounded["cumulative"]
        off, months = period or self._period(row)
        headings = self._passages[row["passage_no"]]["outline"]
        planned = self._is_planned(row, start, first, headings, by_head=period is not None)
        # A year named for a goal before it (113年擴充為82人；…) is read on for what stands behind.
        stated = row["period_end"] and row["period_end"] < self._row["period_start"]
        told = self._told if planned is False and not stated else None
        if planned is False and not stated and period is None:
            told = phrases.year_of_status(headings) or told
        if told is not None:
            off, months = months_between(self._row["period_end"], told[1]), months_between(*told) + 1
        own = months_between(self._row["period_start"], self._row["period_end"]) + 1
        if cell is None and -off == own == months == WHOLE_YEAR // 2 and phrases.is_next_half(left):
            off, told = own, _moved(self._row["period_start"], self._row["period_end"])
        is_head = cell is not None and self._is_head(cell)
        said = self._role(kinds, unit, left, right, cell is not None, off, months, period is not None, planned)
        if unit == _MONEY and said in _MAY_BE_BUDGETS:
            of_plan = self._row["genre"] == "annual_plan" and said == "target"
            said = "budget" if phrases.is_budget("|".join((near, head, top)), planned=of_plan) else said
        role: Role = "label" if is_head else said
        if role == "target" and cell is None:
            near = phrases.goal_name(near)
        if role in _OF_THE_REPORT and self._is_not_over(row):
            off, months, told = 0, own, (self._row["period_start"], self._row["period_end"])
        head, top, whole = (HEAD_UNIT.sub("", words) for words in (head, top, whole))
        text = dict(zip(PARTS, (
            near, left[-_LONGEST_LEFT:], right, left[:20], "|".join(outline), head, top,
            head + top if cell is not None else f"{left[-24:]}{NUMBER_MARK}{right[:4]}", whole,
        ), strict=True))  # fmt: skip
        line = (row["passage_no"], cell.row if cell else start)
        return Mention(
            self._number, self._report.report_id, row, float(row["value"]), unit, text, tuple(kinds.values()), role,
            cell is not None, first / max(1, len(self._stream)), off, months, line,
            (row["passage_no"], cell.column) if cell else None, self._quoted(row, cell, start, stop),
            (self._row["period_start"], self._row["period_end"]),
            tuple(self._passages[row["passage_no"]]["outline"]), kinds["total"], told,
            self._is_rounded(index, left), cell is None and phrases.opens_part(left) and not kinds["mean"],
            is_sum=cell is None and bool(phrases.is_sum(left)), sexes=phrases.sexes("|".join((near, head, top, whole))),
            bound=self._bound(index, near) if before and cell is None else "",
        )  # fmt: skip

    def _mostly_told(self) -> tuple[date, date] | None:
        """The year before a plan, where most figures of its prose whose time is told are of it: all of them are.

        Such a plan names what it aims at by its own year: 110年訪視118處次，111年增為120處次.
        """
        ends = [row["period_end"] for row in self._quantities if row["period_end"] and self._cell(row) is None]
        last = self._row["period_start"] - timedelta(days=1)
        own = sum(end == last for end in ends)
        return (date(last.year, 1, 1), last) if own >= _FEWEST_TOLD and 2 * own > len(ends) else None

    def _is_planned(self, row: Row, start: int, first: int, headings: Sequence[str], *, by_head: bool) -> bool | None:
        """Whether the words before a number make it one that is to come, or one of how things stand; None if neither.

        A plan that says until when its figures are told names the year of what it aims at: 113年擴增至150處.
        """
        phrases = self._phrases
        if self._row["genre"] != "annual_plan":
            return True if any(map(phrases.looks_ahead, headings)) else None
        if any(map(phrases.tells_status, headings)):
            return False
        if by_head:
            return None
        said = _PART_STOP.split(self._stream[start:first])[-1]
        if self._told is None:
            is_of_last = row["period_end"] == self._row["period_start"] - timedelta(days=1)
            return False if is_of_last and not phrases.is_intended(said) else None
        if phrases.is_done_in_brackets(said):
            return False
        years = [int(year) + 1911 for year in _YEAR.findall(said)]
        is_aimed = bool(years) and years[-1] >= self._row["period_start"].year
        return is_aimed or phrases.is_intended(said) is not None

    def _role(
        self,
        kinds: dict[str, bool],
        unit: str,
        left: str,
        right: str,
        in_table: bool,
        off: int,
        months: int,
        by_head: bool,
        said_planned: bool | None,
    ) -> Role:
        """The kind of statement that decides what a number can be linked with."""
        words = self._phrases.words
        own = months_between(self._row["period_start"], self._row["period_end"]) + 1
        rises = self._told is None and re.search(words.rises_to, left)
        of_plan = self._row["genre"] == "annual_plan"
        # A plan is written within the year before: what it says of that year is how things stand, but for what was
        # aimed at and given.
        status = said_planned is False
        is_last_plan = off == -WHOLE_YEAR and (unit == _MONEY or kinds["target"])
        stands = of_plan and -2 * WHOLE_YEAR < off <= -WHOLE_YEAR and (status or (by_head and not is_last_plan))
        done = status or stands or re.search(words.done, left[-LONGEST_NAME:])
        planned = said_planned or (of_plan and (rises or not done))
        is_part = months - off <= own  # the first half in a report of the year
        is_before = off <= -own if by_head and months < _FEWEST_MONTHS else off <= -4 and months >= _FEWEST_MONTHS
        is_before &= not (self._phrases.changed_name(left) or (kinds["cumulative"] and self._phrases.is_since(left)))
        within = re.match(words.labels_behind, right) and not kinds["mean"]  # 平均1日內完成 is measured
        if not in_table and (re.search(words.labels, left) or within):
            return "label"
        if not in_table and unit not in words.difference_units and self._phrases.is_aimed_at(left):
            return "target"
        if kinds["change"] or unit in words.difference_units:
            return "change"
        if kinds["prior"] or (is_before and not (is_part or stands or self._phrases.is_intended(left[-LONGEST_NAME:]))):
            return "prior"
        comes = off >= _FEWEST_MONTHS and (months - off < own or self._phrases.is_intended(left))
        if kinds["target"] or comes or planned:
            return "target"
        if own < _MONTHS_OF_A_YEARLY and (kinds["year"] or (by_head and months == WHOLE_YEAR)):
            return "year"
        return "cumulative" if kinds["cumulative"] else "own"

    def _unit(self, row: Row, cell: _Cell | None, right: str, head: str, top: str) -> str:
        """Its unit as printed behind it, in brackets in a head, or as the report's reading has it."""
        own = str(row["unit"] or "")
        behind = _UNIT_BEHIND.match(right)
        if cell is not None and behind is None:
            # What a rate's own head says holds before what the column of units says of its row: 達成度(%).
            stated = "" if top.endswith(_RATE_HEAD) else self._unit_beside(cell)
            if stated:
                return stated
            if re.search(self._phrases.words.rates, top + head):
                return "%"
            in_head = self._phrases.unit_of_heads(head, top)
            # Of 千元 the report's reading has made 元.
            return in_head if in_head and not (own and in_head.endswith(own)) else own
        if not own and cell is None:
            own = self._unit_of_list(row)
        if behind and behind[0] in ("%", *self._phrases.words.difference_units):
            return behind[0]
        return own or (behind[0][0] if behind else "")

    def _is_rounded(self, index: int, left: str) -> bool:
        """Whether a number only rounds the next, which is right behind it."""
        if index + 1 >= len(self._spans) or not self._phrases.rounds(left):
            return False
        value, exact = (float(self._quantities[at]["value"]) for at in (index, index + 1))
        between = self._stream[self._spans[index][1] : self._spans[index + 1][0]]
        return 0 < abs(exact - value) <= _ROUNDED * value and bool(self._phrases.is_said_exactly(between))

    def _unit_of_list(self, row: Row) -> str:
        """The unit of a number whose list prints it once, behind the last: 分別為13,340、8,426及1,638公噸."""
        at = self._places[row["quantity_no"]]
        while at + 1 < len(self._spans):
            between = self._stream[self._spans[at][1] : self._spans[at + 1][0]]
            if not self._phrases.joins(between):
                return ""
            at += 1
            (first, last), unit = self._spans[at], str(self._quantities[at]["unit"] or "")
            printed = self._stream[first:last]
            if unit or not self._phrases.joins(self._stream[last : last + 1]):
                # Of 3及5萬元 nobody says what the first is of.
                return unit if not _SCALED.search(printed + self._stream[last : last + 1]) else ""
        return ""

    def _period(self, row: Row) -> tuple[int, int]:
        start, end = row["period_start"], row["period_end"]
        off = months_between(self._row["period_end"], end) if end else 0
        return off, months_between(start, end) + 1 if start and end else 0

    def _is_not_over(self, row: Row) -> bool:
        """Whether the year that a number is told for goes on behind its report, which covers a part of it."""
        start, end = row["period_start"], row["period_end"]
        first, last = self._row["period_start"], self._row["period_end"]
        return bool(start and end and start <= first and last < end and months_between(start, end) + 1 == WHOLE_YEAR)

    def _sentence(self, first: int, last: int, passage_no: int, cell: _Cell | None) -> tuple[int, int]:
        if cell is not None:
            start, stop = self._offsets[passage_no][cell.start], self._offsets[passage_no][cell.end]
        else:
            at = bisect_right(self._opens, first)
            start = self._opens[at - 1]
            stop = self._opens[at] if at < len(self._opens) else len(self._stream)
        start = max((mark.end() for mark in _SENTENCE_STOP.finditer(self._stream, start, first)), default=start)
        opening = _OPENING.match(self._stream, start, first) if cell is None else None
        start = opening.end() if opening else start
        ended = _SENTENCE_STOP.search(self._stream, last, stop)
        return start, ended.end() if ended else stop

    def _bound(self, index: int, near: str) -> str:
        """The number and unit that a name goes on from: 65歲 of 65歲以上長者; empty where it is whole."""
        first, last = self._spans[index - 1]
        unit = str(self._quantities[index - 1]["unit"] or "")
        begins = self._phrases.bound_of(near.removeprefix(unit))
        return f"{self._stream[first:last]}{unit}" if begins and self._stream.startswith(unit + begins, last) else ""

    def _quoted(self, row: Row, cell: _Cell | None, start: int, stop: int) -> tuple[int, int]:
        """The span of what is quoted, in the text of its passage: its sentence there, or its cell."""
        if cell is not None:
            return cell.start, cell.end
        offsets = self._offsets[row["passage_no"]]
        inside = [at for at, place in enumerate(offsets[:-1]) if start <= place < stop]
        return min(inside[0], row["char_start"]), max(inside[-1] + 1, row["char_end"])

    def _words(self, start: int, stop: int) -> str:
        return _DIGITS.sub("0", "".join(self._masked[start:stop]))

    def _cell(self, row: Row) -> _Cell | None:
        own = self._cells.get(row["passage_no"], ())
        return next((cell for cell in own if cell.start <= row["char_start"] < cell.end), None)

    def _heads(self, own: _Cell) -> tuple[str, str]:
        """The words left of a cell and above it."""
        worded = [c for c in self._cells[own.passage_no] if c is not own and not _NUMERIC_CELL.fullmatch(c.text)]
        units = self._unit_column(own)
        left = [
            c for c in worded
            if c.row <= own.row < c.row + c.rows and c.column < own.column and c.column != units
        ]  # fmt: skip
        above = [
            c for c in worded
            if c.row < own.row and c.column < own.column + own.columns and own.column < c.column + c.columns
        ]  # fmt: skip
        # Without a head of its own a row goes on with that of the rows above it.
        left = left or [c for c in worded if c.column == 1 and c.row <= own.row][-1:]
        return _joined_heads(left), _joined_heads(above)

    def _is_head(self, own: _Cell) -> bool:
        """Whether a cell names the row of other cells: a number in it (其他8區) counts nothing."""
        others = (c for c in self._cells[own.passage_no] if c.row == own.row and c.column > own.column)
        return (
            own.column == 1
            and not _NUMERIC_CELL.fullmatch(own.text)
            and any(c.text and _NUMERIC_CELL.fullmatch(c.text) for c in others)
        )

    def _unit_column(self, own: _Cell) -> int | None:
        """The column left of a cell that states the units of its rows; None where none does."""
        return next(
            (
                c.column for c in self._cells[own.passage_no]
                if c.row < own.row and c.column < own.column and self._phrases.is_unit_head(c.text)
            ),
            None,
        )  # fmt: skip

    def _unit_beside(self, own: _Cell) -> str:
        """The unit that a column of units states for a cell's row."""
        column = self._unit_column(own)
        beside = (c for c in self._cells[own.passage_no] if c.column == column and c.row <= own.row < c.row + c.rows)
        return next((c.text for c in beside), "")

    def _tables(self) -> dict[int, list[_Cell]]:
        passages = {row["table_no"]: row["passage_no"] for row in self._report.tables["report_table"]}
        cells: dict[int, list[_Cell]] = {}
        for row in self._report.tables["table_cell"]:
            no = passages[row["table_no"]]
            span = slice(row["char_start"], row["char_end"])
            text = _compact(self._passages[no]["folded"][span])
            cells.setdefault(no, []).append(
                _Cell(no, row["row"], row["column"], row["row_span"], row["column_span"], text, span.start, span.stop)
            )
        return {no: _spread(own) for no, own in cells.items()}

    def _named_behind(self, index: int, start: int, stop: int) -> str:
        """The words behind a number that name it, where they name the one beside it, too: 6人死亡、20人受傷."""
        own = self._words_behind(index)
        if not own:
            return ""
        for one, other in ((index, index + 1), (index - 1, index)):
            if (
                one < 0
                or other >= len(self._spans)
                or not (start <= self._spans[one][0] and self._spans[other][1] <= stop)
            ):
                continue
            words = self._words_behind(one) and self._words_behind(other)
            between = self._stream[self._spans[one][1] : self._spans[other][0]]
            if words and between[:-1] == str(self._quantities[one]["unit"]) + self._words_behind(one):
                return own
        return ""

    def _words_behind(self, index: int) -> str:
        """What stands behind a number's unit up to where its part of the sentence ends."""
        unit, last = str(self._quantities[index]["unit"] or ""), self._spans[index][1]
        if not unit or not self._stream.startswith(unit, last):
            return ""
        return self._phrases.name_behind(self._stream, last + len(unit))

    def _joined(self) -> tuple[str, dict[int, list[int]], list[int]]:
        """The report as one string; where each character went; where something new begins (not a wrapped line)."""
        out: list[str] = []
        offsets: dict[int, list[int]] = {}
        opens = [0]
        previous = ""
        for no, row in self._passages.items():
            behind = out[-1] if out else ""
            if (
                row["kind"] != "paragraph"
                or previous in ("heading", "table")
                or not behind
                or behind in _ENDS_PARAGRAPH
            ):
                opens.append(len(out))
            went = []
            for character in row["folded"]:
                went.append(len(out))
                if not character.isspace():
                    out.append(character)
            offsets[no], previous = [*went, len(out)], row["kind"]
        return "".join(out), offsets, sorted(set(opens))


def _spread(cells: Sequence[_Cell]) -> list[_Cell]:
    """The cells of a table, heads with the empty ones right of them above heads: so texts print merged cells."""
    told = {(cell.row, cell.column): cell for cell in cells if cell.text}
    values = [cell.row for cell in cells if cell.text and _NUMERIC_CELL.fullmatch(cell.text)]
    found: list[_Cell] = []
    for cell in cells:
        left = found[-1] if found else cell
        is_head_below = (cell.row + 1, cell.column) in told and cell.row + 1 < min(values, default=0)
        if not cell.text and is_head_below and left.row == cell.row and left.text and left.column > 1:
            found[-1] = left._replace(columns=cell.column + cell.columns - left.column)
        else:
            found.append(cell)
    return found


def _moved(start: date, end: date) -> tuple[date, date]:
    """The half behind a half."""
    first = end + timedelta(days=1)
    month = first.month + months_between(start, end)
    last = date(first.year, month, monthrange(first.year, month)[1])
    return first, last


def _joined_heads(cells: Sequence[_Cell]) -> str:
    return "|".join(cell.text[:20] for cell in cells[-3:])


def _compact(text: str) -> str:
    return "".join(text.split())


def bare(heading: str) -> str:
    """A heading without its marker."""
    return _LIST_MARKER.sub("", _compact(heading))
