"""The briefing page: five slides and a sentence to say, to be changed and taken away."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

import streamlit as st

from catalog.words import words
from view.briefing.choices import MOST_SESSION, MOST_SLIDES, Chosen, State, parameters
from view.briefing.deck import finding, options, proposals, slide_of
from view.briefing.files import downloads
from view.briefing.slide import slide_part
from view.frame.address import Choices
from view.frame.page import Page

_STYLE = Path(__file__).with_name("briefing.css")
_ADD = "briefing.add"


def briefing_page(page: Page) -> None:
    """Draws the page of the briefing."""
    st.html(_STYLE)
    choices = Choices("briefing", parameters(options()), State(_slides(proposals())), stays=True, too_many=_too_many)
    st.caption(words("briefing.question"))
    state = choices.state
    with st.container(key="finding"):
        st.title(finding(state) if state.slides else words("briefing.empty_title"), anchor=False)
    if state.slides:
        said = slide_of(state, state.names[0]).spoken
        st.html(f'<p class="briefing-say"><b>{escape(words("briefing.one"))}</b>{escape(said)}</p>')
    with st.container(horizontal=True, vertical_alignment="bottom", key="briefing-take"):
        st.text_input(
            words("briefing.session"),
            max_chars=MOST_SESSION,
            placeholder=words("briefing.session_hint"),
            width=280,
            **choices.bound("session"),
        )
        downloads(choices.kept)
    for number, name in enumerate(state.names, 1):
        slide_part(name, number, choices, page)
    _more(choices)
    if not choices.is_whole:
        st.info(words("briefing.long"), icon=":material/link_off:")


def _too_many(count: int) -> str:
    return words("briefing.too_many", most=MOST_SLIDES, count=count)


# More slides, the proposals again -------------------------------------------------------------------


def _more(choices: Choices[State]) -> None:
    """A list of everything that can be shown, to search, and the way back to what is proposed."""
    state = choices.state
    full = len(state.slides) >= MOST_SLIDES
    if not state.slides:
        st.info(words("briefing.empty"), icon=":material/slideshow:")
    named = options()

    def add() -> None:
        name = st.session_state[_ADD]
        if name:
            choices.change(lambda state: state.with_slide(name))
        st.session_state[_ADD] = None

    with st.container(horizontal=True, vertical_alignment="bottom", key="briefing-more"):
        st.selectbox(
            words("briefing.add"),
            [name for name in named if name not in state.names],
            index=None,
            key=_ADD,
            format_func=named.__getitem__,
            placeholder=words("briefing.full", most=MOST_SLIDES) if full else words("briefing.add_hint"),
            disabled=full,
            filter_mode="contains",
            on_change=add,
        )
        proposed = proposals()
        if proposed and set(state.names) != set(proposed):
            st.button(
                words("briefing.again", count=len(proposed)),
                key="briefing.again",
                on_click=choices.change,
                args=(lambda state: _with_proposed(state, proposed),),
            )


def _slides(names: Iterable[str]) -> tuple[Chosen, ...]:
    return tuple(Chosen(name) for name in names)


def _with_proposed(state: State, proposed: Iterable[str]) -> State:
    """The proposals in their order; what the reader wrote for one of them stays."""
    written = {slide.name: slide for slide in state.slides}
    return State(tuple(written.get(slide.name, slide) for slide in _slides(proposed)), state.session)
