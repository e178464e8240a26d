"""Whether a page's text can be believed: garbled fonts, private glyphs, scans, drawn text.

A page that fails gives no text at all: one wrong character in a number is a wrong number.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from ingest.read.pdf.page import PageContent

# Shares of a page's characters.
_FOREIGN_SHARE = 0.05
_SIGNS_SHARE = 0.3
_COMMON_SHARE = 0.7
_FEWEST = 20
# A picture over this part of a page with this little text is the page.
_PICTURE_SHARE = 0.3
_LITTLE_TEXT = 60
# So many small pictures and not one word: the words are drawn.
_DRAWN = 15

_CID = re.compile(r"\(cid:\d+\)")
_UNKNOWN = re.compile(
    r"[^\x20-\x7e\xa0-\xff\u0100-\u017f\u0370-\u03ff\u2000-\u2bff\u2e80-\u33ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe6f\uff00-\uffef"
    r"\U0001f100-\U0001f2ff\U00020000-\U0003ffff\ue000-\uf8ff\U000f0000-\U0010fffd]"
)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_SIGN = re.compile(r"[!-,/:-@\[-`{-~\xa1-\xbf\xd7\xf7]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_PRIVATE_IN_TEXT = re.compile(
    r"[0-9,.\u3400-\u9fff、，：；「（(][\ue000-\uf8ff\U000f0000-\U0010fffd]|[\ue000-\uf8ff\U000f0000-\U0010fffd][0-9,.]"
)


@dataclass(frozen=True)
class Illegible:
    """Why a page cannot be read: a code of :class:`PageFault` and the key of its message."""

    code: str
    message: str


def illegible(page: PageContent) -> Illegible | None:
    """Why no number may be taken from a page, or None for a page that can be read."""
    ink = "".join(page.characters.split())
    if not ink:
        if page.pictures or page.shapes:
            return Illegible("image_only", "reading.page_image_only")
        return Illegible("blank", "reading.page_blank")
    if page.picture_share >= _PICTURE_SHARE and len(ink) < _LITTLE_TEXT and _few_words(page, ink):
        return Illegible("image_only", "reading.page_image_only")
    if page.pictures + page.shapes >= _DRAWN and not _HAN.search(ink) and not _WORD.search(ink):
        return Illegible("image_only", "reading.page_drawn_text")
    if is_garbled(ink):
        return Illegible("garbled_font", "reading.page_garbled")
    if _PRIVATE_IN_TEXT.search(page.characters):
        return Illegible("private_use", "reading.page_private_use")
    return None


def _few_words(page: PageContent, ink: str) -> bool:
    """A picture takes the place of text: more than half the page, or hardly a line beside it."""
    return page.picture_share >= 0.5 or len(ink) < _LITTLE_TEXT / 3


def is_garbled(ink: str) -> bool:
    """Whether text without blanks is what a font without a true character table gives.

    Signs: control and replacement characters, glyph numbers, many signs among few letters, Chinese
    characters that are mostly not in use.
    """
    if _CID.search(ink) or "\ufffd" in ink or _CONTROL.search(ink):
        return True
    if len(_UNKNOWN.findall(ink)) > _FOREIGN_SHARE * len(ink):
        return True
    han = _HAN.findall(ink)
    if not han and len(ink) >= _FEWEST and len(_SIGN.findall(ink)) > _SIGNS_SHARE * len(ink):
        return True
    return len(han) >= _FEWEST and not _in_common_use(han)


def _in_common_use(han: list[str]) -> bool:
    """Whether most characters are among the everyday ones of Big5, or of the simplified standard."""
    return any(sum(1 for character in han if character in common) >= _COMMON_SHARE * len(han) for common in _everyday())


@functools.cache
def _everyday() -> tuple[frozenset[str], ...]:
    """The first planes of the two double-byte encodings, which hold the characters in daily use.

    Compatibility forms are the same characters at other places.
    """
    compatible = {chr(code) for code in range(0xF900, 0xFB00)}
    return tuple(
        frozenset(compatible | {character for lead in leads for character in _row(lead, encoding)})
        for encoding, leads in (("cp950", range(0xA4, 0xC7)), ("gb2312", range(0xB0, 0xD8)))
    )


def _row(lead: int, encoding: str) -> str:
    """The characters of one lead byte."""
    return "".join(bytes((lead, trail)).decode(encoding, "ignore") for trail in range(0x40, 0xFF))
