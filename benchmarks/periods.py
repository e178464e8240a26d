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
from unittest import mock

from catalog.load import load
from catalog.models import Catalog
from catalog.reviewed import JOINT, ReviewedReport, load_reviewed
from ingest.meaning import period_model
from ingest.meaning.period_candidates import candidates
from ingest.meaning.period_model import PERIOD_TREES, Days, PeriodModel, Told, is_doubted
from ingest.meaning.periods import PeriodReader
from ingest.report import ReportReader
from ingest.reread import passages_of, period_of


@dataclass(frozen=True)
class Value:
    """A value whose days are known, and those that rules give it; None where they do not read it."""

    told: Told
    given: Days | None
    shown: str


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
            own = [one.period for one in quantity.observations if one.metric_id == metric]
            given = (own[0].start, own[0].end) if own else None
            known = (date.fromisoformat(start), date.fromisoformat(end))
            shown = quantity.segment.printed(max(0, quantity.start - 40), quantity.tail)
            yield Value(Told(report.hand, metric, known, candidates(quantity, periods)), given, shown)


def _of(told: list[str], place: int) -> str:
    return told[place] if place < len(told) else told[0]


def measure(found: list[Value], hands: list[str], more: bool) -> None:
    """Leaves each hand out, and prints what is doubted of it."""
    print("hand\tflows\twrong days\tof these doubted\tright days doubted")
    sums = [0, 0, 0, 0]
    for hand in hands:
        model = PeriodModel.fitted([one.told for one in found if one.told.hand != hand])
        own = [one for one in found if one.told.hand == hand and one.given]
        chances = model.chances([(one.told.metric_id, one.told.candidates) for one in own])
        doubted = [one for one, likely in zip(own, chances, strict=True) if one.given and is_doubted(one.given, likely)]
        wrong = [one for one in own if one.given != one.told.days]
        right_doubted = [one for one in doubted if one.given == one.told.days]
        row = (len(own), len(wrong), len(doubted) - len(right_doubted), len(right_doubted))
        sums = [a + b for a, b in zip(sums, row, strict=True)]
        print(hand, *row, sep="\t", flush=True)
        for one in [*right_doubted, *(one for one in wrong if one not in doubted)] if more else []:
            print(
                "\t", one.told.metric_id, *map(str, (*one.told.days, *(one.given or ()))), one.shown.replace("\n", "⏎")
            )
    print("all", *sums, sep="\t")


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
