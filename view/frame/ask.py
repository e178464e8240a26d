"""The box for a question, which the search page answers."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from catalog.words import words
from view.frame.query import LONGEST


def ask_form(kept: Mapping[str, str], *, is_known: bool = True) -> str:
    """The box as HTML.

    Args:
        kept: what stays in the address from page to page.
        is_known: whether the catalog describes the agency that is asked about.
    """
    # Named once it is sent: a field called as a property of documents is (lang) loses its name on the way to the page.
    hidden = [f'<input type="hidden" data-name="{name}" value="{escape(one)}">' for name, one in kept.items()]
    # What reports are asked for by name is known of the catalog's agency only.
    example = escape(words("answer.ask_placeholder" if is_known else "answer.ask_placeholder_other"))
    label = escape(words("answer.ask"))
    return (
        f'<form class="ask" action="/search" method="get" role="search"><label for="ask">{label}</label>'
        f'<input id="ask" name="q" type="search" required maxlength="{LONGEST}" placeholder="{example}">'
        f'{"".join(hidden)}<button type="submit">{escape(words("answer.ask_button"))}</button></form>'
    )
