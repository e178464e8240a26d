"""The frame around every page: settings, menu, language, footer, and what is shown when there is no data."""

from __future__ import annotations

import functools
import json
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from html import escape
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from catalog.load import CatalogError, load
from catalog.models import Screen
from catalog.words import LANGUAGES, Language, language_of, speaking, texts, words, words_in
from charts.figure import LABELS
from charts.palette import DARK, LIGHT, Look
from findings.kept import kept_for
from findings.period_words import day_words, taipei_day
from findings.recurring import accepted
from view.frame.address import Fault, fault_words, tell
from view.frame.agency import AGENCY, asked_agency, choose_agency, shown_agency, site_words
from view.frame.ask import ask_form
from view.frame.edition import EDITION, choose_edition, shown_edition
from view.frame.plain import speak_plainly
from warehouse import reads, recurring
from warehouse.connect import WarehouseMissing, WarehouseUnreadable, warehouse_path
from warehouse.editions import UnknownEdition

ROOT = Path(__file__).resolve().parents[2]
OVERVIEW = "overview"
# Pages with a larger box for questions.
_ASKING = (OVERVIEW, "search")
# Pages beside the overview and the topics of the catalog, in the order of the menu.
TOOLS = ("explore", "search", "reports", "quality", "briefing", "check", "add", "review")
# Pages by which the first report comes in: they need none.
_BEGINNING = ("add",)
# Pages that an agency has which no catalog describes.
OF_UNDESCRIBED = (AGENCY, "series", "explore", "search", "reports", "quality")
HTML_LANGUAGE = {"zh-TW": "zh-Hant-TW", "en": "en"}
STYLE = Path(__file__).with_name("style.css")
_SCRIPT = Path(__file__).with_name("frame.js")
# What a visit remembers of a language it asked for in vain, and of which page it is told.
_UNKNOWN_LANGUAGE, _OF_PAGE = "language.unknown", "language.page"
# Pixels between the margins of an A4 page.
_PAPER_WIDTH = 700


@dataclass(frozen=True)
class Page:
    """What a page script is given: which page it draws, and in which colours."""

    id: str

    @property
    def screen(self) -> Screen:
        """The page's entry in the agency's screens.yaml."""
        return next(screen for screen in load().screens if screen.id == self.id)

    @property
    def look(self) -> Look:
        """The colours of charts, by the reader's theme."""
        return DARK if st.context.theme.type == "dark" else LIGHT


def show(
    page_id: str,
    draw: Callable[[Page], None],
    of_undescribed: Callable[[Page], None] | None = None,
    *,
    by_itself: bool = False,
) -> None:
    """Draws a whole page: the frame, then ``draw`` inside it.

    A missing, unreadable or empty warehouse is told in words, with what to do; it is no traceback.

    Args:
        page_id: ``overview``, the id of a screen of the catalog, or one of ``TOOLS``.
        draw: draws the page's own content.
        of_undescribed: draws it for an agency that the catalog does not describe; ``draw`` where it is not told.
        by_itself: what a reader chooses in the content draws it alone again, and not the frame around it.
    """
    speak_plainly()
    with speaking(_language()), reads.one_build():
        _show(Page(page_id), draw, of_undescribed or draw, by_itself)


