"""``python -m benchmarks.confirming FIRST SECOND``: what confirming one report's numbers gives the next of its hand.

Both have a table of right answers beside them (``.csv``: ``metric``, ``value``, ``measure``, ``period_start``,
``period_end``). The second is read with nothing confirmed; then with every number that the first asks decided as its
table says, in order of the text. Told are the values found with their days, how many of what is published are those,
and how many numbers are asked.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from catalog.load import load
from ingest.meaning.observations import Reading
from ingest.parts import sha256_of
from ingest.report import ReportReader
from ingest.rows import OpenedReport
from reviews.decision import Decision, Place, decide
from reviews.standing import Reviews

_WHO = "A clerk"
_VALUE = ("metric", "value", "period_start", "period_end", "breakdown")


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints one row without and one with what was confirmed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    options = parser.parse_args(arguments)
    catalog = load()
    alone = ReportReader(catalog)
    decisions = list(_decided(alone.opened(options.first, None), options.first))
    taught = ReportReader(catalog, reviews=Reviews.of(decisions))
    print(f"decided in the first: {len(decisions)}\n\n| | recall | precision | asked |\n|---|---|---|---|")
    for name, reader in (("nothing confirmed", alone), ("first confirmed", taught)):
        recall, precision, asked = _score(reader.opened(options.second, None).reading, _right(options.second))
        print(f"| {name} | {recall:.3f} | {precision:.3f} | {asked} |")


def _right(report: Path) -> list[dict[str, str]]:
    with report.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["metric"] and row["value"] and row["measure"] != "target"]
    return list(
        {tuple(row[key] for key in ("metric", "value", "period_start", "period_end")): row for row in rows}.values()
    )


def _decided(opened: OpenedReport, report: Path) -> Iterator[Decision]:
    """What its table says of each number that a report asks: of which metric it is, or of none."""
    metrics: dict[Decimal, set[str]] = {}
    for row in _right(report):
        metrics.setdefault(Decimal(row["value"]).normalize(), set()).add(row["metric"])
    sha256 = sha256_of(report, report.stat().st_size) or ""
    for quantity in opened.reading.quantities:
        if quantity.decision.status != "suggested" or quantity.suggestion is None:
            continue
        passage, (start, end) = quantity.segment.passage, quantity.span
        place = Place(
            sha256=sha256, passage=passage.no, kind=passage.kind, headings=passage.outline, text=passage.text,
            start=start, end=end, printed=passage.text[start:end],
        )  # fmt: skip
        told = metrics.get(Decimal(quantity.value).normalize(), set())
        likely = [one.metric_id for one in quantity.suggestion.likely if one.metric_id in told]
        yield decide(place, _WHO, report.stem, metrics=tuple(likely[:1]) or (tuple(told) if len(told) == 1 else ()))


def _score(reading: Reading, right: Sequence[dict[str, str]]) -> tuple[float, float, int]:
    """Shares of the right values found, and of the published that are right; how many numbers are asked."""
    told = Counter((o.metric_id, Decimal(o.value).normalize(), str(o.period.end)) for o in reading.observations)
    own = Counter((row["metric"], Decimal(row["value"]).normalize(), row["period_end"]) for row in right)
    found = (told & own).total()
    asked = sum(quantity.decision.status == "suggested" for quantity in reading.quantities)
    return found / max(own.total(), 1), found / max(told.total(), 1), asked


if __name__ == "__main__":
    main()
