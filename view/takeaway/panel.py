"""What a reader takes away from a chart: files, pictures, slides, an embedded page, a citation."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import quote, urlencode

import streamlit as st

from catalog.words import words
from charts.palette import LOOKS
from export.embed.lines import asked_of, data_address, embed_address, iframe_lines, markdown_line
from export.file_names import file_name
from export.pictures.picture import SIZES
from findings.citation import extract_citation
from findings.extracts import Extract, of_metric
from findings.lanes import View
from findings.period_words import today
from view.frame.page import Page
from view.takeaway.copying import attributes, copyable, prepare, site
from view.takeaway.files import SHEETS, SLIDES, Kind, later
from warehouse import reads


def takeaway(extract: Extract, page: Page) -> None:
    """Draws what one chart can be taken away as, folded under its name.

    Nothing is worked out while it is folded, and no file before it is asked for.

    Args:
        extract: what the chart shows.
        page: the page it stands on.
    """
    folded = _folded(page)
    if folded.open:
        with folded:
            _contents(extract, page)


def metric_takeaway(metric_ids: tuple[str, ...], view: str, page: Page) -> None:
    """Draws the same for one of several metrics, to be chosen.

    Args:
        metric_ids: the metrics, at least one.
        view: how the page shows them; what an extract cannot show is shown by monthly average.
        page: the page.
    """
    folded = _folded(page)
    if not folded.open:
        return
    names = {metric_id: words.name(reads.metrics().loc[metric_id]) for metric_id in metric_ids}
    with folded:
        st.caption(words("takeaway.metric_hint"))
        metric_id = metric_ids[0]
        if len(metric_ids) > 1:
            key = "takeaway.metric"
            if st.session_state.get(key) not in metric_ids:
                st.session_state[key] = metric_id
            metric_id = st.selectbox(words(key), metric_ids, format_func=lambda value: names[value], key=key)
        shown: View = "printed" if view == "printed" else "per_month"
        _contents(of_metric(metric_id, shown), page)


def _folded(page: Page) -> Any:
    # The script runs again when it is unfolded: most readers never do, and their page need not wait for it.
    icon, key = ":material/ios_share:", f"takeaway.{page.id}"
    return st.expander(words("takeaway.title"), icon=icon, key=key, on_change="rerun")


def _contents(extract: Extract, page: Page) -> None:
    here = site()
    prepare("chart")
    with st.container(key="takeaway"):
        _files("sheets", SHEETS, extract, page, here)
        st.html(_picture(extract, here))
        _files("slides", SLIDES, extract, page, here)
        st.html(_lines(extract, here))


def _files(group: str, kinds: tuple[Kind, ...], extract: Extract, page: Page, here: str) -> None:
    st.html(f'<p class="takeaway-name">{escape(words(f"takeaway.{group}"))}</p>')
    with st.container(horizontal=True, key=f"takeaway-{group}"):
        for kind in kinds:
            st.download_button(
                words(f"takeaway.file.{kind.ending}"),
                data=later(kind, extract, here),
                file_name=file_name(extract, kind.ending),
                mime=kind.media_type,
                on_click="ignore",
                key=f"takeaway.{page.id}.{extract.id}.{kind.ending}",
            )
    st.caption(words(f"takeaway.{group}_hint"))


# Pictures, drawn by the reader's browser ----------------------------------------------------------


def _picture(extract: Extract, here: str) -> str:
    told = {
        "picture": _picture_address(extract, here),
        "working": words("takeaway.working"),
        "saved": words("takeaway.saved"),
        "copied": words("takeaway.picture_copied"),
        "uncopied": words("takeaway.picture_uncopied"),
        "failed": words("takeaway.failed"),
    }
    buttons = "".join(
        f'<button type="button" data-form="{form}">{escape(words(f"takeaway.picture.{form}"))}</button>'
        for form in ("png", "svg", "copy")
    )
    return (
        f'<div class="takeaway-picture" role="group" aria-label="{escape(words("takeaway.pictures"))}" '
        f'{attributes(told)}><p class="takeaway-name">{escape(words("takeaway.pictures"))}</p>'
        f"{_radios('size', tuple(SIZES))}{_radios('look', tuple(LOOKS))}"
        f'<p class="copy-do">{buttons} <span role="status"></span></p></div>'
    )


def _radios(name: str, values: tuple[str, ...]) -> str:
    options = "".join(
        f'<label><input type="radio" name="takeaway-{name}" value="{value}"{" checked" if place == 0 else ""}> '
        f"{escape(words(f'takeaway.{name}.{value}'))}</label>"
        for place, value in enumerate(values)
    )
    return f"<fieldset><legend>{escape(words(f'takeaway.{name}'))}</legend>{options}</fieldset>"


def _picture_address(extract: Extract, here: str) -> str:
    asked = asked_of(extract)
    told = {"panel": asked.panel, "view": asked.view, "part": asked.part, "lang": words.language,
            "edition": reads.current_edition() or "", "agency": reads.named_agency() or "", "site": here}  # fmt: skip
    return f"/picture/{quote(asked.name)}.json?{urlencode({key: value for key, value in told.items() if value})}"


# Addresses and citations --------------------------------------------------------------------------


def _lines(extract: Extract, here: str) -> str:
    asked = asked_of(extract)
    address = embed_address(asked.name, asked.panel, view=asked.view, part=asked.part)
    title = extract.drawn.title
    embedding = {
        words("embed.frame"): iframe_lines(title, address, here),
        words("embed.markdown"): markdown_line(title, address, here),
        words("takeaway.data"): here + data_address(asked.name, asked.panel, asked.part),
    }
    cited = {
        words(f"card.cite.{length}"): extract_citation(extract, today(), short=length == "short", site=here)
        for length in ("short", "long")
    }
    return _group("embed", embedding) + _group("cite", cited)


def _group(group: str, texts: dict[str, str]) -> str:
    lines = "".join(copyable(label, text) for label, text in texts.items())
    return f'<p class="takeaway-name">{escape(words(f"takeaway.{group}"))}</p>{lines}'
