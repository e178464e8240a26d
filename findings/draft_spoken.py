"""A draft as reports print their numbers: 塊 is 元, 23.2億 is 23.2億元, 一半 is about five tenths."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from catalog.entry import compiled
from catalog.questions import load_questions


@dataclass(frozen=True)
class Spoken:
    """``text`` is the draft as it is read; ``pieces`` are where its stretches begin there and in the draft.

    Each other one, the second first, is put otherwise than it is written.
    """

    text: str
    pieces: tuple[tuple[int, int], ...]

    def place(self, at: int, *, is_end: bool = False) -> int:
        """Where a place of the text is in the draft; within what is put otherwise, where that begins or ends."""
        piece = bisect_right(self.pieces, at, key=lambda one: one[0]) - 1
        begins, own = self.pieces[piece]
        if piece % 2 and at > begins:
            return self.pieces[piece + 1][1] if is_end else own
        return own + at - begins


def as_printed(draft: str) -> Spoken:
    """A draft in the words of reports."""
    said = load_questions().drafts.spoken
    text, pieces, end = "", [(0, 0)], 0
    for found in compiled("|".join(f"(?:{one.said})" for one in said)).finditer(draft):
        own = next(match.expand(one.own) for one in said if (match := compiled(one.said).match(draft, found.start())))
        text += draft[end : found.start()]
        pieces.append((len(text), found.start()))
        text, end = text + own, found.end()
        pieces.append((len(text), end))
    return Spoken(text + draft[end:], tuple(pieces))
