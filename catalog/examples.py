"""Numbers told apart by hand: marked sentences, look-alikes, and numbers of reports that a person has read."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, model_validator

from catalog.entry import Entry, Id

StatementKind = Literal[
    "result", "target", "plan", "comparison", "cumulative", "total", "part", "per_month", "share"
]  # fmt: skip
LookAlikeReason = Literal[
    "difference", "target", "plan", "other_subject", "part_of_other", "rate", "cancelled", "rule", "place_or_name",
    "other",
]  # fmt: skip
_MARK = re.compile("〔([^〔〕]+)〕")


class MarkedSentence(Entry):
    """A sentence as a clerk may write it, with one number marked: 本期接待外賓〔63〕案、845人.

    The mark holds the numeral alone, without its unit. A table is written with tabs and line feeds between its
    cells. ``headings`` are those above it, outermost first.
    """

    text: str
    headings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_mark(self) -> MarkedSentence:
        if len(_MARK.findall(self.text)) != 1 or self.text.count("〔") != 1 or self.text.count("〕") != 1:
            raise ValueError(f"exactly one number stands in 〔 〕: {self.text}")
        return self

    @property
    def plain(self) -> str:
        """The sentence without its mark."""
        return self.text.replace("〔", "").replace("〕", "")

    @property
    def span(self) -> tuple[int, int]:
        """Offsets of the marked numeral in ``plain``."""
        start = self.text.index("〔")
        return start, self.text.index("〕") - 1


class Sentence(MarkedSentence):
    """A marked sentence whose number is a value of a metric.

    ``kind`` says in what kind of statement it stands, ``breakdown`` what part it is where it is one, ``unit`` its
    unit where that is not the metric's.
    """

    kind: StatementKind = "result"
    breakdown: dict[str, str] = Field(default_factory=dict)
    unit: str | None = None


class LookAlike(MarkedSentence):
    """A marked sentence whose number looks like a value of the metric it ``resembles`` and is none, and why."""

    resembles: Id
    because: LookAlikeReason


class SentenceFile(Entry):
    """One hand's marked sentences for the metrics of one topic."""

    topic: Id
    examples: dict[Id, tuple[Sentence, ...]]
    look_alikes: tuple[LookAlike, ...] = ()


class ReviewedNumber(Entry):
    """One number of a report that a person has read, and the metrics it is a value of: none where it is none.

    ``start`` and ``end`` are its offsets in ``text``, the words of its ``passage`` below ``headings``. Several periods
    and breakdowns stand in the order of the metrics.
    """

    sha256: str
    passage: int
    kind: Literal["heading", "paragraph", "list_item", "caption", "table"]
    headings: tuple[str, ...] = ()
    text: str
    start: int
    end: int
    printed: str
    metrics: tuple[str, ...] = ()
    period: str = ""
    measure: str = ""
    breakdown: str = ""
    reviewer: str

    @model_validator(mode="after")
    def _stands_there(self) -> ReviewedNumber:
        if self.text[self.start : self.end] != self.printed:
            raise ValueError(f"{self.printed} does not stand at {self.start} of: {self.text}")
        return self
