"""What people decided about series, found again at the numbers of a build."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from catalog.words import told
from ingest.meaning.verdicts import likest
from ingest.rows import ReportRows, Row
from ingest.series.mention import Mention
from reviews.series import Key, Label, Passage, Point, Report, SeriesReviews, Stated, point

_AROUND = 14


@dataclass(frozen=True)
class Decided:
    """What holds mentions together and what keeps them apart, by their places among an agency's mentions."""

    together: tuple[frozenset[int], ...] = ()
    apart: tuple[tuple[frozenset[int], frozenset[int]], ...] = ()


UNDECIDED = Decided()


@dataclass
class _Found:
    """Where the numbers that were decided stand now: as they did, or in a text that has changed."""

    same: dict[Key, set[int]] = field(default_factory=lambda: defaultdict(set))
    changed: dict[Key, set[int]] = field(default_factory=lambda: defaultdict(set))
    lost: dict[Key, Point] = field(default_factory=dict)

    def places(self, keys: Iterable[Key], *, changed: bool = False) -> frozenset[int]:
        """The mentions of numbers, those of changed texts where asked for."""
        found = [self.same[key] | (self.changed[key] if changed else set()) for key in keys]
        return frozenset[int]().union(*found)


class Rulings:
    """The decisions about series of one agency, at the mentions of its reports.

    Args:
        reviews: the decisions as they stand.
        reports: the agency's, with their tables report and passage.
        mentions: all numbers of those reports that can be of a series.
    """

    def __init__(self, reviews: SeriesReviews, reports: Sequence[ReportRows], mentions: Sequence[Mention]) -> None:
        self._reviews = reviews
        self._reports = [report.tables["report"][0] for report in reports]
        self._points = _points(reports, mentions) if reviews.stated or reviews.conflicts else {}
        self._found = self._find()
        self._present = frozenset(self._found.same)
        self._keys: dict[int, set[Key]] = defaultdict(set)
        for key, places in self._found.same.items():
            for place in places:
                self._keys[place].add(key)
        for key, places in self._found.changed.items():
            # What was decided of the new text, too, is asked no more.
            self._found.changed[key] = {place for place in places if place not in self._keys}

    @property
    def decided(self) -> Decided:
        """What they come to for the merging.

        A number whose text has changed stays out where it was taken out, and is held to nothing.
        """
        stated = self._reviews.stated
        found = self._found
        together = [found.places(one.points) for one in stated if one.is_together]
        apart = [
            (found.places(one.points, changed=True), found.places(one.others, changed=True))
            for one in stated
            if one.is_apart
        ]
        return Decided(
            tuple(places for places in together if places), tuple((one, two) for one, two in apart if one and two)
        )

    def label(self, members: Collection[int]) -> Label | None:
        """What people called a series, where they did."""
        return self._reviews.label(self._keys_of(members), self._present)

    def accepted(self, members: Collection[int]) -> frozenset[int]:
        """Those of a series' mentions that people accepted as its values."""
        label = self.label(members)
        return self._found.places(label.accepted) & frozenset(members) if label else frozenset()

    def asked(self, members: Collection[int]) -> str | None:
        """Why a series that people decided about is asked again; None where it is not."""
        keys = self._keys_of(members)
        label = self.label(members)
        if (label and label.in_conflict) or any((c.points | c.others) & keys for c in self._reviews.conflicts):
            return "people_differ"
        own = frozenset(members)
        for one in label.said if label else ():
            # What was decided of the text before holds no more for the number that stands there now.
            if any(self._found.changed.get(key) for key in one.points):
                return "text_changed"
        return "text_changed" if any(places & own for places in self._found.changed.values()) else None

    def first(self, members: Sequence[int]) -> int:
        """The member that a series is known by: the first that was accepted, else its first."""
        label = self.label(members)
        if label:
            for one in label.said[0].decision.points:
                for place in self._found.same.get(one.key, ()):
                    if place in members:
                        return place
        return members[0]

    def troubles(self) -> list[Row]:
        """What is to be said of decisions that do not count as they were made."""
        files = {row["report_id"]: row["file"] for row in self._reports}
        found = self._found
        changed = self._of_keys({key for key, at in found.changed.items() if at})
        rows = [_issue(one, "series_text_changed", files) for one in changed]
        rows += [_issue(one, "series_decision_lost", files) for one in found.lost.values()]
        for one in self._reviews.conflicts:
            here = [p for p in one.decision.points if found.same.get(p.key) or found.changed.get(p.key)]
            rows += [_issue(p, "series_people_differ", files) for p in here[:1]]
        return rows

    def _keys_of(self, members: Iterable[int]) -> frozenset[Key]:
        return frozenset(key for member in members for key in self._keys[member])

    def _of_keys(self, keys: Collection[Key]) -> list[Point]:
        return [one for key, one in _decided_points(self._every()).items() if key in keys]

    def _every(self) -> tuple[Stated, ...]:
        return (*self._reviews.stated, *self._reviews.conflicts)

    def _find(self) -> _Found:
        found = _Found()
        by_file: dict[str, dict[Key, int]] = defaultdict(dict)
        files: dict[str, str] = {}
        others: dict[str, set[str]] = defaultdict(set)
        for place, own in self._points.items():
            by_file[own.sha256][own.key] = place
            files[own.report] = own.sha256
            for name in (own.report, own.scope):
                others[name].add(own.sha256)
        # Editions that correct a report that is at hand, too.
        later: dict[str, set[str]] = defaultdict(set)
        for row in self._reports:
            if row["edition_of"] and row["report_id"] in files:
                later[row["edition_of"]].add(files[row["report_id"]])
        for key, one in _decided_points(self._every()).items():
            here = {one.sha256} & by_file.keys()
            for sha256 in here | (later[one.report] if here else others[one.scope] | others[one.report]):
                self._look(key, one, by_file[sha256], found)
        for key in found.same:
            found.lost.pop(key, None)
        return found

    def _look(self, key: Key, one: Point, own: Mapping[Key, int], found: _Found) -> None:
        """Looks for a number among those of a file."""
        here = own.get(key)
        if here is not None and _words(self._points[here]) == _words(one):
            found.same[key].add(here)
            return
        alike = [place for place in own.values() if _words(self._points[place]) == _words(one)]
        if len(alike) == 1:
            found.same[key].add(alike[0])
            return
        places = list(own.values())
        candidates = [self._points[place] for place in places]
        at = likest(one, [(other.text, (other.start, other.end), other.headings) for other in candidates])
        if at is None:
            found.lost[key] = one
        else:
            found.changed[key].add(places[at])


