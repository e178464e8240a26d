"""Reports and metrics: which report prints which metric, and where series begin, stop or resume."""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from catalog.words import words
from findings.kept import kept
from findings.lanes import TELLING, short_report_name
from findings.values import unit_words
from view.frame.address import Choices
from view.frame.links import explore_address, link, passage_address
from view.frame.reports import period_of, report_rows
from view.frame.tables import wide_table
from view.reports.choices import COLUMNS, TURNS, State, groups
from warehouse import holdings, reads

Kind = Literal["begins", "stops", "resumes"]
KINDS: tuple[Kind, ...] = ("stops", "resumes", "begins")
# A sign and a word: never colour alone.
_SIGNS = {"printed": "●", "not_printed": "○", "maybe_printed": "◐", "unreadable": "？"}


@dataclass(frozen=True)
class Turn:
    """A series begins, stops or resumes.

    ``report`` is the first to print it (again), or the last that did; ``silent`` counts the reports
    that are silent: before it begins, behind its end, or in between.
    """

    kind: Kind
    metric_id: str
    report: str
    silent: int


def matrix_part(choices: Choices[State], title: DeltaGenerator) -> None:
    """Draws the matrix of a group of topics and its series, and the finding into ``title``."""
    told = _told(choices.state.group, choices.state.columns, choices.state.turns)
    title.title(told.finding, anchor=False)
    st.html(told.table)
    if told.columns_left:
        label = words("reports.matrix_more", count=told.columns_left)
        choices.more_button("columns", label, COLUMNS, "reports.more-columns")
    st.caption(words("reports.matrix_legend"))
    st.header(words("reports.series"), anchor=False)
    st.caption(words("reports.series_note"))
    if not told.series:
        st.success(words("reports.series_none"))
    for kind, name, items, left in told.series:
        st.subheader(name, anchor=False)
        st.html(items)
        if left:
            choices.more_button("turns", words("search.more", count=left), TURNS, f"reports.more-{kind}")


@dataclass(frozen=True)
class _Told:
    """A group of topics in words: the finding, the matrix, and the series by what becomes of them.

    Of a series that is its kind, name and turns; both say how much more there is.
    """

    finding: str
    table: str
    columns_left: int
    series: Sequence[tuple[Kind, str, str, int]]


@kept(32)
def _told(group: str, columns: int, most_turns: int) -> _Told:
    matrix, reports = reads.ask(holdings.matrix, group), report_rows()
    found = turns(matrix)
    every = list(dict.fromkeys(matrix["report_id"]))
    return _Told(
        _finding(groups()[group], matrix, found),
        _table(matrix[matrix["report_id"].isin(every[-columns:])], reports),
        len(every[:-columns]),
        _series(matrix, found, reports, most_turns),
    )


def _finding(name: str, matrix: pd.DataFrame, found: list[Turn]) -> str:
    told = matrix[matrix["genre"].isin(TELLING)]
    printed = told[told["status"] == "printed"].groupby("metric_id")["report_id"].nunique()
    reports = told["report_id"].nunique()
    return words(
        "reports.matrix_title",
        group=name,
        metrics=matrix["metric_id"].nunique(),
        reports=reports,
        always=int((printed == reports).sum()),
        stops=len({turn.metric_id for turn in found if turn.kind == "stops"}),
    )


# The matrix ---------------------------------------------------------------------------------------


def _table(matrix: pd.DataFrame, reports: Mapping[str, pd.Series]) -> str:
    short = {report: short_report_name(reports[report]) for report in dict.fromkeys(matrix["report_id"])}
    head = "".join(f'<th scope="col">{_head(reports[report])}</th>' for report in short)
    body, topic = "", ""
    # Plain dictionaries: a matrix has hundreds of cells, and rows of a data frame are slow to make.
    for _, cells_of_metric in itertools.groupby(matrix.to_dict("records"), key=lambda row: row["metric_id"]):
        own = list(cells_of_metric)
        first = own[0]
        if first["topic_id"] != topic:
            topic = first["topic_id"]
            name = escape(words.either(first, "topic") or words("agency.no_section"))
            body += f'<tr class="topic"><th scope="rowgroup" colspan="{len(short) + 1}">{name}</th></tr>'
        unit = words("card.part", part=unit_words(str(first["unit"])))
        cells = "".join(_cell(row, short[row["report_id"]]) for row in own)
        body += f'<tr><th scope="row">{escape(words.name(first) + unit)}</th>{cells}</tr>'
    return wide_table(
        words("reports.matrix"),
        f'<thead><tr><th scope="col">{escape(words("table.metric"))}</th>{head}</tr></thead><tbody>{body}</tbody>',
        region="wide matrix",
    )


