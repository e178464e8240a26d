"""The briefing page: five slides and a sentence to say, to be changed and taken away."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from catalog.words import words
from findings.sources import spoken
from view.briefing.choices import (
    MOST_SESSION,
    MOST_SLIDES,
    PARAMETERS,
    Faults,
    State,
    from_query,
    to_query,
)
from view.briefing.deck import finding, options, proposals, slide_of
from view.briefing.files import Kept, downloads
from view.briefing.slide import change, slide_part
from view.frame import address
from view.frame.page import Page

_STYLE = Path(__file__).with_name("briefing.css")
_KEPT, _ADD, _SESSION = "briefing.kept", "briefing.add", "briefing.session"


def briefing_page(page: Page) -> None:
    """Draws the page of the briefing."""
    st.html(_STYLE)
    kept = _arrive()
    st.caption(words("briefing.question"))
    state = kept.state
    with st.container(key="finding"):
        st.title(finding(state) if state.slides else words("briefing.empty_title"), anchor=False)
    _tell(kept)
    if state.slides:
        said = spoken(slide_of(state, state.names[0]).said)
        st.html(f'<p class="briefing-say"><b>{escape(words("briefing.one"))}</b>{escape(said)}</p>')
    with st.container(horizontal=True, vertical_alignment="bottom", key="briefing-take"):
        _session(kept)
        downloads(kept)
    for number, name in enumerate(state.names, 1):
        slide_part(name, number, kept, page)
    _more(kept)
    _leave(kept)


# The address --------------------------------------------------------------------------------------


def _arrive() -> Kept:
    """What is chosen: by the address, or where it does not say, as this visitor left it."""
    query = address.read_all(PARAMETERS)
    kept: Kept | None = st.session_state.get(_KEPT)
    if kept is None or (query and query != kept.query):
        state, faults = from_query(query, options(), list(proposals()))
        st.session_state[_KEPT] = kept = Kept(state, faults=faults)
    return kept


def _leave(kept: Kept) -> None:
    """Puts what is chosen into the address."""
    kept.query, whole = to_query(kept.state)
    address.write_all(PARAMETERS, kept.query)
    if not whole:
        st.info(words("briefing.long"), icon=":material/link_off:")


def _tell(kept: Kept) -> None:
    faults: Faults = kept.faults
    told = []
    if faults.unknown:
        named = words("list.joint").join(words("briefing.quoted", name=name) for name in faults.unknown)
        told.append(words("briefing.unknown", names=named))
    if faults.too_many:
        told.append(words("briefing.too_many", most=MOST_SLIDES, count=faults.too_many))
    if told:
        st.warning("  \n".join(told), icon=":material/link_off:")


# Session, more slides, the proposals again ----------------------------------------------------------


def _session(kept: Kept) -> None:
    st.session_state[_SESSION] = kept.state.session
    st.text_input(
        words("briefing.session"),
        key=_SESSION,
        max_chars=MOST_SESSION,
        placeholder=words("briefing.session_hint"),
        on_change=lambda: change(kept, lambda state: State(state.slides, st.session_state[_SESSION].strip())),
        width=280,
    )


def _more(kept: Kept) -> None:
    """A list of everything that can be shown, to search, and the way back to what is proposed."""
    full = len(kept.state.slides) >= MOST_SLIDES
    if not kept.state.slides:
        st.info(words("briefing.empty"), icon=":material/slideshow:")
    named = options()
    with st.container(horizontal=True, vertical_alignment="bottom", key="briefing-more"):
        st.selectbox(
            words("briefing.add"),
            [name for name in named if name not in kept.state.names],
            index=None,
            key=_ADD,
            format_func=named.__getitem__,
            placeholder=words("briefing.full", most=MOST_SLIDES) if full else words("briefing.add_hint"),
            disabled=full,
            filter_mode="contains",
            on_change=_add,
            args=(kept,),
        )
        proposed = tuple(proposals())
        if proposed and set(kept.state.names) != set(proposed):
            st.button(
                words("briefing.again", count=len(proposed)),
                key="briefing.again",
                on_click=change,
                args=(kept, lambda state: _proposed(state, proposed)),
            )


def _add(kept: Kept) -> None:
    name = st.session_state[_ADD]
    if name:
        change(kept, lambda state: state.with_slide(name))
    st.session_state[_ADD] = None


def _proposed(state: State, proposed: tuple[str, ...]) -> State:
    """The proposals in their order; what the reader wrote for one of them stays."""
    own = {slide.name: slide for slide in state.slides}
    fresh = from_query({}, (), proposed)[0]
    return State(tuple(own.get(slide.name, slide) for slide in fresh.slides), state.session)
