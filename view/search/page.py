"""The search page: words to find, filters, and the hits in their context."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from catalog.words import words
from findings.periods import roc_year
from view.frame import address
from view.frame.fields import how_many, more_button, number_field, text_field
from view.frame.hits import STYLE, number_hit, passage_hit
from view.frame.links import link, search_address
from view.frame.page import Page
from view.frame.query import LONGEST, query_words
from view.frame.reports import report_names
from warehouse import reads, searches
from warehouse.searches import KINDS, Filters, Word

ALL = "all"
# Hits of each kind where all kinds are shown; hits of one kind at a time.
_FEW, _STEP = 5, 20
_MOST_EXAMPLES = 6


@dataclass(frozen=True)
class Search:
    """One search: what was typed, and what it is limited to."""

    query: str
    words: tuple[Word, ...]
    filters: Filters

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not self.words and self.filters == Filters()


def search_page(page: Page) -> None:
    """Draws the search page."""
    st.html(STYLE)
    with st.container(key="whole"):
        _draw()


def _draw() -> None:
    title = st.container(key="finding")
    search = _asked()
    if search.is_empty:
        title.title(words("search.title_empty", reports=len(reads.reports())), anchor=False)
        _examples()
        return
    counts = reads.ask(searches.counts, search.words, search.filters)
    title.title(found_words(counts, search), anchor=False)
    if counts.empty:
        _nothing(search)
        return
    hits = {kind: int(counts.loc[counts["kind"] == kind, "hits"].sum()) for kind in KINDS}
    kind = _kind(hits)
    shown = how_many("shown", _STEP)
    with st.container(key="hits"):
        for one in [kind] if kind != ALL else [one for one in KINDS if hits[one]]:
            _hits(search, one, hits[one], shown if kind == one else _FEW)
        if kind != ALL and hits[kind] > shown:
            more_button("shown", words("search.more", count=hits[kind] - shown), shown, _STEP, "search.more-hits")


def found_words(counts: pd.DataFrame, search: Search) -> str:
    """The finding: how many hits of what, in how many reports.

    Args:
        counts: as :func:`warehouse.searches.counts` gives them.
        search: what was asked.
    """
    asked = words("search.quoted", query=search.query) if search.words else words("search.filtered")
    if counts.empty:
        return words("search.title_none", asked=asked)
    kinds = [(kind, int(counts.loc[counts["kind"] == kind, "hits"].sum())) for kind in KINDS]
    told = [words(f"search.counted.{kind}.{'one' if hits == 1 else 'many'}", hits=hits) for kind, hits in kinds if hits]
    reports, every = counts["report_id"].nunique(), len(reads.reports())
    return words("search.title", asked=asked, reports=reports, every=every, counted=words("list.joint").join(told))


# What is asked ------------------------------------------------------------------------------------


def _asked() -> Search:
    with st.container(key="choosers"):
        query = text_field(
            "q",
            words("search.label"),
            "search.q",
            placeholder=words("search.placeholder"),
            help_text=words("search.help"),
            longest=LONGEST,
        )
        in_use = any(name in st.query_params for name in ("report", "year", "topic", "unit", "low", "high"))
        with st.expander(words("search.filters"), expanded=in_use, icon=":material/filter_list:", key="filters"):
            filters = _filters()
    return Search(query, query_words(query), filters)


def _filters() -> Filters:
    reports = report_names()
    topics = reads.ask(searches.topics).set_index("topic_id", drop=False)
    first, second = st.columns(3), st.columns(3)
    with first[0]:
        report = _pick("report", list(reports), lambda value: reports[value])
    with first[1]:
        year = _pick("year", _years(), lambda value: words("search.year", roc=value, year=int(value) + 1911))
    with first[2]:
        topic = _pick("topic", list(topics.index), lambda value: words.name(topics.loc[value]))
    with second[0]:
        unit = _pick("unit", list(reads.ask(searches.units)["unit"]), str)
    with second[1]:
        low = number_field("low", words("search.filter.low"), "search.low", help_text=words("search.range_help"))
    with second[2]:
        high = number_field("high", words("search.filter.high"), "search.high", help_text=words("search.range_help"))
    return Filters(report, int(year) if year else None, topic, unit, low, high)


def _pick(name: str, options: list[str], show: address.ShowName) -> str | None:
    return address.pick(
        name,
        words(f"search.filter.{name}"),
        options,
        lambda value: show(value) if value else words("search.any"),
        f"search.{name}",
        words(f"search.filter_help.{name}"),
    )


def _years() -> list[str]:
    """ROC years that reports cover, the newest first."""
    reports = reads.reports()
    spans = zip(reports["period_start"], reports["period_end"], strict=True)
    years = {year for start, end in spans for year in range(roc_year(start), roc_year(end) + 1)}
    return [str(year) for year in sorted(years, reverse=True)]


def _kind(hits: dict[str, int]) -> str:
    options = [ALL, *(kind for kind in KINDS if hits[kind])]
    every = hits | {ALL: sum(hits.values())}
    return address.choose(
        "kind",
        words("search.kind"),
        options,
        ALL,
        lambda value: words("search.kind_counted", kind=words(f"search.kind.{value}"), hits=every[value]),
        "search",
    )


# What is found ------------------------------------------------------------------------------------


def _hits(search: Search, kind: str, hits: int, shown: int) -> None:
    heading = words("search.kind_counted", kind=words(f"search.kind.{kind}"), hits=hits)
    st.header(heading, anchor=False)
    if kind == "number":
        rows = reads.ask(searches.numbers, search.words, search.filters, shown)
        items = [number_hit(row, search.words) for _, row in rows.iterrows()]
    else:
        items = _passages(search, kind, shown)
    st.html(f'<ol class="hits">{"".join(items)}</ol>')
    if shown < hits and st.query_params.get("kind") == ALL:
        st.html(f"<p>{link(_address(search, kind), words(f'search.all_of.{kind}', hits=hits))}</p>")


def _passages(search: Search, kind: str, shown: int) -> list[str]:
    rows = reads.ask(searches.passages, search.words, search.filters, kind, shown)
    places = tuple((str(report), int(no)) for report, no in zip(rows["report_id"], rows["passage_no"], strict=True))
    numbers = reads.ask(searches.numbers_in, places)
    tabled = rows[rows["table_no"].notna()]
    tables = tuple((str(row["report_id"]), int(row["table_no"])) for _, row in tabled.iterrows())
    cells = reads.ask(searches.cells_in, tables) if tables else pd.DataFrame()
    return [
        passage_hit(
            row,
            search.words,
            numbers[(numbers["report_id"] == row["report_id"]) & (numbers["passage_no"] == row["passage_no"])],
            cells[(cells["report_id"] == row["report_id"]) & (cells["table_no"] == row["table_no"])]
            if pd.notna(row["table_no"])
            else cells.iloc[:0],
        )
        for _, row in rows.iterrows()
    ]


def _address(search: Search, kind: str) -> str:
    filters = vars(search.filters)
    return search_address(q=search.query or None, kind=kind, **filters)


# Where nothing is asked, or found -----------------------------------------------------------------


def _examples() -> None:
    st.markdown(words("search.examples"))
    examples = reads.ask(searches.examples, _MOST_EXAMPLES)
    items = []
    for _, row in examples.iterrows():
        name = str(row["name_zh"])
        gloss = "" if words.language == "zh-TW" else f" {escape(words('search.gloss', name=row['name_en']))}"
        count = escape(words("search.example_hits", hits=int(row["hits"])))
        items.append(f"<li>{link(search_address(q=name), name, {'lang': 'zh-Hant-TW'})}{gloss} {count}</li>")
    st.html(f'<ul class="examples">{"".join(items)}</ul>')
    st.caption(words("search.folding"))


def _nothing(search: Search) -> None:
    st.info(words("search.nothing"), icon=":material/search_off:")
    advice = []
    without = reads.ask(searches.counts, search.words, Filters())
    if search.words and search.filters != Filters() and not without.empty:
        label = words("search.without_filters", hits=int(without["hits"].sum()))
        advice.append(link(search_address(q=search.query), label))
    if len(search.words) > 1:
        for word in search.words:
            hits = int(reads.ask(searches.counts, (word,), Filters())["hits"].sum())
            text = words("search.one_word", word=word.text, hits=hits)
            advice.append(link(search_address(q=word.text), text) if hits else escape(text))
    advice.append(escape(words("search.try_shorter")))
    st.html(f'<ul class="examples">{"".join(f"<li>{one}</li>" for one in advice)}</ul>')
    _examples()
