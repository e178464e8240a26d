"""The card of a figure that is not told: which silence it is, what is printed instead, and why."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from catalog.words import words
from findings.asking.told import Told, of_report
from findings.breaks import Stretch
from findings.kept import kept
from findings.lanes import TELLING, Gap, report_name
from findings.period_words import period_words
from findings.records import place_words
from view.frame.hits import STYLE as HITS
from view.frame.links import link, passage_address, search_address
from view.frame.query import extracts
from view.source import card, period_sentence
from view.takeaway.copying import prepare
from warehouse import reads, sources


def gap_words(gap: Gap | Stretch) -> str:
    """One gap in a line: metric (of what no report tells none), period, which silence."""
    period = period_words(gap.start.date(), gap.end.date())
    if isinstance(gap, Stretch):
        return words("gap.unreported", period=period, why=words(f"chart.{gap.kind}"))
    metric = words.name(reads.metrics().loc[gap.metric_id])
    return words("source.option", metric=metric, period=period, value=words(f"chart.{gap.status}"))


def gap_card(gap: Gap | Stretch, close: Callable[[], None]) -> None:
    """Draws the card of one gap; it lies over the page like that of a number.

    Args:
        gap: the report and metric, and why there is no value; or the days that no report tells of.
        close: undoes the reader's choice.
    """
    for style in (card.STYLE, HITS, period_sentence.STYLE):
        st.html(style)
    with st.container(key="source-card"):
        st.button(words("card.close"), key="source-close", icon=":material/close:", on_click=close)
        st.header(words("gap.title"), anchor=False)
        st.html(f'<p class="figure-line" role="status">{escape(gap_words(gap))}</p>')
        if isinstance(gap, Stretch):
            st.html(_between(gap))
            return
        prepare("gap")
        reports = reads.reports()
        report = reports[reports["report_id"] == gap.report].iloc[0]
        said = _said(gap.metric_id, gap.report)
        # A report that prints the whole may leave out the part that was chosen.
        silence = "printed" if said.kind in ("figure", "parts") else gap.status
        meaning = escape(words(f"gap.{silence}", report=report_name(report)))
        ways = f'<p class="hit-to">{_ways(gap)}</p>'
        # In view at once, also in the sheet of a phone.
        st.html(
            f'<p class="meaning">{meaning}</p>' + period_sentence.told_html(said, why=True) + _suggested(gap) + ways
        )


def _between(stretch: Stretch) -> str:
    """What it means that no report tells of some days, and the reports right before and after them."""
    reports = reads.reports()
    reports = reports[reports["genre"].isin(TELLING)]
    before = reports[reports["period_end"] < stretch.start].sort_values("period_end").tail(1)
    after = reports[reports["period_start"] > stretch.end].sort_values("period_start").head(1)
    items = [
        f"<li>{escape(words(f'gap.{side}'))}{link(passage_address(row['report_id'], None), report_name(row))}"
        f"　{escape(period_words(row['period_start'].date(), row['period_end'].date()))}</li>"
        for side, own in (("before", before), ("after", after))
        for _, row in own.iterrows()
    ]
    return f'<p class="meaning">{escape(words(f"gap.{stretch.kind}"))}</p><ul>{"".join(items)}</ul>'


@kept(128)
def _said(metric_id: str, report_id: str) -> Told:
    return of_report(metric_id, report_id)


def _suggested(gap: Gap) -> str:
    """The numbers of which one may be the figure, each with the words around it."""
    if gap.status != "maybe_printed":
        return ""
    items = []
    for _, row in reads.ask(sources.suggested, gap.report, gap.metric_id).iterrows():
        span = (int(row["char_start"]), int(row["char_end"]))
        way = link(passage_address(gap.report, int(row["passage_no"])), words("answer.to_place"))
        items.append(period_sentence.hit(extracts(str(row["passage"]), [span], [span]), "", place_words(row), way))
    return f"<h3>{escape(words('gap.suggested'))}</h3><ol class='hits'>{''.join(items)}</ol>" if items else ""


def _ways(gap: Gap) -> str:
    metric = words.name(reads.metrics().loc[gap.metric_id])
    report = link(passage_address(gap.report, None), words("gap.to_report"))
    return f"{report} {link(search_address(q=metric), words('gap.to_search'))}"
