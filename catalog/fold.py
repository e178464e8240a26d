"""Characters folded one for one, so that offsets hold; and text without blanks, with its offsets.

Reports made from PDF files carry CJK compatibility ideographs (U+F900…), full-width digits and
brackets, and variant characters. Patterns are matched on the folded text; what is shown and
stored is always the text as printed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

# Punctuation that carries sentence structure stays as printed: a full-width comma never joins digits.
_KEPT_FULL_WIDTH = frozenset("，。；！？")
# Marks of no width: soft hyphens, joiners and the like, which no reader sees.
UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


def fold_character(character: str, variants: Mapping[str, str]) -> str:
    """The folded form of one character: always exactly one character."""
    if character in variants:
        return variants[character]
    if character < "\u2e80" or character in _KEPT_FULL_WIDTH:
        return character
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) != 1 or folded.isspace() != character.isspace():
        return character
    return variants.get(folded, folded)


class Folder:
    """Folds text with a variant table.

    Args:
        variants: one character to one character (catalog/common/lexicon.yaml).
    """

    def __init__(self, variants: Mapping[str, str]) -> None:
        self._variants = dict(variants)
        self._table: dict[int, str] = {}

    def fold(self, text: str) -> str:
        """``text`` folded per character; the result has the same length."""
        for character in set(text):
            code = ord(character)
            if code not in self._table:
                self._table[code] = fold_character(character, self._variants)
        return text.translate(self._table)

    def compact(self, text: str) -> CompactText:
        """``text`` folded and without blanks, with the offset of each character that is left."""
        return _compact(self.fold(text))


@dataclass(frozen=True)
class CompactText:
    """Folded text without blanks. ``offsets[i]`` is where character ``i`` stands in the source."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source of the characters ``start`` to ``end`` (exclusive) here."""
        return self.offsets[start], self.offsets[end - 1] + 1


def _compact(folded: str) -> CompactText:
    kept: list[str] = []
    offsets: list[int] = []
    blank: int | None = None
    for index, character in enumerate(folded):
        if character in UNSEEN:
            continue
        if character.isspace():
            blank = index if blank is None else blank
            continue
        if blank is not None and kept and kept[-1].isdigit() and character.isdigit():
            # A blank between two digits keeps two numbers apart.
            kept.append(" ")
            offsets.append(blank)
        blank = None
        kept.append(character)
        offsets.append(index)
    return CompactText("".join(kept), tuple(offsets))
