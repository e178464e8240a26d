"""A dropped report as only its visitor sees it: what it is, what it adds, what contradicts, what is not sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from html import escape

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from catalog.words import words
from charts.figure import config, lanes_figure
from charts.palette import Look
from findings.additions import STATUSES, Additions
from findings.beside import Beside, beside, recurring_beside
from findings.lanes import report_name
from findings.period_words import period_words
from findings.records import place_words
from findings.titles import row_period
from findings.values import is_told, part_words, value_words
from view.add.desk import hand_over, said
from view.add.identity import identity_facts, identity_form
from view.add.visit import Reading, ReadReport, Visit
from view.frame.chart import on_screen
from view.frame.focus import begin_at_the_top
from view.frame.passage import CHINESE, quotation
from view.frame.query import extracts
from view.frame.request import carried
from view.frame.tables import wide_table
from warehouse import additions as questions
from warehouse import judgements, queries, reads
from warehouse.connect import Warehouse, WarehouseMissing, WarehouseUnreadable

# Longer lists are cut, and say so: a book of tables has thousands of values.
_MOST_SHOWN = 200
_HEADS = ("table.metric", "table.period", "add.column.value", "add.column.sentence")


def preview(visit: Visit, reading: Reading, read: ReadReport, look: Look, body: DeltaGenerator) -> None:
    """Draws what was read of a dropped report.

    Args:
        visit: whose it is.
        reading: what was read.
        read: reads it again, where a person corrects what it is.
        look: the colours of charts.
        body: where all but its head is drawn.
    """
    own = reading.warehouse()
    with _of_its_agency(own):
        _preview(visit, reading, read, look, body)


@contextmanager
def _of_its_agency(own: Warehouse) -> Iterator[None]:
    """Inside, what is published is that of the dropped report's agency, whichever one the reader has chosen."""
    agency = queries.reports(own).iloc[0]["agency_id"]
    with ExitStack() as inside:
        with suppress(WarehouseMissing, WarehouseUnreadable):
            inside.enter_context(reads.of_edition(None))
            inside.enter_context(reads.of_lineage(str(agency) if is_told(agency) else None))
        yield


def _preview(visit: Visit, reading: Reading, read: ReadReport, look: Look, body: DeltaGenerator) -> None:
    own, published = reading.warehouse(), _published()
    added = reading.additions(published)
    unsure = questions.unsure(own)
    fails = judgements.results(own, "fails")
    # Between reports the values say themselves which differ.
    fails = fails[~fails["metric_id"].notna() | fails["other_report_id"].isna()]
    # It comes in above the file that has the keyboard.
    begin_at_the_top()
    st.title(_title(added), anchor=False)
    st.html(_counts(added, len(unsure), len(fails), questions.numbers(own)))
    if added.published_as is not None:
        st.warning(words("add.already", title=added.published_as), icon=":material/content_copy:")
    if reading.step == "uncompared":
        st.warning(words("add.uncompared"), icon=":material/warning:")
    said()
    with body:
        hand_over(reading, added)
        st.header(words("add.identity"), anchor=False)
        st.html(identity_facts(added.report))
        with st.expander(words("add.correct")):
            identity_form(visit, reading, added.report, read)
        _changed(added)
        _fails(fails)
        _unsure(unsure)
        _silent(added)
        _values(own, published, added, look)
        _recurring(own, published, added, look)
        _issues(own)


def _published() -> Warehouse | None:
    try:
        return reads.warehouse()
    except (WarehouseMissing, WarehouseUnreadable):
        return None


def _title(added: Additions) -> str:
    report = added.report
    days = period_words(report["period_start"].date(), report["period_end"].date())
    return words("add.title", name=report_name(report), days=days, values=len(added.values))


def _counts(added: Additions, unsure: int, fails: int, numbers: int) -> str:
    """How many values are new, the same, otherwise; what fails, is unsure, is no longer printed."""
    told = {f"add.count.{status}": added.count(status) for status in STATUSES}
    told |= {
        "add.count.fails": fails,
        "add.count.unsure": unsure,
        "add.count.silent": int((added.silent["status"] == "not_printed").sum()),
        "add.count.numbers": numbers,
    }
    items = "".join(
        f"<li><strong>{count}</strong> {escape(words(key))}</li>"
        for key, count in told.items()
        # What is not there is said of what a reader asks for first only.
        if count or key in ("add.count.new", "add.count.restated", "add.count.fails", "add.count.unsure")
    )
    return f'<ul class="counts">{items}</ul>'


# What it says of known things ----------------------------------------------------------------------


