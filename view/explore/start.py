"""The explore page before anything is chosen: search, and all topics with what they hold."""

from __future__ import annotations

import streamlit as st

from catalog.load import load
from catalog.models import Topic
from catalog.words import words
from findings import exploration as explore
from view.explore.choosers import choose_metrics, search
from warehouse import reads


def start() -> None:
    """Draws the search and the topics by group; a press chooses a topic's metrics."""
    counts = explore.value_counts()
    totals = {"reports": len(reads.reports()), "values": sum(counts.values()), "metrics": len(reads.metrics())}
    st.markdown(words("explore.stock", **totals))
    search((), full=False)
    catalog = load()
    with st.container(key="explore-groups"):
        for group in catalog.groups:
            own = [topic for topic in catalog.topics if topic.group == group.id]
            with st.container(key=f"explore-group-{group.id}"):
                st.header(words.name(group), anchor=False)
                with st.container(horizontal=True, key=f"explore-topics-{group.id}"):
                    for topic in own:
                        _topic(topic, counts.get(topic.id, 0))


def _topic(topic: Topic, count: int) -> None:
    st.button(
        words("explore.topic_count", topic=words.name(topic), count=count),
        key=f"explore.start.{topic.id}",
        on_click=choose_metrics,
        args=(explore.metrics_of(topic.id),),
        disabled=count == 0,
        help=words.either(topic, "question"),
    )