def _show(page: Page, draw: Callable[[Page], None], of_undescribed: Callable[[Page], None], by_itself: bool) -> None:
    try:
        load()
    except CatalogError as error:
        _failure("error.catalog", message=error)
        return
    with _asked(page):
        name, about = site_words()
        st.set_page_config(page_title=f"{page_name(page.id)}｜{name}", page_icon="📊", layout="wide")
        _prepare()
        _site(name, about, "" if page.id in _ASKING else ask_form(kept(), is_known=_is_known()))
    _menu(page)
    with st.container(key="page"):
        # Where Streamlit's link past everything leads: past the menu too.
        st.html('<div id="content" tabindex="-1"></div>')
        _tell_language(page)
        try:
            if page.id in _BEGINNING and not _has_reports():
                draw(page)
                _footer_of_nothing()
                return
            if reads.agencies().empty:
                st.warning(words("error.empty"), icon=":material/inbox:")
                return
            with reads.of_edition(shown_edition()), reads.of_agency(shown_agency(page.id)):
                choose_agency(page.id)
                content = draw if reads.is_described() else of_undescribed
                (_by_itself(content) if by_itself else content)(page)
                _footer()
        except WarehouseMissing:
            _failure("error.missing", path=warehouse_path().name)
        except WarehouseUnreadable:
            _failure("error.unreadable", path=warehouse_path().name)


def _by_itself(draw: Callable[[Page], None]) -> Callable[[Page], None]:
    """``draw``, which draws what it drew again alone: in the language and of the build, edition and agency of its page.

    Where another build is published since, or none can be read, the whole page is drawn again: its frame tells so.
    """
    language, edition, agency, told = words.language, reads.current_edition(), reads.current_agency(), kept_for()

    @st.fragment
    def part(page: Page) -> None:
        context = get_script_run_ctx()
        if context is None or not context.fragment_ids_this_run:
            draw(page)
            return
        speak_plainly()
        try:
            with speaking(language), reads.one_build(), reads.of_edition(edition), reads.of_agency(agency):
                if kept_for() == told:
                    draw(page)
                    return
        except (WarehouseMissing, WarehouseUnreadable, UnknownEdition):
            pass
        st.rerun()

    return part


def _has_reports() -> bool:
    """Whether anything is published yet."""
    try:
        return not reads.agencies().empty
    except WarehouseMissing:
        return False


def page_name(page_id: str) -> str:
    """The name of a page in the menu and in the window's title."""
    screen = next((screen for screen in load().screens if screen.id == page_id), None)
    return words.name(screen) if screen else words(f"page.{page_id}")


def _language() -> Language:
    printed = st.query_params.get("lang")
    language = language_of(printed)
    if printed != language:
        st.query_params["lang"] = language
        st.session_state[_UNKNOWN_LANGUAGE] = printed
    return language


def _tell_language(page: Page) -> None:
    """Says that the address asked for a language there is none of, as long as the reader stays on the page."""
    unknown, of_page = st.session_state.get(_UNKNOWN_LANGUAGE), st.session_state.get(_OF_PAGE)
    if unknown and of_page not in (None, page.id):
        unknown = None
    st.session_state[_UNKNOWN_LANGUAGE], st.session_state[_OF_PAGE] = unknown, page.id if unknown else None
    if unknown:
        tell(fault_words([Fault("lang", unknown)]))


def _is_known() -> bool:
    """Whether the catalog describes the agency of the page; without data, the page tells so below."""
    try:
        return reads.is_described()
    except (WarehouseMissing, WarehouseUnreadable):
        return True


def _prepare() -> None:
    with st.container(key="unseen"):
        st.html(STYLE)
        st.html(f"<script>{frame_script(words.language)}</script>", unsafe_allow_javascript=True)


@functools.cache
def frame_script(language: Language) -> str:
    """The frame's script with its words: Streamlit's own English ones beside the reader's."""
    english, own = texts("en"), texts(language)
    shell = [key for key in english if key.startswith("shell.")]
    given = {
        "lang": HTML_LANGUAGE[language],
        "menu": own["menu.name"],
        "waits": own["file.waits"],
        "rows": own["table.more_rows"],
        "paper": _PAPER_WIDTH,
        "words": [] if language == "en" else [[english[key], own[key]] for key in shell],
    }
    # `var` and a block, as a change of language runs the script again in the same page.
    scripts = "\n".join(file.read_text(encoding="utf-8") for file in (LABELS, _SCRIPT))
    return f"var frame = {json.dumps(given, ensure_ascii=False)};\n{{\n{scripts}}}"


