"""What a reader has chosen for a briefing, and the address that says so."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

# More slides than these are no briefing.
MOST_SLIDES = 10
MOST_TITLE, MOST_CONTEXT, MOST_SESSION = 80, 160, 60
# Servers on the way take requests of 8,000 characters; the rest of the address needs some.
_MOST_ADDRESS = 6000
# In the address of a briefing without slides.
NOTHING = "none"
SLIDES, SESSION = "slides", "session"
PARAMETERS = (SLIDES, SESSION, *(f"{field}{n}" for field in ("title", "context") for n in range(1, MOST_SLIDES + 1)))
Field = Literal["title", "context"]


@dataclass(frozen=True)
class Chosen:
    """A slide: the name of what it shows (``staffing.staff`` or a metric), the reader's own title and context."""

    name: str
    title: str = ""
    context: str = ""


@dataclass(frozen=True)
class State:
    """The slides in order, none twice, and the session they are made for."""

    slides: tuple[Chosen, ...] = ()
    session: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What the slides show, in order."""
        return tuple(slide.name for slide in self.slides)

    def with_slide(self, name: str) -> State:
        """The state with one more slide, where there is room and it is not there yet."""
        if name in self.names or len(self.slides) >= MOST_SLIDES:
            return self
        return replace(self, slides=(*self.slides, Chosen(name)))

    def without(self, name: str) -> State:
        """The state without a slide."""
        return replace(self, slides=tuple(slide for slide in self.slides if slide.name != name))

    def moved(self, name: str, by: int) -> State:
        """The state with a slide ``by`` places further down; it stops at either end."""
        at = self.names.index(name)
        others = list(self.without(name).slides)
        others.insert(max(0, at + by), self.slides[at])
        return replace(self, slides=tuple(others))

    def told(self, name: str, field: Field, text: str) -> State:
        """The state with other words on a slide."""
        changed = {field: _clean(text, MOST_TITLE if field == "title" else MOST_CONTEXT)}
        return replace(
            self,
            slides=tuple(replace(slide, **changed) if slide.name == name else slide for slide in self.slides),
        )


@dataclass(frozen=True)
class Faults:
    """What of an address could not be followed: names nobody knows, and how many slides there were too many."""

    unknown: tuple[str, ...] = ()
    too_many: int = 0

    def __bool__(self) -> bool:
        return bool(self.unknown or self.too_many)


def to_query(state: State) -> tuple[dict[str, str], bool]:
    """The address's parameters, and whether they say all: where titles are too long, none of them is there."""
    query = {SLIDES: ",".join(state.names) or NOTHING}
    if state.session:
        query[SESSION] = state.session
    words = {
        f"{field}{number}": text
        for number, slide in enumerate(state.slides, 1)
        for field, text in (("title", slide.title), ("context", slide.context))
        if text
    }
    if len(urlencode({**query, **words})) > _MOST_ADDRESS:
        return query, False
    return {**query, **words}, True


def from_query(query: Mapping[str, str], known: Collection[str], proposed: Sequence[str]) -> tuple[State, Faults]:
    """The state an address tells; one that names no slides tells the proposed ones.

    Args:
        query: the address's parameters.
        known: what a slide may show.
        proposed: what the slides show where the address does not say.
    """
    session = _clean(query.get(SESSION, ""), MOST_SESSION)
    if SLIDES not in query:
        return State(tuple(Chosen(name) for name in proposed), session), Faults()
    asked = [name for name in query[SLIDES].split(",") if name and name != NOTHING]
    found: dict[str, Chosen] = {}
    # The words of a slide stand at its place in the address, also where a name before it is unknown.
    for number, name in enumerate(asked, 1):
        if name in known and name not in found:
            title, context = (query.get(f"{field}{number}", "") for field in ("title", "context"))
            found[name] = Chosen(name, _clean(title, MOST_TITLE), _clean(context, MOST_CONTEXT))
    slides = tuple(found.values())
    unknown = tuple(dict.fromkeys(name for name in asked if name not in known))
    return State(slides[:MOST_SLIDES], session), Faults(unknown, max(0, len(slides) - MOST_SLIDES))


def _clean(text: str, most: int) -> str:
    """One line without signs that cannot be seen, which neither office files nor addresses take."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:most]
