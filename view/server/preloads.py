"""Streamlit's own parts, which browsers fetch file by file: a page tells at once which it will need."""

from __future__ import annotations

import functools
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from pathlib import Path
from typing import Any

import streamlit

_FILES = Path(streamlit.__file__).with_name("static") / "static" / "js"
_ADDRESS = "/static/js/"
# Streamlit fetches a part only when a page has one, and then what that part imports: our HTML, the menu's links and
# rows of buttons would stand small first and then push the rest of the page down; charts would come last of all.
_EVERYWHERE = ("Html", "PageLink", "Button", "ButtonGroup", "Selectbox")
_CHARTS = ("PlotlyChart",)
_TABLES = ("DataFrame", "Checkbox", "DownloadButton")
# A part's imports stand at its beginning.
_HEAD_BYTES = 20_000
_IMPORTED = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')
_TYPES = {".js": b"application/javascript", ".css": b"text/css; charset=utf-8"}
# What is asked for with conditions is Streamlit's to answer.
_CONDITIONS = {b"range", b"if-none-match", b"if-modified-since"}

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]


@functools.cache
def preloads(*, charts: bool = False, tables: bool = False) -> str:
    """The lines of a page's head that let the browser fetch its parts while the page is still worked out.

    Args:
        charts: whether it has charts.
        tables: whether it has tables that can be chosen from.
    """
    names = (*_EVERYWHERE, *(_CHARTS if charts else ()), *(_TABLES if tables else ()))
    files = _with_imports(file.name for name in names for file in sorted(_FILES.glob(f"{name}.*.js")))
    return "".join(f'<link rel="modulepreload" crossorigin href="{_ADDRESS}{file}">' for file in files)


def _with_imports(names: Iterable[str]) -> list[str]:
    """Files and all that they import, each once, the first asked for first."""
    found = list(dict.fromkeys(names))
    for name in found:
        with (_FILES / name).open("rb") as file:
            head = file.read(_HEAD_BYTES).decode(errors="replace")
        found += [own for own in dict.fromkeys(_IMPORTED.findall(head)) if own not in found]
    return found


def part_asked_for(scope: Message) -> str | None:
    """The name of the part that a request asks for as a whole; None for any other request."""
    path = str(scope["path"])
    plain = scope["method"] in ("GET", "HEAD") and not any(name in _CONDITIONS for name, _ in scope["headers"])
    name = path.removeprefix(_ADDRESS)
    return name if plain and path.startswith(_ADDRESS) and name in _names() else None


async def send_part(name: str, scope: Message, send: Send) -> None:
    """Answers with a part out of memory: dozens are asked for at once, just when a page's script begins to work."""
    body = _body(name)
    headers = [
        (b"content-type", _TYPES[Path(name).suffix]),
        (b"content-length", str(len(body)).encode()),
        # The name of a part changes with what is in it.
        (b"cache-control", b"public, immutable, max-age=31536000"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


@functools.cache
def _names() -> frozenset[str]:
    return frozenset(file.name for file in _FILES.iterdir() if file.suffix in _TYPES)


@functools.cache
def _body(name: str) -> bytes:
    return (_FILES / name).read_bytes()
