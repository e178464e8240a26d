"""The files of a briefing: made when they are asked for, of what is chosen at that moment."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from catalog.words import words
from export import question_sheet
from export.file_names import safe_stem
from export.machines import office
from export.machines.office import OfficeFailed
from export.slides.deck import Deck
from export.slides.odp import odp_bytes
from export.slides.odp import pdf_bytes as slides_pdf
from export.slides.pptx import pptx_bytes
from findings.period_words import taipei_day, today
from view.briefing.choices import State
from view.briefing.deck import deck_of
from view.frame.address import Kept
from view.frame.request import carried
from view.takeaway.copying import site
from view.takeaway.files import in_turn
from warehouse import reads

_SECONDS_TO_ARRIVE = 0.3
_OPEN = "application/vnd.oasis.opendocument"
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Kind:
    """A kind of file: ``id`` in words and keys, what it is called, its ending, media type, and what writes it."""

    id: str
    called: str
    ending: str
    media_type: str
    write: Callable[[Deck], bytes]


KINDS = (
    Kind("pptx", "slides", "pptx", f"{_OFFICE}.presentationml.presentation", pptx_bytes),
    Kind("odp", "slides", "odp", f"{_OPEN}.presentation", odp_bytes),
    Kind("pdf", "slides", "pdf", "application/pdf", slides_pdf),
    Kind("question-odt", "question", "odt", question_sheet.MEDIA_TYPE, question_sheet.odt_bytes),
    Kind("question-pdf", "question", "pdf", "application/pdf", question_sheet.pdf_bytes),
)


def downloads(kept: Kept[State]) -> None:
    """Draws one button for each kind of file; where a PDF cannot be made, why."""
    missing = _no_pdf()
    with st.container(horizontal=True, key="briefing-files"):
        for kind in KINDS:
            st.download_button(
                words(f"briefing.file.{kind.id}"),
                data=file_later(kind, kept, site()),
                file_name=file_name(kind, kept.state),
                mime=kind.media_type,
                on_click="ignore",
                key=f"briefing.file.{kind.id}",
                type="primary" if kind is KINDS[0] else "secondary",
                disabled=not kept.state.slides or (kind.ending == "pdf" and bool(missing)),
            )
    if missing:
        st.caption(words("briefing.no_pdf", why=missing))
    if kept.trouble:
        st.error(words("briefing.failed", why=kept.trouble), icon=":material/error:")


def file_later(kind: Kind, kept: Kept[State], here: str) -> Callable[[], bytes]:
    """Makes the file when it is called, of what is chosen by then, in the language and of the edition shown now.

    The callable raises what the writer raises, and keeps the reason for the page.
    """

    def make() -> bytes:
        # A click on the button is also what ends the typing of a title, which takes a moment to arrive.
        time.sleep(_SECONDS_TO_ARRIVE)
        try:
            data = in_turn(lambda: kind.write(deck_of(kept.state, today(), here)))()
        except OfficeFailed as error:
            logging.getLogger(__name__).warning("no file %s: %s", kind.id, error)
            kept.trouble = str(error)
            raise
        kept.trouble = ""
        return data

    return carried(make)


def file_name(kind: Kind, state: State) -> str:
    """The name of a file: what it is, the session, the slides' number, the day of the data; the build if old."""
    called = words(f"briefing.called.{kind.called}")
    count = words("briefing.called.count", count=len(state.slides))
    build = reads.build()
    old = str(build["build_id"]) if reads.current_edition() else ""
    parts = [called, state.session, count, taipei_day(build["built_at"]).isoformat(), old]
    return f"{safe_stem('_'.join(part for part in parts if part))}.{kind.ending}"


def _no_pdf() -> str:
    """Why no PDF can be made; empty where it can."""
    return "" if office.office_path() else words("office.missing")
