"""Which characters this machine can draw: a character without a glyph is an error, never a square."""

from __future__ import annotations

import bisect
import functools
import subprocess
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.words import told
from export.machines.browser import fonts_program

# Fonts that hold a square for every character there is.
_NO_LETTERS = ("LastResort", "Last Resort", "Adobe Blank", "AdobeBlank")


class MissingGlyphs(ValueError):
    """Some characters have no glyph in any font of this machine; the message names them."""


@dataclass(frozen=True)
class Characters:
    """The characters some fonts hold: first and last code points of stretches, in order and apart."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @staticmethod
    def listed(stretches: Iterable[str]) -> Characters:
        """Of stretches as fontconfig prints them (``4e00-9fa5``), in any order."""
        starts: list[int] = []
        ends: list[int] = []
        for first, last in sorted(_stretch(part) for part in set(stretches)):
            if ends and first <= ends[-1] + 1:
                ends[-1] = max(ends[-1], last)
            else:
                starts.append(first)
                ends.append(last)
        return Characters(tuple(starts), tuple(ends))

    def lacking(self, text: str) -> list[str]:
        """The characters of the text that are not among them though they are drawn, each once, in order."""
        return [sign for sign in dict.fromkeys(text) if _is_drawn(sign) and not self._hold(ord(sign))]

    def _hold(self, code: int) -> bool:
        place = bisect.bisect_right(self.starts, code) - 1
        return place >= 0 and code <= self.ends[place]


def named(signs: Iterable[str]) -> str:
    """Characters with their code points, for a reader who may not see them."""
    return ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in signs)


def check_glyphs(text: str) -> None:
    """Makes sure that every character of the text can be drawn.

    Raises:
        MissingGlyphs: some cannot, or there is no fontconfig to ask.
    """
    missing = missing_glyphs(text)
    if missing:
        raise MissingGlyphs(told("picture.missing_glyphs", characters=named(missing)))


def missing_glyphs(text: str) -> list[str]:
    """The characters of the text that no font of this machine holds, each once, in order.

    Raises:
        MissingGlyphs: there is no fontconfig to ask.
    """
    return _covered().lacking(text)


def _is_drawn(sign: str) -> bool:
    return not (sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf"))


@functools.cache
def _covered() -> Characters:
    """The characters that some font of this machine holds."""
    program = fonts_program()
    if program is None:
        raise MissingGlyphs(told("picture.no_fontconfig"))
    command = [program, "--format", "%{family}\t%{charset}\n"]
    listed = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=True).stdout
    lines = (line.partition("\t") for line in listed.splitlines())
    return Characters.listed(
        part for family, _, charset in lines if not family.startswith(_NO_LETTERS) for part in charset.split()
    )


def _stretch(part: str) -> tuple[int, int]:
    first, _, last = part.partition("-")
    return int(first, 16), int(last or first, 16)
