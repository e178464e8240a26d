"""An agency nobody has described: the measures that recur in its reports, section by section, each value grounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from catalog.words import words
from charts.figure import lanes_figure
from charts.palette import Look
from findings.exploration import Choice, explore, topic_names
from findings.kept import kept
from findings.lanes import report_name
from findings.period_words import period_words
from findings.recurring import most_telling, series_finding
from findings.titles import row_period
from findings.values import value_words
from view.frame.address import Choices, Parameter, one
from view.frame.agency import agency_name
from view.frame.chart import choosable_chart, on_screen
from view.frame.hits import STYLE
from view.frame.links import link, passage_address, section_address, series_address
from view.frame.notes import notes_part
from view.frame.page import Page
from view.frame.passage import CHINESE
from view.frame.reports import report_names
from view.frame.tables import wide_table
from view.source.card import source_card
from view.takeaway.panel import metric_takeaway
from warehouse import reads, recurring

_STYLE = Path(__file__).with_name("agency.css")
# The first screen of an agency shows its most telling measures only; a section shows all of its own.
_MOST, _MOST_OF_SECTION = 8, 24
# Of each measure and of the reports the newest are listed; the pages they lead to have all.
_NEWEST = 12
# What the address calls the section of what stands under no heading.
NO_HEADING = "none"
_HEADS = ("agency.column.period", "agency.column.value", "agency.column.report", "agency.column.sentence")


@dataclass(frozen=True)
class Shown:
    """Which section is looked at, and the value whose source is open; empty for none."""

    section: str = ""
    source: str = ""


def agency_overview(page: Page) -> None:
    """Draws the overview of an agency: what its reports tell most of, its sections and its reports."""
    for style in (STYLE, _STYLE):
        st.html(style)
    found = reads.ask(recurring.series)
    with st.container(key="whole"):
        st.title(_title(), anchor=False)
        if found.empty:
            st.info(words("agency.few_reports"), icon=":material/info:")
        else:
            _links(found)
            own = tuple(most_telling(found, _MOST)["series_id"])
            _series(page, own, Choices("agency.overview", (_source_of(lambda _: own),), Shown()))
        _reports()


def section_page(page: Page) -> None:
    """Draws one section of an agency's reports."""
    for style in (STYLE, _STYLE):
        st.html(style)
    found = reads.ask(recurring.series)
    with st.container(key="whole"):
        title = st.container(key="finding")
        if found.empty or reads.is_described():
            title.title(words("agency.none") if reads.is_described() else _title(), anchor=False)
            st.info(words("agency.none_help"), icon=":material/info:")
            return
        _section(page, found, title)


def _section(page: Page, found: pd.DataFrame, title: DeltaGenerator) -> None:
    names = topic_names()
    own_of = {str(section): tuple(own["series_id"]) for section, own in found.groupby("topic_id", sort=False)}
    sections = tuple(section for section in names if section in own_of)
    choices = Choices[Shown](
        "agency",
        (
            # A section without a heading is told by a name of its own, as an address tells nothing by nothing.
            one("section", sections, spell=lambda section: section or NO_HEADING),
            _source_of(lambda shown: own_of[shown.section][:_MOST_OF_SECTION]),
        ),
        Shown(sections[0]),
    )
    section = choices.state.section
    own = own_of[section]
    with st.container(key="choosers"):
        choices.listed("section", words("agency.section"), lambda section: names[section], width=440)
    many = "one" if len(own) == 1 else "many"
    title.title(words(f"agency.section_title.{many}", section=names[section], series=len(own)), anchor=False)
    _series(page, own[:_MOST_OF_SECTION], choices)
    if len(own) > _MOST_OF_SECTION:
        st.caption(words("agency.more", count=len(own) - _MOST_OF_SECTION))


def _source_of(series_ids: Callable[[Shown], tuple[str, ...]]) -> Parameter[Shown]:
    return one("source", lambda shown: ("", *reads.observations(series_ids(shown))["observation_id"]))


def _agency() -> pd.Series:
    return next(row for agency_id, row in reads.agencies().iterrows() if agency_id == reads.current_agency())


