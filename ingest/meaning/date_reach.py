"""How far a date governs the numbers behind it: to its sentence's end, or only to what is compared.

較108年之8,790件多525件；電話8,421件: the year is that of 8,790 alone, and what follows is told of
the period before it. 109年底為27項 holds for that one number, too, and so does 由108年之8,790件增為9,315件.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from catalog.entry import compiled
from catalog.lexicon import Lexicon, Structure
from ingest.notation.calendar import DateMention, Interval, ends_a_month
from ingest.numbers.printed import Quantity, Segment

_CLAUSE_END = re.compile(r"[，。；！？:]")
_STATEMENT_END = re.compile(r"[。；！？]")
_CLAUSE = re.compile(r"[，。；、:]")
_DATED_OPENING = re.compile(r"[^，。；:()]{2,30}\((?P<day>[^()]+)\):")
# A number right behind the clause is still compared: 較去年同期42案，552人.
_NEXT_NUMBER = re.compile(r"[，](?:約|計)?\d[\d,.萬億千百]*[^，。；！？:\d]*")
# A number and its unit, and nothing more up to the end of the words: not the year in an event's name.
_COUNTED = re.compile(r"\d[^，。；！？:、()\d]{1,4}[，、()]")
# A year farther back than reports compare with tells a story: 民國66年獲救; what follows behind ； is told of today.
_LONGEST_PAST = 5
# Digits of a name, which count nothing: 2024港灣論壇(10月17日), ●「2024燈節」(2月3日), 第12屆年會(3月8日).
_NAME_DIGITS = re.compile(r"^\W*(?:20\d\d|\d{2,3}年度?)(?=[^\d,.年月日]{3})|第\d+")
_BESIDE = ("與", "和", "跟", "同")
_SEVERAL = re.compile(r"[、及與和]")
_END_OF = re.compile(r"年?度?月?[底末](?:止|時)?")

# What is compared with may be named before its time in brackets: 較基期(112年同期)減少.
_LABELLED = re.compile(r"(?:[上前去]一?年度?)?[之的]?(?:基期|同期|[上前]期)?(?=\($)")
_PRINTED = re.compile(r"\d[\d,.]*")
_MONTH = timedelta(days=31)


class DateReach:
    """Tells where the numbers of a date end.

    Args:
        lexicon: the words of comparison and of the report's period.
        structure: the words of a total of the numbers before it, and of what is done.
    """

    def __init__(self, lexicon: Lexicon, structure: Structure) -> None:
        self._total = compiled(rf"[，；、](?:{structure.total})")
        done = f"{structure.day_words.takes_place}|{structure.row_words.held}"
        self._does_more = compiled(rf"；[^，。；、:()\d]*(?:{done})")
        self._than = compiled(rf"(?:{lexicon.compared_than})$")
        self._beside = compiled(lexicon.compared_beside)
        self._since = compiled(rf"(?:{lexicon.turned_since})$")
        self._turns = compiled(rf"\d[^，。；！？:\d]*?(?:{lexicon.changed})")
        self._differs = compiled(lexicon.differs.removesuffix("$") + r"(?=[\d一二三四五六七八九十兩])")
        self._fillers = compiled(lexicon.compared_fillers)
        self._as_of = compiled(rf"(?:{lexicon.as_of})[(:於至]*$")
        self._own = compiled(lexicon.report_period)

    def reach(self, segment: Segment, mention: DateMention, report_start: date) -> int:
        """Compact offset up to which the numbers behind a mention may be of its period.

        Args:
            segment: where the mention stands.
            mention: the date.
            report_start: the first day of the report's period.
        """
        text = segment.compact.text
        sentence, stop = segment.sentence(mention.start)
        if self._is_than(text, sentence, mention, stop):
            return self._compared(text, mention.end, stop)
        if self._beside.match(text, mention.end):
            return mention.end
        if together := self._together(segment, sentence, mention, stop):
            return together
        turn = self._turns.search(text, mention.end, _first(_CLAUSE_END, text, mention.end, stop))
        if turn and self._since.search(text[: mention.start]):
            return turn.start()
        if self._holds_for_one(text, mention, report_start):
            return _first(_CLAUSE_END, text, mention.end, stop)
        if mention.interval.end < report_start and self._follows_own(segment, sentence, mention, report_start):
            if self._number_follows(text, mention.end):
                return self._compared(text, mention.end, stop)
            return _first(_STATEMENT_END, text, mention.end, stop)
        past = mention.interval.end.year < report_start.year - _LONGEST_PAST
        if past or self._is_inserted(segment, sentence, mention) or _is_several(text, mention):
            parted = text.find("；", mention.end, stop)
            return parted if parted >= 0 else len(text)
        # 5月6日召開會議，18人出席；辦理宣導12場次: what is done behind ；, too, was not all done on that day.
        on_a_day = mention.grain == "day" and mention.interval.start == mention.interval.end
        begun = self._does_more.search(text, mention.end, stop) if on_a_day else None
        return begun.start() if begun else len(text)

    def _is_than(self, text: str, start: int, mention: DateMention, stop: int) -> bool:
        """Whether words of comparison stand before a mention (較), or around it (與…相較)."""
        clause = text[mention.end : _first(_CLAUSE_END, text, mention.end, stop)]
        around = text[: mention.start].endswith(_BESIDE) and self._beside.search(clause)
        before = _LABELLED.sub("", text[start : mention.start])
        return bool(around or self._than.search(before))

    def _compared(self, text: str, start: int, stop: int) -> int:
        """The end of what is compared: of its clause, or where a difference begins."""
        if self._beside.match(text, start):
            return start
        end = _first(_CLAUSE_END, text, start, stop)
        while following := _NEXT_NUMBER.match(text, end, stop):
            end = following.end()
        difference = self._differs.search(text, start, end)
        return difference.start() if difference else end

    def is_set_beside(self, segment: Segment, mention: DateMention, later: DateMention) -> bool:
        """Whether a year is told only to compare a later one with: 115年度2.6億元。114年度為2.4億元，增加2,000萬元."""
        _, stop = segment.sentence(mention.start)
        earlier = mention.interval.end < later.interval.start
        return earlier and self._differs.search(segment.compact.text, mention.end, stop) is not None

    def _holds_for_one(self, text: str, mention: DateMention, report_start: date) -> bool:
        """Whether a mention names an end of days that a number stands right behind: 109年底為27項, 年初之77項.

        What is told up to a day of the report's period (截至3月底) may be told of several numbers.
        """
        if self._as_of.search(text[: mention.start]) and mention.interval.end >= report_start:
            return False
        day = mention.interval.end
        ends = mention.grain == "day" and (ends_a_month(day) or (day.month, day.day) == (1, 1))
        return self.number_at_end(text, mention) or (ends and self._number_follows(text, mention.end))

    def since_level(self, quantity: Quantity, report: Interval) -> Interval | None:
        """The days since an end whose level a number changed: 由112年底之30項增加5項 (，增為113年底之35項)."""
        segment, text = quantity.segment, quantity.segment.compact.text
        start, stop = segment.sentence(quantity.start)
        end = max(
            (m for m in segment.dates if start <= m.start and m.end <= quantity.start),
            key=lambda m: m.end,
            default=None,
        )
        alone = end is not None and len(_PRINTED.findall(text, end.end, quantity.start)) == 1
        if end is None or not (alone and self._since.search(text[: end.start]) and self.number_at_end(text, end)):
            return None
        if self._own.search(text, end.end, quantity.start):
            return None
        behind = [
            m for m in segment.dates if quantity.tail <= m.start < _first(_STATEMENT_END, text, quantity.tail, stop)
        ]
        until = next((m.interval.end for m in behind if self.number_at_end(text, m)), report.end)
        first = end.interval.end + timedelta(days=1)
        # Where a report begins late in a month, its own days are meant.
        first = report.start if abs(report.start - first) < _MONTH else first
        return Interval(first, until) if first <= until else None

    def names_year_of_day(self, segment: Segment, last: Sequence[DateMention]) -> bool:
        """Whether the last of two times is the year of what a day's clause names: 3月19日配合112年度地方機關巡察."""
        if [m.grain for m in last] != ["day", "year"] or last[0].interval.start.year != last[1].interval.start.year:
            return False
        text = segment.compact.text
        between = _CLAUSE_END.search(text, last[0].end, last[1].start)
        return between is None and self._as_of.search(text[: last[0].start]) is None

    def number_at_end(self, text: str, mention: DateMention) -> bool:
        """Whether a number stands right behind the end of a mention's days: 109年底為27項."""
        ending = _END_OF.match(text, mention.end)
        return ending is not None and self._number_follows(text, ending.end())

    def _number_follows(self, text: str, place: int) -> bool:
        """Whether nothing but joining words stands between a place and the next number."""
        words = self._fillers.match(text, place)
        return bool(words and text[words.end() : words.end() + 1].isdigit())

    def _follows_own(self, segment: Segment, start: int, mention: DateMention, report_start: date) -> bool:
        """Whether a number of the report's own period stands before a mention, or its words."""
        text = segment.compact.text
        start = max(start, segment.behind_marker)
        if self._own.search(text, start, mention.start):
            return True
        earlier = [m for m in segment.dates if start <= m.start < mention.start]
        remarks = [match.span() for match in re.finditer(r"\([^()]*\)", text[: mention.start])]
        earlier = [m for m in earlier if not any(begin < m.start < end for begin, end in remarks)]
        dated = [m for m in earlier if not self._is_than(text, start, m, mention.start)]
        first = dated[0].start if dated else mention.start
        within = any(m.interval.end >= report_start for m in dated)
        return within or bool(re.search(r"\d", text[start:first]))

    def _together(self, segment: Segment, start: int, mention: DateMention, stop: int) -> int | None:
        """Where words total what a sentence tells of several dates: 3月27日受理9件，6月12日受理6件，合計15件."""
        total = self._total.search(segment.compact.text, mention.end, stop)
        if total is None:
            return None
        told = {m.interval for m in segment.dates if start <= m.start and m.end <= total.start()}
        return total.start() if len(told) > 1 else None

    def _is_inserted(self, segment: Segment, start: int, mention: DateMention) -> bool:
        """Whether a number, or words for the report's period, stand in a sentence before its first date, no year.

        查核68次，第1季31次，第2季37次；受查商家742家: what follows the list is told of the report's period again.
        """
        if mention.grain == "year":
            return False
        start = max(start, segment.behind_marker)
        first = min((m.start for m in segment.dates if start <= m.start), default=mention.start)
        before = segment.compact.text[start:first]
        return bool(_COUNTED.search(before) or self._own.search(before))


