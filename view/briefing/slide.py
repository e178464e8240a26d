"""One slide of a briefing on screen: its chart, what to say with it, and what can be changed."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from catalog.words import words
from charts.figure import config, lanes_figure, timeline_figure
from charts.palette import DARK, LIGHT
from export.slides.chart_data import charted
from export.slides.deck import Slide
from findings.extracts import Extract
from findings.kept import kept
from view.briefing.choices import MOST_CONTEXT, MOST_TITLE, Field, State
from view.briefing.deck import proposals, slide_extract, slide_of
from view.frame.address import Choices
from view.frame.chart import sent_once
from view.frame.page import Page, page_script
from warehouse import reads

# Names a small time line has room for.
_MOST_ROWS = 4
Change = Callable[[State], State]


def slide_part(name: str, number: int, choices: Choices[State], page: Page) -> None:
    """Draws one slide.

    Args:
        name: what it shows.
        number: its place, from 1.
        choices: all that is chosen.
        page: the page.
    """
    slide = slide_of(choices.state, name)
    with st.container(key=f"slide-{name}"):
        st.html(f'<p class="slide-name">{escape(words("briefing.place", number=number, name=slide.extract.name))}</p>')
        st.header(slide.headline, anchor=False)
        drawn, told = st.columns([5, 6], gap="medium")
        with drawn:
            _preview(name, slide.extract, page)
        with told:
            below = "".join(
                f"<p>{escape(text)}</p>" for text in (slide.finding_below, slide.context, slide.explained) if text
            )
            st.html(f"{below}<dl class='slide-say'>{_say(name, slide)}</dl>")
            for field in ("title", "context"):
                _text(name, number, field, choices, slide)
        _buttons(name, number, choices)


def _say(name: str, slide: Slide) -> str:
    proposal = proposals().get(name)
    why = proposal.why if proposal else words("briefing.why_own")
    told = {"briefing.say": slide.spoken, "briefing.why": why}
    return "".join(f"<dt>{escape(words(key))}</dt><dd>{escape(text)}</dd>" for key, text in told.items())


# The preview ---------------------------------------------------------------------------------------


def _preview(name: str, extract: Extract, page: Page) -> None:
    figure = preview_figure(name, dark=page.look is DARK)
    st.plotly_chart(
        figure,
        theme=None,
        key=f"briefing.chart.{name}",
        height=figure.layout.height,
        config={**config(), "staticPlot": True},
        alt=words("briefing.alt", title=extract.drawn.title),
    )
    if not extract.drawn.timeline and (beside := _beside(name)):
        st.html(beside)
    parts = urlsplit(extract.address)
    query: dict[str, str] = {key: value for key, (value,) in parse_qs(parts.query).items()}
    if script := page_script(parts.path.removeprefix("/")):
        st.page_link(script, label=words("briefing.open", name=extract.name), query_params=query)


@kept(128)
def preview_figure(name: str, *, dark: bool) -> Any:
    """The small chart of what a name shows: the lanes that the file draws, or the newest rows of a time line."""
    look = DARK if dark else LIGHT
    extract = slide_extract(name)
    bands = reads.bands().iloc[:0]
    if extract.drawn.timeline:
        newest = dict.fromkeys(
            n for n, _, _ in sorted(extract.drawn.timeline, key=lambda row: row[1].end, reverse=True)
        )
        few = list(newest)[:_MOST_ROWS]
        return sent_once(timeline_figure([row for row in extract.drawn.timeline if row[0] in few], bands, look))
    return sent_once(lanes_figure(charted(extract).lanes, bands, look))


@kept(128)
def _beside(name: str) -> str:
    """What the file writes beside the chart as a table; empty where it has none."""
    rows = charted(slide_extract(name)).rows
    if not rows:
        return ""
    told = ["　".join(filter(None, (row.name, row.period, row.value))) for row in rows]
    if len(told) > _MOST_ROWS:
        told[_MOST_ROWS:] = [words("slides.more_rows", count=len(rows) - _MOST_ROWS)]
    items = "".join(f"<li>{escape(line)}</li>" for line in told)
    return f"<p class='slide-name'>{escape(words('briefing.rows'))}</p><ul class='slide-rows'>{items}</ul>"


# What can be changed -------------------------------------------------------------------------------


def _text(name: str, number: int, field: Field, choices: Choices[State], slide: Slide) -> None:
    key = f"briefing.{field}.{name}"
    own = next(slide for slide in choices.state.slides if slide.name == name)
    st.session_state[key] = own.title if field == "title" else own.context
    st.text_input(
        words(f"briefing.field.{field}", number=number),
        key=key,
        max_chars=MOST_TITLE if field == "title" else MOST_CONTEXT,
        placeholder=slide.said if field == "title" else words("briefing.context_hint"),
        on_change=lambda: choices.change(lambda state: state.told(name, field, st.session_state[key])),
    )


def _buttons(name: str, number: int, choices: Choices[State]) -> None:
    last = len(choices.state.slides)
    does: dict[str, tuple[Change, bool]] = {
        "up": (lambda state: state.moved(name, -1), number == 1),
        "down": (lambda state: state.moved(name, 1), number == last),
        "remove": (lambda state: state.without(name), False),
    }
    with st.container(horizontal=True, key=f"slide-buttons-{name}"):
        for does_what, (how, impossible) in does.items():
            st.button(
                words(f"briefing.{does_what}", number=number),
                key=f"briefing.{does_what}.{name}",
                on_click=choices.change,
                args=(how,),
                disabled=impossible,
            )
