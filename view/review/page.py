"""The page where people decide what unsure numbers are: one at a time, by keyboard, each decision into the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from catalog.words import words
from findings.lanes import report_name
from findings.records import place_words
from findings.values import is_told, unit_words
from reviews import log
from reviews.decision import Decision
from reviews.standing import Reviews
from view.frame import office
from view.frame.address import Choices, one
from view.frame.decided import answer_words
from view.frame.focus import give_keyboard
from view.frame.links import lead, link, passage_address
from view.frame.page import Page
from view.frame.passage import marked_passage, outline_line, page_figure, table_extract
from view.frame.reports import report_names, report_rows
from view.review import answers
from view.review.queue import Waiting, next_one, of_report, queue
from warehouse import reads, sources, unsure

STYLE = Path(__file__).with_name("review.css")
_MOST_SHOWN = 12
_LEAST = 0.01


@dataclass(frozen=True)
class Review:
    """Which report's numbers are asked."""

    report: str = ""


def review_page(page: Page) -> None:
    """Draws the page. Names and decisions stay out of the address."""
    st.html(STYLE)
    with st.container(key="whole"):
        _draw()


def _draw() -> None:
    title = st.container(key="finding")
    try:
        reviews = Reviews.read()
    except OSError as error:
        title.title(words("review.title_none"), anchor=False)
        st.error(words("review.unread_log", error=error.strerror or ""), icon=":material/error:")
        return
    waiting = queue(reviews)
    every = sum(one.is_open for one in waiting)
    title.title(words("review.title", count=every) if every else words("review.title_none"), anchor=False)
    st.caption(words("review.lead"))
    if reviews.unread:
        st.warning(words("review.unread_lines", count=len(reviews.unread)), icon=":material/warning:")
    if not waiting:
        st.success(words("review.nothing"), icon=":material/check:")
        return
    report = _choose_report(waiting)
    own = of_report(waiting, report)
    with st.container(key="review-head", horizontal=True, vertical_alignment="center"):
        _progress(own)
        may = office.may_decide(_who)
    answers.tell_last(may)
    shown = next_one(own, answers.put_off(), answers.focus())
    if shown is None:
        st.success(words("review.report_done"), icon=":material/check:")
        if may and st.button(words("review.publish"), key="review-publish", type="primary", shortcut="p"):
            lead("add")
    else:
        _number(shown, may)
    _decided(own, may)


def _choose_report(waiting: Sequence[Waiting]) -> str:
    open_in: dict[str, int] = {}
    for number in waiting:
        report_id = str(number.row["report_id"])
        open_in[report_id] = open_in.get(report_id, 0) + number.is_open
    first = next((report_id for report_id, count in open_in.items() if count), next(iter(open_in)))
    choices = Choices("review", (one("report", tuple(open_in)),), Review(first))
    names = report_names()
    choices.listed(
        "report",
        words("review.report"),
        lambda report_id: words("review.report_open", name=names[report_id], count=open_in[report_id]),
    )
    return choices.state.report


