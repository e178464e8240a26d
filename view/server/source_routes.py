"""What the server sends beside the pages: published files, and their pages as pictures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Literal, Protocol
from urllib.parse import quote

import pandas as pd
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from catalog.words import language_of, speaking, words
from findings.values import is_told
from view.server.kept import Kept
from view.source.file import FileChanged, FileGone, file_bytes, file_size
from warehouse import reads, sources
from warehouse.connect import WarehouseMissing, WarehouseUnreadable

PDF = "application/pdf"
Box = tuple[float, float, float, float]
Cut = Literal["page", "strip", "near"]
# Raised when pages are drawn another way, so that no browser keeps an old drawing.
_DRAWING = 1
_MOST_BYTES = 64_000_000


class Draw(Protocol):
    """Draws a page of a PDF as PNG, boxes around words and cells; None where it cannot be drawn."""

    def __call__(
        self, data: bytes, page: int, boxes: Sequence[Box], cells: Sequence[Box] = (), *, cut: Cut = "page"
    ) -> bytes | None:
        """Draws page ``page``, counted from 1; ``cut`` tells how much around the boxes is left."""
        ...


class _Refused(Exception):
    """A request that has no answer: its status, and why in words."""

    def __init__(self, status: int, key: str, **values: object) -> None:
        super().__init__(key)
        self.status, self.key, self.values = status, key, values


Answer = Callable[[Request], Response]


def source_routes(draw: Draw) -> list[Route]:
    """``/file/<report_id>`` and ``/page/<report_id>/<page>.png``.

    Args:
        draw: draws pages.
    """
    pictures = Kept(_MOST_BYTES)
    return [
        # A path, though ids hold no slash: what else is asked for below is answered here in words.
        Route("/file/{report_id:path}", _in_words(_file)),
        Route("/page/{report_id}/{page}.png", _in_words(lambda request: _page(request, draw, pictures))),
        Route("/page/{rest:path}", _in_words(_no_page)),
    ]


def _in_words(answer: Answer) -> Answer:
    """An answer whose refusals are told in the language asked for."""

    def told(request: Request) -> Response:
        with speaking(language_of(request.query_params.get("lang"))):
            try:
                # A file or page is asked for by its report, whoever reported it.
                with reads.one_build(), reads.of_all_agencies():
                    return answer(request)
            except _Refused as refused:
                return _refusal(refused)
            except FileGone as error:
                return _refusal(_Refused(404, "file.gone", file=error))
            except FileChanged as error:
                return _refusal(_Refused(409, "file.changed", file=error))
            except (WarehouseMissing, WarehouseUnreadable):
                return _refusal(_Refused(503, "file.unavailable"))

    return told


def _refusal(refused: _Refused) -> Response:
    text = words(refused.key, **refused.values)
    return PlainTextResponse(text, refused.status, headers={"Cache-Control": "no-store"})


def _report(request: Request) -> pd.Series:
    reports = reads.reports()
    found = reports[reports["report_id"] == request.path_params["report_id"]]
    if found.empty:
        raise _Refused(404, "file.unknown_report")
    report: pd.Series = found.iloc[0]
    return report


def _no_page(_: Request) -> Response:
    raise _Refused(404, "file.unknown_page")


# Files --------------------------------------------------------------------------------------------


def _file(request: Request) -> Response:
    """The published file under its own name, if it is still the one that was read."""
    report = _report(request)
    file_size(report)
    tag = f'"{report["sha256"]}"'
    if _is_known(request, tag):
        return _unchanged(tag)
    headers = {
        "ETag": tag,
        "Cache-Control": "no-cache",
        "Content-Type": report["media_type"],
        "Content-Disposition": attachment(report["file"]),
        # Opened in place all the same, it can do nothing.
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(file_bytes(report), headers=headers)


def attachment(name: str) -> str:
    """A Content-Disposition that saves a file as ``name``, in any script (RFC 6266, RFC 5987)."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _is_known(request: Request, tag: str) -> bool:
    held = request.headers.get("if-none-match", "")
    return held.strip() == "*" or tag in [entry.strip().removeprefix("W/") for entry in held.split(",")]


def _unchanged(tag: str) -> Response:
    return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "no-cache"})


# Pages --------------------------------------------------------------------------------------------


def _page(request: Request, draw: Draw, pictures: Kept) -> Response:
    """A page as PNG; ``quantity`` boxes a printed number, ``cut`` leaves a strip or what is near it."""
    report = _report(request)
    if report["media_type"] != PDF:
        raise _Refused(404, "file.no_pages")
    page = _number(request.path_params["page"])
    if page is None or not is_told(report["pages"]) or not 1 <= page <= int(report["pages"]):
        raise _Refused(404, "file.unknown_page")
    boxes, cells = _boxes(report["report_id"], page, request.query_params.get("quantity"))
    cut = _how_much(request.query_params.get("cut")) if boxes else "page"
    file_size(report)
    tag = _tag(report["sha256"], page, boxes, cells, cut)
    if _is_known(request, tag):
        return _unchanged(tag)
    picture = pictures.get(tag, lambda: draw(file_bytes(report), page, boxes, cells, cut=cut))
    if picture is None:
        raise _Refused(404, "file.not_drawn")
    return Response(picture, media_type="image/png", headers={"ETag": tag, "Cache-Control": "no-cache"})


def _how_much(printed: str | None) -> Cut:
    if printed == "strip":
        return "strip"
    return "near" if printed == "near" else "page"


def _number(printed: str | None) -> int | None:
    """A count as an address prints it."""
    return int(printed) if printed and re.fullmatch(r"[0-9]{1,9}", printed) else None


def _boxes(report_id: str, page: int, quantity: str | None) -> tuple[list[Box], list[Box]]:
    """The box of a number on a page, and that of its cell; none where no number is asked for."""
    if quantity is None:
        return [], []
    number = _number(quantity)
    # Not kept among the answers: anyone may ask for any number.
    found = sources.place(reads.warehouse(), report_id, number) if number else pd.DataFrame()
    if found.empty:
        raise _Refused(404, "file.unknown_number")
    place = found.iloc[0]
    if not is_told(place["x0"]) or not is_told(place["page"]) or int(place["page"]) != page:
        raise _Refused(404, "file.unknown_number")
    cell = is_told(place["cell_x0"]) and is_told(place["cell_page"]) and int(place["cell_page"]) == page
    return [_box(place, "")], ([_box(place, "cell_")] if cell else [])


def _box(place: pd.Series, prefix: str) -> Box:
    x0, top, x1, bottom = (float(place[f"{prefix}{side}"]) for side in ("x0", "top", "x1", "bottom"))
    return x0, top, x1, bottom


def _tag(sha256: str, page: int, boxes: Sequence[Box], cells: Sequence[Box], cut: Cut) -> str:
    drawn = repr((_DRAWING, sha256, page, boxes, cells, cut))
    return f'"{hashlib.sha256(drawn.encode()).hexdigest()[:32]}"'
