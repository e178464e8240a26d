"""Reviewed numbers: every number of a report that a person has read, with what it is a value of, or nothing.

``reviewed/<report>.csv`` holds published reports; ``practice/<hand>/<report>.csv`` invented ones that clerks wrote to
learn from. A passage's words stand in the row of its first number only.
"""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from catalog.examples import ReviewedNumber
from catalog.load import AGENCY, CatalogError
from catalog.models import Catalog

REVIEWED, PRACTICE = "reviewed", "practice"
# Parts headings, metrics and breakdowns within a column.
JOINT = "｜"


@dataclass(frozen=True)
class ReviewedReport:
    """One report's reviewed numbers, in reading order. ``hand`` is who wrote it: published reports each their own."""

    report_id: str
    hand: str
    sha256: str
    published: bool
    numbers: tuple[ReviewedNumber, ...]


def load_reviewed(catalog: Catalog) -> tuple[ReviewedReport, ...]:
    """All reviewed reports of the agency, published ones first; read once by each process.

    Raises:
        CatalogError: a column is unknown or missing, a metric is not there, or a number does not stand where it is
            said to.
    """
    return _load(catalog.directory, frozenset(catalog.metrics))


@functools.cache
def _load(directory: Path, metrics: frozenset[str]) -> tuple[ReviewedReport, ...]:
    agency = directory / AGENCY
    paths = [*sorted((agency / REVIEWED).glob("*.csv")), *sorted((agency / PRACTICE).glob("*/*.csv"))]
    found: list[ReviewedReport] = []
    for path in paths:
        numbers = _read(path)
        unknown = sorted({metric for number in numbers for metric in number.metrics} - metrics)
        if unknown:
            raise CatalogError(f"{path}: 沒有這個指標：{'、'.join(unknown)}")
        published = path.parent.name == REVIEWED
        hand = path.stem if published else path.parent.name
        sha256 = numbers[0].sha256 if numbers else ""
        found.append(ReviewedReport(path.stem, hand, sha256, published, tuple(numbers)))
    return tuple(found)


def reviewed_metrics(catalog: Catalog) -> frozenset[str]:
    """The metrics that were known when the published reports were reviewed: each is told of some number."""
    reports = (report for report in load_reviewed(catalog) if report.published)
    return frozenset(metric for report in reports for number in report.numbers for metric in number.metrics)


def _read(path: Path) -> list[ReviewedNumber]:
    numbers: list[ReviewedNumber] = []
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            first = numbers[-1] if numbers and str(numbers[-1].passage) == row.get("passage") else None
            given = {name: value for name, value in row.items() if value}
            given["headings"] = tuple(filter(None, (row.get("headings") or "").split(JOINT)))
            given["metrics"] = tuple(filter(None, (row.get("metrics") or "").split(JOINT)))
            if first is not None:
                given |= {"text": first.text, "headings": first.headings, "kind": first.kind}
            try:
                numbers.append(ReviewedNumber.model_validate(given))
            except ValidationError as error:
                raise CatalogError(f"{path}: {line}: {error}") from error
    return numbers
