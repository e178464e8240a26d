"""An agency nobody has prepared: the measures that recur in its reports, section by section, each value grounded."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from catalog.words import words
from charts.figure import lanes_figure
from findings.lanes import report_name
from findings.periods import period_words
from findings.records import place_words
from findings.recurring import most_telling, of_place, sections, series_finding, series_lane, value_of, value_period
from view.frame.address import Choices, Parameter, one, text
from view.frame.chart import choosable_chart, on_screen
from view.frame.hits import STYLE
from view.frame.links import link, passage_address
from view.frame.page import Page
from view.frame.passage import CHINESE
from view.frame.query import extracts
from view.frame.tables import wide_table
from warehouse import reads, recurring

# The first screen of an agency shows its most telling measures only; a section shows all of its own.
ALL = "all"
_MOST, _MOST_OF_SECTION = 8, 24
_HEADS = ("agency.column.period", "agency.column.value", "agency.column.report", "agency.column.sentence")


@dataclass(frozen=True)
class Shown:
    """Which agency and section are looked at, and the value whose sentence is open."""

    agency: str = ""
    section: str = ALL
    source: str = ""


def _parameters(agencies: pd.DataFrame) -> tuple[Parameter[Shown], ...]:
    def own_sections(shown: Shown) -> tuple[str, ...]:
        return (ALL, *filter(None, sections(reads.ask(recurring.series, shown.agency))))

    return one("agency", tuple(agencies["agency_id"])), one("section", own_sections), text("source")


def agency_page(page: Page) -> None:
    """Draws the page."""
    st.html(STYLE)
    with st.container(key="whole"):
        held = reads.agencies()
        agencies = held[~held["has_catalog"] & (held["series"] > 0)]
        if agencies.empty:
            st.title(words("agency.none"), anchor=False)
            st.info(words("agency.none_help"), icon=":material/info:")
            return
        with reads.of_all_agencies():
            _draw(page, agencies)


def _draw(page: Page, agencies: pd.DataFrame) -> None:
    title = st.container(key="finding")
    choices = Choices("agency", _parameters(agencies), Shown(agency=str(agencies["agency_id"].iloc[0])))
    shown = choices.state
    agency = next(row for id_, row in agencies.iterrows() if id_ == shown.agency)
    found = reads.ask(recurring.series, shown.agency)
    with title:
        st.title(_title(agency), anchor=False)
        st.caption(words("agency.unconfirmed"))
    with st.container(key="choosers", horizontal=True):
        if len(agencies) > 1:
            choices.listed("agency", words("agency.choose"), lambda id_: words.name(agencies.loc[id_]))
        choices.listed("section", words("agency.section"), lambda name: words("agency.all") if name == ALL else name)
    own = (
        most_telling(found, _MOST)
        if shown.section == ALL
        else found[found["section"] == shown.section].iloc[:_MOST_OF_SECTION]
    )
    values = reads.ask(recurring.values, tuple(own["series_id"]))
    _source(of_place(values, shown.source))
    told = [(row, values[values["series_id"] == row["series_id"]]) for _, row in own.iterrows()]
    lanes = [series_lane(row, rows) for row, rows in told]
    choosable_chart(
        on_screen(lanes_figure(lanes, reads.bands().iloc[:0], page.look)),
        key=f"agency.{shown.agency}.{shown.section}",
        name=words.name(agency),
        alt=words("table.alt", title=_title(agency)),
        choose=lambda place: choices.choose(source=place),
    )
    for row, rows in told:
        finding = series_finding(row, rows)
        st.header(finding, anchor=False)
        st.html(_table(finding, rows))
    if shown.section == ALL and len(found) > len(own):
        st.caption(words("agency.more", count=len(found) - len(own)))


def _title(agency: pd.Series) -> str:
    days = period_words(agency["first"].date(), agency["last"].date())
    return words(
        "agency.title", name=words.name(agency), reports=int(agency["reports"]), days=days, series=int(agency["series"])
    )


def _table(name: str, values: pd.DataFrame) -> str:
    head = "".join(f'<th scope="col">{escape(words(key))}</th>' for key in _HEADS)
    lines = "".join(_line(row) for _, row in values[::-1].iterrows())
    return wide_table(name, f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody>")


def _line(row: pd.Series) -> str:
    address = passage_address(row["report_id"], int(row["passage_no"]))
    cells = (escape(value_period(row)), escape(value_of(row)), link(address, report_name(row)))
    told = "".join(f"<td>{cell}</td>" for cell in cells)
    return f"<tr>{told}<td {CHINESE}>{escape(str(row['quote']))}</td></tr>"


def _source(row: pd.Series | None) -> None:
    """The sentence that prints a chosen value, and the way to it."""
    if row is None:
        return
    came = words("card.joint").join(one for one in (report_name(row), place_words(row)) if one)
    source = link(passage_address(row["report_id"], int(row["passage_no"])), words("search.to_source"))
    with st.container(border=True, key="agency-source"):
        st.html(
            f"<p><strong>{escape(value_of(row))}</strong>　{escape(value_period(row))}</p>"
            f"<blockquote {CHINESE}>{extracts(str(row['quote']), [])}</blockquote><p>{escape(came)}　{source}</p>"
        )
