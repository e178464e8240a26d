"""Reviewed reports read again as new ones are: by rules, tables, examples and proofs together, number by number.

Of a reviewed report the passages that hold numbers are at hand. The model knows nothing of its report, or of its hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date
from itertools import groupby

from catalog.examples import ReviewedNumber
from catalog.fold import Folder
from catalog.models import Catalog
from catalog.reviewed import JOINT, ReviewedReport
from ingest.meaning.model import ExampleModel
from ingest.notation.calendar import Interval
from ingest.notation.markers import read_marker
from ingest.numbers.printed import Observation, Quantity, key_of
from ingest.passages.outline import Passage
from ingest.read.document import table_block
from ingest.report import ReportReader


@dataclass(frozen=True)
class Reread:
    """What one report came to, beside its review.

    ``values`` are those the review says; of the ``published`` ones ``right`` have the right metric, ``whole`` also
    days, measure and parts. ``asked`` numbers are suggested; of the values not published ``among`` stand among three.
    """

    report_id: str
    values: int
    published: int
    right: int
    whole: int
    asked: int
    among: int

    def __add__(self, other: Reread) -> Reread:
        """Both together, under the first one's name."""
        own = (a + b for a, b in zip(astuple(self)[1:], astuple(other)[1:], strict=True))
        return Reread(self.report_id, *own)


def reread(report: ReviewedReport, catalog: Catalog, model: ExampleModel) -> Reread:
    """Reads a reviewed report as if it were new.

    Args:
        report: its reviewed numbers.
        catalog: metrics and how they are told.
        model: fitted without the report.
    """
    reading = ReportReader(catalog, model=model).understand(period_of(report), list(passages_of(report, catalog)))
    by_place = {(q.segment.passage.no, *q.span): q for q in reading.quantities if q.form == "number"}
    told = {(number.passage, number.start, number.end): number for number in report.numbers}
    published = right = whole = among = 0
    for place, quantity in by_place.items():
        number = told.get(place)
        wanted = number.metrics if number else ()
        # Two parts that one number holds for are one value of the review.
        found = {observation.metric_id for observation in quantity.observations}
        published += len(found)
        right += len(found & set(wanted))
        if number is not None:
            whole += sum(_is_whole(number, observation, place) for place, observation in _pairs(number, quantity))
        missed = set(wanted) - found
        suggested = quantity.decision.status == "suggested" and quantity.suggestion is not None
        if suggested and quantity.suggestion:
            among += len(missed & {likely.metric_id for likely in quantity.suggestion.likely})
    asked = sum(quantity.decision.status == "suggested" for quantity in reading.quantities)
    values = sum(len(number.metrics) for number in report.numbers)
    return Reread(report.report_id, values, published, right, whole, asked, among)


def _pairs(number: ReviewedNumber, quantity: Quantity) -> Iterator[tuple[int, Observation]]:
    """For each metric of the review its place there, and the first of the number's observations of it."""
    for place, metric_id in enumerate(number.metrics):
        own = [observation for observation in quantity.observations if observation.metric_id == metric_id]
        if own:
            yield place, own[0]


def _is_whole(number: ReviewedNumber, observation: Observation, place: int) -> bool:
    """Whether days, measure and parts are those of the review, too."""
    period = observation.period
    days = f"{period.start or ''}/{period.end}"
    parts = "；".join(f"{key}={value}" for key, value in key_of(observation.breakdown))
    own = (days, observation.measure, parts)
    return all(_of(told, place) in ("", found) for told, found in zip(_told(number), own, strict=True))


def _told(number: ReviewedNumber) -> tuple[str, str, str]:
    return number.period, number.measure, number.breakdown


def _of(told: str, place: int) -> str:
    """The part of a column that is of one metric: there is one for all, or one for each."""
    parts = told.split(JOINT)
    return parts[place] if place < len(parts) else parts[0]


def period_of(report: ReviewedReport) -> Interval:
    """The report's own period: the one that most of its values are of."""
    flows = Counter(
        number.period for number in report.numbers if number.measure in ("flow", "budget") and "/" in number.period
    )
    told = flows or Counter(number.period for number in report.numbers if "/" in number.period)
    start, _, end = told.most_common(1)[0][0].split(JOINT)[0].partition("/")
    return Interval(date.fromisoformat(start or end), date.fromisoformat(end))


def passages_of(report: ReviewedReport, catalog: Catalog) -> Iterator[Passage]:
    """The passages of a reviewed report that hold numbers."""
    folder = Folder(catalog.lexicon.variants)
    for no, numbers in groupby(report.numbers, key=lambda number: number.passage):
        first = next(numbers)
        cells = table_block([row.split("\t") for row in first.text.split("\n")]).cells if first.kind == "table" else ()
        folded = folder.fold(first.text)
        marker = None if cells else read_marker(folded, None, opens=True)
        yield Passage(
            no, first.kind, first.text, folded, folder.compact(first.text), first.headings, marker, cells=cells,
        )  # fmt: skip
