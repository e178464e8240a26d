"""A draft as reports print their numbers: 塊 is 元, 23.2億 is 23.2億元, 一半 is about five tenths, ninety is 90."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from catalog.entry import compiled
from catalog.questions import load_questions

_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {**{word: at + 1 for at, word in enumerate(_ONES)}, **{word: 10 * at + 20 for at, word in enumerate(_TENS)}}
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[:9])})\b)?|(?:{'|'.join(reversed(_ONES))}))"
# One is a word that holds others together.
_IN_WORDS = (
    rf"\b(?!(?i:one)\b(?! hundred))(?i:(?:{_SMALL}|a) hundred(?:(?: and)? {_SMALL})?|{_SMALL})\b"
    r"(?!-| (?i:hundred|years?|months?|weeks?|days?)\b)"
)


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
    for found in compiled("|".join(f"(?:{one})" for one in (*(one.said for one in said), _IN_WORDS))).finditer(draft):
        ways = (match.expand(one.own) for one in said if (match := compiled(one.said).match(draft, found.start())))
        own = next(ways, None)
        own = _in_digits(found[0]) if own is None else own
        text += draft[end : found.start()]
        pieces.append((len(text), found.start()))
        text, end = text + own, found.end()
        pieces.append((len(text), end))
    return Spoken(text + draft[end:], tuple(pieces))


def _in_digits(words: str) -> str:
    """A number below a thousand that is told in English words: two hundred and five is 205."""
    hundreds, told, rest = words.lower().rpartition("hundred")
    ones = sum(_VALUES.get(word, 0) for word in re.findall("[a-z]+", rest))
    return str(ones + (100 * _VALUES.get(hundreds.strip(), 1) if told else 0))
