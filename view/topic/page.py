"""A topic page: choose a panel, see its finding and chart, open a number's source, take the table."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, cast

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from catalog.models import Panel
from catalog.words import words
from charts.figure import lanes_figure, timeline_figure
from charts.palette import Look
from export.sheets.csv_table import csv_bytes
from findings.editions import kept_for
from findings.lanes import View
from findings.panels import Drawn, has_flows, parts_of, report_titles
from findings.records import Record
from findings.titles import row_period
from findings.values import is_told, listed, part_words, value_words
from view.frame import address
from view.frame.chart import choosable_chart, on_screen
from view.frame.page import Page
from view.frame.paper import paper_table
from view.request import carried
from view.source.card import source_card
from view.takeaway.panel import panel_extract, takeaway
from warehouse import reads

VIEWS = ("per_month", "printed")
SOURCE = "source"


def topic_page(page: Page) -> None:
    """Draws the page of one screen of the catalog."""
    screen = page.screen
    st.caption(words.either(screen, "question"))
    title = st.container(key="finding")
    panels = {panel.id: panel for panel in screen.panels}
    with st.container(key="choosers"):
        panel_id = address.choose(
            "panel",
            words("panel.choose"),
            list(panels),
            screen.panels[0].id,
            lambda value: words.name(panels[value]),
            page.id,
        )
        panel = panels[panel_id]
        view, part, with_bands = _choices(page, panel)
    extract = panel_extract(page.id, panel_id, view, part)
    drawn = extract.drawn
    title.title(drawn.title, anchor=False)
    _chart(page, panel, drawn, view, part, with_bands=with_bands)
    takeaway(extract, page)
    _source(page, panel, drawn)
    _table(page, panel, drawn)


def _choices(page: Page, panel: Panel) -> tuple[View, str, bool]:
    scope = f"{page.id}.{panel.id}"
    view = VIEWS[0]
    part = ""
    with st.container(horizontal=True, vertical_alignment="bottom", key="options"):
        if has_flows(panel):
            view = address.choose(
                "view", words("view.choose"), VIEWS, VIEWS[0], lambda value: words(f"view.{value}"), scope
            )
        else:
            address.write("view", None)
        parts = parts_of(panel)
        if parts:
            every = "all"
            chosen = address.choose(
                "part",
                words("table.part"),
                [every, *parts],
                every,
                lambda value: words("part.all") if value == every else part_words(value),
                scope,
            )
            part = "" if chosen == every else chosen
        else:
            address.write("part", None)
        with_bands = address.switch("bands", words("bands.show"), True, page.id)
    return cast(View, view), part, with_bands


def _chart(page: Page, panel: Panel, drawn: Drawn, view: View, part: str, *, with_bands: bool) -> None:
    choosable_chart(
        _figure(kept_for(), page.id, panel.id, view, part, with_bands, page.look),
        key=f"chart.{page.id}.{panel.id}",
        name=words.name(panel),
        alt=words("chart.alt", title=drawn.title, count=len(drawn.rows)),
        choose=lambda chosen: address.set_picked(_source_key(page, panel), chosen),
    )
    st.caption("　".join(drawn.notes) if words.language == "zh-TW" else " ".join(drawn.notes))
    st.caption(words("chart.source", reports=_sources(drawn.rows)))


@functools.lru_cache(maxsize=128)
def _figure(_: object, screen_id: str, panel_id: str, view: View, part: str, with_bands: bool, look: Look) -> go.Figure:
    """The chart of a panel, made once for each warehouse and edition. Nobody may change it."""
    drawn = panel_extract(screen_id, panel_id, view, part).drawn
    bands = reads.bands() if with_bands else reads.bands().iloc[:0]
    if drawn.timeline:
        return on_screen(timeline_figure(drawn.timeline, bands, look))
    return on_screen(lanes_figure(drawn.lanes, bands, look))


def _sources(rows: pd.DataFrame) -> str:
    used = set(rows["report_id"])
    return listed((title for report_id, title in report_titles().items() if report_id in used)) or "—"


# The source of a number: one choice, made by a mark, a row or the list, and kept in the address. ------


def _source_key(page: Page, panel: Panel) -> str:
    return f"{page.id}.{panel.id}.{SOURCE}"


def _chosen_row(table_key: str, source_key: str, ids: Sequence[Any]) -> None:
    event: Any = st.session_state[table_key]
    rows = event["selection"]["rows"]
    if rows and ids[rows[0]]:
        address.set_picked(source_key, str(ids[rows[0]]))


def _source(page: Page, panel: Panel, drawn: Drawn) -> None:
    rows = {row["observation_id"]: row for _, row in drawn.rows.iterrows()}
    wanted = st.query_params.get(SOURCE)
    options = list(rows)
    # A number of another panel is not lost; the choice just ends with the panel.
    if wanted and wanted not in options and reads.evidence(wanted).empty:
        source_card(None)
    chosen = address.pick(
        SOURCE,
        words("source.choose"),
        options,
        lambda value: _option_words(rows[value]) if value else words("source.none"),
        _source_key(page, panel),
        words("source.hint"),
    )
    if chosen:
        source_card(rows[chosen])


def _option_words(row: pd.Series) -> str:
    name = words.name(row)
    named = words("source.of_part", metric=name, part=part_words(row["part"])) if is_told(row["part"]) else name
    value = value_words(row["value"], row["unit"], row["qualifier"])
    return words("source.option", metric=named, period=row_period(row), value=value)


# The table -----------------------------------------------------------------------------------------

_SHOWN = (
    "metric",
    "part",
    "period",
    "value",
    "unit",
    "missing",
    "qualifier",
    "per_month",
    "numerator",
    "denominator",
)
_SHOWN_LAST = ("computed", "check", "status", "report")


def _table(page: Page, panel: Panel, drawn: Drawn) -> None:
    st.header(words("table.title"), anchor=False)
    if not drawn.records:
        st.info(words("chart.empty"))
        return
    frame = shown_table(drawn.records)
    key = f"table.{page.id}.{panel.id}"
    ids = [record.get("observation_id") for record in drawn.records]
    with st.container(key="table"):
        st.dataframe(
            frame,
            hide_index=True,
            key=key,
            on_select=lambda: _chosen_row(key, _source_key(page, panel), ids),
            selection_mode="single-row",
            alt=words("table.alt", title=drawn.title),
            column_config=_formats(frame),
            placeholder="—",
        )
        paper_table(frame, words("table.title"))
    st.download_button(
        words("table.download"),
        data=carried(lambda: csv_bytes(drawn.records)),
        file_name=words("table.file", panel=words.name(panel), build=reads.build()["build_id"]),
        mime="text/csv",
        on_click="ignore",
        key=f"csv.{page.id}.{panel.id}",
    )


def shown_table(records: Sequence[Record]) -> pd.DataFrame:
    """The columns a reader needs to see, named in the reader's language; empty ones left out."""
    frame = pd.DataFrame(records)
    wanted = [c for c in (*_SHOWN, *_SHOWN_LAST) if c in frame and frame[c].map(is_told).any()]
    shown = frame[wanted].copy()
    for column in shown:
        if not pd.api.types.is_numeric_dtype(shown[column]):
            shown[column] = shown[column].map(lambda value: str(value) if is_told(value) else "")
    return shown.rename(columns={column: words(f"table.{column}") for column in wanted})


def _formats(frame: pd.DataFrame) -> dict[str, Any]:
    computed = words("table.computed")
    rates = {words("table.per_month"): "%,.1f"}
    if computed in frame and (frame[computed].dropna() % 1 != 0).any():
        rates[computed] = "%,.2f"
    formats: dict[str, Any] = {
        name: st.column_config.NumberColumn(format=rates.get(name, "localized"))
        for name in frame.columns
        if pd.api.types.is_numeric_dtype(frame[name])
    }
    return formats
