"""The choosers of the explore page: search, topics, chosen metrics, and how they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from catalog.words import words
from findings import exploration as explore
from findings.kept import kept
from findings.period_words import ROC_OFFSET
from findings.values import part_words
from view.explore.choices import ANY, CHART, MOST_METRICS, ExploreChoices
from warehouse import reads

_ADD, _TOPIC = "explore.add", "explore.topic"


# Before anything is chosen --------------------------------------------------------------------------


def start(choices: ExploreChoices) -> None:
    """Draws the search and the topics by group; a press chooses a topic's metrics."""
    counts = explore.value_counts()
    totals = {"reports": len(reads.reports()), "values": sum(counts.values()), "metrics": len(reads.metrics())}
    st.markdown(words("explore.stock", **totals))
    _search(choices)
    with st.container(key="explore-groups"):
        for group_id, name, topics in _groups():
            with st.container(key=f"explore-group-{group_id}"):
                st.header(name, anchor=False)
                with st.container(horizontal=True, key=f"explore-topics-{group_id}"):
                    for topic in topics:
                        _start_topic(choices, topic, counts.get(topic.id, 0))


@dataclass(frozen=True)
class _Topic:
    """A topic in words: by itself, with its group's name, and the question it answers."""

    id: str
    name: str
    in_group: str
    question: str


@kept(8)
def _groups() -> Sequence[tuple[str, str, Sequence[_Topic]]]:
    """The groups of topics: id, name, topics."""
    names = explore.topic_names()
    found: dict[str, tuple[str, str, list[_Topic]]] = {}
    for topic_id, row in reads.topics().iterrows():
        group = _group_name(row)
        _, _, own = found.setdefault(str(row["group_id"]), (str(row["group_id"]), group, []))
        name = names[str(topic_id)]
        own.append(_Topic(str(topic_id), name, f"{group}｜{name}", words.either(row, "question")))
    return list(found.values())


def _group_name(topic: pd.Series) -> str:
    return words.either(topic, "group") or words("agency.sections")


def _start_topic(choices: ExploreChoices, topic: _Topic, count: int) -> None:
    st.button(
        words("explore.topic_count", topic=topic.name, count=count),
        key=f"explore.start.{topic.id}",
        on_click=choices.choose_metrics,
        args=(explore.metrics_of(topic.id),),
        disabled=count == 0,
        help=topic.question or None,
    )


# Which metrics -------------------------------------------------------------------------------------


def metric_choosers(choices: ExploreChoices) -> None:
    """Search, topics and the chosen metrics."""
    metrics = choices.state.metrics
    with st.container(horizontal=True, vertical_alignment="bottom", key="explore-search"):
        _search(choices)
        _topics(choices)
    names = explore.metric_names(metrics)
    with st.container(horizontal=True, vertical_alignment="bottom", key="explore-chosen"):
        st.pills(
            words("explore.chosen"),
            list(metrics),
            selection_mode="multi",
            format_func=names.__getitem__,
            **choices.bound("metrics"),
        )
        st.button(
            words("explore.clear"), type="tertiary", on_click=choices.choose_metrics, args=([],), key="explore.clear"
        )


def _search(choices: ExploreChoices) -> None:
    """A list of all metrics that narrows while one types, in either language or by id."""
    chosen = choices.state.metrics
    full = len(chosen) >= MOST_METRICS
    options = [metric_id for metric_id in reads.metrics().index if metric_id not in chosen]
    labels = explore.search_labels()

    def add() -> None:
        if st.session_state[_ADD]:
            choices.choose_metrics([*chosen, st.session_state[_ADD]])
        st.session_state[_ADD] = None

    st.selectbox(
        words("explore.add"),
        options,
        index=None,
        key=_ADD,
        format_func=labels.__getitem__,
        placeholder=words("explore.full", most=MOST_METRICS) if full else words("explore.add_hint"),
        disabled=full,
        filter_mode="contains",
        on_change=add,
    )


def _topics(choices: ExploreChoices) -> None:
    topics = {topic.id: topic.in_group for _, _, own in _groups() for topic in own}
    with st.popover(words("explore.by_topic")):
        topic = st.selectbox(words("explore.topic"), list(topics), key=_TOPIC, format_func=topics.__getitem__)
        of_topic = explore.metrics_of(topic)
        key = f"explore.of.{topic}"
        st.session_state[key] = [metric_id for metric_id in of_topic if metric_id in choices.state.metrics]
        names = explore.metric_names(of_topic)
        st.pills(
            words("explore.topic_metrics"),
            of_topic,
            selection_mode="multi",
            key=key,
            format_func=names.__getitem__,
            on_change=lambda: _choose_of_topic(choices, of_topic, st.session_state[key]),
        )


def _choose_of_topic(choices: ExploreChoices, of_topic: Sequence[str], wanted: Sequence[str]) -> None:
    kept = [metric for metric in choices.state.metrics if metric not in of_topic or metric in wanted]
    choices.choose_metrics([*kept, *wanted])


# How they are shown --------------------------------------------------------------------------------


def view_choosers(choices: ExploreChoices) -> None:
    """Measure, base, parts, years and context."""
    metrics = choices.state.metrics
    with st.container(horizontal=True, key="options"):
        choices.buttons("view", words("explore.view"), lambda value: words(f"explore.view.{value}"), wrap=True)
        if choices.state.view == "index":
            found = explore.bases(metrics)
            choices.listed("base", words("explore.base"), lambda day: explore.base_words(day, found), width=240)
        if explore.part_names(metrics):
            choices.some_listed(
                "parts", words("explore.parts"), _part_words, placeholder=words("explore.parts_main"), width=300
            )
        for label, field in (("from", "first_year"), ("to", "last_year")):
            choices.listed(field, words(f"explore.{label}"), _year_choice, width=165)
    with st.container(horizontal=True, vertical_alignment="center", key="explore-tabs"):
        choices.buttons(
            "tab", words("explore.tab"), lambda tab: words(f"explore.tab.{tab}"), label_visibility="collapsed"
        )
        if choices.state.tab == CHART:
            st.toggle(words("bands.show"), **choices.bound("bands"))


def _part_words(part: str) -> str:
    return words("explore.whole") if part == explore.WHOLE else part_words(part)


def _year_choice(shown: str) -> str:
    return year_words(None if shown == ANY else int(shown))


def year_words(year: int | None) -> str:
    """A year in both calendars, or that any will do."""
    return words("explore.year_all") if year is None else words("explore.year", roc=year - ROC_OFFSET, year=year)
