"""One decision of a person about one printed number, as a line of the log holds it."""

from __future__ import annotations

import secrets
import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from catalog.entry import Entry, Id
from catalog.models import Measure

# metrics: a value of these. none: of no measure at all. new: of a measure that the catalog has not.
# undone: an earlier decision is taken back.
Says = Literal["metrics", "none", "new", "undone"]
PassageKind = Literal["heading", "paragraph", "list_item", "caption", "table"]
LONGEST_NAME = 80


def name(given: str) -> str:
    """A name in one spelling: full-width letters as plain ones, single blanks.

    Raises:
        ValueError: nothing is left of it, or it is too long.
    """
    spelled = " ".join(unicodedata.normalize("NFKC", given).split())
    if not 0 < len(spelled) <= LONGEST_NAME:
        raise ValueError(f"a name has 1 to {LONGEST_NAME} characters")
    return spelled


Name = Annotated[str, AfterValidator(name)]


def scope_of(agency_id: str | None, genre: str, start: date, end: date) -> str:
    """Who reports in what kind of report over which days: editions of one report have that in common."""
    return f"{agency_id or ''} {genre} {start:%Y-%m-%d} {end:%Y-%m-%d}"


class Place(Entry):
    """Where a number is printed: its report's digest, its passage with headings and words, its exact characters.

    ``start`` and ``end`` are offsets in ``text``; ``passage`` counts the passages of the report as it was read then.
    """

    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    passage: int = Field(ge=1)
    kind: PassageKind
    headings: tuple[str, ...] = ()
    text: str
    start: int = Field(ge=0)
    end: int
    printed: str = Field(min_length=1)

    @model_validator(mode="after")
    def _stands_there(self) -> Place:
        if self.text[self.start : self.end] != self.printed:
            raise ValueError(f"{self.printed} does not stand at {self.start}")
        return self


class NewMeasure(Entry):
    """A measure that the catalog does not have yet: its name, its unit, and how it is measured."""

    name: Name
    unit: str = Field(min_length=1, max_length=20)
    measure: Measure


class Decision(Entry):
    """What one person decided about one number, when and why.

    Attributes:
        id: tells it from all others.
        at: when it was made, UTC.
        who: the person's name.
        report: the report's id then.
        scope: that of the report (:func:`scope_of`), by which its other editions are known.
        place: the number.
        says: which kind of decision.
        metrics: what it is a value of, where it is.
        new: the measure it is a value of, where the catalog has none.
        undoes: the decision that is taken back, where one is.
        why: the person's words, if any.
    """

    id: str = Field(pattern="^[0-9a-f]{16}$")
    at: AwareDatetime
    who: Name
    report: str
    scope: str = ""
    place: Place
    says: Says
    metrics: tuple[Id, ...] = ()
    new: NewMeasure | None = None
    undoes: str | None = None
    why: str = Field(default="", max_length=500)

    @model_validator(mode="after")
    def _says_one_thing(self) -> Decision:
        told = {"metrics": bool(self.metrics), "new": self.new is not None, "undone": self.undoes is not None}
        if {says for says, is_told in told.items() if is_told} != {self.says} - {"none"}:
            raise ValueError(f"a decision that says {self.says!r} tells that and nothing else")
        return self

    @property
    def answer(self) -> tuple[object, ...]:
        """What two decisions that agree have in common."""
        new = (self.new.name, self.new.unit, self.new.measure) if self.new else ()
        return self.says, tuple(sorted(set(self.metrics))), new


def decide(
    place: Place,
    who: str,
    report: str,
    *,
    scope: str = "",
    metrics: tuple[str, ...] = (),
    new: NewMeasure | None = None,
    why: str = "",
) -> Decision:
    """A decision made now: a value of ``metrics``, of a ``new`` measure, or of none.

    Raises:
        ValueError: a name is empty or too long, or both metrics and a new measure are given.
    """
    says: Says = "new" if new else "metrics" if metrics else "none"
    return Decision(
        id=secrets.token_hex(8), at=datetime.now(UTC), who=who, report=report, scope=scope, place=place,
        says=says, metrics=metrics, new=new, why=why,
    )  # fmt: skip


def undo(decision: Decision, who: str, why: str = "") -> Decision:
    """The taking back of a decision, made now.

    Raises:
        ValueError: the name is empty or too long.
    """
    return Decision(
        id=secrets.token_hex(8), at=datetime.now(UTC), who=who, report=decision.report,
        scope=decision.scope, place=decision.place,
        says="undone", undoes=decision.id, why=why,
    )  # fmt: skip
