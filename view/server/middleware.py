"""What the server adds around the pages: their language and address in the HTML, safe headers, a health route."""

from __future__ import annotations

import functools
import re
from collections.abc import Awaitable, Callable, MutableMapping
from html import escape
from typing import Any
from urllib.parse import parse_qs, quote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse

from catalog.load import load
from catalog.words import LANGUAGES, Language, language_of, words_in
from view.frame.page import HTML_LANGUAGE, OF_UNDESCRIBED, STYLE, TOOLS, page_script
from view.server.preloads import part_asked_for, preloads, send_part
from view.server.sign_in_routes import CALLBACK, LOGIN, leading_back, telling
from warehouse import reads
from warehouse.connect import WarehouseMissing, WarehouseUnreadable

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

# The script looks for its server below the page's own path first, which fails and is logged as an
# error on every deep link; told where the server is, it does not look.
# A look chosen on one page holds on all; Streamlit keeps one for each path. Fonts and the page's
# measures are there before its content, which would move when they came.
_BEFORE_SCRIPT = """
window.__streamlit = {BACKEND_BASE_URL: location.origin, MAIN_PAGE_BASE_URL: location.origin};
try {
  const look = localStorage.getItem("look");
  if (look) localStorage.setItem(`stActiveTheme-${location.pathname}-v2`, JSON.stringify(look));
} catch { /* where nothing may be kept, the system's look is shown */ }
// Streamlit makes a new entry of each change of a page's parameters: Back would lead through all of them.
{
  const push = history.pushState.bind(history);
  history.pushState = (state, title, address) =>
    new URL(address ?? "", location.href).pathname === location.pathname
      ? history.replaceState(state, title, address)
      : push(state, title, address);
}
"""
_BEFORE = f"<script>{_BEFORE_SCRIPT}</script>"
_BEFORE += """
<link rel="preload" as="font" type="font/woff2" href="/app/static/NotoSansTC-subset.woff2" crossorigin>
<link rel="preload" as="font" type="font/woff2" href="/app/static/NotoSansTC-subset-bold.woff2" crossorigin>
<style>
.stMainBlockContainer.block-container { width: 100%; min-height: 100vh; }
"""
_BEFORE += f"{STYLE.read_text(encoding='utf-8')}</style>"
# Pages beside the topics' that open with charts, and with tables to choose from.
_CHARTED, _TABLED = ("", "briefing"), ("",)
# By this title Streamlit's own page is known.
_STREAMLIT = b"<title>Streamlit</title>"
# Fonts change with a release at most.
_FONTS, _KEPT = "/app/static/", b"public, max-age=604800"
# What no answer needs that Streamlit sends uncompressed; the rest may be a page, which is completed.
_NEVER_PAGES = ("/static/", "/app/static/", "/vendor/", "/data/", "/embed/", "/file/", "/picture/", "/page/")


_POLICY = "; ".join(
    (
        "default-src 'self'",
        # Streamlit draws its pages with scripts and styles that stand in the page, starts workers from blobs and
        # compiles a part of its own that is WebAssembly; nothing is made code of texts.
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "worker-src 'self' blob:",
        # Pictures and fonts come from this server, as data or as blobs, wherever the address in a text leads.
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        # Only pages of this server may frame a page; who may frame an embedded chart its own answer says.
        "frame-ancestors 'self'",
    )
)


@functools.cache
def safe() -> tuple[tuple[bytes, bytes], ...]:
    """Headers of every answer that does not say otherwise.

    Nothing is taken for what it is not called, no address with a reader's choices goes to another site, and
    no page does what its policy does not name.
    """
    return (
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        (b"content-security-policy", _POLICY.encode()),
    )


class PageMiddleware:
    """Gives the HTML page its language, title and server address before any script runs.

    All answers get the headers of :func:`safe`. An address that is no page is answered 404 in words, and one that
    tells no language leads to the page in the language of the browser.

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
        if scope["path"] == CALLBACK:
            send = leading_back(Request(scope), send, is_page)
        if scope["path"] == LOGIN:
            send = telling(Request(scope), send)
        part = part_asked_for(scope)
        if part:
            await send_part(part, scope, send)
            return
        if scope["path"].startswith(_NEVER_PAGES):
            fonts = scope["path"].startswith(_FONTS)
            await self._application(scope, receive, _kept(send) if fonts else send)
            return
        if _leads_to_english(scope):
            query = scope.get("query_string", b"").decode("latin-1")
            address = f"{quote(scope['path'])}?lang=en{'&' if query else ''}{query}"
            leads = {"Cache-Control": "no-store", "Vary": "Accept-Language"}
            await RedirectResponse(address, 307, leads)(scope, receive, send)
            return
        # Compressed pages could not be completed; they are small.
        headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        page = _HtmlAnswer(send, _language(scope), _page_id(scope["path"]))
        await self._application({**scope, "headers": headers}, receive, page.send)


def _page_id(path: str) -> str | None:
    """The page at a path of the server; None where there is none."""
    name = path.strip("/")
    known = {
        "",
        *OF_UNDESCRIBED,
        *(screen.id for screen in load().screens),
        *(tool for tool in TOOLS if page_script(tool)),
    }
    return name if name in known else None


def is_page(path: str) -> bool:
    """Whether there is a page at a path of the server."""
    return path.startswith("/") and not path.startswith("//") and _page_id(path) is not None


def _leads_to_english(scope: Message) -> bool:
    """Whether a page is asked for in no language by a browser that puts English before Chinese."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    if scope["method"] != "GET" or "lang" in asked or not _wants_html(scope) or _page_id(scope["path"]) is None:
        return False
    accepted = b",".join(value for name, value in scope["headers"] if name == b"accept-language")
    return preferred(accepted.decode("latin-1")) == "en"


