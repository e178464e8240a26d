"""What a reader typed, as words to find; and where they stand in a text."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from html import escape

from catalog.fold import Folder
from catalog.load import load
from catalog.questions import in_traditional
from findings.asking.numerals import NUMBER, typed_number
from warehouse.searches import Word

Span = tuple[int, int]

MOST_WORDS = 8
LONGEST = 100
_NUMBER = re.compile(rf"(?P<number>{NUMBER.pattern})(?P<unit>\D*)")


@functools.cache
def folder() -> Folder:
    """Folds as the readers do."""
    return Folder(load().lexicon.variants)


def query_words(query: str) -> tuple[Word, ...]:
    """The words of a query, parted by blanks, each once: folded, in lower case, at most ``MOST_WORDS``."""
    texts = dict.fromkeys(_lower(folder().fold(in_traditional(query))).split())
    return tuple(_word(text) for text in list(texts)[:MOST_WORDS])


def _lower(text: str) -> str:
    """Lower case, character for character: the same length."""
    return "".join(lower if len(lower := character.lower()) == 1 else character for character in text)


def _word(text: str) -> Word:
    """A word, with its value where it is a number with a unit we know, or none."""
    match = _NUMBER.fullmatch(text)
    if match is None or not (match["unit"] == "" or match["unit"] in {unit.id for unit in load().units}):
        return Word(text)
    return Word(text, typed_number(match["number"]), match["unit"] or None)


# Marks --------------------------------------------------------------------------------------------


def marks(text: str, words: Sequence[Word], numbers: Iterable[tuple[Span, float]] = ()) -> list[Span]:
    """Where words stand in a text, in order, those that touch joined.

    Args:
        text: as printed.
        words: the words to find.
        numbers: the spans of the text's numbers and their values: marked where a word has the value.
    """
    compact = folder().compact(text)
    lower = _lower(compact.text)
    found = [compact.span(*match.span(1)) for word in words for match in re.finditer(word.pattern, lower)]
    values = {word.value for word in words} - {None}
    return joined([*found, *(span for span, value in numbers if value in values)])


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap or touch made one."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def marked(text: str, spans: Sequence[Span], first: int = 0, last: int | None = None) -> str:
    """``text[first:last]`` as HTML with the spans marked."""
    last = len(text) if last is None else last
    html, at = "", first
    for start, end in ((max(start, first), min(end, last)) for start, end in spans):
        if start < end:
            html += f"{escape(text[at:start])}<mark>{escape(text[start:end])}</mark>"
            at = end
    return html + escape(text[at:last])


_AROUND = 60
_MOST_WINDOWS = 3


def extracts(text: str, spans: Sequence[Span], centres: Sequence[Span] = ()) -> str:
    """The surroundings of the first marks as HTML; the beginning where nothing is marked.

    Args:
        text: as printed.
        spans: what is marked, in order.
        centres: what the surroundings are of, where not of all marks.
    """
    if not (spans or centres):
        return marked(text, (), 0, 2 * _AROUND) + ("…" if len(text) > 2 * _AROUND else "")
    windows = joined((max(0, start - _AROUND), min(len(text), end + _AROUND)) for start, end in centres or spans)
    shown = windows[:_MOST_WINDOWS]
    pieces = [marked(text, spans, first, last) for first, last in shown]
    head, tail = ("…" if shown[0][0] else ""), ("…" if shown[-1][1] < len(text) else "")
    return head + " … ".join(pieces) + tail
