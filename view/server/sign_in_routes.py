"""The way to the provider where people sign in, and back to the page from which they went."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit.auth_util import validate_auth_credentials
from streamlit.errors import StreamlitAuthError
from streamlit.user_info import generate_login_redirect_url

from catalog.words import language_of, speaking, words
from view.frame import sign_in

# Where the provider sends the reader: a route of Streamlit's, which leads on to the overview.
CALLBACK = "/oauth2callback"
# Where Streamlit asks the provider how people sign in with it.
LOGIN = "/auth/login"
_BACK, _LANGUAGE, _SECONDS_KEPT = "sign-in-back", "sign-in-language", 15 * 60

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
IsPage = Callable[[str], bool]


def sign_in_routes(is_page: IsPage) -> list[Route]:
    """``/sign-in``: leads to the provider, of several to the one that ``with`` names, else the first.

    Refused in words where nobody signs in, or the secrets lack something.

    Args:
        is_page: whether a path of this server is a page, to which somebody may be led back.
    """

    def answer(request: Request) -> Response:
        with speaking(language_of(request.query_params.get("lang"))):
            if not sign_in.is_asked_for():
                return PlainTextResponse(words("office.no_sign_in"), 404)
            known, asked = sign_in.providers(), request.query_params.get(sign_in.WITH)
            provider = asked if asked in known else known[0]
            try:
                validate_auth_credentials(provider)
            except StreamlitAuthError:
                return PlainTextResponse(words("office.misconfigured"), 503)
        leads = RedirectResponse(generate_login_redirect_url(provider), 303, {"Cache-Control": "no-store"})
        back = request.query_params.get(sign_in.BACK, "")
        if is_page(urlsplit(back).path):
            leads.set_cookie(_BACK, quote(back, safe=""), _SECONDS_KEPT, path=CALLBACK, httponly=True, samesite="lax")
        language = language_of(request.query_params.get("lang"))
        leads.set_cookie(_LANGUAGE, language, _SECONDS_KEPT, path=LOGIN, httponly=True, samesite="lax")
        return leads

    return [Route(sign_in.ADDRESS, answer)]


def telling(request: Request, send: Send) -> Send:
    """``send`` of the answer at :data:`LOGIN`, which tells in the reader's words that the provider cannot be reached.

    Args:
        request: from who was led there by :func:`sign_in_routes`, which noted the language.
        send: sends the answer.
    """
    language = language_of(request.cookies.get(_LANGUAGE))
    failed = False

    async def in_words(message: MutableMapping[str, Any]) -> None:
        nonlocal failed
        if message["type"] == "http.response.start" and message["status"] >= 400:
            failed = True
            with speaking(language):
                told = PlainTextResponse(words("office.unreachable"), 503, {"Cache-Control": "no-store"})
            await send({"type": "http.response.start", "status": told.status_code, "headers": told.raw_headers})
            await send({"type": "http.response.body", "body": told.body})
        elif not failed:
            await send(message)

    return in_words


def leading_back(request: Request, send: Send, is_page: IsPage) -> Send:
    """``send`` of the provider's answer, which leads to the page that :func:`sign_in_routes` noted.

    Args:
        request: from the provider, by way of the browser.
        send: sends the answer.
        is_page: as there.
    """
    back = urlsplit(unquote(request.cookies.get(_BACK, "")))
    if not is_page(back.path):
        return send
    # The path alone, whatever host was named with it.
    address = quote(back.path) + (f"?{quote(back.query, safe='=&%+:,/')}" if back.query else "")

    async def to_page(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start" and message["status"] == 302:
            kept = [(name, value) for name, value in message["headers"] if name.lower() != b"location"]
            forgotten = f"{_BACK}=; Max-Age=0; Path={CALLBACK}; HttpOnly; SameSite=lax"
            kept += [(b"location", address.encode()), (b"set-cookie", forgotten.encode())]
            message = {**message, "headers": kept}
        await send(message)

    return to_page
