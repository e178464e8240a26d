"""A topic page: choose a panel, see its finding and chart, open a number's source, take the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from catalog.load import load
from catalog.models import Panel
from catalog.words import words
from charts.axes import unnamed_words
from charts.figure import lanes_figure, timeline_figure
from charts.palette import Look
from export.sheets.csv_table import csv_bytes
from findings import extracts
from findings.breaks import Stretch
from findings.extracts import Extract
from findings.kept import kept
from findings.lanes import Gap, View, all_gaps, all_stretches, short_report_name
from findings.panels import Drawn, has_flows, parts_of
from findings.records import Record, shown_average
from findings.titles import row_period
from findings.values import is_told, part_words, value_words
from view.frame.address import Choices, one, switch
from view.frame.chart import choosable_chart, on_screen
from view.frame.explained import explained
from view.frame.notes import bands_part, notes_part, sources_part
from view.frame.page import Page
from view.frame.request import carried
from view.frame.tables import choosable_table, number_width, paper_table, text_width
from view.source.card import source_card
from view.source.gap import gap_card, gap_words
from view.takeaway.panel import takeaway
from warehouse import reads

VIEWS = ("per_month", "printed")
_EVERY = "all"


@dataclass(frozen=True)
class State:
    """What is chosen on a topic page; ``part`` and ``source`` are empty for none."""

    panel: str
    view: View = "per_month"
    part: str = ""
    bands: bool = True
    source: str = ""


def topic_page(page: Page) -> None:
    """Draws the page of one screen of the catalog."""
    screen = page.screen
    st.caption(words.either(screen, "question"))
    title = st.container(key="finding")
    panels = {panel.id: panel for panel in screen.panels}

    def extract_of(state: State) -> Extract:
        return extracts.chosen(page.id, state.panel, state.view, state.part)

    choices = Choices[State](
        page.id,
        (
            one("panel", panels),
            one("view", VIEWS, when=lambda state: has_flows(panels[state.panel])),
            one(
                "part",
                lambda state: ("", *parts_of(panels[state.panel])),
                spell=lambda part: part or _EVERY,
                when=lambda state: bool(parts_of(panels[state.panel])),
            ),
            switch("bands"),
            one("source", lambda state: _offered(page.id, state.panel, state.view, state.part)),
        ),
        State(screen.panels[0].id),
        # A number of another panel is told apart from one that is unknown, where its source would stand.
        own=("source",),
    )
    panel = panels[choices.state.panel]
    _choosers(choices, panels)
    extract = extract_of(choices.state)
    title.title(extract.drawn.title, anchor=False)
    _chart(page, panel, extract, choices)
    takeaway(extract, page)
    _source(page, extract.drawn, choices)
    _table(page, panel, extract.drawn, choices)


def _choosers(choices: Choices[State], panels: Mapping[str, Panel]) -> None:
    with st.container(key="choosers"):
        choices.buttons("panel", words("panel.choose"), lambda panel: words.name(panels[panel]))
        panel = panels[choices.state.panel]
        with st.container(horizontal=True, vertical_alignment="bottom", key="options"):
            if has_flows(panel):
                choices.buttons("view", words("view.choose"), lambda view: words(f"view.{view}"))
            if parts_of(panel):
                choices.buttons(
                    "part", words("table.part"), lambda part: part_words(part) if part else words("part.all")
                )
            st.toggle(words("bands.show"), **choices.bound("bands"))


def _chart(page: Page, panel: Panel, extract: Extract, choices: Choices[State]) -> None:
    state, drawn = choices.state, extract.drawn
    choosable_chart(
        _figure(page.id, panel.id, state.view, state.part, state.bands, page.look),
        key=f"chart.{page.id}.{panel.id}",
        alt=words("chart.alt", title=drawn.title, count=len(drawn.rows)),
        choose=lambda chosen: choices.choose(source=chosen),
    )
    if state.bands:
        bands_part(_bands(page.id, panel.id, state.view, state.part))
    st.caption(words("chart.note.room"))
    notes_part(drawn.notes)
    sources_part(extract.sources)
    if drawn.explanations:
        st.html(explained(drawn.explanations, level=2))


@kept(128)
def _bands(screen_id: str, panel_id: str, view: View, part: str) -> str:
    """The bands above the chart of a panel that are too narrow for their names there."""
    drawn = extracts.chosen(screen_id, panel_id, view, part).drawn
    return unnamed_words(drawn.lanes, reads.bands(), [mark for _, mark, _ in drawn.timeline])


@kept(128)
def _figure(screen_id: str, panel_id: str, view: View, part: str, with_bands: bool, look: Look) -> go.Figure:
    """The chart of a panel."""
    drawn = extracts.chosen(screen_id, panel_id, view, part).drawn
    bands = reads.bands() if with_bands else reads.bands().iloc[:0]
    if drawn.timeline:
        return on_screen(timeline_figure(drawn.timeline, bands, look))
    return on_screen(lanes_figure(drawn.lanes, bands, look))


# The source of a number, or why there is none: one choice, made by a mark, a gap, a row or the list, and kept in the
# address. -------------------------------------------------------------------------------------------


def _source(page: Page, drawn: Drawn, choices: Choices[State]) -> None:
    state = choices.state
    told = _offered(page.id, state.panel, state.view, state.part)
    gaps = _gaps(page.id, state.panel, state.view, state.part)
    # A number of another panel is not lost; the choice just ends with the panel.
    if any(fault.parameter == "source" and _is_nowhere(fault.value) for fault in choices.faults):
        source_card(None)

    choices.listed("source", words("source.choose"), told.__getitem__, help=words("source.hint"))
    chosen = state.source

    def close() -> None:
        choices.choose(source="")

    if chosen in gaps:
        gap_card(gaps[chosen], close)
    elif chosen:
        rows = drawn.rows
        source_card(rows[rows["observation_id"] == chosen].iloc[0], close)


@kept(128)
def _gaps(screen_id: str, panel_id: str, view: View, part: str) -> Mapping[str, Gap | Stretch]:
    """What a chart does not tell and says why, by its id."""
    lanes = extracts.chosen(screen_id, panel_id, view, part).drawn.lanes
    return {**all_gaps(lanes), **all_stretches(lanes)}


@kept(128)
def _offered(screen_id: str, panel_id: str, view: View, part: str) -> Mapping[str, str]:
    """What can be chosen of a panel, in words: nothing, the observations, and the gaps between them."""
    drawn = extracts.chosen(screen_id, panel_id, view, part).drawn
    return {
        "": words("source.none"),
        **{row["observation_id"]: _option_words(row) for _, row in drawn.rows.iterrows()},
        **{id_: gap_words(gap) for id_, gap in _gaps(screen_id, panel_id, view, part).items()},
    }


def _is_nowhere(source: str) -> bool:
    """Whether an address names a value or a gap that is not there (any more), in no panel."""
    report_id, gap, metric_id = source.partition("~")
    if gap:
        return metric_id not in load().metrics or report_id not in set(reads.reports()["report_id"])
    return reads.evidence(source).empty


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
    "qualifier",
    "per_month",
    "numerator",
    "denominator",
)
_SHOWN_LAST = ("computed", "check", "status", "report", "missing")


def _table(page: Page, panel: Panel, drawn: Drawn, choices: Choices[State]) -> None:
    st.header(words("table.title"), anchor=False)
    if not drawn.records:
        st.info(words("chart.empty"))
        return
    state = choices.state
    frame, columns, on_paper = _told(page.id, panel.id, state.view, state.part)
    with st.container(key="table"):
        choosable_table(
            frame,
            drawn.records,
            key=f"table.{page.id}.{panel.id}",
            alt=words("table.alt", title=drawn.title),
            columns=columns,
            choose=lambda chosen: choices.choose(source=chosen),
        )
        st.html(on_paper)
    st.download_button(
        words("table.download"),
        data=carried(lambda: csv_bytes(drawn.records)),
        file_name=words("table.file", panel=words.name(panel), build=reads.build()["build_id"]),
        mime="text/csv",
        on_click="ignore",
        key=f"csv.{page.id}.{panel.id}",
    )


@kept(128)
def _told(screen_id: str, panel_id: str, view: View, part: str) -> tuple[pd.DataFrame, Mapping[str, Any], str]:
    """The table of a panel, how its columns are shown, and the same on paper."""
    frame = shown_table(extracts.chosen(screen_id, panel_id, view, part).drawn.records)
    return frame, _formats(frame), paper_table(frame, words("table.title"))


def shown_table(records: Sequence[Record]) -> pd.DataFrame:
    """The columns a reader needs to see, named in the reader's language; empty ones left out."""
    frame = pd.DataFrame(records)
    wanted = [c for c in (*_SHOWN, *_SHOWN_LAST) if c in frame and frame[c].map(is_told).any()]
    shown = frame[wanted].copy()
    if "per_month" in shown:
        # No digit that was not printed: averages as the chart tells them.
        shown["per_month"] = [shown_average(record) for record in records]
    if "numerator" in shown:
        # A share is computed: told as the title and the chart tell it.
        shown["value"] = shown["value"].round(1)
    if "report" in shown:
        # Told by its session: the beginnings of titles, which are all a narrow column shows, are alike.
        names = {row["report_id"]: short_report_name(row) for _, row in reads.reports().iterrows()}
        shown["report"] = [names.get(record.get("report_id"), record.get("report")) for record in records]
    for column in shown:
        if not pd.api.types.is_numeric_dtype(shown[column]):
            shown[column] = shown[column].map(lambda value: str(value) if is_told(value) else "")
    return shown.rename(columns={column: words(f"table.{column}") for column in wanted})


def _formats(frame: pd.DataFrame) -> dict[str, Any]:
    """How each column is shown: those of numbers, and of texts that not every row has, as wide as their longest."""
    computed, average, value = (words(f"table.{name}") for name in ("computed", "per_month", "value"))
    decimals = {}
    if computed in frame and (frame[computed].dropna() % 1 != 0).any():
        decimals[computed] = 2
    if words("table.numerator") in frame:
        decimals[value] = 1
    # As in the chart, 7.0 beside 83.1; what is rounded, or so large that it is told without decimals, gets none.
    if average in frame and (frame[average].dropna().abs() < 100).all() and words("table.qualifier") not in frame:
        decimals[average] = 1
    return {
        name: st.column_config.NumberColumn(
            format=f"%,.{decimals[name]}f" if name in decimals else "localized",
            width=number_width(frame[name], name, decimals.get(name)),
        )
        if pd.api.types.is_numeric_dtype(frame[name])
        else st.column_config.TextColumn(width=text_width(frame[name], name, whole=name == words("table.report")))
        for name in map(str, frame.columns)
    }