def preferred(accepted: str) -> Language | None:
    """The language a browser asks for first, among those of the screens (RFC 9110, Accept-Language).

    Args:
        accepted: the header; languages are those of any country, so zh-HK asks for Chinese.
    """
    found: list[tuple[float, Language]] = []
    for one in accepted.split(","):
        tag, _, weight = one.partition(";")
        known = next((own for own in LANGUAGES if own.split("-")[0] == tag.strip().lower().split("-")[0]), None)
        match = re.fullmatch(r"\s*q=([01](?:\.[0-9]{0,3})?)\s*", weight) if weight else None
        quality = 1.0 if not weight else float(match[1]) if match else 0.0
        if known and quality > 0:
            found.append((quality, known))
    return max(found, key=lambda one: one[0])[1] if found else None


def _safely(send: Send) -> Send:
    """``send`` with the headers of :func:`safe` where the answer has none of the name."""

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            told = {name.lower() for name, _ in message["headers"]}
            added = [(name, value) for name, value in safe() if name not in told]
            message = {**message, "headers": [*message["headers"], *added]}
        await send(message)

    return with_headers


class _HtmlAnswer:
    """Collects an HTML answer and sends it completed; passes any other answer on.

    Streamlit answers every address with its page; where there is none, another is sent that says so.
    """

    def __init__(self, send: Send, language: Language, page_id: str | None) -> None:
        self._send = send
        self._language = language
        self._page_id = page_id
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
        known = self._page_id is not None
        html = (
            completed(self._body.decode(), self._language, _parts(self._page_id))
            if known
            else not_found(self._language)
        )
        body = html.encode()
        dropped = (b"content-length", b"etag")
        headers = [(name, value) for name, value in start["headers"] if name.lower() not in dropped]
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**start, "status": start["status"] if known else 404, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def not_found(language: Language) -> str:
    """A page that says that there is none at this address, and leads to those there are."""
    own, other = words_in(language), words_in(next(one for one in LANGUAGES if one != language))
    told = "".join(
        f'<section lang="{HTML_LANGUAGE[one.language]}"><h{level}>{escape(one("address.no_page"))}</h{level}>'
        f"<p>{escape(one('address.no_page_hint'))}</p>"
        f'<p><a href="/?lang={one.language}">{escape(one("address.to_overview"))}</a></p></section>'
        for level, one in ((1, own), (2, other))
    )
    return (
        f'<!doctype html><html lang="{HTML_LANGUAGE[language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(own("address.no_page"))}</title><link rel="icon" href="data:,">'
        "<style>:root { color-scheme: light dark } body { font: 1rem/1.6 sans-serif; margin: 3rem auto; "
        "max-width: 40rem; padding: 0 1rem }</style></head>"
        f"<body><main>{told}</main></body></html>"
    )


def _parts(page_id: str | None) -> str:
    """What the head of a page says of the parts it will need."""
    topic = any(screen.id == page_id for screen in load().screens)
    return preloads(charts=topic or page_id in _CHARTED, tables=topic or page_id in _TABLED)


def completed(html: str, language: Language, parts: str) -> str:
    """The page's HTML in a language: ``<html lang>``, the title, where its server is, and the parts it will need."""
    return (
        html.replace('<html lang="en">', f'<html lang="{HTML_LANGUAGE[language]}">', 1)
        .replace(_STREAMLIT.decode(), f"<title>{words_in(language)('app.title')}</title>", 1)
        .replace("<head>", f"<head>{_BEFORE}{parts}", 1)
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
        build = reads.build()
    except (WarehouseMissing, WarehouseUnreadable) as error:
        return JSONResponse({"status": "unavailable", "reason": type(error).__name__}, status_code=503)
    return JSONResponse({"status": "ok", "build_id": build["build_id"]})
