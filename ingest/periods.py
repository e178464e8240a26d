"""Which period a value covers, and why (the contract's conventions of period).

A flow, rate, target or budget covers the dates its sentence states before the number, else the
report's period. A stock holds at the stated or the section's as-of date, else at the report's end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from catalog.models import Catalog, Measure, PeriodRule
from ingest.calendar import DateMention, Interval, whole_year
from ingest.quantities import Quantity, Segment

Basis = Literal["stated", "report", "year", "as_of", "event", "standing"]
LookBack = Literal["sentence", "passage", "item"]

# Blanks, brackets and 日期 may stand between an as-of word and its date.
_AS_OF_GAP = r"[(:於至]*"


@dataclass(frozen=True)
class Period:
    """Days a value covers. ``start`` is None where the report does not say since when.

    ``quote`` is the words that state it, verbatim; None where the report's period is meant.
    """

    start: date | None
    end: date
    basis: Basis
    quote: str | None = None


class PeriodReader:
    """Gives each value of one report its period.

    Args:
        catalog: events and period words.
        report: the report's own period.
        segments: all segments of the report, in order.
    """

    def __init__(self, catalog: Catalog, report: Interval, segments: Sequence[Segment]) -> None:
        lexicon = catalog.lexicon
        self._events = catalog.events
        self._report = report
        self._report_words = re.compile(lexicon.report_period)
        self._not_periods = re.compile("|".join(f"(?:{pattern})" for pattern in lexicon.not_periods))
        self._quoted = re.compile(lexicon.quoted)
        self._as_of = re.compile(rf"(?:{lexicon.as_of}){_AS_OF_GAP}$")
        self._fillers = re.compile(lexicon.compared_fillers)
        self._items = _by_item(segments)
        self._table_dates = self._dates_before_tables(segments)
        self._as_of_dates = self._section_dates(segments)

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
        return self._stated(quantity, look_back) or Period(self._report.start, self._report.end, "report")

    def at(self, quantity: Quantity, measure: Measure, when: DateMention | None) -> Period:
        """The period a mention gives a value; None means the report's own: its end, for a stock."""
        whole = (
            self._from_mention(quantity.segment, when)
            if when
            else Period(self._report.start, self._report.end, "report")
        )
        return replace(whole, start=whole.end) if measure == "stock" else whole

    def stated(self, quantity: Quantity) -> Period | None:
        """The period a number's own sentence states before it, whatever the number is; None if none."""
        return self._stated(quantity, "sentence")

    def first_date(self, segments: Sequence[Segment]) -> Period | None:
        """The first stated day or range in ``segments``, for things that are listed with their date."""
        for segment in segments:
            for mention in self._mentions(segment):
                return self._from_mention(segment, mention)
        return None

    def _ruled(self, quantity: Quantity, measure: Measure, rule: PeriodRule) -> Period | None:
        """The period a rule gives; None where it finds none and the measure's default holds."""
        if rule.at:
            day = self._events[rule.at].day
            return Period(day, day, "event")
        if rule.since:
            at = self._as_of_period(quantity)
            return Period(self._events[rule.since].day, at.end, "event", at.quote)
        if rule.at_end:
            return Period(self._report.end, self._report.end, "report")
        if rule.report:
            return Period(self._report.start, self._report.end, "report")
        if rule.as_of:
            return self._as_of_period(quantity)
        if rule.happening:
            return self._happening(quantity, measure)
        if rule.report_year or rule.named_year or rule.to_date:
            return self._in_year(quantity, rule)
        return self._standing(quantity, rule)

    def _standing(self, quantity: Quantity, rule: PeriodRule) -> Period:
        year = self._named_year(quantity)
        end = year.interval.end if year else self._report.end
        quote = _printed(quantity.segment, year) if year else None
        return Period(end, end, "stated", quote) if rule.at_year_end else Period(None, end, "standing", quote)

    def _in_year(self, quantity: Quantity, rule: PeriodRule) -> Period | None:
        """A whole year: the report's, or the one its sentence names, cut at the report's end for ``to_date``."""
        year = None if rule.report_year else self._year_near(quantity)
        if year is None and rule.to_date:
            return None
        whole = year.interval if year else whole_year(self._report.end.year)
        end = min(whole.end, self._report.end) if rule.to_date and whole.start <= self._report.end else whole.end
        return Period(whole.start, end, "year", _printed(quantity.segment, year) if year else None)

    def _happening(self, quantity: Quantity, measure: Measure) -> Period | None:
        """The days a sentence names, wherever in it: the last before the number, else the first behind."""
        segment = quantity.segment
        start, stop = segment.sentence(quantity.start)
        quoted = [match.span() for match in self._quoted.finditer(segment.compact.text)]
        days = [
            m
            for m in segment.dates
            if start <= m.start < stop and m.grain == "day" and not any(s < m.end and m.start < e for s, e in quoted)
        ]
        if not days:
            return None
        before = [m for m in days if m.end <= quantity.start]
        period = self._from_mention(segment, before[-1] if before else days[0])
        if measure == "stock":
            return replace(period, end=period.start or period.end)
        return replace(period, start=None) if measure == "cumulative" else period

    def _year_near(self, quantity: Quantity) -> DateMention | None:
        """The year its sentence names last before a number, else first behind it; names of things left out."""
        start, stop = quantity.segment.sentence(quantity.start)
        years = [m for m in self._mentions(quantity.segment) if start <= m.start < stop and m.grain == "year"]
        before = [m for m in years if m.end <= quantity.start]
        if before or years:
            return before[-1] if before else years[0]
        earlier = [m for m in self._mentions(quantity.segment) if m.end <= start and m.grain == "year"]
        return earlier[-1] if earlier else None

    def _named_year(self, quantity: Quantity) -> DateMention | None:
        """The year a standing rule is dated by: the first one its sentence names."""
        start, stop = quantity.segment.sentence(quantity.start)
        years = [m for m in quantity.segment.dates if start <= m.start < stop and m.grain == "year"]
        return years[0] if years else None

    # Flows --------------------------------------------------------------------------------------

    def _mentions(self, segment: Segment) -> list[DateMention]:
        """Date mentions that can be a period: not in quoted names, plans, or 「…年第1次」."""
        noise = [match.span() for match in self._not_periods.finditer(segment.compact.text)]
        return [m for m in segment.dates if not any(s < m.end and m.start < e for s, e in noise)]

    def _stated(self, quantity: Quantity, look_back: LookBack) -> Period | None:
        segment = quantity.segment
        sentence_start, _ = segment.sentence(quantity.start)
        found = self._last_before(segment, sentence_start, quantity.start) or self._in_heads(segment)
        if found or look_back == "sentence":
            return found
        found = self._last_before(segment, 0, sentence_start)
        if found or look_back == "passage":
            return found
        for earlier in reversed(self._item_before(segment)):
            found = self._last_before(earlier, 0, len(earlier.compact.text))
            if found:
                return found
        return None

    def _in_heads(self, segment: Segment) -> Period | None:
        """The period that the head of a cell's row, else of its column, names."""
        for head in reversed((*segment.column_heads, *segment.row_heads)):
            mentions = self._mentions(head)
            if mentions:
                return self._from_mention(head, mentions[-1])
        return None

    def _last_before(self, segment: Segment, start: int, stop: int) -> Period | None:
        """The period named last in ``[start, stop)``: a date, or words for the report's own period."""
        text = segment.compact.text
        aside = _asides(text, start, stop)
        mentions = [
            m
            for m in self._mentions(segment)
            if start <= m.start and m.end <= stop and not any(s < m.start and m.end <= e for s, e in aside)
        ]
        words = list(self._report_words.finditer(text, start, stop))
        if words and (not mentions or words[-1].start() > mentions[-1].start):
            if mentions and words[-1].start() <= mentions[-1].end:
                return self._from_mention(segment, mentions[-1])
            first, last = segment.span(*words[-1].span())
            return Period(self._report.start, self._report.end, "report", segment.passage.text[first:last])
        return self._from_mention(segment, mentions[-1]) if mentions else None

    def _from_mention(self, segment: Segment, mention: DateMention) -> Period:
        basis: Basis = "year" if mention.grain == "year" else "stated"
        return Period(mention.interval.start, mention.interval.end, basis, _printed(segment, mention))

    def _item_before(self, segment: Segment) -> list[Segment]:
        item = self._items[segment.passage.outline]
        return [other for other in item if other.passage.no < segment.passage.no and other.cell is None]

    # Stocks -------------------------------------------------------------------------------------

    def _as_of_period(self, quantity: Quantity) -> Period:
        """The day a stock holds at: stated, refined by the section's date where both agree."""
        passage = quantity.segment.passage
        section = self._table_dates.get(passage.no) or self._as_of_dates.get(passage.outline)
        stated = self._stated_as_of(quantity)
        if section and (stated is None or _within(section[0], stated[0])):
            segment, mention = section[1], section[0]
            return Period(mention.interval.end, mention.interval.end, "as_of", _printed(segment, mention))
        if stated:
            day = stated[0].interval.end
            return Period(day, day, "as_of", _printed(stated[1], stated[0]))
        return Period(self._report.end, self._report.end, "report")

    def _stated_as_of(self, quantity: Quantity) -> tuple[DateMention, Segment] | None:
        segment = quantity.segment
        start, _ = segment.sentence(quantity.start)
        found = [
            m
            for m in segment.dates
            if start <= m.start
            and m.end <= quantity.start
            and (self._is_as_of(segment, m) or self._stands_at(quantity, m))
        ]
        return (found[-1], segment) if found else None

    def _is_as_of(self, segment: Segment, mention: DateMention) -> bool:
        text = segment.compact.text
        return bool(self._as_of.search(text[: mention.start])) or text[mention.end :].startswith(("止", "底止"))

    def _stands_at(self, quantity: Quantity, mention: DateMention) -> bool:
        """Whether a day stands right before a number: 111年12月31日為32項."""
        text = quantity.segment.compact.text
        return mention.grain == "day" and bool(self._fillers.fullmatch(text, mention.end, quantity.start))

    def _dates_before_tables(self, segments: Sequence[Segment]) -> dict[int, tuple[DateMention, Segment]]:
        """For each table without an as-of day of its own: the one in the words right before it."""
        dates: dict[int, tuple[DateMention, Segment]] = {}
        lead: tuple[int, tuple[DateMention, Segment] | None] = (0, None)
        for segment in segments:
            no = segment.passage.no
            days = [m for m in segment.dates if m.grain == "day" and self._is_as_of(segment, m)]
            if segment.cell is None:
                lead = (no, (days[-1], segment) if days else None)
            elif days:
                dates[no] = (days[-1], segment)
            elif lead[1] is not None and no - lead[0] == 1:
                dates.setdefault(no, lead[1])
        return dates

    def _section_dates(self, segments: Sequence[Segment]) -> dict[tuple[str, ...], tuple[DateMention, Segment]]:
        """For each section that states one: the exact as-of day of its values (資料日期：107.4.1)."""
        dates: dict[tuple[str, ...], tuple[DateMention, Segment]] = {}
        for segment in segments:
            for mention in segment.dates:
                one_day = mention.grain == "day" and mention.interval.start == mention.interval.end
                if one_day and self._is_as_of(segment, mention):
                    dates.setdefault(segment.passage.outline, (mention, segment))
        return dates


def _asides(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Closed parentheses, whose dates hold inside them only; unless they say when 同期 or 本期 was."""
    return [match.span() for match in re.finditer(r"(?<![期間度])\([^()]*\)", text[:stop]) if match.start() >= start]


def _within(section: DateMention, stated: DateMention) -> bool:
    return stated.interval.start <= section.interval.end <= stated.interval.end


def _by_item(segments: Sequence[Segment]) -> dict[tuple[str, ...], list[Segment]]:
    items: dict[tuple[str, ...], list[Segment]] = {}
    for segment in segments:
        items.setdefault(segment.passage.outline, []).append(segment)
    return items


def _printed(segment: Segment, mention: DateMention) -> str:
    start, end = segment.span(mention.start, mention.end)
    return segment.passage.text[start:end]
