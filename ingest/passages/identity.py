"""What a report is: title, authority, genre, session, date and period, from its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from catalog.lexicon import Genre
from catalog.models import Catalog
from catalog.words import told
from ingest.notation.calendar import Interval, find_dates
from ingest.passages.authority import Authority, AuthorityReader
from ingest.passages.manifest import ManifestEntry
from ingest.passages.outline import Passage
from ingest.passages.reporting_period import NO_PERIOD, PeriodFinder
from ingest.read.document import UnreadableFile

# What no report covers.
_EARLIEST = date(1945, 1, 1)
_AHEAD = timedelta(days=731)
_MOST_MONTHS = 240


@dataclass(frozen=True)
class Identity:
    """One report's name, origin and period. ``period_quote`` is verbatim, or ``manifest``."""

    report_id: str
    title: str
    authority: Authority
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
        UnreadableFile: the period is neither in the report nor in the manifest, or it is one no report can have.
    """
    entry = entry or ManifestEntry()
    opening = passages[: catalog.lexicon.opening_passages]
    authorities = AuthorityReader(catalog)
    genre = entry.genre or _genre(opening, catalog)
    session = entry.session or _session(opening, catalog)
    authority = authorities.named(entry.agency) if entry.agency else authorities.read(passages, opening)
    if entry.period_start and entry.period_end:
        period, quote = Interval(entry.period_start, entry.period_end), "manifest"
    else:
        titles = {line.no for line in authorities.title_lines(opening) if line.is_document}
        period, quote = PeriodFinder(catalog.lexicon, titles).find(opening)
    if not _is_possible(period):
        raise UnreadableFile(told("reading.impossible_period", start=period.start, end=period.end), "impossible_period")
    title = entry.title or _title(opening, catalog, authorities) or _made_title(authority, session, genre, catalog)
    published = entry.published or _published(opening, catalog)
    return Identity(report_id, title or report_id, authority, genre, session, published, period, quote)


def _is_possible(period: Interval) -> bool:
    """Whether a report may be of a period: since 1945, over less than two decades, ended or soon to end."""
    latest = date.today() + _AHEAD
    return period.start >= _EARLIEST and period.end <= latest and period.months <= _MOST_MONTHS


def _genre(opening: Sequence[Passage], catalog: Catalog) -> Genre:
    for passage in opening:
        for rule in catalog.lexicon.genres:
            if re.search(rule.words, passage.compact.text):
                return rule.genre
    return "other"


def _session(opening: Sequence[Passage], catalog: Catalog) -> str | None:
    for passage in opening:
        match = re.search(catalog.lexicon.session, passage.compact.text)
        if match:
            return match.group()
    return None


def _title(opening: Sequence[Passage], catalog: Catalog, authorities: AuthorityReader) -> str | None:
    for passage in opening:
        match = re.match(catalog.lexicon.title, passage.compact.text)
        if match:
            start, end = match.span("title")
            return "".join(passage.text[offset] for offset in passage.compact.offsets[start:end])
    return authorities.title(opening)


def _made_title(authority: Authority, session: str | None, genre: Genre, catalog: Catalog) -> str:
    """A title of authority, session and genre, as far as they are known."""
    names = {rule.genre: rule.name_zh for rule in catalog.lexicon.genres}
    own = authority.name if authority.agency_id else ""
    return f"{own}{session or ''}{names.get(genre, '')}"


def _published(opening: Sequence[Passage], catalog: Catalog) -> date | None:
    """The day a line of its own tells; a month is no day."""
    for passage in opening:
        match = re.match(catalog.lexicon.published, passage.compact.text)
        mentions = find_dates(match.group(), NO_PERIOD) if match else []
        if mentions and mentions[0].has_year and mentions[0].interval.start == mentions[0].interval.end:
            return mentions[0].interval.start
    return None
