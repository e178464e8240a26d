"""The choosers of the explore page: search, topics, chosen metrics, and how they are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from catalog.load import load
from catalog.words import words
from findings import exploration as explore
from findings.comparisons import FIRST
from findings.periods import ROC_OFFSET
from findings.values import part_words
from view.explore.choices import (
    ANY,
    MOST_METRICS,
    PARAMETERS,
    TABS,
    Fault,
    Known,
    State,
    from_query,
    to_query,
    with_metrics,
)
from view.frame import address
from view.request import carried
from warehouse import reads

KEYS = {parameter: f"explore.{parameter}" for parameter in PARAMETERS}
_ADD, _TOPIC, _FAULTS, _CUT = "explore.add", "explore.topic", "explore.faults", "explore.cut"


def known() -> Known:
    """What an address may name, by the published warehouse."""
    return Known(
        metrics=list(reads.metrics().index),
        years=explore.years(),
        parts=explore.part_names,
        bases=lambda metrics: list(explore.bases(metrics)),
        sources=lambda metrics: list(reads.observations(metrics)["observation_id"]),
    )


# State, address and widgets ------------------------------------------------------------------------


def arrive() -> tuple[State, list[Fault]]:
    """The state the address and the reader's newest choice of metrics tell, and what in it is unknown."""
    everything = known()
    state, faults = from_query(address.read_all(PARAMETERS), everything)
    if st.session_state.pop(_CUT, False):
        faults.append(Fault("most", str(MOST_METRICS)))
    key = KEYS["metrics"]
    if address.new_in_address(key, "metrics"):
        st.session_state[key] = list(state.metrics)
    metrics = tuple(st.session_state[key])
    if metrics != state.metrics:
        state = with_metrics(state, metrics, everything) if metrics else State()
    return state, faults


def leave(state: State, faults: Sequence[Fault]) -> list[Fault]:
    """Puts the state into the address.

    Returns:
        What the reader is to be told about the address, until something else is chosen.
    """
    query = to_query(state)
    address.write_all(PARAMETERS, query)
    address.settle_all(KEYS)
    if faults:
        st.session_state[_FAULTS] = (list(faults), query)
    told, at = st.session_state.get(_FAULTS, ([], None))
    return told if at == query else []


def choose_metrics(metrics: Sequence[str]) -> None:
    """Makes ``metrics`` the chosen ones, from a callback."""
    chosen = list(dict.fromkeys(metrics))
    st.session_state[KEYS["metrics"]] = chosen[:MOST_METRICS]
    st.session_state[_CUT] = len(chosen) > MOST_METRICS


def choose_source(observation_id: str) -> None:
    """Makes a number the one whose card is open, from a callback."""
    st.session_state[KEYS["source"]] = observation_id


def seeded(parameter: str, value: Any, is_known: Callable[[Any], bool]) -> str:
    """The key of a parameter's widget, which holds ``value`` where the reader has not chosen another."""
    key = KEYS[parameter]
    if address.new_in_address(key, parameter) or not is_known(st.session_state[key]):
        st.session_state[key] = value
    return key


# Which metrics -------------------------------------------------------------------------------------


def metric_choosers(state: State) -> State:
    """Search, topics and the chosen metrics; gives the state with the metrics that are left."""
    full = len(state.metrics) >= MOST_METRICS
    with st.container(horizontal=True, vertical_alignment="bottom", key="explore-search"):
        search(state.metrics, full=full)
        if state.metrics:
            _topics(state.metrics)
    if not state.metrics:
        return state
    key = KEYS["metrics"]
    names = explore.metric_names(state.metrics)
    with st.container(horizontal=True, vertical_alignment="bottom", key="explore-chosen"):
        left = st.pills(
            words("explore.chosen"), list(state.metrics), selection_mode="multi", key=key, format_func=names.__getitem__
        )
        st.button(words("explore.clear"), type="tertiary", on_click=choose_metrics, args=([],), key="explore.clear")
    return replace(state, metrics=tuple(left))


def search(chosen: Sequence[str], *, full: bool) -> None:
    """A list of all metrics that narrows while one types, in either language or by id."""
    options = [metric_id for metric_id in reads.metrics().index if metric_id not in chosen]
    labels = explore.search_labels()
    st.selectbox(
        words("explore.add"),
        options,
        index=None,
        key=_ADD,
        format_func=labels.__getitem__,
        placeholder=words("explore.full", most=MOST_METRICS) if full else words("explore.add_hint"),
        disabled=full,
        filter_mode="contains",
        on_change=_add,
    )


def _add() -> None:
    chosen = st.session_state[_ADD]
    if chosen:
        choose_metrics([*st.session_state.get(KEYS["metrics"], []), chosen])
    st.session_state[_ADD] = None


