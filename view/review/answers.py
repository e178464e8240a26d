"""What a person answers: into the log, with what this visit remembers of it. All but the log is of this visit alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import get_args

import streamlit as st
from pydantic import ValidationError

from catalog.load import load
from catalog.models import Measure
from catalog.words import words
from findings.values import unit_words
from reviews import log
from reviews.decision import Decision, NewMeasure, Place, decide, undo
from reviews.standing import Reviews
from view.frame import office
from view.frame.decided import answer_words, metric_name
from view.frame.focus import give_keyboard
from view.frame.request import carried
from view.review.queue import Key, key_of_place

NAME = "review-typed-name"
_REFUSED, _LATER, _FOCUS, _MADE, _PANEL, _FAULT = (
    f"review.{name}" for name in ("refused", "later", "focus", "made", "panel", "fault")
)
_NEW_KINDS: tuple[Measure, ...] = tuple(kind for kind in get_args(Measure) if kind not in ("target", "budget"))


@dataclass(frozen=True)
class Asked:
    """The number that is asked: its place, its report with that one's scope, and what its widgets are called by."""

    place: Place
    report: str
    scope: str
    mark: str

    @property
    def why_key(self) -> str:
        """What holds the reason typed for it."""
        return f"review-{self.mark}-why"


# Who ----------------------------------------------------------------------------------------------


def take_name() -> None:
    """Keeps the name that was typed."""
    st.session_state[_REFUSED] = not office.give_name(str(st.session_state.get(NAME, "")))


def name_refused() -> bool:
    """Whether what was typed is no name."""
    return bool(st.session_state.get(_REFUSED))


def forget_person() -> None:
    """Another person sits down: the name and all that this visit remembers of the former one goes."""
    office.forget_name()
    for key in (_REFUSED, _LATER, _FOCUS, _MADE, _PANEL, _FAULT):
        st.session_state.pop(key, None)


# Answers ------------------------------------------------------------------------------------------


def decide_metric(asked: Asked, metric_id: str) -> None:
    """The number is a value of a metric."""
    _answer(asked, metrics=(metric_id,))


def decide_none(asked: Asked) -> None:
    """The number is a value of nothing."""
    _answer(asked)


def _answer(asked: Asked, metrics: tuple[str, ...] = (), new: NewMeasure | None = None) -> None:
    who = _editor()
    if who:
        why = str(st.session_state.get(asked.why_key, "")).strip()
        _keep(decide(asked.place, who, asked.report, scope=asked.scope, metrics=metrics, new=new, why=why))


def _editor() -> str:
    """Under whose name something is written now; empty, and said, where the reader may not or not any more."""
    st.session_state[_FAULT] = ""
    try:
        return office.editor()
    except office.NotAnEditor as refused:
        st.session_state[_FAULT] = refused.key
        return ""


def _decide_listed(asked: Asked, key: str) -> None:
    if st.session_state.get(key):
        decide_metric(asked, str(st.session_state[key]))


def _decide_new(asked: Asked) -> None:
    typed = {name: st.session_state.get(_new_key(asked, name)) or "" for name in ("name", "unit", "measure")}
    try:
        new = NewMeasure(**typed)
    except ValidationError:
        st.session_state[_FAULT] = "review.new_nameless"
        return
    _answer(asked, new=new)


def undo_last() -> None:
    """Takes back the last decision of this visit, and shows its number again."""
    who, made = _editor(), _made()
    if who and made:
        _write(undo(made[-1], who), made[:-1], key_of_place(made[-1].place))


def _made() -> list[Decision]:
    """What the person has decided in this visit; nothing of who sat here before."""
    return [decision for decision in st.session_state.get(_MADE, []) if decision.who == office.editor_name()]


def _keep(decision: Decision) -> None:
    """Writes a decision and goes on to the next number; the same one again changes nothing.

    Whether it is the same one is looked up while nothing else is written: a key pressed in haste may begin a run
    beside the one that is still writing what the key before has decided.
    """

    def is_said(lines: log.Lines) -> bool:
        standing = Reviews.of(lines.decisions).standing.get(decision.place)
        own = standing.of(decision.who) if standing else None
        return own is not None and own.answer == decision.answer

    if not _write(decision, [*_made(), decision], None, unless=is_said):
        put_off_number(key_of_place(decision.place))


