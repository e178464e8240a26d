"""Who decides and publishes: where people sign in the editors; else who works at this computer, under a name given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

import streamlit as st

from catalog.words import words
from reviews.decision import LONGEST_NAME, name
from view.frame import sign_in
from warehouse import reads

# Where the name of this visit is kept: not in the address, and of no other visitor.
_PERSON = "office-person"
# What a server between the reader and this one adds: then nobody knows where the reader sits.
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")

# nameless: at this computer, and has not said who it is. elsewhere: not at this computer, and nobody signs in.
Standing = sign_in.Standing | Literal["nameless", "elsewhere"]


class NotAnEditor(Exception):
    """The reader may not do it, or not any more.

    Attributes:
        key: of the words that say why.
    """

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing)
        self.key = f"office.{standing}"


def standing() -> Standing:
    """What the reader may do now."""
    if sign_in.is_asked_for():
        return sign_in.standing()
    if not sits_here():
        return "elsewhere"
    return "editor" if given_name() else "nameless"


def editor() -> str:
    """The name or address under which the reader decides and publishes; to be asked by everything that writes.

    Raises:
        NotAnEditor: the reader may not, whatever the page has shown.
    """
    now = standing()
    if now != "editor":
        raise NotAnEditor(now)
    return sign_in.address() if sign_in.is_asked_for() else given_name()


def editor_name() -> str:
    """As :func:`editor`; empty where the reader may not."""
    try:
        return editor()
    except NotAnEditor:
        return ""


def sees_names() -> bool:
    """Whether the reader is told who decided and published what: of the office, not of the public."""
    return standing() in ("editor", "nameless")


# Without sign-in -----------------------------------------------------------------------------------


def sits_here() -> bool:
    """Whether the reader's browser runs on the computer of the server, and asked it by its own name."""
    return is_own(st.context.ip_address, {key.lower(): value for key, value in st.context.headers.items()})


def is_own(address: str | None, headers: Mapping[str, str]) -> bool:
    """Whether a request comes from this computer, straight and under its own name.

    A name of another site that was led here (DNS rebinding) is not its own, nor is a page of another site.

    Args:
        address: where it comes from, None for this computer.
        headers: by name in small letters.
    """
    host, origin = headers.get("host"), headers.get("origin")
    if address is not None or host is None or any(header in headers for header in _PASSED_ON):
        return False
    return _is_loopback(f"//{host}") and (origin is None or _is_loopback(origin))


def _is_loopback(address: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def given_name() -> str:
    """The name the reader has given for this visit; empty where none is given yet."""
    return str(st.session_state.get(_PERSON, ""))


def give_name(typed: str) -> bool:
    """Keeps the reader's name for this visit.

    Returns:
        Whether it is one.
    """
    try:
        st.session_state[_PERSON] = name(typed)
    except ValueError:
        return False
    return True


def forget_name() -> None:
    """Forgets the reader's name."""
    st.session_state.pop(_PERSON, None)


# On screen -----------------------------------------------------------------------------------------


def may_decide(ask: Callable[[Standing], None] | None = None) -> bool:
    """Whether the reader may decide what is kept in the log; else the page says why not, or asks for the name.

    Args:
        ask: draws who decides where nobody signs in, and asks for it; without it :func:`person` does.
    """
    if reads.current_edition() is not None:
        st.info(words("review.edition"), icon=":material/lock:")
        return False
    now = standing()
    if now in ("elsewhere", "viewer", "unverified", "no_roles"):
        st.info(words(f"office.{now}"), icon=":material/lock:")
    if ask is None or sign_in.is_asked_for():
        person("review.name", "")
    else:
        ask(now)
    return now == "editor"


def person(question: str = "office.name", why: str = "office.why") -> None:
    """Says as whom the reader decides and publishes, and asks for it where that is not known yet.

    Args:
        question: the words that ask for a name.
        why: the words that tell what for; none where the question says it.
    """
    now = standing()
    if sign_in.is_asked_for():
        sign_in.account()
    elif now == "editor":
        with st.container(horizontal=True, vertical_alignment="center", key="office-known"):
            st.markdown(words("office.known", name=given_name()))
            st.button(words("office.another"), key="office-another", on_click=forget_name)
    elif now == "nameless":
        st.text_input(
            words(question), max_chars=LONGEST_NAME, key="office-name", help=words(why) if why else None,
            on_change=_take_name,
        )  # fmt: skip


def _take_name() -> None:
    give_name(str(st.session_state["office-name"]))