def _topics(chosen: Sequence[str]) -> None:
    catalog = load()
    groups = {group.id: words.name(group) for group in catalog.groups}
    topics = {topic.id: f"{groups[topic.group]}｜{words.name(topic)}" for topic in catalog.topics}
    with st.popover(words("explore.by_topic")):
        topic = st.selectbox(words("explore.topic"), list(topics), key=_TOPIC, format_func=topics.__getitem__)
        own = explore.metrics_of(topic)
        key = f"explore.of.{topic}"
        st.session_state[key] = [metric_id for metric_id in own if metric_id in chosen]
        names = explore.metric_names(own)
        st.pills(
            words("explore.topic_metrics"),
            own,
            selection_mode="multi",
            key=key,
            format_func=names.__getitem__,
            on_change=_toggle,
            args=(key, own),
        )


def _toggle(key: str, own: Sequence[str]) -> None:
    wanted = st.session_state[key]
    kept = [metric_id for metric_id in st.session_state[KEYS["metrics"]] if metric_id not in own or metric_id in wanted]
    choose_metrics([*kept, *wanted])


# How they are shown --------------------------------------------------------------------------------


def view_choosers(state: State) -> State:
    """Measure, base, parts, years and context; gives the state as chosen."""
    with st.container(horizontal=True, key="options"):
        state = replace(state, view=_measure(state))
        if state.view == "index":
            state = replace(state, base=_base(state))
        state = replace(state, parts=_parts(state))
        first, last = (_year(parameter, state) for parameter in ("from", "to"))
        state = replace(state, first_year=first, last_year=last)
    with st.container(horizontal=True, vertical_alignment="center", key="explore-tabs"):
        key = seeded("tab", state.tab, lambda value: value in TABS)
        tab = st.segmented_control(
            words("explore.tab"),
            list(TABS),
            key=key,
            format_func=carried(lambda value: words(f"explore.tab.{value}")),
            required=True,
            label_visibility="collapsed",
        )
        state = replace(state, tab=tab or state.tab)
        if state.tab == TABS[0]:
            key = seeded("bands", state.bands, lambda value: isinstance(value, bool))
            state = replace(state, bands=st.toggle(words("bands.show"), key=key))
    return state


def _measure(state: State) -> explore.Measure:
    key = seeded("view", state.view, lambda value: value in explore.MEASURES)
    chosen = st.segmented_control(
        words("explore.view"),
        list(explore.MEASURES),
        key=key,
        format_func=carried(lambda value: words(f"explore.view.{value}")),
        required=True,
        wrap=True,
    )
    return chosen or state.view


def _base(state: State) -> str:
    found = explore.bases(state.metrics)
    options = [FIRST, *found]
    key = seeded("base", state.base, lambda value: value in options)
    return st.selectbox(
        words("explore.base"),
        options,
        key=key,
        format_func=carried(lambda value: explore.base_words(value, found)),
        width=240,
    )


def _parts(state: State) -> tuple[str, ...]:
    options = explore.part_names(state.metrics)
    if not options:
        return ()
    key = seeded("parts", list(state.parts), lambda value: set(value) <= set(options))
    chosen = st.multiselect(
        words("explore.parts"),
        options,
        key=key,
        format_func=carried(lambda value: words("explore.whole") if value == explore.WHOLE else part_words(value)),
        placeholder=words("explore.parts_main"),
        width=300,
    )
    return tuple(chosen)


def _year(parameter: str, state: State) -> int | None:
    value = state.first_year if parameter == "from" else state.last_year
    options = [ANY, *map(str, explore.years())]
    key = seeded(parameter, str(value or ANY), lambda value: value in options)
    chosen = st.selectbox(
        words(f"explore.{parameter}"),
        options,
        key=key,
        format_func=carried(lambda value: year_words(None if value == ANY else int(value))),
        width=165,
    )
    return None if chosen == ANY else int(chosen)


def year_words(year: int | None) -> str:
    """A year in both calendars, or that any will do."""
    return words("explore.year_all") if year is None else words("explore.year", roc=year - ROC_OFFSET, year=year)


def fault_words(faults: Sequence[Fault]) -> str:
    """What of an address, or of too large a choice, could not be followed."""
    unknown = [
        words("explore.unknown_value", name=words(f"explore.param.{fault.parameter}"), value=fault.value)
        for fault in faults
        if fault.parameter != "most"
    ]
    told = [words("explore.unknown", faults=words("list.joint").join(unknown))] if unknown else []
    told += [words("explore.too_many", most=fault.value) for fault in faults if fault.parameter == "most"]
    return "  \n".join(told)
