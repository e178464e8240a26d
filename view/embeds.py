"""Addresses beside the pages: charts to embed, and their data as CSV for scripts."""

from __future__ import annotations

import functools
import gzip
import os
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import get_args
from urllib.parse import quote

import plotly
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from catalog.words import Words, words
from export import extract
from export.embed.page import THEMES, Embedding, asset, page
from export.figures.lanes import View
from export.tables import csv_bytes
from warehouse import reads
from warehouse.connect import WarehouseMissing, WarehouseUnreadable
from warehouse.editions import UnknownEdition

# Who may put embedded charts into a frame, as in Content-Security-Policy; default: everyone.
ANCESTORS = "FRAME_ANCESTORS"
_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
_NO_SNIFFING = {"X-Content-Type-Options": "nosniff"}
_DAY = 24 * 60 * 60

Answer = Callable[[Request, Words], Response]


def _guarded(answer: Answer) -> Callable[[Request], Response]:
    """The answer, or in plain words why there is none: unknown names, no warehouse."""

    @functools.wraps(answer)
    def route(request: Request) -> Response:
        own = words("en" if request.query_params.get("lang") == "en" else "zh-TW")
        edition = request.query_params.get("edition")
        try:
            with reads.of_edition(edition):
                return answer(request, own)
        except extract.UnknownName as error:
            return PlainTextResponse(own("embed.unknown", name=error.args[0]), 404)
        except UnknownEdition:
            return PlainTextResponse(own("embed.no_edition", build=edition), 404)
        except (WarehouseMissing, WarehouseUnreadable):
            return PlainTextResponse(own("error.title"), 503)

    return route


def _choice(request: Request, parameter: str, options: tuple[str, ...]) -> str:
    printed = request.query_params.get(parameter, options[0])
    return printed if printed in options else options[0]


def _same(request: Request, tag: str) -> bool:
    """Whether the asker holds this answer already (RFC 9110, If-None-Match)."""
    held = request.headers.get("if-none-match", "")
    return "*" in held or tag in [value.strip().removeprefix("W/") for value in held.split(",")]


def _answered(request: Request, body: Callable[[], bytes], media_type: str, headers: Mapping[str, str]) -> Response:
    """An answer that stays the same for one build: asked again, it is confirmed and not sent again."""
    address = f"{reads.build()['build_id']}{request.url.path}?{request.url.query}"
    tag = f'"{sha256(address.encode()).hexdigest()[:32]}"'
    kept = {**headers, "ETag": tag, "Cache-Control": "no-cache", **_NO_SNIFFING}
    if _same(request, tag):
        return Response(status_code=304, headers=kept)
    return Response(body(), media_type=media_type, headers=kept)


@_guarded
def embedded(request: Request, own: Words) -> Response:
    """``/embed/<metric or topic>.html``: one chart for an iframe (?panel, ?view, ?theme, ?lang)."""
    name = request.path_params["name"]
    panels = extract.choices(name, own)
    shown = _choice(request, "panel", tuple(panels))
    view: View = "printed" if _choice(request, "view", get_args(View)) == "printed" else "per_month"
    asked = Embedding(name, panels, shown, _choice(request, "theme", THEMES))
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data: blob:; "
        f"font-src 'self'; frame-ancestors {os.environ.get(ANCESTORS, '*')}"
    )
    return _answered(
        request, lambda: page(extract.chosen(name, shown, own, view), asked, own).encode(),
        "text/html; charset=utf-8", {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"},
    )  # fmt: skip


@_guarded
def data(request: Request, own: Words) -> Response:
    """``/data/<metric or topic>.csv``: all values as UTF-8 without byte order mark (?lang, ?bom=1 with it)."""
    name = request.path_params["name"]
    extract.choices(name, own)
    bom = _choice(request, "bom", ("0", "1")) == "1"
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}.csv",
    }

    def body() -> bytes:
        records = [record for part in extract.named(name, own) for record in part.drawn.records]
        return csv_bytes(records, own) if bom else csv_bytes(records, own).removeprefix(b"\xef\xbb\xbf")

    return _answered(request, body, "text/csv; charset=utf-8", headers)


@_guarded
def embed_asset(request: Request, own: Words) -> Response:
    """``/embed/<file>``: scripts and styles of embedded pages."""
    file = request.path_params["file"]
    try:
        body = asset(file)
    except FileNotFoundError as error:
        raise extract.UnknownName(file) from error
    headers = {"Cache-Control": f"max-age={_DAY}", "Access-Control-Allow-Origin": "*", **_NO_SNIFFING}
    return Response(body, media_type=_KINDS[file.rpartition(".")[2]], headers=headers)


@functools.cache
def _plotly() -> bytes:
    """Plotly's script, compressed: 4.8 MB as it is, 1.5 MB so."""
    return gzip.compress((Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes(), mtime=0)


def plotly_script(request: Request) -> Response:
    """``/vendor/plotly.min.js``: kept by the browser for good, as its address names the version."""
    headers = {"Cache-Control": f"public, max-age={365 * _DAY}, immutable", **_NO_SNIFFING}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(_plotly(), media_type=_KINDS["js"], headers={**headers, "Content-Encoding": "gzip"})
    return Response(gzip.decompress(_plotly()), media_type=_KINDS["js"], headers=headers)


ROUTES = [
    Route("/embed/{name}.html", embedded),
    Route("/embed/{file}", embed_asset),
    Route("/data/{name}.csv", data),
    Route("/vendor/plotly.min.js", plotly_script),
]