def _is_several(text: str, mention: DateMention) -> bool:
    """Whether a mention names several days or months at which one thing was: 檢查於3月、9月辦理2次；演練3次."""
    return mention.grain in ("day", "month") and _SEVERAL.search(text, mention.start, mention.end) is not None


def _first(pattern: re.Pattern[str], text: str, start: int, stop: int) -> int:
    match = pattern.search(text, start, stop)
    return match.start() if match else stop


def asides(segment: Segment, start: int, stop: int) -> list[tuple[int, int]]:
    """Closed parentheses, whose dates hold inside them only.

    Unless they say when 同期 or 本期 was, or are a date behind words without a number: 巡察(4月12日)受理陳情31件. Nor
    where they open a passage with the day of what it tells: 青年營(7月8日至12日，合作局處:教育局):64人參加.
    """
    text = segment.compact.text
    found = [match.span() for match in re.finditer(r"(?<![期間度])\([^()]*\)", text[:stop]) if match.start() >= start]
    opening = _DATED_OPENING.match(text, segment.behind_marker)
    alone = {(date.start - 1, date.end + 1) for date in segment.dates}
    if opening and any(date.start == opening.start("day") for date in segment.dates):
        alone.add((opening.start("day") - 1, opening.end() - 1))
    words = {first: _NAME_DIGITS.sub("", _CLAUSE.split(text[segment.behind_marker : first])[-1]) for first, _ in found}
    return [
        (first, last)
        for first, last in found
        if (first, last) not in alone or any(character.isdigit() for character in words[first])
    ]
