"""Which period a value covers, and why (the contract's conventions of period).

A flow, rate, target or budget covers the dates its sentence states before the number, else the
report's period. A stock holds at the stated or the section's as-of date, else at the report's end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from catalog.entry import compiled
from catalog.models import Catalog, LookBack, Measure, PeriodRule
from ingest.meaning.date_reach import DateReach, asides
from ingest.meaning.event_days import EventDays
from ingest.meaning.led_lists import LedLists
from ingest.meaning.plans import PlanReader
from ingest.meaning.section_days import SectionDays
from ingest.meaning.times_in_turn import TurnReader, before_times, day_behind, side_by_side
from ingest.notation.calendar import DateMention, Interval, ends_a_month, whole_year
from ingest.numbers.printed import Basis, Period, Quantity, Segment

_COMPARES = re.compile("(?:之|的)?(?:比較|相較|對照|增減|差異)")

_CLAUSE_END = re.compile(r"[，。；]")
# What came from a time on until now is of no such time alone: 108年迄今累計移交.
_UNTIL_NOW = re.compile("(?:年?度|初)?(?:起|以來)?(?:迄今|至今)|(?:年?度|初)?以來")
_PRINTED = re.compile(r"\d[\d,.]*")
# So long behind its period a report still tells what is.
_SOON = timedelta(days=183)
# Blanks, brackets and 日期 may stand between an as-of word and its date.
_AS_OF_GAP = r"[(:於至]*"
# The end of a year or month and a label, with nothing that opens another statement between.
_LABELLED_END = re.compile(r"年?度?月?[底末](?![前止時])[^，。；、:()\d]{0,12}")
# … and the rate of the number that stands there: 112年底足額提撥361戶，完成率83.95%. What grew did so since.
_RATE_AT_END = re.compile(
    _LABELLED_END.pattern
    + r"[\d,.萬億]+[^，。；、:()\d]{1,3}[，、(](?![^，。；:]*(?:增|減|成長|降|升|精簡))[^，。；:\d]{0,8}率(?:約|為|達)*"
)


class PeriodReader:
    """Gives each value of one report its period. ``report`` is the report's own.

    Args:
        catalog: events and period words.
        report: the report's own period.
        segments: all segments of the report, in order.
    """

    def __init__(self, catalog: Catalog, report: Interval, segments: Sequence[Segment]) -> None:
        lexicon = catalog.lexicon
        self._events = EventDays(catalog.events, segments)
        self.report = report
        self.report_words = compiled(lexicon.report_period)
        self._not_periods = compiled("|".join(f"(?:{pattern})" for pattern in lexicon.not_periods))
        self._quoted = compiled(lexicon.quoted)
        self._as_of = compiled(rf"(?:{lexicon.as_of}){_AS_OF_GAP}$")
        self._report_year = compiled(lexicon.report_year)
        self._report_end = compiled(rf"(?:{lexicon.report_period})[底末]")
        self._since = compiled(rf"(?:{lexicon.turned_since})$")
        self._now = compiled(f"{lexicon.now}|{lexicon.changed}")
        self.turns = TurnReader(catalog.structure.respectively_word)
        self._at_event = compiled(lexicon.at_event)
        self._fillers = compiled(lexicon.compared_fillers)
        self._date_reach = DateReach(lexicon, catalog.structure)
        self._became = compiled(catalog.structure.change_words.became)
        self._plans = PlanReader(lexicon, report)
        self._due = compiled(lexicon.due)
        spans = catalog.structure.span_words
        self._lasts = compiled(rf"起?[，,]?(?:{spans.whole})(?P<days>[1-9]\d?)(?:{'|'.join(spans.days)})(?!\d)")
        self._items = _by_item(segments)
        self.lists = LedLists(segments)
        self._lines = {segment.passage.no: segment for segment in segments if segment.cell is None}
        self._of_periods: dict[Segment, list[DateMention]] = {}
        self._carried: dict[tuple[str, ...], tuple[list[int], list[Period | None], int]] = {}
        self._section_days = SectionDays(segments, report, self._is_as_of)

    def period(self, quantity: Quantity, measure: Measure, rule: PeriodRule | None, look_back: LookBack) -> Period:
        """The period of a value.

        Args:
            quantity: the printed number.
            measure: how it is measured.
            rule: the catalog's rule, where the measure's default does not hold.
            look_back: how far before the number a date may stand.
        """
        if rule is not None and (ruled := self._ruled(quantity, measure, rule)):
            return ruled
        if measure == "stock":
            return self._as_of_period(quantity)
        if measure == "cumulative":
            at = self._as_of_period(quantity)
            return Period(None, at.end, at.basis, at.quote)
        if measure == "target" and (planned := self._plans.days(quantity)):
            return planned
        stated = self._stated(quantity, look_back) or Period(self.report.start, self.report.end, "report")
        came = measure in ("flow", "ratio") and not self._due.search(quantity.label or "")
        return self._until_now(stated) if came else stated

    def _until_now(self, stated: Period) -> Period:
        """What a report tells of a year that goes on behind it was by its end: 114年選拔 in a report up to June.

        年度 is of a budget.
        """
        start, end, quote = stated.start, self.report.end, "".join((stated.quote or "度").split())
        goes_on = stated.basis == "year" and start is not None and start <= end < stated.end
        return replace(stated, end=end) if goes_on and not quote.endswith("度") else stated

    def at(self, quantity: Quantity, measure: Measure, when: DateMention | None) -> Period:
        """The period a mention gives a value; for a stock its end.

        None means the report's own, or days of it that its sentence is of: 107年2月由去年同期61件增為68件.
        """
        whole = Period(self.report.start, self.report.end, "report")
        if when is not None:
            whole = self.from_mention(quantity.segment, when)
        elif (told := self._stated(quantity, "sentence")) and told.start and told.basis != "report":
            whole = told if told.start >= self.report.start or self._is_report_year(told) else whole
        return replace(whole, start=whole.end) if measure == "stock" else whole

    def is_told_as_of(self, quantity: Quantity, period: Period) -> bool:
        """Whether a report tells of a day soon behind its period what there was on it: 截至113年1月31日降為7,142人."""
        stated = self._stated_as_of(quantity)
        if stated is None or period.end > self.report.end + _SOON:
            return False
        return stated[0].interval.end == period.end and self._is_as_of(stated[1], stated[0])

    def each_day(self, quantity: Quantity, period: Period) -> list[Period]:
        """The days of a period that is told as several: 3月28日、6月27日. Empty where it is one time."""
        segment, named = quantity.segment, (period.start, period.end)
        for mention in reversed([m for m in segment.dates if m.end <= quantity.start]):
            if (mention.interval.start, mention.interval.end) == named:
                days = [day.interval for day in side_by_side(segment.compact.text, mention)]
                own = [replace(period, start=day.start, end=day.end) for day in days]
                return own if len(own) > 1 else []
        return []

    def is_at_event(self, quantity: Quantity) -> bool:
        """Whether the words before a number set it at a dated event (合併時), and none behind them at a later day."""
        segment = quantity.segment
        start, _ = segment.sentence(quantity.start)
        start = max(start, segment.compact.text.rfind("；", start, quantity.start) + 1)
        events = list(self._at_event.finditer(segment.compact.text, start, quantity.start))
        if not events:
            return False
        behind = events[-1].end()
        dated = any(behind <= mention.start and mention.end <= quantity.start for mention in segment.dates)
        now = self._now.search(segment.compact.text, behind, quantity.start)
        return not dated and now is None and not self._returns(quantity, behind)

    def is_headed_otherwise(self, quantity: Quantity, event: str) -> bool:
        """Whether the heads of a cell name a time that is not that of an event."""
        heads = (*quantity.segment.column_heads, *quantity.segment.row_heads)
        named = [mention.interval for head in heads for mention in self.mentions(head)]
        return bool(named) and not any(self._events.is_near(event, interval) for interval in named)

    def is_level(self, quantity: Quantity) -> bool:
        """Whether a number stands right behind the end of a month or year: what was there by then (105年底為71項)."""
        text = quantity.segment.compact.text
        return any(
            text[m.end :].startswith(("底", "末")) and self._fillers.fullmatch(text, m.end + 1, quantity.start)
            for m in quantity.segment.dates
            if m.end < quantity.start
        )

    def budget_year(self, quantity: Quantity) -> Period:
        """The year a budget table's figure is for: the one its column names, else the report's."""
        named = self.in_heads(quantity.segment)
        if named is not None and named.basis == "year":
            return named
        own = Period(self.report.start, self.report.end, "report")
        year = whole_year(self.report.end.year)
        return own if year == self.report else Period(year.start, year.end, "year")

    def stated(self, quantity: Quantity) -> Period | None:
        """The period a number's own sentence states before it, whatever the number is; None if none."""
        return self._stated(quantity, "sentence")

    def first_date(self, segments: Sequence[Segment]) -> Period | None:
        """The first stated day or range in ``segments``, for things that are listed with their date."""
        for segment in segments:
            for mention in self.mentions(segment):
                return self.from_mention(segment, mention)
        return None

    def _ruled(self, quantity: Quantity, measure: Measure, rule: PeriodRule) -> Period | None:
        """The period a rule gives; None where it finds none and the measure's default holds."""
        if rule.at:
            day = self._events.day(quantity, rule.at)
            return Period(day, day, "event")
        if rule.since:
            at = self._as_of_period(quantity)
            return Period(self._events.day(quantity, rule.since), at.end, "event", at.quote)
        if rule.at_end and self._stated_as_of(quantity) is None:
            return Period(self.report.end, self.report.end, "report")
        if rule.report:
            return Period(self.report.start, self.report.end, "report")
        if rule.year_before:
            before = whole_year(self.report.end.year - 1)
            return Period(before.start, before.end, "year")
        if rule.at_end or rule.as_of:
            return self._as_of_period(quantity)
        if rule.happening:
            return self._happening(quantity, measure)
        if rule.report_year or rule.named_year or rule.to_date:
            return self._in_year(quantity, rule)
        return self._standing(quantity, rule)

    def _standing(self, quantity: Quantity, rule: PeriodRule) -> Period:
        year = self._named_year(quantity)
        quote = quantity.segment.printed(year.start, year.end) if year else None
        if year and not rule.at_year_end and self._since.search(quantity.segment.compact.text[: year.start]):
            return Period(year.interval.start, self.report.end, "standing", quote)
        end = year.interval.end if year else self.report.end
        return Period(end, end, "stated", quote) if rule.at_year_end else Period(None, end, "standing", quote)

    def _in_year(self, quantity: Quantity, rule: PeriodRule) -> Period | None:
        """A whole year: the report's, or that of its heads or sentence, cut at the report's end for ``to_date``."""
        headed = self.in_heads(quantity.segment)
        if headed is not None and headed.basis == "year" and not rule.to_date:
            return headed
        year = None if rule.report_year else self._year_near(quantity)
        led = self._led(quantity.segment) if year is None and rule.named_year else None
        if led is not None and led.basis == "year":
            return led
        if rule.to_date and (year is None or self._has_month(quantity, year)):
            return None
        whole = year.interval if year else whole_year(self.report.end.year)
        end = min(whole.end, self.report.end) if rule.to_date and whole.start <= self.report.end else whole.end
        return Period(whole.start, end, "year", quantity.segment.printed(year.start, year.end) if year else None)

    def _happening(self, quantity: Quantity, measure: Measure) -> Period | None:
        """The days a sentence names: the last before the number, else the first behind, up to a semicolon."""
        segment = quantity.segment
        start, stop = segment.sentence(quantity.start)
        parted = segment.compact.text.find("；", quantity.start, stop)
        stop = parted if parted >= 0 else stop
        quoted = [match.span() for match in self._quoted.finditer(segment.compact.text)]
        aside = asides(segment, start, quantity.start)
        named = [
            m
            for m in segment.dates
            if start <= m.start < stop and not any(s < m.end and m.start < e for s, e in (*quoted, *aside))
        ]
        before = [m for m in named if m.grain == "day" and m.end <= quantity.start]
        # Days of another statement that do not reach it: 研習於5月6日、5月13日辦理；績優人員45名，每名獎金8,000元.
        before = [
            m for m in before if "；" not in segment.compact.text[m.end : quantity.start] or self._reaches(quantity, m)
        ]
        before = before if before and not self._returns(quantity, before[-1].end) else []
        # What stands behind in a report's past is compared with: 4梯次(上年同期3梯次).
        behind = [m for m in named if m.grain == "day" and m.end > quantity.start]
        behind = [m for m in behind if m.interval.end >= self.report.start]
        days = [*before, *behind]
        if not days:
            return None
        reaching = self.mentions(segment, quantity.start)
        nearest = [m for m in named if m.end <= quantity.start and (m in reaching or m.grain == "day")][-1:]
        if before and nearest[0].grain in ("year", "month") and not _within(before[-1], nearest[0]):
            # Of another time than the day: 3月26日來訪，…民國66年獲救，當年救起34人. 年度 is of a budget.
            before = before if segment.compact.text[: nearest[0].end].endswith("年度") else nearest
        period = self.from_mention(segment, before[-1] if before else days[0])
        if measure == "stock":
            return replace(period, end=period.start or period.end)
        return replace(period, start=None) if measure == "cumulative" else period

    def _year_near(self, quantity: Quantity) -> DateMention | None:
        """The year its sentence names last before a number, else first behind it; names of things left out."""
        start, stop = quantity.segment.sentence(quantity.start)
        mentions = [m for m in self.mentions(quantity.segment, quantity.start) if start <= m.start < stop]
        text = quantity.segment.compact.text
        years = [m for m in mentions if m.grain == "year"]
        # The end of a year that tells another number's level is no time of this one: 由110年底之5,937人精簡236人.
        level = [
            m for m in years if text.startswith(("底", "末"), m.end) and _PRINTED.search(text, m.end, quantity.start)
        ]
        years = [m for m in years if m not in level]
        before = [m for m in years if m.end <= quantity.start]
        # The year of what was there before stands behind words for the report's own, too: 本期調案311件；
        # 資料集由111年底31項，新增3項，至112年底達34項.
        named = [m.end for m in quantity.segment.dates if start <= m.start and m.end <= quantity.start]
        if self._returns(quantity, max(named, default=start)):
            return None
        behind = [m for m in years if self._date_reach.reach(quantity.segment, m, self.report.start) >= stop]
        if before or behind:
            return before[-1] if before else behind[0]
        earlier = [m for m in self.mentions(quantity.segment) if m.end <= start and m.grain == "year"]
        while len(earlier) > 1 and self._date_reach.is_set_beside(quantity.segment, earlier[-1], earlier[-2]):
            earlier.pop()
        return earlier[-1] if earlier else None

    def _has_month(self, quantity: Quantity, year: DateMention) -> bool:
        """Whether a day or month is named before a number, and behind its year: 109年…，110年1月新增2項."""
        start, _ = quantity.segment.sentence(quantity.start)
        named = [m for m in self.mentions(quantity.segment, quantity.start) if m.grain != "year"]
        first = year.end if year.end <= quantity.start else start
        return any(first <= m.start and m.end <= quantity.start for m in named)

    def _returns(self, quantity: Quantity, start: int) -> bool:
        """Whether words for the report's own period (本期, 全年) stand between ``start`` and a number."""
        return bool(self.report_words.search(quantity.segment.compact.text, start, quantity.start))

    def _named_year(self, quantity: Quantity) -> DateMention | None:
        """The year a standing rule is dated by: the first one its sentence names."""
        start, stop = quantity.segment.sentence(quantity.start)
        years = [m for m in quantity.segment.dates if start <= m.start < stop and m.grain == "year"]
        return years[0] if years else None

    # Flows --------------------------------------------------------------------------------------

    def mentions(self, segment: Segment, at: int | None = None) -> list[DateMention]:
        """Date mentions that can be a period: not in quoted names, plans, or 「…年第1次」.

        Args:
            segment: where to look.
            at: the place of a number; mentions that end before it and do not reach it are left out.
        """
        if not segment.dates:
            return []
        if segment not in self._of_periods:
            noise = [match.span() for match in self._not_periods.finditer(segment.compact.text)]
            free = [m for m in segment.dates if not any(self._is_none(segment, m, *span) for span in noise)]
            self._of_periods[segment] = free
        mentions, start = self._of_periods[segment], self.report.start
        return [m for m in mentions if at is None or m.end > at or self._date_reach.reach(segment, m, start) >= at]

    def _reaches(self, quantity: Quantity, mention: DateMention) -> bool:
        return self._date_reach.reach(quantity.segment, mention, self.report.start) >= quantity.start

    def _is_none(self, segment: Segment, mention: DateMention, start: int, end: int) -> bool:
        """Whether words that are no period, at ``[start, end)``, make a mention none.

        A beginning with its end is a span of days once they are over: 3月4日起至9日止, 3月4日起為期6日.
        """
        days = self._lasting(segment, mention)
        spans = mention.start == start and (end < mention.end or days != mention.interval)
        return start < mention.end and mention.start < end and not (spans and days.end <= self.report.end)

    def _lasting(self, segment: Segment, mention: DateMention) -> Interval:
        """The days of a mention, or as many as words behind its one day say: 7月20日起為期5日."""
        own, lasts = mention.interval, self._lasts.match(segment.compact.text, mention.end)
        if lasts is None or mention.grain != "day" or own.start != own.end:
            return own
        return Interval(own.start, own.start + min(timedelta(days=int(lasts["days"]) - 1), date.max - own.start))

    def _stated(self, quantity: Quantity, look_back: LookBack) -> Period | None:
        segment = quantity.segment
        sentence_start, _ = segment.sentence(quantity.start)
        at = quantity.start
        if (behind := day_behind(quantity)) is not None:
            return self.from_mention(segment, behind)
        if (since := self._date_reach.since_level(quantity, self.report)) is not None:
            return Period(since.start, since.end, "stated")
        stop = before_times(quantity)
        stop = at if self._returns(quantity, stop) else stop
        if stop == at and (own := self.turns.of(segment, sentence_start, at)) is not None:
            return self.from_mention(segment, own)
        found = self._last_before(segment, sentence_start, stop, at) or self.in_heads(segment)
        further = found is None and look_back != "sentence"
        if further and (told := self._last_before(segment, 0, sentence_start, at)):
            return told
        if found := found or self._led(segment):
            return self._of_year(found)
        return self.carried_to(segment) if look_back == "item" else None

    def _led(self, segment: Segment) -> Period | None:
        """The period that the last sentence of the line tells which leads in a list: 114年度概算2億元，分配如下：."""
        lead = self.lists.lead(segment)
        if lead is None:
            return None
        end = len(lead.compact.text)
        told = self._last_before(lead, lead.sentence(end - 1)[0], end, end)
        # Columns of a table may be of several times that are told above it; its year is of all of them.
        return told if segment.cell is None or (told and told.basis == "year") else None

    def in_heads(self, segment: Segment) -> Period | None:
        """The period that the head of a cell's row, else of its column, else the title of its table, names."""
        for head in reversed((*segment.column_heads, *segment.row_heads)):
            mentions = self.mentions(head)
            if mentions:
                return self.from_mention(head, mentions[-1])
            if self.report_words.fullmatch(head.compact.text):
                return Period(self.report.start, self.report.end, "report", head.printed(0, len(head.compact.text)))
        title = self._lines.get(segment.passage.named_by or 0)
        # A title that names what its table compares with is of no time: 與上年同期比較.
        mentions = [m for m in self.mentions(title) if not _COMPARES.match(title.compact.text, m.end)] if title else []
        return self.from_mention(title, mentions[-1]) if title and mentions else None

    def _last_before(self, segment: Segment, start: int, stop: int, at: int | None = None) -> Period | None:
        """The period named last in ``[start, stop)`` for a number ``at`` a place: a date, or words for the report's."""
        text = segment.compact.text
        aside = asides(segment, start, stop)
        mentions = [
            m
            for m in self.mentions(segment, at)
            if start <= m.start and m.end <= stop and not any(s < m.start and m.end <= e for s, e in aside)
        ]
        mentions = mentions[:-1] if self._date_reach.names_year_of_day(segment, mentions[-2:]) else mentions
        words = [w for w in self.report_words.finditer(text, start, stop) if not self._is_left_behind(text, w, stop)]
        if words and (not mentions or words[-1].start() > mentions[-1].start):
            if mentions and words[-1].start() <= self._own_year_ends(text, mentions[-1]):
                return self.from_mention(segment, mentions[-1])
            return Period(self.report.start, self.report.end, "report", segment.printed(*words[-1].span()))
        return self.from_mention(segment, mentions[-1]) if mentions else None

    def _own_year_ends(self, text: str, mention: DateMention) -> int:
        """Where words for the year may begin that are of a mention: 110年，全年31案 tells of that year."""
        comma = mention.grain == "year" and text.startswith("，", mention.end)
        words = self._report_year.match(text, mention.end + 1) if comma else None
        return words.start() if words else mention.end

    def _is_left_behind(self, text: str, words: re.Match[str], at: int) -> bool:
        """Whether words for the year, told of what stands before them, end before a place: 6案，全年9案；維修5件."""
        told = _PRINTED.search(text, text.rfind("。", 0, words.start()) + 1, words.start())
        ended = "；" in text[words.end() : at]
        return bool(self._ends_year and self._report_year.fullmatch(words.group()) and told and ended)

    def _of_year(self, named: Period) -> Period:
        """A period; where words for the year tell the report's own, and that is its second half, the year (全年)."""
        if named.basis == "report" and self._ends_year and self._is_report_year(named):
            year = whole_year(self.report.end.year)
            return Period(year.start, year.end, "year", named.quote)
        return named

    def _is_report_year(self, named: Period) -> bool:
        """Whether a period is told by words for the report's year: 全年."""
        return bool(self._report_year.fullmatch("".join((named.quote or "").split())))

    @property
    def _ends_year(self) -> bool:
        """Whether the report tells of the later part of a year."""
        year = whole_year(self.report.end.year)
        return self.report.end == year.end and self.report.start > year.start

    def from_mention(self, segment: Segment, mention: DateMention) -> Period:
        """The days a date tells, up to it where words say so."""
        basis: Basis = "year" if mention.grain == "year" else "stated"
        whole = self._up_to(segment, mention)
        return Period(whole.start, whole.end, basis, segment.printed(mention.start, mention.end) or None)

    def _up_to(self, segment: Segment, mention: DateMention) -> Interval:
        """The days of a mention; those up to it where 截至 stands before a month or day: 107年度截至6月底."""
        own = self._lasting(segment, mention)
        if _UNTIL_NOW.match(segment.compact.text, mention.end) and own.start <= self.report.end:
            return Interval(own.start, self.report.end)
        one = mention.grain == "month" or (mention.grain == "day" and own.start == own.end)
        if not one or not self._is_as_of(segment, mention):
            return own
        if own.end == self.report.end:
            return self.report
        years = [m.interval for m in segment.dates if m.end <= mention.start and m.grain == "year"]
        if years and years[-1].start <= own.start <= years[-1].end:
            return Interval(years[-1].start, own.end)
        return Interval(min(self.report.start, own.start), own.end) if own.end >= self.report.start else own

    def carried_to(self, segment: Segment) -> Period | None:
        """The period named last in the paragraphs of a segment's item before it.

        Lines of a list are of no day of each other, only of one told before them all.
        """
        outline = segment.passage.outline
        if outline not in self._carried:
            self._carried[outline] = self._named_in(self._items[outline])
        numbers, named, listed = self._carried[outline]
        in_list = segment.cell is None and segment.passage.marker is not None
        before = listed if in_list else bisect_left(numbers, segment.passage.no)
        return named[before - 1] if before else None

    def _named_in(self, item: Sequence[Segment]) -> tuple[list[int], list[Period | None], int]:
        """The numbers of an item's paragraphs, the period named last up to each, and how many precede its list."""
        named: dict[int, Period | None] = {}
        last: Period | None = None
        before_list: int | None = None
        for segment in item:
            if segment.cell is None:
                if before_list is None and segment.passage.marker is not None:
                    before_list = len(named)
                length = len(segment.compact.text)
                last = self._last_before(segment, 0, length, length) or last
                named[segment.passage.no] = last
        return list(named), list(named.values()), len(named) if before_list is None else before_list

    # Stocks -------------------------------------------------------------------------------------

    def _as_of_period(self, quantity: Quantity) -> Period:
        """The day a stock holds at: stated, refined by the section's date where both agree."""
        passage = quantity.segment.passage
        section = self._section_days.of(passage)
        stated = self._stated_as_of(quantity)
        if section and section[1] is quantity.segment and self._is_past(quantity, section[0]):
            section = None
        if section and (stated is None or _within(section[0], stated[0])):
            segment, mention = section[1], section[0]
            return Period(
                mention.interval.end, mention.interval.end, "as_of", segment.printed(mention.start, mention.end)
            )
        if stated:
            day = stated[0].interval.end
            return Period(day, day, "as_of", stated[1].printed(stated[0].start, stated[0].end))
        return Period(self.report.end, self.report.end, "report")

    def _stated_as_of(self, quantity: Quantity) -> tuple[DateMention, Segment] | None:
        segment = quantity.segment
        start, _ = segment.sentence(quantity.start)
        found = [
            m
            for m in segment.dates
            if start <= m.start
            and m.end <= quantity.start
            and (
                self._stands_at(quantity, m)
                or (self._is_as_of(segment, m) and not self._is_past(quantity, m))
                or (self._opens_at_end_of_days(segment, m, start) and not self._is_past(quantity, m))
            )
        ]
        return (found[-1], segment) if found else None

    def _is_as_of(self, segment: Segment, mention: DateMention) -> bool:
        text = segment.compact.text
        return bool(self._as_of.search(text[: mention.start])) or text[mention.end :].startswith(("止", "底止"))

    def _stands_at(self, quantity: Quantity, mention: DateMention) -> bool:
        """Whether a day, or the end of a month or year, stands right before a number: 111年底之29項.

        Of an end the number's label may stand between: 111年底資料集29項. What became of a year's number was there
        at its end: 由111年之41項增為46項.
        """
        text = quantity.segment.compact.text
        labels = (_LABELLED_END, _RATE_AT_END) if quantity.unit == "%" else (_LABELLED_END,)
        if any(label.fullmatch(text, mention.end, quantity.start) for label in labels):
            return True
        turned = mention.grain == "year" and self._since.search(text[: mention.start]) is not None
        if turned and self._became.match(text, quantity.tail):
            return bool(self._fillers.fullmatch(text, mention.end, quantity.start))
        at_end = mention.grain == "day" or text[mention.end :].startswith(("底", "末"))
        return at_end and bool(self._fillers.fullmatch(text, mention.end, quantity.start))

    def _opens_at_end_of_days(self, segment: Segment, mention: DateMention, start: int) -> bool:
        """Whether the last day of a month opens a sentence: what there was on it, 112年12月31日眷舍22間，收回21間.

        Of a day without a year only one of another period does: 上年同日1,562人.
        """
        last = ends_a_month(mention.interval.end)
        text, opening = segment.compact.text, max(start, segment.behind_marker)
        opens = mention.start == opening and not text.startswith("止", mention.end)
        told = mention.has_year or not self.report.start <= mention.interval.end <= self.report.end
        one_day = mention.grain == "day" and (mention.has_year or mention.interval.start == mention.interval.end)
        return one_day and told and last and opens

    def _is_past(self, quantity: Quantity, mention: DateMention) -> bool:
        """Whether a day no longer holds: words of now behind one before the report's period, or of its end.

        Nor does it for what another number of that day became or is now: 截至3月底71項，…，總數增為83項.
        """
        if self._report_end.search(quantity.segment.compact.text, mention.end, quantity.start):
            return True
        text = quantity.segment.compact.text
        now = self._now.search(text, mention.end, quantity.start)
        if now is not None and self._date_reach.number_at_end(text, mention):
            return True
        before = mention.interval.end < self.report.start
        return before and (now is not None or self._returns(quantity, mention.end))


def _within(section: DateMention, stated: DateMention) -> bool:
    return stated.interval.start <= section.interval.end <= stated.interval.end


def _by_item(segments: Sequence[Segment]) -> dict[tuple[str, ...], list[Segment]]:
    items: dict[tuple[str, ...], list[Segment]] = {}
    for segment in segments:
        items.setdefault(segment.passage.outline, []).append(segment)
    return items
