"""Paragraphs that a page break of an earlier edition cut in two, made whole again.

Files are often made anew from printed pages, so that a paragraph stands as two where a page once
ended: 「…巡察委員為仉」 and 「委員桂美…」.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from catalog.entry import compiled
from catalog.fold import Folder
from catalog.lexicon import Lexicon
from ingest.notation.markers import read_marker
from ingest.read.document import Block

_TERMINAL = tuple("。！？：；:;」）)…")
_POINTS = re.compile("[，；]")
# A line without such a point, or a shorter one, may be a title or an address; prose is longer.
_PROSE = 28


class Rejoiner:
    """Puts cut paragraphs together, with the captions and furniture of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._folder = Folder(lexicon.variants)
        self._caption = compiled(lexicon.caption)

    def rejoined(self, blocks: Sequence[Block]) -> tuple[list[Block], list[int]]:
        """The blocks with cut paragraphs whole, and for each of them the index of the first block it holds."""
        whole: list[Block] = []
        first: list[int] = []
        for index, block in enumerate(blocks):
            if whole and self._continues(whole[-1], block):
                whole[-1] = _joined(whole[-1], block)
            else:
                whole.append(block)
                first.append(index)
        return whole, first

    def _continues(self, before: Block, after: Block) -> bool:
        if before.kind != "paragraph" or after.kind != "paragraph" or before.by_ocr != after.by_ocr:
            return False
        text = before.text.strip()
        if len(text) < _PROSE or not _POINTS.search(text) or text.endswith(_TERMINAL):
            return False
        return not self._begins(after.text) and not self._is_caption(before.text)

    def _begins(self, text: str) -> bool:
        return read_marker(self._folder.fold(text)) is not None or self._is_caption(text)

    def _is_caption(self, text: str) -> bool:
        return bool(self._caption.match(self._folder.compact(text).text))


def _joined(before: Block, after: Block) -> Block:
    """One block; a blank stands between two Latin letters or digits only, where the break hid one."""
    head, tail = before.text.rstrip(), after.text.lstrip()
    blank = " " if head[-1].isascii() and head[-1].isalnum() and tail[:1].isascii() and tail[:1].isalnum() else ""
    moved = len(head) + len(blank) - (len(after.text) - len(tail))
    stretches = tuple(replace(s, start=s.start + moved, end=s.end + moved) for s in after.stretches)
    return replace(before, text=head + blank + tail, stretches=(*before.stretches, *stretches))
