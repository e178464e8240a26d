"""Numbers of earlier days that an earlier report tells itself: with digits exchanged, or more than what comes later.

Values that are understood are compared by their metric. What is here needs none: a number of a time before
(去年同期602則) that the report of that time prints nowhere, while one with its digits exchanged stands there under the
same name; and what has come together since a year (自100年起累計移交), which never gets less.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from ingest.notation.calendar import gregorian_year

Row = dict[str, Any]
Tables = Mapping[str, Sequence[Row]]

# Of fewer digits, numbers are others with two exchanged by chance.
_FEWEST_DIGITS = 3
_EXCHANGED = 2
_STATEMENT = re.compile(r"[。；\n]")
_EARLIER = re.compile(r"去年|上年|上期|前期|前一?年|上屆|同期")
_TOGETHER = re.compile(r"累計(?!至今未)")
_NO_NAME = re.compile(
    r"\(?\d{2,4}\)?年(?:度|全年|同期|底|[上下]半年)?|\d{1,2}月(?:\d{1,2}日)?|[自至起迄止]|累計|合計|總計|共計|全年|本期|本年度?|去年|上年|前期|上期|同期"
    r"|較|比|另|其中|則|為|計|達|約|共|[上下]半年|[^\u4e00-\u9fffA-Za-z]"
)
_DAY = re.compile(r"\(?(?P<year>\d{2,3})\)?年(?:(?P<month>\d{1,2})月)?底")
_SINCE = re.compile(r"自(?:民國)?(?P<year>\d{2,3})年")
_OTHER_TIME = re.compile("去年|上年|前期|上期|同期|目標|預[計定估]|減少|精簡")
# Since when something goes on, how many signs before tell what, and how many are alike of one thing.
_BEGUN = re.compile(
    r"自(?:民國)?(?P<year>\d{2,3})年(?P<month>\d{1,2})月(?:\d{1,2}日)?起?"
    r"(?P<verb>開辦|創刊|創辦|成立|設立|啟用|締結|締盟|施行|實施|開館|合併|試辦)"
)
_SPOKEN_OF, _SAME_THING = 80, 6
_JOINT = re.compile("[、，及與和(]")
_DIGIT = re.compile(r"\d")
_SHORTEST_NAME, _LONGEST_NAME = 2, 24
_DECEMBER = 12
# What may stand before a number that is none the less exact.
_EXACT = (None, "達", "已達")
_FIRST_YEAR = 1911
# What is less than this part of what was before is of another thing.
_SAME_SIZE = 0.6
_TWO_YEARS = timedelta(days=800)


@dataclass(frozen=True)
class Told:
    """Two numbers of two reports, or of one, that contradict each other: the later first."""

    later: Row
    earlier: Row
    report: Tables
    other: Tables
    computed: float
    relation: str
    quote: str
    other_quote: str


def contradictions(reports: Sequence[Tables]) -> Iterator[Told]:
    """What two reports of one authority, in the order of their periods, tell otherwise of one time.

    Args:
        reports: with their numbers and passages; a corrected edition stands for the one it corrects.
    """
    corrected = {report["report"][0].get("edition_of") for report in reports}
    own = [_Report(one) for one in reports if one["report"][0]["report_id"] not in corrected and one.get("quantity")]
    for place, report in enumerate(own):
        yield from _fallen(report, report)
        for other in own[:place]:
            if other.start < report.start and report.start - other.end < _TWO_YEARS:
                yield from _exchanged(report, other)
                yield from _beside_each_other(report, other)
                yield from _begun(report, other)
                yield from _fallen(report, other)


class _Report:
    """The numbers of a report's prose and tables, with the words round them."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.start, self.end = (tables["report"][0][name] for name in ("period_start", "period_end"))
        self._passages = {row["passage_no"]: row for row in tables["passage"]}
        self.numbers = [
            row for row in tables["quantity"] if row["unit"] not in (None, "%") and row["qualifier"] in _EXACT
        ]

    def before(self, number: Row) -> str:
        """The words of a number's statement before it."""
        text = self._passages[number["passage_no"]]["folded"][: number["char_start"]]
        return re.sub(r"\s", "", _STATEMENT.split(text)[-1])

    def between(self, one: Row, other: Row) -> str:
        """The words between two numbers of a paragraph."""
        return re.sub(r"\s", "", self._passages[one["passage_no"]]["folded"][one["char_end"] : other["char_start"]])

    def quote(self, number: Row) -> str:
        """The statement of a number, as printed."""
        text = self._passages[number["passage_no"]]["text"]
        start = max((mark.end() for mark in _STATEMENT.finditer(text, 0, number["char_start"])), default=0)
        stop = _STATEMENT.search(text, number["char_end"])
        return str(text[start : stop.start() if stop else len(text)])

    def is_table(self, number: Row) -> bool:
        """Whether a number stands in a cell."""
        return bool(self._passages[number["passage_no"]]["kind"] == "table")

    def name(self, number: Row) -> str:
        """The words right before a number that may name it, without times; of a cell its heads."""
        heads = number.get("heads") or []
        return _NO_NAME.sub("", "".join(heads) if heads else self.before(number)[-_LONGEST_NAME:])

    def beginnings(self) -> Iterator[tuple[Row, str, str, tuple[int, int]]]:
        """Days since when something goes on: where it stands, the words before, what was done, year and month."""
        for passage in self.tables["passage"]:
            text = passage["folded"]
            for told in _BEGUN.finditer(text):
                row = {
                    "quantity_no": None, "passage_no": passage["passage_no"],
                    "char_start": told.start(), "char_end": told.end(),
                }  # fmt: skip
                words = re.sub(r"[\s\d]", "", text[max(0, told.start() - _SPOKEN_OF) : told.start()])
                yield row, words, told["verb"], (int(told["year"]), int(told["month"]))

    def neighbours(self, number: Row) -> Iterator[tuple[Row, int]]:
        """The numbers right before (-1) and right behind (1) one, parted by a joint alone: 58案、904人."""
        at = self._places[number["quantity_no"]]
        for step in (-1, 1):
            one = self.numbers[at + step] if 0 <= at + step < len(self.numbers) else None
            if one is None or one["passage_no"] != number["passage_no"] or one["unit"] == number["unit"]:
                continue
            first, last = (one, number) if step < 0 else (number, one)
            if _JOINT.fullmatch(self.between(first, last).removeprefix(first["unit"])):
                yield one, step

    @cached_property
    def _places(self) -> dict[int, int]:
        return {row["quantity_no"]: place for place, row in enumerate(self.numbers)}

    def beside(self, number: Row) -> set[float]:
        """The values of two digits and more of a number's paragraph that are of other units: 40期、600則."""
        own = (row for row in self.numbers if row["passage_no"] == number["passage_no"])
        return {row["value"] for row in own if row["unit"] != number["unit"] and len(_digits(row)) >= _EXCHANGED}

    @cached_property
    def values(self) -> set[float]:
        """All values that are printed."""
        return {row["value"] for row in self.tables["quantity"]}

    @cached_property
    def by_digits(self) -> dict[tuple[str, str], list[Row]]:
        """The numbers by their unit and their digits, whatever their order."""
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.numbers:
            found[row["unit"], "".join(sorted(_digits(row)))].append(row)
        return found

    @cached_property
    def together(self) -> list[tuple[Row, date, str, str]]:
        """What has come together: each number with its day, what it is of, and since when where that is told."""
        found = []
        for row in self.numbers:
            words = self.before(row)
            clause = words[max(words.rfind("，"), words.rfind("(")) + 1 :]
            if not _TOGETHER.search(clause) or _OTHER_TIME.search(clause) or self.is_table(row):
                continue
            days, since = list(_DAY.finditer(words)), _SINCE.search(words)
            day = _end_of(days[-1]) if days else self.end
            found.append((row, day, _NO_NAME.sub("", words[-_LONGEST_NAME:]), since["year"] if since else ""))
        return found


