"""The explore page: any metrics, as chart or table, each number leading to its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from catalog.words import words
from charts.axes import unnamed_words
from charts.figure import lanes_figure
from charts.palette import Look
from findings.breaks import Stretch
from findings.explanations import explanations
from findings.exploration import MOST_LANES, Choice, Explored, explore, silences, stretches
from findings.extracts import used_reports
from findings.kept import kept
from findings.lanes import Gap, all_gaps, all_stretches
from findings.values import listed
from view.explore.about import about
from view.explore.choices import CHART, ExploreChoices, State
from view.explore.choosers import metric_choosers, start, view_choosers, year_words
from view.explore.elsewhere import elsewhere_part
from view.explore.table import downloads, printed_records, table
from view.frame.chart import choosable_chart, on_screen
from view.frame.explained import explained
from view.frame.notes import bands_part, notes_part, sources_part
from view.frame.page import Page
from view.frame.request import carried
from view.source.card import figure_words, source_card
from view.source.gap import gap_card, gap_words
from view.takeaway.panel import metric_takeaway
from warehouse import reads

_STYLE = Path(__file__).with_name("explore.css")
# More other findings than this do not stand above the chart, but one press away.
_MOST_BESIDE = 3


def explore_page(page: Page) -> None:
    """Draws the page of any metrics, or its beginning where none is chosen."""
    st.html(_STYLE)
    choices = ExploreChoices()
    state = choices.state
    st.caption(words("explore.question"))
    title = st.container(key="finding")
    with st.container(key="choosers"):
        if not state.metrics:
            title.title(words("explore.title"), anchor=False)
            start(choices)
            return
        metric_choosers(choices)
        view_choosers(choices)
    seen = explore(state.choice)
    _findings(title, seen, state)
    if state.tab == CHART:
        _chart(page, seen, choices)
    else:
        table(seen, choices)
    downloads(seen, state)
    metric_takeaway(state.metrics, state.view, page)
    about(seen, choices)
    _source(seen, choices)
    elsewhere_part(state, page)


def _findings(title: Any, seen: Explored, state: State) -> None:
    first, *others = seen.findings
    title.title(first, anchor=False)
    if others:
        place = title if len(others) <= _MOST_BESIDE else title.expander(words("explore.also"))
        place.html(f"<ul>{''.join(f'<li>{escape(sentence)}</li>' for sentence in others)}</ul>")
    if state.first_year or state.last_year:
        title.caption(words("explore.window", window=_window(state)))


def _window(state: State) -> str:
    first, last = year_words(state.first_year), year_words(state.last_year)
    if state.first_year and state.last_year:
        return words("explore.window_between", first=first, last=last)
    return words("explore.window_from", first=first) if state.first_year else words("explore.window_to", last=last)


# The chart -----------------------------------------------------------------------------------------


def _chart(page: Page, seen: Explored, choices: ExploreChoices) -> None:
    if seen.shown.empty:
        st.info(words("explore.nothing"), icon=":material/filter_alt_off:")
        return
    choosable_chart(
        _figure(choices.state.choice, choices.state.bands, page.look),
        key="explore.chart",
        alt=words("chart.alt", title=listed(seen.findings), count=len(seen.shown)),
        choose=choices.choose_source,
    )
    if seen.left_out:
        st.info(words("explore.left_out", most=MOST_LANES, count=seen.left_out))
    if choices.state.bands:
        bands_part(_bands(choices.state.choice))
    st.caption(words("chart.note.room"))
    notes_part(seen.notes)
    st.html(_on_paper(choices.state.choice))
    sources_part(_reports(choices.state.choice))
    if said := explanations(choices.state.metrics):
        st.html(explained(said, level=2))


@kept(128)
def _figure(choice: Choice, with_bands: bool, look: Look) -> go.Figure:
    bands = reads.bands() if with_bands else reads.bands().iloc[:0]
    return on_screen(lanes_figure(explore(choice).lanes, bands, look=look))


@kept(128)
def _bands(choice: Choice) -> str:
    return unnamed_words(explore(choice).lanes, reads.bands())


@kept(64)
def _on_paper(choice: Choice) -> str:
    return printed_records(explore(choice).records)


@kept(128)
def _reports(choice: Choice) -> Sequence[str]:
    return used_reports(explore(choice).shown["report_id"])


# The source of a number ----------------------------------------------------------------------------


def _source(seen: Explored, choices: ExploreChoices) -> None:
    metrics = choices.state.metrics
    # Other years or parts may hide a stretch, or join it with another, while its card is open.
    gaps: dict[str, Gap | Stretch] = {**silences(metrics), **stretches(metrics), **all_stretches(seen.lanes)}
    offered = _offered(choices.state.choice)
    chosen = choices.state.source
    # A number that another choice hides stays chosen while its card is open.
    options = [*offered, *([] if chosen in offered else [chosen])]

    def told(value: str) -> str:
        if value in offered:
            return offered[value]
        return gap_words(gaps[value]) if value in gaps else figure_words(_row(seen, value))

    st.selectbox(
        words("source.choose"),
        options,
        format_func=carried(told),
        help=words("source.hint"),
        **choices.bound("source"),
    )

    def close() -> None:
        choices.choose(source="")

    if chosen in gaps:
        gap_card(gaps[chosen], close)
    elif chosen:
        source_card(_row(seen, chosen), close)


def _row(seen: Explored, observation_id: str) -> pd.Series:
    return seen.rows[seen.rows["observation_id"] == observation_id].iloc[-1]


@kept(128)
def _offered(choice: Choice) -> Mapping[str, str]:
    """What can be chosen, in words: nothing, the values shown, and the gaps between them."""
    seen, gaps = explore(choice), silences(choice.metrics)
    rows: dict[str, pd.Series] = {row["observation_id"]: row for _, row in seen.rows.iterrows()}
    return {
        "": words("source.none"),
        **{id_: figure_words(rows[id_]) for id_ in seen.shown["observation_id"]},
        **{id_: gap_words(gaps[id_]) for id_ in all_gaps(seen.lanes)},
        **{id_: gap_words(stretch) for id_, stretch in all_stretches(seen.lanes).items()},
    }
