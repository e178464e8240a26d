"""A chart on the screen whose marks can be chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from charts.figure import config, sparkline_figure
from charts.palette import Look
from findings.kept import kept
from findings.themes import small_lane
from warehouse import reads

# What Streamlit asks of a chart whose marks can be chosen, once it is drawn.
_CHOOSING = {"dragmode": "pan", "hovermode": "closest", "clickmode": "event+select"}


def on_screen(figure: go.Figure) -> go.Figure:
    """The figure, such that the browser draws it once; nothing in it is changed any more (see :func:`sent_once`).

    Streamlit hands each figure to Plotly twice, the second time as a copy. Plotly draws a copy again
    where it has other ways of choosing, where it has a template (copies of which count as another),
    and where it has no revision of its data. A figure with other data is another chart for Streamlit,
    so one revision will do.
    """
    figure.layout.update(**_CHOOSING, datarevision=1)
    # Only what is left out stays out: Plotly for Python fills in its default template.
    figure.layout.template = None
    return sent_once(figure)


def sent_once(figure: go.Figure) -> go.Figure:
    """The figure, of which nothing is changed any more: what is sent of it is made once for all who see it.

    Plotly for Python would copy and encode all of it anew for each of them.
    """
    sent = figure.to_dict()
    figure.to_dict = lambda: sent
    return figure


def small_chart(metric_id: str, look: Look, alt: str) -> None:
    """Draws the small chart of a metric (see :func:`findings.themes.small_lane`), in which nothing can be chosen."""
    figure = _small(metric_id, look)
    st.plotly_chart(
        figure,
        theme=None,
        key=f"spark.{metric_id}",
        height=figure.layout.height,
        config={**config(), "staticPlot": True},
        alt=alt,
    )


@kept(256)
def _small(metric_id: str, look: Look) -> go.Figure:
    reports = reads.reports_with_metrics()
    first, last = reports["period_start"].min(), reports["period_end"].max()
    return sent_once(sparkline_figure(small_lane(metric_id), first, last, look))


def choosable_chart(figure: go.Figure, *, key: str, alt: str, choose: Callable[[str], None]) -> None:
    """Draws a chart of values.

    Args:
        figure: made by :func:`on_screen`; nothing in it is changed.
        key: the chart's own, among all charts of a reader.
        alt: what it shows, for those who cannot see it.
        choose: called with the observation_id of the mark a reader chooses.
    """

    def chosen() -> None:
        event: Any = st.session_state[key]
        points = event["selection"]["points"]
        if points:
            choose(points[0]["customdata"][0])

    with st.container(key="chart"):
        st.plotly_chart(
            figure,
            theme=None,
            key=key,
            # Kept free from the start, so that nothing below moves when the chart is drawn.
            height=figure.layout.height,
            on_select=chosen,
            selection_mode="points",
            config=config(),
            alt=alt,
        )
