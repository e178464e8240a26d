"""The fonts that come along with the screens: which of them a picture needs, and what none of them can draw."""

from __future__ import annotations

import functools
from pathlib import Path

from export.machines.glyphs import Characters

# Lines of file name and stretches of characters, written when the fonts are made.
_HELD = Path(__file__).resolve().parents[2] / "static" / "characters.txt"
_RARE = "NotoSansTC-rare.woff2"


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
