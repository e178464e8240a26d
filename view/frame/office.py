"""Who works at this computer: without sign-in only they change what is published, under a name given once."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st

from catalog.words import words

_LONGEST_NAME = 40
_PERSON = "office-person"
# What a server between the reader and this one adds: then nobody knows where the reader sits.
_PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


def at_this_computer() -> bool:
    """Whether the reader's browser runs on the computer of the server, and asked it by its own name.

    A page of another site, or a name that leads here from elsewhere, is told by its address.
    """
    headers = st.context.headers
    host, origin = headers.get("Host"), headers.get("Origin")
    if st.context.ip_address is not None or host is None or any(headers.get(name) for name in _PASSED_ON):
        return False
    return _is_loopback(f"//{host}") and (origin is None or _is_loopback(origin))


def _is_loopback(address: str) -> bool:
    try:
        name = urlsplit(address).hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def name_given() -> str:
    """The name a reader gave for the log; empty where none was given yet."""
    return str(st.session_state.get(_PERSON, ""))


def person() -> str:
    """The name a reader gave for the log, asked for where it was not given yet; empty until then."""
    known = name_given()
    if known:
        with st.container(horizontal=True, vertical_alignment="center", key="office-known"):
            st.markdown(words("office.known", name=_plain(known)))
            st.button(words("office.another"), key="office-another", on_click=_forget)
        return known
    st.text_input(
        words("office.name"), max_chars=_LONGEST_NAME, key="office-name", help=words("office.why"), on_change=_remember
    )
    return ""


def _remember() -> None:
    st.session_state[_PERSON] = " ".join(str(st.session_state["office-name"]).split())


def _forget() -> None:
    st.session_state.pop(_PERSON, None)


def _plain(name: str) -> str:
    """A name that no sign of it makes into anything else."""
    return "".join(f"\\{sign}" if not sign.isalnum() and sign.isascii() and sign != " " else sign for sign in name)
