"""What a reader has chosen for a briefing, and the address that says so."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from view.frame.address import MOST, Fault, Parameter, text

# More slides than these are no briefing.
MOST_SLIDES = 10
MOST_TITLE, MOST_CONTEXT, MOST_SESSION = 80, 160, 60
# In the address of a briefing without slides.
NOTHING = "none"
SLIDES = "slides"
_WORDS = tuple(f"{field}{n}" for field in ("title", "context") for n in range(1, MOST_SLIDES + 1))
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


def parameters(known: Collection[str]) -> tuple[Parameter[State], ...]:
    """The slides with the words on them, and the session.

    Args:
        known: what a slide may show.
    """

    def parse(query: Mapping[str, str], _: State) -> tuple[tuple[Chosen, ...], Sequence[Fault]]:
        asked = [name for name in query[SLIDES].split(",") if name and name != NOTHING]
        found: dict[str, Chosen] = {}
        # The words of a slide stand at its place in the address, also where a name before it is unknown.
        for number, name in enumerate(asked, 1):
            if name in known and name not in found:
                title, context = (query.get(f"{field}{number}", "") for field in ("title", "context"))
                found[name] = Chosen(name, _clean(title, MOST_TITLE), _clean(context, MOST_CONTEXT))
        faults = [Fault(SLIDES, name) for name in dict.fromkeys(asked) if name not in known]
        if len(found) > MOST_SLIDES:
            faults.append(Fault(MOST, str(len(found) - MOST_SLIDES)))
        return tuple(found.values())[:MOST_SLIDES], faults

    return (
        Parameter("slides", (SLIDES, *_WORDS), parse, _spelled),
        text("session", lambda typed: _clean(typed, MOST_SESSION)),
    )


def _spelled(slides: Sequence[Chosen]) -> dict[str, str]:
    words = {
        f"{field}{number}": text
        for number, slide in enumerate(slides, 1)
        for field, text in (("title", slide.title), ("context", slide.context))
    }
    return {SLIDES: ",".join(slide.name for slide in slides) or NOTHING, **words}


def _clean(text: str, most: int) -> str:
    """One line without signs that cannot be seen, which neither office files nor addresses take."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:most]
