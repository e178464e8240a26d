"""Which report is a corrected edition of an earlier one: the same report once more, later or said to be corrected.

Two volumes of one report, or two reports that only share their phrases, are no editions of one another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property

from catalog.lexicon import Lexicon
from ingest.rows import ReportRows

# Titles of editions differ by a mark at most; most of their words are the same.
_TITLES_ALIKE = 0.9
_MOSTLY_SHARED = 0.5
# The note of ingest.twins that asks a person whether it is an edition.
LIKE_ANOTHER = "like_another"


@dataclass(frozen=True)
class Edition:
    """What of a report tells whether it is another edition of one.

    ``scope`` is who reports, what, for which session and period; ``announced`` whether its title says that it is
    corrected; ``passages`` are its passages without blanks.
    """

    report_id: str
    scope: tuple[object, ...]
    title: str
    published: date | None
    announced: bool
    passages: frozenset[str]

    @cached_property
    def length(self) -> int:
        """Characters of its passages."""
        return sum(map(len, self.passages))

    def shared(self, other: Edition) -> float:
        """The share of the longer text's characters that stands in passages of both."""
        return sum(map(len, self.passages & other.passages)) / max(1, self.length, other.length)


def edition_of_report(report: ReportRows, lexicon: Lexicon) -> Edition:
    """What of a report's rows tells whether it is an edition of another."""
    (row,) = report.tables["report"]
    passages = ["".join(one["folded"].split()) for one in report.tables["passage"]]
    announced = re.compile(lexicon.corrected_edition)
    opening = [row["title"], *passages[: lexicon.opening_passages]]
    scope = (row["agency_id"], row["genre"], row["session"], row["period_start"], row["period_end"])
    title = announced.sub("", "".join(row["title"].split()))
    return Edition(
        report.report_id, scope, title, row["published"], any(map(announced.search, opening)), frozenset(passages)
    )


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
    """The reports, each that corrects one with its id in ``edition_of``; what a person said of it stays.

    A note that it is like another has its answer with that.
    """
    found = corrected_by([edition_of_report(report, lexicon) for report in reports])
    return [_told(report, found.get(report.report_id)) for report in reports]


def _told(report: ReportRows, corrected: str | None) -> ReportRows:
    (row,) = report.tables["report"]
    if corrected is None or row["edition_of"]:
        return report
    issues = tuple(issue for issue in report.issues if issue["code"] != LIKE_ANOTHER)
    return replace(report, tables={**report.tables, "report": [{**row, "edition_of": corrected}]}, issues=issues)
