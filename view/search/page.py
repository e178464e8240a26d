"""The search page: words to find, filters, and the hits in their context."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from catalog.words import words
from charts.palette import Look
from findings.asking.answers import Reply, reply
from findings.asking.question import understood
from findings.period_words import roc_year, today
from findings.recurring import asked_for
from view.frame.address import Choices, Parameter, how_many, number, one, text
from view.frame.hits import STYLE, number_hit, passage_hit
from view.frame.links import link, search_address
from view.frame.page import Page
from view.frame.query import LONGEST, query_words
from view.frame.reports import report_names
from view.search.answer import show_accepted, show_answer
from view.search.ways import show_ways
from warehouse import reads, searches
from warehouse.searches import KINDS, Filters, Word

ALL = "all"
# In the order in which they stand.
_FILTERS = ("report", "year", "topic", "unit", "low", "high")
# Hits of each kind where all kinds are shown; hits of one kind at a time.
_FEW, _STEP = 5, 20
_MOST_EXAMPLES = 6


@dataclass(frozen=True)
class Search:
    """One search: what was typed, what it is limited to, and which hits are shown. Empty texts limit nothing."""

    q: str = ""
    report: str = ""
    year: str = ""
    topic: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    kind: str = ALL
    shown: int = _STEP

    @property
    def words(self) -> tuple[Word, ...]:
        """What was typed, as words to find."""
        return query_words(self.q)

    @property
    def filters(self) -> Filters:
        """What it is limited to."""
        year = int(self.year) if self.year else None
        return Filters(self.report or None, year, self.topic or None, self.unit or None, self.low, self.high)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not self.words and self.filters == Filters()

    def hits(self) -> dict[str, int]:
        """How many hits of each kind there are; none where nothing is asked."""
        if self.is_empty:
            return dict.fromkeys(KINDS, 0)
        counts = reads.ask(searches.counts, self.words, self.filters)
        return {kind: int(counts.loc[counts["kind"] == kind, "hits"].sum()) for kind in KINDS}


def _found(search: Search) -> bool:
    return any(search.hits().values())


def _parameters() -> tuple[Parameter[Search], ...]:
    return (
        text("q", lambda typed: typed[:LONGEST].strip()),
        one("report", ("", *report_names())),
        one("year", ("", *_years())),
        one("topic", ("", *_topics().index)),
        one("unit", ("", *reads.ask(searches.units)["unit"])),
        number("low"),
        number("high"),
        one("kind", lambda search: (ALL, *(kind for kind, hits in search.hits().items() if hits)), when=_found),
        how_many("shown", _STEP, when=_found),
    )


def search_page(page: Page) -> None:
    """Draws the search page."""
    st.html(STYLE)
    with st.container(key="whole"):
        _draw(page.look)


def _draw(look: Look) -> None:
    title = st.container(key="finding")
    filtered = any(name in st.query_params for name in _FILTERS)
    choices = Choices("search", _parameters(), Search())
    _choosers(choices, filtered)
    search = choices.state
    if search.is_empty:
        title.title(words("search.title_empty", reports=len(reads.reports())), anchor=False)
        _examples()
        return
    counts = reads.ask(searches.counts, search.words, search.filters)
    # What reports are asked for by name is known of the catalog's agency only.
    said = reply(search.q, today()) if search.words and reads.is_described() else Reply()
    accepted = asked_for(search.q, today()) if search.words else {}
    # A passage that is quoted answers, too.
    quoted = bool(said.reasons) and not said.offers
    answered = counts.empty and (said.answer is not None or bool(accepted) or quoted)
    # What is asked of one report alone is looked for there.
    offered = counts.empty and bool(said.offers) and search.filters == Filters()
    title.title(_title(counts, search, said, answered=answered, offered=offered), anchor=False)
    show_answer(said, look)
    show_accepted(accepted)
    show_ways(search.q, said)
    if answered:
        figures = said.answer is not None or bool(accepted)
        st.caption(words("answer.no_hits" if figures else "answer.no_hits_quoted"))
        return
    if offered:
        st.caption(words("answer.no_hits_offered"))
        st.html(_advice(search))
        return
    if counts.empty:
        _nothing(search)
        return
    hits = search.hits()
    kind, shown = search.kind, search.shown
    _choose_kind(choices, hits)
    with st.container(key="hits"):
        for one_kind in [kind] if kind != ALL else [found for found in KINDS if hits[found]]:
            _hits(search, one_kind, hits[one_kind], shown if kind == one_kind else _FEW)
        if kind != ALL and hits[kind] > shown:
            choices.more_button("shown", words("search.more", count=hits[kind] - shown), _STEP, "search.more-hits")


def _title(counts: pd.DataFrame, search: Search, said: Reply, *, answered: bool, offered: bool) -> str:
    """What was asked where that is answered, what is offered in its place, else what was found."""
    if answered or (offered and said.reasons):
        # Where sentences answer, measures are only offered beside them.
        return words("answer.asked", query=search.q)
    if offered:
        return words("answer.offered", query=search.q, count=len(said.offers))
    return found_words(counts, search)


def found_words(counts: pd.DataFrame, search: Search) -> str:
    """The finding: how many hits of what, in how many reports.

    Args:
        counts: as :func:`warehouse.searches.counts` gives them.
        search: what was asked.
    """
    asked = words("search.quoted", query=search.q) if search.words else words("search.filtered")
    if counts.empty:
        return words("search.title_none", asked=asked)
    kinds = [(kind, int(counts.loc[counts["kind"] == kind, "hits"].sum())) for kind in KINDS]
    told = [words(f"search.counted.{kind}.{'one' if hits == 1 else 'many'}", hits=hits) for kind, hits in kinds if hits]
    reports, every = counts["report_id"].nunique(), len(reads.reports())
    key = "search.title_all" if reports == every else "search.title"
    return words(key, asked=asked, reports=reports, every=every, counted=words("list.joint").join(told))


# What is asked ------------------------------------------------------------------------------------


def _choosers(choices: Choices[Search], filtered: bool) -> None:
    with st.container(key="choosers"):
        st.text_input(
            words("search.label"),
            placeholder=words("search.placeholder"),
            help=words("search.help"),
            max_chars=LONGEST,
            **choices.bound("q"),
        )
        with st.expander(words("search.filters"), expanded=filtered, icon=":material/filter_list:", key="filters"):
            _filters(choices)


def _filters(choices: Choices[Search]) -> None:
    reports, topics = report_names(), _topics()
    shows: dict[str, Callable[[str], str]] = {
        "report": lambda report: reports[report],
        "year": lambda year: words("search.year", roc=year, year=int(year) + 1911),
        "topic": lambda topic: words.name(topics.loc[topic]),
        "unit": str,
    }
    for column, name in zip((*st.columns(3), *st.columns(3)), _FILTERS, strict=True):
        label = words(f"search.filter.{name}")
        with column:
            if show := shows.get(name):
                choices.listed(name, label, _or_any(show), help=words(f"search.filter_help.{name}"))
            else:
                # The lowest and the highest value.
                span = words("search.range_help")
                st.number_input(label, value=None, step=None, format="%g", help=span, **choices.bound(name))


def _or_any(show: Callable[[str], str]) -> Callable[[str], str]:
    return lambda value: show(value) if value else words("search.any")


def _topics() -> pd.DataFrame:
    return reads.ask(searches.topics).set_index("topic_id", drop=False)


def _years() -> list[str]:
    """ROC years that reports cover, the newest first."""
    reports = reads.reports()
    spans = zip(reports["period_start"], reports["period_end"], strict=True)
    years = {year for start, end in spans for year in range(roc_year(start), roc_year(end) + 1)}
    return [str(year) for year in sorted(years, reverse=True)]


def _choose_kind(choices: Choices[Search], hits: Mapping[str, int]) -> None:
    every = {**hits, ALL: sum(hits.values())}
    choices.buttons(
        "kind",
        words("search.kind"),
        lambda kind: words("search.kind_counted", kind=words(f"search.kind.{kind}"), hits=every[kind]),
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
    if shown < hits and search.kind == ALL:
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
    return search_address(q=search.q or None, kind=kind, **filters)


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
    st.html(_advice(search))
    _examples()


def _asked_of(search: Search) -> tuple[Word, ...]:
    """What a question written without a blank is about: 診所 of 診所幾家."""
    asked = understood(search.q, today()).words
    return tuple(word for one in asked if 1 < len(one) < len(search.q) for word in query_words(one))


def _advice(search: Search) -> str:
    """What to ask instead: without filters, one word alone, fewer letters."""
    advice = []
    without = reads.ask(searches.counts, search.words, Filters())
    if search.words and search.filters != Filters() and not without.empty:
        label = words("search.without_filters", hits=int(without["hits"].sum()))
        advice.append(link(search_address(q=search.q), label))
    for word in search.words if len(search.words) > 1 else _asked_of(search):
        hits = int(reads.ask(searches.counts, (word,), Filters())["hits"].sum())
        text = words("search.one_word", word=word.text, hits=hits)
        advice.append(link(search_address(q=word.text), text) if hits else escape(text))
    advice.append(escape(words("search.try_shorter")))
    return f'<ul class="examples">{"".join(f"<li>{one}</li>" for one in advice)}</ul>'
