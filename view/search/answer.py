"""What stands above the hits: the answer to a question, the sentences that print it, and where each leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import zip_longest
from pathlib import Path

import pandas as pd
import streamlit as st

from catalog.load import load
from catalog.words import words
from charts.palette import Look
from findings.asking.answers import Reply
from findings.asking.told import Answer, number_words_of
from findings.lanes import report_name
from findings.themes import small_lane
from findings.titles import Finding
from view.frame.chart import small_chart
from view.frame.explained import explained
from view.frame.links import explore_address, link, search_address
from view.source import period_sentence
from view.takeaway.copying import prepare

STYLE = Path(__file__).with_name("answer.css")


def show_answer(reply: Reply, look: Look) -> None:
    """Draws what there is to say to what was typed; nothing where there is nothing."""
    if not (reply.answer or reply.offers or reply.reasons or reply.numbers is not None):
        return
    st.html(STYLE)
    st.html(period_sentence.STYLE)
    prepare("answer")
    with st.container(key="answer"):
        if reply.answer:
            _answered(reply.answer, reply.periods, look)
        elif reply.numbers is not None:
            _numbers(reply.numbers)
        elif reply.reasons:
            if reply.lacks_figure:
                st.html(f'<p class="statement">{escape(words("answer.no_figure"))}</p>')
            st.html(explained(reply.reasons, level=2) + period_sentence.cited_sentence(reply.reasons[0]))
        if reply.offers:
            figures = tuple(told.sentence for told in reply.offered)
            st.html(_offered(words("answer.offers"), reply.offers, reply.periods, figures))


def show_accepted(found: Mapping[str, Finding]) -> None:
    """Draws what accepted series that a question names come to; nothing where it names none."""
    if not found:
        return
    st.html(STYLE)
    with st.container(key="answer-accepted"):
        st.header(words("answer.accepted"), anchor=False)
        for series_id, one in found.items():
            chart = link(explore_address(series_id, None), words("answer.all_figures"))
            st.html(f'<p class="course">{escape(one.sentence)} {chart}</p>')


def _answered(answer: Answer, periods: str, look: Look) -> None:
    st.header(words("answer.title"), anchor=False)
    for told in answer.told:
        st.html(period_sentence.told_html(told, why=answer.why))
    if answer.why and not any(told.causes for told in answer.told):
        st.html(f'<p class="statement">{escape(words("answer.no_cause"))}</p>')
    metric = load().metrics[answer.metric_id]
    course = words("answer.course", finding=answer.course)
    definition = words("answer.definition", definition=words.either(metric, "definition"))
    chart = link(explore_address(answer.metric_id, None), words("answer.all_figures"))
    st.html(f'<p class="course">{escape(course)} {chart}</p>')
    if len(small_lane(answer.metric_id).marks) > 1:
        small_chart(answer.metric_id, look, course)
    st.html(
        f'<p class="definition">{escape(definition)}</p>'
        + (_offered(words("answer.near"), answer.near, periods) if answer.near else "")
    )


def _numbers(numbers: pd.DataFrame) -> None:
    """Where the number typed is printed: what it counts, when, and each report that says so."""
    st.header(words("answer.numbers"), anchor=False)
    items = []
    told = numbers.assign(told=[number_words_of(row) for _, row in numbers.iterrows()])
    for sentence, same in told.groupby("told", sort=False):
        row = same.iloc[0]
        reports = words("list.joint").join(dict.fromkeys(report_name(one) for _, one in same.iterrows()))
        chart = link(explore_address(row["metric_id"], row["observation_id"]), words("answer.to_chart"))
        items.append(
            f'<li class="hit"><p class="hit-head"><strong>{escape(str(sentence))}</strong></p>'
            f'<p class="hit-from">{escape(reports)}</p><p class="hit-to">{chart}</p></li>'
        )
    st.html(f'<ol class="hits">{"".join(items)}</ol>')


def _offered(lead: str, metric_ids: Sequence[str], periods: str, figures: Sequence[str] = ()) -> str:
    """Metrics to ask about in the periods that were asked for, with what is said of each."""
    names = [words.name(load().metrics[metric_id]) for metric_id in metric_ids]
    items = [
        f"<li>{link(search_address(q=f'{periods} {name}'.strip()), name)}"
        f"{f'<span>{escape(figure)}</span>' if figure else ''}</li>"
        for name, figure in zip_longest(names, figures)
    ]
    return f'<p class="offered">{escape(lead)}</p><ul class="examples">{"".join(items)}</ul>'
