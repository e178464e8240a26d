"""What a reader of the explore page has chosen, and the address that says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast
from urllib.parse import quote, unquote

from findings.comparisons import FIRST
from findings.exploration import MEASURES, Choice, Measure
from findings.periods import ROC_OFFSET

# More metrics than this at a time cannot be read together.
MOST_METRICS = 12
CHART, TABLE = "chart", "table"
TABS = (CHART, TABLE)
SORTS = ("chosen", "newest", "oldest", "largest", "smallest", "report")
PINS = ("metric", "part", "period", "value", "unit", "report")
ANY = "any"
MAIN = "main"
_SWITCH = ("on", "off")


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
    years: Sequence[int]
    parts: Callable[[tuple[str, ...]], Sequence[str]]
    bases: Callable[[tuple[str, ...]], Sequence[str]]
    sources: Callable[[tuple[str, ...]], Sequence[str]]


@dataclass(frozen=True)
class Fault:
    """A value of an address that names nothing known. ``parameter`` is ``most`` for metrics too many."""

    parameter: str
    value: str


def to_query(state: State) -> dict[str, str]:
    """The parameters of the address, defaults included; without metrics there is nothing to tell."""
    if not state.metrics:
        return {}
    told = {
        "metrics": _joined(state.metrics),
        "parts": _joined(state.parts) or MAIN,
        "view": state.view,
        "base": state.base,
        "from": _roc(state.first_year),
        "to": _roc(state.last_year),
        "tab": state.tab,
        "bands": _SWITCH[0] if state.bands else _SWITCH[1],
        "sort": state.sort,
        "pin": _joined(state.pin) or "none",
    }
    optional = {"find": state.find, "about": state.about, "source": state.source}
    return told | {name: value for name, value in optional.items() if value}


PARAMETERS = (
    "metrics",
    "parts",
    "view",
    "base",
    "from",
    "to",
    "tab",
    "bands",
    "sort",
    "pin",
    "find",
    "about",
    "source",
)


def from_query(query: Mapping[str, str], known: Known) -> tuple[State, list[Fault]]:
    """The state an address tells, and what in it names nothing known.

    Args:
        query: parameters by name; those missing have their defaults, others are of no concern.
        known: what may be named.
    """
    faults: list[Fault] = []

    def several(parameter: str, options: Sequence[str], none: str) -> tuple[str, ...]:
        printed = query.get(parameter, none)
        named = [] if printed in ("", none) else list(dict.fromkeys(map(unquote, printed.split(","))))
        faults.extend(Fault(parameter, value) for value in named if value not in options)
        return tuple(value for value in named if value in options)

    def one(parameter: str, options: Sequence[str], default: str) -> str:
        printed = query.get(parameter, default)
        if printed in options or printed == default:
            return printed
        faults.append(Fault(parameter, printed))
        return default

    metrics = several("metrics", known.metrics, "")
    if len(metrics) > MOST_METRICS:
        faults.append(Fault("most", str(MOST_METRICS)))
        metrics = metrics[:MOST_METRICS]
    if not metrics:
        return State(), faults
    own = State()
    years = [_roc(year) for year in known.years]
    first, last = (one(parameter, years, ANY) for parameter in ("from", "to"))
    state = State(
        metrics=metrics,
        parts=several("parts", known.parts(metrics), MAIN),
        view=cast(Measure, one("view", MEASURES, own.view)),
        base=one("base", known.bases(metrics), FIRST),
        first_year=None if first == ANY else int(first) + ROC_OFFSET,
        last_year=None if last == ANY else int(last) + ROC_OFFSET,
        tab=one("tab", TABS, own.tab),
        bands=one("bands", _SWITCH, _SWITCH[0]) == _SWITCH[0],
        sort=one("sort", SORTS, own.sort),
        find=query.get("find", ""),
        pin=several("pin", PINS, "none") if "pin" in query else own.pin,
        about=one("about", metrics, ""),
        source=one("source", known.sources(metrics), ""),
    )
    return state, faults


def with_metrics(state: State, metrics: Sequence[str], known: Known) -> State:
    """The state with other metrics, and without what only the former ones have."""
    chosen = tuple(dict.fromkeys(metrics))[:MOST_METRICS]
    kept, _ = from_query(to_query(replace(state, metrics=chosen)), known)
    return kept


def _roc(year: int | None) -> str:
    return ANY if year is None else str(year - ROC_OFFSET)


def _joined(values: Sequence[str]) -> str:
    return ",".join(quote(value, safe="") if set(value) & set(",%") else value for value in values)
