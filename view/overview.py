"""The overview: the newest finding of each theme, what the reports cover, and what they leave out."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from catalog.load import load
from catalog.models import Panel, Screen
from catalog.words import Words
from export.figures.charts import config, coverage_figure, sparkline_figure
from export.figures.lanes import TELLING, report_name, value_lanes
from export.findings import finding, row_period, silent
from export.panels import newest_silence, report_titles
from export.periods import period_words
from export.values import is_told, rate_words, value_words, with_unit
from view.frame import ROOT, Page
from warehouse import reads


def overview(page: Page) -> None:
    """Draws the overview."""
    words = page.words
    st.title(words("overview.title"), anchor=False)
    st.caption(words("overview.question"))
    screens = load().screens
    with st.container(key="themes"):
        for column, screen in zip(st.columns(len(screens)), screens, strict=True):
            with column, st.container(key=f"theme-{screen.id}", border=True, height="stretch"):
                _theme(screen, words)
    _coverage(words)
    left, right = st.columns([2, 1])
    with left:
        _missing(words)
    with right:
        _issues(words)


def _theme(screen: Screen, words: Words) -> None:
    """One theme: its name, its newest value, the finding, a small chart over true dates."""
    rows = reads.observations([screen.headline])
    rows = rows[rows["part"] == ""]
    name = words.name(reads.metrics().loc[screen.headline])
    st.subheader(words.name(screen), anchor=False)
    if not rows.empty:
        latest = rows.sort_values(["period_end", "period_start"]).iloc[-1]
        st.caption(name)
        st.metric(row_period(latest, words), _headline(latest, words))
        _sparkline(screen, rows, name, words)
    st.markdown(silent(finding(rows, name, words), newest_silence(screen.headline, words), words))
    script = ROOT / "pages" / f"{screen.id}.py"
    link = words("overview.more", topic=words.name(screen))
    st.page_link(script, label=link, icon=":material/arrow_forward:", query_params={"lang": words.language})


def _headline(row: pd.Series, words: Words) -> str:
    if is_told(row["per_month"]):
        return (
            words("axis.per_month", unit="").strip() + " " + with_unit(rate_words(row["per_month"]), row["unit"], words)
        )
    return value_words(row["value"], row["unit"], row["qualifier"], words)


def _sparkline(screen: Screen, rows: pd.DataFrame, name: str, words: Words) -> None:
    panel = Panel(id="card", name_zh=name, name_en=name, metrics=(screen.headline,))
    empty = reads.coverage([screen.headline]).iloc[:0]
    (lane, *_) = value_lanes(panel, rows, {screen.headline: name}, empty, {}, "per_month", words)
    reports = reads.reports()
    figure = sparkline_figure(lane, reports["period_start"].min(), reports["period_end"].max())
    alt = words("overview.sparkline", metric=name)
    st.plotly_chart(
        figure,
        theme=None,
        key=f"spark.{screen.id}",
        config={**config(words, name), "staticPlot": True},
        alt=alt,
    )


def _coverage(words: Words) -> None:
    reports = reads.reports().copy()
    st.header(words("overview.coverage"), anchor=False)
    gaps, overlaps = gaps_and_overlaps(reports)
    st.markdown(
        words(
            "overview.coverage.finding",
            count=len(reports),
            first=period_words(reports["period_start"].min().date(), reports["period_start"].min().date(), words),
            last=period_words(reports["period_end"].max().date(), reports["period_end"].max().date(), words),
            gaps=gaps,
            overlaps=overlaps,
        )
    )
    reports["words"] = [
        period_words(start.date(), end.date(), words)
        for start, end in zip(reports["period_start"], reports["period_end"], strict=True)
    ]
    names = [_short_name(row, words) for _, row in reports.iterrows()]
    figure = coverage_figure(reports, names, words)
    alt = words("overview.coverage.alt")
    with st.container(key="coverage"):
        st.plotly_chart(figure, theme=None, key="coverage-chart", config=config(words, alt), alt=alt)
        table = reports.assign(report=[report_name(row, words) for _, row in reports.iterrows()])
        shown = table[["report", "words", "agency"]].rename(
            columns={
                "report": words("table.report"),
                "words": words("table.period"),
                "agency": words("table.agency"),
            }
        )
        st.dataframe(shown, hide_index=True, key="coverage-table", alt=alt)


def _short_name(row: pd.Series, words: Words) -> str:
    genre = words(f"genre.{row['genre']}")
    return f"{genre}　{row['session']}" if is_told(row["session"]) else f"{genre}　{row['report_id']}"


def gaps_and_overlaps(reports: pd.DataFrame) -> tuple[int, int]:
    """How many stretches between reports no report covers, and how many reports begin before an earlier one ends."""
    gaps = overlaps = 0
    covered: pd.Timestamp | None = None
    for _, row in reports.sort_values(["period_start", "period_end"]).iterrows():
        if covered is not None:
            gaps += row["period_start"] > covered + pd.Timedelta(days=1)
            overlaps += row["period_start"] <= covered
        covered = row["period_end"] if covered is None else max(covered, row["period_end"])
    return int(gaps), int(overlaps)


def _missing(words: Words) -> None:
    """Figures of the four themes that earlier reports print and the newest does not."""
    st.header(words("overview.missing"), anchor=False)
    shown = {metric for screen in load().screens for panel in screen.panels for metric in panel.metrics}
    silent_now = reads.fallen_silent()
    silent_now = silent_now[silent_now["metric_id"].isin(shown)]
    reports = reads.reports()
    telling = reports[reports["genre"].isin(TELLING)].sort_values("period_end")
    with st.container(key="missing"):
        if silent_now.empty or telling.empty:
            st.success(words("overview.missing.none"))
            return
        titles = report_titles(words)
        st.markdown(words("overview.missing.intro", report=report_name(telling.iloc[-1], words)))
        table = pd.DataFrame(
            {
                words("table.metric"): [words.name(row) for _, row in silent_now.iterrows()],
                words("overview.last_seen"): [titles[i] for i in silent_now["last_report_id"]],
            }
        )
        st.dataframe(table, hide_index=True, key="missing-table", alt=words("overview.missing"), height=280)


def _issues(words: Words) -> None:
    st.header(words("overview.issues"), anchor=False)
    issues = reads.reading_issues()
    with st.container(key="issues"):
        if issues.empty:
            st.success(words("overview.issues.none"), icon=":material/check:")
        for _, issue in issues.iterrows():
            key = "overview.issues.line" if is_told(issue["line"]) else "overview.issues.refused"
            line = int(issue["line"]) if is_told(issue["line"]) else ""
            st.warning(words(key, file=issue["file"], line=line, message=issue["message"]))
