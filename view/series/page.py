"""The page of one series: its points with their sentences side by side, its name, and what people decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import get_args

import pandas as pd
import streamlit as st

from catalog.words import words
from findings.lanes import report_name
from findings.titles import row_period
from findings.values import is_told, unit_words, value_words
from reviews import log
from reviews.decision import LONGEST_NAME
from reviews.series import SeriesMeasure, Stated
from reviews.standing import Reviews
from view.frame import office
from view.frame.address import Choices, how_many, one
from view.frame.decided import answer_words, counted_decisions
from view.frame.links import explore_address, link, passage_address
from view.frame.page import Page
from view.frame.passage import marked_passage, outline_line, table_extract
from view.frame.request import carried
from view.series import answers
from view.series.proposal import Proposal, Value
from warehouse import reads, recurring, sources

_STYLE = Path(__file__).with_name("series.css")
_STEP = 24
_SENTENCE_ENDS = "。！？\n"


@dataclass(frozen=True)
class Shown:
    """Which series is looked at, and how many of its points."""

    series: str = ""
    points: int = _STEP


def series_page(_: Page) -> None:
    """Draws the page. Names and decisions stay out of the address."""
    st.html(_STYLE)
    with st.container(key="whole"):
        _draw()


def _draw() -> None:
    title = st.container(key="finding")
    every = reads.ask(recurring.proposals)
    if every.empty:
        title.title(words("series.title_none"), anchor=False)
        _nothing()
        return
    try:
        reviews = Reviews.read()
    except OSError as error:
        title.title(words("series.title_none"), anchor=False)
        st.error(words("review.unread_log", error=error.strerror or ""), icon=":material/error:")
        return
    rows = {str(row["series_id"]): row for _, row in every.iterrows()}
    choices = Choices[Shown](
        "series",
        (one("series", tuple(rows)), how_many("points", _STEP)),
        Shown(_first(every)),
    )
    _choose(choices, rows)
    proposal = Proposal.of(rows[choices.state.series], reads.ask(recurring.points), reviews.series)
    _head(title, proposal)
    if reviews.unread:
        st.warning(words("review.unread_lines", count=len(reviews.unread)), icon=":material/warning:")
    may = office.may_decide()
    answers.fault()
    if may:
        _name(proposal)
    _points(proposal, choices, may)
    if may:
        _merge(proposal, rows)
    _decided(proposal)


def _nothing() -> None:
    """What to do where no series was found yet."""
    steps = "".join(f"<li>{escape(words(f'series.empty.{step}'))}</li>" for step in ("build", "look"))
    st.html(f'<div class="series-empty"><p>{escape(words("series.empty"))}</p><ol>{steps}</ol></div>')


def _first(every: pd.DataFrame) -> str:
    """The first series nobody has accepted, those that are asked again or have grown before all others."""
    kinds = every.apply(_kind, axis=1)
    waiting = (every[kinds == kind] for kind in ("asked", "grown", "proposed", "accepted"))
    return str(next(own["series_id"].iloc[0] for own in waiting if len(own)))


def _kind(row: pd.Series) -> str:
    """How a series stands in this build."""
    if is_told(row["asked"]):
        return "asked"
    return "grown" if row["status"] == "accepted" and row["unseen"] else str(row["status"])


def _choose(choices: Choices[Shown], rows: dict[str, pd.Series]) -> None:
    accepted = sum(row["status"] == "accepted" for row in rows.values())
    progress = words("series.progress", every=len(rows), accepted=accepted)
    with st.container(key="series-choice"):
        choices.listed("series", words("series.choose"), lambda series_id: _option(rows[series_id]))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(
                f'<p class="series-progress"><span>{escape(progress)}</span>'
                f'<progress max="{len(rows)}" value="{accepted}" aria-label="{escape(progress, quote=True)}">'
                f"</progress></p>"
            )
            after = _next(list(rows), choices.state.series)
            st.button(
                words("series.next"), key="series-next", shortcut="space", type="tertiary",
                on_click=choices.choose, kwargs={"series": after, "points": _STEP},
            )  # fmt: skip


def _next(series_ids: Sequence[str], series_id: str) -> str:
    return series_ids[(series_ids.index(series_id) + 1) % len(series_ids)]


def _option(row: pd.Series) -> str:
    unit = unit_words(row["unit"]) or words("series.no_unit")
    return words(f"series.option.{_kind(row)}", name=row["name_zh"], unit=unit, editions=int(row["editions"]))


def _head(title: st.delta_generator.DeltaGenerator, proposal: Proposal) -> None:
    named, row = proposal.named, proposal.row
    state = proposal.state
    title.title(words(f"series.title.{state}", name=named.name, count=len(proposal.staying)), anchor=False)
    if is_told(row["asked"]) and state == "proposed":
        st.warning(words(f"series.asked.{row['asked']}"), icon=":material/help:")
    kind = words(
        "series.kind", unit=unit_words(named.unit) or words("series.no_unit"),
        measure=words(f"measure.{named.measure}"), score=f"{row['score']:.0%}",
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(
            f'<p class="series-state {state}"><strong>{escape(words(f"series.state.{state}"))}</strong> '
            f"{escape(kind)}</p>"
        )
        if not reads.is_described() or row["status"] == "accepted":
            st.html(
                f'<p class="series-link">{link(explore_address(proposal.series_id, None), words("series.chart"))}</p>'
            )
    if len(row["section"]):
        st.html(outline_line(list(row["section"])))


# Its name ------------------------------------------------------------------------------------------


def _name(proposal: Proposal) -> None:
    """What it is called, how it counts, and the two ways to say so."""
    mark, named = f"{proposal.series_id}", proposal.named
    given = {"name": named.name, "unit": named.unit, "measure": named.measure}
    for field, value in given.items():
        st.session_state.setdefault(answers.field_key(mark, field), value)
    with st.form(f"series-form-{mark}"):
        with st.container(horizontal=True, vertical_alignment="bottom", key="series-fields"):
            st.text_input(words("series.name"), key=answers.field_key(mark, "name"), max_chars=LONGEST_NAME)
            st.text_input(words("series.unit"), key=answers.field_key(mark, "unit"), max_chars=20, width=140)
            st.selectbox(
                words("series.measure"), get_args(SeriesMeasure), key=answers.field_key(mark, "measure"), width=160,
                format_func=carried(lambda measure: words(f"measure.{measure}")),
            )  # fmt: skip
        with st.container(horizontal=True, key="series-says"):
            accepted = proposal.state == "accepted"
            st.form_submit_button(
                words("series.accept_again" if accepted else "series.accept"), key=f"series-{mark}-accept",
                type="primary", shortcut="a",
                on_click=_named, args=(mark, proposal, True),
            )  # fmt: skip
            if not accepted:
                st.form_submit_button(
                    words("series.rename"), key=f"series-{mark}-rename",
                    on_click=_named, args=(mark, proposal, False),
                )  # fmt: skip
        st.caption(words("series.next_build", folder=log.reviews_folder().name))


def _named(mark: str, proposal: Proposal, accepted: bool) -> None:
    answers.name_or_accept(mark, proposal.points, accepted=accepted)


# Its points ----------------------------------------------------------------------------------------


def _points(proposal: Proposal, choices: Choices[Shown], may: bool) -> None:
    st.header(words("series.points"), anchor=False)
    st.caption(words("series.points_help" if may else "series.points_read"))
    values = proposal.values[::-1]
    joined = {value.key for value in proposal.joined}
    shown = values[: choices.state.points]
    for value in shown:
        _point(proposal, value, may, is_joined=value.key in joined, is_first=value is values[-1])
    if len(shown) < len(values):
        more = words("series.more", count=len(values) - len(shown))
        choices.more_button("points", more, _STEP, "series-more")


def _point(proposal: Proposal, value: Value, may: bool, *, is_joined: bool, is_first: bool) -> None:
    row, is_out = value.row, value.key not in proposal.staying
    told = pd.Series(row)
    state = "out" if is_out else "joined" if is_joined else "new" if _is_new(proposal, value) else ""
    marks = f'<span class="series-mark">{escape(words(f"series.point.{state}"))}</span>' if state else ""
    if is_told(row["break"]) and not is_out:
        broken = words(f"series.break.{row['break']}")
        marks += f'<span class="series-mark">{escape(broken)}</span>'
    address = passage_address(str(row["report_id"]), int(row["passage_no"]))
    unit = row["unit"] if is_told(row["unit"]) else ""
    with st.container(key=f"series-point-{value.mark}{'-out' if is_out else ''}"):
        st.html(
            f'<p class="series-value"><strong>{escape(value_words(row["value"], unit, row["qualifier"]))}</strong> '
            f"<span>{escape(row_period(told))}</span> {marks}</p>"
            f'<p class="series-report">{link(address, report_name(told))}</p>{_sentence(value)}'
        )
        if may:
            with st.container(horizontal=True, key=f"series-do-{value.mark}"):
                _point_buttons(proposal, value, is_out=is_out, is_first=is_first)


def _point_buttons(proposal: Proposal, value: Value, *, is_out: bool, is_first: bool) -> None:
    names = {"value": value.row["raw"], "period": row_period(pd.Series(value.row))}
    if is_out:
        decision = proposal.taken_out_by(value, office.editor_name())
        if decision is not None:
            st.button(
                words("series.put_back"), key=f"series-back-{value.mark}",
                help=words("series.put_back_help", **names), on_click=answers.take_back, args=(decision,),
            )  # fmt: skip
        return
    if len(proposal.staying) > 1:
        st.button(
            words("series.take_out"), key=f"series-out-{value.mark}",
            help=words("series.take_out_help", **names),
            on_click=_take_out, args=(proposal, value),
        )  # fmt: skip
    if not is_first and proposal.sides_at(value)[0]:
        st.button(
            words("series.split"), key=f"series-split-{value.mark}", type="tertiary",
            help=words("series.split_help", **names), on_click=_split, args=(proposal, value),
        )  # fmt: skip


def _take_out(proposal: Proposal, value: Value) -> None:
    answers.take_out([value.point], proposal.without(value))


def _split(proposal: Proposal, value: Value) -> None:
    answers.take_out(*proposal.sides_at(value))


def _is_new(proposal: Proposal, value: Value) -> bool:
    """Whether a later report has added it to what was accepted."""
    return proposal.state == "grown" and proposal.label is not None and value.key not in proposal.label.accepted


def _sentence(value: Value) -> str:
    """The number marked in its sentence, or in the rows of its table around it."""
    row = value.row
    if row["kind"] == "table":
        place = reads.ask(sources.place, str(row["report_id"]), int(row["quantity_no"])).iloc[0]
        if place.notna()["row"]:
            around = (str(row["report_id"]), int(place["table_no"]), int(place["row"]))
            return table_extract(reads.ask(sources.rows_around, *around), place)
    text, start, end = str(row["text"]), int(row["char_start"]), int(row["char_end"])
    first = max(text.rfind(stop, 0, start) for stop in _SENTENCE_ENDS) + 1
    last = min((at for stop in _SENTENCE_ENDS if (at := text.find(stop, end)) >= 0), default=len(text))
    return marked_passage(text[first : last + 1], start - first, end - first, text[first : last + 1])


# Others, and what was decided ----------------------------------------------------------------------


def _merge(proposal: Proposal, rows: dict[str, pd.Series]) -> None:
    """Another series, searched by its name, that is the same measure."""
    held = {value.row["series_id"] for value in proposal.values}
    others = [series_id for series_id in rows if series_id not in held]
    if not others:
        return
    key = answers.merge_key(proposal.series_id)
    with st.expander(words("series.merge_head"), expanded=bool(st.session_state.get(key))):
        st.selectbox(
            words("series.merge_label"), others, index=None, key=key, placeholder=words("series.merge_search"),
            format_func=carried(lambda series_id: _option(rows[series_id])),
        )  # fmt: skip
        chosen = st.session_state.get(key)
        if chosen not in rows:
            return
        other = Proposal.of(rows[chosen], reads.ask(recurring.points), proposal.reviews)
        both = {value.row["report_id"] for value in other.own} & {value.row["report_id"] for value in proposal.own}
        if both:
            st.warning(words("series.merge_both", count=len(both)), icon=":material/warning:")
        for value in other.own[-1:-_STEP:-1]:
            told = pd.Series(value.row)
            unit = value.row["unit"] if is_told(value.row["unit"]) else ""
            st.html(
                f'<p class="series-value"><strong>'
                f"{escape(value_words(told['value'], unit, told['qualifier']))}</strong> "
                f"<span>{escape(row_period(told))}　{escape(report_name(told))}</span></p>{_sentence(value)}"
            )
        st.button(
            words("series.merge"), key=f"series-{proposal.series_id}-join",
            on_click=answers.merge, args=(proposal.points, other.points),
        )  # fmt: skip


def _decided(proposal: Proposal) -> None:
    """What people decided about it, the latest first, each with the way to take one's own back."""
    if not proposal.said:
        return
    counted = counted_decisions()
    differing = {one.decision.id for one in proposal.reviews.conflicts}
    st.header(words("series.decided"), anchor=False)
    for stated in proposal.said[::-1]:
        _said(stated, counted, is_differing=stated.decision.id in differing)


def _said(stated: Stated, counted: frozenset[str], *, is_differing: bool) -> None:
    decision = stated.decision
    when = "differs" if is_differing else "counts" if decision.id in counted else "waits"
    who = decision.who if office.sees_names() else words("review.somebody")
    told = words("series.said", who=who, answer=answer_words(decision), state=words(f"series.when.{when}"))
    with st.container(horizontal=True, vertical_alignment="center", key=f"series-said-{decision.id}"):
        st.html(f'<p class="series-said">{escape(told)}</p>')
        if decision.who == office.editor_name():
            st.button(
                words("review.undo"), key=f"series-undo-{decision.id}", type="tertiary",
                on_click=answers.take_back, args=(decision,),
            )  # fmt: skip
