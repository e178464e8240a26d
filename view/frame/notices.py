"""What changed with the newest builds, on screen, and the way to the feed that tells it."""

from __future__ import annotations

from html import escape

import streamlit as st

from catalog.words import words
from findings.notices import KINDS, Notice, counts_words, day_told, notices
from view.frame.links import link

FEED = "/data/changes.atom"
_MOST_SHOWN = 5


def feed_link() -> str:
    """The link to the feed in the language of the page, as HTML."""
    return link(f"{FEED}?lang={words.language}", words("notice.subscribe"), {"type": "application/atom+xml"})


def notices_part() -> None:
    """Draws the newest notices, the first of them open."""
    st.header(words("notice.title"), anchor=False)
    st.html(f"<p>{escape(words('notice.lead'))} {feed_link()}</p>")
    try:
        told = notices()
    except OSError:
        st.warning(words("notice.unwritten"), icon=":material/warning:")
        return
    for number, notice in enumerate(told[:_MOST_SHOWN]):
        with st.container(key=f"notice-{number}"):
            _drawn(notice)


def _drawn(notice: Notice) -> None:
    when = words("notice.when", at=day_told(notice), build=notice.build)
    counted = counts_words(notice.counts)
    st.html(
        f"<p><strong>{escape(notice.headline)}</strong><br>{escape(when)}"
        f"{'<br>' if counted else ''}{escape(counted)}</p>"
    )
    for kind in KINDS:
        own = notice.lines.get(kind, [])
        if own:
            head = words("notice.kind_counted", kind=words(f"notice.kind.{kind}"), count=notice.counts[kind])
            items = "".join(f"<li>{escape(line)}</li>" for line in own)
            more = notice.counts[kind] - len(own)
            rest = f"<p>{escape(words('notice.more', count=more))}</p>" if more else ""
            with st.expander(head):
                st.html(f'<ul class="notices">{items}</ul>{rest}')