def _site(name: str, about: str, form: str) -> None:
    """What this is, and that it is not official: whoever comes by a shared address starts in the middle, and may ask.

    Args:
        name: of the site.
        about: what it is.
        form: the box for a question; empty where the page has one of its own.
    """
    with st.container(key="site"):
        told = f'<strong>{escape(name)}</strong> <span class="about">{escape(about)}</span>'
        line = f'<p class="site">{told} {escape(words("app.unofficial"))}</p>'
        st.html(f'<div class="head">{line}{form}</div>')


def _menu(page: Page) -> None:
    with st.container(key="menu", horizontal=True, vertical_alignment="center"), _asked(page):
        stays = kept()
        st.page_link(ROOT / "app.py", label=words("page.overview"), query_params=stays)
        pages = _pages()
        for page_id in pages:
            if script := page_script(page_id):
                st.page_link(script, label=page_name(page_id), query_params=stays)
        with st.container(key="settings", horizontal=True, width="content"):
            other = "Light" if page.look is DARK else "Dark"
            few = "" if any(screen.id in pages for screen in load().screens) else ' data-pages="few"'
            st.html(f'<button type="button" data-look="{other}"{few}>{words(f"look.{other.lower()}")}</button>')
            with st.container(key="language", width="content"):
                others = next(code for code in LANGUAGES if code != words.language)
                st.button(words_in(others)("language.name"), key="switch-language", on_click=_switch_to, args=(others,))


def _asked(page: Page) -> AbstractContextManager[None]:
    """The agency of the address, also where there is no warehouse to ask, which the page itself says."""
    try:
        return reads.of_agency(asked_agency(page.id))
    except (WarehouseMissing, WarehouseUnreadable):
        return nullcontext()


def _pages() -> tuple[str, ...]:
    """The pages of the menu behind the overview."""
    screens = (*(screen.id for screen in load().screens), *TOOLS)
    try:
        if reads.is_described():
            # What recurs and the catalog does not know is proposed; most often there is nothing.
            return screens if reads.ask(recurring.proposals).empty else (*screens, "series")
    except (WarehouseMissing, WarehouseUnreadable):
        return screens
    # Slides are made of what people accepted, and drafts held against it.
    return (*OF_UNDESCRIBED, *(("briefing", "check") if accepted() else ()))


def kept() -> dict[str, str]:
    """What stays in the address from page to page."""
    edition, agency = st.query_params.get(EDITION), st.query_params.get(AGENCY)
    return {
        "lang": words.language,
        **({EDITION: edition} if edition else {}),
        **({AGENCY: agency} if agency else {}),
    }


@functools.lru_cache(maxsize=64)
def page_script(page_id: str) -> Path | None:
    """The script of a page beside the overview; None where there is no such page (yet)."""
    script = ROOT / "pages" / f"{page_id}.py"
    return script if script.exists() else None


def _switch_to(language: Language) -> None:
    st.session_state.pop(_UNKNOWN_LANGUAGE, None)
    st.query_params["lang"] = language


def _footer() -> None:
    build = reads.build()
    built = day_words(taipei_day(build["built_at"]))
    with st.container(key="footer"):
        st.caption(words("footer.rule"))
        st.caption(words("footer.build", build=build["build_id"], day=built, reports=len(reads.reports())))
        choose_edition()


def _footer_of_nothing() -> None:
    with st.container(key="footer"):
        st.caption(words("footer.rule"))


def _failure(key: str, **values: object) -> None:
    st.title(words("error.title"), anchor=False)
    st.error(words(key, **values), icon=":material/error:")


def unexpected(error: Exception) -> bool:
    """Tells the reader that a page failed, without a traceback, and keeps the traceback in the log.

    Returns:
        True: nothing else is to be shown.
    """
    logging.getLogger(__name__).error("page failed", exc_info=error)
    speak_plainly()
    with speaking(_language()):
        _failure("error.unexpected")
    return True
