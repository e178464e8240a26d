"""Where else a question leads: to the page of its topic, and to another agency that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

import streamlit as st

from catalog.load import load
from catalog.questions import in_traditional
from catalog.words import words
from findings.asking.answers import Reply
from view.frame.agency import agency_name
from view.frame.links import link, search_address, topic_address
from warehouse import reads

# What stands before an agency's own name: people ask for 環境保護局, not for 高雄市政府環境保護局.
_GOVERNMENT = re.compile(r"^.*政府")
_SHORTEST = 3


def show_ways(typed: str, said: Reply) -> None:
    """Draws the links; nothing where a question names no topic page and no other agency.

    Args:
        typed: the question.
        said: what there is to say to it.
    """
    items = [*_topics(typed, said), *_agencies(typed)]
    if items:
        st.html(f'<p class="hit-to">{" ".join(dict.fromkeys(items))}</p>')


def _topics(typed: str, said: Reply) -> Iterator[str]:
    """The pages that draw what is answered, and those that are called by their name."""
    if not reads.is_described():
        return
    asked = _bare(typed)
    for screen in load().screens:
        drawn = next((p for p in screen.panels if said.answer and said.answer.metric_id in p.metrics), None)
        if drawn or any(_bare(name) in asked for name in (screen.name_zh, screen.name_en)):
            address = topic_address(screen.id, drawn.id if drawn else None)
            yield link(address, words("search.way.topic", topic=words.name(screen)))


def _agencies(typed: str) -> Iterator[str]:
    """The same question put to the reports of another agency that it names."""
    asked = _bare(typed)
    for agency_id, row in reads.agencies().iterrows():
        names = [
            _bare(_GOVERNMENT.sub("", str(name))) for name in (row["name_zh"], row["name_en"]) if isinstance(name, str)
        ]
        if agency_id != reads.current_agency() and any(len(own) >= _SHORTEST and own in asked for own in names):
            about = words("search.way.agency", agency=agency_name(row))
            yield link(search_address(q=typed, agency=str(agency_id)), about)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", in_traditional(text)).casefold()
