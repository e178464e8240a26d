"""Who may decide: whoever sits at the computer that serves the pages, under the name given once."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

import streamlit as st

from reviews.decision import name

# Where the name of this visit is kept; a page that asks for it, too, keeps it there.
_WHO = "office-person"
_OWN_NAMES = ("localhost", "127.0.0.1", "::1")
# What a server between browser and pages adds: then the pages do not know who asks.
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


def sits_here() -> bool:
    """Whether the visitor's browser runs on the computer that serves the pages."""
    return is_own(st.context.ip_address, {key.lower(): value for key, value in st.context.headers.items()})


def is_own(address: str | None, headers: Mapping[str, str]) -> bool:
    """Whether a request comes from this computer, straight and under its own name.

    A name of another site that was led here (DNS rebinding) is not its own, nor is a page of another site.

    Args:
        address: where it comes from, None for this computer.
        headers: by name in small letters.
    """
    if address is not None or any(header in headers for header in _FORWARDED):
        return False
    names = [f"//{headers.get('host', '')}", *([headers["origin"]] if "origin" in headers else [])]
    return all(_host(name) in _OWN_NAMES for name in names)


def _host(address: str) -> str | None:
    """The host an address names; None where it is no address."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def given_name() -> str:
    """The name the visitor has given for this visit; empty where none is given yet."""
    return str(st.session_state.get(_WHO, ""))


def give_name(typed: str) -> bool:
    """Keeps the visitor's name for this visit: not in the address, and of no other visitor.

    Returns:
        Whether it is one.
    """
    try:
        st.session_state[_WHO] = name(typed)
    except ValueError:
        return False
    return True


def forget_name() -> None:
    """Forgets the visitor's name."""
    st.session_state.pop(_WHO, None)
