"""Addresses beside the pages: charts to embed, and their data as CSV for scripts."""

from __future__ import annotations

import functools
import gzip
import os
from collections.abc import Callable
from typing import get_args
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from catalog.words import language_of, speaking, words
from export.embed.page import THEMES, Embedding, asset, page, plotly_bytes
from export.file_names import file_name
from export.sheets.csv_table import csv_bytes
from findings import extracts as extract
from findings.editions import newer_count
from findings.lanes import View
from view.server.unchanged import NO_SNIFFING, answered
from warehouse import reads
from warehouse.connect import WarehouseMissing, WarehouseUnreadable
from warehouse.editions import BrokenEdition, UnknownEdition

# Who may put embedded charts into a frame, as in Content-Security-Policy; default: everyone.
ANCESTORS = "FRAME_ANCESTORS"
_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
_DAY = 24 * 60 * 60

Answer = Callable[[Request], Response]


def guarded(answer: Answer) -> Callable[[Request], Response]:
    """The answer in the language asked for, or in plain words why there is none: unknown names, no warehouse."""

    @functools.wraps(answer)
    def route(request: Request) -> Response:
        edition = request.query_params.get("edition")
        with speaking(language_of(request.query_params.get("lang"))):
            try:
                agency = request.query_params.get("agency")
                with reads.one_build(), reads.of_edition(edition), reads.of_agency(agency):
                    return answer(request)
            except extract.UnknownName as error:
                return PlainTextResponse(words("embed.unknown", name=error.args[0]), 404)
            except BrokenEdition:
                return PlainTextResponse(words("embed.broken_edition", build=edition), 404)
            except UnknownEdition:
                return PlainTextResponse(words("embed.no_edition", build=edition), 404)
            except (WarehouseMissing, WarehouseUnreadable):
                return PlainTextResponse(words("error.title"), 503)

    return route


def choice(request: Request, parameter: str, options: tuple[str, ...]) -> str:
    """A parameter of the address, which is one of ``options``; the first where the address does not tell it.

    Raises:
        UnknownName: it is none of them.
    """
    printed = request.query_params.get(parameter, options[0])
    if printed not in options:
        raise extract.UnknownName(printed)
    return printed


def asked_view(request: Request) -> View:
    """Flows by monthly average, unless the address asks for what is printed."""
    return "printed" if choice(request, "view", get_args(View)) == "printed" else "per_month"


def _newer(request: Request) -> dict[str, str]:
    """A header that leads from an edition to the newest figures, where they differ (RFC 5829)."""
    if reads.current_edition() is None or newer_count() == 0:
        return {}
    kept = urlencode([(name, value) for name, value in request.query_params.multi_items() if name != "edition"])
    address = quote(request.url.path) + (f"?{kept}" if kept else "")
    return {"Link": f'<{address}>; rel="latest-version"'}


@guarded
def embedded(request: Request) -> Response:
    """``/embed/<metric or topic>.html``: one chart for an iframe (?panel, ?part, ?view, ?theme, ?lang)."""
    name = request.path_params["name"]
    panels = extract.choices(name)
    shown = choice(request, "panel", tuple(panels))
    view, part = asked_view(request), request.query_params.get("part", "")
    asked = Embedding(name, panels, shown, choice(request, "theme", THEMES), view, part)
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data: blob:; "
        f"font-src 'self'; frame-ancestors {os.environ.get(ANCESTORS, '*')}"
    )
    return answered(
        request, lambda: page(extract.chosen(name, shown, view, part), asked).encode(),
        "text/html; charset=utf-8",
        {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer", **_newer(request)},
    )  # fmt: skip


@guarded
def data(request: Request) -> Response:
    """``/data/<metric or topic>.csv``: all values as UTF-8 without byte order mark.

    With ?panel (and ?part) those of one panel; with ?bom=1 for people: with the mark, and one
    panel or metric under its name in words.
    """
    name = request.path_params["name"]
    panel, part = request.query_params.get("panel", ""), request.query_params.get("part", "")
    bom = choice(request, "bom", ("0", "1")) == "1"
    if not panel and len(extract.choices(name)) == 1:
        (panel,) = extract.choices(name)
    extracts = functools.partial(_extracts, name, panel, part)
    named = file_name(extracts()[0], "csv") if bom and panel else f"{name}.csv"
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "Link",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(_of_edition(named))}",
        **_newer(request),
    }

    def body() -> bytes:
        return csv_bytes([record for one in extracts() for record in one.drawn.records], bom=bom)

    return answered(request, body, "text/csv; charset=utf-8", headers)


def _of_edition(name: str) -> str:
    """The name of a file, which tells its build where it is an edition's."""
    build_id = reads.current_edition()
    stem, _, ending = name.rpartition(".")
    return f"{stem}_{build_id}.{ending}" if build_id else name


def _extracts(name: str, panel: str, part: str) -> list[extract.Extract]:
    return [extract.chosen(name, panel, part=part)] if panel else extract.named(name)


@guarded
def embed_asset(request: Request) -> Response:
    """``/embed/<file>``: scripts and styles of embedded pages."""
    file = request.path_params["file"]
    try:
        body = asset(file)
    except FileNotFoundError as error:
        raise extract.UnknownName(file) from error
    headers = {"Cache-Control": f"max-age={_DAY}", "Access-Control-Allow-Origin": "*", **NO_SNIFFING}
    return Response(body, media_type=_KINDS[file.rpartition(".")[2]], headers=headers)


@functools.cache
def _plotly() -> bytes:
    """Plotly's script, compressed: 1.5 MB."""
    return gzip.compress(plotly_bytes(), mtime=0)


def plotly_script(request: Request) -> Response:
    """``/vendor/plotly.min.js``: kept by the browser for good, as its address names the version."""
    headers = {"Cache-Control": f"public, max-age={365 * _DAY}, immutable", **NO_SNIFFING}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(_plotly(), media_type=_KINDS["js"], headers={**headers, "Content-Encoding": "gzip"})
    return Response(gzip.decompress(_plotly()), media_type=_KINDS["js"], headers=headers)


ROUTES = [
    Route("/embed/{name}.html", embedded),
    Route("/embed/{file}", embed_asset),
    Route("/data/{name}.csv", data),
    Route("/vendor/plotly.min.js", plotly_script),
]
