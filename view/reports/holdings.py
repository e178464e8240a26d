"""What a report holds beside its text: numbers, tables, pictures, and what was left out."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from catalog.words import words
from findings.records import place_words
from findings.values import is_told, number_words, unit_words
from view.frame.address import Choices
from view.frame.hits import claim_words, number_period
from view.frame.links import explore_address, link, passage_address
from view.frame.passage import CHINESE
from view.frame.reports import count_of
from view.frame.tables import printed_table, wide_table
from view.reports.choices import STEP, State
from warehouse import holdings, reads

# What browsers show; other images are told by their caption only.
_SHOWN_IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")


# Numbers ------------------------------------------------------------------------------------------


def numbers_part(choices: Choices[State]) -> None:
    """Draws the numbers of a report, and which metric claims each."""
    report_id, claim, shown = choices.state.report, choices.state.claim, choices.state.shown
    rows = reads.ask(holdings.numbers, report_id, 1, count_of(report_id, "passages"))
    if rows.empty:
        st.info(words("reports.no_numbers"))
        return
    choices.buttons("claim", words("reports.claim"), lambda claim: words(f"reports.claim.{claim}"))
    claimed = rows["claims"].map(len) > 0
    rows = rows if claim == "all" else rows[claimed if claim == "claimed" else ~claimed]
    columns = ("raw", "value", "label", "period", "metric", "place")
    head = "".join(f'<th scope="col">{escape(words(f"reports.column.{name}"))}</th>' for name in columns)
    body = "".join(_number(row, report_id) for _, row in rows.head(shown).iterrows())
    rows_of = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    st.html(wide_table(words("reports.part.numbers"), rows_of, ' class="numbers"'))
    if len(rows) > shown:
        choices.more_button("shown", words("search.more", count=len(rows) - shown), STEP, "reports.more-numbers")


def _number(row: pd.Series, report_id: str) -> str:
    claims = list(row["claims"])
    metric = escape(words("reports.unclaimed"))
    if claims:
        told = [
            link(explore_address(one["metric_id"], one["observation_id"]), claim_words([one], "")) for one in claims
        ]
        metric = "<br>".join(dict.fromkeys(told))
    unit = unit_words(str(row["unit"])) if is_told(row["unit"]) else words("reports.no_unit")
    qualifier = str(row["qualifier"]) if is_told(row["qualifier"]) else ""
    place = place_words(row) or words("reports.passage", number=int(row["passage_no"]))
    cells = (
        f'<td class="raw" {CHINESE}>{escape(qualifier + str(row["raw"]))}</td>',
        f'<td class="number">{escape(number_words(row["value"]))} {escape(unit)}</td>',
        f"<td {CHINESE}>{escape(str(row['label'])) if is_told(row['label']) else ''}</td>",
        f"<td>{escape(number_period(row) or words('reports.no_period'))}</td>",
        f"<td>{metric}</td>",
        f"<td>{link(passage_address(report_id, int(row['passage_no'])), place)}</td>",
    )
    return f"<tr>{''.join(cells)}</tr>"


# Tables and pictures ------------------------------------------------------------------------------


def tables_part(choices: Choices[State]) -> None:
    """Draws the tables of a report."""
    report_id = choices.state.report
    rows = reads.ask(holdings.tables, report_id)
    if rows.empty:
        st.info(words("reports.no_tables"))
    cells = reads.ask(holdings.cells, report_id)
    for _, row in rows.iterrows():
        title = words("reports.table", number=row["table_no"])
        title += words("card.joint") + str(row["title"]) if is_told(row["title"]) else ""
        st.subheader(title, anchor=False)
        leads = link(passage_address(report_id, int(row["passage_no"])), words("search.to_source"))
        st.html(f"{printed_table(cells[cells['table_no'] == row['table_no']])}<p>{leads}</p>")


def pictures_part(choices: Choices[State]) -> None:
    """Draws the pictures of a report, or their captions where the source holds no image."""
    report_id = choices.state.report
    rows = reads.ask(holdings.pictures, report_id)
    if rows.empty:
        st.info(words("reports.no_pictures"))
        return
    without = int(rows["image"].isna().sum())
    if without:
        st.caption(words("reports.no_images", count=without))
    for _, row in rows.iterrows():
        if is_told(row["media_type"]) and row["media_type"] in _SHOWN_IMAGES:
            st.image(bytes(row["image"]), caption=words("reports.picture", number=row["picture_no"]))
        caption = f"<span {CHINESE}>{escape(str(row['caption']))}</span>"
        leads = ""
        if is_told(row["passage_no"]):
            leads = link(passage_address(report_id, int(row["passage_no"])), words("search.to_source"))
        number = escape(words("reports.picture", number=row["picture_no"]))
        st.html(f'<p class="picture"><strong>{number}</strong> {caption} {leads}</p>')


# What was left out --------------------------------------------------------------------------------


def left_out_part(choices: Choices[State]) -> None:
    """Draws what could not be read, and the pieces of the source that are in no passage, with the reason."""
    report_id = choices.state.report
    st.header(words("reports.issues"), anchor=False)
    issues = reads.ask(holdings.issues, report_id)
    if issues.empty:
        st.success(words("reports.no_issues"), icon=":material/check:")
    for _, row in issues.iterrows():
        told = words("reports.issue", severity=words(f"severity.{row['severity']}"), message=row["message"])
        st.warning(words("card.joint").join(text for text in (place_words(row), told) if text))
    st.header(words("reports.dropped"), anchor=False)
    dropped = reads.ask(holdings.dropped, report_id)
    if dropped.empty:
        st.success(words("reports.no_dropped"), icon=":material/check:")
    for reason, own in dropped.groupby("reason", sort=False):
        with st.expander(words("reports.dropped_reason", reason=words(f"dropped.{reason}"), count=len(own))):
            pieces = [(escape(place_words(row)), escape(str(row["text"]))) for _, row in own.iterrows()]
            items = "".join(f"<li><span>{place}</span> <code {CHINESE}>{text}</code></li>" for place, text in pieces)
            st.html(f'<ul class="dropped">{items}</ul>')
