"""Which decisions are in force: of each person the latest that was not taken back, where no two of them differ."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from reviews import log
from reviews.decision import Decision, Place
from reviews.series import SeriesDecision, SeriesReviews


@dataclass(frozen=True)
class Standing:
    """What stands decided about one number: each person's own decision, in the order in which they were made."""

    place: Place
    own: tuple[Decision, ...]

    @property
    def in_conflict(self) -> bool:
        """Whether people differ: then nothing is decided."""
        return len({decision.answer for decision in self.own}) > 1

    @property
    def agreed(self) -> Decision | None:
        """The decision in force, the latest of those that say the same; None where people differ."""
        return None if self.in_conflict else self.own[-1]

    def of(self, who: str) -> Decision | None:
        """A person's own decision."""
        return next((decision for decision in self.own if decision.who == who), None)


@dataclass(frozen=True)
class Reviews:
    """The log as it stands.

    Attributes:
        standing: by place, what is decided or in conflict.
        withdrawn: decisions that were taken back, or that their own maker replaced.
        lines: how many decisions the log holds; those it will hold later come behind them.
        unread: numbers of the lines that hold none, torn ones too.
        series: what stands decided about series.
    """

    standing: dict[Place, Standing] = field(default_factory=dict)
    withdrawn: tuple[Decision, ...] = ()
    lines: int = 0
    unread: tuple[int, ...] = ()
    series: SeriesReviews = field(default_factory=SeriesReviews)

    @classmethod
    def of(
        cls, decisions: Iterable[Decision], unread: Iterable[int] = (), series: Iterable[SeriesDecision] = ()
    ) -> Reviews:
        """What decisions, in the order in which they were made, come to."""
        decisions, series = tuple(decisions), tuple(series)
        undone = {decision.undoes for decision in decisions}
        own: dict[Place, dict[str, Decision]] = defaultdict(dict)
        for decision in decisions:
            if decision.says != "undone" and decision.id not in undone:
                # The latest stands behind those of others that were made before it.
                own[decision.place].pop(decision.who, None)
                own[decision.place][decision.who] = decision
        standing = {place: Standing(place, tuple(by.values())) for place, by in own.items()}
        held = {decision.id for one in standing.values() for decision in one.own}
        withdrawn = tuple(d for d in decisions if d.says != "undone" and d.id not in held)
        return cls(standing, withdrawn, len(decisions) + len(series), tuple(unread), SeriesReviews.of(series))

    @classmethod
    def read(cls, folder: Path | None = None) -> Reviews:
        """The log of a folder, as it stands now.

        Raises:
            OSError: it is there and cannot be read.
        """
        lines = log.read(folder)
        return cls.of(lines.decisions, lines.unread, lines.series)

    @cached_property
    def in_force(self) -> tuple[Decision, ...]:
        """The decisions that count, in the order of their places in the log."""
        return tuple(agreed for one in self.standing.values() if (agreed := one.agreed))

    @cached_property
    def conflicts(self) -> tuple[Standing, ...]:
        """The numbers about which people differ."""
        return tuple(one for one in self.standing.values() if one.in_conflict)

    @cached_property
    def digest(self) -> str:
        """Digest of what stands decided, whoever decided it and when; empty where nothing does."""
        told = sorted(
            f"{one.place.model_dump_json()}:{sorted({repr(d.answer) for d in one.own})}"
            for one in self.standing.values()
        )
        return hashlib.sha256("\n".join(told).encode()).hexdigest() if told else ""
