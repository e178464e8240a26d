"""What a person answers about a series: into the log, and what this visit says of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from catalog.words import words
from reviews import log
from reviews.series import Point, SeriesDecision, SeriesName, accept, give_name, join, set_apart, undo
from view.frame import office

_FAULT = "series.fault"


def take_out(points: Sequence[Point], others: Sequence[Point]) -> None:
    """Numbers are no values of the series that others are of."""
    _keep(lambda who: set_apart(points, others, who))


def merge(points: Sequence[Point], others: Sequence[Point]) -> None:
    """Two series are one."""
    _keep(lambda who: join(points, others, who))


def name_or_accept(mark: str, points: Sequence[Point], *, accepted: bool) -> None:
    """The series is called as typed, and accepted so where ``accepted``."""
    typed = {name: str(st.session_state.get(field_key(mark, name)) or "").strip() for name in FIELDS}

    def made(who: str) -> SeriesDecision:
        named = SeriesName.model_validate(typed)
        return accept(points, named, who) if accepted else give_name(points, named, who)

    _keep(made, "series.nameless")


def take_back(decision: SeriesDecision) -> None:
    """A decision is taken back."""
    _keep(lambda who: undo(decision, who))


FIELDS = ("name", "unit", "measure")


def field_key(mark: str, name: str) -> str:
    """What holds what is typed for a series."""
    return f"series-{mark}-{name}"


def merge_key(mark: str) -> str:
    """What holds the series that is chosen to be joined."""
    return f"series-{mark}-merge"


def fault() -> None:
    """Says what kept the last decision from being written."""
    if key := st.session_state.get(_FAULT):
        st.error(words(key), icon=":material/error:")


def _keep(make: Callable[[str], SeriesDecision], invalid: str = "series.impossible") -> None:
    st.session_state[_FAULT] = ""
    try:
        log.append(make(office.editor()))
    except office.NotAnEditor as refused:
        st.session_state[_FAULT] = refused.key
    except ValueError:
        st.session_state[_FAULT] = invalid
    except OSError:
        st.session_state[_FAULT] = "review.not_written"
