"""What a report itself says of a measure and why: its sentences that give a cause, beside the measures they stand with.

Rather none than a wrong one: a sentence stands with a measure where its clause prints a value of it, where it goes
on from one that does, or where it names the measure.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from catalog.entry import compiled
from catalog.fold import Folder
from catalog.models import Catalog
from ingest.meaning.observations import Reading
from ingest.numbers.printed import Segment

Stands = Literal["same_sentence", "same_row", "next_sentence", "same_section", "named"]

_CLAUSE = re.compile(r"[^；]*；?")
_OPENING = re.compile(r"^[\d(（)）.、，\s①-⑳一二三四五六七八九十]*")
# What stands in 「」 and 《》 is blotted out, so that the rest keeps its places.
_BLOT = "□"
# So much of a measure's name stands in a sentence that names it.
_NAMED = 0.6
# Of a longer sentence is quoted from the clause that gives the cause to the one that prints the value.
_LONGEST = 120
# Passages below one heading that are so near belong together.
_NEAR = 2


@dataclass(frozen=True)
class Explanation:
    """One sentence that gives a cause, and one measure it stands with.

    ``start`` and ``end`` are its offsets in the passage's text, ``cue_start`` and ``cue_end`` those of the words that
    give the cause.
    """

    metric_id: str
    passage_no: int
    page: int | None
    start: int
    end: int
    quote: str
    cue: str
    cue_start: int
    cue_end: int
    stands: Stands


@dataclass(frozen=True)
class _Sentence:
    """A sentence, or a cell: its compact span, its clauses, and the values it prints, each its place and measure."""

    segment: Segment
    start: int
    end: int
    clauses: tuple[tuple[int, int], ...]
    values: tuple[tuple[int, str], ...]

    @property
    def metrics(self) -> frozenset[str]:
        """The measures whose values it prints."""
        return self.printed(self.start, self.end)

    def printed(self, first: int, last: int) -> frozenset[str]:
        """The measures whose values stand from one place to another."""
        return frozenset(metric_id for place, metric_id in self.values if first <= place < last)


@dataclass(frozen=True)
class _Cue:
    """The words that give a cause; ``hence`` where it stands before them."""

    start: int
    end: int
    hence: bool


class ExplanationReader:
    """Finds explanations with the words and the measures of a catalog."""

    def __init__(self, catalog: Catalog) -> None:
        words, lexicon = catalog.causes, catalog.lexicon
        self._gives, self._hence = compiled("|".join(words.gives)), compiled(words.hence)
        self._follows = compiled(words.follows)
        self._explains, self._other = compiled(words.explains), compiled(words.other_matter)
        self._quoted = compiled(lexicon.quoted)
        counting, folder = compiled(lexicon.counting_words), Folder(lexicon.variants)
        self._names = {
            metric.id: _pairs(counting.sub("\n", folder.compact(metric.name_zh).text))
            for metric in catalog.metrics.values()
        }
        spread = Counter(pair for pairs in self._names.values() for pair in pairs)
        self._weights = {pair: math.log(1 + len(self._names) / count) for pair, count in spread.items()}

    def read(self, reading: Reading) -> list[Explanation]:
        """The explanations of a report, in its order; of text that was recognised from an image, none.

        Args:
            reading: what its numbers came to.
        """
        printed = _printed(reading)
        sentences = [
            sentence
            for segment in reading.segments
            if segment.passage.kind in ("paragraph", "list_item", "table") and not segment.passage.by_ocr
            for sentence in _sentences(segment, printed)
        ]
        found: dict[tuple[str, int, int], Explanation] = {}
        values = frozenset(observation.metric_id for observation in reading.observations)
        for place, sentence in enumerate(sentences):
            cue = self._cue(sentence)
            if cue is None:
                continue
            for metric_id, stands, first, last in self._tied(sentences, place, cue, values):
                own = _explanation(metric_id, stands, sentence, first, last, cue)
                found.setdefault((metric_id, own.passage_no, own.start), own)
        return list(found.values())

    def _cue(self, sentence: _Sentence) -> _Cue | None:
        """The first words that give a cause; None where there are none."""
        text = self._unquoted(sentence)
        given, hence = self._gives.search(text), self._hence.search(text)
        found = given or hence
        if found is None:
            return None
        return _Cue(sentence.start + found.start(), sentence.start + found.end(), hence=given is None)

    def _unquoted(self, sentence: _Sentence) -> str:
        text = sentence.segment.compact.text[sentence.start : sentence.end]
        return self._quoted.sub(lambda quoted: _BLOT * len(quoted[0]), text)

    def _tied(
        self, sentences: list[_Sentence], place: int, cue: _Cue, values: frozenset[str]
    ) -> Iterator[tuple[str, Stands, int, int]]:
        """The measures a sentence stands with, how, and the clauses from and to which it does."""
        own = sentences[place]
        at = next(number for number, (start, end) in enumerate(own.clauses) if start <= cue.start < end)
        if own.segment.cell is not None:
            yield from ((metric_id, "same_row", at, at) for metric_id in sorted(_of_row(sentences, own)))
            return
        first, last = own.clauses[at]
        # A cause tells of what comes behind it, and where nothing comes, of what stands before.
        printed, reach = own.printed(cue.end, last), at
        if not printed and not cue.hence:
            printed = own.printed(first, cue.start)
        # It may open a tale that goes on behind a semicolon, until something else is told.
        while not printed and reach + 1 < len(own.clauses) and not self._opens(own, reach + 1, self._other):
            reach += 1
            printed = own.printed(*own.clauses[reach])
        yield from ((metric_id, "same_sentence", at, reach) for metric_id in sorted(printed))
        if printed or cue.hence:
            return
        for beside in self._beside(sentences, place):
            yield from ((metric_id, "next_sentence", at, at) for metric_id in sorted(beside.metrics))
        text = self._unquoted(own)[first - own.start : last - own.start]
        for metric_id in self._names:
            if self._held(metric_id, text) < _NAMED:
                continue
            if metric_id not in values:
                yield metric_id, "named", at, at
            elif any(metric_id in other.metrics for other in _of_section(sentences, own)):
                yield metric_id, "same_section", at, at

    def _beside(self, sentences: list[_Sentence], place: int) -> Iterator[_Sentence]:
        """The next sentence that goes on from one, and the one before it that it explains."""
        own = sentences[place]
        before = sentences[place - 1] if place else None
        after = sentences[place + 1] if place + 1 < len(sentences) else None
        if after is not None and after.segment is own.segment and self._opens(after, 0, self._follows):
            yield after
        if before is not None and before.segment is own.segment and self._opens(own, 0, self._explains):
            yield before

    def _opens(self, sentence: _Sentence, clause: int, words: re.Pattern[str]) -> bool:
        start, end = sentence.clauses[clause]
        text = sentence.segment.compact.text[start:end]
        return words.match(text, _opening(text)) is not None

    def _held(self, metric_id: str, text: str) -> float:
        """How much of a measure's name a text holds, from 0 to 1."""
        name = self._names[metric_id]
        whole = sum(self._weights[pair] for pair in name)
        return sum(self._weights[pair] for pair in name if pair in text) / whole if whole else 0.0