def _title() -> str:
    agency = _agency()
    days = period_words(agency["first"].date(), agency["last"].date())
    counts = {"reports": int(agency["reports"]), "series": int(agency["series"])}
    key = "agency.title" if counts["series"] else "agency.title_none"
    return words(key, name=agency_name(agency), days=days, **counts)


# What recurs ---------------------------------------------------------------------------------------


def _series(page: Page, series_ids: tuple[str, ...], choices: Choices[Shown]) -> None:
    """The chart of some series, the source of a chosen value, what is taken away, and every sentence."""
    seen = explore(Choice(series_ids, view="printed"))
    figure, told = _drawn(series_ids, page.look)
    title = words("agency.chart", name=agency_name(_agency()), series=len(series_ids))
    choosable_chart(
        figure,
        key=f"chart.{page.id}.{reads.current_agency()}.{choices.state.section}",
        alt=words("chart.alt", title=title, count=len(seen.shown)),
        choose=lambda chosen: choices.choose(source=chosen),
    )
    notes_part(seen.notes)
    if choices.state.source:
        (row,) = (row for _, row in seen.rows.iterrows() if row["observation_id"] == choices.state.source)
        source_card(row, lambda: choices.choose(source=""))
    metric_takeaway(series_ids, "printed", page)
    for finding, mark, table in told:
        st.header(finding, anchor=False)
        st.html(mark)
        st.html(table)


@kept(32)
def _drawn(series_ids: tuple[str, ...], look: Look) -> tuple[go.Figure, tuple[tuple[str, str, str], ...]]:
    """The chart of some series, and the finding, mark and table of each."""
    seen = explore(Choice(series_ids, view="printed"))
    figure = on_screen(lanes_figure(seen.lanes, reads.bands().iloc[:0], look))
    return figure, tuple(_told(series_id, seen.rows) for series_id in series_ids)


def _told(series_id: str, seen: pd.DataFrame) -> tuple[str, str, str]:
    rows = seen[seen["metric_id"] == series_id]
    finding = series_finding(rows)
    mark = "agency.mark" if rows["unconfirmed"].any() else "agency.confirmed"
    marked = f'<p class="series-mark">{link(series_address(series_id), words(mark))}</p>'
    earlier = len(rows) - _NEWEST
    rest = f"<p>{link(series_address(series_id), words('agency.earlier', count=earlier))}</p>" if earlier > 0 else ""
    return finding, marked, _table(finding, rows.iloc[-_NEWEST:]) + rest


def _table(name: str, rows: pd.DataFrame) -> str:
    head = "".join(f'<th scope="col">{escape(words(key))}</th>' for key in _HEADS)
    lines = "".join(_line(row) for _, row in rows[::-1].iterrows())
    return wide_table(name, f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody>")


def _line(row: pd.Series) -> str:
    address = passage_address(row["report_id"], int(row["passage_no"]))
    value = value_words(row["value"], row["unit"], row["qualifier"])
    cells = (escape(row_period(row)), escape(value), link(address, report_name(row)))
    told = "".join(f"<td>{cell}</td>" for cell in cells)
    return f"<tr>{told}<td {CHINESE}>{escape(str(row['quote']))}</td></tr>"


# Around it -----------------------------------------------------------------------------------------


def _links(found: pd.DataFrame) -> None:
    """The sections of the reports, each with how many series it has."""
    names, counts = topic_names(), found["topic_id"].value_counts()
    told = {
        section: words("agency.section_link", section=name, series=counts[section])
        for section, name in names.items()
        if section in counts
    }
    items = [f"<li>{link(section_address(section or NO_HEADING), label)}</li>" for section, label in told.items()]
    st.html(f'<nav aria-label="{escape(words("agency.sections"))}"><ul class="sections">{"".join(items)}</ul></nav>')


def _reports() -> None:
    st.header(words("agency.reports"), anchor=False)
    names = list(report_names().items())
    items = [f"<li>{link(passage_address(report_id, None), name)}</li>" for report_id, name in names[:_NEWEST]]
    if older := names[_NEWEST:]:
        items.append(
            f"<li>{link(passage_address(older[0][0], None), words('agency.reports_more', count=len(older)))}</li>"
        )
    st.html(f'<ul class="turns">{"".join(items)}</ul>')
