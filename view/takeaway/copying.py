"""Text to copy, with a button that everyone reaches, and the script behind it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from catalog.words import words

_STYLE = Path(__file__).with_name("takeaway.css")
_SCRIPT = Path(__file__).with_name("takeaway.js")


def prepare(where: str) -> None:
    """Brings the style and the script of everything to take away to the part of a page called ``where``."""
    with st.container(key=f"takeaway-unseen-{where}"):
        st.html(_STYLE)
        st.html(f"<script>{takeaway_script()}</script>", unsafe_allow_javascript=True)


@functools.cache
def takeaway_script() -> str:
    """The script of everything to take away."""
    return _SCRIPT.read_text(encoding="utf-8")


def copyable(label: str, text: str, shown: str = "") -> str:
    """A text under its label as HTML, and a button that copies it.

    Where the browser does not let a page copy, the button selects the text and says which keys to press.

    Args:
        label: what the text is.
        text: what is copied.
        shown: HTML of what the text cites, its heading first: the button stands there, in view before all of it.
    """
    told = {
        "copied": words("takeaway.copied"),
        "selected": words("takeaway.selected"),
    }
    what = words("takeaway.copy_what", what=label)
    button = (
        f'<p class="copy-do"><button type="button" data-copy {attributes(told)} aria-label="{escape(what)}">'
        f'{escape(words("takeaway.copy"))}</button> <span role="status"></span></p>'
    )
    copied = f'<p class="copy-label">{escape(label)}</p><p class="copy-text">{escape(text)}</p>'
    parts = f"{button}{shown}{copied}" if shown else copied + button
    return f'<div class="copyable{" shown" if shown else ""}">{parts}</div>'


def attributes(told: Mapping[str, str]) -> str:
    """Words for the script, as data attributes."""
    return " ".join(f'data-{name}="{escape(text)}"' for name, text in told.items())


def site() -> str:
    """Scheme and host the reader sees the dashboard at."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