def _pairs(name: str) -> frozenset[str]:
    """The pairs of characters of a name, but for those across its joints."""
    stretches = re.split(r"\W+", name)
    return frozenset(one[at : at + 2] for one in stretches for at in range(len(one) - 1))


def _printed(reading: Reading) -> Mapping[int, list[tuple[Segment, int, str]]]:
    """The places of the values of measures by passage: the stretch of text, where in it, the measure."""
    places: dict[int, list[tuple[Segment, int, str]]] = defaultdict(list)
    for observation in reading.observations:
        for quantity in observation.evidence:
            own = (quantity.segment, quantity.start, observation.metric_id)
            places[quantity.segment.passage.no].append(own)
    return places


def _sentences(segment: Segment, printed: Mapping[int, list[tuple[Segment, int, str]]]) -> Iterator[_Sentence]:
    text, at = segment.compact.text, 0
    values = [(place, metric_id) for other, place, metric_id in printed.get(segment.passage.no, ())
              if other.base == segment.base]  # fmt: skip
    while at < len(text):
        start, end = segment.sentence(at)
        clauses = tuple(
            (start + found.start(), start + found.end()) for found in _CLAUSE.finditer(text[start:end]) if found[0]
        )
        own = tuple((place, metric_id) for place, metric_id in values if start <= place < end)
        yield _Sentence(segment, start, end, clauses, own)
        at = max(end, at + 1)


def _of_row(sentences: Iterable[_Sentence], own: _Sentence) -> frozenset[str]:
    """The measures whose values stand in the row of a cell."""
    passage, row = own.segment.passage, own.segment.place.row
    beside = (
        other.metrics
        for other in sentences
        if other.segment.passage is passage and other.segment.cell is not None and other.segment.place.row == row
    )
    return frozenset().union(*beside)


def _of_section(sentences: Iterable[_Sentence], own: _Sentence) -> Iterator[_Sentence]:
    """The sentences below the same heading, not far from one."""
    passage = own.segment.passage
    for other in sentences:
        theirs = other.segment.passage
        if theirs.outline == passage.outline and abs(theirs.no - passage.no) <= _NEAR:
            yield other


def _opening(text: str) -> int:
    """Where the first word of a clause stands, behind the marker of a list."""
    found = _OPENING.match(text)
    return found.end() if found else 0


def _explanation(metric_id: str, stands: Stands, sentence: _Sentence, first: int, last: int, cue: _Cue) -> Explanation:
    """The quotation: the whole sentence, or of an endless one the clauses that matter."""
    start, end = sentence.start, sentence.end
    if end - start > _LONGEST:
        start, end = sentence.clauses[first][0], max(sentence.clauses[last][1], cue.end)
    segment = sentence.segment
    span, words = segment.span(start, end), segment.span(cue.start, cue.end)
    passage = segment.passage
    text = passage.text
    return Explanation(
        metric_id, passage.no, passage.place(*span)[0], *span, text[slice(*span)], text[slice(*words)], *words, stands
    )
