"""What the server adds around the pages: their language and address in the HTML, safe headers, a health route."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import streamlit
from starlette.requests import Request
from starlette.responses import JSONResponse

from catalog.words import Language, language_of, words_in
from view.frame.page import HTML_LANGUAGE, STYLE
from warehouse import queries
from warehouse.connect import Warehouse, WarehouseMissing, WarehouseUnreadable, warehouse_path

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

# The script looks for its server below the page's own path first, which fails and is logged as an
# error on every deep link; told where the server is, it does not look.
# A look chosen on one page holds on all; Streamlit keeps one for each path. Fonts and the page's
# measures are there before its content, which would move when they came.
_BEFORE = """<script>
window.__streamlit = {BACKEND_BASE_URL: location.origin, MAIN_PAGE_BASE_URL: location.origin};
try {
  const look = localStorage.getItem("look");
  if (look) localStorage.setItem(`stActiveTheme-${location.pathname}-v2`, JSON.stringify(look));
} catch { /* where nothing may be kept, the system's look is shown */ }
</script>
<link rel="preload" as="font" type="font/woff2" href="/app/static/NotoSansTC-subset.woff2" crossorigin>
<link rel="preload" as="font" type="font/woff2" href="/app/static/NotoSansTC-subset-bold.woff2" crossorigin>
<style>
.stMainBlockContainer.block-container { width: 100%; min-height: 100vh; }
"""
_BEFORE += f"{STYLE.read_text(encoding='utf-8')}</style>"
# Streamlit fetches a part of its own only when a page has one: our HTML, the menu's links and rows of
# buttons would stand small first and then push the rest of the page down.
_PARTS = Path(streamlit.__file__).with_name("static") / "static" / "js"
_EARLY = ("Html", "PageLink", "Button", "ButtonGroup")
_BEFORE += "".join(
    f'<link rel="modulepreload" crossorigin href="/static/js/{part.name}">'
    for name in _EARLY
    for part in sorted(_PARTS.glob(f"{name}.*.js"))
)
# By this title Streamlit's own page is known.
_STREAMLIT = b"<title>Streamlit</title>"
# Fonts change with a release at most.
_FONTS, _KEPT = "/app/static/", b"public, max-age=604800"
# Sent with every answer that does not say otherwise: nothing is taken for what it is not called, and no
# address with a reader's choices goes to another site.
SAFE = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"same-origin"))


class PageMiddleware:
    """Gives the HTML page its language, title and server address before any script runs.

    All answers get the headers of ``SAFE``.

    Args:
        application: the application around which it stands.
    """

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Passes a request on; an HTML answer is completed on its way back."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        send = _safely(send)
        if not _wants_html(scope):
            fonts = scope["path"].startswith(_FONTS)
            await self._application(scope, receive, _kept(send) if fonts else send)
            return
        # Compressed pages could not be completed; they are small.
        headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        page = _HtmlAnswer(send, _language(scope))
        await self._application({**scope, "headers": headers}, receive, page.send)


def _safely(send: Send) -> Send:
    """``send`` with the headers of ``SAFE`` where the answer has none of the name."""

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            told = {name.lower() for name, _ in message["headers"]}
            added = [(name, value) for name, value in SAFE if name not in told]
            message = {**message, "headers": [*message["headers"], *added]}
        await send(message)

    return with_headers


class _HtmlAnswer:
    """Collects an HTML answer and sends it completed; passes any other answer on."""

    def __init__(self, send: Send, language: Language) -> None:
        self._send = send
        self._language = language
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        if _STREAMLIT not in self._body:
            # Another page of the server, such as an embedded chart: sent as it is.
            await self._send(start)
            await self._send({"type": "http.response.body", "body": self._body})
            return
        body = completed(self._body.decode(), self._language).encode()
        dropped = (b"content-length", b"etag")
        headers = [(name, value) for name, value in start["headers"] if name.lower() not in dropped]
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def completed(html: str, language: Language) -> str:
    """The page's HTML in a language: ``<html lang>``, the title, and where its server is."""
    return (
        html.replace('<html lang="en">', f'<html lang="{HTML_LANGUAGE[language]}">', 1)
        .replace(_STREAMLIT.decode(), f"<title>{words_in(language)('app.title')}</title>", 1)
        .replace("<head>", f"<head>{_BEFORE}", 1)
    )


def _kept(send: Send) -> Send:
    """Sends answers that a browser may keep."""

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            message = {**message, "headers": [*message["headers"], (b"cache-control", _KEPT)]}
        await send(message)

    return told


def _wants_html(scope: Message) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def _is_html(message: Message) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"])


def _language(scope: Message) -> Language:
    return language_of(parse_qs(scope.get("query_string", b"").decode()).get("lang", [None])[0])


def health(_: Request) -> JSONResponse:
    """``/healthz``: 200 with the build that is served, 503 where there is none to serve."""
    try:
        build = queries.build(Warehouse(warehouse_path())).iloc[0]
    except (WarehouseMissing, WarehouseUnreadable) as error:
        return JSONResponse({"status": "unavailable", "reason": type(error).__name__}, status_code=503)
    return JSONResponse({"status": "ok", "build_id": build["build_id"]})
