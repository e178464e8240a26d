"""Editions on screen: which one a page shows, that newer figures exist, and the choice of another."""

from __future__ import annotations

import streamlit as st

from catalog.words import words
from findings.editions import edition_sentences
from view.frame.request import carried
from warehouse import editions, reads

EDITION = "edition"


def shown_edition() -> str | None:
    """The edition the address names, said above the page; None for the data published now."""
    asked = st.query_params.get(EDITION)
    if asked is None:
        return None
    try:
        with reads.of_edition(asked):
            told = edition_sentences()
    except editions.UnknownEdition as error:
        key = "edition.broken_asked" if isinstance(error, editions.BrokenEdition) else "edition.unknown"
        st.warning(words(key, build=asked), icon=":material/history:")
        return None
    with st.container(key="edition"):
        st.info(told, icon=":material/history:")
        st.button(words("edition.latest"), on_click=_show_edition, args=(None,))
    return asked


def _show_edition(build_id: str | None) -> None:
    if build_id is None:
        st.query_params.pop(EDITION, None)
    else:
        st.query_params[EDITION] = build_id


def choose_edition() -> None:
    """The editions that are kept, to choose from, and which cannot be shown; nothing where there are none."""
    if unshown := editions.broken():
        st.caption(words("edition.broken", builds=words("list.joint").join(unshown)))
    kept = {edition.build_id: edition.name for edition in editions.editions()}
    if not kept:
        return
    with reads.of_edition(None):
        now = str(reads.build()["build_id"])
    shown = reads.current_edition() or ""
    st.selectbox(
        words("edition.choose"),
        ["", *kept],
        index=["", *kept].index(shown) if shown in kept else 0,
        format_func=carried(lambda build: f"{kept[build]}" if build else words("edition.current", build=now)),
        key="edition-choice",
        on_change=lambda: _show_edition(st.session_state["edition-choice"] or None),
    )
