"""The box for a question, which the search page answers."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from catalog.words import words
from view.frame.query import LONGEST


def ask_form(kept: Mapping[str, str]) -> str:
    """The box as HTML.

    Args:
        kept: what stays in the address from page to page.
    """
    hidden = [f'<input type="hidden" name="{name}" value="{escape(one)}">' for name, one in kept.items()]
    label, example = escape(words("answer.ask")), escape(words("answer.ask_placeholder"))
    return (
        f'<form class="ask" action="/search" method="get" role="search"><label for="ask">{label}</label>'
        f'<input id="ask" name="q" type="search" required maxlength="{LONGEST}" placeholder="{example}">'
        f'{"".join(hidden)}<button type="submit">{escape(words("answer.ask_button"))}</button></form>'
    )
