"""What a mention is: a printed number and the words it stands among, as far as another edition may print them again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ingest.rows import Row

Role = Literal["own", "cumulative", "year", "target", "budget", "prior", "change", "label"]

# The parts of a mention's words that are compared, each by itself.
PARTS = ("near", "left", "right", "lead", "outline", "row", "column", "said", "whole")


@dataclass(frozen=True, eq=False)
class Mention:
    """One printed number of one edition and its words.

    ``edition`` counts an agency's editions, oldest first. ``text`` holds the :data:`PARTS`. ``kinds`` says of each
    kind of statement whether its words are there. ``months_off`` is how long its period ends after its report's,
    ``months`` how long that period is (0 where none is told). ``line`` is its sentence or table row, ``covered`` the
    period of its report. ``told`` is the part of a year that its plan says figures are of, where nothing nearer tells.
    ``is_rounded`` of one that only rounds the next: 突破3萬輛，達33,912輛. ``is_part`` of one that words open as a part
    of another, which ``whole`` is where it is known, ``is_sum`` of one that words open as the sum of those before it.
    ``is_row_sum`` says of a table's cell whether it is the sum of its column's cells or one that adds up to it (None
    where neither is known), ``is_column_sum`` of its row's. ``rest_of`` are the names of what stands beside one that is
    what they leave, ``sexes`` those of whom alone it tells. ``bound`` is the number that its name goes on from: 65歲
    of 65歲以上長者.
    """

    edition: int
    report_id: str
    row: Row
    value: float
    unit: str
    text: dict[str, str]
    kinds: tuple[bool, ...]
    role: Role
    in_table: bool
    place: float
    months_off: int
    months: int
    line: tuple[int, int]
    column: tuple[int, int] | None
    quote: tuple[int, int]
    covered: tuple[date, date]
    outline: tuple[str, ...] = field(default=())
    is_total: bool = False
    told: tuple[date, date] | None = None
    is_rounded: bool = False
    is_part: bool = False
    whole: Mention | None = None
    is_sum: bool = False
    is_row_sum: bool | None = None
    is_column_sum: bool | None = None
    rest_of: frozenset[str] = frozenset()
    sexes: frozenset[str] = frozenset()
    bound: str = ""

    @property
    def is_inner(self) -> bool:
        """Whether it adds up both along its row and down its column."""
        return self.is_row_sum is False and self.is_column_sum is False

    @property
    def quantity_no(self) -> int:
        """Its number in the report."""
        return int(self.row["quantity_no"])

    @property
    def printed_at(self) -> tuple[int, int]:
        """Its edition, and its number there."""
        return self.edition, self.quantity_no

    def has_digits(self, fewest: int) -> bool:
        """Whether so many of its digits tell something: 1200 has two."""
        digits = "".join(character for character in f"{abs(self.value):.10g}" if character.isdigit())
        return len(digits.strip("0")) >= fewest


def pieces(text: str) -> set[str]:
    """Each two characters of a text that stand side by side."""
    return {text[at : at + 2] for at in range(len(text) - 1)}
