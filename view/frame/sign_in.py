"""Signing in: who the reader is, as the office's own provider (OpenID Connect) says, and for how long that counts.

Streamlit keeps what the provider said in a signed cookie, for a month, and tells each page once, when it is opened.
How long a sign-in counts, and that it ended in another window, is told here for all pages of the server.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from catalog.words import words
from reviews import roles
from reviews.roles import Role, RolesError

# Leads to the provider, and back to the page that its parameter names; of several the reader has chosen one.
ADDRESS, BACK, WITH = "/sign-in", "back", "with"
# What Streamlit calls the only provider.
_ONLY = "default"
_SECTION, _HOUR = "auth", 60 * 60

# What keeps somebody from deciding: not signed in, no longer, by an address that nobody vouches for, or no roles told.
Standing = Literal["signed_out", "expired", "unverified", "no_roles"] | Role
Person = tuple[bytes, str, str]


def is_asked_for() -> bool:
    """Whether people sign in here: the server's secrets say how, or are there and cannot be read."""
    if st.secrets.load_if_toml_exists():
        return _SECTION in st.secrets
    return any(Path(file).exists() for file in st.get_option("secrets.files"))


def providers() -> tuple[str, ...]:
    """The providers that the secrets describe, as they call them; the first of them where nobody chooses."""
    told = st.secrets[_SECTION] if st.secrets.load_if_toml_exists() and _SECTION in st.secrets else {}
    if "client_id" in told:
        return (_ONLY,)
    return tuple(str(name) for name, one in told.items() if hasattr(one, "keys") and "client_id" in one) or (_ONLY,)


class SignIns:
    """Which sign-ins count, of one person in one browser: signing in again or out counts for all open pages."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counting: dict[Person, set[int]] = {}
        self._ended: dict[Person, set[int]] = {}

    def newest(self, person: Person, at: int) -> int | None:
        """The last moment this person signed in, which a page of theirs knows or others told; None if all ended.

        Args:
            person: browser, provider and name with it.
            at: when who opened the page had signed in, in seconds.
        """
        with self._lock:
            held = self._counting.setdefault(person, set())
            if at not in self._ended.get(person, ()):
                held.add(at)
            return max(held, default=None)

    def end(self, person: Person) -> None:
        """The person signs out of this browser."""
        with self._lock:
            self._ended.setdefault(person, set()).update(self._counting.pop(person, ()))


_SIGN_INS = SignIns()


@dataclass(frozen=True)
class SignedIn:
    """What the provider said of the reader, as this page was told it.

    ``at`` is when, in seconds since 1970; ``address`` is None where it names none.
    """

    person: Person
    at: int
    address: str | None
    is_verified: bool
    claims: Mapping[str, object]

    def groups(self, claim: str) -> list[str]:
        """The groups that a claim lists."""
        told = self.claims.get(claim)
        return [told] if isinstance(told, str) else [str(one) for one in told] if isinstance(told, list) else []


def _claims() -> Mapping[str, object]:
    """What the signed cookie holds; nothing where the page did not prove to be opened by its own browser."""
    return st.user.to_dict()


def _browser() -> bytes:
    """What tells the browser: the token by which it proves that a request is its own."""
    token, _ = decode_xsrf_token_string(st.context.cookies.get(XSRF_COOKIE_NAME, ""))
    return token or b""


def signed_in() -> SignedIn | None:
    """Who has signed in; None where nobody has."""
    claims = _claims()
    if claims.get("is_logged_in") is not True:
        return None
    at, email = claims.get("iat"), claims.get("email")
    try:
        address = roles.spelled(str(email or ""))
    except ValueError:
        address = None
    return SignedIn(
        (_browser(), str(claims.get("iss")), str(claims.get("sub"))),
        int(at) if isinstance(at, int | float) else 0,
        address,
        claims.get("email_verified") is True,
        claims,
    )


def standing() -> Standing:
    """What the reader may do now."""
    own = signed_in()
    if own is None:
        return "signed_out"
    at = _SIGN_INS.newest(own.person, own.at)
    if at is None:
        return "signed_out"
    try:
        told = roles.read()
    except RolesError:
        return "no_roles"
    if time.time() >= at + told.hours * _HOUR:
        return "expired"
    if own.address is None or not (own.is_verified or told.unverified_addresses):
        return "unverified"
    return told.of(own.address, own.groups(told.groups_claim))


def address() -> str:
    """The address under which the reader has signed in; empty where there is none."""
    own = signed_in()
    return (own.address or "") if own is not None else ""


def sign_out() -> None:
    """Ends the sign-in for all pages of this browser, and with the provider where it can be told."""
    own = signed_in()
    if own is not None:
        _SIGN_INS.end(own.person)
    st.logout()


def account() -> None:
    """Who has signed in and may do what, with the way in or out."""
    now = standing()
    with st.container(key="office-account", horizontal=True, vertical_alignment="center"):
        if now == "signed_out":
            st.html(f"<p>{escape(words('office.signed_out'))} {_links('office.sign_in')}</p>", width="content")
        elif now == "expired":
            # In a window of its own: what stands on this page stays, and counts again once that is done.
            links = _links("office.sign_in_again", "_blank")
            st.html(f'<p role="alert">{escape(words("office.expired"))} {links}</p>', width="content")
        else:
            known = words(f"office.as.{now}", address=address())
            st.html(f"<p>{escape(known)}</p>", width="content")
            st.button(words("office.sign_out"), key="office-sign-out", on_click=sign_out, type="tertiary")


def _links(key: str, target: str = "_self") -> str:
    """The ways in, as HTML: one to each provider, which is named where there are several."""
    names = providers()
    links = []
    for name in names:
        several = len(names) > 1
        asked = urlencode({"lang": words.language, BACK: _page(), **({WITH: name} if several else {})})
        told = words("office.with_provider", sign_in=words(key), provider=name) if several else words(key)
        links.append(f'<a href="{escape(f"{ADDRESS}?{asked}")}" target="{target}">{escape(told)}</a>')
    return " ".join(links)


def _page() -> str:
    """The page that is open, with its choices, as a path of this server."""
    chosen = urlencode([(name, value) for name in st.query_params for value in st.query_params.get_all(name)])
    return urlsplit(st.context.url or "/").path + (f"?{chosen}" if chosen else "")
