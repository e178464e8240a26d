"""What other agencies print of the metrics chosen, side by side under their own names."""

from __future__ import annotations

from html import escape

import streamlit as st

from catalog.words import words
from charts.figure import config, lanes_figure
from findings.elsewhere import elsewhere
from view.explore.choices import State
from view.frame.chart import on_screen
from view.frame.links import explore_address, link
from view.frame.page import Page
from warehouse import reads

# More than these are not seen together.
_MOST = 8


def elsewhere_part(state: State, page: Page) -> None:
    """Draws the chart of other agencies' values and the ways to them; nothing where none prints any."""
    found = elsewhere(state.metrics)[:_MOST]
    if not found:
        return
    with st.container(key="explore-elsewhere"):
        st.header(words("agency.elsewhere"), anchor=False)
        st.caption(words("agency.elsewhere_note"))
        lanes = [lane for one in found for lane in one.lanes]
        figure = on_screen(lanes_figure(lanes, reads.bands().iloc[:0], page.look))
        title = words("agency.elsewhere")
        st.plotly_chart(
            figure, theme=None, key="explore.elsewhere", height=figure.layout.height, config=config(),
            alt=words("chart.alt", title=title, count=sum(len(lane.marks) for lane in lanes)),
        )  # fmt: skip
        items = []
        for one in found:
            with reads.of_agency(str(one.agency["agency_id"])):
                told = words("agency.of", agency=words.name(one.agency), name=one.name)
                items.append(f"<li>{link(explore_address(one.metric_id, None), told)}</li>")
        st.html(f'<ul aria-label="{escape(title)}">{"".join(items)}</ul>')
