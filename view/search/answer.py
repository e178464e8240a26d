"""What stands above the hits: the answer to a question, the sentences that print it, and where each leads."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from catalog.load import load
from catalog.words import words
from findings.asking.answers import Answer, Reply, Told, number_words_of
from findings.asking.explanations import Explanation
from findings.citation import observation_citation
from findings.lanes import report_name
from findings.records import place_words
from view.frame.links import explore_address, link, passage_address, search_address
from view.frame.passage import CHINESE
from view.frame.query import extracts, marked
from view.takeaway.copying import copyable, prepare, site
from view.takeaway.files import today
from warehouse import reads

STYLE = Path(__file__).with_name("answer.css")
# Sentences shown of one period; the chart has the others.
_MOST_QUOTED = 2
# Of longer sentences the words around the number are shown.
_LONGEST = 300


def show_answer(reply: Reply) -> None:
    """Draws what there is to say to what was typed; nothing where there is nothing."""
    if not (reply.answer or reply.offers or reply.numbers is not None):
        return
    st.html(STYLE)
    prepare("answer")
    with st.container(key="answer"):
        if reply.answer:
            _answered(reply.answer, reply.periods)
        elif reply.numbers is not None:
            _numbers(reply.numbers)
        else:
            st.html(_offered(words("answer.offers"), reply.offers, reply.periods))


def _answered(answer: Answer, periods: str) -> None:
    st.header(words("answer.title"), anchor=False)
    for told in answer.told:
        st.html(_told(answer, told))
    metric = load().metrics[answer.metric_id]
    course = words("answer.course", finding=answer.course)
    definition = words("answer.definition", definition=words.either(metric, "definition"))
    chart = link(explore_address(answer.metric_id, None), words("answer.all_figures"))
    st.html(
        f'<p class="course">{escape(course)} {chart}</p><p class="definition">{escape(definition)}</p>'
        + (_offered(words("answer.near"), answer.near, periods) if answer.near else "")
    )


def _told(answer: Answer, told: Told) -> str:
    """The sentence of one period, with what grounds it: why first where that was asked."""
    blocks = [_quoted(told.rows), _caused(told.causes, why=answer.why)]
    if answer.why:
        blocks.reverse()
    return f'<p class="statement">{escape(told.sentence)}</p>{"".join(blocks)}'


def _quoted(rows: pd.DataFrame) -> str:
    if rows.empty:
        return ""
    newest = rows.sort_values("period_end", ascending=False).drop_duplicates(["report_id", "quote"])
    items = [_quotation(row) for _, row in newest.iloc[:_MOST_QUOTED].iterrows()]
    citation = observation_citation(
        newest.iloc[0], today(), str(reads.build()["build_id"]), short=False, site=site()
    )  # fmt: skip
    return f'<h3>{escape(words("answer.quotes"))}</h3><ol class="hits">{"".join(items)}</ol>' + copyable(
        words("answer.cite"), citation
    )


def _quotation(row: pd.Series) -> str:
    """The sentence that prints a value, the number marked, its report and place, and its chart."""
    text, quote, start, end = str(row["passage"]), str(row["quote"]), int(row["char_start"]), int(row["char_end"])
    first = text.rfind(quote, 0, start + len(quote))
    span = (start, end)
    whole = len(quote) <= _LONGEST and 0 <= first <= start and end <= first + len(quote) and quote != row["raw"]
    chart = link(explore_address(row["metric_id"], row["observation_id"]), words("answer.to_chart"))
    place = link(passage_address(row["report_id"], int(row["passage_no"])), words("answer.to_place"))
    shown = marked(text, [span], first, first + len(quote)) if whole else extracts(text, [span], [span])
    return _hit(shown, report_name(row), place_words(row), f"{chart} {place}")


def _caused(causes: Sequence[Explanation], *, why: bool) -> str:
    if not causes:
        return f'<p class="causes-none">{escape(words("answer.causes_none"))}</p>' if why else ""
    items = [
        _hit(
            escape(cause.quote),
            cause.report,
            cause.place,
            link(passage_address(cause.report_id, cause.passage_no), words("answer.to_place")),
        )
        for cause in causes
    ]
    return f'<h3>{escape(words("answer.causes"))}</h3><ol class="hits">{"".join(items)}</ol>'


def _hit(quote: str, report: str, place: str, links: str) -> str:
    came = words("card.joint").join(part for part in (report, place) if part)
    return (
        f'<li class="hit"><blockquote {CHINESE}>{quote}</blockquote>'
        f'<p class="hit-from">{escape(came)}</p><p class="hit-to">{links}</p></li>'
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


def _offered(lead: str, metric_ids: Sequence[str], periods: str) -> str:
    """Metrics to ask about in the periods that were asked for."""
    names = [words.name(load().metrics[metric_id]) for metric_id in metric_ids]
    items = [f"<li>{link(search_address(q=f'{periods} {name}'.strip()), name)}</li>" for name in names]
    return f'<p class="offered">{escape(lead)}</p><ul class="examples">{"".join(items)}</ul>'
