"""What a browser draws a picture from: the figure as JSON, laid out for one size of paper."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path

from plotly.utils import PlotlyJSONEncoder
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from catalog.words import words
from charts.palette import LOOKS
from export.file_names import file_name
from export.machines.glyphs import Characters, named
from export.pictures.picture import SIZES, picture_figure, shown_words
from findings import extracts as extract
from view.server.embeds import asked_view, choice, guarded
from view.server.unchanged import answered

# Lines of file name and stretches of characters, written when the fonts are made.
_HELD = Path(__file__).resolve().parents[2] / "static" / "characters.txt"
_RARE = "NotoSansTC-rare.woff2"
# Scheme and host, and nothing that could be read as more than an address.
_SITE = re.compile(r"https?://[A-Za-z0-9.:\[\]-]{1,200}")


@guarded
def picture(request: Request) -> Response:
    """``/picture/<metric or topic>.json``: figure, size, title and file name of one picture.

    ?panel, ?view, ?part and ?edition choose what is shown, ?size and ?look how, ?lang in which words;
    ?site is printed before the address. ``rare`` are the characters that need the font of rare ones.
    A figure with a character that none of our fonts holds is ``refused``, in words.
    """
    name = request.path_params["name"]
    panel = choice(request, "panel", tuple(extract.choices(name)))
    size, look = choice(request, "size", tuple(SIZES)), choice(request, "look", tuple(LOOKS))
    view, part = asked_view(request), request.query_params.get("part", "")
    return answered(
        request, lambda: _body(extract.chosen(name, panel, view, part), size, look, _site(request)),
        "application/json", {},
    )  # fmt: skip


def _body(shown: extract.Extract, size: str, look: str, site: str) -> bytes:
    paper = SIZES[size]
    figure = picture_figure(shown, paper, LOOKS[look], site=site)
    text = "".join(shown_words(figure))
    missing = undrawn(text)
    if missing:
        return json.dumps(
            {"refused": words("takeaway.no_glyph", characters=named(missing))}, ensure_ascii=False
        ).encode()
    stem = file_name(shown, "png").removesuffix(".png")
    told = {
        "figure": {"data": figure["data"], "layout": figure["layout"]},
        "width": paper.width,
        "height": figure["layout"]["height"],
        "scale": paper.scale,
        "title": shown.drawn.title,
        "rare": rare(text),
        "file": f"{stem}_{words(f'takeaway.size.{size}')}",
    }
    return json.dumps(told, cls=PlotlyJSONEncoder, ensure_ascii=False).encode()


def _site(request: Request) -> str:
    """Where the reader sees the dashboard; behind a proxy only the browser knows."""
    told = request.query_params.get("site", "")
    return told if _SITE.fullmatch(told) else f"{request.url.scheme}://{request.url.netloc}"


# The fonts that come along with the screens ----------------------------------------------------------


def undrawn(text: str) -> list[str]:
    """The characters of the text that no font of ours holds, each once, in order."""
    return _rare().lacking("".join(rare(text)))


def rare(text: str) -> list[str]:
    """The characters of the text that the two fonts of every page do not both hold, each once, in order."""
    return list(dict.fromkeys(sign for held in _usual() for sign in held.lacking(text)))


@functools.cache
def held() -> dict[str, Characters]:
    """The characters of each font file."""
    lines = (line.split("\t") for line in _HELD.read_text(encoding="ascii").splitlines())
    return {file: Characters.listed(stretches.split()) for file, stretches in lines}


def _rare() -> Characters:
    return held()[_RARE]


def _usual() -> list[Characters]:
    return [characters for file, characters in held().items() if file != _RARE]


ROUTES = [Route("/picture/{name}.json", picture)]
