"""Over which period a report reports: as it says itself, else as its title and cover say.

The day on a cover is when a report was made, the day of a session when it was told: neither is the period.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from catalog.entry import compiled
from catalog.lexicon import Lexicon
from catalog.words import told
from ingest.notation.calendar import DateMention, Interval, find_dates
from ingest.passages.authority import is_cover_line
from ingest.passages.outline import Passage
from ingest.read.document import UnreadableFile

# Gives years to dates that print none; what it gives is not used.
NO_PERIOD = Interval(date(2000, 1, 1), date(2000, 12, 31))
_SHORTEST = 27
_MOST_TOLD = 5
_SENTENCE = re.compile(r"[^。！？]+")
_JOINTS = frozenset("及與和暨、至")

Stated = tuple[Interval, str]


class PeriodFinder:
    """Finds a report's period in its opening.

    Args:
        lexicon: the words of periods, titles and covers.
        titles: the numbers of the passages that are title lines.
    """

    def __init__(self, lexicon: Lexicon, titles: Container[int]) -> None:
        self._titles = titles
        self._forms = [compiled(pattern) for pattern in lexicon.reporting_period]
        self._covered_year = compiled(lexicon.covered_year)
        self._publication = compiled(lexicon.publication)
        self._cover_date = compiled(lexicon.cover_date)
        self._up_to = compiled(lexicon.up_to)
        self._as_of = compiled(rf"(?:{lexicon.as_of}):?$")
        self._compared = compiled(lexicon.compared_period)
        self._session = compiled(lexicon.session)
        self._document = compiled(lexicon.authority.document)
        self._sentence = compiled(lexicon.period_sentence)
        self._other = compiled(lexicon.other_period)
        self._other_named = compiled(lexicon.other_named)

    def find(self, opening: Sequence[Passage]) -> Stated:
        """The period and the words that state it, verbatim.

        Args:
            opening: the report's first passages.

        Raises:
            UnreadableFile: it is not told. The message says where was looked and which dates are none.
        """
        year = self._title_year(opening)
        dates = [self._dates(passage, year) for passage in opening]
        found = (
            self._by_forms(opening, dates, year)
            or self._on_cover(opening, dates, year)
            or year
            or self._only_one(opening, dates)
        )
        if found is None:
            raise UnreadableFile(self._refusal(opening, dates), "no_period")
        return found

    def _dates(self, passage: Passage, year: Stated | None) -> list[DateMention]:
        """The dates of a passage, without those it compares with.

        Those without a year count only where the title names the one they are in.
        """
        if passage.kind == "table":
            return []
        text = passage.compact.text
        mentions = find_dates(text, year[0] if year else NO_PERIOD)
        own = [m for m in mentions if (m.has_year or year) and not self._compared.search(text[: m.start])]
        return _adjoining(text, own)

    def _by_forms(
        self, opening: Sequence[Passage], dates: Sequence[Sequence[DateMention]], year: Stated | None
    ) -> Stated | None:
        """The period in words for it: what is called 本期, what the report is of. It meets the title's year."""
        for form in self._forms:
            for passage, mentions in zip(opening, dates, strict=True):
                for match in form.finditer(passage.compact.text):
                    start, end = match.span("period")
                    within = [m for m in mentions if start <= m.start < end and _is_long(m)]
                    within = [m for m in within if year is None or _meet(m.interval, year[0])]
                    if within:
                        return _stated(passage, self._narrowest(passage.compact.text, within))
        return None

    def _narrowest(self, text: str, mentions: Sequence[DateMention]) -> DateMention:
        """The first period, or the one behind it that says which part of it: 112年(1月1日至6月30日)."""
        first, *rest = mentions
        for mention in rest:
            named = self._other_named.search(text, first.end)
            if named and named.start() < mention.end:
                break
            if first.interval.start <= mention.interval.start and mention.interval.end <= first.interval.end:
                first = mention
        return first

    def _title_year(self, opening: Sequence[Passage]) -> Stated | None:
        """The year in a title (112年度施政計畫), else on a line of the cover that says what the document is."""
        for passage in opening:
            match = self._covered_year.search(passage.compact.text)
            for mention in find_dates(passage.compact.text, NO_PERIOD) if match else ():
                if match and mention.grain == "year" and mention.start <= match.start() < mention.end:
                    return mention.interval, _printed(passage, (mention.start, match.end()))
        for passage in self._cover(opening):
            years = [m for m in find_dates(passage.compact.text, NO_PERIOD) if m.grain == "year"]
            if years and self._document.search(passage.compact.text):
                return _stated(passage, years[0])
        return None

    def _on_cover(
        self, opening: Sequence[Passage], dates: Sequence[Sequence[DateMention]], year: Stated | None
    ) -> Stated | None:
        """The months or days on a line of title or cover (112年1-6月), which is not one of publication or session."""
        cover = {passage.no for passage in self._cover(opening)}
        for passage, mentions in zip(opening, dates, strict=True):
            text = passage.compact.text
            if passage.no not in cover:
                continue
            until = self._up_to.match(text)
            for mention in mentions:
                if until and year and mention.grain in ("day", "month") and mention.start <= until.end("date"):
                    if year[0].start < mention.interval.end <= year[0].end:
                        return Interval(year[0].start, mention.interval.end), _printed(passage, (0, len(text)))
                elif year and not _meet(mention.interval, year[0]):
                    # A plan is made before its year: 113年度施政計畫, 112年10月編.
                    continue
                elif mention.grain != "year" and _is_long(mention) and not self._is_one_month(text, mention):
                    return _stated(passage, mention)
        return None

    def _cover(self, opening: Sequence[Passage]) -> Iterator[Passage]:
        """Lines of title, and of the cover up to the first heading behind it."""
        on_cover = True
        for place, passage in enumerate(opening):
            text = passage.compact.text
            document = self._document.search(text)
            on_cover = on_cover and (not place or passage.marker is None or document is not None)
            session = self._session.search(text) and not document
            line = on_cover and is_cover_line(passage) and not session and not self._publication.match(text)
            if line or passage.no in self._titles:
                yield passage

    def _is_one_month(self, text: str, mention: DateMention) -> bool:
        """Whether a month stands alone, as covers print when a report was made, or up to which its figures go."""
        if (mention.interval.end - mention.interval.start).days > 31:
            return False
        alone = self._cover_date.fullmatch(text) and not text.endswith("份") and mention.end >= len(text)
        return bool(alone) or self._as_of.search(text[: mention.start]) is not None

    def _only_one(self, opening: Sequence[Passage], dates: Sequence[Sequence[DateMention]]) -> Stated | None:
        """The one range of days or months that the words before the first heading tell, if it is the only one."""
        told_periods: dict[Interval, str] = {}
        lead = takewhile(lambda passage: passage.marker is None or passage.marker.level > 1, opening)
        for passage, mentions in zip(lead, dates, strict=False):
            if self._publication.match(passage.compact.text):
                continue
            for sentence in _SENTENCE.finditer(passage.compact.text):
                if not self._sentence.search(sentence.group()):
                    continue
                if self._other.search(sentence.group()):
                    return None
                within = [m for m in mentions if sentence.start() <= m.start < sentence.end() and m.grain != "year"]
                for mention in filter(_is_long, within):
                    told_periods.setdefault(*_stated(passage, mention))
        return next(iter(told_periods.items())) if len(told_periods) == 1 else None

    def _refusal(self, opening: Sequence[Passage], dates: Sequence[Sequence[DateMention]]) -> str:
        """Where was looked, what for, and which dates were met that are no period."""
        met = [_stated(passage, m)[1] for passage, own in zip(opening, dates, strict=True) for m in own]
        if not met:
            return told("reading.no_period", passages=len(opening))
        return told("reading.no_period_but_dates", passages=len(opening), dates="、".join(met[:_MOST_TOLD]))


def _meet(one: Interval, other: Interval) -> bool:
    return one.start <= other.end and other.start <= one.end


def _adjoining(text: str, mentions: Sequence[DateMention]) -> list[DateMention]:
    """Mentions, those as one of which the second begins where the first ends: 88年下半年及89年度."""
    joined: list[DateMention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if (
            last
            and text[last.end : mention.start] in _JOINTS
            and mention.interval.start.toordinal() == last.interval.end.toordinal() + 1
        ):
            whole = Interval(last.interval.start, mention.interval.end)
            joined[-1] = replace(last, end=mention.end, interval=whole)
        else:
            joined.append(mention)
    return joined


def _is_long(mention: DateMention) -> bool:
    return (mention.interval.end - mention.interval.start).days >= _SHORTEST


def _stated(passage: Passage, mention: DateMention) -> Stated:
    return mention.interval, _printed(passage, (mention.start, mention.end))


def _printed(passage: Passage, span: tuple[int, int]) -> str:
    start, end = passage.compact.span(*span)
    return passage.text[start:end]