def _write(
    decision: Decision, made: Sequence[Decision], focus: Key | None, unless: Callable[[log.Lines], bool] | None = None
) -> bool:
    """Writes a decision, behind which this visit has made ``made`` and looks at ``focus``; whether it was news.

    What the visit remembers is set first: the next key pressed may end this run wherever it is looked at, and a
    decision that is written must not be forgotten. Nothing changes where it is not written.
    """
    state = st.session_state
    before = (state.get(_MADE, []), state.get(_FOCUS), state.get(_PANEL, ""))
    state[_MADE], state[_FOCUS], state[_PANEL] = list(made), focus, ""
    try:
        is_news = log.append(decision, unless=unless)
    except OSError:
        state[_MADE], state[_FOCUS], state[_PANEL] = before
        state[_FAULT] = "review.not_written"
        return True
    if not is_news:
        state[_MADE], state[_FOCUS], state[_PANEL] = before
    return is_news


# What this visit remembers -------------------------------------------------------------------------


def put_off() -> Sequence[Key]:
    """The numbers put off, the longest ago first."""
    later: list[Key] = st.session_state.get(_LATER, [])
    return later


def put_off_number(key: Key) -> None:
    """Shows a number after all others."""
    st.session_state[_LATER] = [*(other for other in put_off() if other != key), key]
    st.session_state[_FOCUS], st.session_state[_PANEL] = None, ""


def focus() -> Key | None:
    """The number that is shown before its turn."""
    key: Key | None = st.session_state.get(_FOCUS)
    return key


def look_at(key: Key) -> None:
    """Shows a number before its turn."""
    st.session_state[_FOCUS] = key


def tell_last(may: bool) -> None:
    """What was decided last, with the way to take it back; and what kept a decision from being written."""
    if fault := st.session_state.get(_FAULT):
        st.error(words(fault), icon=":material/error:")
    made = _made()
    if not made or not may:
        return
    with st.container(key="review-last", horizontal=True, vertical_alignment="center"):
        told = words("review.kept", raw=made[-1].place.printed, answer=answer_words(made[-1]))
        st.caption(told, width="content")
        st.button(
            words("review.undo"), key=f"review-undo-{made[-1].id}", shortcut="backspace", type="tertiary",
            on_click=undo_last,
        )  # fmt: skip


# Panels -------------------------------------------------------------------------------------------


def open_panel(name: str) -> None:
    """Opens a panel, or closes it where it is open."""
    st.session_state[_PANEL] = "" if st.session_state.get(_PANEL) == name else name


def panel(asked: Asked, unit: str) -> None:
    """The open panel: another metric of the catalog, or a measure that it does not have."""
    name = st.session_state.get(_PANEL)
    if not name:
        return
    with st.container(key="review-panel"):
        if name == "another":
            key = f"review-{asked.mark}-listed"
            st.selectbox(
                words("review.another_label"), list(load().metrics), index=None, key=key,
                format_func=carried(metric_name),
                placeholder=words("review.another_search"), on_change=carried(_decide_listed), args=(asked, key),
            )  # fmt: skip
        else:
            _new_measure(asked, unit)
        give_keyboard(".st-key-review-panel input")


def _new_measure(asked: Asked, unit: str) -> None:
    units = list(dict.fromkeys([*([unit] if unit else []), *(one.id for one in load().units)]))
    for name in ("unit", "measure"):
        _told_in_this_language(_new_key(asked, name))
    with st.form(f"review-{asked.mark}-form", border=False):
        st.caption(words("review.new_lead"))
        st.text_input(words("review.new_name"), key=_new_key(asked, "name"))
        st.selectbox(
            words("review.new_unit"),
            units,
            index=0 if unit else None,
            key=_new_key(asked, "unit"),
            format_func=carried(unit_words),
        )
        st.selectbox(
            words("review.new_measure"), _NEW_KINDS, key=_new_key(asked, "measure"),
            format_func=carried(lambda kind: words(f"measure.{kind}")),
        )  # fmt: skip
        st.form_submit_button(words("review.new_keep"), on_click=_decide_new, args=(asked,))


def _told_in_this_language(key: str) -> None:
    """The browser keeps the words of what is chosen, in another language too: it is told again."""
    told = f"{key}.language"
    if key in st.session_state and st.session_state.get(told) != words.language:
        st.session_state[key] = st.session_state[key]
    st.session_state[told] = words.language


def _new_key(asked: Asked, name: str) -> str:
    return f"review-{asked.mark}-new-{name}"
