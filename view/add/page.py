"""The page where a report is dropped: it is read, shown to this visitor alone, and may be handed over."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from catalog.words import words
from charts.palette import Look
from view.add.desk import HANDED, desk, said
from view.add.identity import identity_form
from view.add.preview import preview
from view.add.visit import Reading, ReadReport, Visit, own_visit
from view.frame import office
from view.frame.focus import give_keyboard
from view.frame.hits import STYLE as HITS_STYLE
from view.frame.page import Page
from view.frame.passage import CHINESE

_STYLES = (HITS_STYLE, Path(__file__).with_name("add.css"))
# What reports come as; by their content, which the reader looks at, each is what it says.
SUFFIXES = ("pdf", "docx", "odt", "doc", "txt", "md")
_MOST_MEGABYTES = 50
_SECONDS_BETWEEN_LOOKS = 0.7
_readers: list[ReadReport] = []


def read_reports_by(reader: ReadReport) -> None:
    """Says what reads dropped files: the server does, as pages know nothing of reading."""
    _readers[:] = [reader]


def add_page(page: Page) -> None:
    """Draws the page. What is dropped stays out of the address: it is the visitor's own."""
    for style in _STYLES:
        st.html(style)
    with st.container(key="whole"):
        _draw(page)


def _draw(page: Page) -> None:
    title = st.container(key="finding")
    # Who hands over is asked where that is done: below what was read stand hundreds of lines.
    office.person()
    body = st.container(key="read")
    visit = own_visit()
    with st.container(key="drop"):
        dropped = st.file_uploader(
            words("add.label"),
            type=list(SUFFIXES),
            max_upload_size=_MOST_MEGABYTES,
            key=f"add-file-{st.session_state.get(HANDED, 0)}",
        )
        st.caption(words("add.private"))
    desk()
    if dropped is None:
        visit.forget()
        _begin()
        with title:
            st.title(words("add.title_empty"), anchor=False)
            said()
        return
    if not _readers:
        title.title(words("add.title_empty"), anchor=False)
        st.error(words("add.not_read"), icon=":material/error:")
        return
    read = _readers[0]
    visit.take(dropped.file_id, dropped.name, dropped.getvalue(), read)
    with title:
        _told(visit, read, page.look, body)


def _begin() -> None:
    """Gives the keyboard to what a visit begins with: the name, where nobody signs in, then the file."""
    if office.standing() == "nameless":
        give_keyboard(".st-key-office-name input")
    elif not st.session_state.get(HANDED):
        give_keyboard("[data-testid=stFileUploaderDropzone] button")


def _told(visit: Visit, read: ReadReport, look: Look, body: DeltaGenerator) -> None:
    """How far the file is read; its preview once it is, all but its head in ``body``."""
    reading = visit.reading
    if reading is None:
        st.title(words("add.title_empty"), anchor=False)
        st.info(words("add.expired"), icon=":material/history:")
    elif reading.given_up:
        st.title(words("add.title_given_up"), anchor=False)
    elif reading.readable:
        if reading.busy:
            _watch(reading)
        preview(visit, reading, read, look, body)
    elif reading.busy:
        st.title(words("add.title_reading", file=reading.file.name), anchor=False)
        _watch(reading)
    else:
        _turned(visit, reading, read)


@st.fragment(run_every=_SECONDS_BETWEEN_LOOKS)
def _watch(reading: Reading) -> None:
    """Says how far a reading is, until something new can be shown."""
    shown = st.session_state.setdefault("add-step", reading.step)
    if not reading.busy or (reading.step == "comparing" and shown != "comparing"):
        st.session_state["add-step"] = reading.step
        st.rerun()
    st.session_state["add-step"] = reading.step
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words(f"add.step.{reading.step}", seconds=int(reading.seconds)))
        if reading.step == "reading" and reading.far is not None:
            _far(*reading.far)
        st.button(words("add.give_up"), key="add-give-up", on_click=reading.give_up, icon=":material/close:")


def _far(what: str, done: int, of: int) -> None:
    """How many pages of a PDF are read, or which share of a report's passages."""
    told = words(f"add.far.{what}", done=done, of=of, share=f"{done / of:.0%}")
    st.html(
        f'<p class="far"><progress max="{of}" value="{done}" aria-label="{escape(told, quote=True)}"></progress> '
        f"{escape(told)}</p>",
        width="content",
    )


def _turned(visit: Visit, reading: Reading, read: ReadReport) -> None:
    """Why a file could not be read, in words, and what to do."""
    st.title(words("add.title_turned", file=reading.file.name), anchor=False)
    turned = reading.turned
    if turned is None:
        st.error(words("add.failed"), icon=":material/error:")
        return
    st.error(words(f"add.turned.{_kind(turned.code)}"), icon=":material/error:")
    # Readers tell their reasons in Chinese, as logs do.
    st.html(f'<p class="reason"><span {CHINESE}>{escape(turned.message)}</span></p>')
    if turned.code in _CORRECTABLE:
        identity_form(visit, reading, None, read)


# Kinds of reason that have words of their own; a report that does not say its period can be told it.
_KINDS = {
    "stopped_time": "time", "stopped_memory": "memory", "stopped_died": "died", "stopped_raised": "raised",
    "no_period": "no_period", "impossible_period": "impossible_period",
    "entry": "entry", "wrong_suffix": "wrong_suffix",
}  # fmt: skip
_CORRECTABLE = ("no_period", "impossible_period", "entry")


def _kind(code: str) -> str:
    return _KINDS.get(code, "unreadable")
