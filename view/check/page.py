"""The page that holds the numbers of a draft against the reports: what each prints, and what cannot be told."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from catalog.words import words
from export import marked_draft
from findings.draft import STATUSES, Read, Verdict, judged, said_of, status_counts
from findings.lanes import report_name
from findings.period_words import today
from findings.records import place_words
from findings.titles import row_period
from findings.values import is_told, part_words, value_words
from view.frame.links import explore_address, link
from view.frame.page import Page
from view.frame.passage import CHINESE
from view.frame.query import extracts
from view.frame.request import carried
from view.takeaway.files import in_turn
from warehouse import reads

STYLE = Path(__file__).with_name("check.css")
# A speech of an hour has half as many.
LONGEST = 20_000
_MOST_PRINTED = 3
_LEADS = {"contradicted": "draft.prints_other", "other_period": "draft.prints_others"}
_readers: list[Callable[[], Read]] = []


def read_drafts_by(reader: Callable[[], Read]) -> None:
    """Says what reads drafts: the server does, as pages know nothing of reading.

    Args:
        reader: makes it, asked once and only when the first draft is there.
    """
    _readers[:] = [functools.cache(reader)]


def check_page(page: Page) -> None:
    """Draws the page. The draft stays out of the address: it is the visitor's own."""
    st.html(STYLE)
    with st.container(key="whole"):
        _draw()


def _draw() -> None:
    title = st.container(key="finding")
    with st.form("draft", border=False):
        draft = st.text_area(
            words("draft.label"),
            height=220,
            max_chars=LONGEST,
            placeholder=words("draft.placeholder"),
            key="draft-text",
        )
        st.caption(words("draft.private", most=f"{LONGEST:,}"))
        st.form_submit_button(words("draft.judge"))
    if not draft.strip():
        title.title(words("draft.title_empty"), anchor=False)
        return
    if not _readers:
        title.title(words("draft.title_empty"), anchor=False)
        st.error(words("draft.not_read"), icon=":material/error:")
        return
    with st.spinner(words("draft.judging")):
        verdicts = judged(draft, _readers[0]())
    title.title(found_words(verdicts), anchor=False)
    if verdicts:
        _results(draft, verdicts)


def found_words(verdicts: Sequence[Verdict]) -> str:
    """The finding: how many numbers there are, and what is said of them."""
    if not verdicts:
        return words("draft.title_none")
    counts: dict[str, int] = {
        str(status): count for status, count in status_counts([one for one in verdicts if not one.reckoned]).items()
    }
    counts["reckoned"] = sum(one.reckoned is not None for one in verdicts)
    told = [words(f"draft.told.{said}", count=count) for said, count in counts.items() if count]
    return words("draft.title", every=len(verdicts), told=words("list.joint").join(told))


def _results(draft: str, verdicts: Sequence[Verdict]) -> None:
    st.header(words("draft.marked"), anchor=False)
    st.html(f'<p class="legend" aria-label="{words("draft.legend")}">{_legend(verdicts)}</p>')
    st.html(f'<div class="draft" {CHINESE}>{_marked(draft, verdicts)}</div>')
    build, retrieved = reads.build(), today()
    st.download_button(
        words("draft.download"),
        carried(in_turn(lambda: marked_draft.odt_bytes(draft, verdicts, retrieved, str(build["build_id"])))),
        file_name=f"{words('draft.file_title')}_{retrieved.isoformat()}.odt",
        mime=marked_draft.MEDIA_TYPE,
        on_click="ignore",
        icon=":material/download:",
    )
    st.header(words("draft.numbers"), anchor=False)
    told = [(no, one) for no, one in enumerate(verdicts, 1) if one.status != "unknown"]
    told.sort(key=lambda numbered: STATUSES.index(numbered[1].status))
    st.html(f'<ol class="verdicts">{"".join(_item(no, verdict) for no, verdict in told)}</ol>')
    unknown = [(no, verdict) for no, verdict in enumerate(verdicts, 1) if verdict.status == "unknown"]
    if unknown:
        st.caption(words("draft.unknown_why", count=len(unknown)))
        st.html(f'<ol class="verdicts">{"".join(_item(no, verdict) for no, verdict in unknown)}</ol>')


def _legend(verdicts: Sequence[Verdict]) -> str:
    met = [status for status in STATUSES if status_counts(verdicts)[status]]
    return "　".join(
        f'<mark class="{status}">{words(f"draft.sign.{status}")}</mark> {escape(words(f"draft.status.{status}"))}'
        for status in met
    )


def _marked(draft: str, verdicts: Sequence[Verdict]) -> str:
    """The draft as HTML, each number marked, with the sign of what is said of it, and leading to that."""
    html, at = "", 0
    for number, verdict in enumerate(verdicts, 1):
        name = escape(said_of(verdict), quote=True)
        sign = f'<sup aria-hidden="true">{words(f"draft.sign.{verdict.status}")}{number}</sup>'
        mark = f'<mark class="{verdict.status}">{escape(verdict.raw)}{sign}</mark>'
        html += f"{escape(draft[at : verdict.start])}"
        html += f'<a href="#verdict-{number}" aria-label="{escape(verdict.raw, quote=True)} {name}">{mark}</a>'
        at = verdict.end
    return html + escape(draft[at:])


def _item(number: int, verdict: Verdict) -> str:
    status = verdict.status
    head = words("draft.number", number=number, raw=verdict.raw)
    sign, said = words(f"draft.sign.{status}"), said_of(verdict)
    html = f'<li id="verdict-{number}" class="{status}"><p class="verdict-head"><strong>{escape(head)}</strong>'
    html += f" {sign} {escape(said)}</p>"
    if verdict.printed.empty:
        return f"{html}</li>"
    shown = verdict.printed[::-1].head(_MOST_PRINTED)
    lead = "draft.prints_reckoned" if verdict.reckoned else _LEADS.get(status, "draft.prints")
    html += f"<p>{escape(words(lead))}</p>"
    html += "".join(_printed(row) for _, row in shown.iterrows())
    more = len(verdict.printed) - len(shown)
    further = f"<p>{escape(words('draft.prints_more', count=more))}</p>" if more > 0 else ""
    return f"{html}{further}</li>"


def _printed(row: pd.Series) -> str:
    """A published value: what it is, of when, its sentence, and the way to its source."""
    part = words("card.part", part=part_words(row["part"])) if is_told(row["part"]) else ""
    value = value_words(row["value"], row["unit"], row["qualifier"])
    came = words("card.joint").join(one for one in (report_name(row), place_words(row)) if one)
    span = (int(row["char_start"]), int(row["char_end"]))
    source = link(explore_address(row["metric_id"], row["observation_id"]), words("search.to_source"))
    return (
        f"<figure><figcaption>{escape(words.name(row) + part)}　{escape(row_period(row))}　"
        f"<strong>{escape(value)}</strong></figcaption>"
        f"<blockquote {CHINESE}>{extracts(str(row['passage']), [span], [span])}</blockquote>"
        f"<p>{escape(came)}　{source}</p></figure>"
    )
