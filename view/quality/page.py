"""The quality page: what contradicts, what changed later, what cannot be told, what holds, what is silent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from catalog.words import words
from findings.check_counts import STATUSES, asked, kind_of, loose, told_counts
from findings.kept import kept
from findings.lanes import report_name
from findings.values import number_words
from view.frame.address import Choices, how_many
from view.frame.hits import STYLE as HITS_STYLE
from view.frame.links import explore_address, link, passage_address
from view.frame.notices import notices_part
from view.frame.page import Page
from view.frame.reports import report_rows
from view.frame.tables import wide_table
from view.quality.corrections import corrections_part
from view.quality.relations import result_item
from warehouse import holdings, judgements, reads

_STYLES = (HITS_STYLE, Path(__file__).with_name("quality.css"))
_BETWEEN_REPORTS = "between_reports"
_STEP = 20
_NUMBER = re.compile(r"[\d,.]+%?")


@dataclass(frozen=True)
class Shown:
    """How many of each list are shown."""

    shown: int = _STEP


def quality_page(page: Page) -> None:
    """Draws the quality page."""
    for style in _STYLES:
        st.html(style)
    with st.container(key="whole"):
        _draw()


def _draw() -> None:
    title = st.container(key="finding")
    choices = Choices("quality", (how_many("shown", _STEP),), Shown())
    told, lead = _told()
    title.title(told, anchor=False)
    st.caption(lead)
    _failures(choices)
    _footnotes(choices)
    _restated(choices)
    _more(corrections_part(choices.state.shown), choices, "corrections")
    _unclear(choices)
    _holding()
    _issues(choices)
    _silent()
    _claimed(choices)
    if reads.current_edition() is None:
        notices_part()


@kept(8)
def _told() -> tuple[str, str]:
    """The finding, and what is said below it."""
    statuses = reads.ask(judgements.statuses)
    idle = told_counts(statuses)["idle"]
    return finding(statuses), words("quality.lead", idle=idle) + _loose_words(statuses)


def finding(statuses: pd.DataFrame) -> str:
    """The finding: how many relations hold, fail, and cannot be judged.

    Checks of the order of magnitude are not counted.

    Args:
        statuses: as :func:`warehouse.judgements.statuses` gives them.
    """
    counts = told_counts(statuses)
    if not counts["every"]:
        return words("quality.title_nothing")
    number = "none" if not counts["fails"] else "one" if counts["fails"] == 1 else "many"
    return words(f"quality.title.{number}", **counts)


# Relations ----------------------------------------------------------------------------------------


def _results(status: str, only: str | None = None) -> pd.DataFrame:
    results = reads.ask(judgements.results, status)
    return results if only is None else results[results["check_id"].map(kind_of) == only]


def _list(status: str, choices: Choices[Shown], name: str, only: str | None = None) -> None:
    """The first results of one status, and a button that shows more of them."""
    st.html(_judged(status, only, choices.state.shown))
    _more(len(_results(status, only)), choices, name)


@kept(32)
def _judged(status: str, only: str | None, most: int) -> str:
    shown = _results(status, only).head(most)
    evidence = reads.ask(judgements.evidence, status)
    groups = dict(list(evidence.groupby(["check_id", "report_id", "instance"], sort=False)))
    reports, none = report_rows(), evidence.iloc[:0]
    items = [
        result_item(row, groups.get((row["check_id"], row["report_id"], row["instance"]), none), reports)
        for _, row in shown.iterrows()
    ]
    return f'<ol class="judged">{"".join(items)}</ol>'


def _more(count: int, choices: Choices[Shown], name: str) -> None:
    rest = count - choices.state.shown
    if rest > 0:
        choices.more_button("shown", words("search.more", count=rest), _STEP, f"quality.more-{name}")


def _loose_words(statuses: pd.DataFrame) -> str:
    own = loose(statuses)
    count = asked(own, "holds") + asked(own, "cannot_tell")
    return words(f"quality.loose.{'one' if count == 1 else 'many'}", count=count) if count else ""


def _failures(choices: Choices[Shown]) -> None:
    st.header(words("quality.fails"), anchor=False)
    results = _results("fails")
    if results.empty:
        st.success(words("quality.fails_none"), icon=":material/check:")
        return
    _list("fails", choices, "fails")


def _footnotes(choices: Choices[Shown]) -> None:
    """What differs by no more than rounding explains; nothing where there is none."""
    results = _results("footnote")
    if len(results):
        st.header(words("quality.footnotes"), anchor=False)
        st.caption(words("quality.footnotes_lead"))
        _list("footnote", choices, "footnotes")


def _restated(choices: Choices[Shown]) -> None:
    """What later reports print otherwise for the same thing and period."""
    st.header(words("quality.restated"), anchor=False)
    counts = _between_reports()
    if not sum(counts.values()):
        st.caption(words("quality.restated_nothing"))
        return
    number = "none" if not counts["fails"] else "one" if counts["fails"] == 1 else "many"
    st.markdown(words(f"quality.restated.{number}", every=sum(counts.values()), **counts))
    if counts["fails"]:
        _list("fails", choices, "restated", only=_BETWEEN_REPORTS)


@kept(8)
def _between_reports() -> Mapping[str, int]:
    statuses = reads.ask(judgements.statuses)
    own = statuses[statuses["check_id"].map(kind_of) == _BETWEEN_REPORTS]
    return {status: asked(own, status) for status in STATUSES}


def _unclear(choices: Choices[Shown]) -> None:
    st.header(words("quality.cannot_tell"), anchor=False)
    results = _results("cannot_tell")
    if results.empty:
        st.success(words("quality.cannot_tell_none"), icon=":material/check:")
        return
    with st.expander(words("quality.cannot_tell_count", count=len(results))):
        _list("cannot_tell", choices, "unclear")


def _holding() -> None:
    st.header(words("quality.holds"), anchor=False)
    told, table = _held()
    if not table:
        st.caption(words("quality.holds_none"))
        return
    with st.expander(told):
        st.html(table)


@kept(8)
def _held() -> tuple[str, str]:
    """How many checks hold, and of which kinds as a table; both empty where none does."""
    statuses = reads.ask(judgements.statuses)
    own = statuses[(statuses["status"] == "holds") & (statuses["asked"] > 0)].sort_values("asked", ascending=False)
    if own.empty:
        return "", ""
    rest = own[~own["check_id"].isin(loose(own)["check_id"])]
    told = words("quality.holds_count", count=int(rest["asked"].sum()), kinds=len(rest)) + _loose_words(own)
    # What only compares orders stands last.
    rows = [(escape(words.name(row)), str(row["asked"])) for _, row in pd.concat([rest, loose(own)]).iterrows()]
    return told, _table(("quality.column.check", "quality.column.holds"), rows, "quality.holds")


# Reading ------------------------------------------------------------------------------------------


def _issues(choices: Choices[Shown]) -> None:
    st.header(words("quality.issues"), anchor=False)
    issues = reads.reading_issues()
    if issues.empty:
        st.success(words("quality.issues_none", reports=len(reads.reports())), icon=":material/check:")
    for file, own in issues.head(choices.state.shown).groupby("file", sort=False):
        told = [
            words("reports.issue", severity=words(f"severity.{severity}"), message=message)
            for severity, message in zip(own["severity"], own["message"], strict=True)
        ]
        items = "".join(f"<li>{escape(issue)}</li>" for issue in told)
        st.html(f'<p class="issue-file"><strong>{escape(str(file))}</strong></p><ul class="turns">{items}</ul>')
    _more(len(issues), choices, "issues")


def _silent() -> None:
    st.header(words("quality.silent"), anchor=False)
    silent = reads.fallen_silent()
    if silent.empty:
        st.success(words("quality.silent_none"), icon=":material/check:")
        return
    number = "one" if len(silent) == 1 else "many"
    with st.expander(words(f"quality.silent.{number}", count=len(silent))):
        st.html(_silences())


@kept(8)
def _silences() -> str:
    names = {report: report_name(row) for report, row in report_rows().items()}
    rows = [
        (
            link(explore_address(row["metric_id"], None), words.name(row)),
            escape(names[row["last_report_id"]]),
        )
        for _, row in reads.fallen_silent().iterrows()
    ]
    return _table(("table.metric", "quality.column.last"), rows, "quality.silent")


def _claimed(choices: Choices[Shown]) -> None:
    """How many of the printed numbers metrics claim."""
    st.header(words("quality.claimed"), anchor=False)
    accounts = reads.ask(holdings.accounts)
    numbers, claimed = int(accounts["numbers"].sum()), int(accounts["claimed"].sum())
    if not numbers:
        st.caption(words("reports.no_numbers"))
        return
    share = number_words(100 * claimed / numbers, 1)
    st.markdown(words("quality.claimed_share", numbers=numbers, claimed=claimed, share=share))
    st.html(_claims(choices.state.shown))
    _more(len(accounts), choices, "claimed")


@kept(32)
def _claims(most: int) -> str:
    reports = report_rows()
    rows = []
    for row in reads.ask(holdings.accounts).head(most).to_dict("records"):
        name = link(passage_address(row["report_id"], None), report_name(reports[row["report_id"]]))
        own, of_metrics = int(row["numbers"]), int(row["claimed"])
        part = f"{number_words(100 * of_metrics / own, 1)}%" if own else words("reports.not_told")
        rows.append((name, str(own), str(of_metrics), str(own - of_metrics), part))
    columns = ("table.report", "quality.column.numbers", "quality.column.claimed", "reports.claim.unclaimed")
    return _table((*columns, "quality.column.share"), rows, "quality.claimed")


def _table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], label: str) -> str:
    """Rows of HTML cells as a table; all columns but the first hold words, or numbers, which stand at the right."""
    counted = [all(_NUMBER.fullmatch(cell) for cell in cells) for cells in zip(*rows, strict=True)]
    sides = [' class="number"' if is_number else "" for is_number in counted or [False] * len(columns)]
    head = "".join(
        f'<th scope="col"{side}>{escape(words(column))}</th>' for column, side in zip(columns, sides, strict=True)
    )
    body = "".join(
        f'<tr><th scope="row">{first}</th>'
        + "".join(f"<td{side}>{cell}</td>" for cell, side in zip(rest, sides[1:], strict=True))
        + "</tr>"
        for first, *rest in rows
    )
    return wide_table(words(label), f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>", ' class="counts"')
