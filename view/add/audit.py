"""Who decided what and when, for the office: every line of the log, those taken back and those that differ too."""

from __future__ import annotations

from html import escape

import streamlit as st

from catalog.words import words
from findings.period_words import moment_words
from reviews import log
from reviews.decision import Decision, Place
from reviews.series import SeriesDecision
from reviews.standing import Reviews
from view.frame.decided import answer_words
from view.frame.links import link, passage_address
from view.frame.passage import CHINESE
from view.frame.reports import report_names
from view.frame.tables import wide_table
from warehouse.connect import WarehouseMissing, WarehouseUnreadable

_STEP = 20
_AROUND = 24
# The number is told at length: behind what else a phone has room for.
_HEADS = ("when", "who", "answer", "number")
_EVERYBODY = ""


def decisions_part() -> None:
    """Draws the log of decisions, the newest first; nothing where there is none or it cannot be read."""
    try:
        lines, reviews = log.read(), Reviews.read()
    except OSError:
        return
    every: list[Decision | SeriesDecision] = [*lines.decisions, *lines.series]
    every.sort(key=lambda one: one.at, reverse=True)
    if not every:
        return
    with st.expander(words("audit.title", count=len(every))):
        st.caption(words("audit.lead"))
        people = sorted({one.who for one in every})
        who = _EVERYBODY
        if len(people) > 1:
            who = st.selectbox(
                words("audit.who"), [_EVERYBODY, *people], key="audit-who",
                format_func={_EVERYBODY: words("audit.everybody"), **{one: one for one in people}}.__getitem__,
            )  # fmt: skip
        own = [one for one in every if who in (_EVERYBODY, one.who)]
        shown = own[: longer("audit", len(own))]
        names, became = _names(), _became(reviews)
        body = "".join(_row(one, names, became) for one in shown)
        head = "".join(f'<th scope="col">{escape(words(f"audit.{name}"))}</th>' for name in _HEADS)
        st.html(
            wide_table(words("audit.title", count=len(own)), f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>")
        )
        more("audit", len(own))


def longer(key: str, every: int) -> int:
    """How many of a list are shown by now."""
    shown: int = st.session_state.get(f"{key}-shown", _STEP)
    return min(shown, every)


def more(key: str, every: int) -> None:
    """A button that shows more of a list, where there is more."""
    shown = longer(key, every)

    def further() -> None:
        st.session_state[f"{key}-shown"] = shown + _STEP

    if every > shown:
        st.button(words("search.more", count=every - shown), key=f"{key}-more", on_click=further)


def _became(reviews: Reviews) -> dict[str, str]:
    """What became of decisions that do not count: words by id."""
    became = {one.id: "audit.withdrawn" for one in reviews.withdrawn}
    return became | {one.id: "audit.differs" for standing in reviews.conflicts for one in standing.own}


def _names() -> dict[str, str]:
    """Published reports by id; none where nothing is published."""
    try:
        return dict(report_names())
    except (WarehouseMissing, WarehouseUnreadable):
        return {}


def _row(one: Decision | SeriesDecision, names: dict[str, str], became: dict[str, str]) -> str:
    told = escape(answer_words(one))
    if isinstance(one, SeriesDecision):
        point = next(iter(one.points), None)
        number = _number(point, point.report, names) if point else ""
    else:
        number = _number(one.place, one.report, names)
        told += escape(words("review.because", why=one.why)) if one.why else ""
    state = f"<br>{escape(words(became[one.id]))}" if one.id in became else ""
    cells = (escape(moment_words(one.at)), escape(one.who), told + state, number)
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _number(place: Place, report: str, names: dict[str, str]) -> str:
    """A number in the words around it, and the report that prints it."""
    before = place.text[max(place.start - _AROUND, 0) : place.start]
    after = place.text[place.end : place.end + _AROUND]
    told = f"…{escape(before)}<mark>{escape(place.printed)}</mark>{escape(after)}…"
    source = link(passage_address(report, place.passage), names[report]) if report in names else escape(report)
    return f"<blockquote {CHINESE}>{told}</blockquote>{source}"
