"""What the reports themselves say of a measure and why, in their own words (table ``explanation``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog.words import words
from findings.lanes import report_name
from findings.records import place_words
from warehouse import reads


@dataclass(frozen=True)
class Explanation:
    """A sentence of a report that gives a cause, verbatim, with its place.

    ``metric_ids`` are the measures it stands with, in the order asked for.
    """

    quote: str
    report_id: str
    report: str
    place: str
    passage_no: int
    metric_ids: tuple[str, ...]

    def told(self) -> str:
        """The quotation with its report and place, in one line."""
        came = words("card.joint").join(part for part in (self.report, self.place) if part)
        return words("explanation.told", quote=self.quote, source=came)


def explanations(metric_ids: Sequence[str], report_ids: Iterable[str] | None = None) -> list[Explanation]:
    """What reports say of some metrics, the newest first, each sentence once.

    Args:
        metric_ids: the metrics.
        report_ids: the reports to take, in the order in which theirs are wanted; None for all.
    """
    rows = reads.explanations(metric_ids)
    if rows.empty:
        return []
    if report_ids is not None:
        order = {report_id: place for place, report_id in enumerate(dict.fromkeys(report_ids))}
        rows = rows[rows["report_id"].isin(list(order))]
        rows = rows.sort_values("report_id", key=lambda own: own.map(order), kind="stable")
    found = []
    for _, same in rows.groupby(["report_id", "passage_no", "char_start"], sort=False):
        row = same.iloc[0]
        found.append(
            Explanation(
                str(row["quote"]),
                str(row["report_id"]),
                report_name(row),
                place_words(row),
                int(row["passage_no"]),
                tuple(same["metric_id"]),
            )
        )
    return found
