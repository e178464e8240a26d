"""What a report is: title, agency, genre, session, date and period, from its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from catalog.models import Catalog, Genre
from catalog.words import told
from ingest.notation.calendar import Interval, find_dates, whole_year
from ingest.passages.manifest import ManifestEntry
from ingest.passages.outline import Passage
from ingest.read.document import UnreadableFile

# Any period will do: report periods always print their years.
_NO_PERIOD = Interval(date(2000, 1, 1), date(2000, 12, 31))
_SHORTEST_PERIOD = 28


@dataclass(frozen=True)
class Identity:
    """One report's name, origin and period. ``period_quote`` is verbatim, or ``manifest``."""

    report_id: str
    title: str
    agency: str
    genre: Genre
    session: str | None
    published: date | None
    period: Interval
    period_quote: str


def identify(report_id: str, passages: Sequence[Passage], catalog: Catalog, entry: ManifestEntry | None) -> Identity:
    """The identity of a report.

    Args:
        report_id: the file's stem.
        passages: the report's passages.
        catalog: agencies and the words of titles, sessions and periods.
        entry: what the manifest overrides, if anything.

    Raises:
        UnreadableFile: the period is neither in the report nor in the manifest.
    """
    entry = entry or ManifestEntry()
    opening = passages[: catalog.lexicon.opening_passages]
    genre = entry.genre or _genre(opening, catalog)
    session = entry.session or _session(opening, catalog)
    agency = entry.agency or _agency(passages, catalog)
    period, quote = _period(opening, catalog, entry)
    title = entry.title or _title(opening, catalog) or _made_title(agency, session, genre, catalog)
    published = entry.published or _published(opening, catalog)
    return Identity(report_id, title, agency, genre, session, published, period, quote)


def _genre(opening: Sequence[Passage], catalog: Catalog) -> Genre:
    for passage in opening:
        for rule in catalog.lexicon.genres:
            if re.search(rule.words, passage.compact.text):
                return rule.genre
    return "other"


def _agency(passages: Sequence[Passage], catalog: Catalog) -> str:
    """The reporting agency named first; 未載 where none of the known ones is named."""
    for passage in passages:
        named = [
            (position, agency.name_zh)
            for agency in catalog.agencies
            if agency.reports
            for name in agency.names
            if (position := passage.compact.text.find(name)) >= 0
        ]
        if named:
            return min(named)[1]
    return told("reading.no_agency")


def _session(opening: Sequence[Passage], catalog: Catalog) -> str | None:
    for passage in opening:
        match = re.search(catalog.lexicon.session, passage.compact.text)
        if match:
            return match.group()
    return None


def _title(opening: Sequence[Passage], catalog: Catalog) -> str | None:
    for passage in opening:
        match = re.match(catalog.lexicon.title, passage.compact.text)
        if match:
            return match.group("title")
    return None


def _made_title(agency: str, session: str | None, genre: Genre, catalog: Catalog) -> str:
    names = {rule.genre: rule.name_zh for rule in catalog.lexicon.genres}
    return f"{agency}{session or ''}{names.get(genre, '')}"


def _published(opening: Sequence[Passage], catalog: Catalog) -> date | None:
    for passage in opening:
        match = re.match(catalog.lexicon.published, passage.compact.text)
        if match:
            mentions = find_dates(match.group("date"), _NO_PERIOD)
            if mentions:
                return mentions[0].interval.start
    return None


def _period(opening: Sequence[Passage], catalog: Catalog, entry: ManifestEntry) -> tuple[Interval, str]:
    if entry.period_start and entry.period_end:
        return Interval(entry.period_start, entry.period_end), "manifest"
    for pattern in catalog.lexicon.reporting_period:
        for passage in opening:
            stated = _stated_period(passage, pattern)
            if stated:
                return stated
    for passage in opening:
        match = re.search(catalog.lexicon.covered_year, passage.compact.text)
        if match:
            return whole_year(int(match.group("year"))), _printed(passage, match.span())
    only = _only_period(opening, catalog)
    if only is None:
        raise UnreadableFile(told("reading.no_period"), "no_period")
    return only


def _stated_period(passage: Passage, pattern: str) -> tuple[Interval, str] | None:
    for match in re.finditer(pattern, passage.compact.text):
        mentions = find_dates(match.group("period"), _NO_PERIOD)
        if mentions and _is_long(mentions[0].interval):
            start = match.start("period")
            span = (start + mentions[0].start, start + mentions[0].end)
            return mentions[0].interval, _printed(passage, span)
    return None


def _only_period(opening: Sequence[Passage], catalog: Catalog) -> tuple[Interval, str] | None:
    """The one range of days or months that the words before the first heading tell, if it is the only one."""
    told_periods: dict[Interval, str] = {}
    for passage in takewhile(lambda p: p.marker is None or p.marker.level > 1, opening):
        text = passage.compact.text
        for sentence in re.finditer(r"[^。！？]+", text):
            if not re.search(catalog.lexicon.period_sentence, sentence.group()):
                continue
            if re.search(catalog.lexicon.other_period, sentence.group()):
                return None
            for mention in find_dates(sentence.group(), _NO_PERIOD):
                if mention.grain in ("day", "month", "half") and _is_long(mention.interval):
                    span = (sentence.start() + mention.start, sentence.start() + mention.end)
                    told_periods.setdefault(mention.interval, _printed(passage, span))
    return next(iter(told_periods.items())) if len(told_periods) == 1 else None


def _is_long(interval: Interval) -> bool:
    return (interval.end - interval.start).days >= _SHORTEST_PERIOD


def _printed(passage: Passage, span: tuple[int, int]) -> str:
    start, end = passage.compact.span(*span)
    return passage.text[start:end]