def _decided_points(stated: Iterable[Stated]) -> dict[Key, Point]:
    return {one.key: one for said in stated for one in (*said.decision.points, *said.decision.others)}


def _words(one: Point) -> tuple[object, ...]:
    return one.headings, one.text, one.start, one.end


def _points(reports: Sequence[ReportRows], mentions: Sequence[Mention]) -> dict[int, Point]:
    """Each mention as decisions tell it."""
    described: dict[str, Report] = {}
    passages: dict[tuple[str, int], Passage] = {}
    for report in reports:
        (row,) = report.tables["report"]
        described[report.report_id] = Report.of(
            report.sha256, report.report_id, row["agency_id"], row["genre"], row["period_start"], row["period_end"]
        )
        for own in report.tables["passage"]:
            passages[report.report_id, own["passage_no"]] = Passage(
                own["passage_no"], own["kind"], tuple(own["outline"]), own["text"]
            )
    return {
        place: point(
            described[one.report_id], passages[one.report_id, one.row["passage_no"]],
            one.row["char_start"], one.row["char_end"],
        )
        for place, one in enumerate(mentions)
    }  # fmt: skip


def _issue(one: Point, code: str, files: Mapping[str, str]) -> Row:
    """A note on a report about a decision of one of its numbers."""
    around = one.text[max(0, one.start - _AROUND) : one.end + _AROUND].replace("\n", " ")
    message = told(f"reading.{code}", number=one.printed, around=around)
    return {
        "file": files.get(one.report, one.report),
        "severity": "note",
        "code": code,
        "message": message,
        "metric_ids": [],
    }
