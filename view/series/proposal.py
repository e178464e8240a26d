"""One series as the build found it, with what people have decided about it since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from findings.values import is_told
from reviews.series import (
    Key,
    Label,
    Passage,
    Point,
    Report,
    SeriesDecision,
    SeriesName,
    SeriesReviews,
    Stated,
    point,
)

State = Literal["proposed", "accepted", "grown"]


@dataclass(frozen=True)
class Value:
    """One number of a series: its row (see :func:`warehouse.recurring.points`)."""

    row: dict[str, Any]

    @property
    def key(self) -> Key:
        """What tells it from all other numbers."""
        row = self.row
        return str(row["sha256"]), int(row["passage_no"]), int(row["char_start"]), int(row["char_end"])

    @property
    def mark(self) -> str:
        """What its widgets are called by."""
        return f"{self.row['report_id']}-{self.row['quantity_no']}"

    @cached_property
    def point(self) -> Point:
        """It as the log holds it."""
        row = self.row
        agency_id = row["agency_id"] if is_told(row["agency_id"]) else None
        report = Report.of(
            row["sha256"], row["report_id"], agency_id, row["genre"],
            row["report_start"].date(), row["report_end"].date(),
        )  # fmt: skip
        passage = Passage(int(row["passage_no"]), row["kind"], tuple(row["outline"]), row["text"])
        return point(report, passage, int(row["char_start"]), int(row["char_end"]))


@dataclass(frozen=True)
class Proposal:
    """A series with its numbers, oldest first.

    ``row`` is that of :func:`warehouse.recurring.proposals`. ``joined`` are numbers of other series that people joined
    with it since the build.
    """

    row: pd.Series
    own: tuple[Value, ...]
    joined: tuple[Value, ...]
    reviews: SeriesReviews

    @classmethod
    def of(cls, series: pd.Series, points: pd.DataFrame, reviews: SeriesReviews) -> Proposal:
        """A series of all those of an agency.

        Args:
            series: its row.
            points: the numbers of all series of the agency.
            reviews: the decisions as they stand.
        """
        own = _values(points[points["series_id"] == series["series_id"]])
        keys = frozenset(value.key for value in own)
        with_it = [one.points for one in reviews.stated if one.is_together and one.points & keys]
        more = frozenset[Key]().union(*with_it) - keys
        others = tuple(value for value in _values(points) if value.key in more) if more else ()
        return cls(series, own, others, reviews)

    @property
    def series_id(self) -> str:
        """Its id in this build."""
        return str(self.row["series_id"])

    @property
    def values(self) -> tuple[Value, ...]:
        """All its numbers, those of other series joined with it among them, oldest first."""
        return tuple(sorted((*self.own, *self.joined), key=lambda one: (one.row["report_end"], one.mark)))

    @cached_property
    def staying(self) -> frozenset[Key]:
        """The numbers that stay in it with the next build."""
        stay, _ = self.reviews.parts([value.key for value in self.values])
        return stay

    @cached_property
    def label(self) -> Label | None:
        """What people called it."""
        return self.reviews.label(self.staying)

    @property
    def named(self) -> SeriesName:
        """Its name, unit and kind with the next build."""
        said = self.label.named if self.label else None
        row = self.row
        return said or SeriesName.model_construct(name=row["name_zh"], unit=row["unit"], measure=row["measure"])

    @property
    def state(self) -> State:
        """How it stands with the next build: a later report may have added numbers to what was accepted."""
        accepted = self.label.accepted if self.label else frozenset()
        if accepted:
            return "accepted" if self.staying <= accepted else "grown"
        return "proposed"

    def taken_out_by(self, value: Value, who: str) -> SeriesDecision | None:
        """A person's decision that takes a number out, where it stays out because of that alone."""
        apart = [one for one in self.said if one.is_apart and value.key in one.points | one.others]
        return apart[0].decision if len(apart) == 1 and apart[0].decision.who == who else None

    @cached_property
    def said(self) -> tuple[Stated, ...]:
        """What people decided about its numbers, oldest first."""
        return self.reviews.about([value.key for value in self.values])

    def sides_at(self, value: Value) -> tuple[list[Point], list[Point]]:
        """Its numbers before one, and that with those behind it; without those that are out already."""
        values = [one for one in self.values if one.key in self.staying]
        at = values.index(value)
        return [one.point for one in values[:at]], [one.point for one in values[at:]]

    def without(self, value: Value) -> list[Point]:
        """The other numbers that stay."""
        return [one.point for one in self.values if one.key in self.staying and one is not value]

    @property
    def points(self) -> list[Point]:
        """The numbers that stay."""
        return [one.point for one in self.values if one.key in self.staying]


def _values(points: pd.DataFrame) -> tuple[Value, ...]:
    records: Sequence[dict[Any, Any]] = points.to_dict("records")
    return tuple(Value({str(name): value for name, value in record.items()}) for record in records)
