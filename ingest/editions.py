"""Which report is a corrected edition of an earlier one: the same report once more, later or said to be corrected.

Two volumes of one report, or two reports that only share their phrases, are no editions of one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property

from catalog.entry import compiled
from catalog.lexicon import Lexicon
from ingest.rows import ReportRows

# Titles of editions differ by a mark at most; most of their words are the same.
_TITLES_ALIKE = 0.9
_MOSTLY_SHARED = 0.5


@dataclass(frozen=True)
class Signs:
    """What of a report, but for its text, tells whether it is another edition of one.

    ``scope`` is who reports, what, for which session and period; ``announced`` whether its title or opening says that
    it is corrected.
    """

    report_id: str
    scope: tuple[object, ...]
    title: str
    published: date | None
    announced: bool


@dataclass(frozen=True)
class Edition(Signs):
    """A report's signs and text: ``passages`` are its passages without blanks."""

    passages: frozenset[str]

    @cached_property
    def length(self) -> int:
        """Characters of its passages."""
        return sum(map(len, self.passages))

    def shared(self, other: Edition) -> float:
        """The share of the longer text's characters that stands in passages of both."""
        return sum(map(len, self.passages & other.passages)) / max(1, self.length, other.length)


def signs_of(report: ReportRows, lexicon: Lexicon) -> Signs:
    """What a report's rows say of the edition it is."""
    (row,) = report.tables["report"]
    announced = compiled(lexicon.corrected_edition)
    opening = [row["title"], *_passages(report)[: lexicon.opening_passages]]
    scope = (row["agency_id"], row["genre"], row["session"], str(row["period_start"]), str(row["period_end"]))
    title = announced.sub("", "".join(row["title"].split()))
    return Signs(report.report_id, scope, title, row["published"], any(map(announced.search, opening)))


def _passages(report: ReportRows) -> list[str]:
    return ["".join(passage["folded"].split()) for passage in report.tables["passage"]]


def corrected_by(editions: Sequence[Edition]) -> dict[str, str]:
    """The report that each corrected edition corrects, the last one before it; those that correct none are left out."""
    found: dict[str, str] = {}
    for edition in editions:
        earlier = [other for other in editions if _corrects(edition, other)]
        if earlier:
            # Of several, the last: itself an edition of those before it.
            last = max(earlier, key=lambda one: (one.published or date.min, one.announced, one.report_id))
            found[edition.report_id] = last.report_id
    return found


def _corrects(edition: Edition, other: Edition) -> bool:
    if edition is other or edition.scope != other.scope or edition.scope[0] is None:
        return False
    alike = _comes_after(edition, other) and _alike(edition.title, other.title)
    return alike and edition.shared(other) >= _MOSTLY_SHARED


def _comes_after(edition: Edition, other: Edition) -> bool:
    """Whether one is surely the later: it says that it is corrected and the other does not, or its day is later."""
    days = (edition.published, other.published)
    if edition.announced != other.announced:
        return edition.announced and (days[0] is None or days[1] is None or days[0] >= days[1])
    return days[0] is not None and days[1] is not None and days[0] > days[1]


def _alike(title: str, other: str) -> bool:
    matcher = SequenceMatcher(None, title, other, autojunk=False)
    if matcher.ratio() < _TITLES_ALIKE:
        return False
    # One numeral or volume for another makes another report.
    return all(tag != "replace" for tag, *_ in matcher.get_opcodes())


def with_editions(reports: Sequence[ReportRows], lexicon: Lexicon) -> list[ReportRows]:
    """The reports, each that corrects one with its id in ``edition_of``; what a person said of it stays."""
    editions = [Edition(**vars(signs_of(one, lexicon)), passages=frozenset(_passages(one))) for one in reports]
    found = corrected_by(editions)
    return [_told(report, found.get(report.report_id)) for report in reports]


def _told(report: ReportRows, corrected: str | None) -> ReportRows:
    (row,) = report.tables["report"]
    if corrected is None or row["edition_of"]:
        return report
    return replace(report, tables={**report.tables, "report": [{**row, "edition_of": corrected}]})
