"""What the server adds around the pages: the page's language and address in the HTML, and a health route."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import JSONResponse

from catalog.words import LANGUAGES, words
from view.frame import HTML_LANGUAGE
from warehouse import queries
from warehouse.connect import Warehouse, WarehouseMissing, WarehouseUnreadable, warehouse_path

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

# The script looks for its server below the page's own path first, which fails and is logged as an
# error on every deep link; told where the server is, it does not look.
_ADDRESS = (
    "<script>window.__streamlit = {BACKEND_BASE_URL: location.origin, MAIN_PAGE_BASE_URL: location.origin}</script>"
)


class PageMiddleware:
    """Gives the HTML page its language, title and server address before any script runs.

    Args:
        application: the application around which it stands.
    """

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Passes a request on; an HTML answer is completed on its way back."""
        if scope["type"] != "http" or not _wants_html(scope):
            await self._application(scope, receive, send)
            return
        # Compressed pages could not be completed; they are small.
        headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        page = _HtmlAnswer(send, _language(scope))
        await self._application({**scope, "headers": headers}, receive, page.send)


class _HtmlAnswer:
    """Collects an HTML answer and sends it completed; passes any other answer on."""

    def __init__(self, send: Send, language: str) -> None:
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
        body = completed(self._body.decode(), self._language).encode()
        dropped = (b"content-length", b"etag")
        headers = [(name, value) for name, value in start["headers"] if name.lower() not in dropped]
        headers += [(b"content-length", str(len(body)).encode()), (b"x-content-type-options", b"nosniff")]
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def completed(html: str, language: str) -> str:
    """The page's HTML in a language: ``<html lang>``, the title, and where its server is."""
    own = words("en" if language == "en" else "zh-TW")
    return (
        html.replace('<html lang="en">', f'<html lang="{HTML_LANGUAGE[own.language]}">', 1)
        .replace("<title>Streamlit</title>", f"<title>{own('app.title')}</title>", 1)
        .replace("<head>", f"<head>{_ADDRESS}", 1)
    )


def _wants_html(scope: Message) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def _is_html(message: Message) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"])


def _language(scope: Message) -> str:
    printed = parse_qs(scope.get("query_string", b"").decode()).get("lang", [LANGUAGES[0]])[0]
    return printed if printed in LANGUAGES else LANGUAGES[0]


def health(_: Request) -> JSONResponse:
    """``/healthz``: 200 with the build that is served, 503 where there is none to serve."""
    try:
        build = queries.build(Warehouse(warehouse_path())).iloc[0]
    except (WarehouseMissing, WarehouseUnreadable) as error:
        return JSONResponse({"status": "unavailable", "reason": type(error).__name__}, status_code=503)
    return JSONResponse({"status": "ok", "build_id": build["build_id"]})
