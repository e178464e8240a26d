"""A briefing's choices and its address: nothing is lost on the way, and what cannot be followed is told."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from hypothesis import given
from hypothesis import strategies as st

from view.briefing.choices import MOST_CONTEXT, MOST_SLIDES, MOST_TITLE, Chosen, State, parameters
from view.frame.address import Fault, read, short, spell

KNOWN = [f"metric_{number}" for number in range(20)] + ["staffing.staff"]
PARAMETERS = parameters(KNOWN)
_NAMES = st.lists(st.sampled_from(KNOWN), unique=True, max_size=MOST_SLIDES)
_TEXTS = st.lists(st.text(max_size=30), min_size=MOST_SLIDES, max_size=MOST_SLIDES)


def _read(query: dict[str, str], *proposed: str) -> tuple[State, list[Fault]]:
    return read(PARAMETERS, State(tuple(map(Chosen, proposed))), query)


@given(_NAMES, _TEXTS, st.sampled_from(["", "第4屆第1次定期大會", "May & June, 100%"]))
def test_an_address_tells_the_state_it_was_made_of(names: list[str], texts: list[str], session: str) -> None:
    state = State(tuple(Chosen(name) for name in names), session)
    for name, text in zip(names, texts, strict=False):
        state = state.told(name, "title", text).told(name, "context", text[::-1])
    query = short(PARAMETERS, spell(PARAMETERS, state))
    pasted = dict(parse_qsl(urlencode(query)))
    assert set(pasted) <= {name for parameter in PARAMETERS for name in parameter.names}
    back, faults = _read(pasted, "metric_1")
    assert not faults
    assert back == state if query == spell(PARAMETERS, state) else back.names == state.names


def test_words_stay_with_their_slide_where_a_name_before_it_is_unknown() -> None:
    query = {"slides": "gone,metric_2,metric_2,staffing.staff", "title2": "二", "context4": "四", "title9": "九"}
    state, faults = _read(query)
    assert state.slides == (Chosen("metric_2", "二"), Chosen("staffing.staff", "", "四"))
    assert faults == [Fault("slides", "gone")]


def test_too_many_slides_are_cut_and_counted() -> None:
    state, faults = _read({"slides": ",".join(KNOWN[:13])})
    assert state.names == tuple(KNOWN[:10])
    assert faults == [Fault("most", "3")]
    assert state.with_slide("staffing.staff") == state


def test_no_slides_is_not_the_same_as_none_named() -> None:
    assert _read({"session": "臨時會"}, "metric_1")[0] == State((Chosen("metric_1"),), "臨時會")
    assert spell(PARAMETERS, State()) == {"slides": "none"}
    assert _read({"slides": "none"}, "metric_1")[0] == State()


def test_words_too_long_for_an_address_stay_out_of_it() -> None:
    state = State(tuple(Chosen(name, "題" * MOST_TITLE, "文" * MOST_CONTEXT) for name in KNOWN[:10]))
    assert short(PARAMETERS, spell(PARAMETERS, state)) == {"slides": ",".join(KNOWN[:10])}


def test_slides_move_one_place_and_stop_at_the_ends() -> None:
    state = State((Chosen("metric_1", "一"), Chosen("metric_2"), Chosen("metric_3")))
    assert state.moved("metric_1", 1).names == ("metric_2", "metric_1", "metric_3")
    assert state.moved("metric_1", 1).slides[1].title == "一"
    assert state.moved("metric_1", -1) == state
    assert state.moved("metric_3", 1) == state


def test_own_words_are_one_line_without_signs_that_cannot_be_seen() -> None:
    state = State((Chosen("metric_1"),)).told("metric_1", "title", " 甲\n乙\x00\u202e丙 ")
    assert state.slides[0].title == "甲 乙 丙"
