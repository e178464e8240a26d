"""An explore address tells a state whole, and what it tells wrong is not passed over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.words import words_in
from findings.comparisons import FIRST
from findings.exploration import MEASURES
from tests.view.screens import opened
from view.explore.choices import MOST_METRICS, PINS, SORTS, TABS, Known, State, known, parameters
from view.frame.address import MOST, Fault, read, spell

ZH = words_in("zh-TW")
FIND = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)


@pytest.fixture(autouse=True)
def _five_reports(warehouse_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE", str(warehouse_file))


def _some(draw: Any, options: Any, most: int) -> tuple[str, ...]:
    if not options:
        return ()
    return tuple(draw(st.lists(st.sampled_from(options), unique=True, max_size=most)))


@st.composite
def states(draw: Any) -> State:
    """Any state that the page can show."""
    everything = known()
    metrics = tuple(draw(st.lists(st.sampled_from(everything.metrics), unique=True, min_size=1, max_size=4)))
    years = st.sampled_from([None, *everything.years])
    return State(
        metrics=metrics,
        parts=_some(draw, everything.parts(metrics), 3),
        view=draw(st.sampled_from(MEASURES)),
        base=draw(st.sampled_from([FIRST, *everything.bases(metrics)])),
        first_year=draw(years),
        last_year=draw(years),
        tab=draw(st.sampled_from(TABS)),
        bands=draw(st.booleans()),
        sort=draw(st.sampled_from(SORTS)),
        find=draw(FIND),
        pin=_some(draw, PINS, 3),
        about=draw(st.sampled_from(["", *metrics])),
        source=draw(st.sampled_from(["", *everything.sources(metrics)])),
    )


def to_query(state: State, at: Known | None = None) -> dict[str, str]:
    return spell(parameters(at or known()), state)


def from_query(query: dict[str, str], at: Known | None = None) -> tuple[State, list[Fault]]:
    return read(parameters(at or known()), State(), query)


many = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
few = settings(many, max_examples=6)


@many
@given(states())
def test_a_state_survives_its_address(state: State) -> None:
    pasted = {name: value for name, (value,) in parse_qs(urlencode(to_query(state)), strict_parsing=True).items()}
    assert from_query(pasted) == (state, [])


@few
@given(states())
def test_an_address_survives_the_screen(state: State) -> None:
    at = opened("explore", **to_query(state))
    assert not at.warning
    shown = {name: value for name, value in at.query_params.items() if name != "lang"}
    assert shown == to_query(state)
    at.run()
    assert {name: value for name, value in at.query_params.items() if name != "lang"} == to_query(state)


KNOWN = Known(
    metrics=[*"abcdefghijklmno"],
    views=lambda _: MEASURES,
    years=[2015, 2016],
    parts=lambda metrics: ["whole", "甲,乙", "50%"] if "a" in metrics else [],
    bases=lambda _: ["2016-01-01"],
    sources=lambda metrics: [f"{metric}1" for metric in metrics],
)


def test_every_default_is_in_the_address() -> None:
    assert to_query(State(metrics=("a",)), KNOWN) == {
        "metrics": "a",
        "parts": "main",
        "view": "per_month",
        "base": "first",
        "from": "any",
        "to": "any",
        "tab": "chart",
        "bands": "on",
        "sort": "chosen",
        "pin": "metric,period",
    }


def test_years_are_told_as_the_reports_count_them() -> None:
    state, faults = from_query({"metrics": "a", "from": "104", "to": "105"}, KNOWN)
    assert (state.first_year, state.last_year, faults) == (2015, 2016, [])


def test_parts_may_hold_what_separates_them() -> None:
    state = State(metrics=("a",), parts=("甲,乙", "50%"))
    assert from_query(to_query(state, KNOWN), KNOWN) == (state, [])


def test_what_is_unknown_is_told_and_the_rest_is_kept() -> None:
    query = {"metrics": "a,zz", "view": "cake", "parts": "whole,丙", "from": "2015", "source": "b1", "bands": "off"}
    state, faults = from_query(query, KNOWN)
    assert state == State(metrics=("a",), parts=("whole",), bands=False)
    assert set(faults) == {
        Fault("metrics", "zz"),
        Fault("view", "cake"),
        Fault("parts", "丙"),
        Fault("from", "2015"),
        Fault("source", "b1"),
    }


def test_more_metrics_than_can_be_read_are_told() -> None:
    state, faults = from_query({"metrics": ",".join(KNOWN.metrics)}, KNOWN)
    assert state.metrics == tuple(KNOWN.metrics[:MOST_METRICS])
    assert faults == [Fault(MOST, str(len(KNOWN.metrics) - MOST_METRICS))]


def test_other_metrics_take_with_them_only_what_they_have() -> None:
    state = State(metrics=("a",), parts=("whole",), view="index", base="2016-01-01", source="a1", about="a")
    other = to_query(replace(state, metrics=("b",)), KNOWN)
    assert from_query(other, KNOWN)[0] == State(metrics=("b",), view="index", base="2016-01-01")
