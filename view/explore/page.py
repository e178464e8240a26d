"""The explore page: any metrics, as chart or table, each number leading to its sentence."""

from __future__ import annotations

import functools
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from catalog.words import words
from charts.figure import lanes_figure
from charts.palette import Look
from findings.breaks import Stretch
from findings.editions import kept_for
from findings.explanations import explanations
from findings.exploration import MOST_LANES, Choice, Explored, explore, silences
from findings.extracts import used_reports
from findings.lanes import Gap, all_gaps, all_stretches
from findings.values import listed
from view.explore.about import about
from view.explore.choices import CHART, ExploreChoices, State
from view.explore.choosers import metric_choosers, start, view_choosers, year_words
from view.explore.elsewhere import elsewhere_part
from view.explore.table import downloads, print_table, table
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
    seen = _explored(kept_for(), state.choice)
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
        _figure(kept_for(), choices.state.choice, choices.state.bands, page.look),
        key="explore.chart",
        name=words("page.explore"),
        alt=words("chart.alt", title=listed(seen.findings), count=len(seen.shown)),
        choose=choices.choose_source,
    )
    if seen.left_out:
        st.info(words("explore.left_out", most=MOST_LANES, count=seen.left_out))
    if choices.state.bands:
        bands_part(seen.lanes, reads.bands())
    notes_part(seen.notes)
    print_table(seen.records)
    sources_part(used_reports(seen.shown["report_id"]))
    if said := explanations(choices.state.metrics):
        st.html(explained(said, level=2))


# Made once for each warehouse and edition. Nobody may change them. ----------------------------------


@functools.lru_cache(maxsize=128)
def _explored(_: object, choice: Choice) -> Explored:
    return explore(choice)


@functools.lru_cache(maxsize=128)
def _figure(kept: object, choice: Choice, with_bands: bool, look: Look) -> go.Figure:
    bands = reads.bands() if with_bands else reads.bands().iloc[:0]
    return on_screen(lanes_figure(_explored(kept, choice).lanes, bands, look=look))


# The source of a number ----------------------------------------------------------------------------


def _source(seen: Explored, choices: ExploreChoices) -> None:
    gaps: dict[str, Gap | Stretch] = {**silences(choices.state.metrics), **all_stretches(seen.lanes)}
    rows: dict[str, pd.Series] = {row["observation_id"]: row for _, row in seen.rows.iterrows()}
    options = ["", *seen.shown["observation_id"], *all_gaps(seen.lanes), *all_stretches(seen.lanes)]
    chosen = choices.state.source
    # A number that another choice hides stays chosen while its card is open.
    options += [] if chosen in options else [chosen]

    def told(value: str) -> str:
        if value in gaps:
            return gap_words(gaps[value])
        return figure_words(rows[value]) if value else words("source.none")

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
        source_card(rows[chosen], close)