def _head(report: pd.Series) -> str:
    name = link(passage_address(report["report_id"], None), short_report_name(report))
    return f"{name}<br>{escape(period_of(report))}"


def _cell(row: Mapping[Hashable, Any], report: str) -> str:
    status = str(row["status"])
    text = f"{_SIGNS[status]} {words(f'reports.status.{status}')}"
    if status == "printed":
        address = explore_address(row["metric_id"], row["observation_id"])
        text += words("reports.values", count=int(row["observations"])) if row["observations"] > 1 else ""
    else:
        address = passage_address(row["report_id"], None)
    name = words(f"reports.cell.{status}", metric=words.name(row), report=report)
    return f'<td class="{status}">{link(address, text, {"aria-label": f"{text}, {name}", "title": name})}</td>'


# The series ---------------------------------------------------------------------------------------


def _series(
    matrix: pd.DataFrame, found: list[Turn], reports: Mapping[str, pd.Series], most: int
) -> Sequence[tuple[Kind, str, str, int]]:
    metrics = {row["metric_id"]: row for row in matrix.to_dict("records")}
    told = []
    for kind in KINDS:
        own = [turn for turn in found if turn.kind == kind]
        if own:
            shown = own[:most]
            items = "".join(f"<li>{_turn(turn, metrics[turn.metric_id], reports[turn.report])}</li>" for turn in shown)
            name = words(f"reports.series.{kind}", count=len(own))
            told.append((kind, name, f'<ul class="turns">{items}</ul>', len(own) - len(shown)))
    return told


def _turn(turn: Turn, metric: Mapping[Hashable, Any], report: pd.Series) -> str:
    count = "one" if turn.silent == 1 else "many"
    told = words(
        f"reports.turn.{turn.kind}.{count}",
        report=short_report_name(report),
        period=period_of(report),
        silent=turn.silent,
    )
    return f"{link(explore_address(turn.metric_id, None), words.name(metric))}{escape(told)}"


def turns(matrix: pd.DataFrame) -> list[Turn]:
    """The turns of every metric, in the order of ``matrix``.

    Only reports of what was done count: a plan of what is to come may leave anything out. A report is set beside
    those of its own kind, and what another kind goes on to print has not stopped. A report that could not be read is
    no silence: nothing turns at it.

    Args:
        matrix: as :func:`warehouse.holdings.matrix` gives it.
    """
    told = matrix[matrix["genre"].isin(TELLING)]
    found: list[Turn] = []
    rows = zip(told["metric_id"], told["genre"], told["report_id"], told["status"], strict=True)
    for metric_id, own in itertools.groupby(rows, key=lambda row: row[0]):
        every = [(genre, report, status) for _, genre, report, status in own]
        last = max((at for at, (_, _, status) in enumerate(every) if status != "not_printed"), default=-1)
        for kind in dict.fromkeys(genre for genre, _, _ in every):
            at = [place for place, (genre, _, _) in enumerate(every) if genre == kind]
            ended = _turns_of(str(metric_id), [every[place][1] for place in at], [every[place][2] for place in at])
            found += [turn for turn in ended if turn.kind != "stops" or every[last][0] == kind]
    return found


def _turns_of(metric_id: str, reports: Sequence[str], statuses: Sequence[str]) -> list[Turn]:
    found: list[Turn] = []
    last, silent, unsure = "", 0, False
    for report, status in zip(reports, statuses, strict=True):
        if status == "printed":
            if silent and not unsure:
                found.append(Turn("resumes" if last else "begins", metric_id, report, silent))
            last, silent, unsure = report, 0, False
        else:
            silent += status == "not_printed"
            unsure = unsure or status in ("maybe_printed", "unreadable")
    if last and silent and not unsure:
        found.append(Turn("stops", metric_id, last, silent))
    return found