def _changed(added: Additions) -> None:
    """Values that another report prints otherwise, both with their sentences."""
    own = added.values[added.values["status"].isin(("corrected", "restated", "unlike"))]
    if own.empty:
        return
    st.header(words("add.changed"), anchor=False)
    st.caption(words("add.changed_lead"))
    names = {str(row["report_id"]): report_name(row) for _, row in reads.reports().iterrows()}
    order = own["status"].map(STATUSES.index).sort_values(kind="stable").index
    items = [_pair(own.loc[at], names) for at in order[:_MOST_SHOWN]]
    st.html(f'<ol class="judged">{"".join(items)}</ol>')
    _more(len(own))


def _pair(row: pd.Series, names: dict[str, str]) -> str:
    now = value_words(row["value"], row["unit"], row["qualifier"])
    before = value_words(row["earlier_value"], row["earlier_unit"], row["earlier_qualifier"])
    told = words(f"add.told.{row['status']}", now=now, before=before, report=names.get(row["earlier_report_id"], ""))
    earlier = (
        f"<figure><figcaption>{escape(names.get(row['earlier_report_id'], ''))}</figcaption>"
        f"{quotation(str(row['earlier_quote']), row['earlier_heads'])}</figure>"
    )
    return (
        f'<li class="{"fails" if row["status"] != "unlike" else "unlike"}"><p class="judged-head">'
        f"<strong>{escape(_name(row))}</strong> {escape(row_period(row))}</p><p>{escape(told)}</p>"
        f'<div class="quotes"><figure><figcaption>{escape(words("add.this_report"))}{_place(row)}</figcaption>'
        f"{_sentence(row)}</figure>{earlier}</div></li>"
    )


def _fails(fails: pd.DataFrame) -> None:
    if fails.empty:
        return
    st.header(words("add.fails"), anchor=False)
    items = []
    for _, row in fails.head(_MOST_SHOWN).iterrows():
        told = ""
        if is_told(row["stated"]) and is_told(row["computed"]):
            told = words("add.fails_told", stated=f"{row['stated']:,g}", computed=f"{row['computed']:,g}")
        quotes = [quote for quote in (row["quote"], row["other_quote"]) if is_told(quote)]
        shown = "".join(f"<blockquote {CHINESE}>{escape(str(quote))}</blockquote>" for quote in quotes)
        items.append(
            f'<li class="fails"><p class="judged-head"><strong>{escape(words.name(row))}</strong></p>'
            f"<p>{escape(told)}</p>{shown}</li>"
        )
    st.html(f'<ol class="judged">{"".join(items)}</ol>')
    _more(len(fails))


def _unsure(unsure: pd.DataFrame) -> None:
    """Numbers that wait for a person, each with what it may be."""
    if unsure.empty:
        return
    st.header(words("add.unsure"), anchor=False)
    st.caption(words("add.unsure_lead"))
    items = []
    for _, row in unsure.head(_MOST_SHOWN).iterrows():
        likely = "".join(f"<li>{escape(words.name(one))}</li>" for one in row["likely"])
        value = value_words(row["value"], row["unit"] if is_told(row["unit"]) else "", row["qualifier"])
        items.append(
            f'<li><p class="judged-head"><strong>{escape(value)}</strong>{_place(row)}</p>{_sentence(row)}'
            f'<p class="likely">{escape(words("add.likely"))}</p><ol class="likely">{likely}</ol></li>'
        )
    st.html(f'<ol class="judged">{"".join(items)}</ol>')
    _more(len(unsure))


def _silent(added: Additions) -> None:
    """Metrics of the edition before that this one does not print, or may print."""
    if added.before is None or added.silent.empty:
        return
    st.header(words("add.silent"), anchor=False)
    st.caption(words("add.silent_lead", report=report_name(added.before)))
    for status in ("not_printed", "maybe_printed", "unreadable"):
        own = added.silent[added.silent["status"] == status]
        if len(own):
            names = words("list.joint").join(words.name(row) for _, row in own.iterrows())
            st.html(f"<p><strong>{escape(words(f'add.silent.{status}'))}</strong>　{escape(names)}</p>")


# All it prints -------------------------------------------------------------------------------------


