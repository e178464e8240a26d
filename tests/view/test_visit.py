"""What a visit remembers is looked up one by one, and found as Streamlit finds it."""

from __future__ import annotations

import pytest
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.testing.v1 import AppTest

from view.frame.visit import look_up_singly


def _page() -> None:
    import streamlit as st

    from view.frame.visit import look_up_singly

    look_up_singly()
    st.session_state.setdefault("of nobody", 3)
    st.session_state.setdefault("none", None)
    st.text_input("typed", value="before", key="typed")
    st.selectbox("chosen", ["a", "b"], key="chosen")
    st.selectbox("none", ["a", "b"], key="none")


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SafeSessionState, "filtered_state", SafeSessionState.filtered_state)


def test_fields_and_lists_show_what_is_remembered() -> None:
    app = AppTest.from_function(_page).run()
    assert (app.text_input[0].value, [box.value for box in app.selectbox]) == ("before", ["a", None])
    app.text_input[0].input("after")
    app.selectbox[0].select("b")
    app.selectbox[1].select("a")
    app.run()
    assert (app.text_input[0].value, [box.value for box in app.selectbox]) == ("after", ["b", "a"])


def test_nothing_is_remembered_that_was_not_told() -> None:
    state = SessionState()
    state["told"] = None
    whole = dict(SafeSessionState(state, lambda: None).filtered_state)
    look_up_singly()
    remembered = SafeSessionState(state, lambda: None).filtered_state
    assert dict(remembered) == whole == {"told": None}
    assert "told" in remembered
    assert "untold" not in remembered