def _told(report: _Report, row: Row, other: _Report, earlier: Row, computed: float, relation: str) -> Told:
    return Told(row, earlier, report.tables, other.tables, computed, relation, report.quote(row), other.quote(earlier))


def _exchanged(report: _Report, other: _Report) -> Iterator[Told]:
    """A number of the other report's time that is nowhere there, but with its digits exchanged."""
    for row in report.numbers:
        digits = _digits(row)
        if len(digits) < _FEWEST_DIGITS or row["value"] in other.values:
            continue
        twins = [
            twin
            for twin in other.by_digits.get((row["unit"], "".join(sorted(digits))), ())
            if _is_slip(digits, _digits(twin)) and twin["value"] not in report.values
        ]
        # Of a time before it is told by words; a table is held against words that name the same days.
        cell, before = report.is_table(row), not report.is_table(row) and _is_of(report, row, other)
        twins = (
            twins if before else [one for one in twins if _is_of_same_days(row, one) and other.is_table(one) != cell]
        )
        twin = next((one for one in twins if _is_named_alike(report, row, other, one)), None)
        if twin and len({one["value"] for one in twins}) == 1:
            yield _told(report, row, other, twin, twin["value"], "one name, one value")


def _beside_each_other(report: _Report, other: _Report) -> Iterator[Told]:
    """Two numbers side by side, of another report's time, of which that prints one with another beside it.

    58案、904人 there, and 85案、904人 here: one of them is the same, and so is what both are of.
    """
    for row in report.numbers:
        if row["value"] in other.values or report.is_table(row) or not _is_of(report, row, other):
            continue
        for beside, step in report.neighbours(row):
            again = [
                one
                for one in other.numbers
                if one["value"] == beside["value"] and one["unit"] == beside["unit"] and len(_digits(one)) > _EXCHANGED
            ]
            twins = [
                twin
                for one in again
                for twin, its_step in other.neighbours(one)
                if its_step == -step and twin["unit"] == row["unit"]
            ]
            if len({twin["value"] for twin in twins}) == 1 and _is_near(row, twins[0]):
                yield _told(report, row, other, twins[0], twins[0]["value"], "one name, one value")
                break


