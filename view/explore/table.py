"""The table of the explore page: what is shown, sorted, searched, pinned, and taken away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from catalog.columns import columns
from catalog.words import words
from export.sheets.csv_table import csv_bytes
from findings.exploration import Explored, everything
from findings.records import Record, shown_average
from findings.values import is_told
from view.explore.choices import TABLE, ExploreChoices, State
from view.frame.request import carried
from view.frame.tables import choosable_table, number_width, paper_table, text_width
from warehouse import reads

_SHOWN = (
    "metric", "part", "period", "value", "unit", "qualifier", "per_month", "index",
    "change", "change_unit", "change_percent", "compared_with", "not_compared", "counting",
    "computed", "check", "report", "missing", "place",
)  # fmt: skip
_RATES = {"index": "%,.1f", "change": "%,.2f", "change_percent": "%,.1f"}


def table(seen: Explored, choices: ExploreChoices) -> None:
    """Draws the table with its choosers."""
    _choosers(choices)
    state = choices.state
    records = listed_records(seen.records, state)
    if not seen.records:
        st.info(words("explore.nothing"), icon=":material/filter_alt_off:")
        return
    if state.find:
        st.caption(words("explore.found", found=len(records), all=len(seen.records)))
    frame = shown_frame(records)
    with st.container(key="table"):
        choosable_table(
            frame,
            records,
            key="explore.table",
            alt=words("table.alt", title=seen.findings[0]),
            columns=column_settings(frame, state.pin),
            choose=choices.choose_source,
        )
        st.html(printed_records(records))


def printed_records(records: Sequence[Record]) -> str:
    """The records as a table for paper, where a chart or a scrolling table shows too little."""
    frame = shown_frame(records)
    names = {column: column_name(column) for column in map(str, frame.columns)}
    return paper_table(frame.rename(columns=names), words("table.title"))


def column_name(column: str) -> str:
    """What a column is called on the screen: as in the files, in words."""
    return words.name(columns()[column]).replace("_", " ")


def _choosers(choices: ExploreChoices) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="explore-table-options"):
        st.text_input(words("explore.find"), placeholder=words("explore.find_hint"), **choices.bound("find"))
        choices.listed("sort", words("explore.sort"), lambda order: words(f"explore.sort.{order}"))
        choices.some_listed("pin", words("explore.pin"), column_name, width=330)


def listed_records(records: Sequence[Record], state: State) -> list[Record]:
    """The records as the table lists them: those that hold the words looked for, sorted as chosen."""
    wanted = state.find.casefold().split()
    found = [record for record in records if _holds(record, wanted)]
    orders = {
        "newest": ("period_end", True),
        "oldest": ("period_end", False),
        "largest": ("value", True),
        "smallest": ("value", False),
        "report": ("report", False),
    }
    if state.sort not in orders:
        return found
    column, falling = orders[state.sort]

    def place(record: Record) -> Any:
        return record.get(column)

    # What is missing is neither large nor small, neither early nor late: it comes last.
    told = [record for record in found if is_told(place(record))]
    return sorted(told, key=place, reverse=falling) + [record for record in found if record not in told]


def _holds(record: Record, wanted: Sequence[str]) -> bool:
    text = " ".join(str(value) for value in record.values() if value is not None).casefold()
    return all(word in text for word in wanted)


def shown_frame(records: Sequence[Record]) -> pd.DataFrame:
    """The columns a reader needs to see, by their ids; empty ones left out."""
    frame = pd.DataFrame(records)
    wanted = [column for column in _SHOWN if column in frame and frame[column].map(is_told).any()]
    shown = frame[wanted].copy()
    if "per_month" in shown:
        shown["per_month"] = [shown_average(record) for record in records]
    for column in wanted:
        if columns()[column].kind != "number":
            shown[column] = shown[column].map(lambda value: str(value) if is_told(value) else "")
    return shown


def column_settings(frame: pd.DataFrame, pinned: Sequence[str]) -> dict[str, Any]:
    """Each column's name, number format and whether it stays at the left."""
    known = columns()
    settings: dict[str, Any] = {}
    for column in map(str, frame.columns):
        name, pin = column_name(column), column in pinned
        if known[column].kind == "number":
            shown = _format(frame, column)
            decimals = None if shown == "localized" else int(shown[-2])
            width = number_width(frame[column], name, decimals)
            settings[column] = st.column_config.NumberColumn(name, pinned=pin, format=shown, width=width)
        else:
            width_ = text_width(frame[column], name, whole=column == "report")
            settings[column] = st.column_config.TextColumn(name, pinned=pin, width=width_)
    return settings


def _format(frame: pd.DataFrame, column: str) -> str:
    whole = (frame[column].dropna() % 1 == 0).all()
    return "localized" if whole or column in ("value", "per_month") else _RATES.get(column, "%,.2f")


def downloads(seen: Explored, state: State) -> None:
    """What is shown, and everything any report prints of the metrics, as CSV."""
    records = listed_records(seen.records, state) if state.tab == TABLE else seen.records
    build = reads.build()["build_id"]
    with st.container(horizontal=True, key="explore-downloads"):
        st.download_button(
            words("explore.csv_shown"),
            data=carried(lambda: csv_bytes(records)),
            file_name=words("explore.file_shown", build=build),
            mime="text/csv",
            on_click="ignore",
            key="explore.csv.shown",
        )
        st.download_button(
            words("explore.csv_full"),
            data=carried(lambda: csv_bytes(everything(state.metrics))),
            file_name=words("explore.file_full", build=build),
            mime="text/csv",
            on_click="ignore",
            key="explore.csv.full",
            help=words("explore.csv_full_hint"),
        )
