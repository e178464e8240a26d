"""How much room words take, and where Chinese lines break: for what is set without a browser."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

# Widths in ems: a full-width character is one em, a Latin letter or digit about half, a blank a third.
_FULL, _HALF, _BLANK = 1.0, 0.56, 0.35
# Office suites part Chinese from Latin letters and digits by this much.
_BETWEEN = 0.2
_BOUNDARY = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u4e00-\u9fff]")
# The height of a line, as a share of its size, in fonts with Chinese characters.
LINE = 1.45
_NOT_FIRST = "，。、；：？！）」』】〕〉》％%)]}.,;:!?／/－-"
_NOT_LAST = "（「『【〔〈《([{"
# A number with the character after it, a word, or one character: what a line never breaks inside.
_PIECE = re.compile(r"[0-9][0-9.,]*[\u4e00-\u9fff%]?|[A-Za-z0-9.,+%]+|\s+|.", re.DOTALL)


def width(text: str) -> float:
    """The width of a line of text in ems."""
    return sum(map(_sign_width, text)) + _BETWEEN * len(_BOUNDARY.findall(text))


@functools.cache
def _sign_width(sign: str) -> float:
    return _BLANK if sign == " " else _FULL if unicodedata.east_asian_width(sign) in "WFA" else _HALF


def wrapped(text: str, ems: float, most: int | None = None) -> list[str]:
    """The text in lines of at most ``ems``; with ``most``, cut after that many lines by an ellipsis.

    No line begins with a closing mark or ends with an opening one; a word longer than a line is broken.
    """
    lines = [""]
    for piece in _pieces(text, ems):
        if width(lines[-1] + piece.rstrip()) <= ems or not lines[-1]:
            lines[-1] += piece
        elif piece in _NOT_FIRST:
            lines[-1], carried = _carry(lines[-1])
            lines.append(carried + piece)
        else:
            lines[-1], opening = _without_opening(lines[-1])
            lines.append(opening + piece.lstrip())
    lines = [line.strip() for line in lines if line.strip()]
    if most is None or len(lines) <= most:
        return lines
    kept = lines[:most]
    while width(kept[-1]) > ems - 1:
        kept[-1] = kept[-1][:-1]
    return [*kept[:-1], kept[-1] + "…"]


def balanced(text: str, ems: float, most: int | None = None) -> list[str]:
    """As :func:`wrapped`, with lines of about one length: no last line of a single word."""
    lines = wrapped(text, ems, most)
    narrowest = width(text) / max(1, len(lines))
    tried = (narrowest + step / 2 for step in range(int(2 * (ems - narrowest))))
    return next((own for room in tried if len(own := wrapped(text, room)) <= len(lines)), lines)


def fitting_size(text: str, wide: float, high: float, sizes: Sequence[float]) -> float:
    """The largest of ``sizes`` at which the text fits a box; else the smallest.

    Args:
        text: what is to be set.
        wide: the width of the box in points.
        high: its height in points.
        sizes: the sizes allowed in points, largest first.
    """
    fits = (size for size in sizes if len(wrapped(text, wide / size)) * size * LINE <= high)
    return next(fits, sizes[-1])


def _pieces(text: str, ems: float) -> list[str]:
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        if width(piece) <= ems:
            pieces.append(piece)
        else:
            step = max(1, int(ems / _HALF))
            pieces += [piece[start : start + step] for start in range(0, len(piece), step)]
    return pieces


def _carry(line: str) -> tuple[str, str]:
    """The line without its last piece, and that piece: it goes with a mark that may not begin a line."""
    pieces = _PIECE.findall(line)
    last = pieces.pop()
    while pieces and (last[0] in _NOT_FIRST or pieces[-1][-1] in _NOT_LAST):
        last = pieces.pop() + last
    return ("".join(pieces), last) if pieces else (line, "")


def _without_opening(line: str) -> tuple[str, str]:
    """The line without opening marks at its end, and those marks."""
    kept = line.rstrip(_NOT_LAST)
    return (kept, line[len(kept) :]) if kept else (line, "")
