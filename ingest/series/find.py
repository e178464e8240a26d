"""The series of each agency over its editions, as rows of the warehouse."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from catalog.models import Catalog
from ingest.meaning.trees import Trees
from ingest.rows import ReportRows, Row
from ingest.series.checked import check_results
from ingest.series.decided import Rulings
from ingest.series.grouping import Group, group
from ingest.series.links import Linker, Links
from ingest.series.mention import Mention
from ingest.series.mentions import MentionReader
from ingest.series.naming import Describer
from ingest.series.similarity import Units
from reviews.series import SeriesReviews

# What of a report's tables series are found from.
NEEDED = {
    "report": ("report_id", "file", "agency_id", "genre", "period_start", "period_end", "edition_of"),
    "passage": ("passage_no", "kind", "outline", "text", "folded"),
    "quantity": (
        "quantity_no", "passage_no", "char_start", "char_end", "value", "unit", "qualifier", "page",
        "period_start", "period_end",
    ),
    "report_table": ("table_no", "passage_no"),
    "table_cell": ("table_no", "row", "column", "row_span", "column_span", "char_start", "char_end"),
    "observation": ("quantity_no",),
    "observation_evidence": ("quantity_no",),
}  # fmt: skip

_ID_DIGITS = 11
# Of a book of tables only its first numbers are compared with other editions: every pair is looked at.
_MOST_NUMBERS = 1500
_UNREVIEWED = SeriesReviews()
_PERIOD_KINDS = {1: "month", 3: "quarter", 6: "half_year", 12: "year"}


class SeriesFinder:
    """Finds the recurring measures of agencies' reports.

    Args:
        catalog: words of kinds of statement and what agencies are one lineage.
        trees: the classifier of links; by default the one kept beside it.
        reviews: what people decided about series.
    """

    def __init__(self, catalog: Catalog, trees: Trees | None = None, reviews: SeriesReviews = _UNREVIEWED) -> None:
        self._catalog, self._reviews = catalog, reviews
        words = catalog.series
        self._reader = MentionReader(catalog)
        self._linker = Linker(words, trees)
        self._units = Units(words)
        self._describer = Describer(words, catalog.printed_units())

    def rows(self, agency_id: str, reports: Sequence[ReportRows]) -> dict[str, list[Row]]:
        """The rows of ``series``, ``series_value`` and ``check_result`` of one agency, and its issues not yet numbered.

        Args:
            agency_id: what its whole lineage goes by.
            reports: its own and those of whom it succeeds, each with the tables :data:`NEEDED`.
        """
        rows: dict[str, list[Row]] = {"series": [], "series_value": [], "reading_issue": []}
        editions = self.in_order(reports)
        self._add(agency_id, editions, rows)
        return {**rows, "check_result": check_results(rows, editions, self._catalog)}

    @staticmethod
    def in_order(reports: Sequence[ReportRows]) -> list[ReportRows]:
        """Editions by the end of their periods, of two with one end the longer first."""

        def when(report: ReportRows) -> tuple[date, date, str]:
            (row,) = report.tables["report"]
            return row["period_end"], row["period_start"], report.report_id

        return sorted(reports, key=when)

    def _add(self, agency_id: str, editions: Sequence[ReportRows], rows: dict[str, list[Row]]) -> None:
        mentions = [m for at, report in enumerate(editions) for m in self._reader.read(at, report)[:_MOST_NUMBERS]]
        claimed = {report.report_id: _claimed(report) for report in editions}
        taken = [at for at, mention in enumerate(mentions) if mention.quantity_no in claimed[mention.report_id]]
        links = self._linker.links(mentions, taken)
        passages = {
            (report.report_id, row["passage_no"]): row for report in editions for row in report.tables["passage"]
        }
        described = {report.report_id: report.tables["report"][0] for report in editions}
        rulings = Rulings(self._reviews, editions, mentions)
        by_name: dict[str, list[Row]] = defaultdict(list)
        for found in group(mentions, links, self._units, taken, rulings.decided):
            own = [mentions[member] for member in found.members]
            is_named = self._describe(agency_id, found, own, links, passages, described, rulings, rows)
            row = rows["series"][-1]
            if not is_named:
                by_name[row["name_zh"]].append(row)
        for name, alike in by_name.items():
            if len({row["unit"] for row in alike}) > 1:
                for row in alike:
                    row["name_zh"] = self._describer.told_apart(name, row["unit"])
        rows["reading_issue"] += rulings.troubles()

    def _describe(
        self,
        agency_id: str,
        found: Group,
        own: Sequence[Mention],
        links: Links,
        passages: dict[tuple[str, int], Row],
        reports: dict[str, Row],
        rulings: Rulings,
        rows: dict[str, list[Row]],
    ) -> bool:
        """Adds the rows of a series, and tells whether people named it."""
        label = rulings.label(found.members)
        told = self._describer.describe(own, label.named if label else None)
        accepted, asked = rulings.accepted(found.members), rulings.asked(found.members)
        first = own[found.members.index(rulings.first(found.members))]
        series_id = _series_id(agency_id, first)
        rows["series"].append({
            "series_id": series_id,
            "agency_id": agency_id,
            "name_zh": told.name,
            "unit": told.unit,
            "comparable_units": list(told.comparable),
            "measure": told.measure,
            "breakdown": told.breakdown,
            "section": list(told.section),
            "editions": len({mention.report_id for mention in own}),
            "status": "accepted" if accepted and not asked else "proposed",
            "asked": asked,
            "score": round(min(found.sure.values()), 3),
        })  # fmt: skip
        members = frozenset(found.members)
        bridged = {
            place for one in found.members for pair in links.of.get(one, ()) if pair <= members for place in pair
        }
        seen: set[tuple[str, float]] = set()
        for at, (place, mention) in enumerate(zip(found.members, own, strict=True)):
            passage = passages[mention.report_id, mention.row["passage_no"]]
            report = reports[mention.report_id]
            start, end = _period(mention, report, told.measure)
            evidence = "table_row" if mention.in_table else "same_sentence"
            rows["series_value"].append({
                "series_id": series_id,
                "report_id": mention.report_id,
                "quantity_no": mention.quantity_no,
                "value": mention.value,
                "unit": mention.unit or None,
                "qualifier": mention.row["qualifier"],
                "period_start": start,
                "period_end": end,
                "period_kind": _period_kind(start, end, report, told.measure),
                "breakdown": told.breakdown,
                "quote": passage["text"][slice(*mention.quote)],
                "passage_no": mention.row["passage_no"],
                "page": mention.row["page"],
                "repeats": mention.is_rounded or (mention.report_id, mention.value) in seen,
                "break": told.breaks.get(at),
                "confirmed": place in accepted and not asked,
                "confidence": round(found.sure[place], 3),
                "evidence": "last_period_of_later_edition" if place in bridged else evidence,
            })  # fmt: skip
            seen.add((mention.report_id, mention.value))
        return label is not None and label.named is not None


def _claimed(report: ReportRows) -> set[int]:
    """Numbers that the catalog understands."""
    return {
        row["quantity_no"] for table in ("observation", "observation_evidence") for row in report.tables.get(table, ())
    }


def _series_id(agency_id: str, first: Mention) -> str:
    """The same over rebuilds with later editions; like ids of metrics it begins with a letter."""
    return "s" + hashlib.sha256(f"{agency_id}:{first.report_id}:{first.quantity_no}".encode()).hexdigest()[:_ID_DIGITS]


def _period(mention: Mention, report: Row, measure: str) -> tuple[date | None, date]:
    """The period of a value: what its words state, else the report's own; a stock's is its day."""
    start, end = mention.row["period_start"], mention.row["period_end"]
    if mention.told is not None:
        start, end = mention.told
    if end is None and mention.role == "year":
        last = date(report["period_end"].year, 12, 31)
        return date(last.year, 1, 1), last
    if measure == "stock":
        day = end or report["period_end"]
        return day, day
    if measure == "cumulative":
        return start, end or report["period_end"]
    if end is None:
        start, end = report["period_start"], report["period_end"]
    return start, end


def _period_kind(start: date | None, end: date, report: Row, measure: str) -> str:
    if measure in ("stock", "cumulative"):
        return "day"
    if start is None:
        return "other"
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    # A plan tells of what was done before it, too.
    is_planned = report["genre"] == "annual_plan" and end >= report["period_start"]
    return "plan" if is_planned else _PERIOD_KINDS.get(months, "other")
