"""Answers that are kept, and confirmed instead of sent again, while neither the data nor the program have changed."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from findings.editions import newest_build
from view.server.kept import Kept
from warehouse import editions, reads

NO_SNIFFING = {"X-Content-Type-Options": "nosniff"}
_ROOT = Path(__file__).resolve().parents[2]
# What an answer is made by: the rooms that read and draw, and the libraries whose output stands in it.
_ROOMS = ("catalog", "charts", "export", "findings", "view", "warehouse")
_LIBRARIES = ("pandas", "plotly")
# By tag, which another build or program changes: a kept answer is never an old one.
_ANSWERS = Kept(32_000_000)


def answered(request: Request, body: Callable[[], bytes], media_type: str, headers: Mapping[str, str]) -> Response:
    """An answer with a tag; asked again with the tag, it is confirmed.

    Args:
        request: what is asked; the same address is the same answer for the same data and program.
        body: makes the answer, where it must be sent and is not kept; once for all who ask at once.
        media_type: of the body.
        headers: sent along, also with a confirmation.
    """
    tag = f'"{_digest([program(), *_data(), request.url.path, request.url.query])}"'
    kept = {**headers, "ETag": tag, "Cache-Control": "no-cache", **NO_SNIFFING}
    if holds(request, tag):
        return Response(status_code=304, headers=kept)
    return Response(_ANSWERS.get(tag, body), media_type=media_type, headers=kept)


def holds(request: Request, tag: str) -> bool:
    """Whether the asker holds this answer already (RFC 9110, If-None-Match)."""
    held = request.headers.get("if-none-match", "")
    return "*" in held or tag in [value.strip().removeprefix("W/") for value in held.split(",")]


def _data() -> Iterator[str]:
    """What tells the data from others: the build; of an edition also its name and what is published since."""
    yield str(reads.build()["build_id"])
    build_id = reads.current_edition()
    if build_id is not None:
        yield editions.edition(build_id).name
        yield newest_build() or ""


@functools.cache
def program() -> str:
    """A digest of the program as it was when first asked for; a running server does not read its files again."""
    return program_digest(_ROOT)


def program_digest(root: Path) -> str:
    """A digest of every file of the rooms below ``root`` that answers are made by, and of the libraries."""
    files = sorted(
        file
        for room in _ROOMS
        for file in (root / room).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    )
    told = [
        part for file in files for part in (file.relative_to(root).as_posix(), sha256(file.read_bytes()).hexdigest())
    ]
    return _digest([*told, *(f"{library} {version(library)}" for library in _LIBRARIES)])


def _digest(parts: list[str]) -> str:
    # Each with its length: no two lists are one text.
    return sha256("".join(f"{len(part)} {part}\n" for part in parts).encode()).hexdigest()[:32]