def _who(now: office.Standing) -> None:
    """Says under which name the visitor decides, or asks for it."""
    if now == "editor":
        st.caption(words("review.as", who=office.given_name()), width="content")
        st.button(words("review.other_person"), key="review-other", on_click=answers.forget_person, type="tertiary")
    elif now == "nameless":
        with st.form("review-name", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(words("review.name"), key=answers.NAME, width=280)
            st.form_submit_button(words("review.begin"), on_click=answers.take_name)
        give_keyboard(".st-key-review-typed-name input")
        if answers.name_refused():
            st.warning(words("review.no_name"), icon=":material/person:")


def _progress(own: Sequence[Waiting]) -> None:
    done, every = sum(not number.is_open for number in own), len(own)
    told = words("review.progress", done=done, every=every)
    st.html(
        f'<p class="review-progress"><progress max="{every}" value="{done}" '
        f'aria-label="{escape(told, quote=True)}"></progress> {escape(told)}</p>',
        width="content",
    )


# One number ---------------------------------------------------------------------------------------


def _number(number: Waiting, may: bool) -> None:
    shown, asked = st.columns([3, 2], gap="medium")
    row = number.row
    mark = f"{row['report_id']}-{row['quantity_no']}"
    question = answers.Asked(number.place, str(row["report_id"]), number.scope, mark)
    with shown, st.container(key="review-number"):
        _where(number)
        _already(number)
    with asked:
        # What is listed opens downwards from here: never over the sentence that is asked about.
        if may:
            answers.panel(question, str(row["unit"]) if is_told(row["unit"]) else "")
        _choices(number, question, may)


def _where(number: Waiting) -> None:
    row = number.row
    report = report_rows()[str(row["report_id"])]
    came = words("card.joint").join(filter(None, (report_name(report), place_words(pd.Series(row)))))
    address = passage_address(str(row["report_id"]), int(row["passage_no"]))
    st.html(
        f'<p class="review-place">{escape(came)}　{link(address, words("review.in_text"))}</p>'
        f"{outline_line(list(row['outline']))}{_sentence(number)}"
    )
    if row["has_box"]:
        place = reads.ask(sources.place, str(row["report_id"]), int(row["quantity_no"])).iloc[0]
        st.html(page_figure(place, report_name(report), number.sentence))


def _sentence(number: Waiting) -> str:
    """The number marked in its sentence, in the rows of its table around it."""
    row = number.row
    if row["kind"] == "table":
        place = reads.ask(sources.place, str(row["report_id"]), int(row["quantity_no"])).iloc[0]
        if place.notna()["row"]:
            around = (str(row["report_id"]), int(place["table_no"]), int(place["row"]))
            return table_extract(reads.ask(sources.rows_around, *around), place)
    return marked_passage(str(row["text"]), int(row["char_start"]), int(row["char_end"]), number.sentence)


def _already(number: Waiting) -> None:
    """Why it is asked, what people have said of it, and how many others are like it."""
    told = [_reason(number)]
    if number.row["alike"]:
        told.append(words("review.alike", count=int(number.row["alike"])))
    html = f'<p class="review-why">{escape(words("list.space").join(told))}</p>'
    if number.standing is not None:
        head = "review.conflict" if number.standing.in_conflict else "review.said_already"
        said = "".join(f"<li>{escape(_said(decision))}</li>" for decision in number.standing.own)
        html += f'<div class="review-said"><p>{escape(words(head))}</p><ul>{said}</ul></div>'
    st.html(html)


def _reason(number: Waiting) -> str:
    """Why it is asked; of one that was decided before the build, what came of that."""
    status, reason = number.row["status"], number.row["reason"]
    if status == "suggested":
        return words(f"review.reason.{reason}")
    if status == "published" or reason == "not_a_measure":
        return words("review.reason.taken")
    return words("review.reason.unpublished", why=words(f"reading.person.{reason}"))


def _said(decision: Decision) -> str:
    why = words("review.because", why=decision.why) if decision.why else ""
    who = decision.who if office.sees_names() else words("review.somebody")
    return words("review.said", who=who, answer=answer_words(decision)) + why


def _choices(number: Waiting, asked: answers.Asked, may: bool) -> None:
    likely = reads.ask(unsure.suggestions, asked.report, int(number.row["quantity_no"]))
    # What is next to impossible helps nobody to decide.
    likely = likely[(likely["score"] >= _LEAST) | (likely.index == likely.index.min())]
    mark = asked.mark
    with st.container(key="review-choices"):
        for place, (_, metric) in enumerate(likely.iterrows(), 1):
            name = words("review.metric", name=words.name(metric), unit=unit_words(metric["unit"]))
            st.button(
                words("review.choice", name=name, chance=chance_words(float(metric["score"]))),
                key=f"review-{mark}-{place}", shortcut=str(place), width="stretch", disabled=not may,
                on_click=answers.decide_metric, args=(asked, str(metric["metric_id"])),
            )  # fmt: skip
            if metric["example"]:
                st.html(
                    f'<p class="review-nearest">{escape(_nearest(metric["example"], metric["example_source"]))}</p>'
                )
        if likely.empty:
            st.caption(words("review.no_suggestion"))
        st.button(
            words("review.none"), key=f"review-{mark}-none", shortcut="0", width="stretch", disabled=not may,
            on_click=answers.decide_none, args=(asked,),
        )  # fmt: skip
    with st.container(key="review-more", horizontal=True):
        st.button(
            words("review.another"), key=f"review-{mark}-another", shortcut="4", disabled=not may,
            on_click=answers.open_panel, args=("another",),
        )  # fmt: skip
        st.button(
            words("review.new"), key=f"review-{mark}-new", shortcut="5", disabled=not may,
            on_click=answers.open_panel, args=("new",),
        )  # fmt: skip
        st.button(
            words("review.later"), key=f"review-{mark}-later", shortcut="space",
            on_click=answers.put_off_number, args=(number.key,),
        )  # fmt: skip
    if may:
        with st.expander(words("review.why")):
            st.text_input(words("review.why_label"), key=asked.why_key, max_chars=300)


def chance_words(score: float) -> str:
    """How likely a suggestion is: never none at all, nor certain, as a person is asked."""
    return words("review.chance_least") if score < _LEAST else f"{min(score, 1 - _LEAST):.0%}"


def _nearest(example: str, source: str) -> str:
    report = report_rows().get(source)
    if report is None:
        return words("review.nearest_practice", sentence=example.strip())
    return words("review.nearest", sentence=example.strip(), source=report_name(report))


# What is decided ----------------------------------------------------------------------------------


def _decided(own: Sequence[Waiting], may: bool) -> None:
    """The numbers of the report that are decided, the latest first, and what came of it or when it counts."""
    done = [number for number in own if not number.is_open and number.standing is not None]
    if not done:
        return
    done.sort(key=lambda number: number.standing.own[-1].at if number.standing else 0, reverse=True)
    with st.expander(words("review.decided", count=len(done))):
        st.caption(words("review.next_build", folder=log.reviews_folder().name))
        for number in done[:_MOST_SHOWN]:
            assert number.standing is not None
            came = _reason(number) if number.is_built else words("review.waits")
            said = words("list.joint").join(_said(decision) for decision in number.standing.own)
            mark = f"{number.row['report_id']}-{number.row['quantity_no']}"
            with st.container(key=f"review-done-{mark}", horizontal=True, vertical_alignment="center"):
                st.html(f"<p><strong>{escape(str(number.row['raw']))}</strong>　{escape(said)}　{escape(came)}</p>")
                st.button(
                    words("review.again"), key=f"review-{mark}-again", type="tertiary", disabled=not may,
                    on_click=answers.look_at, args=(number.key,),
                )  # fmt: skip
