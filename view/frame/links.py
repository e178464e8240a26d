"""Addresses that lead from one page to another: to a metric's chart, to a passage of a report."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

import streamlit as st

from catalog.words import words
from warehouse import reads


def _bound() -> dict[str, object]:
    """What is bound for this request, and stays in the address from page to page."""
    agency = reads.named_agency()
    return {"lang": words.language, **({"agency": agency} if agency else {})}


def explore_address(metric_id: str, observation_id: str | None) -> str:
    """The chart of a metric, with the source of one of its numbers where one is named."""
    query = {**_bound(), "metrics": metric_id, "view": "per_month" if reads.is_described() else "printed"}
    return f"/explore?{urlencode(query | ({'source': observation_id} if observation_id else {}))}"


def topic_address(screen_id: str, panel_id: str | None) -> str:
    """A topic's page, with one of its panels where one is named."""
    return f"/{screen_id}?{urlencode({**_bound(), **({'panel': panel_id} if panel_id else {})})}"


def passage_address(report_id: str, passage_no: int | None) -> str:
    """A passage in the text of its report; the report where none is named."""
    query: dict[str, object] = {**_bound(), "show": "report", "report": report_id, "part": "text"}
    return f"/reports?{urlencode(query | ({'passage': passage_no} if passage_no else {}))}"


def search_address(**choices: object) -> str:
    """A search with these choices; those that are None are left out."""
    query = _bound() | {name: value for name, value in choices.items() if value is not None}
    return f"/search?{urlencode(query)}"


def section_address(section: str) -> str:
    """A section of an agency's reports, by what the address calls it."""
    return f"/agency?{urlencode({**_bound(), 'section': section})}"


def series_address(series_id: str | None) -> str:
    """The page of a series; of the first that waits where none is named."""
    return f"/series?{urlencode({**_bound(), **({'series': series_id} if series_id else {})})}"


def lead(page: str, **choices: str) -> None:
    """Leads to another page, at once: for buttons that a key presses."""
    st.switch_page(f"pages/{page}.py", query_params={name: str(value) for name, value in (_bound() | choices).items()})


def link(address: str, text: str, attributes: Mapping[str, str] | None = None) -> str:
    """An HTML link that stays in the window."""
    more = "".join(f' {name}="{escape(value, quote=True)}"' for name, value in (attributes or {}).items())
    return f'<a href="{escape(address, quote=True)}" target="_self"{more}>{escape(text)}</a>'
