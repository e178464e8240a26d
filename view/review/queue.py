"""The numbers that wait, with what people have decided about them since the build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from findings.unsure import most_useful_first
from findings.values import is_told
from reviews.decision import Place, scope_of
from reviews.standing import Reviews, Standing
from view.frame.decided import counted_decisions
from warehouse import reads, unsure
from warehouse.connect import Warehouse

# The report's digest, the passage and its words, where in them the number stands.
Key: TypeAlias = tuple[str, int, str, int, int]


@dataclass(frozen=True)
class Waiting:
    """One number that the build suggests or took from a person, and what is decided about it in the log.

    ``is_open``: it is still to be decided, as nobody has, people differ, or the build asks again. ``is_built``: the
    build has read what is decided.
    """

    row: dict[str, Any]
    standing: Standing | None
    is_open: bool
    is_built: bool

    @property
    def key(self) -> Key:
        """What tells it from all other numbers, in every build that reads it so."""
        return _key_of_row(self.row)

    @property
    def place(self) -> Place:
        """Where it is printed, as the log holds it."""
        row = self.row
        return Place(
            sha256=row["sha256"], passage=int(row["passage_no"]), kind=row["kind"], headings=tuple(row["outline"]),
            text=row["text"], start=int(row["char_start"]), end=int(row["char_end"]), printed=row["raw"],
        )  # fmt: skip

    @property
    def scope(self) -> str:
        """By which other editions of its report are known."""
        row = self.row
        agency_id = row["agency_id"] if is_told(row["agency_id"]) else None
        return scope_of(agency_id, row["genre"], row["period_start"], row["period_end"])

    @property
    def sentence(self) -> str:
        """The sentence that prints it."""
        text, start, end = str(self.row["text"]), int(self.row["char_start"]), int(self.row["char_end"])
        first = max(text.rfind(stop, 0, start) for stop in "。\n") + 1
        last = min((at for stop in "。\n" if (at := text.find(stop, end)) >= 0), default=len(text))
        return text[first : last + 1]


def _key_of_row(row: Mapping[str, Any]) -> Key:
    return str(row["sha256"]), int(row["passage_no"]), str(row["text"]), int(row["char_start"]), int(row["char_end"])


def key_of_place(place: Place) -> Key:
    """What tells the number of a decision from all others."""
    return place.sha256, place.passage, place.text, place.start, place.end


def _ordered(warehouse: Warehouse) -> pd.DataFrame:
    return most_useful_first(unsure.numbers(warehouse))


def queue(reviews: Reviews) -> list[Waiting]:
    """All numbers that the build suggests or took from people, the most useful first.

    Args:
        reviews: the log as it stands.
    """
    counted = counted_decisions()
    standing = {key_of_place(place): one for place, one in reviews.standing.items()}
    found: list[Waiting] = []
    for record in reads.ask(_ordered).to_dict("records"):
        row = {str(name): value for name, value in record.items()}
        own = standing.get(_key_of_row(row))
        agreed = own.agreed if own else None
        is_built = agreed is not None and agreed.id in counted
        if row["status"] == "suggested":
            # What the build has read and asks again all the same is told by its reason.
            is_open = agreed is None or (is_built and row["by"] == "person")
        else:
            is_open = own is not None and own.in_conflict
        found.append(Waiting(row, own, is_open, is_built))
    return found


def of_report(waiting: Sequence[Waiting], report_id: str) -> list[Waiting]:
    """The numbers of one report."""
    return [one for one in waiting if one.row["report_id"] == report_id]


def next_one(waiting: Sequence[Waiting], later: Sequence[Key], focus: Key | None) -> Waiting | None:
    """The number to show: the one asked for, else the first open one, those put off behind all others."""
    for one in waiting:
        if one.key == focus:
            return one
    open_ones = [one for one in waiting if one.is_open]
    fresh = [one for one in open_ones if one.key not in later]
    put_off = sorted((one for one in open_ones if one.key in later), key=lambda one: later.index(one.key))
    return next(iter([*fresh, *put_off]), None)
