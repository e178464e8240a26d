"""Who works at this computer: without sign-in only they decide and publish, under a name given once."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st

from catalog.words import words
from reviews.decision import LONGEST_NAME, name
from warehouse import reads

# Where the name of this visit is kept: not in the address, and of no other visitor.
_PERSON = "office-person"
# What a server between the reader and this one adds: then nobody knows where the reader sits.
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


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


def may_decide() -> bool:
    """Whether the reader may decide what is kept in the log; else the page says why not, or asks for the name."""
    if reads.current_edition() is not None:
        st.info(words("review.edition"), icon=":material/lock:")
        return False
    if not sits_here():
        st.info(words("review.read_only"), icon=":material/lock:")
        return False
    return bool(person("review.name", ""))


def person(question: str = "office.name", why: str = "office.why") -> str:
    """The name the reader has given, asked for where it was not given yet; empty until then.

    Args:
        question: the words that ask for it.
        why: the words that tell what for; none where the question says it.
    """
    known = given_name()
    if known:
        with st.container(horizontal=True, vertical_alignment="center", key="office-known"):
            st.markdown(words("office.known", name=known))
            st.button(words("office.another"), key="office-another", on_click=forget_name)
        return known
    st.text_input(
        words(question),
        max_chars=LONGEST_NAME,
        key="office-name",
        help=words(why) if why else None,
        on_change=_take_name,
    )
    return ""


def _take_name() -> None:
    give_name(str(st.session_state["office-name"]))