def _is_near(row: Row, twin: Row) -> bool:
    """Whether two numbers of as many digits are of one size, or the same digits in another order."""
    first, second = _digits(row), _digits(twin)
    return sorted(first) == sorted(second) or (len(first) == len(second) > 1 and first[0] == second[0])


def _begun(report: _Report, other: _Report) -> Iterator[Told]:
    """When something began that goes on, told otherwise: 專線服務…自103年3月開辦起 there, 自104年3月 here."""
    theirs = list(other.beginnings())
    for row, words, verb, day in report.beginnings():
        named = [
            (one, its_day)
            for one, its_words, its_verb, its_day in theirs
            if its_verb == verb and _common(words, its_words) >= _SAME_THING
        ]
        if len(named) == 1 and named[0][1] != day:
            # The year, or in one year the month.
            at = next(place for place, (own, its) in enumerate(zip(day, named[0][1], strict=True)) if own != its)
            stated = {**row, "value": float(day[at])}
            yield _told(report, stated, other, named[0][0], float(named[0][1][at]), "begun once")


def _is_of(report: _Report, row: Row, other: _Report) -> bool:
    """Whether a number is of a time before, which the other report is of."""
    words = report.before(row)
    end = row["period_end"]
    if end is not None and end < report.start:
        return bool(other.start <= end <= other.end)
    named = f"{other.end.year - _FIRST_YEAR}年" in words[-_LONGEST_NAME:]
    return (named or _EARLIER.search(words[-_LONGEST_NAME:]) is not None) and other.end < report.end


def _is_of_same_days(row: Row, twin: Row) -> bool:
    """Whether words give two numbers the same days."""
    days = [(one["period_start"], one["period_end"], one["period_basis"]) for one in (row, twin)]
    return days[0][:2] == days[1][:2] and None not in days[0][:2] and "report" not in (days[0][2], days[1][2])


def _is_named_alike(report: _Report, row: Row, other: _Report, twin: Row) -> bool:
    """Whether two numbers have a name in common, or another number stands beside both."""
    first, second = report.name(row), other.name(twin)
    if _common(first, second) >= _SHORTEST_NAME:
        return True
    beside = [own.beside(number) for own, number in ((report, row), (other, twin))]
    return bool(beside[0] & beside[1])


def _fallen(report: _Report, other: _Report) -> Iterator[Told]:
    """What has come together by a day, and is less than by a day before."""
    for row, day, name, since in report.together:
        for earlier, before, its_name, its_since in other.together:
            if before >= day or row["unit"] != earlier["unit"] or row is earlier:
                continue
            alike = since == its_since if since and its_since else True
            if not alike or _common(name, its_name) < _SHORTEST_NAME + (not since or not its_since):
                continue
            if earlier["value"] * _SAME_SIZE <= row["value"] < earlier["value"]:
                yield _told(report, row, other, earlier, earlier["value"], "never less")
            elif report is not other and (added := _added(report, row)) and before + timedelta(days=1) == report.start:
                reached = earlier["value"] + added["value"]
                if reached != row["value"] and abs(reached - row["value"]) < row["value"] / 4:
                    yield _told(report, row, other, earlier, reached, "reached with what was added")


def _added(report: _Report, row: Row) -> Row | None:
    """What came in the report's own time, right before what there is then: 10個，累計90個."""
    before = [
        one for one in report.numbers if one["passage_no"] == row["passage_no"] and one["char_end"] < row["char_start"]
    ]
    last = before[-1] if before and before[-1]["unit"] == row["unit"] else None
    if last is None:
        return None
    between = report.between(last, row)
    told = re.fullmatch(rf"{re.escape(row['unit'])}[，(]累計(?:達|為|計)?", between)
    return last if told and not _OTHER_TIME.search(report.before(last)) else None


def _end_of(day: re.Match[str]) -> date:
    """The last day of a month or year that words name."""
    year, month = gregorian_year(int(day["year"])), int(day["month"] or _DECEMBER)
    return date(year + month // _DECEMBER, month % _DECEMBER + 1, 1) - timedelta(days=1)


def _digits(row: Row) -> str:
    return "".join(str(int(digit)) for digit in _DIGIT.findall(row["raw"]))


def _is_slip(one: str, other: str) -> bool:
    """Whether two of as many digits differ by two exchanged."""
    apart = [place for place, (own, its) in enumerate(zip(one, other, strict=False)) if own != its]
    return len(one) == len(other) and len(apart) == _EXCHANGED and sorted(one) == sorted(other)


def _common(one: str, other: str) -> int:
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
