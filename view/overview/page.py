"""The overview: what the newest reports say of each theme, what contradicts itself, fell silent or is not covered."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from catalog.load import load
from catalog.words import words
from charts.figure import config, coverage_figure
from charts.palette import Look
from findings.check_counts import told_counts
from findings.kept import kept
from findings.lanes import report_name, short_report_name
from findings.panels import report_titles
from findings.period_words import period_words
from findings.printed_names import agency_words, session_words
from findings.themes import Covered, Theme, covered, lead, themes
from findings.values import is_told, listed, number_words, value_words, with_unit
from view.frame.ask import ask_form
from view.frame.chart import sent_once, small_chart
from view.frame.explained import explained
from view.frame.page import Page, page_script
from view.frame.page import kept as stays
from view.frame.reports import report_rows
from view.frame.tables import read_table
from warehouse import judgements, reads

# Of a long list the first few stand on top; the whole is below or a page away.
_FEW = 3
# Of the reports so many are listed.
_NEWEST = 12
# Figures that are no longer printed stand in full, so many; all of them on the quality page.
_MOST_SILENT = 8


def overview(page: Page) -> None:
    """Draws the overview."""
    found = themes()
    with st.container(key="lead"):
        st.title(lead(found), anchor=False)
        st.caption(words("overview.question"))
        st.html(ask_form(stays()))
    with st.container(key="themes"):
        for pair in (found[at : at + 2] for at in range(0, len(found), 2)):
            for column, theme in zip(st.columns(2), pair, strict=False):
                with column, st.container(key=f"theme-{theme.metric_id}", height="stretch"):
                    _theme(theme, page)
    _watch()
    _coverage(page)
    _missing()
    _issues()


def _link(page_id: str, label: str, icon: str | None = None, **choices: str) -> None:
    """A link to another page with the choices it opens with, where there is such a page."""
    if script := page_script(page_id):
        st.page_link(script, label=label, icon=icon, query_params={"lang": words.language, **choices})


# The themes ---------------------------------------------------------------------------------------


def _theme(theme: Theme, page: Page) -> None:
    st.header(theme.topic, anchor=False)
    told, drawn = st.columns([3, 2], vertical_alignment="center")
    with told:
        st.html(f'<p class="statement">{escape(theme.sentence)}</p>')
    with drawn:
        small_chart(theme.metric_id, page.look, words("overview.sparkline", finding=theme.sentence))
    if theme.why:
        st.html(explained(theme.why))
    with st.container(horizontal=True, key=f"links-{theme.metric_id}"):
        place = {"panel": theme.panel} if theme.screen else {"metrics": theme.metric_id}
        _link(theme.screen or "explore", words("overview.more", topic=theme.topic), **place)
        for _, row in theme.finding.newest.iloc[:_FEW].iterrows():
            label = words("overview.source", report=short_report_name(row))
            _link(theme.screen or "explore", label, **place, source=row["observation_id"])


# What to watch ------------------------------------------------------------------------------------


def _watch() -> None:
    with st.container(key="watch"):
        for column, (name, draw) in zip(st.columns(3), _WATCHED.items(), strict=True):
            with column, st.container(key=f"watch-{name}", height="stretch"):
                st.header(words(f"overview.watch.{name}"), anchor=False)
                draw()


def _contradictions() -> None:
    told, failed = _failed()
    st.markdown(told)
    _list(failed)
    _link("quality", words("overview.checks.more"))


@kept(8)
def _failed() -> tuple[str, Sequence[str]]:
    """How many checks came out how, and the first that fail: what the newest report has wrong is news, and marked."""
    failed = reads.ask(judgements.failed_checks)
    failed = failed.assign(new=failed["report_id"] == reads.newest_report())
    failed = failed.sort_values("new", ascending=False, kind="stable")
    told = [(_failed_words(row), row["new"]) for _, row in failed.iloc[:_FEW].iterrows()]
    counted = words("overview.checks", **told_counts(reads.ask(judgements.statuses)))
    return counted, [words("overview.checks.new", told=line) if is_new else line for line, is_new in told]


def _failed_words(row: pd.Series) -> str:
    report = short_report_name(row)
    if not (is_told(row["stated"]) and is_told(row["computed"]) and is_told(row["unit"])):
        return words("overview.checks.named", name=words.name(row), report=report)
    metric = words.either(row, "metric")
    digits = 0 if float(row["computed"]).is_integer() else 2
    stated = value_words(row["stated"], row["unit"], None)
    computed = with_unit(number_words(row["computed"], digits), row["unit"])
    return words("overview.checks.line", metric=metric, stated=stated, computed=computed, report=report)


def _silences() -> None:
    everything, shown = reads.fallen_silent(), _of_the_themes()
    if everything.empty:
        st.markdown(words("overview.missing.none"))
        return
    st.markdown(words("overview.silent", report=_silent_reports(), shown=len(shown), all=len(everything)))
    _list([words.name(row) for _, row in shown.iloc[:_FEW].iterrows()])
    _link("reports", words("overview.reports.more"))


def _coverage_told() -> None:
    found = _covered()
    if found is None:
        st.markdown(words("overview.covered.none"))
        return
    st.markdown(_covered_words(found))
    newest = found.gaps[-_FEW:]
    told = [words("overview.gap", period=period_words(a.date(), b.date())) for a, b in newest]
    _list([*_earlier(len(found.gaps) - len(newest)), *told])


@kept(8)
def _covered() -> Covered | None:
    return covered(reads.reports_with_metrics())


def _covered_words(found: Covered) -> str:
    key = "overview.covered.plans" if found.plans else "overview.covered"
    days = {"first": found.first, "last": found.last}
    spoken = {name: period_words(day.date(), day.date()) for name, day in days.items()}
    counts = {"count": found.reports, "gaps": len(found.gaps), "overlaps": found.overlaps, "plans": found.plans}
    return words(key, **spoken, **counts)


_WATCHED = {"checks": _contradictions, "silent": _silences, "covered": _coverage_told}


def _earlier(count: int) -> list[str]:
    """A line that counts what is left out of a list of the newest; none where nothing is."""
    return [words("overview.earlier", count=count)] if count > 0 else []


def _list(lines: Sequence[str]) -> None:
    if lines:
        st.html(f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>")


@kept(8)
def _of_the_themes() -> pd.DataFrame:
    """The silences that are of the themes. Nobody may change them."""
    silences = reads.fallen_silent()
    shown = {metric for screen in load().screens for panel in screen.panels for metric in panel.metrics}
    own: pd.DataFrame = silences[silences["metric_id"].isin(shown)]
    return own


@kept(8)
def _silent_reports() -> str:
    """The newest report of each kind that leaves out what an earlier one of the kind printed."""
    reports = report_rows()
    return listed(short_report_name(reports[one]) for one in dict.fromkeys(reads.fallen_silent()["silent_report_id"]))


# The whole of it ----------------------------------------------------------------------------------


@kept(8)
def _reports_table() -> pd.DataFrame:
    """The reports as the coverage table names them."""
    reports = reads.reports_with_metrics()
    spans = zip(reports["period_start"], reports["period_end"], strict=True)
    return pd.DataFrame(
        {
            words("table.report"): [report_name(row) for _, row in reports.iterrows()],
            words("overview.genre"): [words(f"genre.{genre}") for genre in reports["genre"]],
            words("table.period"): [period_words(start.date(), end.date()) for start, end in spans],
            words("table.agency"): [agency_words(name) for name in reports["agency"]],
        }
    )


def _coverage(page: Page) -> None:
    st.header(words("overview.coverage"), anchor=False)
    figure, alt = _coverage_chart(page.look)
    with st.container(key="coverage"):
        st.plotly_chart(figure, theme=None, key="coverage-chart", height=figure.layout.height, config=config(), alt=alt)
        st.html(_reports_told())
        if (left := len(_reports_table()) - _NEWEST) > 0:
            _link("reports", words("overview.coverage.more", count=left))


@kept(8)
def _reports_told() -> str:
    table = _reports_table()
    newest = table.iloc[::-1].head(_NEWEST) if len(table) > _NEWEST else table
    return read_table(newest, words("overview.coverage"))


@kept(8)
def _coverage_chart(look: Look) -> tuple[go.Figure, str]:
    """Which time the reports cover, drawn and in words."""
    table = _reports_table()
    reports = reads.reports_with_metrics().assign(words=list(table[words("table.period")]))
    told = list(table[words("table.report")] + "<br>" + table[words("table.period")])
    rows = reports.assign(row=list(table[words("overview.genre")]), words=told)
    names = [_own_name(row) for _, row in reports.iterrows()]
    spoken = reports.tail(_NEWEST)
    alt = words(
        "overview.coverage.alt", rows=listed(_spans(spoken, [_short_name(row) for _, row in spoken.iterrows()]))
    )
    return sent_once(coverage_figure(rows, names, look)), alt


def _spans(reports: pd.DataFrame, names: Sequence[str]) -> list[str]:
    return [f"{name} {period}" for name, period in zip(names, reports["words"], strict=True)]


def _short_name(row: pd.Series) -> str:
    genre = words(f"genre.{row['genre']}")
    return f"{genre} {_own_name(row)}"


def _own_name(row: pd.Series) -> str:
    """What tells a report from others of its genre."""
    return session_words(row["session"], short=True) if is_told(row["session"]) else str(row["words"])


def _missing() -> None:
    """Figures of the four themes that earlier reports print and the newest does not."""
    st.header(words("overview.missing"), anchor=False)
    silences = _of_the_themes()
    with st.container(key="missing"):
        if silences.empty:
            st.success(words("overview.missing.none"))
            return
        st.markdown(words("overview.missing.intro", report=_silent_reports()))
        st.html(_missing_table())
        if len(silences) > _MOST_SILENT:
            _link("quality", words("overview.missing.more", count=len(reads.fallen_silent())))


@kept(8)
def _missing_table() -> str:
    titles, silences = report_titles(), _of_the_themes()
    silences = silences.head(_MOST_SILENT)
    table = pd.DataFrame(
        {
            words("table.metric"): [words.name(row) for _, row in silences.iterrows()],
            words("overview.last_seen"): [titles[i] for i in silences["last_report_id"]],
        }
    )
    return read_table(table, words("overview.missing"))


def _issues() -> None:
    st.header(words("overview.issues"), anchor=False)
    issues = reads.reading_issues()
    with st.container(key="issues"):
        if issues.empty:
            st.success(words("overview.issues.none"), icon=":material/check:")
        for _, issue in issues.head(_FEW).iterrows():
            key = "overview.issues.line" if is_told(issue["line"]) else "overview.issues.refused"
            line = int(issue["line"]) if is_told(issue["line"]) else ""
            st.warning(words(key, file=issue["file"], line=line, message=issue["message"]))
        if len(issues) > _FEW:
            _link("quality", words("overview.issues.more", count=len(issues) - _FEW))
