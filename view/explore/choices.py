"""What a reader of the explore page has chosen, and the address that says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from catalog.words import words
from findings import exploration
from findings.comparisons import FIRST
from findings.exploration import MEASURES, Choice, Measure
from findings.kept import kept
from findings.period_words import ROC_OFFSET
from findings.recurring import may_be_compared
from view.frame.address import Choices, Parameter, one, several, switch, text
from warehouse import reads

# More metrics than this at a time cannot be read together.
MOST_METRICS = 12
CHART, TABLE = "chart", "table"
TABS = (CHART, TABLE)
SORTS = ("chosen", "newest", "oldest", "largest", "smallest", "report")
PINS = ("metric", "part", "period", "value", "unit", "report")
ANY = "any"
MAIN = "main"


@dataclass(frozen=True)
class State:
    """Every choice of the explore page; the defaults are what an address without them shows.

    ``parts`` empty: the main values. Years of the Western calendar, None: any. ``about`` names the
    metric explained, ``source`` the number whose card is open; empty for none.
    """

    metrics: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    view: Measure = "per_month"
    base: str = FIRST
    first_year: int | None = None
    last_year: int | None = None
    tab: str = CHART
    bands: bool = True
    sort: str = "chosen"
    find: str = ""
    pin: tuple[str, ...] = ("metric", "period")
    about: str = ""
    source: str = ""

    @property
    def choice(self) -> Choice:
        """What of it changes the values shown."""
        return Choice(self.metrics, self.parts, self.view, self.base, self.first_year, self.last_year)


@dataclass(frozen=True)
class Known:
    """What an address may name: by the warehouse, and for the metrics chosen."""

    metrics: Sequence[str]
    views: Callable[[tuple[str, ...]], Sequence[Measure]]
    years: Sequence[int]
    parts: Callable[[tuple[str, ...]], Sequence[str]]
    bases: Callable[[tuple[str, ...]], Sequence[str]]
    sources: Callable[[tuple[str, ...]], Sequence[str]]


def parameters(known: Known) -> tuple[Parameter[State], ...]:
    """The parameters of the address; where no metrics are chosen there are no others."""

    def chosen(state: State) -> bool:
        return bool(state.metrics)

    def year(name: str, field: str) -> Parameter[State]:
        told = one(name, (None, *known.years), field=field, spell=_roc, when=chosen)
        return replace(
            told, shown=lambda year: str(year or ANY), taken=lambda shown: None if shown == ANY else int(shown)
        )

    about: Parameter[State] = one("about", lambda state: ("", *state.metrics), when=chosen)
    return (
        several("metrics", known.metrics, most=MOST_METRICS),
        several("parts", lambda state: known.parts(state.metrics), none=MAIN, when=chosen),
        one("view", lambda state: known.views(state.metrics), when=chosen),
        one("base", lambda state: (FIRST, *known.bases(state.metrics)), when=chosen),
        year("from", "first_year"),
        year("to", "last_year"),
        one("tab", TABS, when=chosen),
        switch("bands", when=chosen),
        one("sort", SORTS, when=chosen),
        several("pin", PINS, none="none", when=chosen),
        text("find", when=chosen),
        replace(about, shown=lambda metric: metric or None, taken=lambda metric: metric or ""),
        one("source", lambda state: ("", *known.sources(state.metrics)), when=chosen),
    )


def _roc(year: int | None) -> str:
    return ANY if year is None else str(year - ROC_OFFSET)


def known() -> Known:
    """What an address may name, by the published warehouse."""
    return Known(
        metrics=list(reads.metrics().index),
        views=lambda metrics: MEASURES if may_be_compared(metrics) else ("printed",),
        years=exploration.years(),
        parts=exploration.part_names,
        bases=lambda metrics: list(exploration.bases(metrics)),
        sources=_sources,
    )


@kept(128)
def _sources(metrics: tuple[str, ...]) -> Sequence[str]:
    told = reads.observations(metrics)["observation_id"]
    return [*told, *exploration.silences(metrics), *exploration.stretches(metrics)]


def _too_many(_: int) -> str:
    return words("explore.too_many", most=MOST_METRICS)


class ExploreChoices(Choices[State]):
    """The choices of the explore page, with those that other things than their widgets make."""

    def __init__(self) -> None:
        own = known()
        default = State(view=MEASURES[0] if reads.is_described() else "printed")
        super().__init__("explore", parameters(own), default, too_many=_too_many)

    def choose_metrics(self, metrics: Sequence[str]) -> None:
        """Makes ``metrics`` the chosen ones, from a callback."""
        self.choose(metrics=tuple(dict.fromkeys(metrics)))

    def choose_source(self, observation_id: str) -> None:
        """Makes a number the one whose card is open, from a callback."""
        self.choose(source=observation_id)