def _values(own: Warehouse, published: Warehouse | None, added: Additions, look: Look) -> None:
    """Its values topic by topic: drawn beside the published ones, and each with its sentence."""
    st.header(words("add.values"), anchor=False)
    if added.values.empty:
        st.caption(words("add.values_none"))
        return
    names = {row["topic_id"]: words.name(row) for _, row in queries.topics(own).iterrows()}
    held = added.values["topic_id"].value_counts()
    counts = {topic: int(held[topic]) for topic in names if topic in held}
    chosen = st.selectbox(
        words("add.topic"),
        list(counts),
        format_func=carried(lambda topic: words("add.topic_counted", topic=names[topic], count=counts[topic])),
        key="add-topic",
    )
    shown = added.values[added.values["topic_id"] == chosen]
    # What is published already would stand beside itself.
    if added.published_as is None:
        _chart(beside(own, published, added, list(dict.fromkeys(shown["metric_id"]))), names[str(chosen)], look)
    rows = []
    for _, row in shown.head(_MOST_SHOWN).iterrows():
        value = escape(value_words(row["value"], row["unit"], row["qualifier"]))
        status = escape(words(f"add.status.{row['status']}"))
        rows.append((
            escape(_name(row)),
            escape(row_period(row)),
            f"<strong>{value}</strong><br>{status}",
            f"{_sentence(row)}{_place(row)}",
        ))  # fmt: skip
    st.html(_table(_HEADS, rows, words("add.values")))
    _more(len(shown))


def _chart(found: Beside, topic: str, look: Look, key: str = "add-chart") -> None:
    """The course of the topic's values with those of this report in it."""
    if not found.lanes:
        return
    figure = on_screen(lanes_figure(found.lanes, pd.DataFrame(), look))
    alt = words("add.chart", topic=topic, metrics=words("list.joint").join(lane.title for lane in found.lanes))
    st.plotly_chart(figure, theme=None, key=key, height=figure.layout.height, config=config(), alt=alt)
    for note in found.notes:
        st.caption(note)
    if found.left_out:
        st.caption(words("add.chart_more", count=found.left_out))


def _recurring(own: Warehouse, published: Warehouse | None, added: Additions, look: Look) -> None:
    """Measures that were found over the editions without a catalog: drawn, and with the last published value."""
    found = questions.recurring(own, published)
    if found.empty:
        return
    st.header(words("add.recurring"), anchor=False)
    st.caption(words("add.recurring_lead"))
    if added.published_as is None:
        _chart(recurring_beside(own, published, added), words("add.recurring"), look, "add-chart-recurring")
    rows = []
    for _, row in found.head(_MOST_SHOWN).iterrows():
        unit = str(row["unit"]) if is_told(row["unit"]) else ""
        last = "—"
        if is_told(row["last_value"]):
            last_unit = str(row["last_unit"]) if is_told(row["last_unit"]) else ""
            last = value_words(row["last_value"], last_unit, row["last_qualifier"])
        start = row["period_start"].date() if is_told(row["period_start"]) else None
        value = f"<strong>{escape(value_words(row['value'], unit, row['qualifier']))}</strong>"
        rows.append((
            f"<span {CHINESE}>{escape(_series_name(row))}</span>",
            escape(period_words(start, row["period_end"].date())),
            f"{value}<br>{escape(words('add.last', value=last))}",
            f"<blockquote {CHINESE}>{escape(str(row['quote']))}</blockquote>",
        ))  # fmt: skip
    st.html(_table(_HEADS, rows, words("add.recurring")))
    _more(len(found))


def _series_name(row: pd.Series) -> str:
    """What a recurring measure is called, with its part where its name does not say it."""
    name, part = str(row["name_zh"]), row["part"]
    return words("source.of_part", metric=name, part=part) if is_told(part) and str(part) not in name else name


def _issues(own: Warehouse) -> None:
    """What could not be read."""
    issues = queries.reading_issues(own)
    if issues.empty:
        return
    st.header(words("quality.issues"), anchor=False)
    told = [
        words("reports.issue", severity=words(f"severity.{row['severity']}"), message=row["message"])
        for _, row in issues.head(_MOST_SHOWN).iterrows()
    ]
    st.html(f'<ul class="turns">{"".join(f"<li>{escape(one)}</li>" for one in told)}</ul>')
    _more(len(issues))


# Pieces --------------------------------------------------------------------------------------------


def _name(row: pd.Series) -> str:
    part = words("card.part", part=part_words(row["part"])) if is_told(row["part"]) and row["part"] else ""
    return words.name(row) + part


def _sentence(row: pd.Series) -> str:
    span = (int(row["char_start"]), int(row["char_end"]))
    return f"<blockquote {CHINESE}>{extracts(str(row['passage']), [span], [span])}</blockquote>"


def _place(row: pd.Series) -> str:
    place = place_words(row)
    return f' <span class="place">{escape(place)}</span>' if place else ""


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]], label: str) -> str:
    head = "".join(f'<th scope="col">{escape(words(key))}</th>' for key in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return wide_table(label, f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>")


def _more(every: int) -> None:
    if every > _MOST_SHOWN:
        st.caption(words("add.more", count=every - _MOST_SHOWN))
