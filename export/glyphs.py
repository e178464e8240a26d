"""Which characters this machine can draw: a character without a glyph is an error, never a square."""

from __future__ import annotations

import bisect
import functools
import subprocess
import unicodedata

from catalog.words import told
from export.browser import fonts_program

# Fonts that hold a square for every character there is.
_NO_LETTERS = ("LastResort", "Last Resort", "Adobe Blank", "AdobeBlank")


class MissingGlyphs(ValueError):
    """Some characters have no glyph in any font of this machine; the message names them."""


def check_glyphs(text: str) -> None:
    """Makes sure that every character of the text can be drawn.

    Raises:
        MissingGlyphs: some cannot, or there is no fontconfig to ask.
    """
    missing = missing_glyphs(text)
    if missing:
        named = "、".join(f"{sign}（U+{ord(sign):04X}）" for sign in missing)
        raise MissingGlyphs(told("picture.missing_glyphs", characters=named))


def missing_glyphs(text: str) -> list[str]:
    """The characters of the text that no font of this machine holds, each once, in order.

    Raises:
        MissingGlyphs: there is no fontconfig to ask.
    """
    starts, ends = _covered()
    return [sign for sign in dict.fromkeys(text) if _is_drawn(sign) and not _holds(starts, ends, ord(sign))]


def _is_drawn(sign: str) -> bool:
    return not (sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf"))


def _holds(starts: list[int], ends: list[int], code: int) -> bool:
    place = bisect.bisect_right(starts, code) - 1
    return place >= 0 and code <= ends[place]


@functools.cache
def _covered() -> tuple[list[int], list[int]]:
    """First and last code points of the stretches that some font holds, in order and merged."""
    program = fonts_program()
    if program is None:
        raise MissingGlyphs(told("picture.no_fontconfig"))
    command = [program, "--format", "%{family}\t%{charset}\n"]
    listed = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=True).stdout
    stretches: set[tuple[int, int]] = set()
    for line in listed.splitlines():
        family, _, charset = line.partition("\t")
        if not family.startswith(_NO_LETTERS):
            stretches |= {_stretch(part) for part in charset.split()}
    starts: list[int] = []
    ends: list[int] = []
    for first, last in sorted(stretches):
        if ends and first <= ends[-1] + 1:
            ends[-1] = max(ends[-1], last)
        else:
            starts.append(first)
            ends.append(last)
    return starts, ends


def _stretch(part: str) -> tuple[int, int]:
    first, _, last = part.partition("-")
    return int(first, 16), int(last or first, 16)
