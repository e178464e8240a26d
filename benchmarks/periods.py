"""``python -m benchmarks.periods``: how well the days of values are told that nobody tuned on.

Reviewed reports teach: each value's days are told there. Each hand is left out in turn, and the rest is learned. Told
are, of the hand's flows, how many the rules give wrong days, how many of these are doubted, and how many right ones
are. ``--learn`` keeps what all hands teach.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from unittest import mock

from catalog.load import load
from catalog.models import Catalog
from catalog.reviewed import JOINT, ReviewedReport, load_reviewed
from ingest.meaning import period_model
from ingest.meaning.period_candidates import candidates
from ingest.meaning.period_model import PERIOD_TREES, PeriodModel, Told
from ingest.meaning.periods import PeriodReader
from ingest.numbers.printed import Observation
from ingest.report import ReportReader
from ingest.reread import passages_of, period_of

# So many characters before a number show which it is.
_SHOWN = 40


@dataclass(frozen=True)
class Value:
    """A value whose days are known, and what rules read of it, with the reader that gave it days; None if nothing."""

    told: Told
    read: Observation | None
    reader: PeriodReader

    @property
    def is_right(self) -> bool:
        """Whether rules give it its days."""
        return self.read is not None and (self.read.period.start, self.read.period.end) == self.told.days


def values(report: ReviewedReport, catalog: Catalog, reader: ReportReader) -> Iterator[Value]:
    """The flows of a reviewed report."""
    period = period_of(report)
    reading = reader.understand(period, list(passages_of(report, catalog)))
    periods = PeriodReader(catalog, period, reading.segments)
    reviewed = {(number.passage, number.start, number.end): number for number in report.numbers}
    for quantity in reading.quantities:
        number = reviewed.get((quantity.segment.passage.no, *quantity.span))
        if number is None or quantity.form != "number":
            continue
        for place, metric in enumerate(number.metrics):
            days, measure = (_of(told.split(JOINT), place) for told in (number.period, number.measure))
            start, _, end = days.partition("/")
            if measure != "flow" or not start or not end:
                continue
            own = [one for one in quantity.observations if one.metric_id == metric]
            known = (date.fromisoformat(start), date.fromisoformat(end))
            told = Told(report.hand, metric, known, candidates(quantity, periods))
            yield Value(told, own[0] if own else None, periods)


def _of(told: list[str], place: int) -> str:
    return told[place] if place < len(told) else told[0]


def measure(found: list[Value], hands: list[str], more: bool) -> None:
    """Leaves each hand out, and prints what is doubted of it."""
    print("hand\tflows\twrong days\tof these doubted\tright days doubted")
    sums = [0, 0, 0, 0]
    for hand in hands:
        model = PeriodModel.fitted([one.told for one in found if one.told.hand != hand])
        own = [one for one in found if one.told.hand == hand and one.read]
        doubted: set[int] = set()
        for reader, here in groupby(own, key=lambda one: one.reader):
            doubted |= {id(one) for one in model.doubted([one.read for one in here if one.read], reader)}
        wrong = [one for one in own if not one.is_right]
        missed = [one for one in wrong if id(one.read) not in doubted]
        right_doubted = [one for one in own if one.is_right and id(one.read) in doubted]
        row = (len(own), len(wrong), len(wrong) - len(missed), len(right_doubted))
        sums = [a + b for a, b in zip(sums, row, strict=True)]
        print(hand, *row, sep="\t", flush=True)
        for one in [*right_doubted, *missed] if more else []:
            print("\t", one.told.metric_id, *one.told.days, _shown(one), sep="\t")
    print("all", *sums, sep="\t")


def _shown(value: Value) -> str:
    """The days that rules give, and the words up to the number."""
    assert value.read is not None
    period, quantity = value.read.period, value.read.quantity
    printed = quantity.segment.printed(max(0, quantity.start - _SHOWN), quantity.tail)
    return f"{period.start} {period.end}\t{printed}".replace("\n", "⏎")


def main() -> None:
    """Measures hand by hand, or learns from all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.periods", description=__doc__)
    parser.add_argument("--only", nargs="*", help="hands to leave out (default all)")
    parser.add_argument("--more", action="store_true", help="tell each that is wrongly doubted or not doubted")
    parser.add_argument("--learn", action="store_true", help=f"keep what all teach as {PERIOD_TREES.name}")
    options = parser.parse_args()
    catalog = load()
    reader = ReportReader(catalog)
    # The rules' own days are looked at: nothing is doubted while they are read.
    with mock.patch.object(period_model, "DOUBTED", 0.0):
        found = [one for report in load_reviewed(catalog) for one in values(report, catalog, reader)]
    if options.learn:
        PeriodModel.fitted([one.told for one in found]).save(PERIOD_TREES)
    else:
        measure(found, options.only or list(dict.fromkeys(one.told.hand for one in found)), options.more)


if __name__ == "__main__":
    main()
